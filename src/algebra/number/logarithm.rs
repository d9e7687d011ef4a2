//! Discrete logarithms by baby steps and giant steps (Shanks). The baby steps are stored in a table.

use super::moduli::Moduli;
use super::primality::power;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Number of baby steps. There are at most 2⁹ giant steps.
const BABY_STEPS: u64 = 1 << 17;
const SLOT_BITS: u32 = 18;
const FILTER_BITS: u32 = 21;

/// Giant steps that are computed in parallel, because they do not depend on each other.
const LANES: usize = 4;

/// A table for logarithms modulo p.
enum Table {
    Steps(Steps),
    /// The logarithm of each number below a small p.
    All(Vec<u32>),
}

impl Table {
    fn new(moduli: Moduli) -> Self {
        if !moduli.are_small() {
            return Self::Steps(Steps::new(moduli));
        }
        let mut logarithms = vec![0; moduli.p as usize];
        let mut power = 1;
        for exponent in 0..moduli.q as u32 {
            logarithms[power as usize] = exponent;
            power = power * moduli.g % moduli.p;
        }
        Self::All(logarithms)
    }

    /// The x for which gˣ is `value`, which must be a power of g.
    fn logarithm(&self, value: u64, order: u64) -> u64 {
        match self {
            Self::Steps(steps) => steps.logarithm(value, order),
            Self::All(logarithms) => u64::from(logarithms[value as usize]),
        }
    }
}

/// The baby steps gʲ of a base g.
struct Steps {
    modulus: Modulus,
    /// gʲ · 2³² + j, in the slot given by the hash of gʲ or in a later one; 0 in a free slot.
    slots: Vec<u64>,
    /// A bit for each hash that occurs. It fits into a fast cache, and decides most lookups.
    filter: Vec<u64>,
    /// g^(−iB) for the first giant steps, and the factor that takes each lane to its next step.
    first: [u64; LANES],
    stride: u64,
}

impl Steps {
    fn new(Moduli { p, q, g }: Moduli) -> Self {
        let modulus = Modulus::new(p);
        let mut slots = vec![0; 1 << SLOT_BITS];
        let mut filter = vec![0; 1 << (FILTER_BITS - 6)];
        let mut step = 1;
        for j in 0..BABY_STEPS {
            let mut slot = hash(step, SLOT_BITS);
            while slots[slot] != 0 {
                slot = next(slot);
            }
            slots[slot] = step << 32 | j;
            let bit = hash(step, FILTER_BITS);
            filter[bit >> 6] |= 1 << (bit & 63);
            step = modulus.product(step, g);
        }
        let giant = |steps: u64| power(g, q - steps * BABY_STEPS, p);
        let first = std::array::from_fn(|lane| giant(lane as u64));
        Self { modulus, slots, filter, first, stride: giant(LANES as u64) }
    }

    /// The x for which gˣ is `value`, which must be a power of g.
    fn logarithm(&self, value: u64, order: u64) -> u64 {
        let mut lanes = self.first.map(|factor| self.modulus.product(value, factor));
        for steps in (0..=order / BABY_STEPS).step_by(LANES) {
            for (lane, &value) in (steps..).zip(&lanes) {
                if let Some(j) = self.find(value) {
                    return (lane * BABY_STEPS + j) % order;
                }
            }
            lanes = lanes.map(|value| self.modulus.product(value, self.stride));
        }
        unreachable!("{value} is not a power of the base")
    }

    /// The j < B for which gʲ is `value`.
    #[inline(always)]
    fn find(&self, value: u64) -> Option<u64> {
        let bit = hash(value, FILTER_BITS);
        if self.filter[bit >> 6] >> (bit & 63) & 1 == 0 {
            return None;
        }
        let mut slot = hash(value, SLOT_BITS);
        while self.slots[slot] != 0 {
            if self.slots[slot] >> 32 == value {
                return Some(self.slots[slot] & u64::from(u32::MAX));
            }
            slot = next(slot);
        }
        None
    }
}

/// The highest `bits` bits of a multiple of `value`, which has 32 bits.
#[inline(always)]
fn hash(value: u64, bits: u32) -> usize {
    ((value as u32).wrapping_mul(0x9E37_79B9) >> (32 - bits)) as usize
}

