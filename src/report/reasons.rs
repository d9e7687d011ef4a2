//! Causes, reasons and details in words: the only place where what was found becomes text.

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
                let told: Vec<String> = faults.iter().map(Fault::to_string).collect();
                f.write_str(&told.join("; moreover, "))
            }
            Self::TooLarge(error) => error.fmt(f),
            Self::Found { oracle, reason } => write!(f, "{oracle}: {reason}"),
            Self::AsksForZero => f.write_str(
                "a formula asks whether a number is zero: what it is where the answer is another one was not seen; \
                 write both cases as claims of their own",
            ),
            Self::NoCounterexample => f.write_str("refuted over 𝔽ₚ, but no rational counterexample was found"),
            Self::NoControl => f.write_str("it has no control, so nothing shows that it could fail"),
            Self::ControlSurvives { name } => write!(f, "vacuous: the control `{name}` survives"),
            Self::KindOpen { reason } => {
                write!(f, "the kind of the extremum is open: {} abstains: {reason}", Oracle::Optimum)
            }
            Self::NoSearch { reason } => write!(f, "no point shows that it could fail: {reason}"),
            Self::NoCertificate { found } => {
                if let Some(found) = found {
                    write!(f, "{found}; ")?;
                }
                f.write_str("points prove no inequality, so state by `certificate` what its difference is the sum of")
            }
            Self::CertificateGap(gap) => write!(f, "the certificate does not prove it: {gap}"),
            Self::OnlySampled => f.write_str(
                "values and derivatives agree at all points that were tried, but neither exact arithmetic nor the \
                 functional equations of exp and ln reach the claim",
            ),
            Self::TooFew { abstain } => {
                let told: Vec<String> =
                    abstain.iter().map(|(oracle, reason)| format!("{oracle} abstains: {reason}")).collect();
                let why =
                    if told.is_empty() { "the others tell no control from the claim".into() } else { told.join("; ") };
                write!(f, "fewer than two oracles that could fail hold; {why}")
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
            Self::Slope => f.write_str("the slope in a random direction is not that of the gradients"),
            Self::Quotient => f.write_str("the difference quotient disagrees by more than its error estimate"),
            Self::Integral => f.write_str("the integral disagrees by more than its error estimate"),
            Self::FunctionalEquations => f.write_str("the sides differ as functional equations of exp and ln"),
            Self::FunctionalEquationsBeyond => f.write_str(
                "the sides differ as functional equations of exp and ln; of sin, cos, erf, Φ and ln Γ nothing but \
                 parity, sin² + cos² = 1 and their derivatives is known there",
            ),
            Self::SignOfRoot => f.write_str(
                "it is true for one sign of a root only, and nothing shows the sign: state by `assuming` what is positive",
            ),
            Self::Shapes { compared, left, right } => {
                let subject = match compared {
                    Compared::Left => "the left side",
                    Compared::Derivative => "the derivative",
                    Compared::Expectation => "the expectation",
                    Compared::Statistic => "the sample's statistic",
                };
                write!(f, "{subject} is {}, the right side {}", shape_text(*left), shape_text(*right))
            }
            Self::Mean { average, claimed, possible } => {
                write!(f, "the samples average {average:.4}, the claim says {claimed:.4}; {possible:.4} is possible")
            }
            Self::Law(misfit) => misfit.fmt(f),
            Self::Outside => f.write_str("the place lies outside of the set that the variable ranges over"),
            Self::Better { search, distance, heights } => {
                let place = match search {
                    Search::Nearby => "a place nearby",
                    Search::Far => "another place",
                    Search::Other => "the other place",
                };
                let (there, here) = &**heights;
                write!(f, "{place} is better, {distance:.3e} away: the function is {there} there, {here} here")
            }
            Self::WrongCurvature { distance } => {
                write!(f, "a place nearby is better, {distance:.3e} away, where the function curves the other way")
            }
            Self::LeftMissing(error) => write!(f, "the left side has no value where the right side has one: {error}"),
            Self::RightMissing(error) => write!(f, "the right side has no value where the left side has one: {error}"),
            Self::PlaceMissing(error) => write!(f, "the function has no value at the place: {error}"),
            Self::Error(error) => error.fmt(f),
            Self::Unsuited(reason) => f.write_str(reason),
            Self::DegreeUnknown => f.write_str("its degree cannot be bounded"),
            Self::DegreeTooLarge(degree) => write!(f, "a false claim of degree {degree} would pass too often"),
            Self::Symbols => f.write_str("ln or exp stand as symbols, which 𝔽ₚ cannot compare by value"),
            Self::NoPoint(oracle) => f.write_str(nothing_seen(*oracle)),
            Self::SomeSizes { reached, visited } => write!(f, "it says something at {reached} of {visited} sizes only"),
            Self::Integers => {
                f.write_str("the variable ranges over integers, between which there are no slopes to follow")
            }
            Self::Fails { relation, sides } => match sides.as_deref() {
                Some((left, right)) => write!(f, "it fails: {left} {} {right} is false", relation.symbol()),
                None => write!(f, "some entry of the left side is not {} that of the right side", relation.symbol()),
            },
            Self::NoValues => f.write_str("no point was found at which both sides have a value"),
            Self::Certificate(reason) => write!(f, "the certificate does not prove it: {reason}"),
            Self::Alone(reason) => write!(f, "it disagrees, which by itself is no refutation: {reason}"),
        }
    }
}

