//! The same operations on the kernels of faer: its Cholesky factor, triangular solves and products
//!
//! Written as somebody would who knows both faer and the operations: samples in blocks that stay in the cache, shared
//! among all cores; of a symmetric product one triangle only; no inverse where a solve does.

use faer::linalg::matmul::matmul;
use faer::linalg::matmul::triangular::{self, BlockStructure};
use faer::linalg::solvers::Llt;
use faer::linalg::triangular_solve::{solve_lower_triangular_in_place, solve_upper_triangular_in_place};
use faer::{Accum, Mat, MatMut, MatRef, Par, Side};
use rand::SeedableRng;
use rand::rngs::SmallRng;
use rand_distr::{Distribution, StandardNormal};
use std::error::Error;
use std::sync::Mutex;

/// Numbers of a block of samples: 256 KiB, which the second-level cache holds with its factor.
const BLOCK: usize = 1 << 15;
/// Samples of a block, at least: a product of fewer columns is slow.
const LEAST_SAMPLES: usize = 128;

/// The problem: `mean` D×1, `covariance` D×D, `data` D×N, column by column.
pub struct Peer<'a> {
    pub mean: &'a [f64],
    pub covariance: &'a [f64],
    pub data: &'a [f64],
}

/// A result of an operation, D×1 or D×D or N×1.
pub type Results = Vec<Mat<f64>>;

