//! p(μ | x) = N(μ | μ_N, σ_N²), the posterior of the mean of a scalar Gaussian

use super::completing_square::{centre, completed, quadratic};
use super::linear_gaussian;
use super::log_density::{log_density, log_likelihood, sample_mean};
use crate::prelude::*;

/// N(μ | mean, variance): the distribution of the unknown mean μ, prior or posterior.
#[derive(Clone, Debug)]
pub struct Belief<F> {
    /// μ₀ before, μ_N after N samples
    pub mean: F,
    /// σ₀² before, σ_N² after N samples
    pub variance: F,
}

/// The posterior after the samples: 1/σ_N² = 1/σ₀² + N/σ², and the mean                       (N1-164)
///
/// ```text
///            σ²             N σ₀²
/// μ_N  =  ──────── μ₀  +  ──────── x̄
///         Nσ₀²+σ²         Nσ₀²+σ²
/// ```
/// `data`: 1×N, N ≥ 1; `variance` σ² of a sample. Errors: no samples, more than one row, variances that have no inverse.
pub fn posterior<F: Field>(prior: &Belief<F>, data: &Matrix<F>, variance: &F) -> Result<Belief<F>> {
    expect_shape("data", data, 1, data.ncols())?;
    let (of_prior, of_data) = weights(prior, data.ncols(), variance)?;
    let samples = F::integer(data.ncols() as i64);
    let precision = prior.variance.reciprocal()? + samples * variance.reciprocal()?;
    let average = sample_mean(data)?[(0, 0)].clone();
    Ok(Belief { mean: of_prior * prior.mean.clone() + of_data * average, variance: precision.reciprocal()? })
}

/// σ²/(Nσ₀²+σ²) and Nσ₀²/(Nσ₀²+σ²), the weights of μ₀ and of x̄ in μ_N                        (N1-164)
///
/// Errors: Nσ₀² + σ² = 0.
pub fn weights<F: Field>(prior: &Belief<F>, samples: usize, variance: &F) -> Result<(F, F)> {
    let spread = prior.variance.clone() * F::integer(samples as i64);
    let scale = (spread.clone() + variance.clone()).reciprocal()?;
    Ok((variance.clone() * scale.clone(), spread * scale))
}

/// The posterior after the samples one by one: each is the prior of the next sample     (Bishop 2.144)
///
/// `data`: 1×N. Errors: those of [`posterior`].
pub fn sequential_posterior<F: Field>(prior: &Belief<F>, data: &Matrix<F>, variance: &F) -> Result<Belief<F>> {
    (0..data.ncols()).try_fold(prior.clone(), |belief, n| posterior(&belief, &column(data, n), variance))
}

impl<F: Field> Belief<F> {
    /// From two 1×1 matrices.
    fn new(mean: &Matrix<F>, variance: &Matrix<F>) -> Self {
        Self { mean: number_of(mean), variance: number_of(variance) }
    }

    /// [mean; variance]
    fn column(&self) -> Matrix<F> {
        Matrix::from_column_slice(2, 1, &[self.mean.clone(), self.variance.clone()])
    }

    /// ln N(μ | mean, variance)
    fn log_density(&self, mu: &Matrix<F>) -> Result<F> {
        log_density(mu, &scalar(self.mean.clone()), &scalar(self.variance.clone()))
    }
}

/// The entry of a 1×1 matrix.
fn number_of<F: Field>(matrix: &Matrix<F>) -> F {
    matrix[(0, 0)].clone()
}

/// −½ (μ−μ₀)²/σ₀² − ½ Σₙ (xₙ−μ)²/σ², the exponent of p(μ) p(x|μ)
fn exponent<F: Field>(mu: &Matrix<F>, prior: &Belief<F>, data: &Matrix<F>, variance: &F) -> Result<F> {
    let offset = number_of(mu) - prior.mean.clone();
    let of_prior = offset.clone() * offset * prior.variance.reciprocal()?;
    Ok((of_prior + sum_of_squares(data, &number_of(mu)) * variance.reciprocal()?) * -F::half())
}

