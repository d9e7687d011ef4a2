//! The cost of judging: each oracle on one claim, the whole suite, and a gradient in growing dimensions.
//!
//! `cargo bench --bench oracles`, or with `-- --quick` for a glance.

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use gradus::claim::RightSide;
use gradus::derivations::{self, log_density, mu_gradient, sigma_gradient};
use gradus::input::Sizes;
use gradus::number::Dual;
use gradus::oracle::{Evidence, GradientCheck, Oracle, Trial};
use gradus::prelude::*;
use std::hint::black_box;

fn gradient() -> Claim {
    Claim::new("gradient", r"\partial \ln|A| / \partial A = A^{-T}").given([invertible("A", D)]).gradient(
        formula!(|A| log_determinant(A)),
        "A",
        formula!(|A| Ok::<_, Error>(inverse(A)?.transpose())),
    )
}

fn identity() -> Claim {
    Claim::new("identity", r"(AB)^{-1} = B^{-1} A^{-1}")
        .given([invertible("A", D), invertible("B", D)])
        .identity(formula!(|A, B| inverse(&(A * B))), formula!(|A, B| Ok::<_, Error>(inverse(B)? * inverse(A)?)))
}

fn law_of_affine() -> Claim {
    Claim::new("law", r"m + Lz \sim N(m, S)").given([vector("m", D), covariance("S", D)]).law(
        D,
        formula!(|m, S_factor, noise| m + S_factor * noise),
        formula!(|m, S| law(m, S)),
    )
}

fn second_moment() -> Claim {
    Claim::new("moment", r"E[xx^T] = S + mm^T").given([vector("m", D), covariance("S", D)]).expectation(
        D,
        formula!(|m, S_factor, noise| {
            let x = m + S_factor * noise;
            &x * x.transpose()
        }),
        formula!(|m, S| S + m * m.transpose()),
    )
}

fn sample_mean() -> Claim {
    Claim::new("mean", r"\arg\min_m \sum_n |x_n - m|^2").given([matrix("X", D, N), vector("m", D)]).extremum(
        Extremum::Minimum,
        Convention::Unconstrained,
        formula!(|X, m; n| {
            let deviations = X - m * Matrix::<F>::from_element(1, n, F::one());
            trace(&(deviations.transpose() * &deviations))
        }),
        "m",
        formula!(|X; n| Ok::<_, Error>(X * Matrix::<F>::from_element(n, 1, F::ratio(1, n as i64)?))),
    )
}

fn oracles(c: &mut Criterion) {
    let mut group = c.benchmark_group("oracle");
    group.sample_size(10);
    for (oracle, claim) in [
        (Oracle::Exact, gradient()),
        (Oracle::Floating, identity()),
        (Oracle::Dual, gradient()),
        (Oracle::Difference, gradient()),
        (Oracle::Quadrature, second_moment()),
        (Oracle::MonteCarlo, law_of_affine()),
        (Oracle::Optimum, sample_mean()),
    ] {
        let rights: [RightSide; 1] = [claim.right];
        let trial = Trial { claim: &claim, id: "bench/claim", seed: 1, effort: Effort::Standard };
        assert!(oracle.judge(&trial, &rights)[0].holds(), "{oracle} must have a claim that holds");
        group.bench_function(oracle.name(), |b| b.iter(|| black_box(oracle.judge(&trial, &rights))));
    }
    group.finish();
}

fn suite(c: &mut Criterion) {
    let all = derivations::all();
    let mut group = c.benchmark_group("suite");
    group.sample_size(10);
    for jobs in [1, 2] {
        let settings = Settings { jobs, ..Settings::default() };
        group.bench_with_input(BenchmarkId::new("jobs", jobs), &settings, |b, settings| {
            b.iter(|| verify(black_box(&all), settings, |_| ()));
        });
    }
    group.finish();
}

/// ∂ ln|A| / ∂A by dual numbers, entry by entry, against A⁻ᵀ.
fn dimensions(c: &mut Criterion) {
    let mut group = c.benchmark_group("gradient of ln|A|");
    group.sample_size(10);
    for order in [2, 5, 10, 20] {
        let a =
            Matrix::<f64>::from_fn(order, order, |i, j| if i == j { order as f64 } else { 1.0 / (1 + i + j) as f64 });
        let by_duals = |a: &Matrix<f64>| {
            Matrix::from_fn(order, order, |i, j| {
                let direction = Convention::Unconstrained.direction(order, order, i, j);
                differential(|a: &Matrix<Dual<f64>>| log_determinant(a), a, &direction).map_or(f64::NAN, |d| d[(0, 0)])
            })
        };
        let by_formula = inverse(&a).expect("a dominant diagonal").transpose();
        assert!((by_duals(&a) - by_formula).norm() < 1e-12);
        group.bench_with_input(BenchmarkId::from_parameter(order), &a, |b, a| b.iter(|| black_box(by_duals(a))));
    }
    group.finish();
}

/// ∂/∂μ and ∂/∂Σ of the log-density, all D + D² entries judged by exact arithmetic, dual numbers and differences.
fn gradient_check(c: &mut Criterion) {
    let given = [vector("x", D), vector("m", D), covariance("S", D)];
    let function = formula!(|x, m, S| log_density::log_density(x, m, S));
    let claimed = [
        ("m", formula!(|x, m, S| mu_gradient::mu_gradient(x, m, S))),
        ("S", formula!(|x, m, S| sigma_gradient::sigma_gradient(x, m, S))),
    ];
    let mut group = c.benchmark_group("gradient_check");
    for d in [2, 5, 10, 20] {
        let sizes = Sizes::new(d, 1, 1, 1);
        let check = GradientCheck::new(&given, sizes, &function, &claimed);
        let judged = check.run(1).expect("judged");
        assert!(judged.iter().all(Evidence::holds));
        let mut seed = 0;
        group.bench_function(BenchmarkId::from_parameter(d), |b| {
            b.iter(|| {
                seed += 1;
                black_box(check.run(seed))
            });
        });
    }
    group.finish();
}

criterion_group!(benches, oracles, suite, dimensions, gradient_check);
criterion_main!(benches);
