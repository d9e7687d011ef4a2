//! Filter and smoother against the joint Gaussian of the whole sequence, in plain matrices.

use crate::common::*;
use gradus::Matrix;
use gradus::gaussian::{DegenerateGaussian, Gaussian, LinearDynamicalSystem};

struct Case {
    initial: Gaussian,
    transition: Matrix<f64>,
    noise: DegenerateGaussian,
    map: Matrix<f64>,
    measurement: Gaussian,
}

impl Case {
    /// D = 1 to 3 states, Q = 1 or 2 observed numbers, process noise of rank 1 to D.
    fn new(seed: u64) -> Self {
        let (d, q) = (1 + seed as usize % 3, 1 + seed as usize % 2);
        let rank = 1 + (seed as usize / 3) % d;
        Self {
            initial: gaussian(seed, d),
            transition: identity(d) + normal(seed + 1, d, d) * 0.3,
            noise: DegenerateGaussian::from_loadings(normal(seed + 2, d, 1), normal(seed + 3, d, rank) * 0.7).unwrap(),
            map: normal(seed + 4, q, d),
            measurement: gaussian(seed + 5, q),
        }
    }

    fn system(&self) -> LinearDynamicalSystem {
        LinearDynamicalSystem::new(
            self.initial.clone(),
            self.transition.clone(),
            self.noise.clone(),
            self.map.clone(),
            self.measurement.clone(),
        )
        .unwrap()
    }

    /// Mean and covariance of [x₁; …; x_T; y₁; …; y_T].
    fn joint(&self, times: usize) -> (Matrix<f64>, Matrix<f64>) {
        let (d, q) = (self.initial.dimension(), self.measurement.dimension());
        let (mut mean, mut states) = (Matrix::zeros(times * d, 1), Matrix::zeros(times * d, times * d));
        mean.rows_mut(0, d).copy_from(self.initial.mean());
        states.view_mut((0, 0), (d, d)).copy_from(self.initial.covariance());
        for t in 1..times {
            let before = (t - 1) * d;
            let next = &self.transition * mean.rows(before, d) + self.noise.mean();
            mean.rows_mut(t * d, d).copy_from(&next);
            let cross = &self.transition * states.view((before, 0), (d, t * d));
            states.view_mut((t * d, 0), (d, t * d)).copy_from(&cross);
            states.view_mut((0, t * d), (t * d, d)).copy_from(&cross.transpose());
            let own = &self.transition * states.view((before, before), (d, d)) * self.transition.transpose();
            states.view_mut((t * d, t * d), (d, d)).copy_from(&(own + self.noise.covariance()));
        }
        let mut both = Matrix::zeros(times * (d + q), times * d);
        both.view_mut((0, 0), (times * d, times * d)).fill_with_identity();
        let mut offset = Matrix::zeros(times * (d + q), 1);
        for t in 0..times {
            both.view_mut((times * d + t * q, t * d), (q, d)).copy_from(&self.map);
            offset.rows_mut(times * d + t * q, q).copy_from(self.measurement.mean());
        }
        let mut covariance = &both * states * both.transpose();
        for t in 0..times {
            let place = times * d + t * q;
            let own = covariance.view((place, place), (q, q)) + self.measurement.covariance();
            covariance.view_mut((place, place), (q, q)).copy_from(&own);
        }
        (&both * mean + offset, covariance)
    }
}

/// The conditional of the components `hidden` given those of `observed`, and the log-density of these.
fn condition(
    (mean, covariance): &(Matrix<f64>, Matrix<f64>),
    hidden: &[usize],
    observed: &[usize],
    values: &[f64],
) -> (Matrix<f64>, Matrix<f64>, f64) {
    let part = |rows: &[usize], columns: &[usize]| covariance.select_rows(rows).select_columns(columns);
    if observed.is_empty() {
        return (mean.select_rows(hidden), part(hidden, hidden), 0.0);
    }
    let own = part(observed, observed);
    let deviation = vector(values) - mean.select_rows(observed);
    let inverse = own.clone().try_inverse().unwrap();
    let gain = part(hidden, observed) * &inverse;
    let constant = observed.len() as f64 * std::f64::consts::TAU.ln() + own.lu().determinant().ln();
    (
        mean.select_rows(hidden) + &gain * &deviation,
        part(hidden, hidden) - &gain * part(observed, hidden),
        -0.5 * (constant + deviation.dot(&(inverse * &deviation))),
    )
}

