//! A replayed formula has the values of the formula.

use crate::algebra::derivative::differential;
use crate::algebra::matrix::*;
use crate::algebra::number::{Degree, Dual, Field, Prime, Rational, Rounded};
use crate::error::Result;
use crate::formula;
use crate::program::formula::Formula;
use crate::program::point::Point;
use crate::program::size::Sizes;
use quickcheck::quickcheck;

fn point<F: Field>(inputs: &[(&str, usize, usize, &[i64])]) -> Point<F> {
    let mut point = Point::new(Sizes::new(2, 1, 1, 1));
    for &(name, rows, columns, entries) in inputs {
        point.insert(name, Matrix::from_row_iterator(rows, columns, entries.iter().map(|&n| F::integer(n))));
    }
    point
}

/// Uses every step except ln and exp: sums, products, zeros and ones, matrix operations, derivatives of them.
fn everything<F: Field>(a: &Matrix<F>, b: &Matrix<F>) -> Result<Matrix<F>> {
    let unit = Matrix::<F>::identity(2, 2);
    let slope = differential(|a| inverse(&(a * a)), a, b)?;
    let rate = differential(determinant, a, b)?[(0, 0)].clone();
    let second = differential(|a| differential(inverse, a, &b.map(Dual::constant)), a, b)?;
    let scale = (determinant(b)? + F::integer(7)).reciprocal()? * F::half() - F::ratio(3, 5)?;
    // Determinants of matrices that were inverted before; the tape already contains them.
    let adjugates = adjugate(&(a + a + b))? + differential(adjugate, a, b)?;
    let value = (inverse(&(a - &unit))? * b - slope + second * rate) * scale + unit;
    Ok(value - inverse(&(a - Matrix::identity(2, 2)))? + adjugates)
}

/// A⁻¹ |A|
fn adjugate<F: Field>(a: &Matrix<F>) -> Result<Matrix<F>> {
    Ok(inverse(a)? * determinant(a)?)
}

/// Compares direct evaluation and the replayed formula, at several points in one number system.
fn same<F: Field>(numbers: &[[i64; 8]]) -> bool {
    let recorded = formula!(|A, B| everything(A, B));
    numbers.iter().all(|n| {
        let at: Point<F> = point(&[("A", 2, 2, &n[..4]), ("B", 2, 2, &n[4..])]);
        let direct = everything(at.matrix("A").unwrap(), at.matrix("B").unwrap());
        let mut along = recorded.along("B", &at);
        let (first, again) = (along.at(at.matrix("B").unwrap().clone()), along.at(at.matrix("B").unwrap().clone()));
        [recorded.at(&at), recorded.at(&at), first, again].iter().all(|value| *value == direct)
    })
}

quickcheck! {
    /// Some of the numbers are zero, and some matrices are singular: then the path differs, or the error is the same.
    fn a_recorded_formula_is_the_formula(words: Vec<u32>) -> bool {
        // Eight digits from −3 to 3 in each word.
        let digits = |word: &u32| std::array::from_fn(|k| i64::from(word / 7u32.pow(k as u32) % 7) - 3);
        let numbers: Vec<[i64; 8]> = words.iter().take(9).map(digits).collect();
        same::<Prime>(&numbers) && same::<Rational>(&numbers) && same::<Dual<Prime>>(&numbers)
    }
}

#[test]
fn floats_and_their_error_bounds_agree_with_direct_evaluation() {
    let numbers = [[2, 1, 0, 3, 1, 2, 0, -1], [0, 1, 2, 0, 2, 0, 0, 1], [3, 0, 0, 3, 1, 1, 1, 2]];
    assert!(same::<f64>(&numbers));
    for n in &numbers {
        let at = |point: &Point<Rounded>| formula!(|A, B| everything(A, B)).at(point).unwrap();
        let value = at(&point(&[("A", 2, 2, &n[..4]), ("B", 2, 2, &n[4..])]));
        let exact = formula!(|A, B| everything(A, B)).at(&point::<f64>(&[("A", 2, 2, &n[..4]), ("B", 2, 2, &n[4..])]));
        for (a, b) in value.iter().zip(exact.unwrap().iter()) {
            assert!((a.value() - b).abs() <= 2.0 * a.error());
        }
    }
}

