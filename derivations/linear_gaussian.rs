//! p(x) = N(x | μ, Λ⁻¹), p(y|x) = N(y | Ax+b, L⁻¹): joint, evidence p(y) and posterior p(x|y)

use super::log_density::log_density;
use crate::prelude::*;

/// R = [Λ + AᵀLA, −AᵀL; −LA, L], the precision of z = [x; y]                                  (N1-109)
///
/// `precision` Λ: P×P; `a`: Q×P; `noise_precision` L: Q×Q. Errors: sizes that do not match.
pub fn joint_precision<F: Field>(
    precision: &Matrix<F>,
    a: &Matrix<F>,
    noise_precision: &Matrix<F>,
) -> Result<Matrix<F>> {
    let mixed = -(a.transpose() * noise_precision);
    join(&posterior_precision(precision, a, noise_precision)?, &mixed, &mixed.transpose(), noise_precision)
}

/// R⁻¹ = [Λ⁻¹, Λ⁻¹Aᵀ; AΛ⁻¹, L⁻¹ + AΛ⁻¹Aᵀ], the covariance of z                                (N1-110)
///
/// Shapes as in [`joint_precision`]. Errors: sizes that do not match, singular Λ or L.
pub fn joint_covariance<F: Field>(
    precision: &Matrix<F>,
    a: &Matrix<F>,
    noise_precision: &Matrix<F>,
) -> Result<Matrix<F>> {
    let prior = inverse(precision)?;
    let mixed = &prior * a.transpose();
    join(&prior, &mixed, &mixed.transpose(), &evidence_covariance(precision, a, noise_precision)?)
}

/// L⁻¹ + AΛ⁻¹Aᵀ, the covariance of the evidence p(y)                                          (N1-115)
///
/// Shapes as in [`joint_precision`]. Errors: sizes that do not match, singular Λ or L.
pub fn evidence_covariance<F: Field>(
    precision: &Matrix<F>,
    a: &Matrix<F>,
    noise_precision: &Matrix<F>,
) -> Result<Matrix<F>> {
    expect_shape("A", a, noise_precision.nrows(), precision.nrows())?;
    Ok(inverse(noise_precision)? + a * inverse(precision)? * a.transpose())
}

/// Aμ + b, the mean of the evidence p(y)                                                      (N1-114)
///
/// `mean`: P×1; `a`: Q×P; `b`: Q×1. Errors: sizes that do not match.
pub fn evidence_mean<F: Field>(mean: &Matrix<F>, a: &Matrix<F>, b: &Matrix<F>) -> Result<Matrix<F>> {
    expect_shape("A", a, b.nrows(), mean.nrows())?;
    Ok(a * mean + b)
}

/// Λ + AᵀLA, the precision of the posterior p(x|y)                                            (N1-117)
///
/// Shapes as in [`joint_precision`]. Errors: sizes that do not match.
pub fn posterior_precision<F: Field>(
    precision: &Matrix<F>,
    a: &Matrix<F>,
    noise_precision: &Matrix<F>,
) -> Result<Matrix<F>> {
    expect_shape("A", a, noise_precision.nrows(), precision.nrows())?;
    Ok(precision + a.transpose() * noise_precision * a)
}

/// AᵀL(y−b) + Λμ, posterior precision times posterior mean                                    (N1-116)
fn information_vector<F: Field>(model: &Model<F>, y: &Matrix<F>) -> Matrix<F> {
    model.a.transpose() * model.noise_precision * (y - model.b) + model.precision * model.mean
}

/// The inputs of the model.
struct Model<'a, F> {
    /// μ, P×1
    mean: &'a Matrix<F>,
    /// Λ, P×P
    precision: &'a Matrix<F>,
    /// A, Q×P
    a: &'a Matrix<F>,
    /// b, Q×1
    b: &'a Matrix<F>,
    /// L, Q×Q
    noise_precision: &'a Matrix<F>,
}

