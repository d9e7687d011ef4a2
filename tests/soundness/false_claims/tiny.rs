//! RightSide but for a tiny constant.

use crate::tools::*;

const KIND: &str = "tiny";

/// ln x² + 10ⁿ = 2 ln x
fn shifted(name: &'static str, latex: &'static str, left: Formula) -> Claim {
    Claim::new(name, latex)
        .given([positive("x", ONE)])
        .identity(left, formula!(|x| v(x).ln()? * F::integer(2)))
        .controls(USUAL)
}

/// A claim about constants.
fn constants(name: &'static str, latex: &'static str, left: Formula, right: Formula) -> Claim {
    Claim::new(name, latex).identity(left, right).controls(USUAL)
}

pub fn entries() -> Vec<Entry> {
    vec![
        entry(
            KIND,
            "off by 10⁻¹⁷",
            shifted("shifted_17", r"\ln x^2 + 10^{-17} = 2 \ln x", formula!(|x| square(v(x)).ln()? + ten(-17)?)),
        ),
        entry(
            KIND,
            "off by 10⁻²⁵",
            shifted("shifted_25", r"\ln x^2 + 10^{-25} = 2 \ln x", formula!(|x| square(v(x)).ln()? + ten(-25)?)),
        ),
        entry(
            KIND,
            "off by 10⁻³⁰",
            shifted("shifted_30", r"\ln x^2 + 10^{-30} = 2 \ln x", formula!(|x| square(v(x)).ln()? + ten(-30)?)),
        ),
        entry(
            KIND,
            "off by 10⁻²⁰ tr S",
            Claim::new("shifted_log_determinant", r"\ln|S| + 10^{-20} \operatorname{tr} S = 2 \ln|L|")
                .given([covariance("S", D)])
                .identity(
                    formula!(|S| log_determinant(S)? + trace(S)? * ten(-20)?),
                    formula!(|S_factor| log_determinant(S_factor)? * F::integer(2)),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "off by one part in 10¹²",
            Claim::new("exponentials_12", r"e^x e^y = e^{x+y} (1 + 10^{-12})")
                .given([number("x"), number("y")])
                .identity(
                    formula!(|x, y| v(x).exp()? * v(y).exp()?),
                    formula!(|x, y| (v(x) + v(y)).exp()? * (F::one() + ten(-12)?)),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "off by one part in 10²⁰",
            Claim::new("exponentials_20", r"e^x e^{-y} = e^{x-y+10^{-20}}")
                .given([number("x"), number("y")])
                .identity(
                    formula!(|x, y| v(x).exp()? * (-v(y)).exp()?),
                    formula!(|x, y| (v(x) - v(y) + ten(-20)?).exp()),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "off by one part in 10¹⁴",
            Claim::new("exponential_slope_14", r"d e^x / dx = (1 + 10^{-14}) e^x")
                .given([number("x")])
                .gradient(formula!(|x| v(x).exp()), "x", formula!(|x| v(x).exp()? * (F::one() + ten(-14)?)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "off by one part in 10¹⁵",
            Claim::new("log_determinant_15", r"\partial \ln|S| / \partial S = (1 + 10^{-15}) S^{-1}")
                .given([covariance("S", D)])
                .gradient_in(
                    Convention::Symmetrised,
                    formula!(|S| log_determinant(S)),
                    "S",
                    formula!(|S| inverse(S)? * (F::one() + ten(-15)?)),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "a density integrates to 1",
            Claim::new("normaliser_10", r"\int N(x | m, 1) dx = 1 + 10^{-10}")
                .given([number("m")])
                .expectation(
                    ONE,
                    formula!(|m, noise| {
                        let x = integration_point(m, noise)?;
                        let log = -(F::ln_two_pi()? + square(v(&x) - v(m))) * F::half();
                        (log + integration_weight(noise)?).exp()
                    }),
                    formula!(|| F::one() + ten(-10)?),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "√(2π) = 2.506628274631000…",
            Claim::new("normaliser_digits", r"\int e^{-x^2/2} dx = 2.50662827463")
                .given([number("m")])
                .expectation(
                    ONE,
                    formula!(|m, noise| {
                        let x = integration_point(m, noise)?;
                        (integration_weight(noise)? - square(v(&x)) * F::half()).exp()
                    }),
                    formula!(|| F::ratio(250_662_827_463, 100_000_000_000)),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "ln 2π = 1.837877066409345…",
            constants(
                "log_two_pi_digits",
                r"\ln 2\pi = 1.8378770664",
                formula!(|| F::ln_two_pi()),
                formula!(|| F::ratio(18_378_770_664, 10_000_000_000)),
            ),
        ),
        entry(
            KIND,
            "ln 2 is irrational; it ends in …945309417",
            constants(
                "log_two_digits",
                r"\ln 2 = 0.693147180559945309",
                formula!(|| F::integer(2).ln()),
                formula!(|| F::ratio(693_147_180_559_945_309, 1_000_000_000_000_000_000)),
            ),
        ),
        entry(
            KIND,
            "e is irrational; it goes on with 235",
            constants(
                "euler_digits",
                r"e = 2.718281828459045",
                formula!(|| F::one().exp()),
                formula!(|| F::ratio(2_718_281_828_459_045, 1_000_000_000_000_000)),
            ),
        ),
        entry(
            KIND,
            "the left side is transcendental, and smaller by 7.5 · 10⁻¹³",
            constants(
                "ramanujan_163",
                r"e^{\pi \sqrt{163}} = 640320^3 + 744",
                formula!(|| (F::ln_two_pi()?.exp()? * F::half() * root(F::integer(163))?).exp()),
                formula!(|| power(F::integer(640_320), 3) + F::integer(744)),
            ),
        ),
        entry(
            KIND,
            "the left side is transcendental, and smaller by 1.3 · 10⁻⁶",
            constants(
                "ramanujan_67",
                r"e^{\pi \sqrt{67}} = 5280^3 + 744",
                formula!(|| (F::ln_two_pi()?.exp()? * F::half() * root(F::integer(67))?).exp()),
                formula!(|| power(F::integer(5_280), 3) + F::integer(744)),
            ),
        ),
        entry(
            KIND,
            "e⁶ is larger by 1.8 · 10⁻⁵",
            constants(
                "powers_of_pi",
                r"\pi^4 + \pi^5 = e^6",
                formula!(|| {
                    let pi = F::ln_two_pi()?.exp()? * F::half();
                    power(pi.clone(), 4) + power(pi, 5)
                }),
                formula!(|| F::integer(6).exp()),
            ),
        ),
        entry(
            KIND,
            "32 ln 163 = 163.0000…, but not 163",
            constants(
                "log_163",
                r"32 \ln 163 = 163",
                formula!(|| F::integer(163).ln()? * F::integer(32)),
                formula!(|| F::integer(163)),
            ),
        ),
        entry(
            KIND,
            "e^(10⁻⁹) = 1 + 10⁻⁹ + ½ 10⁻¹⁸ + …",
            constants(
                "exponential_of_little",
                r"e^{10^{-9}} = 1 + 10^{-9}",
                formula!(|| ten::<F>(-9)?.exp()),
                formula!(|| F::one() + ten(-9)?),
            ),
        ),
        entry(
            KIND,
            "E z⁴ = 3",
            Claim::new("fourth_moment_15", r"E[z^4] = 3 + 10^{-15}")
                .expectation(ONE, formula!(|noise| power(v(noise), 4)), formula!(|| F::integer(3) + ten(-15)?))
                .controls(USUAL),
        ),
    ]
}
