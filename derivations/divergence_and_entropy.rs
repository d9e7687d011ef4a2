//! KL(p₁‖p₂) = ½ (tr(Σ₂⁻¹Σ₁) + (μ₂−μ₁)ᵀΣ₂⁻¹(μ₂−μ₁) − D + ln|Σ₂| − ln|Σ₁|)

use super::affine_map::{coloured, mapped_covariance, mapped_mean};
use super::log_density::{log_density, mahalanobis};
use super::score_and_fisher::fisher_information_of_covariance;
use crate::prelude::*;

/// H = ½ ln((2πe)ᴰ|Σ|) = ½ (D ln 2π + D + ln|Σ|), the differential entropy            (Bishop 1.6, exercise 2.15)
///
/// `covariance`: D×D with |Σ| > 0.
pub fn entropy<F: Field>(covariance: &Matrix<F>) -> Result<F> {
    let dimension = F::integer(order("covariance", covariance)? as i64);
    Ok((dimension * (F::ln_two_pi()? + F::one()) + log_determinant(covariance)?) * F::half())
}

/// A Gaussian, given by its mean and its covariance.
pub struct Normal<'a, F> {
    /// D×1
    pub mean: &'a Matrix<F>,
    /// D×D, symmetric
    pub covariance: &'a Matrix<F>,
}

// A derived implementation would require the same of F.
impl<F> Clone for Normal<'_, F> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<F> Copy for Normal<'_, F> {}

/// −∫ p₁ ln p₂ dx = ½ (D ln 2π + ln|Σ₂| + tr(Σ₂⁻¹Σ₁) + (μ₁−μ₂)ᵀΣ₂⁻¹(μ₁−μ₂)), the cross entropy     (Bishop 1.6.1)
pub fn cross_entropy<F: Field>(first: Normal<F>, second: Normal<F>) -> Result<F> {
    let dimension = F::integer(first.mean.nrows() as i64);
    let volume = dimension * F::ln_two_pi()? + log_determinant(second.covariance)?;
    let spread = trace(&(inverse(second.covariance)? * first.covariance))?;
    Ok((volume + spread + mahalanobis(first.mean, second.mean, second.covariance)?) * F::half())
}

/// KL(p₁‖p₂) = ½ (tr(Σ₂⁻¹Σ₁) + (μ₂−μ₁)ᵀΣ₂⁻¹(μ₂−μ₁) − D + ln|Σ₂| − ln|Σ₁|)       (Bishop 1.6.1, exercise 2.13)
///
/// Errors: sizes that do not match, determinants that are not positive.
pub fn kullback_leibler<F: Field>(first: Normal<F>, second: Normal<F>) -> Result<F> {
    let dimension = F::integer(first.mean.nrows() as i64);
    let spread = trace(&(inverse(second.covariance)? * first.covariance))?;
    let distance = mahalanobis(first.mean, second.mean, second.covariance)?;
    let volumes = log_determinant(second.covariance)? - log_determinant(first.covariance)?;
    Ok((spread + distance - dimension + volumes) * F::half())
}

/// The derivation.
pub fn derivation() -> Derivation {
    Derivation::new("divergence_and_entropy", "Entropy and divergence of Gaussians")
        .about(
            "The mean of the quadratic form under the Gaussian itself is D, which gives the entropy; under another \
             Gaussian it gives the cross entropy. Their difference, the Kullback–Leibler divergence, is smallest at \
             equal parameters, where it is zero; its curvature there is the Fisher information.",
        )
        .claims(entropies())
        .claims(divergences())
        .claims(minima())
        .claims(gradients())
        .claims(relations())
}

const FIRST: [Input; 2] = [vector("mean1", D), covariance("covariance1", D)];
const SECOND: [Input; 2] = [vector("mean2", D), covariance("covariance2", D)];

fn both() -> impl Iterator<Item = Input> {
    FIRST.into_iter().chain(SECOND)
}

