//! The accuracy table: the cases that are hard, each with its relative error against exact fractions.
//!
//! ```sh
//! cargo test --no-default-features --test gaussian accuracy -- --nocapture
//! ```
//!
//! prints it as Markdown. Roots and logarithms are taken to 90 digits; everything else is exact.

use crate::draw::{Draw, identity};
use crate::exact::{Exact, Fraction, Law, double, fraction, ln, sqrt};
use gradus::gaussian::{Gaussian, LinearGaussian, SufficientStatistics, WeightedStatistics};
use gradus::matrix::{Matrix, diagonal};
use gradus::{Error, Result};
use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive, Zero};

/// The bound for every case.
const ENOUGH: f64 = 1e-12;

#[derive(Default)]
struct Table {
    rows: Vec<[String; 3]>,
    missed: Vec<String>,
}

impl Table {
    /// The relative error of a result, or what happens instead of one.
    fn error(&mut self, case: impl Into<String>, what: &str, error: Result<f64>) {
        let (case, text) = (case.into(), error.as_ref().map_or_else(Error::to_string, |error| format!("{error:.1e}")));
        if !error.is_ok_and(|error| error <= ENOUGH) {
            self.missed.push(format!("{case}, {what}: {text}"));
        }
        self.rows.push([case, what.into(), text]);
    }

    /// A decision, and whether it is the right one.
    fn decision(&mut self, case: impl Into<String>, what: &str, found: String, right: bool) {
        let case = case.into();
        if !right {
            self.missed.push(format!("{case}, {what}: {found}"));
        }
        self.rows.push([case, what.into(), found]);
    }
}

/// 10ᵉ, correctly rounded.
fn power(exponent: i32) -> f64 {
    format!("1e{exponent}").parse().expect("a number")
}

fn row(numbers: &[f64]) -> Matrix<f64> {
    Matrix::from_row_slice(1, numbers.len(), numbers)
}

fn zeros(dimension: usize) -> Matrix<f64> {
    Matrix::zeros(dimension, 1)
}

fn one(number: f64) -> Matrix<f64> {
    row(&[number])
}

/// |found − exact|/|exact|; ∞ for NaN and infinities.
fn relative(found: f64, exact: &Fraction) -> f64 {
    if !found.is_finite() {
        return f64::INFINITY;
    }
    let difference = (fraction(found) - exact).abs();
    match (difference.is_zero(), exact.is_zero()) {
        (true, _) => 0.0,
        (false, true) => f64::INFINITY,
        (false, false) => (difference / exact.abs()).to_f64().unwrap_or(f64::INFINITY),
    }
}

fn worst(errors: impl IntoIterator<Item = f64>) -> f64 {
    errors.into_iter().fold(0.0, f64::max)
}

/// Of the mean, each entry relative to itself or to its deviation, whichever is larger; and of the factor, each entry
/// relative to its row, the diagonal to itself.
fn of_law(found: &Gaussian, law: &Law) -> [f64; 2] {
    let (lower, order) = (law.covariance.cholesky(), found.dimension());
    let beside = |found: f64, exact: &Fraction, size: &Fraction| double(&((fraction(found) - exact).abs() / size));
    let deviation = |i: usize| sqrt(law.covariance.at(i, i));
    let mean = (0..order).map(|i| {
        let exact = law.mean.at(i, 0);
        beside(found.mean()[i], exact, &exact.abs().max(deviation(i)))
    });
    let factor = (0..order).flat_map(|i| (0..=i).map(move |j| (i, j))).map(|(i, j)| {
        let size = if i == j { lower.at(i, i).clone() } else { deviation(i) };
        beside(found.factor()[(i, j)], lower.at(i, j), &size)
    });
    [worst(mean), worst(factor)]
}

struct Model {
    map: Matrix<f64>,
    noise: Matrix<f64>,
    y: Matrix<f64>,
}

