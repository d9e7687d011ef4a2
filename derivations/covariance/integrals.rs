//! The integrals over the coordinates: products of two vanish, squares are the eigenvalues.

use super::formulas::{
    double_sum, eigenbasis_density, entrywise, log_product_of_integrals, outer, reciprocals, sum_of_projections,
};
use crate::derivations::mean::{
    centred_point, covariance_of_eigenbasis, eigenbasis_exponent, eigenvector, from_eigenbasis, weighted,
};
use crate::prelude::*;

pub(super) fn off_diagonal() -> [Claim; 4] {
    let pair = [positive("eigenvalues", ONE + ONE)];
    let integral = formula!(|eigenvalues, noise| {
        let y = centred_point(noise)?;
        weighted(eigenbasis_exponent(&y, eigenvalues)?, noise)? * y[(0, 0)].clone() * y[(1, 0)].clone()
    });
    let squared =
        formula!(|eigenvalues| { log_product_of_integrals(eigenvalues)?.exp()? * eigenvalues[(0, 0)].clone() });
    [
        Claim::new("bracket", r"\int \exp\left\{ -\tfrac{1}{2} \sum_{k=1}^{D} \frac{y_k^2}{\lambda_k} \right\} y_i \, dy_i = 0")
            .because("The exponential is even in yᵢ, so the integrand is odd, whatever the other coordinates are. Here i = 1.")
            .from(["N1-040", "N1-041"])
            .given([positive("eigenvalues", D), vector("y", D)])
            .expectation(
                ONE,
                formula!(|eigenvalues, y, noise| {
                    let mut y = y.clone();
                    y[(0, 0)] = centred_point(noise)?[(0, 0)].clone();
                    weighted(eigenbasis_exponent(&y, eigenvalues)?, noise)? * y[(0, 0)].clone()
                }),
                formula!(|| F::zero()),
            )
            .control("integrand at one point", formula!(|eigenvalues, y| {
                eigenbasis_exponent(y, eigenvalues)?.exp()? * y[(0, 0)].clone()
            }))
            .control("even integrand", formula!(|eigenvalues, y| {
                let mut y = y.clone();
                y[(0, 0)] = F::zero();
                let along_it = log_product_of_integrals(&split_rows(eigenvalues, 1)?.0)?;
                (eigenbasis_exponent(&y, eigenvalues)? + along_it).exp()
            }))
            .control("one half of the line", formula!(|eigenvalues, y| {
                let mut y = y.clone();
                y[(0, 0)] = F::zero();
                eigenbasis_exponent(&y, eigenvalues)?.exp()? * eigenvalues[(0, 0)].clone()
            })),
        Claim::new(
            "off_diagonal",
            r"\int \exp\left\{ -\tfrac{1}{2} \sum_{k} \frac{y_k^2}{\lambda_k} \right\} y_i y_j \, dy = \int \cdots y_j \left[ \int \exp\left\{ -\tfrac{1}{2} \sum_{k} \frac{y_k^2}{\lambda_k} \right\} y_i \, dy_i \right] dy \setminus \{ y_i \} = 0, \quad i \ne j",
        )
        .because("yⱼ does not depend on yᵢ and is taken out of the bracket, which is zero. Here i = 1, j = 2.")
        .from(["N1-035", "N1-038", "N1-040"])
        .given(pair)
        .expectation(ONE + ONE, integral, formula!(|| F::zero()))
        .control("i = j", squared)
        .control("yᵢyⱼ left out", formula!(|eigenvalues| log_product_of_integrals(eigenvalues)?.exp()))
        .control("halves of both lines added", formula!(|eigenvalues| {
            determinant(&diagonal(eigenvalues))? * F::integer(4)
        })),
        Claim::new(
            "index_repeated",
            r"\exp\left\{ -\tfrac{1}{2} \sum_{k} \frac{y_k^2}{\lambda_k} \right\} y_i y_j = y_i \exp\left\{ -\tfrac{1}{2} \sum_{k} \frac{y_k^2}{\lambda_k} \right\} y_i, \quad i \ne j",
        )
        .because(
            "The integrands of the printed step: yᵢ is both before the bracket and in it. The bracket is zero either \
             way, so the conclusion holds; the step needs yⱼ before the bracket.",
        )
        .from(["N1-040"])
        .given([pair[0], vector("y", ONE + ONE)])
        .identity(
            formula!(|eigenvalues, y| {
                eigenbasis_exponent(y, eigenvalues)?.exp()? * y[(0, 0)].clone() * y[(1, 0)].clone()
            }),
            formula!(|eigenvalues, y| {
                eigenbasis_exponent(y, eigenvalues)?.exp()? * y[(0, 0)].clone() * y[(0, 0)].clone()
            }),
        )
        .erratum("off_diagonal"),
        Claim::new("uncorrelated", r"\mathbb{E}[y_i y_j] = \lambda_i \delta_{ij}, \quad y_i = s_i \varepsilon_i, \quad \varepsilon \sim \mathcal{N}(0,I), \quad \lambda_i = s_i^2")
            .because("Of the D² integrals only those with i = j are left.")
            .from(["N1-038", "N1-042"])
            .given([positive("deviations", D)])
            .expectation(
                D,
                formula!(|deviations, noise| outer(&entrywise(deviations, noise))),
                formula!(|deviations| diagonal(&entrywise(deviations, deviations))),
            )
            .controls([Mistake::Negated, Mistake::Doubled])
            .control("s for s²", formula!(|deviations| diagonal(deviations)))
            .control("perfectly correlated", formula!(|deviations| outer(deviations))),
    ]
}

