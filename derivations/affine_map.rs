//! y = Ax + b ~ N(Aμ + b, AΣAᵀ) for x ~ N(μ, Σ)

use super::log_density::{log_density, mahalanobis};
use crate::prelude::*;

/// Aμ + b, the mean of Ax + b                                                              (Bishop 2.3.3)
///
/// `a`: P×Q; `b`: P×1; `mean`: Q×1.
pub fn mapped_mean<F: Field>(a: &Matrix<F>, b: &Matrix<F>, mean: &Matrix<F>) -> Result<Matrix<F>> {
    expect_shape("b", b, a.nrows(), 1)?;
    expect_shape("mean", mean, a.ncols(), 1)?;
    Ok(a * mean + b)
}

/// AΣAᵀ, the covariance of Ax + b                                                          (Bishop 2.3.3)
///
/// `a`: P×Q; `covariance`: Q×Q.
pub fn mapped_covariance<F: Field>(a: &Matrix<F>, covariance: &Matrix<F>) -> Result<Matrix<F>> {
    expect_shape("covariance", covariance, a.ncols(), a.ncols())?;
    Ok(a * covariance * a.transpose())
}

/// x = μ + Lz with LLᵀ = Σ: a sample from standard normal noise z                         (Bishop 11.1.1)
///
/// `mean`, `noise`: D×1; `factor`: D×D.
pub fn coloured<F: Field>(mean: &Matrix<F>, factor: &Matrix<F>, noise: &Matrix<F>) -> Result<Matrix<F>> {
    expect_shape("noise", noise, factor.ncols(), 1)?;
    expect_shape("mean", mean, factor.nrows(), 1)?;
    Ok(mean + factor * noise)
}

/// z = L⁻¹(x−μ), the inverse of [`coloured`]                                              (Bishop 12.1.3)
///
/// `x`, `mean`: D×1; `factor`: D×D. Errors: sizes that do not match, singular factor.
pub fn whitened<F: Field>(x: &Matrix<F>, mean: &Matrix<F>, factor: &Matrix<F>) -> Result<Matrix<F>> {
    expect_shape("mean", mean, x.nrows(), 1)?;
    expect_shape("factor", factor, x.nrows(), x.nrows())?;
    Ok(inverse(factor)? * (x - mean))
}

/// The derivation.
pub fn derivation() -> Derivation {
    Derivation::new("affine_map", "Affine maps, sums and whitening")
        .about(
            "An affine map of a Gaussian is Gaussian, so its mean and covariance determine it. Sums of independent \
             Gaussians, sampling from noise and whitening are special cases.",
        )
        .claims(maps())
        .claims(sums())
        .claims(whitening())
        .claims(densities())
}

