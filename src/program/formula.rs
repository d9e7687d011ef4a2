//! A formula, written once and evaluated in every number system.

use crate::algebra::matrix::Matrix;
use crate::algebra::number::Field;
use crate::error::{Error, Result};
use crate::limits::MOST_STEPS;
use crate::program::expression::Expression;
use crate::program::expressions;
use crate::program::name::Name;
use crate::program::panics;
use crate::program::point::{Point, factor_name};
use crate::program::recorded::Recorded;
use crate::program::tape::{self, Prepared, Slot, Tape, TooLong};
use crate::program::tapes::{CachedTape, FormulaId, Tapes};
use crate::program::value::Raised;
use std::borrow::Cow;
use std::cell::RefCell;
use std::hash::{Hash, Hasher};
use std::rc::Rc;
use std::sync::Arc;

type Evaluate = fn(&Point<Recorded>) -> Result<Matrix<Recorded>>;

/// A formula over the inputs of a claim. It is made by [`formula!`](crate::formula!), or by a
/// [`Session`](crate::program::session::Session) from an [`Expression`].
#[derive(Clone, Copy)]
pub struct Formula(Body);

#[derive(Clone, Copy)]
enum Body {
    Compiled {
        text: &'static str,
        inputs: &'static [Name],
        sizes: &'static [Name],
        evaluate: Evaluate,
    },
    /// An expression, by its number in the list of stored expressions.
    Parsed(u64),
}

impl Formula {
    #[doc(hidden)]
    pub const fn new(text: &'static str, inputs: &'static [Name], sizes: &'static [Name], evaluate: Evaluate) -> Self {
        Self(Body::Compiled { text, inputs, sizes, evaluate })
    }

    /// The formula of a stored expression.
    pub(super) fn of_expression(number: u64) -> Self {
        Self(Body::Parsed(number))
    }

    /// The text of the formula: its Rust code, or its expression in mathematical notation.
    pub fn text(&self) -> Cow<'static, str> {
        match self.0 {
            Body::Compiled { text, .. } => text.into(),
            Body::Parsed(number) => match expressions::get(number) {
                Ok(expression) => expression.to_string().into(),
                Err(_) => "a formula of a session that has ended".into(),
            },
        }
    }

    /// Names of the inputs that are its arguments.
    pub fn inputs(&self) -> Vec<Name> {
        match self.0 {
            Body::Compiled { inputs, .. } => inputs.to_vec(),
            Body::Parsed(number) => expressions::get(number).map_or(Vec::new(), |expression| expression.inputs()),
        }
    }

    /// Names of the sizes that are its arguments.
    pub fn sizes(&self) -> Vec<Name> {
        match self.0 {
            Body::Compiled { sizes, .. } => sizes.to_vec(),
            Body::Parsed(number) => expressions::get(number).map_or(Vec::new(), |expression| expression.sizes()),
        }
    }

    /// The expression of the formula, if it was made from one.
    pub fn expression(&self) -> Option<Arc<Expression>> {
        match self.0 {
            Body::Compiled { .. } => None,
            Body::Parsed(number) => expressions::get(number).ok(),
        }
    }

    fn id(&self) -> FormulaId {
        match self.0 {
            Body::Compiled { evaluate, .. } => FormulaId::Compiled(evaluate as usize),
            Body::Parsed(number) => FormulaId::Parsed(number),
        }
    }

    fn evaluate(&self, point: &Point<Recorded>) -> Result<Matrix<Recorded>> {
        match self.0 {
            Body::Compiled { evaluate, .. } => evaluate(point),
            Body::Parsed(number) => expressions::get(number)?.value(point),
        }
    }

    /// The value at a point in the number system `F`. In dual numbers it includes the derivative.
    pub fn at<F: Field>(&self, point: &Point<F>) -> Result<Matrix<F>> {
        let mut values = values_at(std::slice::from_ref(self), point)?;
        Ok(values.remove(0))
    }

    /// The number of operations for a value at this point; `None` if the value cannot be computed by replaying a tape.
    pub(crate) fn operations<F: Field>(&self, point: &Point<F>) -> Result<Option<usize>> {
        self.at(point)?;
        Ok(recall(std::slice::from_ref(self), point).map(|known| known.tape.operations()))
    }

    /// Whether the formula computes anything: it is more than an input, or a constant, up to signs. `None` if it has no
    /// value that could be computed again.
    pub(crate) fn computes<F: Field>(&self, point: &Point<F>) -> Option<bool> {
        self.at(point).ok()?;
        recall(std::slice::from_ref(self), point).map(|known| known.tape.computes())
    }

    /// Whether both formulas compute the same thing in the same steps. `None` if one has no steps that are known.
    pub(crate) fn repeats<F: Field>(&self, other: &Self, point: &Point<F>) -> Option<bool> {
        self.at(point).ok()?;
        other.at(point).ok()?;
        let known = |formula| recall(std::slice::from_ref(formula), point);
        let (this, that) = (known(self)?, known(other)?);
        Some(this.outputs == that.outputs && this.tape.has_steps_of(&that.tape))
    }

    /// Whether the formula has a value for all inputs with the shapes of this point, and is smooth there.
    pub(crate) fn is_total<F: Field>(&self, point: &Point<F>) -> bool {
        self.at(point).is_ok() && recall(std::slice::from_ref(self), point).is_some_and(|known| known.tape.is_total())
    }

    /// Terms that are largest where the formula may vary within a narrow range: the arguments of exponentials, and
    /// minus the squares of divisors. `None` if the steps of the formula are not known at this point.
    pub(crate) fn narrow_terms<F: Field>(&self, point: &Point<F>) -> Option<Vec<F>> {
        self.at(point).ok()?;
        let known = recall(std::slice::from_ref(self), point)?;
        let (exponents, divisors) = known.tape.arguments();
        let column = |slots: Vec<Slot>| Matrix::from_vec(slots.len(), 1, slots);
        let values = known.tape.replay(numbers(point), &[column(exponents), column(divisors)])?;
        let squares = values[1].iter().map(|divisor| -(divisor.clone() * divisor.clone()));
        Some(values[0].iter().cloned().chain(squares).collect())
    }

    /// The formula as a function of one input, at a point that fixes the others.
    pub(crate) fn along<F: Field>(&self, variable: &str, point: &Point<F>) -> Along<F> {
        let mut point = point.clone();
        let factor = factor_name(variable);
        if point.get(&factor).is_some() {
            // If the formula does not use the factor, it is not computed each time.
            let mut without = point.clone();
            without.remove(&factor);
            let used = self.at(&without);
            if !used.is_err_and(|error| error.unknown_input_name() == Some(&factor)) {
                point = without;
            }
        }
        Along { formula: *self, variable: variable.into(), factor, point, shape: (0, 0), prepared: None }
    }
}

