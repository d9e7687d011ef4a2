#![forbid(unsafe_code)]
//! One operation of gradus or of statrs for each line on the standard input; answers with its seconds, the mean of
//! several times where it is short.
//!
//! Usage: `gradus-peers FOLDER D N`. The folder holds `mean`, `covariance` and `data` as 64-bit floats. After `write`
//! the last results stand there as `out.0`, `out.1`, … An operation that statrs does not have is answered by `none`.
//!
//! `gradus-peers memory D N` prints, for operations on N samples, the bytes that were taken beyond input and output.

mod memory;

use gradus::Matrix;
use gradus::derivations::{log_density::log_density, mu_gradient::mu_gradient, sigma_gradient::sigma_gradient};
use gradus::gaussian::{Gaussian, LinearGaussian, SufficientStatistics, log_likelihood_gradients};
use gradus::input::Sizes;
use gradus::oracle::{Evidence, check_gradients};
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
    /// Gradient checks so far: each is at another random point.
    checks: u64,
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
                check_gradients_of_the_log_density(dimension, self.checks)?;
                vec![]
            }
            unknown => return Err(format!("no operation is called `{unknown}`").into()),
        };
        Ok((results, start.elapsed().as_secs_f64()))
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
fn check_gradients_of_the_log_density(d: usize, seed: u64) -> Result<(), Box<dyn Error>> {
    let given = [vector("x", D), vector("m", D), covariance("S", D)];
    let function = formula!(|x, m, S| log_density(x, m, S));
    let claimed = [("m", formula!(|x, m, S| mu_gradient(x, m, S))), ("S", formula!(|x, m, S| sigma_gradient(x, m, S)))];
    let judged = check_gradients(&given, Sizes::new(d, 1, 1, 1), &function, &claimed, seed)?;
    if judged.iter().all(Evidence::holds) { Ok(()) } else { Err("a right gradient was refuted".into()) }
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
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
        checks: 0,
    };
    let mut results = Vec::new();
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let start = Instant::now();
        let answer = match line.strip_prefix("statrs ") {
            _ if line == "write" => {
                for (k, result) in results.iter().enumerate() {
                    let result: &Matrix<f64> = result;
                    let bytes: Vec<u8> = result.iter().flat_map(|number| number.to_le_bytes()).collect();
                    std::fs::write(folder.join(format!("out.{k}")), bytes)?;
                }
                Some(0.0)
            }
            Some(operation) => {
                let _ = problem.statrs(operation)?;
                let again = Instant::now();
                problem.statrs(operation)?.map(|_| again.elapsed().as_secs_f64())
            }
            None => {
                problem.ours(&line)?;
                while start.elapsed().as_secs_f64() < WARMING {
                    problem.ours(&line)?;
                }
                let (mut total, mut count) = (0.0, 0.0);
                while total < LEAST {
                    results.clear();
                    let seconds;
                    (results, seconds) = problem.ours(&line)?;
                    total += seconds;
                    count += 1.0;
                }
                Some(total / count)
            }
        };
        match answer {
            Some(seconds) => writeln!(out, "{seconds:.9}")?,
            None => writeln!(out, "none")?,
        }
        out.flush()?;
    }
    Ok(())
}