fn maps() -> [Claim; 4] {
    let given = [matrix("A", P, Q), vector("b", P), vector("mean", Q), covariance("covariance", Q)];
    [
        Claim::new("mean", r"\mathbb{E}[A x + b] = A \mu + b")
            .because("The expectation is linear.")
            .from(["Bishop 2.3.3"])
            .given(given)
            .expectation(
                Q,
                formula!(|A, b, mean, covariance_factor, noise| A * coloured(mean, covariance_factor, noise)? + b),
                formula!(|A, b, mean| mapped_mean(A, b, mean)),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("b"), Mistake::InputNegated("A")]),
        Claim::new("covariance", r"\mathbb{E}[(y - \mathbb{E}[y]) (y - \mathbb{E}[y])^T] = A \Sigma A^T, \quad y = A x + b")
            .because("b cancels; A is taken out to the left and Aᵀ to the right.")
            .from(["Bishop 2.3.3"])
            .given(given)
            .expectation(
                Q,
                formula!(|A, b, mean, covariance_factor, noise| {
                    let y = A * coloured(mean, covariance_factor, noise)? + b;
                    let deviation = y - mapped_mean(A, b, mean)?;
                    &deviation * deviation.transpose()
                }),
                formula!(|A, covariance| mapped_covariance(A, covariance)),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance")])
            .control("b counted", formula!(|A, b, covariance| mapped_covariance(A, covariance)? + b * b.transpose())),
        Claim::new("law", r"A x + b \sim \mathcal{N}(A \mu + b, A \Sigma A^T)")
            .because("The sum of Gaussian terms is Gaussian; with fewer rows than columns this is a marginal in another basis.")
            .from(["Bishop 2.3.3"])
            .given(given)
            .law(
                Q,
                formula!(|A, b, mean, covariance_factor, noise| A * coloured(mean, covariance_factor, noise)? + b),
                formula!(|A, b, mean, covariance| law(&mapped_mean(A, b, mean)?, &mapped_covariance(A, covariance)?)),
            )
            .controls([Mistake::Doubled, Mistake::InputNegated("b"), Mistake::InputInverted("covariance")])
            .control("Σ dropped", formula!(|A, b, mean| law(&mapped_mean(A, b, mean)?, &(A * A.transpose())))),
        Claim::new("part", r"x_a = [I \; 0] \, x \sim \mathcal{N}(\mu_a, \Sigma_{aa})")
            .because("A selection of components is an affine map, so a marginal needs no integral.")
            .from(["Bishop 2.3.2", "Bishop 2.3.3"])
            .given([vector("mean", P + Q), covariance("covariance", P + Q)])
            .law(
                P + Q,
                formula!(|mean, covariance_factor, noise; p| split_rows(&coloured(mean, covariance_factor, noise)?, p)?.0),
                formula!(|mean, covariance; p| law(&split_rows(mean, p)?.0, &blocks(covariance, p)?.aa)),
            )
            .controls([Mistake::Doubled, Mistake::InputInverted("covariance"), Mistake::InputNegated("mean")])
            .control("conditional covariance", formula!(|mean, covariance; p| {
                law(&split_rows(mean, p)?.0, &schur_complement(&blocks(covariance, p)?)?)
            })),
    ]
}

