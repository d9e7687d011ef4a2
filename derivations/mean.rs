//! E\[x\] = ∫ x N(x | μ, Σ) dx = μ

use super::log_density::log_density;
use crate::prelude::*;

/// −½ (D ln 2π + ln|Σ|), the logarithm of the constant before a Gaussian                     (N1-023)
///
/// `covariance`: D×D with |Σ| > 0. Errors: not square, singular, |Σ| < 0.
pub fn log_constant<F: Field>(covariance: &Matrix<F>) -> Result<F> {
    let dimension = F::integer(covariance.nrows() as i64);
    Ok((dimension * F::ln_two_pi()? + log_determinant(covariance)?) * -F::half())
}

/// −½ zᵀΣ⁻¹z, the exponent about the mean                                                     (N1-023)
///
/// `z`: D×1; `covariance`: D×D. Errors: sizes that do not match, singular covariance.
pub fn centred_exponent<F: Field>(z: &Matrix<F>, covariance: &Matrix<F>) -> Result<F> {
    expect_shape("covariance", covariance, z.nrows(), z.nrows())?;
    Ok(quadratic_form(z, &inverse(covariance)?)? * -F::half())
}

/// −½ Σᵢ yᵢ²/λᵢ, the exponent in the basis of the eigenvectors                                (N1-024)
///
/// `y`, `eigenvalues`: D×1. Errors: sizes that do not match, an eigenvalue of 0.
pub fn eigenbasis_exponent<F: Field>(y: &Matrix<F>, eigenvalues: &Matrix<F>) -> Result<F> {
    expect_shape("eigenvalues", eigenvalues, y.nrows(), 1)?;
    let terms = y.iter().zip(eigenvalues.iter()).try_fold(F::zero(), |sum, (y, eigenvalue)| {
        Ok::<F, Error>(sum + y.clone() * y.clone() * eigenvalue.reciprocal()?)
    })?;
    Ok(terms * -F::half())
}

/// UᵀΛU, the covariance with these eigenvectors and eigenvalues                               (N1-033)
///
/// `eigenvectors` U: D×D, orthogonal, uᵢᵀ its rows; `eigenvalues` λ: D×1. Errors: sizes that do not match.
pub fn covariance_of_eigenbasis<F: Field>(eigenvectors: &Matrix<F>, eigenvalues: &Matrix<F>) -> Result<Matrix<F>> {
    expect_shape("eigenvectors", eigenvectors, eigenvalues.nrows(), eigenvalues.nrows())?;
    Ok(eigenvectors.transpose() * diagonal(eigenvalues) * eigenvectors)
}

/// uᵢ, row i of U as a column
pub(super) fn eigenvector<F: Field>(eigenvectors: &Matrix<F>, i: usize) -> Matrix<F> {
    column(&eigenvectors.transpose(), i)
}

/// Σⱼ yⱼuⱼ, the vector with coordinates y in the basis of the eigenvectors                    (N1-024)
///
/// `eigenvectors` U: D×D, uⱼᵀ its rows; `y`: D×1. Errors: sizes that do not match.
pub fn from_eigenbasis<F: Field>(eigenvectors: &Matrix<F>, y: &Matrix<F>) -> Result<Matrix<F>> {
    expect_shape("y", y, eigenvectors.nrows(), 1)?;
    let origin = Matrix::zeros(eigenvectors.ncols(), 1);
    Ok((0..y.nrows()).fold(origin, |sum, j| sum + eigenvector(eigenvectors, j) * y[(j, 0)].clone()))
}

/// y exp(−y²/2λ), the odd integrand; `y` a number, λ = `eigenvalue`: 1×1                      (N1-025)
fn first_moment_integrand<F: Field>(y: &F, eigenvalue: &Matrix<F>) -> Result<F> {
    Ok(eigenbasis_exponent(&scalar(y.clone()), eigenvalue)?.exp()? * y.clone())
}

