//! μ_ML = 1/N Σₙ xₙ and Σ_ML = Λ_ML⁻¹ = 1/N Σₙ (xₙ−μ)(xₙ−μ)ᵀ

use super::log_density::{log_density, log_likelihood, mu_gradient_of_samples, sample_mean};
use super::mu_gradient::quadratic_form_gradient;
use super::sigma_gradient::{covariance_of_greatest_likelihood, scatter, sigma_gradient_of_samples};
use crate::prelude::*;

/// l(Λ) = ½ N ln|Λ| − ½ tr(SΛ), the part of ln p(X|μ,Λ⁻¹) that depends on Λ                  (N1-137)
///
/// `data`: D×N, columns are samples; `mean`: D×1; `precision`: D×D with |Λ| > 0.
/// Errors: sizes that do not match, |Λ| ≤ 0.
pub fn log_likelihood_of_precision<F: Field>(data: &Matrix<F>, mean: &Matrix<F>, precision: &Matrix<F>) -> Result<F> {
    let samples = F::integer(data.ncols() as i64);
    Ok((samples * log_determinant(precision)? - trace(&(scatter(data, mean)? * precision))?) * F::half())
}

/// ∂l/∂Λ = ½ N (Λ⁻¹)ᵀ − ½ Sᵀ                                                                 (N1-143)
///
/// The unconstrained gradient. `data`: D×N; `mean`: D×1; `precision`: D×D, not symmetric in general.
/// Errors: sizes that do not match, singular Λ.
pub fn precision_gradient<F: Field>(data: &Matrix<F>, mean: &Matrix<F>, precision: &Matrix<F>) -> Result<Matrix<F>> {
    expect_shape("precision", precision, mean.nrows(), mean.nrows())?;
    let samples = F::integer(data.ncols() as i64);
    Ok((inverse(precision)?.transpose() * samples - scatter(data, mean)?.transpose()) * F::half())
}

/// Λ_ML = N S⁻¹, the precision of greatest likelihood for a known mean                       (N1-144)
///
/// `data`: D×N, columns are samples, N ≥ D; `mean`: D×1. Errors: sizes that do not match, singular S.
pub fn precision_of_greatest_likelihood<F: Field>(data: &Matrix<F>, mean: &Matrix<F>) -> Result<Matrix<F>> {
    Ok(inverse(&scatter(data, mean)?)? * F::integer(data.ncols() as i64))
}

/// ½ N { tr(Λ_ML⁻¹Λ) − D − ln|Λ_ML⁻¹Λ| } ≥ 0, by how much l(Λ) stays below l(Λ_ML)            (MacKay 2.6)
///
/// N times the Kullback–Leibler divergence between the Gaussians of both precisions.
/// `data`: D×N, N ≥ D; `mean`: D×1; `precision`: D×D with |Λ| > 0.
pub fn shortfall<F: Field>(data: &Matrix<F>, mean: &Matrix<F>, precision: &Matrix<F>) -> Result<F> {
    let (dimension, samples) = (F::integer(mean.nrows() as i64), F::integer(data.ncols() as i64));
    let ratio = covariance_of_greatest_likelihood(data, mean)? * precision;
    Ok((trace(&ratio)? - dimension - log_determinant(&ratio)?) * samples * F::half())
}

/// Σₙ of a number that belongs to sample n.
fn sum_over_samples<F: Field>(data: &Matrix<F>, term: impl Fn(&Matrix<F>) -> Result<F>) -> Result<F> {
    (0..data.ncols()).try_fold(F::zero(), |sum, n| Ok(sum + term(&column(data, n))?))
}

/// −½ ND ln 2π + ½ N ln|Λ| − ½ Σₙ tr((xₙ−μ)(xₙ−μ)ᵀΛ)                                        (N1-137)
fn log_likelihood_by_traces<F: Field>(data: &Matrix<F>, mean: &Matrix<F>, precision: &Matrix<F>) -> Result<F> {
    let traces = sum_over_samples(data, |x| trace(&(outer_product(x, mean) * precision)))?;
    let constant = F::integer(mean.nrows() as i64) * F::ln_two_pi()?;
    Ok(((log_determinant(precision)? - constant) * samples(data) - traces) * F::half())
}

/// Σₙ (xₙ−μ), D×1
fn sum_of_deviations<F: Field>(data: &Matrix<F>, mean: &Matrix<F>) -> Matrix<F> {
    (0..data.ncols()).fold(Matrix::zeros(mean.nrows(), 1), |sum, n| sum + column(data, n) - mean)
}

/// (xₙ−μ)(xₙ−μ)ᵀ of one sample, D×D
fn outer_product<F: Field>(x: &Matrix<F>, mean: &Matrix<F>) -> Matrix<F> {
    (x - mean) * (x - mean).transpose()
}

/// N as a number.
fn samples<F: Field>(data: &Matrix<F>) -> F {
    F::integer(data.ncols() as i64)
}

/// xₙ = μ + σzₙ for one-dimensional samples, 1×N from `noise`: N×1
fn draw<F: Field>(mean: &Matrix<F>, deviation: &Matrix<F>, noise: &Matrix<F>) -> Matrix<F> {
    mean * Matrix::from_element(1, noise.nrows(), F::one()) + deviation * noise.transpose()
}