fn sums() -> [Claim; 4] {
    let given = [vector("mean1", D), vector("mean2", D), covariance("covariance1", D), covariance("covariance2", D)];
    [
        Claim::new("sum", r"x + y \sim \mathcal{N}(\mu_1 + \mu_2, \Sigma_1 + \Sigma_2), \quad x, y \text{ independent}")
            .because("[I I] applied to [x; y], whose covariance is block-diagonal. The density is the convolution.")
            .from(["Bishop 2.3.3"])
            .given(given)
            .law(
                D + D,
                formula!(|mean1, mean2, covariance1_factor, covariance2_factor, noise; d| {
                    let (first, second) = split_rows(noise, d)?;
                    coloured(mean1, covariance1_factor, &first)? + coloured(mean2, covariance2_factor, &second)?
                }),
                formula!(|mean1, mean2, covariance1, covariance2| law(&(mean1 + mean2), &(covariance1 + covariance2))),
            )
            .controls([Mistake::Doubled, Mistake::InputNegated("mean2"), Mistake::InputInverted("covariance1")])
            .control("precisions added", formula!(|mean1, mean2, covariance1, covariance2| {
                law(&(mean1 + mean2), &inverse(&(inverse(covariance1)? + inverse(covariance2)?))?)
            })),
        Claim::new("difference", r"x - y \sim \mathcal{N}(\mu_1 - \mu_2, \Sigma_1 + \Sigma_2), \quad x, y \text{ independent}")
            .because("[I −I]: the sign enters the covariance twice, so the covariances still add.")
            .from(["Bishop 2.3.3"])
            .given(given)
            .law(
                D + D,
                formula!(|mean1, mean2, covariance1_factor, covariance2_factor, noise; d| {
                    let (first, second) = split_rows(noise, d)?;
                    coloured(mean1, covariance1_factor, &first)? - coloured(mean2, covariance2_factor, &second)?
                }),
                formula!(|mean1, mean2, covariance1, covariance2| law(&(mean1 - mean2), &(covariance1 + covariance2))),
            )
            .controls([Mistake::Doubled, Mistake::InputNegated("mean2")])
            .control("covariances subtracted", formula!(|mean1, mean2, covariance1, covariance2| {
                law(&(mean1 - mean2), &(covariance1 - covariance2))
            })),
        Claim::new(
            "combination",
            r"a x + b y \sim \mathcal{N}(a \mu_1 + b \mu_2, a^2 \Sigma_1 + b^2 \Sigma_2), \quad x, y \text{ independent}",
        )
        .because("[aI bI]; the coefficients enter the covariance squared.")
        .from(["Bishop 2.3.3"])
        .given([
            number("a"),
            number("b"),
            vector("mean1", D),
            vector("mean2", D),
            covariance("covariance1", D),
            covariance("covariance2", D),
        ])
        .law(
            D + D,
            formula!(|a, b, mean1, mean2, covariance1_factor, covariance2_factor, noise; d| {
                let (first, second) = split_rows(noise, d)?;
                coloured(mean1, covariance1_factor, &first)? * a[(0, 0)].clone()
                    + coloured(mean2, covariance2_factor, &second)? * b[(0, 0)].clone()
            }),
            formula!(|a, b, mean1, mean2, covariance1, covariance2| {
                let (a, b) = (a[(0, 0)].clone(), b[(0, 0)].clone());
                let covariance = covariance1 * (a.clone() * a.clone()) + covariance2 * (b.clone() * b.clone());
                law(&(mean1 * a + mean2 * b), &covariance)
            }),
        )
        .controls([Mistake::Doubled, Mistake::InputNegated("a"), Mistake::InputsSwapped("a", "b")])
        .control("coefficients not squared", formula!(|a, b, mean1, mean2, covariance1, covariance2| {
            let (a, b) = (a[(0, 0)].clone(), b[(0, 0)].clone());
            let covariance = covariance1 * a.clone() + covariance2 * b.clone();
            law(&(mean1 * a + mean2 * b), &covariance)
        })),
        Claim::new(
            "dependent",
            r"x_a + x_b \sim \mathcal{N}(\mu_a + \mu_b, \Sigma_{aa} + \Sigma_{ab} + \Sigma_{ba} + \Sigma_{bb})",
        )
        .because("[I I]Σ[I I]ᵀ sums the four blocks; two of them are zero only without correlation.")
        .from(["Bishop 2.3.3"])
        .given([vector("mean", D + D), covariance("covariance", D + D)])
        .law(
            D + D,
            formula!(|mean, covariance_factor, noise; d| {
                let (a, b) = split_rows(&coloured(mean, covariance_factor, noise)?, d)?;
                a + b
            }),
            formula!(|mean, covariance; d| {
                let ((a, b), block) = (split_rows(mean, d)?, blocks(covariance, d)?);
                law(&(a + b), &(block.aa + block.ab + block.ba + block.bb))
            }),
        )
        .controls([Mistake::Doubled, Mistake::InputNegated("mean")])
        .control("independence assumed", formula!(|mean, covariance; d| {
            let ((a, b), block) = (split_rows(mean, d)?, blocks(covariance, d)?);
            law(&(a + b), &(block.aa + block.bb))
        }))
        .control("mixed block once", formula!(|mean, covariance; d| {
            let ((a, b), block) = (split_rows(mean, d)?, blocks(covariance, d)?);
            law(&(a + b), &(block.aa + block.ab + block.bb))
        })),
    ]
}