impl Peer<'_> {
    /// Nothing for an operation that faer has no kernels for.
    pub fn run(&self, operation: &str, seed: u64) -> Result<Option<Results>, Box<dyn Error>> {
        Ok(Some(match operation {
            "log_densities" => vec![self.log_densities()?],
            "gradients" => self.gradients()?,
            "maximum_likelihood" => self.maximum_likelihood(),
            "sample" => vec![self.sample(seed)?],
            "condition" | "new_and_condition" => self.condition()?,
            "posterior" => self.posterior()?,
            _ => return Ok(None),
        }))
    }

    fn dimension(&self) -> usize {
        self.mean.len()
    }

    fn mean(&self) -> MatRef<'_, f64> {
        MatRef::from_column_major_slice(self.mean, self.dimension(), 1)
    }

    fn covariance(&self) -> MatRef<'_, f64> {
        MatRef::from_column_major_slice(self.covariance, self.dimension(), self.dimension())
    }

    /// The samples of a block.
    fn block(&self) -> usize {
        (BLOCK / self.dimension()).max(LEAST_SAMPLES)
    }

    /// −½ (D ln 2π + ln|Σ| + ‖L⁻¹(x−μ)‖²), N×1
    fn log_densities(&self) -> Result<Mat<f64>, Box<dyn Error>> {
        let dimension = self.dimension();
        let factor = factor(self.covariance())?;
        let lower = factor.L();
        let log_determinant: f64 = (0..dimension).map(|i| 2.0 * lower[(i, i)].ln()).sum();
        let constant = dimension as f64 * std::f64::consts::TAU.ln() + log_determinant;
        let mut densities = Mat::zeros(self.data.len() / dimension, 1);
        let values = densities.col_mut(0).try_as_col_major_mut().expect("one column").as_slice_mut();
        let blocks = self.data.chunks(self.block() * dimension).zip(values.chunks_mut(self.block()));
        share(blocks, Vec::new, |white: &mut Vec<f64>, (samples, values)| {
            centre(samples, self.mean, white);
            let columns = MatMut::from_column_major_slice_mut(white, dimension, values.len());
            solve_lower_triangular_in_place(lower, columns, Par::Seq);
            for (value, z) in values.iter_mut().zip(white.chunks_exact(dimension)) {
                *value = -0.5 * (constant + z.iter().map(|z| z * z).sum::<f64>());
            }
        });
        Ok(densities)
    }

    /// Σ (x−c) and Σ (x−c)(x−c)ᵀ, of which the lower triangle is valid
    fn scatter(&self, about: &[f64]) -> (Mat<f64>, Mat<f64>) {
        let dimension = self.dimension();
        let zero = || (Mat::<f64>::zeros(dimension, 1), Mat::<f64>::zeros(dimension, dimension));
        let totals = Mutex::new(zero());
        struct Part<'a> {
            sums: (Mat<f64>, Mat<f64>),
            centred: Vec<f64>,
            totals: &'a Mutex<(Mat<f64>, Mat<f64>)>,
        }
        impl Drop for Part<'_> {
            fn drop(&mut self) {
                let mut totals = self.totals.lock().expect("no thread fails");
                totals.0 += &self.sums.0;
                totals.1 += &self.sums.1;
            }
        }
        let part = || Part { sums: zero(), centred: Vec::new(), totals: &totals };
        share(self.data.chunks(self.block() * dimension), part, |part, samples| {
            centre(samples, about, &mut part.centred);
            let z = MatRef::from_column_major_slice(&part.centred, dimension, samples.len() / dimension);
            for sample in part.centred.chunks_exact(dimension) {
                (0..dimension).for_each(|i| part.sums.0[(i, 0)] += sample[i]);
            }
            lower_product(&mut part.sums.1, Accum::Add, z, z.transpose(), 1.0, Par::Seq);
        });
        totals.into_inner().expect("no thread fails")
    }

    /// x̄ and S/N
    fn maximum_likelihood(&self) -> Results {
        let count = (self.data.len() / self.dimension()) as f64;
        // About the first sample, so that one pass is enough.
        let origin = &self.data[..self.dimension()];
        let (sum, mut covariance) = self.scatter(origin);
        let offset = sum * faer::Scale(1.0 / count);
        covariance *= faer::Scale(1.0 / count);
        lower_product(&mut covariance, Accum::Add, offset.as_ref(), offset.transpose(), -1.0, Par::Seq);
        mirror(&mut covariance);
        let mean = Mat::from_fn(self.dimension(), 1, |i, _| origin[i] + offset[(i, 0)]);
        vec![mean, covariance]
    }

    /// Σ⁻¹ Σₙ(xₙ−μ) and ½ L⁻ᵀ (L⁻¹SL⁻ᵀ − NI) L⁻¹
    fn gradients(&self) -> Result<Results, Box<dyn Error>> {
        let (par, dimension) = (Par::rayon(0), self.dimension());
        let factor = factor(self.covariance())?;
        let lower = factor.L();
        let (mut slope, mut middle) = self.scatter(self.mean);
        solve_lower_triangular_in_place(lower, slope.as_mut(), par);
        solve_upper_triangular_in_place(lower.transpose(), slope.as_mut(), par);
        mirror(&mut middle);
        // AB of a symmetric B is (BAᵀ)ᵀ: each step solves from the left, and transposes what it has.
        solve_lower_triangular_in_place(lower, middle.as_mut(), par);
        solve_lower_triangular_in_place(lower, middle.as_mut().transpose_mut(), par);
        let count = (self.data.len() / dimension) as f64;
        (0..dimension).for_each(|i| middle[(i, i)] -= count);
        solve_upper_triangular_in_place(lower.transpose(), middle.as_mut(), par);
        solve_upper_triangular_in_place(lower.transpose(), middle.as_mut().transpose_mut(), par);
        middle *= faer::Scale(0.5);
        Ok(vec![slope, middle])
    }

    /// μ + Lz, D×N
    fn sample(&self, seed: u64) -> Result<Mat<f64>, Box<dyn Error>> {
        let dimension = self.dimension();
        let factor = factor(self.covariance())?;
        let lower = factor.L();
        let mut data = Mat::zeros(dimension, self.data.len() / dimension);
        let mut blocks = Vec::new();
        let mut rest = data.as_mut();
        while rest.ncols() > 0 {
            let count = self.block().min(rest.ncols());
            let (block, others) = rest.split_at_col_mut(count);
            blocks.push(block);
            rest = others;
        }
        share(blocks.into_iter().enumerate(), Vec::new, |noise: &mut Vec<f64>, (b, mut block)| {
            let mut stream = SmallRng::seed_from_u64(seed.wrapping_mul(1 << 32) + b as u64);
            noise.clear();
            noise.extend((0..dimension * block.ncols()).map(|_| -> f64 { StandardNormal.sample(&mut stream) }));
            let z = MatRef::from_column_major_slice(noise, dimension, block.ncols());
            let (whole, triangle) = (BlockStructure::Rectangular, BlockStructure::TriangularLower);
            triangular::matmul(block.as_mut(), whole, Accum::Replace, lower, triangle, z, whole, 1.0, Par::Seq);
            for j in 0..block.ncols() {
                (0..dimension).for_each(|i| block[(i, j)] += self.mean[i]);
            }
        });
        Ok(data)
    }

    /// μ_a + WᵀL⁻¹(x_b−μ_b) and Σ_aa − WᵀW for Σ_bb = LLᵀ, W = L⁻¹Σ_ba; b is the second half
    fn condition(&self) -> Result<Results, Box<dyn Error>> {
        let (dimension, half) = (self.dimension(), self.dimension() / 2);
        let covariance = self.covariance();
        let known = covariance.submatrix(half, half, dimension - half, dimension - half);
        let cross = covariance.submatrix(half, 0, dimension - half, half).to_owned();
        let step = Mat::from_fn(dimension - half, 1, |i, _| self.data[half + i] - self.mean[half + i]);
        let hidden = covariance.submatrix(0, 0, half, half);
        reduce(known, cross, step, self.mean().subrows(0, half), hidden)
    }

    /// μ + WᵀL⁻¹(y−μ) and Σ − WᵀW for Σ + I = LLᵀ, W = L⁻¹Σ; y is the first sample
    fn posterior(&self) -> Result<Results, Box<dyn Error>> {
        let dimension = self.dimension();
        let mut known = self.covariance().to_owned();
        (0..dimension).for_each(|i| known[(i, i)] += 1.0);
        let step = Mat::from_fn(dimension, 1, |i, _| self.data[i] - self.mean[i]);
        reduce(known.as_ref(), self.covariance().to_owned(), step, self.mean(), self.covariance())
    }
}

