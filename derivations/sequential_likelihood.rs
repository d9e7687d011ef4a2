//! μ_N = μ_{N−1} + 1/N (x_N − μ_{N−1}), and S_N = S_{N−1} + (N−1)/N (x_N − μ_{N−1})(x_N − μ_{N−1})ᵀ

use super::affine_map::coloured;
use super::log_density::{log_density, log_likelihood, mahalanobis, sample_mean};
use super::mu_gradient::mu_gradient;
use super::sigma_gradient::scatter;
use crate::prelude::*;

/// The sufficient statistics of samples of a Gaussian: their number, mean, and scatter about the mean.
#[derive(Clone, Debug)]
pub struct Statistics<F> {
    /// N
    pub samples: usize,
    /// x̄, D×1
    pub mean: Matrix<F>,
    /// Σₙ(xₙ−x̄)(xₙ−x̄)ᵀ, D×D
    pub scatter: Matrix<F>,
}

impl<F: Field> Statistics<F> {
    /// The statistics of all samples at once; `data`: D×N, columns are samples, N ≥ 1.
    pub fn of(data: &Matrix<F>) -> Result<Self> {
        let mean = sample_mean(data)?;
        Ok(Self { samples: data.ncols(), scatter: scatter(data, &mean)?, mean })
    }

    /// Adds one more sample (Welford)                                                            (Bishop 2.126)
    ///
    /// μ′ = μ + 1/(N+1) (x−μ) and S′ = S + (x−μ)(x−μ′)ᵀ; `x`: D×1.
    pub fn with_sample(&self, x: &Matrix<F>) -> Result<Self> {
        expect_shape("the sample", x, self.mean.nrows(), 1)?;
        let samples = self.samples + 1;
        let deviation = x - &self.mean;
        let mean = &self.mean + &deviation * F::ratio(1, samples as i64)?;
        let scatter = &self.scatter + deviation * (x - &mean).transpose();
        Ok(Self { samples, mean, scatter })
    }

    /// The statistics of both sets of samples together (Chan, Golub, LeVeque 1979)
    ///
    /// μ = μ₁ + N₂/N d and S = S₁ + S₂ + N₁N₂/N ddᵀ, d = μ₂−μ₁, N = N₁ + N₂.
    pub fn merged(&self, other: &Self) -> Result<Self> {
        let (first, second) = (self.samples as i64, other.samples as i64);
        let distance = &other.mean - &self.mean;
        let mean = &self.mean + &distance * F::ratio(second, first + second)?;
        let between = &distance * distance.transpose() * F::ratio(first * second, first + second)?;
        Ok(Self { samples: self.samples + other.samples, mean, scatter: &self.scatter + &other.scatter + between })
    }

    /// The statistics of the columns of `data`, added one after another; D×N, N ≥ 1.
    pub fn streamed(data: &Matrix<F>) -> Result<Self> {
        let first = Self::of(&column(data, 0))?;
        (1..data.ncols()).try_fold(first, |statistics, n| statistics.with_sample(&column(data, n)))
    }
}

/// ln p(X | μ, Σ) from the statistics of X alone                                                 (Bishop 2.119)
///
/// `mean`: D×1; `covariance`: D×D with |Σ| > 0.
pub fn log_likelihood_of<F: Field>(statistics: &Statistics<F>, mean: &Matrix<F>, covariance: &Matrix<F>) -> Result<F> {
    let (dimension, samples) = (F::integer(mean.nrows() as i64), F::integer(statistics.samples as i64));
    let volume = dimension * F::ln_two_pi()? + log_determinant(covariance)?;
    let within = trace(&(inverse(covariance)? * &statistics.scatter))?;
    let distance = mahalanobis(&statistics.mean, mean, covariance)?;
    Ok((samples * (volume + distance) + within) * -F::half())
}

/// μ + a Σ ∂/∂μ ln N(x | μ, Σ), a step of Robbins and Monro                                       (Bishop 2.135)
///
/// `x`, `mean`: D×1; `covariance`: D×D, symmetric; `rate` a.
pub fn stochastic_step<F: Field>(
    x: &Matrix<F>,
    mean: &Matrix<F>,
    covariance: &Matrix<F>,
    rate: F,
) -> Result<Matrix<F>> {
    Ok(mean + covariance * mu_gradient(x, mean, covariance)? * rate)
}

