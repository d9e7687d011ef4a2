//! The tapes that are kept, each found again by its formulas and the shapes that it was recorded for.

use crate::algebra::matrix::Matrix;
use crate::algebra::number::Field;
use crate::program::point::Point;
use crate::program::size::Sizes;
use crate::program::tape::{Place, Tape};
use std::collections::HashMap;
use std::rc::Rc;

/// What tells formulas apart. A tape is found by it, so none is ever given twice: an address is no identifier of what
/// can be dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum FormulaId {
    Compiled(usize),
    Parsed(u64),
}

/// A tape with what it needs to be found again.
pub(super) struct Known {
    formulas: Vec<FormulaId>,
    sizes: Sizes,
    inputs: Vec<(String, (usize, usize))>,
    pub(super) tape: Tape,
    /// One for each formula.
    pub(super) outputs: Vec<Matrix<Place>>,
}

impl Known {
    /// The tape of these formulas for points like this one.
    pub(super) fn new<F: Field>(
        formulas: Vec<FormulaId>,
        point: &Point<F>,
        tape: Tape,
        outputs: Vec<Matrix<Place>>,
    ) -> Self {
        let inputs = point.values().map(|(name, value)| (name.to_string(), value.shape())).collect();
        Self { formulas, sizes: point.sizes(), inputs, tape, outputs }
    }

    /// Whether the formulas are these, and the point has the same sizes and the same inputs, of the same shapes.
    fn fits<F: Field>(&self, formulas: impl Iterator<Item = FormulaId>, point: &Point<F>) -> bool {
        let mut inputs = self.inputs.iter();
        self.sizes == point.sizes()
            && self.formulas.iter().copied().eq(formulas)
            && point.values().all(|(name, value)| {
                inputs.next().is_some_and(|(known, shape)| known == name && *shape == value.shape())
            })
            && inputs.next().is_none()
    }

    /// Whether both are of the same formulas, sizes and shapes.
    fn replaces(&self, other: &Self) -> bool {
        self.formulas == other.formulas && self.sizes == other.sizes && self.inputs == other.inputs
    }
}

/// Tapes, of which those that were used last are kept: so many of each formula, and so many steps on the whole.
pub(super) struct Tapes {
    /// By the first of the formulas that are on them, with the time of their last use; the one used last comes first.
    by_formula: HashMap<FormulaId, Vec<(u64, Rc<Known>)>>,
    /// Steps of all of them.
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
    ) -> Option<Rc<Known>> {
        let known = self.by_formula.get_mut(&formulas.clone().next()?)?;
        let index = known.iter().position(|(_, known)| known.fits(formulas.clone(), point))?;
        known[..=index].rotate_right(1);
        self.now += 1;
        known[0].0 = self.now;
        Some(known[0].1.clone())
    }

    /// Keeps a tape; lets go of one that it replaces, and of those whose last use is longest ago.
    pub(super) fn remember(&mut self, new: Known) {
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

    /// Lets go of the tape whose last use is longest ago, unless it is the only one. Returns whether it did.
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
    use super::{FormulaId, Known, Tapes};
    use crate::program::point::Point;
    use crate::program::size::Sizes;
    use crate::program::tape::{self, Step};

    fn point(d: usize) -> Point<f64> {
        Point::new(Sizes::new(d, 1, 1, 1))
    }

    /// A tape of so many steps.
    fn known(id: u64, d: usize, steps: usize) -> Known {
        let evaluate = || {
            (0..steps).for_each(|_| _ = tape::note(Step::Half));
            Ok(Vec::new())
        };
        let (tape, outputs) = tape::record::<f64>(Vec::new(), evaluate).tape.expect("it can be replayed");
        assert_eq!(tape.len(), steps);
        Known::new(vec![FormulaId::Parsed(id)], &point(d), tape, outputs)
    }

    fn has(tapes: &mut Tapes, id: u64, d: usize) -> bool {
        tapes.recall([FormulaId::Parsed(id)].into_iter(), &point(d)).is_some()
    }

    /// Steps, counted again.
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
    fn a_tape_takes_the_place_of_its_like() {
        let mut tapes = Tapes::new(3, 1000);
        for steps in [10, 20, 30] {
            tapes.remember(known(1, 2, steps));
        }
        assert_eq!((tapes.length, counted(&tapes)), (30, 30));
        let found = tapes.recall([FormulaId::Parsed(1)].into_iter(), &point(2)).expect("it is kept");
        assert_eq!(found.tape.len(), 30);
    }

    #[test]
    fn all_formulas_together_keep_so_many_steps() {
        let mut tapes = Tapes::new(8, 100);
        for id in 0..10 {
            tapes.remember(known(id, 1, 10));
        }
        assert!(has(&mut tapes, 0, 1));
        tapes.remember(known(10, 1, 15));
        assert!(has(&mut tapes, 0, 1) && !has(&mut tapes, 1, 1) && !has(&mut tapes, 2, 1));
        assert!((3..=10).all(|id| has(&mut tapes, id, 1)));
        assert_eq!((tapes.length, counted(&tapes)), (95, 95));
        // One that is longer than all may be is kept alone: it was recorded to be used again at once.
        tapes.remember(known(11, 1, 200));
        assert!(has(&mut tapes, 11, 1));
        assert_eq!((tapes.length, counted(&tapes), tapes.by_formula.len()), (200, 200, 1));
        tapes.remember(known(12, 1, 10));
        assert!(has(&mut tapes, 12, 1) && !has(&mut tapes, 11, 1));
        assert_eq!((tapes.length, counted(&tapes)), (10, 10));
    }
}
