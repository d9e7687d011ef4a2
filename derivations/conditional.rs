//! p(x_a | x_b) = N(x_a | μ_a − Λ_aa⁻¹ Λ_ab (x_b−μ_b), Λ_aa⁻¹)

use super::log_density::log_density;
use super::schur_marginal::exponent;
use crate::prelude::*;

/// Σ_{a|b} = Λ_aa⁻¹, the covariance of the conditional p(x_a|x_b)                             (N1-085)
///
/// `precision`: (P+Q)×(P+Q), symmetric; `split` = P. Errors: not square, split out of range, singular Λ_aa.
pub fn conditional_covariance<F: Field>(precision: &Matrix<F>, split: usize) -> Result<Matrix<F>> {
    inverse(&blocks(precision, split)?.aa)
}

/// Λ_aa μ_a − Λ_ab (x_b−μ_b), the coefficient of x_a in the exponent                          (N1-086)
///
/// `x_b`: Q×1; `mean`: (P+Q)×1; `precision`: (P+Q)×(P+Q), symmetric. Errors: sizes that do not match.
pub fn linear_coefficient_of_a<F: Field>(
    x_b: &Matrix<F>,
    mean: &Matrix<F>,
    precision: &Matrix<F>,
) -> Result<Matrix<F>> {
    let (mean_a, mean_b) = split_mean(x_b, mean)?;
    let block = blocks(precision, mean_a.nrows())?;
    Ok(&block.aa * mean_a - &block.ab * (x_b - mean_b))
}

/// μ_{a|b} = μ_a − Λ_aa⁻¹ Λ_ab (x_b−μ_b), the mean of the conditional p(x_a|x_b)              (N1-086)
///
/// `x_b`: Q×1; `mean`: (P+Q)×1; `precision`: (P+Q)×(P+Q), symmetric.
/// Errors: sizes that do not match, singular Λ_aa.
pub fn conditional_mean<F: Field>(x_b: &Matrix<F>, mean: &Matrix<F>, precision: &Matrix<F>) -> Result<Matrix<F>> {
    let (mean_a, mean_b) = split_mean(x_b, mean)?;
    let block = blocks(precision, mean_a.nrows())?;
    Ok(mean_a - inverse(&block.aa)? * &block.ab * (x_b - mean_b))
}

/// Σ_ab Σ_bb⁻¹, the coefficients of the regression of x_a on x_b                              (Bishop 2.81)
///
/// `covariance`: (P+Q)×(P+Q); `split` = P. Errors: not square, split out of range, singular Σ_bb.
pub fn regression_coefficients<F: Field>(covariance: &Matrix<F>, split: usize) -> Result<Matrix<F>> {
    let block = blocks(covariance, split)?;
    Ok(&block.ab * inverse(&block.bb)?)
}

/// ln p(x_a|x_b) = ln N(x_a | μ_a + Σ_ab Σ_bb⁻¹ (x_b−μ_b), Σ_aa − Σ_ab Σ_bb⁻¹ Σ_ba)          (Bishop 2.81, 2.82)
///
/// `x_a`: P×1; `x_b`: Q×1; `mean`: (P+Q)×1; `covariance`: (P+Q)×(P+Q), symmetric positive definite.
pub fn log_conditional<F: Field>(
    x_a: &Matrix<F>,
    x_b: &Matrix<F>,
    mean: &Matrix<F>,
    covariance: &Matrix<F>,
) -> Result<F> {
    let (mean_a, mean_b) = split_mean(x_b, mean)?;
    let centre = &mean_a + regression_coefficients(covariance, mean_a.nrows())? * (x_b - mean_b);
    log_density(x_a, &centre, &schur_complement(&blocks(covariance, mean_a.nrows())?)?)
}

/// μ_a and μ_b
fn split_mean<F: Field>(x_b: &Matrix<F>, mean: &Matrix<F>) -> Result<(Matrix<F>, Matrix<F>)> {
    let split = mean.nrows().saturating_sub(x_b.nrows());
    expect_shape("x_b", x_b, mean.nrows() - split, 1)?;
    split_rows(mean, split)
}

/// Λ_bb − Λ_ba Λ_aa⁻¹ Λ_ab, the Schur complement of the other block
fn schur_complement_of_a<F: Field>(block: &Blocks<F>) -> Result<Matrix<F>> {
    Ok(&block.bb - &block.ba * inverse(&block.aa)? * &block.ab)
}

