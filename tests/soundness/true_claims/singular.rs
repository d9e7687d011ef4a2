//! Derivatives of determinants at singular matrices, by the adjugate: d|A| = tr(adj(A) dA).

use crate::tools::*;

const KIND: &str = "singular";

pub fn entries() -> Vec<Entry> {
    let zero = formula!(|| F::zero());
    let dyad = formula!(|b, dA| differential(determinant, &(b * b.transpose()), dA));
    vec![
        entry(
            KIND,
            "|A| is linear in the only entry",
            Claim::new("slope_of_number_at_0", r"d|x|(0; dx) = dx")
                .given([number("dx")])
                .identity(formula!(|dx| differential(determinant, &Matrix::<F>::zeros(1, 1), dx)), formula!(|dx| dx))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "two dimensions: adj A = tr(A) I − A for a symmetric A",
            Claim::new("slope_at_dyad_right", r"d|A|(bb^T; dA) = b^T b \operatorname{tr} dA - b^T dA \, b")
                .given([vector("b", pair()), matrix("dA", pair(), pair())])
                .identity(dyad, formula!(|b, dA| squares(b) * trace(dA)? - quadratic_form(b, dA)?))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "three dimensions: every minor of a matrix of rank 1 is 0",
            Claim::new("slope_at_dyad_in_space_right", r"d|A|(bb^T; dA) = 0")
                .given([vector("b", triple()), matrix("dA", triple(), triple())])
                .identity(dyad, zero)
                .control("tr dA", formula!(|dA| trace(dA))),
        ),
        entry(
            KIND,
            "adj(bbᵀ + ccᵀ) = (b × c)(b × c)ᵀ",
            Claim::new("slope_at_rank_two_right", r"d|A|(bb^T + cc^T; dA) = (b \times c)^T dA \, (b \times c)")
                .given([vector("b", triple()), vector("c", triple()), matrix("dA", triple(), triple())])
                .identity(
                    formula!(|b, c, dA| { differential(determinant, &(b * b.transpose() + c * c.transpose()), dA) }),
                    formula!(|b, c, dA| quadratic_form(&cross(b, c), dA)),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "|A| = a₁₁a₂₂ − a₁₂a₂₁",
            Claim::new("slope_at_row_of_zeros_right", r"d|A|([a\ b; 0\ 0]; dA) = a \, dA_{22} - b \, dA_{21}")
                .given([number("a"), number("b"), matrix("dA", pair(), pair())])
                .identity(
                    formula!(|a, b, dA| {
                        let rows = [v(a), v(b), F::zero(), F::zero()];
                        differential(determinant, &Matrix::from_row_slice(2, 2, &rows), dA)
                    }),
                    formula!(|a, b, dA| v(a) * dA[(1, 1)].clone() - v(b) * dA[(1, 0)].clone()),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the last minor is the product of the others",
            Claim::new(
                "slope_at_singular_diagonal_right",
                r"d|A|(\operatorname{diag}(v_1, \ldots, v_{D-1}, 0); I) = v_1 \cdots v_{D-1}",
            )
            .given([positive("v", D)])
            .identity(
                formula!(|v; d| {
                    let mut singular = diagonal(v);
                    singular[(d - 1, d - 1)] = F::zero();
                    differential(determinant, &singular, &eye(d))
                }),
                formula!(|v; d| (0..d - 1).fold(F::one(), |product, k| product * v[(k, 0)].clone())),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "Jacobi's formula",
            Claim::new("jacobi", r"d|A|(A; dA) = |A| \operatorname{tr}(A^{-1} dA)")
                .given([invertible("A", D), matrix("dA", D, D)])
                .identity(
                    formula!(|A, dA| differential(determinant, A, dA)),
                    formula!(|A, dA| determinant(A)? * trace(&(inverse(A)? * dA))?),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "|A| is homogeneous of degree D",
            Claim::new("euler", r"d|A|(A; A) = D |A|")
                .given([matrix("A", D, D)])
                .identity(
                    formula!(|A| differential(determinant, A, A)),
                    formula!(|A; d| determinant(A)? * F::integer(d as i64)),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "|diag(x, 1)|² = x²",
            least(
                "squared_determinant",
                r"\arg\min_x |\operatorname{diag}(x, 1)|^2 = 0",
                [number("x")],
                formula!(|x| square(determinant(&diagonal(&stack(x, &scalar(F::one()))?))?)),
                zero,
            )
            .control("1", formula!(|| F::one())),
        ),
        entry(
            KIND,
            "|[2x² x; x 1]| = x²",
            least(
                "determinant_as_a_square",
                r"\arg\min_x |[2x^2\ x; x\ 1]| = 0",
                [number("x")],
                formula!(|x| {
                    let entries = [square(v(x)) * F::integer(2), v(x), v(x), F::one()];
                    determinant(&Matrix::from_row_slice(2, 2, &entries))
                }),
                zero,
            )
            .control("1", formula!(|| F::one())),
        ),
    ]
}
