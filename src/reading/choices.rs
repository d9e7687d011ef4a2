//! Places of a formula that can be read in several ways: how far a derivative reaches, and in which layout it stands.

use std::cell::{Cell, RefCell};

/// The most readings of one formula.
pub(super) const MOST_READINGS: usize = 24;

/// What is chosen at each place where several readings are possible. The first option is the usual one.
#[derive(Clone, Debug, Default)]
pub(super) struct Choices {
    preset: Vec<usize>,
    made: RefCell<Vec<Choice>>,
    layout: Cell<Option<usize>>,
}

#[derive(Clone, Copy, Debug)]
struct Choice {
    taken: usize,
    count: usize,
    /// What is true if the option is meant, as a phrase after "holds if".
    condition: &'static str,
    is_convention: bool,
}

/// How derivatives of scalars and of columns are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layouts {
    /// A scalar by a matrix has the shape of the matrix; a column by a column has a row for each output.
    Usual,
    /// A scalar by a matrix has the shape of its transpose: the gradient is a row.
    Rows,
    /// A column by a column has a column for each output.
    Denominator,
}

impl Choices {
    /// The number of the option at the next place. Each option has a condition under which it is meant.
    pub(super) fn choose(&self, conditions: &[&'static str]) -> usize {
        self.choice(conditions, false)
    }

    fn choice(&self, conditions: &[&'static str], is_convention: bool) -> usize {
        let mut made = self.made.borrow_mut();
        let wanted = self.preset.get(made.len()).copied().unwrap_or(0);
        let taken = if wanted < conditions.len() { wanted } else { 0 };
        let condition = conditions.get(taken).copied().unwrap_or("");
        made.push(Choice { taken, count: conditions.len(), condition, is_convention });
        taken
    }

    /// The layout of all derivatives of the formula.
    pub(super) fn layout(&self) -> Layouts {
        let taken = self.layout.get().unwrap_or_else(|| {
            self.choice(
                &[
                    "",
                    "the derivative of a scalar has the transposed shape",
                    "the derivatives are in the denominator layout",
                ],
                true,
            )
        });
        self.layout.set(Some(taken));
        match taken {
            0 => Layouts::Usual,
            1 => Layouts::Rows,
            _ => Layouts::Denominator,
        }
    }

    /// The same choices, before they are made.
    pub(super) fn again(&self) -> Self {
        Self { preset: self.preset.clone(), ..Self::default() }
    }

    /// Takes over choices that were made with the same preset.
    pub(super) fn follow(&self, other: &Self) {
        self.made.replace(other.made.borrow().clone());
    }

    /// The next combination, after these choices were made.
    pub(super) fn next(&self) -> Option<Self> {
        let made = self.made.borrow();
        let last = made.iter().rposition(|choice| choice.taken + 1 < choice.count)?;
        let mut preset: Vec<usize> = made[..last].iter().map(|choice| choice.taken).collect();
        preset.push(made[last].taken + 1);
        Some(Self { preset, ..Self::default() })
    }

    /// The conditions under which the unusual options are meant.
    pub(super) fn conditions(&self) -> Vec<&'static str> {
        self.made.borrow().iter().filter(|choice| choice.taken > 0).map(|choice| choice.condition).collect()
    }

    /// The layout, if it is not the usual one.
    pub(super) fn convention(&self) -> Option<&'static str> {
        let made = self.made.borrow();
        made.iter().find(|choice| choice.is_convention && choice.taken > 0).map(|choice| choice.condition)
    }
}
