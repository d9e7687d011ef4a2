//! The second moment as an integral, and z = x − μ in it.

use super::formulas::{density, outer, second_moment};
use crate::derivations::log_density::log_density;
use crate::derivations::mean::{centred_point, log_constant, weighted};
use crate::prelude::*;

pub(super) fn two_dimensions() -> [Claim; 2] {
    let two = ONE + ONE;
    [
        Claim::new(
            "outer_product",
            r"x x^T = \begin{bmatrix} x_1 x_1 & x_1 x_2 \\ x_2 x_1 & x_2 x_2 \end{bmatrix}, \quad x = \begin{bmatrix} x_1 \\ x_2 \end{bmatrix}",
        )
        .because("A column times a row is a matrix: every entry times every entry.")
        .from(["N1-027", "N1-028"])
        .given([number("x_1"), number("x_2")])
        .identity(
            formula!(|x_1, x_2| outer(&stack(x_1, x_2)?)),
            formula!(|x_1, x_2| join(&(x_1 * x_1), &(x_1 * x_2), &(x_2 * x_1), &(x_2 * x_2))),
        )
        .controls([Mistake::Negated, Mistake::InputNegated("x_2"), Mistake::InputsSwapped("x_1", "x_2")])
        .control("inner product", formula!(|x_1, x_2| x_1 * x_1 + x_2 * x_2)),
        Claim::new(
            "entry_by_entry",
            r"\int p(x_1,x_2) \, x x^T \, dx_1 \, dx_2 = \begin{bmatrix} \mathbb{E}[x_1 x_1] & \mathbb{E}[x_1 x_2] \\ \mathbb{E}[x_2 x_1] & \mathbb{E}[x_2 x_2] \end{bmatrix} = \begin{bmatrix} \mu_1^2 + \Sigma_{11} & \mu_1 \mu_2 + \Sigma_{12} \\ \mu_2 \mu_1 + \Sigma_{21} & \mu_2^2 + \Sigma_{22} \end{bmatrix}",
        )
        .because("The integral of a matrix is the matrix of the integrals of its entries.")
        .from(["N1-028"])
        .given([vector("mean", two), covariance("covariance", two)])
        .expectation(
            two,
            formula!(|mean, covariance, noise| {
                let x = integration_point(mean, noise)?;
                outer(&x) * weighted(log_density(&x, mean, covariance)?, noise)?
            }),
            formula!(|mean, covariance| {
                let entry = |i: usize, j: usize| {
                    scalar(mean[(i, 0)].clone() * mean[(j, 0)].clone() + covariance[(i, j)].clone())
                };
                join(&entry(0, 0), &entry(0, 1), &entry(1, 0), &entry(1, 1))
            }),
        )
        .controls([Mistake::Negated, Mistake::OffDiagonalHalved])
        .control("covariance alone", formula!(|covariance| covariance))
        .control("product of the means alone", formula!(|mean| outer(mean))),
    ]
}

pub(super) fn substitution() -> [Claim; 3] {
    let given = [vector("mean", D), covariance("covariance", D)];
    let moment = formula!(|mean, covariance| second_moment(mean, covariance));
    [
        Claim::new("integral", r"\mathbb{E}[x x^T] = \int x x^T \, \mathcal{N}(x|\mu,\Sigma) \, dx = \mu \mu^T + \Sigma")
            .because("The expectation is an integral over the density; the next steps find its value.")
            .from(["N1-029", "N1-051"])
            .given(given)
            .expectation(
                D,
                formula!(|mean, covariance, noise| {
                    let x = integration_point(mean, noise)?;
                    outer(&x) * weighted(log_density(&x, mean, covariance)?, noise)?
                }),
                moment,
            )
            .controls([Mistake::Negated, Mistake::Doubled])
            .control("covariance alone", formula!(|covariance| covariance))
            .control("μμᵀ − Σ", formula!(|mean, covariance| outer(mean) - covariance)),
        Claim::new(
            "shifted_integral",
            r"\frac{1}{(2\pi)^{D/2} |\Sigma|^{1/2}} \int (z+\mu)(z+\mu)^T \exp\{ -\tfrac{1}{2} z^T \Sigma^{-1} z \} \, dz = \mu \mu^T + \Sigma",
        )
        .because("The same integral in z = x − μ; a shift does not change the volume element dx.")
        .from(["N1-029", "N1-051"])
        .given(given)
        .expectation(
            D,
            formula!(|mean, covariance, noise| {
                let z = centred_point(noise)?;
                outer(&(&z + mean)) * density(&z, covariance, noise)?
            }),
            moment,
        )
        .controls([Mistake::Negated, Mistake::Doubled])
        .control("mean forgotten", formula!(|covariance| covariance))
        .control("constant forgotten", formula!(|mean, covariance| {
            second_moment(mean, covariance)? * (-log_constant(covariance)?).exp()?
        })),
        Claim::new("four_terms", r"(z+\mu)(z+\mu)^T = z z^T + z \mu^T + \mu z^T + \mu \mu^T")
            .because("Multiplied out; zμᵀ and μzᵀ are transposes of each other, not equal.")
            .from(["N1-029", "N1-051"])
            .given([vector("z", D), given[0]])
            .identity(
                formula!(|z, mean| outer(&(z + mean))),
                formula!(|z, mean| outer(z) + z * mean.transpose() + mean * z.transpose() + outer(mean)),
            )
            .controls([Mistake::Negated, Mistake::InputNegated("mean")])
            .control("2zμᵀ, as for scalars", formula!(|z, mean| {
                outer(z) + z * mean.transpose() * F::integer(2) + outer(mean)
            }))
            .control("mixed terms forgotten", formula!(|z, mean| outer(z) + outer(mean))),
    ]
}
