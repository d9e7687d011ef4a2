//! Sizes in symbols and in numbers: linear forms over named symbols, and the numbers for the symbols.

use super::name::Name;
use crate::error::{Error, Result, shape_text};
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Add;

/// What a symbol counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Entries of a vector, or rows of a matrix.
    Dimension,
    /// Samples: columns of data.
    Samples,
    /// Rows of a block.
    Block,
}

/// A symbol for a size: its name and what it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Symbol {
    /// Name, such as `M`.
    pub name: Name,
    /// What it counts.
    pub role: Role,
}

impl Symbol {
    /// Whether it is D, N, P or Q.
    pub fn is_standard(self) -> bool {
        [D_SYMBOL, N_SYMBOL, P_SYMBOL, Q_SYMBOL].contains(&self)
    }
}

/// Largest number of different symbols in a sum.
const MOST_TERMS: usize = 4;

/// A size in symbols, such as `P + Q`: a constant, and a multiple of each symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Size {
    constant: usize,
    /// In the order of their names. Unused terms have the count 0.
    terms: [(Symbol, usize); MOST_TERMS],
}

/// The symbol of an unused term.
const NO_SYMBOL: Symbol = Symbol { name: "", role: Role::Dimension };

/// 1
pub const ONE: Size = Size { constant: 1, terms: [(NO_SYMBOL, 0); MOST_TERMS] };
/// Dimension of the Gaussian.
pub const D: Size = Size::of("D", Role::Dimension);
/// Number of samples.
pub const N: Size = Size::of("N", Role::Samples);
/// Order of the first block.
pub const P: Size = Size::of("P", Role::Block);
/// Order of the second block.
pub const Q: Size = Size::of("Q", Role::Block);

impl Add for Size {
    type Output = Size;

    /// A count that overflows becomes the largest number, which is beyond every limit; so does a sum of more than four
    /// symbols.
    fn add(self, other: Size) -> Size {
        let mut sum = self;
        sum.constant = sum.constant.saturating_add(other.constant);
        for (symbol, count) in other.symbols() {
            let used = sum.symbols().count();
            match sum.terms[..used].iter_mut().find(|(known, _)| *known == symbol) {
                Some((_, known)) => *known = known.saturating_add(count),
                None if used == MOST_TERMS => sum.constant = usize::MAX,
                None => {
                    sum.terms[used] = (symbol, count);
                    sum.terms[..=used].sort();
                }
            }
        }
        sum
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let constant = (self.constant > 0 || self.symbols().next().is_none()).then(|| self.constant.to_string());
        let terms = self.symbols().map(|(symbol, count)| match count {
            1 => symbol.name.to_string(),
            _ => format!("{count}{}", symbol.name),
        });
        f.write_str(&constant.into_iter().chain(terms).collect::<Vec<_>>().join("+"))
    }
}

impl Size {
    /// The size of a symbol: [`D`], [`N`], [`P`], [`Q`], or one with any other name.
    pub const fn of(name: Name, role: Role) -> Self {
        let mut terms = [(NO_SYMBOL, 0); MOST_TERMS];
        terms[0] = (Symbol { name, role }, 1);
        Self { constant: 0, terms }
    }

    /// A size that is a number.
    pub const fn number(constant: usize) -> Self {
        Self { constant, terms: ONE.terms }
    }

    /// The symbol of a size that consists of one; for a sum, the first symbol.
    pub(crate) const fn symbol(self) -> Symbol {
        self.terms[0].0
    }

    /// The symbols that occur, each with its count, in the order of their names.
    pub fn symbols(&self) -> impl Iterator<Item = (Symbol, usize)> + use<> {
        self.terms.into_iter().take_while(|(_, count)| *count > 0)
    }

    /// The symbol, if the size is one symbol and nothing else.
    pub(crate) fn only_symbol(self) -> Option<Symbol> {
        let mut symbols = self.symbols();
        match (symbols.next(), symbols.next()) {
            (Some((symbol, 1)), None) if self.constant == 0 => Some(symbol),
            _ => None,
        }
    }

    /// The constant term.
    pub fn constant(&self) -> usize {
        self.constant
    }

