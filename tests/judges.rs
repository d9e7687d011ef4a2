//! What the judges do where a claim is hard to judge: domains, components, factors, closed forms, residues.

mod common;

use common::{abstains, evidence, evidence_with, holds, refutes, report};
use gradus::oracle::{Effort, Finding, Oracle, check_gradients};
use gradus::prelude::*;
use gradus::verdict::Verdict;
use gradus::witness::Pattern;

const USUAL: [Mistake; 2] = [Mistake::Negated, Mistake::Doubled];

fn entry<F: Field>(matrix: &Matrix<F>) -> F {
    matrix[(0, 0)].clone()
}

/// √x as exp(½ ln x)
fn root<F: Field>(x: F) -> Result<F> {
    (x.ln()? * F::half()).exp()
}

// Domains -----------------------------------------------------------------------------------------------------------

#[test]
fn one_side_without_a_value_refutes_and_the_witness_names_it() {
    let claim = Claim::new("square", r"\ln x^2 = 2 \ln x")
        .given([number("x")])
        .identity(
            formula!(|x| (entry(x) * entry(x)).ln()),
            formula!(|x| Ok::<_, Error>(entry(x).ln()? * F::integer(2))),
        )
        .controls(USUAL);
    let found = refutes(Oracle::Floating, &claim, "the right side has no value where the left side has one");
    assert!(!found.by_value);
    let report = report(&claim);
    assert_eq!(report.verdict, Verdict::Refuted);
    let witness = report.witness.expect("a witness");
    assert_eq!(witness.right, vec![vec!["no value".to_string()]]);
    assert_eq!(witness.pattern, Some(Pattern::RightMissing));
}

#[test]
fn a_claim_holds_where_it_has_values_and_says_so() {
    let sum = Claim::new("sum", r"\ln x + \ln x = 2 \ln x")
        .given([number("x")])
        .identity(
            formula!(|x| Ok::<_, Error>(entry(x).ln()? + entry(x).ln()?)),
            formula!(|x| Ok::<_, Error>(entry(x).ln()? * F::integer(2))),
        )
        .controls(USUAL);
    let slope = Claim::new("slope", r"d \ln x / dx = 1/x")
        .given([number("x")])
        .gradient(formula!(|x| entry(x).ln()), "x", formula!(|x| inverse(x)))
        .controls(USUAL);
    for claim in [&sum, &slope] {
        let report = report(claim);
        assert_eq!(report.verdict, Verdict::Holds, "{}: {}", claim.name, report.reason());
        let share = report.share_without_value.expect("half of the points have no value");
        assert!((0.3..0.7).contains(&share), "{}: {share}", claim.name);
    }
    // A stated domain leaves nothing out.
    let stated = Claim::new("stated", r"d \ln x / dx = 1/x")
        .given([number("x")])
        .assuming("x > 0", formula!(|x| x))
        .gradient(formula!(|x| entry(x).ln()), "x", formula!(|x| inverse(x)))
        .controls(USUAL);
    let report = report(&stated);
    assert_eq!((report.verdict, report.share_without_value), (Verdict::Holds, None));
}

/// A control that is refuted by a missing value alone does not show that an oracle could tell values apart.
#[test]
fn a_missing_value_alone_is_no_proof_of_power() {
    let claim = Claim::new("toothless", "x = x")
        .given([number("x")])
        .identity(formula!(|x| x), formula!(|x| x))
        .control("no value", formula!(|x| Ok::<_, Error>(x * (F::one() - F::one()).reciprocal()?)))
        .control("another shape", formula!(|x| stack(x, x)));
    let report = report(&claim);
    assert_eq!(report.verdict, Verdict::Unchecked);
    assert!(report.reason().contains("fewer than two"), "{}", report.reason());
}

