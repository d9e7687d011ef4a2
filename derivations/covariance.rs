//! E\[xxᵀ\] = μμᵀ + Σ and cov\[x\] = E\[(x−μ)(x−μ)ᵀ\] = Σ

use super::log_density::log_density;
use super::mean::{
    centred_exponent, covariance_of_eigenbasis, eigenbasis_exponent, eigenvector, from_eigenbasis, log_constant, place,
    weighted,
};
use crate::prelude::*;

/// xxᵀ, D×D from `x`: D×1.
pub fn outer<F: Field>(x: &Matrix<F>) -> Matrix<F> {
    x * x.transpose()
}

/// μμᵀ + Σ, the second moment E\[xxᵀ\]                                                        (N1-050)
///
/// `mean`: D×1; `covariance`: D×D. Errors: sizes that do not match.
pub fn second_moment<F: Field>(mean: &Matrix<F>, covariance: &Matrix<F>) -> Result<Matrix<F>> {
    expect_shape("covariance", covariance, mean.nrows(), mean.nrows())?;
    Ok(outer(mean) + covariance)
}

/// Σᵢ wᵢ uᵢuᵢᵀ, the matrix with these eigenvectors and eigenvalues                            (N1-048)
///
/// `eigenvectors` U: D×D, uᵢᵀ its rows; `weights` w: D×1. Errors: sizes that do not match.
pub fn sum_of_projections<F: Field>(eigenvectors: &Matrix<F>, weights: &Matrix<F>) -> Result<Matrix<F>> {
    let order = order("eigenvectors", eigenvectors)?;
    expect_shape("weights", weights, order, 1)?;
    Ok((0..order).fold(Matrix::zeros(order, order), |sum, i| {
        sum + outer(&eigenvector(eigenvectors, i)) * weights[(i, 0)].clone()
    }))
}

/// Σᵢ Σⱼ uᵢuⱼᵀ yᵢyⱼ, the outer product zzᵀ of z = Uᵀy                                          (N1-031)
///
/// `eigenvectors` U: D×D, uᵢᵀ its rows; `y`: D×1. Errors: sizes that do not match.
pub fn double_sum<F: Field>(eigenvectors: &Matrix<F>, y: &Matrix<F>) -> Result<Matrix<F>> {
    let order = order("eigenvectors", eigenvectors)?;
    expect_shape("y", y, order, 1)?;
    let pairs = (0..order).flat_map(|i| (0..order).map(move |j| (i, j)));
    Ok(pairs.fold(Matrix::zeros(order, order), |sum, (i, j)| {
        let product = eigenvector(eigenvectors, i) * eigenvector(eigenvectors, j).transpose();
        sum + product * (y[(i, 0)].clone() * y[(j, 0)].clone())
    }))
}

/// Λ⁻¹ = diag(1/λ), D×D from `eigenvalues`: D×1.
fn reciprocals<F: Field>(eigenvalues: &Matrix<F>) -> Result<Matrix<F>> {
    inverse(&diagonal(eigenvalues))
}

/// UᵀΛ⁻¹U, the precision with these eigenvectors; `eigenvalues` are those of the covariance  (N1-033)
///
/// `eigenvectors` U: D×D, orthogonal, uᵢᵀ its rows; `eigenvalues` λ: D×1. Errors: an eigenvalue of 0.
pub fn spectral_precision<F: Field>(eigenvectors: &Matrix<F>, eigenvalues: &Matrix<F>) -> Result<Matrix<F>> {
    expect_shape("eigenvectors", eigenvectors, eigenvalues.nrows(), eigenvalues.nrows())?;
    Ok(eigenvectors.transpose() * reciprocals(eigenvalues)? * eigenvectors)
}

/// v∘w, entry by entry.
fn entrywise<F: Field>(v: &Matrix<F>, w: &Matrix<F>) -> Matrix<F> {
    v.zip_map(w, |v, w| v * w)
}

/// The density of z around 0 at an integration point, weighted.
fn density<F: Field>(z: &Matrix<F>, covariance: &Matrix<F>, noise: &Matrix<F>) -> Result<F> {
    weighted(log_constant(covariance)? + centred_exponent(z, covariance)?, noise)
}

/// (2π)^(−D/2) |Σ|^(−1/2) exp{−½ Σₖ yₖ²/λₖ} at an integration point, weighted.
fn eigenbasis_density<F: Field>(y: &Matrix<F>, eigenvalues: &Matrix<F>, noise: &Matrix<F>) -> Result<F> {
    weighted(log_constant(&diagonal(eigenvalues))? + eigenbasis_exponent(y, eigenvalues)?, noise)
}

/// ½ Σₖ ln 2πλₖ, the logarithm of ∫ exp{−½ Σₖ yₖ²/λₖ} dy                                      (N1-047)
///
/// `eigenvalues`: D×1, positive.
pub fn log_product_of_integrals<F: Field>(eigenvalues: &Matrix<F>) -> Result<F> {
    let logarithms = eigenvalues
        .iter()
        .try_fold(F::zero(), |sum, eigenvalue| Ok::<F, Error>(sum + F::ln_two_pi()? + eigenvalue.ln()?))?;
    Ok(logarithms * F::half())
}

/// The derivation.
pub fn derivation() -> Derivation {
    Derivation::new("covariance", "The covariance of a Gaussian")
        .about(
            "The second moment is expanded around the mean. In the basis of the eigenvectors zzᵀ is a double sum; \
             products of different coordinates integrate to zero, squares to the eigenvalues, and what is left is the \
             spectral form of Σ. The cross terms with μ vanish, so that E[xxᵀ] = μμᵀ + Σ, and Σ is the covariance.",
        )
        .claims(two_dimensions())
        .claims(substitution())
        .claims(outer_product())
        .claims(exponent())
        .claims(double_sums())
        .claims(off_diagonal())
        .claims(products())
        .claims(diagonal_terms())
        .claims(terms_with_the_mean())
        .claims(covariance_of_x())
}

