//! Functions of the factor L of S = LLᵀ, as functions of S.

use crate::tools::*;

const KIND: &str = "factor";

/// ∂f/∂S in the space of symmetric matrices.
fn slope(name: &'static str, latex: &'static str, function: Formula, right: Formula) -> Claim {
    Claim::new(name, latex).given([covariance("S", D), vector("x", D)]).gradient_in(
        Convention::Symmetrised,
        function,
        "S",
        right,
    )
}

pub fn entries() -> Vec<Entry> {
    vec![
        entry(
            KIND,
            "tr LLᵀ = tr S",
            slope(
                "trace_of_factor_right",
                r"\partial \operatorname{tr}(LL^T) / \partial S = I",
                formula!(|S_factor| trace(&(S_factor * S_factor.transpose()))),
                formula!(|; d| eye::<F>(d)),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "ln|L| = ½ ln|S|",
            slope(
                "log_of_factor_right",
                r"\partial \ln|L| / \partial S = \tfrac{1}{2} S^{-1}",
                formula!(|S_factor| log_determinant(S_factor)),
                formula!(|S| inverse(S)? * F::half()),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "tr(LLᵀS) = tr S²",
            slope(
                "trace_with_factor_right",
                r"\partial \operatorname{tr}(LL^T S) / \partial S = 2S",
                formula!(|S, S_factor| trace(&(S_factor * S_factor.transpose() * S))),
                formula!(|S| S * F::integer(2)),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "xᵀLLᵀx = xᵀSx",
            slope(
                "form_of_factor_right",
                r"\partial (x^T LL^T x) / \partial S = xx^T",
                formula!(|S_factor, x| squares(&(S_factor.transpose() * x))),
                formula!(|x| x * x.transpose()),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "|L⁻¹x|² = xᵀS⁻¹x",
            slope(
                "whitened_norm",
                r"\partial |L^{-1} x|^2 / \partial S = -S^{-1} xx^T S^{-1}",
                formula!(|S_factor, x| squares(&(inverse(S_factor)? * x))),
                formula!(|S, x| {
                    let solved = inverse(S)? * x;
                    -(&solved * solved.transpose())
                }),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "l₁₁² = s₁₁",
            slope(
                "corner_of_factor_right",
                r"\partial l_{11}^2 / \partial S = E_{11}",
                formula!(|S_factor| square(v(S_factor))),
                formula!(|; d| Matrix::from_fn(d, d, |i, j| if i + j == 0 { F::one() } else { F::zero() })),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "ln|LLᵀ| = ln|S|, with every pair of entries one variable",
            Claim::new("log_of_factor_free", r"\partial \ln|LL^T| / \partial S = 2S^{-1} - \operatorname{diag} S^{-1}")
                .given([covariance("S", D)])
                .gradient_in(
                    Convention::FreeEntries,
                    formula!(|S_factor| log_determinant(&(S_factor * S_factor.transpose()))),
                    "S",
                    formula!(|S| Convention::FreeEntries.convert(&inverse(S)?)),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "LLᵀ = S",
            Claim::new("factor_and_covariance", r"LL^T = S")
                .given([covariance("S", D)])
                .identity(formula!(|S_factor| S_factor * S_factor.transpose()), formula!(|S| S))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "here only x varies",
            Claim::new("form_in_the_vector", r"\partial (x^T LL^T x) / \partial x = 2Sx")
                .given([covariance("S", D), vector("x", D)])
                .gradient(
                    formula!(|S_factor, x| squares(&(S_factor.transpose() * x))),
                    "x",
                    formula!(|S, x| S * x * F::integer(2)),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "2 ln|L| = ln|S|: the likelihood of a covariance",
            least_symmetric(
                "likelihood_by_factor",
                r"\arg\min_S 2 \ln|L| + \operatorname{tr}(S^{-1} M) = M",
                [covariance("S", D), covariance("M", D)],
                formula!(|S, S_factor, M| { log_determinant(S_factor)? * F::integer(2) + trace(&(inverse(S)? * M))? }),
                formula!(|M| M),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "LLᵀ = S, and a square is smallest where it vanishes",
            least_symmetric(
                "nearest_by_factor",
                r"\arg\min_S |LL^T - M|^2 = M",
                [covariance("S", D), covariance("M", D)],
                formula!(|S_factor, M| squares(&(S_factor * S_factor.transpose() - M))),
                formula!(|M| M),
            )
            .controls(USUAL),
        ),
    ]
}
