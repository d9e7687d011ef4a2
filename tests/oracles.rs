//! Each oracle by itself: what is right holds, what is slightly wrong is refuted, and for the right reason.

mod common;

use approx::assert_relative_eq;
use common::{SEED, abstains, altered, evidence, evidence_with, holds, refutes, report, report_with};
use gradus::claim::Right;
use gradus::number::MERSENNE_61;
use gradus::oracle::{Evidence, FALSE_ALARM, Finding, Oracle};
use gradus::prelude::*;
use gradus::verdict::Verdict;

// Right forms -------------------------------------------------------------------------------------------------------

const LOG_DET: &str = r"\partial \ln|A| / \partial A = A^{-T}";

fn log_det(right: gradus::Formula) -> Claim {
    Claim::new("log_det", LOG_DET).given([invertible("A", D)]).gradient(formula!(|A| log_determinant(A)), "A", right)
}

fn inverse_transpose<F: Field>(a: &Matrix<F>) -> Result<Matrix<F>> {
    Ok(inverse(a)?.transpose())
}

/// ∂(xᵀAx)/∂x = (A + Aᵀ)x
fn quadratic(right: gradus::Formula) -> Claim {
    Claim::new("quadratic", r"\partial x^T A x / \partial x = (A + A^T) x")
        .given([vector("x", D), matrix("A", D, D)])
        .gradient(formula!(|x, A| quadratic_form(x, A)), "x", right)
}

/// ∂ ln|S| / ∂S in a convention for symmetric S.
fn symmetric_log_det(convention: Convention, right: gradus::Formula) -> Claim {
    Claim::new("symmetric", r"\partial \ln|S| / \partial S").given([covariance("S", D)]).gradient_in(
        convention,
        formula!(|S| log_determinant(S)),
        "S",
        right,
    )
}

