//! The sets of inputs: points belong to them, the sets are as large as their names, and claims that need a smaller one
//! are refuted.

mod common;

use common::report;
use gradus::claim::{Derivation, LeftSide};
use gradus::input::Sizes;
use gradus::number::{Digits, Prime};
use gradus::oracle::Effort;
use gradus::point::{Point, Source, Structure};
use gradus::prelude::*;
use gradus::statement;
use gradus::verdict::{Verdict, judge};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

const SEEDS: [u64; 3] = [7, 20, 301];
const USUAL: [Mistake; 2] = [Mistake::Doubled, Mistake::Raised];

fn entry<F: Field>(matrix: &Matrix<F>) -> F {
    matrix[(0, 0)].clone()
}

/// √x as exp(½ ln x)
fn root<F: Field>(x: F) -> Result<F> {
    (x.ln()? * F::half()).exp()
}

fn sum<F: Field>(x: &Matrix<F>) -> F {
    x.iter().fold(F::zero(), |sum, entry| sum + entry.clone())
}

#[track_caller]
fn expect(claim: &Claim, verdict: Verdict) {
    for seed in SEEDS {
        let report = judge(&Derivation::new("test", "A test"), claim, seed, Effort::Quick);
        assert_eq!(report.verdict, verdict, "{} at seed {seed}: {}", claim.name, report.reason());
        // A witness shows a slope that is not zero; a stationary place may be no extremum.
        let slope = matches!(claim.left, LeftSide::Extremum { .. });
        let shown = verdict != Verdict::Refuted || report.witness.is_some() || slope;
        assert!(shown, "{} at seed {seed} has no witness: {}", claim.name, report.reason());
    }
}

fn holds(claim: Claim) {
    expect(&claim, Verdict::Holds);
}

fn refuted(claim: Claim) {
    expect(&claim, Verdict::Refuted);
}

/// Normal numbers in digits, and uniform ones modulo a prime.
struct Numbers(ChaCha8Rng);

impl Source<Digits> for Numbers {
    fn free(&mut self) -> Digits {
        Digits::exact(self.0.random_range(-3.0..3.0))
    }

    fn positive(&mut self) -> Digits {
        Digits::exact(self.0.random_range(0.01..3.0))
    }

    fn integer(&mut self) -> Digits {
        Digits::integer(self.0.random_range(-9..=9))
    }
}

impl Source<Prime> for Numbers {
    fn free(&mut self) -> Prime {
        Prime::new(self.0.random())
    }

    fn positive(&mut self) -> Prime {
        Prime::new(self.0.random_range(1..1 << 40))
    }
}

fn draw<F: Field>(input: gradus::input::Input, d: usize, seed: u64) -> Matrix<F>
where
    Numbers: Source<F>,
{
    let mut source = Numbers(ChaCha8Rng::seed_from_u64(seed));
    let sizes = Sizes::new(d, d + 1, 1, 1);
    let point = Point::<F>::draw(&[input], sizes, Structure::General, &mut source).expect("a point");
    point.matrix(input.name).expect("a value").clone()
}

#[test]
fn points_belong_to_their_sets_exactly() {
    for seed in 0..20 {
        for d in 1..=4 {
            let one = Prime::integer(1);
            let u: Matrix<Prime> = draw(unit_vector("u", D), d, seed);
            assert_eq!((u.transpose() * &u)[(0, 0)], one);
            let p: Matrix<Prime> = draw(simplex("p", D), d, seed);
            assert_eq!(sum(&p), one);
            let u: Matrix<Digits> = draw(unit_vector("u", D), d, seed);
            assert_eq!((u.transpose() * &u)[(0, 0)].equality_test(&Digits::integer(1)), (d == 1).then_some(true));
            let p: Matrix<Digits> = draw(simplex("p", D), d, seed);
            assert!(p.iter().all(|x| x.sign() == Some(std::cmp::Ordering::Greater)));
            let l: Matrix<Digits> = draw(lower_triangular("L", D), d, seed);
            let s: Matrix<Digits> = draw(diagonal_matrix("S", D), d, seed);
            for (i, j) in (0..d).flat_map(|i| (0..d).map(move |j| (i, j))) {
                assert_eq!(l[(i, j)].is_exactly_zero(), i < j);
                assert_eq!(s[(i, j)].is_exactly_zero(), i != j);
            }
            let m: Matrix<Digits> = draw(full_rank("M", D, N), d, seed);
            assert_eq!(determinant(&(&m * m.transpose())).unwrap().zero_test(), Some(false));
            let n: Matrix<Digits> = draw(integer("n"), d, seed);
            assert_eq!(n[(0, 0)].value().fract(), 0.0);
        }
    }
}

