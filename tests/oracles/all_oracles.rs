//! What every oracle must do: hold on what is right, and judge tiny values, NaN and shapes.

use crate::claims::{
    dimensions, gaussian_law, inverse_transpose, largest_likelihood, log_det, nearest_point, scatter, second_moment,
};
use crate::common::{SEED, altered, evidence, holds, refutes};
use gradus::claim::RightSide;
use gradus::oracle::{Evidence, Oracle};
use gradus::prelude::*;

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
        refutes(Oracle::MonteCarlo, &claim, "a true claim differs by at most");
    }
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

/// All right sides of a claim are judged on the same points, and one's fate does not touch another's.
#[test]
fn right_sides_are_judged_independently() {
    let claim = log_det(formula!(|A| inverse_transpose(A)))
        .control("dropped", formula!(|A| inverse(A)))
        .controls([Mistake::Negated, Mistake::Transposed]);
    let rights: Vec<RightSide> = claim.controls.iter().map(|control| control.right).chain([claim.right]).collect();
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