fn two_dimensions() -> [Claim; 2] {
    let two = ONE + ONE;
    [
        Claim::new(
            "outer_product",
            r"x x^T = \begin{bmatrix} x_1 x_1 & x_1 x_2 \\ x_2 x_1 & x_2 x_2 \end{bmatrix}, \quad x = \begin{bmatrix} x_1 \\ x_2 \end{bmatrix}",
        )
        .because("A column times a row is a matrix: every entry times every entry.")
        .from(["N1-027", "N1-028"])
        .given([number("x_1"), number("x_2")])
        .identity(
            formula!(|x_1, x_2| outer(&stack(x_1, x_2)?)),
            formula!(|x_1, x_2| join(&(x_1 * x_1), &(x_1 * x_2), &(x_2 * x_1), &(x_2 * x_2))),
        )
        .controls([Mistake::Negated, Mistake::InputNegated("x_2"), Mistake::InputsSwapped("x_1", "x_2")])
        .control("inner product", formula!(|x_1, x_2| x_1 * x_1 + x_2 * x_2)),
        Claim::new(
            "entry_by_entry",
            r"\int p(x_1,x_2) \, x x^T \, dx_1 \, dx_2 = \begin{bmatrix} \mathbb{E}[x_1 x_1] & \mathbb{E}[x_1 x_2] \\ \mathbb{E}[x_2 x_1] & \mathbb{E}[x_2 x_2] \end{bmatrix} = \begin{bmatrix} \mu_1^2 + \Sigma_{11} & \mu_1 \mu_2 + \Sigma_{12} \\ \mu_2 \mu_1 + \Sigma_{21} & \mu_2^2 + \Sigma_{22} \end{bmatrix}",
        )
        .because("The integral of a matrix is the matrix of the integrals of its entries.")
        .from(["N1-028"])
        .given([vector("mean", two), covariance("covariance", two)])
        .expectation(
            two,
            formula!(|mean, covariance, noise| {
                let x = integration_point(mean, noise)?;
                outer(&x) * weighted(log_density(&x, mean, covariance)?, noise)?
            }),
            formula!(|mean, covariance| {
                let entry = |i: usize, j: usize| {
                    scalar(mean[(i, 0)].clone() * mean[(j, 0)].clone() + covariance[(i, j)].clone())
                };
                join(&entry(0, 0), &entry(0, 1), &entry(1, 0), &entry(1, 1))
            }),
        )
        .controls([Mistake::Negated, Mistake::OffDiagonalHalved])
        .control("covariance alone", formula!(|covariance| covariance))
        .control("product of the means alone", formula!(|mean| outer(mean))),
    ]
}

fn substitution() -> [Claim; 3] {
    let given = [vector("mean", D), covariance("covariance", D)];
    let moment = formula!(|mean, covariance| second_moment(mean, covariance));
    [
        Claim::new("integral", r"\mathbb{E}[x x^T] = \int x x^T \, \mathcal{N}(x|\mu,\Sigma) \, dx = \mu \mu^T + \Sigma")
            .because("The expectation is an integral over the density; its value is what the next steps find.")
            .from(["N1-029", "N1-051"])
            .given(given)
            .expectation(
                D,
                formula!(|mean, covariance, noise| {
                    let x = integration_point(mean, noise)?;
                    outer(&x) * weighted(log_density(&x, mean, covariance)?, noise)?
                }),
                moment,
            )
            .controls([Mistake::Negated, Mistake::Doubled])
            .control("covariance alone", formula!(|covariance| covariance))
            .control("μμᵀ − Σ", formula!(|mean, covariance| outer(mean) - covariance)),
        Claim::new(
            "shifted_integral",
            r"\frac{1}{(2\pi)^{D/2} |\Sigma|^{1/2}} \int (z+\mu)(z+\mu)^T \exp\{ -\tfrac{1}{2} z^T \Sigma^{-1} z \} \, dz = \mu \mu^T + \Sigma",
        )
        .because("The same integral in z = x − μ; a shift leaves dx as it is.")
        .from(["N1-029", "N1-051"])
        .given(given)
        .expectation(
            D,
            formula!(|mean, covariance, noise| {
                let z = place(noise)?;
                outer(&(&z + mean)) * density(&z, covariance, noise)?
            }),
            moment,
        )
        .controls([Mistake::Negated, Mistake::Doubled])
        .control("mean forgotten", formula!(|covariance| covariance))
        .control("constant forgotten", formula!(|mean, covariance| {
            second_moment(mean, covariance)? * (-log_constant(covariance)?).exp()?
        })),
        Claim::new("four_terms", r"(z+\mu)(z+\mu)^T = z z^T + z \mu^T + \mu z^T + \mu \mu^T")
            .because("Multiplied out; zμᵀ and μzᵀ are transposes of each other, not equal.")
            .from(["N1-029", "N1-051"])
            .given([vector("z", D), given[0]])
            .identity(
                formula!(|z, mean| outer(&(z + mean))),
                formula!(|z, mean| outer(z) + z * mean.transpose() + mean * z.transpose() + outer(mean)),
            )
            .controls([Mistake::Negated, Mistake::InputNegated("mean")])
            .control("2zμᵀ, as for scalars", formula!(|z, mean| {
                outer(z) + z * mean.transpose() * F::integer(2) + outer(mean)
            }))
            .control("mixed terms forgotten", formula!(|z, mean| outer(z) + outer(mean))),
    ]
}

