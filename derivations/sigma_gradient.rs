//! ∂/∂Σ ln N(x | μ, Σ) = −½ (Σ⁻¹ − Σ⁻¹ (x−μ)(x−μ)ᵀ Σ⁻¹)

use super::log_density::{log_density, log_likelihood, mahalanobis};
use super::log_det_gradient::log_det_gradient;
use super::mu_gradient::sum_of_distances;
use crate::prelude::*;

/// S = Σₙ (xₙ−μ)(xₙ−μ)ᵀ, the scatter matrix                                                  (N1-138)
///
/// `data`: D×N, columns are samples; `mean`: D×1.
pub fn scatter<F: Field>(data: &Matrix<F>, mean: &Matrix<F>) -> Result<Matrix<F>> {
    expect_shape("data", data, mean.nrows(), data.ncols())?;
    let deviations = data - mean * Matrix::from_element(1, data.ncols(), F::one());
    Ok(&deviations * deviations.transpose())
}

/// dA⁻¹ = −A⁻¹ dA A⁻¹                                                                        (N2-062)
///
/// `a`, `da`: D×D. Errors: sizes that do not match, singular A.
pub fn inverse_differential<F: Field>(a: &Matrix<F>, da: &Matrix<F>) -> Result<Matrix<F>> {
    expect_shape("dA", da, a.nrows(), a.ncols())?;
    let inverse = inverse(a)?;
    Ok(-(&inverse * da * inverse))
}

/// ∂ tr(A⁻¹S) / ∂A = −(A⁻¹ S A⁻¹)ᵀ                                                           (N2-073)
///
/// `a`, `s`: D×D, not symmetric in general. Errors: sizes that do not match, singular A.
pub fn trace_inverse_gradient<F: Field>(a: &Matrix<F>, s: &Matrix<F>) -> Result<Matrix<F>> {
    expect_shape("S", s, a.nrows(), a.ncols())?;
    let inverse = inverse(a)?;
    Ok(-(&inverse * s * inverse).transpose())
}

/// ∂/∂Σ ln N(x | μ, Σ) = −½ (Σ⁻¹ − Σ⁻¹ (x−μ)(x−μ)ᵀ Σ⁻¹)                                       (N0-008)
///
/// The unconstrained gradient at a symmetric Σ; [`Convention::convert`] gives the others.
/// `x`, `mean`: D×1; `covariance`: D×D, symmetric. Errors: sizes that do not match, singular covariance.
pub fn sigma_gradient<F: Field>(x: &Matrix<F>, mean: &Matrix<F>, covariance: &Matrix<F>) -> Result<Matrix<F>> {
    expect_shape("mean", mean, x.nrows(), 1)?;
    expect_shape("covariance", covariance, x.nrows(), x.nrows())?;
    let (z, precision) = (x - mean, inverse(covariance)?);
    Ok((&precision - (&precision * &z) * (z.transpose() * &precision)) * -F::half())
}

/// ∂/∂Σ ln p(X | μ, Σ) = −½ N Σ⁻ᵀ + ½ (Σ⁻¹ S Σ⁻¹)ᵀ                                           (N2-075)
///
/// `data`: D×N, columns are samples; `mean`: D×1; `covariance`: D×D.
pub fn sigma_gradient_of_samples<F: Field>(
    data: &Matrix<F>,
    mean: &Matrix<F>,
    covariance: &Matrix<F>,
) -> Result<Matrix<F>> {
    let samples = F::integer(data.ncols() as i64);
    let spread = trace_inverse_gradient(covariance, &scatter(data, mean)?)?;
    Ok((log_det_gradient(covariance)? * samples + spread) * -F::half())
}

/// Σ = 1/N Σₙ (xₙ−μ)(xₙ−μ)ᵀ, the maximum-likelihood covariance for a known mean              (N2-079)
///
/// `data`: D×N, columns are samples, N ≥ 1; `mean`: D×1. Singular for N < D.
pub fn maximum_likelihood_covariance<F: Field>(data: &Matrix<F>, mean: &Matrix<F>) -> Result<Matrix<F>> {
    Ok(scatter(data, mean)? * F::ratio(1, data.ncols() as i64)?)
}