/// The law of two independent Gaussian parts, the first with mean 0 and the second with `mean`.
fn independent_law<F: Field>(first: &Matrix<F>, mean: &Matrix<F>, second: &Matrix<F>) -> Result<Matrix<F>> {
    let (p, q) = (first.nrows(), second.nrows());
    let covariance = join(first, &Matrix::zeros(p, q), &Matrix::zeros(q, p), second)?;
    law(&stack(&Matrix::zeros(p, 1), mean)?, &covariance)
}

const PLACE_A: Input = vector("x_a", P);
const PLACE_B: Input = vector("x_b", Q);
fn joint_mean() -> Input {
    vector("mean", P + Q)
}

fn joint_covariance() -> Input {
    covariance("covariance", P + Q)
}

fn joint_precision() -> Input {
    covariance("precision", P + Q)
}

/// The derivation.
pub fn derivation() -> Derivation {
    Derivation::new("conditional", "The conditional of a Gaussian")
        .about(
            "With x_b held fixed, the exponent of the joint density is a quadratic in x_a. Its quadratic coefficient \
             is the precision of the conditional, Λ_aa, and its linear coefficient is precision times mean. The \
             remainder depends on x_b alone and is the exponent of its marginal.",
        )
        .claims(quadratic_coefficient())
        .claims(linear_coefficient())
        .claims(mean())
        .claims(factors())
        .claims(checks())
}

fn quadratic_coefficient() -> [Claim; 2] {
    [
        Claim::new(
            "quadratic_term",
            r"q(x_a+h) - 2 q(x_a) + q(x_a-h) = -h^T \Lambda_{aa} h, \quad q(x_a) = -\tfrac{1}{2} (x_a-\mu_a)^T \Lambda_{aa} (x_a-\mu_a) - (x_a-\mu_a)^T \Lambda_{ab} (x_b-\mu_b) - \tfrac{1}{2} (x_b-\mu_b)^T \Lambda_{bb} (x_b-\mu_b)",
        )
        .because("The second difference of a quadratic is twice its quadratic term; only −½x_aᵀΛ_aa x_a is quadratic in x_a.")
        .from(["N1-069", "N1-082"])
        .given([PLACE_A, vector("h", P), PLACE_B, joint_mean(), joint_precision()])
        .identity(
            formula!(|x_a, h, x_b, mean, precision| {
                let q = |x_a: &Matrix<F>| exponent(x_a, x_b, mean, precision);
                q(&(x_a + h))? - q(x_a)? * F::integer(2) + q(&(x_a - h))?
            }),
            formula!(|h, precision; p| -quadratic_form(h, &blocks(precision, p)?.aa)?),
        )
        .controls([Mistake::Negated, Mistake::Halved, Mistake::InputInverted("precision")])
        .control("Schur complement for Λ_aa", formula!(|h, precision; p| {
            -quadratic_form(h, &schur_complement(&blocks(precision, p)?)?)?
        })),
        Claim::new("covariance", r"\Lambda_{aa}^{-1} = \Sigma_{aa} - \Sigma_{ab} \Sigma_{bb}^{-1} \Sigma_{ba} = \Sigma_{a|b}")
            .because(
                "The exponent of a Gaussian has the quadratic coefficient −½ covariance⁻¹. From the blocks of the \
                 covariance it is a Schur complement: observing x_b reduces the variance of x_a.",
            )
            .from(["N1-082", "N1-085", "Bishop 2.82", "N1-118"])
            .given([joint_covariance()])
            .identity(
                formula!(|covariance; p| conditional_covariance(&inverse(covariance)?, p)),
                formula!(|covariance; p| schur_complement(&blocks(covariance, p)?)),
            )
            .controls([Mistake::Negated, Mistake::Inverted, Mistake::InputInverted("covariance")])
            .control("marginal covariance", formula!(|covariance; p| blocks(covariance, p)?.aa))
            .control("sign of the second term", formula!(|covariance; p| {
                let block = blocks(covariance, p)?;
                &block.aa + &block.ab * inverse(&block.bb)? * &block.ba
            }))
            .control("inverse of Σ_bb forgotten", formula!(|covariance; p| {
                let block = blocks(covariance, p)?;
                &block.aa - &block.ab * &block.bb * &block.ba
            })),
    ]
}

