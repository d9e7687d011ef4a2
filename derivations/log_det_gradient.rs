//! ∂ ln|A| / ∂A = A⁻ᵀ

use crate::prelude::*;

/// ∂ ln|A| / ∂A = (A⁻¹)ᵀ                                                                    (N1-139)
///
/// `a`: D×D, |A| > 0, not symmetric in general. Errors: not square, singular.
pub fn log_det_gradient<F: Field>(a: &Matrix<F>) -> Result<Matrix<F>> {
    Ok(inverse(a)?.transpose())
}

/// d|A| = |A| tr(A⁻¹ dA), Jacobi's formula                                                  (Bishop C.22)
///
/// `a`, `da`: D×D. Errors: sizes that do not match, singular A.
pub fn determinant_differential<F: Field>(a: &Matrix<F>, da: &Matrix<F>) -> Result<F> {
    Ok(determinant(a)? * log_det_differential(a, da)?)
}

/// d ln|A| = tr(A⁻¹ dA)                                                                      (N2-052)
///
/// `a`, `da`: D×D. Errors: sizes that do not match, singular A.
pub fn log_det_differential<F: Field>(a: &Matrix<F>, da: &Matrix<F>) -> Result<F> {
    expect_shape("dA", da, a.nrows(), a.ncols())?;
    trace(&(inverse(a)? * da))
}

/// U = (I − K)(I + K)⁻¹ with K = S − Sᵀ, the Cayley transform: orthogonal.
///
/// `s`: D×D, any. Errors: not square, I + K singular, which cannot happen over an ordered field.
pub fn cayley_transform<F: Field>(s: &Matrix<F>) -> Result<Matrix<F>> {
    let order = order("the matrix of the Cayley transform", s)?;
    let (identity, skew) = (Matrix::<F>::identity(order, order), s - s.transpose());
    Ok((&identity - &skew) * inverse(&(&identity + &skew))?)
}

/// Σ = UᵀΛU with U the Cayley transform of the skew matrix S − Sᵀ                             (N1-005)
///
/// `s`: D×D, any; `eigenvalues`: D×1. Every symmetric matrix near a given one has this form.
pub fn spectral_matrix<F: Field>(s: &Matrix<F>, eigenvalues: &Matrix<F>) -> Result<Matrix<F>> {
    let rotation = cayley_transform(s)?;
    Ok(rotation.transpose() * diagonal(eigenvalues) * rotation)
}

/// ln Σ = Uᵀ (ln Λ) U, the matrix logarithm of [`spectral_matrix`]                          (N2-043)
///
/// `s`: D×D, any; `eigenvalues`: D×1, positive.
pub fn spectral_logarithm<F: Field>(s: &Matrix<F>, eigenvalues: &Matrix<F>) -> Result<Matrix<F>> {
    spectral_matrix(s, &entrywise_logarithm(eigenvalues)?)
}

/// ln of each entry, D×1.
pub fn entrywise_logarithm<F: Field>(eigenvalues: &Matrix<F>) -> Result<Matrix<F>> {
    let mut result = eigenvalues.clone();
    for entry in result.iter_mut() {
        *entry = entry.ln()?;
    }
    Ok(result)
}

/// d f(S, λ) for a function of the spectral parameters: the differential as both vary at once.
///
/// Each pair is a value and its change: S and dS, D×D; λ and dλ, D×1.
pub fn spectral_differential<F: Field, T: IntoMatrix<Dual<F>>>(
    f: impl Fn(&Matrix<Dual<F>>, &Matrix<Dual<F>>) -> T,
    (s, ds): (&Matrix<F>, &Matrix<F>),
    (eigenvalues, change): (&Matrix<F>, &Matrix<F>),
) -> Result<Matrix<F>> {
    differential(
        |both| {
            let rotation = both.columns(0, both.nrows()).into_owned();
            f(&rotation, &column(both, both.nrows())).into_matrix()
        },
        &beside(s, eigenvalues)?,
        &beside(ds, change)?,
    )
}

