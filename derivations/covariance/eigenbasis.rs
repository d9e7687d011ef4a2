//! zzᵀ and the exponent in the basis of the eigenvectors.

use super::formulas::{
    density, double_sum, eigenbasis_density, entrywise, log_product_of_integrals, outer, reciprocals,
    spectral_precision, sum_of_projections,
};
use crate::derivations::mean::{
    centred_point, covariance_of_eigenbasis, eigenbasis_exponent, eigenvector, from_eigenbasis,
};
use crate::prelude::*;

pub(super) fn outer_product() -> [Claim; 3] {
    let given = [orthogonal("U", D), vector("y", D)];
    [
        Claim::new("basis", r"U^T y = \sum_{i=1}^{D} u_i y_i")
            .because("The columns of Uᵀ are the eigenvectors; a matrix times a vector is a combination of its columns.")
            .from(["N1-030"])
            .given(given)
            .identity(formula!(|U, y| U.transpose() * y), formula!(|U, y| from_eigenbasis(U, y)))
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputTransposed("U")])
            .control("y itself", formula!(|y| y)),
        Claim::new(
            "outer_product_in_the_basis",
            r"z z^T = \sum_{i=1}^{D} \sum_{j=1}^{D} u_i u_j^T y_i y_j, \quad z = U^T y",
        )
        .because(
            "Both sums are multiplied out, each with an index of its own; yᵢ and yⱼ are scalars and move to the end.",
        )
        .from(["N1-031", "N1-036", "N1-044"])
        .given(given)
        .identity(formula!(|U, y| outer(&(U.transpose() * y))), formula!(|U, y| double_sum(U, y)))
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputTransposed("U")])
        .control("one index for both sums", formula!(|U, y| sum_of_projections(U, &entrywise(y, y)))),
        Claim::new(
            "index_dropped",
            r"z z^T = \sum_{i=1}^{D} \sum_{j=1}^{D} u u_j^T y_i y_j, \quad z = U^T y, \; u = u_1",
        )
        .because("As printed: the first eigenvector has no index, so it is the same one in every term. Here u = u₁.")
        .from(["N1-031"])
        .given(given)
        .identity(
            formula!(|U, y| outer(&(U.transpose() * y))),
            formula!(|U, y| {
                let sum = y.iter().fold(F::zero(), |sum, y| sum + y.clone());
                eigenvector(U, 0) * (U.transpose() * y).transpose() * sum
            }),
        )
        .erratum("outer_product_in_the_basis"),
    ]
}

