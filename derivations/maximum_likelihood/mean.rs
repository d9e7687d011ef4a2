//! The log-likelihood, its gradient in μ, and μ_ML.

use super::formulas::{COVARIANCE, MEAN, SAMPLES, samples, sum_of_deviations, sum_over_samples};
use crate::derivations::log_density::{log_density, log_likelihood, sample_mean};
use crate::derivations::mu_gradient::mu_gradient_of_samples;
use crate::derivations::mu_gradient::quadratic_form_gradient;
use crate::derivations::sigma_gradient::scatter;
use crate::prelude::*;

pub(super) fn likelihood() -> [Claim; 2] {
    [
        Claim::new(
            "rows",
            r"\sum_{n=1}^{N} (x_n-\mu)(x_n-\mu)^T = (X - 1\mu^T)^T (X - 1\mu^T), \quad X = (x_1, \dots, x_N)^T",
        )
        .because("With samples as rows the transpose is on the first factor; everywhere else samples are columns.")
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

pub(super) fn quadratic_forms() -> [Claim; 4] {
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

pub(super) fn maximum() -> [Claim; 5] {
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
            "Σ from the right cancels Σ⁻¹ and is itself invertible, so one side vanishes exactly where the other does: \
             at μ = x̄.",
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
            "xₙ − μ = (xₙ − x̄) + (x̄ − μ), and the mixed terms sum to zero. The subtracted term is positive unless μ \
             = x̄: a maximum.",
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
