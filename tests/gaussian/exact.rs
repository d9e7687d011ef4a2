//! Exact values of Gaussian formulas: every double is a fraction, and fractions are not rounded.

use gradus::matrix::Matrix;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};

pub type Fraction = BigRational;

/// Bits of a logarithm after the point: 90 digits.
const BITS: usize = 300;

/// The fraction that a double is.
pub fn fraction(number: f64) -> Fraction {
    Fraction::from_float(number).expect("a finite number")
}

/// The nearest double.
pub fn double(number: &Fraction) -> f64 {
    number.to_f64().expect("a fraction has a nearest double")
}

/// ln q for q > 0, to 90 digits after the point.
pub fn ln(number: &Fraction) -> Fraction {
    let size = |number: &BigInt| i64::try_from(number.bits()).expect("few bits");
    let exponent = size(number.numer()) - size(number.denom());
    let power = Fraction::from_integer(BigInt::one() << exponent.unsigned_abs());
    let rest = if exponent < 0 { number * power } else { number / power };
    twice_atanh(&((&rest - Fraction::one()) / (rest + Fraction::one())))
        + twice_atanh(&Fraction::new(1.into(), 3.into())) * Fraction::from_integer(exponent.into())
}

/// 2 atanh z = ln((1+z)/(1−z)) for |z| ≤ ½.
fn twice_atanh(z: &Fraction) -> Fraction {
    let unit = BigInt::one() << BITS;
    let z = (z * Fraction::from_integer(unit.clone())).to_integer();
    let square = (&z * &z) >> BITS;
    let (mut power, mut sum, mut k) = (z, BigInt::zero(), 1);
    while !power.is_zero() && power != -BigInt::one() {
        sum += &power / k;
        power = (&power * &square) >> BITS;
        k += 2;
    }
    Fraction::new(sum * 2, unit)
}

/// √q for q ≥ 0, to 90 digits.
pub fn sqrt(number: &Fraction) -> Fraction {
    // √(n/d) = √(nd 4ᵏ)/(d 2ᵏ)
    let root = ((number.numer() * number.denom()) << (2 * BITS)).sqrt();
    Fraction::new(root, number.denom() << BITS)
}

/// A matrix of fractions, by rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Exact {
    rows: Vec<Vec<Fraction>>,
}

impl From<&Matrix<f64>> for Exact {
    fn from(matrix: &Matrix<f64>) -> Self {
        Self::from_fn(matrix.nrows(), matrix.ncols(), |i, j| fraction(matrix[(i, j)]))
    }
}

impl Exact {
    pub fn from_fn(rows: usize, columns: usize, entry: impl Fn(usize, usize) -> Fraction) -> Self {
        Self { rows: (0..rows).map(|i| (0..columns).map(|j| entry(i, j)).collect()).collect() }
    }

    pub fn nrows(&self) -> usize {
        self.rows.len()
    }

    fn ncols(&self) -> usize {
        self.rows[0].len()
    }

    pub fn at(&self, i: usize, j: usize) -> &Fraction {
        &self.rows[i][j]
    }

    pub fn plus(&self, other: &Self) -> Self {
        Self::from_fn(self.nrows(), self.ncols(), |i, j| self.at(i, j) + other.at(i, j))
    }

    pub fn minus(&self, other: &Self) -> Self {
        Self::from_fn(self.nrows(), self.ncols(), |i, j| self.at(i, j) - other.at(i, j))
    }

    pub fn over(&self, divisor: usize) -> Self {
        Self::from_fn(self.nrows(), self.ncols(), |i, j| self.at(i, j) / Fraction::from_integer(divisor.into()))
    }

    pub fn times(&self, other: &Self) -> Self {
        let entry = |i, j| (0..other.nrows()).map(|k| self.at(i, k) * other.at(k, j)).sum();
        Self::from_fn(self.nrows(), other.ncols(), entry)
    }

    pub fn transpose(&self) -> Self {
        Self::from_fn(self.ncols(), self.nrows(), |i, j| self.at(j, i).clone())
    }

    pub fn select(&self, rows: &[usize], columns: &[usize]) -> Self {
        Self::from_fn(rows.len(), columns.len(), |i, j| self.at(rows[i], columns[j]).clone())
    }

    pub fn trace(&self) -> Fraction {
        (0..self.nrows()).map(|i| self.at(i, i).clone()).sum()
    }

    /// A = RDRᵀ of a positive definite matrix: R with a diagonal of 1, and the diagonal of D.
    fn pivots(&self) -> (Self, Vec<Fraction>) {
        let order = self.nrows();
        let mut rest = self.rows.clone();
        let mut lower = vec![vec![Fraction::zero(); order]; order];
        let mut pivots = Vec::new();
        for j in 0..order {
            let pivot = rest[j][j].clone();
            assert!(pivot.is_positive(), "not positive definite");
            for i in j..order {
                lower[i][j] = &rest[i][j] / &pivot;
            }
            let row = rest[j].clone();
            for i in j + 1..order {
                for (entry, known) in rest[i].iter_mut().zip(&row).skip(j + 1) {
                    *entry -= &lower[i][j] * known;
                }
            }
            pivots.push(pivot);
        }
        (Self { rows: lower }, pivots)
    }

    /// A⁻¹B of a positive definite matrix A.
    pub fn solve(&self, right: &Self) -> Self {
        let (lower, pivots) = self.pivots();
        let mut x = right.clone();
        for column in 0..right.ncols() {
            for i in 0..self.nrows() {
                for k in 0..i {
                    let change = lower.at(i, k) * x.at(k, column);
                    x.rows[i][column] -= change;
                }
            }
            for i in (0..self.nrows()).rev() {
                x.rows[i][column] /= &pivots[i];
                for k in i + 1..self.nrows() {
                    let change = lower.at(k, i) * x.at(k, column);
                    x.rows[i][column] -= change;
                }
            }
        }
        x
    }