impl Model {
    /// Of the posterior by one observation, by three of them, and of the evidence, with a prior N(0, I).
    fn errors(&self) -> Result<[[f64; 2]; 3]> {
        let (q, p) = self.map.shape();
        let prior = Gaussian::new(zeros(p), identity(p))?;
        let mut model = LinearGaussian::new(prior, self.map.clone(), zeros(q), self.noise.clone())?;
        let (white, noise) = (Law::new(&zeros(p), &identity(p)), Law::new(&zeros(q), &self.noise));
        let (map, y) = (Exact::from(&self.map), Exact::from(&self.y));
        let evidence = of_law(&model.evidence()?, &white.joint(&map, &noise).marginal(&(p..p + q).collect::<Vec<_>>()));
        let once = of_law(&model.posterior(&self.y)?, &white.posterior(&map, &noise, 1, &y));
        (0..3).try_for_each(|_| model.update(&self.y))?;
        let thrice = of_law(model.prior(), &white.posterior(&map, &noise, 3, &y));
        Ok([once, thrice, evidence])
    }
}

fn posteriors(table: &mut Table) {
    let mut add = |case: String, model: Model| {
        let errors = model.errors();
        for (k, what) in ["posterior", "after three updates", "evidence"].into_iter().enumerate() {
            for (part, name) in ["mean", "factor"].into_iter().enumerate() {
                let error = errors.as_ref().map(|errors| errors[k][part]);
                let error = error.map_err(|error| Error::undefined(error.to_string()));
                table.error(case.clone(), &format!("{name}, {what}"), error);
            }
        }
    };
    for exponent in [-20, -16, -12, -8, 0, 8, 12, 16, 20] {
        let (map, noise) = (row(&[1.0, 1.0]), one(power(exponent)));
        add(format!("map [1 1], noise/prior 1e{exponent}"), Model { map, noise, y: one(1.0) });
        let map = Matrix::from_row_slice(3, 2, &[1.0, 2.0, 3.0, 1.0, 1.0, -1.0]);
        let (noise, y) = (identity(3) * power(exponent), Matrix::from_column_slice(3, 1, &[1.0, 2.0, 0.5]));
        add(format!("map 3×2, noise/prior 1e{exponent}"), Model { map, noise, y });
    }
    for (name, entries) in [
        ("open", [1.0, 1.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0.0, 2.0]),
        ("identity", [1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0]),
    ] {
        let (map, noise) = (Matrix::from_row_slice(3, 3, &entries), diagonal(&row(&[1e-20, 1.0, 1e20]).transpose()));
        let y = Matrix::from_column_slice(3, 1, &[1.0, 2.0, 3.0]);
        add(format!("map 3×3, {name}, noise diag(1e-20, 1, 1e20)"), Model { map, noise, y });
    }
}

/// ln 2π.
fn ln_two_pi() -> Fraction {
    let digits = "18378770664093454835606594728112352797227949472755668";
    Fraction::new(digits.parse().expect("digits"), BigInt::from(10).pow(52))
}

fn information(table: &mut Table) -> Result<()> {
    let half = Fraction::new(1.into(), 2.into());
    let white = Gaussian::new(one(0.0), one(1.0))?;
    for exponent in [-200, -32, -20, -16, 16, 20, 32, 200] {
        let (r, case) = (power(exponent), format!("r = 1e{exponent}"));
        let (law, exact) = (Gaussian::new(one(0.0), one(r))?, fraction(r));
        let unit = Fraction::from_integer(1.into());
        // ½ (r − 1 − ln r) and ½ (1/r − 1 + ln r)
        let divergence = (&exact - &unit - ln(&exact)) * &half;
        table.error(
            &case,
            "KL(N(0,r) ‖ N(0,1))",
            law.kullback_leibler(&white).map(|found| relative(found, &divergence)),
        );
        let divergence = (unit.clone() / &exact - &unit + ln(&exact)) * &half;
        table.error(
            &case,
            "KL(N(0,1) ‖ N(0,r))",
            white.kullback_leibler(&law).map(|found| relative(found, &divergence)),
        );
        let entropy = (unit.clone() + ln_two_pi() + ln(&exact)) * &half;
        table.error(&case, "entropy of N(0,r)", Ok(relative(law.entropy(), &entropy)));
        let distance = unit.clone() / &exact;
        let found = law.mahalanobis_distances(&one(1.0)).map(|found| relative(found[0], &distance));
        table.error(&case, "Mahalanobis distance of 1", found);
        let density = -(ln_two_pi() + ln(&exact) + distance) * &half;
        table.error(&case, "log-density at 1", law.log_density(&one(1.0)).map(|found| relative(found, &density)));
        let model = LinearGaussian::new(white.clone(), one(1.0), one(0.0), one(r))?;
        let sum = &unit + exact;
        let density = -(ln_two_pi() + ln(&sum) + unit / sum) * &half;
        let found = model.evidence().and_then(|evidence| evidence.log_density(&one(1.0)));
        table.error(&case, "log-evidence of y = 1, noise r", found.map(|found| relative(found, &density)));
    }
    // The evidence of one more observation after three precise ones: its mean is many deviations from 0.
    for exponent in [-20, -16, -12] {
        let (r, unit) = (power(exponent), Fraction::from_integer(1.into()));
        let mut model = LinearGaussian::new(white.clone(), one(1.0), one(0.0), one(r))?;
        (0..3).try_for_each(|_| model.update(&one(1.0)))?;
        let found = model.evidence().and_then(|evidence| evidence.log_density(&one(1.0)));
        // The posterior is N(3/(3+r), r/(3+r)).
        let sum = fraction(3.0) + fraction(r);
        let (mean, variance) = (fraction(3.0) / &sum, fraction(r) / &sum + fraction(r));
        let density = -(ln_two_pi() + ln(&variance) + (&unit - &mean) * (&unit - &mean) / variance) * &half;
        let case = format!("noise/prior 1e{exponent}");
        table.error(case, "log-evidence after three updates", found.map(|found| relative(found, &density)));
    }
    let far = Gaussian::new(one(0.0), one(1e200))?.kullback_leibler(&Gaussian::new(one(0.0), one(1e-200))?)?;
    table.decision("KL(N(0,1e200) ‖ N(0,1e-200))", "5e399, beyond the range", format!("{far}"), far == f64::INFINITY);
    Ok(())
}