/// ∂/∂m Σₙ |xₙ − m|² = −2 Σₙ (xₙ − m)
fn deviations(right: gradus::Formula) -> Claim {
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

fn deviations_gradient<F: Field>(x: &Matrix<F>, m: &Matrix<F>, n: usize) -> Matrix<F> {
    (m * F::integer(n as i64) - x * Matrix::<F>::from_element(n, 1, F::one())) * F::integer(2)
}

/// (AB)⁻¹ = B⁻¹A⁻¹
fn inverse_of_product(right: gradus::Formula) -> Claim {
    Claim::new("inverse_of_product", r"(AB)^{-1} = B^{-1} A^{-1}")
        .given([invertible("A", D), invertible("B", D)])
        .identity(formula!(|A, B| inverse(&(A * B))), right)
}

fn product_of_inverses<F: Field>(a: &Matrix<F>, b: &Matrix<F>) -> Result<Matrix<F>> {
    Ok(inverse(b)? * inverse(a)?)
}

fn second_moment(right: gradus::Formula) -> Claim {
    Claim::new("second_moment", r"E[xx^T] = S + mm^T").given([vector("m", D), covariance("S", D)]).expectation(
        D,
        formula!(|m, S_factor, noise| {
            let x = m + S_factor * noise;
            &x * x.transpose()
        }),
        right,
    )
}

fn gaussian_law(right: gradus::Formula) -> Claim {
    Claim::new("gaussian_law", r"m + Lz \sim N(m, S)").given([vector("m", D), covariance("S", D)]).law(
        D,
        formula!(|m, S_factor, noise| m + S_factor * noise),
        right,
    )
}

/// Exact, dual and difference on the right gradient.
#[test]
fn right_gradients_hold_in_every_dimension() {
    let claims = [
        log_det(formula!(|A| inverse_transpose(A))),
        quadratic(formula!(|x, A| (A + A.transpose()) * x)),
        symmetric_log_det(Convention::Unconstrained, formula!(|S| inverse(S))),
        symmetric_log_det(Convention::Symmetrised, formula!(|S| inverse(S))),
        symmetric_log_det(Convention::FreeEntries, formula!(|S| Convention::FreeEntries.convert(&inverse(S)?))),
    ];
    for claim in &claims {
        for oracle in [Oracle::Exact, Oracle::Dual] {
            assert_eq!(dimensions(&holds(oracle, claim)), (1..=8).collect::<Vec<_>>(), "{oracle} on {}", claim.name);
        }
        assert_eq!(dimensions(&holds(Oracle::Difference, claim)), [1, 2, 3, 4]);
    }
}

fn dimensions(evidence: &Evidence) -> Vec<usize> {
    evidence.sizes.iter().map(|sizes| sizes.d).collect()
}

#[test]
fn right_identities_hold_up_to_condition_ten_to_the_eighth() {
    let claim = inverse_of_product(formula!(|A, B| product_of_inverses(A, B)));
    assert_eq!(dimensions(&holds(Oracle::Exact, &claim)), (1..=8).collect::<Vec<_>>());
    let floating = holds(Oracle::Floating, &claim);
    assert_eq!(dimensions(&floating), (1..=8).collect::<Vec<_>>());
    assert!(floating.detail.ends_with("condition numbers to 1e8"), "{}", floating.detail);
    let dual = holds(Oracle::Dual, &log_det(formula!(|A| inverse_transpose(A))));
    assert!(dual.detail.ends_with("condition numbers to 1e8"), "{}", dual.detail);
    // The stated error includes what rounding may hide, so it is not zero.
    assert!(floating.bound > 0.0 && floating.bound < 1e-8, "{}", floating.bound);
}

#[test]
fn right_expectations_laws_and_extrema_hold() {
    let moment = second_moment(formula!(|m, S| S + m * m.transpose()));
    let sample = gaussian_law(formula!(|m, S| law(m, S)));
    for claim in [&moment, &sample] {
        let exact = dimensions(&holds(Oracle::Exact, claim));
        assert!(exact == (1..=8).collect::<Vec<_>>() || exact == [1, 2, 3, 4, 5, 6], "{exact:?}");
        assert_eq!(dimensions(&holds(Oracle::Quadrature, claim)), [1, 2, 3]);
        assert!(dimensions(&holds(Oracle::MonteCarlo, claim)).contains(&2));
    }
    for claim in [nearest_point(Extremum::Minimum), largest_likelihood(formula!(|X; n| scatter(X, n)))] {
        for oracle in [Oracle::Exact, Oracle::Dual, Oracle::Optimum] {
            holds(oracle, &claim);
        }
    }
}

/// What an oracle must do about an error so small.
#[derive(Clone, Copy, PartialEq)]
enum Duty {
    /// Refute it.
    Refute,
    /// Not hold.
    NotHold,
}

/// Each wrong form with the first dimension and number of samples at which it is wrong.
#[test]
fn slightly_wrong_gradients_are_refuted_where_they_first_go_wrong() {
    const MILLION: i64 = 1_000_000;
    let everywhere = formula!(|A| altered(&inverse_transpose(A)?, MILLION, |_, _| true));
    let off_diagonal = formula!(|A| altered(&inverse_transpose(A)?, MILLION, |i, j| i != j));
    let last_entry = formula!(|A; d| altered(&inverse_transpose(A)?, MILLION, |i, j| i == d - 1 && j == d - 1));
    let corner = formula!(|A; d| altered(&inverse_transpose(A)?, MILLION, |i, j| d > 1 && i == d - 1 && j == 0));
    let from_three = formula!(|A; d| altered(&inverse_transpose(A)?, MILLION, |_, _| d >= 3));
    let from_four = formula!(|A; d| altered(&inverse_transpose(A)?, MILLION, |i, j| d >= 4 && i == 0 && j == 3));
    let dropped = formula!(|A| inverse(A));
    let free = formula!(|A| Convention::FreeEntries.convert(&inverse_transpose(A)?));
    let cases = [
        ("everywhere", everywhere, 1),
        ("off the diagonal", off_diagonal, 2),
        ("last entry", last_entry, 1),
        ("corner", corner, 2),
        ("D ≥ 3", from_three, 3),
        ("D ≥ 4, one entry", from_four, 4),
        ("transpose dropped", dropped, 2),
        ("free entries", free, 2),
    ];
    for (name, wrong, first) in cases {
        let claim = log_det(wrong);
        for (oracle, why) in [
            (Oracle::Exact, "the sides differ"),
            (Oracle::Dual, "the sides differ"),
            (Oracle::Difference, "by more than its error estimate"),
        ] {
            let found = refutes(oracle, &claim, why);
            assert_eq!(found.sizes.last().map(|sizes| sizes.d), Some(first), "{oracle}: {name}");
            // Where it is still right it must have been seen to be right.
            assert_eq!(found.sizes.len(), first, "{oracle}: {name}");
        }
    }
}

#[test]
fn errors_at_several_samples_only_are_found_there() {
    holds(Oracle::Exact, &deviations(formula!(|X, m; n| deviations_gradient(X, m, n))));
    let claim = deviations(formula!(|X, m; n| altered(&deviations_gradient(X, m, n), 1_000_000, |_, _| n > 1)));
    for oracle in [Oracle::Exact, Oracle::Dual, Oracle::Difference] {
        let found = refutes(oracle, &claim, "");
        assert_eq!(found.sizes.last().map(|sizes| (sizes.d, sizes.n)), Some((1, 2)), "{oracle}");
    }
    // N for N − 1, which agree nowhere but look alike for many samples.
    let claim = deviations(formula!(|X, m; n| deviations_gradient(X, m, n + 1)));
    refutes(Oracle::Exact, &claim, "");
}

#[test]
fn the_transpose_shows_only_where_the_matrix_is_not_symmetric() {
    let claim = quadratic(formula!(|x, A| A * x * F::integer(2)));
    for oracle in [Oracle::Exact, Oracle::Dual, Oracle::Difference] {
        assert_eq!(refutes(oracle, &claim, "").sizes.last().map(|sizes| sizes.d), Some(2), "{oracle}");
    }
    let claim = inverse_of_product(formula!(|A, B| Ok::<_, Error>(inverse(A)? * inverse(B)?)));
    for oracle in [Oracle::Exact, Oracle::Floating] {
        assert_eq!(refutes(oracle, &claim, "the sides differ").sizes.last().map(|sizes| sizes.d), Some(2), "{oracle}");
    }
}

#[test]
fn conventions_for_symmetric_matrices_are_told_apart() {
    use Convention::{FreeEntries, Symmetrised, Unconstrained};
    let (plain, free) = (
        formula!(|S| inverse(S)),
        formula!(|S| Convention::FreeEntries.convert(&inverse(S)?)), // 2G − diag(G)
    );
    for (convention, wrong, diagnosis) in [
        (Unconstrained, free, "2G − diag(G)"),
        (Symmetrised, free, "2G − diag(G)"),
        (FreeEntries, plain, "unconstrained gradient"),
    ] {
        let claim = symmetric_log_det(convention, wrong);
        for oracle in [Oracle::Exact, Oracle::Dual, Oracle::Difference] {
            assert_eq!(refutes(oracle, &claim, "").sizes.last().map(|sizes| sizes.d), Some(2), "{oracle}");
        }
        let report = report(&claim);
        assert!(report.diagnosis.as_deref().is_some_and(|text| text.contains(diagnosis)), "{:?}", report.diagnosis);
    }
}

/// A branch on a value takes another path on the diagonal; only structured points show it.
#[test]
fn structured_points_are_visited() {
    fn unless_diagonal<F: Field>(a: &Matrix<F>) -> Result<Matrix<F>> {
        let zeros = a.nrows() > 1 && a[(0, 1)].is_zero();
        altered(&inverse(a)?, 1_000_000, |_, _| zeros)
    }
    fn unless_isotropic<F: Field>(a: &Matrix<F>) -> Result<Matrix<F>> {
        let equal = a.nrows() > 1 && a[(0, 0)] == a[(1, 1)] && a[(0, 1)].is_zero();
        altered(&inverse(a)?, 1_000_000, |_, _| equal)
    }
    let left = formula!(|A| inverse(A));
    for right in [formula!(|A| unless_diagonal(A)), formula!(|A| unless_isotropic(A))] {
        let claim = Claim::new("branch", "A^{-1} = A^{-1}").given([covariance("A", D)]).identity(left, right);
        assert_eq!(refutes(Oracle::Exact, &claim, "the sides differ").sizes.last().map(|sizes| sizes.d), Some(2));
    }
}

// Floating ----------------------------------------------------------------------------------------------------------

#[test]
fn floating_sees_an_error_of_one_part_in_a_million_in_every_dimension() {
    for first in 1..=8usize {
        // One function for each dimension: formulas are plain functions and capture nothing.
        let wrong = match first {
            1 => formula!(|A, B; d| altered(&product_of_inverses(A, B)?, 1_000_000, |i, j| d >= 1 && i + j == 0)),
            2 => formula!(|A, B; d| altered(&product_of_inverses(A, B)?, 1_000_000, |i, j| d >= 2 && i + j == 0)),
            3 => formula!(|A, B; d| altered(&product_of_inverses(A, B)?, 1_000_000, |i, j| d >= 3 && i + j == 0)),
            4 => formula!(|A, B; d| altered(&product_of_inverses(A, B)?, 1_000_000, |i, j| d >= 4 && i + j == 0)),
            5 => formula!(|A, B; d| altered(&product_of_inverses(A, B)?, 1_000_000, |i, j| d >= 5 && i + j == 0)),
            6 => formula!(|A, B; d| altered(&product_of_inverses(A, B)?, 1_000_000, |i, j| d >= 6 && i + j == 0)),
            7 => formula!(|A, B; d| altered(&product_of_inverses(A, B)?, 1_000_000, |i, j| d >= 7 && i + j == 0)),
            _ => formula!(|A, B; d| altered(&product_of_inverses(A, B)?, 1_000_000, |i, j| d >= 8 && i + j == 0)),
        };
        let claim = inverse_of_product(wrong);
        for oracle in [Oracle::Exact, Oracle::Floating] {
            let found = refutes(oracle, &claim, "the sides differ");
            assert_eq!(found.sizes.last().map(|sizes| sizes.d), Some(first), "{oracle}");
        }
    }
}

/// Small numbers must not agree merely because they are small.
#[test]
fn tiny_values_are_compared_relative_to_themselves() {
    fn tiny<F: Field>(a: &Matrix<F>, parts: i64) -> Result<Matrix<F>> {
        altered(&(inverse(a)? * F::ratio(1, 1_000_000_000_000)?), parts, |_, _| true)
    }
    let given = [covariance("S", D)];
    for wrong in [formula!(|S| tiny(S, 1_000_000)), formula!(|S| tiny(S, 2)), formula!(|S| S - S)] {
        let left = formula!(|S| Ok::<_, Error>(inverse(S)? * F::ratio(1, 1_000_000_000_000)?));
        let claim = Claim::new("tiny", "10^{-12} S^{-1}").given(given).identity(left, wrong);
        refutes(Oracle::Exact, &claim, "the sides differ");
        refutes(Oracle::Floating, &claim, "the sides differ");
        let function = formula!(|S| Ok::<_, Error>(log_determinant(S)? * F::ratio(1, 1_000_000_000_000)?));
        let claim = Claim::new("tiny", "10^{-12} S^{-1}").given(given).gradient(function, "S", wrong);
        refutes(Oracle::Dual, &claim, "the sides differ");
        refutes(Oracle::Difference, &claim, "by more than its error estimate");
    }
    // The same for expectations: E[10⁻¹² z²] = 10⁻¹²
    for parts in [formula!(|| F::ratio(2, 1_000_000_000_000)), formula!(|| F::ratio(0, 1))] {
        let integrand = formula!(|noise| Ok::<_, Error>(noise * noise * F::ratio(1, 1_000_000_000_000)?));
        let claim = Claim::new("tiny", "E[z^2]").expectation(ONE, integrand, parts);
        refutes(Oracle::Quadrature, &claim, "more than its error estimate");
        refutes(Oracle::MonteCarlo, &claim, "is possible");
    }
}

/// What cancellation has swallowed is not known to agree, however small the rest is.
#[test]
fn cancelled_digits_do_not_hold() {
    fn swallowed<F: Field>(x: &Matrix<F>, parts: i64) -> Result<Matrix<F>> {
        let ones = x.map(|_| F::one());
        Ok(&ones + x * F::ratio(1, parts)? - &ones)
    }
    // All digits, and all but a few: twice the value, and a thousand-millionth more.
    for (left, wrong) in [
        (
            formula!(|x| swallowed(x, 1_000_000_000_000_000_000)),
            formula!(|x| Ok::<_, Error>(x * F::ratio(2, 1_000_000_000_000_000_000)?)),
        ),
        (
            formula!(|x| swallowed(x, 10_000_000_000)),
            formula!(|x| altered(&(x * F::ratio(1, 10_000_000_000)?), 1_000_000_000, |_, _| true)),
        ),
    ] {
        let claim = Claim::new("swallowed", "(1 + x) - 1 = x").given([vector("x", D)]).identity(left, wrong);
        refutes(Oracle::Exact, &claim, "the sides differ");
        assert!(!evidence(Oracle::Floating, &claim).holds());
    }
}

/// Where only the special points can be told apart finely, the size is not reached.
#[test]
fn diagonal_points_alone_are_no_evidence() {
    /// The entries off the diagonal, with few digits left of them unless they are zero.
    fn off_diagonal<F: Field>(s: &Matrix<F>, parts: i64) -> Result<Matrix<F>> {
        let (small, one) = (F::ratio(1, 10_000_000_000)?, F::one());
        let rest = altered(s, parts, |_, _| true)?;
        Ok(Matrix::from_fn(s.nrows(), s.ncols(), |i, j| {
            if i == j || s[(i, j)].is_zero() {
                return F::zero();
            }
            one.clone() + rest[(i, j)].clone() * small.clone() - one.clone()
        }))
    }
    let claim = Claim::new("swallowed", "(1 + s) - 1 = s")
        .given([symmetric("S", D)])
        .identity(formula!(|S| off_diagonal(S, 1_000_000_000_000)), formula!(|S| off_diagonal(S, 1_000_000_000)));
    refutes(Oracle::Exact, &claim, "the sides differ");
    assert!(!evidence(Oracle::Floating, &claim).holds());
}

#[test]
fn a_zero_side_is_judged_by_the_size_of_the_inputs() {
    let zero = Claim::new("zero", "A A^{-1} - I = 0").given([covariance("A", D)]).identity(
        formula!(|A; d| Ok::<_, Error>(A * inverse(A)? - Matrix::<F>::identity(d, d))),
        formula!(|; d| Matrix::<F>::zeros(d, d)),
    );
    holds(Oracle::Exact, &zero);
    holds(Oracle::Floating, &zero);
    let zero = Claim::new("zero", "E[z^3] = 0").expectation(
        ONE,
        formula!(|noise| noise * noise * noise),
        formula!(|| F::zero()),
    );
    for oracle in [Oracle::Exact, Oracle::Quadrature, Oracle::MonteCarlo] {
        holds(oracle, &zero);
    }
}

/// A NaN compares as neither larger nor smaller; it must not pass for agreement.
#[test]
fn nan_and_infinity_never_hold() {
    fn nan<F: Field>(x: &Matrix<F>) -> Result<Matrix<F>> {
        let huge = (x[(0, 0)].clone() * x[(0, 0)].clone() * F::integer(1_000_000)).exp()?;
        Ok(x * (huge.clone() - huge))
    }
    let given = [vector("x", D)];
    let identity = Claim::new("nan", "x").given(given).identity(formula!(|x| x), formula!(|x| nan(x)));
    let gradient =
        Claim::new("nan", "x").given(given).gradient(formula!(|x| x.transpose() * x), "x", formula!(|x| nan(x)));
    let expectation = Claim::new("nan", "x").given(given).expectation(
        ONE,
        formula!(|x, noise| x * noise[(0, 0)].clone()),
        formula!(|x| nan(x)),
    );
    let law_of_nan = Claim::new("nan", "x").given(given).law(
        D,
        formula!(|x, noise| x + noise),
        formula!(|x; d| law(&nan(x)?, &Matrix::<F>::identity(d, d))),
    );
    let extremum = Claim::new("nan", "x").given(given).extremum(
        Extremum::Minimum,
        Convention::Unconstrained,
        formula!(|x| x.transpose() * x),
        "x",
        formula!(|x| nan(x)? + x),
    );
    // Residues know no infinity, and see that the difference is zero.
    let exact = [Oracle::Exact, Oracle::Residues];
    for claim in [&identity, &gradient, &expectation, &law_of_nan, &extremum] {
        for oracle in Oracle::of(claim).filter(|oracle| !exact.contains(oracle)) {
            let evidence = evidence(oracle, claim);
            assert!(!evidence.holds(), "{oracle}: {:?}", evidence.finding);
        }
    }
    // The function itself may be the NaN.
    let gradient = Claim::new("nan", "x").given(given).gradient(
        formula!(|x| trace(&(nan(x)? * x.transpose()))),
        "x",
        formula!(|x| x),
    );
    assert!(!evidence(Oracle::Difference, &gradient).holds());
    assert!(!evidence(Oracle::Dual, &gradient).holds());
}

/// Some forms agree at D = 1 only, or can be compared there only; a form judged there alone is not judged.
#[test]
fn a_form_that_can_be_judged_at_few_sizes_does_not_hold() {
    let claim = Claim::new("few", r"\ln|S| = \sum_i \ln s_{ii}").given([covariance("S", D)]).identity(
        formula!(|S| log_determinant(S)),
        formula!(|S| S.diagonal().iter().try_fold(F::zero(), |sum, entry| Ok::<_, Error>(sum + entry.ln()?))),
    );
    for oracle in [Oracle::Exact, Oracle::Floating] {
        assert_eq!(refutes(oracle, &claim, "differ").sizes.last().map(|sizes| sizes.d), Some(2), "{oracle}");
    }
    // Exponentials remain symbols at every size but the first.
    let claim = Claim::new("few", r"e^{x_1} \cdots e^{x_D} = e^{x_1 + \ldots + x_D}").given([vector("x", D)]).identity(
        formula!(|x| x.iter().try_fold(F::one(), |product, entry| Ok::<_, Error>(product * entry.exp()?))),
        formula!(|x| x.iter().fold(F::zero(), |sum, entry| sum + entry.clone()).exp()),
    );
    abstains(Oracle::Exact, &claim, "symbols");
    holds(Oracle::Floating, &claim);
    // A right side that exists for D = 1 only: x(xxᵀ)⁻¹ is singular beyond.
    let claim = Claim::new("few", "x").given([vector("x", D)]).identity(
        formula!(|x| Ok::<_, Error>(x * (x.transpose() * x)[(0, 0)].reciprocal()?)),
        formula!(|x| Ok::<_, Error>(inverse(&(x * x.transpose()))? * x)),
    );
    for oracle in [Oracle::Exact, Oracle::Floating] {
        assert!(!evidence(oracle, &claim).holds());
    }
    assert_eq!(refutes(Oracle::Exact, &claim, "no value where the left side has one").sizes.len(), 2);
    // And one that exists nowhere.
    let claim = Claim::new("nowhere", "x")
        .given([vector("x", D)])
        .identity(formula!(|x| x), formula!(|x| Ok::<_, Error>(x * (F::one() - F::one()).reciprocal()?)));
    refutes(Oracle::Exact, &claim, "the right side has no value where the left side has one");
}

// Exact -------------------------------------------------------------------------------------------------------------

#[test]
fn logarithms_are_judged_by_their_derivatives_and_exponentials_not_at_all() {
    let given = || [positive("a", ONE), positive("b", ONE)];
    let sum = formula!(|a, b| Ok::<_, Error>(a[(0, 0)].ln()? + b[(0, 0)].ln()?));
    let product = formula!(|a, b| (a[(0, 0)].clone() * b[(0, 0)].clone()).ln());
    let claim = Claim::new("logarithms", r"\ln a + \ln b = \ln ab").given(given()).identity(sum, product);
    assert!(holds(Oracle::Exact, &claim).detail.contains("of the derivative"));
    holds(Oracle::Floating, &claim);
    let exponential = formula!(|a, b| Ok::<_, Error>(a[(0, 0)].exp()? * b[(0, 0)].exp()?));
    let of_sum = formula!(|a, b| (a[(0, 0)].clone() + b[(0, 0)].clone()).exp());
    let claim = Claim::new("exponentials", "e^a e^b = e^{a+b}").given(given()).identity(exponential, of_sum);
    abstains(Oracle::Exact, &claim, "symbols");
    holds(Oracle::Floating, &claim);

    // Wrong ones must not hold, whatever the symbols say.
    for wrong in [
        formula!(|a, b| (a[(0, 0)].clone() + b[(0, 0)].clone()).ln()),
        formula!(|a, b| Ok::<_, Error>(a[(0, 0)].ln()? - b[(0, 0)].ln()?)),
        formula!(|a| a[(0, 0)].ln()),
        formula!(|| F::zero()),
    ] {
        let claim = Claim::new("logarithms", "wrong").given(given()).identity(sum, wrong);
        refutes(Oracle::Exact, &claim, "the derivatives of the sides differ");
        refutes(Oracle::Floating, &claim, "the sides differ");
    }
    // The derivative of a product of logarithms still has symbols in it.
    let wrong = formula!(|a, b| Ok::<_, Error>(a[(0, 0)].ln()? * b[(0, 0)].ln()?));
    let claim = Claim::new("logarithms", "wrong").given(given()).identity(sum, wrong);
    assert!(!evidence(Oracle::Exact, &claim).holds());
    refutes(Oracle::Floating, &claim, "the sides differ");
    // The derivative does not see a constant.
    for wrong in [
        formula!(|a, b| Ok::<_, Error>((a[(0, 0)].clone() * b[(0, 0)].clone()).ln()? + F::ratio(1, 1_000_000)?)),
        formula!(|a, b| (a[(0, 0)].clone() * b[(0, 0)].clone() * F::integer(2)).ln()),
        formula!(|a, b| Ok::<_, Error>((a[(0, 0)].clone() * b[(0, 0)].clone()).ln()? + F::ln_two_pi()?)),
    ] {
        let claim = Claim::new("logarithms", "wrong").given(given()).identity(sum, wrong);
        refutes(Oracle::Exact, &claim, "differ");
        refutes(Oracle::Floating, &claim, "the sides differ");
    }
    // One side may have no symbols at all.
    let nothing = formula!(|a| Ok::<_, Error>(a[(0, 0)].ln()? + a[(0, 0)].reciprocal()?.ln()?));
    let zero = formula!(|| F::zero());
    for (left, right) in [(nothing, zero), (zero, nothing)] {
        let claim = Claim::new("logarithms", r"\ln a + \ln a^{-1} = 0").given(given()).identity(left, right);
        holds(Oracle::Exact, &claim);
    }
    // Equal symbols are equal numbers, so this one it can confirm.
    let claim = Claim::new("logarithms", "sum")
        .given(given())
        .identity(sum, formula!(|a, b| Ok::<_, Error>(b[(0, 0)].ln()? + a[(0, 0)].ln()?)));
    holds(Oracle::Exact, &claim);
}

/// What differs by the same amount whatever the symbols stand for differs.
#[test]
fn a_difference_without_symbols_is_refuted_where_both_sides_have_symbols() {
    // In the values of an expectation, which has no derivative to fall back on.
    let claim = Claim::new("mean", r"E[\ln a + z] = \ln a").given([positive("a", ONE)]).expectation(
        ONE,
        formula!(|a, noise| Ok::<_, Error>(scalar(a[(0, 0)].ln()?) + noise)),
        formula!(|a| Ok::<_, Error>(a[(0, 0)].ln()? + F::one())),
    );
    refutes(Oracle::Exact, &claim, "the sides differ");
    // In the derivatives: those of a ln a have symbols in them.
    let claim = Claim::new("entropy", r"a \ln a + \ln ab").given([positive("a", ONE), positive("b", ONE)]).identity(
        formula!(|a, b| {
            let (a, b) = (a[(0, 0)].clone(), b[(0, 0)].clone());
            Ok::<_, Error>(a.clone() * a.ln()? + (a * b).ln()?)
        }),
        formula!(|a, b| {
            let (a, b) = (a[(0, 0)].clone(), b[(0, 0)].clone());
            Ok::<_, Error>(a.clone() * a.ln()? + a.ln()? + b.ln()? + a)
        }),
    );
    refutes(Oracle::Exact, &claim, "the derivatives of the sides differ");
}

/// The derivative does not see a constant; one that rounding hides is left open.
#[test]
fn a_constant_that_rounding_hides_is_not_confirmed() {
    let claim =
        Claim::new("hidden", r"\ln a + \ln b = \ln ab + c").given([positive("a", ONE), positive("b", ONE)]).identity(
            formula!(|a, b| {
                let large = F::integer(10_000_000_000);
                Ok::<_, Error>(a[(0, 0)].ln()? + b[(0, 0)].ln()? + large.clone() - large)
            }),
            formula!(|a, b| Ok::<_, Error>((a[(0, 0)].clone() * b[(0, 0)].clone()).ln()? + F::ratio(1, 100_000_000)?)),
        );
    assert!(!evidence(Oracle::Exact, &claim).holds());
    assert!(!evidence(Oracle::Floating, &claim).holds());
}

#[test]
fn a_difference_without_symbols_is_refuted_beside_one_with_symbols() {
    let claim = Claim::new("mixed", "mixed").given([positive("a", ONE), positive("b", ONE)]).identity(
        formula!(|a, b| stack(&scalar((a[(0, 0)].clone() * b[(0, 0)].clone()).ln()?), a)),
        formula!(|a, b| stack(&scalar(a[(0, 0)].ln()? + b[(0, 0)].ln()?), b)),
    );
    refutes(Oracle::Exact, &claim, "the sides differ");
}

/// a squared again and again
fn squared_often<F: Field>(a: &Matrix<F>, times: usize) -> F {
    (0..times).fold(a[(0, 0)].clone(), |power, _| power.clone() * power)
}

#[test]
fn a_degree_beyond_all_bounds_is_no_evidence() {
    // Degree 2⁵⁶, which a false claim of that degree would survive too often.
    let power = formula!(|a| squared_often(a, 56));
    let claim = Claim::new("power", "a").given([number("a")]).identity(power, power);
    abstains(Oracle::Exact, &claim, "would pass too often");
    let p = MERSENNE_61 as f64;
    let degree = 2f64.powi(56);
    assert_relative_eq!(
        evidence(Oracle::Exact, &claim).bound,
        (degree / (p - degree)).powi(4),
        epsilon = 0.0,
        max_relative = 1e-9
    );
    // Degree 2⁶¹ is more than p: it may vanish at every point.
    let power = formula!(|a| squared_often(a, 61));
    let claim = Claim::new("power", "a").given([number("a")]).identity(power, power);
    abstains(Oracle::Exact, &claim, "would pass too often");
    assert_eq!(evidence(Oracle::Exact, &claim).bound, 1.0);
    // The same of a derivative. Of a quarter, to stay below 1.
    let claim = Claim::new("power", "ln ab").given([positive("a", ONE), positive("b", ONE)]).identity(
        formula!(|a, b| Ok::<_, Error>(
            (a[(0, 0)].clone() * b[(0, 0)].clone()).ln()? + squared_often(&(a * F::ratio(1, 4)?), 56)
        )),
        formula!(|a, b| Ok::<_, Error>(a[(0, 0)].ln()? + b[(0, 0)].ln()? + squared_often(&(a * F::ratio(1, 4)?), 56))),
    );
    abstains(Oracle::Exact, &claim, "would pass too often");
}

/// (d/(p−d))ᵏ for the k points drawn in general; the special points beside them do not count.
#[test]
fn the_stated_bound_is_that_of_the_degree_and_the_points() {
    let squared = |formula| Claim::new("power", "a").given([number("a")]).identity(formula, formula);
    let inverses = inverse_of_product(formula!(|A, B| product_of_inverses(A, B)));
    for (claim, effort, points) in [
        (&inverses, Effort::Standard, 2),
        (&inverses, Effort::Thorough, 3),
        (&squared(formula!(|a| squared_often(a, 10))), Effort::Standard, 2),
        // The higher the degree, the more points it takes, up to four.
        (&squared(formula!(|a| squared_often(a, 36))), Effort::Standard, 3),
        (&squared(formula!(|a| squared_often(a, 45))), Effort::Standard, 4),
    ] {
        let found = evidence_with(Oracle::Exact, claim, SEED, effort);
        assert!(found.holds() && found.detail.contains(&format!(" {points} random points")), "{}", found.detail);
        let degree = found.detail.split(' ').nth(2).and_then(|number| number.parse().ok());
        let degree: f64 = degree.unwrap_or_else(|| panic!("no degree in `{}`", found.detail));
        let p = MERSENNE_61 as f64;
        assert_relative_eq!(found.bound, (degree / (p - degree)).powi(points), epsilon = 0.0, max_relative = 1e-9);
    }
}

#[test]
fn the_stated_bound_grows_with_the_degree_and_counts_the_right_side() {
    let left = formula!(|a| a);
    let bound = |right| {
        let claim = Claim::new("degree", "a").given([number("a")]).identity(left, right);
        holds(Oracle::Exact, &claim).bound
    };
    let low = bound(formula!(|a| a));
    // Of degree 10 before it cancels.
    let high = bound(formula!(|a| {
        let tenth = (0..9).fold(a.clone(), |power, _| power * a);
        a + &tenth - &tenth
    }));
    assert!(high > 50.0 * low, "{low} {high}");
}

#[test]
fn expectations_out_of_exact_reach_abstain() {
    let claim = Claim::new("high", "E[z^{10}] = 945").expectation(
        ONE,
        formula!(|noise| (0..9).fold(noise.clone(), |power, _| power * noise)),
        formula!(|| F::integer(945)),
    );
    for oracle in [Oracle::Exact, Oracle::ClosedForm, Oracle::Quadrature] {
        holds(oracle, &claim);
    }
    let claim = Claim::new("rational", "E[1/(1+z^2)]").expectation(
        ONE,
        formula!(|noise| (F::one() + noise[(0, 0)].clone() * noise[(0, 0)].clone()).reciprocal()),
        formula!(|| F::ratio(65_568, 100_000)),
    );
    abstains(Oracle::Exact, &claim, "a quotient by a polynomial in the noise");
    // E[z⁶] = 15, E[z⁸] = 105.
    for (integrand, moment) in [
        (formula!(|noise| noise * noise * noise * noise * noise * noise), formula!(|| F::integer(15))),
        (formula!(|noise| noise * noise * noise * noise * noise * noise * noise * noise), formula!(|| F::integer(105))),
    ] {
        holds(Oracle::Exact, &Claim::new("moment", "moment").expectation(ONE, integrand, moment));
    }
    let claim = Claim::new("fourth", "E[(z^T z)^2] = D^2 + 2D").expectation(
        D,
        formula!(|noise| {
            let square = noise.transpose() * noise;
            &square * &square
        }),
        formula!(|; d| F::integer((d * d + 2 * d) as i64)),
    );
    assert_eq!(dimensions(&holds(Oracle::Exact, &claim)), [1, 2, 3, 4, 5, 6]);
}

// Difference --------------------------------------------------------------------------------------------------------

#[test]
fn the_difference_oracle_never_holds_on_a_relative_error_of_one_in_a_million() {
    for duty in [Duty::Refute, Duty::NotHold] {
        let claims = match duty {
            Duty::Refute => vec![
                log_det(formula!(|A| altered(&inverse_transpose(A)?, 1_000_000, |_, _| true))),
                quadratic(formula!(|x, A| altered(&((A + A.transpose()) * x), 1_000_000, |i, _| i == 0))),
                deviations(formula!(|X, m; n| altered(&deviations_gradient(X, m, n), 1_000_000, |i, _| i == 0))),
            ],
            // Steep: a quotient of differences has few digits here.
            Duty::NotHold => vec![Claim::new("steep", "e^{9x}").given([number("x")]).gradient(
                formula!(|x| (x[(0, 0)].clone() * F::integer(9)).exp()),
                "x",
                formula!(|x| {
                    let value = (x[(0, 0)].clone() * F::integer(9)).exp()? * F::integer(9);
                    altered(&scalar(value), 1_000_000, |_, _| true)
                }),
            )],
        };
        for claim in claims {
            for oracle in [Oracle::Difference, Oracle::Dual] {
                for seed in 1..=5 {
                    let found = evidence_with(oracle, &claim, seed, Effort::Standard);
                    assert!(!found.holds(), "{oracle} on {}", claim.name);
                    assert!(duty == Duty::NotHold || found.refuted(), "{oracle}: {:?}", found.finding);
                }
            }
        }
    }
}

#[test]
fn difference_and_dual_raise_no_false_alarm() {
    let claims = [
        log_det(formula!(|A| inverse_transpose(A))),
        quadratic(formula!(|x, A| (A + A.transpose()) * x)),
        symmetric_log_det(Convention::FreeEntries, formula!(|S| Convention::FreeEntries.convert(&inverse(S)?))),
    ];
    for claim in &claims {
        for seed in 0..40 {
            for oracle in [Oracle::Difference, Oracle::Dual] {
                let found = evidence_with(oracle, claim, seed, Effort::Quick);
                assert!(found.holds(), "{oracle} on {}, seed {seed}: {:?}", claim.name, found.finding);
            }
        }
    }
}

/// Neither the unit of a function nor a large constant in it makes a true gradient false.
#[test]
fn difference_bears_large_numbers() {
    let large = Claim::new("large", "large").given([vector("x", D), matrix("A", D, D)]).gradient(
        formula!(|x, A| quadratic_form(x, A)? * F::integer(1_000_000)),
        "x",
        formula!(|x, A| (A + A.transpose()) * x * F::integer(1_000_000)),
    );
    let bound = holds(Oracle::Difference, &large).bound;
    assert!((1e-15..1e-8).contains(&bound), "{bound}");
    let offset = Claim::new("offset", "offset").given([number("x")]).gradient(
        formula!(|x| x.add_scalar(F::integer(1_000_000_000_000))),
        "x",
        formula!(|| F::one()),
    );
    for seed in 0..40 {
        let found = evidence_with(Oracle::Difference, &offset, seed, Effort::Standard);
        assert!(!found.refuted(), "seed {seed}: {:?}", found.finding);
    }
}

// Quadrature --------------------------------------------------------------------------------------------------------

#[test]
fn quadrature_refutes_small_errors() {
    let moment = |right| {
        Claim::new("mgf", r"E[e^{z/2}] = e^{1/8}").expectation(
            ONE,
            formula!(|noise| (noise[(0, 0)].clone() * F::half()).exp()),
            right,
        )
    };
    holds(Oracle::Quadrature, &moment(formula!(|| F::ratio(1, 8)?.exp())));
    // The same symbol stands on both sides.
    holds(Oracle::Exact, &moment(formula!(|| F::ratio(1, 8)?.exp())));
    let wrong = moment(formula!(|| Ok::<_, Error>(F::ratio(1, 8)?.exp()? * F::ratio(1_000_001, 1_000_000)?)));
    refutes(Oracle::Quadrature, &wrong, "more than its error estimate");
    let corner = second_moment(formula!(|m, S; d| altered(&(S + m * m.transpose()), 1_000_000, |i, j| d > 2 && i < j)));
    assert_eq!(refutes(Oracle::Quadrature, &corner, "error estimate").sizes.last().map(|sizes| sizes.d), Some(3));
}

#[test]
fn quadrature_states_what_its_orders_leave_open() {
    let square =
        Claim::new("square", "E[z^2] = 1").expectation(ONE, formula!(|noise| noise * noise), formula!(|| F::one()));
    let bound = holds(Oracle::Quadrature, &square).bound;
    assert!((1e-11..1e-8).contains(&bound), "{bound}");
    // E[1/(5/4+z²)] = 0.55195806816…: the orders agree to nine digits, so an error of 10⁻⁵ is neither confirmed nor
    // refuted.
    let claim = |right| {
        let integrand =
            formula!(|noise| (F::ratio(5, 4)? + noise[(0, 0)].clone() * noise[(0, 0)].clone()).reciprocal());
        Claim::new("rational", "E[1/(5/4+z^2)]").expectation(ONE, integrand, right)
    };
    holds(Oracle::Quadrature, &claim(formula!(|| F::ratio(551_958_068_160_545, 1_000_000_000_000_000))));
    abstains(Oracle::Quadrature, &claim(formula!(|| F::ratio(551_964, 1_000_000))), "");
    refutes(Oracle::Quadrature, &claim(formula!(|| F::ratio(5_521, 10_000))), "error estimate");
}

/// Points at which the integrand has no value are passed over; one that has a value nowhere is an error.
#[test]
fn expectations_pass_over_points_without_a_value() {
    let expectation =
        |integrand, right| Claim::new("somewhere", "somewhere").given([number("c")]).expectation(ONE, integrand, right);
    let half_a_line = expectation(formula!(|c, noise| noise * noise * c[(0, 0)].ln()?), formula!(|c| c[(0, 0)].ln()));
    let misspelt = expectation(formula!(|k, noise| k * noise), formula!(|| F::zero()));
    for oracle in [Oracle::Quadrature, Oracle::MonteCarlo] {
        holds(oracle, &half_a_line);
        assert!(!evidence(oracle, &misspelt).holds());
    }
    let finding = evidence(Oracle::Quadrature, &misspelt).finding;
    assert!(matches!(&finding, Finding::Invalid(why) if why.contains("`k`")), "{finding:?}");
}

/// Integrands with a singularity or without an expectation: the two orders disagree, and nothing may be confirmed.
#[test]
fn quadrature_abstains_from_what_it_cannot_integrate() {
    let square = |noise: gradus::Formula, right| Claim::new("hard", "hard").expectation(ONE, noise, right);
    // E[ln z²] = −γ − ln 2: true, but beyond a polynomial rule.
    let logarithm = formula!(|noise| (noise[(0, 0)].clone() * noise[(0, 0)].clone()).ln());
    abstains(Oracle::Quadrature, &square(logarithm, formula!(|| F::ratio(-12_703_628_455, 10_000_000_000))), "differ");
    // E[1/(1/100 + z²)], a narrow peak: true to the digits given.
    let peak = formula!(|noise| (F::ratio(1, 100)? + noise[(0, 0)].clone() * noise[(0, 0)].clone()).reciprocal());
    abstains(Oracle::Quadrature, &square(peak, formula!(|| F::ratio(11_591, 1_000))), "differ");
    // E[1/z²] and E[e^{z²}] do not exist.
    let pole = formula!(|noise| (noise[(0, 0)].clone() * noise[(0, 0)].clone()).reciprocal());
    let growth = formula!(|noise| (noise[(0, 0)].clone() * noise[(0, 0)].clone()).exp());
    for integrand in [pole, growth] {
        for right in [formula!(|| F::one()), formula!(|| F::integer(50)), formula!(|| F::integer(100_000))] {
            let found = evidence(Oracle::Quadrature, &square(integrand, right));
            assert!(!found.holds(), "{:?}", found.finding);
        }
    }
    // E[e^{−k(z−⅓)²}] = e^{−k/9m²}/m with m² = 1+2k: a peak so narrow that no node lies on it.
    const M: i64 = 100_001;
    const K: i64 = (M * M - 1) / 2;
    let needle = formula!(|noise| {
        let z = noise[(0, 0)].clone() - F::ratio(1, 3)?;
        (z.clone() * z * F::integer(-K)).exp()
    });
    let claim = square(needle, formula!(|| Ok::<_, Error>(F::ratio(-K, 9 * M * M)?.exp()? * F::ratio(1, M)?)));
    assert!(!evidence(Oracle::Quadrature, &claim).refuted(), "a true claim");
    // E[e^{12z}] = e^{72}: the mass lies where a rule of order 56 has no nodes.
    let far = formula!(|noise| (noise[(0, 0)].clone() * F::integer(12)).exp());
    let claim = square(far, formula!(|| F::integer(72).exp()));
    assert!(!evidence(Oracle::Quadrature, &claim).refuted(), "a true claim");
    assert!(!evidence(Oracle::MonteCarlo, &claim).refuted(), "a true claim");
}

// Monte Carlo -------------------------------------------------------------------------------------------------------

/// A scalar law N(m, s²) with its variance multiplied by p/q.
fn scaled_law(right: gradus::Formula) -> Claim {
    Claim::new("scaled_law", "m + sz ~ N(m, s^2)").given([number("m"), positive("s", ONE)]).law(
        ONE,
        formula!(|m, s, noise| m + s * noise),
        right,
    )
}

#[test]
fn monte_carlo_raises_no_false_alarm_over_200_seeds() {
    let sample = scaled_law(formula!(|m, s| law(m, &(s * s))));
    let mean = Claim::new("mean", "E[(m + z)^2] = m^2 + 1").given([number("m")]).expectation(
        ONE,
        formula!(|m, noise| (m + noise) * (m + noise)),
        formula!(|m| m * m + scalar(F::one())),
    );
    let joint = gaussian_law(formula!(|m, S| law(m, S)));
    let alarms = |claim: &Claim, seeds: u64| {
        let found = (0..seeds).map(|seed| evidence_with(Oracle::MonteCarlo, claim, seed, Effort::Quick));
        let (held, refuted) = found.fold((0, 0), |(held, refuted), found| {
            (held + u64::from(found.holds()), refuted + u64::from(found.refuted()))
        });
        assert_eq!(held + refuted, seeds, "it must not abstain");
        refuted
    };
    assert_eq!(alarms(&sample, 200), 0);
    assert_eq!(alarms(&mean, 200), 0);
    assert_eq!(alarms(&joint, 100), 0);
}

/// The effect that the detail states must be found always; a smaller one may be missed.
#[test]
fn monte_carlo_has_the_power_it_states() {
    let stated = |evidence: &Evidence| -> f64 {
        let text = evidence.detail.split("off by ").nth(1).and_then(|rest| rest.split(' ').next());
        text.and_then(|percent| percent.parse().ok()).unwrap_or_else(|| panic!("no effect in `{}`", evidence.detail))
    };
    let right = scaled_law(formula!(|m, s| law(m, &(s * s))));
    let standard = evidence_with(Oracle::MonteCarlo, &right, SEED, Effort::Standard);
    let thorough = evidence_with(Oracle::MonteCarlo, &right, SEED, Effort::Thorough);
    assert_eq!((standard.bound, stated(&standard), stated(&thorough)), (FALSE_ALARM, 35.0, 10.0));

    let refuted = |right, seeds: u64, effort| {
        let claim = scaled_law(right);
        let found = (0..seeds).map(|seed| evidence_with(Oracle::MonteCarlo, &claim, seed, effort));
        found.filter(|found| matches!(&found.finding, Finding::Refuted(why) if why.contains("average") || why.contains("variance"))).count()
    };
    // The true variance is 36 % above the claimed one, then as far below it.
    assert_eq!(refuted(formula!(|m, s| law(m, &(s * s * F::ratio(100, 136)?))), 25, Effort::Standard), 25);
    assert_eq!(refuted(formula!(|m, s| law(m, &(s * s * F::ratio(100, 64)?))), 25, Effort::Standard), 25);
    // 30 % is a little less than what is stated for this effort; 10 % is found with ten times the samples.
    let thirty = refuted(formula!(|m, s| law(m, &(s * s * F::ratio(100, 130)?))), 25, Effort::Standard);
    println!("power against 30 % at 4 000 samples: {thirty} of 25");
    assert!(thirty >= 20);
    assert_eq!(refuted(formula!(|m, s| law(m, &(s * s * F::ratio(100, 110)?))), 4, Effort::Thorough), 4);
    let ten = refuted(formula!(|m, s| law(m, &(s * s * F::ratio(100, 110)?))), 25, Effort::Standard);
    println!("power against 10 % at 4 000 samples: {ten} of 25");
    // A wrong mean, by half a standard deviation.
    let claim = scaled_law(formula!(|m, s| law(&(m + s * F::half()), &(s * s))));
    refutes(Oracle::MonteCarlo, &claim, "the mean is off");
}

#[test]
fn monte_carlo_sees_correlation() {
    // The covariance without its off-diagonal entries.
    let claim =
        gaussian_law(formula!(|m, S| law(m, &diagonal(&Matrix::<F>::from_fn(S.nrows(), 1, |i, _| S[(i, i)].clone())))));
    refutes(Oracle::MonteCarlo, &claim, "");
    let claim = gaussian_law(formula!(|m, S| law(m, &inverse(S)?)));
    refutes(Oracle::MonteCarlo, &claim, "");
    let claim = gaussian_law(formula!(|m, S_factor| law(m, S_factor)));
    assert!(evidence(Oracle::MonteCarlo, &claim).refuted());
}

/// One variance too large, another too small: the distances average the same, and nothing is correlated.
#[test]
fn monte_carlo_sees_variances_that_make_up_for_each_other() {
    let claim = Claim::new("variances", "z ~ N(0, diag(2/3, 2))").law(
        ONE + ONE,
        formula!(|noise| noise),
        formula!(|| {
            let variances = stack(&scalar(F::ratio(2, 3)?), &scalar(F::integer(2)))?;
            law(&(&variances * F::zero()), &diagonal(&variances))
        }),
    );
    refutes(Oracle::MonteCarlo, &claim, "a whitened variance is");
}

#[test]
fn a_covariance_that_is_not_symmetric_is_refuted_for_it() {
    let claim = gaussian_law(formula!(|m, S| law(m, &altered(S, 1_000, |i, j| i < j)?)));
    refutes(Oracle::MonteCarlo, &claim, "the claimed covariance is not symmetric");
}

/// Mean 0 and variance 1, but a product of two normals.
#[test]
fn a_sampler_with_the_right_moments_but_another_law_is_refuted() {
    let product = Claim::new("product", "z_1 z_2 ~ N(0, 1)").law(
        ONE + ONE,
        formula!(|noise| noise[(0, 0)].clone() * noise[(1, 0)].clone()),
        formula!(|| law(&scalar(F::zero()), &scalar(F::one()))),
    );
    refutes(Oracle::MonteCarlo, &product, "not normal");
    abstains(Oracle::Exact, &product, "not an affine function");
    abstains(Oracle::Quadrature, &product, "more than two moments");
    assert_eq!(report(&product).verdict, Verdict::Refuted);
    // With some normal noise on top, it is nearly normal.
    let noisy = Claim::new("noisy", "z_1 z_2 + 3/8 z_3 ~ N(0, 73/64)").law(
        ONE + ONE + ONE,
        formula!(|noise| noise[(0, 0)].clone() * noise[(1, 0)].clone() + noise[(2, 0)].clone() * F::ratio(3, 8)?),
        formula!(|| law(&scalar(F::zero()), &scalar(F::ratio(73, 64)?))),
    );
    refutes(Oracle::MonteCarlo, &noisy, "not normal");
    let square = Claim::new("square", "z^2 - 1 ~ N(0, 2)").law(
        ONE,
        formula!(|noise| noise * noise - scalar(F::one())),
        formula!(|| law(&scalar(F::zero()), &scalar(F::integer(2)))),
    );
    assert!(evidence(Oracle::MonteCarlo, &square).refuted());
    // Gaussian, though not affine: ((1−t²)z₁ + 2t z₂)/(1+t²). Sampling alone is one kind of evidence.
    let rotation = Claim::new("rotation", "a random rotation").law(
        ONE + ONE + ONE,
        formula!(|noise| {
            let (x, y, t) = (noise[(0, 0)].clone(), noise[(1, 0)].clone(), noise[(2, 0)].clone());
            let square = t.clone() * t.clone();
            let scale = (F::one() + square.clone()).reciprocal()?;
            Ok::<_, Error>(((F::one() - square) * x + F::integer(2) * t * y) * scale)
        }),
        formula!(|| law(&scalar(F::zero()), &scalar(F::one()))),
    );
    holds(Oracle::MonteCarlo, &rotation);
    let rotation = rotation.control("variance", formula!(|| law(&scalar(F::zero()), &scalar(F::integer(3)))));
    assert_eq!(report(&rotation).verdict, Verdict::Unchecked);
}

/// What is possible depends on how far the integrand is spread about its mean, not on the mean.
#[test]
fn monte_carlo_sees_small_errors_of_large_means() {
    let expectation = |integrand, right| Claim::new("mean", "mean").expectation(ONE, integrand, right);
    let hundred = formula!(|noise| noise.add_scalar(F::integer(100)));
    holds(Oracle::MonteCarlo, &expectation(hundred, formula!(|| F::integer(100))));
    refutes(Oracle::MonteCarlo, &expectation(hundred, formula!(|| F::integer(101))), "is possible");
    let million = formula!(|noise| noise * F::integer(1_000_000));
    holds(Oracle::MonteCarlo, &expectation(million, formula!(|| F::zero())));
    refutes(Oracle::MonteCarlo, &expectation(million, formula!(|| F::integer(1_000_000))), "is possible");
    // Constants are not spread at all.
    for (constant, wrong) in [
        (formula!(|| F::integer(100)), formula!(|| F::ratio(100_001, 1000))),
        (formula!(|| F::zero()), formula!(|| F::ratio(1, 1000))),
    ] {
        holds(Oracle::MonteCarlo, &expectation(constant, constant));
        refutes(Oracle::MonteCarlo, &expectation(constant, wrong), "is possible");
    }
}

#[test]
fn a_law_without_a_density_is_not_refuted_for_that() {
    fn direction<F: Field>(scale: i64) -> Result<Matrix<F>> {
        let entries = [F::ratio(scale, 3)?, F::ratio(scale, 7)?, F::ratio(scale, 11)?];
        Ok(Matrix::from_fn(3, 1, |i, _| entries[i].clone()))
    }
    fn flat_law<F: Field>(scale: i64) -> Result<Matrix<F>> {
        let direction = direction::<F>(scale)?;
        law(&(&direction * F::zero()), &(&direction * direction.transpose()))
    }
    for (sample, right) in [
        (formula!(|noise| direction::<F>(1)? * noise), formula!(|| flat_law::<F>(1))),
        (formula!(|noise| direction::<F>(1_000_000)? * noise), formula!(|| flat_law::<F>(1_000_000))),
    ] {
        let flat = Claim::new("flat", "(z/3, z/7, z/11)").law(ONE, sample, right);
        holds(Oracle::Exact, &flat);
        assert!(!evidence(Oracle::MonteCarlo, &flat).refuted());
    }
}

/// Heavy tails: where the variance is not known, no false-alarm rate can be promised.
#[test]
fn monte_carlo_abstains_without_a_variance() {
    let claim = Claim::new("tail", "E[e^{4z}] = e^8").expectation(
        ONE,
        formula!(|noise| (noise[(0, 0)].clone() * F::integer(4)).exp()),
        formula!(|| F::integer(8).exp()),
    );
    for seed in 0..30 {
        let found = evidence_with(Oracle::MonteCarlo, &claim, seed, Effort::Standard);
        assert!(matches!(found.finding, Finding::Abstains(_)), "seed {seed}: {:?}", found.finding);
    }
}

#[test]
fn a_sample_that_is_no_column_is_an_error_not_a_panic() {
    let wide = Claim::new("wide", "wide").given([vector("m", D)]).law(
        D,
        formula!(|m, noise| m * noise.transpose()),
        formula!(|m; d| law(m, &Matrix::<F>::identity(d, d))),
    );
    for oracle in [Oracle::Exact, Oracle::Quadrature, Oracle::MonteCarlo] {
        assert!(!evidence(oracle, &wide).holds(), "{oracle}");
    }
}

// Optimum -----------------------------------------------------------------------------------------------------------

/// The extremum of |m − x|² over m is at x.
fn nearest_point(kind: Extremum) -> Claim {
    Claim::new("nearest_point", r"\arg\min_m |m - x|^2 = x").given([vector("m", D), vector("x", D)]).extremum(
        kind,
        Convention::Unconstrained,
        formula!(|m, x| (m - x).transpose() * (m - x)),
        "m",
        formula!(|x| x),
    )
}

fn scatter<F: Field>(x: &Matrix<F>, n: usize) -> Result<Matrix<F>> {
    Ok(x * x.transpose() * F::ratio(1, n as i64)?)
}

/// The covariance of largest likelihood for mean 0; unbounded where N < D.
fn largest_likelihood(right: gradus::Formula) -> Claim {
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

#[test]
fn a_minimum_is_no_maximum() {
    let claim = nearest_point(Extremum::Maximum);
    refutes(Oracle::Optimum, &claim, "a place nearby is better");
    // The gradient vanishes all the same.
    holds(Oracle::Exact, &claim);
    holds(Oracle::Dual, &claim);
    assert_eq!(report(&claim).verdict, Verdict::Refuted);
}

#[test]
fn a_saddle_is_no_minimum() {
    // x₁² − x₂² + x₃² …: a minimum for D = 1 only.
    let claim = Claim::new("saddle", "saddle").given([vector("x", D)]).extremum(
        Extremum::Minimum,
        Convention::Unconstrained,
        formula!(|x| {
            x.iter().enumerate().fold(F::zero(), |sum, (i, entry)| {
                let square = entry.clone() * entry.clone();
                if i % 2 == 0 { sum + square } else { sum - square }
            })
        }),
        "x",
        formula!(|x| x - x),
    );
    assert_eq!(refutes(Oracle::Optimum, &claim, "a place nearby is better").sizes.last().map(|sizes| sizes.d), Some(2));
    holds(Oracle::Exact, &claim);
}

/// x⁴/4 − hx³/3 − h²x² has minima at −h and 2h, the second of which is lower, and a maximum at 0.
fn two_minima<F: Field>(x: &Matrix<F>, h: F) -> Result<F> {
    let (x, third, quarter) = (x[(0, 0)].clone(), F::ratio(1, 3)?, F::ratio(1, 4)?);
    let square = x.clone() * x.clone();
    Ok(square.clone() * (square * quarter - x * third * h.clone() - h.clone() * h))
}

fn smallest(function: gradus::Formula, right: gradus::Formula) -> Claim {
    Claim::new("smallest", "smallest").given([number("x")]).extremum(
        Extremum::Minimum,
        Convention::Unconstrained,
        function,
        "x",
        right,
    )
}

#[test]
fn a_local_minimum_is_not_the_place_where_a_function_is_smallest() {
    let wide = formula!(|x| two_minima(x, F::one()));
    for (function, local, global, least) in [
        (wide, formula!(|| F::integer(-1)), formula!(|| F::integer(2)), 15),
        // The unit of the function does not matter, except that some starts do not get far on a gentle slope.
        (
            formula!(|x| Ok::<_, Error>(two_minima(x, F::one())? * F::ratio(1, 1_000_000)?)),
            formula!(|| F::integer(-1)),
            formula!(|| F::integer(2)),
            10,
        ),
        // Close together, but still out of reach of most starts nearby.
        (formula!(|x| two_minima(x, F::ratio(1, 4)?)), formula!(|| F::ratio(-1, 4)), formula!(|| F::half()), 15),
    ] {
        let mut refuted = 0;
        for seed in 0..20 {
            let local = evidence_with(Oracle::Optimum, &smallest(function, local), seed, Effort::Standard);
            refuted += u32::from(local.refuted());
            let global = evidence_with(Oracle::Optimum, &smallest(function, global), seed, Effort::Standard);
            assert!(global.holds(), "seed {seed}: {:?}", global.finding);
        }
        assert!(refuted >= least, "{refuted} of 20");
    }
    let optimum = Oracle::Optimum;
    refutes(optimum, &smallest(wide, formula!(|| F::zero())), "is better");
    refutes(optimum, &smallest(wide, formula!(|| F::integer(-2))), "is better");
}

/// A start nearby may end at another minimum. If that is lower, the place is refuted; if not, it says nothing.
#[test]
fn starts_nearby_tell_the_better_of_two_minima() {
    let function = formula!(|x| two_minima(x, F::ratio(1, 10)?));
    for seed in 0..20 {
        let claim = smallest(function, formula!(|| F::ratio(1, 5)));
        let better = evidence_with(Oracle::Optimum, &claim, seed, Effort::Standard);
        assert!(better.holds(), "seed {seed}: {:?}", better.finding);
        let claim = smallest(function, formula!(|| F::ratio(-1, 10)));
        let worse = evidence_with(Oracle::Optimum, &claim, seed, Effort::Standard);
        assert!(worse.refuted(), "seed {seed}: {:?}", worse.finding);
    }
}

/// (x²−1)² + 1 is as small at −1 as at 1.
#[test]
fn another_place_that_is_as_good_is_no_better() {
    let function = formula!(|x| {
        let rest = x * x - scalar(F::one());
        &rest * &rest + scalar(F::one())
    });
    for seed in 0..20 {
        let found = evidence_with(Oracle::Optimum, &smallest(function, formula!(|| F::one())), seed, Effort::Standard);
        assert!(found.holds(), "seed {seed}: {:?}", found.finding);
    }
}

/// −ln(1 − 10⁴(x−c)²) exists near its minimum only.
#[test]
fn starts_outside_of_a_narrow_domain_are_moved_closer() {
    let claim = Claim::new("narrow", "narrow").given([number("c"), number("x")]).extremum(
        Extremum::Minimum,
        Convention::Unconstrained,
        formula!(|c, x| {
            let distance = (x - c)[(0, 0)].clone();
            Ok::<_, Error>(-(F::one() - distance.clone() * distance * F::integer(10_000)).ln()?)
        }),
        "x",
        formula!(|c| c),
    );
    holds(Oracle::Optimum, &claim);
}

#[test]
fn an_optimiser_arrives_far_from_the_origin() {
    const FAR: i64 = 1_000_000_000_000;
    let claim = nearest_point(Extremum::Minimum);
    let far = Claim::new("far", "far").given(claim.given.iter().copied()).extremum(
        Extremum::Minimum,
        Convention::Unconstrained,
        formula!(|m, x| {
            let rest = m * F::integer(3) - x * F::integer(FAR);
            rest.transpose() * &rest
        }),
        "m",
        formula!(|x| x * F::ratio(FAR, 3)?),
    );
    holds(Oracle::Optimum, &far);
}

/// Of all symmetric matrices ½(A + Aᵀ) is nearest to A, and 0 to 0.
#[test]
fn a_place_that_is_not_symmetric_is_refuted_for_it() {
    let nearest = |right| {
        Claim::new("nearest", "nearest").given([symmetric("S", D), matrix("A", D, D)]).extremum(
            Extremum::Minimum,
            Convention::Symmetrised,
            formula!(|S, A| trace(&((S - A).transpose() * (S - A)))),
            "S",
            right,
        )
    };
    holds(Oracle::Optimum, &nearest(formula!(|A| (A + A.transpose()) * F::half())));
    for wrong in [
        formula!(|A| A),
        formula!(|A| Ok::<_, Error>((A + A.transpose()) * F::half() + (A - A.transpose()) * F::ratio(1, 1000)?)),
    ] {
        let found = refutes(Oracle::Optimum, &nearest(wrong), "outside of the set");
        assert_eq!(found.sizes.last().map(|sizes| sizes.d), Some(2));
    }
    // Rounding is no asymmetry, however large the entries are.
    let rounded = Claim::new("rounded", "rounded").given([symmetric("S", D), covariance("C", D)]).extremum(
        Extremum::Minimum,
        Convention::Symmetrised,
        formula!(|S, C| {
            let rest = S - inverse(C)? * F::integer(1_000_000_000_000);
            trace(&(rest.transpose() * &rest))
        }),
        "S",
        formula!(|C| inverse(C)? * F::integer(1_000_000_000_000)),
    );
    holds(Oracle::Optimum, &rounded);
    let smallest = Claim::new("smallest", "smallest").given([symmetric("S", D)]).extremum(
        Extremum::Minimum,
        Convention::Symmetrised,
        formula!(|S| trace(&(S * S))),
        "S",
        formula!(|S| S - S),
    );
    holds(Oracle::Optimum, &smallest);
}

/// A variable that is positive, or whose determinant is, has its extremum inside of that set.
#[test]
fn places_outside_of_the_set_are_refuted() {
    /// With the sign of the first column changed.
    fn mirrored<F: Field>(a: &Matrix<F>) -> Matrix<F> {
        Matrix::from_fn(a.nrows(), a.ncols(), |i, j| if j == 0 { -a[(i, j)].clone() } else { a[(i, j)].clone() })
    }
    let over = |variable: Input, function, right| {
        Claim::new("set", "set").given([variable, covariance("C", D)]).extremum(
            Extremum::Minimum,
            Convention::Unconstrained,
            function,
            variable.name,
            right,
        )
    };
    // (s² − 4)² has minima at 2 and −2.
    let squares = formula!(|s| {
        let rest = s.component_mul(s).add_scalar(F::integer(-4));
        rest.dot(&rest)
    });
    let two = |right| over(positive("s", D), squares, right);
    holds(Oracle::Optimum, &two(formula!(|s| s.map(|_| F::integer(2)))));
    refutes(Oracle::Optimum, &two(formula!(|s| s.map(|_| F::integer(-2)))), "outside of the set");
    let zero = over(positive("s", D), formula!(|s| s.dot(s)), formula!(|s| s - s));
    refutes(Oracle::Optimum, &zero, "outside of the set");
    // The matrix nearest to C, and to C mirrored, whose determinant is negative.
    let nearest = |function, right| over(invertible("A", D), function, right);
    let to_c = formula!(|A, C| trace(&((A - C).transpose() * (A - C))));
    holds(Oracle::Optimum, &nearest(to_c, formula!(|C| C)));
    // A matrix with a negative determinant is as invertible as any other.
    let to_mirrored = formula!(|A, C| {
        let rest = A - mirrored(C);
        trace(&(rest.transpose() * &rest))
    });
    holds(Oracle::Optimum, &nearest(to_mirrored, formula!(|C| mirrored(C))));
    let to_zero = formula!(|A| trace(&(A.transpose() * A)));
    refutes(Oracle::Optimum, &nearest(to_zero, formula!(|A| A - A)), "outside of the set");
}

/// The variable need not be given: the near starts do without it. But the function must ask for it, and be a number.
#[test]
fn an_extremum_is_one_of_a_number_in_a_variable() {
    let nearest = |function, variable| {
        Claim::new("nearest", "nearest").given([vector("x", D)]).extremum(
            Extremum::Minimum,
            Convention::Unconstrained,
            function,
            variable,
            formula!(|x| x),
        )
    };
    let distance = formula!(|m, x| (m - x).transpose() * (m - x));
    let oracles = [Oracle::Exact, Oracle::Dual, Oracle::Optimum];
    for oracle in oracles {
        holds(oracle, &nearest(distance, "m"));
        let finding = evidence(oracle, &nearest(distance, "y")).finding;
        assert!(matches!(&finding, Finding::Invalid(why) if why.contains("`y`")), "{oracle}: {finding:?}");
    }
    let finding = evidence(Oracle::Optimum, &nearest(formula!(|m, x| stack(&(m - x), &(m - x))), "m")).finding;
    assert!(matches!(&finding, Finding::Invalid(why) if why.contains("the function")), "{finding:?}");
}

#[test]
fn wrong_places_are_refuted() {
    let likelihood = |right| largest_likelihood(right);
    // N + 1 for N: off by less and less.
    refutes(Oracle::Optimum, &likelihood(formula!(|X; n| scatter(X, n + 1))), "is better");
    refutes(Oracle::Optimum, &likelihood(formula!(|X; n| Ok::<_, Error>(-scatter(X, n)?))), "outside of the set");
    assert!(evidence(Oracle::Optimum, &likelihood(formula!(|X| X))).refuted());
    // One part in ten thousand.
    let close = likelihood(formula!(|X; n| altered(&scatter(X, n)?, 10_000, |_, _| true)));
    for oracle in [Oracle::Exact, Oracle::Dual, Oracle::Optimum] {
        assert!(evidence(oracle, &close).refuted(), "{oracle}");
    }
    for seed in 0..8 {
        let found = evidence_with(Oracle::Optimum, &likelihood(formula!(|X; n| scatter(X, n))), seed, Effort::Standard);
        assert!(found.holds(), "seed {seed}: {:?}", found.finding);
    }
}

#[test]
fn an_extremum_needs_its_kind_judged() {
    // A maximum that only an optimiser could tell from a minimum, where the optimiser cannot go: D ≥ 1 is fine for it,
    // so take the claim whose curvature vanishes: x⁴ has its minimum at 0, but no definite curvature there.
    let claim = Claim::new("flat", "flat").given([number("x")]).extremum(
        Extremum::Minimum,
        Convention::Unconstrained,
        formula!(|x| x * x * x * x),
        "x",
        formula!(|x| x - x),
    );
    holds(Oracle::Exact, &claim);
    assert_ne!(report_with(&claim, Effort::Quick).verdict, Verdict::Holds);
}

// Schwartz–Zippel ---------------------------------------------------------------------------------------------------

mod small_prime {
    use gradus::matrix::{Matrix, inverse, trace};
    use gradus::number::{Degree, Field, Prime};
    use num_traits::Zero;
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    const P: u64 = 101;
    const DRAWS: u32 = 40_000;

    /// Left minus right of a false identity in the entries of two matrices; `None` where it has no value.
    trait False {
        const ORDER: usize;
        fn difference<F: Field>(a: &Matrix<F>, b: &Matrix<F>) -> Option<F>;
    }

    struct TraceOfProduct;
    impl False for TraceOfProduct {
        const ORDER: usize = 2;
        fn difference<F: Field>(a: &Matrix<F>, b: &Matrix<F>) -> Option<F> {
            Some(trace(&(a * b)).ok()? - trace(a).ok()? * trace(b).ok()?)
        }
    }

    struct InverseOfSum;
    impl False for InverseOfSum {
        const ORDER: usize = 1;
        fn difference<F: Field>(a: &Matrix<F>, b: &Matrix<F>) -> Option<F> {
            let sum = inverse(&(a + b)).ok()?;
            Some((sum - inverse(a).ok()? - inverse(b).ok()?)[(0, 0)].clone())
        }
    }

    /// (a−1)(a−2)…(a−7) has as many zeros as a polynomial of its degree can have.
    struct Zeros;
    impl False for Zeros {
        const ORDER: usize = 1;
        fn difference<F: Field>(a: &Matrix<F>, _: &Matrix<F>) -> Option<F> {
            Some((1..=7).fold(F::one(), |product, k| product * (a[(0, 0)].clone() - F::integer(k))))
        }
    }

    fn observed<T: False>() -> (f64, f64) {
        let mut stream = ChaCha8Rng::seed_from_u64(11);
        let mut draw = || Matrix::from_fn(T::ORDER, T::ORDER, |_, _| Prime::<P>::new(stream.random_range(0..P)));
        let (mut accepted, mut judged) = (0, 0);
        for _ in 0..DRAWS {
            if let Some(difference) = T::difference(&draw(), &draw()) {
                judged += 1;
                accepted += u32::from(difference.is_zero());
            }
        }
        assert!(judged > DRAWS * 9 / 10);
        let variable = Matrix::from_element(T::ORDER, T::ORDER, Degree::VARIABLE);
        let degree = T::difference(&variable, &variable).map_or(u64::MAX, |d| d.numerator().max(d.denominator()));
        (f64::from(accepted) / f64::from(judged), degree as f64 / (P - degree) as f64)
    }

    #[test]
    fn false_accepts_stay_below_the_degree_over_p() {
        for (name, (rate, bound)) in [
            ("trace of a product", observed::<TraceOfProduct>()),
            ("inverse of a sum", observed::<InverseOfSum>()),
            ("as many zeros as can be", observed::<Zeros>()),
        ] {
            println!("{name}: {rate:.4} observed, {bound:.4} allowed");
            assert!(rate <= bound, "{name}: {rate} > {bound}");
            assert!(rate > 0.0 || name.contains("sum"), "{name}: the test sees no false accept at all");
        }
    }
}

/// All right sides of a claim are judged on the same points, and one's fate does not touch another's.
#[test]
fn right_sides_are_judged_independently() {
    let claim = log_det(formula!(|A| inverse_transpose(A)))
        .control("dropped", formula!(|A| inverse(A)))
        .controls([Mistake::Negated, Mistake::Transposed]);
    let rights: Vec<Right> = claim.controls.iter().map(|control| control.right).chain([claim.right]).collect();
    let trial = gradus::oracle::Trial { claim: &claim, id: "test/independent", seed: SEED, effort: Effort::Quick };
    for oracle in Oracle::of(&claim) {
        let found: Vec<bool> = oracle.judge(&trial, &rights).iter().map(Evidence::holds).collect();
        assert_eq!(found, [false, false, false, true], "{oracle}");
    }
}

/// The first entries may agree.
#[test]
fn a_right_side_of_another_shape_is_refuted_for_it() {
    let claim =
        Claim::new("twice", "x = [x x]").given([vector("x", D)]).identity(formula!(|x| x), formula!(|x| beside(x, x)));
    for oracle in [Oracle::Exact, Oracle::Floating] {
        refutes(oracle, &claim, "the left side is 1×1, the right side 1×2");
    }
    let claim = Claim::new("squares", "E[(z^2, z^2)] = (1, 1)").expectation(
        ONE,
        formula!(|noise| beside(&(noise * noise), &(noise * noise))),
        formula!(|| F::one()),
    );
    for (oracle, left) in [(Oracle::Quadrature, "the expectation"), (Oracle::MonteCarlo, "the sample's statistic")] {
        refutes(oracle, &claim, &format!("{left} is 1×2, the right side 1×1"));
    }
}

// What all oracles share ---------------------------------------------------------------------------------------------

/// A claim of which some sizes say nothing does not hold, however well it does at the others.
#[test]
fn an_oracle_that_does_not_reach_all_sizes_abstains() {
    fn up_to<F: Field>(a: &Matrix<F>, largest: usize) -> Result<Matrix<F>> {
        if a.nrows() > largest { Err(Error::Singular { what: "A".into() }) } else { inverse(a) }
    }
    let claim = |formula| Claim::new("some", "A^{-1} = A^{-1}").given([invertible("A", D)]).identity(formula, formula);
    for oracle in [Oracle::Exact, Oracle::Floating] {
        assert_eq!(dimensions(&holds(oracle, &claim(formula!(|A| up_to(A, 8))))), (1..=8).collect::<Vec<_>>());
        for largest in [formula!(|A| up_to(A, 4)), formula!(|A| up_to(A, 7))] {
            abstains(oracle, &claim(largest), "of 8 sizes only");
        }
    }
}

#[test]
fn oracles_are_called_by_their_names() {
    let names = Oracle::ALL.map(|oracle| format!("{oracle:>12}|{}", oracle.name()));
    let expected = [
        "exact",
        "closed_form",
        "digits",
        "floating",
        "dual",
        "residues",
        "difference",
        "quadrature",
        "monte_carlo",
        "optimum",
    ];
    assert_eq!(names, expected.map(|name| format!("{name:>12}|{name}")));
}

/// Blocks of unequal orders are among the sizes, also where a claim mentions only one of them.
#[test]
fn block_shapes_are_swept() {
    let identity = formula!(|A| A);
    let claim = |input: Input| Claim::new("block", "A = A").given([input]).identity(identity, identity);
    for input in [matrix("A", P, Q), matrix("A", P, P), matrix("A", Q, Q), matrix("A", P + Q, ONE)] {
        let sizes = holds(Oracle::Exact, &claim(input)).sizes;
        let blocks: Vec<(usize, usize)> = sizes.iter().map(|sizes| (sizes.p, sizes.q)).collect();
        let equal = [(2, 2), (3, 3)];
        let unequal = [(1, 2), (2, 1), (2, 3), (3, 2), (1, 4), (4, 1), (5, 1), (3, 5), (7, 1)];
        assert!([(1, 1)].iter().chain(&equal).chain(&unequal).all(|block| blocks.contains(block)), "{blocks:?}");
        assert!(sizes.iter().all(|sizes| sizes.d == sizes.p + sizes.q && sizes.n == 1));
    }
}

/// Few samples at small D, more samples than dimensions everywhere; only the latter where a claim assumes N > D.
#[test]
fn numbers_of_samples_are_swept() {
    let swept = |claim: &Claim| -> Vec<(usize, usize)> {
        holds(Oracle::Exact, claim).sizes.iter().map(|sizes| (sizes.d, sizes.n)).collect()
    };
    let identity = formula!(|X| X);
    let premise = || Claim::new("samples", "X = X").given([matrix("X", D, N)]);
    let few = [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3), (2, 4), (3, 1), (3, 2), (3, 3), (3, 4), (3, 5), (4, 6)];
    assert_eq!(swept(&premise().identity(identity, identity))[..13], few);
    let many = [(1, 2), (1, 3), (2, 3), (2, 4), (3, 4), (3, 5), (4, 6), (5, 7), (6, 8), (7, 9), (8, 10)];
    assert_eq!(swept(&premise().more_samples_than_dimensions().identity(identity, identity)), many);
}

/// Where the function that is differentiated has no value at some points, the others must do; a right side of another
/// shape is told by its shape.
#[test]
fn difference_passes_over_points_without_a_value_and_compares_shapes() {
    let half_a_line = Claim::new("logarithm", "d ln x / dx = 1/x").given([number("x")]).gradient(
        formula!(|x| x[(0, 0)].ln()),
        "x",
        formula!(|x| inverse(x)),
    );
    assert!(!matches!(evidence(Oracle::Difference, &half_a_line).finding, Finding::Invalid(_)));
    let row = quadratic(formula!(|x, A| ((A + A.transpose()) * x).transpose()));
    refutes(Oracle::Difference, &row, "the derivative is 2×1, the right side 1×2");
    let panics = quadratic(formula!(|x| if x.nrows() > 1 { panic!("on purpose") } else { x * F::one() }));
    assert!(matches!(evidence(Oracle::Difference, &panics).finding, Finding::Invalid(_) | Finding::Refuted(_)));
}