/// A path that depends on the numbers is recorded again at each point.
#[test]
fn branches_are_followed() {
    fn at<F: Field>(formula: Formula, n: i64) -> Matrix<F> {
        formula.at(&point::<F>(&[("x", 1, 1, &[n])])).unwrap()
    }
    let by_zero = formula!(|x| if x[(0, 0)].is_zero() { F::integer(5) } else { x[(0, 0)].clone() });
    let by_equality = formula!(|x| if x[(0, 0)] == F::integer(3) { F::integer(5) } else { x[(0, 0)].clone() });
    let by_weight = formula!(|x| if x[(0, 0)].pivot_weight() > 2.0 { F::integer(5) } else { x[(0, 0)].clone() });
    let by_error = formula!(|x| x[(0, 0)].reciprocal().unwrap_or_else(|_| F::integer(5)));
    for _ in 0..2 {
        for (formula, values) in [(by_zero, [5, 2, 3]), (by_equality, [0, 2, 5]), (by_weight, [0, 2, 5])] {
            for (n, value) in [0, 2, 3].into_iter().zip(values) {
                assert_eq!(at::<f64>(formula, n), scalar(value as f64), "{} at {n}", formula.text());
            }
            let mut along = formula.along("x", &point::<f64>(&[]));
            for (n, value) in [0, 2, 3, 0].into_iter().zip([values[0], values[1], values[2], values[0]]) {
                assert_eq!(along.at(scalar(n as f64)).unwrap(), scalar(value as f64), "{} along", formula.text());
            }
        }
        for n in [0, 2, 0, 4] {
            let value = if n == 0 { Rational::integer(5) } else { Rational::ratio(1, n).unwrap() };
            assert_eq!(at::<Rational>(by_error, n), scalar(value));
        }
    }
}

/// The same shapes with other names, and the same names with other shapes, have other tapes.
#[test]
fn tapes_are_not_confused() {
    let sum = formula!(|x| x + x);
    let at = |formula: Formula, name, rows, entries: &[i64]| {
        formula.at(&point::<f64>(&[(name, rows, 1, entries), ("y", 1, 1, &[9])]))
    };
    assert_eq!(at(sum, "x", 1, &[2]).unwrap(), scalar(4.0));
    assert_eq!(at(sum, "x", 2, &[2, 3]).unwrap(), Matrix::from_row_slice(2, 1, &[4.0, 6.0]));
    assert!(at(sum, "z", 1, &[2]).is_err_and(|error| error.is_unknown_name()));
    assert_eq!(at(formula!(|y| y + y), "x", 1, &[2]).unwrap(), scalar(18.0));
    assert_eq!(at(formula!(|x, y| x - y), "x", 1, &[2]).unwrap(), scalar(-7.0));
}

#[test]
fn a_panic_leaves_no_recording_behind() {
    let panics = formula!(|x| (x * Matrix::<F>::identity(3, 3))[(7, 7)].clone());
    let at = point::<f64>(&[("x", 2, 2, &[1, 2, 3, 4])]);
    assert!(panics.at(&at).is_err());
    assert_eq!(formula!(|x| determinant(x)).at(&at).unwrap(), scalar(-2.0));
}

/// A panic during a recording ends it as well.
#[test]
fn a_recording_ends_with_a_panic() {
    use super::{Step, note, record};
    let panics = || record::<f64>(Vec::new(), || std::panic::resume_unwind(Box::new(())));
    let outer = record::<f64>(Vec::new(), || {
        assert!(std::panic::catch_unwind(panics).is_err());
        Ok(vec![Matrix::from_element(1, 1, note(Step::Half))])
    });
    assert_eq!(outer.values, Ok(vec![scalar(0.5)]), "the outer recording goes on");
    assert!(std::panic::catch_unwind(panics).is_err());
    assert!(std::panic::catch_unwind(|| note(Step::Half)).is_err(), "no recording is under way");
}

/// A formula may evaluate another one.
#[test]
fn recordings_nest() {
    let inner = formula!(|x| x * x);
    const OUTER: Formula = formula!(|x| x + x);
    let nested = formula!(|x| {
        let mut at = Point::<f64>::new(crate::claim::input::Sizes::new(1, 1, 1, 1));
        at.insert("x", scalar(3.0));
        x * F::integer(OUTER.at(&at)?[(0, 0)] as i64)
    });
    let at = point::<Rational>(&[("x", 1, 1, &[5])]);
    assert_eq!(nested.at(&at).unwrap(), scalar(Rational::integer(30)));
    assert_eq!(inner.at(&at).unwrap(), scalar(Rational::integer(25)));
}

