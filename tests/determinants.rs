//! Determinants where elimination runs out of pivots: of singular matrices, and their differentials there.

use gradus::Point;
use gradus::derivative::{differential, dual};
use gradus::formula;
use gradus::input::Sizes;
use gradus::matrix::{Matrix, determinant, inverse};
use gradus::number::{Degree, Dual, Field, Prime, Rational, Rounded, SECOND_PRIME};
use num_traits::{FromPrimitive, One, Signed, Zero};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

/// Small integers, a third of them zero.
fn random<F: Field>(stream: &mut ChaCha8Rng, rows: usize, columns: usize) -> Matrix<F> {
    Matrix::from_fn(rows, columns, |_, _| F::integer(stream.random_range(-4..=4_i64) * stream.random_range(0..=2)))
}

/// A matrix of rank `rank` at most.
fn of_rank<F: Field>(stream: &mut ChaCha8Rng, order: usize, rank: usize) -> Matrix<F> {
    if rank == 0 {
        return Matrix::zeros(order, order);
    }
    random::<F>(stream, order, rank) * random::<F>(stream, rank, order)
}

/// |A| by its first row: no division, no pivots.
fn by_cofactors<F: Field>(matrix: &Matrix<F>) -> F {
    let minor = |j: usize| match matrix.nrows() {
        1 => F::one(),
        _ => by_cofactors(&matrix.clone().remove_row(0).remove_column(j)),
    };
    (0..matrix.ncols()).fold(F::zero(), |sum, j| {
        let term = matrix[(0, j)].clone() * minor(j);
        if j % 2 == 0 { sum + term } else { sum - term }
    })
}

/// tr(adj(A) dA)
fn by_adjugate<F: Field>(at: &Matrix<F>, along: &Matrix<F>) -> F {
    let order = at.nrows();
    let mut sum = F::zero();
    for (i, j) in (0..order).flat_map(|i| (0..order).map(move |j| (i, j))) {
        let minor = if order == 1 { F::one() } else { by_cofactors(&at.clone().remove_row(i).remove_column(j)) };
        let term = along[(i, j)].clone() * minor;
        sum += if (i + j) % 2 == 0 { term } else { -term };
    }
    sum
}

fn differentials_are_right<F: Field>(cases: usize) {
    let mut stream = ChaCha8Rng::seed_from_u64(1);
    for (order, rank) in (1..=5).flat_map(|order| (0..=order).map(move |rank| (order, rank))) {
        for _ in 0..cases {
            let (at, along) = (of_rank::<F>(&mut stream, order, rank), random::<F>(&mut stream, order, order));
            let both = determinant(&dual(&at, &along)).unwrap();
            assert_eq!(both.real, by_cofactors(&at), "{at:?} along {along:?}");
            assert_eq!(both.tangent, by_adjugate(&at, &along), "{at:?} along {along:?}");
        }
    }
}

#[test]
fn differentials_of_determinants_are_right_at_singular_matrices_too() {
    differentials_are_right::<Rational>(20);
    differentials_are_right::<Prime>(100);
    differentials_are_right::<Prime<SECOND_PRIME>>(20);
    differentials_are_right::<Prime<5>>(100);
}

#[test]
fn differentials_where_a_column_has_no_pivot() {
    let matrix = |entries: &[i64]| {
        let order = entries.len().isqrt();
        Matrix::from_row_iterator(order, order, entries.iter().map(|&n| Rational::integer(n)))
    };
    let d = |at: &[i64], along: &[i64]| differential(determinant, &matrix(at), &matrix(along)).unwrap()[(0, 0)].clone();
    assert_eq!(d(&[0], &[1]), Rational::integer(1));
    assert_eq!(d(&[0, 1, 0, 0], &[0, 0, 1, 0]), Rational::integer(-1));
    assert_eq!(d(&[0, 0, 0, 0], &[1, 2, 3, 4]), Rational::zero());
}

/// The coefficient of t in the polynomial with these values at t = 0, 1, 2 …: Σ (−1)ᵏ⁻¹ Δᵏ / k.
fn slope(mut values: Vec<Rational>) -> Rational {
    let mut slope = Rational::zero();
    for k in 1..values.len() as i64 {
        values = values.windows(2).map(|pair| &pair[1] - &pair[0]).collect();
        slope += &values[0] * Rational::new((if k % 2 == 1 { 1 } else { -1 }).into(), k.into());
    }
    slope
}

