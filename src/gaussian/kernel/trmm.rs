//! Z ← LZ, a product with a triangle: trmm with side left, triangle lower, not transposed

use super::gemm::block_product;
use super::packing::panel::Panel;
use super::packing::rows::PackedRows;
use super::tuning::{TILE_COLUMNS, TILE_ROWS};
use pulp::{Simd, WithSimd};

/// Z ← LZ for one panel Z; `triangle` is a [`PackedRows::triangle`] of L.
pub struct TriangularProduct<'a> {
    pub triangle: &'a PackedRows,
    pub panel: &'a mut Panel,
}

impl WithSimd for TriangularProduct<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        // From the last block of rows upwards: no block needs what a later one overwrites.
        for i in (0..self.triangle.count_of_blocks()).rev() {
            let mut product = [[0.0; TILE_COLUMNS]; TILE_ROWS];
            block_product(simd, self.triangle, i, self.panel, 0..self.triangle.rows(), &mut product);
            self.panel[i * TILE_ROWS..][..TILE_ROWS].copy_from_slice(&product);
        }
    }
}