fn linear_coefficient() -> [Claim; 4] {
    let with_mean = [PLACE_A, joint_mean(), joint_precision()];
    let with_b = [PLACE_A, PLACE_B, joint_mean(), joint_precision()];
    [
        Claim::new(
            "linear_terms_of_the_mean",
            r"-\tfrac{1}{2} x_a^T \Lambda_{aa} (-\mu_a) - \tfrac{1}{2} (-\mu_a)^T \Lambda_{aa} x_a = x_a^T \Lambda_{aa} \mu_a",
        )
        .because("A number is its own transpose and Λ_aa is symmetric, so both terms are ½x_aᵀΛ_aaμ_a.")
        .from(["N1-083"])
        .given(with_mean)
        .identity(
            formula!(|x_a, mean, precision; p| {
                let (lambda, opposite) = (blocks(precision, p)?.aa, -split_rows(mean, p)?.0);
                (bilinear(x_a, &lambda, &opposite)? + bilinear(&opposite, &lambda, x_a)?) * -F::half()
            }),
            formula!(|x_a, mean, precision; p| bilinear(x_a, &blocks(precision, p)?.aa, &split_rows(mean, p)?.0)),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::Halved, Mistake::InputInverted("precision")]),
        Claim::new(
            "sign_of_the_second_term",
            r"-\tfrac{1}{2} x_a^T \Lambda_{aa} (-\mu_a) + \tfrac{1}{2} \mu_a^T \Lambda_{aa} (-x_a) = x_a^T \Lambda_{aa} \mu_a",
        )
        .because(
            "As printed, with u for μ: the second term has + for −, so the two cancel. With −½μ_aᵀΛ_aa(−x_a) they add up, \
             and the argument goes on with their sum.",
        )
        .from(["N1-083"])
        .given(with_mean)
        .identity(
            formula!(|x_a, mean, precision; p| {
                let (lambda, mean_a) = (blocks(precision, p)?.aa, split_rows(mean, p)?.0);
                bilinear(x_a, &lambda, &-&mean_a)? * -F::half() + bilinear(&mean_a, &lambda, &-x_a)? * F::half()
            }),
            formula!(|x_a, mean, precision; p| bilinear(x_a, &blocks(precision, p)?.aa, &split_rows(mean, p)?.0)),
        )
        .erratum("linear_terms_of_the_mean"),
        Claim::new(
            "linear_terms_of_b",
            r"-\tfrac{1}{2} x_a^T \Lambda_{ab} (x_b-\mu_b) - \tfrac{1}{2} (x_b-\mu_b)^T \Lambda_{ba} x_a = -x_a^T \Lambda_{ab} (x_b-\mu_b)",
        )
        .because("The second term is the transpose of the first, because Λ_baᵀ = Λ_ab.")
        .from(["N1-084"])
        .given(with_b)
        .identity(
            formula!(|x_a, x_b, mean, precision; p| {
                let (block, z_b) = (blocks(precision, p)?, x_b - split_rows(mean, p)?.1);
                (bilinear(x_a, &block.ab, &z_b)? + bilinear(&z_b, &block.ba, x_a)?) * -F::half()
            }),
            formula!(|x_a, x_b, mean, precision; p| {
                -bilinear(x_a, &blocks(precision, p)?.ab, &(x_b - split_rows(mean, p)?.1))?
            }),
        )
        .controls([Mistake::Negated, Mistake::Halved, Mistake::InputNegated("mean")])
        .control("mean not subtracted", formula!(|x_a, x_b, precision; p| {
            -bilinear(x_a, &blocks(precision, p)?.ab, x_b)?
        })),
        Claim::new(
            "linear_terms",
            r"\tfrac{1}{2} \left( q(x_a) - q(-x_a) \right) = x_a^T \{ \Lambda_{aa} \mu_a - \Lambda_{ab} (x_b-\mu_b) \}, \quad q(x_a) = -\tfrac{1}{2} (x_a-\mu_a)^T \Lambda_{aa} (x_a-\mu_a) - (x_a-\mu_a)^T \Lambda_{ab} (x_b-\mu_b) - \tfrac{1}{2} (x_b-\mu_b)^T \Lambda_{bb} (x_b-\mu_b)",
        )
        .because("The part of a quadratic that is odd in x_a is its linear term: the sum of both lines above.")
        .from(["N1-083", "N1-084", "N1-086"])
        .given(with_b)
        .identity(
            formula!(|x_a, x_b, mean, precision| {
                let q = |x_a: &Matrix<F>| exponent(x_a, x_b, mean, precision);
                (q(x_a)? - q(&-x_a)?) * F::half()
            }),
            formula!(|x_a, x_b, mean, precision| x_a.transpose() * linear_coefficient_of_a(x_b, mean, precision)?),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("mean"), Mistake::InputInverted("precision")])
        .control("sign of Λ_ab", formula!(|x_a, x_b, mean, precision; p| {
            let opposite = split_rows(mean, p)?.1 * F::integer(2) - x_b;
            x_a.transpose() * linear_coefficient_of_a(&opposite, mean, precision)?
        })),
    ]
}

