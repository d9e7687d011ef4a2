//! Tiny constants in their right place.

use crate::tools::*;

const KIND: &str = "tiny";

/// A claim about constants.
fn constants(name: &'static str, latex: &'static str, left: Formula, right: Formula) -> Claim {
    Claim::new(name, latex).identity(left, right).controls(USUAL)
}

pub fn entries() -> Vec<Entry> {
    vec![
        entry(
            KIND,
            "ln ab = ln a + ln b",
            Claim::new("log_of_shifted_square", r"\ln(x^2 (1 + 10^{-17})) = 2 \ln x + \ln(1 + 10^{-17})")
                .given([positive("x", ONE)])
                .identity(
                    formula!(|x| (square(v(x)) * (F::one() + ten(-17)?)).ln()),
                    formula!(|x| v(x).ln()? * F::integer(2) + (F::one() + ten(-17)?).ln()?),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "10⁻¹⁷ is added and taken away",
            Claim::new("there_and_back", r"(x + 10^{-17}) - 10^{-17} = x")
                .given([number("x")])
                .identity(formula!(|x| (v(x) + ten(-17)?) - ten(-17)?), formula!(|x| v(x)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "eᵃ⁺ᵇ = eᵃeᵇ",
            Claim::new("exponential_and_little", r"e^{x + 10^{-20}} = e^x e^{10^{-20}}")
                .given([number("x")])
                .identity(formula!(|x| (v(x) + ten(-20)?).exp()), formula!(|x| v(x).exp()? * ten::<F>(-20)?.exp()?))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "(1 + a)(1 − a) = 1 − a²",
            Claim::new("difference_of_squares", r"e^x (1 + 10^{-12})(1 - 10^{-12}) = e^x (1 - 10^{-24})")
                .given([number("x")])
                .identity(
                    formula!(|x| v(x).exp()? * (F::one() + ten(-12)?) * (F::one() - ten(-12)?)),
                    formula!(|x| v(x).exp()? * (F::one() - ten(-24)?)),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "4 = 2²",
            constants(
                "log_four",
                r"\ln 4 = 2 \ln 2",
                formula!(|| F::integer(4).ln()),
                formula!(|| F::integer(2).ln()? * F::integer(2)),
            ),
        ),
        entry(
            KIND,
            "(16/15)⁷ (25/24)⁵ (81/80)³ = 2",
            constants(
                "log_two_by_parts",
                r"7 \ln \tfrac{16}{15} + 5 \ln \tfrac{25}{24} + 3 \ln \tfrac{81}{80} = \ln 2",
                formula!(|| {
                    F::ratio(16, 15)?.ln()? * F::integer(7)
                        + F::ratio(25, 24)?.ln()? * F::integer(5)
                        + F::ratio(81, 80)?.ln()? * F::integer(3)
                }),
                formula!(|| F::integer(2).ln()),
            ),
        ),
        entry(
            KIND,
            "(√2π)² = 2π",
            constants(
                "root_of_two_pi",
                r"(e^{\frac{1}{2} \ln 2\pi})^2 = e^{\ln 2\pi}",
                formula!(|| Ok::<F, Error>(square((F::ln_two_pi()? * F::half()).exp()?))),
                formula!(|| F::ln_two_pi()?.exp()),
            ),
        ),
        entry(
            KIND,
            "ln 10 = ln 2 + ln 5",
            constants(
                "log_of_ten",
                r"\ln 10^{-30} = -30 (\ln 2 + \ln 5)",
                formula!(|| ten::<F>(-30)?.ln()),
                formula!(|| -((F::integer(2).ln()? + F::integer(5).ln()?) * F::integer(30))),
            ),
        ),
        entry(
            KIND,
            "a density integrates to 1",
            Claim::new("normaliser", r"\int N(x | m, 1) dx = 1")
                .given([number("m")])
                .expectation(
                    ONE,
                    formula!(|m, noise| {
                        let x = integration_point(m, noise)?;
                        let log = -(F::ln_two_pi()? + square(v(&x) - v(m))) * F::half();
                        (log + integration_weight(noise)?).exp()
                    }),
                    formula!(|| F::one()),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the Gaussian integral",
            Claim::new("gaussian_integral", r"\int e^{-x^2/2} dx = e^{\frac{1}{2} \ln 2\pi}")
                .given([number("m")])
                .expectation(
                    ONE,
                    formula!(|m, noise| {
                        let x = integration_point(m, noise)?;
                        (integration_weight(noise)? - square(v(&x)) * F::half()).exp()
                    }),
                    formula!(|| (F::ln_two_pi()? * F::half()).exp()),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "ln|S| = 2 ln|L|, with the same tiny term on both sides",
            Claim::new("same_little_term", r"\ln|S| + 10^{-20} \operatorname{tr} S = 2 \ln|L| + 10^{-20} |L|^2")
                .given([covariance("S", D)])
                .identity(
                    formula!(|S| log_determinant(S)? + trace(S)? * ten(-20)?),
                    formula!(|S_factor| { log_determinant(S_factor)? * F::integer(2) + squares(S_factor) * ten(-20)? }),
                )
                .controls(USUAL),
        ),
    ]
}
