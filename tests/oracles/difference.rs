//! Difference quotients.

use crate::claims::{deviations, deviations_gradient, inverse_transpose, log_det, quadratic, symmetric_log_det};
use crate::common::{altered, evidence, evidence_with, holds, refutes};
use gradus::oracle::{Finding, Oracle};
use gradus::prelude::*;

/// What an oracle must do about an error so small.
#[derive(Clone, Copy, PartialEq)]
enum Duty {
    /// Refute it.
    Refute,
    /// Not hold.
    NotHold,
}

#[test]
fn the_difference_oracle_never_holds_on_a_relative_error_of_one_in_a_million() {
    for duty in [Duty::Refute, Duty::NotHold] {
        let claims = match duty {
            Duty::Refute => vec![
                log_det(formula!(|A| altered(&inverse_transpose(A)?, 1_000_000, |_, _| true))),
                quadratic(formula!(|x, A| altered(&((A + A.transpose()) * x), 1_000_000, |i, _| i == 0))),
                deviations(formula!(|X, m; n| altered(&deviations_gradient(X, m, n), 1_000_000, |i, _| i == 0))),
            ],
            // Steep: a quotient of differences has few digits here.
            Duty::NotHold => vec![Claim::new("steep", "e^{9x}").given([number("x")]).gradient(
                formula!(|x| (x[(0, 0)].clone() * F::integer(9)).exp()),
                "x",
                formula!(|x| {
                    let value = (x[(0, 0)].clone() * F::integer(9)).exp()? * F::integer(9);
                    altered(&scalar(value), 1_000_000, |_, _| true)
                }),
            )],
        };
        for claim in claims {
            for oracle in [Oracle::Difference, Oracle::Dual] {
                for seed in 1..=5 {
                    let found = evidence_with(oracle, &claim, seed, Effort::Standard);
                    assert!(!found.holds(), "{oracle} on {}", claim.name);
                    assert!(duty == Duty::NotHold || found.refuted(), "{oracle}: {:?}", found.finding);
                }
            }
        }
    }
}

#[test]
fn difference_and_dual_raise_no_false_alarm() {
    let claims = [
        log_det(formula!(|A| inverse_transpose(A))),
        quadratic(formula!(|x, A| (A + A.transpose()) * x)),
        symmetric_log_det(Convention::FreeEntries, formula!(|S| Convention::FreeEntries.convert(&inverse(S)?))),
    ];
    for claim in &claims {
        for seed in 0..40 {
            for oracle in [Oracle::Difference, Oracle::Dual] {
                let found = evidence_with(oracle, claim, seed, Effort::Quick);
                assert!(found.holds(), "{oracle} on {}, seed {seed}: {:?}", claim.name, found.finding);
            }
        }
    }
}

/// Neither the unit of a function nor a large constant in it makes a true gradient false.
#[test]
fn difference_bears_large_numbers() {
    let large = Claim::new("large", "large").given([vector("x", D), matrix("A", D, D)]).gradient(
        formula!(|x, A| quadratic_form(x, A)? * F::integer(1_000_000)),
        "x",
        formula!(|x, A| (A + A.transpose()) * x * F::integer(1_000_000)),
    );
    let bound = holds(Oracle::Difference, &large).bound();
    assert!((1e-15..1e-8).contains(&bound), "{bound}");
    let offset = Claim::new("offset", "offset").given([number("x")]).gradient(
        formula!(|x| x.add_scalar(F::integer(1_000_000_000_000))),
        "x",
        formula!(|| F::one()),
    );
    for seed in 0..40 {
        let found = evidence_with(Oracle::Difference, &offset, seed, Effort::Standard);
        assert!(!found.refuted(), "seed {seed}: {:?}", found.finding);
    }
}

/// Where the function that is differentiated has no value at some points, the others must do; a right side of another
/// shape is told by its shape.
#[test]
fn difference_passes_over_points_without_a_value_and_compares_shapes() {
    let half_a_line = Claim::new("logarithm", "d ln x / dx = 1/x").given([number("x")]).gradient(
        formula!(|x| x[(0, 0)].ln()),
        "x",
        formula!(|x| inverse(x)),
    );
    assert!(!matches!(evidence(Oracle::Difference, &half_a_line).finding, Finding::Invalid(_)));
    let row = quadratic(formula!(|x, A| ((A + A.transpose()) * x).transpose()));
    refutes(Oracle::Difference, &row, "the derivative is 2×1, the right side 1×2");
    let panics = quadratic(formula!(|x| if x.nrows() > 1 { panic!("on purpose") } else { x * F::one() }));
    assert!(matches!(evidence(Oracle::Difference, &panics).finding, Finding::Invalid(_) | Finding::Refuted(_)));
}
