//! ∫ N(x | μ, Σ) dx = ∏ⱼ ∫ (2πλⱼ)^−½ exp(−yⱼ²/2λⱼ) dyⱼ = 1

use super::log_density::log_density;
use super::spectral_form::{coordinates, distance_in_coordinates, from_coordinates, spectral_product};
use crate::prelude::*;

/// Σⱼ {−½ ln 2πλⱼ − yⱼ²/2λⱼ}, the log-density of y = U(x−μ)                                   (N1-017)
///
/// `y`: D×1; `eigenvalues`: D×1, positive. Errors: sizes that do not match, an eigenvalue 0 or less.
pub fn log_density_of_coordinates<F: Field>(y: &Matrix<F>, eigenvalues: &Matrix<F>) -> Result<F> {
    Ok(-log_integral_of_factors(eigenvalues)? - distance_in_coordinates(y, eigenvalues)? * F::half())
}

/// ln ∏ⱼ (2πλⱼ)^½                                                                            (N1-018)
///
/// `eigenvalues`: D×1, positive.
pub fn log_integral_of_factors<F: Field>(eigenvalues: &Matrix<F>) -> Result<F> {
    eigenvalues.iter().try_fold(F::zero(), |sum, value| Ok(sum + (F::ln_two_pi()? + value.ln()?) * F::half()))
}

/// ∏ⱼ vⱼ over the entries of a column.
fn product<F: Field>(values: &Matrix<F>) -> F {
    values.iter().fold(F::one(), |product, value| product * value.clone())
}

/// U with the sign of its first eigenvector flipped: −u₁ is an eigenvector as well.
fn reflected<F: Field>(u: &Matrix<F>) -> Matrix<F> {
    Matrix::from_fn(u.nrows(), u.ncols(), |i, j| if i == 0 { -u[(i, j)].clone() } else { u[(i, j)].clone() })
}

/// The derivation.
pub fn derivation() -> Derivation {
    Derivation::new("normalisation", "A Gaussian integrates to one")
        .about(
            "In the coordinates y = U(x−μ) the density is a product of one-dimensional ones. The change of basis \
             preserves volumes, because its Jacobian Uᵀ has determinant ±1, so the integral is a product of integrals, \
             each 1. The densities are compared by their logarithms, and squaring avoids roots.",
        )
        .claims(jacobian())
        .claims(printed_jacobian())
        .claims(unit_determinant())
        .claims(determinant_of_the_covariance())
        .claims(density())
        .claims(integrals())
        .claims(coordinates_as_random())
}

fn jacobian() -> [Claim; 1] {
    [Claim::new("jacobian", r"J_{ij} = \frac{\partial x_i}{\partial y_j} = U_{ji} = (U^T)_{ij}, \quad x = \mu + U^T y")
        .because("xᵢ = μᵢ + Σⱼ Uⱼᵢyⱼ: the coefficient of yⱼ stands in row j and column i of U.")
        .from(["N1-013", "N1-014"])
        .given([orthogonal("U", D), vector("mean", D), vector("y", D)])
        .gradient(formula!(|U, mean, y| from_coordinates(U, y, mean)), "y", formula!(|U| U.transpose()))
        .controls([Mistake::Negated, Mistake::Transposed, Mistake::Doubled])]
}

fn printed_jacobian() -> [Claim; 3] {
    let given = [orthogonal("U", D), vector("mean", D), vector("y", D)];
    [
        Claim::new("jacobian_not_transposed", r"J_{ij} = \frac{\partial x_i}{\partial y_j} = U_{ij}")
            .because(
                "As printed: y = U(x−μ) has the Jacobian U, but x = μ + Uᵀy has Uᵀ. The next equation says J = Uᵀ.",
            )
            .from(["N1-013"])
            .given(given)
            .gradient(formula!(|U, mean, y| from_coordinates(U, y, mean)), "y", formula!(|U| U))
            .erratum("jacobian"),
        Claim::new("one_index", r"J_{ij} = \frac{\partial x_i}{\partial y_i}")
            .because("As printed, with i twice: then all entries in a row of J would be equal.")
            .from(["N1-013"])
            .given(given)
            .gradient(
                formula!(|U, mean, y| from_coordinates(U, y, mean)),
                "y",
                formula!(|U| Matrix::from_fn(U.nrows(), U.nrows(), |i, _| U[(i, i)].clone())),
            )
            .erratum("jacobian"),
        Claim::new("equal_to_its_transpose", r"U_{ij} = (U^T)_{ij}")
            .because("As printed: an orthogonal matrix is not symmetric. (Uᵀ)ᵢⱼ is Uⱼᵢ.")
            .from(["N1-013"])
            .given([orthogonal("U", D)])
            .identity(formula!(|U| U), formula!(|U| U.transpose()))
            .erratum("jacobian"),
    ]
}

