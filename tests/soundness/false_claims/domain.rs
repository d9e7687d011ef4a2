//! One side has no value, or another value, on an open set or from some dimension on.

use crate::tools::*;

const KIND: &str = "domain";

pub fn entries() -> Vec<Entry> {
    vec![
        entry(
            KIND,
            "where |A| < 0 the right side has no value",
            Claim::new("log_gram", r"\ln|AA^T| = 2 \ln|A|")
                .given([matrix("A", D, D)])
                .identity(
                    formula!(|A| log_determinant(&(A * A.transpose()))),
                    formula!(|A| log_determinant(A)? * F::integer(2)),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "for x < 0 the right side has no value",
            Claim::new("log_square", r"\ln x^2 = 2 \ln x")
                .given([number("x")])
                .identity(formula!(|x| square(v(x)).ln()), formula!(|x| v(x).ln()? * F::integer(2)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "for x < 0 the root is −x",
            Claim::new("root_of_square", r"\sqrt{x^2} = x")
                .given([number("x")])
                .identity(formula!(|x| root(square(v(x)))), formula!(|x| v(x)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "for x < 0 the right side has no value",
            Claim::new("log_fourth_power", r"\ln x^4 = 4 \ln x")
                .given([number("x")])
                .identity(formula!(|x| power(v(x), 4).ln()), formula!(|x| v(x).ln()? * F::integer(4)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "for x > 0 the right side has no value",
            Claim::new("log_square_of_negative", r"\ln x^2 = 2 \ln(-x)")
                .given([number("x")])
                .identity(formula!(|x| square(v(x)).ln()), formula!(|x| (-v(x)).ln()? * F::integer(2)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "where both are below 0 the left side has no value, and the right side has one",
            Claim::new("log_product", r"\ln x + \ln y = \ln xy")
                .given([number("x"), number("y")])
                .identity(formula!(|x, y| v(x).ln()? + v(y).ln()?), formula!(|x, y| (v(x) * v(y)).ln()))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "where both are below 0 the right side has no value",
            Claim::new("log_quotient", r"\ln(x/y) = \ln x - \ln y")
                .given([number("x"), number("y")])
                .identity(formula!(|x, y| over(v(x), v(y))?.ln()), formula!(|x, y| v(x).ln()? - v(y).ln()?))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "where |A| and |B| are below 0 the right side has no value",
            Claim::new("log_determinant_of_product", r"\ln|AB| = \ln|A| + \ln|B|")
                .given([matrix("A", D, D), matrix("B", D, D)])
                .identity(
                    formula!(|A, B| log_determinant(&(A * B))),
                    formula!(|A, B| log_determinant(A)? + log_determinant(B)?),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "where |S| < 0 the right side has no value",
            Claim::new("log_symmetric_square", r"\ln|S^2| = 2 \ln|S|")
                .given([symmetric("S", D)])
                .identity(formula!(|S| log_determinant(&(S * S))), formula!(|S| log_determinant(S)? * F::integer(2)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "for x < 0 the left side has no value, and the right side has one",
            Claim::new("exponential_of_logarithm", r"e^{\ln x} = x")
                .given([number("x")])
                .identity(formula!(|x| v(x).ln()?.exp()), formula!(|x| v(x)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the argument of the logarithm is never positive",
            Claim::new("logarithm_of_negative", r"x^2 = -e^{\ln(-x^2)}")
                .given([number("x")])
                .identity(formula!(|x| square(v(x))), formula!(|x| -(-square(v(x))).ln()?.exp()?))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "in odd dimensions |−A| < 0, where the left side has no value",
            Claim::new("log_determinant_of_negative", r"\ln|-A| = \ln|A|")
                .given([invertible("A", D)])
                .identity(formula!(|A| log_determinant(&-A.clone())), formula!(|A| log_determinant(A)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "for 0 < x < 1 the right side has no value",
            Claim::new("log_shifted_square", r"\ln(x^2 - 2x + 1) = 2 \ln(x - 1)")
                .given([positive("x", ONE)])
                .identity(
                    formula!(|x| (square(v(x)) - F::integer(2) * v(x) + F::one()).ln()),
                    formula!(|x| (v(x) - F::one()).ln()? * F::integer(2)),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "for |x| > 30 the right side has no value",
            Claim::new("log_far_away", r"\ln(900 - x^2)^2 = 2 \ln(900 - x^2)")
                .given([number("x")])
                .identity(
                    formula!(|x| square(F::integer(900) - square(v(x))).ln()),
                    formula!(|x| (F::integer(900) - square(v(x))).ln()? * F::integer(2)),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "for x > 50, where both sides have a value, they differ",
            Claim::new("log_of_cube_far_away", r"\ln(x - 50)^3 = 2 \ln(x - 50)")
                .given([number("x")])
                .identity(
                    formula!(|x| power(v(x) - F::integer(50), 3).ln()),
                    formula!(|x| (v(x) - F::integer(50)).ln()? * F::integer(2)),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "from D = 5 on the right side has no value",
            Claim::new("logarithm_of_dimension", r"\operatorname{tr} S = \operatorname{tr} S + 0 \ln(9 - 2D)")
                .given([covariance("S", D)])
                .identity(
                    formula!(|S| trace(S)),
                    formula!(|S; d| trace(S)? + F::integer(9 - 2 * d as i64).ln()? * F::zero()),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "from D = 5 on the factor is not 1",
            Claim::new("trace_from_five", r"\operatorname{tr} S = (1 + (D-1)(D-2)(D-3)(D-4)) \operatorname{tr} S")
                .given([covariance("S", D)])
                .identity(formula!(|S| trace(S)), formula!(|S; d| trace(S)? * F::integer(1 + falling(d, 4))))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "z is negative half of the time, where the integrand has no value",
            Claim::new("expected_logarithm", r"E[2 \ln z - \ln z^2] = 0")
                .expectation(
                    ONE,
                    formula!(|noise| v(noise).ln()? * F::integer(2) - square(v(noise)).ln()?),
                    formula!(|| F::zero()),
                )
                .control("1", formula!(|| F::one())),
        ),
        entry(
            KIND,
            "E|z| = √(2/π), not 0",
            Claim::new("expected_modulus", r"E[\sqrt{z^2}] = E[z] = 0")
                .expectation(ONE, formula!(|noise| modulus(v(noise))), formula!(|| F::zero()))
                .control("1", formula!(|| F::one())),
        ),
    ]
}
