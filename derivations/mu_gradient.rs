//! ∂/∂μ ln N(x | μ, Σ) = Σ⁻¹ (x−μ)

pub use super::log_density::sample_mean;
use super::log_density::{column_sum, log_density, log_likelihood, mahalanobis};
use crate::prelude::*;

/// ∂/∂z zᵀAz = (A + Aᵀ) z                                                                   (N2-029)
///
/// `z`: D×1; `a`: D×D, not symmetric in general.
pub fn quadratic_form_gradient<F: Field>(z: &Matrix<F>, a: &Matrix<F>) -> Result<Matrix<F>> {
    expect_shape("A", a, z.nrows(), z.nrows())?;
    Ok((a + a.transpose()) * z)
}

/// ∂/∂μ ln N(x | μ, Σ) = Σ⁻¹ (x−μ), the score of the mean                                    (N2-018)
///
/// `x`, `mean`: D×1; `covariance`: D×D, symmetric. Errors: sizes that do not match, singular covariance.
pub fn mu_gradient<F: Field>(x: &Matrix<F>, mean: &Matrix<F>, covariance: &Matrix<F>) -> Result<Matrix<F>> {
    expect_shape("mean", mean, x.nrows(), 1)?;
    expect_shape("covariance", covariance, x.nrows(), x.nrows())?;
    Ok(inverse(covariance)? * (x - mean))
}

/// ∂/∂μ ln p(X | μ, Σ) = Σₙ Σ⁻¹ (xₙ−μ)                                                       (N2-011)
///
/// `data`: D×N, columns are samples; `mean`: D×1; `covariance`: D×D, symmetric.
pub fn mu_gradient_of_samples<F: Field>(
    data: &Matrix<F>,
    mean: &Matrix<F>,
    covariance: &Matrix<F>,
) -> Result<Matrix<F>> {
    expect_shape("data", data, mean.nrows(), data.ncols())?;
    let zero = Matrix::zeros(mean.nrows(), 1);
    (0..data.ncols()).try_fold(zero, |sum, n| Ok(sum + mu_gradient(&column(data, n), mean, covariance)?))
}

/// Σₙ (xₙ−μ)ᵀ Σ⁻¹ (xₙ−μ), one quadratic form for each sample                                 (N2-010)
///
/// `data`: D×N, columns are samples; `mean`: D×1; `covariance`: D×D.
pub fn sum_of_distances<F: Field>(data: &Matrix<F>, mean: &Matrix<F>, covariance: &Matrix<F>) -> Result<F> {
    (0..data.ncols()).try_fold(F::zero(), |sum, n| Ok(sum + mahalanobis(&column(data, n), mean, covariance)?))
}

/// The derivation.
pub fn derivation() -> Derivation {
    Derivation::new("mu_gradient", "The gradient of the log-likelihood with respect to the mean")
        .about(
            "Only the quadratic form depends on μ. Its gradient in z = x−μ follows from index calculus; the chain rule \
             with ∂z/∂μ = −I turns it into the gradient in μ, and the sum over samples vanishes at their mean.",
        )
        .claims(quadratic_forms())
        .claims(chain_rule())
        .claims(likelihood())
        .claims(score())
}

