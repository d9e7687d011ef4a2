//! The Gaussian of the library, against the textbook formulas of the course, and where those give out.
//!
//! Properties run on inputs that are valid by construction, so none passes by discarding. Two values *agree* when no entry
//! differs by more than `TOLERANCE` times one plus the largest entry.

use gradus::derivations::{
    affine_map, biased_covariance, conditional, divergence_and_entropy, linear_gaussian, log_density, mu_gradient,
    schur_marginal, sequential_likelihood, sigma_gradient,
};
use gradus::gaussian::{Gaussian, LinearGaussian, SufficientStatistics, log_likelihood_gradients};
use gradus::prelude::*;
use quickcheck::{Arbitrary, Gen, QuickCheck, Testable};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::StandardNormal;
use std::sync::atomic::{AtomicU64, Ordering};

/// Cases of each property.
const CASES: u64 = 300;
/// How far two values may be apart, relative to one plus the largest entry: 10⁶ units of roundoff and more, for inputs
/// whose condition number is at most 10⁴, which is checked.
const TOLERANCE: f64 = 1e-9;

fn holds_for<T: Testable>(ran: &AtomicU64, property: T) {
    QuickCheck::new().tests(CASES).max_tests(CASES).min_tests_passed(CASES).quickcheck(property);
    assert!(ran.load(Ordering::Relaxed) >= CASES, "only {} cases ran", ran.load(Ordering::Relaxed));
}

/// Declares a property of a random draw, and counts its cases.
macro_rules! property {
    ($(#[$meta:meta])* $name:ident($draw:ident) $body:block) => {
        $(#[$meta])*
        #[test]
        fn $name() {
            static RAN: AtomicU64 = AtomicU64::new(0);
            fn case($draw: &mut Draw) -> Result<bool> {
                Ok($body)
            }
            fn property(mut draw: Draw) -> bool {
                RAN.fetch_add(1, Ordering::Relaxed);
                case(&mut draw).unwrap_or_else(|error| panic!("{error}"))
            }
            holds_for(&RAN, property as fn(Draw) -> bool);
        }
    };
}

/// A seed, from which a property draws its inputs.
#[derive(Clone, Debug)]
struct Draw {
    #[allow(dead_code)] // printed where a property fails
    seed: u64,
    stream: ChaCha8Rng,
}

impl Draw {
    fn new(seed: u64) -> Self {
        Self { seed, stream: ChaCha8Rng::seed_from_u64(seed) }
    }

    fn size(&mut self, least: usize, most: usize) -> usize {
        self.stream.random_range(least..=most)
    }

    fn matrix(&mut self, rows: usize, columns: usize) -> Matrix<f64> {
        Matrix::from_fn(rows, columns, |_, _| self.stream.random_range(-2.0..2.0))
    }

    fn vector(&mut self, dimension: usize) -> Matrix<f64> {
        self.matrix(dimension, 1)
    }

    /// LLᵀ for a lower triangular L with a diagonal from ½ to 2.
    fn covariance(&mut self, dimension: usize) -> Matrix<f64> {
        let lower = Matrix::from_fn(dimension, dimension, |i, j| match i.cmp(&j) {
            std::cmp::Ordering::Less => 0.0,
            std::cmp::Ordering::Equal => self.stream.random_range(0.5..2.0),
            std::cmp::Ordering::Greater => self.stream.random_range(-0.5..0.5),
        });
        symmetric(&lower * lower.transpose())
    }

    fn gaussian(&mut self, dimension: usize) -> Result<Gaussian> {
        Gaussian::new(self.vector(dimension), self.covariance(dimension))
    }

    /// 0 to D−1 in random order.
    fn order(&mut self, dimension: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..dimension).collect();
        for i in (1..dimension).rev() {
            order.swap(i, self.size(0, i));
        }
        order
    }
}

impl Arbitrary for Draw {
    fn arbitrary(g: &mut Gen) -> Self {
        Self::new(u64::arbitrary(g))
    }
}

/// Products are symmetric to rounding only.
fn symmetric(mut matrix: Matrix<f64>) -> Matrix<f64> {
    matrix.fill_upper_triangle_with_lower_triangle();
    matrix
}

fn agree(left: &Matrix<f64>, right: &Matrix<f64>) -> bool {
    left.shape() == right.shape() && (left - right).amax() <= TOLERANCE * (1.0 + right.amax())
}

fn near(left: f64, right: f64) -> bool {
    agree(&scalar(left), &scalar(right))
}

/// Mean, covariance and factor belong together.
fn is(gaussian: &Gaussian, mean: &Matrix<f64>, covariance: &Matrix<f64>) -> bool {
    let factor = gaussian.factor();
    agree(gaussian.mean(), mean)
        && agree(gaussian.covariance(), covariance)
        && gaussian.covariance() == &gaussian.covariance().transpose()
        && agree(&(factor * factor.transpose()), covariance)
        && factor.upper_triangle() == Matrix::from_diagonal(&factor.diagonal())
        && factor.diagonal().min() > 0.0
        && near(gaussian.log_determinant(), log_determinant(covariance).expect("positive"))
}

// The textbook ------------------------------------------------------------------------------------------------------

property!(
    /// What `TOLERANCE` rests on.
    inputs_are_well_conditioned(draw) {
        let d = draw.size(1, 6);
        let eigenvalues = draw.covariance(d).symmetric_eigenvalues();
        eigenvalues.max() <= 1e4 * eigenvalues.min()
    }
);

property!(densities_are_those_of_the_textbook(draw) {
    let (d, n) = (draw.size(1, 5), draw.size(1, 20));
    let (mean, covariance, data) = (draw.vector(d), draw.covariance(d), draw.matrix(d, n));
    let gaussian = Gaussian::new(mean.clone(), covariance.clone())?;
    let (densities, distances) = (gaussian.log_densities(&data)?, gaussian.mahalanobis_distances(&data)?);
    let mut all = is(&gaussian, &mean, &covariance) && densities.shape() == (n, 1) && distances.shape() == (n, 1);
    for k in 0..n {
        let x = column(&data, k);
        let density = log_density::log_density(&x, &mean, &covariance)?;
        all &= near(densities[(k, 0)], density) && near(gaussian.log_density(&x)?, density);
        all &= near(distances[(k, 0)], log_density::mahalanobis(&x, &mean, &covariance)?);
    }
    all && near(densities.sum(), log_density::log_likelihood(&data, &mean, &covariance)?)
});

property!(a_precision_stands_for_its_inverse(draw) {
    let d = draw.size(1, 5);
    let (mean, precision) = (draw.vector(d), draw.covariance(d));
    is(&Gaussian::from_precision(mean.clone(), precision.clone())?, &mean, &inverse(&precision)?)
});

property!(marginals_are_those_of_the_textbook(draw) {
    let d = draw.size(2, 6);
    let (gaussian, order, p) = (draw.gaussian(d)?, draw.order(d), draw.size(1, d - 1));
    let covariance = gaussian.covariance().select_rows(&order).select_columns(&order);
    let textbook = schur_marginal::marginal_covariance(&inverse(&covariance)?, p)?;
    is(&gaussian.marginal(&order[..p])?, &gaussian.mean().select_rows(&order[..p]), &textbook)
});

property!(conditionals_are_those_of_the_textbook(draw) {
    let d = draw.size(2, 6);
    let (gaussian, mut order, p) = (draw.gaussian(d)?, draw.order(d), draw.size(1, d - 1));
    order[..p].sort_unstable(); // what is not observed keeps its order
    let x_b = draw.vector(d - p);
    let mean = gaussian.mean().select_rows(&order);
    let precision = inverse(&gaussian.covariance().select_rows(&order).select_columns(&order))?;
    let given = gaussian.condition(&order[p..], &x_b)?;
    let x_a = draw.vector(p);
    let density = conditional::log_conditional(&x_a, &x_b, &mean, &inverse(&precision)?)?;
    let centre = conditional::conditional_mean(&x_b, &mean, &precision)?;
    is(&given, &centre, &conditional::conditional_covariance(&precision, p)?) && near(given.log_density(&x_a)?, density)
});

property!(
    /// p(x_a, x_b) = p(x_a|x_b) p(x_b).
    the_joint_density_is_conditional_times_marginal(draw) {
        let d = draw.size(2, 6);
        let (gaussian, order, q, x) = (draw.gaussian(d)?, draw.order(d), draw.size(1, d - 1), draw.vector(d));
        let observed = &order[..q];
        let hidden: Vec<usize> = (0..d).filter(|i| !observed.contains(i)).collect();
        let x_b = x.select_rows(observed);
        let conditional = gaussian.condition(observed, &x_b)?.log_density(&x.select_rows(&hidden))?;
        near(conditional + gaussian.marginal(observed)?.log_density(&x_b)?, gaussian.log_density(&x)?)
    }
);

property!(affine_maps_are_those_of_the_textbook(draw) {
    let q = draw.size(1, 5);
    let p = draw.size(1, q);
    // The rows of [B C] are independent where B is invertible.
    let mut a = draw.matrix(p, q);
    a.columns_mut(0, p).copy_from(&draw.covariance(p));
    let (gaussian, b) = (draw.gaussian(q)?, draw.vector(p));
    let mean = affine_map::mapped_mean(&a, &b, gaussian.mean())?;
    is(&gaussian.affine(&a, &b)?, &mean, &affine_map::mapped_covariance(&a, gaussian.covariance())?)
});

property!(entropy_and_divergence_are_those_of_the_textbook(draw) {
    let d = draw.size(1, 5);
    let (first, second) = (draw.gaussian(d)?, draw.gaussian(d)?);
    fn normal(gaussian: &Gaussian) -> divergence_and_entropy::Normal<'_, f64> {
        divergence_and_entropy::Normal { mean: gaussian.mean(), covariance: gaussian.covariance() }
    }
    near(first.entropy(), divergence_and_entropy::entropy(first.covariance())?)
        && near(first.kullback_leibler(&second)?, divergence_and_entropy::divergence(normal(&first), normal(&second))?)
        && first.kullback_leibler(&first)? == 0.0
});

