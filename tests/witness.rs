//! Witnesses are small, real and reproducible; a diagnosis names the mistake that was made, and no other.

mod common;

use common::{SEED, report};
use gradus::number::Rational;
use gradus::oracle::Effort;
use gradus::prelude::*;
use gradus::verdict::{ClaimReport, Verdict, judge};
use gradus::witness::{Pattern, Shown, Witness};
use gradus::{Formula, Point};

fn refuted(claim: &Claim) -> ClaimReport {
    let report = report(claim);
    assert_eq!(report.verdict, Verdict::Refuted, "{}: {}", claim.name, report.reason());
    report
}

fn witness_of(claim: &Claim) -> Witness {
    refuted(claim).witness.unwrap_or_else(|| panic!("{} has no witness", claim.name))
}

fn rationals(shown: &Shown) -> Matrix<Rational> {
    Matrix::from_fn(shown.len(), shown[0].len(), |i, j| shown[i][j].parse().expect("a rational"))
}

/// The witness's inputs as a point, so that both sides can be computed once more.
fn point_of(witness: &Witness) -> Point<Rational> {
    let mut point = Point::new(witness.sizes);
    for (name, value) in &witness.inputs {
        point.insert(name, rationals(value));
    }
    point
}

fn is_real(witness: &Witness, left: Formula, right: Formula) {
    let point = point_of(witness);
    let (left, right) = (left.at(&point).expect("left"), right.at(&point).expect("right"));
    assert_ne!(left, right);
    assert_eq!((left, right), (rationals(&witness.left), rationals(&witness.right)));
}

fn largest_entry(witness: &Witness) -> i64 {
    let entries = witness.inputs.iter().flat_map(|(_, rows)| rows.iter().flatten());
    entries.map(|entry| entry.parse::<i64>().expect("an integer").abs()).max().unwrap_or(0)
}

fn two_matrices(left: Formula, right: Formula) -> Claim {
    Claim::new("pair", "pair").given([matrix("A", D, D), matrix("B", D, D)]).identity(left, right)
}

#[test]
fn witnesses_are_minimal_and_real() {
    // tr(AB) = tr(A) tr(B) for numbers, so D = 2 is the least.
    let (left, right) = (formula!(|A, B| trace(&(A * B))), formula!(|A, B| Ok::<_, Error>(trace(A)? * trace(B)?)));
    let witness = witness_of(&two_matrices(left, right));
    assert_eq!(witness.sizes.d, 2);
    assert!(largest_entry(&witness) <= 1, "{witness:?}");
    let nonzero = witness.inputs.iter().flat_map(|(_, rows)| rows.iter().flatten()).filter(|entry| *entry != "0");
    assert!(nonzero.count() <= 2, "two entries are enough: {witness:?}");
    is_real(&witness, left, right);

    // (A + B)⁻¹ = A⁻¹ + B⁻¹ fails for numbers.
    let (left, right) =
        (formula!(|A, B| inverse(&(A + B))), formula!(|A, B| Ok::<_, Error>(inverse(A)? + inverse(B)?)));
    let claim = Claim::new("sum", "sum").given([covariance("A", D), covariance("B", D)]).identity(left, right);
    let witness = witness_of(&claim);
    assert_eq!((witness.sizes.d, largest_entry(&witness)), (1, 1));
    assert_eq!((witness.left, witness.right), (vec![vec!["1/2".to_string()]], vec![vec!["2".to_string()]]));

    // AB = BA
    let (left, right) = (formula!(|A, B| A * B), formula!(|A, B| B * A));
    let witness = witness_of(&two_matrices(left, right));
    assert_eq!((witness.sizes.d, largest_entry(&witness)), (2, 1));
    is_real(&witness, left, right);
}

#[test]
fn sizes_shrink_to_the_first_that_fails() {
    let (left, right) =
        (formula!(|X| X * X.transpose()), formula!(|X; n| Ok::<_, Error>(X * X.transpose() * F::ratio(1, n as i64)?)));
    let witness = witness_of(&Claim::new("samples", "s").given([matrix("X", D, N)]).identity(left, right));
    assert_eq!((witness.sizes.d, witness.sizes.n), (1, 2));
    is_real(&witness, left, right);
    // Wrong from D = 3 on, with samples among the inputs.
    let (left, right) =
        (formula!(|X| X * X.transpose()), formula!(|X; d| X * X.transpose() * F::integer(if d >= 3 { 2 } else { 1 })));
    let witness = witness_of(&Claim::new("dimensions", "d").given([matrix("X", D, N)]).identity(left, right));
    assert_eq!((witness.sizes.d, largest_entry(&witness)), (3, 1));
    is_real(&witness, left, right);
}