/// ∫₀ᵇ y exp(−y²/2λ) dy = λ (1 − exp(−b²/2λ)), over one half of the line                      (N1-025)
///
/// `b` a number, for b < 0 the integral runs backwards; λ = `eigenvalue`: 1×1. Errors: λ = 0.
pub fn half_line_integral<F: Field>(b: &F, eigenvalue: &Matrix<F>) -> Result<F> {
    let decay = eigenbasis_exponent(&scalar(b.clone()), eigenvalue)?.exp()?;
    Ok((F::one() - decay) * eigenvalue[(0, 0)].clone())
}

/// A point z, distributed about the origin, at which an integrand is evaluated.
pub(super) fn centred_point<F: Field>(noise: &Matrix<F>) -> Result<Matrix<F>> {
    integration_point(&Matrix::zeros(noise.nrows(), 1), noise)
}

/// e^g at an integration point, weighted: its expectation is the integral ∫ e^g.
pub(super) fn weighted<F: Field>(log_integrand: F, noise: &Matrix<F>) -> Result<F> {
    (log_integrand + integration_weight(noise)?).exp()
}

/// The derivation.
pub fn derivation() -> Derivation {
    Derivation::new("mean", "The mean of a Gaussian")
        .about(
            "The parameter μ is the expectation. Each component is an integral over all of x, because the marginal \
             density is an integral over the other components. About μ the integrand splits into an odd part, whose \
             halves cancel along every eigenvector, and the constant μ times the density, which integrates to 1.",
        )
        .claims(components())
        .claims(shift())
        .claims(eigenbasis())
        .claims(odd_integrand())
        .claims(mean())
}

fn components() -> [Claim; 3] {
    let given = [vector("mean", P + Q), covariance("covariance", P + Q)];
    let mean_a = formula!(|mean; p| split_rows(mean, p)?.0);
    let mean_b = formula!(|mean; p| split_rows(mean, p)?.1);
    [
        Claim::new("of_the_marginal", r"\int x_a \, p(x_a) \, dx_a = \mu_a")
            .because("The expectation of a part of x is taken under its own marginal; x₁ is the part with P = 1.")
            .from(["N1-020", "N1-021"])
            .given(given)
            .expectation(
                P,
                formula!(|mean, covariance, noise; p| {
                    let mean_a = split_rows(mean, p)?.0;
                    let x_a = integration_point(&mean_a, noise)?;
                    let density = weighted(log_density(&x_a, &mean_a, &blocks(covariance, p)?.aa)?, noise)?;
                    x_a * density
                }),
                mean_a,
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::Halved])
            .control("the other part", mean_b),
        Claim::new("marginalised", r"x_a \int p(x_a,x_b) \, dx_b = x_a \, p(x_a)")
            .because(
                "Integrating the other components out leaves the marginal density; x_a is constant in that integral.",
            )
            .from(["N1-021"])
            .given([vector("x_a", P), given[0], given[1]])
            .expectation(
                Q,
                formula!(|x_a, mean, covariance, noise; p| {
                    let x_b = integration_point(&split_rows(mean, p)?.1, noise)?;
                    x_a * weighted(log_density(&stack(x_a, &x_b)?, mean, covariance)?, noise)?
                }),
                formula!(|x_a, mean, covariance; p| {
                    x_a * log_density(x_a, &split_rows(mean, p)?.0, &blocks(covariance, p)?.aa)?.exp()?
                }),
            )
            .controls([Mistake::Negated, Mistake::InputInverted("covariance")])
            .control(
                "conditional covariance",
                formula!(|x_a, mean, covariance; p| {
                    let conditional = schur_complement(&blocks(covariance, p)?)?;
                    x_a * log_density(x_a, &split_rows(mean, p)?.0, &conditional)?.exp()?
                }),
            )
            .control(
                "density without x_a",
                formula!(|x_a, mean, covariance; p| {
                    log_density(x_a, &split_rows(mean, p)?.0, &blocks(covariance, p)?.aa)?.exp()
                }),
            ),
        Claim::new("of_the_joint", r"\mathbb{E}[x_a] = \iint x_a \, p(x_a,x_b) \, dx_a \, dx_b = \mu_a")
            .because("Together both integrals run over all of x: an expectation under the joint density.")
            .from(["N1-020", "N1-021"])
            .given(given)
            .expectation(
                P + Q,
                formula!(|mean, covariance_factor, noise; p| split_rows(&(mean + covariance_factor * noise), p)?.0),
                mean_a,
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("mean")])
            .control("the other part", mean_b),
    ]
}