property!(linear_gaussian_models_are_those_of_the_textbook(draw) {
    let (p, q) = (draw.size(1, 4), draw.size(1, 4));
    let (mean, precision, noise_precision) = (draw.vector(p), draw.covariance(p), draw.covariance(q));
    let (a, b, y) = (draw.matrix(q, p), draw.vector(q), draw.vector(q));
    let prior = Gaussian::from_precision(mean.clone(), precision.clone())?;
    let noise_covariance = symmetric(inverse(&noise_precision)?);
    let mut all = true;
    for model in [
        LinearGaussian::new(prior.clone(), a.clone(), b.clone(), noise_covariance)?,
        LinearGaussian::with_noise_precision(prior.clone(), a.clone(), b.clone(), &noise_precision)?,
    ] {
        let (joint, evidence, posterior) = (model.joint()?, model.evidence()?, model.posterior(&y)?);
        let centre = linear_gaussian::evidence_mean(&mean, &a, &b)?;
        all &= is(&joint, &stack(&mean, &centre)?, &linear_gaussian::joint_covariance(&precision, &a, &noise_precision)?);
        all &= is(&evidence, &centre, &linear_gaussian::evidence_covariance(&precision, &a, &noise_precision)?);
        let covariance = inverse(&linear_gaussian::posterior_precision(&precision, &a, &noise_precision)?)?;
        let centre = linear_gaussian::posterior_mean(&y, &mean, &precision, &a, &b, &noise_precision)?;
        all &= is(&posterior, &centre, &covariance);
        // The same by conditioning, which shares no formula with it.
        let observed: Vec<usize> = (p..p + q).collect();
        all &= is(&joint.condition(&observed, &y)?, posterior.mean(), posterior.covariance());
        all &= is(&joint.marginal(&observed)?, evidence.mean(), evidence.covariance());
    }
    all
});

property!(
    /// One observation after another, or all of them at once.
    updates_one_by_one_are_one_update(draw) {
        let (p, q, n) = (draw.size(1, 4), draw.size(1, 3), draw.size(1, 4));
        let (prior, a, b, noise) = (draw.gaussian(p)?, draw.matrix(q, p), draw.vector(q), draw.covariance(q));
        let data = draw.matrix(q, n);
        let mut model = LinearGaussian::new(prior.clone(), a.clone(), b.clone(), noise.clone())?;
        for k in 0..n {
            model.update(&column(&data, k))?;
        }
        let repeated = |matrix: &Matrix<f64>| Matrix::from_fn(n * q, matrix.ncols(), |i, j| matrix[(i % q, j)]);
        let blocks = Matrix::from_fn(n * q, n * q, |i, j| if i / q == j / q { noise[(i % q, j % q)] } else { 0.0 });
        let all = LinearGaussian::new(prior, repeated(&a), repeated(&b), blocks)?;
        let at_once = all.posterior(&Matrix::from_column_slice(n * q, 1, data.as_slice()))?;
        is(model.prior(), at_once.mean(), at_once.covariance())
    }
);

