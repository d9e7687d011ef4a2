//! Formulas that ask whether a number is zero, and are right in every case.

use crate::tools::*;

const KIND: &str = "branch";

/// 0 where the number is zero, else 1.
fn unless_zero<F: Field>(number: F) -> F {
    if number.is_zero() { F::zero() } else { F::one() }
}

pub fn entries() -> Vec<Entry> {
    let zero = formula!(|| F::zero());
    let one = formula!(|| F::one());
    let vanishing = [
        Claim::new("inverse_exponentials_right", r"[e^x e^{-x} \neq 1] = 0")
            .given([number("x")])
            .identity(formula!(|x| unless_zero(v(x).exp()? * (-v(x)).exp()? - F::one())), zero),
        Claim::new("determinant_of_product_right", r"[|AB| \neq |A||B|] = 0")
            .given([invertible("A", D), invertible("B", D)])
            .identity(formula!(|A, B| unless_zero(determinant(&(A * B))? - determinant(A)? * determinant(B)?)), zero),
        Claim::new("factor_of_covariance_right", r"[\operatorname{tr} LL^T \neq \operatorname{tr} S] = 0")
            .given([covariance("S", D)])
            .identity(formula!(|S, S_factor| unless_zero(squares(S_factor) - trace(S)?)), zero),
    ];
    let mut entries = Vec::new();
    entries.extend(vanishing.map(|claim| entry(KIND, "the number is zero everywhere", claim.control("1", one))));
    entries.extend([
        entry(
            KIND,
            "both arms are x at x = 0",
            Claim::new("same_at_zero", r"(x = 0 \;?\; 0 : x) = x")
                .given([number("x")])
                .identity(formula!(|x| if v(x).is_zero() { F::zero() } else { v(x) }), formula!(|x| v(x)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "where x = y both arms agree",
            Claim::new("same_on_the_diagonal", r"(x = y \;?\; y : x) = x")
                .given([number("x"), number("y")])
                .identity(formula!(|x, y| if v(x) == v(y) { v(y) } else { v(x) }), formula!(|x| v(x)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "x² + 1 is zero for no real x",
            Claim::new("never_zero", r"(x^2 + 1 = 0 \;?\; 5 : x) = x")
                .given([number("x")])
                .identity(
                    formula!(|x| if (square(v(x)) + F::one()).is_zero() { F::integer(5) } else { v(x) }),
                    formula!(|x| v(x)),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "eˣ is zero for no x",
            Claim::new("exponential_never_zero", r"(e^x = 0 \;?\; 5 : x) = x")
                .given([number("x")])
                .identity(formula!(|x| if v(x).exp()?.is_zero() { F::integer(5) } else { v(x) }), formula!(|x| v(x)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "2⁶¹ − 1 is not zero",
            Claim::new("prime_is_not_zero", r"(2^{61} - 1 = 0 \;?\; x + 1 : x) = x")
                .given([number("x")])
                .identity(
                    formula!(|x| if F::integer((1 << 61) - 1).is_zero() { v(x) + F::one() } else { v(x) }),
                    formula!(|x| v(x)),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the branch is on the dimension, and both arms are the trace",
            Claim::new("branch_on_dimension", r"(D = 1 \;?\; |S| : \operatorname{tr} S) = \operatorname{tr} S")
                .given([covariance("S", D)])
                .identity(formula!(|S; d| if d == 1 { determinant(S) } else { trace(S) }), formula!(|S| trace(S)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the condition holds everywhere, so the function is x²",
            Claim::new("slope_of_right_arm", r"d(e^x e^{-x} = 1 \;?\; x^2 : x^3)/dx = 2x")
                .given([number("x")])
                .gradient(
                    formula!(|x| {
                        let same = (v(x).exp()? * (-v(x)).exp()? - F::one()).is_zero();
                        if same { square(v(x)) } else { power(v(x), 3) }
                    }),
                    "x",
                    formula!(|x| v(x) * F::integer(2)),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "at 0 the quotient is continued by its limit",
            Claim::new("continued_quotient", r"(x = 0 \;?\; 1 : (x^2 + x)/x) = x + 1")
                .given([number("x")])
                .identity(
                    formula!(|x| if v(x).is_zero() { F::one() } else { over(square(v(x)) + v(x), v(x))? }),
                    formula!(|x| v(x) + F::one()),
                )
                .controls(USUAL),
        ),
    ]);
    entries
}
