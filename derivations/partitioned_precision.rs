//! zᵀΛz = z_aᵀΛ_aa z_a + z_bᵀΛ_ba z_a + z_aᵀΛ_ab z_b + z_bᵀΛ_bb z_b, and the sixteen products of the exponent

use super::schur_marginal::{exponent, terms_with_a, terms_with_b};
use crate::prelude::*;

/// A factor of a product in the expanded exponent: a part of the point x, or of the mean μ with its sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// x_a
    PointA,
    /// −μ_a
    MeanA,
    /// x_b
    PointB,
    /// −μ_b
    MeanB,
}

/// The variables that a product of the exponent depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// It contains x_b.
    WithB,
    /// It contains x_a, but not x_b.
    WithA,
    /// It contains neither.
    Constant,
}

/// One product −½ lᵀΛ_lr r of the exponent, l and r being its outer factors.
pub struct Product<F> {
    /// l
    pub left: Part,
    /// r
    pub right: Part,
    /// −½ lᵀΛ_lr r
    pub value: F,
}

impl<F> Product<F> {
    /// The variables that the product depends on.
    pub fn group(&self) -> Group {
        let contains = |part: Part| self.left == part || self.right == part;
        if contains(Part::PointB) {
            Group::WithB
        } else if contains(Part::PointA) {
            Group::WithA
        } else {
            Group::Constant
        }
    }
}

/// −½ (x−μ)ᵀΛ(x−μ), multiplied out into products of x_a, x_b, −μ_a and −μ_b                  (N1-069)
///
/// `x_a`: P×1; `x_b`: Q×1; `mean`: (P+Q)×1; `precision`: (P+Q)×(P+Q). Errors: sizes that do not match.
pub fn multiplied_out<F: Field>(
    x_a: &Matrix<F>,
    x_b: &Matrix<F>,
    mean: &Matrix<F>,
    precision: &Matrix<F>,
) -> Result<Vec<Product<F>>> {
    let block = blocks(precision, x_a.nrows())?;
    let (mean_a, mean_b) = split_rows(mean, x_a.nrows())?;
    let of_a = [(Part::PointA, x_a.clone()), (Part::MeanA, -mean_a)];
    let of_b = [(Part::PointB, x_b.clone()), (Part::MeanB, -mean_b)];
    let mut products = Vec::new();
    for (rows, columns, block) in
        [(&of_a, &of_a, &block.aa), (&of_a, &of_b, &block.ab), (&of_b, &of_a, &block.ba), (&of_b, &of_b, &block.bb)]
    {
        for (left, l) in rows {
            for (right, r) in columns {
                products.push(Product { left: *left, right: *right, value: bilinear(l, block, r)? * -F::half() });
            }
        }
    }
    Ok(products)
}

/// The sum of the products of one group.
fn sum_of<F: Field>(group: Group, products: &[Product<F>]) -> F {
    let of_group = products.iter().filter(|product| product.group() == group);
    of_group.fold(F::zero(), |sum, product| sum + product.value.clone())
}

/// [all, with x_b, with x_a alone, constant]: how many products there are of each kind.
fn counts<F: Field>(products: &[Product<F>]) -> Matrix<F> {
    let of = |group| products.iter().filter(|product| product.group() == group).count();
    row([products.len(), of(Group::WithB), of(Group::WithA), of(Group::Constant)])
}

/// A row of whole numbers.
fn row<F: Field>(numbers: [usize; 4]) -> Matrix<F> {
    Matrix::from_fn(1, numbers.len(), |_, k| F::integer(numbers[k] as i64))
}

/// The point x = 1, μ = −1 with Λᵢⱼ = 1 and P = Q = 1: there every product of the exponent is −½.
struct Counting<F> {
    one: Matrix<F>,
    mean: Matrix<F>,
    precision: Matrix<F>,
}

impl<F: Field> Counting<F> {
    fn point() -> Self {
        let one = Matrix::from_element(1, 1, F::one());
        Self { one, mean: -Matrix::from_element(2, 1, F::one()), precision: Matrix::from_element(2, 2, F::one()) }
    }