/// A(t) = A + t²BBᵀ, a matrix that depends on a scalar                                        (N2-058)
///
/// `t`: 1×1; `a`, `b`: D×D.
fn matrix_curve<F: Field>(t: &Matrix<F>, a: &Matrix<F>, b: &Matrix<F>) -> Matrix<F> {
    a + b * b.transpose() * (t * t)[(0, 0)].clone()
}

/// ∂A/∂t = 2tBBᵀ, the derivative of [`matrix_curve`].
fn matrix_curve_derivative<F: Field>(t: &Matrix<F>, b: &Matrix<F>) -> Matrix<F> {
    b * b.transpose() * (t[(0, 0)].clone() * F::integer(2))
}

/// The derivation.
pub fn derivation() -> Derivation {
    Derivation::new("sigma_gradient", "The gradient of the log-likelihood with respect to the covariance")
        .about(
            "The quadratic form is the trace of Σ⁻¹S. The differential of an inverse and the rules of the trace bring \
             dΣ to the front; its coefficient is the gradient. Together with the log-determinant it vanishes at S/N. \
             Σ is symmetric, so the gradient exists in three conventions, and each claim names its own.",
        )
        .claims(trace_form())
        .claims(differential_of_the_inverse())
        .claims(derivative_of_the_inverse())
        .claims(coefficient())
        .claims(one_sample())
        .claims(samples())
}

