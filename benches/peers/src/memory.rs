//! What operations on many samples take beyond their input and output

use gradus::Matrix;
use gradus::gaussian::{Gaussian, SufficientStatistics, log_likelihood_gradients};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use std::error::Error;

/// One line for each operation: its name, and how far the most memory that this process ever held, as the kernel counts
/// it, rose above what input and output take.
pub fn report(dimension: usize, samples: usize) -> Result<(), Box<dyn Error>> {
    let gaussian = Gaussian::new(Matrix::zeros(dimension, 1), Matrix::identity(dimension, dimension))?;
    let data = gaussian.sample(&mut ChaCha8Rng::seed_from_u64(1), samples);
    let before = most()?;
    let mut statistics = SufficientStatistics::new(dimension)?;
    statistics.extend(&data)?;
    println!("maximum_likelihood {}", most()?.saturating_sub(before));
    log_likelihood_gradients(&data, gaussian.mean(), gaussian.covariance())?;
    println!("gradients {}", most()?.saturating_sub(before));
    let densities = gaussian.log_densities(&data)?;
    println!("log_densities {}", most()?.saturating_sub(before + 8 * densities.len()));
    Ok(())
}

/// `VmHWM` of the kernel, in bytes.
fn most() -> Result<usize, Box<dyn Error>> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("the kernel does not say VmHWM")?;
    Ok(1024 * line.trim().trim_end_matches("kB").trim().parse::<usize>()?)
}
