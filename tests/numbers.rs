//! The number systems: laws of a field, of derivatives, of degrees, and of rounding errors.
//!
//! Inputs are valid by construction, so no property passes by discarding; each says how many cases it ran.

use approx::{assert_relative_eq, relative_eq};
use gradus::matrix::{Matrix, cholesky, determinant, inverse};
use gradus::number::{Degree, Dual, Field, MERSENNE_61, Prime, Rational, Rounded, SECOND_PRIME};
use num_traits::{FromPrimitive, One, Signed, ToPrimitive, Zero};
use quickcheck::{Arbitrary, Gen, QuickCheck, Testable};
use std::sync::atomic::{AtomicU64, Ordering};

/// Cases of each property.
const CASES: u64 = 300;

/// Runs `property` on `CASES` inputs, and fails if it saw fewer.
fn holds_for<T: Testable>(ran: &AtomicU64, property: T) {
    QuickCheck::new().tests(CASES).max_tests(CASES).min_tests_passed(CASES).quickcheck(property);
    assert!(ran.load(Ordering::Relaxed) >= CASES, "only {} cases ran", ran.load(Ordering::Relaxed));
}

/// Declares a property over arbitrary inputs, and counts its cases.
macro_rules! property {
    ($(#[$meta:meta])* $name:ident($($input:ident: $type:ty),+) $body:block) => {
        $(#[$meta])*
        #[test]
        fn $name() {
            static RAN: AtomicU64 = AtomicU64::new(0);
            fn property($($input: $type),+) -> bool {
                RAN.fetch_add(1, Ordering::Relaxed);
                $body
            }
            holds_for(&RAN, property as fn($($type),+) -> bool);
        }
    };
}

// Fields ------------------------------------------------------------------------------------------------------------

fn is_a_field<F: Field>(a: F, b: F, c: F) -> bool {
    let (zero, one) = (F::zero(), F::one());
    let commutes = a.clone() + b.clone() == b.clone() + a.clone() && a.clone() * b.clone() == b.clone() * a.clone();
    let associates = (a.clone() + b.clone()) + c.clone() == a.clone() + (b.clone() + c.clone())
        && (a.clone() * b.clone()) * c.clone() == a.clone() * (b.clone() * c.clone());
    let distributes = a.clone() * (b.clone() + c.clone()) == a.clone() * b.clone() + a.clone() * c;
    let neutral = a.clone() + zero.clone() == a && a.clone() * one.clone() == a && zero != one;
    let inverses = a.clone() - a.clone() == zero
        && -(-a.clone()) == a
        && a.clone() - b.clone() == a.clone() + -b.clone()
        && match a.reciprocal() {
            Ok(reciprocal) => a.clone() * reciprocal == one,
            Err(_) => a.is_zero(),
        };
    let mut sum = a.clone();
    sum += b.clone();
    sum -= a.clone();
    sum *= a.clone();
    let half = F::half() + F::half() == one && F::integer(-7) + F::integer(7) == zero;
    commutes && associates && distributes && neutral && inverses && sum == a * b && half
}

/// Residues of which the extreme ones are common.
#[derive(Clone, Debug)]
struct Residue<const P: u64>(Prime<P>);

impl<const P: u64> Arbitrary for Residue<P> {
    fn arbitrary(g: &mut Gen) -> Self {
        let value = match u8::arbitrary(g) % 8 {
            0 => u64::arbitrary(g) % 3,
            1 => P - 1 - u64::arbitrary(g) % 3,
            _ => u64::arbitrary(g) % P,
        };
        Self(Prime::new(value))
    }
}

/// A rational with numerator and denominator of a few digits.
#[derive(Clone, Debug)]
struct Fraction(Rational);

impl Arbitrary for Fraction {
    fn arbitrary(g: &mut Gen) -> Self {
        Self(Rational::new(i16::arbitrary(g).into(), (1 + u16::arbitrary(g) as i32).into()))
    }
}

property!(the_first_prime_field_is_a_field(a: Residue<MERSENNE_61>, b: Residue<MERSENNE_61>, c: Residue<MERSENNE_61>) {
    is_a_field(a.0, b.0, c.0)
});
property!(the_second_prime_field_is_a_field(a: Residue<SECOND_PRIME>, b: Residue<SECOND_PRIME>, c: Residue<SECOND_PRIME>) {
    is_a_field(a.0, b.0, c.0)
});
property!(a_small_prime_field_is_a_field(a: Residue<101>, b: Residue<101>, c: Residue<101>) {
    is_a_field(a.0, b.0, c.0)
});
property!(the_rationals_are_a_field(a: Fraction, b: Fraction, c: Fraction) { is_a_field(a.0, b.0, c.0) });

/// Against arithmetic in 128 bits.
fn agrees_with_wide_arithmetic<const P: u64>(a: Prime<P>, b: Prime<P>) -> bool {
    let (x, y, p) = (u128::from(a.value()), u128::from(b.value()), u128::from(P));
    u128::from((a + b).value()) == (x + y) % p
        && u128::from((a * b).value()) == x * y % p
        && u128::from((a - b).value()) == (x + p - y) % p
        && u128::from((-a).value()) == (p - x) % p
}

property!(residues_agree_with_wide_arithmetic(
    a: Residue<MERSENNE_61>, b: Residue<MERSENNE_61>, c: Residue<SECOND_PRIME>, d: Residue<SECOND_PRIME>
) {
    agrees_with_wide_arithmetic(a.0, b.0) && agrees_with_wide_arithmetic(c.0, d.0)
});

#[test]
fn symbols_stay_symbols() {
    let x = Prime::<MERSENNE_61>::new(12);
    let symbol = x.ln().unwrap();
    assert!(!x.is_symbolic() && symbol.is_symbolic());
    for number in [symbol + x, x - symbol, symbol * x, -symbol, symbol.reciprocal().unwrap(), symbol - symbol] {
        assert!(number.is_symbolic());
    }
    // Zero times whatever the symbol stands for; but a symbolic zero may be something else in truth.
    assert!(!(symbol * Prime::zero()).is_symbolic() && (symbol * (symbol - symbol)).is_symbolic());
    assert_eq!(symbol, x.ln().unwrap(), "the same argument is the same symbol");
    assert_ne!(symbol, x.exp().unwrap());
    assert_ne!(symbol, (x + Prime::one()).ln().unwrap());
    assert!(Rational::one().ln().is_err() && Rational::one().exp().is_err() && Rational::ln_two_pi().is_err());
}

// Dual numbers ------------------------------------------------------------------------------------------------------

property!(
    /// Over the rationals the rules hold exactly.
    duals_obey_the_product_and_quotient_rules(a: Fraction, da: Fraction, b: Fraction, db: Fraction) {
        let (x, y) = (Dual::new(a.0.clone(), da.0.clone()), Dual::new(b.0.clone(), db.0.clone()));
        let product = x.clone() * y.clone();
        let by_rule = da.0.clone() * b.0.clone() + a.0.clone() * db.0.clone();
        let sum = x.clone() + y.clone() - x.clone();
        let quotient = match y.reciprocal() {
            Ok(reciprocal) => {
                let quotient = x * reciprocal;
                quotient.tangent == (da.0 * b.0.clone() - a.0.clone() * db.0) / (b.0.clone() * b.0.clone())
                    && quotient.real == a.0.clone() / b.0.clone()
            }
            Err(_) => b.0.is_zero(),
        };
        product.real == a.0 * b.0 && product.tangent == by_rule && sum == y && quotient
    }
);
property!(duals_over_a_prime_are_a_ring(a: Residue<101>, da: Residue<101>, b: Residue<101>, db: Residue<101>) {
    let (x, y) = (Dual::new(a.0, da.0), Dual::new(b.0, db.0));
    let one = Dual::<Prime<101>>::one();
    x.clone() * y.clone() == y.clone() * x.clone()
        && (x.clone() + y.clone()) * y.clone() == x.clone() * y.clone() + y.clone() * y.clone()
        && x.reciprocal().map_or(a.0.is_zero(), |reciprocal| x.clone() * reciprocal == one)
});

/// A number of moderate size above zero.
#[derive(Clone, Copy, Debug)]
struct Moderate(f64);

impl Arbitrary for Moderate {
    fn arbitrary(g: &mut Gen) -> Self {
        Self(0.1 + f64::from(u16::arbitrary(g)) / 20_000.0)
    }
}

property!(
    /// Chain rule, against the derivatives of analysis and against difference quotients.
    duals_obey_the_chain_rule(a: Moderate, da: Moderate) {
        let x = Dual::new(a.0, da.0);
        let step = 1e-6 * a.0;
        let agrees = |dual: Dual<f64>, derivative: f64, f: &dyn Fn(f64) -> f64| {
            let quotient = (f(a.0 + step) - f(a.0 - step)) / (2.0 * step);
            relative_eq!(dual.real, f(a.0), max_relative = 1e-15)
                && relative_eq!(dual.tangent, derivative * da.0, max_relative = 1e-14)
                && relative_eq!(derivative, quotient, max_relative = 1e-7, epsilon = 1e-8)
        };
        agrees(x.ln().unwrap(), 1.0 / a.0, &f64::ln)
            && agrees(x.exp().unwrap(), a.0.exp(), &f64::exp)
            && agrees(x.reciprocal().unwrap(), -1.0 / (a.0 * a.0), &|t| 1.0 / t)
            && agrees((x.clone() * x.clone()).ln().unwrap().exp().unwrap(), 2.0 * a.0, &|t| (t * t).ln().exp())
    }
);

#[test]
fn second_derivatives_come_from_duals_of_duals() {
    // f = x³: f″ = 6x
    let x = Dual::new(Dual::new(5.0, 1.0), Dual::new(1.0, 0.0));
    let cube = x.clone() * x.clone() * x;
    assert_eq!((cube.real.real, cube.real.tangent, cube.tangent.tangent), (125.0, 75.0, 30.0));
}

// Expressions -------------------------------------------------------------------------------------------------------

/// An expression in one variable x; divisors are never zero: they are 1 + e².
#[derive(Clone, Debug)]
enum Expression {
    X,
    Integer(i8),
    Sum(Box<Self>, Box<Self>),
    Difference(Box<Self>, Box<Self>),
    Product(Box<Self>, Box<Self>),
    Quotient(Box<Self>, Box<Self>),
}

impl Expression {
    fn random(g: &mut Gen, depth: usize, quotients: bool) -> Self {
        let mut part = || Box::new(Self::random(g, depth - 1, quotients));
        if depth == 0 {
            return if bool::arbitrary(g) { Self::X } else { Self::Integer(i8::arbitrary(g) % 9) };
        }
        let (left, right) = (part(), part());
        match u8::arbitrary(g) % if quotients { 5 } else { 4 } {
            0 => Self::Sum(left, right),
            1 => Self::Difference(left, right),
            2 | 3 => Self::Product(left, right),
            _ => Self::Quotient(left, right),
        }
    }

    fn at<F: Field>(&self, x: &F) -> F {
        match self {
            Self::X => x.clone(),
            Self::Integer(n) => F::integer(i64::from(*n)),
            Self::Sum(a, b) => a.at(x) + b.at(x),
            Self::Difference(a, b) => a.at(x) - b.at(x),
            Self::Product(a, b) => a.at(x) * b.at(x),
            Self::Quotient(a, b) => {
                let divisor = b.at(x);
                a.at(x) * (F::one() + divisor.clone() * divisor).reciprocal().expect("1 + e² is not zero")
            }
        }
    }

    /// Coefficients of a polynomial expression, constant first, no trailing zeros.
    fn coefficients(&self) -> Vec<Rational> {
        let padded = |a: Vec<Rational>, b: Vec<Rational>, sign: i64| {
            let at = |list: &[Rational], k: usize| list.get(k).cloned().unwrap_or_else(Rational::zero);
            let sum = |k| at(&a, k) + at(&b, k) * Rational::integer(sign);
            trimmed((0..a.len().max(b.len())).map(sum).collect())
        };
        match self {
            Self::X => vec![Rational::zero(), Rational::one()],
            Self::Integer(n) => trimmed(vec![Rational::integer(i64::from(*n))]),
            Self::Sum(a, b) => padded(a.coefficients(), b.coefficients(), 1),
            Self::Difference(a, b) => padded(a.coefficients(), b.coefficients(), -1),
            Self::Product(a, b) | Self::Quotient(a, b) => {
                let (a, b) = (a.coefficients(), b.coefficients());
                let mut product = vec![Rational::zero(); (a.len() + b.len()).saturating_sub(1)];
                for (i, x) in a.iter().enumerate() {
                    for (j, y) in b.iter().enumerate() {
                        product[i + j] += x * y;
                    }
                }
                trimmed(product)
            }
        }
    }
}

fn trimmed(mut coefficients: Vec<Rational>) -> Vec<Rational> {
    while coefficients.last().is_some_and(Rational::is_zero) {
        coefficients.pop();
    }
    coefficients
}

#[derive(Clone, Debug)]
struct Polynomial(Expression);

impl Arbitrary for Polynomial {
    fn arbitrary(g: &mut Gen) -> Self {
        let depth = 1 + usize::arbitrary(g) % 4;
        Self(Expression::random(g, depth, false))
    }
}

#[derive(Clone, Debug)]
struct RationalFunction(Expression);

impl Arbitrary for RationalFunction {
    fn arbitrary(g: &mut Gen) -> Self {
        let depth = 1 + usize::arbitrary(g) % 4;
        Self(Expression::random(g, depth, true))
    }
}

property!(
    /// Multiplied out, a polynomial has at most the degree that was counted.
    degrees_are_never_too_small(p: Polynomial) {
        let degree = p.0.at(&Degree::VARIABLE);
        let exact = p.0.coefficients().len().saturating_sub(1) as u64;
        degree.is_polynomial() && degree.numerator() >= exact
    }
);
property!(
    /// A rational function times its counted denominators is a polynomial of the counted degree: it is determined by
    /// that many values, so two such functions of degree d agree on at most 2d points unless they are equal. Counted
    /// here: the zeros of f − c over 𝔽₁₀₁ for a c that f is not identically.
    rational_functions_have_no_more_zeros_than_their_degree(f: RationalFunction, c: u8) {
        let c = Prime::<101>::new(u64::from(c));
        let degree = (f.0.at(&Degree::VARIABLE) - Degree::VARIABLE).numerator();
        let values: Vec<Prime<101>> = (0..101).filter_map(|x| at_if_defined(&f.0, Prime::<101>::new(x))).collect();
        let hits = values.iter().filter(|value| **value == c).count();
        hits == values.len() || hits as u64 <= degree.max(f.0.at(&Degree::VARIABLE).denominator())
    }
);

/// Nine functions in one variable: the entries of a matrix.
#[derive(Clone, Debug)]
struct MatrixFunction(Vec<Expression>);

impl Arbitrary for MatrixFunction {
    fn arbitrary(g: &mut Gen) -> Self {
        Self((0..9).map(|_| Expression::random(g, 1, true)).collect())
    }
}

property!(
    /// The same for what is done to a matrix: its determinant, an entry of its inverse, and their derivatives.
    determinants_and_inverses_have_no_more_zeros_than_their_degree(f: MatrixFunction, c: u8, entry: u8) {
        let (i, j) = (usize::from(entry) % 3, usize::from(entry) / 3 % 3);
        let of = |m: &Matrix<Dual<Degree>>| {
            let entry = inverse(m).map_or(Dual::constant(Degree::VARIABLE), |inverse| inverse[(i, j)].clone());
            let determinant = determinant(m).expect("a square matrix");
            [determinant.real, determinant.tangent, entry.real, entry.tangent]
        };
        // Along x + ε a function and its derivative have the degrees of the formula in duals.
        let lifted = |e: &Expression| e.at(&Dual::new(Degree::VARIABLE, Degree::CONSTANT));
        let degrees = of(&Matrix::from_row_iterator(3, 3, f.0.iter().map(lifted)));
        let c = Prime::<101>::new(u64::from(c));
        let mut values: [Vec<Prime<101>>; 4] = Default::default();
        for x in 0..101 {
            let x = Dual::new(Prime::<101>::new(x), Prime::one());
            let Some(entries) = f.0.iter().map(|e| dual_if_defined(e, &x)).collect::<Option<Vec<_>>>() else { continue };
            let m = Matrix::from_row_iterator(3, 3, entries);
            let determinant = determinant(&m).expect("a square matrix");
            values[0].push(determinant.real);
            values[1].push(determinant.tangent);
            let Ok(inverse) = inverse(&m) else { continue };
            values[2].push(inverse[(i, j)].real);
            values[3].push(inverse[(i, j)].tangent);
        }
        values.iter().zip(degrees).all(|(values, degree)| {
            let most = (degree - Degree::VARIABLE).numerator().max(degree.denominator());
            let hits = values.iter().filter(|value| **value == c).count();
            hits == values.len() || hits as u64 <= most
        })
    }
);

/// Value and derivative over 𝔽₁₀₁, where 1 + e² may be zero after all.
fn dual_if_defined(f: &Expression, x: &Dual<Prime<101>>) -> Option<Dual<Prime<101>>> {
    let both = |a: &Expression, b: &Expression| Some((dual_if_defined(a, x)?, dual_if_defined(b, x)?));
    Some(match f {
        Expression::X => x.clone(),
        Expression::Integer(n) => Field::integer(i64::from(*n)),
        Expression::Sum(a, b) => both(a, b).map(|(a, b)| a + b)?,
        Expression::Difference(a, b) => both(a, b).map(|(a, b)| a - b)?,
        Expression::Product(a, b) => both(a, b).map(|(a, b)| a * b)?,
        Expression::Quotient(a, b) => {
            let (a, b) = both(a, b)?;
            a * (Dual::one() + b.clone() * b).reciprocal().ok()?
        }
    })
}

/// The value over 𝔽₁₀₁, where 1 + e² may be zero after all.
fn at_if_defined(f: &Expression, x: Prime<101>) -> Option<Prime<101>> {
    Some(match f {
        Expression::X => x,
        Expression::Integer(n) => Prime::integer(i64::from(*n)),
        Expression::Sum(a, b) => at_if_defined(a, x)? + at_if_defined(b, x)?,
        Expression::Difference(a, b) => at_if_defined(a, x)? - at_if_defined(b, x)?,
        Expression::Product(a, b) => at_if_defined(a, x)? * at_if_defined(b, x)?,
        Expression::Quotient(a, b) => {
            let divisor = at_if_defined(b, x)?;
            at_if_defined(a, x)? * (Prime::one() + divisor * divisor).reciprocal().ok()?
        }
    })
}

#[test]
fn known_degrees() {
    let x = Degree::VARIABLE;
    let matrix = |order| Matrix::from_element(order, order, x);
    for order in 1..=8u64 {
        // |A| is a polynomial of degree D in its entries, and A⁻¹ a matrix of degree D−1 over it.
        let matrix = matrix(order as usize);
        let counted = determinant(&matrix).unwrap();
        assert_eq!((counted.numerator(), counted.denominator()), (order, 0));
        for entry in inverse(&matrix).unwrap().iter() {
            assert_eq!((entry.numerator(), entry.denominator()), (order - 1, order));
        }
    }
    // 1/x₁₁x₂₂ − 1/x₁₂x₂₁ = (x₁₂x₂₁ − x₁₁x₂₂) / x₁₁x₂₂x₁₂x₂₁
    let reciprocals = determinant(&matrix(2).map(|x| x.reciprocal().unwrap())).unwrap();
    assert_eq!((reciprocals.numerator(), reciprocals.denominator()), (2, 4));
    let mut singular = matrix(2);
    singular.row_mut(1).fill(Degree::zero());
    assert!(inverse(&singular).is_err() && determinant(&singular).unwrap().is_zero());
    assert_eq!((x * x + x).numerator(), 2);
    assert_eq!(x.reciprocal().unwrap().denominator(), 1);
    assert!((x * Degree::zero()).is_zero());
    assert!(x.ln().unwrap().is_transcendental() && !Degree::CONSTANT.ln().unwrap().is_transcendental());
}

// Rounded numbers ---------------------------------------------------------------------------------------------------

/// Whether the bound reaches from the computed value to the exact one.
fn contains(rounded: &Rounded, exact: &Rational) -> bool {
    let (Some(value), Some(error)) = (Rational::from_f64(rounded.value()), Rational::from_f64(rounded.error())) else {
        return false;
    };
    (value - exact).abs() <= error
}

property!(rounding_bounds_contain_the_exact_value(f: RationalFunction, x: Moderate) {
    let exact = f.0.at(&Rational::from_f64(x.0).expect("finite"));
    contains(&f.0.at(&Rounded::exact(x.0)), &exact)
});

/// A square matrix of order 1 to 5, of short decimals, with a strong enough diagonal to be invertible.
#[derive(Clone, Debug)]
struct Square(Matrix<f64>);

impl Arbitrary for Square {
    fn arbitrary(g: &mut Gen) -> Self {
        let order = 1 + usize::arbitrary(g) % 5;
        let mut matrix = Matrix::from_fn(order, order, |_, _| f64::from(i8::arbitrary(g)) / 64.0);
        for i in 0..order {
            // Larger than the rest of its row, but not by much.
            let rest: f64 = matrix.row(i).iter().map(|entry| entry.abs()).sum::<f64>() - matrix[(i, i)].abs();
            matrix[(i, i)] = rest + 1.0 / 64.0;
        }
        Self(matrix)
    }
}

property!(rounding_bounds_contain_exact_determinants_and_inverses(a: Square) {
    let exact = a.0.map(|entry| Rational::from_f64(entry).expect("finite"));
    let rounded = a.0.map(Rounded::exact);
    let determinants = contains(&determinant(&rounded).unwrap(), &determinant(&exact).unwrap());
    // Where rounding consumes every digit, it must say so.
    let inverses = match inverse(&rounded) {
        Ok(rounded) => rounded.iter().zip(inverse(&exact).unwrap().iter()).all(|(a, b)| contains(a, b)),
        Err(error) => error.is_precision_lost(),
    };
    determinants && inverses
});
property!(
    /// Where cancellation is worst: (1 + x) − 1, and the like.
    rounding_bounds_survive_cancellation(x: Moderate, n: u8) {
        let tiny = x.0 * 10f64.powi(-i32::from(n % 18));
        let rounded = Rounded::exact(1.0) + Rounded::exact(tiny) - Rounded::exact(1.0);
        let exact = Rational::from_f64(tiny).expect("finite");
        contains(&rounded, &exact) && contains(&(rounded * Rounded::exact(1e9)), &(exact * Rational::integer(1_000_000_000)))
    }
);
property!(
    /// ln and exp undo each other within their bounds.
    rounded_logarithms_and_exponentials_are_inverse(x: Moderate) {
        let back = Rounded::exact(x.0).exp().unwrap().ln().unwrap();
        let forth = Rounded::exact(x.0).ln().unwrap().exp().unwrap();
        (back.value() - x.0).abs() <= back.error() && (forth.value() - x.0).abs() <= forth.error()
            && back.error() < 1e-13 && forth.error() < 1e-13
    }
);

#[test]
fn a_rounded_number_that_may_be_zero_has_no_reciprocal_and_no_logarithm() {
    let doubtful = Rounded::exact(1.0) + Rounded::exact(1e-20) - Rounded::exact(1.0);
    assert!(doubtful.reciprocal().is_err_and(|error| error.is_precision_lost()));
    assert!(doubtful.ln().is_err_and(|error| error.is_precision_lost()));
    // Its sign is just as doubtful on the other side of zero.
    let negative = doubtful - Rounded::exact(1e-18);
    assert!(negative.value() < 0.0);
    assert!(negative.ln().is_err_and(|error| error.is_precision_lost()));
    assert!(Rounded::exact(-1.0).ln().is_err_and(|error| error.is_domain()));
    assert!(Rounded::exact(0.0).ln().is_err_and(|error| error.is_domain()));
    assert!(Rounded::exact(0.0).reciprocal().is_err_and(|error| error.is_singular()));
}

// Matrices ----------------------------------------------------------------------------------------------------------

property!(matrix_functions_agree_with_nalgebra(a: Square) {
    let order = a.0.nrows();
    let ours = inverse(&a.0).unwrap();
    let theirs = a.0.clone().try_inverse().expect("a dominant diagonal");
    // The inverse may be large: compare relative to the condition.
    let scale = 1e-14 * ours.norm() * ours.norm() * a.0.norm() * order as f64;
    let covariance = &a.0 * a.0.transpose();
    let factor = cholesky("AAᵀ", &covariance);
    let inverses = relative_eq!(ours, theirs, epsilon = scale, max_relative = 1e-12);
    let determinants = relative_eq!(
        determinant(&a.0).unwrap(),
        a.0.determinant(),
        epsilon = 1e-13 * a.0.norm().powi(order as i32),
        max_relative = 1e-12
    );
    let factors = match (factor, covariance.clone().cholesky()) {
        (Ok(ours), Some(theirs)) => {
            relative_eq!(&ours * ours.transpose(), covariance, epsilon = 1e-12 * covariance.norm())
                && relative_eq!(ours, theirs.l(), epsilon = 1e-7 * covariance.norm(), max_relative = 1e-7)
        }
        // So close to singular that rounding decides.
        (ours, theirs) => ours.is_ok() || theirs.is_none() || covariance.symmetric_eigenvalues().min() < 1e-10,
    };
    inverses && determinants && factors
});
property!(inverses_and_determinants_are_exact_over_the_rationals(a: Square) {
    let exact = a.0.map(|entry| Rational::from_f64(entry).expect("finite"));
    let inverted = inverse(&exact).unwrap();
    let determinants = determinant(&exact).unwrap() * determinant(&inverted).unwrap();
    &exact * &inverted == Matrix::identity(a.0.nrows(), a.0.nrows()) && determinants == Rational::one()
});

#[test]
fn row_exchanges_are_made_where_a_pivot_is_zero() {
    let swap = Matrix::from_row_slice(3, 3, &[0.0, 1.0, 0.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.0]);
    assert_relative_eq!(inverse(&swap).unwrap(), swap.transpose());
    assert_eq!(determinant(&swap), Ok(1.0));
    let odd = Matrix::from_row_slice(2, 2, &[0.0, 1.0, 1.0, 0.0]);
    assert_eq!(determinant(&odd), Ok(-1.0));
    let exact = odd.map(|entry| Rational::from_f64(entry).unwrap());
    assert_eq!(determinant(&exact).unwrap().to_i64(), Some(-1));
    let prime = odd.map(|entry| Prime::<MERSENNE_61>::new(entry as u64));
    assert_eq!(determinant(&prime).unwrap(), Prime::integer(-1));
}