#[test]
fn both_components_of_a_set_are_judged() {
    let determinant_is = |right| {
        Claim::new("determinant", "|U| = 1").given([orthogonal("U", D)]).identity(formula!(|U| determinant(U)), right)
    };
    for oracle in [Oracle::Exact, Oracle::Floating] {
        for seed in 0..20 {
            for right in [formula!(|| F::one()), formula!(|| -F::one())] {
                assert!(evidence_with(oracle, &determinant_is(right), seed, Effort::Quick).refuted(), "{oracle}");
            }
        }
    }
    let squared = Claim::new("squared", "|U|^2 = 1")
        .given([orthogonal("U", D)])
        .identity(formula!(|U| Ok::<_, Error>(determinant(U)? * determinant(U)?)), formula!(|| F::one()));
    for oracle in [Oracle::Exact, Oracle::Floating] {
        holds(oracle, &squared);
    }
}

#[test]
fn a_question_that_a_formula_asks_keeps_it_from_holding() {
    let claim = Claim::new("branch", "x")
        .given([number("x"), number("y")])
        .identity(formula!(|x, y| if x == y { x + x } else { x.clone() }), formula!(|x| x));
    let report = report(&claim.controls(USUAL));
    assert_eq!(report.verdict, Verdict::Unchecked);
    assert!(report.reason().contains("tests whether a number is zero"), "{}", report.reason());
}

// Factors -----------------------------------------------------------------------------------------------------------

/// S = LLᵀ: what is written with L changes with S.
#[test]
fn a_factor_varies_with_its_covariance() {
    let through = |convention, right| {
        Claim::new("trace", r"\partial \operatorname{tr} LL^T / \partial S").given([covariance("S", D)]).gradient_in(
            convention,
            formula!(|S, S_factor| {
                expect_shape("the factor", S_factor, S.nrows(), S.nrows())?;
                trace(&(S_factor * S_factor.transpose()))
            }),
            "S",
            right,
        )
    };
    for convention in [Convention::Unconstrained, Convention::Symmetrised] {
        for oracle in [Oracle::Exact, Oracle::Dual, Oracle::Difference] {
            holds(oracle, &through(convention, formula!(|; d| Matrix::<F>::identity(d, d))));
            refutes(oracle, &through(convention, formula!(|; d| Matrix::<F>::zeros(d, d))), "");
        }
    }
    let function = formula!(|S_factor| trace(&(S_factor * S_factor.transpose())));
    let sizes = gradus::input::Sizes::new(3, 1, 1, 1);
    for (right, expected) in [(formula!(|S| S - S), true), (formula!(|; d| Matrix::<F>::identity(d, d)), false)] {
        let found = check_gradients(&[covariance("S", D)], sizes, &function, &[("S", right)], 7).expect("gradients");
        for evidence in found {
            assert_eq!(evidence.refuted(), expected, "{}: {:?}", evidence.oracle, evidence.finding);
        }
    }
}

// Closed forms ------------------------------------------------------------------------------------------------------

#[test]
fn integrals_have_a_closed_form_or_are_seen_to_diverge() {
    let of_x = |integrand, right| Claim::new("integral", "E").given([number("x")]).expectation(ONE, integrand, right);
    let grown = |noise: gradus::Formula| of_x(noise, formula!(|x| x));
    // E[x + e^{z² − 690}] = ∞, of which no rule and no sample sees anything.
    let divergent = grown(formula!(|x, noise| {
        let z = entry(noise);
        Ok::<_, Error>(entry(x) + (z.clone() * z - F::integer(690)).exp()?)
    }));
    refutes(Oracle::ClosedForm, &divergent, "the left side has no value where the right side has one");
    // E[e^{tz}] = e^{t²/2}(1 + 10⁻¹⁰)
    let tilted = |right| {
        Claim::new("tilted", "E").given([number("t")]).expectation(
            ONE,
            formula!(|t, noise| (entry(t) * entry(noise)).exp()),
            right,
        )
    };
    holds(Oracle::ClosedForm, &tilted(formula!(|t| (entry(t) * entry(t) * F::half()).exp())));
    let little = formula!(|t| {
        let factor = F::one() + F::ratio(1, 10_000_000_000)?;
        Ok::<_, Error>((entry(t) * entry(t) * F::half()).exp()? * factor)
    });
    refutes(Oracle::ClosedForm, &tilted(little), "the sides differ");
}

