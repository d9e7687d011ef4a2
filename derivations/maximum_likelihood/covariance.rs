//! The equation for Σ, and Σ_ML.

use super::formulas::{COVARIANCE, MEAN, SAMPLES, outer_product, samples};
use crate::derivations::log_density::{log_likelihood, sample_mean};
use crate::derivations::sigma_gradient::{maximum_likelihood_covariance, scatter, sigma_gradient_of_samples};
use crate::prelude::*;

pub(super) fn equation() -> [Claim; 6] {
    let given = [SAMPLES, MEAN, invertible("covariance", D)];
    let claim = |name, latex, reason| Claim::new(name, latex).because(reason).given(given);
    // The expression that each line of the solution sets to zero.
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
            "Two matrices are equal exactly where their transposes are; for this Σ need not be symmetric.",
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
            "Both sides are multiplied by Σ from the left; Σ has an inverse, so the equations are equivalent. ΣNΣ⁻¹ is \
             printed as NΣ⁻¹Σ: both are NI.",
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
            "Both sides are multiplied by Σ from the right, and SΣ⁻¹Σ = S.",
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
                formula!(|X, mean, covariance| covariance - maximum_likelihood_covariance(X, mean)?),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputTransposed("covariance")])
            .control("N+1 for N", formula!(|X, mean, covariance; n| {
                covariance - scatter(X, mean)? * F::ratio(1, n as i64 + 1)?
            })),
    ]
}

pub(super) fn maximum() -> [Claim; 2] {
    [
        Claim::new(
            "covariance",
            r"\Sigma_{ML} = \arg\max_{\Sigma} \ln p(X|\bar{x},\Sigma) = \frac{1}{N} \sum_{n=1}^{N} (x_n-\bar{x})(x_n-\bar{x})^T",
        )
        .because(
            "μ_ML = x̄ is the best mean for every Σ, so it may be substituted first. Needs N > D, or the scatter \
             around x̄ is singular.",
        )
        .from(["N0-012", "N1-145", "N1-146", "N2-079", "N0-004", "N0-005"])
        .given([SAMPLES, COVARIANCE])
        .more_samples_than_dimensions()
        .extremum(
            Extremum::Maximum,
            Convention::FreeEntries,
            formula!(|X, covariance| log_likelihood(X, &sample_mean(X)?, covariance)),
            "covariance",
            formula!(|X| maximum_likelihood_covariance(X, &sample_mean(X)?)),
        )
        .controls([Mistake::Doubled, Mistake::Inverted])
        .control("N−1 for N", formula!(|X; n| scatter(X, &sample_mean(X)?)? * F::ratio(1, n as i64 - 1)?))
        .control("sum instead of mean", formula!(|X| scatter(X, &sample_mean(X)?)))
        .control("mean not subtracted", formula!(|X; d| {
            maximum_likelihood_covariance(X, &Matrix::zeros(d, 1))
        })),
        Claim::new(
            "covariance_of_one_sample",
            r"\frac{1}{N} \sum_{i=1}^{N} (x_i-\bar{x})(x_i-\bar{x})^T = \frac{1}{N} \sum_{i=1}^{N} (x_n-\bar{x})(x_n-\bar{x})^T",
        )
        .because("As printed: the same error in the index as in S. Only sample n, here the first, would count.")
        .from(["N1-146"])
        .given([SAMPLES])
        .identity(
            formula!(|X| maximum_likelihood_covariance(X, &sample_mean(X)?)),
            formula!(|X| outer_product(&column(X, 0), &sample_mean(X)?)),
        )
        .erratum("covariance"),
    ]
}