fn whitening() -> [Claim; 6] {
    let given = [vector("mean", D), covariance("covariance", D)];
    [
        Claim::new(
            "colouring",
            r"\mu + L z \sim \mathcal{N}(\mu, \Sigma), \quad z \sim \mathcal{N}(0,I), \; L L^T = \Sigma",
        )
        .because("The covariance is LILᵀ.")
        .from(["Bishop 11.1.1"])
        .given(given)
        .law(
            D,
            formula!(|mean, covariance_factor, noise| coloured(mean, covariance_factor, noise)),
            formula!(|mean, covariance| law(mean, covariance)),
        )
        .controls([Mistake::Doubled, Mistake::InputNegated("mean"), Mistake::InputInverted("covariance")])
        .control(
            "LᵀL",
            formula!(|mean, covariance_factor| { law(mean, &(covariance_factor.transpose() * covariance_factor)) }),
        ),
        Claim::new("whitening_matrix", r"L^{-1} \Sigma L^{-T} = I, \quad L L^T = \Sigma")
            .because("L⁻¹LLᵀL⁻ᵀ = I.")
            .from(["Bishop 12.1.3"])
            .given([covariance("covariance", D)])
            .identity(
                formula!(|covariance, covariance_factor| mapped_covariance(&inverse(covariance_factor)?, covariance)),
                formula!(|covariance| Matrix::<F>::identity(covariance.nrows(), covariance.nrows())),
            )
            .controls([Mistake::Negated, Mistake::Doubled])
            .control(
                "L for L⁻¹",
                formula!(|covariance, covariance_factor| mapped_covariance(covariance_factor, covariance)),
            ),
        Claim::new("coloured_again", r"\mu + L \left( L^{-1} (x-\mu) \right) = x")
            .because("Whitening and colouring are inverse to each other.")
            .from(["Bishop 11.1.1", "Bishop 12.1.3"])
            .given([vector("x", D), vector("mean", D), covariance("covariance", D)])
            .identity(
                formula!(|x, mean, covariance_factor| {
                    coloured(mean, covariance_factor, &whitened(x, mean, covariance_factor)?)
                }),
                formula!(|x| x),
            )
            .controls([Mistake::Negated, Mistake::Doubled])
            .control("mean forgotten", formula!(|x, mean| x - mean))
            .control("reflected about the mean", formula!(|x, mean| mean - (x - mean))),
        Claim::new("whitened_law", r"L^{-1} (x-\mu) \sim \mathcal{N}(0, I)")
            .because("An affine map, whose covariance is L⁻¹ΣL⁻ᵀ = I.")
            .from(["Bishop 12.1.3"])
            .given(given)
            .law(
                D,
                formula!(|mean, covariance_factor, noise| {
                    whitened(&coloured(mean, covariance_factor, noise)?, mean, covariance_factor)
                }),
                formula!(|mean| law(&Matrix::zeros(mean.nrows(), 1), &Matrix::identity(mean.nrows(), mean.nrows()))),
            )
            .controls([Mistake::Doubled])
            .control("not whitened", formula!(|mean, covariance| law(&Matrix::zeros(mean.nrows(), 1), covariance)))
            .control("mean kept", formula!(|mean| law(mean, &Matrix::identity(mean.nrows(), mean.nrows())))),
        Claim::new("rotated_whitening", r"U L^{-1} (x-\mu) \sim \mathcal{N}(0, I), \quad U^T U = I")
            .because("A rotation of white noise is white, so the factor of Σ is unique up to a rotation only.")
            .from(["Bishop 12.1.3"])
            .given([vector("mean", D), covariance("covariance", D), orthogonal("U", D)])
            .law(
                D,
                formula!(|mean, covariance_factor, U, noise| {
                    U * whitened(&coloured(mean, covariance_factor, noise)?, mean, covariance_factor)?
                }),
                formula!(|mean| law(&Matrix::zeros(mean.nrows(), 1), &Matrix::identity(mean.nrows(), mean.nrows()))),
            )
            .controls([Mistake::Doubled])
            .control(
                "not whitened",
                formula!(|mean, covariance, U| {
                    law(&Matrix::zeros(mean.nrows(), 1), &(U * covariance * U.transpose()))
                }),
            )
            .control("mean kept", formula!(|mean, U| law(&(U * mean), &Matrix::identity(mean.nrows(), mean.nrows())))),
        Claim::new("mean_distance", r"\mathbb{E}[(x-\mu)^T \Sigma^{-1} (x-\mu)] = D")
            .because("The squared distance is the squared length of white noise: D squares of mean 1.")
            .from(["Bishop 2.3", "Bishop 12.1.3"])
            .given(given)
            .expectation(
                D,
                formula!(|mean, covariance, covariance_factor, noise| {
                    mahalanobis(&coloured(mean, covariance_factor, noise)?, mean, covariance)
                }),
                formula!(|mean| F::integer(mean.nrows() as i64)),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::Halved])
            .control("tr Σ", formula!(|covariance| trace(covariance))),
    ]
}

