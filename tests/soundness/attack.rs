//! Claims found by looking for what the judges overlook: places, sizes, components and scales that they do not visit,
//! terms that no number system of theirs sees, and rounding that their bounds leave out.

use crate::tools::*;

const KIND: &str = "attack";

/// The smallest of a function of one number is at 0, it says.
fn at_zero(name: &'static str, latex: &'static str, function: Formula) -> Claim {
    least(name, latex, [number("x")], function, formula!(|| F::zero())).control("1/3", formula!(|| F::ratio(1, 3)))
}

/// Four matrices, of which the last one is asked about.
fn fourth(
    name: &'static str,
    latex: &'static str,
    kind: fn(&'static str) -> Input,
    left: Formula,
    right: Formula,
) -> Claim {
    Claim::new(name, latex).given(["A", "B", "C", "U"].map(kind)).identity(left, right).controls(USUAL)
}

/// E f(z) = 0 for a number s.
fn vanishing(name: &'static str, latex: &'static str, integrand: Formula) -> Claim {
    Claim::new(name, latex)
        .given([positive("s", ONE)])
        .expectation(ONE, integrand, formula!(|| F::zero()))
        .control("1", formula!(|| F::one()))
}

/// exp(exp(−x²))
fn nested<F: Field>(x: F) -> Result<F> {
    (-square(x)).exp()?.exp()
}

/// −674 + 30x/(1 + x²), which lies between −689 and −659.
fn low<F: Field>(x: F) -> Result<F> {
    Ok(over(x.clone() * F::integer(30), F::one() + square(x))? - F::integer(674))
}

pub fn false_entries() -> Vec<Entry> {
    let number_claim =
        |name, latex, left, right| Claim::new(name, latex).given([number("x")]).identity(left, right).controls(USUAL);
    vec![
        entry(
            KIND,
            "it is −x − 10⁸ for x below −10⁸",
            number_claim(
                "modulus_far_out",
                r"|x + 10^8| = x + 10^8",
                formula!(|x| modulus(v(x) + ten(8)?)),
                formula!(|x| Ok::<F, Error>(v(x) + ten(8)?)),
            ),
        ),
        entry(
            KIND,
            "the product is negative between 1000 and 1001",
            number_claim(
                "modulus_in_a_gap",
                r"|(x - 1000)(x - 1001)| = (x - 1000)(x - 1001)",
                formula!(|x| modulus((v(x) - F::integer(1000)) * (v(x) - F::integer(1001)))),
                formula!(|x| (v(x) - F::integer(1000)) * (v(x) - F::integer(1001))),
            ),
        ),
        entry(
            KIND,
            "it is 1 for x above 10¹², and the nested exponentials keep the functional equations out",
            number_claim(
                "constant_beyond_a_pole",
                r"|u| / u + e^{e^x} - e^{e^x} = -1, u = x - 10^{12}",
                formula!(|x| {
                    let u = v(x) - ten(12)?;
                    Ok::<F, Error>(over(modulus(u.clone())?, u)? + v(x).exp()?.exp()? - v(x).exp()?.exp()?)
                }),
                formula!(|| -F::one()),
            ),
        ),
        entry(
            KIND,
            "it is −1 for x below −10⁹",
            number_claim(
                "sign_far_out",
                r"|x + 10^9| / (x + 10^9) = 1",
                formula!(|x| over(modulus(v(x) + ten(9)?)?, v(x) + ten(9)?)),
                formula!(|| F::one()),
            ),
        ),
        entry(
            KIND,
            "|S| is less than 10⁻¹² tr(S)² where the condition is above 10¹²",
            Claim::new(
                "modulus_of_conditions",
                r"|10^{12} |S| - \operatorname{tr}(S)^2| = 10^{12} |S| - \operatorname{tr}(S)^2",
            )
            .given([covariance("S", pair())])
            .identity(
                formula!(|S| modulus(determinant(S)? * ten(12)? - square(trace(S)?))),
                formula!(|S| Ok::<F, Error>(determinant(S)? * ten(12)? - square(trace(S)?))),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "it is 1 at x = 1000",
            number_claim(
                "nested_and_bump",
                r"e^{e^{-x^2}} = e^{e^{-x^2}} + e^{-10^4 (x - 1000)^2}",
                formula!(|x| nested(v(x))),
                formula!(|x| Ok::<F, Error>(nested(v(x))? + bump(v(x), F::integer(1000), ten(4)?)?)),
            ),
        ),
        entry(
            KIND,
            "the term is not zero",
            number_claim(
                "sum_and_bump",
                r"\ln(1 + x^2) + e^{-x^2} = \ln(1 + x^2) + e^{-x^2} + e^{-10^4 (x - 1000)^2}",
                formula!(|x| Ok::<F, Error>((F::one() + square(v(x))).ln()? + (-square(v(x))).exp()?)),
                formula!(|x| {
                    let sum = (F::one() + square(v(x))).ln()? + (-square(v(x))).exp()?;
                    Ok::<F, Error>(sum + bump(v(x), F::integer(1000), ten(4)?)?)
                }),
            ),
        ),
        entry(
            KIND,
            "a power of e is not zero",
            Claim::new("bump_from_four_on", r"e^{x^T x} = e^{x^T x} + (D-1)(D-2)(D-3) e^{-10^4 (x_1 - 1000)^2}")
                .given([vector("x", D)])
                .identity(
                    formula!(|x| squares(x).exp()),
                    formula!(|x; d| {
                        let bump = bump(v(x), F::integer(1000), ten(4)?)?;
                        Ok::<F, Error>(squares(x).exp()? + bump * F::integer(falling(d, 3)))
                    }),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "reflections have the determinant −1",
            fourth(
                "fourth_rotation",
                r"|U| = 1",
                |name| orthogonal(name, D),
                formula!(|U| determinant(U)),
                formula!(|| F::one()),
            ),
        ),
        entry(
            KIND,
            "a determinant may be negative",
            fourth(
                "fourth_determinant",
                r"\sqrt{|U|^2} = |U|",
                |name| invertible(name, D),
                formula!(|U| modulus(determinant(U)?)),
                formula!(|U| determinant(U)),
            ),
        ),
        entry(
            KIND,
            "the factor is 2 at P = Q = 2, where the traces are equal and not zero",
            Claim::new("square_blocks_only", r"\operatorname{tr}(AA^T) = (1 + [P = Q > 1]) \sum_{ij} a_{ij}^2")
                .given([matrix("A", P, Q)])
                .identity(
                    formula!(|A| trace(&(A * A.transpose()))),
                    formula!(|A; p, q| squares(A) * F::integer(if p == q && p > 1 { 2 } else { 1 })),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "three samples of dimension 3 or more have a Gram matrix of rank 3",
            Claim::new("gram_of_two", r"|X^T X| = 0 \text{ for } N > 2")
                .given([matrix("X", D, N)])
                .identity(
                    formula!(|X| determinant(&(X.transpose() * X))),
                    formula!(|X; n| if n > 2 { Ok(F::zero()) } else { determinant(&(X.transpose() * X)) }),
                )
                .control("1", formula!(|| F::one())),
        ),
        entry(
            KIND,
            "a saddle from D = 5 on",
            least(
                "ones_in_low_dimensions",
                r"\arg\min_x x^T x - \tfrac{1}{4} (\sum_i x_i)^2 = 0",
                [vector("x", D)],
                formula!(|x| Ok::<F, Error>(squares(x) - square(total(x)) * F::ratio(1, 4)?)),
                formula!(|x| x * F::zero()),
            )
            .control("1", formula!(|x| x.map(|_| F::one()))),
        ),
        entry(
            KIND,
            "a maximum where |a| > 10",
            least(
                "pitchfork",
                r"\arg\min_x x^4 + (100 - a^2) x^2 = 0",
                [number("x"), number("a")],
                formula!(|x, a| power(v(x), 4) + square(v(x)) * (F::integer(100) - square(v(a)))),
                formula!(|| F::zero()),
            )
            .control("1/3", formula!(|| F::ratio(1, 3))),
        ),
        entry(
            KIND,
            "a saddle where an eigenvalue of S is above 100",
            least(
                "spectral_bound",
                r"\arg\min_x x^T (100 I - S) x = 0",
                [vector("x", D), covariance("S", D)],
                formula!(|x, S| squares(x) * F::integer(100) - quadratic_form(x, S)?),
                formula!(|x| x * F::zero()),
            )
            .control("1", formula!(|x| x.map(|_| F::one()))),
        ),
        entry(
            KIND,
            "at x = 50 it is −2500",
            at_zero(
                "rational_well",
                r"\arg\min_x x^2 (1 - 2 / (1 + 10^8 (x - 50)^2)) = 0",
                formula!(|x| {
                    let well = F::one() + square(v(x) - F::integer(50)) * ten(8)?;
                    square(v(x)) * (F::one() - F::integer(2) * well.reciprocal()?)
                }),
            ),
        ),
        entry(
            KIND,
            "unbounded below where x comes near to 50 from below",
            at_zero(
                "pole_between_the_steps",
                r"\arg\min_x x^2 (1 + 1 / (100 (x - 50))) = 0",
                formula!(|x| square(v(x)) * (F::one() + ((v(x) - F::integer(50)) * F::integer(100)).reciprocal()?)),
            ),
        ),
        entry(
            KIND,
            "unbounded below: for |x| > 10¹⁰ the quartic term wins",
            at_zero(
                "quartic_farther_away",
                r"\arg\min_x x^2 - 10^{-20} x^4 = 0",
                formula!(|x| Ok::<F, Error>(square(v(x)) - power(v(x), 4) * ten(-20)?)),
            ),
        ),
        entry(
            KIND,
            "at (5, 5) it is −50",
            least(
                "well_in_the_plane",
                r"\arg\min_x x^T x (1 - 2 e^{-4 |x - (5, 5)|^2}) = 0",
                [vector("x", pair())],
                formula!(|x| {
                    let well = (-(squares(&x.map(|entry| entry - F::integer(5))) * F::integer(4))).exp()?;
                    Ok::<F, Error>(squares(x) * (F::one() - F::integer(2) * well))
                }),
                formula!(|| Matrix::<F>::zeros(2, 1)),
            )
            .control("(1, 1)", formula!(|| ones::<F>(2))),
        ),
        entry(
            KIND,
            "negative where x is below e⁻²⁰",
            least(
                "lower_near_zero",
                r"\arg\min_x (x - 1)^2 (20 + \ln x) = 1",
                [positive("x", ONE)],
                formula!(|x| Ok::<F, Error>(square(v(x) - F::one()) * (F::integer(20) + v(x).ln()?))),
                formula!(|| F::one()),
            )
            .control("2", formula!(|| F::integer(2))),
        ),
    ]
}

pub fn true_entries() -> Vec<Entry> {
    let shifted = |name, latex, left| {
        Claim::new(name, latex).given([number("x")]).identity(left, formula!(|x| low(v(x))?.exp())).controls(USUAL)
    };
    vec![
        entry(
            KIND,
            "K cancels",
            shifted(
                "exponential_of_difference",
                r"e^{(K + t) - K} = e^t, \; K = 2 \cdot 10^{18}",
                formula!(|x| {
                    let large = F::integer(2_000_000_000_000_000_000);
                    (large.clone() + low(v(x))? - large).exp()
                }),
            ),
        ),
        entry(
            KIND,
            "K cancels",
            shifted(
                "exponential_of_halves",
                r"e^{(K + t/2) + (t/2 - K)} = e^t, \; K = 2 \cdot 10^{18}",
                formula!(|x| {
                    let (large, half) = (F::integer(2_000_000_000_000_000_000), low(v(x))? * F::half());
                    ((large.clone() + half.clone()) + (half - large)).exp()
                }),
            ),
        ),
        entry(
            KIND,
            "the factor of z² is zero",
            vanishing(
                "reciprocal_cancelled",
                r"E[(s s^{-1} - 1) z^2] = 0",
                formula!(|s, noise| Ok::<F, Error>((v(s) * v(s).reciprocal()? - F::one()) * square(v(noise)))),
            ),
        ),
        entry(
            KIND,
            "the factor of z² is zero",
            vanishing(
                "quotient_cancelled",
                r"E[(49 (s/49) - s) z^2] = 0",
                formula!(|s, noise| {
                    Ok::<F, Error>((over(v(s), F::integer(49))? * F::integer(49) - v(s)) * square(v(noise)))
                }),
            ),
        ),
        entry(
            KIND,
            "the factor of z² is zero",
            vanishing(
                "logarithm_cancelled",
                r"E[(e^{\ln s} - s) z^2] = 0",
                formula!(|s, noise| Ok::<F, Error>((v(s).ln()?.exp()? - v(s)) * square(v(noise)))),
            ),
        ),
        entry(
            KIND,
            "SS⁻¹ = I",
            Claim::new("inverse_cancelled", r"E[(SS^{-1} - I) z z^T] = 0")
                .given([covariance("S", D)])
                .expectation(
                    D,
                    formula!(|S, noise; d| (S * inverse(S)? - eye::<F>(d)) * noise * noise.transpose()),
                    formula!(|S| S * F::zero()),
                )
                .control("I", formula!(|; d| eye::<F>(d))),
        ),
        entry(
            KIND,
            "E z² = 1, and 10¹⁷ cancels",
            Claim::new("right_side_cancelled", r"E[s z^2] = (s + 10^{17}) - 10^{17}")
                .given([positive("s", ONE)])
                .expectation(
                    ONE,
                    formula!(|s, noise| v(s) * square(v(noise))),
                    formula!(|s| {
                        let large = ten::<F>(17)?;
                        Ok::<F, Error>(v(s) + large.clone() - large)
                    }),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "E z² = 1, and the powers of ten cancel",
            Claim::new("right_side_underflows", r"E[s z^2] = 10^{-200} 10^{-200} 10^{200} 10^{200} s")
                .given([positive("s", ONE)])
                .expectation(
                    ONE,
                    formula!(|s, noise| v(s) * square(v(noise))),
                    formula!(|s| Ok::<F, Error>(v(s) * ten(-200)? * ten(-200)? * ten(200)? * ten(200)?)),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "p x has a reciprocal for every x other than 0",
            Claim::new("reciprocal_of_prime_and_x", r"(px)(px)^{-1} = 1, \; p = 2^{61} - 1")
                .given([number("x")])
                .identity(
                    formula!(|x| {
                        let multiple = F::integer((1 << 61) - 1) * v(x);
                        Ok::<F, Error>(multiple.reciprocal()? * multiple)
                    }),
                    formula!(|| F::one()),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "p cancels",
            Claim::new("slope_by_prime", r"d(x^2)/dx = 2p x^2 (px)^{-1}, \; p = 2^{61} - 1")
                .given([number("x")])
                .gradient(
                    formula!(|x| square(v(x))),
                    "x",
                    formula!(|x| {
                        let prime = F::integer((1 << 61) - 1);
                        over(prime.clone() * square(v(x)) * F::integer(2), prime * v(x))
                    }),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "convex for x > 0, with the slope 1 − 1/x²",
            Claim::new("assuming_positive", r"\arg\min_{x > 0} x + 1/x = 1")
                .given([number("x")])
                .assuming("x > 0", formula!(|x| v(x)))
                .extremum(
                    Extremum::Minimum,
                    Convention::Unconstrained,
                    formula!(|x| v(x) + v(x).reciprocal()?),
                    "x",
                    formula!(|| F::one()),
                )
                .control("2", formula!(|| F::integer(2))),
        ),
        entry(
            KIND,
            "x² − x⁴/16 is positive where 0 < |x| < 2",
            Claim::new("assuming_an_interval", r"\arg\min_{x^2 < 4} x^2 - x^4/16 = 0")
                .given([number("x")])
                .assuming("x² < 4", formula!(|x| F::integer(4) - square(v(x))))
                .extremum(
                    Extremum::Minimum,
                    Convention::Unconstrained,
                    formula!(|x| Ok::<F, Error>(square(v(x)) - power(v(x), 4) * F::ratio(1, 16)?)),
                    "x",
                    formula!(|| F::zero()),
                )
                .control("1/3", formula!(|| F::ratio(1, 3))),
        ),
    ]
}