    /// −2 × [exponent, f, g, constant]
    fn values(&self) -> Result<Matrix<F>> {
        let Self { one, mean, precision } = self;
        let values = [
            exponent(one, one, mean, precision)?,
            terms_with_b(one, one, mean, precision)?,
            terms_with_a(one, mean, precision)?,
            quadratic_form(mean, precision)? * -F::half(),
        ];
        Ok(Matrix::from_row_slice(1, 4, &values) * F::integer(-2))
    }
}

/// zᵀ[Λ_aa; Λ_ba] and zᵀ[Λ_ab; Λ_bb], side by side                                            (N1-066)
fn row_times_blocks<F: Field>(z_a: &Matrix<F>, z_b: &Matrix<F>, precision: &Matrix<F>) -> Result<Matrix<F>> {
    let block = blocks(precision, z_a.nrows())?;
    let of_a = z_a.transpose() * block.aa + z_b.transpose() * block.ba;
    let of_b = z_a.transpose() * block.ab + z_b.transpose() * block.bb;
    beside(&of_a, &of_b)
}

fn joint_covariance() -> Input {
    covariance("covariance", P + Q)
}

fn joint_precision() -> Input {
    covariance("precision", P + Q)
}

/// The derivation.
pub fn derivation() -> Derivation {
    Derivation::new("partitioned_precision", "The quadratic form over the blocks of the precision")
        .about(
            "x is split into x_a and x_b, and with it the mean, the covariance and the precision. The blocks of the \
             precision are not the inverses of the covariance's blocks. Over the blocks the quadratic form has four \
             terms, and with x−μ multiplied out sixteen: seven with x_b, five more with x_a, four constant ones.",
        )
        .claims(symmetry())
        .claims(inverse_blocks())
        .claims(four_terms())
        .claims(sixteen_terms())
        .claims(numbers_of_terms())
        .claim(residual_law())
}

fn symmetry() -> [Claim; 3] {
    [
        Claim::new("transposed_block", r"\Sigma_{ab}^T = \Sigma_{ba}")
            .because("Σ is symmetric; transposing swaps the blocks off the diagonal and transposes each.")
            .from(["N1-057", "N1-060"])
            .given([joint_covariance()])
            .identity(
                formula!(|covariance; p| blocks(covariance, p)?.ab.transpose()),
                formula!(|covariance; p| blocks(covariance, p)?.ba),
            )
            .controls([Mistake::Transposed, Mistake::Negated, Mistake::InputInverted("covariance")]),
        Claim::new("transposed_block_of_the_precision", r"\Lambda_{ab}^T = \Lambda_{ba}")
            .because("The inverse of a symmetric matrix is symmetric.")
            .from(["N1-059", "N1-061"])
            .given([joint_covariance()])
            .identity(
                formula!(|covariance; p| blocks(&inverse(covariance)?, p)?.ab.transpose()),
                formula!(|covariance; p| blocks(&inverse(covariance)?, p)?.ba),
            )
            .controls([Mistake::Transposed, Mistake::Negated, Mistake::InputInverted("covariance")]),
        Claim::new(
            "difference",
            r"\begin{bmatrix} x_a \\ x_b \end{bmatrix} - \begin{bmatrix} \mu_a \\ \mu_b \end{bmatrix} = \begin{bmatrix} z_a \\ z_b \end{bmatrix}, \quad z_a = x_a - \mu_a, \; z_b = x_b - \mu_b",
        )
        .because("Vectors are subtracted entry by entry, so part by part.")
        .from(["N1-055", "N1-056", "N1-064", "N1-068"])
        .given([vector("x_a", P), vector("x_b", Q), vector("mean_a", P), vector("mean_b", Q)])
        .identity(
            formula!(|x_a, x_b, mean_a, mean_b| stack(x_a, x_b)? - stack(mean_a, mean_b)?),
            formula!(|x_a, x_b, mean_a, mean_b| stack(&(x_a - mean_a), &(x_b - mean_b))),
        )
        .controls([Mistake::Negated, Mistake::InputNegated("mean_b"), Mistake::InputsSwapped("x_a", "mean_a")])
        .control("parts swapped", formula!(|x_a, x_b, mean_a, mean_b| stack(&(x_b - mean_b), &(x_a - mean_a)))),
    ]
}

