//! Values of expressions at a few general points, to tell changes of a formula apart. They are no evidence.

use crate::algebra::matrix::Matrix;
use crate::claim::input::{Input, Sizes};
use crate::claim::point::Structure;
use crate::oracle::points::Reals;
use crate::program::expression::Expression;
use crate::program::point::Point;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

/// Number of points.
const POINTS: u64 = 3;

/// Condition number of the matrices.
const CONDITION: f64 = 4.0;

/// Relative difference of values that counts as one.
const DIFFERENCE: f64 = 1e-6;

/// General points, at which every size is another number.
pub(super) struct Samples {
    points: Vec<Point<f64>>,
}

/// The value of an expression at each point; `None` where it has none.
pub(super) type Values = Vec<Option<Matrix<f64>>>;

impl Samples {
    /// Points for these inputs. Errors: why there is none.
    pub(super) fn of(given: &[Input]) -> Result<Self, String> {
        let mut sizes = Sizes::ONE;
        let mut known = Vec::new();
        for input in given {
            for (symbol, _) in input.rows.symbols().chain(input.columns.symbols()) {
                if !known.contains(&symbol) {
                    known.push(symbol);
                    sizes = sizes.with(symbol, known.len() + 1).map_err(|error| error.to_string())?;
                }
            }
        }
        let draw = |seed: u64| {
            let mut stream = ChaCha8Rng::seed_from_u64(seed);
            let mut source = Reals::new(&mut stream, CONDITION, 0.0);
            Point::draw(given, sizes, Structure::General, &mut source).map_err(|error| error.to_string())
        };
        Ok(Self { points: (0..POINTS).map(draw).collect::<Result<_, _>>()? })
    }

    pub(super) fn values(&self, expression: &Expression) -> Values {
        let finite = |value: &Matrix<f64>| value.iter().all(|number| number.is_finite());
        self.points.iter().map(|point| expression.value(point).ok().filter(finite)).collect()
    }

    /// Whether both have a value at some point, in one shape, and the values differ.
    pub(super) fn differ(&self, a: &Values, b: &Values) -> bool {
        a.iter()
            .zip(b)
            .any(|pair| matches!(pair, (Some(a), Some(b)) if a.shape() == b.shape() && distance(a, b) > DIFFERENCE))
    }

    /// Whether they have values at the same points, and equal ones.
    pub(super) fn agree(&self, a: &Values, b: &Values) -> bool {
        let mut pairs = a.iter().zip(b);
        pairs.all(|pair| match pair {
            (Some(a), Some(b)) => a.shape() == b.shape() && distance(a, b) <= DIFFERENCE,
            (None, None) => true,
            _ => false,
        })
    }
}

/// The largest difference of two entries, relative to the largest entry.
fn distance(a: &Matrix<f64>, b: &Matrix<f64>) -> f64 {
    let largest = a.iter().chain(b.iter()).fold(0.0f64, |largest, number| largest.max(number.abs()));
    if largest == 0.0 { 0.0 } else { (a - b).abs().max() / largest }
}
