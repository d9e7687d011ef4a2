//! (A + BW⁻¹C)⁻¹ = A⁻¹ − A⁻¹B (W + CA⁻¹B)⁻¹ CA⁻¹

use crate::prelude::*;

/// (A + BW⁻¹C)⁻¹ = A⁻¹ − A⁻¹B (W + CA⁻¹B)⁻¹ CA⁻¹, the Woodbury identity                      (Bishop C.7)
///
/// `a`: P×P; `b`: P×Q; `w`: Q×Q; `c`: Q×P. Errors: sizes that do not match, singular A or W + CA⁻¹B.
pub fn woodbury<F: Field>(a: &Matrix<F>, b: &Matrix<F>, w: &Matrix<F>, c: &Matrix<F>) -> Result<Matrix<F>> {
    let inner = capacitance(a, b, w, c)?;
    let a = inverse(a)?;
    Ok(&a - &a * b * inverse(&inner)? * c * &a)
}

/// W + CA⁻¹B, the small matrix that is inverted instead of the large one                     (Bishop C.7)
///
/// Shapes as in [`woodbury`].
pub fn capacitance<F: Field>(a: &Matrix<F>, b: &Matrix<F>, w: &Matrix<F>, c: &Matrix<F>) -> Result<Matrix<F>> {
    expect_shape("B", b, a.nrows(), w.nrows())?;
    expect_shape("C", c, w.nrows(), a.nrows())?;
    Ok(w + c * inverse(a)? * b)
}

/// A + BW⁻¹C; shapes as in [`woodbury`].
fn updated<F: Field>(a: &Matrix<F>, b: &Matrix<F>, w: &Matrix<F>, c: &Matrix<F>) -> Result<Matrix<F>> {
    Ok(a + b * inverse(w)? * c)
}

/// (A + uvᵀ)⁻¹ = A⁻¹ − A⁻¹uvᵀA⁻¹ / (1 + vᵀA⁻¹u), Sherman–Morrison                             (Bishop C.7)
///
/// `a`: D×D; `u`, `v`: D×1. Errors: sizes that do not match, singular A, 1 + vᵀA⁻¹u = 0.
pub fn sherman_morrison<F: Field>(a: &Matrix<F>, u: &Matrix<F>, v: &Matrix<F>) -> Result<Matrix<F>> {
    let inverse = inverse(a)?;
    let growth = F::one() + bilinear(v, &inverse, u)?;
    Ok(&inverse - &inverse * u * v.transpose() * &inverse * growth.reciprocal()?)
}

/// |A + BW⁻¹C| = |A| |W|⁻¹ |W + CA⁻¹B|, the matrix determinant lemma                          (Bishop C.14)
///
/// Shapes and errors as in [`woodbury`], and singular W.
pub fn updated_determinant<F: Field>(a: &Matrix<F>, b: &Matrix<F>, w: &Matrix<F>, c: &Matrix<F>) -> Result<F> {
    let inner = determinant(&capacitance(a, b, w, c)?)?;
    Ok(determinant(a)? * determinant(w)?.reciprocal()? * inner)
}

/// The derivation.
pub fn derivation() -> Derivation {
    Derivation::new("woodbury", "Inverse and determinant after a change of low rank")
        .about(
            "A factor can be pushed through an inverse: A(I+BA)⁻¹ = (I+AB)⁻¹A. From this one line follow the Woodbury \
             identity, the matrix determinant lemma and their rank-one cases. They reduce the inverse of a large \
             matrix to that of a small one.",
        )
        .claims(pushed_through())
        .claims(inverses())
        .claims(determinants())
        .claims(factor_model())
}

fn unit<F: Field>(order: usize) -> Matrix<F> {
    Matrix::identity(order, order)
}

