//! N(x | m₁, S₁) N(x | m₂, S₂) = N(m₁ | m₂, S₁+S₂) N(x | c, C), C⁻¹ = S₁⁻¹ + S₂⁻¹

use super::affine_map::coloured;
use super::log_density::{log_density, mahalanobis};
use crate::prelude::*;

/// C⁻¹ = S₁⁻¹ + S₂⁻¹: precisions add                                                  (Rasmussen & Williams A.7)
///
/// `first`, `second`: D×D. Errors: sizes that do not match, singular matrices.
pub fn product_precision<F: Field>(first: &Matrix<F>, second: &Matrix<F>) -> Result<Matrix<F>> {
    expect_shape("the second covariance", second, first.nrows(), first.nrows())?;
    Ok(inverse(first)? + inverse(second)?)
}

/// C = (S₁⁻¹ + S₂⁻¹)⁻¹, smaller than either covariance                                (Rasmussen & Williams A.7)
///
/// Shapes and errors as in [`product_precision`].
pub fn product_covariance<F: Field>(first: &Matrix<F>, second: &Matrix<F>) -> Result<Matrix<F>> {
    inverse(&product_precision(first, second)?)
}

/// c = m₁ + S₁ (S₁+S₂)⁻¹ (m₂−m₁) = C (S₁⁻¹m₁ + S₂⁻¹m₂): means weighted by precision (Rasmussen & Williams A.7)
///
/// `mean1`, `mean2`: D×1; `covariance1`, `covariance2`: D×D. Errors: sizes that do not match, singular S₁ + S₂.
pub fn product_mean<F: Field>(
    mean1: &Matrix<F>,
    covariance1: &Matrix<F>,
    mean2: &Matrix<F>,
    covariance2: &Matrix<F>,
) -> Result<Matrix<F>> {
    expect_shape("the second mean", mean2, mean1.nrows(), 1)?;
    Ok(mean1 + covariance1 * inverse(&(covariance1 + covariance2))? * (mean2 - mean1))
}

/// ln N(m₁ | m₂, S₁+S₂), the logarithm of the integral of the product                 (Rasmussen & Williams A.8)
///
/// Shapes as in [`product_mean`].
pub fn log_integral_of_product<F: Field>(
    mean1: &Matrix<F>,
    covariance1: &Matrix<F>,
    mean2: &Matrix<F>,
    covariance2: &Matrix<F>,
) -> Result<F> {
    log_density(mean1, mean2, &(covariance1 + covariance2))
}

/// ln N(x | c, C), the product normalised, from the precision C⁻¹                       (Rasmussen & Williams A.7)
///
/// `x`: D×1; other shapes as in [`product_mean`].
pub fn log_normalised_product<F: Field>(
    x: &Matrix<F>,
    mean1: &Matrix<F>,
    covariance1: &Matrix<F>,
    mean2: &Matrix<F>,
    covariance2: &Matrix<F>,
) -> Result<F> {
    let precision = product_precision(covariance1, covariance2)?;
    let deviation = x - product_mean(mean1, covariance1, mean2, covariance2)?;
    let dimension = F::integer(x.nrows() as i64);
    let volume = dimension * F::ln_two_pi()? - log_determinant(&precision)?;
    Ok((volume + quadratic_form(&deviation, &precision)?) * -F::half())
}

/// The derivation.
pub fn derivation() -> Derivation {
    Derivation::new("product_of_gaussians", "The product of two Gaussian densities")
        .about(
            "The exponents of two densities in the same x add up to one quadratic form in x and a remainder without x. \
             The form belongs to a Gaussian whose precision is the sum of precisions; the remainder is the density of \
             one mean around the other, with the sum of covariances.",
        )
        .claims(parameters())
        .claims(exponents())
        .claims(densities())
}

fn given() -> [Input; 4] {
    [vector("mean1", D), covariance("covariance1", D), vector("mean2", D), covariance("covariance2", D)]
}

