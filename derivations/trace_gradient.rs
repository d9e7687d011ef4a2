//! ∂ tr(BA) / ∂A = Bᵀ

use crate::prelude::*;

/// ∂ tr(BA) / ∂A = Bᵀ                                                                        (N1-150)
///
/// `b`: P×Q; the gradient with respect to A (Q×P) has the shape of A.
pub fn trace_gradient<F: Field>(b: &Matrix<F>) -> Matrix<F> {
    b.transpose()
}

/// The derivation.
pub fn derivation() -> Derivation {
    Derivation::new("trace_gradient", "The trace, its rules, and the gradient of tr(BA)")
        .about(
            "The trace is linear and invariant under cyclic permutation of the factors. A scalar is its own trace, so \
             a quadratic form becomes linear in the matrix xxᵀ, and the gradient of a linear function is its \
             coefficient.",
        )
        .claims(rules())
        .claims(gradients())
        .claims(expectations())
}

fn rules() -> [Claim; 6] {
    [
        Claim::new("sum", r"\operatorname{tr}(A) + \operatorname{tr}(B) = \operatorname{tr}(A + B)")
            .because("Diagonals add entry by entry.")
            .from(["N1-149", "N2-055", "N1-136"])
            .given([matrix("A", D, D), matrix("B", D, D)])
            .identity(formula!(|A, B| trace(A)? + trace(B)?), formula!(|A, B| trace(&(A + B))))
            .controls([Mistake::Negated, Mistake::InputNegated("B")])
            .control("product", formula!(|A, B| trace(&(A * B))))
            .control("first twice", formula!(|A| trace(&(A + A)))),
        Claim::new("first_twice", r"\operatorname{tr}(A) + \operatorname{tr}(A) = \operatorname{tr}(A + B)")
            .because("As printed; the second trace on the left should be that of B.")
            .from(["N1-136"])
            .given([matrix("A", D, D), matrix("B", D, D)])
            .identity(formula!(|A| trace(A)? + trace(A)?), formula!(|A, B| trace(&(A + B))))
            .erratum("sum"),
        Claim::new("cyclic", r"\operatorname{tr}(A B) = \operatorname{tr}(B A)")
            .because("Both are the sum of aᵢⱼbⱼᵢ over all i and j; A is P×Q and B is Q×P.")
            .from(["N2-056"])
            .given([matrix("A", P, Q), matrix("B", Q, P)])
            .identity(formula!(|A, B| trace(&(A * B))), formula!(|A, B| trace(&(B * A))))
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("A")]),
        Claim::new("scalar", r"x^T A x = \operatorname{tr}(x^T A x)")
            .because("A 1×1 matrix is its own trace.")
            .from(["N1-148", "N2-063"])
            .given([vector("x", D), matrix("A", D, D)])
            .identity(formula!(|x, A| quadratic_form(x, A)), formula!(|x, A| trace(&(x.transpose() * A * x))))
            .controls([Mistake::Negated, Mistake::Doubled])
            .control("tr A", formula!(|A| trace(A))),
        Claim::new("rotated", r"\operatorname{tr}(x^T A x) = \operatorname{tr}(x x^T A)")
            .because("The cyclic property of the trace brings x to the front: xᵀ(Ax) becomes x(xᵀA).")
            .from(["N1-148"])
            .given([vector("x", D), matrix("A", D, D)])
            .identity(
                formula!(|x, A| trace(&(x.transpose() * A * x))),
                formula!(|x, A| trace(&(x * x.transpose() * A))),
            )
            .controls([Mistake::Negated, Mistake::Doubled])
            .control(
                "inner product for outer product",
                formula!(|x, A| (x.transpose() * x)[(0, 0)].clone() * trace(A)?),
            ),
        Claim::new("linear", r"\operatorname{tr}(B (A + dA)) - \operatorname{tr}(B A) = \operatorname{tr}(B \, dA)")
            .because("tr(BA) is linear in A, so its differential is exact for steps of any size.")
            .from(["N1-150", "N2-055"])
            .given([matrix("A", P, Q), matrix("B", Q, P), matrix("dA", P, Q)])
            .identity(
                formula!(|A, B, dA| trace(&(B * (A + dA)))? - trace(&(B * A))?),
                formula!(|B, dA| trace(&(B * dA))),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::Halved]),
    ]
}

