//! A = LLᵀ by halves: the first half of the columns, what they take from the rest, and the rest

use super::panel::Panels;
use super::rows::Rows;
use super::update::update;
use super::{WIDTH, threads};

/// The lower triangle of A becomes L; what lies above the diagonal is left alone.
///
/// `numbers`: A, `order` columns that are `stride` apart; the corner to be factored begins at (`first`, `first`).
/// `positive(j, pivot)` says whether the j-th pivot counts as positive; the error is the first j for which it does not.
pub fn factor(
    numbers: &mut [f64],
    stride: usize,
    first: usize,
    order: usize,
    positive: &impl Fn(usize, f64) -> bool,
) -> Result<(), usize> {
    if order <= WIDTH {
        return corner(numbers, stride, first, order, positive);
    }
    let half = (order / 2).next_multiple_of(WIDTH).min(order - 1);
    let rest = order - half;
    factor(numbers, stride, first, half, positive)?;
    // L₂₁ᵀ = L₁₁⁻¹A₂₁ᵀ, and A₂₂ loses L₂₁L₂₁ᵀ. The columns of A₂₁ᵀ lie side by side in A.
    let below = |k: usize, i: usize| (first + k) * stride + first + half + i;
    let triangle = Rows::solver(half, |j| &numbers[(first + j) * stride + first..][..half]);
    let (h, r) = (half as f64, rest as f64);
    let panels = Panels::build(
        threads::worth(0.5 * h * h * r),
        (half, rest),
        || (),
        |(), i, panel| {
            let count = WIDTH.min(rest - i);
            for (k, row) in panel[..half].iter_mut().enumerate() {
                row[..count].copy_from_slice(&numbers[below(k, i)..][..count]);
            }
            let nothing = panel.as_flattened().iter().all(|entry| *entry == 0.0);
            if nothing { 0..0 } else { triangle.solve(panel, 0..half) }
        },
    );
    for (p, i) in (0..rest).step_by(WIDTH).enumerate() {
        let count = WIDTH.min(rest - i);
        for (k, row) in panels.panel(p).0.iter().enumerate() {
            numbers[below(k, i)..][..count].copy_from_slice(&row[..count]);
        }
    }
    let right = &mut numbers[(first + half) * stride..];
    update(threads::worth(0.5 * h * r * r), right, first + half, stride, &panels, false);
    factor(numbers, stride, first + half, rest, positive)
}

/// Column by column.
fn corner(
    numbers: &mut [f64],
    stride: usize,
    first: usize,
    order: usize,
    positive: &impl Fn(usize, f64) -> bool,
) -> Result<(), usize> {
    let mut lower = [[0.0; WIDTH]; WIDTH];
    for j in 0..order {
        lower[j][j..order].copy_from_slice(&numbers[(first + j) * stride + first + j..][..order - j]);
    }
    for j in 0..order {
        let (done, open) = lower.split_at_mut(j);
        let column = &mut open[0];
        for before in done.iter() {
            let scale = before[j];
            // Whole columns: what is above the diagonal is not read.
            column.iter_mut().zip(before).for_each(|(entry, known)| *entry -= scale * known);
        }
        if !positive(first + j, column[j]) {
            return Err(first + j);
        }
        let root = column[j].sqrt();
        column[j] = root;
        column[j + 1..].iter_mut().for_each(|entry| *entry /= root);
        numbers[(first + j) * stride + first + j..][..order - j].copy_from_slice(&column[j..order]);
    }
    Ok(())
}
