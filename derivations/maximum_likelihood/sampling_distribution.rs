//! The laws of the estimates: of μ_ML, and the bias of Σ_ML.

use super::formulas::draw;
use crate::derivations::log_density::sample_mean;
use crate::derivations::sigma_gradient::maximum_likelihood_covariance;
use crate::prelude::*;

pub(super) fn sampling() -> [Claim; 2] {
    let given = [number("mean"), positive("deviation", ONE)];
    [
        Claim::new("law_of_the_mean", r"\mu_{ML} \sim \mathcal{N}\left( \mu, \frac{\sigma^2}{N} \right), \quad x_n \sim \mathcal{N}(\mu, \sigma^2)")
            .because("The mean of N independent samples has the same expectation and 1/N of the variance. D = 1.")
            .from(["N1-134", "Bishop 2.121"])
            .given(given)
            .law(
                N,
                formula!(|mean, deviation, noise| sample_mean(&draw(mean, deviation, noise))),
                formula!(|mean, deviation; n| law(mean, &(deviation * deviation * F::ratio(1, n as i64)?))),
            )
            .controls([Mistake::InputNegated("mean"), Mistake::InputInverted("deviation")])
            .control("standard deviation for variance", formula!(|mean, deviation; n| {
                law(mean, &(deviation * F::ratio(1, n as i64)?))
            }))
            .control("variance of one sample", formula!(|mean, deviation| law(mean, &(deviation * deviation)))),
        Claim::new("bias", r"\mathbb{E}[\Sigma_{ML}] = \frac{N-1}{N} \sigma^2, \quad x_n \sim \mathcal{N}(\mu, \sigma^2)")
            .because("The samples lie closer to their own mean than to μ; it uses up one of N degrees of freedom. D = 1.")
            .from(["N1-146", "Bishop 2.124"])
            .given(given)
            .more_samples_than_dimensions()
            .expectation(
                N,
                formula!(|mean, deviation, noise| {
                    let data = draw(mean, deviation, noise);
                    maximum_likelihood_covariance(&data, &sample_mean(&data)?)
                }),
                formula!(|deviation; n| deviation * deviation * F::ratio(n as i64 - 1, n as i64)?),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("deviation")])
            .control("taken as unbiased", formula!(|deviation| deviation * deviation))
            .control("N/(N−1)", formula!(|deviation; n| deviation * deviation * F::ratio(n as i64, n as i64 - 1)?)),
    ]
}