    /// |A| of a positive definite matrix.
    pub fn determinant(&self) -> Fraction {
        self.pivots().1.into_iter().product()
    }

    /// The Cholesky factor, to 90 digits.
    pub fn cholesky(&self) -> Self {
        let (lower, pivots) = self.pivots();
        let roots: Vec<Fraction> = pivots.iter().map(sqrt).collect();
        let entry = |i, j| if i < j { Fraction::zero() } else { lower.at(i, j) * &roots[j] };
        Self::from_fn(self.nrows(), self.nrows(), entry)
    }

    /// [`Exact::cholesky`], rounded.
    pub fn factor(&self) -> Matrix<f64> {
        self.cholesky().rounded()
    }

    pub fn rounded(&self) -> Matrix<f64> {
        Matrix::from_fn(self.nrows(), self.ncols(), |i, j| double(self.at(i, j)))
    }
}

/// N(x | μ, Σ).
#[derive(Clone, Debug)]
pub struct Law {
    pub mean: Exact,
    pub covariance: Exact,
}

impl Law {
    pub fn new(mean: &Matrix<f64>, covariance: &Matrix<f64>) -> Self {
        Self { mean: mean.into(), covariance: covariance.into() }
    }

    /// The law of z = [x; Ax + b + noise].
    pub fn joint(&self, map: &Exact, noise: &Self) -> Self {
        let (p, q) = (self.mean.nrows(), map.nrows());
        let cross = map.times(&self.covariance);
        let below = cross.times(&map.transpose()).plus(&noise.covariance);
        let mapped = map.times(&self.mean).plus(&noise.mean);
        let covariance = Exact::from_fn(p + q, p + q, |i, j| {
            match (i < p, j < p) {
                (true, true) => self.covariance.at(i, j),
                (false, true) => cross.at(i - p, j),
                (true, false) => cross.at(j - p, i),
                (false, false) => below.at(i - p, j - p),
            }
            .clone()
        });
        Self {
            mean: Exact::from_fn(p + q, 1, |i, _| if i < p { self.mean.at(i, 0) } else { mapped.at(i - p, 0) }.clone()),
            covariance,
        }
    }

    pub fn marginal(&self, indices: &[usize]) -> Self {
        Self { mean: self.mean.select(indices, &[0]), covariance: self.covariance.select(indices, indices) }
    }

    /// The law of `hidden`, given the values at `observed`.
    pub fn condition(&self, hidden: &[usize], observed: &[usize], values: &Exact) -> Self {
        let cross = self.covariance.select(observed, hidden);
        let gain = self.covariance.select(observed, observed).solve(&cross).transpose();
        let hidden = self.marginal(hidden);
        let deviation = values.minus(&self.mean.select(observed, &[0]));
        Self {
            mean: hidden.mean.plus(&gain.times(&deviation)),
            covariance: hidden.covariance.minus(&gain.times(&cross)),
        }
    }

    /// The law of x, given `count` observations of Ax + b + noise, each with noise of its own, whose mean is `y`.
    pub fn posterior(&self, map: &Exact, noise: &Self, count: usize, y: &Exact) -> Self {
        let noise = Self { mean: noise.mean.clone(), covariance: noise.covariance.over(count) };
        let p = self.mean.nrows();
        let all: Vec<usize> = (0..p + map.nrows()).collect();
        self.joint(map, &noise).condition(&all[..p], &all[p..], y)
    }

    /// (x−μ)ᵀΣ⁻¹(x−μ)
    pub fn distance(&self, x: &Exact) -> Fraction {
        let deviation = x.minus(&self.mean);
        deviation.transpose().times(&self.covariance.solve(&deviation)).at(0, 0).clone()
    }

    /// ln N(x | μ, Σ)
    pub fn log_density(&self, x: &Exact) -> f64 {
        let order = self.mean.nrows() as f64;
        let rest = double(&(self.distance(x) + ln(&self.covariance.determinant())));
        -0.5 * (order * std::f64::consts::TAU.ln() + rest)
    }

    /// KL(p₁‖p₂) = ½ (tr(Σ₂⁻¹Σ₁) + (μ₂−μ₁)ᵀΣ₂⁻¹(μ₂−μ₁) − D + ln|Σ₂| − ln|Σ₁|)
    pub fn kullback_leibler(&self, other: &Self) -> Fraction {
        let ratio = other.covariance.determinant() / self.covariance.determinant();
        let order = Fraction::from_integer(self.mean.nrows().into());
        let trace = other.covariance.solve(&self.covariance).trace();
        (trace + other.distance(&self.mean) - order + ln(&ratio)) / Fraction::from_integer(2.into())
    }
}

#[test]
fn logarithms_have_their_digits() {
    for number in [1.0, 2.0, 0.5, 3.0, 1e-300, 7e200, 1.0 + 1e-9, 0.999_999] {
        let (found, expected) = (double(&ln(&fraction(number))), f64::ln(number));
        assert!((found - expected).abs() <= 1e-15 * expected.abs(), "{number}: {found}, {expected}");
    }
    // ln(1+t) = t − t²/2 + t³/3 − …
    let t = Fraction::new(1.into(), BigInt::from(10).pow(20));
    let two = |k: i64| Fraction::from_integer(k.into());
    let expected = &t - &t * &t / two(2) + &t * &t * &t / two(3);
    let error = (ln(&(Fraction::one() + &t)) - expected).abs();
    assert!(error < &t * &t * &t * &t, "{}", double(&error));
}
