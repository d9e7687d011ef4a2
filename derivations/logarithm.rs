//! tr ln Σ = ln|Σ|, with ln Σ = Uᵀ (ln Λ) U

use super::log_det_gradient::{
    cayley_transform, entrywise_logarithm, spectral_differential, spectral_logarithm, spectral_matrix,
};
use crate::prelude::*;

/// Σₖ cₖ xᵏ, a polynomial                                                                    (N2-046)
///
/// `x`: 1×1; `coefficients`: D×1, the constant first.
pub fn polynomial<F: Field>(x: &Matrix<F>, coefficients: &Matrix<F>) -> F {
    let x = x[(0, 0)].clone();
    coefficients.iter().rev().fold(F::zero(), |sum, c| sum * x.clone() + c.clone())
}

/// f⁽ᵏ⁾(x)/k! of a polynomial f: the coefficient of (·−x)ᵏ in its Taylor series              (N2-046)
///
/// Shapes as in [`polynomial`].
pub fn taylor_coefficient<F: Field>(order: usize, x: &Matrix<F>, coefficients: &Matrix<F>) -> Result<F> {
    let (mut derivative, mut factorial) = (coefficients.clone(), F::one());
    for k in 1..=order {
        derivative = derivative_coefficients(&derivative);
        factorial *= F::integer(k as i64);
    }
    Ok(polynomial(x, &derivative) * factorial.reciprocal()?)
}

/// The coefficients of f′ from those of f: equally many, the last one zero.
fn derivative_coefficients<F: Field>(coefficients: &Matrix<F>) -> Matrix<F> {
    let last = coefficients.nrows() - 1;
    Matrix::from_fn(last + 1, 1, |k, _| {
        if k == last { F::zero() } else { coefficients[(k + 1, 0)].clone() * F::integer(k as i64 + 1) }
    })
}

/// λᵢ = γ₁ + … + γᵢ: eigenvalues that are positive and distinct for any positive gaps γ, D×1.
fn ascending_eigenvalues<F: Field>(gaps: &Matrix<F>) -> Matrix<F> {
    let mut sum = F::zero();
    gaps.map(|gap| {
        sum += gap;
        sum.clone()
    })
}

/// d ln Σ = Uᵀ (F ∘ (U dΣ Uᵀ)) U, Fᵢⱼ = (ln λᵢ − ln λⱼ)/(λᵢ − λⱼ), Fᵢᵢ = 1/λᵢ               (Higham 3.11)
///
/// The rows of `u` are the eigenvectors of Σ, D×D; `eigenvalues`: D×1, positive and distinct; `dsigma`: D×D.
/// Errors: sizes that do not match, equal eigenvalues.
pub fn logarithm_differential<F: Field>(
    u: &Matrix<F>,
    eigenvalues: &Matrix<F>,
    dsigma: &Matrix<F>,
) -> Result<Matrix<F>> {
    expect_shape("dΣ", dsigma, u.nrows(), u.nrows())?;
    expect_shape("the eigenvalues", eigenvalues, u.nrows(), 1)?;
    let logarithms = entrywise_logarithm(eigenvalues)?;
    let mut rotated = u * dsigma * u.transpose();
    for i in 0..u.nrows() {
        for j in 0..u.nrows() {
            let factor = if i == j {
                eigenvalues[(i, 0)].reciprocal()?
            } else {
                let rise = logarithms[(i, 0)].clone() - logarithms[(j, 0)].clone();
                rise * (eigenvalues[(i, 0)].clone() - eigenvalues[(j, 0)].clone()).reciprocal()?
            };
            rotated[(i, j)] *= factor;
        }
    }
    Ok(u.transpose() * rotated * u)
}

/// Σₖ cₖ Nᵏ over k = 1 … D−1 for a strictly triangular N, whose D-th power is zero.
fn nilpotent_series<F: Field>(n: &Matrix<F>, coefficient: impl Fn(i64) -> Result<F>) -> Result<Matrix<F>> {
    let (mut power, mut sum) = (n.clone(), Matrix::zeros(n.nrows(), n.nrows()));
    for k in 1..n.nrows() {
        sum += &power * coefficient(k as i64)?;
        power = &power * n;
    }
    Ok(sum)
}