impl PartialEq for Formula {
    fn eq(&self, other: &Self) -> bool {
        self.id() == other.id()
    }
}

impl Eq for Formula {}

impl Hash for Formula {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.id().hash(state);
    }
}

/// The values of several formulas at a point. Inverses and determinants that they share are computed once.
pub(crate) fn values_at<F: Field>(formulas: &[Formula], point: &Point<F>) -> Result<Vec<Matrix<F>>> {
    if let Some(known) = recall(formulas, point)
        && let Some(values) = known.tape.replay(numbers(point), &known.outputs)
    {
        return Ok(values);
    }
    let slots = slots(point);
    let evaluate = || {
        let values = formulas.iter().map(|formula| guarded(formula, &slots));
        values.map(|value| Ok(value?.map(Recorded::slot))).collect()
    };
    let recorded = tape::record(numbers(point).collect(), evaluate);
    if let Some((tape, outputs)) = recorded.tape {
        remember(formulas, point, tape, outputs);
    }
    recorded.values
}

/// A formula as a function of one input. Steps that do not depend on the input are computed once.
pub(crate) struct Along<F> {
    formula: Formula,
    variable: String,
    /// Name of the factor that changes with the variable, if the point has one.
    factor: String,
    point: Point<F>,
    /// Shape of the variable that the tape below was recorded for.
    shape: (usize, usize),
    prepared: Option<(Prepared<F>, Rc<CachedTape>)>,
}

impl<F: Field> Along<F> {
    /// The value of the formula at this value of its variable.
    pub(crate) fn at(&mut self, value: Matrix<F>) -> Result<Matrix<F>> {
        let moves = self.point.get(&self.factor).is_some();
        if let Some((prepared, known)) = &mut self.prepared
            && self.shape == value.shape()
        {
            if let Some(value) = prepared.at(&known.tape, &value, &known.outputs[0]) {
                return Ok(value);
            }
            self.prepared = None; // a different path, or no value here
        }
        self.shape = value.shape();
        let entries = value.len();
        if moves {
            // The factor keeps its value in the point; the next one starts from it.
            let mut point = self.point.clone();
            point.vary(&self.variable, value);
            return self.formula.at(&point).map_err(|error| match error.unknown_input_name() {
                Some(name) if name == self.factor => Error::precision_lost("the factor of a covariance"),
                _ => error,
            });
        }
        self.point.insert(&self.variable, value);
        let value = self.formula.at(&self.point)?;
        if let Some(known) = recall(std::slice::from_ref(&self.formula), &self.point) {
            let before = self.point.values().take_while(|(name, _)| *name != self.variable);
            let start = before.map(|(_, value)| value.len()).sum();
            let prepared = known.tape.prepare(numbers(&self.point), start..start + entries);
            self.prepared = prepared.map(|prepared| (prepared, known));
        }
        Ok(value)
    }
}

