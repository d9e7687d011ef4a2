//! Every constant of the oracles, with its reason. What a verdict means stands in [`crate::verdict`].

// Points ------------------------------------------------------------------------------------------------------------

/// Condition numbers of the matrices at which sides are compared: from harmless to half of the digits of a float.
pub(super) const CONDITIONS: [f64; 4] = [1e1, 1e3, 1e5, 1e8];

/// Condition number where digits are scarce: difference quotients, integrals and optimisers lose some of their own.
pub(super) const GENTLE_CONDITION: f64 = 4.0;

/// Decades over which the scales of the inputs are spread, on either side of 1: none, some, and so many that whatever
/// happens at one scale alone (a bump, a kink, a saturated exponential) is seen from another.
pub(super) const SPREADS: [f64; 4] = [0.0, 1.0, 3.0, 6.0];

/// How often a point may turn out singular, or outside of the claim's domain, before its region is given up.
pub(super) const REDRAWS: usize = 24;

/// Integers up to this size may be isolated places without a value, as no random real number is.
pub(super) const SMALL_INTEGERS: i64 = 100;

/// The share of draws without a value on either side from which on a verdict says where the claim holds.
pub(crate) const SHARE_WITHOUT_VALUE: f64 = 0.01;

// Exact -------------------------------------------------------------------------------------------------------------

/// The false-accept bound that each dimension should reach.
pub(super) const SUFFICIENT: f64 = 1e-17;
/// Points that may be spent on it at each size.
pub(super) const MOST_POINTS: i32 = 4;
/// A false-accept bound above this is no evidence: a run adds up hundreds of them.
pub(super) const WORTHLESS: f64 = 1e-12;

// Error bounds ------------------------------------------------------------------------------------------------------

/// Every size needs a general point where the sides, error bounds included, agree to this part of the larger one.
pub(super) const RESOLVED: f64 = 1e-8;
/// The same for numbers of 77 digits, of which a few may be lost.
pub(super) const RESOLVED_IN_DIGITS: f64 = 1e-40;
/// The largest part at which a comparison still says something about a condition number.
pub(super) const INFORMATIVE: f64 = 1e-3;
/// Steps that one oracle carries out at one size, over all points: small formulas are tried at many points.
pub(super) const STEPS_AT_A_SIZE: usize = 12_000;
/// Points at one size and in one component, at least and at most; at least two where numbers are long.
pub(super) const FEWEST_POINTS: usize = 4;
pub(super) const FEWEST_POINTS_IN_DIGITS: usize = 2;
pub(super) const MOST_POINTS_AT_A_SIZE: usize = 96;
/// The steps that numbers of 77 digits are given: each takes some twenty times as long, and those of symbols longer.
pub(super) const STEPS_IN_DIGITS: usize = 800;
pub(super) const STEPS_IN_SYMBOLS: usize = 500;
/// Largest dimension for numbers of 77 digits.
pub(super) const LARGEST_IN_DIGITS: usize = 4;

// Difference quotients ----------------------------------------------------------------------------------------------

/// Condition numbers of the covariances: a difference quotient loses digits with each factor of 10.
pub(super) const DIFFERENCE_CONDITIONS: [f64; 2] = [3.0, 30.0];
/// Largest dimension: a difference quotient costs a whole tableau for each entry.
pub(super) const LARGEST_DIFFERENCE: usize = 4;
/// First step, as a part of the variable's size, and the factor between steps.
pub(super) const FIRST_STEP: f64 = 0.02;
pub(super) const SHRINK: f64 = 1.6;
/// Columns of the tableau of extrapolated quotients.
pub(super) const TABLEAU: usize = 8;
/// How many times its estimate the error of a difference quotient may be.
pub(super) const DIFFERENCE_SAFETY: f64 = 100.0;

// Quadrature --------------------------------------------------------------------------------------------------------

/// Decades of the scales at which integrals are looked at: at many scales no rule resolves them.
pub(super) const GENTLE_SPREAD: f64 = 0.15;
/// Draws for each point: an integrand may be too narrow at most of them.
pub(super) const QUADRATURE_DRAWS: usize = 20;
/// Relative distance of the orders above which the integral counts as not resolved, and nothing is said.
pub(super) const QUADRATURE_RESOLVED: f64 = 1e-8;
/// Relative distance of the orders below which they have converged, and any larger error is a difference.
pub(super) const QUADRATURE_CONVERGED: f64 = 1e-10;
/// Relative error above which a resolved integral differs otherwise: now and then orders agree by chance.
pub(super) const QUADRATURE_DECISIVE: f64 = 1e-4;
/// How many times its estimate the error of an integral may be.
pub(super) const QUADRATURE_SAFETY: f64 = 20.0;
/// Relative rounding error of a sum over a whole rule.
pub(super) const QUADRATURE_ROUNDOFF: f64 = 1e-11;

