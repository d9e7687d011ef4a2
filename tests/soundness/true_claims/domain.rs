//! RightSide forms with the domain that they need.

use crate::tools::*;

const KIND: &str = "domain";

pub fn entries() -> Vec<Entry> {
    vec![
        entry(
            KIND,
            "|AAᵀ| = |A|², and |A| > 0",
            Claim::new("log_gram_invertible", r"\ln|AA^T| = 2 \ln|A|")
                .given([invertible("A", D)])
                .assuming("|A| > 0", formula!(|A| determinant(A)))
                .identity(
                    formula!(|A| log_determinant(&(A * A.transpose()))),
                    formula!(|A| log_determinant(A)? * F::integer(2)),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "both sides have a value for x > 0",
            Claim::new("log_square_positive", r"\ln x^2 = 2 \ln x")
                .given([positive("x", ONE)])
                .identity(formula!(|x| square(v(x)).ln()), formula!(|x| v(x).ln()? * F::integer(2)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "x > 0",
            Claim::new("root_of_square_positive", r"\sqrt{x^2} = x")
                .given([positive("x", ONE)])
                .identity(formula!(|x| root(square(v(x)))), formula!(|x| v(x)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "x, y > 0",
            Claim::new("log_product_positive", r"\ln x + \ln y = \ln xy")
                .given([positive("x", ONE), positive("y", ONE)])
                .identity(formula!(|x, y| v(x).ln()? + v(y).ln()?), formula!(|x, y| (v(x) * v(y)).ln()))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "squares are positive",
            Claim::new("log_product_of_squares", r"\ln x^2 + \ln y^2 = \ln(xy)^2")
                .given([number("x"), number("y")])
                .identity(
                    formula!(|x, y| square(v(x)).ln()? + square(v(y)).ln()?),
                    formula!(|x, y| square(v(x) * v(y)).ln()),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "|AAᵀ||BBᵀ| = |ABBᵀAᵀ|, all positive",
            Claim::new("log_grams", r"\ln|AA^T| + \ln|BB^T| = \ln|ABB^TA^T|")
                .given([matrix("A", D, D), matrix("B", D, D)])
                .identity(
                    formula!(|A, B| log_determinant(&(A * A.transpose()))? + log_determinant(&(B * B.transpose()))?),
                    formula!(|A, B| {
                        let product = A * B;
                        log_determinant(&(&product * product.transpose()))
                    }),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "|S| > 0",
            Claim::new("log_covariance_square", r"\ln|S^2| = 2 \ln|S|")
                .given([covariance("S", D)])
                .identity(formula!(|S| log_determinant(&(S * S))), formula!(|S| log_determinant(S)? * F::integer(2)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "1 + xᵀx is positive",
            Claim::new("root_of_squared_norm", r"\sqrt{(1 + x^T x)^2} = 1 + x^T x")
                .given([vector("x", D)])
                .identity(formula!(|x| modulus(F::one() + squares(x))), formula!(|x| F::one() + squares(x)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the argument is the same square",
            Claim::new("log_shifted_squares", r"\ln(x^2 - 2x + 1) = \ln (1 - x)^2")
                .given([number("x")])
                .identity(
                    formula!(|x| (square(v(x)) - F::integer(2) * v(x) + F::one()).ln()),
                    formula!(|x| square(F::one() - v(x)).ln()),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "E|z| = √(2/π) = 2 (2π)^−½",
            Claim::new("expected_modulus_right", r"E[\sqrt{z^2}] = 2 e^{-\frac{1}{2} \ln 2\pi}")
                .expectation(
                    ONE,
                    formula!(|noise| modulus(v(noise))),
                    formula!(|| (-(F::ln_two_pi()? * F::half())).exp()? * F::integer(2)),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "900 + x² is positive everywhere",
            Claim::new("log_near_and_far", r"\ln(900 + x^2)^2 = 2 \ln(900 + x^2)")
                .given([number("x")])
                .identity(
                    formula!(|x| square(F::integer(900) + square(v(x))).ln()),
                    formula!(|x| (F::integer(900) + square(v(x))).ln()? * F::integer(2)),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "2D + 1 is positive in every dimension",
            Claim::new("logarithm_of_dimension_right", r"\operatorname{tr} S = \operatorname{tr} S + 0 \ln(2D + 1)")
                .given([covariance("S", D)])
                .identity(
                    formula!(|S| trace(S)),
                    formula!(|S; d| trace(S)? + F::integer(2 * d as i64 + 1).ln()? * F::zero()),
                )
                .controls(USUAL),
        ),
    ]
}
