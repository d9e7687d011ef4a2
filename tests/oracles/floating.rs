//! Floating point with error bounds.

use crate::claims::{dimensions, inverse_of_product, inverse_transpose, log_det, product_of_inverses};
use crate::common::{altered, evidence, holds, refutes};
use gradus::oracle::{Detail, Oracle};
use gradus::prelude::*;

#[test]
fn right_identities_hold_up_to_condition_ten_to_the_eighth() {
    let claim = inverse_of_product(formula!(|A, B| product_of_inverses(A, B)));
    assert_eq!(dimensions(&holds(Oracle::Exact, &claim)), (1..=8).collect::<Vec<_>>());
    let floating = holds(Oracle::Floating, &claim);
    assert_eq!(dimensions(&floating), (1..=8).collect::<Vec<_>>());
    assert_eq!(floating.detail, Some(Detail::Condition(1e8)));
    let dual = holds(Oracle::Dual, &log_det(formula!(|A| inverse_transpose(A))));
    assert_eq!(dual.detail, Some(Detail::Condition(1e8)));
    // The stated error includes what rounding may hide, so it is not zero.
    assert!(floating.bound() > 0.0 && floating.bound() < 1e-8, "{}", floating.bound());
}

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
