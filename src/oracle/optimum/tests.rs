//! The search by parts: directions within each set, points of it, curvature along rotations, descents.

use super::objective::Objective;
use crate::algebra::derivative::Convention;
use crate::algebra::matrix::Matrix;
use crate::algebra::number::Digits;
use crate::claim::input::{Domain, Input, matrix};
use crate::claim::{Claim, Extremum};
use crate::error::Error;
use crate::formula;
use crate::oracle::points::normal;
use crate::program::formula::Formula;
use crate::program::point::Point;
use crate::program::size::{D, Sizes};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

const SETS: [Domain; 11] = [
    Domain::Free,
    Domain::Positive,
    Domain::Invertible,
    Domain::Symmetric,
    Domain::Covariance,
    Domain::Orthogonal,
    Domain::LowerTriangular,
    Domain::Diagonal,
    Domain::UnitVector,
    Domain::Simplex,
    Domain::FullRank,
];

/// Calls `test` with the search for the minimum of `function` over X.
fn over<T>(set: Domain, function: Formula, test: impl FnOnce(&Objective) -> T) -> T {
    let given = Input { domain: set, ..matrix("X", D, D) };
    let claim = Claim::new("least", "").given([given]).identity(formula!(|X| X), formula!(|X| X));
    let point = Point::new(Sizes::new(3, 1, 1, 1));
    test(&Objective {
        claim: &claim,
        function: &function,
        variable: "X",
        set,
        convention: Convention::Unconstrained,
        kind: Extremum::Minimum,
        point: point.clone(),
        precise: point.map(|&entry| Digits::exact(entry)),
    })
}

fn shape(set: Domain) -> (usize, usize) {
    if set.is_column() { (3, 1) } else { (3, 3) }
}

/// A point of each set at this scale, as a start of the search is drawn.
fn member(set: Domain, scale: f64, stream: &mut ChaCha8Rng) -> Matrix<f64> {
    let (rows, columns) = shape(set);
    over(set, formula!(|X| X), |objective| objective.anywhere(&Matrix::zeros(rows, columns), scale, stream).unwrap())
}

/// How far a matrix is from its set.
fn distance(set: Domain, at: &Matrix<f64>) -> f64 {
    match set {
        Domain::Symmetric | Domain::Covariance => (at - at.transpose()).amax() / at.amax(),
        Domain::Orthogonal => (at.transpose() * at - Matrix::identity(3, 3)).amax(),
        Domain::LowerTriangular => (at - at.lower_triangle()).amax(),
        Domain::Diagonal => (at - Matrix::from_diagonal(&at.diagonal())).amax(),
        Domain::UnitVector => (at.norm() - 1.0).abs(),
        Domain::Simplex => (at.sum() - 1.0).abs(),
        _ => 0.0,
    }
}

#[test]
fn starts_and_steps_stay_in_the_set() {
    let mut stream = ChaCha8Rng::seed_from_u64(7);
    for set in SETS {
        over(set, formula!(|X| X), |objective| {
            let start = member(set, 1.0, &mut stream);
            assert!(objective.is_member(&start) && distance(set, &start) < 1e-12, "{set:?}: {start}");
            let chart = objective.chart(&start);
            let direction = Matrix::from_fn(chart.len(), 1, |_, _| normal(&mut stream));
            let there = objective.moved(&start, &chart, &direction, 0.3);
            assert!(distance(set, &there) < 1e-12 && (&there - &start).norm() > 0.01, "{set:?}: {there}");
            let nowhere = objective.moved(&start, &chart, &direction, 0.0);
            assert!((&nowhere - &start).norm() < 1e-12, "{set:?}: {nowhere}");
        });
    }
}

/// A set that contains multiples of its points has starts at every scale.
#[test]
fn starts_have_the_scale_that_is_asked_for() {
    let mut stream = ChaCha8Rng::seed_from_u64(7);
    let bounded = [Domain::Orthogonal, Domain::UnitVector, Domain::Simplex];
    for set in SETS.into_iter().filter(|set| !bounded.contains(set)) {
        for scale in [1e-6, 1.0, 1e6] {
            let mean = (0..200).map(|_| member(set, scale, &mut stream).norm() / scale).sum::<f64>() / 200.0;
            assert!((1.0..12.0).contains(&mean), "{set:?} at {scale}: {mean}");
        }
    }
}

/// As many directions as dimensions, and independent: their Gram matrix is regular.
#[test]
fn each_set_has_its_dimension() {
    let mut stream = ChaCha8Rng::seed_from_u64(7);
    for (set, dimension) in SETS.into_iter().zip([9, 9, 9, 6, 6, 3, 6, 3, 2, 2, 9]) {
        over(set, formula!(|X| X), |objective| {
            let chart = objective.chart(&member(set, 1.0, &mut stream));
            assert_eq!(chart.len(), dimension, "{set:?}");
            let gram = Matrix::from_fn(dimension, dimension, |i, j| chart[i].dot(&chart[j]));
            assert!(gram.determinant() > 0.1, "{set:?}: {gram}");
            for direction in &chart {
                match set {
                    Domain::Orthogonal => assert_eq!(*direction, -direction.transpose()),
                    Domain::Simplex => assert_eq!(direction.sum(), 0.0),
                    Domain::UnitVector => {}
                    _ => assert_eq!(distance(set, direction), 0.0, "{set:?}"),
                }
            }
        });
    }
}

