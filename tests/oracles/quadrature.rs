//! Quadrature.

use crate::claims::second_moment;
use crate::common::{abstains, altered, evidence, holds, refutes};
use gradus::oracle::{Finding, Oracle};
use gradus::prelude::*;

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
    let bound = holds(Oracle::Quadrature, &square).bound();
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
    assert!(matches!(&finding, Finding::Invalid(why) if why.to_string().contains("`k`")), "{finding:?}");
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
