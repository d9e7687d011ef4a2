//! Left sides of claims: Jacobians in a stated layout, inequalities, noise with two sizes.

mod common;

use common::report;
use gradus::claim::{Derivation, LeftSide};
use gradus::input::{Role, Size};
use gradus::oracle::{Effort, Oracle};
use gradus::prelude::*;
use gradus::statement;
use gradus::verdict::{ClaimReport, Verdict, judge};

const SEEDS: [u64; 3] = [7, 20, 301];
const M: Size = Size::of("M", Role::Dimension);

fn entry<F: Field>(matrix: &Matrix<F>) -> F {
    matrix[(0, 0)].clone()
}

fn reports(claim: &Claim) -> Vec<ClaimReport> {
    SEEDS.map(|seed| judge(&Derivation::new("test", "A test"), claim, seed, Effort::Quick)).into()
}

#[track_caller]
fn expect(claim: &Claim, verdict: Verdict) -> ClaimReport {
    let mut all = reports(claim);
    for (report, seed) in all.iter().zip(SEEDS) {
        assert_eq!(report.verdict, verdict, "{} at seed {seed}: {}", claim.name, report.reason());
        let shown = verdict != Verdict::Refuted || report.witness.is_some();
        assert!(shown, "{} at seed {seed} has no witness: {}", claim.name, report.reason());
    }
    all.remove(0)
}

// Jacobians ---------------------------------------------------------------------------------------------------------

#[test]
fn the_layout_of_a_jacobian_is_stated() {
    let given = || Claim::new("jacobian", "").given([matrix("A", M, D), vector("x", D)]);
    let linear =
        |layout, right| given().jacobian(layout, formula!(|A, x| A * x), "x", right).controls([Mistake::Doubled]);
    let (plain, transposed) = (formula!(|A| A), formula!(|A| A.transpose()));
    expect(&linear(Layout::Numerator, plain), Verdict::Holds);
    expect(&linear(Layout::Denominator, transposed), Verdict::Holds);
    for wrong in [linear(Layout::Numerator, transposed), linear(Layout::Denominator, plain)] {
        let report = expect(&wrong, Verdict::Refuted);
        let diagnosis = report.diagnosis.expect("a diagnosis");
        let Some(claimed) = diagnosis.strip_prefix("this is the Jacobian in the other layout; claimed is the ") else {
            panic!("{diagnosis}");
        };
        let LeftSide::Gradient { layout: Some(layout), .. } = wrong.left else { panic!("a Jacobian") };
        assert_eq!(claimed, layout.text());
    }
    // Of one entry, too: a row or a column.
    let given = || Claim::new("row", "").given([vector("a", D), vector("x", D)]);
    let scalar = |layout, right| {
        given().jacobian(layout, formula!(|a, x| a.transpose() * x), "x", right).controls([Mistake::Doubled])
    };
    let (column, row) = (formula!(|a| a), formula!(|a| a.transpose()));
    expect(&scalar(Layout::Numerator, row), Verdict::Holds);
    expect(&scalar(Layout::Denominator, column), Verdict::Holds);
    expect(&scalar(Layout::Numerator, column), Verdict::Refuted);
    // A gradient has the layout it always had.
    let gradient = given().gradient(formula!(|a, x| a.transpose() * x), "x", column).controls([Mistake::Doubled]);
    expect(&gradient, Verdict::Holds);
    let gradient = given().gradient(formula!(|a, x| a.transpose() * x), "x", row).controls([Mistake::Doubled]);
    let diagnosis = expect(&gradient, Verdict::Refuted).diagnosis.expect("a diagnosis");
    assert_eq!(diagnosis, "this is the gradient in the other layout, a row; claimed is a column, like x");
    // A Jacobian whose layout is that of its shapes.
    let square = Claim::new("jacobian", "").given([matrix("A", D, D), vector("x", D)]);
    let square = square.gradient(formula!(|A, x| A * x), "x", transposed).controls([Mistake::Doubled]);
    let diagnosis = expect(&square, Verdict::Refuted).diagnosis.expect("a diagnosis");
    assert!(diagnosis.contains("the other layout; claimed is the numerator layout"), "{diagnosis}");
}

