//! Findings as objects: each has a `kind`, and the numbers that belong to it.

use crate::oracle::{Compared, Detail, Elsewhere, Misfit, Reason, Search};
use crate::verdict::Cause;
use serde_json::{Value, json};

pub(super) fn cause(cause: &Cause) -> Value {
    match cause {
        Cause::Faults(faults) => {
            let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
            json!({ "kind": "faults", "faults": faults })
        }
        Cause::TooLarge(error) => json!({ "kind": "too_large", "error": error.to_string() }),
        Cause::Found { oracle, reason: why } => {
            json!({ "kind": "found", "oracle": oracle.name(), "cause": reason(why) })
        }
        Cause::TestsForZero => json!({ "kind": "tests_for_zero" }),
        Cause::NoCounterexample => json!({ "kind": "no_counterexample" }),
        Cause::NoControl => json!({ "kind": "no_control" }),
        Cause::ControlSurvives { name } => json!({ "kind": "control_survives", "control": name }),
        Cause::StationaryOnly { reason: why } => json!({ "kind": "stationary_only", "cause": reason(why) }),
        Cause::NoSearch { reason: why } => json!({ "kind": "no_search", "cause": reason(why) }),
        Cause::NoCertificate { found } => json!({ "kind": "no_certificate", "found": found.as_ref().map(detail) }),
        Cause::CertificateGap(gap) => json!({ "kind": "certificate", "why": gap.to_string() }),
        Cause::OnlySampled => json!({ "kind": "only_sampled" }),
        Cause::TooFew { abstain } => {
            let abstain: Vec<Value> =
                abstain.iter().map(|(oracle, why)| json!({ "oracle": oracle.name(), "cause": reason(why) })).collect();
            json!({ "kind": "too_few_oracles", "abstain": abstain })
        }
    }
}

pub(super) fn reason(reason: &Reason) -> Value {
    let kind = |kind: &str| json!({ "kind": kind });
    match reason {
        Reason::Values => kind("values"),
        Reason::Derivatives => kind("derivatives"),
        Reason::Constant => kind("constant"),
        Reason::Slope => kind("slope"),
        Reason::Quotient => kind("difference_quotient"),
        Reason::Integral => kind("integral"),
        Reason::FunctionalEquations => kind("functional_equations"),
        Reason::FunctionalEquationsBeyond => kind("functional_equations_beyond"),
        Reason::SignOfRoot => kind("sign_of_a_root"),
        Reason::Shapes { compared, left, right } => {
            let compared = match compared {
                Compared::Left => "left",
                Compared::Derivative => "derivative",
                Compared::Expectation => "expectation",
                Compared::Statistic => "statistic",
            };
            json!({ "kind": "shapes", "compared": compared, "left": left, "right": right })
        }
        Reason::Mean { average, claimed, possible } => {
            json!({ "kind": "mean", "average": average, "claimed": claimed, "possible": possible })
        }
        Reason::Law(misfit) => law(misfit),
        Reason::Outside => kind("outside"),
        Reason::Better { search, distance, values } => {
            let search = match search {
                Search::Nearby => "nearby",
                Search::Far => "far",
                Search::Other => "other",
            };
            let (there, here) = (values.0.to_string(), values.1.to_string());
            json!({ "kind": "better_point", "search": search, "distance": distance, "there": there, "here": here })
        }
        Reason::WrongCurvature { distance } => json!({ "kind": "wrong_curvature", "distance": distance }),
        Reason::LeftMissing(error) => json!({ "kind": "left_missing", "error": error.to_string() }),
        Reason::RightMissing(error) => json!({ "kind": "right_missing", "error": error.to_string() }),
        Reason::OptimumMissing(error) => json!({ "kind": "optimum_missing", "error": error.to_string() }),
        Reason::Error(error) => json!({ "kind": "error", "error": error.to_string() }),
        Reason::Unsuited(why) => json!({ "kind": "unsuited", "why": why }),
        Reason::DegreeUnknown => kind("degree_unknown"),
        Reason::DegreeTooLarge(degree) => json!({ "kind": "degree_too_large", "degree": degree }),
        Reason::Symbols => kind("symbols"),
        Reason::NoPoint(_) => kind("no_point"),
        Reason::SomeSizes { reached, visited } => {
            json!({ "kind": "some_sizes", "reached": reached, "visited": visited })
        }
        Reason::Integers => kind("integers"),
        Reason::Fails { relation, sides } => json!({
            "kind": "fails",
            "relation": relation.symbol(),
            "sides": sides.as_deref().map(|(left, right)| [left.to_string(), right.to_string()]),
        }),
        Reason::NoValues => kind("no_values"),
        Reason::Certificate(why) => json!({ "kind": "certificate", "cause": self::reason(why) }),
        Reason::Alone(why) => json!({ "kind": "alone", "cause": self::reason(why) }),
    }
}

fn law(misfit: &Misfit) -> Value {
    match misfit {
        Misfit::NoCovariance(error) => json!({ "kind": "no_covariance", "error": error.to_string() }),
        Misfit::NotSymmetric => json!({ "kind": "covariance_not_symmetric" }),
        Misfit::Mean { statistic, degrees } => {
            json!({ "kind": "mean_of_law", "statistic": statistic, "degrees": degrees })
        }
        Misfit::Distances { average, dimension } => {
            json!({ "kind": "distances", "average": average, "dimension": dimension })
        }
        Misfit::Variance(variance) => json!({ "kind": "variance", "variance": variance }),
        Misfit::Component { number, distance } => {
            json!({ "kind": "component_not_normal", "component": number, "distance": distance })
        }
    }
}

pub(super) fn detail(detail: &Detail) -> Value {
    match detail {
        Detail::Degree { of_derivative, degree, points } => {
            json!({ "kind": "degree", "of_derivative": of_derivative, "degree": degree, "points": points })
        }
        Detail::Direction { degree } => json!({ "kind": "direction", "degree": degree }),
        Detail::Resolved(part) => json!({ "kind": "resolved", "part": part }),
        Detail::Condition(condition) => json!({ "kind": "condition", "condition": condition }),
        Detail::Moduli { fewest, most } => json!({ "kind": "moduli", "fewest": fewest, "most": most }),
        Detail::Extrapolated => json!({ "kind": "extrapolated" }),
        Detail::Order(order) => json!({ "kind": "order", "order": order }),
        Detail::Deviation { level, samples, detectable } => {
            json!({ "kind": "deviation", "level": level, "samples": samples, "detectable": detectable })
        }
        Detail::Variance { level, samples, detectable } => {
            json!({ "kind": "variance", "level": level, "samples": samples, "detectable": detectable })
        }
        Detail::NoCounterexample { points, closest } => {
            json!({ "kind": "no_counterexample", "points": points, "closest": closest })
        }
        Detail::Optimum { starts, distance, elsewhere } => {
            let elsewhere = match elsewhere {
                Elsewhere::Convex { segments } => json!({ "kind": "convex", "segments": segments }),
                Elsewhere::Searched { starts, rays } => json!({ "kind": "searched", "starts": starts, "rays": rays }),
            };
            json!({ "kind": "optimum", "starts": starts, "distance": distance, "elsewhere": elsewhere })
        }
    }
}
