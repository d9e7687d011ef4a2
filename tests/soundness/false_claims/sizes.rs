//! Sides that depend on a size as a number, and are right at the small sizes only.

use crate::tools::*;

const KIND: &str = "sizes";

/// A dimension, a number of samples and an order, none of them with a name that gradus gives to one.
const M: Size = Size::of("m", Role::Dimension);
const K: Size = Size::of("k", Role::Samples);
const L: Size = Size::of("l", Role::Block);
const R: Size = Size::of("r", Role::Block);

/// (n−1)(n−2)⋯(n−8), which is zero at every dimension that is judged with the usual effort.
fn roots<F: Field>(n: usize) -> F {
    (1..=8).fold(F::one(), |product, k| product * F::integer(n as i64 - k))
}

/// 1 + (n−1)(n−2)⋯(n−8)
fn one<F: Field>(n: usize) -> F {
    F::one() + roots::<F>(n)
}

pub fn entries() -> Vec<Entry> {
    vec![
        entry(
            KIND,
            "the factor is not zero for m > 8",
            Claim::new("roots_in_a_dimension", r"x^T x = x^T x + (m-1)(m-2)\cdots(m-8)")
                .given([vector("x", M)])
                .identity(formula!(|x| squares(x)), formula!(|x; m| squares(x) + roots::<F>(m)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the factor is not zero for k > 8",
            Claim::new("roots_in_samples", r"\operatorname{tr}(X^T X) = \sum_{ij} x_{ij}^2 (1 + (k-1)\cdots(k-8))")
                .given([matrix("X", pair(), K)])
                .identity(formula!(|X| trace(&(X.transpose() * X))), formula!(|X; k| squares(X) * one::<F>(k)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the factor is not zero for l > 3",
            Claim::new("roots_in_a_block", r"\operatorname{tr}(AB) = \operatorname{tr}(BA) + (l-1)\cdots(l-3)")
                .given([matrix("A", L, R), matrix("B", R, L)])
                .identity(
                    formula!(|A, B| trace(&(A * B))),
                    formula!(|A, B; l| trace(&(B * A))? + F::integer(falling(l, 3))),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "three sizes are tried up to 3 only",
            Claim::new(
                "roots_in_one_of_three",
                r"\operatorname{tr}(ABC) = \operatorname{tr}(CAB) (1 + (r-1)\cdots(r-3))",
            )
            .given([matrix("A", M, L), matrix("B", L, R), matrix("C", R, M)])
            .identity(
                formula!(|A, B, C| trace(&(A * B * C))),
                formula!(|A, B, C; r| trace(&(C * A * B))? * F::integer(1 + falling(r, 3))),
            )
            .controls(USUAL),
        ),
        entry(
            KIND,
            "the factor is not zero for D > 8",
            Claim::new("roots_in_d", r"\operatorname{tr}(S) = \operatorname{tr}(S) (1 + (D-1)\cdots(D-8))")
                .given([covariance("S", D)])
                .identity(formula!(|S| trace(S)), formula!(|S; d| trace(S)? * one::<F>(d)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the factor is not zero for P > 3",
            Claim::new("roots_in_p", r"x^T A y = y^T A^T x (1 + (P-1)\cdots(P-3))")
                .given([vector("x", P), matrix("A", P, Q), vector("y", Q)])
                .identity(
                    formula!(|x, A, y| bilinear(x, A, y)),
                    formula!(|x, A, y; p| v(&(y.transpose() * A.transpose() * x)) * F::integer(1 + falling(p, 3))),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the gradient is 2x for every m",
            Claim::new("roots_in_a_gradient", r"\partial x^T x / \partial x = 2x (1 + (m-1)\cdots(m-8))")
                .given([vector("x", M)])
                .gradient(formula!(|x| squares(x)), "x", formula!(|x; m| x * (F::integer(2) * one::<F>(m))))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the order is taken from the shape, and no name of a size is used",
            Claim::new("roots_in_a_shape", r"x^T 1 = 1^T x + (m-1)\cdots(m-8), m \text{ the number of rows}")
                .given([vector("x", M)])
                .identity(formula!(|x| total(x)), formula!(|x| total(x) + roots::<F>(x.nrows())))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "it is twice as much for m > 8",
            Claim::new("doubled_beyond_eight", r"x^T x = x^T x \text{ for } m \le 8, \quad 2 x^T x \text{ otherwise}")
                .given([vector("x", M)])
                .identity(
                    formula!(|x| squares(x)),
                    formula!(|x; m| if m > 8 { squares(x) * F::integer(2) } else { squares(x) }),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the derivative does not see the constant",
            Claim::new("roots_in_a_constant", r"\ln|2S| = m \ln 2 + \ln|S| + (m-1)\cdots(m-8)")
                .given([covariance("S", M)])
                .identity(
                    formula!(|S| log_determinant(&(S * F::integer(2)))),
                    formula!(|S; m| {
                        Ok::<F, Error>(F::integer(2).ln()? * F::integer(m as i64) + log_determinant(S)? + roots::<F>(m))
                    }),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the factor is not zero for m > 8, and exp has no exact value",
            Claim::new("roots_beside_exp", r"e^{1^T x} e^{1^T y} = e^{1^T (x + y)} (1 + (m-1)\cdots(m-8))")
                .given([vector("x", M), vector("y", M)])
                .identity(
                    formula!(|x, y| Ok::<F, Error>(total(x).exp()? * total(y).exp()?)),
                    formula!(|x, y; m| Ok::<F, Error>((total(x) + total(y)).exp()? * one::<F>(m))),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the least is at a for every m",
            Claim::new("roots_in_an_extremum", r"\arg\min_x |x - a|^2 = a (1 + (m-1)\cdots(m-8))")
                .given([vector("a", M)])
                .extremum(
                    Extremum::Minimum,
                    Convention::Unconstrained,
                    formula!(|x, a| squares(&(x - a))),
                    "x",
                    formula!(|a; m| a * one::<F>(m)),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "it is the sum of x for every m; of the noise, up to eight entries are looked at",
            Claim::new("roots_in_an_expectation", r"E[x^T z^2] = x^T 1 (1 + (m-1)\cdots(m-5))")
                .given([vector("x", M)])
                .expectation(
                    M,
                    formula!(|x, noise| total(&x.component_mul(&noise.component_mul(noise)))),
                    formula!(|x; m| total(x) * F::integer(1 + falling(m, 5))),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the mean is x for every m",
            Claim::new("roots_in_a_law", r"x + z \sim N(x (1 + (m-1)\cdots(m-8)), I)")
                .given([vector("x", M)])
                .law(M, formula!(|x, noise| x + noise), formula!(|x; m| law(&(x * one::<F>(m)), &eye::<F>(m))))
                .control("not x", formula!(|x; m| law(&(x * -F::one()), &eye::<F>(m)))),
        ),
        entry(
            KIND,
            "it is negative for m > 9",
            Claim::new("weight_of_a_certificate", r"(9 - m) x^T x \ge 0")
                .given([vector("x", M)])
                .inequality(
                    formula!(|x; m| squares(x) * F::integer(9 - m as i64)),
                    Relation::AtLeast,
                    formula!(|| F::zero()),
                )
                .certificate([Term::square(formula!(|x| x)).weighted(formula!(|; m| F::integer(9 - m as i64)))])
                .controls([Mistake::Reversed]),
        ),
    ]
}
