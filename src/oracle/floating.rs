//! Evaluation in `f64` with running error bounds, for identities (`floating`) and derivatives (`dual`).
//!
//! No tolerance: the sides differ when they are farther apart than their own error bounds reach. A point whose
//! bounds are too wide to tell is passed over, and a size counts only if some general point of it is resolved finely.

use super::sweep::{Agreement, draw, structures, visit};
use super::{Evidence, Oracle, Trial};
use crate::claim::Right;
use crate::formula::Formula;
use crate::input::Sizes;
use crate::matrix::Matrix;
use crate::number::Rounded;
use crate::point::{Point, Source, Structure};
use rand::{Rng, RngExt};
use rand_chacha::ChaCha8Rng;
use rand_distr::StandardNormal;

/// Condition numbers of the covariances that are visited.
const CONDITIONS: [f64; 4] = [1e1, 1e3, 1e5, 1e8];

/// Every size needs a general point where the sides, error bounds included, agree to this part of the larger one.
const RESOLVED: f64 = 1e-8;

/// The largest such part at which a comparison still says something about a condition number.
const INFORMATIVE: f64 = 1e-3;

pub(super) fn judge(oracle: Oracle, trial: &Trial, rights: &[Right]) -> Vec<Evidence> {
    let mut evidence = vec![Evidence::new(oracle); rights.len()];
    let mut worst_condition = vec![0.0f64; rights.len()];
    let mut stream = trial.stream(oracle.name());
    let all_sizes = trial.sizes();
    for &sizes in &all_sizes {
        let mut finest = vec![f64::INFINITY; rights.len()];
        for &structure in structures(&trial.claim.given) {
            let conditions = if structure == Structure::General { &CONDITIONS[..] } else { &CONDITIONS[..1] };
            for &condition in conditions {
                let mut source = Decimals { stream: &mut stream, condition };
                let Ok(point): Result<Point<Rounded>, _> = draw(&trial.claim.given, sizes, structure, &mut source)
                else {
                    continue;
                };
                visit(trial, rights, &mut evidence, &point, |index, left, right| {
                    let Some(resolution) = resolution(left, right) else { return Agreement::Different };
                    // A NaN is neither.
                    if structure == Structure::General && resolution <= INFORMATIVE {
                        worst_condition[index] = worst_condition[index].max(condition);
                        finest[index] = finest[index].min(resolution);
                    }
                    if resolution <= INFORMATIVE { Agreement::Equal } else { Agreement::Unknown }
                });
            }
        }
        for (entry, finest) in evidence.iter_mut().zip(finest).filter(|(entry, _)| entry.open()) {
            if finest <= RESOLVED {
                entry.bound = entry.bound.max(finest);
                entry.reach(sizes);
            }
        }
        if !evidence.iter().any(Evidence::open) {
            break;
        }
    }
    for (entry, condition) in evidence.iter_mut().zip(worst_condition) {
        entry.detail = format!("relative error ≤ {:.0e}, condition numbers to {condition:.0e}", entry.bound);
    }
    let visited = all_sizes.len();
    evidence.into_iter().map(|entry| entry.concluded(visited, "rounding hides the answer at every point")).collect()
}

/// Compares two formulas at one well-conditioned point.
pub(super) fn agree_at_a_point(
    trial: &Trial,
    left: &Formula,
    right: &Right,
    sizes: Sizes,
    stream: &mut ChaCha8Rng,
) -> Agreement {
    // A point may lie outside of the domain of a logarithm, or rounding may hide the answer there.
    for _ in 0..8 {
        let mut source = Decimals { stream, condition: CONDITIONS[0] };
        let Ok(point) = draw::<Rounded>(&trial.claim.given, sizes, Structure::General, &mut source) else { continue };
        let (Ok(left), Ok(right)) = (left.at(&point), right.at(&point)) else { continue };
        match resolution(&left, &right) {
            None => return Agreement::Different,
            Some(resolution) if resolution <= RESOLVED => return Agreement::Equal,
            Some(_) => {}
        }
    }
    Agreement::Unknown
}

/// The part of the larger side within which both sides agree, error bounds included; `None` where they differ.
///
/// A side that is zero throughout has no size of its own; the inputs, of size 1, stand in.
pub(super) fn resolution(left: &Matrix<Rounded>, right: &Matrix<Rounded>) -> Option<f64> {
    let largest = |side: &Matrix<Rounded>| side.iter().map(|entry| entry.value().abs()).fold(0.0, f64::max);
    // Exactly zero, not zero by cancellation.
    let is_zero = |side: &Matrix<Rounded>| side.iter().all(|entry| entry.value().abs() + entry.error() < 1e-290);
    let scale = if is_zero(left) || is_zero(right) { 1.0 } else { largest(left).max(largest(right)) };
    let mut width = 0.0;
    for (a, b) in left.iter().zip(right.iter()) {
        let (apart, reach) = ((a.value() - b.value()).abs(), a.error() + b.error());
        if apart > reach {
            return None;
        }
        if !apart.is_finite() || !reach.is_finite() {
            return Some(f64::INFINITY);
        }
        width = f64::max(width, apart + reach);
    }
    Some(width / scale)
}

