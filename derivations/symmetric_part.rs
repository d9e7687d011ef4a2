//! xᵀAx = xᵀ ½(A + Aᵀ) x

use crate::prelude::*;

/// ½ (A + Aᵀ)                                                                               (N1-004)
///
/// `a`: D×D.
pub fn symmetric_part<F: Field>(a: &Matrix<F>) -> Result<Matrix<F>> {
    order("A", a)?;
    Ok((a + a.transpose()) * F::half())
}

/// ½ (A − Aᵀ)                                                                        (Bishop, exercise 2.17)
///
/// `a`: D×D.
pub fn skew_part<F: Field>(a: &Matrix<F>) -> Result<Matrix<F>> {
    order("A", a)?;
    Ok((a - a.transpose()) * F::half())
}

/// The derivation.
pub fn derivation() -> Derivation {
    Derivation::new("symmetric_part", "Only the symmetric part of a quadratic form counts")
        .about(
            "A scalar equals its transpose, so xᵀAx = xᵀAᵀx, and the quadratic form depends only on the symmetric part \
             of A. The form stays the same, not the matrix: the skew part still counts in a determinant and in an \
             inverse. So in a Gaussian Σ⁻¹ may be replaced by its symmetric part, but Σ may not.",
        )
        .claims(chain())
        .claims(parts())
        .claims(precision())
        .claims(expectations())
}

fn chain() -> [Claim; 5] {
    let given = [vector("x", D), matrix("A", D, D)];
    let form = formula!(|x, A| x.transpose() * A * x);
    let transposed_form = formula!(|x, A| (x.transpose() * A * x).transpose());
    let transposed_matrix = formula!(|x, A| x.transpose() * A.transpose() * x);
    let halves = formula!(|x, A| x.transpose() * (A * F::half() + A.transpose() * F::half()) * x);
    [
        Claim::new("transpose_of_a_number", r"x^T A x = (x^T A x)^T")
            .because("xᵀAx is 1×1, and a number equals its transpose.")
            .from(["N1-004"])
            .given(given)
            .identity(form, transposed_form)
            .controls([Mistake::Negated, Mistake::Doubled])
            .control("outer product", formula!(|x, A| x * x.transpose() * A)),
        Claim::new("transpose_of_a_product", r"(x^T A y)^T = y^T A^T x")
            .because("The transpose of a product is the product of the transposes in reverse order.")
            .from(["N1-004"])
            .given([vector("x", D), vector("y", D), matrix("A", D, D)])
            .identity(
                formula!(|x, y, A| (x.transpose() * A * y).transpose()),
                formula!(|x, y, A| y.transpose() * A.transpose() * x),
            )
            .controls([Mistake::Negated, Mistake::InputTransposed("A"), Mistake::InputsSwapped("x", "y")]),
        Claim::new("transposed", r"(x^T A x)^T = x^T A^T x")
            .because("The same with y = x.")
            .from(["N1-004"])
            .given(given)
            .identity(transposed_form, transposed_matrix)
            .controls([Mistake::Negated, Mistake::Doubled])
            .control("diagonal of A only", formula!(|x, A| { bilinear(x, &Matrix::from_diagonal(&A.diagonal()), x) })),
        Claim::new("halves", r"x^T A^T x = x^T \left( \tfrac{1}{2} A + \tfrac{1}{2} A^T \right) x")
            .because("xᵀAx and xᵀAᵀx are equal, so each is their mean.")
            .from(["N1-004"])
            .given(given)
            .identity(transposed_matrix, halves)
            .controls([Mistake::Negated])
            .control("½ lost", formula!(|x, A| quadratic_form(x, &(A + A.transpose()))))
            .control("difference for sum", formula!(|x, A| quadratic_form(x, &skew_part(A)?))),
        Claim::new("symmetric_part", r"x^T A x = x^T \, \tfrac{1}{2}(A + A^T) \, x")
            .because("The whole chain: only the symmetric part of A counts.")
            .from(["N1-004"])
            .given(given)
            .identity(formula!(|x, A| quadratic_form(x, A)), formula!(|x, A| quadratic_form(x, &symmetric_part(A)?)))
            .controls([Mistake::Negated, Mistake::Doubled])
            .control("½ lost in one term", formula!(|x, A| quadratic_form(x, &(A + A.transpose() * F::half()))))
            .control("skew part", formula!(|x, A| quadratic_form(x, &skew_part(A)?))),
    ]
}