fn shift() -> [Claim; 4] {
    let given = [vector("mean", D), covariance("covariance", D)];
    let exact = formula!(|mean| mean);
    let claim = |name, latex, reason| Claim::new(name, latex).because(reason);
    [
        claim(
            "integral",
            r"\mathbb{E}[x] = \int x \, \mathcal{N}(x|\mu,\Sigma) \, dx = \mu",
            "The components of the expectation are those of one integral of a vector.",
        )
        .from(["N1-022", "N1-023"])
        .given(given)
        .expectation(
            D,
            formula!(|mean, covariance, noise| {
                let x = integration_point(mean, noise)?;
                let density = weighted(log_density(&x, mean, covariance)?, noise)?;
                x * density
            }),
            exact,
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::Halved])
        .control("density alone, without x", formula!(|mean| Matrix::from_element(mean.nrows(), 1, F::one())))
        .control("covariance times mean", formula!(|mean, covariance| covariance * mean)),
        claim(
            "shifted_density",
            r"\ln \mathcal{N}(z+\mu|\mu,\Sigma) = -\tfrac{1}{2} (D \ln 2\pi + \ln|\Sigma|) - \tfrac{1}{2} z^T \Sigma^{-1} z",
            "With x = z + μ the mean cancels in the exponent.",
        )
        .from(["N1-023"])
        .given([vector("z", D), given[0], given[1]])
        .identity(
            formula!(|z, mean, covariance| log_density(&(z + mean), mean, covariance)),
            formula!(|z, covariance| log_constant(covariance)? + centred_exponent(z, covariance)?),
        )
        .controls([Mistake::Negated, Mistake::InputInverted("covariance")])
        .control("½ forgotten", formula!(|z, covariance| {
            log_constant(covariance)? + centred_exponent(z, covariance)? * F::integer(2)
        }))
        .control("mean not subtracted", formula!(|z, mean, covariance| {
            log_constant(covariance)? + centred_exponent(&(z + mean), covariance)?
        })),
        claim("shift_jacobian", r"\frac{\partial (z+\mu)}{\partial z} = I", "A shift preserves volumes: dx = dz.")
            .from(["N1-023"])
            .given([vector("z", D), given[0]])
            .gradient(
                formula!(|z, mean| z + mean),
                "z",
                formula!(|z| Matrix::<F>::identity(z.nrows(), z.nrows())),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::Halved])
            .control("a shift by −z", formula!(|z| Matrix::<F>::zeros(z.nrows(), z.nrows()))),
        claim(
            "shifted_integral",
            r"\frac{1}{(2\pi)^{D/2} |\Sigma|^{1/2}} \int (z+\mu) \exp\{ -\tfrac{1}{2} z^T \Sigma^{-1} z \} \, dz = \mu",
            "The same integral in z = x − μ. Of its two parts only the one with μ remains, as the next steps show.",
        )
        .from(["N1-023"])
        .given(given)
        .expectation(
            D,
            formula!(|mean, covariance, noise| {
                let z = centred_point(noise)?;
                let density = weighted(log_constant(covariance)? + centred_exponent(&z, covariance)?, noise)?;
                (z + mean) * density
            }),
            exact,
        )
        .controls([Mistake::Negated, Mistake::Doubled])
        .control("density alone", formula!(|mean| Matrix::from_element(mean.nrows(), 1, F::one())))
        .control("constant forgotten", formula!(|mean, covariance| mean * (-log_constant(covariance)?).exp()?)),
    ]
}