fn mean() -> [Claim; 3] {
    let given = [PLACE_B, joint_mean(), joint_precision()];
    [
        Claim::new(
            "coefficient",
            r"\Sigma_{a|b}^{-1} \mu_{a|b} = \Lambda_{aa} \mu_a - \Lambda_{ab} (x_b-\mu_b)",
        )
        .because("The linear coefficient of a Gaussian is its precision times its mean.")
        .from(["N1-086", "N1-081", "N1-119", "N1-121"])
        .given(given)
        .identity(
            formula!(|x_b, mean, precision; p| {
                inverse(&conditional_covariance(precision, p)?)? * conditional_mean(x_b, mean, precision)?
            }),
            formula!(|x_b, mean, precision| linear_coefficient_of_a(x_b, mean, precision)),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("x_b"), Mistake::InputInverted("precision")]),
        Claim::new(
            "mean",
            r"\Sigma_{a|b} \{ \Lambda_{aa} \mu_a - \Lambda_{ab} (x_b-\mu_b) \} = \mu_a - \Lambda_{aa}^{-1} \Lambda_{ab} (x_b-\mu_b)",
        )
        .because("Multiplication by Σ_{a|b} = Λ_aa⁻¹; Λ_aa⁻¹Λ_aa cancels.")
        .from(["N1-085", "N1-086", "N1-119", "N1-121", "N1-125"])
        .given(given)
        .identity(
            formula!(|x_b, mean, precision; p| {
                conditional_covariance(precision, p)? * linear_coefficient_of_a(x_b, mean, precision)?
            }),
            formula!(|x_b, mean, precision| conditional_mean(x_b, mean, precision)),
        )
        .controls([Mistake::Negated, Mistake::InputNegated("mean"), Mistake::InputInverted("precision")])
        .control("Λ_aa for Λ_aa⁻¹", formula!(|x_b, mean, precision; p| {
            let (block, (mean_a, mean_b)) = (blocks(precision, p)?, split_rows(mean, p)?);
            mean_a - &block.aa * &block.ab * (x_b - mean_b)
        }))
        .control("Λ_bb for Λ_aa", formula!(|x_b, mean, precision; p| {
            let (block, (mean_a, mean_b)) = (blocks(precision, p)?, split_rows(mean, p)?);
            mean_a - &block.ab * inverse(&block.bb)? * (x_b - mean_b)
        })),
        Claim::new(
            "mean_from_the_covariance",
            r"\mu_a - \Lambda_{aa}^{-1} \Lambda_{ab} (x_b-\mu_b) = \mu_a + \Sigma_{ab} \Sigma_{bb}^{-1} (x_b-\mu_b)",
        )
        .because("Λ_ab = −Λ_aa Σ_ab Σ_bb⁻¹ by the inverse of a partitioned matrix, so −Λ_aa⁻¹Λ_ab is the regression of x_a on x_b.")
        .from(["N1-086", "Bishop 2.81"])
        .given([PLACE_B, joint_mean(), joint_covariance()])
        .identity(
            formula!(|x_b, mean, covariance| conditional_mean(x_b, mean, &inverse(covariance)?)),
            formula!(|x_b, mean, covariance; p| {
                let (mean_a, mean_b) = split_rows(mean, p)?;
                mean_a + regression_coefficients(covariance, p)? * (x_b - mean_b)
            }),
        )
        .controls([Mistake::Negated, Mistake::InputNegated("x_b"), Mistake::InputInverted("covariance")])
        .control("sign of the regression", formula!(|x_b, mean, covariance; p| {
            let (mean_a, mean_b) = split_rows(mean, p)?;
            mean_a - regression_coefficients(covariance, p)? * (x_b - mean_b)
        }))
        .control("regression on x_a's own covariance", formula!(|x_b, mean, covariance; p| {
            let (block, (mean_a, mean_b)) = (blocks(covariance, p)?, split_rows(mean, p)?);
            mean_a + inverse(&block.aa)? * &block.ab * (x_b - mean_b)
        })),
    ]
}