fn outer_product() -> [Claim; 3] {
    let given = [orthogonal("U", D), vector("y", D)];
    [
        Claim::new("basis", r"U^T y = \sum_{i=1}^{D} u_i y_i")
            .because("The columns of Uᵀ are the eigenvectors; a matrix times a vector is a combination of its columns.")
            .from(["N1-030"])
            .given(given)
            .identity(formula!(|U, y| U.transpose() * y), formula!(|U, y| from_eigenbasis(U, y)))
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputTransposed("U")])
            .control("y itself", formula!(|y| y)),
        Claim::new(
            "outer_product_in_the_basis",
            r"z z^T = \sum_{i=1}^{D} \sum_{j=1}^{D} u_i u_j^T y_i y_j, \quad z = U^T y",
        )
        .because(
            "Both sums are multiplied out, each with an index of its own; yᵢ and yⱼ are scalars and move to the end.",
        )
        .from(["N1-031", "N1-036", "N1-044"])
        .given(given)
        .identity(formula!(|U, y| outer(&(U.transpose() * y))), formula!(|U, y| double_sum(U, y)))
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputTransposed("U")])
        .control("one index for both sums", formula!(|U, y| sum_of_projections(U, &entrywise(y, y)))),
        Claim::new(
            "index_dropped",
            r"z z^T = \sum_{i=1}^{D} \sum_{j=1}^{D} u u_j^T y_i y_j, \quad z = U^T y, \; u = u_1",
        )
        .because("As printed: the first eigenvector has no index, so it is the same one in every term. Here u = u₁.")
        .from(["N1-031"])
        .given(given)
        .identity(
            formula!(|U, y| outer(&(U.transpose() * y))),
            formula!(|U, y| {
                let sum = y.iter().fold(F::zero(), |sum, y| sum + y.clone());
                eigenvector(U, 0) * (U.transpose() * y).transpose() * sum
            }),
        )
        .erratum("outer_product_in_the_basis"),
    ]
}

