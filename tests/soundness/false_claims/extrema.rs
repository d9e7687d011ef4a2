//! Places where the gradient vanishes, or seems to, and that are not what is looked for.

use crate::tools::*;

const KIND: &str = "extrema";
const DEGENERATE: &str = "degenerate";

/// The smallest of a function of one number.
fn smallest(name: &'static str, latex: &'static str, function: Formula, right: Formula) -> Claim {
    least(name, latex, [number("x")], function, right)
}

/// The smallest of a function of one number is at 0, it says.
fn at_zero(name: &'static str, latex: &'static str, function: Formula) -> Claim {
    smallest(name, latex, function, formula!(|| F::zero())).control("1/3", formula!(|| F::ratio(1, 3)))
}

/// The smallest of a function in the plane is at 0, it says.
fn at_origin(name: &'static str, latex: &'static str, function: Formula) -> Claim {
    least(name, latex, [vector("x", pair())], function, formula!(|| Matrix::<F>::zeros(2, 1)))
        .control("(1, 1/3)", formula!(|| stack(&scalar(F::one()), &scalar(F::ratio(1, 3)?))))
}

pub fn entries() -> Vec<Entry> {
    let mut entries = vec![
        entry(
            KIND,
            "the cubic term wins for large x: unbounded below",
            at_zero(
                "cubic",
                r"\arg\min_x x^2 - x^3/100 = 0",
                formula!(|x| square(v(x)) - power(v(x), 3) * F::ratio(1, 100)?),
            ),
        ),
        entry(
            KIND,
            "for |x| > 1000 the quartic term wins: unbounded below",
            at_zero(
                "quartic_far_away",
                r"\arg\min_x x^2 - 10^{-6} x^4 = 0",
                formula!(|x| square(v(x)) - power(v(x), 4) * ten(-6)?),
            ),
        ),
        entry(
            KIND,
            "at −40 the exponential is beyond 10⁴, x² is 1600",
            at_zero(
                "quadratic_and_exponential",
                r"\arg\min_x x^2 - 10^{-13} (e^{-x} + e^x) = 0",
                formula!(|x| square(v(x)) - (v(x).exp()? + (-v(x)).exp()?) * ten(-13)?),
            ),
        ),
        entry(
            KIND,
            "A is not orthogonal",
            least(
                "nearest_orthogonal",
                r"\arg\min_U |U - A|^2 = A",
                [orthogonal("x", D), matrix("A", D, D)],
                formula!(|x, A| squares(&(x - A))),
                formula!(|A| A),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "A is not orthogonal",
            least(
                "most_aligned",
                r"\arg\min_U -\operatorname{tr}(A^T U) = A",
                [orthogonal("x", D), invertible("A", D)],
                formula!(|x, A| -trace(&(A.transpose() * x))?),
                formula!(|A| A),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "the other minimum, at 3, is deeper: −9/4",
            at_zero(
                "double_well_3",
                r"\arg\min_x \tfrac{1}{4} x^4 - \tfrac{4}{3} x^3 + \tfrac{3}{2} x^2 = 0",
                formula!(|x| {
                    let x = v(x);
                    power(x.clone(), 4) * F::ratio(1, 4)? - power(x.clone(), 3) * F::ratio(4, 3)?
                        + square(x) * F::ratio(3, 2)?
                }),
            ),
        ),
        entry(
            KIND,
            "the other minimum, at 100, is deeper: −5 · 10⁶/3",
            at_zero(
                "double_well_100",
                r"\arg\min_x \tfrac{1}{4} x^4 - \tfrac{140}{3} x^3 + 2000 x^2 = 0",
                formula!(|x| {
                    let x = v(x);
                    power(x.clone(), 4) * F::ratio(1, 4)? - power(x.clone(), 3) * F::ratio(140, 3)?
                        + square(x) * F::integer(2000)
                }),
            ),
        ),
        entry(
            KIND,
            "at x = 50 it is below −7000",
            at_zero(
                "well_at_50",
                r"\arg\min_x x^2 - 10^4 e^{-(x-50)^2} = 0",
                formula!(|x| square(v(x)) - bump(v(x), F::integer(50), F::one())? * ten(4)?),
            ),
        ),
        entry(
            KIND,
            "at x = 1000 it is −10⁶",
            at_zero(
                "well_at_1000",
                r"\arg\min_x x^2 - 2 \cdot 10^6 e^{-(x-1000)^2} = 0",
                formula!(|x| { square(v(x)) - bump(v(x), F::integer(1000), F::one())? * ten(6)? * F::integer(2) }),
            ),
        ),
        entry(
            KIND,
            "at x = ½ it is −7/4",
            at_zero(
                "narrow_well",
                r"\arg\min_x x^2 - 2 e^{-10^8 (x - 1/2)^2} = 0",
                formula!(|x| square(v(x)) - bump(v(x), F::half(), ten(8)?)? * F::integer(2)),
            ),
        ),
        entry(
            KIND,
            "at x = −31 it is below −30",
            at_zero(
                "pole_free_well",
                r"\arg\min_x \tfrac{x^2}{1 + x^2} - \tfrac{40}{1 + (x+31)^2} - \tfrac{40 \cdot 62}{962^2} x = 0",
                formula!(|x| {
                    let near = over(square(v(x)), F::one() + square(v(x)))?;
                    let far = over(F::integer(40), F::one() + square(v(x) + F::integer(31)))?;
                    near - far - v(x) * F::ratio(40 * 62, 962 * 962)?
                }),
            ),
        ),
        entry(
            KIND,
            "with an indefinite S the form is unbounded below",
            least(
                "indefinite_form",
                r"\arg\min_x x^T S x = 0",
                [vector("x", D), symmetric("S", D)],
                formula!(|x, S| quadratic_form(x, S)),
                formula!(|; d| Matrix::<F>::zeros(d, 1)),
            )
            .control("ones", formula!(|; d| ones::<F>(d))),
        ),
        entry(
            KIND,
            "a saddle",
            at_origin(
                "saddle",
                r"\arg\min_x x_1^2 - x_2^2 = 0",
                formula!(|x| square(x[(0, 0)].clone()) - square(x[(1, 0)].clone())),
            ),
        ),
        entry(
            KIND,
            "along x₁ = x₂ it falls: x² (2 − 4)",
            at_origin(
                "coupled_saddle",
                r"\arg\min_x x_1^2 + x_2^2 - 4 x_1 x_2 = 0",
                formula!(|x| squares(x) - F::integer(4) * x[(0, 0)].clone() * x[(1, 0)].clone()),
            ),
        ),
        entry(
            KIND,
            "it is the largest",
            least(
                "maximum_for_minimum",
                r"\arg\min_x -|x - m|^2 = m",
                [vector("x", D), vector("m", D)],
                formula!(|x, m| -squares(&(x - m))),
                formula!(|m| m),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "0 is a local maximum; it is smallest where |x|² = ½",
            least(
                "mexican_hat",
                r"\arg\min_x |x|^4 - |x|^2 = 0",
                [vector("x", D)],
                formula!(|x| square(squares(x)) - squares(x)),
                formula!(|; d| Matrix::<F>::zeros(d, 1)),
            )
            .control("ones", formula!(|; d| ones::<F>(d))),
        ),
        entry(
            KIND,
            "every smaller positive number is better, and there is no smallest",
            least(
                "boundary",
                r"\arg\min_x x = 10^{-9}",
                [positive("x", ONE)],
                formula!(|x| v(x)),
                formula!(|| ten::<F>(-9)),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "−1 is not positive",
            least(
                "outside_of_positive",
                r"\arg\min_x (x + 1)^2 = -1",
                [positive("x", ONE)],
                formula!(|x| square(v(x) + F::one())),
                formula!(|| -F::one()),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "a negative m is outside of the set",
            least(
                "nearest_positive",
                r"\arg\min_x (x - m)^2 = m",
                [positive("x", ONE), number("m")],
                formula!(|x, m| square(v(x) - v(m))),
                formula!(|m| m),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "a column times its transpose has no inverse for D > 1, and is outside of the set",
            least(
                "nearest_invertible",
                r"\arg\min_A |A - bb^T|^2 = bb^T",
                [invertible("x", D), vector("b", D)],
                formula!(|x, b| squares(&(x - b * b.transpose()))),
                formula!(|b| b * b.transpose()),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "an indefinite M is outside of the set",
            least_symmetric(
                "nearest_covariance",
                r"\arg\min_S |S - M|^2 = M",
                [covariance("S", D), symmetric("M", D)],
                formula!(|S, M| squares(&(S - M))),
                formula!(|M| M),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "A is not symmetric; the place is ½(A + Aᵀ)",
            least_symmetric(
                "nearest_symmetric",
                r"\arg\min_S |S - A|^2 = A",
                [symmetric("S", D), matrix("A", D, D)],
                formula!(|S, A| squares(&(S - A))),
                formula!(|A| A),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "the gradient I − S⁻¹MS⁻¹ vanishes where S² = M",
            least_symmetric(
                "root_of_covariance",
                r"\arg\min_S \operatorname{tr} S + \operatorname{tr}(S^{-1} M) = M",
                [covariance("S", D), covariance("M", D)],
                formula!(|S, M| trace(S)? + trace(&(inverse(S)? * M))?),
                formula!(|M| M),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "near 0 it is lower than the 2/3 at 2",
            least(
                "lower_at_the_boundary",
                r"\arg\min_x \tfrac{1}{3} x^3 - \tfrac{3}{2} x^2 + 2x = 2",
                [positive("x", ONE)],
                formula!(|x| {
                    power(v(x), 3) * F::ratio(1, 3)? - square(v(x)) * F::ratio(3, 2)? + v(x) * F::integer(2)
                }),
                formula!(|| F::integer(2)),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "far away it tends to −1, and at 0 it is 0",
            at_zero(
                "lower_at_infinity",
                r"\arg\min_x x^2 e^{-x^2} - \tfrac{x^2}{10 + x^2} = 0",
                formula!(|x| {
                    let square = square(v(x));
                    square.clone() * (-square.clone()).exp()? - over(square.clone(), F::integer(10) + square)?
                }),
            ),
        ),
        entry(
            KIND,
            "far away it falls like −2 ln|x|",
            at_zero(
                "slow_descent",
                r"\arg\min_x \ln(1 + x^2) - 2 \ln(1 + x^2/100) = 0",
                formula!(|x| {
                    let far = (F::one() + square(v(x)) * F::ratio(1, 100)?).ln()?;
                    (F::one() + square(v(x))).ln()? - far * F::integer(2)
                }),
            ),
        ),
        entry(
            KIND,
            "for x → −∞ it tends to 0, which is less than e",
            smallest("no_minimum", r"\arg\min_x e^x = -50", formula!(|x| v(x).exp()), formula!(|| F::integer(-50)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the place is S⁻¹b",
            least(
                "quadratic_without_inverse",
                r"\arg\min_x x^T S x - 2 b^T x = S b",
                [vector("x", D), vector("b", D), covariance("S", D)],
                formula!(|x, b, S| quadratic_form(x, S)? - v(&(b.transpose() * x)) * F::integer(2)),
                formula!(|b, S| S * b),
            )
            .controls(USUAL),
        ),
    ];
    entries.extend([
        entry(
            DEGENERATE,
            "for x < 0 it is smaller",
            at_zero("cube", r"\arg\min_x x^3 = 0", formula!(|x| power(v(x), 3))),
        ),
        entry(
            DEGENERATE,
            "for x < −1 it is smaller",
            at_zero("fifth_power", r"\arg\min_x x^4 + x^5 = 0", formula!(|x| power(v(x), 4) + power(v(x), 5))),
        ),
        entry(
            DEGENERATE,
            "for |x| > 1000 it is smaller",
            at_zero(
                "sixth_power_far_away",
                r"\arg\min_x x^4 - 10^{-6} x^6 = 0",
                formula!(|x| power(v(x), 4) - power(v(x), 6) * ten(-6)?),
            ),
        ),
        entry(
            DEGENERATE,
            "for 0 < |x| < 1/1000 it is smaller",
            at_zero(
                "flat_maximum",
                r"\arg\min_x x^4 - 10^{-6} x^2 = 0",
                formula!(|x| power(v(x), 4) - square(v(x)) * ten(-6)?),
            ),
        ),
        entry(
            DEGENERATE,
            "for x < 0 it is smaller",
            at_zero(
                "eleventh_power",
                r"\arg\min_x x^{11} e^{-x^2} = 0",
                formula!(|x| power(v(x), 11) * (-square(v(x))).exp()?),
            ),
        ),
        entry(
            DEGENERATE,
            "the monkey saddle",
            at_origin(
                "monkey_saddle",
                r"\arg\min_x x_1^3 - 3 x_1 x_2^2 = 0",
                formula!(|x| {
                    let (a, b) = (x[(0, 0)].clone(), x[(1, 0)].clone());
                    power(a.clone(), 3) - F::integer(3) * a * square(b)
                }),
            ),
        ),
        entry(
            DEGENERATE,
            "a minimum along every line through 0, but between the parabolas it is negative",
            at_origin(
                "peano_surface",
                r"\arg\min_x (x_2 - x_1^2)(x_2 - 3 x_1^2) = 0",
                formula!(|x| {
                    let (a, b) = (square(x[(0, 0)].clone()), x[(1, 0)].clone());
                    (b.clone() - a.clone()) * (b - F::integer(3) * a)
                }),
            ),
        ),
        entry(
            DEGENERATE,
            "the place is m, where the fourth derivative is the first not to vanish",
            least(
                "fourth_power_halved",
                r"\arg\min_x |x - m|^4 = \tfrac{1}{2} m",
                [vector("x", D), vector("m", D)],
                formula!(|x, m| square(squares(&(x - m)))),
                formula!(|m| m * F::half()),
            )
            .controls([Mistake::Negated, Mistake::Halved]),
        ),
    ]);
    entries
}
