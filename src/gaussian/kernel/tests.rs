//! Every kernel with every instruction set of this processor, against plain loops.

use super::double::Double;
use super::doubles::{Axpy, Dot, Rotate};
use super::gemm::Product;
use super::instructions::with_instructions;
use super::packing::panel::{Aligned, Panels};
use super::packing::rows::PackedRows;
use super::packing::samples::{pack_samples, unpack_samples};
use super::scatter::Chunk;
use super::syrk::{SymmetricUpdate, symmetric_update};
use super::trmm::TriangularProduct;
use super::trsm::TriangularSolve;
use super::tuning::{BLOCK_DEPTH, TILE_COLUMNS};
use super::*;
use crate::algebra::matrix::Matrix;
use crate::gaussian::{Gaussian, SufficientStatistics};
use pulp::{Arch, WithSimd};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use std::ops::Range;

/// No vectors, AVX2 and AVX-512, as far as this processor has them; the widest of its own elsewhere.
fn instruction_sets() -> Vec<Arch> {
    let mut all = vec![Arch::Scalar];
    #[cfg(target_arch = "x86_64")]
    {
        all.extend(pulp::x86::V3::try_new().map(Arch::V3));
        all.extend(pulp::x86::V4::try_new().map(Arch::V4));
    }
    #[cfg(not(target_arch = "x86_64"))]
    all.push(Arch::new());
    all
}

#[test]
fn every_kernel_is_right_with_every_instruction_set() {
    let all = instruction_sets();
    let widest = format!("{:?}", Arch::new());
    assert!(all.iter().any(|arch| format!("{arch:?}") == widest), "{widest} is not among {all:?}");
    for arch in all {
        trsm_and_trmm(arch);
        gemm_of_matrices_with_zeros(arch);
        syrk_of_both_signs(arch);
        cholesky_factors(arch);
        packing_of_samples(arch);
        scatter_of_samples(arch);
        doubles_to_the_last_bit(arch);
        noise_to_the_last_bit(arch);
        densities_and_samples(arch);
        any_number_of_threads(arch);
    }
}

/// Numbers without a pattern, from −1 to 1.
fn number(i: usize, j: usize) -> f64 {
    ((i * 7919 + j * 104_729 + 12_345) % 2003) as f64 / 1001.0 - 1.0
}

/// A lower triangular matrix with a large diagonal, by columns; what stands above is not to be read.
fn lower(order: usize) -> Vec<f64> {
    let entry = |i: usize, j: usize| match i.cmp(&j) {
        std::cmp::Ordering::Less => f64::NAN,
        std::cmp::Ordering::Equal => 1.5,
        std::cmp::Ordering::Greater => number(i, j) / 2.0 / (order as f64).sqrt(),
    };
    (0..order * order).map(|k| entry(k % order, k / order)).collect()
}

fn panel(rows: usize) -> Vec<[f64; TILE_COLUMNS]> {
    (0..rows).map(|k| std::array::from_fn(|s| number(k, s))).collect()
}

/// What `change` makes of a panel.
fn changed(panel: &[[f64; TILE_COLUMNS]], change: impl Fn(&mut [[f64; TILE_COLUMNS]])) -> Vec<[f64; TILE_COLUMNS]> {
    let mut buffer = Aligned::zeros(panel.len());
    buffer.rows_mut()[..panel.len()].copy_from_slice(panel);
    change(buffer.rows_mut());
    buffer.rows()[..panel.len()].to_vec()
}

#[track_caller]
fn expect_near(found: &[f64], expected: &[f64], what: &str, arch: Arch) {
    assert_eq!(found.len(), expected.len(), "{what}, {arch:?}");
    let size = expected.iter().fold(1.0f64, |most, entry| most.max(entry.abs()));
    for (k, (found, expected)) in found.iter().zip(expected).enumerate() {
        assert!((found - expected).abs() <= 1e-12 * size, "{what}, {arch:?}: {found} is not {expected} at {k}");
    }
}

