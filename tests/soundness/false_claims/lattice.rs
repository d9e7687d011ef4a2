//! Wrong forms that agree at whole numbers, at simple fractions, or at the identity.

use crate::tools::*;

const KIND: &str = "lattice";

pub fn entries() -> Vec<Entry> {
    vec![
        entry(
            KIND,
            "the exponent is c²/2, which is c/2 at c = 1 only",
            Claim::new("mgf_linear", r"E[e^{cz}] = e^{c/2}")
                .given([positive("c", ONE)])
                .expectation(ONE, formula!(|c, noise| (v(c) * v(noise)).exp()), formula!(|c| (v(c) * F::half()).exp()))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the exponent is c²/2, which is c³/2 at 0 and 1 only",
            Claim::new("mgf_cube", r"E[e^{cz}] = e^{c^3/2}")
                .given([number("c")])
                .expectation(
                    ONE,
                    formula!(|c, noise| (v(c) * v(noise)).exp()),
                    formula!(|c| (power(v(c), 3) * F::half()).exp()),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the exponent is ½ Σ cᵢ², not ½ Σ cᵢ",
            Claim::new("mgf_vector_linear", r"E[e^{c^T z}] = e^{\frac{1}{2} \sum_i c_i}")
                .given([positive("c", D)])
                .expectation(
                    D,
                    formula!(|c, noise| v(&(c.transpose() * noise)).exp()),
                    formula!(|c| (total(c) * F::half()).exp()),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the product vanishes at the multiples of 1/8 only",
            Claim::new("mgf_eighths", r"E[e^{xz}] = e^{x^2/2} (1 + \prod_k (x - k/8))")
                .given([number("x")])
                .expectation(
                    ONE,
                    formula!(|x, noise| (v(x) * v(noise)).exp()),
                    formula!(|x| (square(v(x)) * F::half()).exp()? * (F::one() + through(v(x), 8, 16)?)),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the product vanishes at the multiples of 1/8 only",
            Claim::new("exponential_eighths", r"d e^x / dx = e^x (1 + \prod_k (x - k/8))")
                .given([number("x")])
                .gradient(formula!(|x| v(x).exp()), "x", formula!(|x| v(x).exp()? * (F::one() + through(v(x), 8, 16)?)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the product vanishes at the multiples of 1/10 only",
            Claim::new("exponential_tenths", r"d e^x / dx = e^x (1 + \prod_k (x - k/10))")
                .given([number("x")])
                .gradient(
                    formula!(|x| v(x).exp()),
                    "x",
                    formula!(|x| v(x).exp()? * (F::one() + through(v(x), 10, 20)?)),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the product vanishes at whole numbers from −9 to 9 only",
            Claim::new("exponential_whole", r"e^{x+1} = e^x (e + \prod_k (x - k))")
                .given([number("x")])
                .identity(
                    formula!(|x| (v(x) + F::one()).exp()),
                    formula!(|x| v(x).exp()? * (F::one().exp()? + through(v(x), 1, 9)?)),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "eˣ is no straight line, though it meets this one at 0 and 1",
            Claim::new("exponential_chord", r"e^x = 1 + (e - 1) x")
                .given([number("x")])
                .identity(formula!(|x| v(x).exp()), formula!(|x| F::one() + (F::one().exp()? - F::one()) * v(x)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the product vanishes at 2ᵏ, k from −3 to 3, only",
            Claim::new("log_powers_of_two", r"\ln x = \ln x \, (1 + \prod_k (x - 2^k))")
                .given([positive("x", ONE)])
                .identity(
                    formula!(|x| v(x).ln()),
                    formula!(|x| {
                        let product =
                            (-3..=3).try_fold(F::one(), |product, k| Ok::<F, Error>(product * (v(x) - two(k)?)))?;
                        v(x).ln()? * (F::one() + product)
                    }),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the product vanishes at the multiples of 1/8 only",
            Claim::new("log_eighths", r"\ln x^2 = 2 \ln x + \prod_k (x - k/8)")
                .given([positive("x", ONE)])
                .identity(
                    formula!(|x| square(v(x)).ln()),
                    formula!(|x| v(x).ln()? * F::integer(2) + through(v(x), 8, 16)?),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the variance is s², which is s at 0 and 1 only",
            Claim::new("law_linear", r"m + sz \sim N(m, s)")
                .given([number("m"), positive("s", ONE)])
                .law(ONE, formula!(|m, s, noise| m + s * noise), formula!(|m, s| law(m, s)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the expectation is tr S, which is tr S² at the identity",
            Claim::new("quadratic_form_squared", r"E[z^T S z] = \operatorname{tr} S^2")
                .given([covariance("S", D)])
                .expectation(D, formula!(|S, noise| quadratic_form(noise, S)), formula!(|S| trace(&(S * S))))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the place is m, which is m³ at −1, 0 and 1 only",
            least(
                "place_cubed",
                r"\arg\min_x (x - m)^2 = m^3",
                [number("x"), number("m")],
                formula!(|x, m| square(v(x) - v(m))),
                formula!(|m| power(v(m), 3)),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "ln x and x − 1 meet at 1 only",
            Claim::new("logarithm_tangent", r"\ln x = x - 1")
                .given([positive("x", ONE)])
                .identity(formula!(|x| v(x).ln()), formula!(|x| v(x) - F::one()))
                .controls(USUAL),
        ),
    ]
}
