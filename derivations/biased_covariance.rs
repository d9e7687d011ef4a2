//! 𝔼\[Σ_ML\] = (N−1)/N Σ, with the mean estimated from the same samples

use super::affine_map::coloured;
use super::log_density::sample_mean;
use super::sigma_gradient::{maximum_likelihood_covariance, scatter};
use crate::prelude::*;

/// X = μ1ᵀ + LZ: N independent samples from standard normal noise                         (Bishop 11.1.1)
///
/// `mean`: D×1; `factor`: D×D; `noise`: DN×1, the noise of one sample above that of the next.
pub fn samples_from_noise<F: Field>(mean: &Matrix<F>, factor: &Matrix<F>, noise: &Matrix<F>) -> Result<Matrix<F>> {
    let dimension = mean.nrows();
    let samples = noise.nrows() / dimension.max(1);
    expect_shape("noise", noise, dimension * samples, 1)?;
    let white = Matrix::from_fn(dimension, samples, |i, n| noise[(n * dimension + i, 0)].clone());
    (0..samples).try_fold(white, |mut data, n| {
        let sample = coloured(mean, factor, &column(&data, n))?;
        data.set_column(n, &sample.column(0));
        Ok(data)
    })
}

/// Σ_ML = 1/N Σₙ (xₙ−x̄)(xₙ−x̄)ᵀ                                                             (Bishop 2.122)
///
/// `data`: D×N, columns are samples, N ≥ 1.
pub fn covariance_about_sample_mean<F: Field>(data: &Matrix<F>) -> Result<Matrix<F>> {
    maximum_likelihood_covariance(data, &sample_mean(data)?)
}

/// 1/(N−1) Σₙ (xₙ−x̄)(xₙ−x̄)ᵀ, unbiased                                                    (Bishop 2.125)
///
/// `data`: D×N, columns are samples. Errors: N = 1.
pub fn unbiased_covariance<F: Field>(data: &Matrix<F>) -> Result<Matrix<F>> {
    Ok(scatter(data, &sample_mean(data)?)? * F::ratio(1, data.ncols() as i64 - 1)?)
}

/// I − 11ᵀ/N, which subtracts from each row of the matrix on its left the mean of that row; N×N.
fn centring<F: Field>(samples: usize) -> Result<Matrix<F>> {
    Ok(Matrix::identity(samples, samples) - Matrix::from_element(samples, samples, F::ratio(1, samples as i64)?))
}

/// The derivation.
pub fn derivation() -> Derivation {
    Derivation::new("biased_covariance", "The bias of the maximum-likelihood covariance")
        .about(
            "About the true mean, the expected outer product is Σ. About the sample mean it is less by Σ/N, because \
             the sample mean follows the samples; (N−1)/N Σ is left. Division by N−1 instead of N corrects this.",
        )
        .claims(decomposition())
        .claims(laws_of_the_mean())
        .claims(known_mean())
        .claims(estimated_mean())
        .claims(precision_of_the_estimate())
}

const NUMBER: [Input; 2] = [number("mean"), covariance("variance", ONE)];
const VECTOR: [Input; 2] = [vector("mean", D), covariance("covariance", D)];

