//! Why an oracle does not hold, as data. `report` puts the reasons in words.

use super::kinds::Oracle;
use crate::algebra::number::Digits;
use crate::claim::Relation;
use crate::error::Error;

/// Why an oracle does not hold. Its `Display` puts the reason in words.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Reason {
    /// The values of the sides differ.
    Values,
    /// The derivatives of the sides differ.
    Derivatives,
    /// The derivatives agree, and the sides differ by a constant.
    Constant,
    /// The slope in a random direction does not match the gradients.
    Slope,
    /// The difference quotient differs by more than its error estimate.
    Quotient,
    /// The integral differs by more than its error estimate.
    Integral,
    /// The sides differ in exponentials and logarithms modulo two primes.
    FunctionalEquations,
    /// The same, for sides with functions for which only some laws are known there.
    FunctionalEquationsBeyond,
    /// The sides agree in exponentials and logarithms modulo two primes for one sign of a root, and differ for the
    /// other.
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
        /// The average of the samples, as a median of means.
        average: f64,
        /// The average that the claim states.
        claimed: f64,
        /// The largest difference that a true claim would have.
        possible: f64,
    },
    /// The samples do not follow the law.
    Law(Misfit),
    /// The claimed optimum lies outside the set that the variable ranges over.
    Outside,
    /// Another point is better.
    Better {
        /// Where it was found.
        search: Search,
        /// How far away it is.
        distance: f64,
        /// Values of the function there, and at the claimed optimum.
        values: Box<(Digits, Digits)>,
    },
    /// A nearby point is better, because the curvature has the wrong sign in its direction.
    WrongCurvature {
        /// How far away it is.
        distance: f64,
    },
    /// The left side has no value where the right side has one.
    LeftMissing(Error),
    /// The right side has no value where the left side has one.
    RightMissing(Error),
    /// The function of an extremum has no value at the claimed optimum.
    OptimumMissing(Error),
    /// A formula has no value, or none that the oracle can use.
    Error(Error),
    /// The oracle cannot judge this kind of claim.
    Unsuited(String),
    /// The degree of the difference is not known.
    DegreeUnknown,
    /// A false claim of this degree would pass too often.
    DegreeTooLarge(u64),
    /// ln and exp are symbols, whose values are not known.
    Symbols,
    /// No visited point led to a result of this oracle.
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
        /// The claimed relation of the sides.
        relation: Relation,
        /// The values of the sides, if they are numbers.
        sides: Option<Box<(Digits, Digits)>>,
    },
    /// No point was found at which both sides have a value.
    NoValues,
    /// The certificate of an inequality is not the difference of its sides.
    Certificate(Box<Reason>),
    /// A difference that cannot refute alone.
    Alone(Box<Reason>),
}

impl Reason {
    /// The error of a formula that is the reason, if there is one.
    pub fn error(&self) -> Option<&Error> {
        match self {
            Self::LeftMissing(error) | Self::RightMissing(error) | Self::OptimumMissing(error) | Self::Error(error) => {
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
    /// The computation of a formula does not show that it is positive.
    Positive {
        /// The formula.
        formula: String,
    },
    /// The computation of a formula does not show that it is never negative.
    NotNegative {
        /// The formula.
        formula: String,
    },
    /// The computation of the weight of a term does not show that it is never negative.
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

/// Where a better point was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Search {
    /// Along the gradient, or along the direction of least curvature.
    Nearby,
    /// On rays, or from a distant start.
    Far,
    /// At the only other point of the set.
    Other,
}

/// How samples fail to follow a law.
#[derive(Clone, Debug, PartialEq)]
pub enum Misfit {
    /// The claimed covariance is not a covariance.
    NoCovariance(Error),
    /// The claimed covariance is not symmetric.
    NotSymmetric,
    /// The mean is wrong.
    Mean {
        /// N·w̄ᵀw̄ of the whitened samples w.
        statistic: f64,
        /// Degrees of freedom of its χ² law.
        degrees: usize,
    },
    /// The Mahalanobis distances are wrong.
    Distances {
        /// Their average.
        average: f64,
        /// The average that the law implies.
        dimension: usize,
    },
    /// The variance along a whitened direction is not 1.
    Variance(f64),
    /// A whitened component is not normal.
    Component {
        /// Its number, starting at 1.
        number: usize,
        /// Distance of its distribution from Φ.
        distance: f64,
    },
}

/// How an oracle that holds examined the claim. Its `Display` puts it in words.
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
    /// A random direction in floats, with this resolution relative to the gradients.
    Resolved(f64),
    /// Points up to this condition number.
    Condition(f64),
    /// Random points modulo p = 2q + 1: fewest and most at a size.
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
        /// Smallest deviation that is detected with power 1−α.
        detectable: f64,
    },
    /// Samples of a law, at this level.
    Variance {
        /// Probability of a false alarm.
        level: f64,
        /// Samples.
        samples: usize,
        /// Smallest relative excess of a whitened variance that is detected with power 1−10⁻⁶.
        detectable: f64,
    },
    /// An inequality held at every point.
    NoCounterexample {
        /// Points at all sizes together.
        points: usize,
        /// The smallest difference of the sides, relative to their size.
        closest: f64,
    },
    /// Descents from starts near the claimed optimum end there, the curvature is definite, and no point is better.
    Optimum {
        /// Starts near the claimed optimum.
        starts: usize,
        /// Largest relative distance at which they end.
        distance: f64,
        /// The search away from the claimed optimum.
        elsewhere: Elsewhere,
    },
}

/// The search away from the claimed optimum of an extremum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Elsewhere {
    /// The function is convex along this number of random segments at each size, so the optimum is global.
    Convex {
        /// Segments.
        segments: usize,
    },
    /// No better point from this number of starts and along this number of rays.
    Searched {
        /// Starts.
        starts: usize,
        /// Rays.
        rays: usize,
    },
}