fn pushed_through() -> [Claim; 3] {
    let given = [matrix("A", P, Q), matrix("B", Q, P)];
    [
        Claim::new("common_factor", r"A (I + B A) = (I + A B) A")
            .because("Both are A + ABA.")
            .from(["Bishop C.6"])
            .given(given)
            .identity(formula!(|A, B; q| A * (unit::<F>(q) + B * A)), formula!(|A, B; p| (unit::<F>(p) + A * B) * A))
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("B"), Mistake::InputTransposed("A")]),
        Claim::new("push_through", r"A (I + B A)^{-1} = (I + A B)^{-1} A")
            .because("The inverses go to the other sides. The order of I changes: Q on the left, P on the right.")
            .from(["Bishop C.6"])
            .given(given)
            .identity(
                formula!(|A, B; q| A * inverse(&(unit::<F>(q) + B * A))?),
                formula!(|A, B; p| inverse(&(unit::<F>(p) + A * B))? * A),
            )
            .controls([Mistake::Negated, Mistake::InputNegated("B"), Mistake::Transposed])
            .control("inverse forgotten", formula!(|A, B; p| (unit::<F>(p) + A * B) * A)),
        Claim::new("gain", r"(\Lambda + A^T L A)^{-1} A^T L = \Lambda^{-1} A^T (A \Lambda^{-1} A^T + L^{-1})^{-1}")
            .because(
                "Λ⁻¹ and L are taken out of the inverses, and the push-through identity applies: precisions left, \
             covariances right.",
            )
            .from(["Bishop C.5"])
            .given([covariance("precision", P), matrix("A", Q, P), covariance("noise_precision", Q)])
            .identity(
                formula!(|precision, A, noise_precision| {
                    let weighted = A.transpose() * noise_precision;
                    inverse(&(precision + &weighted * A))? * weighted
                }),
                formula!(|precision, A, noise_precision| {
                    let mixed = inverse(precision)? * A.transpose();
                    &mixed * inverse(&(A * &mixed + inverse(noise_precision)?))?
                }),
            )
            .controls([
                Mistake::Negated,
                Mistake::InputNegated("A"),
                Mistake::InputInverted("precision"),
                Mistake::InputInverted("noise_precision"),
            ]),
    ]
}

fn inverses() -> [Claim; 4] {
    let given = [invertible("A", P), matrix("B", P, Q), invertible("W", Q), matrix("C", Q, P)];
    [
        Claim::new("product", r"(A + B W^{-1} C) \left( A^{-1} - A^{-1} B (W + C A^{-1} B)^{-1} C A^{-1} \right) = I")
            .because("Multiplied out, BW⁻¹(W + CA⁻¹B) cancels its inverse, and what is left is I.")
            .from(["Bishop C.7"])
            .given(given)
            .identity(
                formula!(|A, B, W, C| updated(A, B, W, C)? * woodbury(A, B, W, C)?),
                formula!(|A| unit::<F>(A.nrows())),
            )
            .controls([Mistake::Negated, Mistake::Doubled])
            .control("product in A alone", formula!(|A, B, W, C| A * woodbury(A, B, W, C)?)),
        Claim::new("woodbury", r"(A + B W^{-1} C)^{-1} = A^{-1} - A^{-1} B (W + C A^{-1} B)^{-1} C A^{-1}")
            .because("A right inverse of a square matrix is its inverse.")
            .from(["Bishop C.7"])
            .given(given)
            .identity(
                formula!(|A, B, W, C| inverse(&updated(A, B, W, C)?)),
                formula!(|A, B, W, C| woodbury(A, B, W, C)),
            )
            .controls([Mistake::Negated, Mistake::Transposed, Mistake::InputInverted("W"), Mistake::InputNegated("B")])
            .control(
                "sign of the correction",
                formula!(|A, B, W, C| inverse(A)? * F::integer(2) - woodbury(A, B, W, C)?),
            )
            .control(
                "W in place of W + CA⁻¹B",
                formula!(|A, B, W, C| {
                    let a = inverse(A)?;
                    &a - &a * B * inverse(W)? * C * &a
                }),
            ),
        Claim::new("sherman_morrison", r"(A + u v^T)^{-1} = A^{-1} - \frac{A^{-1} u v^T A^{-1}}{1 + v^T A^{-1} u}")
            .because("B = u, C = vᵀ, W = 1: the small matrix is a number.")
            .from(["Bishop C.7"])
            .given([invertible("A", D), vector("u", D), vector("v", D)])
            .identity(
                formula!(|A, u, v| inverse(&(A + u * v.transpose()))),
                formula!(|A, u, v| sherman_morrison(A, u, v)),
            )
            .controls([
                Mistake::Negated,
                Mistake::Transposed,
                Mistake::InputNegated("u"),
                Mistake::InputsSwapped("u", "v"),
            ])
            .control(
                "denominator forgotten",
                formula!(|A, u, v| {
                    let inverse = inverse(A)?;
                    &inverse - &inverse * u * v.transpose() * &inverse
                }),
            ),
        Claim::new("shared_term", r"A^{-1} u = (1 + v^T A^{-1} u) (A + u v^T)^{-1} u")
            .because("Sherman–Morrison applied to u: the correction has the same direction.")
            .from(["Bishop C.6", "Bishop C.7"])
            .given([invertible("A", D), vector("u", D), vector("v", D)])
            .identity(
                formula!(|A, u| inverse(A)? * u),
                formula!(|A, u, v| {
                    let growth = F::one() + bilinear(v, &inverse(A)?, u)?;
                    sherman_morrison(A, u, v)? * u * growth
                }),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputTransposed("A")])
            .control("growth forgotten", formula!(|A, u, v| sherman_morrison(A, u, v)? * u)),
    ]
}