const SAMPLES: Input = matrix("X", D, N);
const MEAN: Input = vector("mean", D);
const COVARIANCE: Input = covariance("covariance", D);
const PRECISION: Input = covariance("precision", D);

/// The derivation.
pub fn derivation() -> Derivation {
    Derivation::new("maximum_likelihood", "Maximum likelihood for the mean and the covariance")
        .about(
            "The log-likelihood is a quadratic in the mean, whose zero gradient gives the sample mean. As a function of \
             the precision its gradient is ½NΣ − ½S, which vanishes at Σ = S/N. Inversion is one-to-one, so the best \
             precision is the inverse of the best covariance; a map that is not one-to-one would not allow this.",
        )
        .claims(likelihood())
        .claims(quadratic_forms())
        .claims(mean())
        .claims(trace_form())
        .claims(precision())
        .claims(equation_for_the_covariance())
        .claims(covariance_claims())
        .claims(invariance())
        .claims(not_one_to_one())
        .claims(sampling())
}

fn likelihood() -> [Claim; 2] {
    [
        Claim::new(
            "rows",
            r"\sum_{n=1}^{N} (x_n-\mu)(x_n-\mu)^T = (X - 1\mu^T)^T (X - 1\mu^T), \quad X = (x_1, \dots, x_N)^T",
        )
        .because("With samples as rows the transpose stands on the first factor; everywhere else samples are columns.")
        .from(["N1-126"])
        .given([matrix("X", N, D), MEAN])
        .identity(
            formula!(|X, mean| scatter(&X.transpose(), mean)),
            formula!(|X, mean| {
                let deviations = X - Matrix::from_element(X.nrows(), 1, F::one()) * mean.transpose();
                deviations.transpose() * deviations
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("mean")])
        .control("mean not subtracted", formula!(|X| X.transpose() * X)),
        Claim::new(
            "log_likelihood",
            r"\sum_{n=1}^{N} \ln \mathcal{N}(x_n|\mu,\Sigma) = -\frac{ND}{2} \ln(2\pi) - \frac{N}{2} \ln|\Sigma| - \tfrac{1}{2} \sum_{n=1}^{N} (x_n-\mu)^T \Sigma^{-1} (x_n-\mu)",
        )
        .because("Independent samples: the logarithm of the product of their densities. The first two terms are the same for each.")
        .from(["N1-127"])
        .given([SAMPLES, MEAN, COVARIANCE])
        .identity(
            formula!(|X, mean, covariance| sum_over_samples(X, |x| log_density(x, mean, covariance))),
            formula!(|X, mean, covariance| log_likelihood(X, mean, covariance)),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance")])
        .control("one log-determinant instead of N", formula!(|X, mean, covariance| {
            let others = F::integer(X.ncols() as i64 + 1);
            log_likelihood(X, mean, covariance)? + log_determinant(covariance)? * others * F::half()
        })),
    ]
}

fn quadratic_forms() -> [Claim; 4] {
    let given = [vector("x", D), MEAN, COVARIANCE];
    [
        Claim::new("quadratic_form", r"\frac{\partial}{\partial x} x^T A x = 2 A x, \quad A = A^T")
            .because("(A + Aᵀ)x with Aᵀ = A. Σ⁻¹ is symmetric, so the rule may be used for it.")
            .from(["N1-129"])
            .given([vector("x", D), symmetric("A", D)])
            .gradient(formula!(|x, A| quadratic_form(x, A)), "x", formula!(|x, A| A * x * F::integer(2)))
            .controls([Mistake::Negated, Mistake::Halved, Mistake::Transposed])
            .control("xᵀA only", formula!(|x, A| A * x)),
        Claim::new("quadratic_form_of_any_matrix", r"\frac{\partial}{\partial x} x^T A x = 2 A x")
            .because("As printed, with Δ for ∇ and without A = Aᵀ: in general the gradient is (A + Aᵀ)x.")
            .from(["N1-129"])
            .given([vector("x", D), matrix("A", D, D)])
            .gradient(formula!(|x, A| quadratic_form(x, A)), "x", formula!(|x, A| A * x * F::integer(2)))
            .erratum("quadratic_form"),
        Claim::new(
            "chain_rule",
            r"\left( \frac{\partial}{\partial \mu} (x-\mu)^T \Sigma^{-1} (x-\mu) \right)^T = \left( \frac{\partial}{\partial y} y^T \Sigma^{-1} y \right)^T \frac{\partial y}{\partial \mu} = -2 (\Sigma^{-1} y)^T, \quad y = x - \mu",
        )
        .because("With gradients as rows the chain rule multiplies from the left; ∂y/∂μ = −I.")
        .from(["N1-128", "N1-130"])
        .given(given)
        .gradient(
            formula!(|x, mean, covariance| quadratic_form(&(x - mean), &inverse(covariance)?)),
            "mean",
            formula!(|x, mean, covariance| {
                let (y, inner) = (x - mean, -Matrix::<F>::identity(x.nrows(), x.nrows()));
                (quadratic_form_gradient(&y, &inverse(covariance)?)?.transpose() * inner).transpose()
            }),
        )
        .controls([Mistake::Negated, Mistake::Halved, Mistake::InputInverted("covariance")])
        .control("inner derivative forgotten", formula!(|x, mean, covariance| {
            quadratic_form_gradient(&(x - mean), &inverse(covariance)?)
        }))
        .control("mean not subtracted", formula!(|x, covariance| inverse(covariance)? * x * F::integer(-2))),
        Claim::new(
            "chain_rule_as_a_column",
            r"\left( \frac{\partial}{\partial y} y^T \Sigma^{-1} y \right)^T \frac{\partial y}{\partial \mu} = -2 \Sigma^{-1} y",
        )
        .because(
            "As printed: the product of gradient and ∂y/∂μ exists only with the gradient as a row, and is a row; \
             the column on the right is its transpose.",
        )
        .from(["N1-130"])
        .given(given)
        .identity(
            formula!(|x, mean, covariance| {
                let (y, inner) = (x - mean, -Matrix::<F>::identity(x.nrows(), x.nrows()));
                quadratic_form_gradient(&y, &inverse(covariance)?)?.transpose() * inner
            }),
            formula!(|x, mean, covariance| inverse(covariance)? * (x - mean) * F::integer(-2)),
        )
        .erratum("chain_rule"),
    ]
}

fn mean() -> [Claim; 5] {
    let given = [SAMPLES, MEAN, COVARIANCE];
    let claim = |name, latex, reason| Claim::new(name, latex).because(reason).given(given);
    let sum_of_gradients = formula!(|X, mean, covariance| {
        let precision = inverse(covariance)?;
        let zero = Matrix::<F>::zeros(mean.nrows(), 1);
        let sum = (0..X.ncols()).fold(zero, |sum, n| sum + &precision * (column(X, n) - mean) * F::integer(-2));
        sum * -F::half()
    });
    [
        claim(
            "gradient_in_the_mean",
            r"\frac{\partial}{\partial \mu} \ln p(X|\mu,\Sigma) = -\tfrac{1}{2} \sum_{n=1}^{N} \left( -2 \Lambda (x_n-\mu) \right)",
            "Only the quadratic forms depend on μ; each has the gradient −2Λ(xₙ−μ).",
        )
        .from(["N1-130", "N1-131", "N1-132"])
        .gradient(
            formula!(|X, mean, covariance| log_likelihood(X, mean, covariance)),
            "mean",
            sum_of_gradients,
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::Halved, Mistake::InputInverted("covariance")]),
        claim(
            "factored",
            r"-\tfrac{1}{2} \sum_{n=1}^{N} \left( -2 \Lambda (x_n-\mu) \right) = \Lambda \sum_{n=1}^{N} (x_n-\mu)",
            "The factors −½ and −2 cancel, and Λ is the same for all samples.",
        )
        .from(["N1-132", "N1-133"])
        .identity(
            sum_of_gradients,
            formula!(|X, mean, covariance| inverse(covariance)? * sum_of_deviations(X, mean)),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance")])
        .control("μ taken once", formula!(|X, mean, covariance| {
            let zero = Matrix::zeros(mean.nrows(), 1);
            inverse(covariance)? * (sum_of_deviations(X, &zero) - mean * F::half())
        })),
        claim(
            "row_equation",
            r"\left( \sum_{n=1}^{N} (x_n-\mu)^T \Sigma^{-1} \right) \Sigma = N (\bar{x} - \mu)^T",
            "Σ from the right cancels Σ⁻¹ and has itself an inverse, so one side vanishes exactly where the other does: at μ = x̄.",
        )
        .from(["N0-011", "N1-134"])
        .identity(
            formula!(|X, mean, covariance| mu_gradient_of_samples(X, mean, covariance)?.transpose() * covariance),
            formula!(|X, mean| (sample_mean(X)? - mean).transpose() * samples(X)),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("mean")])
        .control("as a column", formula!(|X, mean| (sample_mean(X)? - mean) * samples(X)))
        .control("sum instead of mean", formula!(|X, mean| {
            sum_of_deviations(X, &Matrix::zeros(mean.nrows(), 1)).transpose() - mean.transpose() * F::half()
        })),
        claim(
            "mean_is_best",
            r"\ln p(X|\mu,\Sigma) = \ln p(X|\bar{x},\Sigma) - \frac{N}{2} (\bar{x}-\mu)^T \Sigma^{-1} (\bar{x}-\mu)",
            "xₙ − μ = (xₙ − x̄) + (x̄ − μ), and the mixed terms sum to zero. What is taken away is positive unless μ = x̄: a maximum.",
        )
        .from(["N1-134", "N0-011", "N0-004", "N0-005"])
        .identity(
            formula!(|X, mean, covariance| log_likelihood(X, mean, covariance)),
            formula!(|X, mean, covariance| {
                let average = sample_mean(X)?;
                let distance = quadratic_form(&(&average - mean), &inverse(covariance)?)?;
                log_likelihood(X, &average, covariance)? - distance * samples(X) * F::half()
            }),
        )
        .controls([Mistake::Negated, Mistake::InputNegated("mean"), Mistake::InputInverted("covariance")])
        .control("N forgotten", formula!(|X, mean, covariance| {
            let average = sample_mean(X)?;
            let distance = quadratic_form(&(&average - mean), &inverse(covariance)?)?;
            log_likelihood(X, &average, covariance)? - distance * F::half()
        })),
        claim(
            "mean",
            r"\mu_{ML} = \arg\max_{\mu} \ln p(X|\mu,\Sigma) = \frac{1}{N} \sum_{n=1}^{N} x_n = \bar{x}",
            "The gradient vanishes at x̄ only, and the curvature is −NΛ. The answer does not depend on Σ.",
        )
        .from(["N1-132", "N1-134", "N0-011"])
        .extremum(
            Extremum::Maximum,
            Convention::Unconstrained,
            formula!(|X, mean, covariance| log_likelihood(X, mean, covariance)),
            "mean",
            formula!(|X| sample_mean(X)),
        )
        .controls([Mistake::Negated, Mistake::Doubled])
        .control("first sample", formula!(|X| column(X, 0) + sample_mean(X)? * F::half()))
        .control("divided by N+1", formula!(|X; n| sample_mean(X)? * F::ratio(n as i64, n as i64 + 1)?)),
    ]
}

fn trace_form() -> [Claim; 6] {
    let given = [SAMPLES, MEAN, PRECISION];
    let claim = |name, latex, reason| Claim::new(name, latex).because(reason).given(given);
    let quadratic_forms =
        formula!(|X, mean, precision| sum_over_samples(X, |x| quadratic_form(&(x - mean), precision)));
    let traces = formula!(|X, mean, precision| sum_over_samples(X, |x| trace(&(outer_product(x, mean) * precision))));
    [
        Claim::new("determinant_of_the_inverse", r"|A^{-1}| = \frac{1}{|A|}")
            .because("|A⁻¹||A| = |A⁻¹A| = |I| = 1. Hence −½N ln|Σ| = ½N ln|Λ|.")
            .from(["N1-147"])
            .given([invertible("A", D)])
            .identity(formula!(|A| determinant(&inverse(A)?)), formula!(|A| determinant(A)?.reciprocal()))
            .controls([Mistake::Negated, Mistake::Inverted, Mistake::Doubled]),
        claim(
            "trace_of_each_sample",
            r"\sum_{n=1}^{N} (x_n-\mu)^T \Lambda (x_n-\mu) = \sum_{n=1}^{N} \operatorname{tr}((x_n-\mu)(x_n-\mu)^T \Lambda)",
            "Each quadratic form is a number, so its own trace, and under the trace xₙ−μ turns to the front.",
        )
        .from(["N1-135", "N1-137"])
        .identity(quadratic_forms, traces)
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("precision")])
        .control("inner product for outer product", formula!(|X, mean, precision| {
            let squares = sum_over_samples(X, |x| Ok(((x - mean).transpose() * (x - mean))[(0, 0)].clone()))?;
            squares * (trace(precision)? + F::one())
        })),
        claim(
            "vector_as_a_scalar",
            r"-\tfrac{1}{2} \sum_{n=1}^{N} \left( -2 \Lambda (x_n-\mu) \right) = \operatorname{tr}\left( -\tfrac{1}{2} \sum_{n=1}^{N} \left( -2 \Lambda (x_n-\mu) \right) \right)",
            "As said: this expression is called a number, whose trace is itself. It is a vector, D×1, the gradient in μ; \
             the number is the sum of quadratic forms. The trace is read as the sum of the diagonal entries.",
        )
        .from(["N1-135"])
        .identity(
            formula!(|X, mean, precision| precision * sum_of_deviations(X, mean)),
            formula!(|X, mean, precision| (precision * sum_of_deviations(X, mean))[(0, 0)].clone()),
        )
        .erratum("trace_of_each_sample"),
        Claim::new(
            "in_the_precision",
            r"\ln p(X|\mu,\Sigma) = -\frac{ND}{2} \ln(2\pi) + \frac{N}{2} \ln|\Lambda| - \tfrac{1}{2} \sum_{n=1}^{N} \operatorname{tr}((x_n-\mu)(x_n-\mu)^T \Lambda), \quad \Lambda = \Sigma^{-1}",
        )
        .because("ln|Σ| = −ln|Λ|, and the quadratic forms are traces. The first term does not depend on Λ and is left out of l(Λ).")
        .from(["N1-127", "N1-137", "N1-147"])
        .given([SAMPLES, MEAN, COVARIANCE])
        .identity(
            formula!(|X, mean, covariance| log_likelihood(X, mean, covariance)),
            formula!(|X, mean, covariance| log_likelihood_by_traces(X, mean, &inverse(covariance)?)),
        )
        .controls([Mistake::Negated, Mistake::Doubled])
        .control("Σ for Λ", formula!(|X, mean, covariance| log_likelihood_by_traces(X, mean, covariance)))
        .control("sign of the log-determinant", formula!(|X, mean, covariance| {
            let precision = inverse(covariance)?;
            log_likelihood_by_traces(X, mean, &precision)? - log_determinant(&precision)? * samples(X)
        })),
        claim(
            "scatter_form",
            r"\sum_{n=1}^{N} \operatorname{tr}((x_n-\mu)(x_n-\mu)^T \Lambda) = \operatorname{tr}(S \Lambda), \quad S = \sum_{n=1}^{N} (x_n-\mu)(x_n-\mu)^T",
            "The sum of traces is the trace of the sum, and Λ is a common factor.",
        )
        .from(["N1-136", "N1-137", "N1-138"])
        .identity(traces, formula!(|X, mean, precision| trace(&(scatter(X, mean)? * precision))))
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("precision")])
        .control("divided by N", formula!(|X, mean, precision| {
            trace(&(covariance_of_greatest_likelihood(X, mean)? * precision))? * F::half()
        })),
        claim(
            "scatter_of_one_sample",
            r"\sum_{i=1}^{N} (x_i-\mu)(x_i-\mu)^T = \sum_{i=1}^{N} (x_n-\mu)(x_n-\mu)^T",
            "As printed: the sum runs over i, but its terms have the index n, so one sample, here the first, is added N times.",
        )
        .from(["N1-138"])
        .identity(
            formula!(|X, mean| scatter(X, mean)),
            formula!(|X, mean| outer_product(&column(X, 0), mean) * samples(X)),
        )
        .erratum("scatter_form"),
    ]
}

