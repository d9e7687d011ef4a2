//! Results on any number of threads, and sizes at which the work is shared.

use crate::draw::{Draw, agree, identity, is, near, zeros};
use gradus::derivations::sequential_likelihood;
use gradus::gaussian::{Gaussian, LinearGaussian, SufficientStatistics, log_likelihood_gradients};
use gradus::prelude::*;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

#[test]
fn values_do_not_depend_on_the_number_of_threads() -> Result<()> {
    for (d, n) in [(1, 10_000), (3, 20_001), (70, 3001), (200, 400)] {
        let mut draw = Draw::new(5);
        let root = draw.matrix(d, d);
        let gaussian = Gaussian::new(draw.vector(d), &root * root.transpose() + Matrix::identity(d, d))?;
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
        let covariance = &root * root.transpose() / d as f64 + Matrix::identity(d, d);
        let gaussian = Gaussian::new(draw.vector(d), covariance)?;

        let order = draw.order(d);
        let (observed, mut hidden) = (order[..d / 3].to_vec(), order[d / 3..].to_vec());
        hidden.sort_unstable();
        let x_b = draw.vector(observed.len());
        let part = |rows: &[usize], columns: &[usize]| gaussian.covariance().select_rows(rows).select_columns(columns);
        let regression = part(&hidden, &observed) * part(&observed, &observed).try_inverse().expect("positive");
        let mean = gaussian.mean().select_rows(&hidden) + &regression * (&x_b - gaussian.mean().select_rows(&observed));
        let rest = part(&hidden, &hidden) - regression * part(&observed, &hidden);
        assert!(is(&gaussian.condition(&observed, &x_b)?, &mean, &rest), "D = {d}");

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
            assert!(is(&model.posterior(&y)?, &mean, &covariance), "D = {d}, case {case}");
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
