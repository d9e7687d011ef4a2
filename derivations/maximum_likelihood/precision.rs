//! The log-likelihood as a function of the precision, and Λ_ML.

use super::formulas::{
    COVARIANCE, MEAN, PRECISION, SAMPLES, log_likelihood_by_traces, log_likelihood_of_precision,
    maximum_likelihood_precision, outer_product, precision_gradient, samples, shortfall, sum_of_deviations,
    sum_over_samples,
};
use crate::derivations::log_density::log_likelihood;
use crate::derivations::sigma_gradient::{maximum_likelihood_covariance, scatter};
use crate::prelude::*;

pub(super) fn trace_form() -> [Claim; 6] {
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
            "Each quadratic form is a scalar, so it is its own trace, and the cyclic property brings xₙ−μ to the \
             front.",
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
            "As printed: this expression is called a number that equals its trace. It is a vector, D×1, the gradient \
             in μ; the number is the sum of quadratic forms. The trace is read as the sum of the diagonal entries.",
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
            trace(&(maximum_likelihood_covariance(X, mean)? * precision))? * F::half()
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

pub(super) fn maximum() -> [Claim; 4] {
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
                formula!(|X, mean| maximum_likelihood_precision(X, mean)),
            )
            .controls([Mistake::Doubled, Mistake::Halved, Mistake::Inverted])
            .control("S⁻¹ without N", formula!(|X, mean| inverse(&scatter(X, mean)?)))
            .control("N−1 for N", formula!(|X, mean; n| inverse(&scatter(X, mean)?)? * F::integer(n as i64 - 1))),
        Claim::new(
            "shortfall",
            r"l(\Lambda_{ML}) - l(\Lambda) = \frac{N}{2} \{ \operatorname{tr}(\Lambda_{ML}^{-1} \Lambda) - D - \ln|\Lambda_{ML}^{-1} \Lambda| \}",
        )
        .because("S = NΛ_ML⁻¹. Each eigenvalue t of Λ_ML⁻¹Λ contributes t − 1 − ln t ≥ 0, so l is largest at Λ_ML.")
        .from(["N1-144", "N1-159", "MacKay 2.6"])
        .given(given)
        .more_samples_than_dimensions()
        .identity(
            formula!(|X, mean, precision| {
                let best = maximum_likelihood_precision(X, mean)?;
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
            r"l(\Lambda) - l(\Lambda_{ML}) = \frac{N}{2} \{ \operatorname{tr}(\Lambda_{ML}^{-1} \Lambda) - D - \ln|\Lambda_{ML}^{-1} \Lambda| \}, \quad \text{as if } \Lambda_{ML} = \arg\min_{\Lambda} l(\Lambda)",
        )
        .because("As printed: arg min for arg max. If it were a minimum, l(Λ) would lie above l(Λ_ML); it lies below by this amount.")
        .from(["N1-159"])
        .given(given)
        .more_samples_than_dimensions()
        .identity(
            formula!(|X, mean, precision| {
                let best = maximum_likelihood_precision(X, mean)?;
                log_likelihood_of_precision(X, mean, precision)? - log_likelihood_of_precision(X, mean, &best)?
            }),
            formula!(|X, mean, precision| shortfall(X, mean, precision)),
        )
        .erratum("shortfall"),
    ]
}
