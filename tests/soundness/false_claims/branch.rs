//! Formulas that ask whether a number is zero.

use crate::tools::*;

const KIND: &str = "branch";

/// 0 where the number is zero, else 1.
fn unless_zero<F: Field>(number: F) -> F {
    if number.is_zero() { F::zero() } else { F::one() }
}

pub fn entries() -> Vec<Entry> {
    let one = formula!(|| F::one());
    let vanishing = [
        Claim::new("inverse_exponentials", r"[e^x e^{-x} \neq 1] = 1")
            .given([number("x")])
            .identity(formula!(|x| unless_zero(v(x).exp()? * (-v(x)).exp()? - F::one())), one),
        Claim::new("sum_in_the_exponent", r"[e^x e^y \neq e^{x+y}] = 1")
            .given([number("x"), number("y")])
            .identity(formula!(|x, y| unless_zero(v(x).exp()? * v(y).exp()? - (v(x) + v(y)).exp()?)), one),
        Claim::new("logarithm_of_product", r"[\ln xy \neq \ln x + \ln y] = 1")
            .given([positive("x", ONE), positive("y", ONE)])
            .identity(formula!(|x, y| unless_zero((v(x) * v(y)).ln()? - v(x).ln()? - v(y).ln()?)), one),
        Claim::new("determinant_of_product", r"[|AB| \neq |A||B|] = 1")
            .given([invertible("A", D), invertible("B", D)])
            .identity(formula!(|A, B| unless_zero(determinant(&(A * B))? - determinant(A)? * determinant(B)?)), one),
        Claim::new("binomial", r"[(x + y)^2 \neq x^2 + 2xy + y^2] = 1").given([number("x"), number("y")]).identity(
            formula!(|x, y| {
                let expanded = square(v(x)) + F::integer(2) * v(x) * v(y) + square(v(y));
                unless_zero(square(v(x) + v(y)) - expanded)
            }),
            one,
        ),
        Claim::new("logarithm_of_four", r"[\ln 4 \neq 2 \ln 2] = 1")
            .identity(formula!(|| unless_zero(F::integer(4).ln()? - F::integer(2) * F::integer(2).ln()?)), one),
        Claim::new("factor_of_covariance", r"[\operatorname{tr} LL^T \neq \operatorname{tr} S] = 1")
            .given([covariance("S", D)])
            .identity(formula!(|S, S_factor| unless_zero(squares(S_factor) - trace(S)?)), one),
    ];
    let mut entries = Vec::new();
    entries
        .extend(vanishing.map(|claim| entry(KIND, "the number is zero, so the left side is 0", claim.controls(USUAL))));
    entries.extend([
        entry(
            KIND,
            "the condition holds everywhere, so the left side is x",
            Claim::new("other_arm", r"(e^x e^{-x} = 1 \;?\; x : y) = y")
                .given([number("x"), number("y")])
                .identity(
                    formula!(|x, y| { if (v(x).exp()? * (-v(x)).exp()? - F::one()).is_zero() { v(x) } else { v(y) } }),
                    formula!(|y| v(y)),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the condition holds everywhere, so the function is x²",
            Claim::new("slope_of_other_arm", r"d(e^x e^{-x} = 1 \;?\; x^2 : x^3)/dx = 3x^2")
                .given([number("x")])
                .gradient(
                    formula!(|x| {
                        let same = (v(x).exp()? * (-v(x)).exp()? - F::one()).is_zero();
                        if same { square(v(x)) } else { power(v(x), 3) }
                    }),
                    "x",
                    formula!(|x| square(v(x)) * F::integer(3)),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the condition holds everywhere, so the expectation is 1",
            Claim::new("mean_of_other_arm", r"E[e^z e^{-z} = 1 \;?\; z^2 : 2z^2] = 2")
                .expectation(
                    ONE,
                    formula!(|noise| {
                        let same = (v(noise).exp()? * (-v(noise)).exp()? - F::one()).is_zero();
                        square(v(noise)) * if same { F::one() } else { F::integer(2) }
                    }),
                    formula!(|| F::integer(2)),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "for x > 0 the left side is 1",
            Claim::new("root_in_a_branch", r"[\sqrt{x^2} = x] = 0")
                .given([number("x")])
                .identity(formula!(|x| F::one() - unless_zero(modulus(v(x))? - v(x))), formula!(|| F::zero()))
                .control("1", formula!(|| F::one())),
        ),
        entry(
            KIND,
            "where x = y the left side is x + 1",
            Claim::new("on_the_diagonal", r"(x = y \;?\; x + 1 : x) = x")
                .given([number("x"), number("y")])
                .identity(formula!(|x, y| if v(x) == v(y) { v(x) + F::one() } else { v(x) }), formula!(|x| v(x)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "at x = 0 the left side is 1",
            Claim::new("at_zero_only", r"(x = 0 \;?\; 1 : x) = x")
                .given([number("x")])
                .identity(formula!(|x| if v(x).is_zero() { F::one() } else { v(x) }), formula!(|x| v(x)))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "where s₁₁ = 1 the left side is doubled",
            Claim::new("at_unit_variance", r"(s_{11} = 1 \;?\; 2S : S) = S")
                .given([covariance("S", D)])
                .identity(formula!(|S| if v(S) == F::one() { S * F::integer(2) } else { S.clone() }), formula!(|S| S))
                .controls(USUAL),
        ),
        entry(
            KIND,
            "for a diagonal S the left side is doubled",
            Claim::new("at_diagonal_matrices", r"(s_{D1} = 0 \;?\; 2S : S) = S")
                .given([covariance("S", D)])
                .identity(
                    formula!(|S; d| if d > 1 && S[(d - 1, 0)].is_zero() { S * F::integer(2) } else { S.clone() }),
                    formula!(|S| S),
                )
                .controls(USUAL),
        ),
    ]);
    entries
}
