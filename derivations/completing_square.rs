//! −½ xᵀAx + xᵀm = −½ (x−A⁻¹m)ᵀ A (x−A⁻¹m) + ½ mᵀA⁻¹m

use super::log_density::{log_density, mahalanobis};
use crate::prelude::*;

/// −½ xᵀAx + xᵀm                                                                            (N1-077)
///
/// `x`, `m`: D×1; `a`: D×D.
pub fn quadratic<F: Field>(x: &Matrix<F>, a: &Matrix<F>, m: &Matrix<F>) -> Result<F> {
    expect_shape("m", m, x.nrows(), 1)?;
    Ok(quadratic_form(x, a)? * -F::half() + (x.transpose() * m)[(0, 0)].clone())
}

/// A⁻¹m, the centre of the completed square                                                 (N1-092)
///
/// `a`: D×D, symmetric; `m`: D×1. Errors: sizes that do not match, singular A.
pub fn centre<F: Field>(a: &Matrix<F>, m: &Matrix<F>) -> Result<Matrix<F>> {
    expect_shape("m", m, a.nrows(), 1)?;
    Ok(inverse(a)? * m)
}

/// τ = ½ mᵀA⁻¹m, the remainder of completing the square                                     (N1-094)
///
/// `a`: D×D, symmetric; `m`: D×1. Errors: sizes that do not match, singular A.
pub fn remainder<F: Field>(a: &Matrix<F>, m: &Matrix<F>) -> Result<F> {
    Ok(quadratic_form(m, &inverse(a)?)? * F::half())
}

/// −½ (x−A⁻¹m)ᵀ A (x−A⁻¹m) + τ                                                               (N1-078)
///
/// `x`, `m`: D×1; `a`: D×D, symmetric.
pub fn completed<F: Field>(x: &Matrix<F>, a: &Matrix<F>, m: &Matrix<F>) -> Result<F> {
    Ok(quadratic_form(&(x - centre(a, m)?), a)? * -F::half() + remainder(a, m)?)
}

/// ln ∫ exp(−½ xᵀAx + xᵀm) dx = ½ D ln 2π − ½ ln|A| + τ                                       (N1-080)
///
/// `a`: D×D, symmetric positive definite; `m`: D×1.
pub fn log_normaliser<F: Field>(a: &Matrix<F>, m: &Matrix<F>) -> Result<F> {
    let dimension = F::integer(a.nrows() as i64);
    Ok((dimension * F::ln_two_pi()? - log_determinant(a)?) * F::half() + remainder(a, m)?)
}

/// The derivation.
pub fn derivation() -> Derivation {
    Derivation::new("completing_square", "Completing the square")
        .about(
            "An exponent with a quadratic and a linear term is that of a Gaussian: the quadratic coefficient is the \
             precision, the linear one is precision times mean. Completing the square shows this. The remainder τ does \
             not depend on x, and exp τ is a factor of the integral.",
        )
        .claims(expansion())
        .claims(completion())
        .claims(integrals())
        .claims(factors())
}

