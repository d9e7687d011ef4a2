#![forbid(unsafe_code)]
//! One operation for each line on the standard input, such as `gradients` for gradus, `faer gradients` or
//! `statrs log_densities`; answers with its seconds, the mean of several times where it is short.
//!
//! Usage: `gradus-peers FOLDER D N`. The folder holds `mean`, `covariance` and `data` as 64-bit floats. After `write`
//! the last results stand there as `out.0`, `out.1`, … An operation that a peer does not have is answered by `none`.
//!
//! `gradus-peers memory D N` prints, for operations on N samples, the bytes that were taken beyond input and output.
//! `gradus-peers product` prints the floating point operations in a second of a matrix product by faer.

mod faer_peer;
mod memory;

use gradus::Matrix;
use gradus::derivations::{log_density::log_density, mu_gradient::mu_gradient, sigma_gradient::sigma_gradient};
use gradus::gaussian::{Gaussian, LinearGaussian, SufficientStatistics, log_likelihood_gradients};
use gradus::input::Sizes;
use gradus::oracle::{Evidence, GradientCheck};
use gradus::prelude::{D, covariance, formula, vector};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use std::error::Error;
use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Operations are repeated for so many seconds, as those of the peers are.
const LEAST: f64 = 2e-2;
/// Before that for so many seconds that are not counted: threads and caches wake up.
const WARMING: f64 = 1e-1;

type Outcome = Result<(Vec<Matrix<f64>>, f64), Box<dyn Error>>;

struct Problem {
    mean: Matrix<f64>,
    covariance: Matrix<f64>,
    data: Matrix<f64>,
    stream: ChaCha8Rng,
    check: GradientCheck,
    /// Gradient checks so far: each is at another random point.
    checks: u64,
    /// Runs of faer so far: each has other random numbers.
    draws: u64,
}

fn read(path: &Path, rows: usize, columns: usize) -> Result<Matrix<f64>, Box<dyn Error>> {
    let bytes = std::fs::read(path)?;
    let numbers: Vec<f64> = bytes.as_chunks::<8>().0.iter().map(|chunk| f64::from_le_bytes(*chunk)).collect();
    if numbers.len() != rows * columns {
        return Err(format!("{} holds {} numbers, not {rows}×{columns}", path.display(), numbers.len()).into());
    }
    Ok(Matrix::from_vec(rows, columns, numbers))
}

impl Problem {
    /// The results and the seconds.
    fn ours(&mut self, operation: &str) -> Outcome {
        let gaussian = || Gaussian::new(self.mean.clone(), self.covariance.clone());
        let dimension = self.mean.nrows();
        // A Gaussian that is at hand, for operations that begin with one.
        let at_hand = if operation == "condition" { Some(gaussian()?) } else { None };
        let start = Instant::now();
        // The clock stops before what a Gaussian owns is copied out of it.
        let finished = |of: Gaussian| {
            let seconds = start.elapsed().as_secs_f64();
            Ok((vec![of.mean().clone(), of.covariance().clone()], seconds))
        };
        let results = match operation {
            "log_densities" => vec![gaussian()?.log_densities(&self.data)?],
            "gradients" => {
                let (slope, curvature) = log_likelihood_gradients(&self.data, &self.mean, &self.covariance)?;
                vec![slope, curvature]
            }
            "maximum_likelihood" => {
                let mut statistics = SufficientStatistics::new(dimension)?;
                statistics.extend(&self.data)?;
                vec![statistics.mean()?, statistics.covariance()?]
            }
            "sample" => vec![gaussian()?.sample(&mut self.stream, self.data.ncols())],
            "condition" | "new_and_condition" => {
                let observed: Vec<usize> = (dimension / 2..dimension).collect();
                let values = self.data.view((dimension / 2, 0), (dimension - dimension / 2, 1)).into_owned();
                let joint = at_hand.map_or_else(gaussian, Ok)?;
                return finished(joint.condition(&observed, &values)?);
            }
            "posterior" => {
                let identity = Matrix::identity(dimension, dimension);
                let offset = Matrix::zeros(dimension, 1);
                let model = LinearGaussian::new(gaussian()?, identity.clone(), offset, identity)?;
                return finished(model.posterior(&self.data.columns(0, 1).into_owned())?);
            }
            "gradient_check" => {
                self.checks += 1;
                if !self.check.run(self.checks)?.iter().all(Evidence::holds) {
                    return Err("a right gradient was refuted".into());
                }
                vec![]
            }
            unknown => return Err(format!("no operation is called `{unknown}`").into()),
        };
        Ok((results, start.elapsed().as_secs_f64()))
    }

