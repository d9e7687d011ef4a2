//! The same results on every processor.

use super::double::Double;
use super::doubles::{AddMultiple, Dot, Rotate};
use super::panel::{Aligned, Panels};
use super::rows::{Product, Rows, Solve};
use super::samples::{load_samples, store_samples};
use super::update::Columns;
use super::*;
use pulp::{Arch, WithSimd};

/// The instructions of this processor, those of an older one, and none.
fn all() -> Vec<Arch> {
    let mut all = vec![Arch::Scalar, arch()];
    #[cfg(target_arch = "x86_64")]
    all.extend(pulp::x86::V3::try_new().map(Arch::V3));
    all
}

/// Numbers without a pattern, from −1 to 1.
fn number(i: usize, j: usize) -> f64 {
    ((i * 7919 + j * 104_729 + 12_345) % 2003) as f64 / 1001.0 - 1.0
}

fn lower(order: usize) -> Vec<f64> {
    (0..order * order).map(|k| if k % order == k / order { 3.0 } else { number(k % order, k / order) }).collect()
}

fn run(arch: Arch, panel: &[[f64; WIDTH]], with: impl Fn(Arch, &mut [[f64; WIDTH]])) -> Vec<[f64; WIDTH]> {
    let mut buffer = Aligned::zeros(panel.len());
    buffer.rows_mut()[..panel.len()].copy_from_slice(panel);
    with(arch, buffer.rows_mut());
    buffer.rows()[..panel.len()].to_vec()
}

fn near(left: &[[f64; WIDTH]], right: &[[f64; WIDTH]]) -> bool {
    let size = right.as_flattened().iter().fold(1.0f64, |most, entry| most.max(entry.abs()));
    left.as_flattened().iter().zip(right.as_flattened()).all(|(a, b)| (a - b).abs() <= 1e-11 * size)
}

#[test]
fn products_and_solves_undo_each_other_on_every_processor() {
    for order in [1, 2, 3, 4, 5, 8, 9, 16, 23, 24, 25, 50] {
        let numbers: Vec<f64> = lower(order).iter().map(|entry| entry / 2.0).collect();
        let column = |j: usize| &numbers[j * order..][..order];
        let (product, solver) = (Rows::triangle(order, column), Rows::solver(order, column));
        let panel: Vec<[f64; WIDTH]> = (0..order).map(|k| std::array::from_fn(|s| number(k, s))).collect();
        let naive: Vec<[f64; WIDTH]> =
            (0..order).map(|i| std::array::from_fn(|s| (0..=i).map(|k| column(k)[i] * panel[k][s]).sum())).collect();
        for arch in all() {
            let found = run(arch, &panel, |arch, panel| arch.dispatch(Product { triangle: &product, panel }));
            assert!(near(&found, &naive), "order {order}, {arch:?}");
            let solved = run(arch, &naive, |arch, panel| arch.dispatch(Solve { triangle: &solver, panel, first: 0 }));
            let again = run(arch, &solved, |arch, panel| arch.dispatch(Product { triangle: &product, panel }));
            assert!(near(&again, &naive), "order {order}, {arch:?}");
        }
    }
}

#[test]
fn samples_become_columns_and_come_back_on_every_processor() {
    struct Load<'a>(&'a [f64], &'a [f64], &'a mut [[f64; WIDTH]]);
    impl WithSimd for Load<'_> {
        type Output = ();

        #[inline(always)]
        fn with_simd<S: pulp::Simd>(self, simd: S) {
            load_samples(simd, self.0, self.1, self.2);
        }
    }
    for (dimension, count) in [(1, 24), (2, 24), (2, 5), (3, 24), (7, 4), (8, 24), (8, 23), (10, 24), (64, 3), (75, 22)]
    {
        let samples: Vec<f64> = (0..dimension * count).map(|k| number(k, 1)).collect();
        let origin: Vec<f64> = (0..dimension).map(|k| number(k, 2)).collect();
        for arch in all() {
            let mut panel = vec![[0.0; WIDTH]; dimension];
            arch.dispatch(Load(&samples, &origin, &mut panel));
            for (s, sample) in samples.chunks(dimension).enumerate() {
                for (k, x) in sample.iter().enumerate() {
                    assert_eq!(panel[k][s], x - origin[k], "{k} of {s}, {dimension}×{count}, {arch:?}");
                }
            }
            let mut again = vec![f64::NAN; samples.len()];
            store_samples(&panel, &origin, &mut again);
            assert!(samples.iter().zip(&again).all(|(x, y)| (x - y).abs() < 1e-15), "{dimension}×{count}, {arch:?}");
        }
    }
}

#[test]
fn updates_are_the_same_on_every_processor() {
    for (depth, order) in [(1, 1), (3, 2), (5, 9), (130, 24), (7, 25), (300, 61)] {
        let mut panels = Panels::zeros(depth, order);
        panels.refill(depth, |k, p, row, count| {
            // What stands for no column is not read.
            *row = std::array::from_fn(|s| if s < count { number(k, p * WIDTH + s) } else { f64::NAN });
        });
        for (arch, add) in all().into_iter().flat_map(|arch| [(arch, true), (arch, false)]) {
            let mut found = vec![1.0; order * order];
            for (left, columns) in found.chunks_mut(WIDTH * order).enumerate() {
                arch.dispatch(Columns { columns, first: 0, stride: order, panels: &panels, left, add });
            }
            for (k, found) in found.iter().enumerate() {
                let (i, j) = (k % order, k / order);
                let sum: f64 = (0..depth).map(|k| number(k, i) * number(k, j)).sum();
                let expected = if i < j { 1.0 } else { 1.0 + if add { sum } else { -sum } };
                assert!((found - expected).abs() < 1e-11, "{depth}×{order} at ({i}, {j}), {arch:?}");
            }
        }
    }
}

/// Rotations and sums of 32 digits are the same to the last bit, and undo each other.
#[test]
fn doubles_are_the_same_on_every_processor() {
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
            arch.dispatch(AddMultiple { a: fifth, x: (&x.0, &x.1), y: (&mut y.0, &mut y.1) });
            (dot, rotated, back, y)
        };
        let expected = run(Arch::Scalar);
        for arch in all() {
            assert_eq!(run(arch), expected, "{arch:?}");
        }
        let near = |found: &(Vec<f64>, Vec<f64>), exact: &(Vec<f64>, Vec<f64>)| {
            let parts = found.0.iter().zip(&found.1).zip(exact.0.iter().zip(&exact.1));
            parts.into_iter().all(|((high, low), (exact, rest))| ((high - exact) + (low - rest)).abs() < 1e-30)
        };
        assert!(near(&expected.2.0, &x) && near(&expected.2.1, &y));
    }
}

/// The noise does not depend on the processor, to the last bit.
#[test]
fn noise_is_the_same_on_every_processor() {
    struct Fill<'a>(&'a mut [[f64; WIDTH]]);
    impl WithSimd for Fill<'_> {
        type Output = ();

        #[inline(always)]
        fn with_simd<S: pulp::Simd>(self, _: S) {
            normal::Normals::new([1; 32], 5).fill(self.0);
        }
    }
    let draw = |arch: Arch| {
        let mut rows = vec![[0.0; WIDTH]; 100];
        arch.dispatch(Fill(&mut rows));
        rows
    };
    for arch in all() {
        assert_eq!(draw(arch), draw(Arch::Scalar), "{arch:?}");
    }
}