#[test]
fn the_pattern_of_the_difference_is_told() {
    let claim = |right| Claim::new("pattern", "p").given([matrix("A", D, D)]).identity(formula!(|A| A), right);
    let pattern = |right| witness_of(&claim(right)).pattern;
    assert_eq!(pattern(formula!(|A| Convention::FreeEntries.convert(A))), Some(Pattern::OffDiagonal));
    let on_diagonal = formula!(|A; d| A + Matrix::<F>::identity(d, d) * F::integer(if d > 1 { 1 } else { 0 }));
    assert_eq!(pattern(on_diagonal), Some(Pattern::Diagonal));
    assert_eq!(pattern(formula!(|A| trace(A))), Some(Pattern::Shapes));
}

/// Sides that agree to six decimals are shown to all of them: a witness whose sides look alike convinces nobody.
#[test]
fn close_sides_are_shown_apart() {
    let given = [covariance("S", D)];
    let claim = Claim::new("close", "c").given(given).gradient(
        formula!(|S| log_determinant(S)),
        "S",
        formula!(|S| Ok::<_, Error>(inverse(S)? * F::ratio(10_000_011, 10_000_000)?)),
    );
    let witness = witness_of(&claim);
    assert_ne!(witness.left, witness.right);
    let claim = Claim::new("tiny", "t").given(given).gradient(
        formula!(|S| Ok::<_, Error>(log_determinant(S)? * F::ratio(1, 1_000_000_000)?)),
        "S",
        formula!(|S| Ok::<_, Error>(inverse(S)? * F::ratio(2, 1_000_000_000)?)),
    );
    let witness = witness_of(&claim);
    assert_ne!(witness.left, witness.right);
}

#[test]
fn every_kind_of_claim_has_witnesses() {
    let given = [vector("m", D), covariance("S", D)];
    let claims = [
        Claim::new("gradient", "g").given(given).gradient(
            formula!(|m, S| quadratic_form(m, S)),
            "m",
            formula!(|m, S| S * m),
        ),
        Claim::new("expectation", "e").given(given).expectation(
            D,
            formula!(|m, S_factor, noise| {
                let x = m + S_factor * noise;
                &x * x.transpose()
            }),
            formula!(|S| S),
        ),
        Claim::new("transcendental", "t").given([number("m")]).expectation(
            ONE,
            formula!(|m, noise| (m[(0, 0)].clone() * noise[(0, 0)].clone()).exp()),
            formula!(|m| (m[(0, 0)].clone() * m[(0, 0)].clone()).exp()),
        ),
        Claim::new("law", "l").given(given).law(
            D,
            formula!(|m, S_factor, noise| m + S_factor * noise),
            formula!(|m, S| law(m, &(S * F::integer(2)))),
        ),
        Claim::new("extremum", "x").given(given).extremum(
            Extremum::Minimum,
            Convention::Unconstrained,
            formula!(|m| m.transpose() * m),
            "m",
            formula!(|m| m),
        ),
    ];
    for claim in &claims {
        let witness = witness_of(claim);
        assert_ne!(witness.left, witness.right, "{}", claim.name);
        assert_eq!(witness.sizes.d, 1, "{}: {witness:?}", claim.name);
    }
}

#[test]
fn a_seed_determines_the_witness() {
    let claim = two_matrices(formula!(|A, B| A * B), formula!(|A, B| B * A * F::integer(2)));
    let derivation = Derivation::new("test", "t");
    let run = |seed| judge(&derivation, &claim, seed, Effort::Quick).witness;
    assert_eq!(run(SEED), run(SEED));
    assert!(run(SEED).is_some());
    for seed in 0..10 {
        assert!(run(seed).is_some_and(|witness| witness.sizes.d == 1), "seed {seed}");
    }
}

// Diagnoses ---------------------------------------------------------------------------------------------------------

/// A form that neither symmetry nor anything else saves: rᵀ, −r, 2r, r⁻¹ … are all different.
fn general<F: Field>(a: &Matrix<F>, b: &Matrix<F>) -> Result<Matrix<F>> {
    Ok(inverse(a)? * b + a * F::integer(3))
}