fn trsm_and_trmm(arch: Arch) {
    for order in [1, 2, 3, 4, 5, 8, 9, 16, 23, 24, 25, 50] {
        let what = format!("order {order}");
        let numbers = lower(order);
        let column = |j: usize| &numbers[j * order..][..order];
        let (packed, solver) = (PackedRows::triangle(order, column), PackedRows::solver(order, column));
        let z = panel(order);
        let product: Vec<[f64; TILE_COLUMNS]> =
            (0..order).map(|i| std::array::from_fn(|s| (0..=i).map(|k| column(k)[i] * z[k][s]).sum())).collect();
        let found = changed(&z, |panel| arch.dispatch(TriangularProduct { triangle: &packed, panel }));
        expect_near(found.as_flattened(), product.as_flattened(), &what, arch);
        let found = changed(&product, |panel| arch.dispatch(TriangularSolve { triangle: &solver, panel, first: 0 }));
        expect_near(found.as_flattened(), z.as_flattened(), &what, arch);
        // Rows of zeros at the top are left out.
        let first = order / 2;
        let mut tail = z.clone();
        tail[..first].fill([0.0; TILE_COLUMNS]);
        let product = changed(&tail, |panel| arch.dispatch(TriangularProduct { triangle: &packed, panel }));
        let found = changed(&product, |panel| arch.dispatch(TriangularSolve { triangle: &solver, panel, first }));
        expect_near(found.as_flattened(), tail.as_flattened(), &what, arch);
    }
}

fn gemm_of_matrices_with_zeros(arch: Arch) {
    for (rows, columns) in [(1, 1), (2, 3), (3, 2), (5, 9), (8, 8), (9, 30), (24, 24), (50, 17), (130, 60)] {
        for band in [usize::MAX, 2] {
            let entry = |i: usize, j: usize| if i.abs_diff(j) <= band { number(i, j) } else { 0.0 };
            let matrix = Matrix::from_fn(rows, columns, entry);
            let left = PackedRows::of(&matrix);
            for support in [0..columns, columns / 2..columns, 0..columns.div_ceil(3)] {
                let z: Vec<[f64; TILE_COLUMNS]> = panel(columns)
                    .into_iter()
                    .enumerate()
                    .map(|(k, row)| if support.contains(&k) { row } else { [0.0; TILE_COLUMNS] })
                    .collect();
                let expected: Vec<[f64; TILE_COLUMNS]> = (0..rows)
                    .map(|i| std::array::from_fn(|s| (0..columns).map(|k| entry(i, k) * z[k][s]).sum()))
                    .collect();
                let found = changed(&vec![[0.0; TILE_COLUMNS]; rows], |product| {
                    arch.dispatch(Product { left: &left, panel: &z, support: support.clone(), product });
                });
                let what = format!("{rows}×{columns}, band {band}, rows {support:?}");
                expect_near(found.as_flattened(), expected.as_flattened(), &what, arch);
                let mut product = Aligned::zeros(rows);
                let reach = with_instructions(arch, || left.product(&z, support.clone(), product.rows_mut()));
                assert_eq!(found, product.rows()[..rows].to_vec(), "{what}, {arch:?}");
                let outside = expected.iter().enumerate().filter(|(i, _)| !reach.contains(i));
                assert!(outside.into_iter().all(|(_, row)| *row == [0.0; TILE_COLUMNS]), "{what}: {reach:?}");
            }
        }
    }
}

/// A K×M matrix in panels; what stands for no column is not to be read.
fn panels(rows: usize, columns: usize) -> Panels {
    let mut panels = Panels::zeros(rows, columns);
    panels.refill(rows, |k, p, row, count| {
        *row = std::array::from_fn(|s| if s < count { number(k, p * TILE_COLUMNS + s) } else { f64::NAN });
    });
    panels
}

