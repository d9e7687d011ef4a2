//! Gradients of functions that change fast.

use crate::tools::*;

const KIND: &str = "stiff";

/// d f/dx for a number x.
fn slope(name: &'static str, latex: &'static str, function: Formula, right: Formula) -> Claim {
    Claim::new(name, latex).given([number("x")]).gradient(function, "x", right)
}

pub fn entries() -> Vec<Entry> {
    let chebyshev_15 = formula!(|x| chebyshev(15, v(x)));
    let zero = formula!(|| F::zero());
    let one = formula!(|| F::one());
    vec![
        entry(
            KIND,
            "T₁₅′ = 15 U₁₄",
            slope(
                "chebyshev_first_kind",
                r"T_{15}' = 15 T_{14}",
                chebyshev_15,
                formula!(|x| chebyshev(14, v(x)) * F::integer(15)),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "T₁₅′ = 15 U₁₄",
            slope(
                "chebyshev_shifted",
                r"T_{15}' = 15 U_{14} + 10^{-6}",
                chebyshev_15,
                formula!(|x| chebyshev_second(14, v(x)) * F::integer(15) + ten(-6)?),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "T₄₀′ = 40 U₃₉ is as large as 1600 between −1 and 1",
            slope(
                "chebyshev_ripple",
                r"d(e^x + 10^{-9} T_{40}(x))/dx = e^x",
                formula!(|x| v(x).exp()? + chebyshev(40, v(x)) * ten(-9)?),
                formula!(|x| v(x).exp()),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "the slope is −2εu/(u² + ε²)²",
            slope(
                "lorentz_missing_square",
                r"d \frac{\epsilon}{u^2 + \epsilon^2} / du = -\frac{2 \epsilon u}{u^2 + \epsilon^2}",
                formula!(|x| over(ten(-3)?, square(v(x)) + ten(-6)?)),
                formula!(|x| -over(F::integer(2) * ten(-3)? * v(x), square(v(x)) + ten(-6)?)?),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "the slope of the second term is −2εu/(u² + ε²)², as large as 10⁵",
            slope(
                "lorentz_forgotten",
                r"d(e^u + \frac{\epsilon^2}{u^2 + \epsilon^2}) / du = e^u, \quad \epsilon = 10^{-6}",
                formula!(|x| v(x).exp()? + over(ten(-12)?, square(v(x)) + ten(-12)?)?),
                formula!(|x| v(x).exp()),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "in between, for |x| < 10⁻⁴, the slope is 10⁴",
            slope("steep_tanh", r"d \tanh(10^4 x) / dx = 0", formula!(|x| tanh(v(x) * ten(4)?)), zero)
                .control("1", one),
        ),
        entry(
            KIND,
            "the exponent is 49",
            slope(
                "fiftieth_power",
                r"d x^{50} / dx = 50 x^{48}",
                formula!(|x| power(v(x), 50)),
                formula!(|x| power(v(x), 48) * F::integer(50)),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "the slope is 2x⁻³ e^{−1/x²}, flat at 0 only",
            slope(
                "flat_function",
                r"d e^{-1/x^2} / dx = 2 x^{-2} e^{-1/x^2}",
                formula!(|x| (-square(v(x)).reciprocal()?).exp()),
                formula!(|x| {
                    let reciprocal = square(v(x)).reciprocal()?;
                    F::integer(2) * reciprocal.clone() * (-reciprocal).exp()?
                }),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "the inner factor 1000 is missing",
            slope(
                "softplus_without_inner",
                r"d \ln(1 + e^{1000x}) / dx = \sigma(1000x)",
                formula!(|x| (F::one() + (v(x) * F::integer(1000)).exp()?).ln()),
                formula!(|x| sigmoid(v(x) * F::integer(1000))),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "the slope of the second term is 10⁻³ e^{10⁶x}",
            slope(
                "small_and_steep",
                r"d(x + 10^{-9} e^{10^6 x}) / dx = 1",
                formula!(|x| v(x) + (v(x) * ten(6)?).exp()? * ten(-9)?),
                one,
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "the denominator must be squared",
            slope(
                "runge_missing_square",
                r"d \frac{1}{1 + 25x^2} / dx = -\frac{50x}{1 + 25x^2}",
                formula!(|x| (F::one() + F::integer(25) * square(v(x))).reciprocal()),
                formula!(|x| -over(F::integer(50) * v(x), F::one() + F::integer(25) * square(v(x)))?),
            )
            .controls(USUAL),
        ),
    ]
}