fn parameters() -> [Claim; 4] {
    let covariances = [covariance("covariance1", D), covariance("covariance2", D)];
    [
        Claim::new("covariance", r"(S_1^{-1} + S_2^{-1})^{-1} = S_1 (S_1 + S_2)^{-1} S_2")
            .because("S₁⁻¹ + S₂⁻¹ = S₂⁻¹(S₁ + S₂)S₁⁻¹, inverted. Needs no inverse of S₁ or S₂.")
            .from(["Rasmussen & Williams A.7"])
            .given(covariances)
            .identity(
                formula!(|covariance1, covariance2| product_covariance(covariance1, covariance2)),
                formula!(|covariance1, covariance2| covariance1 * inverse(&(covariance1 + covariance2))? * covariance2),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance1")])
            .control("sum of covariances", formula!(|covariance1, covariance2| covariance1 + covariance2))
            .control(
                "order of factors",
                formula!(|covariance1, covariance2| {
                    covariance1 * covariance2 * inverse(&(covariance1 + covariance2))?
                }),
            ),
        Claim::new("shrinkage", r"(S_1^{-1} + S_2^{-1})^{-1} = S_1 - S_1 (S_1 + S_2)^{-1} S_1")
            .because("The Woodbury identity: the second density reduces the covariance of the first.")
            .from(["Bishop C.7", "Rasmussen & Williams A.7"])
            .given(covariances)
            .identity(
                formula!(|covariance1, covariance2| product_covariance(covariance1, covariance2)),
                formula!(|covariance1, covariance2| {
                    covariance1 - covariance1 * inverse(&(covariance1 + covariance2))? * covariance1
                }),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance2")])
            .control(
                "added",
                formula!(|covariance1, covariance2| {
                    covariance1 + covariance1 * inverse(&(covariance1 + covariance2))? * covariance1
                }),
            ),
        Claim::new("mean", r"C (S_1^{-1} m_1 + S_2^{-1} m_2) = m_1 + S_1 (S_1 + S_2)^{-1} (m_2 - m_1)")
            .because("CS₂⁻¹ = S₁(S₁+S₂)⁻¹ and CS₁⁻¹ = I − S₁(S₁+S₂)⁻¹.")
            .from(["Rasmussen & Williams A.7"])
            .given(given())
            .identity(
                formula!(|mean1, covariance1, mean2, covariance2| {
                    let weighed = inverse(covariance1)? * mean1 + inverse(covariance2)? * mean2;
                    product_covariance(covariance1, covariance2)? * weighed
                }),
                formula!(|mean1, covariance1, mean2, covariance2| {
                    product_mean(mean1, covariance1, mean2, covariance2)
                }),
            )
            .controls([
                Mistake::Negated,
                Mistake::Doubled,
                Mistake::InputsSwapped("mean1", "mean2"),
                Mistake::InputsSwapped("covariance1", "covariance2"),
            ])
            .control("mean of both", formula!(|mean1, mean2| (mean1 + mean2) * F::half())),
        Claim::new("determinants", r"|S_1| \, |S_2| = |C| \, |S_1 + S_2|")
            .because("C = S₁(S₁+S₂)⁻¹S₂.")
            .from(["Rasmussen & Williams A.8"])
            .given(covariances)
            .identity(
                formula!(|covariance1, covariance2| determinant(covariance1)? * determinant(covariance2)?),
                formula!(|covariance1, covariance2| {
                    determinant(&product_covariance(covariance1, covariance2)?)?
                        * determinant(&(covariance1 + covariance2))?
                }),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance1")])
            .control("|C| forgotten", formula!(|covariance1, covariance2| determinant(&(covariance1 + covariance2)))),
    ]
}

fn exponents() -> [Claim; 3] {
    [
        Claim::new(
            "sum_of_distances",
            r"(x-m_1)^T S_1^{-1} (x-m_1) + (x-m_2)^T S_2^{-1} (x-m_2) = (x-c)^T C^{-1} (x-c) + (m_1-m_2)^T (S_1+S_2)^{-1} (m_1-m_2)",
        )
        .because("Completing the square: the quadratic coefficients add to C⁻¹, the linear ones to C⁻¹c.")
        .from(["Rasmussen & Williams A.7", "Rasmussen & Williams A.8"])
        .given([vector("x", D)].into_iter().chain(given()))
        .identity(
            formula!(|x, mean1, covariance1, mean2, covariance2| {
                mahalanobis(x, mean1, covariance1)? + mahalanobis(x, mean2, covariance2)?
            }),
            formula!(|x, mean1, covariance1, mean2, covariance2| {
                let centre = product_mean(mean1, covariance1, mean2, covariance2)?;
                let around = quadratic_form(&(x - centre), &product_precision(covariance1, covariance2)?)?;
                around + mahalanobis(mean1, mean2, &(covariance1 + covariance2))?
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("mean1"), Mistake::InputNegated("x")])
        .control("remainder forgotten", formula!(|x, mean1, covariance1, mean2, covariance2| {
            let centre = product_mean(mean1, covariance1, mean2, covariance2)?;
            quadratic_form(&(x - centre), &product_precision(covariance1, covariance2)?)
        })),
        Claim::new(
            "rest",
            r"m_1^T S_1^{-1} m_1 + m_2^T S_2^{-1} m_2 - c^T C^{-1} c = (m_1-m_2)^T (S_1+S_2)^{-1} (m_1-m_2)",
        )
        .because("The sum of distances at x = 0, without the square.")
        .from(["Rasmussen & Williams A.8"])
        .given(given())
        .identity(
            formula!(|mean1, covariance1, mean2, covariance2| {
                let centre = product_mean(mean1, covariance1, mean2, covariance2)?;
                let kept = quadratic_form(&centre, &product_precision(covariance1, covariance2)?)?;
                quadratic_form(mean1, &inverse(covariance1)?)? + quadratic_form(mean2, &inverse(covariance2)?)? - kept
            }),
            formula!(|mean1, covariance1, mean2, covariance2| {
                mahalanobis(mean1, mean2, &(covariance1 + covariance2))
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("mean1")])
        .control("precisions added", formula!(|mean1, covariance1, mean2, covariance2| {
            mahalanobis(mean1, mean2, &product_covariance(covariance1, covariance2)?)
        })),
        Claim::new(
            "most_probable",
            r"\arg\max_{x} \left( \ln \mathcal{N}(x|m_1,S_1) + \ln \mathcal{N}(x|m_2,S_2) \right) = C (S_1^{-1} m_1 + S_2^{-1} m_2)",
        )
        .because("S₁⁻¹(x−m₁) + S₂⁻¹(x−m₂) = 0.")
        .from(["Rasmussen & Williams A.7"])
        .given([vector("x", D)].into_iter().chain(given()))
        .extremum(
            Extremum::Maximum,
            Convention::Unconstrained,
            formula!(|x, mean1, covariance1, mean2, covariance2| {
                Ok::<F, Error>(log_density(x, mean1, covariance1)? + log_density(x, mean2, covariance2)?)
            }),
            "x",
            formula!(|mean1, covariance1, mean2, covariance2| product_mean(mean1, covariance1, mean2, covariance2)),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputsSwapped("covariance1", "covariance2")])
        .control("mean of both", formula!(|mean1, mean2| (mean1 + mean2) * F::half())),
    ]
}

fn densities() -> [Claim; 3] {
    [
        Claim::new(
            "product",
            r"\ln \mathcal{N}(x|m_1,S_1) + \ln \mathcal{N}(x|m_2,S_2) = \ln \mathcal{N}(m_1|m_2,S_1+S_2) + \ln \mathcal{N}(x|c,C)",
        )
        .because("The sums of distances, of logarithms of determinants and of constants agree one by one.")
        .from(["Rasmussen & Williams A.7", "Rasmussen & Williams A.8"])
        .given([vector("x", D)].into_iter().chain(given()))
        .identity(
            formula!(|x, mean1, covariance1, mean2, covariance2| {
                log_density(x, mean1, covariance1)? + log_density(x, mean2, covariance2)?
            }),
            formula!(|x, mean1, covariance1, mean2, covariance2| {
                let around = log_normalised_product(x, mean1, covariance1, mean2, covariance2)?;
                around + log_integral_of_product(mean1, covariance1, mean2, covariance2)?
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("mean2"), Mistake::InputInverted("covariance1")])
        .control("factor forgotten", formula!(|x, mean1, covariance1, mean2, covariance2| {
            log_normalised_product(x, mean1, covariance1, mean2, covariance2)
        })),
        Claim::new(
            "overlap",
            r"\int \mathcal{N}(x|m_1,S_1) \, \mathcal{N}(x|m_2,S_2) \, dx = \mathcal{N}(m_1|m_2,S_1+S_2)",
        )
        .because("N(x|c,C) integrates to one, so the factor remains.")
        .from(["Rasmussen & Williams A.8", "Bishop 2.3.3"])
        .given(given())
        .expectation(
            D,
            formula!(|mean1, covariance1_factor, mean2, covariance2, noise| {
                log_density(&coloured(mean1, covariance1_factor, noise)?, mean2, covariance2)?.exp()
            }),
            formula!(|mean1, covariance1, mean2, covariance2| log_integral_of_product(mean1, covariance1, mean2, covariance2)?.exp()),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::Halved])
        .control("product of both at the other's mean", formula!(|mean1, mean2, covariance2| {
            log_density(mean1, mean2, covariance2)?.exp()
        })),
        Claim::new(
            "mean_of_the_product",
            r"\int x \, \mathcal{N}(x|m_1,S_1) \, \mathcal{N}(x|m_2,S_2) \, dx = c \, \mathcal{N}(m_1|m_2,S_1+S_2)",
        )
        .because("Normalised, the product has the mean c.")
        .from(["Rasmussen & Williams A.7"])
        .given(given())
        .expectation(
            D,
            formula!(|mean1, covariance1_factor, mean2, covariance2, noise| {
                let x = coloured(mean1, covariance1_factor, noise)?;
                let weight = log_density(&x, mean2, covariance2)?.exp()?;
                x * weight
            }),
            formula!(|mean1, covariance1, mean2, covariance2| {
                let factor = log_integral_of_product(mean1, covariance1, mean2, covariance2)?.exp()?;
                product_mean(mean1, covariance1, mean2, covariance2)? * factor
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled])
        .control("first mean", formula!(|mean1, covariance1, mean2, covariance2| {
            mean1 * log_integral_of_product(mean1, covariance1, mean2, covariance2)?.exp()?
        }))
        .control("factor forgotten", formula!(|mean1, covariance1, mean2, covariance2| {
            product_mean(mean1, covariance1, mean2, covariance2)
        })),
    ]
}