    /// Whether a symbol of `other` occurs in this size.
    pub fn mentions(self, other: Size) -> bool {
        other.symbols().any(|(symbol, _)| self.count_of(symbol) > 0)
    }

    /// The count of the symbol.
    pub(crate) fn count_of(self, symbol: Symbol) -> usize {
        self.symbols().find(|(known, _)| *known == symbol).map_or(0, |(_, count)| count)
    }

    /// `D`, or `(P+Q)` as a factor of a product.
    fn bracketed(self) -> String {
        let text = self.to_string();
        if text.contains('+') { format!("({text})") } else { text }
    }
}

/// A shape in symbols: `D×(P+Q)`.
pub(crate) fn shape_in_symbols((rows, columns): (Size, Size)) -> String {
    shape_text((rows.bracketed(), columns.bracketed()))
}

/// Largest number of symbols besides D, N, P and Q.
const MOST_OTHERS: usize = 8;

/// A number for each symbol: for D, N, P and Q, and for others by name.
#[derive(Clone, Copy, Debug, Eq)]
pub struct Sizes {
    /// Dimension of the Gaussian.
    pub d: usize,
    /// Number of samples.
    pub n: usize,
    /// Order of the first block.
    pub p: usize,
    /// Order of the second block.
    pub q: usize,
    /// In the order in which they were given. Unused entries have no name.
    others: [(Symbol, usize); MOST_OTHERS],
}

// Only the used entries are compared: sizes are compared at every lookup of a tape.
impl PartialEq for Sizes {
    fn eq(&self, other: &Self) -> bool {
        (self.d, self.n, self.p, self.q) == (other.d, other.n, other.p, other.q) && self.others().eq(other.others())
    }
}

impl Hash for Sizes {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.d, self.n, self.p, self.q).hash(state);
        self.others().for_each(|other| other.hash(state));
    }
}

impl Sizes {
    /// The number 1 for every symbol.
    pub const ONE: Self = Self::new(1, 1, 1, 1);

    /// The numbers for D, N, P and Q.
    pub const fn new(d: usize, n: usize, p: usize, q: usize) -> Self {
        Self { d, n, p, q, others: [(NO_SYMBOL, 0); MOST_OTHERS] }
    }

    /// The same with a number for one more symbol, or with another number for a symbol.
    ///
    /// Errors: more than eight symbols besides D, N, P and Q.
    pub fn with(mut self, symbol: Symbol, number: usize) -> Result<Self> {
        match symbol {
            D_SYMBOL => self.d = number,
            N_SYMBOL => self.n = number,
            P_SYMBOL => self.p = number,
            Q_SYMBOL => self.q = number,
            _ => {
                let place = self.others.iter().position(|(known, _)| *known == symbol || known.name.is_empty());
                let place = place.ok_or_else(|| {
                    Error::too_large("the number of symbols for sizes", (MOST_OTHERS + 5) as f64, MOST_OTHERS + 4)
                })?;
                self.others[place] = (symbol, number);
            }
        }
        Ok(self)
    }

    /// The number for the symbol; 0 if it has none.
    pub fn number_of(&self, symbol: Symbol) -> usize {
        match symbol {
            D_SYMBOL => self.d,
            N_SYMBOL => self.n,
            P_SYMBOL => self.p,
            Q_SYMBOL => self.q,
            _ => self.others().find(|(known, _)| *known == symbol).map_or(0, |(_, number)| number),
        }
    }

    /// The symbols besides D, N, P and Q, with their numbers.
    pub fn others(&self) -> impl Iterator<Item = (Symbol, usize)> + use<> {
        let used = self.others.iter().take_while(|(symbol, _)| !symbol.name.is_empty()).count();
        self.others.into_iter().take(used)
    }

    /// The number for `size`; the largest number if it overflows.
    pub fn of(&self, size: Size) -> usize {
        let term = |(symbol, count)| self.number_of(symbol).saturating_mul(count);
        size.symbols().map(term).fold(size.constant, usize::saturating_add)
    }