fn exponent() -> [Claim; 8] {
    let given = [orthogonal("U", D), positive("eigenvalues", D), vector("y", D)];
    let basis = [given[0], given[1]];
    let substituted = formula!(|U, eigenvalues, y| {
        let z = U.transpose() * y;
        quadratic_form(&z, &spectral_precision(U, eigenvalues)?)
    });
    let rotated = formula!(|U, eigenvalues, y| {
        (y.transpose() * U) * spectral_precision(U, eigenvalues)? * (U.transpose() * y)
    });
    let diagonal_form = formula!(|eigenvalues, y| quadratic_form(y, &reciprocals(eigenvalues)?));
    let both_indices = formula!(|eigenvalues, y| {
        let reciprocals = reciprocals(eigenvalues)?;
        let pairs = (0..y.nrows()).flat_map(|i| (0..y.nrows()).map(move |j| (i, j)));
        pairs.fold(F::zero(), |sum, (i, j)| sum + reciprocals[(i, j)].clone() * y[(i, 0)].clone() * y[(j, 0)].clone())
    });
    let one_index = formula!(|eigenvalues, y| eigenbasis_exponent(y, eigenvalues)? * F::integer(-2));
    let claim = |name, latex, reason, left, right| {
        Claim::new(name, latex)
            .because(reason)
            .from(["N1-032"])
            .given(given)
            .identity(left, right)
            .controls([Mistake::Negated, Mistake::Doubled])
            .control("λ for 1/λ", formula!(|eigenvalues, y| quadratic_form(y, &diagonal(eigenvalues))))
            .control("y not squared", formula!(|eigenvalues, y| (reciprocals(eigenvalues)? * y).sum()))
    };
    [
        Claim::new("substituted", r"z^T \Sigma^{-1} z = (U^T y)^T \Sigma^{-1} (U^T y), \quad y = U z")
            .because("z = Uᵀy on both sides of the precision.")
            .from(["N1-032"])
            .given([given[0], vector("z", D), covariance("covariance", D)])
            .identity(
                formula!(|z, covariance| quadratic_form(z, &inverse(covariance)?)),
                formula!(|U, z, covariance| {
                    let y = U * z;
                    let rotated = U.transpose() * y;
                    bilinear(&rotated, &inverse(covariance)?, &rotated)
                }),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance")])
            .control("y for z", formula!(|U, z, covariance| quadratic_form(&(U * z), &inverse(covariance)?))),
        Claim::new("row_for_column", r"(U^T y)^T \Sigma^{-1} (U^T y) = z \Sigma^{-1} z^T, \quad z = U^T y, \quad \Sigma^{-1} = U^T \Lambda^{-1} U")
            .because(
                "As printed, at the head of the chain: z is a column, so zΣ⁻¹ has no value unless D = 1. The next member \
                 has the transpose in its place.",
            )
            .from(["N1-032"])
            .given(given)
            .identity(
                substituted,
                formula!(|U, eigenvalues, y| {
                    let z = U.transpose() * y;
                    &z * spectral_precision(U, eigenvalues)? * z.transpose()
                }),
            )
            .erratum("substituted"),
        Claim::new("precision", r"I = (U^T \Lambda^{-1} U) \, \Sigma, \quad \Sigma = U^T \Lambda U")
            .because("UUᵀ = I twice, with Λ⁻¹Λ = I in between; so UᵀΛ⁻¹U is the inverse Σ⁻¹.")
            .from(["N1-032", "N1-033"])
            .given(basis)
            .identity(
                formula!(|eigenvalues| Matrix::<F>::identity(eigenvalues.nrows(), eigenvalues.nrows())),
                formula!(|U, eigenvalues| {
                    spectral_precision(U, eigenvalues)? * covariance_of_eigenbasis(U, eigenvalues)?
                }),
            )
            .controls([Mistake::Negated, Mistake::Doubled])
            .control("Λ for Λ⁻¹", formula!(|U, eigenvalues| {
                let covariance = covariance_of_eigenbasis(U, eigenvalues)?;
                &covariance * &covariance
            }))
            .control("columns of U for rows", formula!(|U, eigenvalues| {
                spectral_precision(&U.transpose(), eigenvalues)? * covariance_of_eigenbasis(U, eigenvalues)?
            })),
        Claim::new("exponent_dropped", r"(U^T \Lambda U)^{-1} = U^T (\Lambda - 1) U")
            .because(
                "As printed: the exponent has slipped down to Λ−1, here and in the quadratic form above. What follows \
                 uses Λ⁻¹.",
            )
            .from(["N1-032", "N1-033"])
            .given(basis)
            .identity(
                formula!(|U, eigenvalues| inverse(&covariance_of_eigenbasis(U, eigenvalues)?)),
                formula!(|U, eigenvalues| {
                    let shifted = eigenvalues.map(|eigenvalue| eigenvalue - F::one());
                    covariance_of_eigenbasis(U, &shifted)
                }),
            )
            .erratum("precision"),
        claim(
            "rotated",
            r"(U^T y)^T \Sigma^{-1} (U^T y) = (y^T U) (U^T \Lambda^{-1} U) (U^T y), \quad \Sigma^{-1} = U^T \Lambda^{-1} U",
            "The transpose turns the factors round, and the precision has its spectral form.",
            substituted,
            rotated,
        ),
        claim(
            "orthogonality",
            r"(y^T U) (U^T \Lambda^{-1} U) (U^T y) = y^T \Lambda^{-1} y",
            "UUᵀ = I on both sides.",
            rotated,
            diagonal_form,
        ),
        claim(
            "both_indices",
            r"y^T \Lambda^{-1} y = \sum_{i=1}^{D} \sum_{j=1}^{D} (\Lambda^{-1})_{ij} y_i y_j",
            "A quadratic form, written out.",
            diagonal_form,
            both_indices,
        ),
        claim(
            "one_index",
            r"\sum_{i=1}^{D} \sum_{j=1}^{D} (\Lambda^{-1})_{ij} y_i y_j = \sum_{i=1}^{D} \frac{1}{\lambda_i} y_i^2",
            "Λ⁻¹ is diagonal, so only the terms with i = j are left.",
            both_indices,
            one_index,
        ),
    ]
}

fn double_sums() -> [Claim; 3] {
    let given = [orthogonal("U", D), positive("eigenvalues", D)];
    let spectral = formula!(|U, eigenvalues| covariance_of_eigenbasis(U, eigenvalues));
    let claim = |name, latex, reason| Claim::new(name, latex).because(reason).from(["N1-034", "N1-032"]);
    [
        claim(
            "integral_in_z",
            r"\frac{1}{(2\pi)^{D/2} |\Sigma|^{1/2}} \int z z^T \exp\{ -\tfrac{1}{2} z^T \Sigma^{-1} z \} \, dz = U^T \Lambda U",
            "The first of the four terms, as an integral over z.",
        )
        .given(given)
        .expectation(
            D,
            formula!(|U, eigenvalues, noise| {
                let z = place(noise)?;
                outer(&z) * density(&z, &covariance_of_eigenbasis(U, eigenvalues)?, noise)?
            }),
            spectral,
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::Halved])
        .control("precision", formula!(|U, eigenvalues| inverse(&covariance_of_eigenbasis(U, eigenvalues)?))),
        claim(
            "integral_in_y",
            r"\frac{1}{(2\pi)^{D/2} |\Sigma|^{1/2}} \sum_{i=1}^{D} \sum_{j=1}^{D} u_i u_j^T \int \exp\left\{ -\tfrac{1}{2} \sum_{k=1}^{D} \frac{y_k^2}{\lambda_k} \right\} y_i y_j \, dy = U^T \Lambda U",
            "The double sum for zzᵀ, the diagonal exponent, and |J| = 1; the matrices uᵢuⱼᵀ stand before the integrals. The \
             value is that of the integral over z.",
        )
        .from(["N1-035", "N1-038"])
        .given(given)
        .expectation(
            D,
            formula!(|U, eigenvalues, noise| {
                let y = place(noise)?;
                double_sum(U, &y)? * eigenbasis_density(&y, eigenvalues, noise)?
            }),
            spectral,
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::Halved])
        .control("eigenvalues forgotten", formula!(|U| U.transpose() * U))
        .control("constant forgotten", formula!(|U, eigenvalues| {
            covariance_of_eigenbasis(U, eigenvalues)? * log_product_of_integrals(eigenvalues)?.exp()?
        })),
        claim(
            "of_draws",
            r"\mathbb{E}[z z^T] = U^T S^2 U, \quad z = \sum_{i=1}^{D} u_i y_i, \quad y_i = s_i \varepsilon_i, \quad \varepsilon \sim \mathcal{N}(0,I), \quad \lambda_i = s_i^2",
            "The same expectation over draws: independent coordinates with standard deviations sᵢ, rotated.",
        )
        .given([given[0], positive("deviations", D)])
        .expectation(
            D,
            formula!(|U, deviations, noise| outer(&from_eigenbasis(U, &entrywise(deviations, noise))?)),
            formula!(|U, deviations| covariance_of_eigenbasis(U, &entrywise(deviations, deviations))),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputTransposed("U")])
        .control("s for s²", formula!(|U, deviations| covariance_of_eigenbasis(U, deviations))),
    ]
}