pub(super) fn products() -> [Claim; 10] {
    let given = [positive("eigenvalues", D), vector("y", D)];
    let eigenvalue = positive("eigenvalue", ONE);
    let integral =
        formula!(|eigenvalues, noise| weighted(eigenbasis_exponent(&centred_point(noise)?, eigenvalues)?, noise));
    let square = formula!(|eigenvalue, noise| {
        let y = centred_point(noise)?;
        &y * &y * weighted(eigenbasis_exponent(&y, eigenvalue)?, noise)?
    });
    [
        Claim::new(
            "sum_becomes_product",
            r"\frac{\partial}{\partial y_i} \exp\left\{ -\tfrac{1}{2} \sum_{k=1}^{D} \frac{y_k^2}{\lambda_k} \right\} = -\frac{y_i}{\lambda_i} \prod_{k=1}^{D} \exp\left\{ -\tfrac{1}{2} \frac{y_k^2}{\lambda_k} \right\}",
        )
        .because(
            "The exponential of a sum is the product of the exponentials, each a function of one coordinate. Both are \
             1 at y = 0, so it is enough to compare derivatives.",
        )
        .from(["N1-046", "N1-048"])
        .given(given)
        .gradient(
            formula!(|eigenvalues, y| eigenbasis_exponent(y, eigenvalues)?.exp()),
            "y",
            formula!(|eigenvalues, y| {
                let product = y.iter().zip(eigenvalues.iter()).try_fold(F::one(), |product, (y, eigenvalue)| {
                    let factor = eigenbasis_exponent(&scalar(y.clone()), &scalar(eigenvalue.clone()))?.exp()?;
                    Ok::<F, Error>(product * factor)
                })?;
                -(reciprocals(eigenvalues)? * y) * product
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("y")])
        .control("λ for 1/λ", formula!(|eigenvalues, y| {
            -(diagonal(eigenvalues) * y) * eigenbasis_exponent(y, eigenvalues)?.exp()?
        })),
        Claim::new(
            "product_of_integrals",
            r"\int \exp\left\{ -\tfrac{1}{2} \sum_{k=1}^{D} \frac{y_k^2}{\lambda_k} \right\} dy = \prod_{k=1}^{D} \int \exp\left\{ -\tfrac{1}{2} \frac{y_k^2}{\lambda_k} \right\} dy_k = \prod_{k=1}^{D} (2\pi\lambda_k)^{1/2}",
        )
        .because("An integral of a product of functions of different variables is the product of their integrals.")
        .from(["N1-046", "N1-047", "N1-048"])
        .given([given[0]])
        .expectation(D, integral, formula!(|eigenvalues| log_product_of_integrals(eigenvalues)?.exp()))
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::Halved])
        .control("not rooted", formula!(|eigenvalues| {
            (log_product_of_integrals(eigenvalues)? * F::integer(2)).exp()
        })),
        Claim::new("factors_not_one", r"\prod_{k \ne i} \int \exp\left\{ -\tfrac{1}{2} \frac{y_k^2}{\lambda_k} \right\} dy_k = 1")
            .because(
                "As printed below the step. Each factor is (2πλₖ)^½; it becomes 1 with its share of the constant, \
                 which is in a separate bracket. D is the number of factors.",
            )
            .from(["N1-047"])
            .given([given[0]])
            .expectation(D, integral, formula!(|| F::one()))
            .erratum("normalised_factors"),
        Claim::new(
            "normalised_factors",
            r"\prod_{k \ne i} \frac{1}{(2\pi\lambda_k)^{1/2}} \int \exp\left\{ -\tfrac{1}{2} \frac{y_k^2}{\lambda_k} \right\} dy_k = 1",
        )
        .because("With its share of the constant each factor is the integral of a density. D is the number of factors.")
        .from(["N1-047", "N1-048"])
        .given([given[0]])
        .expectation(
            D,
            formula!(|eigenvalues, noise| eigenbasis_density(&centred_point(noise)?, eigenvalues, noise)),
            formula!(|| F::one()),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::Halved])
        .control("constant forgotten", formula!(|eigenvalues| log_product_of_integrals(eigenvalues)?.exp())),
        Claim::new("determinant_of_the_product", r"|A^T \Lambda A| = |A^T| \, |\Lambda| \, |A|")
            .because("The determinant of a product is the product of the determinants.")
            .from(["N1-048"])
            .given([invertible("A", D), given[0]])
            .identity(
                formula!(|A, eigenvalues| determinant(&(A.transpose() * diagonal(eigenvalues) * A))),
                formula!(|A, eigenvalues| {
                    determinant(&A.transpose())? * determinant(&diagonal(eigenvalues))? * determinant(A)?
                }),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("A")])
            .control("|Λ|", formula!(|eigenvalues| determinant(&diagonal(eigenvalues)))),
        Claim::new("determinant", r"|U^T| \, |\Lambda| \, |U| = \prod_{j=1}^{D} \lambda_j")
            .because("|Uᵀ||U| = 1, so the constant |Σ|^−½ is a product too, one factor for each coordinate.")
            .from(["N1-048"])
            .given([orthogonal("U", D), given[0]])
            .identity(
                formula!(|U, eigenvalues| {
                    determinant(&U.transpose())? * determinant(&diagonal(eigenvalues))? * determinant(U)?
                }),
                formula!(|eigenvalues| eigenvalues.iter().fold(F::one(), |product, value| product * value.clone())),
            )
            .controls([Mistake::Negated, Mistake::Doubled])
            .control("sum of the eigenvalues", formula!(|eigenvalues| eigenvalues.sum()))
            .control("1/λ for λ", formula!(|eigenvalues| determinant(&reciprocals(eigenvalues)?))),
        Claim::new(
            "one_exponent_split_off",
            r"\sum_{k=1}^{D} \frac{y_k^2}{\lambda_k} = \sum_{k \ne i} \frac{y_k^2}{\lambda_k} + \frac{y_i^2}{\lambda_i}",
        )
        .because("The factor with k = i is kept separate, because it is multiplied by yᵢ². Here i = 1.")
        .from(["N1-048", "N1-049"])
        .given(given)
        .identity(
            formula!(|eigenvalues, y| quadratic_form(y, &reciprocals(eigenvalues)?)),
            formula!(|eigenvalues, y| all_but_first(y, eigenvalues)? + term(y, eigenvalues, 0)?),
        )
        .controls([Mistake::Negated, Mistake::Doubled])
        .control("λ for 1/λ", formula!(|eigenvalues, y| quadratic_form(y, &diagonal(eigenvalues))))
        .control("not kept", formula!(|eigenvalues, y| all_but_first(y, eigenvalues))),
        Claim::new(
            "exponent_of_another_index",
            r"\sum_{k=1}^{D} \frac{y_k^2}{\lambda_k} = \sum_{k \ne i} \frac{y_k^2}{\lambda_k} + \frac{y_k^2}{\lambda_k}",
        )
        .because(
            "As printed: the exponent beside yᵢ² has the index k of another factor, so this integral over yᵢ would not even \
             converge. Its value λᵢ is that of the exponent with i. Here i = 1 and k = D.",
        )
        .from(["N1-048"])
        .given(given)
        .identity(
            formula!(|eigenvalues, y| quadratic_form(y, &reciprocals(eigenvalues)?)),
            formula!(|eigenvalues, y| all_but_first(y, eigenvalues)? + term(y, eigenvalues, y.nrows() - 1)?),
        )
        .erratum("one_exponent_split_off"),
        Claim::new("moment", r"\frac{1}{(2\pi\lambda)^{1/2}} \int \exp\left\{ -\frac{y^2}{2\lambda} \right\} y^2 \, dy = \lambda")
            .because("The variance of a Gaussian in one variable.")
            .from(["N1-048"])
            .given([eigenvalue])
            .expectation(
                ONE,
                formula!(|eigenvalue, noise| {
                    let y = centred_point(noise)?;
                    &y * &y * eigenbasis_density(&y, eigenvalue, noise)?
                }),
                formula!(|eigenvalue| eigenvalue),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::Halved])
            .control("constant forgotten", formula!(|eigenvalue| {
                eigenvalue * log_product_of_integrals(eigenvalue)?.exp()?
            })),
        Claim::new("moment_without_constant", r"\int \exp\left\{ -\frac{y^2}{2\lambda} \right\} y^2 \, dy = \lambda")
            .because("As printed below the step: the integral is (2πλ)^½ λ. The constant is in a separate bracket.")
            .from(["N1-048"])
            .given([eigenvalue])
            .expectation(ONE, square, formula!(|eigenvalue| eigenvalue))
            .erratum("moment"),
    ]
}