#[test]
fn moments_tell_a_law_from_another_with_the_same_covariance() {
    let product = Claim::new("product", "z_1 z_2 ~ N(0, 1)").law(
        ONE + ONE,
        formula!(|noise| noise[(0, 0)].clone() * noise[(1, 0)].clone()),
        formula!(|| law(&scalar(F::zero()), &scalar(F::one()))),
    );
    refutes(Oracle::ClosedForm, &product, "third or fourth moment");
    // ((1−t²)z₁ + 2t z₂)/(1+t²) is normal, though no polynomial.
    let rotation = Claim::new("rotation", "a random rotation").law(
        ONE + ONE + ONE,
        formula!(|noise| {
            let (x, y, t) = (noise[(0, 0)].clone(), noise[(1, 0)].clone(), noise[(2, 0)].clone());
            let square = t.clone() * t.clone();
            let scale = (F::one() + square.clone()).reciprocal()?;
            Ok::<_, Error>(((F::one() - square) * x + F::integer(2) * t * y) * scale)
        }),
        formula!(|| law(&scalar(F::zero()), &scalar(F::one()))),
    );
    abstains(Oracle::ClosedForm, &rotation, "a quotient by a polynomial in the noise");
}

// Residues ----------------------------------------------------------------------------------------------------------

#[test]
fn residues_contradict_what_no_float_can_see() {
    let logarithm = |right| {
        Claim::new("logarithm", r"\ln x^2 = 2 \ln x")
            .given([positive("x", ONE)])
            .identity(formula!(|x| (entry(x) * entry(x)).ln()), right)
    };
    holds(Oracle::Residues, &logarithm(formula!(|x| Ok::<_, Error>(entry(x).ln()? * F::integer(2)))));
    // + 10⁻⁹⁰, which is beyond 77 digits, too.
    let little = logarithm(formula!(|x| {
        let part = F::ratio(1, 1_000_000_000_000_000)?;
        let little = (0..6).fold(F::one(), |product, _| product * part.clone());
        Ok::<_, Error>(entry(x).ln()? * F::integer(2) + little)
    }));
    assert!(evidence(Oracle::Digits, &little).holds());
    assert!(matches!(evidence(Oracle::Residues, &little).finding, Finding::Contradicts(_)));
    assert_eq!(report(&little.controls(USUAL)).verdict, Verdict::Unchecked);
}

/// In the model, half of all sums of positive numbers are not positive: a root of a square is the other one there. What
/// is true for one sign of a root needs an assumption that states the sign.
#[test]
fn the_sign_of_a_root_must_be_stated() {
    let stated = |premise: gradus::claim::Premise| {
        premise.identity(
            formula!(|x| root((entry(x) + F::one()) * (entry(x) + F::one()))),
            formula!(|x| entry(x) + F::one()),
        )
    };
    let premise = || Claim::new("root", r"\sqrt{(x+1)^2} = x + 1").given([positive("x", ONE)]);
    let unstated = stated(premise());
    let assumed = stated(premise().assuming("x + 1 > 0", formula!(|x| entry(x) + F::one())));
    for seed in 0..40 {
        let found = evidence_with(Oracle::Residues, &unstated, seed, Effort::Quick);
        assert!(
            matches!(&found.finding, Finding::Contradicts(why) if *why == gradus::oracle::Reason::SignOfRoot),
            "seed {seed}: {:?}",
            found.finding
        );
        let found = evidence_with(Oracle::Residues, &assumed, seed, Effort::Quick);
        assert!(found.holds(), "seed {seed}: {:?}", found.finding);
    }
    assert_eq!(report(&unstated.controls(USUAL)).verdict, Verdict::Unchecked);
    assert_eq!(report(&assumed.controls(USUAL)).verdict, Verdict::Holds);
}

// Who may refute ----------------------------------------------------------------------------------------------------

/// A difference quotient errs where a function is steep. Alone it refutes nothing.
#[test]
fn a_difference_quotient_alone_refutes_nothing() {
    // d/du ε/(u²+ε²) = −2uε/(u²+ε²)²
    fn denominator<F: Field>(u: &Matrix<F>) -> Result<F> {
        Ok(entry(u) * entry(u) + F::ratio(1, 1_000_000)?)
    }
    let claim = Claim::new("steep", "d/du").given([number("u")]).gradient(
        formula!(|u| denominator(u)?.reciprocal()),
        "u",
        formula!(|u| {
            let part = denominator(u)?.reciprocal()?;
            Ok::<_, Error>(-(entry(u) * F::integer(2) * part.clone() * part))
        }),
    );
    let claim = claim.controls(USUAL);
    for seed in 0..20 {
        let derivation = Derivation::new("test", "A test");
        let report = gradus::verdict::judge(&derivation, &claim, seed, Effort::Standard);
        assert_eq!(report.verdict, Verdict::Holds, "seed {seed}: {}", report.reason());
    }
}

