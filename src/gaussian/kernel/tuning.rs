//! Sizes of tiles and blocks, and what is too little to be worth a thread or a copy: every figure that was chosen for speed
//!
//! In the order of BLIS: m_r, n_r and k_c are [`TILE_ROWS`], [`TILE_COLUMNS`] and [`BLOCK_DEPTH`]. A figure that is *part
//! of the results* fixes the order of a sum, or which random number comes next: with another one results differ, by
//! rounding or altogether. None of the others can be told from any result.

/// m_r, the rows of a tile: 8 rows of three vectors are 24 sums; with a row of three vectors, and one number that they are
/// multiplied by, they take 28 of 32 registers.
pub const TILE_ROWS: usize = 8;

/// n_r, the columns of a tile and of a panel: three vectors of AVX-512, six of AVX2; a row of a panel is three cache lines.
/// Part of the results: a Cholesky factor of so many columns is not divided further, and so many samples are drawn at a time.
pub const TILE_COLUMNS: usize = 24;

/// Vectors of a row that the microkernel works on at a time: with 8 rows each, 24 sums of 32 registers; or 8 of 16.
pub const fn vectors_of_tile(registers: usize) -> usize {
    if registers >= 32 { 3 } else { 1 }
}

/// k_c, the rows that a product takes at a time: 128 rows of a panel are 24 KiB, which stay in the first-level cache. Part of
/// the results.
pub const BLOCK_DEPTH: usize = 128;

/// Numbers of the widest vector, AVX-512: so many sums, or random generators, run side by side on every processor. Part of
/// the results.
pub const LANES: usize = 8;

/// Bytes of a cache line: a vector that crosses lines costs two loads.
pub const CACHE_LINE: usize = 64;

/// Rows of a panel that are packed at a time: 12 KiB, which stay in the first-level cache until all columns are there.
pub const PACKED_ROWS: usize = 64;

/// Rows and columns of a block that is mirrored at the diagonal: two of them are 16 KiB, within the first-level cache.
pub const MIRRORED: usize = 32;

/// Multiplications for which a thread is worth its start, some 20 to 50 µs.
pub const WORTH_A_THREAD: f64 = 2e6;

/// So many columns are not worth the packing of a factor, which reads all of it once more. Part of the results.
pub const FEW_COLUMNS: usize = 4;

/// Numbers of the chunk of samples whose densities one thread takes at a time: 128 KiB, a part of a second-level cache, and
/// enough that asking for the next one costs nothing.
pub const DENSITY_CHUNK: usize = 1 << 14;

/// Numbers that are drawn from one stream: 32 KiB; few enough that small requests are shared among threads, enough for the
/// start of a stream, 32 numbers, to cost nothing. Part of the results.
pub const SAMPLING_CHUNK: usize = 4096;

/// Up to this dimension sums run along the samples as they lie in memory, not along the components of each: tiles would be
/// filled with zeros. Part of the results.
pub const FEW_COMPONENTS: usize = 3;

/// Periods of 8 samples that are worked on at a time in few dimensions: 12 KiB, within the first-level cache. Part of the
/// results.
pub const PERIODS: usize = 64;

/// Samples whose mean is the place that a chunk is summed about: it lies within 1/8 of a standard deviation of the mean, and
/// costs a 64th of a chunk. Part of the results.
pub const LOCATING_SAMPLES: usize = 64;

/// Samples whose scatter is taken about one place. More would allow more digits to cancel. Part of the results.
pub const SCATTER_CHUNK: usize = 32 * BLOCK_DEPTH;

/// Samples are taken in as at most so many parts, each with its own D×D scatter, whatever the number of threads: on more
/// threads than parts the others would wait, and the memory grows with the parts. Part of the results.
pub const SCATTER_PARTS: usize = 8;

/// So many samples have an exact sum: more would take longer than their scatter in few dimensions. Part of the results.
pub const EXACT_SUM: usize = 1024;
