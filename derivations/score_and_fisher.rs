//! 𝔼[s sᵀ] = −𝔼[∂²ln N(x | μ, Σ)/∂μ²] = Σ⁻¹ with the score s = Σ⁻¹(x−μ)

use super::affine_map::coloured;
use super::log_density::log_density;
use super::mu_gradient::mu_gradient;
use super::sigma_gradient::sigma_gradient;
use crate::prelude::*;

/// dℓ(v) = vᵀΣ⁻¹(x−μ), the score along a change v of the mean                                 (Bishop 6.2)
///
/// `x`, `mean`, `v`: D×1; `covariance`: D×D, symmetric.
pub fn score_along_mean<F: Field>(x: &Matrix<F>, mean: &Matrix<F>, covariance: &Matrix<F>, v: &Matrix<F>) -> Result<F> {
    expect_shape("v", v, x.nrows(), 1)?;
    Ok((v.transpose() * mu_gradient(x, mean, covariance)?)[(0, 0)].clone())
}

/// dℓ(V) = −½ tr(Σ⁻¹V) + ½ (x−μ)ᵀΣ⁻¹VΣ⁻¹(x−μ), the score along a change V of the covariance   (Bishop 6.2)
///
/// `x`, `mean`: D×1; `covariance`: D×D, symmetric; `v`: D×D.
pub fn score_along_covariance<F: Field>(
    x: &Matrix<F>,
    mean: &Matrix<F>,
    covariance: &Matrix<F>,
    v: &Matrix<F>,
) -> Result<F> {
    expect_shape("V", v, x.nrows(), x.nrows())?;
    trace(&(sigma_gradient(x, mean, covariance)?.transpose() * v))
}

/// d²ℓ(V,V) = ½ tr(Σ⁻¹VΣ⁻¹V) − (x−μ)ᵀΣ⁻¹VΣ⁻¹VΣ⁻¹(x−μ)                                         (Bishop 6.2)
///
/// Shapes as in [`score_along_covariance`].
pub fn curvature_along_covariance<F: Field>(
    x: &Matrix<F>,
    mean: &Matrix<F>,
    covariance: &Matrix<F>,
    v: &Matrix<F>,
) -> Result<F> {
    let precision = inverse(covariance)?;
    let twice = &precision * v * &precision * v * &precision;
    Ok(fisher_information_of_covariance(covariance, v, v)? - quadratic_form(&(x - mean), &twice)?)
}

/// ½ tr(Σ⁻¹VΣ⁻¹W), the Fisher information of the covariance in two directions                 (Bishop 6.2)
///
/// `covariance`, `v`, `w`: D×D, symmetric. Errors: sizes that do not match, singular covariance.
pub fn fisher_information_of_covariance<F: Field>(covariance: &Matrix<F>, v: &Matrix<F>, w: &Matrix<F>) -> Result<F> {
    expect_shape("V", v, covariance.nrows(), covariance.nrows())?;
    expect_shape("W", w, covariance.nrows(), covariance.nrows())?;
    let precision = inverse(covariance)?;
    Ok(trace(&(&precision * v * &precision * w))? * F::half())
}

/// The derivation.
pub fn derivation() -> Derivation {
    Derivation::new("score_and_fisher", "The score and the Fisher information")
        .about(
            "The score is the differential of the log-density along a change of its parameters. Its mean is zero, and \
             its covariance is the Fisher information: Σ⁻¹ for the mean, ½ tr(Σ⁻¹VΣ⁻¹V) for the covariance along V. \
             The expected curvature of the log-density is its negative.",
        )
        .claims(scores())
        .claims(of_the_mean())
        .claims(of_the_covariance())
        .claims(natural_gradients())
}

const MEAN: Input = vector("mean", D);
const COVARIANCE: Input = covariance("covariance", D);
const DIRECTION: Input = symmetric("V", D);

