//! Posteriors for any ratio of noise and prior, against exact fractions.

use crate::draw::{Draw, identity, zeros};
use crate::exact::{Exact, Law, double, fraction};
use gradus::Result;
use gradus::gaussian::{DegenerateGaussian, Gaussian, LinearDynamicalSystem, LinearGaussian, SufficientStatistics};
use gradus::matrix::{Matrix, diagonal};

/// How far a Gaussian is from the exact one: entries of the mean relative to `terms` or to their deviation, whichever is
/// larger; rows of the factor relative to their length, and its diagonal to itself.
fn error(found: &Gaussian, law: &Law, terms: &Matrix<f64>) -> f64 {
    let (mean, factor) = (law.mean.rounded(), law.covariance.factor());
    let mut most = 0.0f64;
    for i in 0..mean.nrows() {
        let deviation = double(law.covariance.at(i, i)).sqrt();
        most = most.max((found.mean()[i] - mean[i]).abs() / terms[i].max(deviation));
        for j in 0..=i {
            let difference = (found.factor()[(i, j)] - factor[(i, j)]).abs();
            most = most.max(difference / if i == j { factor[(i, i)] } else { deviation });
            let exact = double(law.covariance.at(i, j));
            let size = deviation * double(law.covariance.at(j, j)).sqrt();
            most = most.max((found.covariance()[(i, j)] - exact).abs() / size);
        }
    }
    if most.is_nan() { f64::INFINITY } else { most }
}

/// A prior, a map, an offset, noise and observations.
struct Problem {
    prior: (Matrix<f64>, Matrix<f64>),
    map: Matrix<f64>,
    noise: (Matrix<f64>, Matrix<f64>),
    data: Matrix<f64>,
}

impl Problem {
    fn model(&self) -> Result<LinearGaussian> {
        let prior = Gaussian::new(self.prior.0.clone(), self.prior.1.clone())?;
        LinearGaussian::new(prior, self.map.clone(), self.noise.0.clone(), self.noise.1.clone())
    }

    fn laws(&self) -> (Law, Exact, Law) {
        let law = |(mean, covariance): &(Matrix<f64>, Matrix<f64>)| Law::new(mean, covariance);
        (law(&self.prior), (&self.map).into(), law(&self.noise))
    }

    /// The posterior of all observations.
    fn law(&self) -> Law {
        let (prior, map, noise) = self.laws();
        let count = self.data.ncols();
        let sum = |i| self.data.row(i).iter().map(|y| fraction(*y)).sum();
        prior.posterior(&map, &noise, count, &Exact::from_fn(map.nrows(), 1, |i, _| sum(i)).over(count))
    }

    /// |μ| + |G| (|ȳ| + |b| + |A||μ|) for the gain G: of these sizes are the terms whose sum is the posterior's mean, so
    /// this is how far it follows a change of the last digits of the input.
    fn terms(&self) -> Matrix<f64> {
        let (prior, map, noise) = self.laws();
        let noise = Law { mean: noise.mean, covariance: noise.covariance.over(self.data.ncols()) };
        let cross = map.times(&prior.covariance);
        let gain = cross.times(&map.transpose()).plus(&noise.covariance).solve(&cross).transpose();
        let size = |matrix: &Matrix<f64>| matrix.map(f64::abs);
        let data = self.data.column_mean();
        let sizes = size(&Matrix::from_column_slice(data.nrows(), 1, data.as_slice()))
            + size(&self.noise.0)
            + size(&self.map) * size(&self.prior.0);
        size(&self.prior.0) + size(&gain.rounded()) * sizes
    }

    fn observation(&self, n: usize) -> Matrix<f64> {
        self.data.columns(n, 1).into_owned()
    }
}

fn power(exponent: i32) -> f64 {
    10f64.powi(exponent)
}