/// (Λ + AᵀLA)⁻¹ {AᵀL(y−b) + Λμ}, the mean of the posterior p(x|y)                             (N1-116)
///
/// `y`, `b`: Q×1; `mean`: P×1; the matrices as in [`joint_precision`].
/// Errors: sizes that do not match, singular posterior precision.
pub fn posterior_mean<F: Field>(
    y: &Matrix<F>,
    mean: &Matrix<F>,
    precision: &Matrix<F>,
    a: &Matrix<F>,
    b: &Matrix<F>,
    noise_precision: &Matrix<F>,
) -> Result<Matrix<F>> {
    expect_shape("b", b, a.nrows(), 1)?;
    expect_shape("y", y, a.nrows(), 1)?;
    expect_shape("mean", mean, a.ncols(), 1)?;
    let model = Model { mean, precision, a, b, noise_precision };
    Ok(inverse(&posterior_precision(precision, a, noise_precision)?)? * information_vector(&model, y))
}

/// ln N(x | μ, Λ⁻¹) = −½ (D ln 2π − ln|Λ| + (x−μ)ᵀΛ(x−μ))
fn log_density_by_precision<F: Field>(x: &Matrix<F>, mean: &Matrix<F>, precision: &Matrix<F>) -> Result<F> {
    let constant = F::integer(x.nrows() as i64) * F::ln_two_pi()? - log_determinant(precision)?;
    Ok((constant + quadratic_form(&(x - mean), precision)?) * -F::half())
}

/// ln p(x) + ln p(y|x), up to a constant                                                      (N1-105)
fn log_joint<F: Field>(x: &Matrix<F>, y: &Matrix<F>, model: &Model<F>) -> Result<F> {
    let residual = y - model.a * x - model.b;
    let prior = quadratic_form(&(x - model.mean), model.precision)?;
    Ok((prior + quadratic_form(&residual, model.noise_precision)?) * -F::half())
}

/// x = μ + K⁻ᵀz₁ and y = Ax + b + M⁻ᵀz₂ with Λ = KKᵀ and L = MMᵀ: a sample of the model from noise z = [z₁; z₂].
fn draw<F: Field>(
    model: &Model<F>,
    precision_factor: &Matrix<F>,
    noise_precision_factor: &Matrix<F>,
    noise: &Matrix<F>,
) -> Result<(Matrix<F>, Matrix<F>)> {
    let (first, second) = split_rows(noise, model.mean.nrows())?;
    let x = model.mean + inverse(&precision_factor.transpose())? * first;
    let y = model.a * &x + model.b + inverse(&noise_precision_factor.transpose())? * second;
    Ok((x, y))
}

const MEAN: Input = vector("mean", P);
const PRECISION: Input = covariance("precision", P);
const MAP: Input = matrix("A", Q, P);
const OFFSET: Input = vector("b", Q);
const NOISE_PRECISION: Input = covariance("noise_precision", Q);
const STATE: Input = vector("x", P);
const OBSERVATION: Input = vector("y", Q);

/// The derivation.
pub fn derivation() -> Derivation {
    Derivation::new("linear_gaussian", "Bayes' theorem for linear-Gaussian models")
        .about(
            "A Gaussian x with mean μ and precision Λ is observed through y = Ax + b with Gaussian noise of precision \
             L. The exponent of the joint density, sorted by degree, gives its precision R and its mean; the marginal \
             of y is the evidence, and the conditional of x given y the posterior.",
        )
        .claims(joint_exponent())
        .claims(joint())
        .claims(evidence())
        .claims(posterior())
        .claims(posterior_checks())
}

