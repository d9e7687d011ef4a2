//! Extrema: the kind of a place, other minima, and sets that a place must lie in.

use crate::claims::{largest_likelihood, nearest_point, scatter};
use crate::common::{altered, evidence, evidence_with, holds, refutes, report, report_with};
use gradus::oracle::{Finding, Oracle};
use gradus::prelude::*;
use gradus::verdict::Verdict;

#[test]
fn a_minimum_is_no_maximum() {
    let claim = nearest_point(Extremum::Maximum);
    refutes(Oracle::Optimum, &claim, "a nearby point is better");
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
    assert_eq!(refutes(Oracle::Optimum, &claim, "a nearby point is better").sizes.last().map(|sizes| sizes.d), Some(2));
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
        let found = refutes(Oracle::Optimum, &nearest(wrong), "outside the set");
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
    refutes(Oracle::Optimum, &two(formula!(|s| s.map(|_| F::integer(-2)))), "outside the set");
    let zero = over(positive("s", D), formula!(|s| s.dot(s)), formula!(|s| s - s));
    refutes(Oracle::Optimum, &zero, "outside the set");
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
    refutes(Oracle::Optimum, &nearest(to_zero, formula!(|A| A - A)), "outside the set");
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
        assert!(matches!(&finding, Finding::Invalid(why) if why.to_string().contains("`y`")), "{oracle}: {finding:?}");
    }
    let finding = evidence(Oracle::Optimum, &nearest(formula!(|m, x| stack(&(m - x), &(m - x))), "m")).finding;
    assert!(matches!(&finding, Finding::Invalid(why) if why.to_string().contains("the function")), "{finding:?}");
}

#[test]
fn wrong_places_are_refuted() {
    let likelihood = |right| largest_likelihood(right);
    // N + 1 for N: off by less and less.
    refutes(Oracle::Optimum, &likelihood(formula!(|X; n| scatter(X, n + 1))), "is better");
    refutes(Oracle::Optimum, &likelihood(formula!(|X; n| Ok::<_, Error>(-scatter(X, n)?))), "outside the set");
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