#[test]
fn second_differentials_are_those_of_the_polynomial() {
    let mut stream = ChaCha8Rng::seed_from_u64(2);
    for (order, rank) in (1..=4).flat_map(|order| (0..=order).map(move |rank| (order, rank))) {
        for _ in 0..8 {
            // |A + sB + tC|
            let a = of_rank::<Rational>(&mut stream, order, rank);
            let (b, c) = (random::<Rational>(&mut stream, order, order), random::<Rational>(&mut stream, order, order));
            let at = |s: usize, t: usize| {
                let (s, t) = (Rational::integer(s as i64), Rational::integer(t as i64));
                by_cofactors(&(&a + &b * s + &c * t))
            };
            let along_s = |t: usize| slope((0..=order).map(|s| at(s, t)).collect());
            let nested = dual(&dual(&a, &b), &dual(&c, &Matrix::zeros(order, order)));
            let found = determinant(&nested).unwrap();
            assert_eq!(found, by_cofactors(&nested));
            assert_eq!(found.real.real, at(0, 0));
            assert_eq!(found.real.tangent, along_s(0));
            assert_eq!(found.tangent.real, slope((0..=order).map(|t| at(0, t)).collect()));
            assert_eq!(found.tangent.tangent, slope((0..=order).map(along_s).collect()), "{a} {b} {c}");
        }
    }
}

#[test]
fn third_differentials_agree_with_cofactors() {
    let mut stream = ChaCha8Rng::seed_from_u64(3);
    for (order, rank) in (1..=4).flat_map(|order| (0..order).map(move |rank| (order, rank))) {
        let a = of_rank::<Prime>(&mut stream, order, rank);
        let [b, c, d, e, f, g, h] = std::array::from_fn(|_| random::<Prime>(&mut stream, order, order));
        let nested = dual(&dual(&dual(&a, &b), &dual(&c, &d)), &dual(&dual(&e, &f), &dual(&g, &h)));
        assert_eq!(determinant(&nested).unwrap(), by_cofactors(&nested));
    }
}

#[test]
fn rounding_bounds_contain_differentials_at_singular_matrices() {
    let mut stream = ChaCha8Rng::seed_from_u64(4);
    let contains = |rounded: &Rounded, exact: &Rational| {
        let parts = [rounded.value(), rounded.error()].map(|part| Rational::from_f64(part).expect("finite"));
        (&parts[0] - exact).abs() <= parts[1]
    };
    let mut decided = 0;
    for order in 1..=4 {
        for _ in 0..50 {
            let mut at = random::<f64>(&mut stream, order, order);
            at.column_mut(stream.random_range(0..order)).fill(0.0);
            let along = random::<f64>(&mut stream, order, order);
            let exact = [&at, &along].map(|m| m.map(|entry| Rational::from_f64(entry).expect("finite")));
            match differential(determinant, &at.map(Rounded::exact), &along.map(Rounded::exact)) {
                Ok(found) => {
                    decided += 1;
                    assert!(contains(&found[(0, 0)], &by_adjugate(&exact[0], &exact[1])), "{at} {along}");
                }
                Err(error) => assert!(error.is_precision_lost()),
            }
        }
    }
    assert!(decided > 100, "{decided}");
}

#[test]
fn formulas_say_the_same_when_recorded_and_when_replayed() {
    let mut stream = ChaCha8Rng::seed_from_u64(5);
    let formula = formula!(|A, V| differential(determinant, A, V));
    for rank in [3, 2, 1, 0, 2, 3] {
        let (a, v) = (of_rank::<Rational>(&mut stream, 3, rank), random::<Rational>(&mut stream, 3, 3));
        let expected = by_adjugate(&a, &v);
        let point = Point::new(Sizes::new(3, 1, 1, 1)).with("A", a).with("V", v);
        assert_eq!(formula.at(&point).unwrap()[(0, 0)], expected);
    }
}

#[test]
fn true_fields_keep_their_zeros_and_determinants() {
    let singular = Matrix::from_row_slice(3, 3, &[1.0, 2.0, 3.0, 2.0, 4.0, 6.0, 0.0, 1.0, 1.0]);
    assert_eq!(determinant(&singular), Ok(0.0));
    assert!(determinant(&Matrix::<f64>::zeros(3, 3)).unwrap().is_sign_positive());
    assert!(determinant(&Matrix::<Rounded>::zeros(3, 3)).unwrap().is_zero());
    let unknown = Matrix::from_row_slice(2, 2, &[f64::NAN, 1.0, 0.0, 1.0]);
    assert!(determinant(&unknown).unwrap().is_nan());
}