/// The value of `formula` at `a` as its input A.
fn within<F: Field>(formula: Formula, a: &Matrix<F>) -> Result<Matrix<F>> {
    let mut at = Point::new(Sizes::new(2, 1, 1, 1));
    at.insert("A", a.clone());
    formula.at(&at)
}

const INVERSE: Formula = formula!(|A| inverse(&(A + A)));

/// A formula may evaluate another one at its own numbers, or at dual numbers of them, even if that one fails or makes
/// tests.
#[test]
fn formulas_nest_in_their_own_numbers() {
    const RATIO: Formula = formula!(|A| {
        let corner = &A[(0, 0)];
        if corner.is_zero() { A.clone().into() } else { within(INVERSE, A)? * corner.reciprocal()? * determinant(A)? }
    });
    fn ratio<F: Field>(a: &Matrix<F>) -> Result<Matrix<F>> {
        let corner = &a[(0, 0)];
        Ok(if corner.is_zero() { a.clone() } else { inverse(&(a + a))? * corner.reciprocal()? * determinant(a)? })
    }
    fn same<F: Field>() {
        let once = formula!(|A| within(INVERSE, A));
        let twice = formula!(|A| within(RATIO, &within(RATIO, A)?));
        let slope = formula!(|A| differential(|a| within(RATIO, a), A, &(A * A)));
        for entries in [[2, 1, 0, 3], [1, 2, 3, 5], [0, 1, 2, 3], [1, 2, 2, 4], [2, 1, 0, 3]] {
            let a: Matrix<F> = Matrix::from_row_iterator(2, 2, entries.map(F::integer));
            for _ in 0..2 {
                assert_eq!(within(once, &a), inverse(&(&a + &a)));
                assert_eq!(within(twice, &a), ratio(&a).and_then(|value| ratio(&value)));
                assert_eq!(within(slope, &a), differential(ratio, &a, &(&a * &a)));
            }
            let mut along = twice.along("A", &{
                let mut at = Point::new(Sizes::new(2, 1, 1, 1));
                at.insert("A", a.clone());
                at
            });
            assert_eq!(along.at(a.clone()), ratio(&a).and_then(|value| ratio(&value)));
        }
    }
    same::<Rational>();
    same::<Prime>();
    same::<Dual<Rational>>();
}

/// If an inner formula fails, panics or does not end, the outer one returns an error, and no recording remains.
#[test]
fn a_nested_formula_may_fail_panic_or_never_end() {
    const ENDLESS: Formula = formula!(|A| {
        let mut sum = A.clone();
        while !sum.is_empty() {
            sum = &sum * A;
        }
        sum
    });
    const PANICS: Formula = formula!(|A| A[(7, 7)].clone());
    let a = Matrix::from_row_slice(2, 2, &[1.0, 2.0, 2.0, 4.0]);
    assert!(within(formula!(|A| within(INVERSE, A)), &a).is_err_and(|error| error.is_singular()));
    assert!(within(formula!(|A| within(PANICS, A)), &a).is_err_and(|error| error.is_shape()));
    assert!(within(formula!(|A| within(ENDLESS, A)), &a).is_err_and(|error| error.is_out_of_reach()));
    // Here the outer formula does not end, while its numbers are computed for an inner one.
    let outer = formula!(|A| {
        loop {
            let value = within(INVERSE, &(A * A + Matrix::identity(2, 2)))?;
            if value.is_empty() {
                break value;
            }
        }
    });
    assert!(within(outer, &a).is_err_and(|error| error.is_out_of_reach()));
    assert_eq!(
        within(formula!(|A| within(INVERSE, &(A + Matrix::identity(2, 2)))), &a).map(|value| value.len()),
        Ok(4)
    );
}

#[test]
fn degrees_are_counted_along_the_tape() {
    let mut at = Point::<Degree>::new(Sizes::new(2, 1, 1, 1));
    at.insert("A", Matrix::from_element(2, 2, Degree::VARIABLE));
    let value = formula!(|A| A * A * A).at(&at).unwrap();
    assert_eq!(value[(0, 0)].numerator(), 3);
}