/// Draws short decimals, and covariances of a given condition number.
pub(super) struct Decimals<'a> {
    pub(super) stream: &'a mut ChaCha8Rng,
    pub(super) condition: f64,
}

impl Decimals<'_> {
    /// A multiple of ⅛ in [−2, 2], other than zero: exact in binary, short to read.
    fn short(&mut self) -> f64 {
        let eighths = f64::from(self.stream.random_range(1..=16)) / 8.0;
        if self.stream.random() { eighths } else { -eighths }
    }

    /// A multiple of ⅛ in [½, 2].
    fn short_positive(&mut self) -> f64 {
        f64::from(self.stream.random_range(4..=16)) / 8.0
    }

    /// L with LLᵀ = QΛQᵀ, Q orthogonal and eigenvalues Λ whose largest is c times the smallest, c the condition number.
    ///
    /// The eigenvalues in between, and the common scale, are random: no function of them is the same at every point.
    fn conditioned_factor(&mut self, order: usize) -> Matrix<f64> {
        let gaussian = Matrix::from_fn(order, order, |_, _| normal(self.stream));
        let mut factor = gaussian.qr().q();
        let scale = self.stream.random_range(0.9..1.15);
        for k in 0..order {
            let position = match k {
                0 => self.stream.random_range(0.0..0.3) * f64::from(order == 1),
                1 => 1.0,
                _ => self.stream.random_range(0.0..1.0),
            };
            let deviation = scale * self.condition.powf((position - 0.5) / 2.0);
            factor.column_mut(k).scale_mut(deviation);
        }
        // (QΛ^½)ᵀ = Q′R gives QΛQᵀ = RᵀR; the diagonal of R is positive.
        factor.transpose().qr().r().transpose()
    }
}

/// One standard normal number.
pub(super) fn normal(stream: &mut impl Rng) -> f64 {
    stream.sample(StandardNormal)
}

impl Source<f64> for Decimals<'_> {
    fn free(&mut self) -> f64 {
        self.short()
    }

    fn positive(&mut self) -> f64 {
        self.short_positive()
    }

    fn factor(&mut self, order: usize) -> Matrix<f64> {
        self.conditioned_factor(order)
    }
}

impl Source<Rounded> for Decimals<'_> {
    fn free(&mut self) -> Rounded {
        Rounded::exact(self.short())
    }

    fn positive(&mut self) -> Rounded {
        Rounded::exact(self.short_positive())
    }

    fn factor(&mut self, order: usize) -> Matrix<Rounded> {
        self.conditioned_factor(order).map(Rounded::exact)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_chacha::rand_core::SeedableRng;

    #[test]
    fn short_numbers_are_eighths_of_both_signs() {
        let mut stream = ChaCha8Rng::seed_from_u64(7);
        let mut source = Decimals { stream: &mut stream, condition: 10.0 };
        let is_short = |x: f64| (x * 8.0).fract() == 0.0 && x != 0.0 && x.abs() <= 2.0;
        let free: Vec<f64> = (0..200).map(|_| source.free()).collect();
        assert!(free.iter().all(|&x| is_short(x)) && free.contains(&2.0) && free.contains(&-0.125));
        let positive: Vec<f64> = (0..200).map(|_| source.positive()).collect();
        assert!(
            positive.iter().all(|&x| is_short(x) && x >= 0.5) && positive.contains(&0.5) && positive.contains(&2.0)
        );
    }

    /// L is lower triangular with a positive diagonal; the eigenvalues of LLᵀ lie around 1.
    #[test]
    fn factors_have_the_condition_number_they_are_drawn_for() {
        let mut stream = ChaCha8Rng::seed_from_u64(7);
        for condition in CONDITIONS {
            for order in 1..=6 {
                let factor: Matrix<f64> = Decimals { stream: &mut stream, condition }.factor(order);
                assert_eq!(factor, factor.lower_triangle());
                assert!(factor.diagonal().min() > 0.0);
                let deviations = factor.singular_values();
                let (least, greatest) = (deviations.min().powi(2), deviations.max().powi(2));
                let expected = if order == 1 { 1.0 } else { condition };
                assert!((greatest / least / expected - 1.0).abs() < 1e-6, "{order}: {greatest} / {least}");
                if order > 1 {
                    assert!((0.8..1.35).contains(&(least * greatest).sqrt()), "{order}: {least}, {greatest}");
                }
            }
        }
    }
}