/// m + WᵀL⁻¹d and C − WᵀW for A = LLᵀ, W = L⁻¹B
fn reduce(
    a: MatRef<'_, f64>,
    mut b: Mat<f64>,
    mut d: Mat<f64>,
    m: MatRef<'_, f64>,
    c: MatRef<'_, f64>,
) -> Result<Results, Box<dyn Error>> {
    let par = Par::rayon(0);
    let factor = factor(a)?;
    solve_lower_triangular_in_place(factor.L(), b.as_mut(), par);
    solve_lower_triangular_in_place(factor.L(), d.as_mut(), par);
    let (mut mean, mut covariance) = (m.to_owned(), c.to_owned());
    matmul(mean.as_mut(), Accum::Add, b.transpose(), d.as_ref(), 1.0, par);
    lower_product(&mut covariance, Accum::Add, b.transpose(), b.as_ref(), -1.0, par);
    mirror(&mut covariance);
    Ok(vec![mean, covariance])
}

/// A = LLᵀ
fn factor(matrix: MatRef<'_, f64>) -> Result<Llt<f64>, Box<dyn Error>> {
    Llt::new(matrix, Side::Lower).map_err(|error| format!("{error:?}").into())
}

/// The lower triangle of αAB, added or in place of what is there
fn lower_product(to: &mut Mat<f64>, accum: Accum, a: MatRef<'_, f64>, b: MatRef<'_, f64>, alpha: f64, par: Par) {
    let (whole, triangle) = (BlockStructure::Rectangular, BlockStructure::TriangularLower);
    triangular::matmul(to.as_mut(), triangle, accum, a, whole, b, whole, alpha, par);
}

/// x − c for every sample
fn centre(samples: &[f64], about: &[f64], centred: &mut Vec<f64>) {
    centred.clear();
    centred.extend_from_slice(samples);
    for sample in centred.chunks_exact_mut(about.len()) {
        sample.iter_mut().zip(about).for_each(|(x, c)| *x -= c);
    }
}

/// The lower triangle becomes the upper one as well, by blocks
fn mirror(matrix: &mut Mat<f64>) {
    const SIDE: usize = 32;
    let order = matrix.nrows();
    for left in (0..order).step_by(SIDE) {
        for top in (left..order).step_by(SIDE) {
            for j in left..order.min(left + SIDE) {
                for i in top.max(j + 1)..order.min(top + SIDE) {
                    matrix[(j, i)] = matrix[(i, j)];
                }
            }
        }
    }
}

/// Every item on one of the threads of rayon; `state` is what a thread keeps between items.
fn share<T: Send, State>(
    items: impl Iterator<Item = T> + Send,
    state: impl Fn() -> State + Sync,
    work: impl Fn(&mut State, T) + Sync,
) {
    let items = Mutex::new(items.fuse());
    let run = || {
        let mut state = state();
        loop {
            let next = items.lock().expect("no thread fails").next();
            let Some(item) = next else { break };
            work(&mut state, item);
        }
    };
    rayon::scope(|scope| {
        for _ in 1..rayon::current_num_threads() {
            scope.spawn(|_| run());
        }
        run();
    });
}

/// Floating point operations in a second of a product of two 2000×2000 matrices on all cores, the best of several.
pub fn product() -> f64 {
    const ORDER: usize = 2000;
    let a = Mat::from_fn(ORDER, ORDER, |i, j| ((i * 7919 + j * 104_729) % 2003) as f64 / 1001.0 - 1.0);
    let mut c = Mat::zeros(ORDER, ORDER);
    matmul(c.as_mut(), Accum::Replace, a.as_ref(), a.as_ref(), 1.0, Par::rayon(0));
    let best = (0..5).map(|_| {
        let start = std::time::Instant::now();
        matmul(c.as_mut(), Accum::Replace, a.as_ref(), a.as_ref(), 1.0, Par::rayon(0));
        start.elapsed().as_secs_f64()
    });
    2.0 * (ORDER as f64).powi(3) / best.fold(f64::INFINITY, f64::min)
}
