//! The sizes at which a claim is judged.

use super::{Effort, Trial};
use crate::claim::LeftSide;
use crate::error::Result;
use crate::program::size::{D, P, Q, Role, Size, Sizes, Symbol};

/// Largest number of entries of the noise in expectations: the number of nodes grows exponentially with it.
const LARGEST_NOISE: usize = 6;

impl Effort {
    /// Block shapes (p, q), including some with p ≠ q.
    fn blocks(self) -> &'static [(usize, usize)] {
        const BLOCKS: [(usize, usize); 13] =
            [(1, 1), (1, 2), (2, 1), (2, 3), (3, 2), (2, 2), (1, 4), (4, 1), (3, 3), (5, 1), (3, 5), (7, 1), (5, 7)];
        match self {
            Self::Quick => &BLOCKS[..4],
            Self::Standard => &BLOCKS[..12],
            Self::Thorough => &BLOCKS,
        }
    }
}

impl Trial<'_> {
    /// The sizes at which the claim is judged, smallest first.
    pub(crate) fn sizes(&self) -> Vec<Sizes> {
        let symbols = self.claim.symbols();
        let (samples, dimensions): (Vec<Symbol>, Vec<Symbol>) =
            symbols.iter().partition(|symbol| symbol.role == Role::Samples);
        let standard = symbols.iter().all(|symbol| symbol.is_standard());
        let base = if standard { self.standard(&dimensions) } else { self.numbered(&dimensions).unwrap_or_default() };
        let most_noise =
            if matches!(self.claim.left, LeftSide::Expectation { .. }) { LARGEST_NOISE } else { usize::MAX };
        let base: Vec<Sizes> = base
            .into_iter()
            .filter(|sizes| self.claim.noise().is_none_or(|n| n.entries(*sizes) <= most_noise))
            .collect();
        if samples.is_empty() {
            return base;
        }
        let fewest = if base.len() > 1 { 3 } else { self.effort.largest_dimension() };
        base.iter()
            .flat_map(|sizes| samples_at(&samples, sizes, sizes.dimension(), fewest))
            .filter(|sizes| sizes.fewest_samples() > sizes.dimension() || !self.claim.more_samples_than_dimensions)
            .filter(|sizes| self.claim.noise().is_none_or(|noise| noise.entries(*sizes) <= most_noise))
            .collect()
    }

    /// Numbers for D, P and Q.
    fn standard(&self, used: &[Symbol]) -> Vec<Sizes> {
        let uses = |size: Size| used.contains(&size.symbol());
        if uses(P) || uses(Q) {
            let joint = |&(p, q): &(usize, usize)| Sizes::new(p + q, 1, p, q);
            // A dimension other than P + Q may be smaller or larger than both blocks together.
            let apart = [(1, 2, 1), (4, 1, 2), (5, 2, 2)].map(|(d, p, q)| Sizes::new(d, 1, p, q));
            self.effort.blocks().iter().map(joint).chain(apart.into_iter().filter(|_| uses(D))).collect()
        } else if uses(D) {
            (1..=self.effort.largest_dimension()).map(|d| Sizes::new(d, 1, 1, 1)).collect()
        } else {
            vec![Sizes::ONE]
        }
    }

    /// Numbers for named dimensions, which vary independently: in some sizes they are equal, and each is the larger one
    /// in others.
    fn numbered(&self, symbols: &[Symbol]) -> Result<Vec<Sizes>> {
        let given = |numbers: &[usize]| {
            symbols.iter().zip(numbers).try_fold(Sizes::ONE, |sizes, (&symbol, &number)| sizes.with(symbol, number))
        };
        let count = symbols.len();
        match count {
            0 => Ok(vec![Sizes::ONE]),
            1 => (1..=self.effort.largest_dimension()).map(|number| given(&[number])).collect(),
            2 => self.effort.blocks().iter().map(|&(first, second)| given(&[first, second])).collect(),
            _ => {
                // First all numbers are equal; then no two are equal, and each dimension has each number once.
                let equal = [1, 2].map(|number| vec![number; count]);
                let turned = |step: usize| {
                    (0..count).map(move |place| (0..count).map(|k| 1 + (place + k * step) % count).collect())
                };
                let all: Vec<Vec<usize>> = equal.into_iter().chain(turned(1)).chain(turned(count - 1)).collect();
                all.iter().map(|numbers| given(numbers)).collect()
            }
        }
    }
}

/// Numbers of samples at one dimension: D + 2 always, and in dimensions up to 3 also small numbers. Several numbers of
/// samples are never equal.
fn samples_at(symbols: &[Symbol], sizes: &Sizes, dimension: usize, fewest: usize) -> Vec<Sizes> {
    let most = if dimension == 3 { 4 } else { fewest };
    let small = (1..=most).filter(|&number| dimension <= 3 && number != dimension + 2);
    let numbered = |number: usize| {
        symbols.iter().zip(number..).try_fold(*sizes, |sizes, (&symbol, number)| sizes.with(symbol, number)).ok()
    };
    small.chain([dimension + 2]).filter_map(numbered).collect()
}