fn inverse_blocks() -> [Claim; 4] {
    [
        Claim::new(
            "inverse_in_blocks",
            r"\begin{bmatrix} \Sigma_{aa} \Lambda_{aa} + \Sigma_{ab} \Lambda_{ba} & \Sigma_{aa} \Lambda_{ab} + \Sigma_{ab} \Lambda_{bb} \\ \Sigma_{ba} \Lambda_{aa} + \Sigma_{bb} \Lambda_{ba} & \Sigma_{ba} \Lambda_{ab} + \Sigma_{bb} \Lambda_{bb} \end{bmatrix} = I",
        )
        .because("ΣΛ = I, multiplied block by block like entries.")
        .from(["N1-057", "N1-058", "N1-059", "N1-062"])
        .given([joint_covariance()])
        .identity(
            formula!(|covariance; p| {
                let (sigma, lambda) = (blocks(covariance, p)?, blocks(&inverse(covariance)?, p)?);
                join(
                    &(&sigma.aa * &lambda.aa + &sigma.ab * &lambda.ba),
                    &(&sigma.aa * &lambda.ab + &sigma.ab * &lambda.bb),
                    &(&sigma.ba * &lambda.aa + &sigma.bb * &lambda.ba),
                    &(&sigma.ba * &lambda.ab + &sigma.bb * &lambda.bb),
                )
            }),
            formula!(|; p, q| Matrix::<F>::identity(p + q, p + q)),
        )
        .controls([Mistake::Negated, Mistake::Doubled])
        .control("block by its own block only", formula!(|covariance; p, q| {
            let (sigma, lambda) = (blocks(covariance, p)?, blocks(&inverse(covariance)?, p)?);
            join(&(&sigma.aa * &lambda.aa), &Matrix::zeros(p, q), &Matrix::zeros(q, p), &(&sigma.bb * &lambda.bb))
        })),
        Claim::new(
            "block_of_the_precision",
            r"\Lambda_{aa} - \Sigma_{aa}^{-1} = \Lambda_{ab} \Lambda_{bb}^{-1} \Lambda_{ba}",
        )
        .because(
            "Σ_aa⁻¹ is the Schur complement of Λ_bb. The difference is zero exactly where Λ_ab is, that is where Σ_ab is, \
             because Λ_bb is positive definite; otherwise Σ_aa⁻¹ ≠ Λ_aa.",
        )
        .from(["N1-063"])
        .given([joint_covariance()])
        .identity(
            formula!(|covariance; p| {
                blocks(&inverse(covariance)?, p)?.aa - inverse(&blocks(covariance, p)?.aa)?
            }),
            formula!(|covariance; p| {
                let lambda = blocks(&inverse(covariance)?, p)?;
                &lambda.ab * inverse(&lambda.bb)? * &lambda.ba
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("covariance")])
        .control("inverse of Λ_bb forgotten", formula!(|covariance; p| {
            let lambda = blocks(&inverse(covariance)?, p)?;
            &lambda.ab * &lambda.bb * &lambda.ba
        })),
        Claim::new("blocks_inverted_one_by_one", r"\Sigma_{aa}^{-1} = \Lambda_{aa}")
            .because(
                "The error that the inequality Σ_aa⁻¹ ≠ Λ_aa warns of. The equality is true for uncorrelated parts, so \
                 neither the equality nor the inequality holds for every Σ.",
            )
            .from(["N1-063"])
            .given([joint_covariance()])
            .identity(
                formula!(|covariance; p| inverse(&blocks(covariance, p)?.aa)),
                formula!(|covariance; p| blocks(&inverse(covariance)?, p)?.aa),
            )
            .erratum("block_of_the_precision"),
        Claim::new(
            "uncorrelated_parts",
            r"\begin{bmatrix} \Sigma_{aa} & 0 \\ 0 & \Sigma_{bb} \end{bmatrix}^{-1} = \begin{bmatrix} \Sigma_{aa}^{-1} & 0 \\ 0 & \Sigma_{bb}^{-1} \end{bmatrix}",
        )
        .because("Without Σ_ab the covariance is block-diagonal, and then Λ_aa = Σ_aa⁻¹.")
        .from(["N1-063"])
        .given([covariance("covariance_a", P), covariance("covariance_b", Q)])
        .identity(
            formula!(|covariance_a, covariance_b; p, q| {
                let (upper, lower) = (Matrix::zeros(p, q), Matrix::zeros(q, p));
                inverse(&join(covariance_a, &upper, &lower, covariance_b)?)
            }),
            formula!(|covariance_a, covariance_b; p, q| {
                let (upper, lower) = (Matrix::zeros(p, q), Matrix::zeros(q, p));
                join(&inverse(covariance_a)?, &upper, &lower, &inverse(covariance_b)?)
            }),
        )
        .controls([
            Mistake::Negated,
            Mistake::Inverted,
            Mistake::InputInverted("covariance_a"),
            Mistake::InputInverted("covariance_b"),
        ]),
    ]
}

fn four_terms() -> [Claim; 4] {
    let given = [vector("z_a", P), vector("z_b", Q), joint_precision()];
    let whole = formula!(|z_a, z_b, precision| quadratic_form(&stack(z_a, z_b)?, precision));
    let columns_of_blocks = formula!(|z_a, z_b, precision; p, q| {
        let z = stack(z_a, z_b)?;
        let (left, right) = (precision.columns(0, p).into_owned(), precision.columns(p, q).into_owned());
        beside(&(z.transpose() * left), &(z.transpose() * right))? * z
    });
    let row_of_blocks = formula!(|z_a, z_b, precision| row_times_blocks(z_a, z_b, precision)? * stack(z_a, z_b)?);
    [
        Claim::new("last_factor_dropped", r"z^T \Lambda z = z^T \begin{bmatrix} \Lambda_{aa} & \Lambda_{ab} \\ \Lambda_{ba} & \Lambda_{bb} \end{bmatrix}")
            .because(
                "As printed: the middle expression has lost the last z, so a row would equal a number. \
                 The expression after it has z back.",
            )
            .from(["N1-065"])
            .given(given)
            .identity(whole, formula!(|z_a, z_b, precision| stack(z_a, z_b)?.transpose() * precision))
            .erratum("columns_of_blocks"),
        Claim::new(
            "columns_of_blocks",
            r"z^T \Lambda z = \begin{bmatrix} z^T \begin{bmatrix} \Lambda_{aa} \\ \Lambda_{ba} \end{bmatrix} & z^T \begin{bmatrix} \Lambda_{ab} \\ \Lambda_{bb} \end{bmatrix} \end{bmatrix} z",
        )
        .because("The row zᵀ multiplies each column of blocks; the result is a row of two parts, 1×P and 1×Q.")
        .from(["N1-065"])
        .given(given)
        .identity(whole, columns_of_blocks)
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("z_b"), Mistake::InputInverted("precision")]),
        Claim::new(
            "row_of_blocks",
            r"\begin{bmatrix} z^T \begin{bmatrix} \Lambda_{aa} \\ \Lambda_{ba} \end{bmatrix} & z^T \begin{bmatrix} \Lambda_{ab} \\ \Lambda_{bb} \end{bmatrix} \end{bmatrix} z = \begin{bmatrix} z_a^T \Lambda_{aa} + z_b^T \Lambda_{ba} & z_a^T \Lambda_{ab} + z_b^T \Lambda_{bb} \end{bmatrix} z",
        )
        .because("zᵀ = [z_aᵀ z_bᵀ] multiplies the upper and the lower block of each column.")
        .from(["N1-066"])
        .given(given)
        .identity(columns_of_blocks, row_of_blocks)
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("z_a")])
        .control("diagonal blocks only", formula!(|z_a, z_b, precision; p| {
            let block = blocks(precision, p)?;
            beside(&(z_a.transpose() * block.aa), &(z_b.transpose() * block.bb))? * stack(z_a, z_b)?
        })),
        Claim::new(
            "four_terms",
            r"\begin{bmatrix} z_a^T \Lambda_{aa} + z_b^T \Lambda_{ba} & z_a^T \Lambda_{ab} + z_b^T \Lambda_{bb} \end{bmatrix} z = z_a^T \Lambda_{aa} z_a + z_b^T \Lambda_{ba} z_a + z_a^T \Lambda_{ab} z_b + z_b^T \Lambda_{bb} z_b",
        )
        .because("The first part of the row multiplies z_a, the second z_b.")
        .from(["N1-067"])
        .given(given)
        .identity(
            row_of_blocks,
            formula!(|z_a, z_b, precision; p| {
                let block = blocks(precision, p)?;
                let mixed = bilinear(z_b, &block.ba, z_a)? + bilinear(z_a, &block.ab, z_b)?;
                quadratic_form(z_a, &block.aa)? + mixed + quadratic_form(z_b, &block.bb)?
            }),
        )
        .controls([Mistake::Negated, Mistake::InputNegated("z_b"), Mistake::InputInverted("precision")])
        .control("mixed term once", formula!(|z_a, z_b, precision; p| {
            let block = blocks(precision, p)?;
            let mixed = bilinear(z_a, &block.ab, z_b)?;
            quadratic_form(z_a, &block.aa)? + mixed + quadratic_form(z_b, &block.bb)?
        })),
    ]
}