property!(statistics_are_those_of_the_textbook(draw) {
    let (d, n) = (draw.size(1, 5), draw.size(2, 20));
    let (data, split) = (draw.matrix(d, n), draw.size(1, n - 1));
    let mut pushed = SufficientStatistics::new(d)?;
    for k in 0..n {
        pushed.push(&column(&data, k))?;
    }
    let mut extended = SufficientStatistics::new(d)?;
    extended.extend(&data)?;
    let part = |start, count| {
        let mut part = SufficientStatistics::new(d)?;
        part.extend(&data.columns(start, count).into_owned())?;
        Ok::<_, Error>(part)
    };
    let mut mixed = part(0, split)?;
    mixed.push(&column(&data, split))?;
    if split + 1 < n {
        mixed.extend(&data.columns(split + 1, n - split - 1).into_owned())?;
    }
    let mut merged = part(0, split)?;
    merged.merge(&part(split, n - split)?)?;
    merged.merge(&SufficientStatistics::new(d)?)?;
    let mut from_nothing = SufficientStatistics::new(d)?;
    from_nothing.merge(&merged)?;

    let textbook = sequential_likelihood::Statistics::of(&data)?;
    [pushed, extended, mixed, merged, from_nothing].iter().all(|statistics| {
        statistics.count() == n
            && agree(&statistics.mean().unwrap(), &textbook.mean)
            && agree(&(statistics.covariance().unwrap() * n as f64), &textbook.scatter)
            && agree(&statistics.covariance().unwrap(), &biased_covariance::covariance_about_sample_mean(&data).unwrap())
            && agree(&statistics.unbiased_covariance().unwrap(), &biased_covariance::unbiased_covariance(&data).unwrap())
    })
});

property!(gradients_are_those_of_the_textbook(draw) {
    let (d, n) = (draw.size(1, 5), draw.size(1, 20));
    let (mean, covariance, data) = (draw.vector(d), draw.covariance(d), draw.matrix(d, n));
    let (mean_gradient, covariance_gradient) = log_likelihood_gradients(&data, &mean, &covariance)?;
    agree(&mean_gradient, &mu_gradient::mu_gradient_of_samples(&data, &mean, &covariance)?)
        && agree(&covariance_gradient, &sigma_gradient::sigma_gradient_of_samples(&data, &mean, &covariance)?)
});

property!(
    /// Where the likelihood is greatest, both gradients vanish, and every other Gaussian has less.
    the_estimate_has_the_greatest_likelihood(draw) {
        let (d, n) = (draw.size(1, 4), draw.size(20, 40));
        let data = draw.matrix(d, n);
        let mut statistics = SufficientStatistics::new(d)?;
        statistics.extend(&data)?;
        let best = statistics.gaussian()?;
        let (mean_gradient, covariance_gradient) = statistics.log_likelihood_gradients(&best)?;
        let zero = |matrix: &Matrix<f64>| matrix.amax() <= TOLERANCE * n as f64;
        zero(&mean_gradient)
            && zero(&covariance_gradient)
            && best.log_densities(&data)?.sum() > draw.gaussian(d)?.log_densities(&data)?.sum()
    }
);

// Sizes and scales --------------------------------------------------------------------------------------------------

/// The blocks of the factor, of the solves and of the products, and their last, incomplete ones.
#[test]
fn blocks_join_without_a_seam() -> Result<()> {
    for d in [1, 63, 64, 65, 128, 150] {
        let mut draw = Draw::new(d as u64);
        let root = draw.matrix(d, d);
        let covariance = symmetric(&root * root.transpose() + Matrix::identity(d, d) * d as f64);
        let gaussian = Gaussian::new(draw.vector(d), covariance.clone())?;
        assert!(agree(gaussian.factor(), &cholesky("the covariance", &covariance)?), "D = {d}");

        let data = draw.matrix(d, 37);
        let distances = gaussian.mahalanobis_distances(&data)?;
        let reference = nalgebra::Cholesky::new(covariance.clone()).expect("positive definite");
        for n in 0..data.ncols() {
            let z = column(&data, n) - gaussian.mean();
            assert!(near(distances[(n, 0)], z.dot(&reference.solve(&z))), "D = {d}");
        }
        let precise = Gaussian::from_precision(gaussian.mean().clone(), covariance.clone())?;
        assert!(agree(&(precise.covariance() * &covariance), &Matrix::identity(d, d)), "D = {d}");
        assert!(near(precise.log_determinant(), -gaussian.log_determinant()), "D = {d}");
        let mut last = covariance;
        last[(d - 1, d - 1)] = -1.0;
        let minor = Gaussian::new(gaussian.mean().clone(), last.clone()).expect_err("indefinite");
        assert_eq!(minor, Error::NotPositiveDefinite { name: "covariance".into(), minor: d });
        let minor = Gaussian::from_precision(gaussian.mean().clone(), last).expect_err("indefinite");
        assert_eq!(minor, Error::NotPositiveDefinite { name: "precision".into(), minor: d });
    }
    Ok(())
}

/// |Σ| is 10⁻¹²⁰⁰ or 10¹²⁰⁰ here, neither of which a double holds.
#[test]
fn determinants_neither_underflow_nor_overflow() -> Result<()> {
    let d = 400;
    assert_eq!((1e-3f64.powi(400), 1e3f64.powi(400)), (0.0, f64::INFINITY));
    let x = Draw::new(1).vector(d);
    for variance in [1e-3, 1.0, 1e3, 1e-300, 1e300] {
        let gaussian = Gaussian::new(Matrix::zeros(d, 1), Matrix::identity(d, d) * variance)?;
        let log_determinant = d as f64 * f64::ln(variance);
        let expected = -0.5 * (d as f64 * std::f64::consts::TAU.ln() + log_determinant + x.norm_squared() / variance);
        for value in [gaussian.log_density(&x)?, gaussian.log_densities(&x)?[(0, 0)]] {
            assert!(value.is_finite() && (value / expected - 1.0).abs() < 1e-13, "{value} for {expected}");
        }
        assert!((gaussian.log_determinant() - log_determinant).abs() <= 1e-13 * log_determinant.abs());
        assert!(gaussian.entropy().is_finite());
    }
    Ok(())
}