fn precision() -> [Claim; 4] {
    let given = [SAMPLES, MEAN, PRECISION];
    [
        Claim::new("gradient_in_the_precision", r"\frac{\partial l}{\partial \Lambda} = \frac{N}{2} (\Lambda^{-1})^T - \tfrac{1}{2} S^T")
            .because("The gradients of ln|Λ| and of tr(SΛ), which is linear in Λ. Every entry of Λ varies on its own.")
            .from(["N1-143", "N1-139", "N1-141"])
            .given([SAMPLES, MEAN, invertible("precision", D)])
            .assuming("|Λ| > 0", formula!(|precision| determinant(precision)))
            .gradient(
                formula!(|X, mean, precision| log_likelihood_of_precision(X, mean, precision)),
                "precision",
                formula!(|X, mean, precision| precision_gradient(X, mean, precision)),
            )
            .controls([Mistake::Negated, Mistake::Transposed, Mistake::Doubled, Mistake::InputInverted("precision")])
            .control("N forgotten", formula!(|X, mean, precision| {
                (inverse(precision)?.transpose() - scatter(X, mean)?.transpose() * F::integer(2)) * F::half()
            })),
        Claim::new("precision", r"\Lambda_{ML} = \arg\max_{\Lambda} l(\Lambda) = \left( \frac{1}{N} S \right)^{-1}")
            .because("½NΛ⁻¹ = ½S has this one solution, and the curvature −½N tr((Λ⁻¹dΛ)²) is negative. Needs N ≥ D, or S is singular.")
            .from(["N1-143", "N1-144", "N1-159"])
            .given(given)
            .more_samples_than_dimensions()
            .extremum(
                Extremum::Maximum,
                Convention::FreeEntries,
                formula!(|X, mean, precision| log_likelihood_of_precision(X, mean, precision)),
                "precision",
                formula!(|X, mean| precision_of_greatest_likelihood(X, mean)),
            )
            .controls([Mistake::Doubled, Mistake::Halved, Mistake::Inverted])
            .control("S⁻¹ without N", formula!(|X, mean| inverse(&scatter(X, mean)?)))
            .control("N−1 for N", formula!(|X, mean; n| inverse(&scatter(X, mean)?)? * F::integer(n as i64 - 1))),
        Claim::new(
            "shortfall",
            r"l(\Lambda_{ML}) - l(\Lambda) = \frac{N}{2} \{ \operatorname{tr}(\Lambda_{ML}^{-1} \Lambda) - D - \ln|\Lambda_{ML}^{-1} \Lambda| \} \ge 0",
        )
        .because("S = NΛ_ML⁻¹. Each eigenvalue t of Λ_ML⁻¹Λ contributes t − 1 − ln t ≥ 0, so l is nowhere greater than at Λ_ML.")
        .from(["N1-144", "N1-159", "MacKay 2.6"])
        .given(given)
        .more_samples_than_dimensions()
        .identity(
            formula!(|X, mean, precision| {
                let best = precision_of_greatest_likelihood(X, mean)?;
                log_likelihood_of_precision(X, mean, &best)? - log_likelihood_of_precision(X, mean, precision)?
            }),
            formula!(|X, mean, precision| shortfall(X, mean, precision)),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("precision")])
        .control("−D forgotten", formula!(|X, mean, precision| {
            shortfall(X, mean, precision)? + samples(X) * F::integer(mean.nrows() as i64) * F::half()
        })),
        Claim::new(
            "minimum",
            r"\Lambda_{ML} = \arg\min_{\Lambda} l(\Lambda): \quad l(\Lambda) - l(\Lambda_{ML}) = \frac{N}{2} \{ \operatorname{tr}(\Lambda_{ML}^{-1} \Lambda) - D - \ln|\Lambda_{ML}^{-1} \Lambda| \} \ge 0",
        )
        .because("As printed: arg min for arg max. If it were a minimum, l(Λ) would lie above l(Λ_ML); it lies below by this amount.")
        .from(["N1-159"])
        .given(given)
        .more_samples_than_dimensions()
        .identity(
            formula!(|X, mean, precision| {
                let best = precision_of_greatest_likelihood(X, mean)?;
                log_likelihood_of_precision(X, mean, precision)? - log_likelihood_of_precision(X, mean, &best)?
            }),
            formula!(|X, mean, precision| shortfall(X, mean, precision)),
        )
        .erratum("shortfall"),
    ]
}