/// The derivation.
pub fn derivation() -> Derivation {
    Derivation::new("sequential_likelihood", "Sequential maximum likelihood")
        .about(
            "Number, mean and scatter are sufficient statistics: one more sample, or another batch, updates them \
             without the earlier samples. The new mean is a step along the score with rate 1/N: the procedure of \
             Robbins and Monro.",
        )
        .claims(one_more_sample())
        .claims(batches())
        .claims(likelihoods())
        .claims(stochastic_approximation())
}

fn one_more_sample() -> [Claim; 4] {
    let given = [matrix("X", D, N), vector("x", D)];
    let batch_mean = formula!(|X, x| sample_mean(&beside(X, x)?));
    let batch_scatter = formula!(|X, x| Ok::<_, Error>(Statistics::of(&beside(X, x)?)?.scatter));
    [
        Claim::new("mean", r"\mu_{N+1} = \mu_N + \frac{1}{N+1} (x_{N+1} - \mu_N)")
            .because("(N μ_N + x)/(N+1): the old mean, moved towards the new sample by its share.")
            .from(["Bishop 2.3.5"])
            .given(given)
            .identity(batch_mean, formula!(|X, x| Ok::<_, Error>(Statistics::of(X)?.with_sample(x)?.mean)))
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("x")])
            .control("N for N+1", formula!(|X, x; n| {
                let mean = sample_mean(X)?;
                &mean + (x - &mean) * F::ratio(1, n as i64)?
            }))
            .control("old mean not subtracted", formula!(|X, x; n| sample_mean(X)? + x * F::ratio(1, n as i64 + 1)?)),
        Claim::new("scatter", r"S_{N+1} = S_N + (x_{N+1} - \mu_N)(x_{N+1} - \mu_{N+1})^T")
            .because("One deviation from the old mean, one from the new one: they are parallel, so the product is symmetric.")
            .from(["Bishop 2.3.5", "Welford 1962"])
            .given(given)
            .identity(batch_scatter, formula!(|X, x| Ok::<_, Error>(Statistics::of(X)?.with_sample(x)?.scatter)))
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("x")])
            .control("old mean twice", formula!(|X, x| {
                let old = Statistics::of(X)?;
                let deviation = x - &old.mean;
                old.scatter + &deviation * deviation.transpose()
            }))
            .control("new mean twice", formula!(|X, x| {
                let (old, new) = (Statistics::of(X)?, sample_mean(&beside(X, x)?)?);
                let deviation = x - new;
                old.scatter + &deviation * deviation.transpose()
            })),
        Claim::new("scatter_by_the_old_mean", r"S_{N+1} = S_N + \frac{N}{N+1} (x_{N+1} - \mu_N)(x_{N+1} - \mu_N)^T")
            .because("x − μ_{N+1} = N/(N+1) (x − μ_N).")
            .from(["Bishop 2.3.5", "Welford 1962"])
            .given(given)
            .identity(batch_scatter, formula!(|X, x; n| {
                let old = Statistics::of(X)?;
                let deviation = x - &old.mean;
                old.scatter + &deviation * deviation.transpose() * F::ratio(n as i64, n as i64 + 1)?
            }))
            .controls([Mistake::Negated, Mistake::Doubled])
            .control("1/(N+1) for N/(N+1)", formula!(|X, x; n| {
                let old = Statistics::of(X)?;
                let deviation = x - &old.mean;
                old.scatter + &deviation * deviation.transpose() * F::ratio(1, n as i64 + 1)?
            }))
            .control("(N+1)/N", formula!(|X, x; n| {
                let old = Statistics::of(X)?;
                let deviation = x - &old.mean;
                old.scatter + &deviation * deviation.transpose() * F::ratio(n as i64 + 1, n as i64)?
            })),
        Claim::new(
            "covariance",
            r"\Sigma_{N+1} = \Sigma_N + \frac{1}{N+1} \left( \frac{N}{N+1} (x_{N+1}-\mu_N)(x_{N+1}-\mu_N)^T - \Sigma_N \right)",
        )
        .because("Σ_N = S_N/N: the covariance moves towards the new outer product by the share of one sample.")
        .from(["Bishop 2.3.5"])
        .given(given)
        .identity(
            formula!(|X, x; n| Statistics::of(&beside(X, x)?)?.scatter * F::ratio(1, n as i64 + 1)?),
            formula!(|X, x; n| {
                let old = Statistics::of(X)?;
                let (deviation, covariance) = (x - old.mean, old.scatter * F::ratio(1, n as i64)?);
                let outer = &deviation * deviation.transpose() * F::ratio(n as i64, n as i64 + 1)?;
                &covariance + (outer - &covariance) * F::ratio(1, n as i64 + 1)?
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled])
        .control("old covariance not subtracted", formula!(|X, x; n| {
            let old = Statistics::of(X)?;
            let (deviation, covariance) = (x - old.mean, old.scatter * F::ratio(1, n as i64)?);
            let outer = &deviation * deviation.transpose() * F::ratio(n as i64, n as i64 + 1)?;
            covariance + outer * F::ratio(1, n as i64 + 1)?
        }))
        .control("full outer product", formula!(|X, x; n| {
            let old = Statistics::of(X)?;
            let (deviation, covariance) = (x - old.mean, old.scatter * F::ratio(1, n as i64)?);
            &covariance + (&deviation * deviation.transpose() - &covariance) * F::ratio(1, n as i64 + 1)?
        })),
    ]
}