fn gradients() -> [Claim; 7] {
    [
        Claim::new("gradient", r"\frac{\partial}{\partial A} \operatorname{tr}(B A) = B^T")
            .because("In tr(BA) the entry aᵢⱼ is multiplied by bⱼᵢ alone.")
            .from(["N1-150", "N1-141"])
            .given([matrix("A", P, Q), matrix("B", Q, P)])
            .gradient(formula!(|A, B| trace(&(B * A))), "A", formula!(|B| trace_gradient(B)))
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::Transposed])
            .control("gradient in B", formula!(|A| A.clone())),
        Claim::new("entry", r"\frac{\partial}{\partial a_{ij}} \operatorname{tr}(A B) = b_{ji}")
            .because("tr(AB) = Σ aᵢⱼbⱼᵢ: each entry of A is multiplied by one entry of B.")
            .from(["N2-057"])
            .given([matrix("A", P, Q), matrix("B", Q, P)])
            .gradient(
                formula!(|A, B| trace(&(A * B))),
                "A",
                formula!(|A, B| Matrix::from_fn(A.nrows(), A.ncols(), |i, j| B[(j, i)].clone())),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::Transposed]),
        Claim::new("entry_delta", r"\frac{\partial}{\partial a_{ij}} \operatorname{tr}(A B) = \delta_{ji}")
            .because("As printed. δⱼᵢ would be right for tr(A) alone; the coefficient of aᵢⱼ is bⱼᵢ.")
            .from(["N2-057"])
            .given([matrix("A", D, D), matrix("B", D, D)])
            .gradient(formula!(|A, B| trace(&(A * B))), "A", formula!(|A| Matrix::<F>::identity(A.nrows(), A.nrows())))
            .erratum("entry"),
        Claim::new(
            "symmetrised",
            r"\frac{\partial}{\partial A} \operatorname{tr}(B A) = \tfrac{1}{2} (B + B^T), \quad A = A^T",
        )
        .because("In the space of symmetric matrices only the symmetric part of the coefficient counts.")
        .from(["N1-150", "Bishop, appendix C"])
        .given([symmetric("A", D), matrix("B", D, D)])
        .gradient_in(
            Convention::Symmetrised,
            formula!(|A, B| trace(&(B * A))),
            "A",
            formula!(|B| Convention::Symmetrised.convert(&trace_gradient(B))),
        )
        .controls([Mistake::Negated, Mistake::Doubled])
        .control("unconstrained", formula!(|B| trace_gradient(B))),
        Claim::new(
            "free_entries",
            r"\frac{\partial}{\partial A} \operatorname{tr}(B A) = B + B^T - \operatorname{diag}(B), \quad A = A^T",
        )
        .because("aᵢⱼ and aⱼᵢ are one variable, so off the diagonal both of its coefficients count.")
        .from(["N1-150", "Bishop, appendix C"])
        .given([symmetric("A", D), matrix("B", D, D)])
        .gradient_in(
            Convention::FreeEntries,
            formula!(|A, B| trace(&(B * A))),
            "A",
            formula!(|B| Convention::FreeEntries.convert(&trace_gradient(B))),
        )
        .controls([Mistake::Negated, Mistake::OffDiagonalHalved])
        .control("unconstrained", formula!(|B| trace_gradient(B)))
        .control("diagonal doubled", formula!(|B| B + B.transpose())),
        Claim::new("of_the_precision", r"\frac{\partial}{\partial \Lambda} \operatorname{tr}(S \Lambda) = S^T")
            .because("The same with B = S and A = Λ.")
            .from(["N1-142", "N1-141"])
            .given([matrix("S", D, D), covariance("precision", D)])
            .gradient(formula!(|S, precision| trace(&(S * precision))), "precision", formula!(|S| trace_gradient(S)))
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::Transposed, Mistake::InputInverted("S")]),
        Claim::new("missing_derivative", r"\operatorname{tr}(S \Lambda) = S^T")
            .because("As printed, without the sign of the derivative: a scalar on the left, a matrix on the right.")
            .from(["N1-142"])
            .given([symmetric("S", D), covariance("precision", D)])
            .identity(formula!(|S, precision| trace(&(S * precision))), formula!(|S| S.transpose()))
            .erratum("of_the_precision"),
    ]
}

fn expectations() -> [Claim; 2] {
    [
        Claim::new(
            "mean_of_quadratic_form",
            r"\mathbb{E}[z^T A z] = \operatorname{tr}(A), \quad z \sim \mathcal{N}(0,I)",
        )
        .because("zᵀAz = tr(zzᵀA), the trace is linear, and E[zzᵀ] = I.")
        .from(["N1-148", "N1-050"])
        .given([matrix("A", D, D)])
        .expectation(D, formula!(|A, noise| quadratic_form(noise, A)), formula!(|A| trace(A)))
        .controls([Mistake::Negated, Mistake::Doubled])
        .control("sum of all entries", formula!(|A| A.iter().fold(F::one(), |sum, a| sum + a.clone()))),
        Claim::new(
            "mean_of_general_quadratic_form",
            r"\mathbb{E}[x^T B x] = \operatorname{tr}(B (\Sigma + \mu\mu^T)), \quad x \sim \mathcal{N}(\mu,\Sigma)",
        )
        .because("xᵀBx = tr(Bxxᵀ), and E[xxᵀ] = Σ + μμᵀ.")
        .from(["N1-148", "N1-050"])
        .given([vector("mean", D), covariance("covariance", D), matrix("B", D, D)])
        .expectation(
            D,
            formula!(|mean, covariance_factor, B, noise| quadratic_form(&(mean + covariance_factor * noise), B)),
            formula!(|mean, covariance, B| trace(&(B * (covariance + mean * mean.transpose())))),
        )
        .controls([Mistake::Negated, Mistake::Doubled])
        .control("covariance forgotten", formula!(|mean, B| quadratic_form(mean, B)))
        .control("mean forgotten", formula!(|covariance, B| trace(&(B * covariance)))),
    ]
}
