//! What holds on a part of the set only that an input ranges over.

use crate::tools::*;

const KIND: &str = "sets";

pub fn entries() -> Vec<Entry> {
    vec![
        entry(
            KIND,
            "the determinant of a reflection is −1",
            Claim::new("orthogonal_determinant", r"|U| = 1")
                .given([orthogonal("U", D)])
                .identity(formula!(|U| determinant(U)), formula!(|| F::one()))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the adjugate of a reflection is −Uᵀ",
            Claim::new("orthogonal_adjugate", r"|U| U^{-1} = U^T")
                .given([orthogonal("U", D)])
                .identity(formula!(|U| inverse(U)? * determinant(U)?), formula!(|U| U.transpose()))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the trace of −I is negative",
            Claim::new("orthogonal_trace", r"\sqrt{(\operatorname{tr} U)^2} = \operatorname{tr} U")
                .given([orthogonal("U", D)])
                .identity(formula!(|U| modulus(trace(U)?)), formula!(|U| trace(U)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "a reflection has the eigenvalue −1, so I + U has no inverse",
            Claim::new("orthogonal_cayley", r"I = (I + U)(I + U)^{-1}")
                .given([orthogonal("U", D)])
                .identity(
                    formula!(|; d| eye::<F>(d)),
                    formula!(|U; d| (eye::<F>(d) + U) * inverse(&(eye::<F>(d) + U))?),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "a rotation is not symmetric",
            Claim::new("orthogonal_symmetric", r"U = U^T")
                .given([orthogonal("U", D)])
                .identity(formula!(|U| U), formula!(|U| U.transpose()))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "a matrix of positive determinant may have a negative corner",
            Claim::new("invertible_corner", r"\ln a_{11}^2 = 2 \ln a_{11}")
                .given([invertible("A", D)])
                .identity(formula!(|A| square(v(A)).ln()), formula!(|A| v(A).ln()? * F::integer(2)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "in two dimensions |−I| > 0, but tr(−I) < 0",
            Claim::new("invertible_trace", r"\sqrt{(\operatorname{tr} A)^2} = \operatorname{tr} A")
                .given([invertible("A", D)])
                .identity(formula!(|A| modulus(trace(A)?)), formula!(|A| trace(A)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "in two dimensions |−I| > 0, but xᵀ(−I)x < 0",
            Claim::new("invertible_form", r"\sqrt{(x^T A x)^2} = x^T A x")
                .given([invertible("A", D), vector("x", D)])
                .identity(formula!(|A, x| modulus(quadratic_form(x, A)?)), formula!(|A, x| quadratic_form(x, A)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "where |S| < 0 the root is −|S|",
            Claim::new("symmetric_determinant", r"\sqrt{|S|^2} = |S|")
                .given([symmetric("S", D)])
                .identity(formula!(|S| modulus(determinant(S)?)), formula!(|S| determinant(S)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the corner of a symmetric matrix may be negative",
            Claim::new("symmetric_corner", r"\sqrt{s_{11}^2} = s_{11}")
                .given([symmetric("S", D)])
                .identity(formula!(|S| modulus(v(S))), formula!(|S| v(S)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "an indefinite form takes negative values",
            Claim::new("symmetric_form", r"\sqrt{(x^T S x)^2} = x^T S x")
                .given([symmetric("S", D), vector("x", D)])
                .identity(formula!(|S, x| modulus(quadratic_form(x, S)?)), formula!(|S, x| quadratic_form(x, S)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "covariances may be negative",
            Claim::new("covariance_entry", r"\sqrt{s_{D1}^2} = s_{D1}")
                .given([covariance("S", D)])
                .identity(formula!(|S; d| modulus(S[(d - 1, 0)].clone())), formula!(|S; d| S[(d - 1, 0)].clone()))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "for x < 1 the root is 1 − x",
            Claim::new("positive_above_one", r"\sqrt{(x - 1)^2} = x - 1")
                .given([positive("x", ONE)])
                .identity(formula!(|x| modulus(v(x) - F::one())), formula!(|x| v(x) - F::one()))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "for x < 1/1000 the root is 1/1000 − x",
            Claim::new("positive_above_a_thousandth", r"\sqrt{(x - 10^{-3})^2} = x - 10^{-3}")
                .given([positive("x", ONE)])
                .identity(formula!(|x| modulus(v(x) - ten(-3)?)), formula!(|x| v(x) - ten(-3)?))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "for x > 10⁴ the root is x − 10⁴",
            Claim::new("positive_below_ten_thousand", r"\sqrt{(10^4 - x)^2} = 10^4 - x")
                .given([positive("x", ONE)])
                .identity(formula!(|x| modulus(ten::<F>(4)? - v(x))), formula!(|x| ten::<F>(4)? - v(x)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "a positive number need not be 1",
            Claim::new("positive_is_one", r"\ln x = 0 \cdot x")
                .given([positive("x", ONE)])
                .identity(formula!(|x| v(x).ln()), formula!(|| F::zero()))
                .control("1", formula!(|| F::one())),
        ),
        entry(
            KIND,
            "with fewer rows than columns AᵀA has no inverse",
            Claim::new("gram_of_wide", r"I = (A^T A)^{-1} A^T A")
                .given([matrix("A", P, Q)])
                .identity(
                    formula!(|; q| eye::<F>(q)),
                    formula!(|A| {
                        let gram = A.transpose() * A;
                        inverse(&gram)? * gram
                    }),
                )
                .controls(USUAL),
        ),
    ]
}