/// Mean and variance of one component.
fn moments(numbers: &[f64]) -> (Fraction, Fraction) {
    let count = Fraction::from_integer(numbers.len().into());
    let mean = numbers.iter().map(|x| fraction(*x)).sum::<Fraction>() / &count;
    let square = |x: &f64| (fraction(*x) - &mean) * (fraction(*x) - &mean);
    let variance = numbers.iter().map(square).sum::<Fraction>() / count;
    (mean, variance)
}

fn samples(table: &mut Table) -> Result<()> {
    let cases: [(&str, &[f64]); 6] = [
        ("0, 0, 1.5e154, 1.5e154", &[0.0, 0.0, 1.5e154, 1.5e154]),
        ("1e100, 1, 3, −1e100", &[1e100, 1.0, 3.0, -1e100]),
        ("1e308, −1e308", &[1e308, -1e308]),
        ("1e300 + k·1e290", &[1e300, 1e300 + 1e290, 1e300 + 2e290, 1e300 + 3e290]),
        ("1e9 + 0.1k", &[1e9, 1e9 + 0.1, 1e9 + 0.2, 1e9 + 0.3]),
        ("1e-150, 2e-150, 4e-150", &[1e-150, 2e-150, 4e-150]),
    ];
    for (name, numbers) in cases {
        let (mean, variance) = moments(numbers);
        let (mut pushed, mut merged) = (SufficientStatistics::new(1)?, SufficientStatistics::new(1)?);
        let mut weighted = WeightedStatistics::new(1)?;
        for x in numbers {
            pushed.push(&one(*x))?;
            weighted.push(&one(*x), 0.25)?;
            let mut single = SufficientStatistics::new(1)?;
            single.push(&one(*x))?;
            merged.merge(&single)?;
        }
        let mut extended = SufficientStatistics::new(1)?;
        extended.extend(&row(numbers))?;
        let all = [
            ("push", pushed.mean(), pushed.covariance()),
            ("extend", extended.mean(), extended.covariance()),
            ("merge", merged.mean(), merged.covariance()),
            ("weights ¼", weighted.mean(), weighted.covariance()),
        ];
        for (way, found, covariance) in all {
            table.error(name, &format!("mean, {way}"), found.map(|found| relative(found[0], &mean)));
            match covariance {
                Err(error) if variance.to_f64() == Some(f64::INFINITY) => {
                    table.decision(
                        name,
                        &format!("variance, {way}"),
                        error.to_string(),
                        error.to_string().contains("overflow"),
                    );
                }
                found => {
                    table.error(name, &format!("variance, {way}"), found.map(|found| relative(found[0], &variance)))
                }
            }
        }
    }
    Ok(())
}