fn syrk_of_both_signs(arch: Arch) {
    for (depth, order) in [(1, 1), (3, 2), (5, 9), (130, 24), (7, 25), (300, 61)] {
        let z = panels(depth, order);
        for add in [true, false] {
            let mut found = vec![1.0; order * order];
            for (left, columns) in found.chunks_mut(TILE_COLUMNS * order).enumerate() {
                arch.dispatch(SymmetricUpdate { columns, first: 0, stride: order, panels: &z, left, add });
            }
            let expected: Vec<f64> = (0..order * order)
                .map(|at| (at % order, at / order))
                .map(|(i, j)| {
                    let sum: f64 = (0..depth).map(|k| number(k, i) * number(k, j)).sum();
                    1.0 + if i < j { 0.0 } else { f64::from(i8::from(add) * 2 - 1) * sum }
                })
                .collect();
            expect_near(&found, &expected, &format!("{depth}×{order}"), arch);
        }
    }
}

fn cholesky_factors(arch: Arch) {
    for order in [1, 2, 7, 24, 25, 48, 61, 130] {
        let numbers = lower(order);
        let entry = |i: usize, k: usize| if k <= i { numbers[k * order + i] } else { 0.0 };
        let square = |at: usize| {
            let (i, j) = (at % order, at / order);
            if i < j { 7.0 } else { (0..=j).map(|k| entry(i, k) * entry(j, k)).sum() }
        };
        let mut found: Vec<f64> = (0..order * order).map(square).collect();
        let expected: Vec<f64> =
            (0..order * order).map(|at| if at % order < at / order { 7.0 } else { numbers[at] }).collect();
        let factored = with_instructions(arch, || cholesky::factor(&mut found, order, 0, order, &|_, p| p > 0.0));
        assert_eq!(factored, Ok(()));
        expect_near(&found, &expected, &format!("the factor of order {order}"), arch);
        // The pivot that is not positive, wherever it stands.
        for bad in [0, order / 2, order - 1] {
            let mut found: Vec<f64> = (0..order * order).map(square).collect();
            found[bad * order + bad] = -1.0;
            let factored = with_instructions(arch, || cholesky::factor(&mut found, order, 0, order, &|_, p| p > 0.0));
            assert_eq!(factored, Err(bad), "order {order}, {arch:?}");
        }
    }
}

fn packing_of_samples(arch: Arch) {
    struct Pack<'a>(&'a [f64], &'a [f64], &'a mut [[f64; TILE_COLUMNS]]);
    impl WithSimd for Pack<'_> {
        type Output = ();

        #[inline(always)]
        fn with_simd<S: pulp::Simd>(self, simd: S) {
            pack_samples(simd, self.0, self.1, self.2);
        }
    }
    for (dimension, count) in [(1, 24), (2, 24), (2, 5), (3, 24), (7, 4), (8, 24), (8, 23), (10, 24), (64, 3), (75, 22)]
    {
        let samples: Vec<f64> = (0..dimension * count).map(|k| number(k, 1)).collect();
        let origin: Vec<f64> = (0..dimension).map(|k| number(k, 2)).collect();
        let mut panel = vec![[0.0; TILE_COLUMNS]; dimension];
        arch.dispatch(Pack(&samples, &origin, &mut panel));
        for (s, sample) in samples.chunks(dimension).enumerate() {
            for (k, x) in sample.iter().enumerate() {
                assert_eq!(panel[k][s], x - origin[k], "{k} of {s}, {dimension}×{count}, {arch:?}");
            }
        }
        let mut again = vec![f64::NAN; samples.len()];
        unpack_samples(&panel, &origin, &mut again);
        expect_near(&again, &samples, &format!("{dimension}×{count}"), arch);
    }
}