/// ln(I + N) = N − N²/2 + N³/3 − …, `n` strictly triangular, D×D                             (Higham 11.1)
pub fn unipotent_logarithm<F: Field>(n: &Matrix<F>) -> Result<Matrix<F>> {
    nilpotent_series(n, |k| F::ratio(if k % 2 == 0 { -1 } else { 1 }, k))
}

/// exp(N) − I = N + N²/2! + N³/3! + …, `n` strictly triangular, D×D                           (Higham 10.1)
pub fn nilpotent_exponential<F: Field>(n: &Matrix<F>) -> Result<Matrix<F>> {
    nilpotent_series(n, |k| F::ratio(1, (1..=k).product()))
}

/// The strictly lower triangular part, D×D.
fn strictly_lower<F: Field>(matrix: &Matrix<F>) -> Matrix<F> {
    Matrix::from_fn(matrix.nrows(), matrix.ncols(), |i, j| if i > j { matrix[(i, j)].clone() } else { F::zero() })
}

/// exp of each entry, D×1.
fn entrywise_exponential<F: Field>(eigenvalues: &Matrix<F>) -> Result<Matrix<F>> {
    let mut result = eigenvalues.clone();
    for entry in result.iter_mut() {
        *entry = entry.exp()?;
    }
    Ok(result)
}

/// Σᵢ ln λᵢ; `eigenvalues`: D×1, positive.
fn sum_of_logarithms<F: Field>(eigenvalues: &Matrix<F>) -> Result<F> {
    Ok(entrywise_logarithm(eigenvalues)?.sum())
}

/// The derivation.
pub fn derivation() -> Derivation {
    Derivation::new("logarithm", "The logarithm of a number and of a matrix")
        .about(
            "The linear term of the Taylor series gives d ln x = dx/x. The logarithm of a symmetric matrix is defined \
             by its eigenvalues, and its trace is ln|Σ|. Its differential is Σ⁻¹dΣ if dΣ commutes with Σ; otherwise \
             the factors are divided differences of ln λ. Both have the same trace.",
        )
        .claims(taylor())
        .claims(scalar_logarithm())
        .claims(spectrum())
        .claims(inverse_of_the_exponential())
        .claims(differentials())
}