/// A member, and a matrix that is none: by error bounds, so beyond doubt.
#[test]
fn membership_is_decided_by_error_bounds() {
    let square = |entries: [f64; 9]| Matrix::from_row_slice(3, 3, &entries);
    let column = |entries: [f64; 3]| Matrix::from_column_slice(3, 1, &entries);
    let identity = square([1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0]);
    let singular = square([1.0, 2.0, 3.0, 2.0, 4.0, 6.0, 1.0, 1.0, 1.0]);
    let ones = square([1.0; 9]);
    let lower = square([1.0, 0.0, 0.0, 1.0, 1.0, 0.0, 1.0, 1.0, 1.0]);
    let wide = Matrix::from_row_slice(2, 3, &[1.0, 2.0, 3.0, 2.0, 4.0, 6.0]);
    let full = Matrix::from_row_slice(2, 3, &[1.0, 2.0, 3.0, 2.0, 4.0, 7.0]);
    for (set, inside, outside) in [
        (Domain::Positive, ones.clone(), identity.clone()),
        (Domain::Invertible, lower.clone(), singular.clone()),
        (Domain::Symmetric, ones.clone(), lower.clone()),
        (Domain::Covariance, identity.clone(), -&identity),
        (Domain::Orthogonal, -&identity, &identity * 2.0),
        (Domain::LowerTriangular, lower.clone(), ones.clone()),
        (Domain::Diagonal, &identity * 3.0, lower.clone()),
        (Domain::UnitVector, column([0.0, -1.0, 0.0]), column([0.0, 1.0, 1.0])),
        (Domain::Simplex, column([0.25, 0.25, 0.5]), column([0.5, 0.5, 0.5])),
        (Domain::Simplex, column([0.25, 0.25, 0.5]), column([1.0, -0.5, 0.5])),
        (Domain::FullRank, lower, singular),
        (Domain::FullRank, full.clone(), wide.clone()),
        (Domain::FullRank, full.transpose(), wide.transpose()),
    ] {
        over(set, formula!(|X| X), |objective| {
            let is_member = |at: &Matrix<f64>| objective.is_member_beyond_doubt(&at.map(Digits::exact));
            assert_eq!((is_member(&inside), is_member(&outside)), (Some(true), Some(false)), "{set:?}");
        });
    }
}

/// Second derivatives along U e^(sK + tL) and along great circles.
#[test]
fn rotations_and_spheres_are_curved() {
    let mut stream = ChaCha8Rng::seed_from_u64(7);
    for set in [Domain::Orthogonal, Domain::UnitVector] {
        over(set, formula!(|X| X), |objective| {
            let at = member(set, 1.0, &mut stream);
            let chart = objective.chart(&at);
            for (i, first) in chart.iter().enumerate() {
                for (j, second) in chart.iter().enumerate() {
                    let lifted = objective.doubly_dual(&at, first, second);
                    // ∂²/∂s∂t by differences of the points that the search moves to
                    let moved = |s: f64, t: f64| {
                        let mut by = Matrix::zeros(chart.len(), 1);
                        by[(i, 0)] += s;
                        by[(j, 0)] += t;
                        objective.moved(&at, &chart, &by, 1.0)
                    };
                    let h = 1e-4;
                    let mixed = (moved(h, h) - moved(h, -h) - moved(-h, h) + moved(-h, -h)) / (4.0 * h * h);
                    let slope = (moved(h, 0.0) - moved(-h, 0.0)) / (2.0 * h);
                    assert!((lifted.map(|entry| entry.tangent.tangent) - mixed).amax() < 1e-5, "{set:?}");
                    assert!((lifted.map(|entry| entry.real.tangent) - slope).amax() < 1e-6, "{set:?}");
                }
            }
        });
    }
}

/// √(1 + x²), where a full Newton step from x arrives at −x³.
#[test]
fn a_newton_step_that_overshoots_is_damped() {
    let root = formula!(|X| ((X[(0, 0)].clone() * X[(0, 0)].clone() + F::one()).ln()? * F::half()).exp());
    for start in [0.5, 3.0, -20.0] {
        let end = over(Domain::Free, root, |objective| objective.descend(Matrix::from_element(1, 1, start)));
        assert!(end.unwrap().unwrap().amax() < 1e-5, "from {start}");
    }
}

/// 10¹⁷ + (x − 1)²: all values near 1 are the same float.
#[test]
fn a_large_constant_does_not_stop_a_descent() {
    let function = formula!(|X| {
        let off = X[(0, 0)].clone() - F::one();
        off.clone() * off + F::integer(100_000_000_000_000_000)
    });
    let end = over(Domain::Free, function, |objective| objective.descend(Matrix::from_element(1, 1, 0.7)));
    assert!((end.unwrap().unwrap()[(0, 0)] - 1.0).abs() < 1e-12);
}

/// exp(−10⁸ (x − 2)²) has one peak, which no ray of the search would hit.
#[test]
fn narrow_peaks_are_found() {
    let bump = formula!(|X| {
        let off = X[(0, 0)].clone() - F::ratio(2003, 1000)?;
        Ok::<_, Error>(-(-(off.clone() * off * F::integer(100_000_000))).exp()?)
    });
    over(Domain::Free, bump, |objective| {
        let at = Matrix::from_element(1, 1, 0.0);
        let peaks = objective.peaks(&at, &objective.chart(&at));
        assert!(peaks.iter().any(|peak| (peak[(0, 0)] - 2.003).abs() < 1e-4), "{} peaks", peaks.len());
    });
}
