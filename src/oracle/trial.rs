//! One claim that is judged: the effort and the random streams.

use crate::algebra::number::scramble;
use crate::claim::Claim;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

/// The amount of work.
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

    /// The number of samples with which a law is tested.
    pub(crate) fn samples(self) -> usize {
        match self {
            Self::Quick => 2_000,
            Self::Standard => 4_000,
            Self::Thorough => 40_000,
        }
    }
}

/// One claim that is judged.
#[derive(Clone, Copy)]
pub struct Trial<'a> {
    /// The claim.
    pub claim: &'a Claim,
    /// Identifier, `derivation/claim`.
    pub id: &'a str,
    /// Seed of the whole run.
    pub seed: u64,
    /// The amount of work.
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
}
