//! All four terms together: E\[xxᵀ\] and cov\[x\].

use super::formulas::{density, entrywise, outer, second_moment};
use crate::derivations::mean::{centred_point, covariance_of_eigenbasis, from_eigenbasis, log_constant};
use crate::prelude::*;

pub(super) fn terms_with_the_mean() -> [Claim; 4] {
    let given = [vector("mean", D), covariance("covariance", D)];
    let zero = formula!(|covariance| Matrix::<F>::zeros(covariance.nrows(), covariance.nrows()));
    let claim = |name, latex, reason| Claim::new(name, latex).because(reason).from(["N1-051"]).given(given);
    let vanishing = |claim: Claim| {
        claim
            .control("mean not subtracted", formula!(|mean| outer(mean)))
            .control("mean subtracted twice", formula!(|mean| -outer(mean)))
            .control("z for the mean", formula!(|covariance| covariance))
    };
    let square =
        r"\frac{1}{(2\pi)^{D/2} |\Sigma|^{1/2}} \int z z^T \exp\{ -\tfrac{1}{2} z^T \Sigma^{-1} z \} \, dz = \Sigma";
    [
        claim("square", square, "In the basis of the eigenvectors it is the sum of the λᵢuᵢuᵢᵀ, which is Σ.")
            .from(["N1-048"])
            .expectation(
                D,
                formula!(|covariance, noise| {
                    let z = centred_point(noise)?;
                    outer(&z) * density(&z, covariance, noise)?
                }),
                formula!(|covariance| covariance),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance")])
            .control("with the mean", formula!(|mean, covariance| second_moment(mean, covariance))),
        vanishing(
            claim("cross_term", r"\mathbb{E}[z \mu^T] = 0, \quad z \sim \mathcal{N}(0,\Sigma)", "z is odd, μᵀ is constant.")
                .expectation(D, formula!(|mean, covariance_factor, noise| covariance_factor * noise * mean.transpose()), zero),
        ),
        vanishing(
            claim("transposed_cross_term", r"\mathbb{E}[\mu z^T] = 0, \quad z \sim \mathcal{N}(0,\Sigma)", "The transpose of zero.")
                .expectation(D, formula!(|mean, covariance_factor, noise| mean * (covariance_factor * noise).transpose()), zero),
        ),
        claim(
            "constant_term",
            r"\frac{1}{(2\pi)^{D/2} |\Sigma|^{1/2}} \int \mu \mu^T \exp\{ -\tfrac{1}{2} z^T \Sigma^{-1} z \} \, dz = \mu \mu^T",
            "μμᵀ is taken out of the integral of a density, which is 1.",
        )
        .expectation(
            D,
            formula!(|mean, covariance, noise| outer(mean) * density(&centred_point(noise)?, covariance, noise)?),
            formula!(|mean| outer(mean)),
        )
        .controls([Mistake::Negated, Mistake::Doubled])
        .control("exponential alone", formula!(|mean, covariance| outer(mean) * (-log_constant(covariance)?).exp()?))
        .control("squared length", formula!(|mean| {
            Matrix::<F>::identity(mean.nrows(), mean.nrows()) * (mean.transpose() * mean).trace()
        })),
    ]
}

pub(super) fn covariance_of_x() -> [Claim; 4] {
    let given = [vector("mean", D), covariance("covariance", D)];
    let claim = |name, latex, reason| Claim::new(name, latex).because(reason).given(given);
    [
        claim(
            "second_moment",
            r"\mathbb{E}[x x^T] = \mu \mu^T + \Sigma, \quad x \sim \mathcal{N}(\mu,\Sigma)",
            "Of the four terms, zzᵀ gives Σ and μμᵀ gives itself; the mixed terms vanish.",
        )
        .from(["N1-050", "N1-052"])
        .expectation(
            D,
            formula!(|mean, covariance_factor, noise| outer(&(mean + covariance_factor * noise))),
            formula!(|mean, covariance| second_moment(mean, covariance)),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance")])
        .control("covariance alone", formula!(|covariance| covariance))
        .control("Σ − μμᵀ", formula!(|mean, covariance| covariance - outer(mean))),
        claim(
            "covariance",
            r"\operatorname{cov}[x] = \mathbb{E}[(x-\mathbb{E}[x])(x-\mathbb{E}[x])^T] = \Sigma",
            "By definition, with E[x] = μ: the second moment around the mean.",
        )
        .from(["N1-053", "N1-054"])
        .expectation(
            D,
            formula!(|mean, covariance_factor, noise| {
                let x = mean + covariance_factor * noise;
                outer(&(x - mean))
            }),
            formula!(|covariance| covariance),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance"), Mistake::OffDiagonalHalved])
        .control("mean not subtracted", formula!(|mean, covariance| second_moment(mean, covariance))),
        claim(
            "from_the_second_moment",
            r"\operatorname{cov}[x] = \mathbb{E}[x x^T] - \mathbb{E}[x] \, \mathbb{E}[x]^T = \Sigma",
            "The mixed terms of the definition are −2 E[x]E[x]ᵀ, its last term is E[x]E[x]ᵀ.",
        )
        .from(["N1-052", "N1-054"])
        .expectation(
            D,
            formula!(|mean, covariance_factor, noise| outer(&(mean + covariance_factor * noise)) - outer(mean)),
            formula!(|covariance| covariance),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance")])
        .control("mean subtracted twice", formula!(|mean, covariance| covariance - outer(mean))),
        Claim::new(
            "law",
            r"\mu + \sum_{i=1}^{D} u_i s_i \varepsilon_i \sim \mathcal{N}(\mu, U^T S^2 U), \quad \varepsilon \sim \mathcal{N}(0,I)",
        )
        .because("Independent coordinates along the eigenvectors make a Gaussian whose covariance has the eigenvalues sᵢ².")
        .from(["N1-026", "N1-054"])
        .given([given[0], orthogonal("U", D), positive("deviations", D)])
        .law(
            D,
            formula!(|mean, U, deviations, noise| mean + from_eigenbasis(U, &entrywise(deviations, noise))?),
            formula!(|mean, U, deviations| {
                law(mean, &covariance_of_eigenbasis(U, &entrywise(deviations, deviations))?)
            }),
        )
        .controls([Mistake::InputNegated("mean"), Mistake::InputTransposed("U")])
        .control("s for s²", formula!(|mean, U, deviations| law(mean, &covariance_of_eigenbasis(U, deviations)?)))
        .control("not rotated", formula!(|mean, deviations| law(mean, &diagonal(&entrywise(deviations, deviations))))),
    ]
}
