//! Sizes that are not declared, and what is known about them.

use crate::claim::input::{Input, ONE, Role, Size};
use crate::program::expression::Expression;
use crate::program::name::{Name, name};
use std::cell::RefCell;

/// The first character of the name of an unknown size; no letter of a formula.
const MARK: char = '?';

/// The most unknown sizes of a formula.
const MOST_UNKNOWN: usize = 64;

/// The names that unknown sizes get in the end.
const NAMES: [&str; 12] = ["n", "m", "k", "p", "q", "r", "s", "l", "h", "i", "j", "t"];

/// Unknown sizes: each is free, or equal to another size.
#[derive(Clone, Debug, Default)]
pub(super) struct Unknowns {
    values: RefCell<Vec<Option<Size>>>,
}

fn number_of(symbol: Name) -> Option<usize> {
    symbol.strip_prefix(MARK)?.parse().ok()
}

impl Unknowns {
    /// A size of which nothing is known. `None`: there are too many.
    pub(super) fn fresh(&self) -> Option<Size> {
        let mut values = self.values.borrow_mut();
        if values.len() >= MOST_UNKNOWN {
            return None;
        }
        let unknown = name(&format!("{MARK}{}", values.len())).ok()?;
        values.push(None);
        Some(Size::of(unknown, Role::Dimension))
    }

    /// Whether this is the name of a size of which nothing is known.
    pub(super) fn is_open(&self, size: Name) -> bool {
        number_of(size).is_some()
    }

    /// The size with everything that is known put in.
    pub(super) fn resolved(&self, size: Size) -> Size {
        let values = self.values.borrow();
        let mut size = size;
        // Each step puts one value in, and no value contains itself.
        for _ in 0..=values.len() {
            let known = size.symbols().find_map(|(symbol, count)| {
                let value = number_of(symbol.name).and_then(|k| *values.get(k)?)?;
                Some((symbol, count, value))
            });
            let Some((symbol, count, value)) = known else { return size };
            let mut sum = Size::number(size.constant());
            for (other, times) in size.symbols().filter(|(other, _)| *other != symbol) {
                (0..times).for_each(|_| sum = sum + Size::of(other.name, other.role));
            }
            (0..count).for_each(|_| sum = sum + value);
            size = sum;
        }
        size
    }

    /// Makes both sizes equal, if that is possible. No unknown size is 1: a matrix is no vector, and a vector no scalar.
    pub(super) fn unify(&self, a: Size, b: Size) -> bool {
        let (a, b) = (self.resolved(a), self.resolved(b));
        a == b || self.bind(a, b) || self.bind(b, a)
    }

    fn bind(&self, unknown: Size, value: Size) -> bool {
        let Some(k) = unknown.only_symbol().and_then(|symbol| number_of(symbol.name)) else { return false };
        if value == ONE || value.constant() == usize::MAX || value.mentions(unknown) {
            return false;
        }
        self.values.borrow_mut()[k] = Some(value);
        true
    }

    /// Makes both shapes equal; if that is not possible, nothing changes.
    pub(super) fn unify_shapes(&self, a: (Size, Size), b: (Size, Size)) -> bool {
        let before = self.values.borrow().clone();
        let fits = self.unify(a.0, b.0) && self.unify(a.1, b.1);
        if !fits {
            *self.values.borrow_mut() = before;
        }
        fits
    }

    /// Gives each unknown size that is still free a name that nothing else has.
    pub(super) fn name_the_rest(&self, taken: impl Fn(&str) -> bool) {
        let mut names = NAMES.into_iter().filter(|name| !taken(name));
        for value in self.values.borrow_mut().iter_mut().filter(|value| value.is_none()) {
            *value = names.next().map(|name| Size::of(name, Role::Dimension));
        }
    }

    /// The input with its sizes as they are known.
    pub(super) fn input(&self, input: &Input) -> Input {
        Input { rows: self.resolved(input.rows), columns: self.resolved(input.columns), ..*input }
    }

    /// The expression with the orders of identity matrices as they are known. `None`: an order is no single symbol.
    pub(super) fn expression(&self, expression: Expression) -> Option<Expression> {
        expression.with_sizes(&|size| match number_of(size) {
            None => Some(size),
            Some(_) => self.resolved(Size::of(size, Role::Dimension)).only_symbol().map(|symbol| symbol.name),
        })
    }
}
