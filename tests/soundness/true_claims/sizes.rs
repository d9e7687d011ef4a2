//! Sides in which a size is a number, and which are right at every size.

use crate::tools::*;

const KIND: &str = "sizes";

const M: Size = Size::of("m", Role::Dimension);
const K: Size = Size::of("k", Role::Samples);
const L: Size = Size::of("l", Role::Block);
const R: Size = Size::of("r", Role::Block);

/// The size as a number.
fn count<F: Field>(n: usize) -> F {
    F::integer(n as i64)
}

/// Σ kᵖ over k from 1 to n.
fn power_sum<F: Field>(n: usize, p: u32) -> F {
    (1..=n).fold(F::zero(), |sum, k| sum + power(count::<F>(k), p))
}

pub fn entries() -> Vec<Entry> {
    vec![
        entry(
            KIND,
            "Gauss's sum",
            Claim::new("sum_of_integers", r"x^T x \sum_{k=1}^{m} k = x^T x \, m(m+1)/2")
                .given([vector("x", M)])
                .identity(
                    formula!(|x; m| squares(x) * power_sum::<F>(m, 1)),
                    formula!(|x; m| squares(x) * count::<F>(m * (m + 1) / 2)),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "a polynomial of degree 5 in the number of samples",
            Claim::new("sum_of_fourth_powers", r"1^T X 1 \sum_{i=1}^{k} i^4 = 1^T X 1 \, k(k+1)(2k+1)(3k^2+3k-1)/30")
                .given([matrix("X", pair(), K)])
                .identity(
                    formula!(|X; k| total(X) * power_sum::<F>(k, 4)),
                    formula!(|X; k| total(X) * count::<F>(k * (k + 1) * (2 * k + 1) * (3 * k * k + 3 * k - 1) / 30)),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the trace of an identity is its order",
            Claim::new("trace_of_kronecker", r"\sum_{ij} \operatorname{tr}(a_{ij} I_r) = r \, 1^T A 1")
                .given([matrix("A", L, R)])
                .identity(
                    formula!(|A; r| {
                        let mut sum = F::zero();
                        for entry in A.iter() {
                            sum += trace(&(eye::<F>(r) * entry.clone()))?;
                        }
                        Ok::<F, Error>(sum)
                    }),
                    formula!(|A; r| total(A) * count::<F>(r)),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "three sizes, each as a number",
            Claim::new(
                "mean_over_three_sizes",
                r"\sum_{ijk} (a_{ij} + b_{jk}) / (m l r) = 1^T A 1 / (m l) + 1^T B 1 / (l r)",
            )
            .given([matrix("A", M, L), matrix("B", L, R)])
            .identity(
                formula!(|A, B; m, l, r| {
                    over(total(A) * count::<F>(r) + total(B) * count::<F>(m), count::<F>(m * l * r))
                }),
                formula!(|A, B; m, l, r| {
                    Ok::<F, Error>(over(total(A), count::<F>(m * l))? + over(total(B), count::<F>(l * r))?)
                }),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "the size is an exponent",
            Claim::new("determinant_of_multiple", r"|3S| = 3^m |S|")
                .given([covariance("S", M)])
                .identity(
                    formula!(|S| determinant(&(S * F::integer(3)))),
                    formula!(|S; m| determinant(S)? * power(F::integer(3), m as u32)),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the size is a factor of a logarithm",
            Claim::new("log_determinant_of_multiple", r"\ln|2S| = m \ln 2 + \ln|S|")
                .given([covariance("S", M)])
                .identity(
                    formula!(|S| log_determinant(&(S * F::integer(2)))),
                    formula!(|S; m| Ok::<F, Error>(F::integer(2).ln()? * count::<F>(m) + log_determinant(S)?)),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "exp of a sum over the entries",
            Claim::new("product_of_shifted_exponentials", r"\prod_i e^{x_i + y} = e^{1^T x + m y}")
                .given([vector("x", M), number("y")])
                .identity(
                    formula!(|x, y| x.iter().try_fold(F::one(), |product, entry| {
                        Ok::<F, Error>(product * (entry.clone() + v(y)).exp()?)
                    })),
                    formula!(|x, y; m| (total(x) + v(y) * count::<F>(m)).exp()),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the derivative of a mean",
            Claim::new("gradient_of_mean_square", r"\partial (x^T x / m) / \partial x = 2x / m")
                .given([vector("x", M)])
                .gradient(
                    formula!(|x; m| over(squares(x), count::<F>(m))),
                    "x",
                    formula!(|x; m| x * over(F::integer(2), count::<F>(m))?),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "m variances of 1",
            Claim::new("expected_square_length", r"E |x + z|^2 = |x|^2 + m")
                .given([vector("x", M)])
                .expectation(M, formula!(|x, noise| squares(&(x + noise))), formula!(|x; m| squares(x) + count::<F>(m)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the fourth moment of a length",
            Claim::new("expected_fourth_power", r"E |z|^4 t = m(m+2) t")
                .given([number("t")])
                .expectation(
                    M,
                    formula!(|t, noise| square(squares(noise)) * v(t)),
                    formula!(|t; m| v(t) * count::<F>(m * (m + 2))),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the law of a sum of all entries",
            Claim::new("law_of_a_sum", r"t + 1^T z \sim N(t, m)")
                .given([number("t")])
                .law(
                    M,
                    formula!(|t, noise| scalar(v(t) + total(noise))),
                    formula!(|t; m| law(&scalar(v(t)), &scalar(count::<F>(m)))),
                )
                .control("half", formula!(|t; m| law(&scalar(v(t) * F::half()), &scalar(count::<F>(m))))),
        ),
        entry(
            KIND,
            "the mean minimises the sum of squares",
            Claim::new("mean_as_minimiser", r"\arg\min_x \sum_i (x - a_i)^2 = 1^T a / m")
                .given([vector("a", M)])
                .extremum(
                    Extremum::Minimum,
                    Convention::Unconstrained,
                    formula!(|x, a| a.iter().fold(F::zero(), |sum, a| sum + square(v(x) - a.clone()))),
                    "x",
                    formula!(|a; m| over(total(a), count::<F>(m))),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "Cauchy and Schwarz: the difference is a sum of squares over pairs",
            Claim::new("square_of_sum", r"(1^T x)^2 \le m \, x^T x")
                .given([vector("x", M)])
                .inequality(
                    formula!(|x| square(total(x))),
                    Relation::AtMost,
                    formula!(|x; m| squares(x) * count::<F>(m)),
                )
                .certificate([Term::square(formula!(|x; m| Matrix::from_fn(m, m, |i, j| {
                    if i < j { x[(i, 0)].clone() - x[(j, 0)].clone() } else { F::zero() }
                })))])
                .controls([Mistake::Reversed, Mistake::Halved]),
        ),
    ]
}