fn taylor() -> [Claim; 5] {
    let coefficients = vector("coefficients", D);
    [
        Claim::new("power_rule", r"\frac{d}{dx} \sum_{k} c_k x^k = \sum_{k} k \, c_k x^{k-1}")
            .because("Term by term.")
            .from(["N2-046"])
            .given([number("x"), coefficients])
            .gradient(
                formula!(|x, coefficients| polynomial(x, coefficients)),
                "x",
                formula!(|x, coefficients| taylor_coefficient(1, x, coefficients)),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("x")])
            .control("exponent not lowered", formula!(|x, coefficients| {
                taylor_coefficient(1, x, coefficients)? * x[(0, 0)].clone()
            })),
        Claim::new(
            "without_remainder",
            r"\frac{1}{1-x} = \sum_{k=0}^{D-1} x^k",
        )
        .because(
            "The series of 1/(1−x) at a = 0, taken for the function at every x. The remainder does not tend to zero \
             unless |x| < 1: f must be analytic, and x near a.",
        )
        .from(["N2-046"])
        .given([number("x"), vector("coefficients", D)])
        .identity(
            formula!(|x| (F::one() - x[(0, 0)].clone()).reciprocal()),
            formula!(|x, coefficients| polynomial(x, &coefficients.map(|_| F::one()))),
        )
        .erratum("geometric_series"),
        Claim::new(
            "geometric_series",
            r"\frac{1}{1-x} = \sum_{k=0}^{D-1} x^k + \frac{x^D}{1-x}",
        )
        .because("Multiplied by 1−x the sum telescopes to 1 − x^D. The remainder tends to 0 only for |x| < 1.")
        .from(["N2-046"])
        .given([number("x"), vector("coefficients", D)])
        .identity(
            formula!(|x| (F::one() - x[(0, 0)].clone()).reciprocal()),
            formula!(|x, coefficients; d| {
                let power = (0..d).fold(F::one(), |power, _| power * x[(0, 0)].clone());
                let remainder = power * (F::one() - x[(0, 0)].clone()).reciprocal()?;
                polynomial(x, &coefficients.map(|_| F::one())) + remainder
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("x")]),
        Claim::new(
            "taylor_series",
            r"f(x) = f(a) + f'(a) (x-a) + \frac{1}{2!} f''(a) (x-a)^2 + \dots",
        )
        .because("For a polynomial f the series is finite, and both sides have the same derivatives at a.")
        .from(["N2-046"])
        .given([number("x"), number("a"), coefficients])
        .identity(
            formula!(|x, coefficients| polynomial(x, coefficients)),
            formula!(|x, a, coefficients; d| {
                let series = Matrix::from_fn(d, 1, |k, _| taylor_coefficient(k, a, coefficients).unwrap_or_else(|_| F::zero()));
                polynomial(&(x - a), &series)
            }),
        )
        .controls([Mistake::Negated, Mistake::InputsSwapped("x", "a")])
        .control("factorials forgotten", formula!(|x, a, coefficients; d| {
            let series = Matrix::from_fn(d, 1, |k, _| {
                let factorial = (1..=k as i64).fold(F::one(), |product, k| product * F::integer(k));
                taylor_coefficient(k, a, coefficients).unwrap_or_else(|_| F::zero()) * factorial
            });
            polynomial(&(x - a), &series)
        }))
        .control("x for x−a", formula!(|x, a, coefficients; d| {
            let series = Matrix::from_fn(d, 1, |k, _| taylor_coefficient(k, a, coefficients).unwrap_or_else(|_| F::zero()));
            polynomial(x, &series)
        })),
        Claim::new(
            "first_step",
            r"f(x+dx) - f(x) - f'(x) \, dx = dx^2 \left( \frac{1}{2!} f''(x) + \frac{1}{3!} f'''(x) \, dx + \dots \right)",
        )
        .because(
            "x+dx stands for x, and x for a. The truncated terms have the factor dx², so the linear term is right to \
             first order.",
        )
        .from(["N2-047"])
        .given([number("x"), number("dx"), coefficients])
        .identity(
            formula!(|x, dx, coefficients| {
                let step = taylor_coefficient(1, x, coefficients)? * dx[(0, 0)].clone();
                polynomial(&(x + dx), coefficients) - polynomial(x, coefficients) - step
            }),
            formula!(|x, dx, coefficients; d| {
                let rest = Matrix::from_fn(d, 1, |k, _| {
                    taylor_coefficient(k + 2, x, coefficients).unwrap_or_else(|_| F::zero())
                });
                polynomial(dx, &rest) * dx[(0, 0)].clone() * dx[(0, 0)].clone()
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("dx")])
        .control("first order", formula!(|x, dx, coefficients| {
            taylor_coefficient(2, x, coefficients)? * dx[(0, 0)].clone()
        })),
    ]
}

fn scalar_logarithm() -> [Claim; 4] {
    let given = [positive("x", ONE), positive("dx", ONE)];
    [
        Claim::new("first_differential", r"d \ln x = \frac{dx}{x}, \quad \ln(x+dx) \doteq \ln x + \frac{1}{x} \, dx")
            .because("The linear term of the Taylor series of the logarithm.")
            .from(["N2-045", "N2-047"])
            .given(given)
            .identity(
                formula!(|x, dx| differential(|x| x[(0, 0)].ln(), x, dx)),
                formula!(|x, dx| dx * x[(0, 0)].reciprocal()?),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputsSwapped("x", "dx")]),
        Claim::new("second_differential", r"d^2 \ln x = -\frac{dx^2}{x^2}")
            .because("The differential of dx/x with dx held constant. Half of it is the first truncated term.")
            .from(["N2-045", "N2-046"])
            .given(given)
            .identity(
                formula!(|x, dx| differential(|x| differential(|x| x[(0, 0)].ln(), x, &dx.map(Dual::constant)), x, dx)),
                formula!(|x, dx| {
                    let ratio = dx[(0, 0)].clone() * x[(0, 0)].reciprocal()?;
                    -(ratio.clone() * ratio)
                }),
            )
            .controls([Mistake::Negated, Mistake::Halved, Mistake::InputsSwapped("x", "dx")]),
        Claim::new(
            "slope_of_the_remainder",
            r"\frac{\partial}{\partial dx} \left( \ln(x+dx) - \ln x - \frac{dx}{x} \right) = -\frac{dx}{x (x+dx)}",
        )
        .because("At dx = 0 the remainder and its derivative vanish, so it is of second order.")
        .from(["N2-045", "N2-047"])
        .given(given)
        .gradient(
            formula!(|x, dx| {
                let step = dx[(0, 0)].clone() * x[(0, 0)].reciprocal()?;
                Ok::<F, Error>((x + dx)[(0, 0)].ln()? - x[(0, 0)].ln()? - step)
            }),
            "dx",
            formula!(|x, dx| -(dx * (x * (x + dx))[(0, 0)].reciprocal()?)),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputsSwapped("x", "dx")])
        .control("second order only", formula!(|x, dx| -(dx * (x * x)[(0, 0)].reciprocal()?)))
        .control("step of ln itself", formula!(|x, dx| (x + dx)[(0, 0)].reciprocal())),
        Claim::new("tangent_lies_above", r"\arg\max_{y} \left( \ln y - \ln x - \frac{y-x}{x} \right) = x")
            .because("The logarithm is concave: ln(x+dx) ≤ ln x + dx/x, with equality only at dx = 0.")
            .from(["N2-045", "MacKay 2.7"])
            .given([positive("x", ONE), positive("y", ONE)])
            .extremum(
                Extremum::Maximum,
                Convention::Unconstrained,
                formula!(|x, y| {
                    let step = (y - x)[(0, 0)].clone() * x[(0, 0)].reciprocal()?;
                    Ok::<F, Error>(y[(0, 0)].ln()? - x[(0, 0)].ln()? - step)
                }),
                "y",
                formula!(|x| x),
            )
            .controls([Mistake::Doubled, Mistake::Halved])
            .control("one more", formula!(|x| x + scalar(F::one())))
            .control("squared", formula!(|x| x * x * F::integer(3))),
    ]
}

