//! Claims that are neither true nor false everywhere, and claims that cannot be judged at all.

use crate::tools::*;

/// Both sides have no value on the same open set, and agree elsewhere.
pub fn partial() -> Vec<Entry> {
    const KIND: &str = "partial";
    const WHY: &str = "both sides have a value, the same one, where the logarithm has one";
    let claims = [
        Claim::new("twice_the_logarithm", r"\ln x + \ln x = 2 \ln x")
            .given([number("x")])
            .identity(formula!(|x| v(x).ln()? + v(x).ln()?), formula!(|x| v(x).ln()? * F::integer(2))),
        Claim::new("log_of_cube", r"\ln x^3 = 3 \ln x")
            .given([number("x")])
            .identity(formula!(|x| power(v(x), 3).ln()), formula!(|x| v(x).ln()? * F::integer(3))),
        Claim::new("log_of_cube_far_away_right", r"\ln(x - 50)^3 = 3 \ln(x - 50)").given([number("x")]).identity(
            formula!(|x| power(v(x) - F::integer(50), 3).ln()),
            formula!(|x| (v(x) - F::integer(50)).ln()? * F::integer(3)),
        ),
        Claim::new("square_of_root", r"(\sqrt{x})^2 = e^{\ln x}")
            .given([number("x")])
            .identity(formula!(|x| square(root(v(x))?)), formula!(|x| v(x).ln()?.exp())),
        Claim::new("log_of_cubed_matrix", r"\ln|A^3| = 3 \ln|A|")
            .given([matrix("A", D, D)])
            .identity(formula!(|A| log_determinant(&(A * A * A))), formula!(|A| log_determinant(A)? * F::integer(3))),
        Claim::new("slope_of_logarithm", r"d \ln x / dx = 1/x").given([number("x")]).gradient(
            formula!(|x| v(x).ln()),
            "x",
            formula!(|x| v(x).reciprocal()),
        ),
        Claim::new("slope_of_entropy", r"d(x \ln x)/dx = 1 + \ln x").given([number("x")]).gradient(
            formula!(|x| v(x) * v(x).ln()?),
            "x",
            formula!(|x| F::one() + v(x).ln()?),
        ),
        Claim::new("slope_of_log_determinant", r"\partial \ln|A| / \partial A = A^{-T}")
            .given([matrix("A", D, D)])
            .gradient(formula!(|A| log_determinant(A)), "A", formula!(|A| inverse(A)?.transpose())),
    ];
    claims.map(|claim| entry(KIND, WHY, claim.controls(USUAL))).into()
}

/// Gradients that are not defined: a matrix differentiated by a matrix. At D = 1 the right side is right.
pub fn malformed() -> Vec<Entry> {
    const KIND: &str = "malformed";
    const WHY: &str = "the derivative of a matrix by a matrix is no matrix";
    let claims = [
        Claim::new("matrix_by_itself", r"\partial A / \partial A = I").given([matrix("A", D, D)]).gradient(
            formula!(|A| A),
            "A",
            formula!(|; d| eye::<F>(d)),
        ),
        Claim::new("gram_by_matrix", r"\partial AA^T / \partial A = 2A").given([matrix("A", D, D)]).gradient(
            formula!(|A| A * A.transpose()),
            "A",
            formula!(|A| A * F::integer(2)),
        ),
        Claim::new("inverse_by_matrix", r"\partial A^{-1} / \partial A = -A^{-2}")
            .given([invertible("A", D)])
            .gradient(formula!(|A| inverse(A)), "A", formula!(|A| -(inverse(A)? * inverse(A)?))),
        Claim::new("dyad_by_vector", r"\partial xx^T / \partial x = 2x").given([vector("x", D)]).gradient(
            formula!(|x| x * x.transpose()),
            "x",
            formula!(|x| x * F::integer(2)),
        ),
    ];
    claims.map(|claim| entry(KIND, WHY, claim.controls(USUAL))).into()
}
