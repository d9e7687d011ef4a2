//! Σ = UᵀΛU = Σᵢ λᵢ uᵢuᵢᵀ

use super::log_density::mahalanobis;
use crate::prelude::*;

/// uᵢ, row i of U as a column                                                                (N1-006)
///
/// `u`: D×D, its rows orthonormal; `i`: counted from 0.
pub fn eigenvector<F: Field>(u: &Matrix<F>, i: usize) -> Matrix<F> {
    column(&u.transpose(), i)
}

/// Σ = UᵀΛU                                                                                  (N1-005)
///
/// `u`: D×D, its rows orthonormal; `eigenvalues`: D×1.
pub fn spectral_product<F: Field>(u: &Matrix<F>, eigenvalues: &Matrix<F>) -> Result<Matrix<F>> {
    expect_shape("the eigenvalues", eigenvalues, u.nrows(), 1)?;
    Ok(u.transpose() * diagonal(eigenvalues) * u)
}

/// Σ = Σᵢ λᵢ uᵢuᵢᵀ                                                                           (N1-007)
///
/// `u`: D×D, its rows orthonormal; `eigenvalues`: D×1.
pub fn spectral_sum<F: Field>(u: &Matrix<F>, eigenvalues: &Matrix<F>) -> Result<Matrix<F>> {
    expect_shape("the eigenvalues", eigenvalues, u.nrows(), 1)?;
    let term = |i| eigenvector(u, i) * eigenvector(u, i).transpose() * eigenvalues[(i, 0)].clone();
    Ok((0..u.nrows()).fold(Matrix::zeros(u.ncols(), u.ncols()), |sum, i| sum + term(i)))
}

/// y = U (x−μ), the coordinates in the basis of eigenvectors                                 (N1-011)
///
/// `u`: D×D, its rows orthonormal; `x`, `mean`: D×1.
pub fn coordinates<F: Field>(u: &Matrix<F>, x: &Matrix<F>, mean: &Matrix<F>) -> Result<Matrix<F>> {
    expect_shape("x", x, u.ncols(), 1)?;
    expect_shape("mean", mean, u.ncols(), 1)?;
    Ok(u * (x - mean))
}

/// x = μ + Uᵀy, back from the coordinates                                                    (N1-012)
///
/// `u`: D×D, its rows orthonormal; `y`, `mean`: D×1.
pub fn from_coordinates<F: Field>(u: &Matrix<F>, y: &Matrix<F>, mean: &Matrix<F>) -> Result<Matrix<F>> {
    expect_shape("y", y, u.nrows(), 1)?;
    expect_shape("mean", mean, u.ncols(), 1)?;
    Ok(mean + u.transpose() * y)
}

/// Δ² = Σᵢ yᵢ²/λᵢ                                                                            (N1-009)
///
/// `y`, `eigenvalues`: D×1. Errors: sizes that do not match, an eigenvalue 0.
pub fn distance_in_coordinates<F: Field>(y: &Matrix<F>, eigenvalues: &Matrix<F>) -> Result<F> {
    expect_shape("the eigenvalues", eigenvalues, y.nrows(), 1)?;
    Ok(y.component_mul(y).dot(&reciprocals(eigenvalues)?))
}

/// 1/λᵢ of each entry.
pub fn reciprocals<F: Field>(eigenvalues: &Matrix<F>) -> Result<Matrix<F>> {
    let mut result = eigenvalues.clone();
    for entry in result.iter_mut() {
        *entry = entry.reciprocal()?;
    }
    Ok(result)
}

/// `[λ₁u₁ … λ_D u_D]`: the columns of Uᵀ, each times its eigenvalue.
fn scaled_columns<F: Field>(u: &Matrix<F>, eigenvalues: &Matrix<F>) -> Matrix<F> {
    Matrix::from_fn(u.ncols(), u.nrows(), |k, i| u[(i, k)].clone() * eigenvalues[(i, 0)].clone())
}

/// Σᵢ yᵢuᵢ
fn linear_combination<F: Field>(u: &Matrix<F>, y: &Matrix<F>) -> Matrix<F> {
    (0..u.nrows()).fold(Matrix::zeros(u.ncols(), 1), |sum, i| sum + eigenvector(u, i) * y[(i, 0)].clone())
}

