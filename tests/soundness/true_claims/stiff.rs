//! RightSide gradients of functions that change fast.

use crate::tools::*;

const KIND: &str = "stiff";

/// d f/dx for a number x.
fn slope(name: &'static str, latex: &'static str, function: Formula, right: Formula) -> Claim {
    Claim::new(name, latex).given([number("x")]).gradient(function, "x", right).controls(USUAL)
}

pub fn entries() -> Vec<Entry> {
    let claims = [
        slope(
            "chebyshev",
            r"T_{15}' = 15 U_{14}",
            formula!(|x| chebyshev(15, v(x))),
            formula!(|x| chebyshev_second(14, v(x)) * F::integer(15)),
        ),
        slope(
            "chebyshev_ripple_right",
            r"d(e^x + 10^{-9} T_{40}(x))/dx = e^x + 4 \cdot 10^{-8} U_{39}(x)",
            formula!(|x| v(x).exp()? + chebyshev(40, v(x)) * ten(-9)?),
            formula!(|x| v(x).exp()? + chebyshev_second(39, v(x)) * F::integer(40) * ten(-9)?),
        ),
        slope(
            "lorentz",
            r"d \frac{\epsilon}{u^2 + \epsilon^2} / du = -\frac{2 \epsilon u}{(u^2 + \epsilon^2)^2}",
            formula!(|x| over(ten(-3)?, square(v(x)) + ten(-6)?)),
            formula!(|x| -over(F::integer(2) * ten(-3)? * v(x), square(square(v(x)) + ten(-6)?))?),
        ),
        slope(
            "lorentz_narrow",
            r"d(e^u + \frac{\epsilon^2}{u^2 + \epsilon^2}) / du = e^u - \frac{2 \epsilon^2 u}{(u^2 + \epsilon^2)^2}",
            formula!(|x| v(x).exp()? + over(ten(-12)?, square(v(x)) + ten(-12)?)?),
            formula!(|x| { v(x).exp()? - over(F::integer(2) * ten(-12)? * v(x), square(square(v(x)) + ten(-12)?))? }),
        ),
        slope(
            "steep_tanh_right",
            r"d \tanh(10^4 x) / dx = 10^4 (1 - \tanh^2(10^4 x))",
            formula!(|x| tanh(v(x) * ten(4)?)),
            formula!(|x| ten::<F>(4)? * (F::one() - square(tanh(v(x) * ten(4)?)?))),
        ),
        slope(
            "fiftieth_power_right",
            r"d x^{50} / dx = 50 x^{49}",
            formula!(|x| power(v(x), 50)),
            formula!(|x| power(v(x), 49) * F::integer(50)),
        ),
        slope(
            "flat_function_right",
            r"d e^{-1/x^2} / dx = 2 x^{-3} e^{-1/x^2}",
            formula!(|x| (-square(v(x)).reciprocal()?).exp()),
            formula!(|x| {
                let reciprocal = v(x).reciprocal()?;
                F::integer(2) * power(reciprocal.clone(), 3) * (-square(reciprocal)).exp()?
            }),
        ),
        slope(
            "softplus_steep",
            r"d \ln(1 + e^{1000x}) / dx = 1000 \sigma(1000x)",
            formula!(|x| (F::one() + (v(x) * F::integer(1000)).exp()?).ln()),
            formula!(|x| sigmoid(v(x) * F::integer(1000))? * F::integer(1000)),
        ),
        slope(
            "small_and_steep_right",
            r"d(x + 10^{-9} e^{10^6 x}) / dx = 1 + 10^{-3} e^{10^6 x}",
            formula!(|x| v(x) + (v(x) * ten(6)?).exp()? * ten(-9)?),
            formula!(|x| F::one() + (v(x) * ten(6)?).exp()? * ten(-3)?),
        ),
        slope(
            "runge",
            r"d \frac{1}{1 + 25x^2} / dx = -\frac{50x}{(1 + 25x^2)^2}",
            formula!(|x| (F::one() + F::integer(25) * square(v(x))).reciprocal()),
            formula!(|x| -over(F::integer(50) * v(x), square(F::one() + F::integer(25) * square(v(x))))?),
        ),
    ];
    claims.map(|claim| entry(KIND, "the rules of differentiation", claim)).into()
}