fn eigenbasis() -> [Claim; 7] {
    let given = [orthogonal("U", D), positive("eigenvalues", D), vector("y", D)];
    let integrand = formula!(|eigenvalues, y| eigenbasis_exponent(y, eigenvalues)?.exp()? * y[(0, 0)].clone());
    [
        Claim::new("basis", r"z = \sum_{j=1}^{D} y_j u_j = U^T y, \quad y_j = u_j^T z")
            .because("The rows of U are an orthonormal basis, so the coordinates of z are inner products with them.")
            .from(["N1-024"])
            .given([given[0], vector("z", D)])
            .identity(formula!(|U, z| from_eigenbasis(U, &(U * z))), formula!(|z| z))
            .controls([Mistake::Negated, Mistake::Doubled])
            .control("coordinates y for the vector z", formula!(|U, z| U * z))
            .control("columns of U for rows", formula!(|U, z| from_eigenbasis(U, &(U.transpose() * z)))),
        Claim::new("exponent", r"-\tfrac{1}{2} z^T (U^T \Lambda^{-1} U) z = -\tfrac{1}{2} \sum_{i=1}^{D} \frac{y_i^2}{\lambda_i}, \quad z = U^T y")
            .because("Σ⁻¹ = UᵀΛ⁻¹U, and Uz = y: in the basis of the eigenvectors the exponent has no mixed terms.")
            .from(["N1-024"])
            .given(given)
            .identity(
                formula!(|U, eigenvalues, y| {
                    let precision = U.transpose() * inverse(&diagonal(eigenvalues))? * U;
                    quadratic_form(&from_eigenbasis(U, y)?, &precision)? * -F::half()
                }),
                formula!(|eigenvalues, y| eigenbasis_exponent(y, eigenvalues)),
            )
            .controls([Mistake::Negated, Mistake::Doubled])
            .control("λ for 1/λ", formula!(|eigenvalues, y| quadratic_form(y, &diagonal(eigenvalues))? * -F::half()))
            .control("y in the wrong basis", formula!(|U, eigenvalues, y| eigenbasis_exponent(&(U * y), eigenvalues))),
        Claim::new("jacobian", r"J = \frac{\partial z}{\partial y} = U^T, \quad z = \sum_{j=1}^{D} y_j u_j")
            .because("z is linear in y; column j of the Jacobian is the eigenvector uⱼ.")
            .from(["N1-024"])
            .given([given[0], given[2]])
            .gradient(formula!(|U, y| from_eigenbasis(U, y)), "y", formula!(|U| U.transpose()))
            .controls([Mistake::Negated, Mistake::Transposed, Mistake::Doubled]),
        Claim::new("volume", r"|J|^2 = 1")
            .because("|Uᵀ||U| = |I|: the rotation preserves volumes, so |J| drops out.")
            .from(["N1-024", "N1-015"])
            .given([given[0], given[1]])
            .identity(
                formula!(|U| determinant(&U.transpose())? * determinant(&U.transpose())?),
                formula!(|| F::one()),
            )
            .controls([Mistake::Negated, Mistake::Doubled])
            .control("|Σ|", formula!(|eigenvalues| determinant(&diagonal(eigenvalues)))),
        Claim::new(
            "not_rotated",
            r"\exp\{ -\tfrac{1}{2} z^T \Sigma^{-1} z \} z = |J| \exp\left\{ -\tfrac{1}{2} \sum_{i=1}^{D} \frac{y_i^2}{\lambda_i} \right\} y, \quad z = U^T y",
        )
        .because(
            "As printed: the factor z = Uᵀy has become y. The integrals of both are zero, so the conclusion stands; the \
             substitution gives Uᵀ times the integral over y.",
        )
        .from(["N1-024"])
        .given(given)
        .identity(
            formula!(|U, eigenvalues, y| from_eigenbasis(U, y)? * eigenbasis_exponent(y, eigenvalues)?.exp()?),
            formula!(|eigenvalues, y| y * eigenbasis_exponent(y, eigenvalues)?.exp()?),
        )
        .erratum("rotated_integral"),
        Claim::new(
            "inside_the_exponent",
            r"\exp\left\{ -\tfrac{1}{2} \sum_{i=1}^{D} \frac{y_i^2}{\lambda_i} \right\} y_1 = \exp\left\{ -\tfrac{1}{2} \sum_{i=1}^{D} \frac{y_i^2}{\lambda_i} y_1 \right\}",
        )
        .because(
            "As printed: the brace closes after y₁dy₁⋯dy_D, which puts y₁ into the exponent, so that the integral does \
             not exist. The next equation has the brace before y₁.",
        )
        .from(["N1-024"])
        .given([given[1], given[2]])
        .identity(
            integrand,
            formula!(|eigenvalues, y| (eigenbasis_exponent(y, eigenvalues)? * y[(0, 0)].clone()).exp()),
        )
        .erratum("rotated_integral"),
        Claim::new(
            "rotated_integral",
            r"\int \exp\{ t^T z - \tfrac{1}{2} z^T \Sigma^{-1} z \} z \, dz = \sum_{j=1}^{D} u_j \int \exp\left\{ \sum_{i=1}^{D} \left( u_i^T t \, y_i - \frac{y_i^2}{2 \lambda_i} \right) \right\} y_j \, dy",
        )
        .because(
            "The substitution put into the whole integrand. The linear term with t keeps both sides from vanishing; \
             the case needed is t = 0. On the right the integral in y is λⱼuⱼᵀt times that of the exponential alone.",
        )
        .from(["N1-024"])
        .given([given[0], given[1], vector("t", D)])
        .expectation(
            D,
            formula!(|U, eigenvalues, t, noise| {
                let sigma = covariance_of_eigenbasis(U, eigenvalues)?;
                let z = integration_point(&(&sigma * t), noise)?;
                let tilt = (t.transpose() * &z)[(0, 0)].clone();
                let weight = weighted(tilt + centred_exponent(&z, &sigma)?, noise)?;
                z * weight
            }),
            formula!(|U, eigenvalues, t| from_eigenbasis(U, &tilted_moments(&(U * t), eigenvalues)?)),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::Halved])
        .control("not rotated: y for z", formula!(|U, eigenvalues, t| {
            tilted_moments(&(U * t), eigenvalues)
        }))
        .control("exponential alone", formula!(|U, eigenvalues, t| {
            Matrix::from_element(t.nrows(), 1, tilted_integral(&(U * t), eigenvalues)?)
        })),
    ]
}