fn joint_exponent() -> [Claim; 5] {
    [
        Claim::new(
            "joint_density",
            r"\ln p(z) = \ln \mathcal{N}(x|\mu,\Lambda^{-1}) + \ln \mathcal{N}(y|Ax+b,L^{-1}) = \ln \mathcal{N}(z|\mu_z,R^{-1}), \quad z = \begin{bmatrix} x \\ y \end{bmatrix}, \; \mu_z = \begin{bmatrix} \mu \\ A\mu+b \end{bmatrix}",
        )
        .because("The product rule of probability, with all constants: also |R| = |Λ||L|.")
        .from(["N1-102", "N1-103", "N1-104", "N1-105"])
        .given([STATE, OBSERVATION, MEAN, PRECISION, MAP, OFFSET, NOISE_PRECISION])
        .identity(
            formula!(|x, y, mean, precision, A, b, noise_precision| {
                let observation = log_density_by_precision(y, &(A * x + b), noise_precision)?;
                log_density_by_precision(x, mean, precision)? + observation
            }),
            formula!(|x, y, mean, precision, A, b, noise_precision| {
                let joint_mean = stack(mean, &evidence_mean(mean, A, b)?)?;
                log_density_by_precision(&stack(x, y)?, &joint_mean, &joint_precision(precision, A, noise_precision)?)
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("b"), Mistake::InputNegated("A"), Mistake::InputInverted("precision")]),
        Claim::new(
            "block_quadratic_form",
            r"\begin{bmatrix} x \\ y \end{bmatrix}^T \begin{bmatrix} A & B \\ C & D \end{bmatrix} \begin{bmatrix} x \\ y \end{bmatrix} = x^T A x + y^T C x + x^T B y + y^T D y",
        )
        .because("Row and column select the block.")
        .from(["N1-106"])
        .given([STATE, OBSERVATION, matrix("M", P + Q, P + Q)])
        .identity(
            formula!(|x, y, M| quadratic_form(&stack(x, y)?, M)),
            formula!(|x, y, M; p| {
                let block = blocks(M, p)?;
                let mixed = bilinear(y, &block.ba, x)? + bilinear(x, &block.ab, y)?;
                quadratic_form(x, &block.aa)? + mixed + quadratic_form(y, &block.bb)?
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("y")])
        .control("mixed term twice", formula!(|x, y, M; p| {
            let block = blocks(M, p)?;
            let mixed = bilinear(x, &block.ab, y)?;
            quadratic_form(x, &block.aa)? + mixed.clone() + mixed + quadratic_form(y, &block.bb)?
        })),
        Claim::new(
            "second_order",
            r"-\tfrac{1}{2} x^T (\Lambda + A^T L A) x - \tfrac{1}{2} y^T L y + \tfrac{1}{2} y^T L A x + \tfrac{1}{2} x^T A^T L y = -\tfrac{1}{2} z^T R z",
        )
        .because("Each term of second order fills one block of R.")
        .from(["N1-107", "N1-108", "N1-109", "N1-120"])
        .given([STATE, OBSERVATION, PRECISION, MAP, NOISE_PRECISION])
        .identity(
            formula!(|x, y, precision, A, noise_precision| {
                let l_a = noise_precision * A;
                let squares = quadratic_form(x, &posterior_precision(precision, A, noise_precision)?)?
                    + quadratic_form(y, noise_precision)?;
                let mixed = bilinear(y, &l_a, x)? + bilinear(x, &(A.transpose() * noise_precision), y)?;
                (mixed - squares) * F::half()
            }),
            formula!(|x, y, precision, A, noise_precision| {
                let r = joint_precision(precision, A, noise_precision)?;
                quadratic_form(&stack(x, y)?, &r)? * -F::half()
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("A")])
        .control("AᵀLA forgotten", formula!(|x, y, precision, A, noise_precision| {
            let mixed = -(A.transpose() * noise_precision);
            let r = join(precision, &mixed, &mixed.transpose(), noise_precision)?;
            quadratic_form(&stack(x, y)?, &r)? * -F::half()
        })),
        Claim::new(
            "first_order",
            r"x^T \Lambda \mu - x^T A^T L b + y^T L b = \begin{bmatrix} x \\ y \end{bmatrix}^T \begin{bmatrix} \Lambda\mu - A^T L b \\ L b \end{bmatrix}",
        )
        .because("The terms of first order, sorted by x and y.")
        .from(["N1-111"])
        .given([STATE, OBSERVATION, MEAN, PRECISION, MAP, OFFSET, NOISE_PRECISION])
        .identity(
            formula!(|x, y, mean, precision, A, b, noise_precision| {
                let of_x = bilinear(x, precision, mean)? - bilinear(x, &(A.transpose() * noise_precision), b)?;
                of_x + bilinear(y, noise_precision, b)?
            }),
            formula!(|x, y, mean, precision, A, b, noise_precision| {
                stack(x, y)?.transpose() * linear_term(mean, precision, A, b, noise_precision)?
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("b"), Mistake::InputNegated("A")]),
        Claim::new(
            "exponent",
            r"-\tfrac{1}{2} (x-\mu)^T \Lambda (x-\mu) - \tfrac{1}{2} (y-Ax-b)^T L (y-Ax-b) = -\tfrac{1}{2} z^T R z + z^T \begin{bmatrix} \Lambda\mu - A^T L b \\ L b \end{bmatrix} - \tfrac{1}{2} \mu^T \Lambda \mu - \tfrac{1}{2} b^T L b",
        )
        .because("ln p(z) = ln p(x) + ln p(y|x), multiplied out and sorted by degree.")
        .from(["N1-105", "N1-107", "N1-111"])
        .given([STATE, OBSERVATION, MEAN, PRECISION, MAP, OFFSET, NOISE_PRECISION])
        .identity(
            formula!(|x, y, mean, precision, A, b, noise_precision| {
                log_joint(x, y, &Model { mean, precision, a: A, b, noise_precision })
            }),
            formula!(|x, y, mean, precision, A, b, noise_precision| {
                let z = stack(x, y)?;
                let second = quadratic_form(&z, &joint_precision(precision, A, noise_precision)?)?;
                let first = z.transpose() * linear_term(mean, precision, A, b, noise_precision)?;
                let constant = quadratic_form(mean, precision)? + quadratic_form(b, noise_precision)?;
                first[(0, 0)].clone() - (second + constant) * F::half()
            }),
        )
        .controls([Mistake::Negated, Mistake::InputNegated("b"), Mistake::InputNegated("A"), Mistake::InputNegated("mean")]),
    ]
}

/// [Λμ − AᵀLb; Lb], the coefficient of z in the exponent                                      (N1-111)
fn linear_term<F: Field>(
    mean: &Matrix<F>,
    precision: &Matrix<F>,
    a: &Matrix<F>,
    b: &Matrix<F>,
    noise_precision: &Matrix<F>,
) -> Result<Matrix<F>> {
    let weighted = noise_precision * b;
    stack(&(precision * mean - a.transpose() * &weighted), &weighted)
}

fn joint() -> [Claim; 3] {
    [
        Claim::new(
            "joint_covariance",
            r"R^{-1} = \begin{bmatrix} \Lambda^{-1} & \Lambda^{-1} A^T \\ A \Lambda^{-1} & L^{-1} + A \Lambda^{-1} A^T \end{bmatrix}",
        )
        .because("The inverse of a partitioned matrix; the Schur complement of L in R is Λ.")
        .from(["N1-109", "N1-110", "N1-113", "N1-120"])
        .given([PRECISION, MAP, NOISE_PRECISION])
        .identity(
            formula!(|precision, A, noise_precision| inverse(&joint_precision(precision, A, noise_precision)?)),
            formula!(|precision, A, noise_precision| joint_covariance(precision, A, noise_precision)),
        )
        .controls([Mistake::Negated, Mistake::InputNegated("A"), Mistake::InputInverted("precision")])
        .control("Λ⁻¹Aᵀ for AΛ⁻¹Aᵀ forgotten", formula!(|precision, A, noise_precision| {
            let prior = inverse(precision)?;
            let mixed = &prior * A.transpose();
            join(&prior, &mixed, &mixed.transpose(), &inverse(noise_precision)?)
        })),
        Claim::new(
            "joint_mean",
            r"R^{-1} \begin{bmatrix} \Lambda\mu - A^T L b \\ L b \end{bmatrix} = \begin{bmatrix} \mu \\ A\mu + b \end{bmatrix}",
        )
        .because("The coefficient of first order is precision times mean.")
        .from(["N1-112", "N1-123", "N1-124"])
        .given([MEAN, PRECISION, MAP, OFFSET, NOISE_PRECISION])
        .identity(
            formula!(|mean, precision, A, b, noise_precision| {
                inverse(&joint_precision(precision, A, noise_precision)?)?
                    * linear_term(mean, precision, A, b, noise_precision)?
            }),
            formula!(|mean, A, b| stack(mean, &evidence_mean(mean, A, b)?)),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("b"), Mistake::InputNegated("A")]),
        Claim::new(
            "joint_law",
            r"\begin{bmatrix} x \\ y \end{bmatrix} \sim \mathcal{N}\left( \begin{bmatrix} \mu \\ A\mu + b \end{bmatrix}, R^{-1} \right)",
        )
        .because("x and y are affine maps of the same Gaussian noise, so they are jointly Gaussian.")
        .from(["N1-102", "N1-103", "N1-104", "N1-112", "N1-113", "N1-110"])
        .given([MEAN, PRECISION, MAP, OFFSET, NOISE_PRECISION])
        .law(
            P + Q,
            formula!(|mean, precision, A, b, noise_precision, precision_factor, noise_precision_factor, noise| {
                let model = Model { mean, precision, a: A, b, noise_precision };
                let (x, y) = draw(&model, precision_factor, noise_precision_factor, noise)?;
                stack(&x, &y)
            }),
            formula!(|mean, precision, A, b, noise_precision| {
                law(&stack(mean, &evidence_mean(mean, A, b)?)?, &joint_covariance(precision, A, noise_precision)?)
            }),
        )
        .controls([Mistake::InputNegated("A"), Mistake::InputNegated("b"), Mistake::InputInverted("precision")])
        .control("R for R⁻¹", formula!(|mean, precision, A, b, noise_precision| {
            law(&stack(mean, &evidence_mean(mean, A, b)?)?, &joint_precision(precision, A, noise_precision)?)
        })),
    ]
}

fn evidence() -> [Claim; 3] {
    let given = [MEAN, PRECISION, MAP, OFFSET, NOISE_PRECISION];
    [
        Claim::new("evidence", r"\int p(y|x) \, p(x) \, dx = \mathcal{N}(y | A\mu + b, L^{-1} + A \Lambda^{-1} A^T)")
            .because("The marginal of y has the lower right block of R⁻¹ and the lower part of the mean.")
            .from(["N1-114", "N1-115", "N1-087"])
            .given([OBSERVATION, MEAN, PRECISION, MAP, OFFSET, NOISE_PRECISION])
            .expectation(
                P,
                formula!(|y, mean, precision_factor, A, b, noise_precision, noise| {
                    let x = mean + inverse(&precision_factor.transpose())? * noise;
                    log_density(y, &(A * x + b), &inverse(noise_precision)?)?.exp()
                }),
                formula!(|y, mean, precision, A, b, noise_precision| {
                    let covariance = evidence_covariance(precision, A, noise_precision)?;
                    log_density(y, &evidence_mean(mean, A, b)?, &covariance)?.exp()
                }),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::Halved])
            .control(
                "noise only",
                formula!(|y, mean, A, b, noise_precision| {
                    log_density(y, &evidence_mean(mean, A, b)?, &inverse(noise_precision)?)?.exp()
                }),
            ),
        Claim::new("evidence_law", r"y \sim \mathcal{N}(A\mu + b, L^{-1} + A \Lambda^{-1} A^T)")
            .because("E[y] = Aμ + b; the covariance is that of the noise plus that of Ax.")
            .from(["N1-114", "N1-115"])
            .given(given)
            .law(
                P + Q,
                formula!(|mean, precision, A, b, noise_precision, precision_factor, noise_precision_factor, noise| {
                    let model = Model { mean, precision, a: A, b, noise_precision };
                    draw(&model, precision_factor, noise_precision_factor, noise)?.1
                }),
                formula!(|mean, precision, A, b, noise_precision| {
                    law(&evidence_mean(mean, A, b)?, &evidence_covariance(precision, A, noise_precision)?)
                }),
            )
            .controls([Mistake::InputNegated("b"), Mistake::InputInverted("precision")])
            .control(
                "noise only",
                formula!(|mean, A, b, noise_precision| {
                    law(&evidence_mean(mean, A, b)?, &inverse(noise_precision)?)
                }),
            )
            .control(
                "precision L for covariance L⁻¹",
                formula!(|mean, precision, A, b, noise_precision| {
                    let covariance = noise_precision + A * inverse(precision)? * A.transpose();
                    law(&evidence_mean(mean, A, b)?, &covariance)
                }),
            ),
        Claim::new("evidence_block", r"(R^{-1})_{yy} = L^{-1} + A \Lambda^{-1} A^T")
            .because("The covariance of a part is the block of the covariance.")
            .from(["N1-113", "N1-115"])
            .given([PRECISION, MAP, NOISE_PRECISION])
            .identity(
                formula!(|precision, A, noise_precision; p| {
                    blocks(&inverse(&joint_precision(precision, A, noise_precision)?)?, p)?.bb
                }),
                formula!(|precision, A, noise_precision| evidence_covariance(precision, A, noise_precision)),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("precision")])
            .control("(R_yy)⁻¹", formula!(|noise_precision| inverse(noise_precision))),
    ]
}

fn posterior() -> [Claim; 4] {
    let given = [OBSERVATION, MEAN, PRECISION, MAP, OFFSET, NOISE_PRECISION];
    let from_blocks = formula!(|y, mean, precision, A, b, noise_precision; p| {
        let r = blocks(&joint_precision(precision, A, noise_precision)?, p)?;
        inverse(&r.aa)? * (&r.aa * mean - &r.ab * (y - evidence_mean(mean, A, b)?))
    });
    [
        Claim::new("posterior_covariance", r"\operatorname{cov}[x|y] = R_{xx}^{-1} = (\Lambda + A^T L A)^{-1}")
            .because("The conditional covariance is the inverse of the block of the precision.")
            .from(["N1-117", "N1-118", "N1-120", "N1-122"])
            .given([PRECISION, MAP, NOISE_PRECISION])
            .identity(
                formula!(|precision, A, noise_precision; p| {
                    schur_complement(&blocks(&joint_covariance(precision, A, noise_precision)?, p)?)
                }),
                formula!(|precision, A, noise_precision| inverse(&posterior_precision(precision, A, noise_precision)?)),
            )
            .controls([Mistake::Negated, Mistake::Inverted, Mistake::InputInverted("noise_precision")])
            .control("transpose for inverse", formula!(|precision, A, noise_precision| {
                posterior_precision(precision, A, noise_precision)?.transpose()
            }))
            .control("prior covariance", formula!(|precision| inverse(precision))),
        Claim::new(
            "braces",
            r"(\Lambda + A^T L A) \mu + A^T L (y - (A\mu + b)) = A^T L (y - b) + \Lambda\mu",
        )
        .because("AᵀLAμ cancels.")
        .from(["N1-116", "N1-125"])
        .given(given)
        .identity(
            formula!(|y, mean, precision, A, b, noise_precision| {
                let residual = y - evidence_mean(mean, A, b)?;
                posterior_precision(precision, A, noise_precision)? * mean + A.transpose() * noise_precision * residual
            }),
            formula!(|y, mean, precision, A, b, noise_precision| {
                information_vector(&Model { mean, precision, a: A, b, noise_precision }, y)
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("b"), Mistake::InputNegated("mean")]),
        Claim::new(
            "posterior_mean",
            r"\mathbb{E}[x|y] = R_{xx}^{-1} \{ R_{xx} \mu - R_{xy} (y - (A\mu + b)) \} = (\Lambda + A^T L A)^{-1} \{ A^T L (y - b) + \Lambda\mu \}",
        )
        .because("The conditional mean of the joint Gaussian, with the blocks of R inserted.")
        .from(["N1-116", "N1-119", "N1-121", "N1-122", "N1-124"])
        .given(given)
        .identity(
            from_blocks,
            formula!(|y, mean, precision, A, b, noise_precision| {
                posterior_mean(y, mean, precision, A, b, noise_precision)
            }),
        )
        .controls([Mistake::Negated, Mistake::InputNegated("A"), Mistake::InputNegated("b"), Mistake::InputInverted("noise_precision")])
        .control("Λμ forgotten", formula!(|y, precision, A, b, noise_precision| {
            let zero = Matrix::zeros(precision.nrows(), 1);
            posterior_mean(y, &zero, precision, A, b, noise_precision)
        })),
        Claim::new(
            "transpose_for_inverse",
            r"\mathbb{E}[x|y] = (\Lambda + A^T L A)^T \mu - (-A^T L)(y - (A\mu + b))",
        )
        .because(
            "As printed: a transpose stands for the inverse, and the covariance before the braces is missing. The \
             right-hand side is the content of the braces alone.",
        )
        .from(["N1-125"])
        .given(given)
        .identity(
            from_blocks,
            formula!(|y, mean, precision, A, b, noise_precision| {
                let residual = y - evidence_mean(mean, A, b)?;
                posterior_precision(precision, A, noise_precision)?.transpose() * mean
                    + A.transpose() * noise_precision * residual
            }),
        )
        .erratum("posterior_mean"),
    ]
}

fn posterior_checks() -> [Claim; 3] {
    let given = [MEAN, PRECISION, MAP, OFFSET, NOISE_PRECISION];
    [
        Claim::new("most_probable", r"\arg\max_{x} \ln p(x,y) = (\Lambda + A^T L A)^{-1} \{ A^T L (y - b) + \Lambda\mu \}")
            .because("A Gaussian is largest at its mean, and p(x|y) is p(x,y) up to a factor that does not depend on x.")
            .from(["N1-105", "N1-116"])
            .given([STATE, OBSERVATION, MEAN, PRECISION, MAP, OFFSET, NOISE_PRECISION])
            .extremum(
                Extremum::Maximum,
                Convention::Unconstrained,
                formula!(|x, y, mean, precision, A, b, noise_precision| {
                    log_joint(x, y, &Model { mean, precision, a: A, b, noise_precision })
                }),
                "x",
                formula!(|y, mean, precision, A, b, noise_precision| {
                    posterior_mean(y, mean, precision, A, b, noise_precision)
                }),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("b")]),
        Claim::new(
            "gain",
            r"(\Lambda + A^T L A)^{-1} \{ A^T L (y - b) + \Lambda\mu \} = \mu + \Lambda^{-1} A^T (L^{-1} + A \Lambda^{-1} A^T)^{-1} (y - A\mu - b)",
        )
        .because(
            "The conditional mean from the blocks of the covariance instead of the precision: prior mean plus Kalman \
             gain times innovation.",
        )
        .from(["N1-113", "N1-116", "Bishop 2.81"])
        .given([OBSERVATION, MEAN, PRECISION, MAP, OFFSET, NOISE_PRECISION])
        .identity(
            formula!(|y, mean, precision, A, b, noise_precision| {
                posterior_mean(y, mean, precision, A, b, noise_precision)
            }),
            formula!(|y, mean, precision, A, b, noise_precision| {
                let innovation = y - evidence_mean(mean, A, b)?;
                let weighted = inverse(&evidence_covariance(precision, A, noise_precision)?)? * innovation;
                mean + inverse(precision)? * A.transpose() * weighted
            }),
        )
        .controls([Mistake::Negated, Mistake::InputNegated("A"), Mistake::InputNegated("b"), Mistake::InputInverted("precision")]),
        Claim::new(
            "posterior_law",
            r"\begin{bmatrix} x - \mathbb{E}[x|y] \\ y \end{bmatrix} \sim \mathcal{N}\left( \begin{bmatrix} 0 \\ A\mu + b \end{bmatrix}, \begin{bmatrix} (\Lambda + A^T L A)^{-1} & 0 \\ 0 & L^{-1} + A \Lambda^{-1} A^T \end{bmatrix} \right)",
        )
        .because("The error x − E[x|y] is Gaussian with the posterior covariance, and independent of y.")
        .from(["N1-116", "N1-117", "N1-115"])
        .given(given)
        .law(
            P + Q,
            formula!(|mean, precision, A, b, noise_precision, precision_factor, noise_precision_factor, noise| {
                let model = Model { mean, precision, a: A, b, noise_precision };
                let (x, y) = draw(&model, precision_factor, noise_precision_factor, noise)?;
                stack(&(x - posterior_mean(&y, mean, precision, A, b, noise_precision)?), &y)
            }),
            formula!(|mean, precision, A, b, noise_precision; p, q| {
                let covariance = join(
                    &inverse(&posterior_precision(precision, A, noise_precision)?)?,
                    &Matrix::zeros(p, q),
                    &Matrix::zeros(q, p),
                    &evidence_covariance(precision, A, noise_precision)?,
                )?;
                law(&stack(&Matrix::zeros(p, 1), &evidence_mean(mean, A, b)?)?, &covariance)
            }),
        )
        .controls([Mistake::InputNegated("b"), Mistake::InputInverted("precision")])
        .control("prior covariance", formula!(|mean, precision, A, b, noise_precision; p, q| {
            let covariance = join(
                &inverse(precision)?,
                &Matrix::zeros(p, q),
                &Matrix::zeros(q, p),
                &evidence_covariance(precision, A, noise_precision)?,
            )?;
            law(&stack(&Matrix::zeros(p, 1), &evidence_mean(mean, A, b)?)?, &covariance)
        })),
    ]
}