/// Why no point said anything to an oracle.
fn nothing_seen(oracle: Oracle) -> &'static str {
    match oracle {
        Oracle::Exact => "every point was singular, or too large to decide a constant",
        Oracle::ClosedForm | Oracle::Digits | Oracle::Floating | Oracle::Dual => {
            "rounding hides the answer at every point"
        }
        Oracle::Residues => "the functional equations of exp and ln do not decide it",
        Oracle::Difference => "the error estimate is poor at every point",
        Oracle::Quadrature => "the orders differ too much everywhere, or the law has more than two moments to it",
        Oracle::MonteCarlo => "no size has a variance that is known and small enough to see anything by",
        Oracle::Optimum => "the curvature is not definite, or no descent ends at the place",
    }
}

impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Inputs => f.write_str("the signs of the inputs are not known"),
            Self::Sign { formula } => write!(f, "the sign of `{formula}` is not known"),
            Self::Positive { formula } => write!(f, "that `{formula}` is positive does not show in how it is computed"),
            Self::NotNegative { formula } => {
                write!(f, "that `{formula}` is not negative does not show in how it is computed")
            }
            Self::Weight { formula } => {
                write!(f, "that the weight `{formula}` is not negative does not show in how it is computed")
            }
            Self::Equality { relation } => {
                let symbol = relation.symbol();
                write!(f, "its terms may all be zero: it shows equality or `{symbol}`, not `{symbol}` alone")
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
                write!(f, "the mean is off: N·w̄ᵀw̄ = {statistic:.1}, which χ² with {degrees} degrees does not reach")
            }
            Self::Distances { average, dimension } => {
                write!(f, "the Mahalanobis distances average {average:.3}, not {dimension}")
            }
            Self::Variance(variance) => write!(f, "a whitened variance is {variance:.3}, not 1"),
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
            Self::PlaceMissing => "the function has no value at this place, or is singular there",
            Self::Factors => "the shapes of the right side's factors do not match",
            Self::Shapes => "the sides have different shapes",
            Self::Diagonal => "the sides differ on the diagonal only",
            Self::OffDiagonal => "the sides differ off the diagonal only",
            Self::Close => "the right side is the left one and what stands beside it",
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
            Self::Resolved(part) => write!(f, "resolved to {part:.0e} of the gradients in a random direction"),
            Self::Condition(condition) => write!(f, "condition numbers to {condition:.0e}"),
            Self::Moduli { fewest, most } => {
                write!(f, "p = 2q + 1 of 32 bits, {fewest} to {most} random points at each size")
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
                "no counterexample at {points} points over scales 10⁻⁶ … 10⁶, nor downhill from the closest; the sides \
                 come within {closest:.0e} of their size"
            ),
            Self::Place { starts, distance, elsewhere } => {
                write!(f, "definite curvature; {starts} starts arrive within {distance:.0e}; ")?;
                match elsewhere {
                    Elsewhere::Convex { segments } => {
                        write!(f, "convex along {segments} random segments at each size, so the place is global")
                    }
                    Elsewhere::Searched { starts, rays } => {
                        write!(f, "no better place from {starts} starts and {rays} rays over scales 10⁻³ … 10⁶")
                    }
                }
            }
        }
    }
}
