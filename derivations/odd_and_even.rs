//! f(−x) = f(x) is even, f(−x) = −f(x) is odd; E[f(z)] = 0 for odd f and z ~ N(0, Σ)

use super::log_density::log_density;
use crate::prelude::*;

/// ½ (f(x) + f(−x)), the even part of f                                                      (N1-167)
///
/// `x`: what f takes.
pub fn even_part<F: Field>(f: impl Fn(&Matrix<F>) -> Result<F>, x: &Matrix<F>) -> Result<F> {
    Ok((f(x)? + f(&-x.clone())?) * F::half())
}

/// ½ (f(x) − f(−x)), the odd part of f                                                       (N1-170)
///
/// `x`: what f takes.
pub fn odd_part<F: Field>(f: impl Fn(&Matrix<F>) -> Result<F>, x: &Matrix<F>) -> Result<F> {
    Ok((f(x)? - f(&-x.clone())?) * F::half())
}

/// x², an example of an even function                                                        (N1-165)
fn square<F: Field>(x: F) -> F {
    x.clone() * x
}

/// x³, an example of an odd function                                                         (N1-168)
fn cube<F: Field>(x: F) -> F {
    x.clone() * x.clone() * x
}

/// c₀ + c₁x + c₂x² + c₃x³; `coefficients`: 4×1, `x`: 1×1.
fn cubic<F: Field>(coefficients: &Matrix<F>, x: &Matrix<F>) -> Result<F> {
    expect_shape("x", x, 1, 1)?;
    Ok(coefficients.iter().rev().fold(F::zero(), |value, c| value * x[(0, 0)].clone() + c.clone()))
}

/// The number of coefficients of a cubic.
fn four() -> Size {
    ONE + ONE + ONE + ONE
}

/// The derivation.
pub fn derivation() -> Derivation {
    Derivation::new("odd_and_even", "Odd and even functions")
        .about(
            "A reflection leaves an even function as it is and changes the sign of an odd one. The density of a \
             Gaussian is even about its mean, so the two halves of the integral of an odd function of x−μ cancel: its \
             mean is 0. This is why first and third central moments vanish.",
        )
        .claims(models())
        .claims(parts())
        .claims(products())
        .claims(density())
        .claims(expectations())
}

fn models() -> [Claim; 4] {
    [
        Claim::new("square_at_two", r"f(2) = f(-2), \quad f(x) = x^2")
            .because("Both are 4.")
            .from(["N1-165", "N1-166"])
            .identity(formula!(|| square(F::integer(2))), formula!(|| square(F::integer(-2))))
            .controls([Mistake::Negated, Mistake::Doubled])
            .control("x³ for x²", formula!(|| cube(F::integer(-2)))),
        Claim::new("square_is_even", r"f(x) = f(-x), \quad f(x) = x^2")
            .because("The signs of two factors cancel.")
            .from(["N1-165", "N1-167"])
            .given([number("x")])
            .identity(formula!(|x| square(x[(0, 0)].clone())), formula!(|x| square(-x[(0, 0)].clone())))
            .controls([Mistake::Negated, Mistake::Doubled])
            .control("x³ for x²", formula!(|x| cube(-x[(0, 0)].clone()))),
        Claim::new("cube_at_two", r"-f(2) = f(-2), \quad f(x) = x^3")
            .because("Both are −8.")
            .from(["N1-168", "N1-169"])
            .identity(formula!(|| -cube(F::integer(2))), formula!(|| cube(F::integer(-2))))
            .controls([Mistake::Negated, Mistake::Doubled])
            .control("x² for x³", formula!(|| square(F::integer(-2)))),
        Claim::new("cube_is_odd", r"f(-x) = -f(x), \quad f(x) = x^3")
            .because("Of three signs two cancel, and one is left.")
            .from(["N1-168", "N1-170"])
            .given([number("x")])
            .identity(formula!(|x| cube(-x[(0, 0)].clone())), formula!(|x| -cube(x[(0, 0)].clone())))
            .controls([Mistake::Negated, Mistake::Doubled])
            .control("x² for x³", formula!(|x| -square(x[(0, 0)].clone()))),
    ]
}