/// The derivation.
pub fn derivation() -> Derivation {
    Derivation::new("log_det_gradient", "The gradient of the log-determinant")
        .about(
            "There are two ways to d ln|A| = tr(A⁻¹dA). Through eigenvalues: ln|Σ| = Σ ln λᵢ = tr ln Σ, whose \
             differential is tr(Σ⁻¹dΣ). Through Jacobi's formula: d ln|A| = d|A|/|A|, for any invertible A. Reading \
             off the coefficient of dA gives the gradient.",
        )
        .claims(through_the_trace_of_the_logarithm())
        .claims(through_jacobi())
        .claims(gradients())
        .claim(
            Claim::new("hutchinson", r"\mathbb{E}[z^T A^{-1} dA \, z] = d\ln|A|, \quad z \sim \mathcal{N}(0,I)")
                .because("The mean of a quadratic form in z is the trace of its matrix.")
                .from(["N2-052", "N1-148"])
                .given([invertible("A", D), matrix("dA", D, D)])
                .assuming("|A| > 0", formula!(|A| determinant(A)))
                .expectation(
                    D,
                    formula!(|A, dA, noise| quadratic_form(noise, &(inverse(A)? * dA))),
                    formula!(|A, dA| differential(log_determinant, A, dA)),
                )
                .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("dA")]),
        )
}

fn through_the_trace_of_the_logarithm() -> [Claim; 7] {
    let given = [matrix("S", D, D), matrix("dS", D, D), positive("eigenvalues", D), vector("change", D)];
    [
        Claim::new("product_of_eigenvalues", r"|U^T \Lambda U| = \prod_{i=1}^{D} \lambda_i")
            .because("|UᵀΛU| = |Uᵀ||Λ||U|, and |Uᵀ||U| = |UᵀU| = 1.")
            .from(["N2-043", "N1-016"])
            .given([orthogonal("U", D), positive("eigenvalues", D)])
            .identity(
                formula!(|U, eigenvalues| determinant(&(U.transpose() * diagonal(eigenvalues) * U))),
                formula!(|eigenvalues| eigenvalues.iter().fold(F::one(), |product, value| product * value.clone())),
            )
            .controls([Mistake::Negated, Mistake::Doubled])
            .control("sum", formula!(|eigenvalues| trace(&diagonal(eigenvalues))? + F::one())),
        Claim::new("logarithm_of_a_scalar", r"\frac{\partial}{\partial x} \ln x = \frac{1}{x}")
            .because("ln(x+dx) ≐ ln x + dx/x is the Taylor series of the logarithm, truncated after the linear term.")
            .from(["N2-045", "N2-047"])
            .given([positive("x", ONE)])
            .gradient(formula!(|x| x[(0, 0)].ln()), "x", formula!(|x| inverse(x)))
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::Inverted]),
        Claim::new("trace_of_the_logarithm", r"d \ln|\Sigma| = d \operatorname{tr}(\ln \Sigma)")
            .because("ln|Σ| = Σ ln λᵢ, and the trace of ln Σ = Uᵀ(ln Λ)U is that sum.")
            .from(["N2-043", "N2-044"])
            .given(given)
            .identity(
                formula!(|S, dS, eigenvalues, change| {
                    spectral_differential(|s, l| log_determinant(&spectral_matrix(s, l)?), (S, dS), (eigenvalues, change))
                }),
                formula!(|S, dS, eigenvalues, change| {
                    spectral_differential(|s, l| trace(&spectral_logarithm(s, l)?), (S, dS), (eigenvalues, change))
                }),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("change")]),
        Claim::new(
            "equal_differentials",
            r"d f = d g \Rightarrow f = g, \quad f(\Sigma) = \ln|2\Sigma|, \; g(\Sigma) = \operatorname{tr}(\ln \Sigma)",
        )
        .because(
            "The sign ⇔ of the notes, read from right to left: equal differentials leave a constant undetermined, here \
             D ln 2. It holds for functions that agree at one point, as ln|Σ| and tr ln Σ do at Σ = I.",
        )
        .from(["N2-044"])
        .given([matrix("S", D, D), positive("eigenvalues", D)])
        .identity(
            formula!(|S, eigenvalues| log_determinant(&(spectral_matrix(S, eigenvalues)? * F::integer(2)))),
            formula!(|S, eigenvalues| trace(&spectral_logarithm(S, eigenvalues)?)),
        )
        .erratum("trace_of_the_logarithm"),
        Claim::new(
            "differential_inside_the_trace",
            r"d \operatorname{tr}(\ln \Sigma) = \operatorname{tr}(d \ln \Sigma)",
        )
        .because("The trace is linear, so it commutes with the differential.")
        .from(["N2-044"])
        .given(given)
        .identity(
            formula!(|S, dS, eigenvalues, change| {
                spectral_differential(|s, l| trace(&spectral_logarithm(s, l)?), (S, dS), (eigenvalues, change))
            }),
            formula!(|S, dS, eigenvalues, change| {
                trace(&spectral_differential(spectral_logarithm, (S, dS), (eigenvalues, change))?)
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("change")])
        .control(
            "differential of Σ itself",
            formula!(|S, dS, eigenvalues, change| {
                trace(&spectral_differential(spectral_matrix, (S, dS), (eigenvalues, change))?)
            }),
        ),
        Claim::new(
            "trace_of_the_differential",
            r"\operatorname{tr}(d \ln \Sigma) = \operatorname{tr}(\Sigma^{-1} d\Sigma)",
        )
        .because(
            "By the cyclic property, each term of the series has the same trace as if dΣ commuted with Σ.",
        )
        .from(["N2-044", "N2-052"])
        .given(given)
        .identity(
            formula!(|S, dS, eigenvalues, change| {
                trace(&spectral_differential(spectral_logarithm, (S, dS), (eigenvalues, change))?)
            }),
            formula!(|S, dS, eigenvalues, change| {
                let dsigma = spectral_differential(spectral_matrix, (S, dS), (eigenvalues, change))?;
                log_det_differential(&spectral_matrix(S, eigenvalues)?, &dsigma)
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("change")]),
        Claim::new("differential_of_the_logarithm", r"d \ln \Sigma = \Sigma^{-1} d\Sigma")
            .because(
                "As printed. It needs Σ and dΣ to commute; in general dΣ stands on both sides of each factor. The \
                 conclusion still holds, because only the trace is used.",
            )
            .from(["N2-049", "N2-051"])
            .given(given)
            .identity(
                formula!(|S, dS, eigenvalues, change| {
                    spectral_differential(spectral_logarithm, (S, dS), (eigenvalues, change))
                }),
                formula!(|S, dS, eigenvalues, change| {
                    let dsigma = spectral_differential(spectral_matrix, (S, dS), (eigenvalues, change))?;
                    inverse(&spectral_matrix(S, eigenvalues)?)? * dsigma
                }),
            )
            .erratum("trace_of_the_differential"),
    ]
}

