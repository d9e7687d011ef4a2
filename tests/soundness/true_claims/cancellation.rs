//! RightSide forms in which large numbers cancel.

use crate::tools::*;

const KIND: &str = "cancellation";

/// A claim about one number.
fn about(name: &'static str, latex: &'static str, left: Formula, right: Formula) -> Claim {
    Claim::new(name, latex).given([number("x")]).identity(left, right).controls(USUAL)
}

pub fn entries() -> Vec<Entry> {
    let itself = formula!(|x| v(x));
    let claims = [
        about("two_to_the_40_right", r"x + 2^{40} - 2^{40} = x", formula!(|x| v(x) + two(40)? - two(40)?), itself),
        about("ten_to_the_17_right", r"x + 10^{17} - 10^{17} = x", formula!(|x| v(x) + ten(17)? - ten(17)?), itself),
        about(
            "one_and_little_right",
            r"(1 + 10^{-20} x) - 1 = 10^{-20} x",
            formula!(|x| F::one() + v(x) * ten(-20)? - F::one()),
            formula!(|x| v(x) * ten(-20)?),
        ),
        about(
            "exponential_less_one_right",
            r"e^{2u} - 1 = (e^u - 1)(e^u + 1), \quad u = 10^{-17} x",
            formula!(|x| (F::integer(2) * v(x) * ten(-17)?).exp()? - F::one()),
            formula!(|x| {
                let power = (v(x) * ten(-17)?).exp()?;
                (power.clone() - F::one()) * (power + F::one())
            }),
        ),
        about(
            "exponential_and_much_right",
            r"(e^x + 10^{20}) - 10^{20} = e^x",
            formula!(|x| v(x).exp()? + ten(20)? - ten(20)?),
            formula!(|x| v(x).exp()),
        ),
        about(
            "square_far_away_right",
            r"(x + 10^9)^2 - 10^{18} - 2 \cdot 10^9 x = x^2",
            formula!(|x| square(v(x) + ten(9)?) - ten(18)? - F::integer(2) * ten(9)? * v(x)),
            formula!(|x| square(v(x))),
        ),
        about(
            "root_and_little_right",
            r"(\sqrt{x^2 + 10^{-30}} - x)(\sqrt{x^2 + 10^{-30}} + x) = 10^{-30}",
            formula!(|x| {
                let root = root(square(v(x)) + ten(-30)?)?;
                (root.clone() - v(x)) * (root + v(x))
            }),
            formula!(|| ten::<F>(-30)),
        ),
        about(
            "exponential_far_up",
            r"e^{x + 50} e^{-50} = e^x",
            formula!(|x| (v(x) + F::integer(50)).exp()? * F::integer(-50).exp()?),
            formula!(|x| v(x).exp()),
        ),
        about(
            "log_of_small_product_right",
            r"\ln(e^x e^{-700}) = x - 700",
            formula!(|x| (v(x).exp()? * F::integer(-700).exp()?).ln()),
            formula!(|x| v(x) - F::integer(700)),
        ),
        about(
            "softplus_difference",
            r"\ln(1 + e^{x+60}) - \ln(1 + e^{-x-60}) = x + 60",
            formula!(|x| {
                let far = v(x) + F::integer(60);
                (F::one() + far.exp()?).ln()? - (F::one() + (-far).exp()?).ln()?
            }),
            formula!(|x| v(x) + F::integer(60)),
        ),
        Claim::new("hilbert_inverse", r"H_D^{-1} H_D x = x")
            .given([vector("x", D)])
            .identity(
                formula!(|x; d| {
                    let matrix = hilbert::<F>(d)?;
                    inverse(&matrix)? * matrix * x
                }),
                formula!(|x| x),
            )
            .controls(USUAL),
        Claim::new("two_squares", r"(a^2 + b^2)(c^2 + d^2) - (ac - bd)^2 = (ad + bc)^2")
            .given([number("a"), number("b"), number("c"), number("e")])
            .identity(
                formula!(|a, b, c, e| {
                    let product = (square(v(a)) + square(v(b))) * (square(v(c)) + square(v(e)));
                    product - square(v(a) * v(c) - v(b) * v(e))
                }),
                formula!(|a, b, c, e| square(v(a) * v(e) + v(b) * v(c))),
            )
            .controls(USUAL),
    ];
    claims.map(|claim| entry(KIND, "the large terms cancel, and what is left is the right side", claim)).into()
}