/// Δ² of the points μ + cᵢuᵢ, one for each i.
fn distances_along_axes<F: Field>(
    u: &Matrix<F>,
    lengths: &Matrix<F>,
    mean: &Matrix<F>,
    covariance: &Matrix<F>,
) -> Result<Matrix<F>> {
    let mut distances = lengths.clone();
    for i in 0..u.nrows() {
        let x = mean + eigenvector(u, i) * lengths[(i, 0)].clone();
        distances[(i, 0)] = mahalanobis(&x, mean, covariance)?;
    }
    Ok(distances)
}

/// The derivation.
pub fn derivation() -> Derivation {
    Derivation::new("spectral_form", "Eigenvectors and eigenvalues of the covariance")
        .about(
            "A symmetric matrix is UᵀΛU, with orthonormal eigenvectors as the rows of U. Its inverse has the same \
             eigenvectors, so in the coordinates y = U(x−μ) the quadratic form is a sum of squares: the surfaces of \
             constant density are ellipsoids with axes along the eigenvectors. Orthogonal matrices are made by the \
             Cayley transform, which is rational, so every claim can be judged exactly.",
        )
        .claims(orthonormal())
        .claims(covariance_form())
        .claims(precision_form())
        .claims(change_of_basis())
        .claims(distance())
        .claims(geometry())
}

fn orthonormal() -> [Claim; 3] {
    [
        Claim::new("orthonormal_rows", r"U U^T = I")
            .because(
                "Entry (i, j) is uᵢᵀuⱼ: eigenvectors of a symmetric matrix are orthogonal, and scaled to length 1.",
            )
            .from(["N1-006", "N1-015"])
            .given([orthogonal("U", D)])
            .identity(formula!(|U| Matrix::<F>::identity(U.nrows(), U.nrows())), formula!(|U| U * U.transpose()))
            .controls([Mistake::Negated, Mistake::Doubled])
            .control("transpose forgotten", formula!(|U| U * U)),
        Claim::new("inverse_is_transpose", r"U^{-1} = U^T")
            .because("UUᵀ = I, and the inverse of a square matrix is unique.")
            .from(["N1-012"])
            .given([orthogonal("U", D)])
            .identity(formula!(|U| inverse(U)), formula!(|U| U.transpose()))
            .controls([Mistake::Negated, Mistake::Transposed, Mistake::Symmetrised]),
        Claim::new("eigenvectors", r"(U^T \Lambda U) u_i = \lambda_i u_i")
            .because("Uuᵢ is the unit vector eᵢ, Λ scales it by λᵢ, and Uᵀ maps it back to uᵢ. Here for all i at once.")
            .from(["N1-005", "N1-006"])
            .given([orthogonal("U", D), positive("eigenvalues", D)])
            .identity(
                formula!(|U, eigenvalues| spectral_product(U, eigenvalues)? * U.transpose()),
                formula!(|U, eigenvalues| scaled_columns(U, eigenvalues)),
            )
            .controls([Mistake::Negated, Mistake::Transposed, Mistake::InputTransposed("U")])
            .control("rows scaled for columns", formula!(|U, eigenvalues| diagonal(eigenvalues) * U.transpose())),
    ]
}

