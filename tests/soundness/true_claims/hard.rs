//! True, and hard to judge.

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
            "the addition theorem of exp",
            Claim::new("exponentials", r"e^x e^y = e^{x+y}")
                .given([number("x"), number("y")])
                .identity(formula!(|x, y| v(x).exp()? * v(y).exp()?), formula!(|x, y| (v(x) + v(y)).exp()))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "multiply numerator and denominator by e^−x",
            Claim::new("tanh_by_sigmoid", r"\tanh x = 2\sigma(2x) - 1")
                .given([number("x")])
                .identity(
                    formula!(|x| tanh(v(x))),
                    formula!(|x| sigmoid(v(x) * F::integer(2))? * F::integer(2) - F::one()),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "eᵃ is a factor",
            Claim::new("log_of_sum", r"\ln(e^a + e^b) = a + \ln(1 + e^{b-a})")
                .given([number("a"), number("b")])
                .identity(
                    formula!(|a, b| (v(a).exp()? + v(b).exp()?).ln()),
                    formula!(|a, b| v(a) + (F::one() + (v(b) - v(a)).exp()?).ln()?),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "|S| > 0",
            Claim::new("root_of_determinant_squared", r"(|S|^{1/2})^2 = |S|")
                .given([covariance("S", D)])
                .identity(formula!(|S| square(root(determinant(S)?)?)), formula!(|S| determinant(S)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "4 = 2²",
            Claim::new("x_log_four_right", r"x \ln 4 = 2x \ln 2")
                .given([number("x")])
                .identity(
                    formula!(|x| v(x) * F::integer(4).ln()?),
                    formula!(|x| v(x) * F::integer(2) * F::integer(2).ln()?),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "(cosh + sinh)(cosh − sinh) = eˣe⁻ˣ",
            Claim::new("hyperbola", r"\cosh^2 x - \sinh^2 x = 1")
                .given([number("x")])
                .identity(formula!(|x| square(cosh(v(x))?) - square(sinh(v(x))?)), formula!(|| F::one()))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the addition theorem of tanh",
            Claim::new("tanh_of_sum", r"\tanh(x + y) = \frac{\tanh x + \tanh y}{1 + \tanh x \tanh y}")
                .given([number("x"), number("y")])
                .identity(
                    formula!(|x, y| tanh(v(x) + v(y))),
                    formula!(|x, y| {
                        let (a, b) = (tanh(v(x))?, tanh(v(y))?);
                        over(a.clone() + b.clone(), F::one() + a * b)
                    }),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the product of the arguments is 1",
            Claim::new("inverse_hyperbolic_sine", r"\ln(\sqrt{x^2+1} + x) = -\ln(\sqrt{x^2+1} - x)")
                .given([number("x")])
                .identity(
                    formula!(|x| (root(square(v(x)) + F::one())? + v(x)).ln()),
                    formula!(|x| -(root(square(v(x)) + F::one())? - v(x)).ln()?),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the cube of the cube root",
            Claim::new("cube_root", r"(e^{\frac{1}{3} \ln x})^3 = x")
                .given([positive("x", ONE)])
                .identity(formula!(|x| power((v(x).ln()? * F::ratio(1, 3)?).exp()?, 3)), formula!(|x| v(x)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "ln is the inverse of exp, twice",
            Claim::new("double_exponential", r"\ln\ln e^{e^x} = x")
                .given([number("x")])
                .identity(formula!(|x| v(x).exp()?.exp()?.ln()?.ln()), formula!(|x| v(x)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "it is 1 for every x",
            Claim::new("exponentials_far_out_right", r"e^{400x} e^{-400x} = 1")
                .given([number("x")])
                .identity(
                    formula!(|x| {
                        let far = v(x) * F::integer(400);
                        far.exp()? * (-far).exp()?
                    }),
                    formula!(|| F::one()),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "e^{x₁} is a factor",
            Claim::new("log_sum_exp_shifted", r"\ln \sum_i e^{x_i} = \ln \sum_i e^{x_i - x_1} + x_1")
                .given([vector("x", D)])
                .identity(formula!(|x| log_sum_exp(x)), formula!(|x| log_sum_exp(&x.map(|entry| entry - v(x)))? + v(x)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the chain rule",
            Claim::new("log_sum_exp_gradient", r"\partial \ln \sum_i e^{x_i} / \partial x = \operatorname{softmax}(x)")
                .given([vector("x", D)])
                .gradient(formula!(|x| log_sum_exp(x)), "x", formula!(|x| softmax(x)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "eᶜ cancels",
            Claim::new("softmax_shifted", r"\operatorname{softmax}(x + c) = \operatorname{softmax}(x)")
                .given([vector("x", D), number("c")])
                .identity(formula!(|x, c| softmax(&x.map(|entry| entry + v(c)))), formula!(|x| softmax(x)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the quotient rule",
            Claim::new(
                "softmax_jacobian",
                r"\partial \operatorname{softmax} / \partial x = \operatorname{diag} p - pp^T",
            )
            .given([vector("x", D)])
            .gradient(
                formula!(|x| softmax(x)),
                "x",
                formula!(|x| {
                    let p = softmax(x)?;
                    diagonal(&p) - &p * p.transpose()
                }),
            )
            .control("sign", formula!(|x| diagonal(&softmax(x)?))),
        ),
        entry(
            KIND,
            "the quotient rule",
            Claim::new("sigmoid_slope", r"\sigma' = \sigma (1 - \sigma)")
                .given([number("x")])
                .gradient(formula!(|x| sigmoid(v(x))), "x", formula!(|x| sigmoid(v(x))? * (F::one() - sigmoid(v(x))?)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "exponents add up",
            Claim::new("product_of_exponentials", r"\prod_i e^{x_i} = e^{\sum_i x_i}")
                .given([vector("x", D)])
                .identity(
                    formula!(|x| {
                        x.iter().try_fold(F::one(), |product, entry| Ok::<F, Error>(product * entry.exp()?))
                    }),
                    formula!(|x| total(x).exp()),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the trace is linear",
            Claim::new(
                "exponentials_of_traces",
                r"e^{\operatorname{tr} A} e^{\operatorname{tr} B} = e^{\operatorname{tr}(A+B)}",
            )
            .given([matrix("A", D, D), matrix("B", D, D)])
            .identity(formula!(|A, B| trace(A)?.exp()? * trace(B)?.exp()?), formula!(|A, B| trace(&(A + B))?.exp()))
            .controls(USUAL),
        ),
        entry(
            KIND,
            "Woodbury",
            Claim::new("woodbury", r"(S + ACA^T)^{-1} = S^{-1} - S^{-1}A(C^{-1} + A^TS^{-1}A)^{-1}A^TS^{-1}")
                .given([covariance("S", P), matrix("A", P, Q), covariance("C", Q)])
                .identity(
                    formula!(|S, A, C| inverse(&(S + A * C * A.transpose()))),
                    formula!(|S, A, C| {
                        let solved = inverse(S)? * A;
                        let middle = inverse(&(inverse(C)? + A.transpose() * &solved))?;
                        inverse(S)? - &solved * middle * solved.transpose()
                    }),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the lemma of the determinant",
            Claim::new("determinant_lemma", r"\ln|S + ACA^T| = \ln|S| + \ln|C| + \ln|C^{-1} + A^TS^{-1}A|")
                .given([covariance("S", P), matrix("A", P, Q), covariance("C", Q)])
                .identity(
                    formula!(|S, A, C| log_determinant(&(S + A * C * A.transpose()))),
                    formula!(|S, A, C| {
                        let middle = inverse(C)? + A.transpose() * inverse(S)? * A;
                        log_determinant(S)? + log_determinant(C)? + log_determinant(&middle)?
                    }),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "Sylvester",
            Claim::new("sylvester", r"|I + AB| = |I + BA|")
                .given([matrix("A", P, Q), matrix("B", Q, P)])
                .identity(
                    formula!(|A, B; p| determinant(&(eye::<F>(p) + A * B))),
                    formula!(|A, B; q| determinant(&(eye::<F>(q) + B * A))),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "multiplied out in order",
            Claim::new("binomial_of_matrices_right", r"(A + B)^2 = A^2 + AB + BA + B^2")
                .given([matrix("A", D, D), matrix("B", D, D)])
                .identity(formula!(|A, B| (A + B) * (A + B)), formula!(|A, B| A * A + A * B + B * A + B * B))
                .controls(USUAL),
        ),
    ]
}

fn gaussians() -> Vec<Entry> {
    vec![
        entry(
            KIND,
            "completing the square, v = st/(s + t)",
            Claim::new("product_of_densities", r"N(x|m,s) N(x|k,t) = N(m|k,s+t) N(x|c,v)")
                .given([number("x"), number("m"), number("k"), positive("s", ONE), positive("t", ONE)])
                .identity(
                    formula!(|x, m, k, s, t| density(v(x), v(m), v(s))? * density(v(x), v(k), v(t))?),
                    formula!(|x, m, k, s, t| {
                        let both = v(s) + v(t);
                        let centre = over(v(m) * v(t) + v(k) * v(s), both.clone())?;
                        let width = over(v(s) * v(t), both.clone())?;
                        density(v(m), v(k), both)? * density(v(x), centre, width)?
                    }),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "completing the square, V = (S⁻¹ + T⁻¹)⁻¹",
            Claim::new("product_of_gaussians", r"N(x|m,S) N(x|k,T) = N(m|k,S+T) N(x|c,V)")
                .given([vector("x", D), vector("m", D), vector("k", D), covariance("S", D), covariance("T", D)])
                .identity(
                    formula!(|x, m, k, S, T| (log_density(x, m, S)? + log_density(x, k, T)?).exp()),
                    formula!(|x, m, k, S, T| {
                        let (s, t) = (inverse(S)?, inverse(T)?);
                        let width = inverse(&(&s + &t))?;
                        let centre = &width * (s * m + t * k);
                        (log_density(m, k, &(S + T))? + log_density(x, &centre, &width)?).exp()
                    }),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "completing the square",
            Claim::new("completed_square", r"x^T S x - 2b^T x = (x - S^{-1}b)^T S (x - S^{-1}b) - b^T S^{-1} b")
                .given([vector("x", D), vector("b", D), covariance("S", D)])
                .identity(
                    formula!(|x, b, S| quadratic_form(x, S)? - v(&(b.transpose() * x)) * F::integer(2)),
                    formula!(|x, b, S| {
                        let inverse = inverse(S)?;
                        quadratic_form(&(x - &inverse * b), S)? - quadratic_form(b, &inverse)?
                    }),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "ln N = −ln s − (x−m)²/2s² + …",
            Claim::new("slope_in_deviation_right", r"\partial \ln N(x|m,s^2) / \partial s = (x-m)^2/s^3 - 1/s")
                .given([number("x"), number("m"), positive("s", ONE)])
                .gradient(
                    formula!(|x, m, s| density(v(x), v(m), square(v(s)))?.ln()),
                    "s",
                    formula!(|x, m, s| over(square(v(x) - v(m)), power(v(s), 3))? - v(s).reciprocal()?),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the same density as an exponential and as a product",
            Claim::new(
                "density_by_precision",
                r"\ln N(x|m,S) = -\tfrac12 (D \ln 2\pi - \ln|S^{-1}| + |L^{-1}(x-m)|^2)",
            )
            .given([vector("x", D), vector("m", D), covariance("S", D)])
            .identity(
                formula!(|x, m, S| log_density(x, m, S)),
                formula!(|x, m, S, S_factor; d| {
                    let constant = F::integer(d as i64) * F::ln_two_pi()? - log_determinant(&inverse(S)?)?;
                    -((constant + squares(&(inverse(S_factor)? * (x - m)))) * F::half())
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
            "9 · 7 · 5 · 3",
            Claim::new("tenth_moment", r"E[z^{10}] = 945")
                .expectation(ONE, formula!(|noise| power(v(noise), 10)), formula!(|| F::integer(945)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "11 · 945",
            Claim::new("twelfth_moment_right", r"E[z^{12}] = 10395")
                .expectation(ONE, formula!(|noise| power(v(noise), 12)), formula!(|| F::integer(10_395)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "19!!",
            Claim::new("twentieth_moment", r"E[z^{20}] = 654729075")
                .expectation(ONE, formula!(|noise| power(v(noise), 20)), formula!(|| F::integer(654_729_075)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "(1 + 3)^−½",
            Claim::new("three_halves", r"E[e^{-3z^2/2}] = \tfrac12")
                .expectation(
                    ONE,
                    formula!(|noise| (-(square(v(noise)) * F::ratio(3, 2)?)).exp()),
                    formula!(|| F::half()),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "E z² = 1 and E z⁴ = 3",
            Claim::new("fourth_moment", r"E[(m + sz)^4] = m^4 + 6m^2s^2 + 3s^4")
                .given([number("m"), positive("s", ONE)])
                .expectation(
                    ONE,
                    formula!(|m, s, noise| power(v(m) + v(s) * v(noise), 4)),
                    formula!(|m, s| {
                        power(v(m), 4) + F::integer(6) * square(v(m) * v(s)) + F::integer(3) * power(v(s), 4)
                    }),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the moment generating function",
            Claim::new("multivariate_mgf", r"E[e^{t^T x}] = e^{t^T m + \frac12 t^T S t}")
                .given([vector("t", D), vector("m", D), covariance("S", D)])
                .expectation(
                    D,
                    formula!(|t, m, S_factor, noise| v(&(t.transpose() * (m + S_factor * noise))).exp()),
                    formula!(|t, m, S| (v(&(t.transpose() * m)) + quadratic_form(t, S)? * F::half()).exp()),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "E e^{2sz} − (E e^{sz})²",
            Claim::new("lognormal_variance", r"E[(e^{sz} - e^{s^2/2})^2] = e^{s^2} (e^{s^2} - 1)")
                .given([positive("s", ONE)])
                .expectation(
                    ONE,
                    formula!(|s, noise| {
                        let mean = (square(v(s)) * F::half()).exp()?;
                        square((v(s) * v(noise)).exp()? - mean)
                    }),
                    formula!(|s| {
                        let growth = square(v(s)).exp()?;
                        growth.clone() * (growth - F::one())
                    }),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "E (x−m)² = s² and E (x−k)² = s² + (m−k)²",
            Claim::new("divergence", r"KL(m,s|k,t) = \ln\tfrac{t}{s} + \tfrac{s^2+(m-k)^2}{2t^2} - \tfrac12")
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
                        let distance = over(square(v(s)) + square(v(m) - v(k)), square(v(t)))?;
                        v(t).ln()? - v(s).ln()? + (distance - F::one()) * F::half()
                    }),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the same in D dimensions",
            Claim::new(
                "divergence_of_gaussians",
                r"2 KL(m,S|k,T) = \operatorname{tr} T^{-1}S + (m-k)^T T^{-1} (m-k) - D + \ln|T| - \ln|S|",
            )
            .given([vector("m", D), vector("k", D), covariance("S", D), covariance("T", D)])
            .expectation(
                D,
                formula!(|m, k, S, S_factor, T, noise| {
                    let x = m + S_factor * noise;
                    log_density(&x, m, S)? - log_density(&x, k, T)?
                }),
                formula!(|m, k, S, T; d| {
                    let inverse = inverse(T)?;
                    let distance = quadratic_form(&(m - k), &inverse)?;
                    let traces = trace(&(inverse * S))? - F::integer(d as i64);
                    (traces + distance + log_determinant(T)? - log_determinant(S)?) * F::half()
                }),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "E (x−m)ᵀS⁻¹(x−m) = D",
            Claim::new("entropy", r"E[-\ln N(x|m,S)] = \tfrac12 (D \ln 2\pi + D + \ln|S|)")
                .given([vector("m", D), covariance("S", D)])
                .expectation(
                    D,
                    formula!(|m, S, S_factor, noise| -log_density(&(m + S_factor * noise), m, S)?),
                    formula!(|S; d| {
                        let dimension = F::integer(d as i64);
                        (dimension.clone() * F::ln_two_pi()? + dimension + log_determinant(S)?) * F::half()
                    }),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the second derivative of e^{t²/2}",
            Claim::new("tilted_second_moment_right", r"E[z^2 e^{tz}] = (1 + t^2) e^{t^2/2}")
                .given([number("t")])
                .expectation(
                    ONE,
                    formula!(|t, noise| square(v(noise)) * (v(t) * v(noise)).exp()?),
                    formula!(|t| (F::one() + square(v(t))) * (square(v(t)) * F::half()).exp()?),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "E z⁴ = 3 and E z₁²z₂² = 1",
            Claim::new("fourth_moment_matrix_right", r"E[zz^T zz^T] = (D + 2) I")
                .given([vector("m", D)])
                .expectation(
                    D,
                    formula!(|noise| {
                        let outer = noise * noise.transpose();
                        &outer * &outer
                    }),
                    formula!(|; d| eye::<F>(d) * F::integer(d as i64 + 2)),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "odd and even parts",
            Claim::new("expected_cosh", r"E[\cosh tz] = e^{t^2/2}")
                .given([number("t")])
                .expectation(
                    ONE,
                    formula!(|t, noise| cosh(v(t) * v(noise))),
                    formula!(|t| (square(v(t)) * F::half()).exp()),
                )
                .controls(USUAL),
        ),
    ]
}
