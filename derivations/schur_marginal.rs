//! p(x_a) = ∫ p(x_a, x_b) dx_b = N(x_a | μ_a, Σ_aa), through the Schur complement

use super::completing_square::{centre, completed, linear_coefficient, log_normaliser, quadratic, remainder};
use super::log_density::log_density;
use crate::prelude::*;

/// Σ_a = (Λ_aa − Λ_ab Λ_bb⁻¹ Λ_ba)⁻¹, the covariance of the marginal of x_a                   (N1-097)
///
/// `precision`: (P+Q)×(P+Q), symmetric; `split` = P. Errors: not square, split out of range, singular blocks.
pub fn marginal_covariance<F: Field>(precision: &Matrix<F>, split: usize) -> Result<Matrix<F>> {
    inverse(&schur_complement(&blocks(precision, split)?)?)
}

/// The inverse of a partitioned matrix, M = (A − B D⁻¹ C)⁻¹                                   (Bishop 2.76)
///
/// ```text
/// [A B]⁻¹   [ M           −M B D⁻¹               ]
/// [C D]   = [ −D⁻¹ C M    D⁻¹ + D⁻¹ C M B D⁻¹    ]
/// ```
/// `matrix`: (P+Q)×(P+Q), not symmetric in general; `split` = P.
pub fn block_inverse<F: Field>(matrix: &Matrix<F>, split: usize) -> Result<Matrix<F>> {
    let block = blocks(matrix, split)?;
    let m = inverse(&schur_complement(&block)?)?;
    let d = inverse(&block.bb)?;
    let upper = -(&m * &block.ab * &d);
    let lower = -(&d * &block.ba * &m);
    join(&m, &upper, &lower, &(&d + &d * &block.ba * &m * &block.ab * &d))
}

/// f(x_b, x_a): the terms of the exponent with x_b, collected                                 (N1-090)
///
/// `x_a`: P×1; `x_b`: Q×1; `mean`: (P+Q)×1; `precision`: (P+Q)×(P+Q), symmetric.
pub fn terms_with_b<F: Field>(x_a: &Matrix<F>, x_b: &Matrix<F>, mean: &Matrix<F>, precision: &Matrix<F>) -> Result<F> {
    let split = x_a.nrows();
    quadratic(x_b, &blocks(precision, split)?.bb, &linear_coefficient(x_a, mean, precision, split)?)
}

/// g(x_a): the remaining terms with x_a, collected                                            (N1-091)
///
/// `x_a`: P×1; `mean`: (P+Q)×1; `precision`: (P+Q)×(P+Q), symmetric.
pub fn terms_with_a<F: Field>(x_a: &Matrix<F>, mean: &Matrix<F>, precision: &Matrix<F>) -> Result<F> {
    let block = blocks(precision, x_a.nrows())?;
    let (mean_a, mean_b) = split_rows(mean, x_a.nrows())?;
    quadratic(x_a, &block.aa, &(&block.aa * mean_a + &block.ab * mean_b))
}

/// −½ (x−μ)ᵀ Λ (x−μ) for x = [x_a; x_b]
pub(super) fn exponent<F: Field>(
    x_a: &Matrix<F>,
    x_b: &Matrix<F>,
    mean: &Matrix<F>,
    precision: &Matrix<F>,
) -> Result<F> {
    Ok(quadratic_form(&(stack(x_a, x_b)? - mean), precision)? * -F::half())
}

/// τ + g(x_a), what depends on x_a after x_b is integrated out                                (N1-096)
fn remaining_exponent<F: Field>(x_a: &Matrix<F>, mean: &Matrix<F>, precision: &Matrix<F>) -> Result<F> {
    let split = x_a.nrows();
    let tau = remainder(&blocks(precision, split)?.bb, &linear_coefficient(x_a, mean, precision, split)?)?;
    Ok(tau + terms_with_a(x_a, mean, precision)?)
}

/// The derivation.
pub fn derivation() -> Derivation {
    Derivation::new("schur_marginal", "The marginal of a Gaussian, through the Schur complement")
        .about(
            "The exponent of the joint density is split into terms with x_b, further terms with x_a, and a constant. \
             Completing the square in x_b makes the integral over x_b a constant; its remainder is added to the terms \
             with x_a. Their quadratic coefficient is a Schur complement of the precision, whose inverse is simply \
             Σ_aa.",
        )
        .claims(exponents())
        .claims(integration())
        .claims(schur())
        .claims(marginal())
}