fn off_diagonal() -> [Claim; 4] {
    let pair = [positive("eigenvalues", ONE + ONE)];
    let integral = formula!(|eigenvalues, noise| {
        let y = place(noise)?;
        weighted(eigenbasis_exponent(&y, eigenvalues)?, noise)? * y[(0, 0)].clone() * y[(1, 0)].clone()
    });
    let squared =
        formula!(|eigenvalues| { log_product_of_integrals(eigenvalues)?.exp()? * eigenvalues[(0, 0)].clone() });
    [
        Claim::new("bracket", r"\int \exp\left\{ -\tfrac{1}{2} \sum_{k=1}^{D} \frac{y_k^2}{\lambda_k} \right\} y_i \, dy_i = 0")
            .because("The exponential is even in yᵢ, so the integrand is odd, whatever the other coordinates are. Here i = 1.")
            .from(["N1-040", "N1-041"])
            .given([positive("eigenvalues", D), vector("y", D)])
            .expectation(
                ONE,
                formula!(|eigenvalues, y, noise| {
                    let mut y = y.clone();
                    y[(0, 0)] = place(noise)?[(0, 0)].clone();
                    weighted(eigenbasis_exponent(&y, eigenvalues)?, noise)? * y[(0, 0)].clone()
                }),
                formula!(|| F::zero()),
            )
            .control("integrand at one place", formula!(|eigenvalues, y| {
                eigenbasis_exponent(y, eigenvalues)?.exp()? * y[(0, 0)].clone()
            }))
            .control("even integrand", formula!(|eigenvalues, y| {
                let mut y = y.clone();
                y[(0, 0)] = F::zero();
                let along_it = log_product_of_integrals(&split_rows(eigenvalues, 1)?.0)?;
                (eigenbasis_exponent(&y, eigenvalues)? + along_it).exp()
            }))
            .control("one half of the line", formula!(|eigenvalues, y| {
                let mut y = y.clone();
                y[(0, 0)] = F::zero();
                eigenbasis_exponent(&y, eigenvalues)?.exp()? * eigenvalues[(0, 0)].clone()
            })),
        Claim::new(
            "off_diagonal",
            r"\int \exp\left\{ -\tfrac{1}{2} \sum_{k} \frac{y_k^2}{\lambda_k} \right\} y_i y_j \, dy = \int \cdots y_j \left[ \int \exp\left\{ -\tfrac{1}{2} \sum_{k} \frac{y_k^2}{\lambda_k} \right\} y_i \, dy_i \right] dy \setminus \{ y_i \} = 0, \quad i \ne j",
        )
        .because("yⱼ does not depend on yᵢ and stands before the bracket, which is zero. Here i = 1, j = 2.")
        .from(["N1-035", "N1-038", "N1-040"])
        .given(pair)
        .expectation(ONE + ONE, integral, formula!(|| F::zero()))
        .control("i = j", squared)
        .control("yᵢyⱼ left out", formula!(|eigenvalues| log_product_of_integrals(eigenvalues)?.exp()))
        .control("halves of both lines added", formula!(|eigenvalues| {
            determinant(&diagonal(eigenvalues))? * F::integer(4)
        })),
        Claim::new(
            "index_repeated",
            r"\exp\left\{ -\tfrac{1}{2} \sum_{k} \frac{y_k^2}{\lambda_k} \right\} y_i y_j = y_i \exp\left\{ -\tfrac{1}{2} \sum_{k} \frac{y_k^2}{\lambda_k} \right\} y_i, \quad i \ne j",
        )
        .because(
            "The integrands of the printed step: yᵢ stands before the bracket and in it, where yⱼ had come from. The \
             bracket is zero either way, so the conclusion stands; the step needs yⱼ before it.",
        )
        .from(["N1-040"])
        .given([pair[0], vector("y", ONE + ONE)])
        .identity(
            formula!(|eigenvalues, y| {
                eigenbasis_exponent(y, eigenvalues)?.exp()? * y[(0, 0)].clone() * y[(1, 0)].clone()
            }),
            formula!(|eigenvalues, y| {
                eigenbasis_exponent(y, eigenvalues)?.exp()? * y[(0, 0)].clone() * y[(0, 0)].clone()
            }),
        )
        .erratum("off_diagonal"),
        Claim::new("uncorrelated", r"\mathbb{E}[y_i y_j] = \lambda_i \delta_{ij}, \quad y_i = s_i \varepsilon_i, \quad \varepsilon \sim \mathcal{N}(0,I), \quad \lambda_i = s_i^2")
            .because("Of the D² integrals only those with i = j are left.")
            .from(["N1-038", "N1-042"])
            .given([positive("deviations", D)])
            .expectation(
                D,
                formula!(|deviations, noise| outer(&entrywise(deviations, noise))),
                formula!(|deviations| diagonal(&entrywise(deviations, deviations))),
            )
            .controls([Mistake::Negated, Mistake::Doubled])
            .control("s for s²", formula!(|deviations| diagonal(deviations)))
            .control("perfectly correlated", formula!(|deviations| outer(deviations))),
    ]
}