fn parts() -> [Claim; 3] {
    let given = [vector("c", four()), number("x")];
    [
        Claim::new("decomposition", r"f(x) = \tfrac{1}{2}[f(x) + f(-x)] + \tfrac{1}{2}[f(x) - f(-x)]")
            .because("Every function is the sum of an even and an odd one. Here f is any cubic c₀ + c₁x + c₂x² + c₃x³.")
            .from(["N1-167", "N1-170"])
            .given(given)
            .identity(
                formula!(|c, x| cubic(c, x)),
                formula!(|c, x| even_part(|x| cubic(c, x), x)? + odd_part(|x| cubic(c, x), x)?),
            )
            .controls([Mistake::Negated, Mistake::InputNegated("x")])
            .control(
                "even part minus odd part",
                formula!(|c, x| { even_part(|x| cubic(c, x), x)? - odd_part(|x| cubic(c, x), x)? }),
            ),
        Claim::new("even_part", r"\tfrac{1}{2}[f(x) + f(-x)] = c_0 + c_2 x^2")
            .because("In the sum of f(x) and f(−x) the odd powers cancel.")
            .from(["N1-165", "N1-167"])
            .given(given)
            .identity(
                formula!(|c, x| even_part(|x| cubic(c, x), x)),
                formula!(|c, x| x * x * c[(2, 0)].clone() + scalar(c[(0, 0)].clone())),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("c")])
            .control("odd powers", formula!(|c, x| x * x * x * c[(3, 0)].clone() + x * c[(1, 0)].clone())),
        Claim::new("odd_part", r"\tfrac{1}{2}[f(x) - f(-x)] = c_1 x + c_3 x^3")
            .because("In the difference the even powers cancel.")
            .from(["N1-168", "N1-170"])
            .given(given)
            .identity(
                formula!(|c, x| odd_part(|x| cubic(c, x), x)),
                formula!(|c, x| x * x * x * c[(3, 0)].clone() + x * c[(1, 0)].clone()),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("x")])
            .control("even powers", formula!(|c, x| x * x * c[(2, 0)].clone() + scalar(c[(0, 0)].clone()))),
    ]
}

fn products() -> [Claim; 2] {
    let given = [vector("b", four()), vector("c", four()), number("x")];
    [
        Claim::new("odd_times_even", r"o(-x) \, e(-x) = -o(x) \, e(x)")
            .because(
                "One factor changes its sign: an odd function times an even one is odd. o and e are parts of cubics.",
            )
            .from(["N1-167", "N1-170"])
            .given(given)
            .identity(
                formula!(|b, c, x| {
                    let mirrored = -x.clone();
                    odd_part(|x| cubic(b, x), &mirrored)? * even_part(|x| cubic(c, x), &mirrored)?
                }),
                formula!(|b, c, x| -(odd_part(|x| cubic(b, x), x)? * even_part(|x| cubic(c, x), x)?)),
            )
            .controls([Mistake::Negated, Mistake::InputNegated("x"), Mistake::InputsSwapped("b", "c")]),
        Claim::new("odd_times_odd", r"o(-x) \, q(-x) = o(x) \, q(x)")
            .because("Both factors change their sign: the product of two odd functions is even.")
            .from(["N1-167", "N1-170"])
            .given(given)
            .identity(
                formula!(|b, c, x| {
                    let mirrored = -x.clone();
                    odd_part(|x| cubic(b, x), &mirrored)? * odd_part(|x| cubic(c, x), &mirrored)?
                }),
                formula!(|b, c, x| odd_part(|x| cubic(b, x), x)? * odd_part(|x| cubic(c, x), x)?),
            )
            .controls([Mistake::Negated, Mistake::InputNegated("b")])
            .control(
                "one factor even",
                formula!(|b, c, x| { odd_part(|x| cubic(b, x), x)? * even_part(|x| cubic(c, x), x)? }),
            ),
    ]
}

fn density() -> [Claim; 2] {
    [
        Claim::new("density_is_even", r"\ln \mathcal{N}(\mu + z|\mu,\Sigma) = \ln \mathcal{N}(\mu - z|\mu,\Sigma)")
            .because("A quadratic form is even: the signs of both z cancel. The reflection is about the mean.")
            .from(["N1-167", "N1-002"])
            .given([vector("z", D), vector("mean", D), covariance("covariance", D)])
            .identity(
                formula!(|z, mean, covariance| log_density(&(mean + z), mean, covariance)),
                formula!(|z, mean, covariance| log_density(&(mean - z), mean, covariance)),
            )
            .controls([Mistake::Negated, Mistake::InputInverted("covariance")])
            .control(
                "reflection about the origin",
                formula!(|z, mean, covariance| { log_density(&-(mean + z), mean, covariance) }),
            ),
        Claim::new("mirrored_law", r"2\mu - x \sim \mathcal{N}(\mu,\Sigma), \quad x \sim \mathcal{N}(\mu,\Sigma)")
            .because("A sample reflected about the mean has the same law.")
            .from(["N1-167", "N1-002"])
            .given([vector("mean", D), covariance("covariance", D)])
            .law(
                D,
                formula!(|mean, covariance_factor, noise| mean * F::integer(2) - (mean + covariance_factor * noise)),
                formula!(|mean, covariance| law(mean, covariance)),
            )
            .controls([Mistake::Doubled, Mistake::InputNegated("mean"), Mistake::InputInverted("covariance")]),
    ]
}