/// Maps of every kind: any, of small integers, of dependent rows, with rows or columns of zeros.
fn map(draw: &mut Draw, kind: usize, q: usize, p: usize) -> Matrix<f64> {
    let any = draw.matrix(q, p);
    let integers = any.map(|entry| (2.0 * entry).round());
    match kind % 5 {
        0 => any,
        1 => integers,
        2 => Matrix::from_fn(q, p, |i, j| (i + 1) as f64 * integers[(0, j)]),
        3 => Matrix::from_fn(q, p, |i, j| if (i + j) % 2 == 0 { integers[(i, j)] } else { 0.0 }),
        _ => Matrix::from_element(q, p, 1.0),
    }
}

/// The case of the textbook: x₁ + x₂ is observed, and x₁ − x₂ is open.
#[test]
fn precise_observations_leave_a_direction_open() -> Result<()> {
    for exponent in -300..=300 {
        let noise = Matrix::from_element(1, 1, power(exponent));
        let prior = Gaussian::new(zeros(2, 1), identity(2))?;
        let model = LinearGaussian::new(prior, Matrix::from_element(1, 2, 1.0), zeros(1, 1), noise)?;
        let posterior = match model.posterior(&identity(1)) {
            Ok(posterior) => posterior,
            // No digit of the variance of x₁ + x₂ relative to its own size could be given.
            Err(error) => {
                assert!(exponent < -38 && error.to_string().contains("lost to rounding"), "1e{exponent}: {error}");
                continue;
            }
        };
        let mean = 1.0 / (2.0 + power(exponent));
        for i in 0..2 {
            assert!((posterior.mean()[i] - mean).abs() <= 1e-13 * mean, "1e{exponent}: {}", posterior.mean());
        }
    }
    Ok(())
}

/// A problem with 40 orders of magnitude between prior and noise.
fn problem(draw: &mut Draw, case: usize) -> Problem {
    let (p, q, n) = (draw.size(1, 4), draw.size(1, 4), draw.size(1, 3));
    let exponent = |draw: &mut Draw, most: i32| draw.size(0, 2 * most as usize) as i32 - most;
    let mixed = |draw: &mut Draw, order, most| {
        let mut variances = zeros(order, 1);
        variances.iter_mut().for_each(|variance| *variance = power(exponent(draw, most)));
        diagonal(&variances)
    };
    let prior = match case % 3 {
        0 => identity(p),
        1 => draw.covariance(p) * power(exponent(draw, 10)),
        _ => mixed(draw, p, 10),
    };
    let noise = match case / 3 % 3 {
        0 => identity(q) * power(exponent(draw, if case.is_multiple_of(3) { 20 } else { 10 })),
        1 => draw.covariance(q) * power(exponent(draw, 10)),
        _ => mixed(draw, q, if case.is_multiple_of(3) { 20 } else { 10 }),
    };
    let map = map(draw, case / 9, q, p);
    Problem { prior: (draw.vector(p), prior), map, noise: (draw.vector(q), noise), data: draw.matrix(q, n) }
}

/// The greatest error of `cases` problems.
fn worst(seed: u64, cases: usize, found: impl Fn(&Problem) -> Result<(f64, bool)>) -> (f64, usize) {
    let mut draw = Draw::new(seed);
    let (mut worst, mut wild) = (0.0f64, 0);
    for case in 0..cases {
        let problem = problem(&mut draw, case);
        let (error, counts) = found(&problem).unwrap_or_else(|error| panic!("case {case}: {error}"));
        worst = worst.max(error);
        wild += usize::from(counts);
    }
    (worst, wild)
}

/// Whether 16 digits of the covariance do not hold the factor.
fn is_wild(gaussian: &Gaussian) -> bool {
    Gaussian::new(gaussian.mean().clone(), gaussian.covariance().clone())
        .map_or(true, |rounded| (rounded.factor() - gaussian.factor()).amax() > 1e-9 * gaussian.factor().amax())
}

#[test]
fn posteriors_have_their_digits() {
    let (worst, wild) = worst(31, 3000, |problem| {
        let mut model = problem.model()?;
        for k in 0..problem.data.ncols() {
            model.update(&problem.observation(k))?;
        }
        Ok((error(model.prior(), &problem.law(), &problem.terms()), is_wild(model.prior())))
    });
    assert!(worst < 1e-12, "{worst:e}");
    assert!(wild > 100, "only {wild} problems were difficult");
}