// Sampling ----------------------------------------------------------------------------------------------------------

/// Number of sizes a claim is sampled at.
pub(super) const SAMPLED_SIZES: usize = 2;
/// Samples in each of the means whose median is taken.
pub(super) const SAMPLES_PER_MEAN: usize = 64;
/// Entries of the noise up to which laws are sampled, and integrands.
pub(super) const LARGEST_SAMPLED_NOISE: [usize; 2] = [3, 2];
/// Draws among which a point is chosen at which a deviation of the size of the mean would be seen.
pub(super) const SAMPLING_DRAWS: usize = 20;
/// A mean below this part of the root of the mean square is zero by the symmetry of its integrand, not small.
pub(super) const ZERO_MEAN: f64 = 1e-9;

// Extrema -----------------------------------------------------------------------------------------------------------

/// Largest dimension: the curvature has as many entries as the variable, squared.
pub(super) const LARGEST_OPTIMUM: usize = 3;
/// Starts of the optimiser near the place, and anywhere.
pub(super) const NEAR_STARTS: usize = 3;
pub(super) const FAR_STARTS: usize = 8;
/// Points that are tried at a size until the search says something.
pub(super) const ATTEMPTS: usize = 4;
/// How often a start is moved to half the distance, until one arrives.
pub(super) const HALVINGS: i32 = 10;
/// Points at which a place is looked at for the set it should lie in.
pub(super) const PLACES: usize = 8;
/// Random rays from the place.
pub(super) const RAYS: usize = 4;
/// The scales at which the search looks, as powers of ten.
pub(super) const SEARCH_SCALES: (i32, i32) = (-3, 6);
/// Beyond them, up to this power of ten, one place in each decade.
pub(super) const FARTHEST: i32 = 30;
/// Numbers of a variable up to which the curvature is computed at every point: it takes the square of them.
pub(super) const LARGEST_CHART: usize = 12;
/// Numbers of a variable up to which exponentials and divisors are followed to where they peak, the most of them that
/// are, and the steps to each.
pub(super) const LARGEST_CLIMB: usize = 6;
pub(super) const MOST_LANDMARKS: usize = 4;
pub(super) const CLIMBING_STEPS: usize = 8;
/// Points per decade along the two rays of a function of one number: a valley of 3 % of its distance is seen.
pub(super) const STEPS_OF_A_LINE: i32 = 80;
/// Random segments along which convexity is looked at.
pub(super) const SEGMENTS: usize = 24;
/// Newton steps of a descent.
pub(super) const DESCENT_STEPS: usize = 100;
/// How close to the place it must end, relative to the size of the place.
pub(super) const ARRIVAL: f64 = 1e-6;
/// A curvature is definite if its least eigenvalue is above this part of the largest.
pub(super) const DEFINITE: f64 = 1e-10;

// Inequalities ------------------------------------------------------------------------------------------------------

/// Steps that the search for a counterexample carries out at one size, over all points, and the points, at least and at
/// most.
pub(super) const STEPS_OF_AN_INEQUALITY: usize = 40_000;
pub(super) const INEQUALITY_ROUNDS: (usize, usize) = (32, 240);
/// Places from which it goes downhill, and the numbers that a place has at most.
pub(super) const DESCENTS: usize = 4;
pub(super) const LARGEST_DESCENT: usize = 12;

// Residues ----------------------------------------------------------------------------------------------------------

/// Largest dimension and number of samples: a logarithm takes as long as thousands of products.
pub(super) const LARGEST_RESIDUE_SIZES: (usize, usize) = (2, 3);
/// Points at each size: each of them lets a difference pass with a chance of about its degree over 2²⁶.
/// More at the first size, where forms that are true at large sizes are told apart.
pub(super) const RESIDUE_POINTS: (usize, usize) = (10, 2);
/// Points modulo small primes at the first size, and at each other: what depends on the sign of a root agrees at all of
/// them with a chance of 2⁻⁵⁰, and of 2⁻¹⁰. The draws for them, and those after which nothing can be expected if no point was comparable.
pub(super) const SMALL_RESIDUE_POINTS: (usize, usize) = (50, 10);
pub(super) const SMALL_RESIDUE_DRAWS: usize = 1600;
pub(super) const SMALL_RESIDUE_MODULI: usize = 12;
/// Draws for them: half of all residues have no logarithm, as half of all numbers have none.
pub(super) const RESIDUE_DRAWS: usize = 160;
/// Draws after which nothing can be expected if no point was comparable.
pub(super) const RESIDUE_PATIENCE: usize = 36;
/// Points without any agreement that contradict: what depends on the sign of a root agrees at half of them.
pub(super) const RESIDUE_DIFFERENCES: usize = 12;
/// Pairs of primes in a run, at first and in the end. A constant may have no logarithm modulo one of them.
pub(super) const RESIDUE_MODULI: (usize, usize) = (3, 12);
