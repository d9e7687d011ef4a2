//! The exact oracle: logarithms and exponentials as symbols, degrees, and the bound that it states.

use crate::claims::{dimensions, inverse_of_product, product_of_inverses};
use crate::common::{SEED, abstains, altered, evidence, evidence_with, holds, refutes};
use approx::assert_relative_eq;
use gradus::number::MERSENNE_61;
use gradus::oracle::{Detail, Oracle};
use gradus::prelude::*;

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

#[test]
fn logarithms_are_judged_by_their_derivatives_and_exponentials_not_at_all() {
    let given = || [positive("a", ONE), positive("b", ONE)];
    let sum = formula!(|a, b| Ok::<_, Error>(a[(0, 0)].ln()? + b[(0, 0)].ln()?));
    let product = formula!(|a, b| (a[(0, 0)].clone() * b[(0, 0)].clone()).ln());
    let claim = Claim::new("logarithms", r"\ln a + \ln b = \ln ab").given(given()).identity(sum, product);
    assert!(matches!(holds(Oracle::Exact, &claim).detail, Some(Detail::Degree { of_derivative: true, .. })));
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
        evidence(Oracle::Exact, &claim).bound(),
        (degree / (p - degree)).powi(4),
        epsilon = 0.0,
        max_relative = 1e-9
    );
    // Degree 2⁶¹ is more than p: it may vanish at every point.
    let power = formula!(|a| squared_often(a, 61));
    let claim = Claim::new("power", "a").given([number("a")]).identity(power, power);
    abstains(Oracle::Exact, &claim, "would pass too often");
    assert_eq!(evidence(Oracle::Exact, &claim).bound(), 1.0);
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
        let Some(Detail::Degree { degree, points: visited, .. }) = found.detail else { panic!("{found:?}") };
        let degree = degree as f64;
        assert!(found.holds() && visited == points as usize, "{found:?}");
        let p = MERSENNE_61 as f64;
        assert_relative_eq!(found.bound(), (degree / (p - degree)).powi(points), epsilon = 0.0, max_relative = 1e-9);
    }
}

#[test]
fn the_stated_bound_grows_with_the_degree_and_counts_the_right_side() {
    let left = formula!(|a| a);
    let bound = |right| {
        let claim = Claim::new("degree", "a").given([number("a")]).identity(left, right);
        holds(Oracle::Exact, &claim).bound()
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