// Lower triangular --------------------------------------------------------------------------------------------------

#[test]
fn triangles() {
    let given = || Claim::new("lower", "").given([lower_triangular("L", D)]);
    holds(
        given()
            .identity(
                formula!(|L| determinant(L)),
                formula!(|L| (0..L.nrows()).fold(F::one(), |product, i| product * L[(i, i)].clone())),
            )
            .controls(USUAL),
    );
    // Of a matrix with a positive diagonal only: |L| is the root of |LLᵀ|.
    refuted(
        given()
            .identity(formula!(|L| determinant(L)), formula!(|L| root(determinant(&(L * L.transpose()))?)))
            .controls(USUAL),
    );
    // The sum of the logarithms of its diagonal.
    refuted(
        given()
            .identity(
                formula!(|L| Ok::<_, Error>(log_determinant(&(L * L.transpose()))? * F::half())),
                formula!(|L| (0..L.nrows()).try_fold(F::zero(), |sum, i| Ok::<_, Error>(sum + L[(i, i)].ln()?))),
            )
            .controls(USUAL),
    );
    // Of diagonal ones only.
    refuted(given().identity(formula!(|L| L), formula!(|L| L.transpose())).controls(USUAL));
    refuted(given().identity(formula!(|L| L * L.transpose()), formula!(|L| L.transpose() * L)).controls(USUAL));
}

#[test]
fn diagonal_matrices() {
    let given = || Claim::new("diagonal", "").given([diagonal_matrix("S", D), diagonal_matrix("T", D)]);
    holds(given().identity(formula!(|S, T| S * T), formula!(|S, T| T * S)).controls(USUAL));
    refuted(given().identity(formula!(|S, T| S * T), formula!(|S| S * S)).controls(USUAL));
    // Of positive ones only.
    refuted(given().identity(formula!(|S| determinant(S)), formula!(|S| root(determinant(&(S * S))?))).controls(USUAL));
    // Of multiples of the identity only.
    refuted(
        Claim::new("isotropic", "")
            .given([diagonal_matrix("S", D), matrix("A", D, D)])
            .identity(formula!(|S, A| S * A), formula!(|S, A| A * S))
            .controls(USUAL),
    );
}

// Unit vectors ------------------------------------------------------------------------------------------------------

#[test]
fn unit_vectors() {
    let given = || Claim::new("unit", "").given([unit_vector("u", D)]);
    holds(
        given()
            .identity(formula!(|u| u.transpose() * u), formula!(|| scalar(F::one())))
            .controls([Mistake::Doubled, Mistake::Negated]),
    );
    // The projection on u is idempotent.
    holds(
        given()
            .identity(formula!(|u| u * u.transpose() * u * u.transpose()), formula!(|u| u * u.transpose()))
            .controls(USUAL),
    );
    // The reflection at u⊥ is orthogonal, with determinant −1.
    holds(
        given()
            .identity(
                formula!(|u; d| determinant(&(Matrix::<F>::identity(d, d) - u * u.transpose() * F::integer(2)))),
                formula!(|| scalar(-F::one())),
            )
            .controls(USUAL),
    );
    // Of one half of the sphere, of its last entry and its first.
    refuted(
        given()
            .identity(formula!(|u| u[(0, 0)].clone()), formula!(|u| root(u[(0, 0)].clone() * u[(0, 0)].clone())))
            .controls(USUAL),
    );
    refuted(
        given()
            .identity(
                formula!(|u; d| u[(d - 1, 0)].clone()),
                formula!(|u; d| root(u[(d - 1, 0)].clone() * u[(d - 1, 0)].clone())),
            )
            .controls(USUAL),
    );
    refuted(given().identity(formula!(|u| sum(u)), formula!(|| scalar(F::one()))).controls(USUAL));
    // One entry: 1 and −1.
    let sign = || Claim::new("sign", "").given([unit_vector("u", ONE), number("x")]);
    refuted(sign().identity(formula!(|u, x| u * x), formula!(|x| x)).controls(USUAL));
    holds(sign().identity(formula!(|u, x| u * u * x), formula!(|x| x)).controls(USUAL));
    // The gradient varies every entry on its own, on the sphere or off it.
    holds(
        given()
            .gradient(formula!(|u| u.transpose() * u), "u", formula!(|u| u * F::integer(2)))
            .controls([Mistake::Negated, Mistake::Halved]),
    );
}

