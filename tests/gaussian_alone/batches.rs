//! Batches of Gaussians and samples with missing components.

use crate::common::*;
use gradus::Matrix;
use gradus::gaussian::GaussianBatch;

#[test]
fn a_batch_is_its_gaussians_one_by_one() {
    let gaussians: Vec<_> = (0..5).map(|seed| gaussian(seed, 3)).collect();
    let batch = GaussianBatch::new(gaussians.clone()).unwrap();
    let data = normal(9, 3, 7);
    let all = batch.log_densities(&data).unwrap();
    let paired = batch.paired_log_densities(&data.columns(0, 5).into_owned()).unwrap();
    let draws = batch.sample(&mut stream(4), 6);
    let mut same = stream(4);
    for (k, gaussian) in gaussians.iter().enumerate() {
        assert_eq!(all.row(k).transpose().as_slice(), gaussian.log_densities(&data).unwrap().as_slice());
        assert_near(paired[k], all[(k, k)]);
        assert_eq!(draws[k], gaussian.sample(&mut same, 6));
    }
    assert_eq!((batch.dimension(), batch.gaussians()), (3, &gaussians[..]));
    assert_error(GaussianBatch::new(vec![gaussian(1, 2), gaussian(1, 3)]), &["the mean of Gaussian 1 is 3×1", "2×1"]);
    assert_error(batch.log_densities(&data.transpose()), &["data is 7×3; expected 3×N", "transpose"]);
    assert_error(batch.paired_log_densities(&data), &["data is 3×7", "3×5"]);
}

/// Against the textbook's formulas with inverses, of every pattern of missing components.
#[test]
fn missing_components() {
    for seed in 0..4 {
        let gaussian = gaussian(seed, 4);
        let whole = normal(seed + 1, 4, 16);
        let data = Matrix::from_fn(4, 16, |i, n| if n >> i & 1 == 1 { f64::NAN } else { whole[(i, n)] });
        let densities = gaussian.observed_log_densities(&data).unwrap();
        let imputed = gaussian.impute(&data).unwrap();
        for n in 0..16 {
            let (there, gone): (Vec<usize>, Vec<usize>) = (0..4).partition(|i| n >> i & 1 == 0);
            let part =
                |rows: &[usize], columns: &[usize]| gaussian.covariance().select_rows(rows).select_columns(columns);
            if there.is_empty() {
                assert_eq!((densities[n], imputed.columns(n, 1).into_owned()), (0.0, gaussian.mean().clone()));
                continue;
            }
            let own = part(&there, &there);
            let deviation = whole.columns(n, 1).select_rows(&there) - gaussian.mean().select_rows(&there);
            let weights = own.clone().try_inverse().unwrap() * &deviation;
            let constant = there.len() as f64 * std::f64::consts::TAU.ln() + own.determinant().ln();
            assert_near(densities[n], -0.5 * (constant + deviation.dot(&weights)));
            let column = imputed.columns(n, 1).into_owned();
            assert_eq!(column.select_rows(&there), whole.columns(n, 1).select_rows(&there));
            if !gone.is_empty() {
                let expected = gaussian.mean().select_rows(&gone) + part(&gone, &there) * weights;
                assert_agree(&column.select_rows(&gone), &expected);
            }
        }
    }
    let gaussian = gaussian(1, 2);
    let infinite = Matrix::from_column_slice(2, 1, &[f64::NAN, f64::INFINITY]);
    assert_error(gaussian.observed_log_densities(&infinite), &["data has a NaN or infinite"]);
    assert_error(gaussian.impute(&infinite), &["data has a NaN or infinite"]);
    assert_error(gaussian.impute(&Matrix::zeros(3, 2)), &["2×N", "transpose"]);
}