    /// The number for the symbol called `name`: `d` or `D`, `n` or `N`, `p` or `P`, `q` or `Q`, or the name of another
    /// symbol.
    pub fn named(&self, name: &str) -> Result<usize> {
        if let Some((_, number)) = self.others().find(|(symbol, _)| symbol.name == name) {
            return Ok(number);
        }
        match name {
            "d" | "D" => Ok(self.d),
            "n" | "N" => Ok(self.n),
            "p" | "P" => Ok(self.p),
            "q" | "Q" => Ok(self.q),
            _ => {
                let others = self.others().map(|(symbol, _)| symbol.name);
                let given: Vec<&str> = ["d", "n", "p", "q"].into_iter().chain(others).collect();
                Err(Error::unknown_input(name, format!("the sizes {}", given.join(", "))))
            }
        }
    }

    /// D; if other symbols have numbers, the largest dimension.
    pub(crate) fn dimension(&self) -> usize {
        if self.others().next().is_none() { self.d } else { self.largest_dimension() }
    }

    /// The sum of the numbers of all symbols besides D, N, P and Q.
    pub(crate) fn total(&self) -> usize {
        self.others().map(|(_, number)| number).sum()
    }

    /// The largest number of a symbol that does not count samples.
    pub(crate) fn largest_dimension(&self) -> usize {
        let others = self.others().filter(|(symbol, _)| symbol.role != Role::Samples).map(|(_, number)| number);
        others.fold(self.d.max(self.p).max(self.q), usize::max)
    }

    /// The largest number of samples.
    pub(crate) fn most_samples(&self) -> usize {
        self.of_samples().fold(self.n, usize::max)
    }

    /// The smallest number of samples.
    pub(crate) fn fewest_samples(&self) -> usize {
        self.of_samples().fold(self.n, usize::min)
    }

    fn of_samples(&self) -> impl Iterator<Item = usize> + use<> {
        self.others().filter(|(symbol, _)| symbol.role == Role::Samples).map(|(_, number)| number)
    }
}

const D_SYMBOL: Symbol = D.symbol();
const N_SYMBOL: Symbol = N.symbol();
const P_SYMBOL: Symbol = P.symbol();
const Q_SYMBOL: Symbol = Q.symbol();

#[cfg(test)]
mod tests {
    use super::*;

    const M: Size = Size::of("M", Role::Dimension);
    const K: Size = Size::of("K", Role::Samples);

    #[test]
    fn sums_are_written_by_their_symbols() {
        assert_eq!((Q + P).to_string(), "P+Q");
        assert_eq!((ONE + D + D).to_string(), "1+2D");
        assert_eq!((M + K + ONE + M).to_string(), "1+K+2M");
        assert_eq!(P + Q, Q + P);
        assert_eq!((D + N + P + Q + M).constant(), usize::MAX);
    }

    #[test]
    fn symbols_have_numbers() {
        let sizes = Sizes::new(2, 3, 5, 7).with(M.symbol(), 11).unwrap().with(K.symbol(), 13).unwrap();
        assert_eq!(sizes.of(D + N + M + M + ONE), 2 + 3 + 22 + 1);
        assert_eq!((sizes.named("M").unwrap(), sizes.named("d").unwrap(), sizes.named("D").unwrap()), (11, 2, 2));
        assert_eq!((sizes.largest_dimension(), sizes.most_samples(), sizes.fewest_samples()), (11, 13, 3));
        assert!(sizes.named("L").unwrap_err().to_string().contains("d, n, p, q, M, K"));
        assert_eq!(sizes.with(M.symbol(), 1).unwrap().of(M), 1);
        assert_eq!(sizes.of(Size::of("L", Role::Block)), 0);
    }

    #[test]
    fn no_more_than_eight_other_symbols() {
        let names = ["a", "b", "c", "e", "f", "g", "h", "i"];
        let symbol = |name| Symbol { name, role: Role::Dimension };
        let full = names.into_iter().try_fold(Sizes::ONE, |sizes, name| sizes.with(symbol(name), 2)).unwrap();
        assert!(full.with(symbol("j"), 2).is_err());
        assert!(full.with(symbol("i"), 3).is_ok());
    }
}
