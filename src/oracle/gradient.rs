//! A check of a whole gradient of any size at once: its product with a random direction is compared with the slope of
//! the function.
//!
//! Checking a gradient of D² entries one by one takes D² evaluations of the function. One random direction checks all
//! of them: if any entry of G is wrong, ⟨G − ∇f, V⟩ is not zero as a function of V.

use super::exact::{degree_of_difference, false_accept};
use super::points::{Reals, Uniform, normal};
use super::resolution::Resolve;
use super::tolerances::{DIFFERENCE_SAFETY, RESOLVED};
use super::{Detail, Evidence, Oracle, Reason};
use crate::algebra::derivative::{dual, tangent};
use crate::algebra::matrix::{Matrix, expect_shape, scalar};
use crate::algebra::number::{Degree, Dual, Field, MERSENNE_61, Prime, Rounded};
use crate::claim::input::Input;
use crate::claim::point::{Indeterminates, Source, Structure};
use crate::error::{Error, Result};
use crate::program::formula::{Formula, values_at};
use crate::program::point::Point;
use crate::program::size::Sizes;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use std::cell::OnceCell;

/// Condition number of the covariances at which floats are compared.
const CONDITION: f64 = 3.0;

/// The evidence of three oracles for the gradients of a scalar function, for all their entries at once.
///
/// `claimed`: each variable with the formula of its unconstrained gradient, which has the shape of the variable.
///
/// - [`Oracle::Exact`]: one random point and direction over 𝔽ₚ, p = 2⁶¹−1. A gradient with any wrong entry passes with
///   probability at most `bound` ≤ d/(p−d), where d is the degree of ⟨G − ∇f, V⟩ as a rational function.
/// - [`Oracle::Dual`] and [`Oracle::Difference`]: one random point and direction V each, with normal entries scaled to
///   length 1, in `f64`. `bound` is the resolution r, relative to the size of G. An error E of the gradient, of
///   relative size e in the Frobenius norm, is detected unless |⟨E, V⟩| is below 2r. That has probability at most
///   2√M r/e, where M is the number of entries.
///
/// Errors: a formula has no value; a gradient does not have the shape of its variable; a gradient contains ln or exp.
pub fn check_gradients(
    given: &[Input],
    sizes: Sizes,
    function: &Formula,
    claimed: &[(&str, Formula)],
    seed: u64,
) -> Result<[Evidence; 3]> {
    GradientCheck::new(given, sizes, function, claimed).run(seed)
}

/// [`check_gradients`] for several seeds: what depends only on the formulas and the inputs is computed once.
pub struct GradientCheck {
    given: Vec<Input>,
    sizes: Sizes,
    function: Formula,
    claimed: Vec<(String, Formula)>,
    /// The degree of ⟨G − ∇f, V⟩.
    degree: OnceCell<u64>,
}

/// The slope of the function in a direction, and the same according to the gradients.
struct Slopes<F> {
    slope: Matrix<F>,
    claimed: Matrix<F>,
    gradients: Vec<Matrix<F>>,
}

impl GradientCheck {
    /// The arguments are those of [`check_gradients`].
    pub fn new(given: &[Input], sizes: Sizes, function: &Formula, claimed: &[(&str, Formula)]) -> Self {
        let claimed = claimed.iter().map(|(name, formula)| (name.to_string(), *formula)).collect();
        Self { given: given.to_vec(), sizes, function: *function, claimed, degree: OnceCell::new() }
    }

    /// The evidence of the three oracles at the random points and directions of this seed. Errors as in
    /// [`check_gradients`].
    pub fn run(&self, seed: u64) -> Result<[Evidence; 3]> {
        let mut stream = ChaCha8Rng::seed_from_u64(seed);
        Ok([self.exact(&mut stream)?, self.dual(&mut stream)?, self.difference(&mut stream)?])
    }

    fn point<F: Field>(&self, source: &mut dyn Source<F>) -> Result<Point<F>> {
        Point::draw(&self.given, self.sizes, Structure::General, source)
    }

