//! A cache of tapes. A tape is found by its formulas and the shapes for which it was recorded.

use crate::algebra::matrix::Matrix;
use crate::algebra::number::Field;
use crate::program::point::Point;
use crate::program::size::Sizes;
use crate::program::tape::{Slot, Tape};
use std::collections::HashMap;
use std::rc::Rc;

/// The identifier of a formula. Tapes are found by it, so it is never reused. An address would be reused after a
/// formula is dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum FormulaId {
    Compiled(usize),
    Parsed(u64),
}

/// A tape with the key by which it is found.
pub(super) struct CachedTape {
    formulas: Vec<FormulaId>,
    sizes: Sizes,
    inputs: Vec<(String, (usize, usize))>,
    pub(super) tape: Tape,
    /// One for each formula.
    pub(super) outputs: Vec<Matrix<Slot>>,
}

impl CachedTape {
    /// The tape of these formulas for points like this one.
    pub(super) fn new<F: Field>(
        formulas: Vec<FormulaId>,
        point: &Point<F>,
        tape: Tape,
        outputs: Vec<Matrix<Slot>>,
    ) -> Self {
        let inputs = point.values().map(|(name, value)| (name.to_string(), value.shape())).collect();
        Self { formulas, sizes: point.sizes(), inputs, tape, outputs }
    }

    /// Whether the key consists of these formulas, and of the sizes and the inputs of the point with the same shapes.
    fn fits<F: Field>(&self, formulas: impl Iterator<Item = FormulaId>, point: &Point<F>) -> bool {
        let mut inputs = self.inputs.iter();
        self.sizes == point.sizes()
            && self.formulas.iter().copied().eq(formulas)
            && point.values().all(|(name, value)| {
                inputs.next().is_some_and(|(known, shape)| known == name && *shape == value.shape())
            })
            && inputs.next().is_none()
    }

    /// Whether both have the same formulas, sizes and shapes.
    fn replaces(&self, other: &Self) -> bool {
        self.formulas == other.formulas && self.sizes == other.sizes && self.inputs == other.inputs
    }
}

/// The tapes that were used last. Their number for each formula, and the number of their steps in total, are limited.
pub(super) struct Tapes {
    /// By the first of their formulas, with the time of their last use. The latest is first.
    by_formula: HashMap<FormulaId, Vec<(u64, Rc<CachedTape>)>>,
    /// Total number of steps.
    length: usize,
    /// Number of uses so far.
    now: u64,
    most_of_each: usize,
    most_steps: usize,
}

impl Tapes {
    pub(super) fn new(most_of_each: usize, most_steps: usize) -> Self {
        Self { by_formula: HashMap::new(), length: 0, now: 0, most_of_each, most_steps }
    }

    /// The tape of these formulas for this point.
    pub(super) fn recall<F: Field>(
        &mut self,
        formulas: impl Iterator<Item = FormulaId> + Clone,
        point: &Point<F>,
    ) -> Option<Rc<CachedTape>> {
        let known = self.by_formula.get_mut(&formulas.clone().next()?)?;
        let index = known.iter().position(|(_, known)| known.fits(formulas.clone(), point))?;
        known[..=index].rotate_right(1);
        self.now += 1;
        known[0].0 = self.now;
        Some(known[0].1.clone())
    }

    /// Adds a tape. Removes the tape that it replaces, and those that have not been used for the longest time.
    pub(super) fn remember(&mut self, new: CachedTape) {
        let Some(&first) = new.formulas.first() else { return };
        self.now += 1;
        self.length += new.tape.len();
        let known = self.by_formula.entry(first).or_default();
        let replaced = known.iter().position(|(_, known)| new.replaces(known)).map(|index| known.remove(index));
        known.insert(0, (self.now, Rc::new(new)));
        let surplus = known.split_off(known.len().min(self.most_of_each));
        self.length -= replaced.iter().chain(&surplus).map(|(_, known)| known.tape.len()).sum::<usize>();
        while self.length > self.most_steps && self.forget_oldest() {}
    }