fn quadratic_forms() -> [Claim; 12] {
    let given = [vector("z", D), matrix("A", D, D)];
    let nested = formula!(|z, A| {
        let row_times_column =
            |i: usize| (0..z.nrows()).fold(F::zero(), |sum, j| sum + A[(i, j)].clone() * z[(j, 0)].clone());
        (0..z.nrows()).fold(F::zero(), |sum, i| sum + z[(i, 0)].clone() * row_times_column(i))
    });
    let two_sums = formula!(|z, A| Matrix::from_fn(z.nrows(), 1, |k, _| {
        (0..z.nrows()).fold(F::zero(), |sum, i| {
            sum + A[(k, i)].clone() * z[(i, 0)].clone() + A[(i, k)].clone() * z[(i, 0)].clone()
        })
    }));
    [
        Claim::new("nested_sum", r"z^T A z = \sum_{i=1}^{D} z_i \left( \sum_{j=1}^{D} a_{ij} z_j \right)")
            .because("Component i of Az is the inner sum, and zᵀ multiplies it by zᵢ.")
            .from(["N2-021"])
            .given(given)
            .identity(formula!(|z, A| quadratic_form(z, A)), nested)
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("A")]),
        Claim::new(
            "double_sum",
            r"\sum_{i=1}^{D} z_i \left( \sum_{j=1}^{D} a_{ij} z_j \right) = \sum_{i=1}^{D} \sum_{j=1}^{D} z_i a_{ij} z_j",
        )
            .because("zᵢ is distributed over the inner sum.")
            .from(["N2-022"])
            .given(given)
            .identity(
                nested,
                formula!(|z, A| double_sum(z, |i, j| z[(i, 0)].clone() * A[(i, j)].clone() * z[(j, 0)].clone())),
            )
            .controls([Mistake::Negated, Mistake::Doubled])
            .control(
                "i = j only",
                formula!(|z, A| (0..z.nrows()).fold(F::zero(), |sum, i| {
                    sum + z[(i, 0)].clone() * A[(i, i)].clone() * z[(i, 0)].clone()
                })),
            ),
        Claim::new("kronecker", r"\frac{\partial z_i}{\partial z_k} = \delta_{ik}")
            .because("The components of z vary independently of each other.")
            .from(["N2-027"])
            .given([vector("z", D)])
            .gradient(formula!(|z| z), "z", formula!(|z| Matrix::<F>::identity(z.nrows(), z.nrows())))
            .controls([Mistake::Negated, Mistake::Doubled])
            .control("all entries 1", formula!(|z| Matrix::from_element(z.nrows(), z.nrows(), F::one()) * F::half())),
        Claim::new("ratio_for_derivative", r"\frac{z_i}{z_k} = \delta_{ik}")
            .because("As printed, without the signs ∂: a ratio of components is not a Kronecker delta.")
            .from(["N2-027"])
            .given([positive("z", D)])
            .identity(
                formula!(|z| {
                    let reciprocals = z.map(|entry| entry.reciprocal().unwrap_or_else(|_| F::zero()));
                    z * reciprocals.transpose()
                }),
                formula!(|z| Matrix::<F>::identity(z.nrows(), z.nrows())),
            )
            .erratum("kronecker"),
        Claim::new(
            "each_factor_in_turn",
            r"d(z^T A z) = \sum_{i=1}^{D} \sum_{j=1}^{D} a_{ij} \, dz_i \, z_j + \sum_{i=1}^{D} \sum_{j=1}^{D} a_{ij} z_i \, dz_j",
        )
        .because("The product rule, f′g + fg′ with f = zᵢ and g = zⱼ; aᵢⱼ is constant. dz stands for ∂z/∂z_k.")
        .from(["N2-023", "N2-024"])
        .given([vector("z", D), matrix("A", D, D), vector("dz", D)])
        .identity(
            formula!(|z, A, dz| differential(|z| quadratic_form(z, &A.map(Dual::constant)), z, dz)),
            formula!(|z, A, dz| {
                let sum = |left: &Matrix<F>, right: &Matrix<F>| {
                    double_sum(z, |i, j| A[(i, j)].clone() * left[(i, 0)].clone() * right[(j, 0)].clone())
                };
                sum(dz, z) + sum(z, dz)
            }),
        )
        .controls([Mistake::Negated, Mistake::Halved, Mistake::InputNegated("dz")])
        .control("first factor only", formula!(|z, A, dz| bilinear(dz, A, z)))
        .control("both factors at once", formula!(|A, dz| quadratic_form(dz, A)? * F::integer(2))),
        Claim::new(
            "deltas",
            r"\frac{\partial}{\partial z_k} z^T A z = \sum_{i=1}^{D} \sum_{j=1}^{D} a_{ij} \delta_{ik} z_j + \sum_{i=1}^{D} \sum_{j=1}^{D} a_{ij} z_i \delta_{jk}",
        )
        .because("∂zᵢ/∂z_k = δᵢₖ and ∂zⱼ/∂z_k = δⱼₖ.")
        .from(["N2-024", "N2-027", "N2-028"])
        .given(given)
        .gradient(
            formula!(|z, A| quadratic_form(z, A)),
            "z",
            formula!(|z, A| {
                let delta = Matrix::<F>::identity(z.nrows(), z.nrows());
                Matrix::from_fn(z.nrows(), 1, |k, _| {
                    let first = double_sum(z, |i, j| A[(i, j)].clone() * delta[(i, k)].clone() * z[(j, 0)].clone());
                    first + double_sum(z, |i, j| A[(i, j)].clone() * z[(i, 0)].clone() * delta[(j, k)].clone())
                })
            }),
        )
        .controls([Mistake::Negated, Mistake::Halved])
        .control("both deltas in each sum", formula!(|z, A| {
            Matrix::from_fn(z.nrows(), 1, |k, _| A[(k, k)].clone() * z[(k, 0)].clone() * F::integer(2))
        })),
        Claim::new(
            "product_rule",
            r"\frac{\partial}{\partial z_k} z^T A z = \sum_{j=1}^{D} a_{kj} z_j + \sum_{i=1}^{D} a_{ik} z_i",
        )
        .because("δᵢₖ keeps the terms with i = k of the first double sum, δⱼₖ those with j = k of the second.")
        .from(["N2-023", "N2-025", "N2-028"])
        .given(given)
        .gradient(formula!(|z, A| quadratic_form(z, A)), "z", two_sums)
        .controls([Mistake::Negated, Mistake::Halved])
        .control("first sum twice", formula!(|z, A| (A * z) * F::integer(2)))
        .control("second sum twice", formula!(|z, A| (A.transpose() * z) * F::integer(2))),
        Claim::new("components", r"\sum_{j=1}^{D} a_{kj} z_j + \sum_{i=1}^{D} a_{ik} z_i = (A z + A^T z)_k")
            .because("The first sum is row k of A times z; the second is column k of A, which is row k of Aᵀ, times z.")
            .from(["N2-025", "N2-026"])
            .given(given)
            .identity(two_sums, formula!(|z, A| A * z + A.transpose() * z))
            .controls([Mistake::Negated, Mistake::Halved])
            .control("A twice", formula!(|z, A| A * z * F::integer(2)))
            .control("Aᵀ twice", formula!(|z, A| A.transpose() * z * F::integer(2))),
        Claim::new("quadratic_form", r"\frac{\partial}{\partial z} z^T A z = (A + A^T) z")
            .because("The first sum is component k of Az, the second of Aᵀz.")
            .from(["N2-026", "N2-029"])
            .given(given)
            .gradient(
                formula!(|z, A| quadratic_form(z, A)),
                "z",
                formula!(|z, A| quadratic_form_gradient(z, A)),
            )
            .controls([Mistake::Negated, Mistake::Halved, Mistake::Transposed])
            .control("A taken as symmetric", formula!(|z, A| A * z * F::integer(2)))
            .control("A − Aᵀ", formula!(|z, A| (A - A.transpose()) * z)),
        Claim::new("symmetric_precision", r"(\Sigma^{-1})^T = \Sigma^{-1}")
            .because("(Σ⁻¹)ᵀ = (Σᵀ)⁻¹, and Σ is symmetric.")
            .from(["N2-030", "N2-031"])
            .given([covariance("covariance", D)])
            .identity(
                formula!(|covariance| inverse(covariance)?.transpose()),
                formula!(|covariance| inverse(covariance)),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance")]),
        Claim::new("symmetric_quadratic_form", r"\frac{\partial}{\partial z} z^T A z = 2 A z, \quad A = A^T")
            .because("For symmetric A both sums are the same; Σ⁻¹ is symmetric because Σ is.")
            .from(["N2-020", "N2-030", "N2-031", "N2-032"])
            .given([vector("z", D), symmetric("A", D)])
            .gradient(formula!(|z, A| quadratic_form(z, A)), "z", formula!(|z, A| A * z * F::integer(2)))
            .controls([Mistake::Negated, Mistake::Halved, Mistake::Transposed, Mistake::Doubled]),
        Claim::new("precision_form", r"\frac{\partial}{\partial z} z^T \Sigma^{-1} z = 2 \Sigma^{-1} z")
            .because("A = Σ⁻¹, which is symmetric.")
            .from(["N2-030", "N2-033"])
            .given([vector("z", D), covariance("covariance", D)])
            .gradient(
                formula!(|z, covariance| quadratic_form(z, &inverse(covariance)?)),
                "z",
                formula!(|z, covariance| inverse(covariance)? * z * F::integer(2)),
            )
            .controls([Mistake::Negated, Mistake::Halved, Mistake::InputInverted("covariance")]),
    ]
}