fn unit_determinant() -> [Claim; 4] {
    [
        Claim::new("determinant_of_a_transpose", r"|A^T|^2 = |A^T| |A|")
            .because("A matrix and its transpose have the same determinant. Here for any A.")
            .from(["N1-015"])
            .given([invertible("A", D)])
            .identity(
                formula!(|A| {
                    let determinant = determinant(&A.transpose())?;
                    determinant.clone() * determinant
                }),
                formula!(|A| determinant(&A.transpose())? * determinant(A)?),
            )
            .controls([Mistake::Negated, Mistake::Doubled])
            .control("|A⁻¹| for |A|", formula!(|A| determinant(&A.transpose())? * determinant(&inverse(A)?)?)),
        Claim::new("determinant_of_a_product", r"|A^T| |A| = |A^T A|")
            .because("The determinant of a product is the product of the determinants. Here for any A.")
            .from(["N1-015"])
            .given([invertible("A", D)])
            .identity(
                formula!(|A| determinant(&A.transpose())? * determinant(A)?),
                formula!(|A| determinant(&(A.transpose() * A))),
            )
            .controls([Mistake::Negated])
            .control("sum for product", formula!(|A| determinant(&(A.transpose() + A))))
            .control("transpose twice", formula!(|A| determinant(&(A.transpose() * inverse(A)?)))),
        Claim::new("squared_jacobian", r"|J|^2 = |U^T U| = |I| = 1, \quad J = U^T")
            .because("The two steps before, and UᵀU = I.")
            .from(["N1-014", "N1-015"])
            .given([orthogonal("U", D)])
            .identity(
                formula!(|U| {
                    let jacobian = determinant(&U.transpose())?;
                    jacobian.clone() * jacobian
                }),
                formula!(|U| determinant(&Matrix::<F>::identity(U.nrows(), U.nrows()))),
            )
            .controls([Mistake::Negated, Mistake::Doubled])
            .control("trace for determinant", formula!(|U| { trace(&Matrix::<F>::identity(U.nrows(), U.nrows())) })),
        Claim::new("reflection", r"|J| = -|U|, \quad J = U^T \operatorname{diag}(-1,1,\ldots,1)")
            .because(
                "The sign of an eigenvector is arbitrary. With one of them flipped |J|² is still 1, but |J| changes \
                 its sign: the square does not determine it.",
            )
            .from(["N1-015"])
            .given([orthogonal("U", D)])
            .identity(formula!(|U| determinant(&reflected(U).transpose())), formula!(|U| -determinant(U)?))
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::Halved]),
    ]
}

