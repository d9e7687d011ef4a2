//! The Gaussian in production form, by dimension and number of samples.
//!
//! `cargo bench --bench gaussian`; the same against other libraries: `benches/peers/run`.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use gradus::gaussian::{Gaussian, LinearGaussian, SufficientStatistics, log_likelihood_gradients};
use gradus::{Matrix, Result};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use std::hint::black_box;

const SHAPES: [(usize, usize); 4] = [(2, 100_000), (10, 20_000), (50, 10_000), (200, 2_000)];
const DIMENSIONS: [usize; 4] = [2, 10, 50, 200];

/// A Gaussian with correlations, and a stream to sample with.
fn gaussian(dimension: usize) -> (Gaussian, ChaCha8Rng) {
    let covariance = Matrix::from_fn(dimension, dimension, |i, j| 0.5f64.powi(i.abs_diff(j) as i32));
    let mean = Matrix::from_fn(dimension, 1, |i, _| i as f64);
    (Gaussian::new(mean, covariance).expect("positive definite"), ChaCha8Rng::seed_from_u64(1))
}

fn batches(c: &mut Criterion) {
    type Operation = fn(&Gaussian, &Matrix<f64>) -> Result<f64>;
    let operations: [(&str, Operation); 4] = [
        ("log_density", |gaussian, data| Ok(gaussian.log_densities(data)?[(0, 0)])),
        ("gradients", |gaussian, data| {
            Ok(log_likelihood_gradients(data, gaussian.mean(), gaussian.covariance())?.0[(0, 0)])
        }),
        ("maximum_likelihood", |gaussian, data| {
            let mut statistics = SufficientStatistics::new(gaussian.dimension())?;
            statistics.extend(data)?;
            Ok(statistics.covariance()?[(0, 0)])
        }),
        ("sample", |gaussian, data| Ok(gaussian.sample(&mut ChaCha8Rng::seed_from_u64(2), data.ncols())[(0, 0)])),
    ];
    for (name, operation) in operations {
        let mut group = c.benchmark_group(name);
        group.sample_size(10);
        for (dimension, samples) in SHAPES {
            let (gaussian, mut stream) = gaussian(dimension);
            let data = gaussian.sample(&mut stream, samples);
            operation(&gaussian, &data).expect("the operation succeeds");
            group.throughput(Throughput::Elements(samples as u64));
            let id = BenchmarkId::new(format!("D={dimension}"), samples);
            group.bench_function(id, |b| b.iter(|| black_box(operation(&gaussian, black_box(&data)))));
        }
        group.finish();
    }
}

fn conditioning(c: &mut Criterion) {
    let mut group = c.benchmark_group("condition");
    group.sample_size(10);
    for dimension in DIMENSIONS {
        let (gaussian, _) = gaussian(dimension);
        let observed: Vec<usize> = (dimension / 2..dimension).collect();
        let values = Matrix::zeros(observed.len(), 1);
        gaussian.condition(&observed, &values).expect("the operation succeeds");
        group.bench_function(BenchmarkId::from_parameter(dimension), |b| {
            b.iter(|| black_box(gaussian.condition(black_box(&observed), &values)));
        });
    }
    group.finish();
    let mut group = c.benchmark_group("posterior");
    group.sample_size(10);
    for dimension in DIMENSIONS {
        let identity = Matrix::identity(dimension, dimension);
        let (prior, y) = (gaussian(dimension).0, Matrix::zeros(dimension, 1));
        let model = LinearGaussian::new(prior, identity.clone(), y.clone(), identity).expect("a model");
        model.posterior(&y).expect("the operation succeeds");
        group.bench_function(BenchmarkId::from_parameter(dimension), |b| {
            b.iter(|| black_box(model.posterior(black_box(&y))));
        });
    }
    group.finish();
}

criterion_group!(benches, batches, conditioning);
criterion_main!(benches);