#[test]
fn a_square_that_overflows_is_infinite_not_nan() -> Result<()> {
    let covariance = Matrix::from_row_slice(2, 2, &[1.0, 0.5, 0.5, 1.0]);
    let gaussian = Gaussian::new(Matrix::from_element(2, 1, -1e308), covariance)?;
    let far = Matrix::from_element(2, 1, 1e308);
    assert_eq!(gaussian.mahalanobis_distances(&far)?[(0, 0)], f64::INFINITY);
    assert_eq!(gaussian.log_density(&far)?, f64::NEG_INFINITY);
    Ok(())
}

/// At 10⁸ ± 1 the squares agree in the 16 digits that a double has, and their difference has none left.
#[test]
fn data_far_from_the_origin_keeps_its_covariance() -> Result<()> {
    let (d, n) = (3, 5000);
    let mut draw = Draw::new(2);
    // Halves, quarters, …: the shift is exact, so the covariance must be that of the data at the origin.
    let near = draw.matrix(d, n).map(|value| (value * 1024.0).round() / 2048.0);
    let far = near.map(|value| value + 1e8);
    let expected = biased_covariance::covariance_about_sample_mean(&near)?;

    let mut extended = SufficientStatistics::new(d)?;
    extended.extend(&far)?;
    let mut pushed = SufficientStatistics::new(d)?;
    let mut merged = SufficientStatistics::new(d)?;
    for start in (0..n).step_by(100) {
        let mut part = SufficientStatistics::new(d)?;
        for k in start..start + 100 {
            part.push(&column(&far, k))?;
            pushed.push(&column(&far, k))?;
        }
        merged.merge(&part)?;
    }
    for statistics in [extended, pushed, merged] {
        let covariance = statistics.covariance()?;
        assert!((covariance - &expected).amax() < 1e-12 * expected.amax());
        let gaussian = statistics.gaussian()?;
        let (mean_gradient, covariance_gradient) = statistics.log_likelihood_gradients(&gaussian)?;
        // x̄ is rounded to a unit of 10⁸, 1.5·10⁻⁸, which the gradient sees N Σ⁻¹ times as large.
        assert!(mean_gradient.amax() < 1e-8 * n as f64 * 10.0 && covariance_gradient.amax() < 1e-9 * n as f64);
    }
    // What the textbook's other formula makes of it: Σxxᵀ/N − x̄x̄ᵀ.
    let mean = mu_gradient::sample_mean(&far)?;
    let naive = &far * far.transpose() / n as f64 - &mean * mean.transpose();
    assert!((naive - &expected).amax() > 0.1 * expected.amax());
    Ok(())
}

/// Sums are taken about the mean of some samples: also where these are the least like the others.
#[test]
fn samples_in_an_unfavourable_order_keep_their_covariance() -> Result<()> {
    let n = 12_000;
    for d in [1, 2, 3, 5, 10, 30] {
        let noise = Draw::new(d as u64).matrix(d, n);
        let trend = Matrix::from_fn(d, n, |i, k| noise[(i, k)] + (i + 1) as f64 * k as f64);
        // Every 64th sample of a chunk of 4096 lies 10⁸ away from the others.
        let outliers = Matrix::from_fn(d, n, |i, k| noise[(i, k)] + if k % 64 == 0 { 1e8 } else { 0.0 });
        let (one_step, flat) = (Matrix::from_fn(d, n, |i, k| if k < n / 2 { 1e6 } else { i as f64 }), 1.0 / 3.0);
        for (name, data) in [("trend", trend), ("outliers", outliers), ("step", one_step)] {
            let mut statistics = SufficientStatistics::new(d)?;
            statistics.extend(&data)?;
            let expected = biased_covariance::covariance_about_sample_mean(&data)?;
            let error = (statistics.covariance()? - &expected).amax();
            assert!(error < 1e-12 * expected.amax(), "{name}, D = {d}: {error:e} of {:e}", expected.amax());
        }
        let mut statistics = SufficientStatistics::new(d)?;
        statistics.push(&Matrix::from_element(d, 1, 1.0))?;
        statistics.extend(&Matrix::from_element(d, n, flat))?;
        let mut alike = SufficientStatistics::new(d)?;
        alike.extend(&Matrix::from_element(d, n, flat))?;
        assert_eq!(alike.covariance()?, zeros(d, d));
        assert!(statistics.covariance()?.diagonal().iter().all(|variance| *variance > 0.0));
    }
    Ok(())
}

/// Eigenvalues from 10⁻¹⁰ to 1. Rounding the entries of Σ alone moves the least of them by D·ε/10⁻¹⁰ ≈ 4·10⁻⁵.
#[test]
fn condition_number_1e10() -> Result<()> {
    let d = 20;
    let mut draw = Draw::new(3);
    let basis = draw.matrix(d, d).qr().q();
    let eigenvalues = Matrix::from_fn(d, 1, |i, _| 10f64.powf(-10.0 * i as f64 / (d - 1) as f64));
    let scaled = &basis * diagonal(&eigenvalues.map(f64::sqrt));
    let covariance = symmetric(&scaled * scaled.transpose());
    let inverse = &basis * diagonal(&eigenvalues.map(|value| value.sqrt().recip()));
    let precision = symmetric(&inverse * inverse.transpose());
    let z = draw.vector(d);
    let x = &scaled * &z;
    let log_determinant: f64 = eigenvalues.iter().copied().map(f64::ln).sum();
    let zero = Matrix::zeros(d, 1);
    for (gaussian, tolerance) in [
        (Gaussian::new(zero.clone(), covariance)?, 1e-4),
        (Gaussian::from_precision(zero.clone(), precision)?, 1e-4),
        // The map has a condition number of 10⁵, and its square is never formed.
        (Gaussian::new(zero.clone(), Matrix::identity(d, d))?.affine(&scaled, &zero)?, 1e-9),
    ] {
        assert!((gaussian.log_determinant() / log_determinant - 1.0).abs() < tolerance);
        let distance = gaussian.mahalanobis_distances(&x)?[(0, 0)];
        assert!((distance / z.norm_squared() - 1.0).abs() < tolerance, "{distance} for {}", z.norm_squared());
    }
    Ok(())
}