#[test]
fn a_jacobian_by_a_matrix_is_a_fault() {
    let claim = Claim::new("matrix", "").given([matrix("A", D, D)]).jacobian(
        Layout::Numerator,
        formula!(|A| trace(A)),
        "A",
        formula!(|A| A),
    );
    let faults = statement::faults_of(&Derivation::new("", ""), &claim);
    assert!(faults.len() == 1 && faults[0].to_string().contains("variable of the Jacobian"), "{faults:?}");
    let matrix_function = Claim::new("outer", "")
        .given([vector("x", D)])
        .jacobian(Layout::Numerator, formula!(|x| x * x.transpose()), "x", formula!(|x| x))
        .controls([Mistake::Doubled]);
    assert_ne!(report(&matrix_function).verdict, Verdict::Holds);
}

// Noise of two sizes ------------------------------------------------------------------------------------------------

#[test]
fn noise_of_two_sizes() {
    // E[ZZᵀ] = N I for Z of D×N
    let square = |right| {
        Claim::new("wishart", "")
            .expectation_over_samples(D, N, formula!(|noise| noise * noise.transpose()), right)
            .controls([Mistake::Doubled, Mistake::Raised])
    };
    let right = expect(&square(formula!(|; d, n| Matrix::<F>::identity(d, d) * F::integer(n as i64))), Verdict::Holds);
    for oracle in [Oracle::Exact, Oracle::Quadrature, Oracle::MonteCarlo] {
        let holds = right.evidence.iter().any(|entry| entry.oracle == oracle && entry.holds());
        assert!(holds, "{oracle}: {:?}", right.evidence);
    }
    expect(&square(formula!(|; d, n| Matrix::<F>::identity(d, d) * F::integer(d.max(n) as i64))), Verdict::Refuted);
    expect(&square(formula!(|; n| Matrix::<F>::identity(n, n) * F::integer(n as i64))), Verdict::Refuted);
    // The mean of N samples has the law N(m, S/N).
    let mean = |right| {
        Claim::new("mean", "")
            .given([vector("m", D), covariance("S", D)])
            .law_over_samples(
                D,
                N,
                formula!(|m, S_factor, noise; n| {
                    let ones = Matrix::from_element(n, 1, F::ratio(1, n as i64)?);
                    Ok::<_, Error>(m + S_factor * noise * ones)
                }),
                right,
            )
            .controls([Mistake::Negated])
    };
    expect(&mean(formula!(|m, S; n| law(m, &(S * F::ratio(1, n as i64)?)))), Verdict::Holds);
    expect(&mean(formula!(|m, S| law(m, S))), Verdict::Refuted);
    expect(&mean(formula!(|m, S; n| law(m, &(S * F::ratio(1, (n * n) as i64)?)))), Verdict::Refuted);
}

// Inequalities ------------------------------------------------------------------------------------------------------

/// ln x ≤ x − 1
fn tangent_line() -> Claim {
    Claim::new("tangent_line", r"\ln x \leq x - 1")
        .given([positive("x", ONE)])
        .inequality(formula!(|x| entry(x).ln()), Relation::AtMost, formula!(|x| entry(x) - F::one()))
        .controls([Mistake::Reversed, Mistake::Lowered, Mistake::Doubled])
}

#[test]
fn points_alone_never_make_an_inequality_hold() {
    let report = expect(&tangent_line(), Verdict::Unchecked);
    assert!(report.reason().contains("no counterexample at"), "{}", report.reason());
    assert!(report.controls.iter().all(|control| control.refuted_by == [Oracle::Optimum]), "{:?}", report.controls);
}

