//! A formula, written once and evaluated in every number system.

use crate::error::{Error, Result};
use crate::matrix::Matrix;
use crate::number::{Degree, Dual, Field, Prime, Rational, Rounded, SECOND_PRIME};
use crate::point::Point;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

/// The second prime field.
pub type SecondPrime = Prime<SECOND_PRIME>;

type Evaluate<F> = fn(&Point<F>) -> Result<Matrix<F>>;

/// A formula over the inputs of a claim; made by [`formula!`](crate::formula!).
#[derive(Clone, Copy)]
pub struct Formula {
    pub(crate) text: &'static str,
    pub(crate) real: Evaluate<f64>,
    pub(crate) rounded: Evaluate<Rounded>,
    pub(crate) prime: Evaluate<Prime>,
    pub(crate) second_prime: Evaluate<SecondPrime>,
    pub(crate) degree: Evaluate<Degree>,
    pub(crate) rational: Evaluate<Rational>,
    pub(crate) dual_prime: Evaluate<Dual<Prime>>,
    pub(crate) dual_degree: Evaluate<Dual<Degree>>,
}

/// A formula that can also be differentiated; made by [`function!`](crate::function!).
#[derive(Clone, Copy)]
pub struct Function {
    pub(crate) value: Formula,
    pub(crate) rounded: Evaluate<Dual<Rounded>>,
    pub(crate) second_prime: Evaluate<Dual<SecondPrime>>,
    pub(crate) rational: Evaluate<Dual<Rational>>,
    pub(crate) second: Evaluate<Dual<Dual<f64>>>,
}

impl Formula {
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments)] // one for each number system
    pub const fn new(
        text: &'static str,
        real: Evaluate<f64>,
        rounded: Evaluate<Rounded>,
        prime: Evaluate<Prime>,
        second_prime: Evaluate<SecondPrime>,
        degree: Evaluate<Degree>,
        rational: Evaluate<Rational>,
        dual_prime: Evaluate<Dual<Prime>>,
        dual_degree: Evaluate<Dual<Degree>>,
    ) -> Self {
        Self { text, real, rounded, prime, second_prime, degree, rational, dual_prime, dual_degree }
    }

    /// The Rust text of the formula.
    pub fn text(&self) -> &'static str {
        self.text
    }

    /// The value at a point, in the number system `F`.
    pub fn at<F: System>(&self, point: &Point<F>) -> Result<Matrix<F>> {
        guarded(F::formula(self), point)
    }
}

impl Function {
    #[doc(hidden)]
    pub const fn new(
        value: Formula,
        rounded: Evaluate<Dual<Rounded>>,
        second_prime: Evaluate<Dual<SecondPrime>>,
        rational: Evaluate<Dual<Rational>>,
        second: Evaluate<Dual<Dual<f64>>>,
    ) -> Self {
        Self { value, rounded, second_prime, rational, second }
    }

    /// The formula without its derivatives.
    pub fn formula(&self) -> &Formula {
        &self.value
    }

    /// Value and derivative at a dual point.
    pub fn dual_at<F: Differentiable>(&self, point: &Point<Dual<F>>) -> Result<Matrix<Dual<F>>> {
        guarded(F::function(self), point)
    }

    /// Value and second derivatives at a doubly dual point.
    pub fn second_at(&self, point: &Point<Dual<Dual<f64>>>) -> Result<Matrix<Dual<Dual<f64>>>> {
        guarded(self.second, point)
    }
}

/// A number system that formulas are compiled for.
pub trait System: Field {
    #[doc(hidden)]
    fn formula(formula: &Formula) -> Evaluate<Self>;
}

/// A number system that derivatives are compiled for.
pub trait Differentiable: System {
    #[doc(hidden)]
    fn function(function: &Function) -> Evaluate<Dual<Self>>;
}

macro_rules! systems {
    ($($system:ty => $slot:ident),*) => { $(
        impl System for $system { fn formula(formula: &Formula) -> Evaluate<Self> { formula.$slot } }
    )* };
}
systems!(
    f64 => real, Rounded => rounded, Prime => prime, SecondPrime => second_prime, Degree => degree,
    Rational => rational, Dual<Prime> => dual_prime, Dual<Degree> => dual_degree
);