fn exponents() -> [Claim; 4] {
    let given = [vector("x_a", P), vector("x_b", Q), vector("mean", P + Q), covariance("precision", P + Q)];
    let whole = formula!(|x_a, x_b, mean, precision| exponent(x_a, x_b, mean, precision));
    [
        Claim::new(
            "partitioned",
            r"-\tfrac{1}{2} z^T \Lambda z = -\tfrac{1}{2} z_a^T \Lambda_{aa} z_a - \tfrac{1}{2} z_a^T \Lambda_{ab} z_b - \tfrac{1}{2} z_b^T \Lambda_{ba} z_a - \tfrac{1}{2} z_b^T \Lambda_{bb} z_b, \quad z = x - \mu",
        )
        .because("Each block of the precision is multiplied by its own pair of parts of z.")
        .from(["N1-089", "N1-069"])
        .given(given)
        .identity(
            whole,
            formula!(|x_a, x_b, mean, precision; p| {
                let block = blocks(precision, p)?;
                let (mean_a, mean_b) = split_rows(mean, p)?;
                let (z_a, z_b) = (x_a - mean_a, x_b - mean_b);
                let mixed = bilinear(&z_a, &block.ab, &z_b)? + bilinear(&z_b, &block.ba, &z_a)?;
                (quadratic_form(&z_a, &block.aa)? + mixed + quadratic_form(&z_b, &block.bb)?) * -F::half()
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("x_a")])
        .control("mixed terms forgotten", formula!(|x_a, x_b, mean, precision; p| {
            let block = blocks(precision, p)?;
            let (mean_a, mean_b) = split_rows(mean, p)?;
            let outer = quadratic_form(&(x_a - mean_a), &block.aa)? + quadratic_form(&(x_b - mean_b), &block.bb)?;
            outer * -F::half()
        })),
        Claim::new(
            "terms_with_b",
            r"f(x_b,x_a) = -\tfrac{1}{2} x_b^T \Lambda_{bb} x_b + x_b^T \{ \Lambda_{bb} \mu_b - \Lambda_{ba} (x_a - \mu_a) \}",
        )
        .because("Seven of the sixteen terms contain x_b; they are equal in pairs, because Λ_abᵀ = Λ_ba.")
        .from(["N1-090"])
        .given(given)
        .identity(
            formula!(|x_a, x_b, mean, precision; p| {
                let block = blocks(precision, p)?;
                let (mean_a, mean_b) = split_rows(mean, p)?;
                let half = F::half();
                -quadratic_form(x_b, &block.bb)? * half.clone()
                    + bilinear(x_b, &block.bb, &mean_b)? * half.clone()
                    + bilinear(&mean_b, &block.bb, x_b)? * half.clone()
                    - bilinear(x_b, &block.ba, x_a)? * half.clone()
                    + bilinear(x_b, &block.ba, &mean_a)? * half.clone()
                    - bilinear(x_a, &block.ab, x_b)? * half.clone()
                    + bilinear(&mean_a, &block.ab, x_b)? * half
            }),
            formula!(|x_a, x_b, mean, precision| terms_with_b(x_a, x_b, mean, precision)),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("x_a"), Mistake::InputNegated("mean")]),
        Claim::new(
            "terms_with_a",
            r"g(x_a) = -\tfrac{1}{2} x_a^T \Lambda_{aa} x_a + x_a^T (\Lambda_{aa} \mu_a + \Lambda_{ab} \mu_b)",
        )
        .because("Five of the remaining terms contain x_a.")
        .from(["N1-091"])
        .given([vector("x_a", P), vector("mean", P + Q), covariance("precision", P + Q)])
        .identity(
            formula!(|x_a, mean, precision; p| {
                let block = blocks(precision, p)?;
                let (mean_a, mean_b) = split_rows(mean, p)?;
                let half = F::half();
                bilinear(&mean_b, &block.ba, x_a)? * half.clone() + bilinear(x_a, &block.ab, &mean_b)? * half.clone()
                    - quadratic_form(x_a, &block.aa)? * half.clone()
                    + bilinear(x_a, &block.aa, &mean_a)? * half.clone()
                    + bilinear(&mean_a, &block.aa, x_a)? * half
            }),
            formula!(|x_a, mean, precision| terms_with_a(x_a, mean, precision)),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("mean")])
        .control("μ_b forgotten", formula!(|x_a, mean, precision; p| {
            let block = blocks(precision, p)?;
            quadratic(x_a, &block.aa, &(&block.aa * split_rows(mean, p)?.0))
        })),
        Claim::new(
            "split",
            r"-\tfrac{1}{2} (x-\mu)^T \Lambda (x-\mu) = f(x_b,x_a) + g(x_a) - \tfrac{1}{2} \mu^T \Lambda \mu",
        )
        .because("The four terms that are left contain neither x_a nor x_b: they are the constant.")
        .from(["N1-088"])
        .given(given)
        .identity(
            whole,
            formula!(|x_a, x_b, mean, precision| {
                let constant = quadratic_form(mean, precision)? * -F::half();
                terms_with_b(x_a, x_b, mean, precision)? + terms_with_a(x_a, mean, precision)? + constant
            }),
        )
        .controls([Mistake::Negated, Mistake::InputNegated("x_b")])
        .control("constant forgotten", formula!(|x_a, x_b, mean, precision| {
            terms_with_b(x_a, x_b, mean, precision)? + terms_with_a(x_a, mean, precision)?
        })),
    ]
}