fn scores() -> [Claim; 4] {
    [
        Claim::new("score_along_mean", r"d \ln \mathcal{N}(x|\mu,\Sigma) = v^T \Sigma^{-1} (x-\mu), \quad d\mu = v")
            .because("The gradient with respect to the mean, in one direction.")
            .from(["Bishop 6.2", "N2-018"])
            .given([vector("x", D), MEAN, COVARIANCE, vector("v", D)])
            .identity(
                formula!(|x, mean, covariance, v| differential(
                    |mean| log_density(&x.map(Dual::constant), mean, &covariance.map(Dual::constant)), mean, v
                )),
                formula!(|x, mean, covariance, v| score_along_mean(x, mean, covariance, v)),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance"), Mistake::InputNegated("x")]),
        Claim::new(
            "score_along_covariance",
            r"d \ln \mathcal{N}(x|\mu,\Sigma) = -\tfrac{1}{2} \operatorname{tr}(\Sigma^{-1} V) + \tfrac{1}{2} (x-\mu)^T \Sigma^{-1} V \Sigma^{-1} (x-\mu), \quad d\Sigma = V",
        )
        .because("The gradient with respect to the covariance, in one direction.")
        .from(["Bishop 6.2", "N0-008"])
        .given([vector("x", D), MEAN, COVARIANCE, DIRECTION])
        .identity(
            formula!(|x, mean, covariance, V| differential(
                |sigma| log_density(&x.map(Dual::constant), &mean.map(Dual::constant), sigma), covariance, V
            )),
            formula!(|x, mean, covariance, V| {
                let precision = inverse(covariance)?;
                let pulled = quadratic_form(&(x - mean), &(&precision * V * &precision))?;
                (pulled - trace(&(&precision * V))?) * F::half()
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance"), Mistake::InputNegated("V")])
        .control("trace forgotten", formula!(|x, mean, covariance, V| {
            let precision = inverse(covariance)?;
            quadratic_form(&(x - mean), &(&precision * V * &precision))? * F::half()
        })),
        Claim::new("mean_along_mean", r"\mathbb{E}[v^T \Sigma^{-1} (x-\mu)] = 0, \quad x \sim \mathcal{N}(\mu,\Sigma)")
            .because("∫p = 1 for every μ, so its differential ∫p dℓ vanishes.")
            .from(["Bishop 6.2"])
            .given([MEAN, COVARIANCE, vector("v", D)])
            .expectation(
                D,
                formula!(|mean, covariance, covariance_factor, v, noise| {
                    score_along_mean(&coloured(mean, covariance_factor, noise)?, mean, covariance, v)
                }),
                formula!(|| F::zero()),
            )
            .control("mean not subtracted", formula!(|mean, covariance, v| bilinear(v, &inverse(covariance)?, mean)))
            .control("information", formula!(|covariance, v| quadratic_form(v, &inverse(covariance)?)))
            .control("sum of v", formula!(|v| v.sum())),
        Claim::new(
            "mean_along_covariance",
            r"\mathbb{E}\left[ -\tfrac{1}{2} \operatorname{tr}(\Sigma^{-1} V) + \tfrac{1}{2} (x-\mu)^T \Sigma^{-1} V \Sigma^{-1} (x-\mu) \right] = 0",
        )
        .because("E[(x−μ)(x−μ)ᵀ] = Σ under the trace makes both terms equal.")
        .from(["Bishop 6.2"])
        .given([MEAN, COVARIANCE, DIRECTION])
        .expectation(
            D,
            formula!(|mean, covariance, covariance_factor, V, noise| {
                score_along_covariance(&coloured(mean, covariance_factor, noise)?, mean, covariance, V)
            }),
            formula!(|| F::zero()),
        )
        .control("first term only", formula!(|covariance, V| trace(&(inverse(covariance)? * V))? * -F::half()))
        .control("second term only", formula!(|covariance, V| trace(&(inverse(covariance)? * V))? * F::half()))
        .control("½ of the first term lost", formula!(|covariance, V| {
            trace(&(inverse(covariance)? * V))? * F::ratio(-1, 4)?
        })),
    ]
}

fn of_the_mean() -> [Claim; 3] {
    let given = [MEAN, COVARIANCE];
    [
        Claim::new("information_of_the_mean", r"\mathbb{E}[s s^T] = \Sigma^{-1}, \quad s = \Sigma^{-1} (x-\mu)")
            .because("Σ⁻¹E[(x−μ)(x−μ)ᵀ]Σ⁻¹ = Σ⁻¹ΣΣ⁻¹.")
            .from(["Bishop 6.2"])
            .given(given)
            .expectation(
                D,
                formula!(|mean, covariance, covariance_factor, noise| {
                    let score = mu_gradient(&coloured(mean, covariance_factor, noise)?, mean, covariance)?;
                    &score * score.transpose()
                }),
                formula!(|covariance| inverse(covariance)),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::Halved, Mistake::InputInverted("covariance")])
            .control("one inverse too many", formula!(|covariance| inverse(&(covariance * covariance)))),
        Claim::new("curvature_of_the_mean", r"\frac{\partial}{\partial \mu} \Sigma^{-1} (x-\mu) = -\Sigma^{-1}")
            .because(
                "The score is linear in μ: its derivative, the curvature of the log-density, does not depend on x.",
            )
            .from(["Bishop 6.2", "N2-041"])
            .given([vector("x", D), MEAN, COVARIANCE])
            .gradient(
                formula!(|x, mean, covariance| mu_gradient(x, mean, covariance)),
                "mean",
                formula!(|covariance| -inverse(covariance)?),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance")]),
        Claim::new("mean_and_covariance_are_orthogonal", r"\mathbb{E}[d\ell(v) \, d\ell(V)] = 0")
            .because(
                "The product is odd in x−μ, so its mean vanishes: the Fisher information has no cross term between μ \
                 and Σ.",
            )
            .from(["Bishop 6.2"])
            .given([MEAN, COVARIANCE, vector("v", D), DIRECTION])
            .expectation(
                D,
                formula!(|mean, covariance, covariance_factor, v, V, noise| {
                    let x = coloured(mean, covariance_factor, noise)?;
                    score_along_mean(&x, mean, covariance, v)? * score_along_covariance(&x, mean, covariance, V)?
                }),
                formula!(|| F::zero()),
            )
            .control("information of the mean", formula!(|covariance, v| quadratic_form(v, &inverse(covariance)?)))
            .control(
                "information of the covariance",
                formula!(|covariance, V| fisher_information_of_covariance(covariance, V, V)),
            )
            .control(
                "V as a form in v",
                formula!(|covariance, v, V| {
                    let precision = inverse(covariance)?;
                    quadratic_form(v, &(&precision * V * &precision))
                }),
            ),
    ]
}

fn of_the_covariance() -> [Claim; 4] {
    [
        Claim::new(
            "information_of_the_covariance",
            r"\mathbb{E}[d\ell(V)^2] = \tfrac{1}{2} \operatorname{tr}(\Sigma^{-1} V \Sigma^{-1} V)",
        )
        .because("The variance of a quadratic form zᵀMz in white noise is 2 tr(M²), here with M = ½L⁻¹VL⁻ᵀ.")
        .from(["Bishop 6.2"])
        .given([MEAN, COVARIANCE, DIRECTION])
        .expectation(
            D,
            formula!(|mean, covariance, covariance_factor, V, noise| {
                let score = score_along_covariance(&coloured(mean, covariance_factor, noise)?, mean, covariance, V)?;
                score.clone() * score
            }),
            formula!(|covariance, V| fisher_information_of_covariance(covariance, V, V)),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::Halved, Mistake::InputInverted("covariance")])
        .control("square of the trace", formula!(|covariance, V| {
            let trace = trace(&(inverse(covariance)? * V))?;
            trace.clone() * trace * F::half()
        })),
        Claim::new(
            "information_in_two_directions",
            r"\mathbb{E}[d\ell(V) \, d\ell(W)] = \tfrac{1}{2} \operatorname{tr}(\Sigma^{-1} V \Sigma^{-1} W)",
        )
        .because("Both sides are bilinear and symmetric in V and W, and equal for V = W.")
        .from(["Bishop 6.2"])
        .given([MEAN, COVARIANCE, DIRECTION, symmetric("W", D)])
        .expectation(
            D,
            formula!(|mean, covariance, covariance_factor, V, W, noise| {
                let x = coloured(mean, covariance_factor, noise)?;
                score_along_covariance(&x, mean, covariance, V)? * score_along_covariance(&x, mean, covariance, W)?
            }),
            formula!(|covariance, V, W| fisher_information_of_covariance(covariance, V, W)),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("W"), Mistake::InputInverted("covariance")])
        .control("product of the traces", formula!(|covariance, V, W| {
            let precision = inverse(covariance)?;
            trace(&(&precision * V))? * trace(&(&precision * W))? * F::half()
        })),
        Claim::new(
            "curvature_of_the_covariance",
            r"d^2 \ln \mathcal{N}(x|\mu,\Sigma) = \tfrac{1}{2} \operatorname{tr}(\Sigma^{-1} V \Sigma^{-1} V) - (x-\mu)^T \Sigma^{-1} V \Sigma^{-1} V \Sigma^{-1} (x-\mu), \quad d\Sigma = V",
        )
        .because("The differential of the score: dΣ⁻¹ = −Σ⁻¹VΣ⁻¹ once in the trace, twice in the quadratic form.")
        .from(["Bishop 6.2", "N2-062"])
        .given([vector("x", D), MEAN, COVARIANCE, DIRECTION])
        .identity(
            formula!(|x, mean, covariance, V| differential(
                |sigma| {
                    let [x, mean, v] = [x, mean, V].map(|constant| constant.map(Dual::constant));
                    differential(
                        |sigma| log_density(&x.map(Dual::constant), &mean.map(Dual::constant), sigma), sigma, &v
                    )
                },
                covariance,
                V
            )),
            formula!(|x, mean, covariance, V| curvature_along_covariance(x, mean, covariance, V)),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance")])
        .control("quadratic form once", formula!(|x, mean, covariance, V| {
            let constant = fisher_information_of_covariance(covariance, V, V)?;
            (curvature_along_covariance(x, mean, covariance, V)? + constant) * F::half()
        })),
        Claim::new(
            "mean_curvature",
            r"-\mathbb{E}[d^2 \ell(V,V)] = \tfrac{1}{2} \operatorname{tr}(\Sigma^{-1} V \Sigma^{-1} V)",
        )
        .because("The quadratic form has the mean tr(Σ⁻¹VΣ⁻¹V), twice the first term: minus the mean curvature is the information.")
        .from(["Bishop 6.2"])
        .given([MEAN, COVARIANCE, DIRECTION])
        .expectation(
            D,
            formula!(|mean, covariance, covariance_factor, V, noise| {
                -curvature_along_covariance(&coloured(mean, covariance_factor, noise)?, mean, covariance, V)?
            }),
            formula!(|covariance, V| fisher_information_of_covariance(covariance, V, V)),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::Halved, Mistake::InputInverted("covariance")]),
    ]
}

fn natural_gradients() -> [Claim; 2] {
    [
        Claim::new("natural_gradient_of_the_mean", r"(\Sigma^{-1})^{-1} s = x - \mu, \quad s = \Sigma^{-1} (x-\mu)")
            .because("The inverse of the information, applied to the score, gives the step from μ to x.")
            .from(["Bishop 6.2"])
            .given([vector("x", D), MEAN, COVARIANCE])
            .identity(
                formula!(|x, mean, covariance| {
                    let information = inverse(covariance)?;
                    inverse(&information)? * mu_gradient(x, mean, covariance)?
                }),
                formula!(|x, mean| x - mean),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("mean"), Mistake::InputsSwapped("x", "mean")]),
        Claim::new(
            "natural_gradient_of_the_covariance",
            r"\tfrac{1}{2} \operatorname{tr}(\Sigma^{-1} G \Sigma^{-1} W) = d\ell(W), \quad G = (x-\mu)(x-\mu)^T - \Sigma",
        )
        .because(
            "For every direction W: in the metric of the Fisher information, steepest ascent leads from Σ to the outer \
             product.",
        )
        .from(["Bishop 6.2"])
        .given([vector("x", D), MEAN, COVARIANCE, symmetric("W", D)])
        .identity(
            formula!(|x, mean, covariance, W| {
                let z = x - mean;
                fisher_information_of_covariance(covariance, &(&z * z.transpose() - covariance), W)
            }),
            formula!(|x, mean, covariance, W| score_along_covariance(x, mean, covariance, W)),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::Halved, Mistake::InputInverted("covariance")]),
    ]
}