fn expansion() -> [Claim; 5] {
    let given = [vector("x", D), vector("mean", D), covariance("covariance", D)];
    let exponent = formula!(|x, mean, covariance| mahalanobis(x, mean, covariance)? * -F::half());
    let transposes = formula!(|x, mean, covariance| {
        let row = x.transpose() - mean.transpose();
        row * inverse(covariance)? * (x - mean) * -F::half()
    });
    let distributed = formula!(|x, mean, covariance| {
        let precision = inverse(covariance)?;
        let row = x.transpose() * &precision - mean.transpose() * &precision;
        row * (x - mean) * -F::half()
    });
    let four_terms = formula!(|x, mean, covariance| {
        let precision = inverse(covariance)?;
        let term = |left: &Matrix<F>, right: &Matrix<F>| bilinear(left, &precision, right);
        (term(x, x)? - term(mean, x)? - term(x, mean)? + term(mean, mean)?) * -F::half()
    });
    [
        Claim::new(
            "scalar",
            r"x^2 - a x + \left( \frac{a}{2} \right)^2 - \left( \frac{a}{2} \right)^2 = \left( x - \frac{a}{2} \right)^2 - \left( \frac{a}{2} \right)^2",
        )
        .because("(x − a/2)² = x² − ax + (a/2)²: half of the linear coefficient, squared, is added and subtracted.")
        .from(["N1-070"])
        .given([number("x"), number("a")])
        .identity(
            formula!(|x, a| x * x - a * x + a * a * F::ratio(1, 4)? - a * a * F::ratio(1, 4)?),
            formula!(|x, a| {
                let shifted = x - a * F::half();
                &shifted * &shifted - a * a * F::ratio(1, 4)?
            }),
        )
        .controls([Mistake::Negated, Mistake::InputNegated("a")])
        .control("remainder kept", formula!(|x, a| (x - a * F::half()) * (x - a * F::half()))),
        Claim::new(
            "transposed_difference",
            r"-\tfrac{1}{2} (x-\mu)^T \Sigma^{-1} (x-\mu) = -\tfrac{1}{2} (x^T - \mu^T) \Sigma^{-1} (x-\mu)",
        )
        .because("The transpose of a difference is the difference of transposes.")
        .from(["N1-081"])
        .given(given)
        .identity(exponent, transposes)
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance")]),
        Claim::new(
            "distributed",
            r"-\tfrac{1}{2} (x^T - \mu^T) \Sigma^{-1} (x-\mu) = -\tfrac{1}{2} (x^T \Sigma^{-1} - \mu^T \Sigma^{-1}) (x-\mu)",
        )
        .because("The precision is distributed over the difference.")
        .from(["N1-081"])
        .given(given)
        .identity(transposes, distributed)
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance")]),
        Claim::new(
            "four_terms",
            r"-\tfrac{1}{2} (x^T \Sigma^{-1} - \mu^T \Sigma^{-1}) (x-\mu) = -\tfrac{1}{2} (x^T \Sigma^{-1} x - \mu^T \Sigma^{-1} x - x^T \Sigma^{-1} \mu + \mu^T \Sigma^{-1} \mu)",
        )
        .because("The products are multiplied out.")
        .from(["N1-081"])
        .given(given)
        .identity(distributed, four_terms)
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("mean")]),
        Claim::new(
            "up_to_a_constant",
            r"-\tfrac{1}{2} (x-\mu)^T \Sigma^{-1} (x-\mu) = -\tfrac{1}{2} x^T \Sigma^{-1} x + x^T \Sigma^{-1} \mu + \text{const}",
        )
        .because("Σ⁻¹ is symmetric, so the mixed terms are equal. The constant cancels between two points x and y.")
        .from(["N1-081"])
        .given([vector("x", D), vector("y", D), vector("mean", D), covariance("covariance", D)])
        .identity(
            formula!(|x, y, mean, covariance| {
                (mahalanobis(x, mean, covariance)? - mahalanobis(y, mean, covariance)?) * -F::half()
            }),
            formula!(|x, y, mean, covariance| {
                let precision = inverse(covariance)?;
                let linear = &precision * mean;
                quadratic(x, &precision, &linear)? - quadratic(y, &precision, &linear)?
            }),
        )
        .controls([Mistake::Negated, Mistake::InputNegated("mean"), Mistake::InputsSwapped("x", "y")])
        .control("linear term without precision", formula!(|x, y, mean, covariance| {
            let precision = inverse(covariance)?;
            quadratic(x, &precision, mean)? - quadratic(y, &precision, mean)?
        })),
    ]
}

