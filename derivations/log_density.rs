//! ln N(x | μ, Σ) = −½ D ln 2π − ½ ln|Σ| − ½ (x−μ)ᵀ Σ⁻¹ (x−μ)

use crate::prelude::*;

/// Δ² = (x−μ)ᵀ Σ⁻¹ (x−μ), the squared Mahalanobis distance                                 (N1-003)
///
/// `x`, `mean`: D×1; `covariance`: D×D. Errors: sizes that do not match, singular covariance.
pub fn mahalanobis<F: Field>(x: &Matrix<F>, mean: &Matrix<F>, covariance: &Matrix<F>) -> Result<F> {
    expect_shape("mean", mean, x.nrows(), 1)?;
    expect_shape("covariance", covariance, x.nrows(), x.nrows())?;
    quadratic_form(&(x - mean), &inverse(covariance)?)
}

/// (2π)^D |Σ|, the square of the normaliser                                                  (N2-006)
///
/// `covariance`: D×D.
pub fn squared_normaliser<F: Field>(covariance: &Matrix<F>) -> Result<F> {
    Ok(power(&F::ln_two_pi()?.exp()?, order("covariance", covariance)?) * determinant(covariance)?)
}

/// N(x | μ, Σ)² = exp(−Δ²) / ((2π)^D |Σ|), the density without its square root               (N2-001)
///
/// `x`, `mean`: D×1; `covariance`: D×D. Errors: sizes that do not match, singular covariance.
pub fn squared_density<F: Field>(x: &Matrix<F>, mean: &Matrix<F>, covariance: &Matrix<F>) -> Result<F> {
    let exponential = (-mahalanobis(x, mean, covariance)?).exp()?;
    Ok(exponential * squared_normaliser(covariance)?.reciprocal()?)
}

/// ln N(x | μ, Σ) = −½ D ln 2π − ½ ln|Σ| − ½ Δ²                                              (N0-003)
///
/// `x`, `mean`: D×1; `covariance`: D×D with |Σ| > 0.
/// Errors: sizes that do not match, singular covariance, |Σ| < 0.
pub fn log_density<F: Field>(x: &Matrix<F>, mean: &Matrix<F>, covariance: &Matrix<F>) -> Result<F> {
    let dimension = F::integer(x.nrows() as i64);
    let distance = mahalanobis(x, mean, covariance)?;
    Ok(-F::half() * (dimension * F::ln_two_pi()? + log_determinant(covariance)? + distance))
}

/// ln p(X | μ, Σ) = −½ ND ln 2π − ½ N ln|Σ| − ½ Σₙ (xₙ−μ)ᵀ Σ⁻¹ (xₙ−μ)                        (N1-127)
///
/// `data`: D×N, columns are samples, N ≥ 1; `mean`: D×1; `covariance`: D×D with |Σ| > 0.
/// Errors: those of [`log_density`], no samples.
pub fn log_likelihood<F: Field>(data: &Matrix<F>, mean: &Matrix<F>, covariance: &Matrix<F>) -> Result<F> {
    expect_shape("data", data, mean.nrows(), data.ncols())?;
    expect_shape("covariance", covariance, mean.nrows(), mean.nrows())?;
    let (dimension, samples) = (F::integer(mean.nrows() as i64), F::integer(data.ncols() as i64));
    let precision = inverse(covariance)?;
    let distances = (0..data.ncols())
        .try_fold(F::zero(), |sum, n| Ok::<F, Error>(sum + quadratic_form(&(column(data, n) - mean), &precision)?))?;
    Ok(-F::half() * (samples * (dimension * F::ln_two_pi()? + log_determinant(covariance)?) + distances))
}

/// x̄ = 1/N Σₙ xₙ, the sample mean                                                           (N2-015)
///
/// `data`: D×N, columns are samples, N ≥ 1.
pub fn sample_mean<F: Field>(data: &Matrix<F>) -> Result<Matrix<F>> {
    expect_shape("data", data, data.nrows(), data.ncols())?;
    Ok(column_sum(data) * F::ratio(1, data.ncols() as i64)?)
}

/// Σₙ xₙ over the columns of `data`, D×N.
pub fn column_sum<F: Field>(data: &Matrix<F>) -> Matrix<F> {
    data * Matrix::from_element(data.ncols(), 1, F::one())
}

