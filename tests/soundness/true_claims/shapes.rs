//! Gradients and Jacobians of every shape.

use crate::tools::*;

const KIND: &str = "shapes";

pub fn entries() -> Vec<Entry> {
    let claims = [
        Claim::new("jacobian", r"\partial Ax / \partial x = A").given([matrix("A", P, Q), vector("x", Q)]).gradient(
            formula!(|A, x| A * x),
            "x",
            formula!(|A| A),
        ),
        Claim::new("bilinear_gradient", r"\partial x^T A y / \partial y = A^T x")
            .given([matrix("A", P, Q), vector("x", P), vector("y", Q)])
            .gradient(formula!(|A, x, y| bilinear(x, A, y)), "y", formula!(|A, x| A.transpose() * x)),
        Claim::new("trace_gradient", r"\partial \operatorname{tr}(A^T X) / \partial X = A")
            .given([matrix("A", P, Q), matrix("X", P, Q)])
            .gradient(formula!(|A, X| trace(&(A.transpose() * X))), "X", formula!(|A| A)),
        Claim::new("matrix_by_number", r"d(tA)/dt = A").given([matrix("A", P, Q), number("t")]).gradient(
            formula!(|A, t| A * v(t)),
            "t",
            formula!(|A| A),
        ),
        Claim::new("cubic_jacobian_right", r"\partial (x^T x \, x) / \partial x = x^T x \, I + 2 xx^T")
            .given([vector("x", D)])
            .gradient(
                formula!(|x| x * squares(x)),
                "x",
                formula!(|x; d| eye::<F>(d) * squares(x) + x * x.transpose() * F::integer(2)),
            ),
        Claim::new("componentwise_square", r"\partial (x \circ x) / \partial x = 2 \operatorname{diag} x")
            .given([vector("x", D)])
            .gradient(formula!(|x| x.component_mul(x)), "x", formula!(|x| diagonal(x) * F::integer(2))),
        Claim::new("outer_product_by_number", r"d((x + ty)(x + ty)^T)/dt = (x + ty) y^T + y (x + ty)^T")
            .given([vector("x", D), vector("y", D), number("t")])
            .gradient(
                formula!(|x, y, t| {
                    let moved = x + y * v(t);
                    &moved * moved.transpose()
                }),
                "t",
                formula!(|x, y, t| {
                    let moved = x + y * v(t);
                    &moved * y.transpose() + y * moved.transpose()
                }),
            ),
        Claim::new("traces_of_rectangles", r"\operatorname{tr} AB = \operatorname{tr} BA")
            .given([matrix("A", P, Q), matrix("B", Q, P)])
            .identity(formula!(|A, B| trace(&(A * B))), formula!(|A, B| trace(&(B * A)))),
        Claim::new("squared_norm_gradient", r"\partial |AX|^2 / \partial X = 2 A^T A X")
            .given([matrix("A", D, P), matrix("X", P, Q)])
            .gradient(formula!(|A, X| squares(&(A * X))), "X", formula!(|A, X| A.transpose() * A * X * F::integer(2))),
    ];
    claims.map(|claim| entry(KIND, "entry by entry", claim.controls(USUAL))).into()
}