fn completion() -> [Claim; 4] {
    let given = [vector("x", D), symmetric("A", D), vector("m", D)];
    [
        Claim::new(
            "complete",
            r"-\tfrac{1}{2} x^T A x + x^T m = -\tfrac{1}{2} (x - A^{-1}m)^T A (x - A^{-1}m) + \tau, \quad \tau = \tfrac{1}{2} m^T A^{-1} m",
        )
        .because("The mixed terms of the square give xᵀm, because A is symmetric; its constant −τ is cancelled by +τ.")
        .from(["N1-077", "N1-078", "N1-092", "N1-094"])
        .given(given)
        .identity(formula!(|x, A, m| quadratic(x, A, m)), formula!(|x, A, m| completed(x, A, m)))
        .controls([Mistake::Negated, Mistake::InputNegated("m")])
        .control("τ forgotten", formula!(|x, A, m| completed(x, A, m)? - remainder(A, m)?))
        .control("centre m instead of A⁻¹m", formula!(|x, A, m| {
            quadratic_form(&(x - m), A)? * -F::half() + remainder(A, m)?
        }))
        .control("τ with A instead of A⁻¹", formula!(|x, A, m| {
            completed(x, A, m)? - remainder(A, m)? + quadratic_form(m, A)? * F::half()
        })),
        Claim::new("slope", r"\frac{\partial}{\partial x} \left( -\tfrac{1}{2} x^T A x + x^T m \right) = -A (x - A^{-1}m)")
            .because("The gradient vanishes at the centre, and only there.")
            .from(["N1-078", "N2-032"])
            .given(given)
            .gradient(
                formula!(|x, A, m| quadratic(x, A, m)),
                "x",
                formula!(|x, A, m| -(A * (x - centre(A, m)?))),
            )
            .controls([Mistake::Negated, Mistake::Halved, Mistake::InputNegated("m"), Mistake::InputInverted("A")]),
        Claim::new("centre", r"\arg\max_{x} \left( -\tfrac{1}{2} x^T A x + x^T m \right) = A^{-1} m")
            .because("A square with negative sign is largest where it vanishes. A is positive definite.")
            .from(["N1-078", "N1-092"])
            .given([vector("x", D), covariance("A", D), vector("m", D)])
            .extremum(
                Extremum::Maximum,
                Convention::Unconstrained,
                formula!(|x, A, m| quadratic(x, A, m)),
                "x",
                formula!(|A, m| centre(A, m)),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("A")]),
        Claim::new("greatest_value", r"\max_{x} \left( -\tfrac{1}{2} x^T A x + x^T m \right) = \tfrac{1}{2} m^T A^{-1} m")
            .because("At the centre only τ is left.")
            .from(["N1-094"])
            .given([symmetric("A", D), vector("m", D)])
            .identity(formula!(|A, m| quadratic(&centre(A, m)?, A, m)), formula!(|A, m| remainder(A, m)))
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("A")]),
    ]
}

fn integrals() -> [Claim; 3] {
    let given = [covariance("A", D), vector("m", D)];
    [
        Claim::new(
            "normaliser",
            r"\int \exp\{ -\tfrac{1}{2} x^T A x + x^T m - \tau \} \, dx = (2\pi)^{D/2} |A|^{-1/2}",
        )
        .because("With τ taken out, the integrand is an unnormalised Gaussian with mean A⁻¹m and precision A.")
        .from(["N1-079", "N1-080", "N1-094"])
        .given(given)
        .expectation(
            D,
            formula!(|A, m, noise| {
                let x = integration_point(&centre(A, m)?, noise)?;
                (quadratic(&x, A, m)? - remainder(A, m)? + integration_weight(noise)?).exp()
            }),
            formula!(|A, m| (log_normaliser(A, m)? - remainder(A, m)?).exp()),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("A")])
        .control("τ not taken out", formula!(|A, m| log_normaliser(A, m)?.exp()? + F::one())),
        Claim::new(
            "mean_of_the_integrand",
            r"\int x \exp\{ -\tfrac{1}{2} x^T A x + x^T m - \tau \} \, dx = A^{-1} m \, (2\pi)^{D/2} |A|^{-1/2}",
        )
        .because("The integrand is an unnormalised Gaussian with mean A⁻¹m.")
        .from(["N1-078", "N1-080", "N1-026"])
        .given(given)
        .expectation(
            D,
            formula!(|A, m, noise| {
                let x = integration_point(&(centre(A, m)? * F::half()), &(noise * F::one()))?;
                let weight = (quadratic(&x, A, m)? - remainder(A, m)? + integration_weight(noise)?).exp()?;
                x * weight
            }),
            formula!(|A, m| centre(A, m)? * (log_normaliser(A, m)? - remainder(A, m)?).exp()?),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::Halved]),
        Claim::new(
            "moment_generating_function",
            r"\mathbb{E}[\exp\{ t^T x \}] = \exp\{ t^T \mu + \tfrac{1}{2} t^T \Sigma t \}, \quad x \sim \mathcal{N}(\mu,\Sigma)",
        )
        .because("Completing the square with A = Σ⁻¹ and m = Σ⁻¹μ + t; the difference of the two τ is the exponent.")
        .from(["N1-079", "N1-094"])
        .given([vector("t", D), vector("mean", D), covariance("covariance", D)])
        .expectation(
            D,
            formula!(|t, mean, covariance_factor, noise| {
                (t.transpose() * (mean + covariance_factor * noise))[(0, 0)].exp()
            }),
            formula!(|t, mean, covariance| {
                let linear = (t.transpose() * mean)[(0, 0)].clone();
                (linear + quadratic_form(t, covariance)? * F::half()).exp()
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("t")])
        .control("covariance forgotten", formula!(|t, mean| (t.transpose() * mean)[(0, 0)].exp())),
    ]
}