fn determinant_of_the_covariance() -> [Claim; 4] {
    let given = [orthogonal("U", D), positive("eigenvalues", D)];
    [
        Claim::new("three_determinants", r"|U^T \Lambda U| = |U^T| |\Lambda| |U|")
            .because("The determinant of a product is the product of the determinants. Here for any A in place of U.")
            .from(["N1-016"])
            .given([invertible("A", D), positive("eigenvalues", D)])
            .identity(
                formula!(|A, eigenvalues| determinant(&(A.transpose() * diagonal(eigenvalues) * A))),
                formula!(|A, eigenvalues| {
                    determinant(&A.transpose())? * determinant(&diagonal(eigenvalues))? * determinant(A)?
                }),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("A")]),
        Claim::new(
            "root_of_the_determinant",
            r"|\Sigma|^{1/2} = \prod_{j=1}^{D} \lambda_j^{1/2}, \quad \lambda_j = s_j^2",
        )
        .because(
            "|Uᵀ||U| = 1 leaves |Λ|, the product of the diagonal. Both sides are positive, so it is enough to compare \
             squares.",
        )
        .from(["N1-016"])
        .given([orthogonal("U", D), positive("s", D)])
        .identity(
            formula!(|U, s| determinant(&spectral_product(U, &s.component_mul(s))?)),
            formula!(|s| product(s) * product(s)),
        )
        .controls([Mistake::Negated, Mistake::Doubled])
        .control("root forgotten", formula!(|s| product(s)))
        .control("sum for product", formula!(|s| s.sum() * s.sum())),
        Claim::new(
            "logarithm_of_the_determinant",
            r"\tfrac{1}{2} \ln|\Sigma| = \sum_{j=1}^{D} \tfrac{1}{2} \ln \lambda_j",
        )
        .because("The same in logarithms, as the log-density needs it.")
        .from(["N1-016"])
        .given(given)
        .identity(
            formula!(|U, eigenvalues| log_determinant(&spectral_product(U, eigenvalues)?)? * F::half()),
            formula!(|eigenvalues| {
                eigenvalues.iter().try_fold(F::zero(), |sum, value| Ok::<F, Error>(sum + value.ln()? * F::half()))
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled])
        .control("sum for product", formula!(|eigenvalues| Ok::<_, Error>(eigenvalues.sum().ln()? * F::half()))),
        Claim::new("wrong_index", r"|\Sigma|^{1/2} = \prod_{j=1}^{D} \lambda_i^{1/2}")
            .because(
                "As printed: the product runs over j, but its factor has the index i, so one eigenvalue would be \
                 repeated D times.",
            )
            .from(["N1-016"])
            .given([orthogonal("U", D), positive("s", D)])
            .identity(
                formula!(|U, s| determinant(&spectral_product(U, &s.component_mul(s))?)),
                formula!(|s| {
                    let repeated = s.map(|_| s[(0, 0)].clone());
                    product(&repeated) * product(&repeated)
                }),
            )
            .erratum("root_of_the_determinant"),
    ]
}

