//! Transposes and shapes that differ beyond one dimension.

use crate::tools::*;

const KIND: &str = "shapes";

pub fn entries() -> Vec<Entry> {
    vec![
        entry(
            KIND,
            "the Jacobian is A, P×Q",
            Claim::new("jacobian_transposed", r"\partial Ax / \partial x = A^T")
                .given([matrix("A", P, Q), vector("x", Q)])
                .gradient(formula!(|A, x| A * x), "x", formula!(|A| A.transpose()))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the gradient is Aᵀx, Q×1",
            Claim::new("bilinear_wrong_side", r"\partial x^T A y / \partial y = x^T A")
                .given([matrix("A", P, Q), vector("x", P), vector("y", Q)])
                .gradient(formula!(|A, x, y| bilinear(x, A, y)), "y", formula!(|A, x| x.transpose() * A))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the gradient has the shape of X: it is A",
            Claim::new("trace_transposed", r"\partial \operatorname{tr}(A^T X) / \partial X = A^T")
                .given([matrix("A", P, Q), matrix("X", P, Q)])
                .gradient(formula!(|A, X| trace(&(A.transpose() * X))), "X", formula!(|A| A.transpose()))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the derivative of a matrix by a number is not transposed",
            Claim::new("matrix_by_number_transposed", r"d(tA)/dt = A^T")
                .given([matrix("A", P, Q), number("t")])
                .gradient(formula!(|A, t| A * v(t)), "t", formula!(|A| A.transpose()))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "that is the Jacobian in one dimension; it is xᵀx I + 2xxᵀ",
            Claim::new("cubic_jacobian", r"\partial (x^T x \, x) / \partial x = 3 x^T x \, I")
                .given([vector("x", D)])
                .gradient(formula!(|x| x * squares(x)), "x", formula!(|x; d| eye::<F>(d) * squares(x) * F::integer(3)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "a matrix on one side, a number on the other",
            Claim::new("inner_and_outer_product", r"xx^T = x^T x")
                .given([vector("x", D)])
                .identity(formula!(|x| x * x.transpose()), formula!(|x| squares(x)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "∂xᵢ/∂xⱼ = 0 for i ≠ j",
            Claim::new("jacobian_of_identity", r"\partial x / \partial x = 1 1^T")
                .given([vector("x", D)])
                .gradient(formula!(|x| x), "x", formula!(|; d| ones::<F>(d) * ones::<F>(d).transpose()))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "AB is P×P, BA is Q×Q",
            Claim::new("products_of_rectangles", r"AB = BA")
                .given([matrix("A", P, Q), matrix("B", Q, P)])
                .identity(formula!(|A, B| A * B), formula!(|A, B| B * A))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the gradient of a sum is a column of ones",
            Claim::new("gradient_of_sum", r"\partial \sum_i x_i / \partial x = 1^T")
                .given([vector("x", D)])
                .gradient(formula!(|x| total(x)), "x", formula!(|; d| ones::<F>(d).transpose()))
                .controls(USUAL),
        ),
    ]
}
