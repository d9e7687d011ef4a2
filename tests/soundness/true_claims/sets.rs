//! What holds on the whole set that an input ranges over.

use crate::tools::*;

const KIND: &str = "sets";

pub fn entries() -> Vec<Entry> {
    vec![
        entry(
            KIND,
            "|UᵀU| = |I|",
            Claim::new("orthogonal_determinant_squared", r"|U|^2 = 1")
                .given([orthogonal("U", D)])
                .identity(formula!(|U| square(determinant(U)?)), formula!(|| F::one()))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "|U| is 1 or −1",
            Claim::new("orthogonal_determinant_modulus", r"\sqrt{|U|^2} = 1")
                .given([orthogonal("U", D)])
                .identity(formula!(|U| modulus(determinant(U)?)), formula!(|| F::one()))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "U⁻¹ = Uᵀ",
            Claim::new("orthogonal_adjugate_right", r"|U| U^{-1} = |U| U^T")
                .given([orthogonal("U", D)])
                .identity(formula!(|U| inverse(U)? * determinant(U)?), formula!(|U| U.transpose() * determinant(U)?))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "rows are orthonormal where columns are",
            Claim::new("orthogonal_rows", r"UU^T = I")
                .given([orthogonal("U", D)])
                .identity(formula!(|U| U * U.transpose()), formula!(|; d| eye::<F>(d)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "|I − U|² = tr(2I − U − Uᵀ)",
            Claim::new("orthogonal_distance", r"|I - U|^2 = 2D - 2 \operatorname{tr} U")
                .given([orthogonal("U", D)])
                .identity(
                    formula!(|U; d| squares(&(eye::<F>(d) - U))),
                    formula!(|U; d| F::integer(2) * (F::integer(d as i64) - trace(U)?)),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "|U|² = 1",
            Claim::new("orthogonal_spectrum", r"\ln|U S U^T| = \ln|S|")
                .given([orthogonal("U", D), covariance("S", D)])
                .identity(formula!(|U, S| log_determinant(&(U * S * U.transpose()))), formula!(|S| log_determinant(S)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "|A| > 0",
            Claim::new("invertible_determinant", r"\sqrt{|A|^2} = |A|")
                .given([invertible("A", D)])
                .assuming("|A| > 0", formula!(|A| determinant(A)))
                .identity(formula!(|A| modulus(determinant(A)?)), formula!(|A| determinant(A)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "variances are positive",
            Claim::new("covariance_corner", r"\sqrt{s_{11}^2} = s_{11}")
                .given([covariance("S", D)])
                .identity(formula!(|S| modulus(v(S))), formula!(|S| v(S)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the form of a positive definite matrix is not negative",
            Claim::new("covariance_form", r"\sqrt{(1 + x^T S x)^2} = 1 + x^T S x")
                .given([covariance("S", D), vector("x", D)])
                .identity(
                    formula!(|S, x| modulus(F::one() + quadratic_form(x, S)?)),
                    formula!(|S, x| F::one() + quadratic_form(x, S)?),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "both arguments are |S|²",
            Claim::new("symmetric_determinant_squared", r"\ln|S|^2 = \ln|S^2|")
                .given([symmetric("S", D)])
                .identity(formula!(|S| square(determinant(S)?).ln()), formula!(|S| log_determinant(&(S * S))))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the eigenvalues of I + S² are 1 or more",
            Claim::new("symmetric_gram", r"\sqrt{|I + S^2|^2} = |I + S^2|")
                .given([symmetric("S", D)])
                .identity(
                    formula!(|S; d| modulus(determinant(&(eye::<F>(d) + S * S))?)),
                    formula!(|S; d| determinant(&(eye::<F>(d) + S * S))),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "x + 1 is positive",
            Claim::new("positive_and_one", r"\sqrt{(x + 1)^2} = x + 1")
                .given([positive("x", ONE)])
                .identity(formula!(|x| modulus(v(x) + F::one())), formula!(|x| v(x) + F::one()))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "I + AᵀA is positive definite, whatever the shape of A",
            Claim::new("regularised_gram", r"(I + A^T A)^{-1} (I + A^T A) = I")
                .given([matrix("A", P, Q)])
                .identity(
                    formula!(|A; q| {
                        let gram = eye::<F>(q) + A.transpose() * A;
                        inverse(&gram)? * gram
                    }),
                    formula!(|; q| eye::<F>(q)),
                )
                .controls(USUAL),
        ),
    ]
}