fn parts() -> [Claim; 4] {
    [
        Claim::new("skew_part", r"x^T \, \tfrac{1}{2}(A - A^T) \, x = 0")
            .because("Transposing turns a skew form into its negative, and a number that equals its negative is zero.")
            .from(["N1-004", "Bishop, exercise 2.17"])
            .given([vector("x", D), matrix("A", D, D)])
            .identity(formula!(|x, A| quadratic_form(x, &skew_part(A)?)), formula!(|| F::zero()))
            .control("symmetric part", formula!(|x, A| quadratic_form(x, &symmetric_part(A)?)))
            .control("half of the form", formula!(|x, A| quadratic_form(x, A)? * F::half()))
            .control("as if (xᵀAx)ᵀ = −xᵀAx", formula!(|x, A| quadratic_form(x, A)? * F::integer(2))),
        Claim::new("decomposition", r"A = \tfrac{1}{2}(A + A^T) + \tfrac{1}{2}(A - A^T)")
            .because("Every square matrix is the sum of its symmetric and its skew part.")
            .from(["Bishop, exercise 2.17"])
            .given([matrix("A", D, D)])
            .identity(formula!(|A| A), formula!(|A| symmetric_part(A)? + skew_part(A)?))
            .controls([Mistake::Negated, Mistake::Transposed, Mistake::Doubled])
            .control("symmetric part minus skew part", formula!(|A| symmetric_part(A)? - skew_part(A)?)),
        Claim::new("same_matrix", r"A = \tfrac{1}{2}(A + A^T)")
            .because(
                "Two matrices with the same quadratic form need not be equal. The skew \
                 part is lost.",
            )
            .from(["Bishop, exercise 2.17"])
            .given([matrix("A", D, D)])
            .identity(formula!(|A| A), formula!(|A| symmetric_part(A)))
            .tempting_mistake("decomposition"),
        Claim::new(
            "polarisation",
            r"\tfrac{1}{2} \left[ (x+y)^T A (x+y) - x^T A x - y^T A y \right] = x^T \, \tfrac{1}{2}(A + A^T) \, y",
        )
        .because("The form does determine the symmetric part: with unit vectors for x and y, each of its entries.")
        .from(["Bishop, exercise 2.17"])
        .given([vector("x", D), vector("y", D), matrix("A", D, D)])
        .identity(
            formula!(|x, y, A| {
                (quadratic_form(&(x + y), A)? - quadratic_form(x, A)? - quadratic_form(y, A)?) * F::half()
            }),
            formula!(|x, y, A| bilinear(x, &symmetric_part(A)?, y)),
        )
        .controls([Mistake::Negated, Mistake::Doubled])
        .control("A itself", formula!(|x, y, A| bilinear(x, A, y)))
        .control("Aᵀ", formula!(|x, y, A| bilinear(x, &A.transpose(), y))),
    ]
}

fn precision() -> [Claim; 3] {
    let given = [vector("z", D), invertible("S", D)];
    [
        Claim::new("precision", r"z^T S^{-1} z = z^T \, \tfrac{1}{2}(S^{-1} + S^{-T}) \, z")
            .because("In a Gaussian the matrix of the form is the inverse of S, so its symmetric part is what counts.")
            .from(["N1-003", "N1-004"])
            .given(given)
            .identity(
                formula!(|z, S| quadratic_form(z, &inverse(S)?)),
                formula!(|z, S| quadratic_form(z, &symmetric_part(&inverse(S)?)?)),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("S")])
            .control("transpose for inverse", formula!(|z, S| quadratic_form(z, &symmetric_part(&S.transpose())?))),
        Claim::new("symmetric_part_of_the_inverse", r"z^T S^{-1} z = z^T \left( \tfrac{1}{2}(S + S^T) \right)^{-1} z")
            .because(
                "As if S were symmetric from the start. The inverse of the symmetric \
                 part is not the symmetric part of the inverse.",
            )
            .from(["Bishop, exercise 2.17"])
            .given(given)
            .identity(
                formula!(|z, S| quadratic_form(z, &inverse(S)?)),
                formula!(|z, S| quadratic_form(z, &inverse(&symmetric_part(S)?)?)),
            )
            .tempting_mistake("precision"),
        Claim::new(
            "covariance",
            r"\left( \tfrac{1}{2}(S^{-1} + S^{-T}) \right)^{-1} = S^T \left( \tfrac{1}{2}(S + S^T) \right)^{-1} S",
        )
        .because(
            "½(S⁻¹ + S⁻ᵀ) = S⁻¹ ½(S + Sᵀ) S⁻ᵀ. This gives the covariance that belongs to a quadratic form with S⁻¹.",
        )
        .from(["Bishop, exercise 2.17"])
        .given([invertible("S", D)])
        .identity(
            formula!(|S| inverse(&symmetric_part(&inverse(S)?)?)),
            formula!(|S| S.transpose() * inverse(&symmetric_part(S)?)? * S),
        )
        .controls([Mistake::Negated, Mistake::Inverted])
        .control("symmetric part of S", formula!(|S| symmetric_part(S)))
        .control("transpose forgotten", formula!(|S| S * inverse(&symmetric_part(S)?)? * S)),
    ]
}