/// ε² is all that is left of ε-close Gaussians, far below the roundoff of the terms that the textbook subtracts.
#[test]
fn divergence_of_gaussians_close_together() -> Result<()> {
    let d = 5;
    for change in [1e-3, 1e-6, 1e-9] {
        let first = Gaussian::new(Matrix::zeros(d, 1), Matrix::identity(d, d))?;
        let second = Gaussian::new(Matrix::zeros(d, 1), Matrix::identity(d, d) * (1.0 + change))?;
        // ½D (ln(1+c) − c/(1+c)) = ½D (½c² − ⅔c³ + …)
        let expected = 0.5 * d as f64 * (0.5 - 2.0 / 3.0 * change + 0.75 * change * change) * change * change;
        let found = first.kullback_leibler(&second)?;
        assert!((found / expected - 1.0).abs() < 1e-6, "{found:e} for {expected:e}");
    }
    Ok(())
}

/// An uninformative prior and next to no noise: the posterior is the least-squares solution.
#[test]
fn posterior_between_a_flat_prior_and_precise_data() -> Result<()> {
    let (p, q) = (3, 8);
    let mut draw = Draw::new(4);
    let (a, x) = (draw.matrix(q, p), draw.vector(p));
    let prior = Gaussian::new(Matrix::zeros(p, 1), Matrix::identity(p, p) * 1e12)?;
    let model = LinearGaussian::new(prior, a.clone(), Matrix::zeros(q, 1), Matrix::identity(q, q) * 1e-12)?;
    let posterior = model.posterior(&(&a * &x))?;
    assert!(agree(posterior.mean(), &x));
    let expected = inverse(&(a.transpose() * &a))?;
    assert!((posterior.covariance() * 1e12 - &expected).amax() < TOLERANCE * expected.amax());
    Ok(())
}

// Threads -----------------------------------------------------------------------------------------------------------

#[test]
fn values_do_not_depend_on_the_number_of_threads() -> Result<()> {
    for (d, n) in [(1, 10_000), (3, 20_001), (70, 3001), (200, 400)] {
        let mut draw = Draw::new(5);
        let root = draw.matrix(d, d);
        let gaussian = Gaussian::new(draw.vector(d), symmetric(&root * root.transpose() + Matrix::identity(d, d)))?;
        let data = draw.matrix(d, n);
        let one = gaussian.log_densities_on(1, &data)?;
        for threads in [0, 2, 3, 7, 100] {
            assert_eq!(gaussian.log_densities_on(threads, &data)?, one, "D = {d}, {threads} threads");
        }
        assert_eq!(gaussian.log_densities(&data)?, one, "D = {d}");
        for k in [0, n / 2, n - 1] {
            assert!(near(gaussian.log_density(&column(&data, k))?, one[(k, 0)]));
        }
    }
    Ok(())
}

/// Enough of each for several chunks and parts, and for the last ones to be incomplete.
#[test]
fn statistics_and_samples_do_not_depend_on_the_number_of_threads() -> Result<()> {
    for (d, n) in [(1, 30_001), (2, 40_000), (3, 20_001), (10, 20_011), (70, 5001), (200, 1700)] {
        let mut draw = Draw::new(14);
        let gaussian = draw.gaussian(d)?;
        let samples = |threads| gaussian.sample_on(threads, &mut ChaCha8Rng::seed_from_u64(15), n);
        let data = samples(1);
        let of = |threads| {
            let mut statistics = SufficientStatistics::new(d)?;
            statistics.extend_on(threads, &data)?;
            Ok::<_, Error>(statistics)
        };
        let one = of(1)?;
        for threads in [0, 2, 3, 7, 100] {
            assert!(samples(threads) == data, "D = {d}, {threads} threads");
            assert_eq!(of(threads)?, one, "D = {d}, {threads} threads");
        }
        assert_eq!(gaussian.sample(&mut ChaCha8Rng::seed_from_u64(15), n), data);
        assert_eq!((one.count(), one.dimension()), (n, d));
        let textbook = sequential_likelihood::Statistics::of(&data)?;
        assert!(agree(&one.mean()?, &textbook.mean) && agree(&one.covariance()?, &(textbook.scatter / n as f64)));
        // The first samples are the same in any company.
        let few = gaussian.sample(&mut ChaCha8Rng::seed_from_u64(15), n / 2);
        assert_eq!(few, data.columns(0, n / 2).into_owned(), "D = {d}");
    }
    Ok(())
}

/// Sizes at which the work is shared among threads, and panels and tiles are cut short; by way of inverses.
#[test]
fn large_gaussians_are_those_of_the_textbook() -> Result<()> {
    for d in [25, 47, 96, 131, 260] {
        let mut draw = Draw::new(d as u64);
        let root = draw.matrix(d, d);
        let covariance = symmetric(&root * root.transpose() / d as f64 + Matrix::identity(d, d));
        let gaussian = Gaussian::new(draw.vector(d), covariance)?;

        let order = draw.order(d);
        let (observed, mut hidden) = (order[..d / 3].to_vec(), order[d / 3..].to_vec());
        hidden.sort_unstable();
        let x_b = draw.vector(observed.len());
        let part = |rows: &[usize], columns: &[usize]| gaussian.covariance().select_rows(rows).select_columns(columns);
        let regression = part(&hidden, &observed) * part(&observed, &observed).try_inverse().expect("positive");
        let mean = gaussian.mean().select_rows(&hidden) + &regression * (&x_b - gaussian.mean().select_rows(&observed));
        let rest = part(&hidden, &hidden) - regression * part(&observed, &hidden);
        assert!(is(&gaussian.condition(&observed, &x_b)?, &mean, &symmetric(rest)), "D = {d}");

        let q = d / 2 + 3;
        let (map, offset, y) = (draw.matrix(q, d) / d as f64, draw.vector(q), draw.vector(q));
        let noise = gaussian.marginal(&(0..q).collect::<Vec<_>>())?.covariance().clone();
        let inverse = |matrix: &Matrix<f64>| matrix.clone().try_inverse().expect("positive");
        // What is zero in a map is skipped: a band, a block in the middle, nothing at all.
        let only = |keep: &dyn Fn(usize, usize) -> bool| {
            Matrix::from_fn(q, d, |i, j| if keep(i, j) { map[(i, j)] } else { 0.0 })
        };
        let band = only(&|i, j| i.abs_diff(j) < 3);
        let block = only(&|i, j| (q / 3..q / 2).contains(&i) && (d / 2..d - 5).contains(&j));
        let diagonal = Matrix::from_diagonal(&noise.diagonal());
        let maps = [&map, &band, &block, &zeros(q, d)];
        for (case, (map, noise)) in maps.into_iter().flat_map(|map| [(map, &noise), (map, &diagonal)]).enumerate() {
            let weighted = map.transpose() * inverse(noise);
            let covariance = inverse(&(inverse(gaussian.covariance()) + &weighted * map));
            let mean = gaussian.mean() + &covariance * weighted * (&y - map * gaussian.mean() - &offset);
            let model = LinearGaussian::new(gaussian.clone(), map.clone(), offset.clone(), noise.clone())?;
            assert!(is(&model.posterior(&y)?, &mean, &symmetric(covariance)), "D = {d}, case {case}");
        }

        let data = draw.matrix(d, 300);
        let precision = inverse(gaussian.covariance());
        let centred = &data - gaussian.mean() * Matrix::from_element(1, 300, 1.0);
        let slopes = log_likelihood_gradients(&data, gaussian.mean(), gaussian.covariance())?;
        let scatter = &centred * centred.transpose();
        assert!(agree(&slopes.0, &(&precision * &centred * Matrix::from_element(300, 1, 1.0))), "D = {d}");
        assert!(agree(&slopes.1, &((&precision * scatter * &precision - &precision * 300.0) * 0.5)), "D = {d}");
    }
    Ok(())
}