fn determinants() -> [Claim; 4] {
    [
        Claim::new("two_orders", r"|I_P + A B| = |I_Q + B A|")
            .because("Both are the determinant of [I −A; B I], by the Schur complement of one block or the other.")
            .from(["Bishop C.14"])
            .given([matrix("A", P, Q), matrix("B", Q, P)])
            .identity(
                formula!(|A, B; p| determinant(&(unit::<F>(p) + A * B))),
                formula!(|A, B; q| determinant(&(unit::<F>(q) + B * A))),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("B")])
            .control("trace", formula!(|A, B| trace(&(B * A))? + F::integer(2))),
        Claim::new("determinant_lemma", r"|A + B W^{-1} C| = |A| \, |W|^{-1} \, |W + C A^{-1} B|")
            .because("A and W⁻¹ are taken out, which leaves |I + A⁻¹BW⁻¹C| = |I + W⁻¹CA⁻¹B|.")
            .from(["Bishop C.14"])
            .given([invertible("A", P), matrix("B", P, Q), invertible("W", Q), matrix("C", Q, P)])
            .identity(
                formula!(|A, B, W, C| determinant(&updated(A, B, W, C)?)),
                formula!(|A, B, W, C| updated_determinant(A, B, W, C)),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("B"), Mistake::InputInverted("A")])
            .control("|W|⁻¹ forgotten", formula!(|A, B, W, C| updated_determinant(A, B, W, C)? * determinant(W)?)),
        Claim::new("rank_one", r"|A + u v^T| = |A| \, (1 + v^T A^{-1} u)")
            .because("B = u, C = vᵀ, W = 1.")
            .from(["Bishop C.15"])
            .given([invertible("A", D), vector("u", D), vector("v", D)])
            .identity(
                formula!(|A, u, v| determinant(&(A + u * v.transpose()))),
                formula!(|A, u, v| determinant(A)? * (F::one() + bilinear(v, &inverse(A)?, u)?)),
            )
            .controls([
                Mistake::Negated,
                Mistake::Doubled,
                Mistake::InputNegated("u"),
                Mistake::InputsSwapped("u", "v"),
            ])
            .control("1 forgotten", formula!(|A, u, v| determinant(A)? * bilinear(v, &inverse(A)?, u)?)),
        Claim::new("log_determinant", r"\ln|\Sigma + B B^T| = \ln|\Sigma| + \ln|I + B^T \Sigma^{-1} B|")
            .because("The determinant lemma with C = Bᵀ and W = I; all three determinants are positive.")
            .from(["Bishop C.14"])
            .given([covariance("covariance", P), matrix("B", P, Q)])
            .identity(
                formula!(|covariance, B| log_determinant(&(covariance + B * B.transpose()))),
                formula!(|covariance, B; q| {
                    let inner = unit::<F>(q) + B.transpose() * inverse(covariance)? * B;
                    log_determinant(covariance)? + log_determinant(&inner)?
                }),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance")])
            .control(
                "ln|Σ| forgotten",
                formula!(|covariance, B; q| {
                    log_determinant(&(unit::<F>(q) + B.transpose() * inverse(covariance)? * B))
                }),
            ),
    ]
}