/// The numbers of a point, in the order of their slots on a tape.
fn numbers<F: Field>(point: &Point<F>) -> impl Iterator<Item = F> {
    point.values().flat_map(|(_, value)| value.iter().cloned())
}

/// The slots of the numbers of a point on a tape.
fn slots<F: Field>(point: &Point<F>) -> Point<Recorded> {
    let mut next = tape::ONE;
    point.map(|_| {
        next += 1;
        Recorded::at(next)
    })
}

/// The number of tapes of one formula that each thread keeps: a claim is judged at a dozen sizes, in several ways.
const MOST_OF_EACH: usize = 1 << 7;

/// The number of steps that each thread keeps.
const MOST_KEPT: usize = 1 << 20;

thread_local!(static TAPES: RefCell<Tapes> = RefCell::new(Tapes::new(MOST_OF_EACH, MOST_KEPT)));

fn recall<F: Field>(formulas: &[Formula], point: &Point<F>) -> Option<Rc<CachedTape>> {
    TAPES.with_borrow_mut(|tapes| tapes.recall(formulas.iter().map(Formula::id), point))
}

fn remember<F: Field>(formulas: &[Formula], point: &Point<F>, tape: Tape, outputs: Vec<Matrix<Slot>>) {
    let known = CachedTape::new(formulas.iter().map(Formula::id).collect(), point, tape, outputs);
    TAPES.with_borrow_mut(|tapes| tapes.remember(known));
}

/// States a formula over named inputs.
///
/// `formula!(|x, mean| expression)` binds each input as a `&Value<F>`: a [`Value`](crate::value::Value) is a matrix for
/// which `2 * A`, `A * 2`, `A / 2`, `A * x` and `x.transpose() * A * x` can be written directly, and every function of a
/// `&Matrix<F>` takes it. Sizes d, n, p or q follow a semicolon and are bound as `usize`: `formula!(|joint; p| …)`. The
/// expression is a scalar, a matrix, or a `Result` of either, and may use `?`. `F` is the number system. A constant is
/// `formula!(|| expression)`.
#[macro_export]
macro_rules! formula {
    (|| $body:expr) => { $crate::formula!(|;| $body) };
    (|$($name:ident),+ $(,)?| $body:expr) => { $crate::formula!(|$($name),+;| $body) };
    (|$($name:ident),*; $($size:ident),*| $body:expr) => {{
        #[allow(non_snake_case)]
        fn evaluate<F: $crate::number::Field>(_at: &$crate::Point<F>) -> $crate::Result<$crate::Matrix<F>> {
            // In a pattern, D, N, P and Q would be the constants. A function of the same name shadows them, so these
            // are variables.
            $( #[allow(dead_code)] fn $name() {} )*
            $( let $name = &$crate::value::Value::input(stringify!($name), _at.matrix(stringify!($name))?.clone()); )*
            $( #[allow(dead_code)] fn $size() {} )*
            $( let $size = _at.size(stringify!($size))?; )*
            $crate::matrix::IntoMatrix::<F>::into_matrix($body)
        }
        $crate::Formula::new(stringify!($body), &[$(stringify!($name)),*], &[$(stringify!($size)),*], evaluate)
    }};
}

/// Evaluates. The panic of a matrix operation on shapes that do not match becomes an error about shapes, and any other
/// panic becomes another error.
fn guarded(formula: &Formula, point: &Point<Recorded>) -> Result<Matrix<Recorded>> {
    panics::catch(|| formula.evaluate(point)).unwrap_or_else(|panic| {
        if panic.carries::<TooLong>() {
            return Err(Error::out_of_reach("the formula", MOST_STEPS));
        }
        let panic = match panic.into::<Raised>() {
            Ok(Raised(error)) => return Err(error),
            Err(panic) => panic,
        };
        let reason = panic.message();
        if !panic.of_nalgebra {
            return Err(Error::panicked(reason));
        }
        Err(Error::shape(
            "an operand of the formula",
            "a shape that fits its operation",
            format!("of another ({})", reason.trim_end_matches('.')),
        ))
    })
}