    /// One direction for each variable.
    fn directions<F: Field>(&self, point: &Point<F>, mut entry: impl FnMut() -> F) -> Result<Vec<Matrix<F>>> {
        let shapes = self.claimed.iter().map(|(name, _)| Ok(point.matrix(name)?.shape()));
        shapes
            .map(|shape: Result<_>| shape.map(|(rows, columns)| Matrix::from_fn(rows, columns, |_, _| entry())))
            .collect()
    }

    /// Normal numbers, scaled so that all directions together have length 1.
    fn unit_directions(&self, point: &Point<f64>, stream: &mut ChaCha8Rng) -> Result<Vec<Matrix<f64>>> {
        let directions = self.directions(point, || normal(stream))?;
        let length = directions.iter().map(Matrix::norm_squared).sum::<f64>().sqrt();
        Ok(directions.into_iter().map(|direction| direction / length).collect())
    }

    /// df(V) by dual numbers, Σ ⟨G, V⟩, and the gradients G.
    ///
    /// All formulas are evaluated in dual numbers, so that they share inverses. The gradients are the real parts.
    fn slopes<F: Field>(&self, point: &Point<F>, directions: &[Matrix<F>]) -> Result<Slopes<F>> {
        let mut along = point.map(|entry| Dual::constant(entry.clone()));
        for ((name, _), direction) in self.claimed.iter().zip(directions) {
            along.vary(name, dual(point.matrix(name)?, direction));
        }
        let mut values = values_at(&self.formulas(), &along)?;
        let gradients: Vec<_> = values.drain(1..).map(|gradient| gradient.map(|entry| entry.real)).collect();
        Ok(Slopes { slope: tangent(&values[0]), claimed: self.product(&gradients, directions)?, gradients })
    }

    /// Σ ⟨G, V⟩
    fn product<F: Field>(&self, gradients: &[Matrix<F>], directions: &[Matrix<F>]) -> Result<Matrix<F>> {
        let mut sum = F::zero();
        for (((name, _), gradient), direction) in self.claimed.iter().zip(gradients).zip(directions) {
            let (rows, columns) = direction.shape();
            expect_shape(&format!("the gradient in {name}"), gradient, rows, columns)?;
            for (entry, step) in gradient.iter().zip(direction.iter()) {
                sum += entry.clone() * step.clone();
            }
        }
        Ok(scalar(sum))
    }

    /// The function, then the gradients.
    fn formulas(&self) -> Vec<Formula> {
        std::iter::once(self.function).chain(self.claimed.iter().map(|(_, formula)| *formula)).collect()
    }

    fn exact(&self, stream: &mut ChaCha8Rng) -> Result<Evidence> {
        let mut evidence = Evidence::new(Oracle::Exact);
        let point = self.point::<Prime>(&mut Uniform(stream))?;
        let directions = self.directions(&point, || Uniform(stream).free())?;
        let Slopes { slope, claimed, .. } = self.slopes(&point, &directions)?;
        if slope[(0, 0)].is_symbolic() || claimed[(0, 0)].is_symbolic() {
            return Err(Error::transcendental("a gradient with ln or exp", Prime::<MERSENNE_61>::NAME));
        }
        let degree = self.degree()?;
        evidence.weaken(false_accept(degree, 1));
        evidence.detail = Some(Detail::Direction { degree });
        evidence.reach(self.sizes);
        if slope != claimed {
            evidence.refute(self.sizes, Reason::Slope);
        }
        Ok(evidence)
    }

    fn degree(&self) -> Result<u64> {
        if let Some(&known) = self.degree.get() {
            return Ok(known);
        }
        let general = self.point::<Degree>(&mut Indeterminates)?;
        let directions = self.directions(&general, || Degree::VARIABLE)?;
        let Slopes { slope, claimed, .. } = self.slopes(&general, &directions)?;
        let degree = degree_of_difference(&slope, &claimed).unwrap_or(u64::MAX);
        Ok(*self.degree.get_or_init(|| degree))
    }

