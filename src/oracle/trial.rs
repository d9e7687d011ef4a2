//! One claim on trial: the effort, the sizes and the random streams.

use crate::algebra::number::scramble;
use crate::claim::{Claim, Subject};
use crate::program::size::{D, N, P, Q, Size, Sizes};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

/// How much work to spend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum Effort {
    /// D up to 4.
    Quick,
    /// D up to 8.
    Standard,
    /// D up to 12, more points and more samples.
    Thorough,
}

impl Effort {
    pub(crate) fn largest_dimension(self) -> usize {
        match self {
            Self::Quick => 4,
            Self::Standard => 8,
            Self::Thorough => 12,
        }
    }

    /// Samples a law is tested with.
    pub(crate) fn samples(self) -> usize {
        match self {
            Self::Quick => 2_000,
            Self::Standard => 4_000,
            Self::Thorough => 40_000,
        }
    }

    /// Block shapes (p, q), with p ≠ q among them.
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

/// Entries of the noise up to which expectations are judged: the number of nodes is a power of it.
const LARGEST_NOISE: usize = 6;

/// One claim on trial.
#[derive(Clone, Copy)]
pub struct Trial<'a> {
    /// The claim.
    pub claim: &'a Claim,
    /// Identifier, `derivation/claim`.
    pub id: &'a str,
    /// Seed of the whole run.
    pub seed: u64,
    /// Work to spend.
    pub effort: Effort,
}

impl Trial<'_> {
    /// The random stream of this claim and purpose: the same on any machine and any number of threads.
    pub(crate) fn stream(&self, purpose: &str) -> ChaCha8Rng {
        let name = self.id.bytes().chain([0]).chain(purpose.bytes());
        // FNV-1a, then the finaliser of SplitMix64 together with the seed.
        let hash = name
            .fold(0xCBF2_9CE4_8422_2325u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3));
        ChaCha8Rng::seed_from_u64(scramble(hash ^ scramble(self.seed)))
    }

    /// The number of entries of the noise, in symbols.
    pub(super) fn noise(&self) -> Option<Size> {
        match self.claim.subject {
            Subject::Expectation { noise, .. } | Subject::Law { noise, .. } => Some(noise),
            _ => None,
        }
    }

    /// The sizes to judge the claim at, smallest first.
    pub(crate) fn sizes(&self) -> Vec<Sizes> {
        let inputs = self.claim.given.iter().flat_map(|input| [input.rows, input.columns]);
        let most_noise =
            if matches!(self.claim.subject, Subject::Expectation { .. }) { LARGEST_NOISE } else { usize::MAX };
        let all: Vec<Size> = inputs.chain(self.noise()).collect();
        let uses = |symbol| all.iter().any(|size| size.mentions(symbol));
        let base: Vec<Sizes> = if uses(P) || uses(Q) {
            let blocks = self.effort.blocks().iter();
            let joint = |&(p, q): &(usize, usize)| Sizes { d: p + q, n: 1, p, q };
            // A dimension of its own may be larger or smaller than both blocks together.
            let apart = [(1, 2, 1), (4, 1, 2), (5, 2, 2)].map(|(d, p, q)| Sizes { d, n: 1, p, q });
            blocks.map(joint).chain(apart.into_iter().filter(|_| uses(D))).collect()
        } else if uses(D) {
            (1..=self.effort.largest_dimension()).map(|d| Sizes { d, n: 1, p: 1, q: 1 }).collect()
        } else {
            vec![Sizes { d: 1, n: 1, p: 1, q: 1 }]
        };
        let base = base.into_iter().filter(|sizes| self.noise().is_none_or(|noise| sizes.of(noise) <= most_noise));
        if !uses(N) {
            return base.collect();
        }
        // Few samples at small D, more samples than dimensions everywhere, and as many as dimensions elsewhere where
        // nothing else varies.
        let fewest = if base.clone().nth(1).is_some() { 3 } else { self.effort.largest_dimension() };
        base.flat_map(|sizes| {
            let most = if sizes.d == 3 { 4 } else { fewest };
            let few = (1..=most).filter(move |&n| sizes.d <= 3 && n != sizes.d + 2);
            few.chain([sizes.d + 2]).map(move |n| Sizes { n, ..sizes })
        })
        .filter(|sizes| sizes.n > sizes.d || !self.claim.many_samples)
        .collect()
    }
}