fn expectations() -> [Claim; 3] {
    [
        Claim::new(
            "integral",
            r"\int \exp\{ -\tfrac{1}{2} x^T (K + S - S^T) x \} \, dx = (2\pi)^{D/2} |K|^{-1/2}",
        )
        .because("The skew matrix S − Sᵀ vanishes from the form, so it must not enter the determinant either.")
        .from(["N1-002", "N1-004"])
        .given([covariance("K", D), matrix("S", D, D)])
        .expectation(
            D,
            formula!(|K, S, noise| {
                let x = integration_point(&Matrix::zeros(K.nrows(), 1), noise)?;
                let form = quadratic_form(&x, &(K + S - S.transpose()))?;
                (integration_weight(noise)? - form * F::half()).exp()
            }),
            formula!(|K| log_gaussian_integral(K)?.exp()),
        )
        .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("K")])
        .control("determinant of the whole matrix", formula!(|K, S| {
            log_gaussian_integral(&(K + S - S.transpose()))?.exp()
        })),
        Claim::new("mean", r"\mathbb{E}[z^T A z] = \operatorname{tr} \tfrac{1}{2}(A + A^T), \quad z \sim \mathcal{N}(0,I)")
            .because("E[zzᵀ] = I leaves the trace of the symmetric part; that of the skew part is zero.")
            .from(["N1-004", "Petersen and Pedersen 8.2.2"])
            .given([matrix("A", D, D)])
            .expectation(D, formula!(|A, noise| quadratic_form(noise, A)), formula!(|A| trace(&symmetric_part(A)?)))
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("A")])
            .control("sum of all entries", formula!(|A| A.sum())),
        Claim::new(
            "mean_of_the_square",
            r"\mathbb{E}[(z^T A z)^2] = (\operatorname{tr} B)^2 + 2 \operatorname{tr}(B^2), \quad B = \tfrac{1}{2}(A + A^T), \quad z \sim \mathcal{N}(0,I)",
        )
        .because("Four factors z have three pairings. The formula holds for the symmetric part only.")
        .from(["N1-004", "Petersen and Pedersen 8.2.2"])
        .given([matrix("A", D, D)])
        .expectation(
            D,
            formula!(|A, noise| {
                let form = quadratic_form(noise, A)?;
                form.clone() * form
            }),
            formula!(|A| {
                let symmetric = symmetric_part(A)?;
                let mean = trace(&symmetric)?;
                mean.clone() * mean + trace(&(&symmetric * &symmetric))? * F::integer(2)
            }),
        )
        .controls([Mistake::Negated, Mistake::Doubled])
        .control("A² for B²", formula!(|A| {
            let mean = trace(A)?;
            mean.clone() * mean + trace(&(A * A))? * F::integer(2)
        }))
        .control("AAᵀ for B²", formula!(|A| {
            let mean = trace(A)?;
            mean.clone() * mean + trace(&(A * A.transpose()))? * F::integer(2)
        }))
        .control("square of the mean", formula!(|A| {
            let mean = trace(A)?;
            mean.clone() * mean
        })),
    ]
}

/// ½ D ln 2π − ½ ln|K|, the logarithm of the integral of exp(−½ xᵀKx)
fn log_gaussian_integral<F: Field>(precision: &Matrix<F>) -> Result<F> {
    Ok((F::integer(precision.nrows() as i64) * F::ln_two_pi()? - log_determinant(precision)?) * F::half())
}
