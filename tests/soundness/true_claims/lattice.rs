//! RightSide forms next to those that agree on a lattice only.

use crate::tools::*;

const KIND: &str = "lattice";

pub fn entries() -> Vec<Entry> {
    vec![
        entry(
            KIND,
            "the moment generating function of N(0, 1)",
            Claim::new("mgf_positive", r"E[e^{cz}] = e^{c^2/2}")
                .given([positive("c", ONE)])
                .expectation(
                    ONE,
                    formula!(|c, noise| (v(c) * v(noise)).exp()),
                    formula!(|c| (square(v(c)) * F::half()).exp()),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the moment generating function of N(0, I)",
            Claim::new("mgf_vector", r"E[e^{c^T z}] = e^{\frac{1}{2} c^T c}")
                .given([vector("c", D)])
                .expectation(
                    D,
                    formula!(|c, noise| v(&(c.transpose() * noise)).exp()),
                    formula!(|c| (squares(c) * F::half()).exp()),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "x(x−1)(x−2)(x−3) multiplied out",
            Claim::new("falling_factorial", r"e^x x(x-1)(x-2)(x-3) = e^x (x^4 - 6x^3 + 11x^2 - 6x)")
                .given([number("x")])
                .identity(
                    formula!(|x| {
                        let factors = (0..4).fold(F::one(), |product, k| product * (v(x) - F::integer(k)));
                        v(x).exp()? * factors
                    }),
                    formula!(|x| {
                        let odd = F::integer(6) * (power(v(x), 3) + v(x));
                        v(x).exp()? * (power(v(x), 4) - odd + F::integer(11) * square(v(x)))
                    }),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "(x − k/8)(x + k/8) = x² − k²/64",
            Claim::new("eighths_in_pairs", r"e^x (1 + \prod_k (x - k/8)) = e^x (1 + x \prod_{k > 0} (x^2 - k^2/64))")
                .given([number("x")])
                .identity(
                    formula!(|x| v(x).exp()? * (F::one() + through(v(x), 8, 16)?)),
                    formula!(|x| {
                        let pairs = (1..=16).try_fold(v(x), |product, k| {
                            Ok::<F, Error>(product * (square(v(x)) - F::ratio(k * k, 64)?))
                        })?;
                        v(x).exp()? * (F::one() + pairs)
                    }),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the product rule",
            Claim::new("exponential_times_line", r"d (x e^x) / dx = (1 + x) e^x")
                .given([number("x")])
                .gradient(formula!(|x| v(x) * v(x).exp()?), "x", formula!(|x| (F::one() + v(x)) * v(x).exp()?))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the variance of sz is s²",
            Claim::new("law_square", r"m + sz \sim N(m, s^2)")
                .given([number("m"), positive("s", ONE)])
                .law(ONE, formula!(|m, s, noise| m + s * noise), formula!(|m, s| law(m, &(s * s))))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "E[zzᵀ] = I",
            Claim::new("quadratic_form", r"E[z^T S z] = \operatorname{tr} S")
                .given([covariance("S", D)])
                .expectation(D, formula!(|S, noise| quadratic_form(noise, S)), formula!(|S| trace(S)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "a square is smallest where it vanishes",
            least(
                "cubed_place",
                r"\arg\min_x (x - m^3)^2 = m^3",
                [number("x"), number("m")],
                formula!(|x, m| square(v(x) - power(v(m), 3))),
                formula!(|m| power(v(m), 3)),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "(x − 1)(x − 2) multiplied out",
            Claim::new("logarithm_times_square", r"\ln x \, (x-1)(x-2) = \ln x \, (x^2 - 3x + 2)")
                .given([positive("x", ONE)])
                .identity(
                    formula!(|x| v(x).ln()? * (v(x) - F::one()) * (v(x) - F::integer(2))),
                    formula!(|x| v(x).ln()? * (square(v(x)) - F::integer(3) * v(x) + F::integer(2))),
                )
                .controls(USUAL),
        ),
    ]
}