/// Where squares would lose too many digits, reflections take over: the same posterior on either side of the border.
#[test]
fn posteriors_agree_across_the_border_of_precision() -> Result<()> {
    let d = 4;
    let mut draw = Draw::new(16);
    let (map, y) = (draw.matrix(d, d), draw.vector(d));
    let at = |precision: f64| {
        let prior = Gaussian::new(zeros(d, 1), identity(d))?;
        LinearGaussian::new(prior, map.clone(), zeros(d, 1), identity(d) / precision)?.posterior(&y)
    };
    let textbook = |precision: f64| inverse(&(identity(d) + map.transpose() * &map * precision));
    for precision in [1e5, 1e6, 1e7, 1e8, 1e9, 1e10] {
        let (posterior, expected) = (at(precision)?, textbook(precision)?);
        assert!((posterior.covariance() - &expected).amax() < 1e-9 * expected.amax(), "{precision:e}");
    }
    Ok(())
}

// Samples -----------------------------------------------------------------------------------------------------------

/// Whether χ² with `degrees` degrees of freedom reaches as far as `value` on either side, but with probability `alpha`.
///
/// Laurent–Massart: P(χ² − k ≥ 2√(kx) + 2x) ≤ e⁻ˣ and P(k − χ² ≥ 2√(kx)) ≤ e⁻ˣ.
fn plausible(value: f64, degrees: f64, alpha: f64) -> bool {
    let x = (2.0 / alpha).ln();
    let root = 2.0 * (degrees * x).sqrt();
    value <= degrees + root + 2.0 * x && value >= degrees - root
}

/// A right sampler fails with probability at most 10⁻⁹ for a random seed: the sum of its tests' bounds. The seed is
/// fixed, so it fails never or always. Factors Lᵀ or L² for L, or a mean that is off by 0.1, are far out of bounds.
#[test]
fn samples_follow_their_law() -> Result<()> {
    let (d, n) = (3, 20_000);
    let mean = Matrix::from_column_slice(d, 1, &[1.0, -2.0, 0.5]);
    let covariance = Matrix::from_row_slice(d, d, &[4.0, 1.2, -0.6, 1.2, 1.0, 0.3, -0.6, 0.3, 0.5]);
    let gaussian = Gaussian::new(mean.clone(), covariance.clone())?;
    let data = gaussian.sample(&mut ChaCha8Rng::seed_from_u64(6), n);
    assert_eq!(data.shape(), (d, n));

    // Whitened by the textbook's inverse, not by the library's own solves.
    let whitener = inverse(&cholesky("the covariance", &covariance)?)?;
    let implausible = |data: &Matrix<f64>| {
        let white = &whitener * (data - &mean * Matrix::from_element(1, n, 1.0));
        let alpha = 1e-9 / (2 + d * d) as f64;
        let count = n as f64;
        let mut failures = 0;
        failures += usize::from(!plausible(white.column_sum().norm_squared() / count, d as f64, alpha));
        failures += usize::from(!plausible(white.norm_squared(), count * d as f64, alpha));
        for i in 0..d {
            for j in 0..d {
                // Along the axes, and along (eᵢ ± eⱼ)/√2: a covariance that is off shows in one of them.
                let (sign, scale) = if i == j { (0.0, 1.0) } else { (if i < j { 1.0 } else { -1.0 }, 0.5) };
                let projected = white.row(i) + white.row(j) * sign;
                failures += usize::from(!plausible(projected.norm_squared() * scale, count, alpha));
            }
        }
        failures
    };
    assert_eq!(implausible(&data), 0);

    // The test itself: wrong samplers are noticed.
    let mut stream = ChaCha8Rng::seed_from_u64(7);
    let noise = Matrix::from_fn(d, n, |_, _| stream.sample(StandardNormal));
    let factor = gaussian.factor();
    let around = |mean: &Matrix<f64>, factor: &Matrix<f64>| mean * Matrix::from_element(1, n, 1.0) + factor * &noise;
    assert_eq!(implausible(&around(&mean, factor)), 0);
    for wrong in [
        around(&mean, &factor.transpose()),
        around(&mean, &(factor * factor)),
        around(&mean, &covariance),
        around(&mean.map(|entry| entry + 0.1), factor),
        around(&mean, &(factor * 1.1)),
    ] {
        assert!(implausible(&wrong) > 0);
    }
    Ok(())
}

#[test]
fn samples_are_reproducible() -> Result<()> {
    let gaussian = Draw::new(8).gaussian(4)?;
    let draw = |samples| gaussian.sample(&mut ChaCha8Rng::seed_from_u64(9), samples);
    assert_eq!(draw(5000), draw(5000));
    assert!(agree(&draw(5000).columns(0, 70).into_owned(), &draw(70)), "the first samples do not depend on N");
    assert_eq!(draw(0).shape(), (4, 0));
    Ok(())
}