/// The posterior of one model is the prior of the next: its digits go along. Observations of one combination of components
/// that are 10¹⁰ deviations apart leave the least of 32.
#[test]
fn a_chain_of_models_has_the_digits_of_one() {
    let (worst, _) = worst(32, 3000, |problem| {
        let (Problem { map, noise, data, .. }, mut prior) = (problem, problem.model()?.prior().clone());
        for k in 0..data.ncols() {
            // Observations with correlated noise come together.
            let independent = noise.1 == Matrix::from_diagonal(&noise.1.diagonal());
            let height = if independent { 1 } else { map.nrows() };
            for i in (0..map.nrows()).step_by(height) {
                let rows = |matrix: &Matrix<f64>| matrix.rows(i, height).into_owned();
                let noise = (rows(&noise.0), noise.1.view((i, i), (height, height)).into_owned());
                let model = LinearGaussian::new(prior, rows(map), noise.0, noise.1)?;
                prior = model.posterior(&data.view((i, k), (height, 1)).into_owned())?;
            }
        }
        Ok((error(&prior, &problem.law(), &problem.terms()), true))
    });
    assert!(worst < 1e-10, "{worst:e}");
}

/// p(x, y), from it p(y) and p(x|y), and their densities.
#[test]
fn joint_evidence_and_conditionals_have_their_digits() {
    let (worst, wild) = worst(33, 2000, |problem| {
        let (prior, map, noise) = problem.laws();
        let (p, q, model, y) = (problem.map.ncols(), problem.map.nrows(), problem.model()?, problem.observation(0));
        let all: Vec<usize> = (0..p + q).collect();
        let law = prior.joint(&map, &noise);
        let joint = model.joint()?;
        let size = |matrix: &Matrix<f64>| matrix.map(f64::abs);
        let predicted = size(&problem.map) * size(&problem.prior.0) + size(&problem.noise.0);
        let terms = gradus::matrix::stack(&size(&problem.prior.0), &predicted)?;
        let mut most = error(&joint, &law, &terms);

        let evidence = law.marginal(&all[p..]);
        for found in [joint.marginal(&all[p..])?, model.evidence()?] {
            most = most.max(error(&found, &evidence, &predicted));
            let density = evidence.log_density(&(&y).into());
            for value in [found.log_density(&y)?, found.log_densities(&y)?[(0, 0)]] {
                most = most.max((value - density).abs() / density.abs().max(1.0));
            }
        }
        let one = Problem {
            data: y.clone(),
            prior: problem.prior.clone(),
            map: problem.map.clone(),
            noise: problem.noise.clone(),
        };
        most = most.max(error(&joint.condition(&all[p..], &y)?, &one.law(), &one.terms()));

        // The components of the posterior in another order.
        let order: Vec<usize> = (0..p).rev().collect();
        let law = one.law().marginal(&order);
        most = most.max(error(&model.posterior(&y)?.marginal(&order)?, &law, &one.terms().select_rows(&order)));
        Ok((most, is_wild(&joint)))
    });
    assert!(worst < 1e-11, "{worst:e}");
    assert!(wild > 100, "only {wild} problems were difficult");
}

/// Of x₁ + x₂ with noise of 10⁻¹⁰: a posterior, and its exact law.
fn tight() -> Result<(Gaussian, Law)> {
    let problem = Problem {
        prior: (zeros(2, 1), identity(2)),
        map: Matrix::from_element(1, 2, 1.0),
        noise: (zeros(1, 1), Matrix::from_element(1, 1, 1e-20)),
        data: identity(1),
    };
    Ok((problem.model()?.posterior(&problem.data)?, problem.law()))
}

