//! Plausible wrong neighbours of what is true and hard to judge.

use crate::tools::*;

const KIND: &str = "hard";

pub fn entries() -> Vec<Entry> {
    let mut entries = values();
    entries.extend(gaussians());
    entries.extend(expectations());
    entries
}

fn values() -> Vec<Entry> {
    vec![
        entry(
            KIND,
            "the sum belongs in the exponent",
            Claim::new("product_in_the_exponent", r"e^x e^y = e^{xy}")
                .given([number("x"), number("y")])
                .identity(formula!(|x, y| v(x).exp()? * v(y).exp()?), formula!(|x, y| (v(x) * v(y)).exp()))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the argument of σ must be 2x",
            Claim::new("tanh_by_sigmoid_of_x", r"\tanh x = 2\sigma(x) - 1")
                .given([number("x")])
                .identity(formula!(|x| tanh(v(x))), formula!(|x| sigmoid(v(x))? * F::integer(2) - F::one()))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the exponent is b − a",
            Claim::new("log_of_sum_reversed", r"\ln(e^a + e^b) = a + \ln(1 + e^{a-b})")
                .given([number("a"), number("b")])
                .identity(
                    formula!(|a, b| (v(a).exp()? + v(b).exp()?).ln()),
                    formula!(|a, b| v(a) + (F::one() + (v(a) - v(b)).exp()?).ln()?),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the logarithm of a sum is not the larger term",
            Claim::new("log_of_sum_and_maximum", r"\ln(e^{100a} + e^{100b}) = 50(a + b) + 50|a - b|")
                .given([number("a"), number("b")])
                .identity(
                    formula!(|a, b| {
                        let hundred = F::integer(100);
                        ((v(a) * hundred.clone()).exp()? + (v(b) * hundred).exp()?).ln()
                    }),
                    formula!(|a, b| (v(a) + v(b) + modulus(v(a) - v(b))?) * F::integer(50)),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "4 = 2², so it is 2x ln 2",
            Claim::new("x_log_four", r"x \ln 4 = 4x \ln 2")
                .given([number("x")])
                .identity(
                    formula!(|x| v(x) * F::integer(4).ln()?),
                    formula!(|x| v(x) * F::integer(4) * F::integer(2).ln()?),
                )
                .controls([Mistake::Negated, Mistake::Doubled]),
        ),
        entry(
            KIND,
            "the signs: cosh² − sinh² = 1",
            Claim::new("circular_for_hyperbolic", r"\cosh^2 x + \sinh^2 x = 1")
                .given([number("x")])
                .identity(formula!(|x| square(cosh(v(x))?) + square(sinh(v(x))?)), formula!(|| F::one()))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the denominator is 1 + tanh x tanh y",
            Claim::new("tanh_of_sum_by_tangent", r"\tanh(x + y) = \frac{\tanh x + \tanh y}{1 - \tanh x \tanh y}")
                .given([number("x"), number("y")])
                .identity(
                    formula!(|x, y| tanh(v(x) + v(y))),
                    formula!(|x, y| {
                        let (a, b) = (tanh(v(x))?, tanh(v(y))?);
                        over(a.clone() + b.clone(), F::one() - a * b)
                    }),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "x^{ln y} = e^{ln x ln y}, not e^{ln x + ln y}",
            Claim::new("power_of_logarithm", r"x^{\ln y} = xy")
                .given([positive("x", ONE), positive("y", ONE)])
                .identity(formula!(|x, y| (v(x).ln()? * v(y).ln()?).exp()), formula!(|x, y| v(x) * v(y)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "logarithms of sums do not add",
            Claim::new("log_sum_exp_of_sum", r"\ln \sum_i e^{x_i} = \sum_i x_i")
                .given([vector("x", D)])
                .identity(formula!(|x| log_sum_exp(x)), formula!(|x| total(x)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the shift c must be added again",
            Claim::new("log_sum_exp_without_shift", r"\ln \sum_i e^{x_i} = \ln \sum_i e^{x_i - x_1} - x_1")
                .given([vector("x", D)])
                .identity(formula!(|x| log_sum_exp(x)), formula!(|x| log_sum_exp(&x.map(|entry| entry - v(x)))? - v(x)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the softmax is not unchanged by a factor",
            Claim::new("softmax_scaled", r"\operatorname{softmax}(2x) = \operatorname{softmax}(x)")
                .given([vector("x", D)])
                .identity(formula!(|x| softmax(&(x * F::integer(2)))), formula!(|x| softmax(x)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the Jacobian is diag p − ppᵀ",
            Claim::new(
                "softmax_jacobian_diagonal",
                r"\partial \operatorname{softmax} / \partial x = \operatorname{diag} p",
            )
            .given([vector("x", D)])
            .gradient(formula!(|x| softmax(x)), "x", formula!(|x| diagonal(&softmax(x)?)))
            .controls(USUAL),
        ),
        entry(
            KIND,
            "σ′ = σ(1 − σ)",
            Claim::new("sigmoid_slope_plus", r"\sigma' = \sigma (1 + \sigma)")
                .given([number("x")])
                .gradient(formula!(|x| sigmoid(v(x))), "x", formula!(|x| sigmoid(v(x))? * (F::one() + sigmoid(v(x))?)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "it is 1 for every x",
            Claim::new("exponentials_far_out", r"e^{400x} e^{-400x} = 1 + x^2 e^{-400 x^2}")
                .given([number("x")])
                .identity(
                    formula!(|x| {
                        let far = v(x) * F::integer(400);
                        far.exp()? * (-far).exp()?
                    }),
                    formula!(|x| F::one() + square(v(x)) * (-(square(v(x)) * F::integer(400))).exp()?),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the inverse of C belongs in the middle",
            Claim::new(
                "woodbury_without_inverse",
                r"(S + ACA^T)^{-1} = S^{-1} - S^{-1}A(C + A^TS^{-1}A)^{-1}A^TS^{-1}",
            )
            .given([covariance("S", P), matrix("A", P, Q), covariance("C", Q)])
            .identity(
                formula!(|S, A, C| inverse(&(S + A * C * A.transpose()))),
                formula!(|S, A, C| {
                    let solved = inverse(S)? * A;
                    let middle = inverse(&(C + A.transpose() * &solved))?;
                    inverse(S)? - &solved * middle * solved.transpose()
                }),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "ln|C| is missing",
            Claim::new("determinant_lemma_short", r"\ln|S + ACA^T| = \ln|S| + \ln|C^{-1} + A^TS^{-1}A|")
                .given([covariance("S", P), matrix("A", P, Q), covariance("C", Q)])
                .identity(
                    formula!(|S, A, C| log_determinant(&(S + A * C * A.transpose()))),
                    formula!(|S, A, C| {
                        let middle = inverse(C)? + A.transpose() * inverse(S)? * A;
                        log_determinant(S)? + log_determinant(&middle)?
                    }),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the signs must alternate",
            Claim::new("sylvester_minus", r"|I + AB| = |I - BA|")
                .given([matrix("A", P, Q), matrix("B", Q, P)])
                .identity(
                    formula!(|A, B; p| determinant(&(eye::<F>(p) + A * B))),
                    formula!(|A, B; q| determinant(&(eye::<F>(q) - B * A))),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "matrices do not commute",
            Claim::new("binomial_of_matrices", r"(A + B)^2 = A^2 + 2AB + B^2")
                .given([matrix("A", D, D), matrix("B", D, D)])
                .identity(formula!(|A, B| (A + B) * (A + B)), formula!(|A, B| A * A + A * B * F::integer(2) + B * B))
                .controls(USUAL),
        ),
    ]
}

fn gaussians() -> Vec<Entry> {
    vec![
        entry(
            KIND,
            "the variance of the second factor is st/(s + t)",
            Claim::new("product_of_densities_wide", r"N(x|m,s) N(x|k,t) = N(m|k,s+t) N(x|c,s+t)")
                .given([number("x"), number("m"), number("k"), positive("s", ONE), positive("t", ONE)])
                .identity(
                    formula!(|x, m, k, s, t| density(v(x), v(m), v(s))? * density(v(x), v(k), v(t))?),
                    formula!(|x, m, k, s, t| {
                        let both = v(s) + v(t);
                        let centre = over(v(m) * v(t) + v(k) * v(s), both.clone())?;
                        density(v(m), v(k), both.clone())? * density(v(x), centre, both)?
                    }),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the weights of m and k are swapped",
            Claim::new("product_of_densities_swapped", r"N(x|m,s) N(x|k,t) = N(m|k,s+t) N(x|\tfrac{ms + kt}{s+t},v)")
                .given([number("x"), number("m"), number("k"), positive("s", ONE), positive("t", ONE)])
                .identity(
                    formula!(|x, m, k, s, t| density(v(x), v(m), v(s))? * density(v(x), v(k), v(t))?),
                    formula!(|x, m, k, s, t| {
                        let both = v(s) + v(t);
                        let centre = over(v(m) * v(s) + v(k) * v(t), both.clone())?;
                        let width = over(v(s) * v(t), both.clone())?;
                        density(v(m), v(k), both)? * density(v(x), centre, width)?
                    }),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the first factor needs the covariance S + T",
            Claim::new("product_of_gaussians_narrow", r"N(x|m,S) N(x|k,T) = N(m|k,S) N(x|c,V)")
                .given([vector("x", D), vector("m", D), vector("k", D), covariance("S", D), covariance("T", D)])
                .identity(
                    formula!(|x, m, k, S, T| (log_density(x, m, S)? + log_density(x, k, T)?).exp()),
                    formula!(|x, m, k, S, T| {
                        let (s, t) = (inverse(S)?, inverse(T)?);
                        let width = inverse(&(&s + &t))?;
                        let centre = &width * (s * m + t * k);
                        (log_density(m, k, S)? + log_density(x, &centre, &width)?).exp()
                    }),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "a factor 2 is missing in the completing term",
            Claim::new("square_half_completed", r"x^T S x - b^T x = (x - S^{-1}b)^T S (x - S^{-1}b) - b^T S^{-1} b")
                .given([vector("x", D), vector("b", D), covariance("S", D)])
                .identity(
                    formula!(|x, b, S| quadratic_form(x, S)? - v(&(b.transpose() * x))),
                    formula!(|x, b, S| {
                        let inverse = inverse(S)?;
                        quadratic_form(&(x - &inverse * b), S)? - quadratic_form(b, &inverse)?
                    }),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "as a function of the standard deviation, ln N has the slope (x−m)²/s³ − 1/s",
            Claim::new("slope_in_deviation", r"\partial \ln N(x|m,s^2) / \partial s = (x-m)^2/s^3 - 1/(2s)")
                .given([number("x"), number("m"), positive("s", ONE)])
                .gradient(
                    formula!(|x, m, s| density(v(x), v(m), square(v(s)))?.ln()),
                    "s",
                    formula!(|x, m, s| {
                        over(square(v(x) - v(m)), power(v(s), 3))? - (v(s) * F::integer(2)).reciprocal()?
                    }),
                )
                .controls(USUAL),
        ),
    ]
}

fn expectations() -> Vec<Entry> {
    vec![
        entry(
            KIND,
            "E z¹⁰ = 9 · 7 · 5 · 3 = 945",
            Claim::new("tenth_moment_946", r"E[z^{10}] = 946")
                .expectation(ONE, formula!(|noise| power(v(noise), 10)), formula!(|| F::integer(946)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "E z¹² = 11 · 945 = 10395",
            Claim::new("twelfth_moment", r"E[z^{12}] = 10396")
                .expectation(ONE, formula!(|noise| power(v(noise), 12)), formula!(|| F::integer(10_396)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "E z²⁰ = 19!! = 654729075",
            Claim::new("twentieth_moment_off_by_one", r"E[z^{20}] = 654729076")
                .expectation(ONE, formula!(|noise| power(v(noise), 20)), formula!(|| F::integer(654_729_076)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "(1 + 3)^−½ = ½",
            Claim::new("three_halves_wrong", r"E[e^{-3z^2/2}] = 3^{-1/2}")
                .expectation(
                    ONE,
                    formula!(|noise| (-(square(v(noise)) * F::ratio(3, 2)?)).exp()),
                    formula!(|| root(F::ratio(1, 3)?)),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "E (sz)⁴ = 3s⁴",
            Claim::new("fourth_moment_about", r"E[(m + sz)^4] = m^4 + 6m^2s^2 + s^4")
                .given([number("m"), positive("s", ONE)])
                .expectation(
                    ONE,
                    formula!(|m, s, noise| power(v(m) + v(s) * v(noise), 4)),
                    formula!(|m, s| { power(v(m), 4) + F::integer(6) * square(v(m) * v(s)) + power(v(s), 4) }),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "a factor ½ is missing in the exponent",
            Claim::new("multivariate_mgf_without_half", r"E[e^{t^T x}] = e^{t^T m + t^T S t}")
                .given([vector("t", D), vector("m", D), covariance("S", D)])
                .expectation(
                    D,
                    formula!(|t, m, S_factor, noise| v(&(t.transpose() * (m + S_factor * noise))).exp()),
                    formula!(|t, m, S| (v(&(t.transpose() * m)) + quadratic_form(t, S)?).exp()),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "E eˣ is not e^{E x}",
            Claim::new("jensen", r"E[e^{m + sz}] = e^m")
                .given([number("m"), positive("s", ONE)])
                .expectation(ONE, formula!(|m, s, noise| (v(m) + v(s) * v(noise)).exp()), formula!(|m| v(m).exp()))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the variance is e^{s²}(e^{s²} − 1)",
            Claim::new("lognormal_variance_wrong", r"E[(e^{sz} - e^{s^2/2})^2] = e^{s^2} - 1")
                .given([positive("s", ONE)])
                .expectation(
                    ONE,
                    formula!(|s, noise| {
                        let mean = (square(v(s)) * F::half()).exp()?;
                        square((v(s) * v(noise)).exp()? - mean)
                    }),
                    formula!(|s| square(v(s)).exp()? - F::one()),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "s and t are swapped",
            Claim::new("divergence_reversed", r"KL(m,s|k,t) = \ln\tfrac{s}{t} + \tfrac{t^2+(m-k)^2}{2s^2} - \tfrac12")
                .given([number("m"), number("k"), positive("s", ONE), positive("t", ONE)])
                .expectation(
                    ONE,
                    formula!(|m, k, s, t, noise| {
                        let x = v(m) + v(s) * v(noise);
                        let log = |mean: F, deviation: F| {
                            let distance = over(square(x.clone() - mean), square(deviation.clone()))?;
                            Ok::<F, Error>(-(deviation.ln()? + distance * F::half()))
                        };
                        log(v(m), v(s))? - log(v(k), v(t))?
                    }),
                    formula!(|m, k, s, t| {
                        let distance = over(square(v(t)) + square(v(m) - v(k)), square(v(s)))?;
                        v(s).ln()? - v(t).ln()? + (distance - F::one()) * F::half()
                    }),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the distance of the means is missing",
            Claim::new("divergence_of_means", r"2 KL(m,S|k,T) = \operatorname{tr} T^{-1}S - D + \ln|T| - \ln|S|")
                .given([vector("m", D), vector("k", D), covariance("S", D), covariance("T", D)])
                .expectation(
                    D,
                    formula!(|m, k, S, S_factor, T, noise| {
                        let x = m + S_factor * noise;
                        log_density(&x, m, S)? - log_density(&x, k, T)?
                    }),
                    formula!(|S, T; d| {
                        let traces = trace(&(inverse(T)? * S))? - F::integer(d as i64);
                        (traces + log_determinant(T)? - log_determinant(S)?) * F::half()
                    }),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "½D is missing",
            Claim::new("entropy_short", r"E[-\ln N(x|m,S)] = \tfrac12 (D \ln 2\pi + \ln|S|)")
                .given([vector("m", D), covariance("S", D)])
                .expectation(
                    D,
                    formula!(|m, S, S_factor, noise| -log_density(&(m + S_factor * noise), m, S)?),
                    formula!(|S; d| {
                        (F::integer(d as i64) * F::ln_two_pi()? + log_determinant(S)?) * F::half()
                    }),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "E[z² e^{tz}] = (1 + t²) e^{t²/2}",
            Claim::new("tilted_second_moment", r"E[z^2 e^{tz}] = t^2 e^{t^2/2}")
                .given([number("t")])
                .expectation(
                    ONE,
                    formula!(|t, noise| square(v(noise)) * (v(t) * v(noise)).exp()?),
                    formula!(|t| square(v(t)) * (square(v(t)) * F::half()).exp()?),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "E[zzᵀ zzᵀ] = (D + 2) I",
            Claim::new("fourth_moment_matrix", r"E[zz^T zz^T] = 3I")
                .given([vector("m", D)])
                .expectation(
                    D,
                    formula!(|noise| {
                        let outer = noise * noise.transpose();
                        &outer * &outer
                    }),
                    formula!(|; d| eye::<F>(d) * F::integer(3)),
                )
                .controls(USUAL),
        ),
    ]
}
