//! Every constant of the oracles, with its reason. [`crate::verdict`] defines the verdicts.

// Points ------------------------------------------------------------------------------------------------------------

/// Condition numbers of the matrices at which sides are compared: the largest costs half of the digits of a float.
pub(super) const CONDITIONS: [f64; 4] = [1e1, 1e3, 1e5, 1e8];

/// Condition number for methods that lose digits themselves: difference quotients, integrals and optimisation.
pub(super) const GENTLE_CONDITION: f64 = 4.0;

/// Decades over which the scales of the inputs vary, on either side of 1: none, some, and enough to notice an effect at
/// a single scale (a bump, a kink, a saturated exponential) from another scale.
pub(super) const SPREADS: [f64; 4] = [0.0, 1.0, 3.0, 6.0];

/// How often a point may be singular, or outside the claim's domain, before its region is abandoned.
pub(super) const REDRAWS: usize = 24;

/// Integers up to this magnitude may be isolated points without a value. Random real numbers never are.
pub(super) const SMALL_INTEGERS: i64 = 100;

/// The share of draws without a value on either side from which the verdict mentions it.
pub(crate) const SHARE_WITHOUT_VALUE: f64 = 0.01;

// Exact -------------------------------------------------------------------------------------------------------------

/// The false-accept bound that each dimension should reach.
pub(super) const SUFFICIENT: f64 = 1e-17;
/// Largest number of points to reach it at each size.
pub(super) const MOST_POINTS: i32 = 4;
/// A false-accept bound above this is no evidence, because a run adds up hundreds of bounds.
pub(super) const WORTHLESS: f64 = 1e-12;

// Error bounds ------------------------------------------------------------------------------------------------------

/// Every size needs a general point where the sides agree to this fraction of the larger one, error bounds included.
pub(super) const RESOLVED: f64 = 1e-8;
/// The same for numbers of 77 digits, some of which may be lost.
pub(super) const RESOLVED_IN_DIGITS: f64 = 1e-40;
/// The largest such fraction at which a comparison is informative for a condition number.
pub(super) const INFORMATIVE: f64 = 1e-3;
/// Steps of one oracle at one size, over all points. Small formulas are evaluated at many points.
pub(super) const STEPS_AT_A_SIZE: usize = 12_000;
/// Smallest and largest number of points at one size and in one component; at least two if numbers have 77 digits.
pub(super) const FEWEST_POINTS: usize = 4;
pub(super) const FEWEST_POINTS_IN_DIGITS: usize = 2;
pub(super) const MOST_POINTS_AT_A_SIZE: usize = 96;
/// Steps in numbers of 77 digits, each of which takes about twenty times as long; steps in symbols take longer still.
pub(super) const STEPS_IN_DIGITS: usize = 800;
pub(super) const STEPS_IN_SYMBOLS: usize = 500;
/// Largest dimension for numbers of 77 digits.
pub(super) const LARGEST_IN_DIGITS: usize = 4;

// Difference quotients ----------------------------------------------------------------------------------------------

/// Condition numbers of the covariances: a difference quotient loses digits with each factor of 10.
pub(super) const DIFFERENCE_CONDITIONS: [f64; 2] = [3.0, 30.0];
/// Largest dimension: each entry takes a whole tableau of difference quotients.
pub(super) const LARGEST_DIFFERENCE: usize = 4;
/// First step, relative to the size of the variable, and the factor between steps.
pub(super) const FIRST_STEP: f64 = 0.02;
pub(super) const SHRINK: f64 = 1.6;
/// Columns of the tableau of extrapolated quotients.
pub(super) const TABLEAU: usize = 8;
/// The error of a difference quotient may be this many times its estimate.
pub(super) const DIFFERENCE_SAFETY: f64 = 100.0;

// Quadrature --------------------------------------------------------------------------------------------------------

/// Decades over which the scales vary for integrals: no rule resolves an integral at many scales.
pub(super) const GENTLE_SPREAD: f64 = 0.15;
/// Draws for each point: at most of them the integrand may be too narrow.
pub(super) const QUADRATURE_DRAWS: usize = 20;
/// Relative distance of the orders above which the integral is not resolved, and the oracle abstains.
pub(super) const QUADRATURE_RESOLVED: f64 = 1e-8;
/// Relative distance of the orders below which they have converged. Any larger error is then a difference.
pub(super) const QUADRATURE_CONVERGED: f64 = 1e-10;
/// Relative error above which a resolved integral differs in the other cases, because orders may agree by chance.
pub(super) const QUADRATURE_DECISIVE: f64 = 1e-4;
/// The error of an integral may be this many times its estimate.
pub(super) const QUADRATURE_SAFETY: f64 = 20.0;
/// Relative rounding error of a sum over a whole rule.
pub(super) const QUADRATURE_ROUNDOFF: f64 = 1e-11;

// Sampling ----------------------------------------------------------------------------------------------------------