/// cⁿ
fn power<F: Field>(base: &F, exponent: usize) -> F {
    (0..exponent).fold(F::one(), |product, _| product * base.clone())
}

/// ① = ln [(2π)^D |Σ|]^−½                                                                    (N2-006)
fn log_normalising_factor<F: Field>(covariance: &Matrix<F>) -> Result<F> {
    Ok(squared_normaliser(covariance)?.ln()? * -F::half())
}

/// ② = ln exp(−½ Δ²)                                                                         (N2-007)
fn log_exponential<F: Field>(x: &Matrix<F>, mean: &Matrix<F>, covariance: &Matrix<F>) -> Result<F> {
    (mahalanobis(x, mean, covariance)? * -F::half()).exp()?.ln()
}

/// Σₙ f(xₙ) over the columns of `data`.
fn sum_over_samples<F: Field>(data: &Matrix<F>, f: impl Fn(&Matrix<F>) -> Result<F>) -> Result<F> {
    (0..data.ncols()).try_fold(F::zero(), |sum, n| Ok(sum + f(&column(data, n))?))
}

/// ∏ₙ f(xₙ) over the columns of `data`.
fn product_over_samples<F: Field>(data: &Matrix<F>, f: impl Fn(&Matrix<F>) -> Result<F>) -> Result<F> {
    (0..data.ncols()).try_fold(F::one(), |product, n| Ok(product * f(&column(data, n))?))
}

/// Σₙ Σ⁻¹ (xₙ−μ), the gradient of ln p(X | μ, Σ) with respect to μ
fn gradient_in_mean<F: Field>(data: &Matrix<F>, mean: &Matrix<F>, covariance: &Matrix<F>) -> Result<Matrix<F>> {
    let zero = Matrix::zeros(mean.nrows(), 1);
    (0..data.ncols()).try_fold(zero, |sum, n| Ok(sum + inverse(covariance)? * (column(data, n) - mean)))
}