fn scatter_of_samples(arch: Arch) {
    for (dimension, count) in [(1, 1), (1, 100), (2, 1029), (3, 77), (4, 300), (9, 40), (24, 130), (61, 300)] {
        let samples: Vec<f64> = (0..dimension * count).map(|k| 5.0 + number(k, 3)).collect();
        let origin: Vec<f64> = (0..dimension).map(|k| 4.0 + number(k, 4)).collect();
        let (mut centre, mut found) = (vec![0.0; dimension], vec![0.0; dimension * dimension]);
        let mut panels = Panels::zeros(BLOCK_DEPTH.min(count), dimension);
        let (scatter, panels) = (&mut found, &mut panels);
        arch.dispatch(Chunk { samples: &samples, origin: &origin, centre: &mut centre, scatter, panels });
        let component = |i: usize| samples.iter().skip(i).step_by(dimension);
        let means: Vec<f64> = (0..dimension).map(|i| component(i).sum::<f64>() / count as f64).collect();
        let of_origin: Vec<f64> = means.iter().zip(&origin).map(|(mean, origin)| mean - origin).collect();
        expect_near(&centre, &of_origin, &format!("the mean of {dimension}×{count}"), arch);
        for j in 0..dimension {
            for i in j..dimension {
                let products = component(i).zip(component(j)).map(|(x, y)| (x - means[i]) * (y - means[j]));
                let (found, expected) = (found[j * dimension + i], products.sum::<f64>());
                let what = format!("scatter ({i}, {j}) of {dimension}×{count}, {arch:?}");
                assert!((found - expected).abs() <= 1e-13 * count as f64, "{what}: {found} is not {expected}");
            }
        }
    }
}

/// Rotations and sums of 32 digits are the same to the last bit, and undo each other.
fn doubles_to_the_last_bit(arch: Arch) {
    let many = |count: usize, seed: usize| -> (Vec<f64>, Vec<f64>) {
        let third = Double::ONE / Double::from(3.0);
        (0..count).map(|k| third * Double::from(number(k, seed))).map(|x| (x.high, x.low)).unzip()
    };
    for count in [1, 2, 7, 8, 9, 50] {
        let (x, y) = (many(count, 1), many(count, 2));
        let run = |arch: Arch| {
            let (mut x, mut y) = (x.clone(), y.clone());
            let fifth = Double::ONE / Double::from(5.0);
            let (cosine, sine) = (fifth * Double::from(3.0), fifth * Double::from(4.0));
            let dot = arch.dispatch(Dot { x: (&x.0, &x.1), y: (&y.0, &y.1) });
            arch.dispatch(Rotate { cosine, sine, x: (&mut x.0, &mut x.1), y: (&mut y.0, &mut y.1) });
            let rotated = (x.clone(), y.clone());
            arch.dispatch(Rotate { cosine, sine: -sine, x: (&mut x.0, &mut x.1), y: (&mut y.0, &mut y.1) });
            let back = (x.clone(), y.clone());
            arch.dispatch(Axpy { a: fifth, x: (&x.0, &x.1), y: (&mut y.0, &mut y.1) });
            (dot, rotated, back, y)
        };
        let found = run(arch);
        assert_eq!(found, run(Arch::Scalar), "{arch:?}");
        let near = |found: &(Vec<f64>, Vec<f64>), exact: &(Vec<f64>, Vec<f64>)| {
            let parts = found.0.iter().zip(&found.1).zip(exact.0.iter().zip(&exact.1));
            parts.into_iter().all(|((high, low), (exact, rest))| ((high - exact) + (low - rest)).abs() < 1e-30)
        };
        assert!(near(&found.2.0, &x) && near(&found.2.1, &y), "{arch:?}");
        let entries = x.0.iter().zip(&y.0);
        let dot: f64 = entries.clone().map(|(x, y)| x * y).sum();
        assert!((found.0.high - dot).abs() < 1e-13, "{arch:?}");
        assert!(found.3.0.iter().zip(entries).all(|(found, (x, y))| (found - (y + x / 5.0)).abs() < 1e-15), "{arch:?}");
    }
}

/// The noise does not depend on the processor, to the last bit; [`normal`] tests what it is.
fn noise_to_the_last_bit(arch: Arch) {
    struct Fill<'a>(&'a mut [[f64; TILE_COLUMNS]]);
    impl WithSimd for Fill<'_> {
        type Output = ();

        #[inline(always)]
        fn with_simd<S: pulp::Simd>(self, _: S) {
            normal::Normals::new([1; 32], 5).fill(self.0);
        }
    }
    let draw = |arch: Arch| {
        let mut rows = vec![[0.0; TILE_COLUMNS]; 100];
        arch.dispatch(Fill(&mut rows));
        rows
    };
    assert_eq!(draw(arch), draw(Arch::Scalar), "{arch:?}");
}