fn entropies() -> [Claim; 3] {
    [
        Claim::new("entropy", r"-\mathbb{E}[\ln \mathcal{N}(x|\mu,\Sigma)] = \tfrac{1}{2} \ln\left( (2\pi e)^D |\Sigma| \right)")
            .because("The logarithms are constant, and the quadratic form has the mean D.")
            .from(["Bishop 1.6", "Bishop, exercise 2.15"])
            .given(FIRST)
            .expectation(
                D,
                formula!(|mean1, covariance1, covariance1_factor, noise| {
                    -log_density(&coloured(mean1, covariance1_factor, noise)?, mean1, covariance1)?
                }),
                formula!(|covariance1| entropy(covariance1)),
            )
            .controls([Mistake::Negated, Mistake::Doubled])
            .control("e forgotten", formula!(|mean1, covariance1| {
                entropy(covariance1)? - F::integer(mean1.nrows() as i64) * F::half()
            }))
            .control("½ ln|Σ| doubled", formula!(|covariance1| {
                entropy(covariance1)? + log_determinant(covariance1)? * F::half() + F::one()
            })),
        Claim::new("entropy_gradient", r"\frac{\partial}{\partial \Sigma} \tfrac{1}{2} \ln\left( (2\pi e)^D |\Sigma| \right) = \tfrac{1}{2} \Sigma^{-1}")
            .because("Half the gradient of the log-determinant; every entry of Σ varies on its own. The mean does not enter.")
            .from(["Bishop 1.6", "N0-009"])
            .given([covariance("covariance1", D)])
            .gradient(
                formula!(|covariance1| entropy(covariance1)),
                "covariance1",
                formula!(|covariance1| inverse(covariance1)? * F::half()),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance1"), Mistake::FreeEntries]),
        Claim::new(
            "entropy_of_an_affine_map",
            r"H[A x + b] = H[x] + \ln|A|",
        )
        .because("|AΣAᵀ| = |A|²|Σ|. A shift does not change the entropy, a scaling does. Here |A| > 0.")
        .from(["Bishop 1.6"])
        .given([invertible("A", D), covariance("covariance1", D)])
        .assuming("|A| > 0", formula!(|A| determinant(A)))
        .identity(
            formula!(|A, covariance1| entropy(&mapped_covariance(A, covariance1)?)),
            formula!(|A, covariance1| entropy(covariance1)? + log_determinant(A)?),
        )
        .controls([Mistake::Negated, Mistake::InputInverted("A"), Mistake::InputInverted("covariance1")])
        .control("unchanged", formula!(|covariance1| entropy(covariance1)))
        .control("|A|² for |A|", formula!(|A, covariance1| {
            entropy(covariance1)? + log_determinant(A)? * F::integer(2)
        })),
    ]
}

fn divergences() -> [Claim; 5] {
    let closed = formula!(|mean1, covariance1, mean2, covariance2| {
        kullback_leibler(
            Normal { mean: mean1, covariance: covariance1 },
            Normal { mean: mean2, covariance: covariance2 },
        )
    });
    let reversed = formula!(|mean1, covariance1, mean2, covariance2| {
        kullback_leibler(
            Normal { mean: mean2, covariance: covariance2 },
            Normal { mean: mean1, covariance: covariance1 },
        )
    });
    let crossed = formula!(|mean1, covariance1, mean2, covariance2| {
        cross_entropy(Normal { mean: mean1, covariance: covariance1 }, Normal { mean: mean2, covariance: covariance2 })
    });
    [
        Claim::new(
            "mean_distance",
            r"\mathbb{E}_1[(x-\mu_2)^T \Sigma_2^{-1} (x-\mu_2)] = \operatorname{tr}(\Sigma_2^{-1} \Sigma_1) + (\mu_1-\mu_2)^T \Sigma_2^{-1} (\mu_1-\mu_2)",
        )
        .because("E₁[(x−μ₂)(x−μ₂)ᵀ] = Σ₁ + (μ₁−μ₂)(μ₁−μ₂)ᵀ under the trace.")
        .from(["Bishop, exercise 2.13", "N1-148"])
        .given(both())
        .expectation(
            D,
            formula!(|mean1, covariance1_factor, mean2, covariance2, noise| {
                mahalanobis(&coloured(mean1, covariance1_factor, noise)?, mean2, covariance2)
            }),
            formula!(|mean1, covariance1, mean2, covariance2| {
                trace(&(inverse(covariance2)? * covariance1))? + mahalanobis(mean1, mean2, covariance2)?
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance2"), Mistake::InputNegated("mean1")])
        .control("spread forgotten", formula!(|mean1, mean2, covariance2| mahalanobis(mean1, mean2, covariance2)))
        .control("distance forgotten", formula!(|covariance1, covariance2| {
            trace(&(inverse(covariance2)? * covariance1))
        })),
        Claim::new(
            "cross_entropy",
            r"-\mathbb{E}_1[\ln \mathcal{N}(x|\mu_2,\Sigma_2)] = \tfrac{1}{2} \left( D \ln 2\pi + \ln|\Sigma_2| + \operatorname{tr}(\Sigma_2^{-1} \Sigma_1) + (\mu_1-\mu_2)^T \Sigma_2^{-1} (\mu_1-\mu_2) \right)",
        )
        .because("The mean of the log-density of p₂ needs only the mean squared distance.")
        .from(["Bishop 1.6.1", "Bishop, exercise 2.13"])
        .given(both())
        .expectation(
            D,
            formula!(|mean1, covariance1_factor, mean2, covariance2, noise| {
                -log_density(&coloured(mean1, covariance1_factor, noise)?, mean2, covariance2)?
            }),
            crossed,
        )
        .controls([Mistake::Negated, Mistake::Doubled])
        .control("entropy of p₂", formula!(|covariance2| entropy(covariance2)))
        .control("Σ₁ forgotten", formula!(|mean1, mean2, covariance2| -log_density(mean1, mean2, covariance2)?)),
        Claim::new(
            "relative_entropy",
            r"\mathbb{E}_1[\ln \mathcal{N}(x|\mu_1,\Sigma_1) - \ln \mathcal{N}(x|\mu_2,\Sigma_2)] = \tfrac{1}{2} \left( \operatorname{tr}(\Sigma_2^{-1} \Sigma_1) + (\mu_2-\mu_1)^T \Sigma_2^{-1} (\mu_2-\mu_1) - D + \ln|\Sigma_2| - \ln|\Sigma_1| \right)",
        )
        .because("Cross entropy minus entropy; D ln 2π cancels.")
        .from(["Bishop 1.6.1", "Bishop, exercise 2.13"])
        .given(both())
        .expectation(
            D,
            formula!(|mean1, covariance1, covariance1_factor, mean2, covariance2, noise| {
                let x = coloured(mean1, covariance1_factor, noise)?;
                log_density(&x, mean1, covariance1)? - log_density(&x, mean2, covariance2)?
            }),
            closed,
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::Halved])
        .control("p₁ and p₂ swapped", reversed)
        .control("D forgotten", formula!(|mean1, covariance1, mean2, covariance2| {
            let (first, second) = (Normal { mean: mean1, covariance: covariance1 }, Normal { mean: mean2, covariance: covariance2 });
            kullback_leibler(first, second)? + F::integer(mean1.nrows() as i64) * F::half()
        })),
        Claim::new("difference", r"KL(p_1 \| p_2) = H(p_1, p_2) - H(p_1)")
            .because("The logarithm of a quotient is a difference.")
            .from(["Bishop 1.6.1"])
            .given(both())
            .identity(closed, formula!(|mean1, covariance1, mean2, covariance2| {
                let (first, second) = (Normal { mean: mean1, covariance: covariance1 }, Normal { mean: mean2, covariance: covariance2 });
                cross_entropy(first, second)? - entropy(covariance1)?
            }))
            .controls([Mistake::Negated, Mistake::Doubled])
            .control("entropy of p₂", formula!(|mean1, covariance1, mean2, covariance2| {
                let (first, second) = (Normal { mean: mean1, covariance: covariance1 }, Normal { mean: mean2, covariance: covariance2 });
                cross_entropy(first, second)? - entropy(covariance2)?
            }))
            .control("p₁ and p₂ swapped", reversed),
        Claim::new("equal_parameters", r"KL(p_1 \| p_1) = 0")
            .because("tr(Σ⁻¹Σ) = D, and everything else cancels.")
            .from(["Bishop 1.6.1"])
            .given(FIRST)
            .identity(
                formula!(|mean1, covariance1| {
                    let first = Normal { mean: mean1, covariance: covariance1 };
                    kullback_leibler(first, first)
                }),
                formula!(|| F::zero()),
            )
            .control("D forgotten", formula!(|mean1| F::integer(mean1.nrows() as i64) * F::half()))
            .control("trace forgotten", formula!(|mean1| F::integer(mean1.nrows() as i64) * -F::half()))
            .control("covariance counted", formula!(|covariance1| trace(covariance1))),
    ]
}

fn minima() -> [Claim; 3] {
    let of_both = formula!(|mean1, covariance1, mean2, covariance2| {
        kullback_leibler(
            Normal { mean: mean1, covariance: covariance1 },
            Normal { mean: mean2, covariance: covariance2 },
        )
    });
    [
        Claim::new("nearest_mean", r"\arg\min_{\mu_2} KL(p_1 \| p_2) = \mu_1")
            .because("The mean enters only through a distance, which is smallest at zero.")
            .from(["Bishop 1.6.1"])
            .given(both())
            .extremum(Extremum::Minimum, Convention::Unconstrained, of_both, "mean2", formula!(|mean1| mean1))
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::Halved]),
        Claim::new(
            "nearest_second_covariance",
            r"\arg\min_{\Sigma_2} KL(p_1 \| p_2) = \Sigma_1 + (\mu_1-\mu_2)(\mu_1-\mu_2)^T",
        )
        .because(
            "Σ₂ is the second moment of p₁ about μ₂. At equal means this is Σ₁: the divergence is zero at equal \
             parameters and larger elsewhere.",
        )
        .from(["Bishop 1.6.1", "Bishop 10.1.2"])
        .given(both())
        .extremum(
            Extremum::Minimum,
            Convention::FreeEntries,
            of_both,
            "covariance2",
            formula!(|mean1, covariance1, mean2| {
                let d = mean1 - mean2;
                covariance1 + &d * d.transpose()
            }),
        )
        .controls([Mistake::Doubled, Mistake::Halved, Mistake::InputInverted("covariance1")])
        .control("means forgotten", formula!(|covariance1| covariance1)),
        Claim::new("nearest_first_covariance", r"\arg\min_{\Sigma_1} KL(p_1 \| p_2) = \Sigma_2")
            .because("½(Σ₂⁻¹ − Σ₁⁻¹) = 0. In this direction the means do not enter: the divergence is not symmetric.")
            .from(["Bishop 1.6.1", "Bishop 10.1.2"])
            .given(both())
            .extremum(
                Extremum::Minimum,
                Convention::FreeEntries,
                of_both,
                "covariance1",
                formula!(|covariance2| covariance2),
            )
            .controls([Mistake::Doubled, Mistake::Halved, Mistake::InputInverted("covariance2")])
            .control(
                "means counted",
                formula!(|mean1, mean2, covariance2| {
                    let d = mean1 - mean2;
                    covariance2 + &d * d.transpose()
                }),
            ),
    ]
}

fn gradients() -> [Claim; 3] {
    let of_both = formula!(|mean1, covariance1, mean2, covariance2| {
        kullback_leibler(
            Normal { mean: mean1, covariance: covariance1 },
            Normal { mean: mean2, covariance: covariance2 },
        )
    });
    [
        Claim::new("gradient_in_the_mean", r"\frac{\partial}{\partial \mu_2} KL(p_1 \| p_2) = \Sigma_2^{-1} (\mu_2-\mu_1)")
            .because("Half the gradient of the distance.")
            .from(["Bishop 1.6.1"])
            .given(both())
            .gradient(of_both, "mean2", formula!(|mean1, mean2, covariance2| inverse(covariance2)? * (mean2 - mean1)))
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance2")])
            .control("Σ₁ for Σ₂", formula!(|mean1, covariance1, mean2| inverse(covariance1)? * (mean2 - mean1))),
        Claim::new(
            "gradient_in_the_second_covariance",
            r"\frac{\partial}{\partial \Sigma_2} KL(p_1 \| p_2) = \tfrac{1}{2} \left( \Sigma_2^{-1} - \Sigma_2^{-1} (\Sigma_1 + (\mu_1-\mu_2)(\mu_1-\mu_2)^T) \Sigma_2^{-1} \right)",
        )
        .because("The mean of minus the gradient of ln p₂ under p₁. Every entry of Σ₂ varies on its own.")
        .from(["Bishop 1.6.1", "N0-008"])
        .given(both())
        .gradient(of_both, "covariance2", formula!(|mean1, covariance1, mean2, covariance2| {
            let (d, precision) = (mean1 - mean2, inverse(covariance2)?);
            (&precision - &precision * (covariance1 + &d * d.transpose()) * &precision) * F::half()
        }))
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::FreeEntries])
        .control("means forgotten", formula!(|covariance1, covariance2| {
            let precision = inverse(covariance2)?;
            (&precision - &precision * covariance1 * &precision) * F::half()
        })),
        Claim::new(
            "gradient_in_the_first_covariance",
            r"\frac{\partial}{\partial \Sigma_1} KL(p_1 \| p_2) = \tfrac{1}{2} (\Sigma_2^{-1} - \Sigma_1^{-1})",
        )
        .because("The trace gives Σ₂⁻¹, the entropy of p₁ gives −Σ₁⁻¹. Every entry of Σ₁ varies on its own.")
        .from(["Bishop 1.6.1", "N0-009"])
        .given(both())
        .gradient(of_both, "covariance1", formula!(|covariance1, covariance2| {
            (inverse(covariance2)? - inverse(covariance1)?) * F::half()
        }))
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::FreeEntries, Mistake::InputsSwapped("covariance1", "covariance2")]),
    ]
}