fn next(slot: usize) -> usize {
    (slot + 1) & ((1 << SLOT_BITS) - 1)
}

/// A modulus of 32 bits for many reductions of products without division (Barrett).
struct Modulus {
    modulus: u64,
    /// 2⁶⁴ / modulus, rounded down
    inverse: u64,
}

impl Modulus {
    fn new(modulus: u64) -> Self {
        Self { modulus, inverse: u64::MAX / modulus }
    }

    #[inline(always)]
    fn product(&self, a: u64, b: u64) -> u64 {
        let product = a * b;
        // The quotient, or one less.
        let quotient = ((u128::from(product) * u128::from(self.inverse)) >> 64) as u64;
        let rest = product - quotient * self.modulus;
        if rest >= self.modulus { rest - self.modulus } else { rest }
    }
}

/// A table that is built when the first logarithm is taken.
type Shared = Arc<OnceLock<Table>>;

/// The tables that were used last, on any thread. A table of steps takes 2 MB, and a run uses at most twelve of them.
static TABLES: Mutex<VecDeque<(Moduli, Shared)>> = Mutex::new(VecDeque::new());
const TABLES_KEPT: usize = 24;

// Each thread keeps the table that it used last, however many tables there are.
thread_local!(static LAST: RefCell<Option<(Moduli, Shared)>> = const { RefCell::new(None) });

fn shared(moduli: Moduli) -> Shared {
    let mut tables = TABLES.lock().unwrap_or_else(PoisonError::into_inner);
    let known = tables.iter().position(|(of, _)| *of == moduli).and_then(|index| tables.remove(index));
    let newest = known.unwrap_or_else(|| (moduli, Shared::default()));
    let table = newest.1.clone();
    tables.push_front(newest);
    tables.truncate(TABLES_KEPT);
    table
}

/// The logarithm of `value` to base g, modulo q; `value` must be a power of g.
pub(super) fn logarithm(value: u64, moduli: Moduli) -> u64 {
    LAST.with_borrow_mut(|last| {
        let (_, table) = match last {
            Some(last) if last.0 == moduli => last,
            _ => last.insert((moduli, shared(moduli))),
        };
        table.get_or_init(|| Table::new(moduli)).logarithm(value, moduli.q)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithms_undo_powers() {
        for (seed, moduli) in [(1, Moduli::drawn(1)), (2, Moduli::drawn(2)), (3, Moduli::small(3))] {
            let mut exponents: Vec<u64> =
                (0..1000).map(|n| crate::algebra::number::scramble(n ^ seed << 32) % moduli.q).collect();
            // The ends, and both sides of a boundary between giant steps.
            exponents.extend([0, 1, BABY_STEPS - 1, BABY_STEPS, 4 * BABY_STEPS - 1, 4 * BABY_STEPS, moduli.q - 1]);
            for exponent in exponents.into_iter().filter(|exponent| *exponent < moduli.q) {
                assert_eq!(logarithm(moduli.exponential(exponent), moduli), exponent, "{moduli:?}");
            }
        }
    }

    #[test]
    fn reductions_agree_with_division() {
        let p = Moduli::drawn(3).p;
        for modulus in [3, 65_537, p, u64::from(u32::MAX)] {
            let by = Modulus::new(modulus);
            for n in 0..2000 {
                let [a, b] = [2 * n, 2 * n + 1].map(|n| match crate::algebra::number::scramble(n) % modulus {
                    residue if n % 5 == 0 => modulus - 1 - residue % 2,
                    residue => residue,
                });
                assert_eq!(by.product(a, b), a * b % modulus);
            }
        }
    }

    #[test]
    fn tables_are_shared_and_limited() {
        let seeds = 10..10 + 2 * TABLES_KEPT as u64;
        let kept: Vec<(Moduli, Shared)> =
            seeds.map(|seed| (Moduli::drawn(seed), shared(Moduli::drawn(seed)))).collect();
        let (moduli, table) = &kept[kept.len() - 1];
        assert!(Arc::ptr_eq(table, &shared(*moduli)));
        assert!(TABLES.lock().unwrap().len() <= TABLES_KEPT);
    }
}