// Bad input ---------------------------------------------------------------------------------------------------------

fn empty(name: &str) -> Error {
    Error::Empty { name: name.into() }
}

fn shape(name: &str, expected: &str, found: &str) -> Error {
    Error::Shape { name: name.into(), expected: expected.into(), found: found.into() }
}

fn not_finite(name: &str, row: usize, column: usize) -> Error {
    Error::NotFinite { name: name.into(), row, column }
}

fn not_positive(name: &str, minor: usize) -> Error {
    Error::NotPositiveDefinite { name: name.into(), minor }
}

fn zeros(rows: usize, columns: usize) -> Matrix<f64> {
    Matrix::zeros(rows, columns)
}

fn identity(order: usize) -> Matrix<f64> {
    Matrix::identity(order, order)
}

fn white(dimension: usize) -> Gaussian {
    Gaussian::new(zeros(dimension, 1), identity(dimension)).expect("the identity")
}

/// The error, whose message is one line.
fn error_of<T>(result: Result<T>) -> Error {
    let error = result.map(|_| ()).expect_err("the input is bad");
    let message = error.to_string();
    assert!(!message.contains('\n') && message.len() < 200, "one line: {message}");
    error
}

#[test]
fn covariances_and_precisions_are_checked() {
    type Build = fn(Matrix<f64>, Matrix<f64>) -> Result<Gaussian>;
    for (name, build) in [("covariance", Gaussian::new as Build), ("precision", Gaussian::from_precision as Build)] {
        let of = |rows: &[f64]| {
            let d = rows.len().isqrt();
            error_of(build(zeros(d, 1), Matrix::from_row_slice(d, d, rows)))
        };
        assert_eq!(
            error_of(build(zeros(2, 1), zeros(2, 3))),
            Error::NotSquare { name: name.into(), rows: 2, columns: 3 }
        );
        assert_eq!(error_of(build(zeros(0, 1), zeros(0, 0))), empty(name));
        let asymmetric = Error::NotSymmetric { name: name.into(), row: 2, column: 3, difference: 0.25 };
        assert_eq!(of(&[1.0, 0.5, 0.0, 0.5, 1.0, 0.0, 0.0, 0.25, 1.0]), asymmetric);
        assert_eq!(of(&[-1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0]), not_positive(name, 1));
        assert_eq!(of(&[0.0, 0.0, 0.0, 1.0]), not_positive(name, 1));
        assert_eq!(of(&[1.0, 2.0, 0.0, 2.0, 1.0, 0.0, 0.0, 0.0, 1.0]), not_positive(name, 2));
        assert_eq!(of(&[1.0, 1.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0, 1.0]), not_positive(name, 2));
        assert_eq!(of(&[1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0]), not_positive(name, 3));
        // Singular, though rounding leaves a pivot a little above or below zero.
        let mut draw = Draw::new(10);
        for _ in 0..300 {
            let (a, b) = (draw.vector(1)[(0, 0)], draw.vector(1)[(0, 0)]);
            assert_eq!(of(&[a * a, a * b, a * b, b * b]), not_positive(name, 2));
        }
        for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(of(&[1.0, 0.0, bad, 1.0]), not_finite(name, 2, 1));
            assert_eq!(error_of(build(Matrix::from_element(1, 1, bad), identity(1))), not_finite("mean", 1, 1));
        }
        assert_eq!(error_of(build(zeros(3, 1), identity(2))), shape("mean", "2×1", "3×1"));
        assert_eq!(error_of(build(zeros(1, 2), identity(2))), shape("mean", "2×1", "1×2"));
    }
    // Its inverse is beyond the range of doubles.
    let tiny = Matrix::from_element(1, 1, 1e-310);
    assert_eq!(error_of(Gaussian::from_precision(zeros(1, 1), tiny)), not_finite("the covariance", 1, 1));
}

#[test]
fn data_is_checked() {
    let gaussian = white(2);
    type Use = fn(&Gaussian, &Matrix<f64>) -> Result<()>;
    let uses: [Use; 4] = [
        |gaussian, data| gaussian.log_densities(data).map(drop),
        |gaussian, data| gaussian.mahalanobis_distances(data).map(drop),
        |gaussian, data| SufficientStatistics::new(gaussian.dimension())?.extend(data),
        |gaussian, data| log_likelihood_gradients(data, gaussian.mean(), gaussian.covariance()).map(drop),
    ];
    for apply in uses {
        assert_eq!(error_of(apply(&gaussian, &zeros(2, 0))), empty("data"));
        assert_eq!(error_of(apply(&gaussian, &zeros(3, 5))), shape("data", "2×5", "3×5"));
        let mut data = zeros(2, 5);
        data[(1, 3)] = f64::NAN;
        assert_eq!(error_of(apply(&gaussian, &data)), not_finite("data", 2, 4));
    }
    assert_eq!(error_of(gaussian.log_density(&zeros(3, 1))), shape("x", "2×1", "3×1"));
    assert_eq!(error_of(gaussian.log_density(&zeros(2, 2))), shape("x", "2×1", "2×2"));
    assert_eq!(error_of(gaussian.log_density(&Matrix::from_element(2, 1, f64::NAN))), not_finite("x", 1, 1));
}

#[test]
fn indices_are_checked() {
    let gaussian = white(3);
    let observed = "the list of observed components";
    let at = |indices: &[usize]| error_of(gaussian.condition(indices, &zeros(indices.len(), 1)));
    assert_eq!(at(&[]), empty(observed));
    assert_eq!(at(&[0, 3]), shape(observed, "components 0 to 2", "with a component 3"));
    assert_eq!(at(&[1, 0, 1]), shape(observed, "every component once", "with component 1 twice"));
    assert_eq!(at(&[2, 0, 1]), shape(observed, "at most 2: at least one must remain", "3 long"));
    assert_eq!(error_of(gaussian.condition(&[0], &zeros(2, 1))), shape("values", "1×1", "2×1"));
    let infinite = Matrix::from_element(1, 1, f64::INFINITY);
    assert_eq!(error_of(gaussian.condition(&[0], &infinite)), not_finite("values", 1, 1));

    let chosen = "the list of components";
    assert_eq!(error_of(gaussian.marginal(&[])), empty(chosen));
    assert_eq!(error_of(gaussian.marginal(&[7])), shape(chosen, "components 0 to 2", "with a component 7"));
    assert_eq!(error_of(gaussian.marginal(&[2, 2])), shape(chosen, "every component once", "with component 2 twice"));
    assert_eq!(gaussian.marginal(&[2, 0, 1]), Ok(white(3)));
}