fn expectations() -> [Claim; 4] {
    [
        Claim::new("odd_mean_vanishes", r"\mathbb{E}[c_1 z + c_3 z^3] = 0, \quad z \sim \mathcal{N}(0,\sigma^2)")
            .because("The integrand times the even density is odd: the halves left and right of 0 cancel.")
            .from(["N1-168", "N1-170"])
            .given([vector("c", four()), positive("sigma", ONE)])
            .expectation(
                ONE,
                formula!(|c, sigma, noise| odd_part(|z| cubic(c, z), &(sigma * noise))),
                formula!(|| F::zero()),
            )
            .control("c₁", formula!(|c| c[(1, 0)].clone()))
            .control("mean of the even part", formula!(|c, sigma| mean_of_cubic(c, sigma)))
            .control(
                "third moment as the fourth",
                formula!(|c, sigma| {
                    let variance = sigma * sigma;
                    &variance * &variance * c[(3, 0)].clone() * F::integer(3)
                }),
            ),
        Claim::new("even_part_remains", r"\mathbb{E}[f(z)] = c_0 + c_2 \sigma^2, \quad z \sim \mathcal{N}(0,\sigma^2)")
            .because("Of f = even + odd only the even part has a mean.")
            .from(["N1-165", "N1-167", "N1-170"])
            .given([vector("c", four()), positive("sigma", ONE)])
            .expectation(
                ONE,
                formula!(|c, sigma, noise| cubic(c, &(sigma * noise))),
                formula!(|c, sigma| mean_of_cubic(c, sigma)),
            )
            .controls([Mistake::Negated, Mistake::Doubled])
            .control("f at the mean", formula!(|c| c[(0, 0)].clone()))
            .control("f at the deviation", formula!(|c, sigma| cubic(c, sigma))),
        Claim::new("first_moment", r"\int (x-\mu) \, \mathcal{N}(x|\mu,\Sigma) \, dx = 0")
            .because("About the mean x−μ is odd, in every direction, and the density is even.")
            .from(["N1-167", "N1-170"])
            .given([vector("mean", D), covariance("covariance", D)])
            .expectation(
                D,
                formula!(|mean, covariance, noise| {
                    let x = integration_point(mean, noise)?;
                    let density = (log_density(&x, mean, covariance)? + integration_weight(noise)?).exp()?;
                    (x - mean) * density
                }),
                formula!(|mean| Matrix::<F>::zeros(mean.nrows(), 1)),
            )
            .control("mean not subtracted", formula!(|mean| mean))
            .control("mean subtracted twice", formula!(|mean| -mean.clone()))
            .control("twice the mean", formula!(|mean| mean * F::integer(2))),
        Claim::new("third_moment", r"\mathbb{E}[(a^T (x-\mu))^3] = 0, \quad x \sim \mathcal{N}(\mu,\Sigma)")
            .because(
                "The cube of an odd function is odd. About the origin it is not: there 3aᵀμ aᵀΣa + (aᵀμ)³ remains.",
            )
            .from(["N1-168", "N1-170"])
            .given([vector("a", D), vector("mean", D), covariance("covariance", D)])
            .expectation(
                D,
                formula!(|a, mean, covariance_factor, noise| {
                    let x = mean + covariance_factor * noise;
                    cube(a.dot(&(x - mean)))
                }),
                formula!(|| F::zero()),
            )
            .control(
                "mean not subtracted",
                formula!(|a, mean, covariance| {
                    let m = a.dot(mean);
                    m.clone() * quadratic_form(a, covariance)? * F::integer(3) + cube(m)
                }),
            )
            .control("second moment", formula!(|a, covariance| quadratic_form(a, covariance)))
            .control("cube of the mean", formula!(|a, mean| cube(a.dot(mean)))),
    ]
}

/// c₀ + c₂σ²
fn mean_of_cubic<F: Field>(coefficients: &Matrix<F>, deviation: &Matrix<F>) -> F {
    coefficients[(0, 0)].clone() + coefficients[(2, 0)].clone() * square(deviation[(0, 0)].clone())
}
