//! Derivatives of determinants at singular matrices: not always zero.

use crate::tools::*;

const KIND: &str = "singular";

pub fn entries() -> Vec<Entry> {
    let zero = formula!(|| F::zero());
    let dyad = formula!(|b, dA| differential(determinant, &(b * b.transpose()), dA));
    vec![
        entry(
            KIND,
            "|A| is linear in the only entry, also at 0",
            Claim::new("slope_at_0", r"d|A|(0; dA) = 0")
                .given([matrix("dA", D, D)])
                .identity(formula!(|dA; d| differential(determinant, &Matrix::<F>::zeros(d, d), dA)), zero)
                .control("tr dA + 1", formula!(|dA| trace(dA)? + F::one())),
        ),
        entry(
            KIND,
            "the adjugate of bbᵀ is bᵀb I − bbᵀ",
            Claim::new("slope_at_dyad", r"d|A|(bb^T; dA) = 0")
                .given([vector("b", pair()), matrix("dA", pair(), pair())])
                .identity(dyad, zero)
                .control("tr dA", formula!(|dA| trace(dA))),
        ),
        entry(
            KIND,
            "it is bᵀb tr dA less that",
            Claim::new("slope_at_dyad_along_it", r"d|A|(bb^T; dA) = b^T dA \, b")
                .given([vector("b", pair()), matrix("dA", pair(), pair())])
                .identity(dyad, formula!(|b, dA| quadratic_form(b, dA)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the term −bᵀdA b is missing",
            Claim::new("slope_at_dyad_by_trace", r"d|A|(bb^T; dA) = b^T b \operatorname{tr} dA")
                .given([vector("b", pair()), matrix("dA", pair(), pair())])
                .identity(dyad, formula!(|b, dA| squares(b) * trace(dA)?))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "a matrix of rank 2 in three dimensions has an adjugate of rank 1",
            Claim::new("slope_at_rank_two", r"d|A|(bb^T + cc^T; dA) = 0")
                .given([vector("b", triple()), vector("c", triple()), matrix("dA", triple(), triple())])
                .identity(
                    formula!(|b, c, dA| { differential(determinant, &(b * b.transpose() + c * c.transpose()), dA) }),
                    zero,
                )
                .control("tr dA", formula!(|dA| trace(dA))),
        ),
        entry(
            KIND,
            "a row of zeros, and still d|A| = a dA₂₂ − b dA₂₁",
            Claim::new("slope_at_row_of_zeros", r"d|A|([a\ b; 0\ 0]; dA) = 0")
                .given([number("a"), number("b"), matrix("dA", pair(), pair())])
                .identity(
                    formula!(|a, b, dA| {
                        let rows = [v(a), v(b), F::zero(), F::zero()];
                        differential(determinant, &Matrix::from_row_slice(2, 2, &rows), dA)
                    }),
                    zero,
                )
                .control("tr dA", formula!(|dA| trace(dA))),
        ),
        entry(
            KIND,
            "the adjugate of diag(v) with v_D = 0 is not 0",
            Claim::new("slope_at_singular_diagonal", r"d|A|(\operatorname{diag}(v_1, \ldots, v_{D-1}, 0); I) = 0")
                .given([positive("v", D)])
                .identity(
                    formula!(|v; d| {
                        let mut singular = diagonal(v);
                        singular[(d - 1, d - 1)] = F::zero();
                        differential(determinant, &singular, &eye(d))
                    }),
                    zero,
                )
                .control("1 + v₁", formula!(|v| F::one() + v[(0, 0)].clone())),
        ),
        entry(
            KIND,
            "|A| = x is unbounded below",
            least(
                "determinant_as_a_line",
                r"\arg\min_x |\operatorname{diag}(x, 1)| = 0",
                [number("x")],
                formula!(|x| determinant(&diagonal(&stack(x, &scalar(F::one()))?))),
                zero,
            )
            .control("1", formula!(|| F::one())),
        ),
        entry(
            KIND,
            "near x = 0 it is −x²/2: a maximum at a singular matrix",
            least(
                "determinant_as_a_maximum",
                r"\arg\min_x |[x^2\ x; x\ \tfrac{1}{2} - x^2]| = 0",
                [number("x")],
                formula!(|x| {
                    let entries = [square(v(x)), v(x), v(x), F::half() - square(v(x))];
                    determinant(&Matrix::from_row_slice(2, 2, &entries))
                }),
                zero,
            )
            .control("1", formula!(|| F::one())),
        ),
        entry(
            KIND,
            "in three dimensions every minor of a matrix of rank 1 is 0",
            Claim::new("slope_at_dyad_in_space", r"d|A|(bb^T; dA) = (b^T b)^2 \operatorname{tr} dA")
                .given([vector("b", triple()), matrix("dA", triple(), triple())])
                .identity(dyad, formula!(|b, dA| square(squares(b)) * trace(dA)?))
                .controls(USUAL),
        ),
    ]
}