fn covariance_form() -> [Claim; 4] {
    let given = [orthogonal("U", D), positive("eigenvalues", D)];
    let columns_times_rows = formula!(|U, eigenvalues| scaled_columns(U, eigenvalues) * U);
    [
        Claim::new("symmetric", r"(U^T \Lambda U)^T = U^T \Lambda U")
            .because("Transposing reverses the factors, and a diagonal matrix equals its transpose.")
            .from(["N1-005"])
            .given(given)
            .identity(
                formula!(|U, eigenvalues| spectral_product(U, eigenvalues)?.transpose()),
                formula!(|U, eigenvalues| spectral_product(U, eigenvalues)),
            )
            .controls([Mistake::Negated, Mistake::InputTransposed("U")])
            .control("transpose in one factor", formula!(|U, eigenvalues| U * diagonal(eigenvalues) * U)),
        Claim::new("diagonalised", r"\Lambda = U \Sigma U^T, \quad \Sigma = U^T \Lambda U")
            .because("U from the left and Uᵀ from the right cancel the outer factors of Σ.")
            .from(["N1-005", "N1-006"])
            .given(given)
            .identity(
                formula!(|eigenvalues| diagonal(eigenvalues)),
                formula!(|U, eigenvalues| U * spectral_product(U, eigenvalues)? * U.transpose()),
            )
            .controls([Mistake::Negated, Mistake::Inverted])
            .control("transpose on the other factor", formula!(|U, eigenvalues| {
                U.transpose() * spectral_product(U, eigenvalues)? * U
            })),
        Claim::new(
            "scaled_columns",
            r"U^T \Lambda U = \begin{bmatrix} \lambda_1 u_1 & \lambda_2 u_2 & \cdots & \lambda_D u_D \end{bmatrix} U",
        )
        .because("A diagonal matrix from the right scales columns; the columns of Uᵀ are the eigenvectors.")
        .from(["N1-007"])
        .given(given)
        .identity(formula!(|U, eigenvalues| spectral_product(U, eigenvalues)), columns_times_rows)
        .controls([Mistake::Negated, Mistake::InputTransposed("U")])
        .control("rows scaled for columns", formula!(|U, eigenvalues| diagonal(eigenvalues) * U.transpose() * U))
        .control("columns on both sides", formula!(|U, eigenvalues| scaled_columns(U, eigenvalues) * U.transpose())),
        Claim::new(
            "spectral_sum",
            r"\begin{bmatrix} \lambda_1 u_1 & \lambda_2 u_2 & \cdots & \lambda_D u_D \end{bmatrix} U = \sum_{i=1}^{D} \lambda_i u_i u_i^T",
        )
        .because("A product of matrices is the sum of outer products, column i times row i.")
        .from(["N1-005", "N1-007"])
        .given(given)
        .identity(columns_times_rows, formula!(|U, eigenvalues| spectral_sum(U, eigenvalues)))
        .controls([Mistake::Negated, Mistake::InputTransposed("U")])
        .control("eigenvalues forgotten", formula!(|U, eigenvalues| {
            spectral_sum(U, &eigenvalues.map(|_| F::one()))
        }))
        .control("inner products", formula!(|U, eigenvalues| {
            (0..U.nrows()).fold(F::zero(), |sum, i| {
                sum + eigenvector(U, i).dot(&eigenvector(U, i)) * eigenvalues[(i, 0)].clone()
            })
        })),
    ]
}

fn precision_form() -> [Claim; 3] {
    let given = [orthogonal("U", D), positive("eigenvalues", D)];
    let reversed =
        formula!(|U, eigenvalues| { inverse(U)? * inverse(&diagonal(eigenvalues))? * inverse(&U.transpose())? });
    let transposes = formula!(|U, eigenvalues| spectral_product(U, &reciprocals(eigenvalues)?));
    [
        Claim::new("inverse_of_a_product", r"(U^T \Lambda U)^{-1} = U^{-1} \Lambda^{-1} (U^T)^{-1}")
            .because("The inverse of a product is the product of the inverses in reverse order. No eigenvalue is 0.")
            .from(["N1-008"])
            .given(given)
            .identity(formula!(|U, eigenvalues| inverse(&spectral_product(U, eigenvalues)?)), reversed)
            .controls([Mistake::Negated, Mistake::Inverted])
            .control(
                "order kept",
                formula!(|U, eigenvalues| {
                    inverse(&U.transpose())? * inverse(&diagonal(eigenvalues))? * inverse(U)?
                }),
            ),
        Claim::new("transposes", r"U^{-1} \Lambda^{-1} (U^T)^{-1} = U^T \Lambda^{-1} U")
            .because("U⁻¹ = Uᵀ, and so (Uᵀ)⁻¹ = U.")
            .from(["N1-008"])
            .given(given)
            .identity(reversed, transposes)
            .controls([Mistake::Negated, Mistake::Inverted, Mistake::InputTransposed("U")]),
        Claim::new("precision", r"\Sigma^{-1} = \sum_{i=1}^{D} \frac{1}{\lambda_i} u_i u_i^T")
            .because("The sum of outer products again, with 1/λᵢ in place of λᵢ: the same eigenvectors.")
            .from(["N1-008"])
            .given(given)
            .identity(
                formula!(|U, eigenvalues| inverse(&spectral_sum(U, eigenvalues)?)),
                formula!(|U, eigenvalues| spectral_sum(U, &reciprocals(eigenvalues)?)),
            )
            .controls([Mistake::Negated, Mistake::Inverted, Mistake::InputTransposed("U")])
            .control(
                "one over the sum of the eigenvalues",
                formula!(|U, eigenvalues| {
                    spectral_sum(U, &eigenvalues.map(|_| F::one()))? * eigenvalues.sum().reciprocal()?
                }),
            ),
    ]
}

