//! The factor L of S = LLᵀ varies with S.

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
    let nothing = formula!(|; d| Matrix::<F>::zeros(d, d));
    vec![
        entry(
            KIND,
            "tr LLᵀ = tr S, whose gradient is I",
            slope(
                "trace_of_factor",
                r"\partial \operatorname{tr}(LL^T) / \partial S = 0",
                formula!(|S_factor| trace(&(S_factor * S_factor.transpose()))),
                nothing,
            )
            .control("twice the identity", formula!(|; d| eye::<F>(d) * F::integer(2))),
        ),
        entry(
            KIND,
            "in free entries the gradient of tr S is I as well",
            Claim::new("trace_of_factor_free", r"\partial \operatorname{tr}(LL^T) / \partial S = 0")
                .given([covariance("S", D)])
                .gradient_in(
                    Convention::FreeEntries,
                    formula!(|S_factor| trace(&(S_factor * S_factor.transpose()))),
                    "S",
                    nothing,
                )
                .control("twice the identity", formula!(|; d| eye::<F>(d) * F::integer(2))),
        ),
        entry(
            KIND,
            "ln|L| = ½ ln|S|, whose gradient is ½S⁻¹",
            slope(
                "log_of_factor",
                r"\partial \ln|L| / \partial S = 0",
                formula!(|S_factor| log_determinant(S_factor)),
                nothing,
            )
            .control("S⁻¹", formula!(|S| inverse(S))),
        ),
        entry(
            KIND,
            "a factor ½ is missing",
            slope(
                "log_of_factor_doubled",
                r"\partial \ln|L| / \partial S = S^{-1}",
                formula!(|S_factor| log_determinant(S_factor)),
                formula!(|S| inverse(S)),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "tr(LLᵀS) = tr S², whose gradient is 2S",
            slope(
                "trace_with_factor",
                r"\partial \operatorname{tr}(LL^T S) / \partial S = S",
                formula!(|S, S_factor| trace(&(S_factor * S_factor.transpose() * S))),
                formula!(|S| S),
            )
            .controls([Mistake::Negated, Mistake::Halved]),
        ),
        entry(
            KIND,
            "L⁻¹SL⁻ᵀ = I for every S, so its trace does not vary",
            slope(
                "whitened_trace",
                r"\partial \operatorname{tr}(L^{-1} S L^{-T}) / \partial S = S^{-1}",
                formula!(|S, S_factor| {
                    let whitening = inverse(S_factor)?;
                    trace(&(&whitening * S * whitening.transpose()))
                }),
                formula!(|S| inverse(S)),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "xᵀLLᵀx = xᵀSx, whose gradient is xxᵀ",
            slope(
                "form_of_factor",
                r"\partial (x^T LL^T x) / \partial S = 0",
                formula!(|S_factor, x| squares(&(S_factor.transpose() * x))),
                nothing,
            )
            .control("−xxᵀ", formula!(|x| -(x * x.transpose()))),
        ),
        entry(
            KIND,
            "l₁₁² = s₁₁",
            slope(
                "corner_of_factor",
                r"\partial l_{11}^2 / \partial S = 0",
                formula!(|S_factor| square(v(S_factor))),
                nothing,
            )
            .control("identity doubled", formula!(|; d| eye::<F>(d) * F::integer(2))),
        ),
        entry(
            KIND,
            "at M the gradient of tr LLᵀ = tr S is left over: I",
            least_symmetric(
                "nearest_and_small",
                r"\arg\min_S |S - M|^2 + \operatorname{tr}(LL^T) = M",
                [covariance("S", D), covariance("M", D)],
                formula!(|S, S_factor, M| squares(&(S - M)) + trace(&(S_factor * S_factor.transpose()))?),
                formula!(|M| M),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "2 ln|L| = ln|S|, so the smallest is at M, not at 2M",
            least_symmetric(
                "likelihood_by_factor_doubled",
                r"\arg\min_S 2 \ln|L| + \operatorname{tr}(S^{-1} M) = 2M",
                [covariance("S", D), covariance("M", D)],
                formula!(|S, S_factor, M| { log_determinant(S_factor)? * F::integer(2) + trace(&(inverse(S)? * M))? }),
                formula!(|M| M * F::integer(2)),
            )
            .controls(USUAL),
        ),
    ]
}