/// Claims `wrong` where `general` is right.
fn mistaken(wrong: Formula) -> Claim {
    Claim::new("mistaken", "m")
        .given([invertible("A", D), invertible("B", D)])
        .identity(formula!(|A, B| general(A, B)), wrong)
}

/// Each mistake, and a form that becomes right when exactly this mistake is made to it.
#[test]
fn every_mistake_in_the_value_is_named() {
    use Mistake::*;
    fn undo_free_entries<F: Field>(value: &Matrix<F>) -> Matrix<F> {
        // r with r + rᵀ − diag(r) = v, for symmetric v
        Matrix::from_fn(value.nrows(), value.ncols(), |i, j| {
            let entry = value[(i, j)].clone();
            if i == j { entry } else { entry * F::half() }
        })
    }
    // Mistakes to any value; the left side is `general`.
    let table = [
        (Negated, formula!(|A, B| Ok::<_, Error>(-general(A, B)?))),
        (Transposed, formula!(|A, B| Ok::<_, Error>(general(A, B)?.transpose()))),
        (Doubled, formula!(|A, B| Ok::<_, Error>(general(A, B)? * F::half()))),
        (Halved, formula!(|A, B| Ok::<_, Error>(general(A, B)? * F::integer(2)))),
        (Inverted, formula!(|A, B| inverse(&general(A, B)?))),
        (NegatedTranspose, formula!(|A, B| Ok::<_, Error>(-general(A, B)?.transpose()))),
        (NegatedDouble, formula!(|A, B| Ok::<_, Error>(-general(A, B)? * F::half()))),
        (NegatedHalf, formula!(|A, B| Ok::<_, Error>(-general(A, B)? * F::integer(2)))),
        (
            OffDiagonalHalved,
            formula!(|A, B| {
                let value = general(A, B)?;
                Ok::<_, Error>(Matrix::from_fn(value.nrows(), value.ncols(), |i, j| {
                    value[(i, j)].clone() * F::integer(if i == j { 1 } else { 2 })
                }))
            }),
        ),
    ];
    let mut named: Vec<Mistake> = Vec::new();
    for (mistake, wrong) in table {
        assert_eq!(refuted(&mistaken(wrong)).diagnosis, Some(mistake.diagnosis()), "{mistake:?}");
        named.push(mistake);
    }
    // Mistakes whose right value is symmetric.
    let given = [invertible("A", D), invertible("B", D)];
    let table = [
        (FreeEntries, formula!(|A| A + A.transpose()), formula!(|A| undo_free_entries(&(A + A.transpose())))),
        (Symmetrised, formula!(|A| A + A.transpose()), formula!(|A| A * F::integer(2))),
    ];
    for (mistake, left, wrong) in table {
        let claim = Claim::new("symmetric", "s").given(given).identity(left, wrong);
        assert_eq!(refuted(&claim).diagnosis, Some(mistake.diagnosis()), "{mistake:?}");
        named.push(mistake);
    }
    for mistake in Mistake::IN_VALUE {
        assert!(named.contains(&mistake), "{mistake:?} is not in the table");
    }
}

#[test]
fn every_mistake_in_an_input_is_named() {
    let given = [invertible("A", D), invertible("B", D)];
    let table = [
        (Mistake::InputInverted("A"), formula!(|A, B| general(&inverse(A)?, B))),
        (Mistake::InputInverted("B"), formula!(|A, B| general(A, &inverse(B)?))),
        (Mistake::InputTransposed("A"), formula!(|A, B| general(&A.transpose(), B))),
        (Mistake::InputTransposed("B"), formula!(|A, B| general(A, &B.transpose()))),
        // −A alone negates the whole form, so it is told by a form that is not odd in A.
        (Mistake::InputNegated("B"), formula!(|A, B| general(A, &-B))),
        (Mistake::InputsSwapped("A", "B"), formula!(|A, B| general(B, A))),
    ];
    let mut named = vec![Mistake::InputNegated("A")];
    for (mistake, wrong) in table {
        assert_eq!(refuted(&mistaken(wrong)).diagnosis, Some(mistake.diagnosis()), "{mistake:?}");
        named.push(mistake);
    }
    let claim =
        Claim::new("even", "e").given(given).identity(formula!(|A, B| A * A + A + B), formula!(|A, B| A * A - A + B));
    assert_eq!(refuted(&claim).diagnosis, Some(Mistake::InputNegated("A").diagnosis()));
    for mistake in Mistake::in_inputs_of(&given) {
        assert!(named.contains(&mistake), "{mistake:?} is not in the table");
    }
}

