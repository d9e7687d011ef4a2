//! Where several judges look at the same places and miss the same thing.

use crate::tools::*;

const KIND: &str = "blind";

/// d f/dx for a number x.
fn slope(name: &'static str, latex: &'static str, function: Formula, right: Formula) -> Claim {
    Claim::new(name, latex).given([number("x")]).gradient(function, "x", right)
}

/// E f(x, z) for a number x.
fn mean(name: &'static str, latex: &'static str, integrand: Formula, right: Formula) -> Claim {
    Claim::new(name, latex).given([number("x")]).expectation(ONE, integrand, right)
}

pub fn entries() -> Vec<Entry> {
    let one = formula!(|| F::one());
    let minus_one = formula!(|| -F::one());
    let zero = formula!(|| F::zero());
    let itself = formula!(|x| v(x));
    let bumps = [
        slope("bump_at_0", r"d(x + e^{-10^6 x^2})/dx = 1", formula!(|x| v(x) + bump(v(x), F::zero(), ten(6)?)?), one),
        slope(
            "bump_at_3",
            r"d(x + e^{-10^8 (x-3)^2})/dx = 1",
            formula!(|x| v(x) + bump(v(x), F::integer(3), ten(8)?)?),
            one,
        ),
        slope(
            "bump_at_minus_17",
            r"d(x + e^{-10^4 (x+17)^2})/dx = 1",
            formula!(|x| v(x) + bump(v(x), F::integer(-17), ten(4)?)?),
            one,
        ),
        slope(
            "bump_at_1000",
            r"d(x + e^{-(x-1000)^2})/dx = 1",
            formula!(|x| v(x) + bump(v(x), F::integer(1000), F::one())?),
            one,
        ),
        Claim::new("bump_at_a_third", r"x + e^{-10^8 (x - 1/3)^2} = x")
            .given([number("x")])
            .identity(formula!(|x| v(x) + bump(v(x), F::ratio(1, 3)?, ten(8)?)?), itself),
        Claim::new("bump_in_the_plane", r"x + e^{-10^4 (x^2 + (y-1)^2)} = x")
            .given([number("x"), number("y")])
            .identity(formula!(|x, y| v(x) + bump(v(x), F::zero(), ten(4)?)? * bump(v(y), F::one(), ten(4)?)?), itself),
        Claim::new("bump_of_a_norm", r"\partial (x^T x + e^{-10^6 (x^T x - 1)^2}) / \partial x = 2x")
            .given([vector("x", D)])
            .gradient(
                formula!(|x| squares(x) + bump(squares(x), F::one(), ten(6)?)?),
                "x",
                formula!(|x| x * F::integer(2)),
            ),
    ];
    let kinks = [
        slope("kink_at_0", r"d|x|/dx = 1", formula!(|x| modulus(v(x))), one),
        slope("kink_at_a_half", r"d|x - \tfrac{1}{2}|/dx = 1", formula!(|x| modulus(v(x) - F::half())), one),
        slope("kink_at_3", r"d|x-3|/dx = -1", formula!(|x| modulus(v(x) - F::integer(3))), minus_one),
        slope("kink_at_minus_7", r"d|x+7|/dx = 1", formula!(|x| modulus(v(x) + F::integer(7))), one),
        slope("kink_at_40", r"d|x-40|/dx = -1", formula!(|x| modulus(v(x) - F::integer(40))), minus_one),
        slope("kink_at_1000", r"d|x-1000|/dx = -1", formula!(|x| modulus(v(x) - F::integer(1000))), minus_one),
        Claim::new("value_beyond_1000", r"|x - 1000| = 1000 - x")
            .given([number("x")])
            .identity(formula!(|x| modulus(v(x) - F::integer(1000))), formula!(|x| F::integer(1000) - v(x))),
    ];
    let steps = [
        slope(
            "step_at_7",
            r"d \ln(1 + e^{100(x-7)}) / dx = 0",
            formula!(|x| (F::one() + ((v(x) - F::integer(7)) * F::integer(100)).exp()?).ln()),
            zero,
        )
        .control("1", one),
        Claim::new("step_at_20", r"x + \sigma(1000(x - 20)) = x")
            .given([number("x")])
            .identity(formula!(|x| v(x) + sigmoid((v(x) - F::integer(20)) * F::integer(1000))?), itself)
            .controls(USUAL),
    ];
    let infinite = [
        (
            "for z² beyond 690 the integrand grows faster than the density falls",
            mean(
                "infinite_690",
                r"E[x + e^{z^2 - 690}] = x",
                formula!(|x, noise| v(x) + (square(v(noise)) - F::integer(690)).exp()?),
                itself,
            ),
        ),
        (
            "the exponent 0.51 z² is more than the density's ½ z²",
            mean(
                "infinite_51",
                r"E[x + e^{0.51 z^2 - 300}] = x",
                formula!(|x, noise| { v(x) + (square(v(noise)) * F::ratio(51, 100)? - F::integer(300)).exp()? }),
                itself,
            ),
        ),
        (
            "times the density the second term is constant, and its integral infinite",
            mean(
                "infinite_half",
                r"E[x + 10^{-200} e^{z^2/2}] = x",
                formula!(|x, noise| v(x) + (square(v(noise)) * F::half()).exp()? * ten(-200)?),
                itself,
            ),
        ),
        (
            "z⁴ outgrows z²",
            mean(
                "infinite_fourth_power",
                r"E[x + e^{z^4 - 2000}] = x",
                formula!(|x, noise| v(x) + (power(v(noise), 4) - F::integer(2000)).exp()?),
                itself,
            ),
        ),
        (
            "eᶻ outgrows z²",
            mean(
                "infinite_double_exponential",
                r"E[x + e^{e^z - 500}] = x",
                formula!(|x, noise| v(x) + (v(noise).exp()? - F::integer(500)).exp()?),
                itself,
            ),
        ),
        (
            "1/z² has no finite integral across 0",
            mean(
                "infinite_pole",
                r"E[x + 10^{-30} / z^2] = x",
                formula!(|x, noise| v(x) + ten::<F>(-30)? * square(v(noise)).reciprocal()?),
                itself,
            ),
        ),
        (
            "the sum of the squares of two components is in the exponent as a whole",
            Claim::new("infinite_plane", r"E[x + e^{\frac{1}{2} (z_1 + z_2)^2 - 400}] = x")
                .given([number("x")])
                .expectation(
                    pair(),
                    formula!(|x, noise| v(x) + (square(total(noise)) * F::half() - F::integer(400)).exp()?),
                    itself,
                ),
        ),
    ];
    let tails = [
        (
            "the second term has expectation 1, all of it around z = 40",
            mean(
                "tail_at_40",
                r"E[x + e^{40z - 800}] = x",
                formula!(|x, noise| v(x) + (v(noise) * F::integer(40) - F::integer(800)).exp()?),
                itself,
            ),
        ),
        (
            "the second term has expectation 1, all of it around z = 12",
            mean(
                "tail_at_12",
                r"E[x + e^{12z - 72}] = x",
                formula!(|x, noise| v(x) + (v(noise) * F::integer(12) - F::integer(72)).exp()?),
                itself,
            ),
        ),
        (
            "the last term has expectation √50 e⁻²⁰ = 1.5 · 10⁻⁸",
            mean(
                "tail_of_square",
                r"E[x^2 + 1 + e^{0.49 z^2 - 20}] = x^2 + 1",
                formula!(|x, noise| {
                    square(v(x)) + F::one() + (square(v(noise)) * F::ratio(49, 100)? - F::integer(20)).exp()?
                }),
                formula!(|x| square(v(x)) + F::one()),
            ),
        ),
        (
            "off by one part in 10¹⁰",
            mean(
                "mgf_10",
                r"E[e^{xz}] = e^{x^2/2} (1 + 10^{-10})",
                formula!(|x, noise| (v(x) * v(noise)).exp()),
                formula!(|x| (square(v(x)) * F::half()).exp()? * (F::one() + ten(-10)?)),
            ),
        ),
        (
            "the bump at z = 3 has expectation 7.9 · 10⁻⁷",
            mean(
                "bump_of_the_noise",
                r"E[x + e^{-10^8 (z-3)^2}] = x",
                formula!(|x, noise| v(x) + bump(v(noise), F::integer(3), ten(8)?)?),
                itself,
            ),
        ),
        (
            "E ln z² = −γ − ln 2 = −1.27036…",
            mean(
                "expected_log_square",
                r"E[\ln z^2] = -1.27",
                formula!(|noise| square(v(noise)).ln()),
                formula!(|| F::ratio(-127, 100)),
            ),
        ),
    ];
    let laws = [
        (
            "|z| is never negative, so it is not normal, though both moments are right",
            Claim::new("law_of_modulus", r"|z| \sim N(\sqrt{2/\pi}, 1 - 2/\pi)").law(
                ONE,
                formula!(|noise| modulus(v(noise))),
                formula!(|| {
                    let mean = (-(F::ln_two_pi()? * F::half())).exp()? * F::integer(2);
                    law(&scalar(mean.clone()), &scalar(F::one() - square(mean)))
                }),
            ),
        ),
        (
            "the fourth moment of the product is 9, not 3",
            Claim::new("law_of_product", r"z_1 z_2 \sim N(0, 1)").law(
                pair(),
                formula!(|noise| noise[(0, 0)].clone() * noise[(1, 0)].clone()),
                formula!(|| law(&scalar(F::zero()), &scalar(F::one()))),
            ),
        ),
        (
            "z² − 1 is never below −1",
            Claim::new("law_of_square", r"(z^2 - 1) / \sqrt{2} \sim N(0, 1)").law(
                ONE,
                formula!(|noise| over(square(v(noise)) - F::one(), root(F::integer(2))?)),
                formula!(|| law(&scalar(F::zero()), &scalar(F::one()))),
            ),
        ),
        (
            "a cubic of z is not normal; its variance is 1 + 6 · 10⁻⁶",
            Claim::new("law_of_cubic", r"z + 10^{-3} (z^3 - 3z) \sim N(0, 1 + 6 \cdot 10^{-6})").law(
                ONE,
                formula!(|noise| {
                    let z = v(noise);
                    z.clone() + (power(z.clone(), 3) - F::integer(3) * z) * ten(-3)?
                }),
                formula!(|| law(&scalar(F::zero()), &scalar(F::one() + F::integer(6) * ten(-6)?))),
            ),
        ),
        (
            "where z is near 5 the sample is larger by 1",
            Claim::new("law_with_a_bump", r"m + z + e^{-10^6 (z-5)^2} \sim N(m, 1)").given([number("m")]).law(
                ONE,
                formula!(|m, noise| v(m) + v(noise) + bump(v(noise), F::integer(5), ten(6)?)?),
                formula!(|m| law(m, &scalar(F::one()))),
            ),
        ),
    ];
    let undefined =
        mean("expected_reciprocal", r"E[1/z] = 0", formula!(|noise| v(noise).reciprocal()), zero).control("1", one);
    let mut entries = Vec::new();
    entries.extend(bumps.map(|claim| entry(KIND, "the bump has a slope of its own", claim.controls(USUAL))));
    entries.extend(kinks.map(|claim| entry(KIND, "beyond the kink the sign is the other one", claim.controls(USUAL))));
    entries.extend(steps.map(|claim| entry(KIND, "beyond the step the value is another one", claim)));
    entries.extend(infinite.map(|(why, claim)| entry(KIND, why, claim.controls(USUAL))));
    entries.extend(tails.map(|(why, claim)| entry(KIND, why, claim.controls(USUAL))));
    entries.extend(laws.map(|(why, claim)| entry(KIND, why, claim.controls(USUAL))));
    entries.push(entry(KIND, "E|1/z| is infinite, so there is no expectation", undefined));
    entries
}