/// yᵢ²/λᵢ
fn term<F: Field>(y: &Matrix<F>, eigenvalues: &Matrix<F>, i: usize) -> Result<F> {
    Ok(y[(i, 0)].clone() * y[(i, 0)].clone() * eigenvalues[(i, 0)].reciprocal()?)
}

/// The sum of yₖ²/λₖ over all k but the first.
fn all_but_first<F: Field>(y: &Matrix<F>, eigenvalues: &Matrix<F>) -> Result<F> {
    (1..y.nrows()).try_fold(F::zero(), |sum, k| Ok(sum + term(y, eigenvalues, k)?))
}

pub(super) fn diagonal_terms() -> [Claim; 5] {
    let given = [orthogonal("U", D), positive("eigenvalues", D)];
    let spectral = formula!(|U, eigenvalues| covariance_of_eigenbasis(U, eigenvalues));
    let both_sums = formula!(|U, eigenvalues, noise| {
        let y = centred_point(noise)?;
        double_sum(U, &y)? * eigenbasis_density(&y, eigenvalues, noise)?
    });
    let claim = |name, latex, reason| Claim::new(name, latex).because(reason).given(given);
    [
        claim(
            "single_sum",
            r"\frac{1}{(2\pi)^{D/2} |\Sigma|^{1/2}} \sum_{i=1}^{D} u_i u_i^T \int \exp\left\{ -\tfrac{1}{2} \sum_{k=1}^{D} \frac{y_k^2}{\lambda_k} \right\} y_i^2 \, dy = U^T \Lambda U",
            "All terms with i ≠ j are zero, so the double sum reduces to a single one.",
        )
        .from(["N1-042", "N1-045", "N1-048"])
        .expectation(
            D,
            formula!(|U, eigenvalues, noise| {
                let y = centred_point(noise)?;
                sum_of_projections(U, &entrywise(&y, &y))? * eigenbasis_density(&y, eigenvalues, noise)?
            }),
            spectral,
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::Halved])
        .control("eigenvalues forgotten", formula!(|U| U.transpose() * U)),
        claim(
            "summed_twice",
            r"\frac{1}{(2\pi)^{D/2} |\Sigma|^{1/2}} \sum_{i=1}^{D} \sum_{j=1}^{D} u_i u_j^T \int \exp\left\{ -\tfrac{1}{2} \sum_{k=1}^{D} \frac{y_k^2}{\lambda_k} \right\} y_i y_j \, dy = \sum_{i=1}^{D} \sum_{i=1}^{D} u_i u_i^T \lambda_i",
            "As printed: both sums run over i, which counts every term D times. The next line has one sum.",
        )
        .from(["N1-048"])
        .expectation(
            D,
            both_sums,
            formula!(|U, eigenvalues| sum_of_projections(U, eigenvalues)? * F::integer(eigenvalues.nrows() as i64)),
        )
        .erratum("single_sum"),
        claim(
            "free_index",
            r"\frac{1}{(2\pi)^{D/2} |\Sigma|^{1/2}} \sum_{i=1}^{D} \sum_{j=1}^{D} u_i u_j^T \int \exp\left\{ -\tfrac{1}{2} \sum_{k=1}^{D} \frac{y_k^2}{\lambda_k} \right\} y_i y_j \, dy = \sum_{i=1}^{D} u_i u_j^T \lambda_i",
            "As printed: the sum over j is dropped, but its index is not. With i = j it is uᵢuᵢᵀ. Here j = 1.",
        )
        .from(["N1-045"])
        .expectation(
            D,
            both_sums,
            formula!(|U, eigenvalues| from_eigenbasis(U, eigenvalues)? * eigenvector(U, 0).transpose()),
        )
        .erratum("single_sum"),
        claim(
            "eigenvalues",
            r"\frac{1}{(2\pi)^{D/2} |\Sigma|^{1/2}} \int \exp\left\{ -\tfrac{1}{2} \sum_{k=1}^{D} \frac{y_k^2}{\lambda_k} \right\} y_i^2 \, dy = \lambda_i, \quad i = 1, \ldots, D",
            "The constant, the factors with k ≠ i and the one with yᵢ² together: 1 for each of the former, λᵢ for the latter.",
        )
        .from(["N1-048"])
        .expectation(
            D,
            formula!(|eigenvalues, noise| {
                let y = centred_point(noise)?;
                entrywise(&y, &y) * eigenbasis_density(&y, eigenvalues, noise)?
            }),
            formula!(|eigenvalues| eigenvalues),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::Halved])
        .control("constant forgotten", formula!(|eigenvalues| {
            eigenvalues * log_product_of_integrals(eigenvalues)?.exp()?
        })),
        claim(
            "spectral",
            r"\sum_{i=1}^{D} u_i u_i^T \lambda_i = U^T \Lambda U = \Sigma",
            "The eigenvectors, scaled and added up, are the spectral form of the covariance.",
        )
        .from(["N1-048"])
        .identity(formula!(|U, eigenvalues| sum_of_projections(U, eigenvalues)), spectral)
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputTransposed("U")])
        .control("eigenvalues forgotten", formula!(|U| U.transpose() * U))
        .control("precision", formula!(|U, eigenvalues| inverse(&covariance_of_eigenbasis(U, eigenvalues)?))),
    ]
}