/// Σₙ (xₙ−μ)²
fn sum_of_squares<F: Field>(data: &Matrix<F>, mu: &F) -> F {
    data.iter().fold(F::zero(), |sum, x| {
        let deviation = x.clone() - mu.clone();
        sum + deviation.clone() * deviation
    })
}

/// 1/σ₀² + N/σ² and μ₀/σ₀² + Σₙ xₙ/σ², the coefficients of −½μ² and of μ in the exponent
fn coefficients<F: Field>(prior: &Belief<F>, data: &Matrix<F>, variance: &F) -> Result<(Matrix<F>, Matrix<F>)> {
    let (of_prior, of_sample) = (prior.variance.reciprocal()?, variance.reciprocal()?);
    let sum = data.iter().fold(F::zero(), |sum, x| sum + x.clone());
    let quadratic = of_prior.clone() + F::integer(data.ncols() as i64) * of_sample.clone();
    Ok((scalar(quadratic), scalar(of_prior * prior.mean.clone() + of_sample * sum)))
}

/// The same model as x = Aμ + b + noise of precision L: A is a column of ones, b = 0, L = I/σ².
struct Observed<F> {
    prior_precision: Matrix<F>,
    map: Matrix<F>,
    offset: Matrix<F>,
    noise_precision: Matrix<F>,
}

impl<F: Field> Observed<F> {
    fn new(prior: &Belief<F>, samples: usize, variance: &F) -> Result<Self> {
        Ok(Self {
            prior_precision: scalar(prior.variance.reciprocal()?),
            map: Matrix::from_element(samples, 1, F::one()),
            offset: Matrix::zeros(samples, 1),
            noise_precision: Matrix::identity(samples, samples) * variance.reciprocal()?,
        })
    }

    /// σ²I + σ₀²11ᵀ, the covariance of the samples when μ is not known
    fn evidence_covariance(&self) -> Result<Matrix<F>> {
        linear_gaussian::evidence_covariance(&self.prior_precision, &self.map, &self.noise_precision)
    }

    /// Mean and variance of p(μ|x)
    fn posterior(&self, prior: &Belief<F>, data: &Matrix<F>) -> Result<Belief<F>> {
        let Self { prior_precision, map, offset, noise_precision } = self;
        let prior_mean = scalar(prior.mean.clone());
        let (y, precision) =
            (data.transpose(), linear_gaussian::posterior_precision(prior_precision, map, noise_precision)?);
        let mean = linear_gaussian::posterior_mean(&y, &prior_mean, prior_precision, map, offset, noise_precision)?;
        Ok(Belief::new(&mean, &inverse(&precision)?))
    }
}

const SAMPLES: Input = matrix("X", ONE, N);
const MEAN: Input = number("mean");
const PRIOR_MEAN: Input = number("prior_mean");
const PRIOR_VARIANCE: Input = positive("prior_variance", ONE);
const VARIANCE: Input = positive("variance", ONE);

/// The derivation.
pub fn derivation() -> Derivation {
    Derivation::new("bayesian_mean", "Bayesian inference for the mean of a scalar Gaussian")
        .about(
            "The variance σ² of a sample is known; the unknown mean μ has a Gaussian prior. Prior times likelihood is \
             the exponential of a quadratic in μ; completing the square gives a Gaussian posterior. Precisions add up, \
             and its mean lies between the prior mean and the sample mean.",
        )
        .claims(likelihood())
        .claims(square())
        .claims(batch())
        .claims(agreement())
        .claims(checks())
}