fn spectrum() -> [Claim; 4] {
    let given = [orthogonal("U", D), positive("eigenvalues", D)];
    [
        Claim::new("sum_of_logarithms", r"\ln|\Sigma| = \sum_{i=1}^{D} \ln \lambda_i, \quad \Sigma = U^T \Lambda U")
            .because(
                "|Σ| is the product of the eigenvalues, and they are positive. The exponential inverts the logarithm.",
            )
            .from(["N2-043"])
            .given(given)
            .identity(
                formula!(|U, eigenvalues| log_determinant(&(U.transpose() * diagonal(eigenvalues) * U))),
                formula!(|eigenvalues| sum_of_logarithms(eigenvalues)),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::Halved])
            .control("logarithm of the sum", formula!(|eigenvalues| eigenvalues.sum().ln()))
            .control("first eigenvalue only", formula!(|eigenvalues| eigenvalues[(0, 0)].ln()? + F::one())),
        Claim::new(
            "trace_of_the_logarithm",
            r"\sum_{i=1}^{D} \ln \lambda_i = \operatorname{tr}(\ln \Sigma), \quad \ln \Sigma = U^T (\ln \Lambda) U",
        )
        .because("By the cyclic property of the trace Uᵀ moves behind U, and UUᵀ = I.")
        .from(["N2-043"])
        .given(given)
        .identity(
            formula!(|eigenvalues| sum_of_logarithms(eigenvalues)),
            formula!(|U, eigenvalues| trace(&(U.transpose() * diagonal(&entrywise_logarithm(eigenvalues)?) * U))),
        )
        .controls([Mistake::Negated, Mistake::Doubled])
        .control("logarithm forgotten", formula!(|U, eigenvalues| trace(&(U.transpose() * diagonal(eigenvalues) * U))))
        .control("Uᵀ forgotten", formula!(|U, eigenvalues| trace(&(diagonal(&entrywise_logarithm(eigenvalues)?) * U)))),
        Claim::new("determinant_of_a_product", r"\ln|A B| = \ln|A| + \ln|B|")
            .because("|AB| = |A||B|: logarithms of determinants add, whether or not A and B commute.")
            .from(["N2-043", "Bishop C.12"])
            .given([invertible("A", D), invertible("B", D)])
            .assuming("|A| > 0", formula!(|A| determinant(A)))
            .assuming("|B| > 0", formula!(|B| determinant(B)))
            .identity(
                formula!(|A, B| log_determinant(&(A * B))),
                formula!(|A, B| log_determinant(A)? + log_determinant(B)?),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("B")])
            .control(
                "determinant of the sum",
                formula!(|A, B| log_determinant(&(A * A.transpose() + B * B.transpose()))),
            ),
        Claim::new(
            "stochastic_trace",
            r"\mathbb{E}[z^T (\ln \Sigma) z] = \sum_{i=1}^{D} \ln \lambda_i, \quad z \sim \mathcal{N}(0,I)",
        )
        .because("The mean of a quadratic form in z is the trace of its matrix.")
        .from(["N2-043", "N1-148"])
        .given(given)
        .expectation(
            D,
            formula!(|U, eigenvalues, noise| {
                quadratic_form(noise, &(U.transpose() * diagonal(&entrywise_logarithm(eigenvalues)?) * U))
            }),
            formula!(|eigenvalues| sum_of_logarithms(eigenvalues)),
        )
        .control("logarithm forgotten", formula!(|eigenvalues| eigenvalues.sum()))
        .control("one too many", formula!(|eigenvalues| sum_of_logarithms(eigenvalues)? + F::integer(4)))
        .control(
            "product of the eigenvalues",
            formula!(|eigenvalues| { determinant(&diagonal(eigenvalues))? + F::one() }),
        ),
    ]
}