fn density() -> [Claim; 3] {
    let given = [orthogonal("U", D), positive("eigenvalues", D), vector("mean", D), vector("y", D)];
    let log_density_times_jacobian = formula!(|U, eigenvalues, mean, y| {
        let jacobian = determinant(&U.transpose())?;
        let density = log_density(&from_coordinates(U, y, mean)?, mean, &spectral_product(U, eigenvalues)?)?;
        density + (jacobian.clone() * jacobian).ln()? * F::half()
    });
    [
        Claim::new(
            "density",
            r"\ln p(y) = \ln \left( p(x) \, |\det J| \right) = \sum_{j=1}^{D} \left\{ -\tfrac{1}{2} \ln(2\pi\lambda_j) - \frac{y_j^2}{2\lambda_j} \right\}, \quad x = \mu + U^T y",
        )
        .because("Δ² is Σⱼ yⱼ²/λⱼ, the root of |Σ| is the product of the λⱼ^½, and ln|det J| = ½ ln |J|² = 0.")
        .from(["N1-017"])
        .given(given)
        .identity(
            log_density_times_jacobian,
            formula!(|eigenvalues, y| log_density_of_coordinates(y, eigenvalues)),
        )
        .controls([Mistake::Negated, Mistake::Doubled])
        .control("½ lost in the exponent", formula!(|eigenvalues, y| {
            log_density_of_coordinates(y, eigenvalues)? - distance_in_coordinates(y, eigenvalues)? * F::half()
        }))
        .control("root lost in the factor", formula!(|eigenvalues, y| {
            log_density_of_coordinates(y, eigenvalues)? - log_integral_of_factors(eigenvalues)?
        }))
        .control("λⱼ² for λⱼ", formula!(|eigenvalues, y| {
            log_density_of_coordinates(y, &eigenvalues.component_mul(eigenvalues))
        })),
        Claim::new(
            "density_at_a_reflection",
            r"\ln \left( p(x) \, |\det J| \right) = \sum_{j=1}^{D} \left\{ -\tfrac{1}{2} \ln(2\pi\lambda_j) - \frac{y_j^2}{2\lambda_j} \right\}, \quad \det J = -1",
        )
        .because("The same holds with an eigenvector flipped, because only the modulus of the determinant counts.")
        .from(["N1-017"])
        .given(given)
        .identity(
            formula!(|U, eigenvalues, mean, y| {
                let basis = reflected(U);
                let jacobian = determinant(&basis.transpose())?;
                let density = log_density(&from_coordinates(&basis, y, mean)?, mean, &spectral_product(&basis, eigenvalues)?)?;
                density + (jacobian.clone() * jacobian).ln()? * F::half()
            }),
            formula!(|eigenvalues, y| log_density_of_coordinates(y, eigenvalues)),
        )
        .controls([Mistake::Negated, Mistake::Doubled])
        .control("λⱼ² for λⱼ", formula!(|eigenvalues, y| {
            log_density_of_coordinates(y, &eigenvalues.component_mul(eigenvalues))
        }))
        .control("½ lost in the exponent", formula!(|eigenvalues, y| {
            log_density_of_coordinates(y, eigenvalues)? - distance_in_coordinates(y, eigenvalues)? * F::half()
        })),
        Claim::new(
            "determinant_without_modulus",
            r"p(x) \det J = \prod_{j=1}^{D} \frac{1}{(2\pi\lambda_j)^{1/2}} \exp\left\{ -\frac{y_j^2}{2\lambda_j} \right\}, \quad \det J = -1",
        )
        .because(
            "As printed, with |J| a determinant like |Σ|: if the sign of an eigenvector is flipped, |J| = −1, and the \
             density of y would be negative. The modulus of the determinant is needed, or eigenvectors with |U| = 1.",
        )
        .from(["N1-017"])
        .given(given)
        .identity(
            formula!(|U, eigenvalues, mean, y| {
                let basis = reflected(U);
                let density = log_density(&from_coordinates(&basis, y, mean)?, mean, &spectral_product(&basis, eigenvalues)?)?;
                density.exp()? * determinant(&basis.transpose())?
            }),
            formula!(|eigenvalues, y| log_density_of_coordinates(y, eigenvalues)?.exp()),
        )
        .erratum("density_at_a_reflection"),
    ]
}

fn integrals() -> [Claim; 4] {
    [
        Claim::new(
            "one_factor",
            r"\int_{-\infty}^{\infty} \frac{1}{(2\pi\lambda)^{1/2}} \exp\left\{ -\frac{y^2}{2\lambda} \right\} dy = 1",
        )
        .because("The density of a one-dimensional Gaussian of variance λ; λ is positive, or the integral diverges.")
        .from(["N1-001", "N1-018"])
        .given([positive("eigenvalue", ONE)])
        .expectation(
            ONE,
            formula!(|eigenvalue, noise| {
                let y = integration_point(&Matrix::zeros(1, 1), noise)?;
                (log_density_of_coordinates(&y, eigenvalue)? + integration_weight(noise)?).exp()
            }),
            formula!(|| F::one()),
        )
        .controls([Mistake::Negated, Mistake::Doubled])
        .control("factor forgotten", formula!(|eigenvalue| log_integral_of_factors(eigenvalue)?.exp())),
        Claim::new(
            "product_of_integrals",
            r"\int \exp\left\{ -\sum_{j=1}^{D} \frac{y_j^2}{2\lambda_j} \right\} dy = \prod_{j=1}^{D} (2\pi\lambda_j)^{1/2}",
        )
        .because("The exponential of a sum is a product of functions of one variable each, so the integral factorises.")
        .from(["N1-017", "N1-018"])
        .given([positive("eigenvalues", D)])
        .expectation(
            D,
            formula!(|eigenvalues, noise| {
                let y = integration_point(&Matrix::zeros(eigenvalues.nrows(), 1), noise)?;
                let exponent = distance_in_coordinates(&y, eigenvalues)? * -F::half();
                (exponent + integration_weight(noise)?).exp()
            }),
            formula!(|eigenvalues| log_integral_of_factors(eigenvalues)?.exp()),
        )
        .controls([Mistake::Negated, Mistake::Doubled])
        .control("root forgotten", formula!(|eigenvalues| {
            (log_integral_of_factors(eigenvalues)? * F::integer(2)).exp()
        }))
        .control("sum for product", formula!(|eigenvalues| {
            eigenvalues.iter().try_fold(F::one(), |sum, value| {
                Ok::<F, Error>(sum + log_integral_of_factors(&scalar(value.clone()))?.exp()?)
            })
        })),
        Claim::new("normalised_in_y", r"\int p(y) \, dy = 1")
            .because("A product of D integrals, each of them 1.")
            .from(["N1-018"])
            .given([positive("eigenvalues", D)])
            .expectation(
                D,
                formula!(|eigenvalues, noise| {
                    let y = integration_point(&Matrix::zeros(eigenvalues.nrows(), 1), noise)?;
                    (log_density_of_coordinates(&y, eigenvalues)? + integration_weight(noise)?).exp()
                }),
                formula!(|| F::one()),
            )
            .controls([Mistake::Negated, Mistake::Doubled])
            .control("factors forgotten", formula!(|eigenvalues| log_integral_of_factors(eigenvalues)?.exp())),
        Claim::new("normalised", r"\int \mathcal{N}(x|\mu,\Sigma) \, dx = 1")
            .because("The change of basis y = U(x−μ) preserves volumes, so the integrals over x and over y are equal.")
            .from(["N1-018", "N1-002", "N0-002", "N2-001"])
            .given([vector("mean", D), covariance("covariance", D)])
            .expectation(
                D,
                formula!(|mean, covariance, noise| {
                    let x = integration_point(mean, noise)?;
                    (log_density(&x, mean, covariance)? + integration_weight(noise)?).exp()
                }),
                formula!(|| F::one()),
            )
            .controls([Mistake::Doubled, Mistake::Halved, Mistake::Negated])
            .control("determinant forgotten", formula!(|covariance| determinant(covariance))),
    ]
}