fn change_of_basis() -> [Claim; 5] {
    let given = [orthogonal("U", D), vector("x", D), vector("mean", D)];
    let claim = |name, latex, reason| Claim::new(name, latex).because(reason).given(given);
    [
        claim(
            "coordinates",
            r"\begin{bmatrix} u_1^T (x-\mu) & \cdots & u_D^T (x-\mu) \end{bmatrix}^T = U (x-\mu)",
            "Component i of the product is row i of U times x−μ.",
        )
        .from(["N1-010", "N1-011"])
        .identity(
            formula!(|U, x, mean| Matrix::from_fn(U.nrows(), 1, |i, _| eigenvector(U, i).dot(&(x - mean)))),
            formula!(|U, x, mean| coordinates(U, x, mean)),
        )
        .controls([Mistake::Negated, Mistake::InputTransposed("U"), Mistake::InputsSwapped("x", "mean")])
        .control("mean not subtracted", formula!(|U, x| U * x)),
        claim("back_by_the_inverse", r"x - \mu = U^{-1} y, \quad y = U (x-\mu)", "U⁻¹ from the left cancels U.")
            .from(["N1-011", "N1-012"])
            .identity(formula!(|x, mean| x - mean), formula!(|U, x, mean| inverse(U)? * coordinates(U, x, mean)?))
            .controls([Mistake::Negated, Mistake::InputsSwapped("x", "mean")])
            .control("U once more", formula!(|U, x, mean| U * coordinates(U, x, mean)?)),
        claim("back_by_the_transpose", r"U^{-1} y = U^T y", "The rows of U are orthonormal.")
            .from(["N1-012"])
            .identity(
                formula!(|U, x, mean| inverse(U)? * coordinates(U, x, mean)?),
                formula!(|U, x, mean| U.transpose() * coordinates(U, x, mean)?),
            )
            .controls([Mistake::Negated, Mistake::InputsSwapped("x", "mean")])
            .control("transpose forgotten", formula!(|U, x, mean| U * coordinates(U, x, mean)?)),
        claim(
            "superposition",
            r"U^T y = \begin{bmatrix} u_1 & u_2 & \cdots & u_D \end{bmatrix} y = \sum_{i=1}^{D} y_i u_i",
            "The columns of Uᵀ are the eigenvectors, and y holds their coefficients.",
        )
        .from(["N1-012"])
        .identity(
            formula!(|U, x, mean| U.transpose() * coordinates(U, x, mean)?),
            formula!(|U, x, mean| linear_combination(U, &coordinates(U, x, mean)?)),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputsSwapped("x", "mean")])
        .control("columns of U", formula!(|U, x, mean| linear_combination(&U.transpose(), &coordinates(U, x, mean)?))),
        claim("length", r"y^T y = (x-\mu)^T (x-\mu)", "UᵀU = I: the new axes are rotated or reflected, not scaled.")
            .from(["N1-011", "Bishop 2.3"])
            .identity(
                formula!(|U, x, mean| {
                    let y = coordinates(U, x, mean)?;
                    y.dot(&y)
                }),
                formula!(|x, mean| (x - mean).dot(&(x - mean))),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("mean")]),
    ]
}

