//! Narrow, far and heavy-tailed, and right.

use crate::tools::*;

const KIND: &str = "blind";

/// d f/dx for a number x.
fn slope(name: &'static str, latex: &'static str, function: Formula, right: Formula) -> Claim {
    Claim::new(name, latex).given([number("x")]).gradient(function, "x", right).controls(USUAL)
}

/// E f(x, z) for a number x.
fn mean(name: &'static str, latex: &'static str, integrand: Formula, right: Formula) -> Claim {
    Claim::new(name, latex).given([number("x")]).expectation(ONE, integrand, right).controls(USUAL)
}

/// The law N(0, 1).
fn standard<F: Field>() -> Result<Matrix<F>> {
    law(&scalar(F::zero()), &scalar(F::one()))
}

pub fn entries() -> Vec<Entry> {
    let slopes = [
        slope(
            "bump_at_0_right",
            r"d(x + e^{-10^6 x^2})/dx = 1 - 2 \cdot 10^6 x e^{-10^6 x^2}",
            formula!(|x| v(x) + bump(v(x), F::zero(), ten(6)?)?),
            formula!(|x| F::one() - F::integer(2) * ten(6)? * v(x) * bump(v(x), F::zero(), ten(6)?)?),
        ),
        slope(
            "bump_at_3_right",
            r"d(x + e^{-10^8 (x-3)^2})/dx = 1 - 2 \cdot 10^8 (x-3) e^{-10^8 (x-3)^2}",
            formula!(|x| v(x) + bump(v(x), F::integer(3), ten(8)?)?),
            formula!(|x| {
                let step = v(x) - F::integer(3);
                F::one() - F::integer(2) * ten(8)? * step * bump(v(x), F::integer(3), ten(8)?)?
            }),
        ),
        slope(
            "kink_at_0_right",
            r"d|x|/dx = x/|x|",
            formula!(|x| modulus(v(x))),
            formula!(|x| over(v(x), modulus(v(x))?)),
        ),
        slope(
            "kink_at_3_right",
            r"d|x-3|/dx = (x-3)/|x-3|",
            formula!(|x| modulus(v(x) - F::integer(3))),
            formula!(|x| over(v(x) - F::integer(3), modulus(v(x) - F::integer(3))?)),
        ),
        slope(
            "kink_at_1000_right",
            r"d|x-1000|/dx = |x-1000|/(x-1000)",
            formula!(|x| modulus(v(x) - F::integer(1000))),
            formula!(|x| over(modulus(v(x) - F::integer(1000))?, v(x) - F::integer(1000))),
        ),
        slope(
            "step_at_7_right",
            r"d \ln(1 + e^{100(x-7)}) / dx = 100 \sigma(100(x-7))",
            formula!(|x| (F::one() + ((v(x) - F::integer(7)) * F::integer(100)).exp()?).ln()),
            formula!(|x| sigmoid((v(x) - F::integer(7)) * F::integer(100))? * F::integer(100)),
        ),
        Claim::new(
            "bump_of_a_norm_right",
            r"\partial (x^T x + e^{-10^6 (x^T x - 1)^2}) / \partial x = 2x (1 - 2 \cdot 10^6 (x^T x - 1) e^{\cdots})",
        )
        .given([vector("x", D)])
        .gradient(
            formula!(|x| squares(x) + bump(squares(x), F::one(), ten(6)?)?),
            "x",
            formula!(|x| {
                let inner = F::integer(2) * ten(6)? * (squares(x) - F::one()) * bump(squares(x), F::one(), ten(6)?)?;
                x * (F::integer(2) * (F::one() - inner))
            }),
        )
        .controls(USUAL),
        Claim::new("log_of_modulus", r"2 \ln|x - 1000| = \ln(x - 1000)^2")
            .given([number("x")])
            .identity(
                formula!(|x| modulus(v(x) - F::integer(1000))?.ln()? * F::integer(2)),
                formula!(|x| square(v(x) - F::integer(1000)).ln()),
            )
            .controls(USUAL),
        Claim::new("modulus_of_product", r"|x| |y| = |xy|")
            .given([number("x"), number("y")])
            .identity(formula!(|x, y| modulus(v(x))? * modulus(v(y))?), formula!(|x, y| modulus(v(x) * v(y))))
            .controls(USUAL),
    ];
    let means = [
        mean(
            "mgf",
            r"E[e^{xz}] = e^{x^2/2}",
            formula!(|x, noise| (v(x) * v(noise)).exp()),
            formula!(|x| (square(v(x)) * F::half()).exp()),
        ),
        mean(
            "finite_quarter",
            r"E[x + e^{z^2/4}] = x + \sqrt{2}",
            formula!(|x, noise| v(x) + (square(v(noise)) * F::ratio(1, 4)?).exp()?),
            formula!(|x| v(x) + root(F::integer(2))?),
        ),
        mean(
            "finite_49",
            r"E[x + e^{0.49 z^2}] = x + \sqrt{50}",
            formula!(|x, noise| v(x) + (square(v(noise)) * F::ratio(49, 100)?).exp()?),
            formula!(|x| v(x) + root(F::integer(50))?),
        ),
        mean(
            "tail_at_40_right",
            r"E[x + e^{40z - 800}] = x + 1",
            formula!(|x, noise| v(x) + (v(noise) * F::integer(40) - F::integer(800)).exp()?),
            formula!(|x| v(x) + F::one()),
        ),
        mean(
            "tail_at_12_right",
            r"E[x + e^{12z - 72}] = x + 1",
            formula!(|x, noise| v(x) + (v(noise) * F::integer(12) - F::integer(72)).exp()?),
            formula!(|x| v(x) + F::one()),
        ),
        mean(
            "bump_of_the_noise_right",
            r"E[x + e^{-10^8 (z-3)^2}] = x + (1 + 2 \cdot 10^8)^{-1/2} e^{-9 \cdot 10^8 / (1 + 2 \cdot 10^8)}",
            formula!(|x, noise| v(x) + bump(v(noise), F::integer(3), ten(8)?)?),
            formula!(|x| {
                let width = F::one() + F::integer(2) * ten(8)?;
                let height = (-over(F::integer(9) * ten(8)?, width.clone())?).exp()?;
                v(x) + over(height, root(width)?)?
            }),
        ),
    ];
    let laws = [
        (
            "a rotation keeps the law N(0, I)",
            Claim::new("law_of_rotation", r"Uz \sim N(0, I)").given([orthogonal("U", D)]).law(
                D,
                formula!(|U, noise| U * noise),
                formula!(|; d| law(&Matrix::<F>::zeros(d, 1), &eye(d))),
            ),
        ),
        (
            "variances add up to 2",
            Claim::new("law_of_sum", r"(z_1 + z_2) / \sqrt{2} \sim N(0, 1)").law(
                pair(),
                formula!(|noise| over(total(noise), root(F::integer(2))?)),
                formula!(|| standard::<F>()),
            ),
        ),
        (
            "the sign of z₂ is independent of z₁, and −z₁ has the law of z₁",
            Claim::new("law_of_sign", r"z_1 z_2 / |z_2| \sim N(0, 1)").law(
                pair(),
                formula!(|noise| {
                    let (first, second) = (noise[(0, 0)].clone(), noise[(1, 0)].clone());
                    over(first * second.clone(), modulus(second)?)
                }),
                formula!(|| standard::<F>()),
            ),
        ),
        (
            "in polar coordinates it is r cos 2φ, and 2φ is as uniform as φ",
            Claim::new("law_of_double_angle", r"(z_1^2 - z_2^2) / \sqrt{z_1^2 + z_2^2} \sim N(0, 1)").law(
                pair(),
                formula!(|noise| {
                    let (first, second) = (square(noise[(0, 0)].clone()), square(noise[(1, 0)].clone()));
                    over(first - second, root(squares(noise))?)
                }),
                formula!(|| standard::<F>()),
            ),
        ),
    ];
    let mut entries = Vec::new();
    entries.extend(slopes.map(|claim| entry(KIND, "the chain rule, or |u|² = u²", claim)));
    entries.extend(means.map(|claim| entry(KIND, "a Gaussian integral, by completing the square", claim)));
    entries.extend(laws.map(|(why, claim)| entry(KIND, why, claim.controls(USUAL))));
    entries
}
