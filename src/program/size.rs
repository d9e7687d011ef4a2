//! Sizes in symbols and in numbers: the dimension, the number of samples, the orders of two blocks.

use crate::error::{Error, Result};
use std::fmt;
use std::ops::Add;

/// A size in symbols, such as `P + Q`: how often each of D, N, P and Q counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Size([usize; 5]);

/// 1
pub const ONE: Size = Size([1, 0, 0, 0, 0]);
/// Dimension of the Gaussian.
pub const D: Size = Size([0, 1, 0, 0, 0]);
/// Number of samples.
pub const N: Size = Size([0, 0, 1, 0, 0]);
/// Order of the first block.
pub const P: Size = Size([0, 0, 0, 1, 0]);
/// Order of the second block.
pub const Q: Size = Size([0, 0, 0, 0, 1]);

const SYMBOLS: [&str; 5] = ["1", "D", "N", "P", "Q"];

impl Add for Size {
    type Output = Size;

    /// Counts too large to be added stay at the largest number, which every limit refuses.
    fn add(self, other: Size) -> Size {
        Size(std::array::from_fn(|i| self.0[i].saturating_add(other.0[i])))
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let terms: Vec<String> = (0..5)
            .filter(|&i| self.0[i] > 0)
            .map(|i| match (i, self.0[i]) {
                (0, count) => count.to_string(),
                (_, 1) => SYMBOLS[i].to_string(),
                (_, count) => format!("{count}{}", SYMBOLS[i]),
            })
            .collect();
        f.write_str(&terms.join("+"))
    }
}

impl Size {
    /// Whether the symbol occurs in this size.
    pub fn mentions(self, symbol: Size) -> bool {
        (0..5).any(|i| self.0[i] > 0 && symbol.0[i] > 0)
    }

    /// `D`, or `(P+Q)` within a product.
    pub(crate) fn bracketed(self) -> String {
        let text = self.to_string();
        if text.contains('+') { format!("({text})") } else { text }
    }

    /// How often 1, D, N, P and Q count.
    pub(crate) fn counts(self) -> [usize; 5] {
        self.0
    }
}

/// A number for each of the symbols D, N, P and Q.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sizes {
    /// Dimension of the Gaussian.
    pub d: usize,
    /// Number of samples.
    pub n: usize,
    /// Order of the first block.
    pub p: usize,
    /// Order of the second block.
    pub q: usize,
}

impl Sizes {
    /// The number that `size` stands for; one that is too large to be counted is the largest there is.
    pub fn of(&self, size: Size) -> usize {
        let terms = [1, self.d, self.n, self.p, self.q].into_iter().zip(size.0);
        terms.fold(0, |sum, (number, count)| number.saturating_mul(count).saturating_add(sum))
    }

    /// The number of the symbol called `name`: `d`, `n`, `p` or `q`.
    pub fn named(&self, name: &str) -> Result<usize> {
        match name {
            "d" => Ok(self.d),
            "n" => Ok(self.n),
            "p" => Ok(self.p),
            "q" => Ok(self.q),
            _ => Err(Error::UnknownInput { name: name.into(), given: "the sizes d, n, p, q".into() }),
        }
    }
}