fn trace_form() -> [Claim; 5] {
    let given = [matrix("X", D, N), vector("mean", D), covariance("covariance", D)];
    let traces = formula!(|X, mean, covariance| {
        let precision = inverse(covariance)?;
        (0..X.ncols()).try_fold(F::zero(), |sum, n| {
            let z = column(X, n) - mean;
            Ok::<F, Error>(sum + trace(&(z.transpose() * &precision * &z))?)
        })
    });
    [
        Claim::new(
            "scalar_trace",
            r"\sum_{n=1}^{N} (x_n-\mu)^T \Sigma^{-1} (x_n-\mu) = \sum_{n=1}^{N} \operatorname{tr}((x_n-\mu)^T \Sigma^{-1} (x_n-\mu))",
        )
        .because("A scalar is its own trace.")
        .from(["N2-063"])
        .given(given)
        .identity(formula!(|X, mean, covariance| sum_of_distances(X, mean, covariance)), traces)
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance"), Mistake::InputNegated("mean")]),
        Claim::new(
            "trace_form",
            r"\sum_{n=1}^{N} \operatorname{tr}((x_n-\mu)^T \Sigma^{-1} (x_n-\mu)) = \operatorname{tr}(\Sigma^{-1} S), \quad S = \sum_{n=1}^{N} (x_n-\mu)(x_n-\mu)^T",
        )
        .because(
            "A scalar is its own trace; the trace is invariant under cyclic permutation; the trace of a sum is the sum \
             of traces.",
        )
        .from(["N2-063", "N2-065", "N2-066", "N1-137", "N1-138"])
        .given(given)
        .identity(traces, formula!(|X, mean, covariance| trace(&(inverse(covariance)? * scatter(X, mean)?))))
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance")])
        .control("divided by N", formula!(|X, mean, covariance| {
            trace(&(inverse(covariance)? * maximum_likelihood_covariance(X, mean)?))? * F::half()
        })),
        Claim::new(
            "inner_product",
            r"\operatorname{tr}((x-\mu)^T \Sigma^{-1} (x-\mu)) = \operatorname{tr}(\Sigma^{-1} (x-\mu)^T (x-\mu))",
        )
        .because(
            "As printed. The cyclic property of the trace gives the outer product (x−μ)(x−μ)ᵀ, a matrix, not the inner \
             product.",
        )
        .from(["N2-064"])
        .given([vector("x", D), vector("mean", D), covariance("covariance", D)])
        .identity(
            formula!(|x, mean, covariance| mahalanobis(x, mean, covariance)),
            formula!(|x, mean, covariance| {
                let z = x - mean;
                trace(&inverse(covariance)?)? * (z.transpose() * &z)[(0, 0)].clone()
            }),
        )
        .erratum("outer_product"),
        Claim::new(
            "scatter_of_inner_products",
            r"\sum_{n=1}^{N} \operatorname{tr}((x_n-\mu)^T \Sigma^{-1} (x_n-\mu)) = \operatorname{tr}\left( \Sigma^{-1} \sum_{n=1}^{N} (x_n-\mu)^T (x_n-\mu) \right)",
        )
        .because("As printed: S would be a scalar. The next line but one uses it as a matrix, which it has to be.")
        .from(["N2-065"])
        .given(given)
        .identity(
            formula!(|X, mean, covariance| trace(&(inverse(covariance)? * scatter(X, mean)?))),
            formula!(|X, mean, covariance| {
                let deviations = X - mean * Matrix::from_element(1, X.ncols(), F::one());
                trace(&inverse(covariance)?)? * trace(&(deviations.transpose() * &deviations))?
            }),
        )
        .erratum("trace_form"),
        Claim::new("outer_product", r"z^T \Sigma^{-1} z = \operatorname{tr}(\Sigma^{-1} z z^T)")
            .because("The cyclic property of the trace moves zᵀ to the end, behind z.")
            .from(["N2-064", "N1-148"])
            .given([vector("z", D), covariance("covariance", D)])
            .identity(
                formula!(|z, covariance| quadratic_form(z, &inverse(covariance)?)),
                formula!(|z, covariance| trace(&(inverse(covariance)? * z * z.transpose()))),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance")]),
    ]
}

fn differential_of_the_inverse() -> [Claim; 3] {
    let given = [invertible("A", D), matrix("dA", D, D)];
    [
        Claim::new("product_rule", r"I + d(A^{-1} A) = I + d(A^{-1}) A + A^{-1} dA")
            .because("The product rule, in this order: matrices do not commute. I is added, because both sides are 0 without it.")
            .from(["N2-059"])
            .given(given)
            .identity(
                formula!(|A, dA| {
                    differential(|a| Ok::<_, Error>(inverse(a)? * a), A, dA)?
                        + Matrix::<F>::identity(A.nrows(), A.nrows())
                }),
                formula!(|A, dA| {
                    let identity = Matrix::<F>::identity(A.nrows(), A.nrows());
                    differential(inverse, A, dA)? * A + inverse(A)? * dA + identity
                }),
            )
            .controls([Mistake::Negated, Mistake::Doubled])
            .control(
                "order of factors",
                formula!(|A, dA| {
                    let identity = Matrix::<F>::identity(A.nrows(), A.nrows());
                    A * differential(inverse, A, dA)? + inverse(A)? * dA * F::integer(2) + identity
                }),
            ),
        Claim::new("constant", r"d(A^{-1}) A A^{-1} + A^{-1} dA \, A^{-1} = 0")
            .because("A⁻¹A = I is constant, so its differential vanishes; A⁻¹ from the right isolates d(A⁻¹).")
            .from(["N2-060", "N2-061"])
            .given(given)
            .identity(
                formula!(|A, dA| {
                    let precision = inverse(A)?;
                    differential(inverse, A, dA)? * A * &precision + &precision * dA * &precision
                }),
                formula!(|A| Matrix::<F>::zeros(A.nrows(), A.nrows())),
            )
            .control("identity", formula!(|A| Matrix::<F>::identity(A.nrows(), A.nrows())))
            .control("second term", formula!(|A, dA| inverse(A)? * dA * inverse(A)?))
            .control("first term", formula!(|A, dA| inverse_differential(A, dA))),
        Claim::new("inverse_differential", r"d(A^{-1}) = -A^{-1} dA \, A^{-1}")
            .because("Solved for d(A⁻¹).")
            .from(["N2-058", "N2-062"])
            .given(given)
            .identity(formula!(|A, dA| differential(inverse, A, dA)), formula!(|A, dA| inverse_differential(A, dA)))
            .controls([Mistake::Negated, Mistake::Transposed, Mistake::InputTransposed("dA")])
            .control("as for scalars in one factor", formula!(|A, dA| -(inverse(A)? * inverse(A)? * dA))),
    ]
}

/// The same along a scalar t, as the notes print it.
fn derivative_of_the_inverse() -> [Claim; 3] {
    let given = [number("t"), covariance("A", D), matrix("B", D, D)];
    let unit = formula!(|t, A, B| {
        let a = matrix_curve(t, A, B);
        inverse(&a)? * a
    });
    [
        Claim::new(
            "product_rule_along_a_parameter",
            r"\frac{\partial}{\partial t} (A_t^{-1} G) = \frac{\partial A_t^{-1}}{\partial t} G + A_t^{-1} \frac{\partial G}{\partial t}, \quad A_t = A + t^2 B B^T, \; G = A_t + C",
        )
        .because(
            "The product rule, entry by entry, for matrices that depend on a scalar; the factors keep their order. C is \
             constant; the notes have C = 0. Checked along A + t²BBᵀ, which stays invertible.",
        )
        .from(["N2-059"])
        .given([number("t"), covariance("A", D), matrix("B", D, D), matrix("C", D, D)])
        .gradient(
            formula!(|t, A, B, C| {
                let a = matrix_curve(t, A, B);
                inverse(&a)? * (&a + C)
            }),
            "t",
            formula!(|t, A, B, C| {
                let lifted = |m: &Matrix<F>| m.map(Dual::constant);
                let of_inverse = differential(|t| inverse(&matrix_curve(t, &lifted(A), &lifted(B))), t, &scalar(F::one()))?;
                let a = matrix_curve(t, A, B);
                of_inverse * (&a + C) + inverse(&a)? * matrix_curve_derivative(t, B)
            }),
        )
        .controls([Mistake::Negated, Mistake::Transposed])
        .control("second term only", formula!(|t, A, B| inverse(&matrix_curve(t, A, B))? * matrix_curve_derivative(t, B)))
        .control("order of factors", formula!(|t, A, B, C| {
            let lifted = |m: &Matrix<F>| m.map(Dual::constant);
            let of_inverse = differential(|t| inverse(&matrix_curve(t, &lifted(A), &lifted(B))), t, &scalar(F::one()))?;
            let a = matrix_curve(t, A, B);
            (&a + C) * of_inverse + matrix_curve_derivative(t, B) * inverse(&a)?
        })),
        Claim::new("unit_is_constant", r"\frac{\partial}{\partial t} (A^{-1} A) = \frac{\partial}{\partial t} I = 0")
            .because("A⁻¹A = I whatever t is.")
            .from(["N2-060", "N2-061"])
            .given(given)
            .gradient(unit, "t", formula!(|A| Matrix::<F>::zeros(A.nrows(), A.nrows())))
            .control("identity", formula!(|A| Matrix::<F>::identity(A.nrows(), A.nrows())))
            .control("derivative of A", formula!(|t, B| matrix_curve_derivative(t, B)))
            .control("A⁻¹ held constant", formula!(|t, A, B| inverse(&matrix_curve(t, A, B))? * matrix_curve_derivative(t, B))),
        Claim::new(
            "inverse_along_a_parameter",
            r"\frac{\partial A_t^{-1}}{\partial t} = -A_t^{-1} \frac{\partial A_t}{\partial t} A_t^{-1}, \quad A_t = A + t^2 B B^T",
        )
        .because("Solved for the derivative of the inverse.")
        .from(["N2-058", "N2-062"])
        .given([number("t"), invertible("A", D), matrix("B", D, D)])
        .gradient(
            formula!(|t, A, B| inverse(&matrix_curve(t, A, B))),
            "t",
            formula!(|t, A, B| inverse_differential(&matrix_curve(t, A, B), &matrix_curve_derivative(t, B))),
        )
        .controls([Mistake::Negated, Mistake::Transposed, Mistake::InputNegated("t")])
        .control("as for scalars", formula!(|t, A, B| {
            let inverse = inverse(&matrix_curve(t, A, B))?;
            -(&inverse * &inverse * matrix_curve_derivative(t, B))
        })),
    ]
}

fn coefficient() -> [Claim; 8] {
    let general = [invertible("A", D), matrix("S", D, D), matrix("dA", D, D)];
    let entries = [invertible("A", D), matrix("S", D, D)];
    [
        Claim::new(
            "differentiated_trace_form",
            r"d \sum_{n=1}^{N} (x_n-\mu)^T \Sigma^{-1} (x_n-\mu) = d \operatorname{tr}(\Sigma^{-1} S), \quad d\Sigma \text{ alone}",
        )
        .because("Both are the same function of Σ.")
        .from(["N2-067"])
        .given([matrix("X", D, N), vector("mean", D), covariance("covariance", D), matrix("dcovariance", D, D)])
        .identity(
            formula!(|X, mean, covariance, dcovariance| differential(
                |sigma| sum_of_distances(&X.map(Dual::constant), &mean.map(Dual::constant), sigma),
                covariance,
                dcovariance
            )),
            formula!(|X, mean, covariance, dcovariance| {
                let scatter = scatter(X, mean)?.map(Dual::constant);
                differential(|sigma| trace(&(inverse(sigma)? * &scatter)), covariance, dcovariance)
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("dcovariance"), Mistake::InputInverted("covariance")]),
        Claim::new("inside_the_trace", r"d \operatorname{tr}(A^{-1} S) = \operatorname{tr}(d(A^{-1}) \, S)")
            .because("The trace is linear, so the differential can be taken inside; S is constant.")
            .from(["N2-068"])
            .given(general)
            .identity(
                formula!(|A, S, dA| differential(|a| trace(&(inverse(a)? * S.map(Dual::constant))), A, dA)),
                formula!(|A, S, dA| trace(&(differential(inverse, A, dA)? * S))),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputTransposed("S"), Mistake::InputNegated("dA")]),
        Claim::new("under_the_trace", r"\operatorname{tr}(d(A^{-1}) \, S) = -\operatorname{tr}(A^{-1} dA \, A^{-1} S)")
            .because("The differential of an inverse.")
            .from(["N2-069"])
            .given(general)
            .identity(
                formula!(|A, S, dA| trace(&(differential(inverse, A, dA)? * S))),
                formula!(|A, S, dA| trace(&(inverse_differential(A, dA)? * S))),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputTransposed("S")]),
        Claim::new("rotated", r"-\operatorname{tr}(A^{-1} dA \, A^{-1} S) = -\operatorname{tr}(dA \, C), \quad C = A^{-1} S A^{-1}")
            .because("By the cyclic property of the trace the first factor moves to the end.")
            .from(["N2-070"])
            .given(general)
            .identity(
                formula!(|A, S, dA| trace(&(inverse_differential(A, dA)? * S))),
                formula!(|A, S, dA| trace(&(dA * trace_inverse_gradient(A, S)?.transpose()))),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputTransposed("dA")]),
        Claim::new("entry_not_transposed", r"\frac{\partial}{\partial a_{ij}} \operatorname{tr}(A^{-1} S) = -C_{ij}")
            .because(
                "As printed. tr(EᵢⱼC) picks Cⱼᵢ, not Cᵢⱼ. The next line has the transpose again; for a symmetric Σ and \
                 S both agree, because then C is symmetric.",
            )
            .from(["N2-071"])
            .given(entries)
            .gradient(
                formula!(|A, S| trace(&(inverse(A)? * S))),
                "A",
                formula!(|A, S| trace_inverse_gradient(A, S)?.transpose()),
            )
            .erratum("entry_at_a_covariance"),
        Claim::new(
            "entry_at_a_covariance",
            r"\frac{\partial}{\partial \sigma_{ij}} \operatorname{tr}(\Sigma^{-1} S) = -C_{ij}, \quad \Sigma = \Sigma^T, \; S = S^T",
        )
        .because("Then C = Σ⁻¹SΣ⁻¹ is symmetric, and Cᵢⱼ = Cⱼᵢ. Every entry of Σ varies on its own.")
        .from(["N2-071"])
        .given([covariance("covariance", D), symmetric("S", D)])
        .gradient(
            formula!(|covariance, S| trace(&(inverse(covariance)? * S))),
            "covariance",
            formula!(|covariance, S| {
                let precision = inverse(covariance)?;
                -(&precision * S * &precision)
            }),
        )
        .controls([Mistake::Negated, Mistake::Halved, Mistake::FreeEntries, Mistake::InputInverted("covariance")]),
        Claim::new("transposed", r"\frac{\partial}{\partial A} \operatorname{tr}(A^{-1} S) = -(A^{-1} S A^{-1})^T")
            .because("The coefficient of daᵢⱼ in tr(dA C) is Cⱼᵢ.")
            .from(["N2-071", "N2-072", "N2-073"])
            .given(entries)
            .gradient(
                formula!(|A, S| trace(&(inverse(A)? * S))),
                "A",
                formula!(|A, S| trace_inverse_gradient(A, S)),
            )
            .controls([Mistake::Negated, Mistake::Transposed, Mistake::InputTransposed("S"), Mistake::InputInverted("A")]),
        Claim::new(
            "of_samples",
            r"\frac{\partial}{\partial \Sigma} \sum_{n=1}^{N} (x_n-\mu)^T \Sigma^{-1} (x_n-\mu) = -(\Sigma^{-1} S \Sigma^{-1})^T",
        )
        .because("The sum of quadratic forms is tr(Σ⁻¹S).")
        .from(["N2-067", "N2-072", "N2-074"])
        .given([matrix("X", D, N), vector("mean", D), covariance("covariance", D)])
        .gradient(
            formula!(|X, mean, covariance| sum_of_distances(X, mean, covariance)),
            "covariance",
            formula!(|X, mean, covariance| trace_inverse_gradient(covariance, &scatter(X, mean)?)),
        )
        .controls([Mistake::Negated, Mistake::Halved, Mistake::InputInverted("covariance"), Mistake::FreeEntries]),
    ]
}