fn equation_for_the_covariance() -> [Claim; 6] {
    let given = [SAMPLES, MEAN, invertible("covariance", D)];
    let claim = |name, latex, reason| Claim::new(name, latex).because(reason).given(given);
    // What each line of the solution claims to be zero.
    let of_transposes = formula!(|X, mean, covariance| {
        let precision = inverse(covariance)?;
        precision.transpose() * samples(X) - (&precision * scatter(X, mean)? * &precision).transpose()
    });
    let without_transposes = formula!(|X, mean, covariance| {
        let precision = inverse(covariance)?;
        &precision * samples(X) - &precision * scatter(X, mean)? * &precision
    });
    let multiplied = formula!(|X, mean, covariance| {
        let precision = inverse(covariance)?;
        &precision * covariance * samples(X) - covariance * &precision * scatter(X, mean)? * &precision
    });
    let cancelled = formula!(|X, mean, covariance| {
        Matrix::<F>::identity(mean.nrows(), mean.nrows()) * samples(X) - scatter(X, mean)? * inverse(covariance)?
    });
    let solved = formula!(|X, mean, covariance| covariance * samples(X) - scatter(X, mean)?);
    [
        claim(
            "gradient_without_factors",
            r"-2 \frac{\partial}{\partial \Sigma} \ln p(X|\mu,\Sigma) = N (\Sigma^{-1})^T - (\Sigma^{-1} S \Sigma^{-1})^T",
            "The gradient is zero exactly where −2 times it is.",
        )
        .from(["N2-075", "N2-076"])
        .identity(
            formula!(|X, mean, covariance| sigma_gradient_of_samples(X, mean, covariance)? * F::integer(-2)),
            of_transposes,
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::Transposed, Mistake::InputInverted("covariance")]),
        claim(
            "both_sides_transposed",
            r"\left( N (\Sigma^{-1})^T - (\Sigma^{-1} S \Sigma^{-1})^T \right)^T = N \Sigma^{-1} - \Sigma^{-1} S \Sigma^{-1}",
            "Two matrices are equal exactly where their transposes are; Σ need not be symmetric for it.",
        )
        .from(["N2-076"])
        .identity(
            formula!(|X, mean, covariance| {
                let precision = inverse(covariance)?;
                let spread = &precision * scatter(X, mean)? * &precision;
                (precision.transpose() * samples(X) - spread.transpose()).transpose()
            }),
            without_transposes,
        )
        .controls([Mistake::Negated, Mistake::Transposed, Mistake::InputTransposed("covariance")]),
        claim(
            "multiplied_from_the_left",
            r"\Sigma \left( N \Sigma^{-1} - \Sigma^{-1} S \Sigma^{-1} \right) = N \Sigma^{-1} \Sigma - \Sigma \Sigma^{-1} S \Sigma^{-1}",
            "Σ is multiplied from the left; it has an inverse, so nothing is lost. ΣNΣ⁻¹ is printed as NΣ⁻¹Σ: both are NI.",
        )
        .from(["N2-076", "N2-077", "N0-012"])
        .identity(
            formula!(|X, mean, covariance| {
                let precision = inverse(covariance)?;
                covariance * (&precision * samples(X) - &precision * scatter(X, mean)? * &precision)
            }),
            multiplied,
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::Transposed])
        .control("multiplied from the right", formula!(|X, mean, covariance| {
            let precision = inverse(covariance)?;
            (&precision * samples(X) - &precision * scatter(X, mean)? * &precision) * covariance
        })),
        claim(
            "inverses_cancelled",
            r"N \Sigma^{-1} \Sigma - \Sigma \Sigma^{-1} S \Sigma^{-1} = N I - S \Sigma^{-1}",
            "ΣΣ⁻¹ = Σ⁻¹Σ = I.",
        )
        .from(["N2-077", "N0-012"])
        .identity(multiplied, cancelled)
        .controls([Mistake::Negated, Mistake::Transposed, Mistake::InputInverted("covariance")])
        .control("other order", formula!(|X, mean, covariance| {
            Matrix::<F>::identity(mean.nrows(), mean.nrows()) * samples(X) - inverse(covariance)? * scatter(X, mean)?
        })),
        claim(
            "multiplied_from_the_right",
            r"\left( N I - S \Sigma^{-1} \right) \Sigma = N \Sigma - S",
            "Σ is multiplied from the right, where SΣ⁻¹Σ = S.",
        )
        .from(["N2-078", "N0-012"])
        .identity(
            formula!(|X, mean, covariance| {
                let identity = Matrix::<F>::identity(mean.nrows(), mean.nrows());
                (identity * samples(X) - scatter(X, mean)? * inverse(covariance)?) * covariance
            }),
            solved,
        )
        .controls([Mistake::Negated, Mistake::Transposed, Mistake::InputInverted("covariance")])
        .control("N forgotten", formula!(|X, mean, covariance| covariance * F::integer(2) - scatter(X, mean)? * samples(X))),
        claim("divided_by_n", r"\frac{1}{N} \left( N \Sigma - S \right) = \Sigma - \frac{1}{N} S", "N is not zero, so Σ = S/N.")
            .from(["N2-078", "N2-079", "N0-012"])
            .identity(
                formula!(|X, mean, covariance; n| (covariance * samples(X) - scatter(X, mean)?) * F::ratio(1, n as i64)?),
                formula!(|X, mean, covariance| covariance - covariance_of_greatest_likelihood(X, mean)?),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputTransposed("covariance")])
            .control("N+1 for N", formula!(|X, mean, covariance; n| {
                covariance - scatter(X, mean)? * F::ratio(1, n as i64 + 1)?
            })),
    ]
}