#[test]
fn extrema_over_unit_vectors() {
    let given = || Claim::new("nearest", "").given([vector("a", D), unit_vector("u", D)]);
    let right = formula!(|a| {
        let length = root((a.transpose() * a)[(0, 0)].clone())?;
        Ok::<_, Error>(a.clone() * length.reciprocal()?)
    });
    let largest = |kind, right| {
        let value = formula!(|a, u| a.transpose() * u);
        given()
            .extremum(kind, Convention::Unconstrained, value, "u", right)
            .controls([Mistake::Negated, Mistake::Doubled])
    };
    holds(largest(Extremum::Maximum, right));
    refuted(largest(Extremum::Minimum, right));
    // Off the sphere.
    refuted(largest(Extremum::Maximum, formula!(|a| a)));
}

// Simplex -----------------------------------------------------------------------------------------------------------

#[test]
fn simplices() {
    let given = || Claim::new("simplex", "").given([simplex("p", D)]);
    holds(given().identity(formula!(|p| sum(p)), formula!(|| scalar(F::one()))).controls(USUAL));
    // The variance of a choice.
    holds(
        given()
            .identity(
                formula!(|p| p.iter().fold(F::zero(), |s, x| s + x.clone() * (F::one() - x.clone()))),
                formula!(|p| F::one() - (p.transpose() * p)[(0, 0)].clone()),
            )
            .controls(USUAL),
    );
    // Of the uniform one only.
    refuted(
        given()
            .identity(formula!(|p| p.transpose() * p), formula!(|; d| F::ratio(1, d as i64).map(scalar)))
            .controls(USUAL),
    );
    // Gibbs: over p, Σ qᵢ ln pᵢ is largest at q.
    let given = || Claim::new("gibbs", "").given([simplex("q", D), simplex("p", D)]);
    let likelihood = formula!(|q, p| {
        q.iter().zip(p.iter()).try_fold(F::zero(), |s, (q, p)| Ok::<_, Error>(s + q.clone() * p.ln()?))
    });
    let uniform = formula!(|; d| {
        let part = F::ratio(1, d as i64)?;
        Ok::<_, Error>(Matrix::from_fn(d, 1, |_, _| part.clone()))
    });
    let at = |right| given().extremum(Extremum::Maximum, Convention::Unconstrained, likelihood, "p", right);
    holds(at(formula!(|q| q)).control("uniform", uniform));
    refuted(at(uniform).controls([Mistake::Doubled]));
    refuted(at(formula!(|q| q * F::integer(2))).controls([Mistake::Negated]));
}

// Full rank, integers -----------------------------------------------------------------------------------------------