fn densities() -> [Claim; 3] {
    let given = [vector("x", D), vector("mean", D), covariance("covariance", D)];
    [
        Claim::new("distance_of_white_noise", r"(x-\mu)^T \Sigma^{-1} (x-\mu) = z^T z, \quad z = L^{-1} (x-\mu)")
            .because("Σ⁻¹ = L⁻ᵀL⁻¹.")
            .from(["Bishop 2.3", "Bishop 12.1.3"])
            .given(given)
            .identity(
                formula!(|x, mean, covariance| mahalanobis(x, mean, covariance)),
                formula!(|x, mean, covariance_factor| {
                    let z = whitened(x, mean, covariance_factor)?;
                    z.transpose() * z
                }),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("mean"), Mistake::InputTransposed("covariance_factor")]),
        Claim::new(
            "distance_is_invariant",
            r"(y - \mathbb{E}[y])^T (A \Sigma A^T)^{-1} (y - \mathbb{E}[y]) = (x-\mu)^T \Sigma^{-1} (x-\mu), \quad y = A x + b",
        )
        .because("The factors A⁻¹ and A⁻ᵀ of the precision cancel A in the deviation.")
        .from(["Bishop 2.3"])
        .given([invertible("A", D), vector("b", D), vector("x", D), vector("mean", D), covariance("covariance", D)])
        .identity(
            formula!(|A, b, x, mean, covariance| {
                mahalanobis(&(A * x + b), &mapped_mean(A, b, mean)?, &mapped_covariance(A, covariance)?)
            }),
            formula!(|x, mean, covariance| mahalanobis(x, mean, covariance)),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance"), Mistake::InputNegated("mean")]),
        Claim::new(
            "change_of_variables",
            r"\ln \mathcal{N}(A x + b | A \mu + b, A \Sigma A^T) = \ln \mathcal{N}(x|\mu,\Sigma) - \ln|A|",
        )
        .because(
            "The distance is the same. Volumes are multiplied by |A|, so the density is divided by it: |AΣAᵀ| = \
             |A|²|Σ|. Here |A| > 0.",
        )
        .from(["Bishop 2.3", "Bishop 1.2.1"])
        .given([invertible("A", D), vector("b", D), vector("x", D), vector("mean", D), covariance("covariance", D)])
        .assuming("|A| > 0", formula!(|A| determinant(A)))
        .identity(
            formula!(|A, b, x, mean, covariance| {
                log_density(&(A * x + b), &mapped_mean(A, b, mean)?, &mapped_covariance(A, covariance)?)
            }),
            formula!(|A, x, mean, covariance| log_density(x, mean, covariance)? - log_determinant(A)?),
        )
        .controls([Mistake::Negated, Mistake::InputInverted("A"), Mistake::InputInverted("covariance")])
        .control("Jacobian forgotten", formula!(|x, mean, covariance| log_density(x, mean, covariance)))
        .control("|A|² for |A|", formula!(|A, x, mean, covariance| {
            log_density(x, mean, covariance)? - log_determinant(A)? * F::integer(2)
        })),
    ]
}