fn batches() -> [Claim; 4] {
    let given = [matrix("X", D, N), matrix("Y", D, N + ONE)];
    [
        Claim::new("streamed_mean", r"\mu_1 = x_1, \; \mu_{n} = \mu_{n-1} + \frac{1}{n} (x_n - \mu_{n-1}) \; \Rightarrow \; \mu_N = \bar{x}")
            .because("By induction over the samples.")
            .from(["Bishop 2.3.5"])
            .given([matrix("X", D, N)])
            .identity(
                formula!(|X| Ok::<_, Error>(Statistics::streamed(X)?.mean)),
                formula!(|X| sample_mean(X)),
            )
            .controls([Mistake::Negated, Mistake::Doubled])
            .control("last sample", formula!(|X; n| column(X, n - 1))),
        Claim::new("streamed_scatter", r"S_1 = 0, \; S_n = S_{n-1} + (x_n - \mu_{n-1})(x_n - \mu_n)^T \; \Rightarrow \; S_N = \sum_{n=1}^{N} (x_n-\bar{x})(x_n-\bar{x})^T")
            .because("By induction over the samples.")
            .from(["Bishop 2.3.5", "Welford 1962"])
            .given([matrix("X", D, N)])
            .identity(
                formula!(|X| Ok::<_, Error>(Statistics::streamed(X)?.scatter)),
                formula!(|X| Ok::<_, Error>(Statistics::of(X)?.scatter)),
            )
            .controls([Mistake::Negated, Mistake::Doubled])
            .control("mean not subtracted", formula!(|X| X * X.transpose())),
        Claim::new("merged_mean", r"\bar{x} = \bar{x}_1 + \frac{N_2}{N_1 + N_2} (\bar{x}_2 - \bar{x}_1)")
            .because("The weighted mean of both means.")
            .from(["Chan, Golub, LeVeque 1979"])
            .given(given)
            .identity(
                formula!(|X, Y| sample_mean(&beside(X, Y)?)),
                formula!(|X, Y| Ok::<_, Error>(Statistics::of(X)?.merged(&Statistics::of(Y)?)?.mean)),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("Y")])
            .control("N₁ for N₂", formula!(|X, Y; n| {
                let (first, second) = (sample_mean(X)?, sample_mean(Y)?);
                &first + (second - &first) * F::ratio(n as i64, 2 * n as i64 + 1)?
            }))
            .control("mean of both means", formula!(|X, Y| (sample_mean(X)? + sample_mean(Y)?) * F::half())),
        Claim::new(
            "merged_scatter",
            r"S = S_1 + S_2 + \frac{N_1 N_2}{N_1 + N_2} (\bar{x}_2 - \bar{x}_1)(\bar{x}_2 - \bar{x}_1)^T",
        )
        .because("Within both batches, and between their means.")
        .from(["Chan, Golub, LeVeque 1979"])
        .given(given)
        .identity(
            formula!(|X, Y| Ok::<_, Error>(Statistics::of(&beside(X, Y)?)?.scatter)),
            formula!(|X, Y| Ok::<_, Error>(Statistics::of(X)?.merged(&Statistics::of(Y)?)?.scatter)),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("Y")])
        .control("between forgotten", formula!(|X, Y| {
            Ok::<_, Error>(Statistics::of(X)?.scatter + Statistics::of(Y)?.scatter)
        }))
        .control("weight 1", formula!(|X, Y| {
            let (first, second) = (Statistics::of(X)?, Statistics::of(Y)?);
            let distance = second.mean - first.mean;
            first.scatter + second.scatter + &distance * distance.transpose()
        })),
    ]
}