    fn dual(&self, stream: &mut ChaCha8Rng) -> Result<Evidence> {
        let mut evidence = Evidence::new(Oracle::Dual);
        let point = self.point::<f64>(&mut Reals::new(stream, CONDITION, 0.0))?;
        let directions = self.unit_directions(&point, stream)?;
        let exact = |matrix: &Matrix<f64>| matrix.map(Rounded::exact);
        let directions: Vec<_> = directions.iter().map(exact).collect();
        let point = point.map(|entry| Rounded::exact(*entry));
        let Slopes { slope, claimed, gradients } = self.slopes(&point, &directions)?;
        let size = size(gradients.iter().flat_map(|gradient| gradient.iter().map(Rounded::value)));
        match Rounded::resolution(&slope, &claimed) {
            None => {
                evidence.refute(self.sizes, Reason::Slope);
                Ok(evidence)
            }
            Some(part) => {
                let steepest = slope[(0, 0)].value().abs().max(claimed[(0, 0)].value().abs());
                self.resolved(evidence, part * steepest / size)
            }
        }
    }

    fn difference(&self, stream: &mut ChaCha8Rng) -> Result<Evidence> {
        let mut evidence = Evidence::new(Oracle::Difference);
        let point = self.point::<f64>(&mut Reals::new(stream, CONDITION, 0.0))?;
        let directions = self.unit_directions(&point, stream)?;
        let gradients = values_at(&self.formulas()[1..], &point)?;
        let product = self.product(&gradients, &directions)?;
        let size = size(gradients.iter().flat_map(|gradient| gradient.iter().copied()));
        let mut line = point.clone();
        let (slope, error) = slope_at_zero(|t| {
            for ((name, _), direction) in self.claimed.iter().zip(&directions) {
                line.vary(name, point.matrix(name)? + direction * t);
            }
            Ok(self.function.at(&line)?[(0, 0)])
        })?;
        // If the claimed gradients are zero, the slope gives the scale.
        let size = if size > 0.0 { size } else { slope.abs() };
        let (apart, reach) = ((slope - product[(0, 0)]).abs() / size, DIFFERENCE_SAFETY * error / size);
        if apart > reach + RESOLVED {
            evidence.refute(self.sizes, Reason::Quotient);
            return Ok(evidence);
        }
        self.resolved(evidence, apart + reach)
    }

    /// An error if the rounding errors are too large to hold.
    fn resolved(&self, mut evidence: Evidence, part: f64) -> Result<Evidence> {
        if part.is_nan() || part > 1e-6 {
            return Err(Error::precision_lost("a slope in a random direction"));
        }
        evidence.weaken(part);
        evidence.detail = Some(Detail::Resolved(part));
        evidence.reach(self.sizes);
        Ok(evidence)
    }
}

/// f′(0) and an estimate of its error: central differences, extrapolated to step 0 (Richardson).
///
/// The steps are small compared with the eigenvalues of the drawn covariances, so the function has a value at both
/// ends.
fn slope_at_zero(mut f: impl FnMut(f64) -> Result<f64>) -> Result<(f64, f64)> {
    const STEPS: usize = 5;
    let mut tableau = [0.0; STEPS];
    let (mut step, mut roundoff, mut error) = (0.1, 0.0, f64::INFINITY);
    for k in 0..STEPS {
        let (high, low) = (f(step)?, f(-step)?);
        roundoff = f64::EPSILON * high.abs().max(low.abs()) / (2.0 * step);
        // From here on, entry j of the tableau has been extrapolated j times.
        let mut newer = (high - low) / (2.0 * step);
        let mut power = 1.0;
        for older in &mut tableau[..k] {
            power *= 4.0;
            let extrapolated = (newer * power - *older) / (power - 1.0);
            error = (extrapolated - newer).abs();
            *older = std::mem::replace(&mut newer, extrapolated);
        }
        tableau[k] = newer;
        step *= 0.5;
    }
    Ok((tableau[STEPS - 1], error + roundoff))
}

/// The Euclidean norm of all numbers.
fn size(numbers: impl Iterator<Item = f64>) -> f64 {
    numbers.map(|number| number * number).sum::<f64>().sqrt()
}