/// Number of sizes at which a claim is sampled.
pub(super) const SAMPLED_SIZES: usize = 2;
/// Samples in each of the means whose median is taken.
pub(super) const SAMPLES_PER_MEAN: usize = 64;
/// Largest number of entries of the noise for laws, and for expectations.
pub(super) const LARGEST_SAMPLED_NOISE: [usize; 2] = [3, 2];
/// Draws from which a point is chosen where a deviation of the size of the mean is detectable.
pub(super) const SAMPLING_DRAWS: usize = 20;
/// A mean below this fraction of the root mean square is zero by the symmetry of its integrand.
pub(super) const ZERO_MEAN: f64 = 1e-9;

// Extrema -----------------------------------------------------------------------------------------------------------

/// Largest dimension: the number of second derivatives is the square of the number of entries.
pub(super) const LARGEST_OPTIMUM: usize = 3;
/// Starts of the optimiser near the claimed optimum, and anywhere.
pub(super) const NEAR_STARTS: usize = 3;
pub(super) const FAR_STARTS: usize = 8;
/// Largest number of points at a size until the search reaches a result.
pub(super) const ATTEMPTS: usize = 4;
/// How often the distance of a start is halved until its descent ends at the optimum.
pub(super) const MOST_HALVINGS: i32 = 10;
/// Points at which the claimed optimum is checked to lie in its set.
pub(super) const FIRST_CHECKS: usize = 8;
/// Random rays from the claimed optimum.
pub(super) const RAYS: usize = 4;
/// The scales of the search, as powers of ten.
pub(super) const SEARCH_SCALES: (i32, i32) = (-3, 6);
/// Beyond them, up to this power of ten, one point in each decade.
pub(super) const FARTHEST: i32 = 30;
/// Largest number of coordinates of a variable at which the curvature is computed at every point; it has their square
/// entries.
pub(super) const LARGEST_CHART: usize = 12;
/// Largest number of coordinates for which the peaks of exponentials and of reciprocals are searched, the largest
/// number of such terms, and the number of steps for each.
pub(super) const LARGEST_ASCENT: usize = 6;
pub(super) const MOST_NARROW_TERMS: usize = 4;
pub(super) const ASCENT_STEPS: usize = 8;
/// Points per decade on the two rays of a function of one number. A valley as wide as 3 % of its distance is found.
pub(super) const STEPS_OF_A_LINE: i32 = 80;
/// Random segments along which convexity is tested.
pub(super) const SEGMENTS: usize = 24;
/// Newton steps of a descent.
pub(super) const DESCENT_STEPS: usize = 100;
/// The largest distance from the optimum at which a descent may end, relative to the size of the optimum.
pub(super) const LARGEST_RETURN: f64 = 1e-6;
/// A curvature is definite if its smallest eigenvalue is above this fraction of the largest.
pub(super) const DEFINITE: f64 = 1e-10;

// Inequalities ------------------------------------------------------------------------------------------------------

/// Steps of the search for a counterexample at one size, over all points, and the smallest and largest number of
/// points.
pub(super) const STEPS_OF_AN_INEQUALITY: usize = 40_000;
pub(super) const INEQUALITY_ROUNDS: (usize, usize) = (32, 240);
/// Number of points from which it descends, and the largest number of free numbers of such a point.
pub(super) const DESCENTS: usize = 4;
pub(super) const LARGEST_DESCENT: usize = 12;

// Residues ----------------------------------------------------------------------------------------------------------

/// Largest dimension and number of samples: a logarithm costs as much as thousands of products.
pub(super) const LARGEST_RESIDUE_SIZES: (usize, usize) = (2, 3);
/// Points at each size. Each of them misses a difference with a probability of about its degree over 2²⁶. There are
/// more at the first size, where formulas that agree at large sizes only are distinguished.
pub(super) const RESIDUE_POINTS: (usize, usize) = (10, 2);
/// Points modulo small primes at the first size, and at each other size. Sides that differ by the sign of a root agree
/// at all of them with probability 2⁻⁵⁰ or 2⁻¹⁰. Then the number of draws for them, and of moduli.
pub(super) const SMALL_RESIDUE_POINTS: (usize, usize) = (50, 10);
pub(super) const SMALL_RESIDUE_DRAWS: usize = 1600;
pub(super) const SMALL_RESIDUE_MODULI: usize = 12;
/// Draws for them: half of all residues have no logarithm.
pub(super) const RESIDUE_DRAWS: usize = 160;
/// Draws after which the search stops if no point was comparable.
pub(super) const RESIDUE_PATIENCE: usize = 36;
/// Differing points that contradict if no point agrees. Sides that differ by the sign of a root agree at half of the
/// points.
pub(super) const RESIDUE_DIFFERENCES: usize = 12;
/// Pairs of primes in a run, at first and at most. A constant may have no logarithm modulo one of them.
pub(super) const RESIDUE_MODULI: (usize, usize) = (3, 12);