/// The derivation.
pub fn derivation() -> Derivation {
    Derivation::new("log_density", "The log-density of a Gaussian")
        .about(
            "The density is a scalar, since a determinant and a quadratic form are scalars. Its logarithm turns the \
             product of a constant and an exponential into a constant, a log-determinant and a quadratic form, and the \
             product over samples into a sum, without moving the maximum. Squaring avoids roots: ln p = ½ ln p².",
        )
        .claims(numbers())
        .claims(one_sample())
        .claims(samples())
        .claims(without_brackets())
        .claims(maxima())
        .claim(
            Claim::new(
                "score_in_x",
                r"\frac{\partial}{\partial x} \ln \mathcal{N}(x|\mu,\Sigma) = -\Sigma^{-1}(x-\mu)",
            )
            .because("Only the quadratic form depends on x; its gradient is 2Σ⁻¹(x−μ), and its factor is −½.")
            .from(["N0-003", "N2-033"])
            .given([vector("x", D), vector("mean", D), covariance("covariance", D)])
            .gradient(
                formula!(|x, mean, covariance| log_density(x, mean, covariance)),
                "x",
                formula!(|x, mean, covariance| -(inverse(covariance)? * (x - mean))),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance")])
            .control("mean not subtracted", formula!(|x, covariance| -(inverse(covariance)? * x))),
        )
        .claims(means())
}

/// Expectations under the density itself.
fn means() -> [Claim; 2] {
    let given = [vector("mean", D), covariance("covariance", D)];
    [
        Claim::new(
            "mean_of_the_distance",
            r"\mathbb{E}[(x-\mu)^T \Sigma^{-1} (x-\mu)] = D, \quad x \sim \mathcal{N}(\mu,\Sigma)",
        )
        .because("Each of the D whitened coordinates contributes its variance, 1.")
        .from(["N1-003", "Bishop 2.3"])
        .given(given)
        .expectation(
            D,
            formula!(|mean, covariance, covariance_factor, noise| {
                mahalanobis(&(mean + covariance_factor * noise), mean, covariance)
            }),
            formula!(|; d| F::integer(d as i64)),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::Halved])
        .control("scaled by a variance", formula!(|covariance; d| F::integer(d as i64) * covariance[(0, 0)].clone())),
        Claim::new(
            "mean_of_the_log_density",
            r"\mathbb{E}[\ln \mathcal{N}(x|\mu,\Sigma)] = -\frac{D}{2} (\ln(2\pi) + 1) - \tfrac{1}{2} \ln|\Sigma|, \quad x \sim \mathcal{N}(\mu,\Sigma)",
        )
        .because("The first two terms are constant, and the squared distance has the mean D.")
        .from(["N0-003", "Bishop 1.110"])
        .given(given)
        .expectation(
            D,
            formula!(|mean, covariance, covariance_factor, noise| {
                log_density(&(mean + covariance_factor * noise), mean, covariance)
            }),
            formula!(|covariance; d| {
                let dimension = F::integer(d as i64);
                (dimension * (F::ln_two_pi()? + F::one()) + log_determinant(covariance)?) * -F::half()
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance")])
        .control("distance forgotten", formula!(|covariance; d| {
            (F::integer(d as i64) * F::ln_two_pi()? + log_determinant(covariance)?) * -F::half()
        })),
    ]
}

fn numbers() -> [Claim; 2] {
    [
        Claim::new(
            "scalar",
            r"(x-\mu)^T \Sigma^{-1} (x-\mu) = \sum_{i=1}^{D} \sum_{j=1}^{D} (\Sigma^{-1})_{ij} (x_i-\mu_i)(x_j-\mu_j)",
        )
        .because("A row times a matrix times a column is a number: one term for each entry of the matrix.")
        .from(["N1-002", "N1-003"])
        .given([vector("x", D), vector("mean", D), covariance("covariance", D)])
        .identity(
            formula!(|x, mean, covariance| (x - mean).transpose() * inverse(covariance)? * (x - mean)),
            formula!(|x, mean, covariance| {
                let (z, precision) = (x - mean, inverse(covariance)?);
                precision.component_mul(&(&z * z.transpose())).sum()
            }),
        )
        .controls([Mistake::Negated, Mistake::InputInverted("covariance")])
        .control(
            "outer product",
            formula!(|x, mean, covariance| {
                let z = x - mean;
                &z * z.transpose() * inverse(covariance)?
            }),
        )
        .control(
            "i = j only",
            formula!(|x, mean, covariance| {
                let (z, precision) = (x - mean, inverse(covariance)?);
                precision.diagonal().dot(&z.component_mul(&z).column(0))
            }),
        ),
        Claim::new(
            "univariate",
            r"\ln \mathcal{N}(x|\mu,\sigma^2) = -\tfrac{1}{2} \ln(2\pi\sigma^2) - \frac{1}{2\sigma^2} (x-\mu)^2",
        )
        .because("At D = 1 the covariance is the variance σ²: its determinant is σ², its inverse 1/σ².")
        .from(["N1-001", "N1-002"])
        .given([number("x"), number("mean"), positive("variance", ONE)])
        .identity(
            formula!(|x, mean, variance| log_density(x, mean, variance)),
            formula!(|x, mean, variance| {
                let squared = (x - mean) * (x - mean) * inverse(variance)?;
                (scalar(squared_normaliser(variance)?.ln()?) + squared) * -F::half()
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("variance")])
        .control(
            "σ for σ² in the exponent",
            formula!(|x, mean, variance| {
                let squared = (x - mean) * (x - mean) * inverse(variance)?;
                (scalar(squared_normaliser(&(variance * variance))?.ln()?) + squared) * -F::half()
            }),
        ),
    ]
}

fn one_sample() -> [Claim; 5] {
    let given = [vector("x", D), vector("mean", D), covariance("covariance", D)];
    let logarithm = formula!(|x, mean, covariance| squared_density(x, mean, covariance)?.ln()? * F::half());
    [
        Claim::new(
            "logarithm_of_a_product",
            r"\ln \left\{ [(2\pi)^D |\Sigma|]^{-1/2} \exp(-\tfrac{1}{2} \Delta^2) \right\} = \ln [(2\pi)^D |\Sigma|]^{-1/2} + \ln \exp(-\tfrac{1}{2} \Delta^2)",
        )
        .because("The logarithm of a product of positive numbers is the sum of their logarithms.")
        .from(["N0-002", "N1-002", "N2-001", "N2-005"])
        .given(given)
        .identity(
            logarithm,
            formula!(|x, mean, covariance| log_normalising_factor(covariance)? + log_exponential(x, mean, covariance)?),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance")])
        .control("quotient", formula!(|x, mean, covariance| {
            log_normalising_factor(covariance)? - log_exponential(x, mean, covariance)?
        })),
        Claim::new(
            "normalising_factor",
            r"\ln [(2\pi)^D |\Sigma|]^{-1/2} = -\tfrac{1}{2} \left[ \ln (2\pi)^D + \ln|\Sigma| \right]",
        )
        .because("The exponent −½ comes before the logarithm, and the logarithm of the product is a sum.")
        .from(["N2-006"])
        .given([covariance("covariance", D)])
        .identity(
            formula!(|covariance| log_normalising_factor(covariance)),
            formula!(|covariance| {
                let constant = power(&F::ln_two_pi()?.exp()?, covariance.nrows()).ln()?;
                (constant + log_determinant(covariance)?) * -F::half()
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance")])
        .control("½ for −½ before ln|Σ|", formula!(|covariance| {
            let constant = power(&F::ln_two_pi()?.exp()?, covariance.nrows()).ln()?;
            (constant - log_determinant(covariance)?) * -F::half()
        })),
        Claim::new("power", r"\ln (c^D |\Sigma|) = D \ln c + \ln|\Sigma|")
            .because("The logarithm of a power is the exponent times the logarithm; 2π is one such c.")
            .from(["N0-003", "N2-006"])
            .given([positive("c", ONE), covariance("covariance", D)])
            .identity(
                formula!(|c, covariance| {
                    (power(&c[(0, 0)], covariance.nrows()) * determinant(covariance)?).ln()
                }),
                formula!(|c, covariance; d| F::integer(d as i64) * c[(0, 0)].ln()? + log_determinant(covariance)?),
            )
            .controls([Mistake::Negated, Mistake::InputInverted("c")])
            .control("D forgotten", formula!(|c, covariance| c[(0, 0)].ln()? + log_determinant(covariance)?))
            .control("power of the logarithm", formula!(|c, covariance; d| {
                power(&c[(0, 0)].ln()?, d) + log_determinant(covariance)?
            })),
        Claim::new(
            "exponential_undone",
            r"\ln \exp\left[ -\tfrac{1}{2} (x-\mu)^T \Sigma^{-1} (x-\mu) \right] = -\tfrac{1}{2} (x-\mu)^T \Sigma^{-1} (x-\mu)",
        )
        .because("The natural logarithm is the inverse of the exponential.")
        .from(["N2-007", "N2-008"])
        .given(given)
        .identity(
            formula!(|x, mean, covariance| log_exponential(x, mean, covariance)),
            formula!(|x, mean, covariance| mahalanobis(x, mean, covariance)? * -F::half()),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance")])
        .control("mean not subtracted", formula!(|x, covariance| {
            quadratic_form(x, &inverse(covariance)?)? * -F::half()
        })),
        Claim::new(
            "log_density",
            r"\ln \mathcal{N}(x|\mu,\Sigma) = -\frac{D}{2} \ln(2\pi) - \tfrac{1}{2} \ln|\Sigma| - \tfrac{1}{2} (x-\mu)^T \Sigma^{-1} (x-\mu)",
        )
        .because("The constant, the log-determinant and the quadratic form together.")
        .from(["N0-002", "N0-003", "N1-002", "N2-001", "N1-088"])
        .given(given)
        .identity(logarithm, formula!(|x, mean, covariance| log_density(x, mean, covariance)))
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance")])
        .control("½ lost before ln|Σ|", formula!(|x, mean, covariance| {
            log_density(x, mean, covariance)? - log_determinant(covariance)? * F::half()
        }))
        .control("D forgotten", formula!(|x, mean, covariance| {
            let twice = F::ln_two_pi()? + log_determinant(covariance)? + mahalanobis(x, mean, covariance)?;
            twice * -F::half()
        })),
    ]
}

fn samples() -> [Claim; 4] {
    let given = [matrix("X", D, N), vector("mean", D), covariance("covariance", D)];
    let sum_of_logarithms = formula!(|X, mean, covariance| {
        sum_over_samples(X, |x| Ok(squared_density(x, mean, covariance)?.ln()? * F::half()))
    });
    let sum_of_both = formula!(|X, mean, covariance| {
        sum_over_samples(X, |x| Ok(log_normalising_factor(covariance)? + log_exponential(x, mean, covariance)?))
    });
    let collected = formula!(|X, mean, covariance; n, d| {
        let constant = power(&F::ln_two_pi()?.exp()?, d).ln()? + log_determinant(covariance)?;
        let distances = sum_over_samples(X, |x| mahalanobis(x, mean, covariance))?;
        (constant * F::integer(n as i64) + distances) * -F::half()
    });
    [
        Claim::new(
            "product_of_densities",
            r"\ln \prod_{n=1}^{N} \mathcal{N}(x_n|\mu,\Sigma) = \sum_{n=1}^{N} \ln \mathcal{N}(x_n|\mu,\Sigma)",
        )
        .because("The samples are independent, so their densities multiply; the logarithm of the product is a sum.")
        .from(["N0-004", "N0-005", "N2-002", "N2-003", "N2-004"])
        .given(given)
        .identity(
            formula!(|X, mean, covariance| {
                product_over_samples(X, |x| squared_density(x, mean, covariance))?.ln()? * F::half()
            }),
            sum_of_logarithms,
        )
        .controls([Mistake::Negated, Mistake::Doubled])
        .control("logarithm of the sum", formula!(|X, mean, covariance| {
            sum_over_samples(X, |x| squared_density(x, mean, covariance))?.ln()? * F::half()
        }))
        .control("first sample N times", formula!(|X, mean, covariance| {
            let first = squared_density(&column(X, 0), mean, covariance)?.ln()? * F::half();
            first * F::integer(X.ncols() as i64)
        })),
        Claim::new(
            "brackets",
            r"\sum_{n=1}^{N} \ln \mathcal{N}(x_n|\mu,\Sigma) = \sum_{n=1}^{N} \left\{ \ln [(2\pi)^D |\Sigma|]^{-1/2} + \ln \exp(-\tfrac{1}{2} \Delta_n^2) \right\}",
        )
        .because("The logarithm applies to both factors of the density, in every term.")
        .from(["N2-005", "N2-009"])
        .given(given)
        .identity(sum_of_logarithms, sum_of_both)
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance")])
        .control("constant outside of the sum", formula!(|X, mean, covariance| {
            Ok::<F, Error>(log_normalising_factor(covariance)? + sum_over_samples(X, |x| log_exponential(x, mean, covariance))?)
        })),
        Claim::new(
            "sum_over_samples",
            r"\sum_{n=1}^{N} \left\{ \ln [(2\pi)^D |\Sigma|]^{-1/2} + \ln \exp(-\tfrac{1}{2} \Delta_n^2) \right\} = -\frac{N}{2} \ln (2\pi)^D - \frac{N}{2} \ln|\Sigma| - \tfrac{1}{2} \sum_{n=1}^{N} \Delta_n^2",
        )
        .because("The first two terms do not depend on n, so each counts N times.")
        .from(["N2-009"])
        .given(given)
        .identity(sum_of_both, collected)
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance")])
        .control("N forgotten", formula!(|X, mean, covariance| {
            let distances = sum_over_samples(X, |x| mahalanobis(x, mean, covariance))?;
            log_normalising_factor(covariance)? - distances * F::half()
        })),
        Claim::new(
            "log_likelihood",
            r"\sum_{n=1}^{N} \ln \mathcal{N}(x_n|\mu,\Sigma) = -\frac{ND}{2} \ln(2\pi) - \frac{N}{2} \ln|\Sigma| - \tfrac{1}{2} \sum_{n=1}^{N} (x_n-\mu)^T \Sigma^{-1} (x_n-\mu)",
        )
        .because("ln (2π)^D = D ln 2π.")
        .from(["N0-005", "N2-009"])
        .given(given)
        .identity(sum_of_logarithms, formula!(|X, mean, covariance| log_likelihood(X, mean, covariance)))
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance")])
        .control("sign of ln|Σ| flipped", formula!(|X, mean, covariance| {
            log_likelihood(X, mean, covariance)? + log_determinant(covariance)? * F::integer(X.ncols() as i64)
        })),
    ]
}

fn without_brackets() -> [Claim; 1] {
    [Claim::new(
        "without_brackets",
        r"\sum_{n=1}^{N} \ln \mathcal{N}(x_n|\mu,\Sigma) = \sum_{n=1}^{N} \ln \left( \frac{1}{\sqrt{(2\pi)^D |\Sigma|}} \right) \exp(-\tfrac{1}{2} \Delta_n^2)",
    )
    .because(
        "As printed: without brackets around both factors, the logarithm applies to the fraction only, and the \
         exponential is left. The next lines take the logarithm of both.",
    )
    .from(["N2-005"])
    .given([matrix("X", D, N), vector("mean", D), covariance("covariance", D)])
    .identity(
        formula!(|X, mean, covariance| {
            sum_over_samples(X, |x| Ok(squared_density(x, mean, covariance)?.ln()? * F::half()))
        }),
        formula!(|X, mean, covariance| {
            sum_over_samples(X, |x| {
                Ok(log_normalising_factor(covariance)? * (mahalanobis(x, mean, covariance)? * -F::half()).exp()?)
            })
        }),
    )
    .erratum("brackets")]
}

fn maxima() -> [Claim; 3] {
    let given = [matrix("X", D, N), vector("mean", D), covariance("covariance", D)];
    [
        Claim::new(
            "slope_of_the_product",
            r"\frac{\partial}{\partial \mu} \prod_{n=1}^{N} \mathcal{N}(x_n|\mu,\Sigma) = \left( \prod_{n=1}^{N} \mathcal{N}(x_n|\mu,\Sigma) \right) \sum_{n=1}^{N} \Sigma^{-1} (x_n-\mu)",
        )
        .because(
            "dp = p d ln p. The factor p is positive, so the product increases where the sum of logarithms increases, \
             and both have the same maxima.",
        )
        .from(["N0-004", "N0-005"])
        .given(given)
        .gradient(
            formula!(|X, mean, covariance| product_over_samples(X, |x| log_density(x, mean, covariance)?.exp())),
            "mean",
            formula!(|X, mean, covariance| {
                let product = product_over_samples(X, |x| log_density(x, mean, covariance)?.exp())?;
                gradient_in_mean(X, mean, covariance)? * product
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance")])
        .control("product forgotten", formula!(|X, mean, covariance| gradient_in_mean(X, mean, covariance))),
        Claim::new(
            "maximum_of_the_product",
            r"\arg\max_{\mu} \prod_{n=1}^{N} \mathcal{N}(x_n|\mu,\Sigma) = \arg\min_{\mu} \prod_{n=1}^{N} \frac{\mathcal{N}(x_n|\bar{x},\Sigma)}{\mathcal{N}(x_n|\mu,\Sigma)} = \bar{x}",
        )
        .because(
            "The product is largest where the sum of logarithms is. Its reciprocal is convex and smallest there. A \
             constant factor, here the maximum of the likelihood, keeps the numbers near 1.",
        )
        .from(["N0-004"])
        .given([matrix("X", D, N), covariance("covariance", D), vector("mean", D)])
        .extremum(
            Extremum::Minimum,
            Convention::Unconstrained,
            formula!(|X, mean, covariance| {
                let best = sample_mean(X)?;
                product_over_samples(X, |x| (log_density(x, &best, covariance)? - log_density(x, mean, covariance)?).exp())
            }),
            "mean",
            formula!(|X| sample_mean(X)),
        )
        .controls([Mistake::Negated, Mistake::Doubled])
        .control("first sample", formula!(|X| column(X, 0))),
        Claim::new("unbounded", r"\frac{\partial}{\partial c} \ln \mathcal{N}(x|x,c\Sigma) = -\frac{D}{2c}")
            .because(
                "One sample, equal to the mean: the derivative never vanishes, and the likelihood grows without bound \
                 as Σ shrinks. A maximum over both μ and Σ needs N > D.",
            )
            .from(["N0-004", "N0-005"])
            .given([positive("c", ONE), vector("x", D), covariance("covariance", D)])
            .gradient(
                formula!(|c, x, covariance| log_density(x, x, &(covariance * c[(0, 0)].clone()))),
                "c",
                formula!(|c; d| inverse(c)? * F::ratio(-(d as i64), 2)?),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("c")])
            .control("D forgotten", formula!(|c| inverse(c)? * -F::half())),
    ]
}