fn inverse_of_the_exponential() -> [Claim; 3] {
    [
        Claim::new("eigenvalues_return", r"\frac{\partial}{\partial \lambda} \ln e^{\lambda} = I")
            .because(
                "ln and exp are inverse to each other for each eigenvalue: their derivatives 1/e^λ and e^λ cancel.",
            )
            .from(["N2-043", "Higham 1.2"])
            .given([vector("eigenvalues", D)])
            .gradient(
                formula!(|eigenvalues| entrywise_logarithm(&entrywise_exponential(eigenvalues)?)),
                "eigenvalues",
                formula!(|eigenvalues| Matrix::<F>::identity(eigenvalues.nrows(), eigenvalues.nrows())),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::Halved])
            .control(
                "exponential left",
                formula!(|eigenvalues| Ok::<_, Error>(diagonal(&entrywise_exponential(eigenvalues)?))),
            ),
        Claim::new("logarithm_of_the_exponential", r"\ln(\exp N) = N, \quad N \text{ strictly triangular}")
            .because("N is nilpotent, so both series are polynomials; as power series they are inverse to each other.")
            .from(["N2-043", "Higham 11.1"])
            .given([matrix("A", D, D)])
            .identity(
                formula!(|A| unipotent_logarithm(&nilpotent_exponential(&strictly_lower(A))?)),
                formula!(|A| strictly_lower(A)),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::Transposed])
            .control("first step only", formula!(|A| nilpotent_exponential(&strictly_lower(A)))),
        Claim::new("exponential_of_the_logarithm", r"\exp(\ln(I + N)) = I + N, \quad N \text{ strictly triangular}")
            .because("The same in the other order.")
            .from(["N2-043", "Higham 11.1"])
            .given([matrix("A", D, D)])
            .identity(
                formula!(|A| nilpotent_exponential(&unipotent_logarithm(&strictly_lower(A))?)),
                formula!(|A| strictly_lower(A)),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::Transposed])
            .control("first step only", formula!(|A| unipotent_logarithm(&strictly_lower(A)))),
    ]
}