fn products() -> [Claim; 10] {
    let given = [positive("eigenvalues", D), vector("y", D)];
    let eigenvalue = positive("eigenvalue", ONE);
    let integral = formula!(|eigenvalues, noise| weighted(eigenbasis_exponent(&place(noise)?, eigenvalues)?, noise));
    let square = formula!(|eigenvalue, noise| {
        let y = place(noise)?;
        &y * &y * weighted(eigenbasis_exponent(&y, eigenvalue)?, noise)?
    });
    [
        Claim::new(
            "sum_becomes_product",
            r"\frac{\partial}{\partial y_i} \exp\left\{ -\tfrac{1}{2} \sum_{k=1}^{D} \frac{y_k^2}{\lambda_k} \right\} = -\frac{y_i}{\lambda_i} \prod_{k=1}^{D} \exp\left\{ -\tfrac{1}{2} \frac{y_k^2}{\lambda_k} \right\}",
        )
        .because(
            "The exponential of a sum is the product of the exponentials, each a function of one coordinate. Both are 1 at \
             y = 0, so it is enough to compare slopes.",
        )
        .from(["N1-046", "N1-048"])
        .given(given)
        .gradient(
            formula!(|eigenvalues, y| eigenbasis_exponent(y, eigenvalues)?.exp()),
            "y",
            formula!(|eigenvalues, y| {
                let product = y.iter().zip(eigenvalues.iter()).try_fold(F::one(), |product, (y, eigenvalue)| {
                    let factor = eigenbasis_exponent(&scalar(y.clone()), &scalar(eigenvalue.clone()))?.exp()?;
                    Ok::<F, Error>(product * factor)
                })?;
                -(reciprocals(eigenvalues)? * y) * product
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("y")])
        .control("λ for 1/λ", formula!(|eigenvalues, y| {
            -(diagonal(eigenvalues) * y) * eigenbasis_exponent(y, eigenvalues)?.exp()?
        })),
        Claim::new(
            "product_of_integrals",
            r"\int \exp\left\{ -\tfrac{1}{2} \sum_{k=1}^{D} \frac{y_k^2}{\lambda_k} \right\} dy = \prod_{k=1}^{D} \int \exp\left\{ -\tfrac{1}{2} \frac{y_k^2}{\lambda_k} \right\} dy_k = \prod_{k=1}^{D} (2\pi\lambda_k)^{1/2}",
        )
        .because("An integral of a product of functions of different variables is the product of their integrals.")
        .from(["N1-046", "N1-047", "N1-048"])
        .given([given[0]])
        .expectation(D, integral, formula!(|eigenvalues| log_product_of_integrals(eigenvalues)?.exp()))
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::Halved])
        .control("not rooted", formula!(|eigenvalues| {
            (log_product_of_integrals(eigenvalues)? * F::integer(2)).exp()
        })),
        Claim::new("factors_not_one", r"\prod_{k \ne i} \int \exp\left\{ -\tfrac{1}{2} \frac{y_k^2}{\lambda_k} \right\} dy_k = 1")
            .because(
                "As printed below the step: each factor is (2πλₖ)^½. It becomes 1 with its share of the constant, which \
                 stands in a bracket of its own. D counts the factors.",
            )
            .from(["N1-047"])
            .given([given[0]])
            .expectation(D, integral, formula!(|| F::one()))
            .erratum("normalised_factors"),
        Claim::new(
            "normalised_factors",
            r"\prod_{k \ne i} \frac{1}{(2\pi\lambda_k)^{1/2}} \int \exp\left\{ -\tfrac{1}{2} \frac{y_k^2}{\lambda_k} \right\} dy_k = 1",
        )
        .because("With its share of the constant each factor is the integral of a density. D counts the factors.")
        .from(["N1-047", "N1-048"])
        .given([given[0]])
        .expectation(
            D,
            formula!(|eigenvalues, noise| eigenbasis_density(&place(noise)?, eigenvalues, noise)),
            formula!(|| F::one()),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::Halved])
        .control("constant forgotten", formula!(|eigenvalues| log_product_of_integrals(eigenvalues)?.exp())),
        Claim::new("determinant_of_the_product", r"|A^T \Lambda A| = |A^T| \, |\Lambda| \, |A|")
            .because("The determinant of a product is the product of the determinants.")
            .from(["N1-048"])
            .given([invertible("A", D), given[0]])
            .identity(
                formula!(|A, eigenvalues| determinant(&(A.transpose() * diagonal(eigenvalues) * A))),
                formula!(|A, eigenvalues| {
                    determinant(&A.transpose())? * determinant(&diagonal(eigenvalues))? * determinant(A)?
                }),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("A")])
            .control("|Λ|", formula!(|eigenvalues| determinant(&diagonal(eigenvalues)))),
        Claim::new("determinant", r"|U^T| \, |\Lambda| \, |U| = \prod_{j=1}^{D} \lambda_j")
            .because("|Uᵀ||U| = 1, so the constant |Σ|^−½ is a product too, one factor for each coordinate.")
            .from(["N1-048"])
            .given([orthogonal("U", D), given[0]])
            .identity(
                formula!(|U, eigenvalues| {
                    determinant(&U.transpose())? * determinant(&diagonal(eigenvalues))? * determinant(U)?
                }),
                formula!(|eigenvalues| eigenvalues.iter().fold(F::one(), |product, value| product * value.clone())),
            )
            .controls([Mistake::Negated, Mistake::Doubled])
            .control("sum of the eigenvalues", formula!(|eigenvalues| eigenvalues.sum()))
            .control("1/λ for λ", formula!(|eigenvalues| determinant(&reciprocals(eigenvalues)?))),
        Claim::new(
            "one_exponent_split_off",
            r"\sum_{k=1}^{D} \frac{y_k^2}{\lambda_k} = \sum_{k \ne i} \frac{y_k^2}{\lambda_k} + \frac{y_i^2}{\lambda_i}",
        )
        .because("The factor with k = i is kept apart, because yᵢ² goes with it. Here i = 1.")
        .from(["N1-048", "N1-049"])
        .given(given)
        .identity(
            formula!(|eigenvalues, y| quadratic_form(y, &reciprocals(eigenvalues)?)),
            formula!(|eigenvalues, y| all_but_first(y, eigenvalues)? + term(y, eigenvalues, 0)?),
        )
        .controls([Mistake::Negated, Mistake::Doubled])
        .control("λ for 1/λ", formula!(|eigenvalues, y| quadratic_form(y, &diagonal(eigenvalues))))
        .control("not kept", formula!(|eigenvalues, y| all_but_first(y, eigenvalues))),
        Claim::new(
            "exponent_of_another_index",
            r"\sum_{k=1}^{D} \frac{y_k^2}{\lambda_k} = \sum_{k \ne i} \frac{y_k^2}{\lambda_k} + \frac{y_k^2}{\lambda_k}",
        )
        .because(
            "As printed: the exponent beside yᵢ² has the index k of another factor, so this integral over yᵢ would not even \
             converge. Its value λᵢ is that of the exponent with i. Here i = 1 and k = D.",
        )
        .from(["N1-048"])
        .given(given)
        .identity(
            formula!(|eigenvalues, y| quadratic_form(y, &reciprocals(eigenvalues)?)),
            formula!(|eigenvalues, y| all_but_first(y, eigenvalues)? + term(y, eigenvalues, y.nrows() - 1)?),
        )
        .erratum("one_exponent_split_off"),
        Claim::new("moment", r"\frac{1}{(2\pi\lambda)^{1/2}} \int \exp\left\{ -\frac{y^2}{2\lambda} \right\} y^2 \, dy = \lambda")
            .because("The variance of a Gaussian in one variable.")
            .from(["N1-048"])
            .given([eigenvalue])
            .expectation(
                ONE,
                formula!(|eigenvalue, noise| {
                    let y = place(noise)?;
                    &y * &y * eigenbasis_density(&y, eigenvalue, noise)?
                }),
                formula!(|eigenvalue| eigenvalue),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::Halved])
            .control("constant forgotten", formula!(|eigenvalue| {
                eigenvalue * log_product_of_integrals(eigenvalue)?.exp()?
            })),
        Claim::new("moment_without_constant", r"\int \exp\left\{ -\frac{y^2}{2\lambda} \right\} y^2 \, dy = \lambda")
            .because("As printed below the step: the integral is (2πλ)^½ λ. The constant stands in a bracket of its own.")
            .from(["N1-048"])
            .given([eigenvalue])
            .expectation(ONE, square, formula!(|eigenvalue| eigenvalue))
            .erratum("moment"),
    ]
}