/// The moments of a quotient by quadrature and its law by samples, at one point: two kinds that need no closed form.
#[test]
fn quadrature_and_sampling_refute_together() {
    let claim = Claim::new("quotient", r"z / (5 + z^2) \sim N(1, 2)").law(
        ONE,
        formula!(|noise| Ok::<_, Error>(entry(noise) * (F::integer(5) + entry(noise) * entry(noise)).reciprocal()?)),
        formula!(|| law(&scalar(F::one()), &scalar(F::integer(2)))),
    );
    let report = report(&claim.control("zero", formula!(|| law(&scalar(F::zero()), &scalar(F::integer(9))))));
    assert_eq!(report.verdict, Verdict::Refuted, "{}", report.reason());
    let refuted_by: Vec<Oracle> =
        report.evidence.iter().filter(|evidence| evidence.refuted()).map(|evidence| evidence.oracle).collect();
    assert_eq!(refuted_by, [Oracle::Quadrature, Oracle::MonteCarlo]);
}

/// What a claim that rests on numerical checks adds to no bound is counted.
#[test]
fn the_budget_counts_what_it_has_no_bound_for() {
    let exact = Claim::new("exact", "A A^{-1} = I")
        .given([covariance("A", D)])
        .identity(formula!(|A| Ok::<_, Error>(A * inverse(A)?)), formula!(|; d| Matrix::<F>::identity(d, d)))
        .controls(USUAL);
    let numerical = Claim::new("numerical", r"\ln x^2 = 2 \ln x")
        .given([positive("x", ONE)])
        .identity(
            formula!(|x| (entry(x) * entry(x)).ln()),
            formula!(|x| Ok::<_, Error>(entry(x).ln()? * F::integer(2))),
        )
        .controls(USUAL);
    let derivation = Derivation::new("budget", "The budget").claim(exact).claim(numerical);
    let report = verify(&[derivation], &Settings::default(), |_| ());
    let summary = report.summary();
    assert!(report.as_expected());
    assert_eq!((summary.exact, summary.numerical), (1, 1));
    assert_eq!(Some(summary.false_accept_bound), report.claims[0].false_accept_bound());
    let logarithm = &report.claims[1].evidence[0];
    assert!(logarithm.holds() && logarithm.constant.is_some_and(|constant| constant < 1e-60), "{logarithm:?}");
}

#[test]
fn a_formula_too_long_for_the_oracles_is_left_open() {
    let claim = |long: bool| {
        let claim = Claim::new("long", "x + x^2 + … = x + x^2 + …").given([number("x")]);
        if long {
            claim.identity(formula!(|x| powers(x, 200_000)), formula!(|x| powers(x, 200_000))).controls(USUAL)
        } else {
            claim.identity(formula!(|x| powers(x, 40)), formula!(|x| powers(x, 40))).controls(USUAL)
        }
    };
    assert_eq!(report(&claim(false)).verdict, Verdict::Holds);
    let slope = Claim::new("slope", "d(x + x^2 + …)/dx = 1")
        .given([number("x")])
        .gradient(formula!(|x| powers(x, 200_000)), "x", formula!(|x| powers(x, 1)))
        .controls(USUAL);
    for claim in [claim(true), slope] {
        let report = report(&claim);
        assert_eq!(report.verdict, Verdict::Unchecked);
        assert!(report.reason().contains("the number of steps of `powers(x, 200_000)` is"), "{}", report.reason());
    }
}

/// x + x² + …
fn powers<F: Field>(x: &Matrix<F>, count: usize) -> F {
    let (mut sum, mut power) = (F::zero(), F::one());
    for _ in 0..count {
        power *= entry(x);
        sum += power.clone();
    }
    sum
}