fn differentials() -> [Claim; 4] {
    let given = [matrix("S", D, D), matrix("dS", D, D), positive("gaps", D), vector("change", D)];
    let of_logarithm = formula!(|S, dS, gaps, change| {
        spectral_differential(spectral_logarithm, (S, dS), (&ascending_eigenvalues(gaps), change))
    });
    [
        Claim::new(
            "commuting",
            r"\ln(\Sigma + d\Sigma) \doteq \ln \Sigma + \Sigma^{-1} d\Sigma, \quad \Sigma \, d\Sigma = d\Sigma \, \Sigma",
        )
        .because(
            "A matrix that commutes with Σ has the same eigenvectors, so the scalar rule d ln λ = dλ/λ applies to each \
             eigenvalue.",
        )
        .from(["N2-049", "N2-050", "N2-051"])
        .given([matrix("S", D, D), positive("eigenvalues", D), vector("change", D)])
        .identity(
            formula!(|S, eigenvalues, change| {
                let unchanged = Matrix::zeros(S.nrows(), S.nrows());
                spectral_differential(spectral_logarithm, (S, &unchanged), (eigenvalues, change))
            }),
            formula!(|S, eigenvalues, change| inverse(&spectral_matrix(S, eigenvalues)?)? * spectral_matrix(S, change)?),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("change")])
        .control("inverse forgotten", formula!(|S, eigenvalues, change| {
            spectral_matrix(S, eigenvalues)? * spectral_matrix(S, change)?
        })),
        Claim::new(
            "divided_differences",
            r"d \ln \Sigma = U^T (F \circ (U \, d\Sigma \, U^T)) U, \quad F_{ij} = \frac{\ln \lambda_i - \ln \lambda_j}{\lambda_i - \lambda_j}, \; F_{ii} = \frac{1}{\lambda_i}",
        )
        .because(
            "In the eigenbasis dΣ has dλ on the diagonal; off the diagonal it has the rotation of the eigenvectors, \
             weighted by λᵢ − λⱼ.",
        )
        .from(["N2-051", "Higham 3.11"])
        .given(given)
        .identity(
            of_logarithm,
            formula!(|S, dS, gaps, change| {
                let eigenvalues = ascending_eigenvalues(gaps);
                let dsigma = spectral_differential(spectral_matrix, (S, dS), (&eigenvalues, change))?;
                logarithm_differential(&cayley_transform(S)?, &eigenvalues, &dsigma)
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("change")])
        .control("as if they commuted", formula!(|S, dS, gaps, change| {
            let eigenvalues = ascending_eigenvalues(gaps);
            let dsigma = spectral_differential(spectral_matrix, (S, dS), (&eigenvalues, change))?;
            inverse(&spectral_matrix(S, &eigenvalues)?)? * dsigma
        }))
        .control("the mean of both orders", formula!(|S, dS, gaps, change| {
            let eigenvalues = ascending_eigenvalues(gaps);
            let dsigma = spectral_differential(spectral_matrix, (S, dS), (&eigenvalues, change))?;
            Convention::Symmetrised.convert(&(inverse(&spectral_matrix(S, &eigenvalues)?)? * dsigma))
        }))
        .control("U for Uᵀ", formula!(|S, dS, gaps, change| {
            let eigenvalues = ascending_eigenvalues(gaps);
            let dsigma = spectral_differential(spectral_matrix, (S, dS), (&eigenvalues, change))?;
            logarithm_differential(&cayley_transform(S)?.transpose(), &eigenvalues, &dsigma)
        })),
        Claim::new(
            "same_trace",
            r"\operatorname{tr}(F \circ (U \, d\Sigma \, U^T)) = \operatorname{tr}(\Sigma^{-1} d\Sigma)",
        )
        .because("Only the diagonal counts, where F has 1/λᵢ. So the trace is right although the differential is not.")
        .from(["N2-051", "N2-052"])
        .given([orthogonal("U", D), positive("gaps", D), matrix("dsigma", D, D)])
        .identity(
            formula!(|U, gaps, dsigma| trace(&logarithm_differential(U, &ascending_eigenvalues(gaps), dsigma)?)),
            formula!(|U, gaps, dsigma| {
                trace(&(U.transpose() * inverse(&diagonal(&ascending_eigenvalues(gaps)))? * U * dsigma))
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("dsigma"), Mistake::InputTransposed("U")]),
        Claim::new(
            "entropy_like_trace",
            r"d \operatorname{tr}(\Sigma \ln \Sigma - \Sigma) = \operatorname{tr}((\ln \Sigma) \, d\Sigma)",
        )
        .because("Under the trace x ln x − x has the derivative ln x, as for numbers; eigenvectors do not matter.")
        .from(["N2-044", "Higham 3.11"])
        .given(given)
        .identity(
            formula!(|S, dS, gaps, change| spectral_differential(
                |s, l| {
                    let sigma = spectral_matrix(s, l)?;
                    trace(&(&sigma * spectral_logarithm(s, l)? - &sigma))
                },
                (S, dS),
                (&ascending_eigenvalues(gaps), change)
            )),
            formula!(|S, dS, gaps, change| {
                let eigenvalues = ascending_eigenvalues(gaps);
                let dsigma = spectral_differential(spectral_matrix, (S, dS), (&eigenvalues, change))?;
                trace(&(spectral_logarithm(S, &eigenvalues)? * dsigma))
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("change")])
        .control("−Σ forgotten", formula!(|S, dS, gaps, change| {
            let eigenvalues = ascending_eigenvalues(gaps);
            let dsigma = spectral_differential(spectral_matrix, (S, dS), (&eigenvalues, change))?;
            let identity = Matrix::<F>::identity(S.nrows(), S.nrows());
            trace(&((spectral_logarithm(S, &eigenvalues)? + identity) * dsigma))
        })),
    ]
}