fn likelihoods() -> [Claim; 4] {
    [
        Claim::new("additive", r"\ln p(X, x | \mu,\Sigma) = \ln p(X|\mu,\Sigma) + \ln \mathcal{N}(x|\mu,\Sigma)")
            .because("Independent samples multiply their densities.")
            .from(["Bishop 2.3.5"])
            .given([matrix("X", D, N), vector("x", D), vector("mean", D), covariance("covariance", D)])
            .identity(
                formula!(|X, x, mean, covariance| log_likelihood(&beside(X, x)?, mean, covariance)),
                formula!(|X, x, mean, covariance| {
                    log_likelihood(X, mean, covariance)? + log_density(x, mean, covariance)?
                }),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("x")])
            .control("new sample forgotten", formula!(|X, mean, covariance| log_likelihood(X, mean, covariance))),
        Claim::new(
            "sufficient",
            r"\ln p(X|\mu,\Sigma) = -\frac{N}{2} \left( D \ln 2\pi + \ln|\Sigma| + (\bar{x}-\mu)^T \Sigma^{-1} (\bar{x}-\mu) \right) - \tfrac{1}{2} \operatorname{tr}(\Sigma^{-1} S), \quad S = \sum_{n=1}^{N} (x_n-\bar{x})(x_n-\bar{x})^T",
        )
        .because("The scatter about μ is that about x̄ plus N (x̄−μ)(x̄−μ)ᵀ, under the trace.")
        .from(["Bishop 2.3.4"])
        .given([matrix("X", D, N), vector("mean", D), covariance("covariance", D)])
        .identity(
            formula!(|X, mean, covariance| log_likelihood(X, mean, covariance)),
            formula!(|X, mean, covariance| log_likelihood_of(&Statistics::of(X)?, mean, covariance)),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("mean"), Mistake::InputInverted("covariance")])
        .control("mean's distance once", formula!(|X, mean, covariance; n| {
            let statistics = Statistics::of(X)?;
            let distance = mahalanobis(&statistics.mean, mean, covariance)? * F::ratio(n as i64 - 1, 2)?;
            log_likelihood_of(&statistics, mean, covariance)? + distance
        })),
        Claim::new(
            "merged_likelihood",
            r"\ln p(X, Y|\mu,\Sigma) = -\frac{N_1+N_2}{2} \left( D \ln 2\pi + \ln|\Sigma| + (\bar{x}-\mu)^T \Sigma^{-1} (\bar{x}-\mu) \right) - \tfrac{1}{2} \operatorname{tr}(\Sigma^{-1} S)",
        )
        .because("The merged number, mean and scatter are those of all samples, so the likelihood is the same.")
        .from(["Bishop 2.3.4", "Chan, Golub, LeVeque 1979"])
        .given([matrix("X", D, N), matrix("Y", D, N + ONE), vector("mean", D), covariance("covariance", D)])
        .identity(
            formula!(|X, Y, mean, covariance| log_likelihood(&beside(X, Y)?, mean, covariance)),
            formula!(|X, Y, mean, covariance| {
                log_likelihood_of(&Statistics::of(X)?.merged(&Statistics::of(Y)?)?, mean, covariance)
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("mean"), Mistake::InputInverted("covariance")])
        .control("N₁ for N₁ + N₂", formula!(|X, Y, mean, covariance| {
            let first = Statistics::of(X)?;
            let merged = first.merged(&Statistics::of(Y)?)?;
            log_likelihood_of(&Statistics { samples: first.samples, ..merged }, mean, covariance)
        })),
        Claim::new("new_maximum", r"\arg\max_{\mu} \ln p(X, x | \mu,\Sigma) = \mu_N + \frac{1}{N+1} (x - \mu_N)")
            .because("The updated mean is the mean of all samples, which maximises the likelihood.")
            .from(["Bishop 2.3.5"])
            .given([matrix("X", D, N), vector("x", D), vector("mean", D), covariance("covariance", D)])
            .extremum(
                Extremum::Maximum,
                Convention::Unconstrained,
                formula!(|X, x, mean, covariance| log_likelihood(&beside(X, x)?, mean, covariance)),
                "mean",
                formula!(|X, x| Ok::<_, Error>(Statistics::of(X)?.with_sample(x)?.mean)),
            )
            .controls([Mistake::Negated, Mistake::Doubled])
            .control("old mean", formula!(|X| sample_mean(X)))
            .control("half way", formula!(|X, x| sample_mean(X)? * F::ratio(1, 3)? + x * F::ratio(2, 3)?)),
    ]
}