/// Σᵢ Σⱼ of a term.
fn double_sum<F: Field>(z: &Matrix<F>, term: impl Fn(usize, usize) -> F) -> F {
    (0..z.nrows()).fold(F::zero(), |sum, i| (0..z.nrows()).fold(sum, |sum, j| sum + term(i, j)))
}

fn chain_rule() -> [Claim; 6] {
    let given = [vector("x", D), vector("mean", D), covariance("covariance", D)];
    [
        Claim::new("shift", r"\frac{\partial z}{\partial \mu} = -I, \quad z = x - \mu")
            .because("∂(xᵢ−μᵢ)/∂μⱼ is −1 for i = j and 0 otherwise.")
            .from(["N2-034", "N2-039", "N2-040", "N2-041"])
            .given([vector("x", D), vector("mean", D)])
            .gradient(
                formula!(|x, mean| x - mean),
                "mean",
                formula!(|mean| -Matrix::<F>::identity(mean.nrows(), mean.nrows())),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::Halved]),
        Claim::new(
            "general_chain_rule",
            r"\frac{\partial}{\partial \mu} z^T \Sigma^{-1} z = \frac{\partial z}{\partial \mu} \cdot \frac{\partial}{\partial z} z^T \Sigma^{-1} z, \quad z = x - B\mu, \quad \frac{\partial z}{\partial \mu} = -B^T",
        )
        .because("Row j of ∂z/∂μ holds the ∂zᵢ/∂μⱼ of all i: the transpose of the Jacobian. For B = I it makes no difference.")
        .from(["N2-036", "N2-039"])
        .given([vector("x", P), matrix("B", P, Q), vector("mean", Q), covariance("covariance", P)])
        .gradient(
            formula!(|x, B, mean, covariance| mahalanobis(x, &(B * mean), covariance)),
            "mean",
            formula!(|x, B, mean, covariance| {
                -B.transpose() * quadratic_form_gradient(&(x - B * mean), &inverse(covariance)?)?
            }),
        )
        .controls([Mistake::Negated, Mistake::Halved, Mistake::InputInverted("covariance")])
        .control("inner derivative forgotten", formula!(|x, B, mean, covariance| {
            -quadratic_form_gradient(&(x - B * mean), &inverse(covariance)?)?
        })),
        Claim::new(
            "chain_rule",
            r"\frac{\partial}{\partial \mu} z^T \Sigma^{-1} z = \frac{\partial z}{\partial \mu} \cdot 2 \Sigma^{-1} z = -I \cdot 2 \Sigma^{-1} z",
        )
        .because("The chain rule: the function depends on μ only through z.")
        .from(["N2-035", "N2-036", "N2-037"])
        .given(given)
        .gradient(
            formula!(|x, mean, covariance| quadratic_form(&(x - mean), &inverse(covariance)?)),
            "mean",
            formula!(|x, mean, covariance| {
                let z = x - mean;
                let shift = -Matrix::<F>::identity(z.nrows(), z.nrows());
                shift.transpose() * quadratic_form_gradient(&z, &inverse(covariance)?)?
            }),
        )
        .controls([Mistake::Negated, Mistake::Halved, Mistake::InputInverted("covariance")])
        .control(
            "inner derivative forgotten",
            formula!(|x, mean, covariance| quadratic_form_gradient(&(x - mean), &inverse(covariance)?)),
        ),
        Claim::new(
            "mahalanobis",
            r"\frac{\partial}{\partial \mu} (x-\mu)^T \Sigma^{-1} (x-\mu) = -2 \Sigma^{-1} (x-\mu)",
        )
        .because("The factor −I only changes the sign.")
        .from(["N2-019", "N2-038", "N1-130"])
        .given(given)
        .gradient(
            formula!(|x, mean, covariance| quadratic_form(&(x - mean), &inverse(covariance)?)),
            "mean",
            formula!(|x, mean, covariance| inverse(covariance)? * (x - mean) * F::integer(-2)),
        )
        .controls([Mistake::Negated, Mistake::Halved, Mistake::InputInverted("covariance")])
        .control("mean not subtracted", formula!(|x, covariance| inverse(covariance)? * x * F::integer(-2))),
        Claim::new("gradient", r"\frac{\partial}{\partial \mu} \ln \mathcal{N}(x|\mu,\Sigma) = \Sigma^{-1} (x-\mu)")
            .because("The quadratic form has the factor −½; the other terms do not depend on μ.")
            .from(["N2-016", "N2-017", "N2-018"])
            .given(given)
            .gradient(
                formula!(|x, mean, covariance| log_density(x, mean, covariance)),
                "mean",
                formula!(|x, mean, covariance| mu_gradient(x, mean, covariance)),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::Halved, Mistake::InputInverted("covariance")])
            .control("mean not subtracted", formula!(|x, covariance| inverse(covariance)? * x)),
        Claim::new(
            "row_layout",
            r"\left( \frac{\partial}{\partial \mu} \ln \mathcal{N}(x|\mu,\Sigma) \right)^T = (x-\mu)^T \Sigma^{-1}",
        )
        .because("Read as a row (numerator layout), the gradient is its own transpose, because Σ⁻¹ is symmetric.")
        .from(["N0-006"])
        .given(given)
        .gradient(
            formula!(|x, mean, covariance| log_density(x, mean, covariance)),
            "mean",
            formula!(|x, mean, covariance| ((x - mean).transpose() * inverse(covariance)?).transpose()),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::Halved, Mistake::InputsSwapped("x", "mean")]),
    ]
}