#[test]
fn filter_and_smoother_are_conditionals_of_the_joint_gaussian() {
    let times = 6;
    for seed in 0..24 {
        let case = Case::new(seed);
        let (d, q) = (case.initial.dimension(), case.measurement.dimension());
        let joint = case.joint(times);
        let mut data = normal(seed + 9, q, times) * 2.0;
        // Whole times and single components are missing.
        if seed % 2 == 1 {
            data.column_mut(2).fill(f64::NAN);
            data[(q - 1, 4)] = f64::NAN;
        }
        let (filtered, smoothed) = (case.system().filter(&data).unwrap(), case.system().smooth(&data).unwrap());
        let until = |t: usize| {
            let there: Vec<usize> = (0..q * t).filter(|&k| !data.as_slice()[k].is_nan()).collect();
            let values: Vec<f64> = there.iter().map(|&k| data.as_slice()[k]).collect();
            (there.iter().map(|k| times * d + k).collect::<Vec<_>>(), values)
        };
        let components = |t: usize| (t * d..(t + 1) * d).collect::<Vec<_>>();
        let (all, values) = until(times);
        for t in 0..times {
            for (found, (observed, values)) in [
                (&filtered.predicted[t], until(t)),
                (&filtered.states[t], until(t + 1)),
                (&smoothed.states[t], (all.clone(), values.clone())),
            ] {
                let (mean, covariance, _) = condition(&joint, &components(t), &observed, &values);
                assert_within(found.mean(), &mean, 1e-8);
                assert_within(found.covariance(), &covariance, 1e-8);
            }
        }
        for t in 0..times - 1 {
            let both = [components(t + 1), components(t)].concat();
            let (_, covariance, _) = condition(&joint, &both, &all, &values);
            let expected = covariance.view((0, d), (d, d)).into_owned();
            assert_within(&smoothed.lag_one_covariances[t], &expected, 1e-8);
        }
        let (_, _, log_density) = condition(&joint, &[0], &all, &values);
        for found in [filtered.log_likelihood, smoothed.log_likelihood] {
            assert!((found - log_density).abs() < 1e-8 * (1.0 + log_density.abs()), "{found} {log_density}");
        }
    }
}

/// A random walk with unit variances settles: predicted (1+√5)/2, filtered (√5−1)/2, smoothed 1/√5.
#[test]
fn steady_state() {
    let white = Gaussian::new(vector(&[0.0]), identity(1)).unwrap();
    let noise = DegenerateGaussian::from(&white);
    let walk = LinearDynamicalSystem::new(white.clone(), identity(1), noise, identity(1), white).unwrap();
    let data = normal(1, 1, 201);
    let (filtered, smoothed) = (walk.filter(&data).unwrap(), walk.smooth(&data).unwrap());
    let root = 5f64.sqrt();
    assert_near(filtered.predicted[200].covariance()[0], 0.5 * (root + 1.0));
    assert_near(filtered.states[200].covariance()[0], 0.5 * (root - 1.0));
    assert_near(smoothed.states[100].covariance()[0], 1.0 / root);
    assert_eq!(smoothed.states[200], filtered.states[200]);
    assert_eq!((smoothed.states.len(), smoothed.lag_one_covariances.len()), (201, 200));
}

#[test]
fn bad_input() {
    let case = Case::new(5); // D = 3, Q = 2
    let new = |transition: &Matrix<f64>, noise: &DegenerateGaussian, map: &Matrix<f64>| {
        LinearDynamicalSystem::new(
            case.initial.clone(),
            transition.clone(),
            noise.clone(),
            map.clone(),
            case.measurement.clone(),
        )
    };
    assert_error(new(&identity(2), &case.noise, &case.map), &["the transition is 2×2", "3×3"]);
    assert_error(new(&case.transition, &case.noise.marginal(&[0]).unwrap(), &case.map), &["the process noise is 1×1"]);
    assert_error(new(&case.transition, &case.noise, &identity(2)), &["the map is 2×2", "2×3"]);
    let system = case.system();
    assert_error(system.filter(&Matrix::zeros(3, 2)), &["2×N", "transpose"]);
    assert_error(system.smooth(&Matrix::zeros(2, 0)), &["data is empty"]);
    assert_error(system.filter(&Matrix::from_element(2, 1, f64::INFINITY)), &["data has a NaN or infinite"]);
    // Nothing is left of the state, and the noise has rank one.
    let noise = DegenerateGaussian::from_loadings(vector(&[0.0; 3]), vector(&[1.0, 0.0, 0.0])).unwrap();
    let lost = new(&Matrix::zeros(3, 3), &noise, &case.map).unwrap();
    assert_error(lost.filter(&Matrix::zeros(2, 2)), &["the covariance of the prediction is not positive definite"]);
}
