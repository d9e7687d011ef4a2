//! Properties: every operation has the value of the textbook formula.

use crate::draw::{Draw, TOLERANCE, agree, is, near};
use gradus::derivations::{
    affine_map, biased_covariance, conditional, divergence_and_entropy, linear_gaussian, log_density, mu_gradient,
    schur_marginal, sequential_likelihood, sigma_gradient,
};
use gradus::gaussian::{Gaussian, LinearGaussian, SufficientStatistics, log_likelihood_gradients};
use gradus::prelude::*;
use quickcheck::{Arbitrary, Gen, QuickCheck, Testable};
use std::sync::atomic::{AtomicU64, Ordering};

/// Cases of each property.
const CASES: u64 = 300;

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

impl Arbitrary for Draw {
    fn arbitrary(g: &mut Gen) -> Self {
        Self::new(u64::arbitrary(g))
    }
}

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
        && near(first.kullback_leibler(&second)?, divergence_and_entropy::kullback_leibler(normal(&first), normal(&second))?)
        && first.kullback_leibler(&first)? == 0.0
});

property!(linear_gaussian_models_are_those_of_the_textbook(draw) {
    let (p, q) = (draw.size(1, 4), draw.size(1, 4));
    let (mean, precision, noise_precision) = (draw.vector(p), draw.covariance(p), draw.covariance(q));
    let (a, b, y) = (draw.matrix(q, p), draw.vector(q), draw.vector(q));
    let prior = Gaussian::from_precision(mean.clone(), precision.clone())?;
    let noise_covariance = inverse(&noise_precision)?;
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
    the_estimate_maximises_the_likelihood(draw) {
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