fn coordinates_as_random() -> [Claim; 2] {
    [
        Claim::new(
            "moments_by_substitution",
            r"\int y y^T p(x(y)) \, |\det J| \, dy = \mathbb{E}\left[ U (x-\mu)(x-\mu)^T U^T \right] = \Lambda",
        )
        .because("Substitution: a function of y = U(x−μ) has the same expectation under p(x) as under p(y).")
        .from(["N1-017"])
        .given([orthogonal("U", D), positive("eigenvalues", D), vector("mean", D)])
        .expectation(
            D,
            formula!(|U, eigenvalues, mean, noise| {
                let y = integration_point(&Matrix::zeros(U.nrows(), 1), noise)?;
                let density = log_density(&from_coordinates(U, &y, mean)?, mean, &spectral_product(U, eigenvalues)?)?;
                &y * y.transpose() * (density + integration_weight(noise)?).exp()?
            }),
            formula!(|eigenvalues| diagonal(eigenvalues)),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::Inverted])
        .control("covariance of x", formula!(|U, eigenvalues| spectral_product(U, eigenvalues))),
        Claim::new("law", r"y = U(x-\mu) \sim \mathcal{N}(0, U \Sigma U^T), \quad x \sim \mathcal{N}(\mu,\Sigma)")
            .because(
                "An affine map of a Gaussian is Gaussian. With the eigenvectors of Σ in U, UΣUᵀ is the diagonal Λ.",
            )
            .from(["N1-011", "N1-017"])
            .given([orthogonal("U", D), vector("mean", D), covariance("covariance", D)])
            .law(
                D,
                formula!(|U, mean, covariance_factor, noise| {
                    coordinates(U, &(mean + covariance_factor * noise), mean)
                }),
                formula!(|U, mean, covariance| {
                    law(&Matrix::zeros(mean.nrows(), 1), &(U * covariance * U.transpose()))
                }),
            )
            .controls([Mistake::InputTransposed("U"), Mistake::InputInverted("covariance")])
            .control("covariance of x", formula!(|mean, covariance| law(&Matrix::zeros(mean.nrows(), 1), covariance)))
            .control(
                "mean not subtracted",
                formula!(|U, mean, covariance| { law(&(U * mean), &(U * covariance * U.transpose())) }),
            ),
    ]
}
