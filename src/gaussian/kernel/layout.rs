//! The sizes of panels and tiles, and the instructions that work on them.

/// Columns of a panel: three vectors of AVX-512, six of AVX2.
pub const WIDTH: usize = 24;
/// Rows of a tile: with three vectors each, 24 sums that 32 registers hold.
pub const ROWS: usize = 8;

/// The instructions of this processor.
pub fn arch() -> pulp::Arch {
    pulp::Arch::new()
}
