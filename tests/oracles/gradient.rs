//! Gradients, by the exact oracle, dual numbers and difference quotients.

use crate::claims::{
    deviations, deviations_gradient, dimensions, inverse_of_product, inverse_transpose, log_det, quadratic,
    symmetric_log_det,
};
use crate::common::{altered, holds, refutes, report};
use gradus::oracle::Oracle;
use gradus::prelude::*;

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
        (Unconstrained, free, "free entries, 2G − diag(G); claimed is the unconstrained gradient"),
        (Symmetrised, free, "free entries, 2G − diag(G); claimed is the symmetrised gradient"),
        (FreeEntries, plain, "unconstrained gradient G; claimed is the one with respect to the free entries"),
    ] {
        let claim = symmetric_log_det(convention, wrong);
        for oracle in [Oracle::Exact, Oracle::Dual, Oracle::Difference] {
            assert_eq!(refutes(oracle, &claim, "").sizes.last().map(|sizes| sizes.d), Some(2), "{oracle}");
        }
        let report = report(&claim);
        assert!(report.diagnosis.as_deref().is_some_and(|text| text.contains(diagnosis)), "{:?}", report.diagnosis);
    }
}