fn covariance_claims() -> [Claim; 2] {
    [
        Claim::new(
            "covariance",
            r"\Sigma_{ML} = \arg\max_{\Sigma} \ln p(X|\bar{x},\Sigma) = \frac{1}{N} \sum_{n=1}^{N} (x_n-\bar{x})(x_n-\bar{x})^T",
        )
        .because("μ_ML = x̄ is the best mean for every Σ, so it may be put in before. Needs N > D, or the scatter around x̄ is singular.")
        .from(["N0-012", "N1-145", "N1-146", "N2-079", "N0-004", "N0-005"])
        .given([SAMPLES, COVARIANCE])
        .more_samples_than_dimensions()
        .extremum(
            Extremum::Maximum,
            Convention::FreeEntries,
            formula!(|X, covariance| log_likelihood(X, &sample_mean(X)?, covariance)),
            "covariance",
            formula!(|X| covariance_of_greatest_likelihood(X, &sample_mean(X)?)),
        )
        .controls([Mistake::Doubled, Mistake::Inverted])
        .control("N−1 for N", formula!(|X; n| scatter(X, &sample_mean(X)?)? * F::ratio(1, n as i64 - 1)?))
        .control("sum instead of mean", formula!(|X| scatter(X, &sample_mean(X)?)))
        .control("mean not subtracted", formula!(|X; d| {
            covariance_of_greatest_likelihood(X, &Matrix::zeros(d, 1))
        })),
        Claim::new(
            "covariance_of_one_sample",
            r"\frac{1}{N} \sum_{i=1}^{N} (x_i-\bar{x})(x_i-\bar{x})^T = \frac{1}{N} \sum_{i=1}^{N} (x_n-\bar{x})(x_n-\bar{x})^T",
        )
        .because("As printed: the same slip of the index as in S. Only sample n, here the first, would count.")
        .from(["N1-146"])
        .given([SAMPLES])
        .identity(
            formula!(|X| covariance_of_greatest_likelihood(X, &sample_mean(X)?)),
            formula!(|X| outer_product(&column(X, 0), &sample_mean(X)?)),
        )
        .erratum("covariance"),
    ]
}