#[test]
fn full_rank_matrices() {
    let given = || Claim::new("projection", "").given([full_rank("M", D + ONE, D)]);
    // M(MᵀM)⁻¹Mᵀ is idempotent, and no identity.
    let projection = formula!(|M| Ok::<_, Error>(M * inverse(&(M.transpose() * M))? * M.transpose()));
    holds(
        given()
            .identity(
                formula!(|M| {
                    let projection = M * inverse(&(M.transpose() * M))? * M.transpose();
                    Ok::<_, Error>(&projection * &projection)
                }),
                projection,
            )
            .controls(USUAL),
    );
    let identity = formula!(|; d| Matrix::<F>::identity(d + 1, d + 1));
    refuted(given().identity(projection, identity).controls(USUAL));
    // The other side has no inverse.
    refuted(
        given().identity(formula!(|M| inverse(&(M * M.transpose()))), formula!(|M| M * M.transpose())).controls(USUAL),
    );
}

#[test]
fn integers() {
    let given = || Claim::new("integers", "").given([integer("n")]);
    holds(
        given()
            .identity(
                formula!(|n| (entry(n) + F::one()) * (entry(n) + F::one())),
                formula!(|n| entry(n) * entry(n) + F::integer(2) * entry(n) + F::one()),
            )
            .controls(USUAL),
    );
    // Isolated places without a value say nothing, as everywhere.
    holds(given().identity(formula!(|n| n * entry(n).reciprocal()?), formula!(|| scalar(F::one()))).controls(USUAL));
    refuted(given().identity(formula!(|n| n * entry(n)), formula!(|n| n)).controls(USUAL));
    // √x² = x for n² − n + 1/8, which is negative about n = ½ and at no integer.
    let claim = given()
        .identity(
            formula!(|n| {
                let x = entry(n) * entry(n) - entry(n) + F::ratio(1, 8)?;
                root(x.clone() * x)
            }),
            formula!(|n| Ok::<_, Error>(entry(n) * entry(n) - entry(n) + F::ratio(1, 8)?)),
        )
        .controls(USUAL);
    let real = Claim { given: vec![number("n")], ..claim.clone() };
    assert_eq!(report(&real).verdict, Verdict::Refuted);
    for seed in 0..12 {
        let report = judge(&Derivation::new("test", "A test"), &claim, seed, Effort::Standard);
        assert_ne!(report.verdict, Verdict::Refuted, "seed {seed}: {}", report.reason());
    }
    // Zero at all integers, with a slope there: |x+¼| − |x−¼| and its like. Slopes beside integers say nothing.
    let saw = given()
        .identity(
            formula!(|n| {
                let corner = |p, q| {
                    let x = entry(n) - F::ratio(p, q)?;
                    root(x.clone() * x)
                };
                let two = F::integer(2);
                let left = corner(1, 2)? - corner(-1, 2)? + two.clone() * corner(-1, 4)? - two * corner(1, 4)?;
                Ok::<_, Error>(left + entry(n))
            }),
            formula!(|n| n),
        )
        .controls(USUAL);
    for seed in 0..12 {
        let report = judge(&Derivation::new("test", "A test"), &saw, seed, Effort::Standard);
        assert_ne!(report.verdict, Verdict::Refuted, "seed {seed}: {}", report.reason());
    }
}

/// The least of (n − 0.3)² over integers is at 0, where its slope is not.
#[test]
fn an_extremum_over_integers_is_left_open() {
    let claim = Claim::new("least", "")
        .given([integer("n")])
        .extremum(
            Extremum::Minimum,
            Convention::Unconstrained,
            formula!(|n| {
                let off = entry(n) - F::ratio(3, 10)?;
                Ok::<_, Error>(off.clone() * off)
            }),
            "n",
            formula!(|| scalar(F::zero())),
        )
        .controls([Mistake::Raised]);
    let report = report(&claim);
    assert_eq!(report.verdict, Verdict::Unchecked, "{}", report.reason());
}

/// Over lower triangular matrices the nearest one to A is its lower triangle.
#[test]
fn extrema_over_triangles() {
    let given = || Claim::new("nearest", "").given([matrix("A", D, D), lower_triangular("L", D)]);
    let distance = formula!(|A, L| trace(&((A - L).transpose() * (A - L))));
    let at = |right| given().extremum(Extremum::Minimum, Convention::Unconstrained, distance, "L", right);
    let triangle =
        formula!(|A| Matrix::from_fn(A.nrows(), A.nrows(), |i, j| if i >= j { A[(i, j)].clone() } else { F::zero() }));
    holds(at(triangle).controls(USUAL));
    refuted(at(formula!(|A| A)).controls(USUAL));
    let given = || Claim::new("diagonal", "").given([matrix("A", D, D), diagonal_matrix("L", D)]);
    let at = |right| given().extremum(Extremum::Minimum, Convention::Unconstrained, distance, "L", right);
    refuted(at(triangle).controls(USUAL));
}

