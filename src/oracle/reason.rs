//! Why an oracle does not hold, as data; `report` puts it in words.

use super::kinds::Oracle;
use crate::algebra::number::Digits;
use crate::claim::Relation;
use crate::error::Error;

/// What an oracle found that keeps it from holding. Its `Display` says it in words.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Reason {
    /// The values of the sides differ.
    Values,
    /// The derivatives of the sides differ.
    Derivatives,
    /// The derivatives agree, and the sides differ by a constant.
    Constant,
    /// The slope in a random direction is not that of the gradients.
    Slope,
    /// The difference quotient is farther away than its error estimate.
    Quotient,
    /// The integral is farther away than its error estimate.
    Integral,
    /// Exponentials and logarithms modulo two primes differ.
    FunctionalEquations,
    /// The same, of sides with functions of which few laws are known there.
    FunctionalEquationsBeyond,
    /// Exponentials and logarithms modulo two primes agree for one sign of a root, and differ for the other.
    SignOfRoot,
    /// The shapes of the sides differ.
    Shapes {
        /// What is compared with the right side.
        compared: Compared,
        /// Its rows and columns.
        left: (usize, usize),
        /// Those of the right side.
        right: (usize, usize),
    },
    /// The mean of samples is impossible.
    Mean {
        /// What the samples average, as a median of means.
        average: f64,
        /// What the claim says.
        claimed: f64,
        /// How far apart they may be.
        possible: f64,
    },
    /// The samples do not follow the law.
    Law(Misfit),
    /// The place lies outside of the set that the variable ranges over.
    Outside,
    /// Another place is better.
    Better {
        /// Where it was looked for.
        search: Search,
        /// How far away it is.
        distance: f64,
        /// What the function is there, and at the claimed place.
        heights: Box<(Digits, Digits)>,
    },
    /// A place is better along which the function curves the wrong way.
    WrongCurvature {
        /// How far away it is.
        distance: f64,
    },
    /// The left side has no value where the right side has one.
    LeftMissing(Error),
    /// The right side has no value where the left side has one.
    RightMissing(Error),
    /// The function of an extremum has no value at the claimed place.
    PlaceMissing(Error),
    /// A formula has no value, or not one that the oracle can use.
    Error(Error),
    /// The subject of the claim is none that the oracle can judge.
    Unsuited(String),
    /// The degree of the difference is not known.
    DegreeUnknown,
    /// A false claim of this degree would pass too often.
    DegreeTooLarge(u64),
    /// ln or exp stand as symbols, whose values are not known.
    Symbols,
    /// No point that was visited says anything to this oracle.
    NoPoint(Oracle),
    /// The claim was judged at some of the sizes only.
    SomeSizes {
        /// Sizes at which it was judged.
        reached: usize,
        /// Sizes that were visited.
        visited: usize,
    },
    /// The variable of an extremum ranges over integers.
    Integers,
    /// An inequality fails.
    Fails {
        /// What is claimed of the sides.
        relation: Relation,
        /// The sides, where they are numbers.
        sides: Option<Box<(Digits, Digits)>>,
    },
    /// No point was found at which both sides have a value.
    NoValues,
    /// The certificate of an inequality is not the difference of its sides.
    Certificate(Box<Reason>),
    /// A difference that is no refutation by itself.
    Alone(Box<Reason>),
}

impl Reason {
    /// The error of a formula that is behind it, if one is.
    pub fn error(&self) -> Option<&Error> {
        match self {
            Self::LeftMissing(error) | Self::RightMissing(error) | Self::PlaceMissing(error) | Self::Error(error) => {
                Some(error)
            }
            Self::Alone(reason) | Self::Certificate(reason) => reason.error(),
            _ => None,
        }
    }
}