fn distance() -> [Claim; 3] {
    let given = [orthogonal("U", D), positive("eigenvalues", D), vector("x", D), vector("mean", D)];
    let under_the_sum = formula!(|U, eigenvalues, x, mean| {
        quadratic_form(&(x - mean), &spectral_sum(U, &reciprocals(eigenvalues)?)?)
    });
    let term_by_term = formula!(|U, eigenvalues, x, mean| {
        let (z, weights) = (x - mean, reciprocals(eigenvalues)?);
        (0..U.nrows()).fold(F::zero(), |sum, i| {
            let u = eigenvector(U, i);
            sum + weights[(i, 0)].clone() * z.dot(&u) * u.dot(&z)
        })
    });
    [
        Claim::new(
            "precision_inserted",
            r"(x-\mu)^T \Sigma^{-1} (x-\mu) = (x-\mu)^T \left( \sum_{i=1}^{D} \frac{1}{\lambda_i} u_i u_i^T \right) (x-\mu)",
        )
        .because("Σ⁻¹ in its spectral form.")
        .from(["N1-003", "N1-008", "N1-009"])
        .given(given)
        .identity(
            formula!(|U, eigenvalues, x, mean| mahalanobis(x, mean, &spectral_product(U, eigenvalues)?)),
            under_the_sum,
        )
        .controls([Mistake::Negated, Mistake::InputTransposed("U"), Mistake::InputNegated("mean")])
        .control("λᵢ for 1/λᵢ", formula!(|U, eigenvalues, x, mean| {
            quadratic_form(&(x - mean), &spectral_sum(U, eigenvalues)?)
        })),
        Claim::new(
            "term_by_term",
            r"(x-\mu)^T \left( \sum_{i=1}^{D} \frac{1}{\lambda_i} u_i u_i^T \right) (x-\mu) = \sum_{i=1}^{D} \frac{1}{\lambda_i} (x-\mu)^T u_i \, u_i^T (x-\mu)",
        )
        .because("The product is linear, so the sum is taken term by term.")
        .from(["N1-009"])
        .given(given)
        .identity(under_the_sum, term_by_term)
        .controls([Mistake::Negated, Mistake::InputTransposed("U"), Mistake::InputNegated("mean")])
        .control("square of the sum", formula!(|U, eigenvalues, x, mean| {
            let (z, weights) = (x - mean, reciprocals(eigenvalues)?);
            let sum = (U * z).dot(&weights);
            sum.clone() * sum
        })),
        Claim::new("sum_of_squares", r"\Delta^2 = \sum_{i=1}^{D} \frac{y_i^2}{\lambda_i}, \quad y_i = u_i^T (x-\mu)")
            .because("Both factors (x−μ)ᵀuᵢ and uᵢᵀ(x−μ) are yᵢ.")
            .from(["N1-009", "N1-010"])
            .given(given)
            .identity(
                term_by_term,
                formula!(|U, eigenvalues, x, mean| {
                    distance_in_coordinates(&coordinates(U, x, mean)?, eigenvalues)
                }),
            )
            .controls([Mistake::Negated, Mistake::InputTransposed("U"), Mistake::InputNegated("mean")])
            .control("λᵢ for 1/λᵢ", formula!(|U, eigenvalues, x, mean| {
                distance_in_coordinates(&coordinates(U, x, mean)?, &reciprocals(eigenvalues)?)
            }))
            .control("λᵢ² for λᵢ", formula!(|U, eigenvalues, x, mean| {
                distance_in_coordinates(&coordinates(U, x, mean)?, &eigenvalues.component_mul(eigenvalues))
            })),
    ]
}

fn geometry() -> [Claim; 2] {
    let given = [orthogonal("U", D), positive("s", D), vector("mean", D)];
    [
        Claim::new("axes", r"\Delta^2(\mu + \lambda_i^{1/2} u_i) = 1, \quad \lambda_i = s_i^2")
            .because("Only component i of y is not zero, and yᵢ²/λᵢ = 1: the ellipsoid Δ² = 1 has semi-axes λᵢ^½ along uᵢ.")
            .from(["N1-009", "Bishop 2.3"])
            .given(given)
            .identity(
                formula!(|s| s.map(|_| F::one())),
                formula!(|U, s, mean| {
                    distances_along_axes(U, s, mean, &spectral_product(U, &s.component_mul(s))?)
                }),
            )
            .controls([Mistake::Negated, Mistake::Doubled])
            .control("λᵢ for λᵢ^½", formula!(|U, s, mean| {
                let eigenvalues = s.component_mul(s);
                distances_along_axes(U, &eigenvalues, mean, &spectral_product(U, &eigenvalues)?)
            }))
            .control("columns of U", formula!(|U, s, mean| {
                distances_along_axes(&U.transpose(), s, mean, &spectral_product(U, &s.component_mul(s))?)
            })),
        Claim::new(
            "law",
            r"x = \mu + \sum_{i=1}^{D} \lambda_i^{1/2} z_i u_i \sim \mathcal{N}\left( \mu, \sum_{i=1}^{D} \lambda_i u_i u_i^T \right), \quad z \sim \mathcal{N}(0,I)",
        )
        .because("Independent deviations along the eigenvectors, each with its own variance λᵢ = sᵢ².")
        .from(["N1-007", "N1-012", "Bishop 2.3"])
        .given(given)
        .law(
            D,
            formula!(|U, s, mean, noise| mean + linear_combination(U, &s.component_mul(noise))),
            formula!(|U, s, mean| law(mean, &spectral_sum(U, &s.component_mul(s))?)),
        )
        .controls([Mistake::InputNegated("mean"), Mistake::InputTransposed("U")])
        .control("covariance doubled", formula!(|U, s, mean| {
            law(mean, &(spectral_sum(U, &s.component_mul(s))? * F::integer(2)))
        }))
        .control("deviations for variances", formula!(|U, s, mean| law(mean, &spectral_sum(U, s)?))),
    ]
}