fn factors() -> [Claim; 6] {
    let given = [vector("x_b", Q), vector("mean", P + Q), covariance("covariance", P + Q)];
    [
        Claim::new("integral_over_a", r"\int p(x_a,x_b) \, dx_a = p(x_b)")
            .because("If p(x_a,x_b) = g(x_a) α with ∫g = 1, then α is the integral: the marginal density.")
            .from(["N1-072", "N1-073", "N1-074"])
            .given(given)
            .expectation(
                P,
                formula!(|x_b, mean, covariance, noise; p| {
                    let (mean_a, _) = split_rows(mean, p)?;
                    let x_a = integration_point(&mean_a, noise)?;
                    (log_density(&stack(&x_a, x_b)?, mean, covariance)? + integration_weight(noise)?).exp()
                }),
                formula!(|x_b, mean, covariance; p| {
                    let (_, mean_b) = split_rows(mean, p)?;
                    log_density(x_b, &mean_b, &blocks(covariance, p)?.bb)?.exp()
                }),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::Halved])
            .control("precision block inverted instead of covariance block", formula!(|x_b, mean, covariance; p| {
                let (_, mean_b) = split_rows(mean, p)?;
                let block = blocks(&inverse(covariance)?, p)?.bb;
                log_density(x_b, &mean_b, &inverse(&block)?)?.exp()? * F::ratio(9, 10)?
            })),
        Claim::new(
            "product",
            r"\frac{\partial}{\partial x_a} \ln \left( g(x_a) \, p(x_b) \right) = \frac{\partial}{\partial x_a} \ln p(x_a,x_b), \quad g(x_a) = \mathcal{N}(x_a|\mu_{a|b},\Sigma_{a|b})",
        )
        .because("The product g(x_a) p(x_b) is the joint density, and x_a enters through g alone: g is p(x_a|x_b).")
        .from(["N1-071", "N1-075", "N1-076", "N1-079"])
        .given([vector("x_a", P), vector("x_b", Q), vector("mean", P + Q), covariance("covariance", P + Q)])
        .gradient(
            formula!(|x_a, x_b, mean, covariance| log_density(&stack(x_a, x_b)?, mean, covariance)),
            "x_a",
            formula!(|x_a, x_b, mean, covariance; p| {
                // g is Gaussian with precision Λ_aa and linear coefficient Λ_aa μ_a − Λ_ab (x_b − μ_b).
                let precision = blocks(&inverse(covariance)?, p)?;
                let (mean_a, mean_b) = split_rows(mean, p)?;
                let m = &precision.aa * mean_a - &precision.ab * (x_b - mean_b);
                -(&precision.aa * (x_a - centre(&precision.aa, &m)?))
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance"), Mistake::InputNegated("x_b")]),
        Claim::new(
            "factor_in_the_argument",
            r"\int g(x_a \alpha) \, dx_a = \alpha, \quad g(x_a) = \mathcal{N}(x_a|\mu,\sigma^2)",
        )
        .because(
            "As printed: α is inside the argument of the function, so it scales the point, and the integral is 1/α. \
             Two lines below it is in front of the function, where it belongs. Here x_a is a scalar.",
        )
        .from(["N1-071"])
        .given([number("mean"), covariance("variance", ONE), positive("factor", ONE)])
        .expectation(
            ONE,
            formula!(|mean, variance, factor, noise| {
                let scale = factor[(0, 0)].reciprocal()?;
                // The point at which the scaled density is largest, so that the quadrature rule is centred there.
                let x = integration_point(&(mean * scale), noise)?;
                (log_density(&(x * factor[(0, 0)].clone()), mean, variance)? + integration_weight(noise)?).exp()
            }),
            formula!(|factor| factor),
        )
        .erratum("factor_before_the_function"),
        Claim::new(
            "factor_before_the_function",
            r"\int g(x_a) \, \alpha \, dx_a = \alpha, \quad g(x_a) = \mathcal{N}(x_a|\mu,\Sigma)",
        )
        .because("The factor α does not depend on x_a, and g is a density: its integral is 1.")
        .from(["N1-071", "N1-072", "N1-073"])
        .given([vector("mean", D), covariance("covariance", D), positive("factor", ONE)])
        .expectation(
            D,
            formula!(|mean, covariance, factor, noise| {
                let x = integration_point(mean, noise)?;
                let density = (log_density(&x, mean, covariance)? + integration_weight(noise)?).exp()?;
                density * factor[(0, 0)].clone()
            }),
            formula!(|factor| factor),
        )
        .controls([Mistake::Negated, Mistake::Doubled])
        .control("α forgotten", formula!(|factor| factor * F::zero() + scalar(F::one())))
        .control("1/α", formula!(|factor| inverse(factor))),
        Claim::new(
            "coefficient_of_b",
            r"\frac{\partial}{\partial x_b} \left( -\tfrac{1}{2} (x-\mu)^T \Lambda (x-\mu) \right) = m - \Lambda_{bb} x_b, \quad m = \Lambda_{bb} \mu_b - \Lambda_{ba} (x_a - \mu_a)",
        )
        .because("m is the coefficient of x_b in the exponent; the rest of the gradient comes from the square.")
        .from(["N1-092", "N1-093"])
        .given([vector("x_a", P), vector("x_b", Q), vector("mean", P + Q), covariance("precision", P + Q)])
        .gradient(
            formula!(|x_a, x_b, mean, precision| {
                quadratic_form(&(stack(x_a, x_b)? - mean), precision)? * -F::half()
            }),
            "x_b",
            formula!(|x_a, x_b, mean, precision; p| {
                linear_coefficient(x_a, mean, precision, p)? - blocks(precision, p)?.bb * x_b
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("x_b"), Mistake::InputInverted("precision")])
        .control("sign of Λ_ba", formula!(|x_a, x_b, mean, precision; p| {
            let opposite = split_rows(mean, p)?.0 * F::integer(2) - x_a;
            linear_coefficient(&opposite, mean, precision, p)? - blocks(precision, p)?.bb * x_b
        })),
        Claim::new(
            "square_in_b",
            r"-\tfrac{1}{2} x_b^T \Lambda_{bb} x_b + x_b^T m = -\tfrac{1}{2} (x_b - \Lambda_{bb}^{-1} m)^T \Lambda_{bb} (x_b - \Lambda_{bb}^{-1} m) + \tfrac{1}{2} m^T \Lambda_{bb}^{-1} m",
        )
        .because("Completing the square in x_b, with m = Λ_bb μ_b − Λ_ba (x_a − μ_a).")
        .from(["N1-092", "N1-094"])
        .given([vector("x_a", P), vector("x_b", Q), vector("mean", P + Q), covariance("precision", P + Q)])
        .identity(
            formula!(|x_a, x_b, mean, precision; p| {
                let m = linear_coefficient(x_a, mean, precision, p)?;
                quadratic(x_b, &blocks(precision, p)?.bb, &m)
            }),
            formula!(|x_a, x_b, mean, precision; p| {
                let m = linear_coefficient(x_a, mean, precision, p)?;
                completed(x_b, &blocks(precision, p)?.bb, &m)
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("x_b")])
        .control("sign of Λ_ba", formula!(|x_a, x_b, mean, precision; p| {
            let opposite = split_rows(mean, p)?.0 * F::integer(2) - x_a;
            let m = linear_coefficient(&opposite, mean, precision, p)?;
            completed(x_b, &blocks(precision, p)?.bb, &m)
        })),
    ]
}

/// m = Λ_bb μ_b − Λ_ba (x_a − μ_a), the coefficient of x_b in the exponent                    (N1-093)
///
/// `x_a`: P×1; `mean`: (P+Q)×1; `precision`: (P+Q)×(P+Q), symmetric; `split` = P.
pub fn linear_coefficient<F: Field>(
    x_a: &Matrix<F>,
    mean: &Matrix<F>,
    precision: &Matrix<F>,
    split: usize,
) -> Result<Matrix<F>> {
    let blocks = blocks(precision, split)?;
    let (mean_a, mean_b) = split_rows(mean, split)?;
    expect_shape("x_a", x_a, split, 1)?;
    Ok(&blocks.bb * mean_b - &blocks.ba * (x_a - mean_a))
}