#[test]
fn no_diagnosis_where_no_known_mistake_explains() {
    for wrong in [
        formula!(|A, B| Ok::<_, Error>(general(A, B)? * F::integer(3))),
        formula!(|A, B| Ok::<_, Error>(general(A, B)? + A)),
        formula!(|A| A),
    ] {
        assert_eq!(refuted(&mistaken(wrong)).diagnosis, None);
    }
    // RightSide at D = 1 after a transpose is not enough.
    let claim = Claim::new("scaled", "s")
        .given([matrix("A", D, D)])
        .identity(formula!(|A| A), formula!(|A; d| A * F::integer(if d == 1 { -1 } else { 5 })));
    assert_eq!(refuted(&claim).diagnosis, None);
    // Two constants are one point, at which a known factor may fit by coincidence: (−2)³ for 2² is not a factor −½.
    let claim = |right| Claim::new("constant", "c").expectation(ONE, formula!(|noise| noise * noise), right);
    for wrong in [formula!(|| F::integer(3)), formula!(|| F::integer(-1)), formula!(|| F::integer(2))] {
        assert_eq!(refuted(&claim(wrong)).diagnosis, None);
    }
    let cube = Claim::new("cube", "").identity(formula!(|| F::integer(2) * F::integer(2)), formula!(|| F::integer(-8)));
    assert_eq!(refuted(&cube).diagnosis, None);
    // Constants at several sizes are several points.
    let traces = Claim::new("traces", "").expectation(
        D,
        formula!(|noise| noise.transpose() * noise),
        formula!(|; d| F::integer(-(d as i64))),
    );
    assert_eq!(refuted(&traces).diagnosis, Some(Mistake::Negated.diagnosis()));
    // A claim about numbers has one size only, and a diagnosis all the same.
    let claim = Claim::new("number", "n").given([number("a")]).identity(formula!(|a| a * a), formula!(|a| -(a * a)));
    assert_eq!(refuted(&claim).diagnosis, Some(Mistake::Negated.diagnosis()));
}

/// Where neither side computes anything, they can hardly differ by more than a sign or the name of an input. That is no
/// mistake in a formula.
#[test]
fn no_diagnosis_by_coincidence() {
    let given = [number("a"), number("b"), vector("x", D), vector("y", D), matrix("A", D, D), matrix("B", D, D)];
    let claim = |left, right| Claim::new("bare", "").given(given).identity(left, right);
    for (left, right) in [
        (formula!(|a| a), formula!(|a| -a)),
        (formula!(|a| -a), formula!(|a| a)),
        (formula!(|a| a), formula!(|b| b)),
        (formula!(|x| x), formula!(|x| -x)),
        (formula!(|x| x), formula!(|y| -y)),
        (formula!(|A| A), formula!(|B| B)),
        (formula!(|| F::integer(3)), formula!(|| F::integer(-3))),
    ] {
        let report = refuted(&claim(left, right));
        assert_eq!(report.diagnosis, None, "{} = {}", left.text(), right.text());
    }
    // A transpose moves every entry, and what is computed may have the wrong sign.
    let transposed = refuted(&claim(formula!(|A| A), formula!(|A| A.transpose())));
    assert_eq!(transposed.diagnosis, Some(Mistake::Transposed.diagnosis()));
    let negated = refuted(&claim(formula!(|a, b| a * b), formula!(|a, b| -(a * b))));
    assert_eq!(negated.diagnosis, Some(Mistake::Negated.diagnosis()));
}

/// A mistake that explains some sizes, points or components, and not others, explains nothing.
#[test]
fn no_diagnosis_that_fails_at_some_size() {
    // The sign is wrong for D ≤ 4, which is all that a quick look sees; beyond, the factor is.
    let claim = Claim::new("late", "")
        .given([matrix("A", D, D)])
        .identity(formula!(|A| A * A), formula!(|A; d| A * A * F::integer(if d > 4 { 2 } else { -1 })));
    assert_eq!(refuted(&claim).diagnosis, None);
    // |U| = 1 is right for rotations only.
    let claim = Claim::new("component", "")
        .given([orthogonal("U", D)])
        .identity(formula!(|U| determinant(U)), formula!(|| -F::one()));
    assert_eq!(refuted(&claim).diagnosis, None);
}