fn one_sample() -> [Claim; 6] {
    let given = [vector("x", D), vector("mean", D), covariance("covariance", D)];
    let claim = |name, latex, reason| Claim::new(name, latex).because(reason).given(given);
    [
        claim(
            "log_determinant",
            r"\frac{\partial}{\partial \Sigma} \left( -\tfrac{1}{2} \ln|\Sigma| \right) = -\tfrac{1}{2} \Sigma^{-1}",
            "The gradient of the log-determinant, at a symmetric matrix.",
        )
        .from(["N0-009"])
        .gradient(
            formula!(|covariance| log_determinant(covariance)? * -F::half()),
            "covariance",
            formula!(|covariance| inverse(covariance)? * -F::half()),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance"), Mistake::FreeEntries]),
        claim(
            "quadratic_form",
            r"\frac{\partial}{\partial \Sigma} \left( -\tfrac{1}{2} (x-\mu)^T \Sigma^{-1} (x-\mu) \right) = \tfrac{1}{2} \Sigma^{-1} (x-\mu)(x-\mu)^T \Sigma^{-1}",
            "−½ times the gradient of tr(Σ⁻¹S), with the outer product of one deviation as S.",
        )
        .from(["N0-010"])
        .gradient(
            formula!(|x, mean, covariance| mahalanobis(x, mean, covariance)? * -F::half()),
            "covariance",
            formula!(|x, mean, covariance| {
                let (z, precision) = (x - mean, inverse(covariance)?);
                &precision * &z * z.transpose() * &precision * F::half()
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance"), Mistake::FreeEntries]),
        claim(
            "gradient",
            r"\frac{\partial}{\partial \Sigma} \ln \mathcal{N}(x|\mu,\Sigma) = -\tfrac{1}{2} \left( \Sigma^{-1} - \Sigma^{-1} (x-\mu)(x-\mu)^T \Sigma^{-1} \right)",
            "The sum of both. Every entry of Σ varies on its own.",
        )
        .from(["N0-007", "N0-008"])
        .gradient(
            formula!(|x, mean, covariance| log_density(x, mean, covariance)),
            "covariance",
            formula!(|x, mean, covariance| sigma_gradient(x, mean, covariance)),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::Halved, Mistake::FreeEntries])
        .control("inverse forgotten", formula!(|x, mean, covariance| {
            let z = x - mean;
            (inverse(covariance)? - covariance * &z * z.transpose() * covariance) * -F::half()
        })),
        claim(
            "gradient_symmetrised",
            r"\frac{\partial}{\partial \Sigma} \ln \mathcal{N}(x|\mu,\Sigma) = -\tfrac{1}{2} \left( \Sigma^{-1} - \Sigma^{-1} (x-\mu)(x-\mu)^T \Sigma^{-1} \right), \quad d\Sigma = d\Sigma^T",
            "In the space of symmetric matrices. The gradient is symmetric already, so nothing changes.",
        )
        .from(["N0-008", "Bishop, appendix C"])
        .gradient_in(
            Convention::Symmetrised,
            formula!(|x, mean, covariance| log_density(x, mean, covariance)),
            "covariance",
            formula!(|x, mean, covariance| Convention::Symmetrised.convert(&sigma_gradient(x, mean, covariance)?)),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::FreeEntries]),
        claim(
            "gradient_free_entries",
            r"\frac{\partial}{\partial \Sigma} \ln \mathcal{N}(x|\mu,\Sigma) = 2G - \operatorname{diag}(G), \quad \sigma_{ij} = \sigma_{ji}",
            "σᵢⱼ and σⱼᵢ are one variable: the entries off the diagonal count twice. G is the unconstrained gradient.",
        )
        .from(["N0-008", "Bishop, appendix C"])
        .gradient_in(
            Convention::FreeEntries,
            formula!(|x, mean, covariance| log_density(x, mean, covariance)),
            "covariance",
            formula!(|x, mean, covariance| Convention::FreeEntries.convert(&sigma_gradient(x, mean, covariance)?)),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::OffDiagonalHalved]),
        Claim::new(
            "score_mean",
            r"\mathbb{E}\left[ -\tfrac{1}{2} \left( \Sigma^{-1} - \Sigma^{-1} (x-\mu)(x-\mu)^T \Sigma^{-1} \right) \right] = 0, \quad x \sim \mathcal{N}(\mu,\Sigma)",
        )
        .because("E[(x−μ)(x−μ)ᵀ] = Σ, so both terms cancel.")
        .from(["N0-008", "N1-054"])
        .given([vector("mean", D), covariance("covariance", D)])
        .expectation(
            D,
            formula!(|mean, covariance, covariance_factor, noise| {
                sigma_gradient(&(mean + covariance_factor * noise), mean, covariance)
            }),
            formula!(|covariance| Matrix::<F>::zeros(covariance.nrows(), covariance.nrows())),
        )
        .control("first term only", formula!(|covariance| inverse(covariance)? * -F::half()))
        .control("second term only", formula!(|covariance| inverse(covariance)? * F::half()))
        .control("covariance", formula!(|covariance| covariance)),
    ]
}

fn samples() -> [Claim; 4] {
    let given = [matrix("X", D, N), vector("mean", D), covariance("covariance", D)];
    [
        Claim::new(
            "two_terms",
            r"d \ln p(X|\mu,\Sigma) = -\frac{N}{2} \, d \ln|\Sigma| - \tfrac{1}{2} \, d \sum_{n=1}^{N} (x_n-\mu)^T \Sigma^{-1} (x_n-\mu), \quad d\Sigma \text{ alone}",
        )
        .because("The constant does not depend on Σ; the differential of a sum is the sum of differentials.")
        .from(["N0-007", "N2-042"])
        .given([matrix("X", D, N), vector("mean", D), covariance("covariance", D), matrix("dcovariance", D, D)])
        .identity(
            formula!(|X, mean, covariance, dcovariance| differential(
                |sigma| log_likelihood(&X.map(Dual::constant), &mean.map(Dual::constant), sigma),
                covariance,
                dcovariance
            )),
            formula!(|X, mean, covariance, dcovariance; n| {
                let volume = differential(log_determinant, covariance, dcovariance)?;
                let distances = differential(
                    |sigma| sum_of_distances(&X.map(Dual::constant), &mean.map(Dual::constant), sigma),
                    covariance,
                    dcovariance,
                )?;
                (volume * F::integer(n as i64) + distances) * -F::half()
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("dcovariance"), Mistake::InputInverted("covariance")])
        .control("N forgotten", formula!(|X, mean, covariance, dcovariance| {
            let volume = differential(log_determinant, covariance, dcovariance)?;
            let distances = differential(
                |sigma| sum_of_distances(&X.map(Dual::constant), &mean.map(Dual::constant), sigma),
                covariance,
                dcovariance,
            )?;
            (volume + distances) * -F::half()
        })),
        Claim::new(
            "log_likelihood",
            r"\frac{\partial}{\partial \Sigma} \ln p(X|\mu,\Sigma) = -\frac{N}{2} (\Sigma^{-1})^T + \tfrac{1}{2} (\Sigma^{-1} S \Sigma^{-1})^T",
        )
        .because("N log-determinants and the sum of the quadratic forms.")
        .from(["N2-042", "N2-075"])
        .given(given)
        .gradient(
            formula!(|X, mean, covariance| log_likelihood(X, mean, covariance)),
            "covariance",
            formula!(|X, mean, covariance| sigma_gradient_of_samples(X, mean, covariance)),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::FreeEntries, Mistake::InputInverted("covariance")])
        .control("N forgotten", formula!(|X, mean, covariance| {
            let spread = trace_inverse_gradient(covariance, &scatter(X, mean)?)?;
            (log_det_gradient(covariance)? * F::integer(X.ncols() as i64 + 1) + spread) * -F::half()
        })),
        Claim::new(
            "sum_of_gradients",
            r"\sum_{n=1}^{N} -\tfrac{1}{2} \left( \Sigma^{-1} - \Sigma^{-1} (x_n-\mu)(x_n-\mu)^T \Sigma^{-1} \right) = -\frac{N}{2} \Sigma^{-1} + \tfrac{1}{2} \Sigma^{-1} S \Sigma^{-1}",
        )
        .because("The factors Σ⁻¹ do not depend on n and are taken out of the sum.")
        .from(["N0-012"])
        .given(given)
        .identity(
            formula!(|X, mean, covariance| {
                let zero = Matrix::<F>::zeros(mean.nrows(), mean.nrows());
                (0..X.ncols()).try_fold(zero, |sum, n| {
                    Ok::<_, Error>(sum + sigma_gradient(&column(X, n), mean, covariance)?)
                })
            }),
            formula!(|X, mean, covariance| sigma_gradient_of_samples(X, mean, covariance)),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance")]),
        Claim::new("stationary", r"\arg\max_{\Sigma} \ln p(X|\mu,\Sigma) = \frac{1}{N} \sum_{n=1}^{N} (x_n-\mu)(x_n-\mu)^T")
            .because("NΣ⁻¹ = Σ⁻¹SΣ⁻¹; multiplied by Σ from both sides this is NΣ = S. Needs N ≥ D, or S is singular.")
            .from(["N0-012", "N2-075", "N1-146"])
            .given(given)
            .more_samples_than_dimensions()
            .extremum(
                Extremum::Maximum,
                Convention::FreeEntries,
                formula!(|X, mean, covariance| log_likelihood(X, mean, covariance)),
                "covariance",
                formula!(|X, mean| maximum_likelihood_covariance(X, mean)),
            )
            .controls([Mistake::Doubled, Mistake::Halved])
            .control("N+1 for N", formula!(|X, mean| scatter(X, mean)? * F::ratio(1, X.ncols() as i64 + 1)?))
            .control("sum instead of mean", formula!(|X, mean| scatter(X, mean))),
    ]
}
