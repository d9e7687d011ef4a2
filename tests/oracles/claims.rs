//! Claims that several files judge, each without its right side.

use gradus::oracle::Evidence;
use gradus::prelude::*;

const LOG_DET: &str = r"\partial \ln|A| / \partial A = A^{-T}";

pub fn log_det(right: gradus::Formula) -> Claim {
    Claim::new("log_det", LOG_DET).given([invertible("A", D)]).gradient(formula!(|A| log_determinant(A)), "A", right)
}

pub fn inverse_transpose<F: Field>(a: &Matrix<F>) -> Result<Matrix<F>> {
    Ok(inverse(a)?.transpose())
}

/// ∂(xᵀAx)/∂x = (A + Aᵀ)x
pub fn quadratic(right: gradus::Formula) -> Claim {
    Claim::new("quadratic", r"\partial x^T A x / \partial x = (A + A^T) x")
        .given([vector("x", D), matrix("A", D, D)])
        .gradient(formula!(|x, A| quadratic_form(x, A)), "x", right)
}

/// ∂ ln|S| / ∂S in a convention for symmetric S.
pub fn symmetric_log_det(convention: Convention, right: gradus::Formula) -> Claim {
    Claim::new("symmetric", r"\partial \ln|S| / \partial S").given([covariance("S", D)]).gradient_in(
        convention,
        formula!(|S| log_determinant(S)),
        "S",
        right,
    )
}

/// ∂/∂m Σₙ |xₙ − m|² = −2 Σₙ (xₙ − m)
pub fn deviations(right: gradus::Formula) -> Claim {
    Claim::new("deviations", r"\partial / \partial m \sum_n |x_n - m|^2")
        .given([matrix("X", D, N), vector("m", D)])
        .gradient(
            formula!(|X, m; n| {
                let rest = X - m * Matrix::<F>::from_element(1, n, F::one());
                trace(&(rest.transpose() * &rest))
            }),
            "m",
            right,
        )
}

pub fn deviations_gradient<F: Field>(x: &Matrix<F>, m: &Matrix<F>, n: usize) -> Matrix<F> {
    (m * F::integer(n as i64) - x * Matrix::<F>::from_element(n, 1, F::one())) * F::integer(2)
}

/// (AB)⁻¹ = B⁻¹A⁻¹
pub fn inverse_of_product(right: gradus::Formula) -> Claim {
    Claim::new("inverse_of_product", r"(AB)^{-1} = B^{-1} A^{-1}")
        .given([invertible("A", D), invertible("B", D)])
        .identity(formula!(|A, B| inverse(&(A * B))), right)
}

pub fn product_of_inverses<F: Field>(a: &Matrix<F>, b: &Matrix<F>) -> Result<Matrix<F>> {
    Ok(inverse(b)? * inverse(a)?)
}

pub fn second_moment(right: gradus::Formula) -> Claim {
    Claim::new("second_moment", r"E[xx^T] = S + mm^T").given([vector("m", D), covariance("S", D)]).expectation(
        D,
        formula!(|m, S_factor, noise| {
            let x = m + S_factor * noise;
            &x * x.transpose()
        }),
        right,
    )
}

pub fn gaussian_law(right: gradus::Formula) -> Claim {
    Claim::new("gaussian_law", r"m + Lz \sim N(m, S)").given([vector("m", D), covariance("S", D)]).law(
        D,
        formula!(|m, S_factor, noise| m + S_factor * noise),
        right,
    )
}

/// The extremum of |m − x|² over m is at x.
pub fn nearest_point(kind: Extremum) -> Claim {
    Claim::new("nearest_point", r"\arg\min_m |m - x|^2 = x").given([vector("m", D), vector("x", D)]).extremum(
        kind,
        Convention::Unconstrained,
        formula!(|m, x| (m - x).transpose() * (m - x)),
        "m",
        formula!(|x| x),
    )
}

pub fn scatter<F: Field>(x: &Matrix<F>, n: usize) -> Result<Matrix<F>> {
    Ok(x * x.transpose() * F::ratio(1, n as i64)?)
}

/// The covariance of largest likelihood for mean 0; unbounded where N < D.
pub fn largest_likelihood(right: gradus::Formula) -> Claim {
    Claim::new("largest_likelihood", r"\arg\max_S = \frac1N XX^T")
        .given([matrix("X", D, N), covariance("S", D)])
        .more_samples_than_dimensions()
        .extremum(
            Extremum::Maximum,
            Convention::Symmetrised,
            formula!(|X, S; n| {
                let fit = trace(&(inverse(S)? * X * X.transpose()))?;
                Ok::<_, Error>(-(log_determinant(S)? * F::integer(n as i64) + fit))
            }),
            "S",
            right,
        )
}

pub fn dimensions(evidence: &Evidence) -> Vec<usize> {
    evidence.sizes.iter().map(|sizes| sizes.d).collect()
}
