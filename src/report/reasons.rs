//! Causes, reasons and details in words. Findings become text only here.

use crate::claim::statement::Fault;
use crate::error::shape_text;
use crate::oracle::{Compared, Detail, Elsewhere, Gap, Misfit, Oracle, Reason, Search};
use crate::verdict::Cause;
use crate::verdict::witness::Pattern;
use std::fmt;

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Faults(faults) => {
                let faults: Vec<String> = faults.iter().map(Fault::to_string).collect();
                f.write_str(&faults.join("; moreover, "))
            }
            Self::TooLarge(error) => error.fmt(f),
            Self::Found { oracle, reason } => write!(f, "{oracle}: {reason}"),
            Self::TestsForZero => f.write_str(
                "a formula tests whether a number is zero, so only one of its cases was seen; \
                 state each case as a claim of its own",
            ),
            Self::NoCounterexample => f.write_str("refuted over 𝔽ₚ, but no rational counterexample was found"),
            Self::NoControl => f.write_str("it has no control, so nothing shows that it could fail"),
            Self::ControlSurvives { name } => write!(f, "vacuous: the control `{name}` survives"),
            Self::StationaryOnly { reason } => write!(
                f,
                "the point is stationary, but it is not known to be the extremum: {} abstains: {reason}",
                Oracle::Optimum
            ),
            Self::NoSearch { reason } => write!(f, "the search for a counterexample abstains: {reason}"),
            Self::NoCertificate { found } => {
                if let Some(found) = found {
                    write!(f, "{found}; ")?;
                }
                f.write_str("points cannot prove an inequality; state with `certificate` the terms that add up to it")
            }
            Self::CertificateGap(gap) => write!(f, "the certificate does not prove it: {gap}"),
            Self::OnlySampled => f.write_str(
                "values and derivatives agree at all points that were tried, but neither exact arithmetic nor the \
                 functional equations of exp and ln can decide the claim",
            ),
            Self::TooFew { abstain } => {
                let reasons: Vec<String> =
                    abstain.iter().map(|(oracle, reason)| format!("{oracle} abstains: {reason}")).collect();
                let why = match &*reasons {
                    [] => "the others cannot tell any control from the claim".into(),
                    reasons => reasons.join("; "),
                };
                write!(f, "fewer than two oracles hold that could have refuted a wrong version; {why}")
            }
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Values => f.write_str("the sides differ"),
            Self::Derivatives => f.write_str("the derivatives of the sides differ"),
            Self::Constant => f.write_str("the sides differ by a constant"),
            Self::Slope => f.write_str("the slope in a random direction does not match the gradients"),
            Self::Quotient => f.write_str("the difference quotient disagrees by more than its error estimate"),
            Self::Integral => f.write_str("the integral disagrees by more than its error estimate"),
            Self::FunctionalEquations => f.write_str("the sides differ under the functional equations of exp and ln"),
            Self::FunctionalEquationsBeyond => f.write_str(
                "the sides differ under the functional equations of exp and ln; for sin, cos, erf, Φ and ln Γ only \
                 parity, sin² + cos² = 1 and the derivatives are known there",
            ),
            Self::SignOfRoot => f.write_str(
                "it holds for only one sign of a root, whose sign is not known: state with `assuming` what is positive",
            ),
            Self::Shapes { compared, left, right } => {
                let name = match compared {
                    Compared::Left => "the left side",
                    Compared::Derivative => "the derivative",
                    Compared::Expectation => "the expectation",
                    Compared::Statistic => "the sample's statistic",
                };
                write!(f, "{name} is {}, the right side {}", shape_text(*left), shape_text(*right))
            }
            Self::Mean { average, claimed, possible } => {
                write!(
                    f,
                    "the samples average {average:.4}, the claim says {claimed:.4}; a true claim differs by at most \
                     {possible:.4}"
                )
            }
            Self::Law(misfit) => misfit.fmt(f),
            Self::Outside => f.write_str("the claimed optimum lies outside the set that the variable ranges over"),
            Self::Better { search, distance, values } => {
                let point = match search {
                    Search::Nearby => "a nearby point",
                    Search::Far => "another point",
                    Search::Other => "the other point",
                };
                let (there, here) = &**values;
                write!(
                    f,
                    "{point} is better, at a distance of {distance:.3e}: the function is {there} there, and {here} at \
                     the claimed optimum"
                )
            }
            Self::WrongCurvature { distance } => {
                write!(f, "a nearby point is better, at a distance of {distance:.3e}: the curvature has the wrong sign")
            }
            Self::LeftMissing(error) => write!(f, "the left side has no value where the right side has one: {error}"),
            Self::RightMissing(error) => write!(f, "the right side has no value where the left side has one: {error}"),
            Self::OptimumMissing(error) => write!(f, "the function has no value at the claimed optimum: {error}"),
            Self::Error(error) => error.fmt(f),
            Self::Unsuited(reason) => f.write_str(reason),
            Self::DegreeUnknown => f.write_str("its degree cannot be bounded"),
            Self::DegreeTooLarge(degree) => write!(f, "a false claim of degree {degree} would pass too often"),
            Self::Symbols => f.write_str("ln and exp are symbols over 𝔽ₚ, which has no values to compare"),
            Self::NoPoint(oracle) => f.write_str(no_result(*oracle)),
            Self::SomeSizes { reached, visited } => {
                write!(f, "it judged the claim at only {reached} of {visited} sizes")
            }
            Self::Integers => f.write_str("the variable ranges over integers, so it has no slope to follow"),
            Self::Fails { relation, sides } => match sides.as_deref() {
                Some((left, right)) => write!(f, "it fails: {left} {} {right} is false", relation.symbol()),
                None => {
                    write!(f, "some entry of the left side is not {} the entry of the right side", relation.symbol())
                }
            },
            Self::NoValues => f.write_str("no point was found at which both sides have a value"),
            Self::Certificate(reason) => write!(f, "the certificate does not prove it: {reason}"),
            Self::Alone(reason) => write!(f, "it disagrees, but cannot refute alone: {reason}"),
        }
    }
}