fn through_jacobi() -> [Claim; 3] {
    let given = [invertible("A", D), matrix("dA", D, D)];
    [
        Claim::new("jacobi", r"d|A| = |A| \operatorname{tr}(A^{-1} dA)")
            .because("Each cofactor of A is an entry of |A|A⁻ᵀ.")
            .from(["N1-139", "Bishop C.22"])
            .given(given)
            .identity(
                formula!(|A, dA| differential(determinant, A, dA)),
                formula!(|A, dA| determinant_differential(A, dA)),
            )
            .controls([
                Mistake::Negated,
                Mistake::Doubled,
                Mistake::InputInverted("A"),
                Mistake::InputTransposed("dA"),
            ]),
        Claim::new("logarithmic_differential", r"d \ln|A| = \frac{d|A|}{|A|}")
            .because("The chain rule for the logarithm.")
            .from(["N2-045", "N2-052"])
            .given(given)
            .assuming("|A| > 0", formula!(|A| determinant(A)))
            .identity(
                formula!(|A, dA| differential(log_determinant, A, dA)),
                formula!(|A, dA| differential(determinant, A, dA)? * determinant(A)?.reciprocal()?),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("dA")])
            .control("division forgotten", formula!(|A, dA| differential(determinant, A, dA))),
        Claim::new("differential", r"d \ln|A| = \operatorname{tr}(A^{-1} dA)")
            .because("|A| cancels in Jacobi's formula.")
            .from(["N2-052"])
            .given(given)
            .assuming("|A| > 0", formula!(|A| determinant(A)))
            .identity(
                formula!(|A, dA| differential(log_determinant, A, dA)),
                formula!(|A, dA| log_det_differential(A, dA)),
            )
            .controls([
                Mistake::Negated,
                Mistake::Doubled,
                Mistake::InputInverted("A"),
                Mistake::InputTransposed("dA"),
            ]),
    ]
}