/// ∫ exp{Σᵢ (τᵢyᵢ − yᵢ²/2λᵢ)} dy = Πᵢ (2πλᵢ)^½ exp(½λᵢτᵢ²)
fn tilted_integral<F: Field>(tilt: &Matrix<F>, eigenvalues: &Matrix<F>) -> Result<F> {
    let lambda = diagonal(eigenvalues);
    (quadratic_form(tilt, &lambda)? * F::half() - log_constant(&lambda)?).exp()
}

/// ∫ exp{Σᵢ (τᵢyᵢ − yᵢ²/2λᵢ)} y dy; component j is λⱼτⱼ times the integral without y.
fn tilted_moments<F: Field>(tilt: &Matrix<F>, eigenvalues: &Matrix<F>) -> Result<Matrix<F>> {
    Ok(diagonal(eigenvalues) * tilt * tilted_integral(tilt, eigenvalues)?)
}

fn odd_integrand() -> [Claim; 5] {
    let eigenvalue = positive("eigenvalue", ONE);
    [
        Claim::new(
            "antiderivative",
            r"\frac{\partial}{\partial b} \int_0^b \exp\left\{ -\frac{y^2}{2\lambda} \right\} y \, dy = \exp\left\{ -\frac{b^2}{2\lambda} \right\} b, \quad \int_0^b \exp\left\{ -\frac{y^2}{2\lambda} \right\} y \, dy = \lambda \left( 1 - \exp\left\{ -\frac{b^2}{2\lambda} \right\} \right)",
        )
        .because("The other factors of the integrand do not depend on y₁, and y exp(−y²/2λ) has an antiderivative.")
        .from(["N1-025"])
        .given([number("b"), eigenvalue])
        .gradient(
            formula!(|b, eigenvalue| half_line_integral(&b[(0, 0)], eigenvalue)),
            "b",
            formula!(|b, eigenvalue| first_moment_integrand(&b[(0, 0)], eigenvalue)),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("eigenvalue")])
        .control("λ kept", formula!(|b, eigenvalue| first_moment_integrand(&b[(0, 0)], eigenvalue)? * eigenvalue[(0, 0)].clone())),
        Claim::new(
            "split",
            r"\frac{\partial}{\partial (a,b)} \left( \int_0^b \exp\left\{ -\frac{y^2}{2\lambda} \right\} y \, dy + \int_a^0 \exp\left\{ -\frac{y^2}{2\lambda} \right\} y \, dy \right) = \left( -\exp\left\{ -\frac{a^2}{2\lambda} \right\} a, \; \exp\left\{ -\frac{b^2}{2\lambda} \right\} b \right)",
        )
        .because(
            "The line is split at 0. The sum of both parts has the same derivatives in a and b as the integral from a \
             to b.",
        )
        .from(["N1-025"])
        .given([vector("ends", ONE + ONE), eigenvalue])
        .gradient(
            formula!(|ends, eigenvalue| {
                half_line_integral(&ends[(1, 0)], eigenvalue)? - half_line_integral(&ends[(0, 0)], eigenvalue)?
            }),
            "ends",
            formula!(|ends, eigenvalue| {
                stack(&scalar(-first_moment_integrand(&ends[(0, 0)], eigenvalue)?), &scalar(first_moment_integrand(&ends[(1, 0)], eigenvalue)?))
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("ends")])
        .control("same sign at both ends", formula!(|ends, eigenvalue| {
            stack(&scalar(first_moment_integrand(&ends[(0, 0)], eigenvalue)?), &scalar(first_moment_integrand(&ends[(1, 0)], eigenvalue)?))
        })),
        Claim::new(
            "mirrored",
            r"\frac{\partial}{\partial b} \int_{-b}^0 \exp\left\{ -\frac{y^2}{2\lambda} \right\} y \, dy = \frac{\partial}{\partial b} \int_0^b \exp\left\{ -\frac{y^2}{2\lambda} \right\} (-y) \, dy",
        )
        .because("y → −y: the exponential is even, y is odd. Both integrals are 0 at b = 0, so they are equal for all b.")
        .from(["N1-025"])
        .given([number("b"), eigenvalue])
        .gradient(
            formula!(|b, eigenvalue| -half_line_integral(&-b[(0, 0)].clone(), eigenvalue)?),
            "b",
            formula!(|b, eigenvalue| -first_moment_integrand(&b[(0, 0)], eigenvalue)?),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("b"), Mistake::InputInverted("eigenvalue")]),
        Claim::new(
            "half_line",
            r"2\pi \int_0^\infty \exp\left\{ -\frac{r^2}{2\lambda} \right\} r \, dr = \iint \exp\left\{ -\frac{u^2+v^2}{2\lambda} \right\} du \, dv = 2\pi\lambda",
        )
        .because(
            "In polar coordinates the area element is r dr dφ. Each half of the line gives λ in absolute value; only \
             the sum vanishes.",
        )
        .from(["N1-025", "Bishop, exercise 1.7"])
        .given([eigenvalue])
        .expectation(
            ONE + ONE,
            formula!(|eigenvalue, noise| {
                let place = centred_point(noise)?;
                weighted(eigenbasis_exponent(&place, &stack(eigenvalue, eigenvalue)?)?, noise)
            }),
            formula!(|eigenvalue| eigenvalue * F::ln_two_pi()?.exp()?),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::Halved])
        .control("2π forgotten", formula!(|eigenvalue| eigenvalue)),
        Claim::new(
            "cancelled",
            r"\int \exp\left\{ -\tfrac{1}{2} \sum_{i=1}^{D} \frac{y_i^2}{\lambda_i} \right\} y_j \, dy = 0, \quad j = 1, \ldots, D",
        )
        .because("Along yⱼ the two halves of the line cancel, whatever the other coordinates are.")
        .from(["N1-024", "N1-025"])
        .given([positive("eigenvalues", D)])
        .expectation(
            D,
            formula!(|eigenvalues, noise| {
                let y = centred_point(noise)?;
                let weight = weighted(eigenbasis_exponent(&y, eigenvalues)?, noise)?;
                y * weight
            }),
            formula!(|eigenvalues| Matrix::<F>::zeros(eigenvalues.nrows(), 1)),
        )
        .control("halves added", formula!(|eigenvalues| eigenvalues * F::integer(2)))
        .control("one half forgotten", formula!(|eigenvalues| eigenvalues))
        .control("even integrand", formula!(|eigenvalues| {
            Matrix::from_element(eigenvalues.nrows(), 1, (-log_constant(&diagonal(eigenvalues))?).exp()?)
        })),
    ]
}

