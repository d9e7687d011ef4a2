//! What is lost, or seems to be lost, where large numbers cancel.

use crate::tools::*;

const KIND: &str = "cancellation";

/// A claim about one number.
fn about(name: &'static str, latex: &'static str, left: Formula, right: Formula) -> Claim {
    Claim::new(name, latex).given([number("x")]).identity(left, right)
}

/// A claim that something is zero.
fn nothing(name: &'static str, latex: &'static str, left: Formula) -> Claim {
    about(name, latex, left, formula!(|| F::zero())).control("1", formula!(|| F::one()))
}

pub fn entries() -> Vec<Entry> {
    vec![
        entry(
            KIND,
            "the left side is x",
            about(
                "two_to_the_40",
                r"x + 2^{40} - 2^{40} = 2x",
                formula!(|x| v(x) + two(40)? - two(40)?),
                formula!(|x| v(x) * F::integer(2)),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "the left side is x",
            nothing("ten_to_the_17", r"x + 10^{17} - 10^{17} = 0", formula!(|x| v(x) + ten(17)? - ten(17)?)),
        ),
        entry(
            KIND,
            "the left side is 10⁻²⁰ x",
            nothing(
                "one_and_little",
                r"(1 + 10^{-20} x) - 1 = 0",
                formula!(|x| F::one() + v(x) * ten(-20)? - F::one()),
            ),
        ),
        entry(
            KIND,
            "eᵘ > 1 for u > 0",
            nothing(
                "exponential_less_one",
                r"e^{10^{-17} x} - 1 = 0",
                formula!(|x| (v(x) * ten(-17)?).exp()? - F::one()),
            ),
        ),
        entry(
            KIND,
            "ln(1 + u) > 0 for u > 0",
            nothing(
                "softplus_far_down",
                r"\ln(1 + e^{x - 60}) = 0",
                formula!(|x| (F::one() + (v(x) - F::integer(60)).exp()?).ln()),
            ),
        ),
        entry(
            KIND,
            "the left side is eˣ",
            nothing(
                "exponential_and_much",
                r"(e^x + 10^{20}) - 10^{20} = 0",
                formula!(|x| v(x).exp()? + ten(20)? - ten(20)?),
            ),
        ),
        entry(
            KIND,
            "the left side is x²",
            about(
                "square_far_away",
                r"(x + 10^9)^2 - 10^{18} - 2 \cdot 10^9 x = 3x^2",
                formula!(|x| square(v(x) + ten(9)?) - ten(18)? - F::integer(2) * ten(9)? * v(x)),
                formula!(|x| square(v(x)) * F::integer(3)),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "the root is larger than x",
            Claim::new("root_and_little", r"\sqrt{x^2 + 10^{-30}} = x")
                .given([positive("x", ONE)])
                .identity(formula!(|x| root(square(v(x)) + ten(-30)?)), formula!(|x| v(x)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the left side is 1 + u²/6 + …, u = 10⁻⁶ x",
            about(
                "hyperbolic_sine",
                r"\sinh(10^{-6} x) / (10^{-6} x) = 1",
                formula!(|x| over(sinh(v(x) * ten(-6)?)?, v(x) * ten(-6)?)),
                formula!(|| F::one()),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "the determinant is small, 3 · 10⁻³³ at D = 8, but not 0",
            Claim::new("hilbert_determinant", r"(D-1)(D-2) \cdots (D-5) |H_D| = 0")
                .given([vector("x", D)])
                .identity(
                    formula!(|x; d| determinant(&hilbert::<F>(d)?)? * F::integer(falling(d, 5)) + v(x) * F::zero()),
                    formula!(|| F::zero()),
                )
                .control("1", formula!(|| F::one())),
        ),
        entry(
            KIND,
            "it is e⁻³⁰ = 9.4 · 10⁻¹⁴ to nine digits",
            nothing(
                "alternating_series",
                r"\sum_{k=0}^{120} (-30)^k / k! = 0",
                formula!(|| {
                    let (mut term, mut sum) = (F::one(), F::one());
                    for k in 1..=120 {
                        term *= F::ratio(-30, k)?;
                        sum += term.clone();
                    }
                    sum
                }),
            ),
        ),
        entry(
            KIND,
            "the left side is x − 700",
            about(
                "log_of_small_product",
                r"\ln(e^x e^{-700}) = x - 701",
                formula!(|x| (v(x).exp()? * F::integer(-700).exp()?).ln()),
                formula!(|x| v(x) - F::integer(701)),
            )
            .controls(USUAL),
        ),
    ]
}