fn factors() -> [Claim; 3] {
    [
        Claim::new(
            "exponents",
            r"-\tfrac{1}{2} (x-\mu)^T \Lambda (x-\mu) = -\tfrac{1}{2} (x_a-\mu_{a|b})^T \Lambda_{aa} (x_a-\mu_{a|b}) - \tfrac{1}{2} (x_b-\mu_b)^T (\Lambda_{bb} - \Lambda_{ba} \Lambda_{aa}^{-1} \Lambda_{ab}) (x_b-\mu_b)",
        )
        .because(
            "Completing the square in x_a leaves a quadratic in x_b, whose coefficient is the Schur complement of \
             Λ_aa.",
        )
        .from(["N1-078", "N1-085", "N1-086", "N1-079", "N1-080"])
        .given([PLACE_A, PLACE_B, joint_mean(), joint_precision()])
        .identity(
            formula!(|x_a, x_b, mean, precision| exponent(x_a, x_b, mean, precision)),
            formula!(|x_a, x_b, mean, precision; p| {
                let (block, z_b) = (blocks(precision, p)?, x_b - split_rows(mean, p)?.1);
                let of_a = quadratic_form(&(x_a - conditional_mean(x_b, mean, precision)?), &block.aa)?;
                (of_a + quadratic_form(&z_b, &schur_complement_of_a(&block)?)?) * -F::half()
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("precision")])
        .control("Λ_bb for the Schur complement", formula!(|x_a, x_b, mean, precision; p| {
            let (block, z_b) = (blocks(precision, p)?, x_b - split_rows(mean, p)?.1);
            let of_a = quadratic_form(&(x_a - conditional_mean(x_b, mean, precision)?), &block.aa)?;
            (of_a + quadratic_form(&z_b, &block.bb)?) * -F::half()
        })),
        Claim::new("marginal_precision", r"\Lambda_{bb} - \Lambda_{ba} \Lambda_{aa}^{-1} \Lambda_{ab} = \Sigma_{bb}^{-1}")
            .because("The inverse of a partitioned matrix: the remainder is the exponent of the marginal of x_b.")
            .from(["N1-075", "N1-099"])
            .given([joint_covariance()])
            .identity(
                formula!(|covariance; p| schur_complement_of_a(&blocks(&inverse(covariance)?, p)?)),
                formula!(|covariance; p| inverse(&blocks(covariance, p)?.bb)),
            )
            .controls([Mistake::Negated, Mistake::Inverted, Mistake::InputInverted("covariance")])
            .control("Λ_bb", formula!(|covariance; p| blocks(&inverse(covariance)?, p)?.bb)),
        Claim::new(
            "product",
            r"\ln p(x_a,x_b) = \ln \mathcal{N}(x_a|\mu_{a|b},\Sigma_{a|b}) + \ln \mathcal{N}(x_b|\mu_b,\Sigma_{bb})",
        )
        .because(
            "The exponents add up as above, and so do the log-determinants, ln|Σ| = ln|Σ_{a|b}| + ln|Σ_bb|: the factor \
             g(x_a) is the conditional density.",
        )
        .from(["N1-075", "N1-076", "N1-085", "N1-086", "N1-073", "N1-074", "N1-079", "N1-080"])
        .given([PLACE_A, PLACE_B, joint_mean(), joint_covariance()])
        .identity(
            formula!(|x_a, x_b, mean, covariance| log_density(&stack(x_a, x_b)?, mean, covariance)),
            formula!(|x_a, x_b, mean, covariance; p| {
                let marginal = log_density(x_b, &split_rows(mean, p)?.1, &blocks(covariance, p)?.bb)?;
                log_conditional(x_a, x_b, mean, covariance)? + marginal
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance")])
        .control("marginal of x_a for the conditional", formula!(|x_a, x_b, mean, covariance; p| {
            let (block, (mean_a, mean_b)) = (blocks(covariance, p)?, split_rows(mean, p)?);
            log_density(x_a, &mean_a, &block.aa)? + log_density(x_b, &mean_b, &block.bb)?
        })),
    ]
}

fn checks() -> [Claim; 3] {
    [
        Claim::new(
            "conditional_expectation",
            r"\int x_a \, p(x_a,x_b) \, dx_a = \mu_{a|b} \, p(x_b)",
        )
        .because("p(x_a|x_b) is p(x_a,x_b)/p(x_b); its mean is taken from the joint density, without the formulas for the conditional.")
        .from(["N1-075", "N1-086"])
        .given([PLACE_B, joint_mean(), joint_covariance()])
        .expectation(
            P,
            formula!(|x_b, mean, covariance, noise; p| {
                let (mean_a, mean_b) = split_rows(mean, p)?;
                let around = mean_a + regression_coefficients(covariance, p)? * (x_b - mean_b);
                let x_a = integration_point(&around, noise)?;
                let weight = log_density(&stack(&x_a, x_b)?, mean, covariance)? + integration_weight(noise)?;
                x_a * weight.exp()?
            }),
            formula!(|x_b, mean, covariance; p| {
                let marginal = log_density(x_b, &split_rows(mean, p)?.1, &blocks(covariance, p)?.bb)?;
                conditional_mean(x_b, mean, &inverse(covariance)?)? * marginal.exp()?
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance")])
        .control("unconditional mean", formula!(|x_b, mean, covariance; p| {
            let (mean_a, mean_b) = split_rows(mean, p)?;
            mean_a * log_density(x_b, &mean_b, &blocks(covariance, p)?.bb)?.exp()?
        })),
        Claim::new("most_probable", r"\arg\max_{x_a} \ln p(x_a,x_b) = \mu_a - \Lambda_{aa}^{-1} \Lambda_{ab} (x_b-\mu_b)")
            .because("As a function of x_a the joint density is the conditional one up to a factor, and a Gaussian is largest at its mean.")
            .from(["N1-079", "N1-086"])
            .given([PLACE_A, PLACE_B, joint_mean(), joint_covariance()])
            .extremum(
                Extremum::Maximum,
                Convention::Unconstrained,
                formula!(|x_a, x_b, mean, covariance| log_density(&stack(x_a, x_b)?, mean, covariance)),
                "x_a",
                formula!(|x_b, mean, covariance| conditional_mean(x_b, mean, &inverse(covariance)?)),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance")])
            .control("unconditional mean", formula!(|mean; p| split_rows(mean, p)?.0)),
        Claim::new(
            "law",
            r"\begin{bmatrix} x_a - \mu_{a|b}(x_b) \\ x_b \end{bmatrix} \sim \mathcal{N}\left( \begin{bmatrix} 0 \\ \mu_b \end{bmatrix}, \begin{bmatrix} \Lambda_{aa}^{-1} & 0 \\ 0 & \Sigma_{bb} \end{bmatrix} \right), \quad x \sim \mathcal{N}(\mu,\Sigma)",
        )
        .because(
            "Given x_b, x_a − μ_{a|b} is Gaussian with mean 0 and covariance Λ_aa⁻¹ for every x_b, so it is \
             independent of x_b.",
        )
        .from(["N1-082", "N1-085", "N1-086", "N1-118", "N1-119", "N1-121"])
        .given([joint_mean(), joint_covariance()])
        .law(
            P + Q,
            formula!(|mean, covariance, covariance_factor, noise; p| {
                let (x_a, x_b) = split_rows(&(mean + covariance_factor * noise), p)?;
                stack(&(x_a - conditional_mean(&x_b, mean, &inverse(covariance)?)?), &x_b)
            }),
            formula!(|mean, covariance; p| {
                let of_a = conditional_covariance(&inverse(covariance)?, p)?;
                independent_law(&of_a, &split_rows(mean, p)?.1, &blocks(covariance, p)?.bb)
            }),
        )
        .controls([Mistake::InputInverted("covariance"), Mistake::InputNegated("mean")])
        .control("marginal covariance", formula!(|mean, covariance; p| {
            let block = blocks(covariance, p)?;
            independent_law(&block.aa, &split_rows(mean, p)?.1, &block.bb)
        }))
        .control("Λ_aa for Λ_aa⁻¹", formula!(|mean, covariance; p| {
            let of_a = blocks(&inverse(covariance)?, p)?.aa;
            independent_law(&of_a, &split_rows(mean, p)?.1, &blocks(covariance, p)?.bb)
        })),
    ]
}