    /// Removes the tape that has not been used for the longest time, unless it is the only one. Returns whether it did.
    fn forget_oldest(&mut self) -> bool {
        let last_uses = self.by_formula.iter().filter_map(|(id, known)| Some((known.last()?.0, *id)));
        let Some((time, id)) = last_uses.min_by_key(|(time, _)| *time) else { return false };
        if time == self.now {
            return false;
        }
        if let Some(known) = self.by_formula.get_mut(&id) {
            self.length -= known.pop().map_or(0, |(_, known)| known.tape.len());
            if known.is_empty() {
                self.by_formula.remove(&id);
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::{CachedTape, FormulaId, Tapes};
    use crate::program::point::Point;
    use crate::program::size::Sizes;
    use crate::program::tape::{self, Step};

    fn point(d: usize) -> Point<f64> {
        Point::new(Sizes::new(d, 1, 1, 1))
    }

    /// A tape with this number of steps.
    fn known(id: u64, d: usize, steps: usize) -> CachedTape {
        let evaluate = || {
            (0..steps).for_each(|_| _ = tape::note(Step::Half));
            Ok(Vec::new())
        };
        let (tape, outputs) = tape::record::<f64>(Vec::new(), evaluate).tape.expect("it can be replayed");
        assert_eq!(tape.len(), steps);
        CachedTape::new(vec![FormulaId::Parsed(id)], &point(d), tape, outputs)
    }

    fn has(tapes: &mut Tapes, id: u64, d: usize) -> bool {
        tapes.recall([FormulaId::Parsed(id)].into_iter(), &point(d)).is_some()
    }

    /// The steps, counted again.
    fn counted(tapes: &Tapes) -> usize {
        tapes.by_formula.values().flatten().map(|(_, known)| known.tape.len()).sum()
    }

    #[test]
    fn each_formula_keeps_the_tapes_that_it_used_last() {
        let mut tapes = Tapes::new(3, 1000);
        tapes.remember(known(2, 1, 10));
        for d in 1..=3 {
            tapes.remember(known(1, d, 10));
        }
        assert!(has(&mut tapes, 1, 1));
        tapes.remember(known(1, 4, 10));
        assert!(!has(&mut tapes, 1, 2), "its last use was the longest ago");
        assert!([1, 3, 4].iter().all(|&d| has(&mut tapes, 1, d)));
        assert!(has(&mut tapes, 2, 1), "other formulas keep theirs");
        assert!(!has(&mut tapes, 3, 1));
        assert_eq!((tapes.length, counted(&tapes)), (40, 40));
    }

    #[test]
    fn a_tape_replaces_one_with_the_same_key() {
        let mut tapes = Tapes::new(3, 1000);
        for steps in [10, 20, 30] {
            tapes.remember(known(1, 2, steps));
        }
        assert_eq!((tapes.length, counted(&tapes)), (30, 30));
        let found = tapes.recall([FormulaId::Parsed(1)].into_iter(), &point(2)).expect("it is kept");
        assert_eq!(found.tape.len(), 30);
    }

    #[test]
    fn the_total_number_of_steps_is_limited() {
        let mut tapes = Tapes::new(8, 100);
        for id in 0..10 {
            tapes.remember(known(id, 1, 10));
        }
        assert!(has(&mut tapes, 0, 1));
        tapes.remember(known(10, 1, 15));
        assert!(has(&mut tapes, 0, 1) && !has(&mut tapes, 1, 1) && !has(&mut tapes, 2, 1));
        assert!((3..=10).all(|id| has(&mut tapes, id, 1)));
        assert_eq!((tapes.length, counted(&tapes)), (95, 95));
        // A tape longer than the limit is kept alone, because it is usually used again at once.
        tapes.remember(known(11, 1, 200));
        assert!(has(&mut tapes, 11, 1));
        assert_eq!((tapes.length, counted(&tapes), tapes.by_formula.len()), (200, 200, 1));
        tapes.remember(known(12, 1, 10));
        assert!(has(&mut tapes, 12, 1) && !has(&mut tapes, 11, 1));
        assert_eq!((tapes.length, counted(&tapes)), (10, 10));
    }
}
