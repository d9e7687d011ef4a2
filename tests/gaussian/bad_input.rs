//! Bad input is an error that says what is wrong.

use crate::draw::{Draw, identity, zeros};
use gradus::gaussian::{Gaussian, LinearGaussian, SufficientStatistics, log_likelihood_gradients};
use gradus::limits::MOST_COMPONENTS;
use gradus::matrix::{Matrix, stack};
use gradus::Result;

fn empty(name: &str) -> String {
    format!("{name} is empty; it needs at least one row and one column (D ≥ 1, N ≥ 1)")
}

fn shape(name: &str, expected: &str, found: &str) -> String {
    format!("{name} is {found}; expected {expected}")
}

fn not_finite(name: &str, row: usize, column: usize) -> String {
    format!("{name} has a NaN or infinite entry at ({row},{column}), counted from 0; remove or impute it first")
}

fn not_positive(name: &str, minor: usize) -> String {
    format!(
        "{name} is not positive definite: its leading {minor}×{minor} minor is not positive; \
         look at components 0 to {} for a repeated or linearly dependent one",
        minor - 1
    )
}

fn diagonal(name: &str, index: usize, value: f64) -> String {
    format!(
        "{name} is not positive definite: entry ({index},{index}), counted from 0, is {value}; the entries of its diagonal \
         must be positive"
    )
}

fn overflow(what: &str) -> String {
    format!("{what} overflows: it is beyond the range of doubles, 1.8e308; use other units")
}

fn white(dimension: usize) -> Gaussian {
    Gaussian::new(zeros(dimension, 1), identity(dimension)).expect("the identity")
}

/// The message of the error, which is one line.
fn error_of<T>(result: Result<T>) -> String {
    let error = result.map(|_| ()).expect_err("the input is bad");
    let message = error.to_string();
    assert!(!message.contains('\n') && message.len() < 200, "one line: {message}");
    message
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
            format!("{name} is 2×3; it must be square: pass a D×D matrix")
        );
        assert_eq!(error_of(build(zeros(0, 1), zeros(0, 0))), empty(name));
        let asymmetric = format!(
            "{name} is not symmetric: entry (1,2), counted from 0, differs from (2,1) by 2.500e-1; \
             pass ½(A + Aᵀ) if the difference is rounding"
        );
        assert_eq!(of(&[1.0, 0.5, 0.0, 0.5, 1.0, 0.0, 0.0, 0.25, 1.0]), asymmetric);
        assert_eq!(of(&[-1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0]), diagonal(name, 0, -1.0));
        assert_eq!(of(&[0.0, 0.0, 0.0, 1.0]), diagonal(name, 0, 0.0));
        assert_eq!(of(&[1.0, 2.0, 0.0, 2.0, 1.0, 0.0, 0.0, 0.0, 1.0]), not_positive(name, 2));
        assert_eq!(of(&[1.0, 1.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0, 1.0]), not_positive(name, 2));
        assert_eq!(of(&[1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0]), diagonal(name, 2, 0.0));
        // Singular, though rounding leaves a pivot a little above or below zero.
        let mut draw = Draw::new(10);
        for _ in 0..300 {
            let (a, b) = (draw.vector(1)[(0, 0)], draw.vector(1)[(0, 0)]);
            assert_eq!(of(&[a * a, a * b, a * b, b * b]), not_positive(name, 2));
        }
        for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(of(&[1.0, 0.0, bad, 1.0]), not_finite(name, 1, 0));
            assert_eq!(error_of(build(Matrix::from_element(1, 1, bad), identity(1))), not_finite("mean", 0, 0));
        }
        assert_eq!(error_of(build(zeros(3, 1), identity(2))), shape("mean", "2×1", "3×1"));
        assert_eq!(error_of(build(zeros(1, 2), identity(2))), shape("mean", "2×1", "1×2"));
    }
    // Its inverse is beyond the range of doubles.
    let tiny = Matrix::from_element(1, 1, 1e-310);
    assert_eq!(error_of(Gaussian::from_precision(zeros(1, 1), tiny)), overflow("the covariance"));
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
        assert_eq!(error_of(apply(&gaussian, &data)), not_finite("data", 1, 3));
    }
    assert_eq!(error_of(gaussian.log_density(&zeros(3, 1))), shape("x", "2×1", "3×1"));
    assert_eq!(error_of(gaussian.log_density(&zeros(2, 2))), shape("x", "2×1", "2×2"));
    assert_eq!(error_of(gaussian.log_density(&Matrix::from_element(2, 1, f64::NAN))), not_finite("x", 0, 0));
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
    assert_eq!(error_of(gaussian.condition(&[0], &infinite)), not_finite("values", 0, 0));

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
    assert_eq!(affine(&of(1, &[1.0, f64::NAN]), 1), not_finite("the map", 0, 1));
    assert_eq!(affine(&of(1, &[0.0, 0.0]), 1), diagonal("AΣAᵀ", 0, 0.0));
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
    assert_eq!(model(zeros(1, 2), zeros(1, 1), zeros(1, 1)), diagonal("the noise covariance", 0, 0.0));
    assert_eq!(model(of(1, &[f64::NAN, 0.0]), zeros(1, 1), identity(1)), not_finite("the map", 0, 0));
    let precise = |noise| error_of(LinearGaussian::with_noise_precision(white(2), zeros(1, 2), zeros(1, 1), &noise));
    assert_eq!(precise(zeros(1, 1)), diagonal("the noise precision", 0, 0.0));
    assert_eq!(precise(zeros(0, 0)), empty("the noise precision"));

    let mut model = LinearGaussian::new(white(2), identity(2), zeros(2, 1), identity(2)).expect("a model");
    let before = model.clone();
    assert_eq!(error_of(model.posterior(&zeros(1, 1))), shape("y", "2×1", "1×1"));
    assert_eq!(error_of(model.update(&Matrix::from_element(2, 1, f64::NAN))), not_finite("y", 0, 0));
    assert_eq!(model, before, "an error changes nothing");
    let other = error_of(white(2).kullback_leibler(&white(3)));
    assert_eq!(other, shape("the mean of the other Gaussian", "2×1", "3×1"));
}

#[test]
fn too_few_samples_are_an_error() -> Result<()> {
    assert_eq!(error_of(SufficientStatistics::new(0)), empty("a sample"));
    for dimension in [MOST_COMPONENTS + 1, 1_000_000, usize::MAX] {
        let error = SufficientStatistics::new(dimension).expect_err("too many");
        assert!(error.is_too_large() && error.to_string().starts_with("the number of components is 1"), "{error}");
    }
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
    let too_few = |samples: usize, dimension: usize| {
        format!(
            "the maximum likelihood covariance of {samples} sample{} with {dimension} components is singular; it takes at \
             least {} to fit a Gaussian, while the mean and the covariance can be computed from fewer",
            if samples == 1 { "" } else { "s" },
            dimension + 1
        )
    };
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
    assert_eq!(error_of(statistics.push(&Matrix::from_element(2, 1, f64::NAN))), not_finite("the sample", 0, 0));
    let other = SufficientStatistics::new(3)?;
    assert_eq!(error_of(statistics.merge(&other)), shape("the mean of the other samples", "2×1", "3×1"));
    assert_eq!(statistics, before, "an error changes nothing");
    assert_eq!(
        error_of(statistics.log_likelihood_gradients(&white(3))),
        shape("the mean of the Gaussian", "2×1", "3×1")
    );
    // Squares beyond the range of doubles.
    statistics.push(&Matrix::from_element(2, 1, 1e200))?;
    assert_eq!(error_of(statistics.covariance()), overflow("the sample covariance"));
    Ok(())
}