/// yᵢ²/λᵢ
fn term<F: Field>(y: &Matrix<F>, eigenvalues: &Matrix<F>, i: usize) -> Result<F> {
    Ok(y[(i, 0)].clone() * y[(i, 0)].clone() * eigenvalues[(i, 0)].reciprocal()?)
}

/// The sum of yₖ²/λₖ over all k but the first.
fn all_but_first<F: Field>(y: &Matrix<F>, eigenvalues: &Matrix<F>) -> Result<F> {
    (1..y.nrows()).try_fold(F::zero(), |sum, k| Ok(sum + term(y, eigenvalues, k)?))
}

fn diagonal_terms() -> [Claim; 5] {
    let given = [orthogonal("U", D), positive("eigenvalues", D)];
    let spectral = formula!(|U, eigenvalues| covariance_of_eigenbasis(U, eigenvalues));
    let both_sums = formula!(|U, eigenvalues, noise| {
        let y = place(noise)?;
        double_sum(U, &y)? * eigenbasis_density(&y, eigenvalues, noise)?
    });
    let claim = |name, latex, reason| Claim::new(name, latex).because(reason).given(given);
    [
        claim(
            "single_sum",
            r"\frac{1}{(2\pi)^{D/2} |\Sigma|^{1/2}} \sum_{i=1}^{D} u_i u_i^T \int \exp\left\{ -\tfrac{1}{2} \sum_{k=1}^{D} \frac{y_k^2}{\lambda_k} \right\} y_i^2 \, dy = U^T \Lambda U",
            "All terms with i ≠ j are zero, so one sum has the value of both.",
        )
        .from(["N1-042", "N1-045", "N1-048"])
        .expectation(
            D,
            formula!(|U, eigenvalues, noise| {
                let y = place(noise)?;
                sum_of_projections(U, &entrywise(&y, &y))? * eigenbasis_density(&y, eigenvalues, noise)?
            }),
            spectral,
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::Halved])
        .control("eigenvalues forgotten", formula!(|U| U.transpose() * U)),
        claim(
            "summed_twice",
            r"\frac{1}{(2\pi)^{D/2} |\Sigma|^{1/2}} \sum_{i=1}^{D} \sum_{j=1}^{D} u_i u_j^T \int \exp\left\{ -\tfrac{1}{2} \sum_{k=1}^{D} \frac{y_k^2}{\lambda_k} \right\} y_i y_j \, dy = \sum_{i=1}^{D} \sum_{i=1}^{D} u_i u_i^T \lambda_i",
            "As printed: both sums run over i, which counts every term D times. The next line has one sum.",
        )
        .from(["N1-048"])
        .expectation(
            D,
            both_sums,
            formula!(|U, eigenvalues| sum_of_projections(U, eigenvalues)? * F::integer(eigenvalues.nrows() as i64)),
        )
        .erratum("single_sum"),
        claim(
            "free_index",
            r"\frac{1}{(2\pi)^{D/2} |\Sigma|^{1/2}} \sum_{i=1}^{D} \sum_{j=1}^{D} u_i u_j^T \int \exp\left\{ -\tfrac{1}{2} \sum_{k=1}^{D} \frac{y_k^2}{\lambda_k} \right\} y_i y_j \, dy = \sum_{i=1}^{D} u_i u_j^T \lambda_i",
            "As printed: the sum over j is gone, its index is not. With i = j it is uᵢuᵢᵀ. Here j = 1.",
        )
        .from(["N1-045"])
        .expectation(
            D,
            both_sums,
            formula!(|U, eigenvalues| from_eigenbasis(U, eigenvalues)? * eigenvector(U, 0).transpose()),
        )
        .erratum("single_sum"),
        claim(
            "eigenvalues",
            r"\frac{1}{(2\pi)^{D/2} |\Sigma|^{1/2}} \int \exp\left\{ -\tfrac{1}{2} \sum_{k=1}^{D} \frac{y_k^2}{\lambda_k} \right\} y_i^2 \, dy = \lambda_i, \quad i = 1, \ldots, D",
            "The constant, the factors with k ≠ i and the one with yᵢ² together: 1 for each of the former, λᵢ for the latter.",
        )
        .from(["N1-048"])
        .expectation(
            D,
            formula!(|eigenvalues, noise| {
                let y = place(noise)?;
                entrywise(&y, &y) * eigenbasis_density(&y, eigenvalues, noise)?
            }),
            formula!(|eigenvalues| eigenvalues),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::Halved])
        .control("constant forgotten", formula!(|eigenvalues| {
            eigenvalues * log_product_of_integrals(eigenvalues)?.exp()?
        })),
        claim(
            "spectral",
            r"\sum_{i=1}^{D} u_i u_i^T \lambda_i = U^T \Lambda U = \Sigma",
            "The eigenvectors, scaled and added up, are the spectral form of the covariance.",
        )
        .from(["N1-048"])
        .identity(formula!(|U, eigenvalues| sum_of_projections(U, eigenvalues)), spectral)
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputTransposed("U")])
        .control("eigenvalues forgotten", formula!(|U| U.transpose() * U))
        .control("precision", formula!(|U, eigenvalues| inverse(&covariance_of_eigenbasis(U, eigenvalues)?))),
    ]
}

