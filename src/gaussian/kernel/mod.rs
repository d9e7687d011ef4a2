//! The kernels: the operations of BLAS that the Gaussian is made of, and the Cholesky factor
//!
//! | file | BLAS, LAPACK | equation |
//! |---|---|---|
//! | [`microkernel`] | the microkernel of BLIS | T ← T + Σₖ aₖbₖᵀ, an 8×24 tile T in registers |
//! | [`packing`] | packing of both operands | |
//! | [`gemm`] | gemm | C ← AZ |
//! | [`trmm`] | trmm, left, lower | Z ← LZ |
//! | [`trsm`] | trsm, left, lower | Z ← L⁻¹Z |
//! | [`syrk`] | syrk, lower, transposed | C ← C ± ZᵀZ |
//! | [`cholesky`] | potrf, lower | A = LLᵀ, A becomes L |
//! | [`doubles`] | axpy, dot, rot, gemm, trsm | in 32 digits |
//! | [`scatter`] | – | Σ(x−x̄)(x−x̄)ᵀ of samples |
//! | [`normal`] | – | standard normal numbers |
//!
//! There are two packed layouts. A [panel](packing::panel) holds 24 columns of a right operand side by side, row after row:
//! `[f64; 24]` for each k. [Packed rows](packing::rows) hold 8 rows of a left operand, `[f64; 8]` for each k. Every load is
//! one of neighbours. [`tuning`] has all sizes, with their reasons.
//!
//! The instructions are chosen while the program runs (AVX-512, AVX2 or none; [`pulp`]), so a plain `cargo build` has
//! them. Each number is a sum in a fixed order, whatever the width of a vector or the number of threads.

pub(super) mod cholesky;
pub(super) mod double;
pub(super) mod doubles;
mod gemm;
mod instructions;
pub(super) mod microkernel;
pub(super) mod normal;
pub(super) mod packing;
pub(super) mod scatter;
mod syrk;
#[cfg(test)]
mod tests;
pub(super) mod threads;
pub(super) mod trmm;
pub(super) mod trsm;
pub(super) mod tuning;

pub(super) use instructions::arch;