fn stochastic_approximation() -> [Claim; 3] {
    [
        Claim::new(
            "robbins_monro",
            r"\mu_{N+1} = \mu_N + a_N \frac{\partial}{\partial \mu} \ln \mathcal{N}(x_{N+1}|\mu_N,\Sigma), \quad a_N = \frac{1}{N+1} \Sigma",
        )
        .because("Σ times the score Σ⁻¹(x−μ) is the deviation, so this is the update of the mean, whatever Σ is.")
        .from(["Bishop 2.3.5"])
        .given([matrix("X", D, N), vector("x", D), covariance("covariance", D)])
        .identity(
            formula!(|X, x| sample_mean(&beside(X, x)?)),
            formula!(|X, x, covariance; n| stochastic_step(x, &sample_mean(X)?, covariance, F::ratio(1, n as i64 + 1)?)),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("x")])
        .control("against the score", formula!(|X, x, covariance; n| {
            stochastic_step(x, &sample_mean(X)?, covariance, F::ratio(-1, n as i64 + 1)?)
        }))
        .control("rate without Σ", formula!(|X, x, covariance; n| {
            let mean = sample_mean(X)?;
            &mean + mu_gradient(x, &mean, covariance)? * F::ratio(1, n as i64 + 1)?
        })),
        Claim::new(
            "regression_function",
            r"\mathbb{E}\left[ \frac{\partial}{\partial \theta} \ln \mathcal{N}(x|\theta,\Sigma) \right] = \Sigma^{-1} (\mu - \theta), \quad x \sim \mathcal{N}(\mu,\Sigma)",
        )
        .because("The score is linear in x. Its mean vanishes only at θ = μ, the root to which the procedure converges.")
        .from(["Bishop 2.3.5"])
        .given([vector("mean", D), vector("theta", D), covariance("covariance", D)])
        .expectation(
            D,
            formula!(|mean, theta, covariance, covariance_factor, noise| {
                mu_gradient(&coloured(mean, covariance_factor, noise)?, theta, covariance)
            }),
            formula!(|mean, theta, covariance| inverse(covariance)? * (mean - theta)),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance"), Mistake::InputsSwapped("mean", "theta")]),
        Claim::new(
            "law_of_a_step",
            r"\theta + a (x - \theta) \sim \mathcal{N}(\mu, (1-a)^2 C + a^2 \Sigma), \quad \theta \sim \mathcal{N}(\mu, C), \; x \sim \mathcal{N}(\mu,\Sigma)",
        )
        .because("A weighted mean of independent Gaussians. With C = Σ/N and a = 1/(N+1) it is Σ/(N+1), the law of the next mean.")
        .from(["Bishop 2.3.5"])
        .given([number("a"), vector("mean", D), covariance("C", D), covariance("covariance", D)])
        .law(
            D + D,
            formula!(|a, mean, C_factor, covariance, covariance_factor, noise; d| {
                let (first, second) = split_rows(noise, d)?;
                let (theta, x) = (coloured(mean, C_factor, &first)?, coloured(mean, covariance_factor, &second)?);
                stochastic_step(&x, &theta, covariance, a[(0, 0)].clone())
            }),
            formula!(|a, mean, C, covariance| {
                let (a, rest) = (a[(0, 0)].clone(), F::one() - a[(0, 0)].clone());
                law(mean, &(C * (rest.clone() * rest) + covariance * (a.clone() * a)))
            }),
        )
        .controls([Mistake::Doubled, Mistake::InputNegated("a"), Mistake::InputsSwapped("C", "covariance")])
        .control("weights not squared", formula!(|a, mean, C, covariance| {
            let (a, rest) = (a[(0, 0)].clone(), F::one() - a[(0, 0)].clone());
            law(mean, &(C * rest + covariance * a))
        })),
    ]
}