fn terms_with_the_mean() -> [Claim; 4] {
    let given = [vector("mean", D), covariance("covariance", D)];
    let zero = formula!(|covariance| Matrix::<F>::zeros(covariance.nrows(), covariance.nrows()));
    let claim = |name, latex, reason| Claim::new(name, latex).because(reason).from(["N1-051"]).given(given);
    let vanishing = |claim: Claim| {
        claim
            .control("mean not subtracted", formula!(|mean| outer(mean)))
            .control("mean subtracted twice", formula!(|mean| -outer(mean)))
            .control("z for the mean", formula!(|covariance| covariance))
    };
    let square =
        r"\frac{1}{(2\pi)^{D/2} |\Sigma|^{1/2}} \int z z^T \exp\{ -\tfrac{1}{2} z^T \Sigma^{-1} z \} \, dz = \Sigma";
    [
        claim("square", square, "In the basis of the eigenvectors it is the sum of the λᵢuᵢuᵢᵀ, which is Σ.")
            .from(["N1-048"])
            .expectation(
                D,
                formula!(|covariance, noise| {
                    let z = place(noise)?;
                    outer(&z) * density(&z, covariance, noise)?
                }),
                formula!(|covariance| covariance),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance")])
            .control("with the mean", formula!(|mean, covariance| second_moment(mean, covariance))),
        vanishing(
            claim("cross_term", r"\mathbb{E}[z \mu^T] = 0, \quad z \sim \mathcal{N}(0,\Sigma)", "z is odd, μᵀ is constant.")
                .expectation(D, formula!(|mean, covariance_factor, noise| covariance_factor * noise * mean.transpose()), zero),
        ),
        vanishing(
            claim("transposed_cross_term", r"\mathbb{E}[\mu z^T] = 0, \quad z \sim \mathcal{N}(0,\Sigma)", "The transpose of zero.")
                .expectation(D, formula!(|mean, covariance_factor, noise| mean * (covariance_factor * noise).transpose()), zero),
        ),
        claim(
            "constant_term",
            r"\frac{1}{(2\pi)^{D/2} |\Sigma|^{1/2}} \int \mu \mu^T \exp\{ -\tfrac{1}{2} z^T \Sigma^{-1} z \} \, dz = \mu \mu^T",
            "μμᵀ stands before the integral of a density, which is 1.",
        )
        .expectation(
            D,
            formula!(|mean, covariance, noise| outer(mean) * density(&place(noise)?, covariance, noise)?),
            formula!(|mean| outer(mean)),
        )
        .controls([Mistake::Negated, Mistake::Doubled])
        .control("exponential alone", formula!(|mean, covariance| outer(mean) * (-log_constant(covariance)?).exp()?))
        .control("squared length", formula!(|mean| {
            Matrix::<F>::identity(mean.nrows(), mean.nrows()) * (mean.transpose() * mean).trace()
        })),
    ]
}

fn covariance_of_x() -> [Claim; 4] {
    let given = [vector("mean", D), covariance("covariance", D)];
    let claim = |name, latex, reason| Claim::new(name, latex).because(reason).given(given);
    [
        claim(
            "second_moment",
            r"\mathbb{E}[x x^T] = \mu \mu^T + \Sigma, \quad x \sim \mathcal{N}(\mu,\Sigma)",
            "Of the four terms zzᵀ gives Σ and μμᵀ itself; the mixed ones vanish.",
        )
        .from(["N1-050", "N1-052"])
        .expectation(
            D,
            formula!(|mean, covariance_factor, noise| outer(&(mean + covariance_factor * noise))),
            formula!(|mean, covariance| second_moment(mean, covariance)),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance")])
        .control("covariance alone", formula!(|covariance| covariance))
        .control("Σ − μμᵀ", formula!(|mean, covariance| covariance - outer(mean))),
        claim(
            "covariance",
            r"\operatorname{cov}[x] = \mathbb{E}[(x-\mathbb{E}[x])(x-\mathbb{E}[x])^T] = \Sigma",
            "By definition, with E[x] = μ: the second moment around the mean.",
        )
        .from(["N1-053", "N1-054"])
        .expectation(
            D,
            formula!(|mean, covariance_factor, noise| {
                let x = mean + covariance_factor * noise;
                outer(&(x - mean))
            }),
            formula!(|covariance| covariance),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance"), Mistake::OffDiagonalHalved])
        .control("mean not subtracted", formula!(|mean, covariance| second_moment(mean, covariance))),
        claim(
            "from_the_second_moment",
            r"\operatorname{cov}[x] = \mathbb{E}[x x^T] - \mathbb{E}[x] \, \mathbb{E}[x]^T = \Sigma",
            "The mixed terms of the definition are −2 E[x]E[x]ᵀ, its last term is E[x]E[x]ᵀ.",
        )
        .from(["N1-052", "N1-054"])
        .expectation(
            D,
            formula!(|mean, covariance_factor, noise| outer(&(mean + covariance_factor * noise)) - outer(mean)),
            formula!(|covariance| covariance),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance")])
        .control("mean subtracted twice", formula!(|mean, covariance| covariance - outer(mean))),
        Claim::new(
            "law",
            r"\mu + \sum_{i=1}^{D} u_i s_i \varepsilon_i \sim \mathcal{N}(\mu, U^T S^2 U), \quad \varepsilon \sim \mathcal{N}(0,I)",
        )
        .because("Independent coordinates along the eigenvectors make a Gaussian whose covariance has the eigenvalues sᵢ².")
        .from(["N1-026", "N1-054"])
        .given([given[0], orthogonal("U", D), positive("deviations", D)])
        .law(
            D,
            formula!(|mean, U, deviations, noise| mean + from_eigenbasis(U, &entrywise(deviations, noise))?),
            formula!(|mean, U, deviations| {
                law(mean, &covariance_of_eigenbasis(U, &entrywise(deviations, deviations))?)
            }),
        )
        .controls([Mistake::InputNegated("mean"), Mistake::InputTransposed("U")])
        .control("s for s²", formula!(|mean, U, deviations| law(mean, &covariance_of_eigenbasis(U, deviations)?)))
        .control("not rotated", formula!(|mean, deviations| law(mean, &diagonal(&entrywise(deviations, deviations))))),
    ]
}