/// ∂/∂μ, ∂/∂Σ and ∂/∂L of the likelihood at a posterior, and its precision.
#[test]
fn gradients_at_a_posterior_have_their_digits() -> Result<()> {
    let (posterior, law) = tight()?;
    let data = Draw::new(34).matrix(2, 5);
    let mut statistics = SufficientStatistics::new(2)?;
    statistics.extend(&data)?;
    let near = |found: &Matrix<f64>, exact: &Exact| {
        let exact = exact.rounded();
        (found - &exact).amax() < 1e-14 * exact.amax()
    };

    let inverse = law.covariance.solve(&(&identity(2)).into());
    assert!(near(&posterior.precision()?, &inverse));
    let data = Exact::from(&data);
    let centred = Exact::from_fn(2, 5, |i, k| data.at(i, k) - law.mean.at(i, 0));
    let scaled = law.covariance.solve(&centred);
    let (by_mean, by_covariance) = statistics.log_likelihood_gradients(&posterior)?;
    assert!(near(&by_mean, &Exact::from_fn(2, 1, |i, _| (0..5).map(|k| scaled.at(i, k)).sum())));
    let (squares, count, half) = (scaled.times(&scaled.transpose()), fraction(5.0), fraction(0.5));
    let exact = Exact::from_fn(2, 2, |i, j| (squares.at(i, j) - &count * inverse.at(i, j)) * &half);
    assert!(near(&by_covariance, &exact));
    // 2GL, by the factor with 17 digits of its entries and exact products.
    let factor = Exact::from(&law.covariance.factor());
    let by_factor = exact.times(&factor).plus(&exact.times(&factor)).rounded();
    let found = statistics.factor_gradient(&posterior)?;
    for (i, j) in [(0, 0), (1, 0), (1, 1)] {
        // Its first column cancels: the rounding of L is amplified by 10¹⁰.
        let tolerance = if j == 0 { 1e-5 } else { 1e-14 };
        assert!((found[(i, j)] - by_factor[(i, j)]).abs() < tolerance * by_factor.amax(), "{found} {by_factor}");
    }
    assert_eq!(found[(0, 1)], 0.0);
    Ok(())
}

/// Positions are measured next to exactly, velocities are not; the noise of the process has rank 1 or 2.
#[test]
fn smoothed_states_have_their_digits() -> Result<()> {
    let mut draw = Draw::new(35);
    let step = Matrix::from_row_slice(2, 2, &[1.0, 1.0, 0.0, 1.0]);
    let map = Matrix::from_row_slice(1, 2, &[1.0, 0.5]);
    for (exponent, rank) in (-20..=6).flat_map(|exponent| [(exponent, 1), (exponent, 2)]) {
        let loadings = draw.matrix(2, rank);
        let (mean, noise) = (draw.vector(2), Matrix::from_element(1, 1, power(exponent)));
        let system = LinearDynamicalSystem::new(
            Gaussian::new(mean.clone(), identity(2))?,
            step.clone(),
            DegenerateGaussian::from_loadings(zeros(2, 1), loadings.clone())?,
            map.clone(),
            Gaussian::new(zeros(1, 1), noise.clone())?,
        )?;
        let y = draw.matrix(1, 3);
        let smoothed = system.smooth(&y)?.states;

        let loadings = Exact::from(&loadings);
        let process = Law { mean: (&zeros(2, 1)).into(), covariance: loadings.times(&loadings.transpose()) };
        let last =
            |n: usize| Matrix::from_fn(2, 2 * n, |i, j| if j < 2 * n - 2 { 0.0 } else { step[(i, j + 2 - 2 * n)] });
        let states =
            Law::new(&mean, &identity(2)).joint(&(&last(1)).into(), &process).joint(&(&last(2)).into(), &process);
        let all = Matrix::from_fn(3, 6, |i, j| if j / 2 == i { map[(0, j % 2)] } else { 0.0 });
        let noise = Law::new(&zeros(3, 1), &(identity(3) * noise[0]));
        let law = states.posterior(&(&all).into(), &noise, 1, &(&y.transpose()).into());
        let terms = Matrix::from_element(2, 1, law.mean.rounded().amax().max(1.0));
        for (t, state) in smoothed.iter().enumerate() {
            let error = error(state, &law.marginal(&[2 * t, 2 * t + 1]), &terms);
            assert!(error < 1e-11, "noise 1e{exponent}, rank {rank}, state {t}: {error:e}");
        }
    }
    Ok(())
}