fn likelihood() -> [Claim; 8] {
    let given = [matrix("X", D, N), vector("mean", D), covariance("covariance", D)];
    [
        Claim::new("one_sample", r"\ln p(X|\mu,\Sigma) = \ln \mathcal{N}(x|\mu,\Sigma), \quad N = 1")
            .because("The log-likelihood of one sample is its log-density.")
            .from(["N2-016", "N2-017"])
            .given([vector("x", D), vector("mean", D), covariance("covariance", D)])
            .identity(
                formula!(|x, mean, covariance| log_likelihood(x, mean, covariance)),
                formula!(|x, mean, covariance| log_density(x, mean, covariance)),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("x")]),
        Claim::new(
            "only_the_quadratic_form",
            r"d \ln p(X|\mu,\Sigma) = -\tfrac{1}{2} \, d \sum_{n=1}^{N} (x_n-\mu)^T \Sigma^{-1} (x_n-\mu), \quad d\mu \text{ alone}",
        )
        .because("The constant and the log-determinant do not depend on μ; the sum has the factor −½.")
        .from(["N0-006", "N2-010"])
        .given([matrix("X", D, N), vector("mean", D), covariance("covariance", D), vector("dmean", D)])
        .identity(
            formula!(|X, mean, covariance, dmean| differential(
                |mean| log_likelihood(&X.map(Dual::constant), mean, &covariance.map(Dual::constant)), mean, dmean
            )),
            formula!(|X, mean, covariance, dmean| {
                let change = differential(
                    |mean| sum_of_distances(&X.map(Dual::constant), mean, &covariance.map(Dual::constant)),
                    mean,
                    dmean,
                )?;
                change * -F::half()
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("dmean"), Mistake::InputInverted("covariance")]),
        Claim::new(
            "sum_of_quadratic_forms",
            r"-\tfrac{1}{2} \frac{\partial}{\partial \mu} \sum_{n=1}^{N} (x_n-\mu)^T \Sigma^{-1} (x_n-\mu) = -\tfrac{1}{2} \sum_{n=1}^{N} (-2) \Sigma^{-1} (x_n-\mu)",
        )
        .because("The derivative of each quadratic form is −2Σ⁻¹(xₙ−μ).")
        .from(["N2-011", "N2-019"])
        .given(given)
        .gradient(
            formula!(|X, mean, covariance| sum_of_distances(X, mean, covariance)? * -F::half()),
            "mean",
            formula!(|X, mean, covariance| mu_gradient_of_samples(X, mean, covariance)? * F::integer(-2) * -F::half()),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::Halved, Mistake::InputInverted("covariance")]),
        Claim::new(
            "log_likelihood",
            r"\frac{\partial}{\partial \mu} \ln p(X|\mu,\Sigma) = \sum_{n=1}^{N} \Sigma^{-1} (x_n-\mu)",
        )
        .because("The log-likelihood is a sum over samples, and so is its gradient.")
        .from(["N2-010", "N2-011", "N2-016", "N1-132"])
        .given(given)
        .gradient(
            formula!(|X, mean, covariance| log_likelihood(X, mean, covariance)),
            "mean",
            formula!(|X, mean, covariance| mu_gradient_of_samples(X, mean, covariance)),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance")])
        .control(
            "mean over samples instead of sum",
            formula!(|X, mean, covariance| inverse(covariance)? * (sample_mean(X)? - mean)),
        ),
        Claim::new(
            "common_factor",
            r"\sum_{n=1}^{N} \Sigma^{-1} (x_n-\mu) = \Sigma^{-1} \left[ (x_1-\mu) + \dots + (x_N-\mu) \right]",
        )
        .because("Σ⁻¹ does not depend on n.")
        .from(["N2-012", "N2-013"])
        .given(given)
        .identity(
            formula!(|X, mean, covariance| mu_gradient_of_samples(X, mean, covariance)),
            formula!(|X, mean, covariance| {
                let zero = Matrix::zeros(mean.nrows(), 1);
                inverse(covariance)? * (0..X.ncols()).fold(zero, |sum, n| sum + column(X, n) - mean)
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance"), Mistake::InputNegated("mean")]),
        Claim::new(
            "factored",
            r"\sum_{n=1}^{N} \Sigma^{-1} (x_n-\mu) = \Sigma^{-1} \left( \sum_{n=1}^{N} x_n - N\mu \right)",
        )
        .because("Σ⁻¹ does not depend on n, and μ is added N times.")
        .from(["N2-012", "N2-014"])
        .given(given)
        .identity(
            formula!(|X, mean, covariance| mu_gradient_of_samples(X, mean, covariance)),
            formula!(|X, mean, covariance; n| {
                inverse(covariance)? * (column_sum(X) - mean * F::integer(n as i64))
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance")])
        .control("μ taken once", formula!(|X, mean, covariance| inverse(covariance)? * (column_sum(X) - mean))),
        Claim::new("multiplied_by_covariance", r"\Sigma \Sigma^{-1} \sum_{n=1}^{N} (x_n-\mu) = \sum_{n=1}^{N} (x_n-\mu)")
            .because("ΣΣ⁻¹ = I, so the gradient vanishes exactly where the sum of deviations does.")
            .from(["N2-013"])
            .given(given)
            .identity(
                formula!(|X, mean, covariance| covariance * mu_gradient_of_samples(X, mean, covariance)?),
                formula!(|X, mean; n| column_sum(X) - mean * F::integer(n as i64)),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("mean")]),
        Claim::new("stationary", r"\arg\max_{\mu} \ln p(X|\mu,\Sigma) = \frac{1}{N} \sum_{n=1}^{N} x_n")
            .because("The gradient vanishes at the sample mean; the curvature −NΣ⁻¹ is negative definite everywhere.")
            .from(["N0-011", "N2-012", "N2-015", "N1-134"])
            .given(given)
            .extremum(
                Extremum::Maximum,
                Convention::Unconstrained,
                formula!(|X, mean, covariance| log_likelihood(X, mean, covariance)),
                "mean",
                formula!(|X| sample_mean(X)),
            )
            .controls([Mistake::Negated, Mistake::Doubled])
            .control("divided by N+1", formula!(|X; n| column_sum(X) * F::ratio(1, n as i64 + 1)?)),
    ]
}

fn score() -> [Claim; 2] {
    let given = [vector("mean", D), covariance("covariance", D)];
    [
        Claim::new("score_mean", r"\mathbb{E}[\Sigma^{-1} (x-\mu)] = 0, \quad x \sim \mathcal{N}(\mu,\Sigma)")
            .because("The score is linear in x−μ, whose mean is zero.")
            .from(["N2-018", "N1-026"])
            .given(given)
            .expectation(
                D,
                formula!(|mean, covariance, covariance_factor, noise| {
                    mu_gradient(&(mean + covariance_factor * noise), mean, covariance)
                }),
                formula!(|mean| Matrix::<F>::zeros(mean.nrows(), 1)),
            )
            .control("μ", formula!(|mean| mean))
            .control("Σ⁻¹μ", formula!(|mean, covariance| inverse(covariance)? * mean))
            .control("one", formula!(|mean| Matrix::from_element(mean.nrows(), 1, F::one()))),
        Claim::new(
            "score_law",
            r"\Sigma^{-1} (x-\mu) \sim \mathcal{N}(0, \Sigma^{-1}), \quad x \sim \mathcal{N}(\mu,\Sigma)",
        )
        .because("An affine map of a Gaussian is Gaussian; its covariance is Σ⁻¹ΣΣ⁻¹, the Fisher information.")
        .from(["N2-018", "N1-054"])
        .given(given)
        .law(
            D,
            formula!(|mean, covariance, covariance_factor, noise| {
                mu_gradient(&(mean + covariance_factor * noise), mean, covariance)
            }),
            formula!(|covariance| law(&Matrix::zeros(covariance.nrows(), 1), &inverse(covariance)?)),
        )
        .controls([Mistake::InputInverted("covariance"), Mistake::Doubled])
        .control("mean not subtracted", formula!(|mean, covariance| law(mean, &inverse(covariance)?))),
    ]
}