pub(super) fn exponent() -> [Claim; 8] {
    let given = [orthogonal("U", D), positive("eigenvalues", D), vector("y", D)];
    let basis = [given[0], given[1]];
    let substituted = formula!(|U, eigenvalues, y| {
        let z = U.transpose() * y;
        quadratic_form(&z, &spectral_precision(U, eigenvalues)?)
    });
    let rotated = formula!(|U, eigenvalues, y| {
        (y.transpose() * U) * spectral_precision(U, eigenvalues)? * (U.transpose() * y)
    });
    let diagonal_form = formula!(|eigenvalues, y| quadratic_form(y, &reciprocals(eigenvalues)?));
    let both_indices = formula!(|eigenvalues, y| {
        let reciprocals = reciprocals(eigenvalues)?;
        let pairs = (0..y.nrows()).flat_map(|i| (0..y.nrows()).map(move |j| (i, j)));
        pairs.fold(F::zero(), |sum, (i, j)| sum + reciprocals[(i, j)].clone() * y[(i, 0)].clone() * y[(j, 0)].clone())
    });
    let one_index = formula!(|eigenvalues, y| eigenbasis_exponent(y, eigenvalues)? * F::integer(-2));
    let claim = |name, latex, reason, left, right| {
        Claim::new(name, latex)
            .because(reason)
            .from(["N1-032"])
            .given(given)
            .identity(left, right)
            .controls([Mistake::Negated, Mistake::Doubled])
            .control("λ for 1/λ", formula!(|eigenvalues, y| quadratic_form(y, &diagonal(eigenvalues))))
            .control("y not squared", formula!(|eigenvalues, y| (reciprocals(eigenvalues)? * y).sum()))
    };
    [
        Claim::new("substituted", r"z^T \Sigma^{-1} z = (U^T y)^T \Sigma^{-1} (U^T y), \quad y = U z")
            .because("z = Uᵀy on both sides of the precision.")
            .from(["N1-032"])
            .given([given[0], vector("z", D), covariance("covariance", D)])
            .identity(
                formula!(|z, covariance| quadratic_form(z, &inverse(covariance)?)),
                formula!(|U, z, covariance| {
                    let y = U * z;
                    let rotated = U.transpose() * y;
                    bilinear(&rotated, &inverse(covariance)?, &rotated)
                }),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance")])
            .control("y for z", formula!(|U, z, covariance| quadratic_form(&(U * z), &inverse(covariance)?))),
        Claim::new("row_for_column", r"(U^T y)^T \Sigma^{-1} (U^T y) = z \Sigma^{-1} z^T, \quad z = U^T y, \quad \Sigma^{-1} = U^T \Lambda^{-1} U")
            .because(
                "As printed, at the head of the chain: z is a column, so zΣ⁻¹ is not defined unless D = 1. The next \
                 expression has the transpose in the right place.",
            )
            .from(["N1-032"])
            .given(given)
            .identity(
                substituted,
                formula!(|U, eigenvalues, y| {
                    let z = U.transpose() * y;
                    &z * spectral_precision(U, eigenvalues)? * z.transpose()
                }),
            )
            .erratum("substituted"),
        Claim::new("precision", r"I = (U^T \Lambda^{-1} U) \, \Sigma, \quad \Sigma = U^T \Lambda U")
            .because("UUᵀ = I twice, with Λ⁻¹Λ = I in between; so UᵀΛ⁻¹U is the inverse Σ⁻¹.")
            .from(["N1-032", "N1-033"])
            .given(basis)
            .identity(
                formula!(|eigenvalues| Matrix::<F>::identity(eigenvalues.nrows(), eigenvalues.nrows())),
                formula!(|U, eigenvalues| {
                    spectral_precision(U, eigenvalues)? * covariance_of_eigenbasis(U, eigenvalues)?
                }),
            )
            .controls([Mistake::Negated, Mistake::Doubled])
            .control("Λ for Λ⁻¹", formula!(|U, eigenvalues| {
                let covariance = covariance_of_eigenbasis(U, eigenvalues)?;
                &covariance * &covariance
            }))
            .control("columns of U for rows", formula!(|U, eigenvalues| {
                spectral_precision(&U.transpose(), eigenvalues)? * covariance_of_eigenbasis(U, eigenvalues)?
            })),
        Claim::new("exponent_dropped", r"(U^T \Lambda U)^{-1} = U^T (\Lambda - 1) U")
            .because(
                "As printed: the superscript is set on the line, as Λ−1, here and in the quadratic form above. What \
                 follows uses Λ⁻¹.",
            )
            .from(["N1-032", "N1-033"])
            .given(basis)
            .identity(
                formula!(|U, eigenvalues| inverse(&covariance_of_eigenbasis(U, eigenvalues)?)),
                formula!(|U, eigenvalues| {
                    let shifted = eigenvalues.map(|eigenvalue| eigenvalue - F::one());
                    covariance_of_eigenbasis(U, &shifted)
                }),
            )
            .erratum("precision"),
        claim(
            "rotated",
            r"(U^T y)^T \Sigma^{-1} (U^T y) = (y^T U) (U^T \Lambda^{-1} U) (U^T y), \quad \Sigma^{-1} = U^T \Lambda^{-1} U",
            "The transpose reverses the factors, and the precision is written in its spectral form.",
            substituted,
            rotated,
        ),
        claim(
            "orthogonality",
            r"(y^T U) (U^T \Lambda^{-1} U) (U^T y) = y^T \Lambda^{-1} y",
            "UUᵀ = I on both sides.",
            rotated,
            diagonal_form,
        ),
        claim(
            "both_indices",
            r"y^T \Lambda^{-1} y = \sum_{i=1}^{D} \sum_{j=1}^{D} (\Lambda^{-1})_{ij} y_i y_j",
            "A quadratic form, written out.",
            diagonal_form,
            both_indices,
        ),
        claim(
            "one_index",
            r"\sum_{i=1}^{D} \sum_{j=1}^{D} (\Lambda^{-1})_{ij} y_i y_j = \sum_{i=1}^{D} \frac{1}{\lambda_i} y_i^2",
            "Λ⁻¹ is diagonal, so only the terms with i = j are left.",
            both_indices,
            one_index,
        ),
    ]
}

pub(super) fn double_sums() -> [Claim; 3] {
    let given = [orthogonal("U", D), positive("eigenvalues", D)];
    let spectral = formula!(|U, eigenvalues| covariance_of_eigenbasis(U, eigenvalues));
    let claim = |name, latex, reason| Claim::new(name, latex).because(reason).from(["N1-034", "N1-032"]);
    [
        claim(
            "integral_in_z",
            r"\frac{1}{(2\pi)^{D/2} |\Sigma|^{1/2}} \int z z^T \exp\{ -\tfrac{1}{2} z^T \Sigma^{-1} z \} \, dz = U^T \Lambda U",
            "The first of the four terms, as an integral over z.",
        )
        .given(given)
        .expectation(
            D,
            formula!(|U, eigenvalues, noise| {
                let z = centred_point(noise)?;
                outer(&z) * density(&z, &covariance_of_eigenbasis(U, eigenvalues)?, noise)?
            }),
            spectral,
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::Halved])
        .control("precision", formula!(|U, eigenvalues| inverse(&covariance_of_eigenbasis(U, eigenvalues)?))),
        claim(
            "integral_in_y",
            r"\frac{1}{(2\pi)^{D/2} |\Sigma|^{1/2}} \sum_{i=1}^{D} \sum_{j=1}^{D} u_i u_j^T \int \exp\left\{ -\tfrac{1}{2} \sum_{k=1}^{D} \frac{y_k^2}{\lambda_k} \right\} y_i y_j \, dy = U^T \Lambda U",
            "The double sum for zzᵀ, the diagonal exponent, and |J| = 1; the matrices uᵢuⱼᵀ are taken out of the \
             integrals. The value is that of the integral over z.",
        )
        .from(["N1-035", "N1-038"])
        .given(given)
        .expectation(
            D,
            formula!(|U, eigenvalues, noise| {
                let y = centred_point(noise)?;
                double_sum(U, &y)? * eigenbasis_density(&y, eigenvalues, noise)?
            }),
            spectral,
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::Halved])
        .control("eigenvalues forgotten", formula!(|U| U.transpose() * U))
        .control("constant forgotten", formula!(|U, eigenvalues| {
            covariance_of_eigenbasis(U, eigenvalues)? * log_product_of_integrals(eigenvalues)?.exp()?
        })),
        claim(
            "of_draws",
            r"\mathbb{E}[z z^T] = U^T S^2 U, \quad z = \sum_{i=1}^{D} u_i y_i, \quad y_i = s_i \varepsilon_i, \quad \varepsilon \sim \mathcal{N}(0,I), \quad \lambda_i = s_i^2",
            "The same expectation over draws: independent coordinates with standard deviations sᵢ, rotated.",
        )
        .given([given[0], positive("deviations", D)])
        .expectation(
            D,
            formula!(|U, deviations, noise| outer(&from_eigenbasis(U, &entrywise(deviations, noise))?)),
            formula!(|U, deviations| covariance_of_eigenbasis(U, &entrywise(deviations, deviations))),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputTransposed("U")])
        .control("s for s²", formula!(|U, deviations| covariance_of_eigenbasis(U, deviations))),
    ]
}