// Values and faults -------------------------------------------------------------------------------------------------

#[test]
fn a_reader_s_values_are_checked() {
    let at = |input, rows, columns, entries: &[f64]| {
        Point::from_values(&[input], vec![("x".into(), Matrix::from_row_slice(rows, columns, entries))])
    };
    let lower = lower_triangular("x", D);
    assert!(at(lower, 2, 2, &[1.0, 0.0, 2.0, -3.0]).is_ok());
    assert!(at(lower, 2, 2, &[1.0, 1e-30, 2.0, -3.0]).unwrap_err().to_string().contains("above the diagonal"));
    assert!(at(diagonal_matrix("x", D), 2, 2, &[1.0, 0.0, 0.0, 0.0]).is_ok());
    assert!(at(diagonal_matrix("x", D), 2, 2, &[1.0, 0.0, 2.0, 1.0]).unwrap_err().to_string().contains("off the"));
    assert!(at(unit_vector("x", D), 2, 1, &[0.6, -0.8]).is_ok());
    assert!(at(unit_vector("x", D), 2, 1, &[0.6, -0.7]).unwrap_err().to_string().contains("xᵀx is not 1"));
    assert!(at(simplex("x", D), 2, 1, &[0.3, 0.7]).is_ok());
    assert!(at(simplex("x", D), 2, 1, &[0.3, 0.6]).unwrap_err().to_string().contains("not 1"));
    assert!(at(simplex("x", D), 2, 1, &[1.3, -0.3]).is_err() && at(simplex("x", D), 2, 1, &[0.0, 1.0]).is_err());
    assert!(at(full_rank("x", D, N), 2, 3, &[1.0, 2.0, 3.0, 2.0, 4.0, 7.0]).is_ok());
    assert!(at(full_rank("x", D, N), 2, 3, &[1.0, 2.0, 3.0, 2.0, 4.0, 6.0]).is_err());
    assert!(at(integer("x"), 1, 1, &[-3.0]).is_ok() && at(integer("x"), 1, 1, &[0.5]).is_err());
    // The rounding of a unit vector is no difference.
    let claim = Claim::new("unit", "")
        .given([unit_vector("x", D)])
        .identity(formula!(|x| x.transpose() * x), formula!(|| scalar(F::one())));
    let point = at(unit_vector("x", D), 3, 1, &[(1.0f64 / 3.0).sqrt(); 3]).unwrap();
    let found = gradus::evaluate::evaluate(&claim, &point).unwrap();
    assert_eq!(found.agreement, gradus::evaluate::Agreement::Agree);
}

#[test]
fn faults_of_the_sets() {
    let faults = |input: gradus::input::Input| -> Vec<String> {
        let claim = Claim::new("fault", "").given([input]).identity(formula!(|x| x), formula!(|x| x));
        statement::faults_of(&Derivation::new("", ""), &claim).iter().map(ToString::to_string).collect()
    };
    for input in [lower_triangular("x", D), diagonal_matrix("x", D)] {
        let found = faults(gradus::input::Input { columns: N, ..input });
        assert!(found.len() == 1 && found[0].contains("D×N") && found[0].contains("square"), "{found:?}");
        assert!(faults(input).is_empty());
    }
    for input in [unit_vector("x", D), simplex("x", D)] {
        let found = faults(gradus::input::Input { columns: N, ..input });
        assert!(found.len() == 1 && found[0].contains("one column"), "{found:?}");
        assert!(faults(input).is_empty());
    }
    assert!(faults(full_rank("x", D, N)).is_empty() && faults(integer("x")).is_empty());
}