#[test]
fn maps_are_checked() {
    let gaussian = white(2);
    let of = |rows: usize, entries: &[f64]| Matrix::from_row_slice(rows, entries.len() / rows, entries);
    let affine = |map: &Matrix<f64>, rows| error_of(gaussian.affine(map, &zeros(rows, 1)));
    assert_eq!(affine(&zeros(1, 3), 1), shape("the map", "1×2", "1×3"));
    assert_eq!(affine(&zeros(0, 2), 0), empty("the map"));
    assert_eq!(affine(&identity(2), 3), shape("the offset", "2×1", "3×1"));
    assert_eq!(affine(&of(1, &[1.0, f64::NAN]), 1), not_finite("the map", 1, 2));
    assert_eq!(affine(&of(1, &[0.0, 0.0]), 1), not_positive("AΣAᵀ", 1));
    assert_eq!(affine(&of(2, &[0.1, 0.7, 0.3, 2.1]), 2), not_positive("AΣAᵀ", 2));
    assert_eq!(affine(&of(3, &[1.0, 0.0, 0.0, 1.0, 1.0, 1.0]), 3), not_positive("AΣAᵀ", 3));

    // Dependent rows, though rounding leaves a little between them.
    let mut draw = Draw::new(11);
    for _ in 0..300 {
        let row = draw.matrix(1, 2);
        assert_eq!(
            affine(&stack(&row, &(&row * draw.vector(1)[(0, 0)])).expect("two rows"), 2),
            not_positive("AΣAᵀ", 2)
        );
    }

    let model = |map, offset, noise| error_of(LinearGaussian::new(white(2), map, offset, noise));
    assert_eq!(model(zeros(1, 3), zeros(1, 1), identity(1)), shape("the map", "1×2", "1×3"));
    assert_eq!(model(zeros(1, 2), zeros(2, 1), identity(1)), shape("the offset", "1×1", "2×1"));
    assert_eq!(model(zeros(1, 2), zeros(1, 1), zeros(1, 1)), not_positive("the noise covariance", 1));
    assert_eq!(model(of(1, &[f64::NAN, 0.0]), zeros(1, 1), identity(1)), not_finite("the map", 1, 1));
    let precise = |noise| error_of(LinearGaussian::with_noise_precision(white(2), zeros(1, 2), zeros(1, 1), &noise));
    assert_eq!(precise(zeros(1, 1)), not_positive("the noise precision", 1));
    assert_eq!(precise(zeros(0, 0)), empty("the noise precision"));

    let mut model = LinearGaussian::new(white(2), identity(2), zeros(2, 1), identity(2)).expect("a model");
    let before = model.clone();
    assert_eq!(error_of(model.posterior(&zeros(1, 1))), shape("y", "2×1", "1×1"));
    assert_eq!(error_of(model.update(&Matrix::from_element(2, 1, f64::NAN))), not_finite("y", 1, 1));
    assert_eq!(model, before, "an error changes nothing");
    let other = error_of(white(2).kullback_leibler(&white(3)));
    assert_eq!(other, shape("the mean of the other Gaussian", "2×1", "3×1"));
}

#[test]
fn too_few_samples_are_an_error() -> Result<()> {
    assert_eq!(error_of(SufficientStatistics::new(0)), empty("a sample"));
    let mut statistics = SufficientStatistics::new(2)?;
    for error in [
        error_of(statistics.mean()),
        error_of(statistics.covariance()),
        error_of(statistics.unbiased_covariance()),
        error_of(statistics.gaussian()),
        error_of(statistics.log_likelihood_gradients(&white(2))),
    ] {
        assert_eq!(error, empty("the sample"));
    }
    statistics.push(&Matrix::from_element(2, 1, 3.0))?;
    assert_eq!(statistics.mean()?, Matrix::from_element(2, 1, 3.0));
    assert_eq!(statistics.covariance()?, zeros(2, 2));
    assert_eq!(error_of(statistics.unbiased_covariance()), shape("the number of samples", "at least 2", "1"));
    let too_few = |samples, dimension| Error::TooFewSamples { samples, dimension };
    assert_eq!(error_of(statistics.gaussian()), too_few(1, 2));
    // Two samples lie on a line, whatever rounding makes of their covariance.
    statistics.push(&Matrix::from_column_slice(2, 1, &[3.1, 3.7]))?;
    assert_eq!(error_of(statistics.gaussian()), too_few(2, 2));
    assert!((statistics.covariance()?[(1, 1)] - 0.1225).abs() < 1e-15, "the statistics are there all the same");
    // A third sample on the line: enough of them, and singular still.
    let mut line = statistics.clone();
    line.push(&Matrix::from_column_slice(2, 1, &[3.2, 4.4]))?;
    assert_eq!(error_of(line.gaussian()), not_positive("the sample covariance", 2));
    let mut draw = Draw::new(12);
    for _ in 0..300 {
        let (d, n) = (draw.size(2, 6), draw.size(2, 6));
        let mut few = SufficientStatistics::new(d.max(n))?;
        few.extend(&draw.matrix(d.max(n), n))?;
        assert_eq!(error_of(few.gaussian()), too_few(n, d.max(n)));
    }

    let before = statistics.clone();
    assert_eq!(error_of(statistics.push(&zeros(3, 1))), shape("the sample", "2×1", "3×1"));
    assert_eq!(error_of(statistics.push(&Matrix::from_element(2, 1, f64::NAN))), not_finite("the sample", 1, 1));
    let other = SufficientStatistics::new(3)?;
    assert_eq!(error_of(statistics.merge(&other)), shape("the mean of the other samples", "2×1", "3×1"));
    assert_eq!(statistics, before, "an error changes nothing");
    assert_eq!(
        error_of(statistics.log_likelihood_gradients(&white(3))),
        shape("the mean of the Gaussian", "2×1", "3×1")
    );
    // Squares beyond the range of doubles.
    statistics.push(&Matrix::from_element(2, 1, 1e200))?;
    assert_eq!(error_of(statistics.covariance()), not_finite("the sample covariance", 1, 1));
    Ok(())
}