fn invariance() -> [Claim; 3] {
    [
        Claim::new("composition", r"f(h(h^{-1}(Y^*))) = f(Y^*), \quad f = l, \; h(\Sigma) = \Sigma^{-1}")
            .because("h after h⁻¹ changes nothing, so f∘h reaches at h⁻¹(Y*) the value that f has at Y*, its best.")
            .from(["N1-153", "N1-156"])
            .given([SAMPLES, MEAN, PRECISION])
            .identity(
                formula!(|X, mean, precision| {
                    log_likelihood_of_precision(X, mean, &inverse(&inverse(precision)?)?)
                }),
                formula!(|X, mean, precision| log_likelihood_of_precision(X, mean, precision)),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("precision")]),
        Claim::new("inverse_of_the_precision", r"\Lambda_{ML}^{-1} = \frac{1}{N} S")
            .because("Λ_ML = NS⁻¹, inverted.")
            .from(["N1-144", "N1-145"])
            .given([SAMPLES, MEAN])
            .more_samples_than_dimensions()
            .identity(
                formula!(|X, mean| inverse(&precision_of_greatest_likelihood(X, mean)?)),
                formula!(|X, mean| covariance_of_greatest_likelihood(X, mean)),
            )
            .controls([Mistake::Negated, Mistake::Inverted, Mistake::InputNegated("mean")])
            .control("sum instead of mean", formula!(|X, mean| scatter(X, mean))),
        Claim::new(
            "inversion",
            r"\Sigma_{ML} = \arg\min_{\Sigma} \left( -l(\Sigma^{-1}) \right) = \frac{1}{N} S = \Lambda_{ML}^{-1}",
        )
        .because(
            "Inversion maps the positive definite matrices one-to-one onto themselves, so h⁻¹(Y*) is X* for f = −l.",
        )
        .from(["N1-145", "N1-152", "N1-154", "N1-155", "N1-157", "N1-158", "N1-160", "N1-161"])
        .given([SAMPLES, MEAN, COVARIANCE])
        .more_samples_than_dimensions()
        .extremum(
            Extremum::Minimum,
            Convention::FreeEntries,
            formula!(|X, mean, covariance| -log_likelihood_of_precision(X, mean, &inverse(covariance)?)?),
            "covariance",
            formula!(|X, mean| covariance_of_greatest_likelihood(X, mean)),
        )
        .controls([Mistake::Inverted, Mistake::Doubled, Mistake::Halved])
        .control("S for S/N", formula!(|X, mean| scatter(X, mean))),
    ]
}