/// What is missing in the certificate of an inequality.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gap {
    /// The signs of the inputs are not known.
    Inputs,
    /// The sign of a formula is not known.
    Sign {
        /// The formula.
        formula: String,
    },
    /// That a formula is positive does not show in how it is computed.
    Positive {
        /// The formula.
        formula: String,
    },
    /// That a formula is not negative does not show in how it is computed.
    NotNegative {
        /// The formula.
        formula: String,
    },
    /// That the weight of a term is not negative does not show in how it is computed.
    Weight {
        /// The weight.
        formula: String,
    },
    /// The terms may all be zero, and the relation excludes equality.
    Equality {
        /// The relation.
        relation: Relation,
    },
}

/// What an oracle compares with the right side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compared {
    /// The left side.
    Left,
    /// A derivative.
    Derivative,
    /// An expectation.
    Expectation,
    /// A statistic of samples.
    Statistic,
}

/// Where a better place was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Search {
    /// Along the gradient, or along the direction of least curvature.
    Nearby,
    /// On rays, or from a start elsewhere.
    Far,
    /// At the only other place of the set.
    Other,
}

/// How samples fail to follow a law.
#[derive(Clone, Debug, PartialEq)]
pub enum Misfit {
    /// The claimed covariance is none.
    NoCovariance(Error),
    /// The claimed covariance is not symmetric.
    NotSymmetric,
    /// The mean is off.
    Mean {
        /// N·w̄ᵀw̄ of the whitened samples w.
        statistic: f64,
        /// Degrees of freedom of its χ² law.
        degrees: usize,
    },
    /// The Mahalanobis distances are off.
    Distances {
        /// What they average.
        average: f64,
        /// What they should average.
        dimension: usize,
    },
    /// The variance of a whitened direction is not 1.
    Variance(f64),
    /// A whitened component is not normal.
    Component {
        /// Its number, from 1 on.
        number: usize,
        /// Distance of its distribution from Φ.
        distance: f64,
    },
}

/// How an oracle that holds looked at the claim. Its `Display` says it in words.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Detail {
    /// Random points over 𝔽ₚ, p = 2⁶¹−1.
    Degree {
        /// Whether the derivatives of the sides were compared.
        of_derivative: bool,
        /// Bound on the degree of the difference.
        degree: u64,
        /// Random points at each size.
        points: usize,
    },
    /// One random point and direction over 𝔽ₚ, p = 2⁶¹−1.
    Direction {
        /// Bound on the degree of the difference.
        degree: u64,
    },
    /// A random direction in floats, resolved to this part of the gradients.
    Resolved(f64),
    /// Points up to this condition number.
    Condition(f64),
    /// Random points modulo p = 2q + 1, fewest and most at a size.
    Moduli {
        /// Points at most sizes.
        fewest: usize,
        /// Points at the first size.
        most: usize,
    },
    /// Difference quotients, extrapolated to step 0.
    Extrapolated,
    /// Quadrature by rules up to this order.
    Order(usize),
    /// Means of samples, at this level.
    Deviation {
        /// Probability of a false alarm.
        level: f64,
        /// Samples.
        samples: usize,
        /// Least deviation that is detected with power 1−α.
        detectable: f64,
    },
    /// Samples of a law, at this level.
    Variance {
        /// Probability of a false alarm.
        level: f64,
        /// Samples.
        samples: usize,
        /// Least excess of a whitened variance that is detected with power 1−10⁻⁶, as a part of it.
        detectable: f64,
    },
    /// An inequality was met at every point.
    NoCounterexample {
        /// Points at all sizes together.
        points: usize,
        /// How close the sides came, as a part of their size.
        closest: f64,
    },
    /// Starts near a place of definite curvature arrive there, and nothing is better.
    Place {
        /// Starts near the place.
        starts: usize,
        /// Largest relative distance at which they end.
        distance: f64,
        /// What was looked at elsewhere.
        elsewhere: Elsewhere,
    },
}

/// What was looked at away from the place of an extremum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Elsewhere {
    /// The function is convex along so many random segments at each size, so that the place is the global one.
    Convex {
        /// Segments.
        segments: usize,
    },
    /// No better place from so many starts and along so many rays.
    Searched {
        /// Starts.
        starts: usize,
        /// Rays.
        rays: usize,
    },
}