fn integration() -> [Claim; 3] {
    let given = [vector("x_a", P), vector("x_b", Q), vector("mean", P + Q), covariance("precision", P + Q)];
    [
        Claim::new(
            "square_in_b",
            r"f(x_b,x_a) - \tau = -\tfrac{1}{2} (x_b - \Lambda_{bb}^{-1} m)^T \Lambda_{bb} (x_b - \Lambda_{bb}^{-1} m)",
        )
        .because("Completing the square in x_b, with τ = ½ mᵀΛ_bb⁻¹m.")
        .from(["N1-092", "N1-094", "N1-095"])
        .given(given)
        .identity(
            formula!(|x_a, x_b, mean, precision; p| {
                let m = linear_coefficient(x_a, mean, precision, p)?;
                terms_with_b(x_a, x_b, mean, precision)? - remainder(&blocks(precision, p)?.bb, &m)?
            }),
            formula!(|x_a, x_b, mean, precision; p| {
                let b = blocks(precision, p)?.bb;
                let m = linear_coefficient(x_a, mean, precision, p)?;
                completed(x_b, &b, &m)? - remainder(&b, &m)?
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("x_a")]),
        Claim::new(
            "integral_over_b",
            r"\int \exp\{ f(x_b,x_a) - \tau \} \, dx_b = (2\pi)^{Q/2} |\Lambda_{bb}|^{-1/2}",
        )
        .because("A Gaussian integral in x_b; its value does not depend on x_a.")
        .from(["N1-095", "N1-088"])
        .given([vector("x_a", P), vector("mean", P + Q), covariance("precision", P + Q)])
        .expectation(
            Q,
            formula!(|x_a, mean, precision, noise; p| {
                let b = blocks(precision, p)?.bb;
                let m = linear_coefficient(x_a, mean, precision, p)?;
                let x_b = integration_point(&centre(&b, &m)?, noise)?;
                (terms_with_b(x_a, &x_b, mean, precision)? - remainder(&b, &m)? + integration_weight(noise)?).exp()
            }),
            formula!(|precision; p| {
                let b = blocks(precision, p)?.bb;
                log_normaliser(&b, &Matrix::zeros(b.nrows(), 1))?.exp()
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled])
        .control("Λ_aa for Λ_bb", formula!(|precision; p| {
            let a = blocks(precision, p)?.aa;
            log_normaliser(&a, &Matrix::zeros(a.nrows(), 1))?.exp()
        })),
        Claim::new(
            "remaining_exponent",
            r"\tau + g(x_a) = -\tfrac{1}{2} x_a^T (\Lambda_{aa} - \Lambda_{ab} \Lambda_{bb}^{-1} \Lambda_{ba}) x_a + x_a^T (\Lambda_{aa} - \Lambda_{ab} \Lambda_{bb}^{-1} \Lambda_{ba}) \mu_a + \text{const}",
        )
        .because("τ contributes Λ_abΛ_bb⁻¹Λ_ba to both terms, and its Λ_abμ_b cancels. The constant cancels between x_a and y_a.")
        .from(["N1-096"])
        .given([vector("x_a", P), vector("y_a", P), vector("mean", P + Q), covariance("precision", P + Q)])
        .identity(
            formula!(|x_a, y_a, mean, precision| {
                remaining_exponent(x_a, mean, precision)? - remaining_exponent(y_a, mean, precision)?
            }),
            formula!(|x_a, y_a, mean, precision; p| {
                let schur = schur_complement(&blocks(precision, p)?)?;
                let linear = &schur * split_rows(mean, p)?.0;
                quadratic(x_a, &schur, &linear)? - quadratic(y_a, &schur, &linear)?
            }),
        )
        .controls([Mistake::Negated, Mistake::InputNegated("mean"), Mistake::InputsSwapped("x_a", "y_a")])
        .control("Λ_aa for the Schur complement", formula!(|x_a, y_a, mean, precision; p| {
            let block = blocks(precision, p)?;
            let linear = &block.aa * split_rows(mean, p)?.0;
            quadratic(x_a, &block.aa, &linear)? - quadratic(y_a, &block.aa, &linear)?
        })),
    ]
}

fn schur() -> [Claim; 5] {
    [
        Claim::new(
            "block_inverse",
            r"\begin{bmatrix} A & B \\ C & D \end{bmatrix}^{-1} = \begin{bmatrix} M & -M B D^{-1} \\ -D^{-1} C M & D^{-1} + D^{-1} C M B D^{-1} \end{bmatrix}, \quad M = (A - B D^{-1} C)^{-1}",
        )
        .because("Block elimination: A − BD⁻¹C, the Schur complement of D, is what remains of A.")
        .from(["N1-099", "Bishop 2.76"])
        .given([invertible("matrix", P + Q)])
        .identity(formula!(|matrix| inverse(matrix)), formula!(|matrix; p| block_inverse(matrix, p)))
        .controls([Mistake::Negated, Mistake::Transposed])
        .control("off-diagonal signs", formula!(|matrix; p| {
            let right = block_inverse(matrix, p)?;
            let block = blocks(&right, p)?;
            join(&block.aa, &-&block.ab, &-&block.ba, &block.bb)
        }))
        .control("blocks inverted one by one", formula!(|matrix; p| {
            let block = blocks(matrix, p)?;
            join(&inverse(&block.aa)?, &block.ab, &block.ba, &inverse(&block.bb)?)
        })),
        Claim::new("determinant", r"|\Sigma| = |\Sigma_{bb}| \, |\Sigma_{aa} - \Sigma_{ab} \Sigma_{bb}^{-1} \Sigma_{ba}|")
            .because("Block elimination does not change the determinant.")
            .from(["N1-099", "Bishop 2.76"])
            .given([invertible("matrix", P + Q)])
            .identity(
                formula!(|matrix| determinant(matrix)),
                formula!(|matrix; p| {
                    let block = blocks(matrix, p)?;
                    determinant(&block.bb)? * determinant(&schur_complement(&block)?)?
                }),
            )
            .controls([Mistake::Negated, Mistake::Doubled])
            .control("product of the blocks' determinants", formula!(|matrix; p| {
                let block = blocks(matrix, p)?;
                determinant(&block.bb)? * determinant(&block.aa)?
            })),
        Claim::new(
            "covariance",
            r"(\Lambda_{aa} - \Lambda_{ab} \Lambda_{bb}^{-1} \Lambda_{ba})^{-1} = \Sigma_{aa}, \quad \Lambda = \Sigma^{-1}",
        )
        .because("The upper left block of the inverse of Λ is the inverse of Λ_bb's Schur complement.")
        .from(["N1-097", "N1-099"])
        .given([covariance("covariance", P + Q)])
        .identity(
            formula!(|covariance; p| marginal_covariance(&inverse(covariance)?, p)),
            formula!(|covariance; p| blocks(covariance, p)?.aa),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance")])
        .control("Λ_aa⁻¹", formula!(|covariance; p| inverse(&blocks(&inverse(covariance)?, p)?.aa))),
        Claim::new(
            "covariance_of_precision",
            r"\begin{bmatrix} \Lambda_{aa} & \Lambda_{ab} \end{bmatrix} = \begin{bmatrix} M & -M \Sigma_{ab} \Sigma_{bb}^{-1} \end{bmatrix}, \quad M = (\Sigma_{aa} - \Sigma_{ab} \Sigma_{bb}^{-1} \Sigma_{ba})^{-1}",
        )
        .because(
            "The same in the other direction: the blocks of the precision from those of the covariance. [Λ_aa Λ_ab] is \
             compared.",
        )
        .from(["N1-099", "Bishop 2.79"])
        .given([covariance("covariance", P + Q)])
        .identity(
            formula!(|covariance; p| inverse(covariance)?.rows(0, p).into_owned()),
            formula!(|covariance; p| {
                let block = blocks(covariance, p)?;
                let precision = inverse(&schur_complement(&block)?)?;
                beside(&precision, &-(&precision * &block.ab * inverse(&block.bb)?))
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled])
        .control("sign of Λ_ab", formula!(|covariance; p| {
            let block = blocks(covariance, p)?;
            let precision = inverse(&schur_complement(&block)?)?;
            beside(&precision, &(&precision * &block.ab * inverse(&block.bb)?))
        }))
        .control("Σ_aa⁻¹ for Λ_aa", formula!(|covariance; p| {
            let block = blocks(covariance, p)?;
            let precision = inverse(&block.aa)?;
            beside(&precision, &-(&precision * &block.ab * inverse(&block.bb)?))
        })),
        Claim::new("mean", r"\Sigma_a (\Lambda_{aa} - \Lambda_{ab} \Lambda_{bb}^{-1} \Lambda_{ba}) \mu_a = \mu_a")
            .because("The linear coefficient is precision times mean; Σ_a is the inverse of that precision.")
            .from(["N1-098"])
            .given([vector("mean", P + Q), covariance("precision", P + Q)])
            .identity(
                formula!(|mean, precision; p| {
                    let schur = schur_complement(&blocks(precision, p)?)?;
                    marginal_covariance(precision, p)? * schur * split_rows(mean, p)?.0
                }),
                formula!(|mean; p| split_rows(mean, p)?.0),
            )
            .controls([Mistake::Negated, Mistake::Doubled])
            .control("Σ_a forgotten", formula!(|mean, precision; p| {
                schur_complement(&blocks(precision, p)?)? * split_rows(mean, p)?.0
            })),
    ]
}

fn marginal() -> [Claim; 2] {
    let given = [vector("mean", P + Q), covariance("covariance", P + Q)];
    [
        Claim::new("density", r"\int p(x_a,x_b) \, dx_b = \mathcal{N}(x_a|\mu_a,\Sigma_{aa})")
            .because("The exponent that remains is that of a Gaussian with mean μ_a and covariance Σ_aa.")
            .from(["N1-087", "N1-088"])
            .given([vector("x_a", P), vector("mean", P + Q), covariance("covariance", P + Q)])
            .expectation(
                Q,
                formula!(|x_a, mean, covariance, noise; p| {
                    let x_b = integration_point(&split_rows(mean, p)?.1, noise)?;
                    (log_density(&stack(x_a, &x_b)?, mean, covariance)? + integration_weight(noise)?).exp()
                }),
                formula!(|x_a, mean, covariance; p| {
                    log_density(x_a, &split_rows(mean, p)?.0, &blocks(covariance, p)?.aa)?.exp()
                }),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance")])
            .control(
                "conditional covariance",
                formula!(|x_a, mean, covariance; p| {
                    let conditional = schur_complement(&blocks(covariance, p)?)?;
                    log_density(x_a, &split_rows(mean, p)?.0, &conditional)?.exp()
                }),
            ),
        Claim::new("law", r"x_a \sim \mathcal{N}(\mu_a, \Sigma_{aa}), \quad x \sim \mathcal{N}(\mu,\Sigma)")
            .because("E[x_a] = μ_a and cov[x_a] = Σ_aa; a part of a Gaussian vector is Gaussian.")
            .from(["N1-100", "N1-101", "N1-171", "N1-172"])
            .given(given)
            .law(
                P + Q,
                formula!(|mean, covariance_factor, noise; p| split_rows(&(mean + covariance_factor * noise), p)?.0),
                formula!(|mean, covariance; p| law(&split_rows(mean, p)?.0, &blocks(covariance, p)?.aa)),
            )
            .controls([Mistake::InputInverted("covariance"), Mistake::InputNegated("mean")])
            .control(
                "conditional covariance",
                formula!(|mean, covariance; p| {
                    law(&split_rows(mean, p)?.0, &schur_complement(&blocks(covariance, p)?)?)
                }),
            )
            .control(
                "Λ_aa for Σ_aa",
                formula!(|mean, covariance; p| {
                    law(&split_rows(mean, p)?.0, &blocks(&inverse(covariance)?, p)?.aa)
                }),
            ),
    ]
}