fn not_one_to_one() -> [Claim; 5] {
    let given = [number("x"), positive("root", ONE)];
    // For two samples with the scatter S = 2/a², l(y) = ln y − y/a².
    let likelihood = formula!(|x, root| {
        let squared = (x * x)[(0, 0)].clone();
        squared.ln()? - squared * (root * root)[(0, 0)].reciprocal()?
    });
    [
        Claim::new("positive_root", r"\arg\max_{x} l(x^2) = a, \quad l(y) = \ln y - \frac{y}{a^2}")
            .because("l is greatest at y* = a², and x = a is a place with x² = y*.")
            .from(["N1-153", "N1-157"])
            .given(given)
            .extremum(Extremum::Maximum, Convention::Unconstrained, likelihood, "x", formula!(|root| root))
            .controls([Mistake::Doubled, Mistake::Halved])
            .control("y* for x*", formula!(|root| root * root)),
        Claim::new("negative_root", r"\arg\max_{x} l(x^2) = -a, \quad l(y) = \ln y - \frac{y}{a^2}")
            .because("(−a)² = a² as well: the map is not one-to-one, and there are two places of greatest likelihood.")
            .from(["N1-153", "N1-157"])
            .given(given)
            .extremum(Extremum::Maximum, Convention::Unconstrained, likelihood, "x", formula!(|root| -root))
            .controls([Mistake::Doubled, Mistake::Halved])
            .control("−y* for x*", formula!(|root| -(root * root))),
        Claim::new(
            "one_root",
            r"h(x_1^*) = h(x_2^*) = y^* \Rightarrow x_1^* = x_2^*, \quad h(x) = x^2, \; x_{1,2}^* = \mp a",
        )
        .because(
            "X* = h⁻¹(Y*) without the assumption, which the notes state, that h is one-to-one: then h⁻¹(Y*) is no single \
             place.",
        )
        .from(["N1-157"])
        .given([positive("root", ONE)])
        .identity(formula!(|root| -root), formula!(|root| root))
        .erratum("inversion"),
        Claim::new("either_place", r"\arg\min_{y} (y^2 - a^2)^2 = -a")
            .because("The square vanishes at y = −a as it does at y = a, and is nowhere smaller: each is a minimiser.")
            .from(["N1-157"])
            .given(given)
            .extremum(
                Extremum::Minimum,
                Convention::Unconstrained,
                formula!(|x, root| {
                    let difference = (x * x - root * root)[(0, 0)].clone();
                    difference.clone() * difference
                }),
                "x",
                formula!(|root| -root),
            )
            .controls([Mistake::Doubled, Mistake::Halved])
            .control("the place between both", formula!(|root| root * F::zero())),
        Claim::new(
            "two_places",
            r"h^{-1}(y^*) = x^*, \quad h(x) = x, \; f(y) = (y^2 - a^2)^2, \; x^* = -a, \; y^* = a",
        )
        .because(
            "One-to-one is not enough: f has two smallest values, and the minimisers of f(h(x)) and of f(y) may be \
             chosen apart. The notes need a single minimum, and one that lies in the range of h, and say neither.",
        )
        .from(["N1-157"])
        .given([positive("root", ONE)])
        .identity(formula!(|root| root), formula!(|root| -root))
        .erratum("inversion"),
    ]
}

