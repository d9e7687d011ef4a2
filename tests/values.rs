//! What a formula may write: integers beside matrices, 1×1 inputs as numbers, sizes as numbers; and what an error says
//! where shapes do not fit.

use gradus::input::*;
use gradus::prelude::*;
use gradus::{Formula, Point};

fn at(formula: Formula) -> Result<Matrix<f64>> {
    let mut point = Point::new(Sizes::new(2, 3, 1, 1));
    point.insert("A", Matrix::from_row_slice(2, 2, &[1.0, 2.0, 3.0, 4.0]));
    point.insert("B", Matrix::from_row_slice(2, 3, &[1.0, 0.0, 2.0, 0.0, 1.0, -1.0]));
    point.insert("x", Matrix::from_row_slice(2, 1, &[5.0, 7.0]));
    point.insert("c", Matrix::from_element(1, 1, 3.0));
    // Kalman's letters, which are sizes elsewhere.
    point.insert("P", Matrix::from_row_slice(2, 2, &[2.0, 0.0, 0.0, 2.0]));
    point.insert("Q", Matrix::from_row_slice(2, 2, &[1.0, 1.0, 1.0, 1.0]));
    formula.at(&point)
}

fn rows(values: &[&[f64]]) -> Matrix<f64> {
    Matrix::from_fn(values.len(), values[0].len(), |i, j| values[i][j])
}

#[test]
fn integers_stand_on_either_side() {
    let doubled = rows(&[&[2.0, 4.0], &[6.0, 8.0]]);
    for formula in [
        formula!(|A| 2 * A),
        formula!(|A| A * 2),
        formula!(|A| A + A),
        formula!(|A| (2 * A.transpose()).transpose()),
        formula!(|A; d| A * d),
        formula!(|A| 4 * A / 2),
        formula!(|A| 3 * A - A),
        formula!(|A| -(-2 * A)),
        formula!(|A| A * F::integer(2)),
        formula!(|A| inverse(A)? * A * 2 * A),
        formula!(|A| A.inverse()? * A * (2 * A)),
        formula!(|A| {
            let mut sum = A.clone();
            sum += A;
            sum
        }),
        formula!(|A, P| P * A),
        formula!(|A, P| A * P),
    ] {
        approx::assert_relative_eq!(at(formula).unwrap(), doubled, max_relative = 1e-14);
    }
    assert_eq!(at(formula!(|A| A / 2)).unwrap(), rows(&[&[0.5, 1.0], &[1.5, 2.0]]));
}

#[test]
fn a_matrix_of_one_entry_is_a_number() {
    let nine = rows(&[&[9.0]]);
    for formula in [
        formula!(|c| c * c),
        formula!(|c| 3 * c),
        formula!(|c| c + 6),
        formula!(|c| 12 - c),
        formula!(|c| 27 / c),
        formula!(|c| (c * c * c) / c),
        formula!(|c; d| c * (d + 1)),
    ] {
        assert_eq!(at(formula).unwrap(), nine, "{}", formula.text());
    }
    assert_eq!(at(formula!(|c, x| c * x)).unwrap(), at(formula!(|c, x| x * c)).unwrap());
    approx::assert_relative_eq!(at(formula!(|c, x| x / c)).unwrap(), rows(&[&[5.0 / 3.0], &[7.0 / 3.0]]));
    assert_eq!(at(formula!(|x, A| x.transpose() * A * x / 2)).unwrap(), rows(&[&[(25.0 + 175.0 + 196.0) / 2.0]]));
}

#[test]
fn the_letters_of_sizes_may_be_inputs() {
    let sum = rows(&[&[5.0, 2.0], &[2.0, 5.0]]);
    assert_eq!(at(formula!(|P, Q| P * P + Q + Q - rows_of_ones())).unwrap(), sum);
}

fn rows_of_ones<F: Field>() -> Matrix<F> {
    Matrix::from_fn(2, 2, |i, j| if i == j { F::one() } else { F::zero() })
}

#[test]
fn errors_name_both_operands() {
    for (formula, message) in [
        (formula!(|B, x| B * x), "B: 2×3 times x: 2×1: the shapes do not fit"),
        (formula!(|A, B| A + B), "A: 2×2 plus B: 2×3: the shapes do not fit"),
        (formula!(|A, B| A - 2 * B), "A: 2×2 minus 2 B: 2×3: the shapes do not fit"),
        (formula!(|A, x| A / x), "A: 2×2 over x: 2×1: the shapes do not fit"),
        (formula!(|A| A + 1), "A: 2×2 plus 1: 1×1: the shapes do not fit"),
        (formula!(|A, B, x| A * B * x), "A B: 2×3 times x: 2×1: the shapes do not fit"),
        (
            formula!(|A, B| B.transpose() * (A + A) * B.transpose()),
            "Bᵀ (A + A): 3×2 times Bᵀ: 3×2: the shapes do not fit",
        ),
        (formula!(|B, x| inverse(&(B * x))), "B: 2×3 times x: 2×1: the shapes do not fit"),
    ] {
        let error = at(formula).unwrap_err();
        assert_eq!(error.to_string(), message, "{}", formula.text());
    }
}

#[test]
fn long_sums_have_no_names() {
    let error = at(formula!(|A, B| {
        let mut sum = A.clone();
        for _ in 0..10_000 {
            sum = sum + A;
        }
        sum * B.transpose()
    }))
    .unwrap_err();
    assert_eq!(error.to_string(), "2×2 times Bᵀ: 3×2: the shapes do not fit");
}

#[test]
fn a_number_without_an_inverse_is_an_error() {
    let error = at(formula!(|A, c| A / (c - 3))).unwrap_err();
    assert_eq!(error.to_string(), "a divisor is zero");
}

/// The errors of an operator end the formula alone: the next one is evaluated as ever, and no hook hears of them.
#[test]
fn errors_of_operators_are_no_panics() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| std::process::abort()));
    for _ in 0..3 {
        at(formula!(|B, x| B * x)).unwrap_err();
        at(formula!(|A| 2 * A)).unwrap();
    }
    std::panic::set_hook(before);
}

#[test]
fn claims_are_judged_alike() {
    let derivation = Derivation::new("doubles", "2A is A + A").claims([
        Claim::new("twice", "2 A = A + A")
            .given([matrix("A", D, D)])
            .identity(formula!(|A| 2 * A), formula!(|A| A + A))
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputNegated("A")]),
        Claim::new("quadratic_form", r"\frac{\partial}{\partial x} x^T A x = (A + A^T) x")
            .given([vector("x", D), matrix("A", D, D)])
            .gradient(formula!(|x, A| x.transpose() * A * x), "x", formula!(|x, A| (A + A.transpose()) * x))
            .controls([Mistake::Negated, Mistake::Doubled])
            .control("A symmetric", formula!(|x, A| 2 * A * x)),
        Claim::new("riccati", r"P - P (P + Q)^{-1} P = (P^{-1} + Q^{-1})^{-1}")
            .given([covariance("P", D), covariance("Q", D)])
            .identity(
                formula!(|P, Q| P - P * (P + Q).inverse()? * P),
                formula!(|P, Q| inverse(&(inverse(P)? + inverse(Q)?))),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputInverted("P")]),
    ]);
    verify(&[derivation], &Settings::default(), |_| ()).assert_as_expected();
}