/// Why no point led to a result of the oracle.
fn no_result(oracle: Oracle) -> &'static str {
    match oracle {
        Oracle::Exact => "every point was singular, or too large to decide a constant",
        Oracle::ClosedForm | Oracle::Digits | Oracle::Floating | Oracle::Dual => {
            "the rounding errors are too large at every point"
        }
        Oracle::Residues => "the functional equations of exp and ln do not decide it",
        Oracle::Difference => "the error estimate is poor at every point",
        Oracle::Quadrature => "two orders differ too much at every point, or two moments do not determine the law",
        Oracle::MonteCarlo => "at no size is the variance both known and small enough to detect a difference",
        Oracle::Optimum => "the curvature is not definite, or no descent ends at the claimed optimum",
    }
}

impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Inputs => f.write_str("the signs of the inputs are not known"),
            Self::Sign { formula } => write!(f, "the sign of `{formula}` is not known"),
            Self::Positive { formula } => write!(f, "the computation of `{formula}` does not show that it is positive"),
            Self::NotNegative { formula } => {
                write!(f, "the computation of `{formula}` does not show that it is never negative")
            }
            Self::Weight { formula } => {
                write!(f, "the computation of the weight `{formula}` does not show that it is never negative")
            }
            Self::Equality { relation } => {
                let symbol = relation.symbol();
                write!(f, "its terms may all be zero, so it does not exclude equality, as `{symbol}` requires")
            }
        }
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::NoCovariance(error) => error.fmt(f),
            Self::NotSymmetric => f.write_str("the claimed covariance is not symmetric"),
            Self::Mean { statistic, degrees } => {
                write!(
                    f,
                    "the mean is off: N·w̄ᵀw̄ = {statistic:.1} is impossible for χ² with {degrees} degrees of freedom"
                )
            }
            Self::Distances { average, dimension } => {
                write!(f, "the Mahalanobis distances average {average:.3}, not {dimension}")
            }
            Self::Variance(variance) => write!(f, "the variance along a whitened direction is {variance:.3}, not 1"),
            Self::Component { number, distance } => {
                write!(f, "component {number} is not normal: its distribution is {distance:.3} away from Φ")
            }
        }
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Self::LeftMissing => "the left side has no value where the right side has one",
            Self::RightMissing => "the right side has no value where the left side has one",
            Self::OptimumMissing => "the function has no value at the claimed optimum, or is singular there",
            Self::Factors => "the shapes of the right side's factors do not match",
            Self::Shapes => "the sides have different shapes",
            Self::Diagonal => "the sides differ on the diagonal only",
            Self::OffDiagonal => "the sides differ off the diagonal only",
            Self::Close => "the right side is the left side plus the difference shown",
        })
    }
}

impl fmt::Display for Detail {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Degree { of_derivative, degree, points } => {
                f.write_str(if *of_derivative { "of the derivative: " } else { "" })?;
                write!(f, "degree ≤ {degree} over 𝔽ₚ, p = 2⁶¹−1, {points} random points at each size")
            }
            Self::Direction { degree } => {
                write!(f, "degree ≤ {degree} over 𝔽ₚ, p = 2⁶¹−1, one random point and direction")
            }
            Self::Resolved(part) => write!(f, "resolves {part:.0e} of the gradients in a random direction"),
            Self::Condition(condition) => write!(f, "condition numbers up to {condition:.0e}"),
            Self::Moduli { fewest, most } => {
                write!(f, "p = 2q + 1 of 27 bits, {fewest} to {most} random points at each size")
            }
            Self::Extrapolated => f.write_str("steps extrapolated to 0"),
            Self::Order(order) => write!(f, "order {order}"),
            Self::Deviation { level, samples, detectable } => {
                write!(f, "α = {level:.0e}, {samples} samples; detects a deviation of {detectable:.1e} with power 1−α")
            }
            Self::Variance { level, samples, detectable } => write!(
                f,
                "α = {level:.0e}, {samples} samples; detects a whitened variance off by {:.0} % with power 1−10⁻⁶",
                100.0 * detectable
            ),
            Self::NoCounterexample { points, closest } => write!(
                f,
                "no counterexample at {points} points over scales 10⁻⁶ … 10⁶, nor by descent from the closest; the \
                 smallest difference of the sides is {closest:.0e} of their size"
            ),
            Self::Optimum { starts, distance, elsewhere } => {
                write!(f, "definite curvature; {starts} descents end within {distance:.0e} of the optimum; ")?;
                match elsewhere {
                    Elsewhere::Convex { segments } => {
                        write!(f, "convex along {segments} random segments at each size, so the optimum is global")
                    }
                    Elsewhere::Searched { starts, rays } => {
                        write!(f, "no better point from {starts} starts and {rays} rays over scales 10⁻³ … 10⁶")
                    }
                }
            }
        }
    }
}
