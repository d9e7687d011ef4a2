//! Places where a function is smallest, the only ones.

use crate::tools::*;

const KIND: &str = "extrema";
const DEGENERATE: &str = "degenerate";

/// The smallest of a function of one number.
fn smallest(name: &'static str, latex: &'static str, function: Formula, right: Formula) -> Claim {
    least(name, latex, [number("x")], function, right)
}

/// The smallest of a function of one number is at 0.
fn at_zero(name: &'static str, latex: &'static str, function: Formula) -> Claim {
    smallest(name, latex, function, formula!(|| F::zero())).control("1/3", formula!(|| F::ratio(1, 3)))
}

/// The smallest of a function of x and m is at m.
fn at_m(name: &'static str, latex: &'static str, function: Formula) -> Claim {
    least(name, latex, [vector("x", D), vector("m", D)], function, formula!(|m| m)).controls(USUAL)
}

pub fn entries() -> Vec<Entry> {
    let mut entries = vec![
        entry(
            KIND,
            "the constant does not move the place",
            at_m(
                "large_constant",
                r"\arg\min_x |x - m|^2 + 10^{12} = m",
                formula!(|x, m| squares(&(x - m)) + ten(12)?),
            ),
        ),
        entry(
            KIND,
            "the factor does not move the place",
            at_m("small_factor", r"\arg\min_x 10^{-9} |x - m|^2 = m", formula!(|x, m| squares(&(x - m)) * ten(-9)?)),
        ),
        entry(
            KIND,
            "the logarithm grows, so it is smallest where its argument is",
            at_m("cauchy", r"\arg\min_x \ln(1 + |x - m|^2) = m", formula!(|x, m| (F::one() + squares(&(x - m))).ln())),
        ),
        entry(
            KIND,
            "the bump is highest at its centre",
            at_m("gaussian_bump", r"\arg\min_x -e^{-|x - m|^2} = m", formula!(|x, m| -(-squares(&(x - m))).exp()?)),
        ),
        entry(
            KIND,
            "the bump is highest at its centre, however narrow",
            at_m(
                "narrow_bump",
                r"\arg\min_x -e^{-10^8 |x - m|^2} = m",
                formula!(|x, m| -(-(squares(&(x - m)) * ten(8)?)).exp()?),
            ),
        ),
        entry(
            KIND,
            "both terms are smallest there",
            at_m(
                "second_and_fourth_power",
                r"\arg\min_x |x - m|^2 + |x - m|^4 = m",
                formula!(|x, m| squares(&(x - m)) + square(squares(&(x - m)))),
            ),
        ),
        entry(
            KIND,
            "eᵘ − u is smallest at u = 0",
            least(
                "exponential_and_line",
                r"\arg\min_x e^{x-m} - x = m",
                [number("x"), number("m")],
                formula!(|x, m| (v(x) - v(m)).exp()? - v(x)),
                formula!(|m| m),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "convex and even",
            at_zero("cosh", r"\arg\min_x e^x + e^{-x} = 0", formula!(|x| v(x).exp()? + (-v(x)).exp()?)),
        ),
        entry(
            KIND,
            "positive everywhere else, though it comes near 0 far away",
            at_zero(
                "flat_far_away",
                r"\arg\min_x x^2 e^{-x^2} = 0",
                formula!(|x| square(v(x)) * (-square(v(x))).exp()?),
            ),
        ),
        entry(
            KIND,
            "f′ = x(x−1)(x−3), and f(3) = −9/4 < 0 = f(0)",
            smallest(
                "deeper_well_3",
                r"\arg\min_x \tfrac{1}{4} x^4 - \tfrac{4}{3} x^3 + \tfrac{3}{2} x^2 = 3",
                formula!(|x| {
                    let x = v(x);
                    power(x.clone(), 4) * F::ratio(1, 4)? - power(x.clone(), 3) * F::ratio(4, 3)?
                        + square(x) * F::ratio(3, 2)?
                }),
                formula!(|| F::integer(3)),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "f′ = x(x−40)(x−100), and f(100) < 0 = f(0)",
            smallest(
                "deeper_well_100",
                r"\arg\min_x \tfrac{1}{4} x^4 - \tfrac{140}{3} x^3 + 2000 x^2 = 100",
                formula!(|x| {
                    let x = v(x);
                    power(x.clone(), 4) * F::ratio(1, 4)? - power(x.clone(), 3) * F::ratio(140, 3)?
                        + square(x) * F::integer(2000)
                }),
                formula!(|| F::integer(100)),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "1 − a/x vanishes at a, and the function is convex",
            least(
                "line_and_logarithm",
                r"\arg\min_x x - a \ln x = a",
                [positive("x", ONE), positive("a", ONE)],
                formula!(|x, a| v(x) - v(a) * v(x).ln()?),
                formula!(|a| a),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "1 − a²/x² vanishes at a, and the function is convex",
            least(
                "line_and_hyperbola",
                r"\arg\min_x x + a^2/x = a",
                [positive("x", ONE), positive("a", ONE)],
                formula!(|x, a| v(x) + over(square(v(a)), v(x))?),
                formula!(|a| a),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "m is in the set",
            least(
                "nearest_positive_right",
                r"\arg\min_x (x - m)^2 = m",
                [positive("x", ONE), positive("m", ONE)],
                formula!(|x, m| square(v(x) - v(m))),
                formula!(|m| m),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "the normal equations",
            least(
                "quadratic",
                r"\arg\min_x x^T S x - 2 b^T x = S^{-1} b",
                [vector("x", D), vector("b", D), covariance("S", D)],
                formula!(|x, b, S| quadratic_form(x, S)? - v(&(b.transpose() * x)) * F::integer(2)),
                formula!(|b, S| inverse(S)? * b),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "the gradient I − S⁻¹M²S⁻¹ vanishes at M, and the function is convex",
            least_symmetric(
                "root_of_squared_covariance",
                r"\arg\min_S \operatorname{tr} S + \operatorname{tr}(S^{-1} M^2) = M",
                [covariance("S", D), covariance("M", D)],
                formula!(|S, M| trace(S)? + trace(&(inverse(S)? * M * M))?),
                formula!(|M| M),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "the likelihood of a covariance",
            least_symmetric(
                "likelihood",
                r"\arg\min_S \ln|S| + \operatorname{tr}(S^{-1} M) = M",
                [covariance("S", D), covariance("M", D)],
                formula!(|S, M| log_determinant(S)? + trace(&(inverse(S)? * M))?),
                formula!(|M| M),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "the orthogonal projection to the symmetric matrices",
            least_symmetric(
                "nearest_symmetric_right",
                r"\arg\min_S |S - A|^2 = \tfrac{1}{2} (A + A^T)",
                [symmetric("S", D), matrix("A", D, D)],
                formula!(|S, A| squares(&(S - A))),
                formula!(|A| (A + A.transpose()) * F::half()),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "M is in the set",
            least_symmetric(
                "nearest_covariance_right",
                r"\arg\min_S |S - M|^2 = M",
                [covariance("S", D), covariance("M", D)],
                formula!(|S, M| squares(&(S - M))),
                formula!(|M| M),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "B is in the set",
            least(
                "nearest_invertible_right",
                r"\arg\min_A |A - B|^2 = B",
                [invertible("x", D), invertible("B", D)],
                formula!(|x, B| squares(&(x - B))),
                formula!(|B| B),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "no diagonal entry exceeds 1, and all are 1 for I alone",
            least(
                "largest_trace",
                r"\arg\min_U -\operatorname{tr} U = I",
                [orthogonal("x", D)],
                formula!(|x| -trace(x)?),
                formula!(|; d| eye::<F>(d)),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "V is in the set",
            least(
                "nearest_orthogonal_right",
                r"\arg\min_U |U - V|^2 = V",
                [orthogonal("x", D), orthogonal("V", D)],
                formula!(|x, V| squares(&(x - V))),
                formula!(|V| V),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "a banana-shaped valley with one lowest point",
            least(
                "rosenbrock",
                r"\arg\min_x (1 - x_1)^2 + 100 (x_2 - x_1^2)^2 = (1, 1)",
                [vector("x", pair())],
                formula!(|x| {
                    let (a, b) = (x[(0, 0)].clone(), x[(1, 0)].clone());
                    square(F::one() - a.clone()) + square(b - square(a)) * F::integer(100)
                }),
                formula!(|| ones::<F>(2)),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "it is the largest",
            Claim::new("maximum", r"\arg\max_x -|x - m|^2 = m")
                .given([vector("x", D), vector("m", D)])
                .extremum(
                    Extremum::Maximum,
                    Convention::Unconstrained,
                    formula!(|x, m| -squares(&(x - m))),
                    "x",
                    formula!(|m| m),
                )
                .controls(USUAL),
        ),
    ];
    entries.extend([
        entry(
            DEGENERATE,
            "a fourth power is smallest where it vanishes",
            at_m("fourth_power", r"\arg\min_x |x - m|^4 = m", formula!(|x, m| square(squares(&(x - m))))),
        ),
        entry(
            DEGENERATE,
            "an eighth power is smallest where it vanishes",
            at_m("eighth_power", r"\arg\min_x |x - m|^8 = m", formula!(|x, m| power(squares(&(x - m)), 4))),
        ),
        entry(
            DEGENERATE,
            "a sum of fourth powers is smallest where all vanish",
            least(
                "sum_of_fourth_powers",
                r"\arg\min_x \sum_i x_i^4 = 0",
                [vector("x", D)],
                formula!(|x| x.iter().fold(F::zero(), |sum, entry| sum + power(entry.clone(), 4))),
                formula!(|; d| Matrix::<F>::zeros(d, 1)),
            )
            .control("ones", formula!(|; d| ones::<F>(d))),
        ),
        entry(
            DEGENERATE,
            "an even power is smallest where it vanishes",
            at_zero("sixth_power", r"\arg\min_x x^6 = 0", formula!(|x| power(v(x), 6))),
        ),
        entry(
            DEGENERATE,
            "both terms are smallest at 0",
            at_zero(
                "fourth_power_and_little",
                r"\arg\min_x x^4 + 10^{-6} x^2 = 0",
                formula!(|x| power(v(x), 4) + square(v(x)) * ten(-6)?),
            ),
        ),
        entry(
            DEGENERATE,
            "the exponential grows, so it is smallest where x⁴ is",
            at_zero("exponential_of_fourth_power", r"\arg\min_x e^{x^4} = 0", formula!(|x| power(v(x), 4).exp())),
        ),
        entry(
            DEGENERATE,
            "a sum of squares that vanishes at 0 alone",
            least(
                "curved_valley",
                r"\arg\min_x x_1^4 + (x_2 - x_1^2)^2 = 0",
                [vector("x", pair())],
                formula!(|x| {
                    let (a, b) = (x[(0, 0)].clone(), x[(1, 0)].clone());
                    power(a.clone(), 4) + square(b - square(a))
                }),
                formula!(|| Matrix::<F>::zeros(2, 1)),
            )
            .control("(1, 1/3)", formula!(|| stack(&scalar(F::one()), &scalar(F::ratio(1, 3)?)))),
        ),
    ]);
    entries
}