macro_rules! differentiable {
    ($($system:ty => $($slot:ident).+),*) => { $(
        impl Differentiable for $system { fn function(function: &Function) -> Evaluate<Dual<Self>> { function.$($slot).+ } }
    )* };
}
differentiable!(
    Rounded => rounded, Prime => value.dual_prime, SecondPrime => second_prime, Degree => value.dual_degree,
    Rational => rational
);

/// States a formula over named inputs.
///
/// `formula!(|x, mean| expression)` binds each input as a `&Matrix<F>`; after a semicolon stand the sizes d, n, p or q,
/// bound as `usize`: `formula!(|joint; p| …)`. The expression is a scalar, a matrix, or a `Result` of either, and may
/// use `?`. `F` names the number system. A constant is `formula!(|| expression)`.
#[macro_export]
macro_rules! formula {
    (|| $body:expr) => { $crate::formula!(|;| $body) };
    (|$($name:ident),+ $(,)?| $body:expr) => { $crate::formula!(|$($name),+;| $body) };
    (|$($name:ident),*; $($size:ident),*| $body:expr) => {{
        $crate::evaluate!(|$($name),*; $($size),*| $body);
        $crate::Formula::new(stringify!($body), evaluate, evaluate, evaluate, evaluate, evaluate, evaluate, evaluate, evaluate)
    }};
}

/// States a formula that can be differentiated; written like [`formula!`].
#[macro_export]
macro_rules! function {
    (|| $body:expr) => { $crate::function!(|;| $body) };
    (|$($name:ident),+ $(,)?| $body:expr) => { $crate::function!(|$($name),+;| $body) };
    (|$($name:ident),*; $($size:ident),*| $body:expr) => {{
        $crate::evaluate!(|$($name),*; $($size),*| $body);
        $crate::Function::new(
            $crate::Formula::new(stringify!($body), evaluate, evaluate, evaluate, evaluate, evaluate, evaluate, evaluate, evaluate),
            evaluate, evaluate, evaluate, evaluate,
        )
    }};
}

#[doc(hidden)]
#[macro_export]
macro_rules! evaluate {
    (|$($name:ident),*; $($size:ident),*| $body:expr) => {
        #[allow(non_snake_case)]
        fn evaluate<F: $crate::number::Field>(_at: &$crate::Point<F>) -> $crate::Result<$crate::Matrix<F>> {
            $( let $name = _at.matrix(stringify!($name))?; )*
            $( let $size = _at.size(stringify!($size))?; )*
            $crate::matrix::IntoMatrix::<F>::into_matrix($body)
        }
    };
}

thread_local!(static GUARDED: Cell<bool> = const { Cell::new(false) });

/// What the panics of nalgebra's operations on shapes that do not match have in common.
const ABOUT_SHAPES: [&str; 4] = ["dimension", "shape", "atrix", "out of range"];

/// Evaluates; turns the panic of a matrix operation on shapes that do not match into an error, and any other panic
/// into another.
fn guarded<F: Field>(evaluate: Evaluate<F>, point: &Point<F>) -> Result<Matrix<F>> {
    static QUIET: Once = Once::new();
    QUIET.call_once(|| {
        let loud = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if !GUARDED.get() {
                loud(panic);
            }
        }));
    });
    let before = GUARDED.replace(true);
    let outcome = catch_unwind(AssertUnwindSafe(|| evaluate(point)));
    GUARDED.set(before);
    outcome.unwrap_or_else(|panic| {
        let reason = panic.downcast_ref::<String>().map(String::as_str);
        let reason = reason.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no message");
        let reason = reason.lines().next().unwrap_or_default();
        if !ABOUT_SHAPES.iter().any(|word| reason.contains(word)) {
            return Err(Error::Panicked { message: reason.into() });
        }
        Err(Error::Shape {
            name: "an operand of the formula".into(),
            expected: "a shape that fits its operation".into(),
            found: format!("of another ({})", reason.trim_end_matches('.')),
        })
    })
}