    /// The results and the seconds of what a line asks for; nothing where a peer does not have it.
    fn run(&mut self, line: &str) -> Result<Option<(Vec<Matrix<f64>>, f64)>, Box<dyn Error>> {
        match line.split_once(' ') {
            Some(("faer", operation)) => self.faer(operation),
            Some(("statrs", operation)) => {
                let start = Instant::now();
                let results = self.statrs(operation)?;
                Ok(results.map(|results| (results, start.elapsed().as_secs_f64())))
            }
            _ => self.ours(line).map(Some),
        }
    }

    /// The clock stops before the results become matrices of nalgebra.
    fn faer(&mut self, operation: &str) -> Result<Option<(Vec<Matrix<f64>>, f64)>, Box<dyn Error>> {
        self.draws += 1;
        let [mean, covariance, data] = [&self.mean, &self.covariance, &self.data].map(|given| given.as_slice());
        let start = Instant::now();
        let results = faer_peer::Peer { mean, covariance, data }.run(operation, self.draws)?;
        let seconds = start.elapsed().as_secs_f64();
        let matrix = |found: &faer::Mat<f64>| Matrix::from_fn(found.nrows(), found.ncols(), |i, j| found[(i, j)]);
        Ok(results.map(|results| (results.iter().map(matrix).collect(), seconds)))
    }

    /// statrs evaluates one sample at a time.
    fn statrs(&self, operation: &str) -> Result<Option<Vec<Matrix<f64>>>, Box<dyn Error>> {
        use statrs::distribution::{Continuous, MultivariateNormal};
        if operation != "log_densities" {
            return Ok(None);
        }
        let (mean, covariance) = (self.mean.as_slice().to_vec(), self.covariance.as_slice().to_vec());
        let normal = MultivariateNormal::new(mean, covariance)?;
        let log_densities = self.data.column_iter().map(|x| normal.ln_pdf(&x.into_owned()));
        Ok(Some(vec![Matrix::from_iterator(self.data.ncols(), 1, log_densities)]))
    }
}

/// ∂/∂μ and ∂/∂Σ of ln N(x | μ, Σ): all D + D² entries, by exact arithmetic, dual numbers and differences.
fn gradients_of_the_log_density(d: usize) -> GradientCheck {
    let given = [vector("x", D), vector("m", D), covariance("S", D)];
    let function = formula!(|x, m, S| log_density(x, m, S));
    let claimed = [("m", formula!(|x, m, S| mu_gradient(x, m, S))), ("S", formula!(|x, m, S| sigma_gradient(x, m, S)))];
    GradientCheck::new(&given, Sizes::new(d, 1, 1, 1), &function, &claimed)
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    if arguments.get(1).is_some_and(|command| command == "product") {
        println!("{}", faer_peer::product());
        return Ok(());
    }
    let [_, folder, dimension, samples] = &arguments[..] else {
        return Err("usage: gradus-peers FOLDER D N".into());
    };
    if folder == "memory" {
        return memory::report(dimension.parse()?, samples.parse()?);
    }
    let (folder, dimension, samples) = (PathBuf::from(folder), dimension.parse::<usize>()?, samples.parse::<usize>()?);
    let mut problem = Problem {
        mean: read(&folder.join("mean"), dimension, 1)?,
        covariance: read(&folder.join("covariance"), dimension, dimension)?,
        data: read(&folder.join("data"), dimension, samples)?,
        stream: ChaCha8Rng::seed_from_u64(1),
        check: gradients_of_the_log_density(dimension),
        checks: 0,
        draws: 0,
    };
    let mut results = Vec::new();
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let start = Instant::now();
        let answer = if line == "write" {
            for (k, result) in results.iter().enumerate() {
                let result: &Matrix<f64> = result;
                let bytes: Vec<u8> = result.iter().flat_map(|number| number.to_le_bytes()).collect();
                std::fs::write(folder.join(format!("out.{k}")), bytes)?;
            }
            Some(0.0)
        } else if problem.run(&line)?.is_none() {
            None
        } else {
            while start.elapsed().as_secs_f64() < WARMING {
                problem.run(&line)?;
            }
            let (mut total, mut count) = (0.0, 0.0);
            while total < LEAST {
                results.clear();
                let Some((found, seconds)) = problem.run(&line)? else { break };
                results = found;
                total += seconds;
                count += 1.0;
            }
            Some(total / count)
        };
        match answer {
            Some(seconds) => writeln!(out, "{seconds:.9}")?,
            None => writeln!(out, "none")?,
        }
        out.flush()?;
    }
    Ok(())
}