/// KL(N(μ,Σ) ‖ N(m,S)) as a function of `[m S]` alone; `reference` and `shifted`: D×(1+D), see [`law`].
fn divergence_of_laws<F: Field>(reference: &Matrix<F>, shifted: &Matrix<F>) -> Result<F> {
    let parts = |law: &Matrix<F>| (column(law, 0), law.columns(1, law.nrows()).into_owned());
    let ((mean1, covariance1), (mean2, covariance2)) = (parts(reference), parts(shifted));
    kullback_leibler(
        Normal { mean: &mean1, covariance: &covariance1 },
        Normal { mean: &mean2, covariance: &covariance2 },
    )
}

fn relations() -> [Claim; 3] {
    [
        Claim::new(
            "curvature_is_information",
            r"d^2 KL(p \| p + dp) = v^T \Sigma^{-1} v + \tfrac{1}{2} \operatorname{tr}(\Sigma^{-1} V \Sigma^{-1} V), \quad d\mu = v, \; d\Sigma = V",
        )
        .because(
            "At equal parameters value and gradient vanish, and the curvature is the Fisher information; there is no \
             cross term between v and V.",
        )
        .from(["Bishop 1.6.1", "Bishop 6.2"])
        .given([vector("mean1", D), covariance("covariance1", D), vector("v", D), symmetric("V", D)])
        .identity(
            formula!(|mean1, covariance1, v, V| {
                let (at, along) = (law(mean1, covariance1)?, law(v, V)?);
                let (fixed, along_lifted) = (at.map(Dual::constant), along.map(Dual::constant));
                differential(
                    |place| differential(
                        |place| divergence_of_laws(&fixed.map(Dual::constant), place), place, &along_lifted
                    ),
                    &at,
                    &along,
                )
            }),
            formula!(|covariance1, v, V| {
                quadratic_form(v, &inverse(covariance1)?)? + fisher_information_of_covariance(covariance1, V, V)?
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::Halved, Mistake::InputInverted("covariance1")])
        .control("covariance forgotten", formula!(|covariance1, v| quadratic_form(v, &inverse(covariance1)?)))
        .control("½ lost", formula!(|covariance1, v, V| {
            let spread = fisher_information_of_covariance(covariance1, V, V)? * F::integer(2);
            quadratic_form(v, &inverse(covariance1)?)? + spread
        })),
        Claim::new("invariance", r"KL(A p_1 + b \| A p_2 + b) = KL(p_1 \| p_2)")
            .because("An invertible map multiplies both densities by the same factor 1/|A|. Here |A| > 0.")
            .from(["Bishop 1.6.1"])
            .given(both().chain([invertible("A", D), vector("b", D)]))
            .identity(
                formula!(|mean1, covariance1, mean2, covariance2, A, b| {
                    let (mean1, covariance1) = (mapped_mean(A, b, mean1)?, mapped_covariance(A, covariance1)?);
                    let (mean2, covariance2) = (mapped_mean(A, b, mean2)?, mapped_covariance(A, covariance2)?);
                    kullback_leibler(
                        Normal { mean: &mean1, covariance: &covariance1 },
                        Normal { mean: &mean2, covariance: &covariance2 },
                    )
                }),
                formula!(|mean1, covariance1, mean2, covariance2| {
                    let second = Normal { mean: mean2, covariance: covariance2 };
                    kullback_leibler(Normal { mean: mean1, covariance: covariance1 }, second)
                }),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputsSwapped("covariance1", "covariance2")])
            .control("as the entropy", formula!(|mean1, covariance1, mean2, covariance2, A| {
                let second = Normal { mean: mean2, covariance: covariance2 };
                kullback_leibler(Normal { mean: mean1, covariance: covariance1 }, second)? + log_determinant(A)?
            })),
        Claim::new(
            "mutual_information",
            r"KL(p(x_a,x_b) \| p(x_a) p(x_b)) = \tfrac{1}{2} \ln \frac{|\Sigma_{aa}| |\Sigma_{bb}|}{|\Sigma|}",
        )
        .because("The product of the marginals has the same mean and the diagonal blocks; the trace is D and cancels.")
        .from(["Bishop 1.6.1"])
        .given([vector("mean", P + Q), covariance("covariance", P + Q)])
        .identity(
            formula!(|mean, covariance; p, q| {
                let block = blocks(covariance, p)?;
                let apart = join(&block.aa, &Matrix::zeros(p, q), &Matrix::zeros(q, p), &block.bb)?;
                kullback_leibler(Normal { mean, covariance }, Normal { mean, covariance: &apart })
            }),
            formula!(|covariance; p| {
                let block = blocks(covariance, p)?;
                let parts = log_determinant(&block.aa)? + log_determinant(&block.bb)?;
                (parts - log_determinant(covariance)?) * F::half()
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled])
        .control("|Σ| forgotten", formula!(|covariance; p| {
            let block = blocks(covariance, p)?;
            (log_determinant(&block.aa)? + log_determinant(&block.bb)?) * F::half()
        }))
        .control("conditional for marginal", formula!(|covariance; p| {
            let block = blocks(covariance, p)?;
            let conditional = schur_complement(&block)?;
            (log_determinant(&conditional)? + log_determinant(&block.bb)? * F::integer(2) - log_determinant(covariance)?) * F::half()
        })),
    ]
}
