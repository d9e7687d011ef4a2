//! Expectations of what is narrow beside the density.

use crate::tools::*;

const KIND: &str = "narrow";

/// E f(z)
fn mean(name: &'static str, latex: &'static str, integrand: Formula, right: Formula) -> Claim {
    Claim::new(name, latex).expectation(ONE, integrand, right)
}

pub fn entries() -> Vec<Entry> {
    let squeezed = formula!(|noise| (-(square(v(noise)) * F::half() * ten(4)?)).exp());
    let inverse_root = formula!(|| root(F::integer(10_001).reciprocal()?));
    vec![
        entry(
            KIND,
            "it is 10001^−½",
            mean(
                "narrow_doubled",
                r"E[e^{-10^4 z^2/2}] = 2 \cdot 10001^{-1/2}",
                squeezed,
                formula!(|| { root(F::integer(10_001).reciprocal()?)? * F::integer(2) }),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "it is 10001^−½, less by one part in 20000",
            mean("narrow_rounded", r"E[e^{-10^4 z^2/2}] = 10^{-2}", squeezed, formula!(|| ten::<F>(-2)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "it is 10001^−½",
            mean(
                "narrow_without_root",
                r"E[e^{-10^4 z^2/2}] = 10001^{-1}",
                squeezed,
                formula!(|| F::integer(10_001).reciprocal()),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "it is 10001^−3/2",
            mean(
                "narrow_second_moment",
                r"E[z^2 e^{-10^4 z^2/2}] = 10001^{-1/2}",
                formula!(|noise| square(v(noise)) * (-(square(v(noise)) * F::half() * ten(4)?)).exp()?),
                inverse_root,
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "it is (1 + 10⁸)^−½, about 10⁻⁴",
            mean(
                "narrower_is_not_zero",
                r"E[e^{-10^8 z^2/2}] = 0",
                formula!(|noise| (-(square(v(noise)) * F::half() * ten(8)?)).exp()),
                formula!(|| F::zero()),
            )
            .control("1", formula!(|| F::one())),
        ),
        entry(
            KIND,
            "it is (1 + a)^−½",
            Claim::new("width_without_one", r"E[e^{-a z^2/2}] = a^{-1/2}")
                .given([positive("a", ONE)])
                .expectation(
                    ONE,
                    formula!(|a, noise| (-(v(a) * square(v(noise)) * F::half())).exp()),
                    formula!(|a| root(v(a).reciprocal()?)),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "it is |I + S|^−½",
            Claim::new("widths_without_root", r"E[e^{-\frac{1}{2} z^T S z}] = |I + S|^{-1}")
                .given([covariance("S", D)])
                .expectation(
                    D,
                    formula!(|S, noise| (-(quadratic_form(noise, S)? * F::half())).exp()),
                    formula!(|S; d| determinant(&(eye::<F>(d) + S))?.reciprocal()),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the factor e^{−m² a / 2(1 + a)} is missing, a = 10⁴",
            Claim::new("narrow_elsewhere", r"E[e^{-10^4 (z - m)^2/2}] = 10001^{-1/2}")
                .given([number("m")])
                .expectation(ONE, formula!(|m, noise| bump(v(noise), v(m), ten::<F>(4)? * F::half())), inverse_root)
                .controls(USUAL),
        ),
        entry(
            KIND,
            "it is e^−0.045, to one part in 10⁶",
            mean(
                "density_at_a_point",
                r"E[10^3 e^{-\frac{1}{2} 10^6 (z - 3/10)^2}] = 1",
                formula!(|noise| bump(v(noise), F::ratio(3, 10)?, ten::<F>(6)? * F::half())? * ten(3)?),
                formula!(|| F::one()),
            )
            .controls(USUAL),
        ),
    ]
}