fn decomposition() -> [Claim; 3] {
    let given = [matrix("X", D, N), vector("mean", D)];
    [
        Claim::new(
            "decomposition",
            r"\sum_{n=1}^{N} (x_n-\mu)(x_n-\mu)^T = \sum_{n=1}^{N} (x_n-\bar{x})(x_n-\bar{x})^T + N (\bar{x}-\mu)(\bar{x}-\mu)^T",
        )
        .because("xₙ−μ = (xₙ−x̄) + (x̄−μ), and the mixed terms vanish because the deviations from x̄ add up to zero.")
        .from(["Bishop 2.3.4"])
        .given(given)
        .identity(
            formula!(|X, mean| scatter(X, mean)),
            formula!(|X, mean; n| {
                let (centre, shift) = (sample_mean(X)?, sample_mean(X)? - mean);
                scatter(X, &centre)? + &shift * shift.transpose() * F::integer(n as i64)
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("mean")])
        .control("N forgotten", formula!(|X, mean| {
            let (centre, shift) = (sample_mean(X)?, sample_mean(X)? - mean);
            scatter(X, &centre)? + &shift * shift.transpose()
        }))
        .control("second term subtracted", formula!(|X, mean; n| {
            let (centre, shift) = (sample_mean(X)?, sample_mean(X)? - mean);
            scatter(X, &centre)? - &shift * shift.transpose() * F::integer(n as i64)
        })),
        Claim::new("deviations_cancel", r"\sum_{n=1}^{N} (x_n - \bar{x}) = 0")
            .because("The deviations from the sample mean add up to zero.")
            .from(["Bishop 2.3.4", "N2-014"])
            .given([matrix("X", D, N)])
            .identity(
                formula!(|X; n| X * centring(n)? * Matrix::from_element(n, 1, F::one())),
                formula!(|X| Matrix::<F>::zeros(X.nrows(), 1)),
            )
            .control("sum", formula!(|X; n| X * Matrix::from_element(n, 1, F::one())))
            .control("mean", formula!(|X| sample_mean(X)))
            .control("one deviation", formula!(|X| column(X, 0))),
        Claim::new(
            "centred_scatter",
            r"\sum_{n=1}^{N} (x_n-\bar{x})(x_n-\bar{x})^T = X \left( I - \tfrac{1}{N} 1 1^T \right) X^T",
        )
        .because("I − 11ᵀ/N subtracts the mean; it is symmetric and its own square, of rank N−1.")
        .from(["Bishop 2.3.4"])
        .given([matrix("X", D, N)])
        .identity(
            formula!(|X| scatter(X, &sample_mean(X)?)),
            formula!(|X; n| X * centring(n)? * X.transpose()),
        )
        .controls([Mistake::Negated, Mistake::Doubled])
        .control("mean not subtracted", formula!(|X| X * X.transpose()))
        .control("mean subtracted N times", formula!(|X; n| {
            let ones = Matrix::from_element(n, n, F::one());
            X * (Matrix::<F>::identity(n, n) - ones) * X.transpose() + X * X.transpose()
        })),
    ]
}

fn laws_of_the_mean() -> [Claim; 3] {
    [
        Claim::new("law_of_the_mean_of_numbers", r"\bar{x} \sim \mathcal{N}(\mu, \sigma^2/N)")
            .because("Variances of independent numbers add, and 1/N enters squared.")
            .from(["Bishop 2.3.4"])
            .given(NUMBER)
            .law(
                N,
                formula!(|mean, variance_factor, noise| sample_mean(&samples_from_noise(mean, variance_factor, noise)?)),
                formula!(|mean, variance; n| law(mean, &(variance * F::ratio(1, n as i64)?))),
            )
            .controls([Mistake::Doubled, Mistake::InputNegated("mean"), Mistake::InputInverted("variance")])
            .control("1/N forgotten", formula!(|mean, variance| law(mean, variance)))
            .control("1/N²", formula!(|mean, variance; n| {
                let share = F::ratio(1, n as i64)?;
                law(mean, &(variance * (share.clone() * share)))
            })),
        Claim::new("law_of_the_mean", r"\bar{x} \sim \mathcal{N}(\mu, \tfrac{1}{2} \Sigma), \quad N = 2")
            .because("The same with vectors, for two samples.")
            .from(["Bishop 2.3.4"])
            .given(VECTOR)
            .law(
                D + D,
                formula!(|mean, covariance_factor, noise| sample_mean(&samples_from_noise(mean, covariance_factor, noise)?)),
                formula!(|mean, covariance| law(mean, &(covariance * F::half()))),
            )
            .controls([Mistake::Doubled, Mistake::InputNegated("mean"), Mistake::InputInverted("covariance")])
            .control("1/N forgotten", formula!(|mean, covariance| law(mean, covariance))),
        Claim::new(
            "mean_and_deviation",
            r"\begin{bmatrix} \bar{x} \\ x_1 - \bar{x} \end{bmatrix} \sim \mathcal{N}\left( \begin{bmatrix} \mu \\ 0 \end{bmatrix}, \begin{bmatrix} \tfrac{1}{2} \Sigma & 0 \\ 0 & \tfrac{1}{2} \Sigma \end{bmatrix} \right), \quad N = 2",
        )
        .because("½(x₁+x₂) and ½(x₁−x₂) are uncorrelated and jointly Gaussian, so the sample mean and the scatter about it are independent.")
        .from(["Bishop 2.3.4"])
        .given(VECTOR)
        .law(
            D + D,
            formula!(|mean, covariance_factor, noise| {
                let data = samples_from_noise(mean, covariance_factor, noise)?;
                let centre = sample_mean(&data)?;
                stack(&centre, &(column(&data, 0) - &centre))
            }),
            formula!(|mean, covariance; d| {
                let (half, zero) = (covariance * F::half(), Matrix::zeros(d, d));
                law(&stack(mean, &Matrix::zeros(d, 1))?, &join(&half, &zero, &zero, &half)?)
            }),
        )
        .controls([Mistake::Doubled, Mistake::InputInverted("covariance")])
        .control("correlated", formula!(|mean, covariance; d| {
            let (half, mixed) = (covariance * F::half(), covariance * F::ratio(1, 4)?);
            law(&stack(mean, &Matrix::zeros(d, 1))?, &join(&half, &mixed, &mixed, &half)?)
        }))
        .control("deviation from the true mean", formula!(|mean, covariance; d| {
            let (half, zero) = (covariance * F::half(), Matrix::zeros(d, d));
            law(&stack(mean, &Matrix::zeros(d, 1))?, &join(&half, &zero, &zero, covariance)?)
        })),
    ]
}

fn known_mean() -> [Claim; 2] {
    [
        Claim::new(
            "known_mean_of_numbers",
            r"\mathbb{E}\left[ \tfrac{1}{N} \sum_{n=1}^{N} (x_n-\mu)^2 \right] = \sigma^2",
        )
        .because("Each term has the mean σ².")
        .from(["Bishop 2.3.4"])
        .given(NUMBER)
        .expectation(
            N,
            formula!(|mean, variance_factor, noise| {
                maximum_likelihood_covariance(&samples_from_noise(mean, variance_factor, noise)?, mean)
            }),
            formula!(|variance| variance),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("variance")])
        .control("biased", formula!(|variance; n| variance * F::ratio(n as i64 - 1, n as i64)?)),
        Claim::new(
            "known_mean",
            r"\mathbb{E}\left[ \tfrac{1}{N} \sum_{n=1}^{N} (x_n-\mu)(x_n-\mu)^T \right] = \Sigma, \quad N = 2",
        )
        .because("Each outer product has the mean Σ.")
        .from(["Bishop 2.3.4"])
        .given(VECTOR)
        .expectation(
            D + D,
            formula!(|mean, covariance_factor, noise| {
                maximum_likelihood_covariance(&samples_from_noise(mean, covariance_factor, noise)?, mean)
            }),
            formula!(|covariance| covariance),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance")])
        .control("biased", formula!(|covariance| covariance * F::half())),
    ]
}

fn estimated_mean() -> [Claim; 4] {
    [
        Claim::new("biased_for_numbers", r"\mathbb{E}[\sigma_{ML}^2] = \frac{N-1}{N} \sigma^2")
            .because("The decomposition subtracts E[(x̄−μ)²] = σ²/N.")
            .from(["Bishop 2.3.4", "Bishop 1.2.4"])
            .given(NUMBER)
            .expectation(
                N,
                formula!(|mean, variance_factor, noise| {
                    covariance_about_sample_mean(&samples_from_noise(mean, variance_factor, noise)?)
                }),
                formula!(|variance; n| variance * F::ratio(n as i64 - 1, n as i64)?),
            )
            .controls([Mistake::Negated, Mistake::Doubled])
            .control("N for N−1", formula!(|variance| variance))
            .control("N/(N+1)", formula!(|variance; n| variance * F::ratio(n as i64, n as i64 + 1)?)),
        Claim::new("biased", r"\mathbb{E}[\Sigma_{ML}] = \frac{N-1}{N} \Sigma = \tfrac{1}{2} \Sigma, \quad N = 2")
            .because("The same with outer products, for two samples.")
            .from(["Bishop 2.3.4"])
            .given(VECTOR)
            .expectation(
                D + D,
                formula!(|mean, covariance_factor, noise| {
                    covariance_about_sample_mean(&samples_from_noise(mean, covariance_factor, noise)?)
                }),
                formula!(|covariance| covariance * F::half()),
            )
            .controls([Mistake::Negated, Mistake::Halved, Mistake::InputInverted("covariance")])
            .control("N for N−1", formula!(|covariance| covariance)),
        Claim::new("unbiased_for_numbers", r"\mathbb{E}\left[ \tfrac{1}{N-1} \sum_{n=1}^{N} (x_n-\bar{x})^2 \right] = \sigma^2")
            .because("The factor N/(N−1) corrects the bias. Needs N ≥ 2.")
            .from(["Bishop 2.3.4"])
            .given(NUMBER)
            .more_samples_than_dimensions()
            .expectation(
                N,
                formula!(|mean, variance_factor, noise| unbiased_covariance(&samples_from_noise(mean, variance_factor, noise)?)),
                formula!(|variance| variance),
            )
            .controls([Mistake::Negated, Mistake::Doubled])
            .control("still biased", formula!(|variance; n| variance * F::ratio(n as i64 - 1, n as i64)?))
            .control("corrected twice", formula!(|variance; n| variance * F::ratio(n as i64, n as i64 - 1)?)),
        Claim::new("unbiased", r"\mathbb{E}\left[ \tfrac{1}{N-1} \sum_{n=1}^{N} (x_n-\bar{x})(x_n-\bar{x})^T \right] = \Sigma, \quad N = 2")
            .because("The same with outer products, for two samples.")
            .from(["Bishop 2.3.4"])
            .given(VECTOR)
            .expectation(
                D + D,
                formula!(|mean, covariance_factor, noise| unbiased_covariance(&samples_from_noise(mean, covariance_factor, noise)?)),
                formula!(|covariance| covariance),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance")])
            .control("still biased", formula!(|covariance| covariance * F::half())),
    ]
}

fn precision_of_the_estimate() -> [Claim; 2] {
    let error = |name, latex, reason| {
        Claim::new(name, latex).because(reason).from(["Bishop 2.3.4"]).given(NUMBER).more_samples_than_dimensions()
    };
    [
        error(
            "error_without_bias",
            r"\mathbb{E}[(s^2 - \sigma^2)^2] = \frac{2}{N-1} \sigma^4, \quad s^2 = \tfrac{1}{N-1} \sum_{n=1}^{N} (x_n-\bar{x})^2",
            "A sum of N−1 independent squares, each of variance 2, has the variance 2(N−1).",
        )
        .expectation(
            N,
            formula!(|mean, variance, variance_factor, noise| {
                let error = unbiased_covariance(&samples_from_noise(mean, variance_factor, noise)?)? - variance;
                &error * &error
            }),
            formula!(|variance; n| variance * variance * F::ratio(2, n as i64 - 1)?),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::Halved])
        .control("N for N−1", formula!(|variance; n| variance * variance * F::ratio(2, n as i64)?)),
        error(
            "error_with_bias",
            r"\mathbb{E}[(\sigma_{ML}^2 - \sigma^2)^2] = \frac{2N-1}{N^2} \sigma^4",
            "Variance 2(N−1)/N² plus the square of the bias, 1/N²: less than 2/(N−1), so the biased estimate has the \
             smaller mean squared error.",
        )
        .expectation(
            N,
            formula!(|mean, variance, variance_factor, noise| {
                let error = covariance_about_sample_mean(&samples_from_noise(mean, variance_factor, noise)?)? - variance;
                &error * &error
            }),
            formula!(|variance; n| variance * variance * F::ratio(2 * n as i64 - 1, (n * n) as i64)?),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::Halved])
        .control("bias forgotten", formula!(|variance; n| {
            variance * variance * F::ratio(2 * n as i64 - 2, (n * n) as i64)?
        })),
    ]
}