#[test]
fn certified_inequalities_hold() {
    let line = tangent_line().certificate([Term::log_inequality(formula!(|x| x))]);
    let report = expect(&line, Verdict::Holds);
    assert!(report.evidence.iter().any(|entry| entry.oracle == Oracle::Optimum && entry.holds()));
    // eˣ ≥ 1 + x, for all x
    let exponential = Claim::new("exponential", "")
        .given([number("x")])
        .inequality(formula!(|x| entry(x).exp()), Relation::AtLeast, formula!(|x| entry(x) + F::one()))
        .controls([Mistake::Reversed, Mistake::Raised])
        .certificate([Term::log_inequality(formula!(|x| entry(x).exp()))]);
    expect(&exponential, Verdict::Holds);
    // |aᵀb|² ≤ |a|² |b|²
    let schwarz = Claim::new("schwarz", "")
        .given([vector("a", D), vector("b", D)])
        .inequality(
            formula!(|a, b| entry(&(a.transpose() * b)) * entry(&(a.transpose() * b))),
            Relation::AtMost,
            formula!(|a, b| entry(&(a.transpose() * a)) * entry(&(b.transpose() * b))),
        )
        .controls([Mistake::Reversed, Mistake::Halved, Mistake::Lowered])
        .certificate([Term::square(formula!(|a, b| Matrix::from_fn(a.nrows(), a.nrows(), |i, j| {
            if i < j {
                a[(i, 0)].clone() * b[(j, 0)].clone() - a[(j, 0)].clone() * b[(i, 0)].clone()
            } else {
                F::zero()
            }
        })))]);
    expect(&schwarz, Verdict::Holds);
    // KL(N(0, S) ‖ N(0, I)) ≥ 0
    let divergence = Claim::new("divergence", "")
        .given([covariance("S", D)])
        .inequality(
            formula!(|S; d| trace(S)? - F::integer(d as i64) - log_determinant(S)?),
            Relation::AtLeast,
            formula!(|| scalar(F::zero())),
        )
        .controls([Mistake::Reversed, Mistake::Raised])
        .certificate([
            Term::log_inequality(formula!(|S_factor| Matrix::from_fn(S_factor.nrows(), 1, |i, _| {
                S_factor[(i, i)].clone() * S_factor[(i, i)].clone()
            }))),
            Term::square(formula!(|S_factor| Matrix::from_fn(S_factor.nrows(), S_factor.nrows(), |i, j| {
                if i > j { S_factor[(i, j)].clone() } else { F::zero() }
            }))),
        ]);
    expect(&divergence, Verdict::Holds);
    // Jensen: ln Σ pᵢxᵢ ≥ Σ pᵢ ln xᵢ
    let jensen = Claim::new("jensen", "")
        .given([simplex("p", D), positive("x", D)])
        .inequality(
            formula!(|p, x| entry(&(p.transpose() * x)).ln()),
            Relation::AtLeast,
            formula!(|p, x| p
                .iter()
                .zip(x.iter())
                .try_fold(F::zero(), |s, (p, x)| { Ok::<_, Error>(s + p.clone() * x.ln()?) })),
        )
        .controls([Mistake::Reversed, Mistake::Raised])
        .certificate([Term::log_inequality(formula!(|p, x| Ok::<_, Error>(
            x * entry(&(p.transpose() * x)).reciprocal()?
        )))
        .weighted(formula!(|p| p))]);
    expect(&jensen, Verdict::Holds);
    // Hadamard: |S| ≤ s₁₁ s₂₂
    let hadamard = Claim::new("hadamard", "")
        .given([covariance("S", D)])
        .inequality(
            formula!(|S| determinant(S)),
            Relation::AtMost,
            formula!(|S| (0..S.nrows()).fold(F::one(), |product, i| product * S[(i, i)].clone())),
        )
        .controls([Mistake::Reversed, Mistake::Halved]);
    // No certificate of it is stated.
    expect(&hadamard, Verdict::Unchecked);
}

#[test]
fn strict_inequalities() {
    let above = |right| {
        Claim::new("above", "")
            .given([number("x")])
            .inequality(formula!(|x| entry(x) * entry(x) + F::one()), Relation::Above, right)
            .controls([Mistake::Reversed, Mistake::Raised])
    };
    // x² + 1 > 0
    let positive_square = above(formula!(|| scalar(F::zero())));
    // The control, above 1, is false at 0 only.
    let never_zero = Term::nonnegative(formula!(|x| entry(x) * entry(x) + F::one()));
    expect(&positive_square.certificate([never_zero]), Verdict::Holds);
    // (x − 1)² > 0 is false at 1, x² + 1 > 2x there, too.
    let report = expect(&above(formula!(|x| entry(x) * F::integer(2))), Verdict::Refuted);
    assert_eq!(report.witness.unwrap().inputs[0].1, vec![vec!["1".to_string()]]);
    // Squares alone do not show strictness.
    let weak = above(formula!(|x| entry(x) * F::integer(2) - F::half())).certificate([
        Term::square(formula!(|x| entry(x) - F::one())),
        Term::square(formula!(|x| entry(x) * F::zero())),
    ]);
    assert_ne!(expect_verdict(&weak), Verdict::Holds);
    // x − 1 − ln x > 0 is false at 1.
    let line = Claim::new("line", "")
        .given([positive("x", ONE)])
        .inequality(formula!(|x| entry(x).ln()), Relation::Below, formula!(|x| entry(x) - F::one()))
        .controls([Mistake::Reversed]);
    expect(&line, Verdict::Refuted);
}

fn expect_verdict(claim: &Claim) -> Verdict {
    reports(claim)[0].verdict
}