fn sixteen_terms() -> [Claim; 4] {
    let given = [vector("x_a", P), vector("x_b", Q), vector("mean", P + Q), joint_precision()];
    let claim = |name, latex, reason| Claim::new(name, latex).because(reason).given(given);
    [
        claim(
            "sixteen_terms",
            r"-\tfrac{1}{2} (x-\mu)^T \Lambda (x-\mu) = \sum_{l} \sum_{r} -\tfrac{1}{2} l^T \Lambda_{lr} r, \quad l, r \in \{ x_a, -\mu_a, x_b, -\mu_b \}",
            "Each of the four terms over the blocks is a product of two differences, which gives four products.",
        )
        .from(["N1-069", "N1-089"])
        .identity(
            formula!(|x_a, x_b, mean, precision| exponent(x_a, x_b, mean, precision)),
            formula!(|x_a, x_b, mean, precision| {
                let products = multiplied_out(x_a, x_b, mean, precision)?;
                products.into_iter().fold(F::zero(), |sum, product| sum + product.value)
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("mean")])
        .control("one product forgotten", formula!(|x_a, x_b, mean, precision| {
            let products = multiplied_out(x_a, x_b, mean, precision)?;
            products.into_iter().skip(1).fold(F::zero(), |sum, product| sum + product.value)
        })),
        claim(
            "seven_terms_with_b",
            r"f(x_b,x_a) = \sum_{l = x_b \text{ or } r = x_b} -\tfrac{1}{2} l^T \Lambda_{lr} r",
            "The products with x_b, collected; they are equal in pairs, because Λ_abᵀ = Λ_ba.",
        )
        .from(["N1-090"])
        .identity(
            formula!(|x_a, x_b, mean, precision| terms_with_b(x_a, x_b, mean, precision)),
            formula!(|x_a, x_b, mean, precision| {
                sum_of(Group::WithB, &multiplied_out(x_a, x_b, mean, precision)?)
            }),
        )
        .controls([Mistake::Negated, Mistake::InputNegated("x_a"), Mistake::InputNegated("mean")])
        .control("products with x_a alone", formula!(|x_a, x_b, mean, precision| {
            sum_of(Group::WithA, &multiplied_out(x_a, x_b, mean, precision)?)
        })),
        claim(
            "five_terms_with_a",
            r"g(x_a) = \sum_{l = x_a \text{ or } r = x_a; \; l, r \ne x_b} -\tfrac{1}{2} l^T \Lambda_{lr} r",
            "The remaining products with x_a, collected.",
        )
        .from(["N1-091"])
        .identity(
            formula!(|x_a, mean, precision| terms_with_a(x_a, mean, precision)),
            formula!(|x_a, x_b, mean, precision| {
                sum_of(Group::WithA, &multiplied_out(x_a, x_b, mean, precision)?)
            }),
        )
        .controls([Mistake::Negated, Mistake::InputNegated("x_a"), Mistake::InputNegated("mean")])
        .control("constant products", formula!(|x_a, x_b, mean, precision| {
            sum_of(Group::Constant, &multiplied_out(x_a, x_b, mean, precision)?)
        })),
        claim(
            "four_constant_terms",
            r"-\tfrac{1}{2} \mu^T \Lambda \mu = \sum_{l, r \in \{ -\mu_a, -\mu_b \}} -\tfrac{1}{2} l^T \Lambda_{lr} r",
            "The terms with neither x_a nor x_b are the quadratic form of the mean.",
        )
        .from(["N1-088", "N1-089"])
        .identity(
            formula!(|mean, precision| quadratic_form(mean, precision)? * -F::half()),
            formula!(|x_a, x_b, mean, precision| {
                sum_of(Group::Constant, &multiplied_out(x_a, x_b, mean, precision)?)
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("precision")]),
    ]
}

fn numbers_of_terms() -> [Claim; 2] {
    let claim = |name, latex, reason| Claim::new(name, latex).because(reason).from(["N1-089", "N1-090", "N1-091"]);
    let numbers = formula!(|| row::<F>([16, 7, 5, 4]));
    [
        claim(
            "numbers_of_terms",
            r"[\, n, \; n_f, \; n_g, \; n_c \,] = [\, 16, \; 7, \; 5, \; 4 \,]",
            "Counted over the list of products: all, those with x_b, those with x_a alone, those with neither.",
        )
        .identity(
            formula!(|| {
                let Counting { one, mean, precision } = Counting::<F>::point();
                counts(&multiplied_out(&one, &one, &mean, &precision)?)
            }),
            numbers,
        )
        .controls([Mistake::Doubled])
        .control("product of x_a and x_b counted with x_a", formula!(|| row::<F>([16, 5, 7, 4])))
        .control("equal products counted once", formula!(|| row::<F>([10, 4, 3, 3]))),
        claim(
            "numbers_by_value",
            r"-2 \, [\, -\tfrac{1}{2} (x-\mu)^T \Lambda (x-\mu), \; f, \; g, \; -\tfrac{1}{2} \mu^T \Lambda \mu \,] = [\, 16, \; 7, \; 5, \; 4 \,], \quad x = 1, \; \mu = -1, \; \Lambda_{ij} = 1",
            "At this point every product is −½, so a form with k of them has the value −½k: the collected forms have \
             all of them.",
        )
        .identity(formula!(|| Counting::<F>::point().values()), numbers)
        .controls([Mistake::Negated, Mistake::Halved])
        .control("product of x_a and x_b counted with x_a", formula!(|| row::<F>([16, 5, 7, 4])))
        .control("equal products counted once", formula!(|| row::<F>([10, 4, 3, 3]))),
    ]
}

fn residual_law() -> Claim {
    Claim::new(
        "residual_law",
        r"\begin{bmatrix} \Lambda_{aa} z_a + \Lambda_{ab} z_b \\ z_b \end{bmatrix} \sim \mathcal{N}\left( 0, \begin{bmatrix} \Lambda_{aa} & 0 \\ 0 & \Sigma_{bb} \end{bmatrix} \right), \quad z \sim \mathcal{N}(0,\Sigma)",
    )
    .because(
        "The upper part is that of Λz, with cov[Λz] = ΛΣΛ = Λ, and its covariance with z is ΛΣ = I, which has a zero \
         block between a and b.",
    )
    .from(["N1-066", "Bishop 2.3.1"])
    .given([joint_covariance()])
    .law(
        P + Q,
        formula!(|covariance, covariance_factor, noise; p| {
            let lambda = blocks(&inverse(covariance)?, p)?;
            let (z_a, z_b) = split_rows(&(covariance_factor * noise), p)?;
            stack(&(&lambda.aa * z_a + &lambda.ab * &z_b), &z_b)
        }),
        formula!(|covariance; p, q| {
            let (sigma, lambda) = (blocks(covariance, p)?, blocks(&inverse(covariance)?, p)?);
            let joint = join(&lambda.aa, &Matrix::zeros(p, q), &Matrix::zeros(q, p), &sigma.bb)?;
            law(&Matrix::zeros(p + q, 1), &joint)
        }),
    )
    .controls([Mistake::InputInverted("covariance"), Mistake::Doubled])
    .control("Σ_aa⁻¹ for Λ_aa", formula!(|covariance; p, q| {
        let sigma = blocks(covariance, p)?;
        let joint = join(&inverse(&sigma.aa)?, &Matrix::zeros(p, q), &Matrix::zeros(q, p), &sigma.bb)?;
        law(&Matrix::zeros(p + q, 1), &joint)
    }))
    .control("Λ_bb for Σ_bb", formula!(|covariance; p, q| {
        let lambda = blocks(&inverse(covariance)?, p)?;
        let joint = join(&lambda.aa, &Matrix::zeros(p, q), &Matrix::zeros(q, p), &lambda.bb)?;
        law(&Matrix::zeros(p + q, 1), &joint)
    }))
}