/// Coefficients of a product of polynomials in one variable, constant first.
fn product(a: &[Prime], b: &[Prime]) -> Vec<Prime> {
    let mut product = vec![Prime::zero(); (a.len() + b.len()).saturating_sub(1)];
    for (i, x) in a.iter().enumerate() {
        for (j, y) in b.iter().enumerate() {
            product[i + j] += *x * *y;
        }
    }
    product
}

/// |A| of a matrix of polynomials.
fn polynomial(matrix: &[Vec<Vec<Prime>>]) -> Vec<Prime> {
    let Some((first, below)) = matrix.split_first() else { return vec![Prime::one()] };
    let mut sum: Vec<Prime> = Vec::new();
    for (j, entry) in first.iter().enumerate() {
        let minor: Vec<_> = below.iter().map(|row| [&row[..j], &row[j + 1..]].concat()).collect();
        for (k, term) in product(entry, &polynomial(&minor)).into_iter().enumerate() {
            sum.resize(sum.len().max(k + 1), Prime::zero());
            sum[k] += if j % 2 == 0 { term } else { -term };
        }
    }
    sum
}

#[test]
fn the_degree_of_a_differential_is_never_too_small() {
    let mut stream = ChaCha8Rng::seed_from_u64(6);
    let mut reached = [0; 2];
    for case in 0..2_000 {
        let order = 1 + case % 4;
        // A polynomial of exactly some degree below 4, or zero, and a matrix of them with rows of zeros.
        let entry = |stream: &mut ChaCha8Rng, zero: bool| -> Vec<Prime> {
            let degree = if zero { 0 } else { stream.random_range(0..=3) };
            (0..degree).map(|_| Prime::new(stream.random_range(1..1_000_000))).collect()
        };
        let mut matrix = |zeros: &[bool]| -> Vec<Vec<Vec<Prime>>> {
            zeros.iter().map(|&zero| (0..order).map(|_| entry(&mut stream, zero)).collect()).collect()
        };
        let zeros: Vec<bool> = (0..order).map(|i| i < case / 4 % 3).collect();
        let (at, along) = (matrix(&zeros), matrix(&vec![false; order]));
        let mut exact: Vec<Prime> = Vec::new();
        for i in 0..order {
            let mut varied = at.clone();
            varied[i] = along[i].clone();
            for (k, term) in polynomial(&varied).into_iter().enumerate() {
                exact.resize(exact.len().max(k + 1), Prime::zero());
                exact[k] += term;
            }
        }
        let degree = exact.iter().rposition(|coefficient| !coefficient.is_zero());
        let counted = |entry: &Vec<Prime>| match entry.len() {
            0 => Degree::zero(),
            length => (1..length).fold(Degree::CONSTANT, |product, _| product * Degree::VARIABLE),
        };
        let lifted = Matrix::from_fn(order, order, |i, j| Dual::new(counted(&at[i][j]), counted(&along[i][j])));
        let found = determinant(&lifted).unwrap().tangent;
        if let Some(degree) = degree {
            assert!(!found.is_zero() && found.numerator() >= degree as u64, "{lifted:?}");
            let singular = usize::from(inverse(&lifted).is_err());
            reached[singular] += usize::from(found.numerator() == found.denominator() + degree as u64);
        }
    }
    assert!(reached.iter().all(|&times| times > 20), "no bound is ever reached: {reached:?}");
}

#[test]
fn the_degree_at_a_row_of_zeros() {
    let x = Degree::VARIABLE;
    let at = Matrix::from_row_slice(2, 2, &[x, x, Degree::zero(), Degree::zero()]);
    let found = differential(determinant, &at, &Matrix::from_element(2, 2, x)).unwrap()[(0, 0)];
    assert_eq!((found.numerator(), found.denominator()), (2, 0));
    let zeros = Matrix::<Degree>::zeros(2, 2);
    assert!(differential(determinant, &zeros, &Matrix::from_element(2, 2, x)).unwrap()[(0, 0)].is_zero());
}