fn sampling() -> [Claim; 2] {
    let given = [number("mean"), positive("deviation", ONE)];
    [
        Claim::new("law_of_the_mean", r"\mu_{ML} \sim \mathcal{N}\left( \mu, \frac{\sigma^2}{N} \right), \quad x_n \sim \mathcal{N}(\mu, \sigma^2)")
            .because("The mean of N independent samples has the same expectation and an N-th of the variance. D = 1.")
            .from(["N1-134", "Bishop 2.121"])
            .given(given)
            .law(
                N,
                formula!(|mean, deviation, noise| sample_mean(&draw(mean, deviation, noise))),
                formula!(|mean, deviation; n| law(mean, &(deviation * deviation * F::ratio(1, n as i64)?))),
            )
            .controls([Mistake::InputNegated("mean"), Mistake::InputInverted("deviation")])
            .control("standard deviation for variance", formula!(|mean, deviation; n| {
                law(mean, &(deviation * F::ratio(1, n as i64)?))
            }))
            .control("variance of one sample", formula!(|mean, deviation| law(mean, &(deviation * deviation)))),
        Claim::new("bias", r"\mathbb{E}[\Sigma_{ML}] = \frac{N-1}{N} \sigma^2, \quad x_n \sim \mathcal{N}(\mu, \sigma^2)")
            .because("The samples lie closer to their own mean than to μ; one of N degrees of freedom is spent on it. D = 1.")
            .from(["N1-146", "Bishop 2.124"])
            .given(given)
            .more_samples_than_dimensions()
            .expectation(
                N,
                formula!(|mean, deviation, noise| {
                    let data = draw(mean, deviation, noise);
                    covariance_of_greatest_likelihood(&data, &sample_mean(&data)?)
                }),
                formula!(|deviation; n| deviation * deviation * F::ratio(n as i64 - 1, n as i64)?),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("deviation")])
            .control("taken as unbiased", formula!(|deviation| deviation * deviation))
            .control("N/(N−1)", formula!(|deviation; n| deviation * deviation * F::ratio(n as i64, n as i64 - 1)?)),
    ]
}