fn gradients() -> [Claim; 8] {
    [
        Claim::new(
            "inner_product",
            r"d \ln|A| = \operatorname{tr}\left( \left( \frac{\partial}{\partial A} \ln|A| \right)^T dA \right)",
        )
        .because("This is what a gradient is: tr(GᵀdA) sums gᵢⱼ daᵢⱼ over all entries. The transpose belongs to the gradient, not to |A|.")
        .from(["N2-053"])
        .given([invertible("A", D), matrix("dA", D, D)])
        .assuming("|A| > 0", formula!(|A| determinant(A)))
        .identity(
            formula!(|A, dA| differential(log_determinant, A, dA)),
            formula!(|A, dA| trace(&(log_det_gradient(A)?.transpose() * dA))),
        )
        .control("transpose on |A|, where it has no effect", formula!(|A, dA| trace(&(log_det_gradient(A)? * dA))))
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("A")]),
        Claim::new("gradient", r"\frac{\partial}{\partial A} \ln|A| = A^{-T}")
            .because("d f = tr(Gᵀ dA) defines the gradient G; comparison with tr(A⁻¹dA) gives Gᵀ = A⁻¹.")
            .from(["N1-139", "N1-151", "N2-053", "N2-054"])
            .given([invertible("A", D)])
            .assuming("|A| > 0", formula!(|A| determinant(A)))
            .gradient(formula!(|A| log_determinant(A)), "A", formula!(|A| log_det_gradient(A)))
            .control("transpose dropped", formula!(|A| inverse(A)))
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("A")]),
        Claim::new("transposed_twice", r"\left( \frac{\partial}{\partial A} \ln|A| \right)^T = A^{-T}")
            .because(
                "As printed, read with the transpose on the gradient: d f = tr(Gᵀ dA) gives Gᵀ = A⁻¹, so one transpose \
                 is too many. For a symmetric Σ it makes no difference.",
            )
            .from(["N2-054"])
            .given([invertible("A", D)])
            .assuming("|A| > 0", formula!(|A| determinant(A)))
            .gradient(formula!(|A| log_determinant(A)), "A", formula!(|A| log_det_gradient(A)?.transpose()))
            .erratum("transposed_twice_at_a_covariance"),
        Claim::new(
            "transposed_twice_at_a_covariance",
            r"\left( \frac{\partial}{\partial \Sigma} \ln|\Sigma| \right)^T = (\Sigma^{-1})^T, \quad \Sigma = \Sigma^T",
        )
        .because("Σ⁻¹ is symmetric, so any number of transposes makes no difference.")
        .from(["N2-054"])
        .given([covariance("covariance", D)])
        .gradient(
            formula!(|covariance| log_determinant(covariance)),
            "covariance",
            formula!(|covariance| log_det_gradient(covariance)?.transpose()),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::FreeEntries, Mistake::InputInverted("covariance")]),
        Claim::new("symmetric", r"\frac{\partial}{\partial \Sigma} \ln|\Sigma| = \Sigma^{-1}")
            .because("The inverse of a symmetric matrix is symmetric, so the transpose can be dropped.")
            .from(["N0-009", "N1-140"])
            .given([covariance("covariance", D)])
            .gradient(
                formula!(|covariance| log_determinant(covariance)),
                "covariance",
                formula!(|covariance| inverse(covariance)),
            )
            .controls([Mistake::Negated, Mistake::FreeEntries, Mistake::InputInverted("covariance")]),
        Claim::new("symmetrised", r"\frac{\partial}{\partial \Sigma} \ln|\Sigma| = \Sigma^{-1}, \quad d\Sigma = d\Sigma^T")
            .because("The gradient is already symmetric, so it is the same in the space of symmetric matrices.")
            .from(["N0-009", "Bishop, appendix C"])
            .given([covariance("covariance", D)])
            .gradient_in(
                Convention::Symmetrised,
                formula!(|covariance| log_determinant(covariance)),
                "covariance",
                formula!(|covariance| Convention::Symmetrised.convert(&log_det_gradient(covariance)?)),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::FreeEntries]),
        Claim::new(
            "free_entries",
            r"\frac{\partial}{\partial \Sigma} \ln|\Sigma| = 2\Sigma^{-1} - \operatorname{diag}(\Sigma^{-1}), \quad \sigma_{ij} = \sigma_{ji}",
        )
        .because("σᵢⱼ and σⱼᵢ are one variable, which counts twice off the diagonal.")
        .from(["N0-009", "Bishop, appendix C"])
        .given([covariance("covariance", D)])
        .gradient_in(
            Convention::FreeEntries,
            formula!(|covariance| log_determinant(covariance)),
            "covariance",
            formula!(|covariance| Convention::FreeEntries.convert(&log_det_gradient(covariance)?)),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::OffDiagonalHalved]),
        Claim::new("missing_derivative", r"\ln|\Lambda| = (\Lambda^{-1})^T")
            .because("As printed, without the sign of the derivative: a scalar on the left, a matrix on the right.")
            .from(["N1-140"])
            .given([covariance("precision", D)])
            .identity(formula!(|precision| log_determinant(precision)), formula!(|precision| log_det_gradient(precision)))
            .erratum("symmetric"),
    ]
}