fn factor_model() -> [Claim; 3] {
    let given = [covariance("covariance", P), matrix("B", P, Q)];
    [
        Claim::new("factor_law", r"x = B w + \epsilon \sim \mathcal{N}(0, \Sigma + B B^T), \quad w \sim \mathcal{N}(0,I), \; \epsilon \sim \mathcal{N}(0,\Sigma)")
            .because("Independent covariances add; that of Bw is BIBᵀ, of rank Q at most.")
            .from(["Bishop 12.2.4"])
            .given(given)
            .law(
                P + Q,
                formula!(|covariance_factor, B, noise; p| {
                    let (own, shared) = split_rows(noise, p)?;
                    covariance_factor * own + B * shared
                }),
                formula!(|covariance, B; p| law(&Matrix::zeros(p, 1), &(covariance + B * B.transpose()))),
            )
            .controls([Mistake::Doubled, Mistake::InputInverted("covariance")])
            .control("factors forgotten", formula!(|covariance; p| law(&Matrix::zeros(p, 1), covariance)))
            .control("shared noise subtracted", formula!(|covariance, B; p| {
                law(&Matrix::zeros(p, 1), &(covariance * F::integer(3) - B * B.transpose()))
            })),
        Claim::new(
            "factor_precision",
            r"\left( \Sigma^{-1} - \Sigma^{-1} B (I + B^T \Sigma^{-1} B)^{-1} B^T \Sigma^{-1} \right) \mathbb{E}[x x^T] = I",
        )
        .because("The Woodbury identity gives the precision of x by an inverse of order Q alone.")
        .from(["Bishop C.7", "Bishop 12.2.4"])
        .given(given)
        .expectation(
            P + Q,
            formula!(|covariance, covariance_factor, B, noise; p, q| {
                let (own, shared) = split_rows(noise, p)?;
                let x = covariance_factor * own + B * shared;
                woodbury(covariance, B, &unit(q), &B.transpose())? * &x * x.transpose()
            }),
            formula!(|covariance| unit::<F>(covariance.nrows())),
        )
        .controls([Mistake::Negated, Mistake::Doubled])
        .control("covariance", formula!(|covariance, B| covariance + B * B.transpose())),
        Claim::new(
            "posterior_of_the_factors",
            r"B^T (\Sigma + B B^T)^{-1} x = (I + B^T \Sigma^{-1} B)^{-1} B^T \Sigma^{-1} x",
        )
        .because("A push-through: the mean of w given x, by an inverse of order P or one of order Q.")
        .from(["Bishop C.5", "Bishop 12.2.4"])
        .given([covariance("covariance", P), matrix("B", P, Q), vector("x", P)])
        .identity(
            formula!(|covariance, B, x| B.transpose() * inverse(&(covariance + B * B.transpose()))? * x),
            formula!(|covariance, B, x; q| {
                let weighted = B.transpose() * inverse(covariance)?;
                inverse(&(unit::<F>(q) + &weighted * B))? * weighted * x
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("B"), Mistake::InputInverted("covariance")])
        .control("I forgotten", formula!(|covariance, B, x; q| {
            let weighted = B.transpose() * inverse(covariance)?;
            inverse(&(unit::<F>(q) * F::integer(2) + &weighted * B))? * weighted * x
        })),
    ]
}