/// Whether samples are refused or accepted.
fn dependence(table: &mut Table) -> Result<()> {
    let mut add = |case: String, data: Matrix<f64>, wanted: &str| -> Result<()> {
        let (n, d) = (data.ncols(), data.nrows());
        let mut ways = [SufficientStatistics::new(d)?, SufficientStatistics::new(d)?, SufficientStatistics::new(d)?];
        ways[1].extend(&data)?;
        for k in 0..n {
            ways[0].push(&data.columns(k, 1).into_owned())?;
        }
        let mut rest = SufficientStatistics::new(d)?;
        ways[2].extend(&data.columns(0, n / 3).into_owned())?;
        rest.extend(&data.columns(n / 3, n - n / 3).into_owned())?;
        ways[2].merge(&rest)?;
        for (way, name) in ways.iter().zip(["push", "extend", "merge"]) {
            let found = match way.gaussian() {
                Ok(_) => "accepted",
                Err(error) if error.is_not_positive_definite() => "refused",
                Err(_) => "another error",
            };
            table.decision(&case, name, found.into(), found == wanted);
        }
        Ok(())
    };
    for n in [69, 1_000, 100_000] {
        let sum = Matrix::from_fn(3, n, |i, k| {
            let (a, b) = ((k % 7) as f64, (k % 5) as f64);
            [a, b, a + b][i]
        });
        add(format!("(a, b, a+b), N = {n}"), sum, "refused")?;
        let degrees = |k: usize| (k % 40) as f64 / 2.0;
        let line = Matrix::from_fn(2, n, |i, k| [degrees(k), 1.8 * degrees(k) + 32.0][i]);
        add(format!("(x, 1.8x + 32), N = {n}"), line, "refused")?;
        // Of x and x + sz, where z is not correlated with x: 1 − R² = s²/(1 + s²) for equal variances.
        let near = |k: usize| [(k % 2) as f64 - 0.5, (k / 2 % 2) as f64 - 0.5];
        let near = Matrix::from_fn(2, n / 4 * 4, |i, k| near(k)[0] + [0.0, 1.001e-4 * near(k)[1]][i]);
        add(format!("1 − R² = 1e-8, N = {}", n / 4 * 4), near, "accepted")?;
    }
    Ok(())
}

fn symmetry(table: &mut Table) {
    let verdict = |covariance: Matrix<f64>| match Gaussian::new(zeros(covariance.nrows()), covariance) {
        Ok(_) => "accepted",
        Err(_) => "refused",
    };
    for (name, [a, b], wanted) in [
        ("[[1, 0.001], [0.00100000000000000001, 1]]", [0.001, 0.001_000_000_000_000_000_2], "accepted"),
        ("[[1, 0], [1e-300, 1]]", [0.0, 1e-300], "accepted"),
        ("[[1, 0.1], [0.2, 1]]", [0.1, 0.2], "refused"),
        ("[[1, 0], [1e-6, 1]]", [0.0, 1e-6], "refused"),
    ] {
        let found = verdict(Matrix::from_row_slice(2, 2, &[1.0, a, b, 1.0]));
        table.decision(name, "covariance", found.into(), found == wanted);
    }
    for order in [4, 20] {
        let accepted = |seed: u64| {
            let mut draw = Draw::new(seed);
            let (map, root) = (draw.matrix(order, order), draw.matrix(order, order));
            let product = &map * (&root * root.transpose() + identity(order)) * map.transpose() + identity(order);
            let noise = LinearGaussian::new(
                Gaussian::new(zeros(order), identity(order)).expect("N(0, I)"),
                identity(order),
                zeros(order),
                product.clone(),
            );
            verdict(product) == "accepted" && noise.is_ok()
        };
        let count = (0..200).filter(|seed| accepted(*seed)).count();
        table.decision(
            format!("APAᵀ + Q, D = {order}"),
            "covariance and noise",
            format!("{count} of 200 accepted"),
            count == 200,
        );
    }
}

#[test]
fn accuracy() -> Result<()> {
    let mut table = Table::default();
    posteriors(&mut table);
    information(&mut table)?;
    samples(&mut table)?;
    dependence(&mut table)?;
    symmetry(&mut table);
    println!("\n| case | quantity | relative error, or what happens |\n|---|---|---|");
    for [case, what, found] in &table.rows {
        println!("| {case} | {what} | {found} |");
    }
    assert!(table.rows.len() > 200, "{} rows", table.rows.len());
    assert!(table.missed.is_empty(), "\n{}", table.missed.join("\n"));
    Ok(())
}