fn mean() -> [Claim; 4] {
    let given = [vector("mean", D), covariance("covariance", D)];
    let claim = |name, latex, reason| Claim::new(name, latex).because(reason).given(given);
    [
        claim(
            "odd_part",
            r"\frac{1}{(2\pi)^{D/2} |\Sigma|^{1/2}} \int z \exp\{ -\tfrac{1}{2} z^T \Sigma^{-1} z \} \, dz = 0",
            "Every coordinate of the integral vanishes in the basis of the eigenvectors, so the vector does.",
        )
        .from(["N1-024"])
        .expectation(
            D,
            formula!(|covariance, noise| {
                let z = centred_point(noise)?;
                let density = weighted(log_constant(covariance)? + centred_exponent(&z, covariance)?, noise)?;
                z * density
            }),
            formula!(|mean| Matrix::<F>::zeros(mean.nrows(), 1)),
        )
        .control("mean not subtracted", formula!(|mean| mean))
        .control("mean subtracted twice", formula!(|mean| -mean))
        .control("even integrand", formula!(|mean| Matrix::from_element(mean.nrows(), 1, F::one()))),
        claim(
            "constant_part",
            r"\frac{1}{(2\pi)^{D/2} |\Sigma|^{1/2}} \int \mu \exp\{ -\tfrac{1}{2} z^T \Sigma^{-1} z \} \, dz = \mu",
            "μ does not depend on z and is taken out of the integral of a density, which is 1.",
        )
        .from(["N1-023", "N1-026"])
        .expectation(
            D,
            formula!(|mean, covariance, noise| {
                let z = centred_point(noise)?;
                mean * weighted(log_constant(covariance)? + centred_exponent(&z, covariance)?, noise)?
            }),
            formula!(|mean| mean),
        )
        .controls([Mistake::Negated, Mistake::Doubled])
        .control("constant forgotten", formula!(|mean, covariance| mean * (-log_constant(covariance)?).exp()?)),
        claim(
            "mean",
            r"\mathbb{E}[x] = \mu, \quad x \sim \mathcal{N}(\mu,\Sigma)",
            "Odd part and constant part together.",
        )
        .from(["N1-020", "N1-022", "N1-026"])
        .expectation(
            D,
            formula!(|mean, covariance_factor, noise| mean + covariance_factor * noise),
            formula!(|mean| mean),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("mean")])
        .control("zero", formula!(|mean| Matrix::<F>::zeros(mean.nrows(), 1)))
        .control("covariance times mean", formula!(|mean, covariance| covariance * mean)),
        claim(
            "law",
            r"x \sim \mathcal{N}(\mu,\Sigma), \quad x = \mu + L z, \quad L L^T = \Sigma, \quad z \sim \mathcal{N}(0,I)",
            "The first moment of the samples is μ, as the law with the parameter μ says.",
        )
        .from(["N1-026"])
        .law(
            D,
            formula!(|mean, covariance_factor, noise| mean + covariance_factor * noise),
            formula!(|mean, covariance| law(mean, covariance)),
        )
        .controls([Mistake::InputNegated("mean"), Mistake::InputInverted("covariance")])
        .control("mean forgotten", formula!(|mean, covariance| law(&Matrix::zeros(mean.nrows(), 1), covariance)))
        .control("covariance times mean", formula!(|mean, covariance| law(&(covariance * mean), covariance))),
    ]
}