/// Σᵢⱼ = ½^|i−j|, whose inverse is tridiagonal: Δ² = d₀² + Σᵢ (dᵢ − ½dᵢ₋₁)²/¾ and |Σ| = ¾^(D−1); x₀ = μ₀ + z₀ and
/// xᵢ = μᵢ + ½(xᵢ₋₁ − μᵢ₋₁) + √¾ zᵢ.
fn densities_and_samples(arch: Arch) {
    for dimension in [1, 2, 3, 8, 9, 24, 50] {
        let gaussian = correlated(dimension);
        let mean = gaussian.mean().as_slice();
        let samples = Matrix::from_fn(dimension, 70, |i, n| 3.0 * number(i, n));
        let expected: Vec<f64> = samples
            .column_iter()
            .map(|x| {
                let d: Vec<f64> = x.iter().zip(mean).map(|(x, mean)| x - mean).collect();
                let steps = d.windows(2).map(|pair| (pair[1] - 0.5 * pair[0]).powi(2) / 0.75);
                let square = d[0] * d[0] + steps.sum::<f64>();
                let log_determinant = (dimension - 1) as f64 * 0.75f64.ln();
                -0.5 * (dimension as f64 * std::f64::consts::TAU.ln() + log_determinant + square)
            })
            .collect();
        let found = with_instructions(arch, || gaussian.log_densities_on(1, &samples)).expect("finite samples");
        expect_near(found.as_slice(), &expected, &format!("{dimension} components"), arch);
        let draw = |of: &Gaussian| with_instructions(arch, || of.sample(&mut ChaCha8Rng::seed_from_u64(3), 70));
        let white = Gaussian::new(Matrix::zeros(dimension, 1), Matrix::identity(dimension, dimension));
        let (z, x) = (draw(&white.expect("the identity")), draw(&gaussian));
        let mut expected = Matrix::zeros(dimension, 70);
        for n in 0..70 {
            for i in 0..dimension {
                let noise = if i == 0 { z[(0, n)] } else { 0.75f64.sqrt() * z[(i, n)] };
                let before = if i == 0 { 0.0 } else { 0.5 * (expected[(i - 1, n)] - mean[i - 1]) };
                expected[(i, n)] = mean[i] + before + noise;
            }
        }
        expect_near(x.as_slice(), expected.as_slice(), &format!("samples of {dimension} components"), arch);
    }
}

fn correlated(dimension: usize) -> Gaussian {
    let covariance = Matrix::from_fn(dimension, dimension, |i, j| 0.5f64.powi(i.abs_diff(j) as i32));
    Gaussian::new(Matrix::from_fn(dimension, 1, |i, _| number(i, 5)), covariance).expect("positive definite")
}

/// To the last bit.
fn any_number_of_threads(arch: Arch) {
    for (dimension, count) in [(1, 5000), (2, 20_000), (10, 9000), (50, 3000)] {
        let gaussian = correlated(dimension);
        let run = |threads: usize| {
            with_instructions(arch, || {
                let samples = gaussian.sample_on(threads, &mut ChaCha8Rng::seed_from_u64(7), count);
                let densities = gaussian.log_densities_on(threads, &samples).expect("finite samples");
                let mut statistics = SufficientStatistics::new(dimension).expect("some components");
                statistics.extend_on(threads, &samples).expect("finite samples");
                let factor =
                    PackedRows::solver(dimension, |j| &gaussian.factor().as_slice()[j * dimension..][..dimension]);
                let solve = |j: usize, panel: &mut [[f64; TILE_COLUMNS]]| -> Range<usize> {
                    panel.iter_mut().enumerate().for_each(|(k, row)| row[0] = number(k, j));
                    factor.triangular_solve(panel, 0..dimension)
                };
                let solved = Panels::build(threads, (dimension, 200), || (), |(), j, panel| solve(j, panel));
                let mut square = vec![0.0; 200 * 200];
                symmetric_update(threads, &mut square, 0, 200, &solved, true);
                (samples, densities, statistics, square)
            })
        };
        let expected = run(1);
        for threads in [2, 3, 7] {
            assert!(run(threads) == expected, "{threads} threads, {dimension}×{count}, {arch:?}");
        }
    }
}
