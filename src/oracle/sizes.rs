//! The sizes at which a claim is judged.

use super::survey::operations;
use super::tolerances::{FARTHEST_BEYOND, NEAREST_BEYOND, STEPS_BEYOND};
use super::{Effort, Trial};
use crate::algebra::number::MOST_VARIABLES;
use crate::claim::LeftSide;
use crate::error::Result;
use crate::program::size::{D, P, Q, Role, Size, Sizes, Symbol};
use rand::RngExt;

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

    /// Random sizes beyond those at which the claim is judged. They are looked at as well: a side that depends on a size as
    /// a number, such as (D−1)(D−2)(D−3)(D−4), may be right at all the sizes that are judged and wrong at all others.
    ///
    /// One size of each list has to be reached; the first one is the farthest. There is one list, and in it every symbol
    /// is beyond the numbers that it has at the judged sizes. But if that gives too much noise, there is one list for
    /// each symbol, and the others have their smallest numbers.
    pub(crate) fn beyond(&self) -> Vec<Vec<Sizes>> {
        let symbols = self.claim.symbols();
        let judged = self.sizes();
        let (Some(&smallest), Some(&last)) = (judged.first(), judged.last()) else { return Vec::new() };
        let most = |symbol: Symbol| judged.iter().map(|sizes| sizes.number_of(symbol)).max().unwrap_or(1);
        let affordable = self.reach_beyond(&judged, last).max(NEAREST_BEYOND);
        // There is a limit on the noise.
        let fits = |reach: &usize| {
            self.joined(smallest, symbols.iter().map(|&symbol| (symbol, most(symbol) + reach))).is_some()
        };
        let widest = (1..=affordable).rev().find(fits).unwrap_or(affordable);
        let mut stream = self.stream("sizes beyond");
        // The farther half: the sides of a mistake are more likely to agree near the judged sizes.
        let mut drawn = |symbol: Symbol, reach: usize| most(symbol) + stream.random_range(reach.div_ceil(2)..=reach);
        let reaches = [widest, widest.div_ceil(4), NEAREST_BEYOND.min(widest)];
        let all: Vec<Sizes> = reaches
            .iter()
            .filter_map(|&reach| self.joined(smallest, symbols.iter().map(|&symbol| (symbol, drawn(symbol, reach)))))
            .collect();
        if symbols.is_empty() || !all.is_empty() {
            return if symbols.is_empty() { Vec::new() } else { vec![all] };
        }
        let alone = symbols.iter().map(|&symbol| {
            let numbers = reaches.iter().map(|&reach| drawn(symbol, reach));
            numbers.filter_map(|number| self.joined(smallest, [(symbol, number)].into_iter())).collect()
        });
        alone.filter(|list: &Vec<Sizes>| !list.is_empty()).collect()
    }

    /// `base` with these numbers, if the claim can be looked at there.
    fn joined(&self, base: Sizes, numbers: impl Iterator<Item = (Symbol, usize)>) -> Option<Sizes> {
        let mut sizes = base;
        let mut samples = Vec::new();
        for (symbol, number) in numbers {
            if symbol.role == Role::Samples {
                samples.push((symbol, number));
            }
            sizes = sizes.with(symbol, number).ok()?;
        }
        if [P, Q].iter().any(|size| self.claim.symbols().contains(&size.symbol())) {
            sizes.d = sizes.p + sizes.q;
        }
        if self.claim.more_samples_than_dimensions {
            for (symbol, number) in samples {
                sizes = sizes.with(symbol, number.max(sizes.dimension() + 1)).ok()?;
            }
            if sizes.fewest_samples() <= sizes.dimension() {
                return None;
            }
        }
        let is_expectation = matches!(self.claim.left, LeftSide::Expectation { .. });
        let most_noise = if is_expectation { MOST_VARIABLES } else { usize::MAX };
        self.claim.noise().is_none_or(|noise| noise.entries(sizes) <= most_noise).then_some(sizes)
    }

    /// How far beyond the last judged size both sides can be evaluated. The growth of their steps is measured between that
    /// size and one of about half as much.
    fn reach_beyond(&self, judged: &[Sizes], last: Sizes) -> usize {
        let symbols = self.claim.symbols();
        let largest = |sizes: Sizes| symbols.iter().map(|&symbol| sizes.number_of(symbol)).max().unwrap_or(1).max(1);
        // If the steps are not known, each entry takes a product of matrices with as many entries.
        let entries = |sizes: Sizes| {
            let entries = self.claim.given.iter().map(|input| sizes.of(input.rows) * sizes.of(input.columns));
            (entries.sum::<usize>() as f64).powf(2.5)
        };
        let steps = |sizes| {
            let known = operations(self.claim, &self.claim.right, sizes, 1, 1);
            known.map_or_else(|| entries(sizes), |steps| steps as f64).max(1.0)
        };
        let half = judged.iter().copied().find(|&sizes| 2 * largest(sizes) >= largest(last)).unwrap_or(last);
        let (most, least) = (largest(last) as f64, largest(half) as f64);
        let order = if most > least { (steps(last) / steps(half)).ln() / (most / least).ln() } else { 3.0 };
        let factor = (STEPS_BEYOND as f64 / steps(last)).powf(1.0 / order.clamp(1.0, 6.0));
        (((factor - 1.0) * most).max(0.0) as usize).min(FARTHEST_BEYOND)
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
