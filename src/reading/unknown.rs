//! Sizes that are not declared, and what is known about them.

use crate::claim::input::{Input, ONE, Role, Size};
use crate::program::expression::Expression;
use crate::program::name::{Name, name};
use std::cell::RefCell;

/// The first character of the name of an unknown size; no letter of a formula.
const MARK: char = '?';

/// The sign in the name of a size that is a product of others.
const PRODUCT: char = '·';

/// The most parts of a sum of sizes.
const MOST_PARTS: usize = 8;

/// The most unknown sizes of a formula.
const MOST_UNKNOWN: usize = 64;

/// The names that unknown sizes get in the end.
const NAMES: [&str; 12] = ["n", "m", "k", "p", "q", "r", "s", "l", "h", "i", "j", "t"];

/// Unknown sizes: each is free, or equal to another size.
#[derive(Clone, Debug, Default)]
pub(super) struct Unknowns {
    values: RefCell<Vec<Option<Size>>>,
    /// What is taken for granted, as a phrase after "holds if".
    premises: RefCell<Vec<String>>,
}

fn number_of(symbol: Name) -> Option<usize> {
    symbol.strip_prefix(MARK)?.parse().ok()
}

/// Whether a size is a product, which no input has.
fn is_product(symbol: Name) -> bool {
    symbol.contains(PRODUCT)
}

impl Unknowns {
    /// Takes something for granted.
    pub(super) fn presume(&self, premise: String) {
        let mut premises = self.premises.borrow_mut();
        if !premises.contains(&premise) {
            premises.push(premise);
        }
    }

    /// All that is taken for granted.
    pub(super) fn premises(&self) -> Option<String> {
        let premises = self.premises.borrow();
        (!premises.is_empty()).then(|| premises.join(", and "))
    }

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
        a == b || self.bind(a, b) || self.bind(b, a) || self.bind_parts(a, b)
    }

    /// Makes sums of unknown sizes equal, part by part in the order in which they were met: blocks that stand side by
    /// side belong together.
    fn bind_parts(&self, a: Size, b: Size) -> bool {
        let parts = |size: Size, other: Size| -> Option<Vec<usize>> {
            let mut parts: Vec<usize> = Vec::new();
            for (symbol, count) in size.symbols().filter(|(symbol, _)| other.count_of(*symbol) == 0) {
                parts.push(number_of(symbol.name).filter(|_| count == 1)?);
            }
            parts.sort_unstable();
            Some(parts)
        };
        let shared_alike = a.symbols().all(|(symbol, count)| [0, count].contains(&b.count_of(symbol)));
        let (Some(left), Some(right)) = (parts(a, b), parts(b, a)) else { return false };
        if !shared_alike || left.is_empty() || left.len() != right.len() || a.constant() != b.constant() {
            return false;
        }
        let unknown = |k: usize| name(&format!("{MARK}{k}")).map(|name| Size::of(name, Role::Dimension));
        left.into_iter().zip(right).all(|(left, right)| match (unknown(left), unknown(right)) {
            (Ok(left), Ok(right)) => self.bind(left, right),
            _ => false,
        })
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

    /// Gives this name to the only unknown size that is still free. `false`: there are none or several.
    pub(super) fn name_the_only(&self, name: Name) -> bool {
        let mut values = self.values.borrow_mut();
        let mut free = values.iter_mut().filter(|value| value.is_none());
        let (Some(only), None) = (free.next(), free.next()) else { return false };
        *only = Some(Size::of(name, Role::Dimension));
        true
    }

    /// Gives each unknown size that is still free a name that nothing else has.
    pub(super) fn name_the_rest(&self, taken: impl Fn(&str) -> bool) {
        let mut names = NAMES.into_iter().filter(|name| !taken(name));
        for value in self.values.borrow_mut().iter_mut().filter(|value| value.is_none()) {
            *value = names.next().map(|name| Size::of(name, Role::Dimension));
        }
    }

    /// The identity matrix of an order, which may be a sum. `None`: the order is a product, or too long a sum.
    pub(super) fn identity(&self, order: Size) -> Option<Expression> {
        let order = self.resolved(order);
        let symbols = order.symbols().flat_map(|(symbol, count)| (0..count.min(MOST_PARTS)).map(move |_| symbol.name));
        let parts = symbols.map(|name| (!is_product(name)).then_some(Expression::Identity(name)));
        let numbers = (0..order.constant().min(MOST_PARTS)).map(|_| Some(Expression::integer(1)));
        let parts: Vec<Expression> = parts.chain(numbers).collect::<Option<_>>()?;
        match &parts[..] {
            [only] => Some(only.clone()),
            _ if parts.len() > MOST_PARTS => None,
            _ => {
                let block = |i: usize, j: usize| if i == j { parts[i].clone() } else { Expression::Ratio(0, 1) };
                let row = |i: usize| (0..parts.len()).map(|j| block(i, j)).collect();
                Some(Expression::Blocks((0..parts.len()).map(row).collect()))
            }
        }
    }

    /// The size of a Kronecker product. `None`: a size is not known, or the product is too large.
    pub(super) fn product(&self, a: Size, b: Size) -> Option<Size> {
        let (a, b) = (self.resolved(a), self.resolved(b));
        let is_unknown = |size: Size| size.symbols().any(|(symbol, _)| number_of(symbol.name).is_some());
        if is_unknown(a) || is_unknown(b) {
            return None;
        }
        let times = |size: Size, count: usize| {
            let copies = (1..count).map(|_| size);
            (1..=MOST_PARTS * MOST_PARTS).contains(&count).then(|| copies.fold(size, |sum, size| sum + size))
        };
        let is_number = |size: Size| size.symbols().next().is_none();
        if is_number(a) {
            return times(b, a.constant());
        }
        if is_number(b) {
            return times(a, b.constant());
        }
        // The product is a symbol of its own, with the factors in alphabetical order.
        let text = |size: Size| if size.only_symbol().is_some() { size.to_string() } else { format!("({size})") };
        let (a, b) = (text(a), text(b));
        let mut factors: Vec<&str> = a.split(PRODUCT).chain(b.split(PRODUCT)).collect();
        if a.contains('(') || b.contains('(') {
            factors = vec![&a, &b];
        }
        factors.sort_unstable();
        name(&factors.join(&PRODUCT.to_string())).ok().map(|name| Size::of(name, Role::Dimension))
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
