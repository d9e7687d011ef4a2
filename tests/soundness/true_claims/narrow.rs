//! Expectations of what is narrow beside the density: E e^{−a(z−m)²/2} = (1+a)^−½ e^{−am²/2(1+a)}.

use crate::tools::*;

const KIND: &str = "narrow";

/// E f(z)
fn mean(name: &'static str, latex: &'static str, integrand: Formula, right: Formula) -> Claim {
    Claim::new(name, latex).expectation(ONE, integrand, right).controls(USUAL)
}

pub fn entries() -> Vec<Entry> {
    let claims = [
        mean(
            "narrow",
            r"E[e^{-10^4 z^2/2}] = 10001^{-1/2}",
            formula!(|noise| (-(square(v(noise)) * F::half() * ten(4)?)).exp()),
            formula!(|| root(F::integer(10_001).reciprocal()?)),
        ),
        mean(
            "narrow_second_moment_right",
            r"E[z^2 e^{-10^4 z^2/2}] = 10001^{-3/2}",
            formula!(|noise| square(v(noise)) * (-(square(v(noise)) * F::half() * ten(4)?)).exp()?),
            formula!(|| root(power(F::integer(10_001), 3).reciprocal()?)),
        ),
        mean(
            "narrower",
            r"E[e^{-10^8 z^2/2}] = (1 + 10^8)^{-1/2}",
            formula!(|noise| (-(square(v(noise)) * F::half() * ten(8)?)).exp()),
            formula!(|| root((F::one() + ten(8)?).reciprocal()?)),
        ),
        mean(
            "density_at_a_point_right",
            r"E[e^{-10^6 (z - 3/10)^2/2}] = (1 + 10^6)^{-1/2} e^{-0.045 \cdot 10^6 / (1 + 10^6)}",
            formula!(|noise| bump(v(noise), F::ratio(3, 10)?, ten::<F>(6)? * F::half())),
            formula!(|| {
                let width = F::one() + ten(6)?;
                let height = (-over(F::integer(45_000), width.clone())?).exp()?;
                over(height, root(width)?)
            }),
        ),
        Claim::new("width", r"E[e^{-a z^2/2}] = (1 + a)^{-1/2}")
            .given([positive("a", ONE)])
            .expectation(
                ONE,
                formula!(|a, noise| (-(v(a) * square(v(noise)) * F::half())).exp()),
                formula!(|a| root((F::one() + v(a)).reciprocal()?)),
            )
            .controls(USUAL),
        Claim::new("widths", r"E[e^{-\frac{1}{2} z^T S z}] = |I + S|^{-1/2}")
            .given([covariance("S", D)])
            .expectation(
                D,
                formula!(|S, noise| (-(quadratic_form(noise, S)? * F::half())).exp()),
                formula!(|S; d| root(determinant(&(eye::<F>(d) + S))?.reciprocal()?)),
            )
            .controls(USUAL),
        Claim::new("narrow_elsewhere_right", r"E[e^{-10^4 (z - m)^2/2}] = 10001^{-1/2} e^{-10^4 m^2 / 20002}")
            .given([number("m")])
            .expectation(
                ONE,
                formula!(|m, noise| bump(v(noise), v(m), ten::<F>(4)? * F::half())),
                formula!(|m| {
                    let height = (-(square(v(m)) * F::ratio(10_000, 20_002)?)).exp()?;
                    height * root(F::integer(10_001).reciprocal()?)?
                }),
            )
            .controls(USUAL),
        Claim::new("narrow_widths", r"E[e^{-\frac{1}{2} 10^6 z^T S z}] = |I + 10^6 S|^{-1/2}")
            .given([covariance("S", D)])
            .expectation(
                D,
                formula!(|S, noise| (-(quadratic_form(noise, S)? * F::half() * ten(6)?)).exp()),
                formula!(|S; d| root(determinant(&(eye::<F>(d) + S * ten::<F>(6)?))?.reciprocal()?)),
            )
            .controls(USUAL),
    ];
    claims.map(|claim| entry(KIND, "a Gaussian integral, by completing the square", claim)).into()
}
