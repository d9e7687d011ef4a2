//! Σ_ML = Λ_ML⁻¹: a one-to-one map may be applied before or after the search for an extremum.

use super::formulas::{
    COVARIANCE, MEAN, PRECISION, SAMPLES, log_likelihood_of_precision, maximum_likelihood_precision,
};
use crate::derivations::sigma_gradient::{maximum_likelihood_covariance, scatter};
use crate::prelude::*;

pub(super) fn one_to_one() -> [Claim; 3] {
    [
        Claim::new("composition", r"f(h(h^{-1}(Y^*))) = f(Y^*), \quad f = l, \; h(\Sigma) = \Sigma^{-1}")
            .because("h∘h⁻¹ is the identity, so f∘h has at h⁻¹(Y*) the value that f has at Y*, its optimum.")
            .from(["N1-153", "N1-156"])
            .given([SAMPLES, MEAN, PRECISION])
            .identity(
                formula!(|X, mean, precision| {
                    log_likelihood_of_precision(X, mean, &inverse(&inverse(precision)?)?)
                }),
                formula!(|X, mean, precision| log_likelihood_of_precision(X, mean, precision)),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("precision")]),
        Claim::new("inverse_of_the_precision", r"\Lambda_{ML}^{-1} = \frac{1}{N} S")
            .because("Λ_ML = NS⁻¹, inverted.")
            .from(["N1-144", "N1-145"])
            .given([SAMPLES, MEAN])
            .more_samples_than_dimensions()
            .identity(
                formula!(|X, mean| inverse(&maximum_likelihood_precision(X, mean)?)),
                formula!(|X, mean| maximum_likelihood_covariance(X, mean)),
            )
            .controls([Mistake::Negated, Mistake::Inverted, Mistake::InputNegated("mean")])
            .control("sum instead of mean", formula!(|X, mean| scatter(X, mean))),
        Claim::new(
            "inversion",
            r"\arg\min_{\Sigma} \left( -l(\Sigma^{-1}) \right) = \frac{1}{N} S = \Lambda_{ML}^{-1}",
        )
        .because(
            "Inversion maps the positive definite matrices one-to-one onto themselves, so h⁻¹(Y*) is X* for f = −l.",
        )
        .from(["N1-145", "N1-152", "N1-154", "N1-155", "N1-157", "N1-158", "N1-160", "N1-161"])
        .given([SAMPLES, MEAN, COVARIANCE])
        .more_samples_than_dimensions()
        .extremum(
            Extremum::Minimum,
            Convention::FreeEntries,
            formula!(|X, mean, covariance| -log_likelihood_of_precision(X, mean, &inverse(covariance)?)?),
            "covariance",
            formula!(|X, mean| maximum_likelihood_covariance(X, mean)),
        )
        .controls([Mistake::Inverted, Mistake::Doubled, Mistake::Halved])
        .control("S for S/N", formula!(|X, mean| scatter(X, mean))),
    ]
}

pub(super) fn not_one_to_one() -> [Claim; 5] {
    let given = [number("x"), positive("root", ONE)];
    // For two samples with the scatter S = 2/a², l(y) = ln y − y/a².
    let likelihood = formula!(|x, root| {
        let squared = (x * x)[(0, 0)].clone();
        squared.ln()? - squared * (root * root)[(0, 0)].reciprocal()?
    });
    [
        Claim::new("positive_root", r"\arg\max_{x} l(x^2) = a, \quad l(y) = \ln y - \frac{y}{a^2}")
            .because("l is largest at y* = a², and x = a is a point with x² = y*.")
            .from(["N1-153", "N1-157"])
            .given(given)
            .extremum(Extremum::Maximum, Convention::Unconstrained, likelihood, "x", formula!(|root| root))
            .controls([Mistake::Doubled, Mistake::Halved])
            .control("y* for x*", formula!(|root| root * root)),
        Claim::new("negative_root", r"\arg\max_{x} l(x^2) = -a, \quad l(y) = \ln y - \frac{y}{a^2}")
            .because("(−a)² = a² as well: the map is not one-to-one, and the likelihood has two maximisers.")
            .from(["N1-153", "N1-157"])
            .given(given)
            .extremum(Extremum::Maximum, Convention::Unconstrained, likelihood, "x", formula!(|root| -root))
            .controls([Mistake::Doubled, Mistake::Halved])
            .control("−y* for x*", formula!(|root| -(root * root))),
        Claim::new(
            "one_root",
            r"h(x_1^*) = h(x_2^*) = y^* \Rightarrow x_1^* = x_2^*, \quad h(x) = x^2, \; x_{1,2}^* = \mp a",
        )
        .because(
            "X* = h⁻¹(Y*) without the assumption, stated in the notes, that h is one-to-one: then h⁻¹(Y*) is not a \
             single point.",
        )
        .from(["N1-157"])
        .given([positive("root", ONE)])
        .identity(formula!(|root| -root), formula!(|root| root))
        .erratum("inversion"),
        Claim::new("either_place", r"\arg\min_{y} (y^2 - a^2)^2 = -a")
            .because("The square vanishes at y = −a and at y = a, and is never negative: both are minimisers.")
            .from(["N1-157"])
            .given(given)
            .extremum(
                Extremum::Minimum,
                Convention::Unconstrained,
                formula!(|x, root| {
                    let difference = (x * x - root * root)[(0, 0)].clone();
                    difference.clone() * difference
                }),
                "x",
                formula!(|root| -root),
            )
            .controls([Mistake::Doubled, Mistake::Halved])
            .control("the midpoint of both", formula!(|root| root * F::zero())),
        Claim::new(
            "two_places",
            r"h^{-1}(y^*) = x^*, \quad h(x) = x, \; f(y) = (y^2 - a^2)^2, \; x^* = -a, \; y^* = a",
        )
        .because(
            "One-to-one is not enough: f has two minimisers, and different ones may be chosen for f(h(x)) and for \
             f(y). The notes need a unique minimiser in the range of h, and state neither condition.",
        )
        .from(["N1-157"])
        .given([positive("root", ONE)])
        .identity(formula!(|root| root), formula!(|root| -root))
        .erratum("inversion"),
    ]
}