fn likelihood() -> [Claim; 2] {
    [
        Claim::new(
            "likelihood",
            r"\sum_{n=1}^{N} \ln \mathcal{N}(x_n|\mu,\sigma^2) = -\frac{N}{2} \ln(2\pi\sigma^2) - \frac{1}{2\sigma^2} \sum_{n=1}^{N} (x_n-\mu)^2",
        )
        .because("The logarithm of the product of N densities with the same variance.")
        .from(["N1-162"])
        .given([SAMPLES, MEAN, VARIANCE])
        .identity(
            formula!(|X, mean, variance| log_likelihood(X, mean, variance)),
            formula!(|X, mean, variance; n| {
                let logarithm = F::ln_two_pi()? + number_of(variance).ln()?;
                let sum = sum_of_squares(X, &number_of(mean)) * number_of(variance).reciprocal()?;
                (logarithm * F::integer(n as i64) + sum) * -F::half()
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("variance"), Mistake::InputNegated("mean")])
        .control("½ before the sum lost", formula!(|X, mean, variance; n| {
            let logarithm = F::ln_two_pi()? + number_of(variance).ln()?;
            let sum = sum_of_squares(X, &number_of(mean)) * number_of(variance).reciprocal()?;
            logarithm * F::integer(n as i64) * -F::half() - sum
        })),
        Claim::new("maximum_likelihood_mean", r"\mu_{ML} = \arg\max_{\mu} \ln p(x|\mu) = \frac{1}{N} \sum_{n=1}^{N} x_n")
            .because("The sum of squares is least at the sample mean, whatever σ² is.")
            .from(["N1-164", "N1-134"])
            .given([SAMPLES, MEAN, VARIANCE])
            .extremum(
                Extremum::Maximum,
                Convention::Unconstrained,
                formula!(|X, mean, variance| log_likelihood(X, mean, variance)),
                "mean",
                formula!(|X| sample_mean(X)),
            )
            .controls([Mistake::Negated, Mistake::Doubled])
            .control("divided by N+1", formula!(|X; n| sample_mean(X)? * F::ratio(n as i64, n as i64 + 1)?)),
    ]
}

fn square() -> [Claim; 2] {
    let given = [SAMPLES, MEAN, PRIOR_MEAN, PRIOR_VARIANCE, VARIANCE];
    [
        Claim::new(
            "exponent",
            r"-\frac{(\mu-\mu_0)^2}{2\sigma_0^2} - \frac{1}{2\sigma^2} \sum_{n=1}^{N} (x_n-\mu)^2 = -\tfrac{1}{2} \left( \frac{1}{\sigma_0^2} + \frac{N}{\sigma^2} \right) \mu^2 + \mu \left( \frac{\mu_0}{\sigma_0^2} + \frac{1}{\sigma^2} \sum_{n=1}^{N} x_n \right) - \frac{\mu_0^2}{2\sigma_0^2} - \frac{1}{2\sigma^2} \sum_{n=1}^{N} x_n^2",
        )
        .because("Prior times likelihood, multiplied out and sorted by powers of μ.")
        .from(["N1-162", "N1-163", "N1-164"])
        .given(given)
        .identity(
            formula!(|X, mean, prior_mean, prior_variance, variance| {
                exponent(mean, &Belief::new(prior_mean, prior_variance), X, &number_of(variance))
            }),
            formula!(|X, mean, prior_mean, prior_variance, variance| {
                let (prior, variance) = (Belief::new(prior_mean, prior_variance), number_of(variance));
                let (a, m) = coefficients(&prior, X, &variance)?;
                quadratic(mean, &a, &m)? + exponent(&Matrix::zeros(1, 1), &prior, X, &variance)?
            }),
        )
        .controls([
            Mistake::Negated,
            Mistake::InputNegated("mean"),
            Mistake::InputInverted("variance"),
            Mistake::InputsSwapped("prior_variance", "variance"),
        ])
        .control("constant forgotten", formula!(|X, mean, prior_mean, prior_variance, variance| {
            let (a, m) = coefficients(&Belief::new(prior_mean, prior_variance), X, &number_of(variance))?;
            quadratic(mean, &a, &m)
        })),
        Claim::new(
            "completed_square",
            r"-\tfrac{1}{2} a \mu^2 + \mu m = -\frac{(\mu-\mu_N)^2}{2\sigma_N^2} + \frac{\mu_N^2}{2\sigma_N^2}, \quad a = \frac{1}{\sigma_0^2} + \frac{N}{\sigma^2}, \; m = \frac{\mu_0}{\sigma_0^2} + \frac{1}{\sigma^2} \sum_{n=1}^{N} x_n",
        )
        .because("Completing the square: 1/a is the variance and m/a the mean. In μ the posterior is a Gaussian, up to a constant.")
        .from(["N1-164", "N1-070"])
        .given(given)
        .identity(
            formula!(|X, mean, prior_mean, prior_variance, variance| {
                let (a, m) = coefficients(&Belief::new(prior_mean, prior_variance), X, &number_of(variance))?;
                completed(mean, &a, &m)
            }),
            formula!(|X, mean, prior_mean, prior_variance, variance| {
                let belief = posterior(&Belief::new(prior_mean, prior_variance), X, &number_of(variance))?;
                let offset = number_of(mean) - belief.mean.clone();
                let squares = belief.mean.clone() * belief.mean - offset.clone() * offset;
                squares * belief.variance.reciprocal()? * F::half()
            }),
        )
        .controls([
            Mistake::Negated,
            Mistake::Doubled,
            Mistake::InputNegated("prior_mean"),
            Mistake::InputInverted("prior_variance"),
            Mistake::InputsSwapped("prior_variance", "variance"),
        ]),
    ]
}

fn batch() -> [Claim; 4] {
    let given = [SAMPLES, PRIOR_MEAN, PRIOR_VARIANCE, VARIANCE];
    let mean_of_posterior = formula!(|X, prior_mean, prior_variance, variance| {
        posterior(&Belief::new(prior_mean, prior_variance), X, &number_of(variance))?.mean
    });
    [
        Claim::new(
            "posterior_mean",
            r"\left( \frac{1}{\sigma_0^2} + \frac{N}{\sigma^2} \right)^{-1} \left( \frac{\mu_0}{\sigma_0^2} + \frac{N}{\sigma^2} \mu_{ML} \right) = \frac{\sigma^2}{N\sigma_0^2 + \sigma^2} \mu_0 + \frac{N\sigma_0^2}{N\sigma_0^2 + \sigma^2} \mu_{ML} = \mu_N",
        )
        .because("Numerator and denominator are multiplied by σ₀²σ².")
        .from(["N1-164"])
        .given(given)
        .identity(
            formula!(|X, prior_mean, prior_variance, variance| {
                let (a, m) = coefficients(&Belief::new(prior_mean, prior_variance), X, &number_of(variance))?;
                centre(&a, &m)
            }),
            mean_of_posterior,
        )
        .controls([
            Mistake::Negated,
            Mistake::InputNegated("prior_mean"),
            Mistake::InputsSwapped("prior_variance", "variance"),
        ])
        .control("N forgotten in the weights", formula!(|X, prior_mean, prior_variance, variance| {
            let prior = Belief::new(prior_mean, prior_variance);
            let (of_prior, of_data) = weights(&prior, 1, &number_of(variance))?;
            of_prior * prior.mean + of_data * number_of(&sample_mean(X)?) * F::half()
        }))
        .control("sum of the samples for their mean", formula!(|X, prior_mean, prior_variance, variance| {
            let prior = Belief::new(prior_mean, prior_variance);
            let (of_prior, of_data) = weights(&prior, X.ncols(), &number_of(variance))?;
            of_prior * prior.mean + of_data * number_of(&sample_mean(X)?) * F::integer(X.ncols() as i64 + 1)
        })),
        Claim::new(
            "posterior_variance",
            r"\frac{1}{\sigma_N^2} = \frac{1}{\sigma_0^2} + \frac{N}{\sigma^2} = \frac{N\sigma_0^2 + \sigma^2}{\sigma_0^2 \sigma^2}",
        )
        .because("Precisions add up: each sample brings 1/σ².")
        .from(["N1-164"])
        .given(given)
        .identity(
            formula!(|X, prior_mean, prior_variance, variance| {
                posterior(&Belief::new(prior_mean, prior_variance), X, &number_of(variance))?.variance.reciprocal()
            }),
            formula!(|prior_variance, variance; n| {
                let sum = prior_variance * F::integer(n as i64) + variance;
                sum * inverse(&(prior_variance * variance))?
            }),
        )
        .controls([Mistake::Negated, Mistake::Inverted, Mistake::InputsSwapped("prior_variance", "variance")])
        .control("variances add up", formula!(|prior_variance, variance; n| {
            prior_variance + variance * F::ratio(1, n as i64)?
        }))
        .control("N forgotten", formula!(|prior_variance, variance| {
            inverse(prior_variance)? + inverse(variance)? * F::half()
        })),
        Claim::new("weights", r"\frac{\sigma^2}{N\sigma_0^2 + \sigma^2} + \frac{N\sigma_0^2}{N\sigma_0^2 + \sigma^2} = 1")
            .because("Both have the same denominator, which is the sum of the numerators: μ_N lies between μ₀ and μ_ML.")
            .from(["N1-164"])
            .given([PRIOR_VARIANCE, VARIANCE, SAMPLES])
            .identity(
                formula!(|prior_variance, variance; n| {
                    let prior = Belief { mean: F::zero(), variance: number_of(prior_variance) };
                    let (of_prior, of_data) = weights(&prior, n, &number_of(variance))?;
                    of_prior + of_data
                }),
                formula!(|| F::one()),
            )
            .controls([Mistake::Negated, Mistake::Doubled])
            .control("N samples", formula!(|; n| F::integer(n as i64 + 1)))
            .control("weight of the samples alone", formula!(|prior_variance, variance; n| {
                let prior = Belief { mean: F::zero(), variance: number_of(prior_variance) };
                weights(&prior, n, &number_of(variance))?.1
            })),
        Claim::new(
            "shrinkage",
            r"\mu_N = \mu_{ML} + \frac{\sigma^2}{N\sigma_0^2 + \sigma^2} (\mu_0 - \mu_{ML}), \quad \sigma_N^2 \left( \frac{\mu_0}{\sigma_0^2} + \frac{N \mu_{ML}}{\sigma^2} \right) = \mu_N",
        )
        .because("The weights sum to one: the sample mean is shrunk towards μ₀, and less so the more samples there are.")
        .from(["N1-164"])
        .given(given)
        .identity(
            mean_of_posterior,
            formula!(|X, prior_mean, prior_variance, variance| {
                let prior = Belief::new(prior_mean, prior_variance);
                let average = number_of(&sample_mean(X)?);
                let (of_prior, _) = weights(&prior, X.ncols(), &number_of(variance))?;
                average.clone() + of_prior * (prior.mean - average)
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputsSwapped("prior_variance", "variance")])
        .control("drawn away from the prior mean", formula!(|X, prior_mean, prior_variance, variance| {
            let prior = Belief::new(prior_mean, prior_variance);
            let average = number_of(&sample_mean(X)?);
            let (of_prior, _) = weights(&prior, X.ncols(), &number_of(variance))?;
            average.clone() - of_prior * (prior.mean - average)
        })),
    ]
}

fn agreement() -> [Claim; 3] {
    let given = [SAMPLES, PRIOR_MEAN, PRIOR_VARIANCE, VARIANCE];
    let batch = formula!(|X, prior_mean, prior_variance, variance| {
        posterior(&Belief::new(prior_mean, prior_variance), X, &number_of(variance))?.column()
    });
    [
        Claim::new("sequential", r"p(\mu|x_1, \dots, x_N) \propto p(\mu|x_1, \dots, x_{N-1}) \, p(x_N|\mu)")
            .because("The posterior of some samples is the prior of the next one: precisions and weighted means add up in any order. Mean and variance are compared.")
            .from(["N1-164", "Bishop 2.144"])
            .given(given)
            .identity(
                formula!(|X, prior_mean, prior_variance, variance| {
                    sequential_posterior(&Belief::new(prior_mean, prior_variance), X, &number_of(variance))?.column()
                }),
                batch,
            )
            .controls([
                Mistake::Negated,
                Mistake::InputNegated("prior_mean"),
                Mistake::InputsSwapped("prior_variance", "variance"),
            ])
            .control("last sample only", formula!(|X, prior_mean, prior_variance, variance; n| {
                let prior = Belief::new(prior_mean, prior_variance);
                posterior(&prior, &column(X, n - 1), &number_of(variance))?.column()
            })),
        Claim::new(
            "linear_gaussian",
            r"\mu_N = (\Lambda + A^T L A)^{-1} \{ A^T L (x - b) + \Lambda\mu_0 \}, \; \sigma_N^2 = (\Lambda + A^T L A)^{-1}, \quad \Lambda = \sigma_0^{-2}, \; A = 1, \; b = 0, \; L = \sigma^{-2} I",
        )
        .because("The samples are x = 1μ + noise, a linear-Gaussian model with a column of ones for A.")
        .from(["N1-164", "N1-116", "N1-117"])
        .given(given)
        .identity(
            formula!(|X, prior_mean, prior_variance, variance| {
                let prior = Belief::new(prior_mean, prior_variance);
                Observed::new(&prior, X.ncols(), &number_of(variance))?.posterior(&prior, X)?.column()
            }),
            batch,
        )
        .controls([
            Mistake::Negated,
            Mistake::InputNegated("X"),
            Mistake::InputInverted("variance"),
            Mistake::InputsSwapped("prior_variance", "variance"),
        ]),
        Claim::new(
            "bayes",
            r"\ln p(\mu) + \ln p(x|\mu) = \ln \mathcal{N}(\mu|\mu_N,\sigma_N^2) + \ln \mathcal{N}(x|1\mu_0, \sigma^2 I + \sigma_0^2 1 1^T)",
        )
        .because("Bayes' theorem with all its constants: prior times likelihood is posterior times evidence, for every μ.")
        .from(["N1-162", "N1-163", "N1-164", "N1-115"])
        .given([SAMPLES, MEAN, PRIOR_MEAN, PRIOR_VARIANCE, VARIANCE])
        .identity(
            formula!(|X, mean, prior_mean, prior_variance, variance| {
                Belief::new(prior_mean, prior_variance).log_density(mean)? + log_likelihood(X, mean, variance)?
            }),
            formula!(|X, mean, prior_mean, prior_variance, variance| {
                let (prior, variance) = (Belief::new(prior_mean, prior_variance), number_of(variance));
                let model = Observed::new(&prior, X.ncols(), &variance)?;
                let evidence = log_density(&X.transpose(), &(&model.map * prior_mean), &model.evidence_covariance()?)?;
                posterior(&prior, X, &variance)?.log_density(mean)? + evidence
            }),
        )
        .controls([
            Mistake::Negated,
            Mistake::InputNegated("mean"),
            Mistake::InputsSwapped("mean", "prior_mean"),
            Mistake::InputsSwapped("prior_variance", "variance"),
        ])
        .control("evidence forgotten", formula!(|X, mean, prior_mean, prior_variance, variance| {
            posterior(&Belief::new(prior_mean, prior_variance), X, &number_of(variance))?.log_density(mean)
        })),
    ]
}

fn checks() -> [Claim; 2] {
    [
        Claim::new("most_probable", r"\arg\max_{\mu} \left( \ln p(\mu) + \ln p(x|\mu) \right) = \mu_N")
            .because("The posterior is a Gaussian around μ_N, and the evidence does not depend on μ.")
            .from(["N1-164"])
            .given([SAMPLES, MEAN, PRIOR_MEAN, PRIOR_VARIANCE, VARIANCE])
            .extremum(
                Extremum::Maximum,
                Convention::Unconstrained,
                formula!(|X, mean, prior_mean, prior_variance, variance| {
                    log_density(mean, prior_mean, prior_variance)? + log_likelihood(X, mean, variance)?
                }),
                "mean",
                formula!(|X, prior_mean, prior_variance, variance| {
                    posterior(&Belief::new(prior_mean, prior_variance), X, &number_of(variance))?.mean
                }),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputsSwapped("prior_variance", "variance")])
            .control("sample mean", formula!(|X| sample_mean(X)))
            .control("prior mean", formula!(|prior_mean| prior_mean)),
        Claim::new(
            "law",
            r"\begin{bmatrix} \mu - \mu_N(x) \\ x \end{bmatrix} \sim \mathcal{N}\left( \begin{bmatrix} 0 \\ 1\mu_0 \end{bmatrix}, \begin{bmatrix} \sigma_N^2 & 0 \\ 0 & \sigma^2 I + \sigma_0^2 1 1^T \end{bmatrix} \right), \quad \mu \sim \mathcal{N}(\mu_0,\sigma_0^2), \; x_n \sim \mathcal{N}(\mu,\sigma^2)",
        )
        .because("The error μ − μ_N has the variance σ_N² and is independent of the samples.")
        .from(["N1-162", "N1-163", "N1-164"])
        .given([PRIOR_MEAN, positive("prior_deviation", ONE), positive("deviation", ONE)])
        .law(
            ONE + N,
            formula!(|prior_mean, prior_deviation, deviation, noise| {
                let (of_prior, of_samples) = split_rows(noise, 1)?;
                let mu = prior_mean + prior_deviation * of_prior;
                let data = &mu * Matrix::from_element(1, of_samples.nrows(), F::one()) + deviation * of_samples.transpose();
                let prior = Belief::new(prior_mean, &(prior_deviation * prior_deviation));
                let belief = posterior(&prior, &data, &number_of(&(deviation * deviation)))?;
                stack(&(mu - scalar(belief.mean)), &data.transpose())
            }),
            formula!(|prior_mean, prior_deviation, deviation; n| {
                error_law(prior_mean, prior_deviation, deviation, n, |belief| belief.variance)
            }),
        )
        .controls([Mistake::InputNegated("prior_mean"), Mistake::InputsSwapped("prior_deviation", "deviation")])
        .control("prior variance", formula!(|prior_mean, prior_deviation, deviation; n| {
            error_law(prior_mean, prior_deviation, deviation, n, |_| number_of(&(prior_deviation * prior_deviation)))
        }))
        .control("twice the variance", formula!(|prior_mean, prior_deviation, deviation; n| {
            error_law(prior_mean, prior_deviation, deviation, n, |belief| belief.variance * F::integer(2))
        })),
    ]
}

/// The law of [μ − μ_N; x]; `variance` is that of μ − μ_N.
fn error_law<F: Field>(
    prior_mean: &Matrix<F>,
    prior_deviation: &Matrix<F>,
    deviation: &Matrix<F>,
    samples: usize,
    variance: impl Fn(Belief<F>) -> F,
) -> Result<Matrix<F>> {
    let prior = Belief::new(prior_mean, &(prior_deviation * prior_deviation));
    let of_sample = number_of(&(deviation * deviation));
    let model = Observed::new(&prior, samples, &of_sample)?;
    let belief = posterior(&prior, &Matrix::zeros(1, samples), &of_sample)?;
    let (upper, lower) = (Matrix::zeros(1, samples), Matrix::zeros(samples, 1));
    let covariance = join(&scalar(variance(belief)), &upper, &lower, &model.evidence_covariance()?)?;
    law(&stack(&Matrix::zeros(1, 1), &(&model.map * prior_mean))?, &covariance)
}