#[test]
fn false_inequalities_are_refuted() {
    let of = |left, relation, right| {
        Claim::new("false", "").given([vector("x", D)]).inequality(left, relation, right).controls([Mistake::Reversed])
    };
    let square = formula!(|x| x.transpose() * x);
    // In a tiny region, |x|² < 10⁻¹² about 0, and about (0.3, 0.3, …).
    expect(&of(square, Relation::AtLeast, formula!(|| F::ratio(1, 1_000_000_000_000).map(scalar))), Verdict::Refuted);
    let shifted = formula!(|x| x.iter().try_fold(F::zero(), |s, x| {
        let off = x.clone() - F::ratio(3, 10)?;
        Ok::<_, Error>(s + off.clone() * off)
    }));
    expect(&of(shifted, Relation::AtLeast, formula!(|| F::ratio(1, 1_000_000_000_000).map(scalar))), Verdict::Refuted);
    // At one scale only: x² ≥ 10⁻⁴ x⁴ fails from |x| = 100 on.
    expect(
        &of(
            square,
            Relation::AtLeast,
            formula!(|x| entry(&(x.transpose() * x)) * entry(&(x.transpose() * x)) * F::ratio(1, 10_000)?),
        ),
        Verdict::Refuted,
    );
    // Of positive numbers only.
    expect(&of(formula!(|x| entry(x)), Relation::AtLeast, formula!(|| scalar(-F::one()))), Verdict::Refuted);
    // Certificates that do not add up, that show no sign, or that fail: nothing of it makes a false inequality hold.
    let low = || of(square, Relation::AtLeast, formula!(|| F::ratio(1, 1_000_000_000_000).map(scalar)));
    expect(&low().certificate([Term::square(formula!(|x| x))]), Verdict::Refuted);
    let true_one = || {
        Claim::new("true", "")
            .given([vector("x", D)])
            .inequality(square, Relation::AtLeast, formula!(|| scalar(F::zero())))
            .controls([Mistake::Reversed, Mistake::Raised])
    };
    expect(&true_one().certificate([Term::square(formula!(|x| x))]), Verdict::Holds);
    let doubled = expect(&true_one().certificate([Term::square(formula!(|x| x * F::integer(2)))]), Verdict::Unchecked);
    assert!(doubled.reason().contains("certificate does not prove it"), "{}", doubled.reason());
    let unsigned = true_one().certificate([Term::nonnegative(formula!(|x| {
        x.iter().fold(F::zero(), |s, x| s + (x.clone() + F::one()) * (x.clone() - F::one()) + F::one())
    }))]);
    let unsigned = expect(&unsigned, Verdict::Unchecked);
    assert!(unsigned.reason().contains("does not show that it is"), "{}", unsigned.reason());
}

#[test]
fn a_region_that_no_point_meets_leaves_an_inequality_unchecked() {
    // x² + 1 ≥ 2 exp(−10¹² (x − 2.718)²) fails nowhere but within 10⁻⁶ of 2.718, if at all: 8.4 > 2.
    let bump = |height: gradus::Formula| {
        Claim::new("bump", "")
            .given([number("x")])
            .inequality(formula!(|x| entry(x) * entry(x) + F::one()), Relation::AtLeast, height)
            .controls([Mistake::Reversed])
            .certificate([Term::nonnegative(formula!(|x| entry(x) * entry(x) + F::one()))])
    };
    let claim = bump(formula!(|x| {
        let off = entry(x) - F::ratio(2718, 1000)?;
        Ok::<_, Error>((-(off.clone() * off * F::integer(1_000_000_000_000))).exp()? * F::integer(100))
    }));
    for report in reports(&claim) {
        assert_ne!(report.verdict, Verdict::Holds, "{}", report.reason());
    }
}

#[test]
fn faults_of_inequalities() {
    let faults = |claim: &Claim| -> Vec<String> {
        statement::faults_of(&Derivation::new("", ""), claim).iter().map(ToString::to_string).collect()
    };
    let identity = Claim::new("identity", "").given([number("x")]).identity(formula!(|x| x), formula!(|x| x));
    assert!(faults(&identity.clone().controls([Mistake::Reversed]))[0].contains("not an inequality"));
    assert!(faults(&identity.certificate([Term::square(formula!(|x| x))]))[0].contains("not an inequality"));
    let unknown = tangent_line().certificate([Term::log_inequality(formula!(|y| y))]);
    assert!(faults(&unknown)[0].contains("the certificate uses an input that is not given"));
}
