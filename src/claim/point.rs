//! Points of a claim: drawn at random from the sets of its inputs, or read from a user's values.

pub use crate::program::point::Point;

use super::input::{Domain, Input};
use super::{members, sizes};
use crate::algebra::matrix::{Matrix, cholesky, diagonal, expect_finite, expect_shape, inverse};
use crate::algebra::number::{Degree, Field};
use crate::error::{Error, Result};
use crate::program::point::factor_name;
use crate::program::size::{ONE, Sizes, shape_in_symbols};

/// The source of the free numbers of a random point.
pub trait Source<F: Field> {
    /// Called before the numbers of each input. The source may then choose another scale.
    fn begin(&mut self) {}

    /// Any number.
    fn free(&mut self) -> F;

    /// A random bit. It chooses the component of an input whose components are not visited in turn.
    fn coin(&mut self) -> bool {
        false
    }

    /// A positive number in an ordered number system, and a nonzero number in any other.
    fn positive(&mut self) -> F;

    /// An integer; in a system without order, its residues.
    fn integer(&mut self) -> F {
        self.free()
    }

    /// The lower triangular factor L of a covariance LLᵀ, with a positive diagonal.
    fn factor(&mut self, order: usize) -> Matrix<F> {
        let mut factor = Matrix::zeros(order, order);
        for j in 0..order {
            factor[(j, j)] = self.positive();
            for i in j + 1..order {
                factor[(i, j)] = self.free();
            }
        }
        factor
    }

    /// An invertible matrix. The signs of its leading minors are not known. In an ordered number system, its
    /// determinant is negative if `negative` is true, and positive otherwise.
    fn invertible(&mut self, order: usize, _negative: bool) -> Matrix<F> {
        Matrix::from_fn(order, order, |_, _| self.free())
    }
}

/// Gives every free number the degree of an indeterminate.
pub(crate) struct Indeterminates;

impl Source<Degree> for Indeterminates {
    fn free(&mut self) -> Degree {
        Degree::VARIABLE
    }

    fn positive(&mut self) -> Degree {
        Degree::VARIABLE
    }
}

/// The structure of a point. At special points a formula with a value-dependent branch would be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Structure {
    /// No zeros and no repeated values.
    General,
    /// Every square input is diagonal: correlation 0.
    Diagonal,
    /// Every square input is a multiple of the identity: all eigenvalues equal.
    Isotropic,
}

/// The set of points from which one is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// Structure of the square inputs.
    pub structure: Structure,
    /// One bit for each input whose set has two components, in the order of the inputs. For a matrix whose determinant
    /// may have either sign, a set bit means a negative determinant.
    pub component: u32,
}

impl Region {
    /// The first component, without structure.
    pub const GENERAL: Self = Self { structure: Structure::General, component: 0 };
}

/// The number of inputs whose components are visited in every combination. The components of further inputs are random.
const MOST_SPLIT_INPUTS: u32 = 3;

/// The number of regions into which the components of the inputs divide the points. Orthogonal matrices and unit
/// vectors have two components in every number system; invertible matrices have two if determinants have a sign.
pub(crate) fn components(inputs: &[Input], ordered: bool) -> u32 {
    let split = inputs.iter().filter(|input| match input.domain {
        Domain::Orthogonal | Domain::UnitVector => true,
        Domain::Invertible => ordered,
        _ => false,
    });
    1 << (split.count() as u32).min(MOST_SPLIT_INPUTS)
}

impl<F: Field> Point<F> {
    /// Draws a value for each input. `ordered` tells whether numbers of this system have a sign.
    pub(crate) fn draw_in(
        inputs: &[Input],
        sizes: Sizes,
        region: Region,
        ordered: bool,
        source: &mut dyn Source<F>,
    ) -> Result<Self> {
        let mut point = Self::new(sizes);
        let structure = region.structure;
        let mut split = 0;
        let mut second = |source: &mut dyn Source<F>| {
            split += 1;
            if split > MOST_SPLIT_INPUTS { source.coin() } else { region.component >> (split - 1) & 1 == 1 }
        };
        for input in inputs {
            let (rows, columns) = (sizes.of(input.rows), sizes.of(input.columns));
            source.begin();
            match input.domain {
                Domain::Free | Domain::FullRank => {
                    point.insert(input.name, Matrix::from_fn(rows, columns, |_, _| source.free()));
                }
                Domain::Integer => point.insert(input.name, Matrix::from_fn(rows, columns, |_, _| source.integer())),
                Domain::LowerTriangular => {
                    let value = diagonal_for(structure, rows, source).unwrap_or_else(|| triangle(rows, source));
                    point.insert(input.name, value);
                }
                Domain::Diagonal => {
                    let value = diagonal_for(structure, rows, source)
                        .unwrap_or_else(|| diagonal(&Matrix::from_fn(rows, 1, |_, _| source.free())));
                    point.insert(input.name, value);
                }
                Domain::UnitVector => {
                    let vector = on_sphere(rows, source)?;
                    point.insert(input.name, if second(source) { -vector } else { vector });
                }
                Domain::Simplex => point.insert(input.name, on_simplex(rows, source)?),
                Domain::Positive => point.insert(input.name, Matrix::from_fn(rows, columns, |_, _| source.positive())),
                Domain::Orthogonal => {
                    let skew = lower(rows, source);
                    let rotation = cayley(&(&skew - skew.transpose()))?;
                    point.insert(input.name, if second(source) { mirrored(rotation) } else { rotation });
                }
                Domain::Symmetric => {
                    let mut value = lower(rows, source);
                    value = &value + value.transpose();
                    for i in 0..rows {
                        value[(i, i)] = source.free();
                    }
                    point.insert(input.name, diagonal_for(structure, rows, source).unwrap_or(value));
                }
                Domain::Invertible => {
                    let negative = ordered && second(source);
                    let value = match diagonal_for(structure, rows, source) {
                        Some(diagonal) if negative => mirrored(diagonal),
                        Some(diagonal) => diagonal,
                        None => source.invertible(rows, negative),
                    };
                    point.insert(input.name, value);
                }
                Domain::Covariance => {
                    let factor = diagonal_for(structure, rows, source).unwrap_or_else(|| source.factor(rows));
                    point.insert(input.name, &factor * factor.transpose());
                    point.insert(&factor_name(input.name), factor);
                }
            }
        }
        Ok(point)
    }

    /// Draws a value for each input, as in a system without order.
    pub fn draw(inputs: &[Input], sizes: Sizes, structure: Structure, source: &mut dyn Source<F>) -> Result<Self> {
        Self::draw_in(inputs, sizes, Region { structure, component: 0 }, false, source)
    }
}

impl Point<f64> {
    /// A point of the user's own numbers, checked against the inputs of the claim.
    ///
    /// The sizes follow from the values. A size that the values do not determine, such as the order P of a first block,
    /// may be given by its name. Errors: a value is missing, has the wrong shape, is empty, not finite or beyond the
    /// [limits](crate::limits); a size contradicts the others; a value is not in its set, such as a covariance that is
    /// not symmetric or not positive definite, or a singular matrix that has to be inverted.
    pub fn from_values(inputs: &[Input], values: Vec<(String, Matrix<f64>)>) -> Result<Self> {
        let given = |name: &str| inputs.iter().any(|input| input.name == name);
        if let Some((name, _)) = values.iter().find(|(name, _)| !given(name) && !sizes::is_name(inputs, name)) {
            let given: Vec<&str> = inputs.iter().map(|input| input.name).collect();
            return Err(Error::unknown_input(name.clone(), given.join(", ")));
        }
        let sizes = sizes::read(inputs, &values)?;
        let mut point = Self::of(sizes, values.into_iter().filter(|(name, _)| given(name)).collect());
        for input in inputs {
            let value = point.matrix(input.name)?.clone();
            if input.rows == input.columns && input.rows != ONE {
                crate::algebra::matrix::order(input.name, &value)?;
            }
            let (rows, columns) = (point.sizes().of(input.rows), point.sizes().of(input.columns));
            expect_shape(input.name, &value, rows, columns).map_err(|error| in_symbols(error, input))?;
            expect_finite(input.name, &value)?;
            members::expect(input, &value)?;
            if input.domain == Domain::Covariance {
                point.insert(&factor_name(input.name), cholesky(input.name, &value)?);
            }
        }
        Ok(point)
    }
}

/// Adds the symbols of an expected shape to an error, if the shape is a sum.
fn in_symbols(error: Error, input: &Input) -> Error {
    let symbols = shape_in_symbols((input.rows, input.columns));
    if symbols.contains('+') { error.also_expected(&symbols) } else { error }
}

/// A strictly lower triangular matrix.
fn lower<F: Field>(order: usize, source: &mut dyn Source<F>) -> Matrix<F> {
    Matrix::from_fn(order, order, |i, j| if i > j { source.free() } else { F::zero() })
}

/// A lower triangular matrix.
fn triangle<F: Field>(order: usize, source: &mut dyn Source<F>) -> Matrix<F> {
    Matrix::from_fn(order, order, |i, j| if i >= j { source.free() } else { F::zero() })
}

/// (2t, 1 − tᵀt) / (1 + tᵀt): rational in t, and every point of the sphere except one.
fn on_sphere<F: Field>(entries: usize, source: &mut dyn Source<F>) -> Result<Matrix<F>> {
    let Some(last) = entries.checked_sub(1) else { return Ok(Matrix::zeros(0, 1)) };
    let free = Matrix::from_fn(last, 1, |_, _| source.free());
    let square = free.iter().fold(F::zero(), |sum, t| sum + t.clone() * t.clone());
    if last == 0 {
        return Ok(Matrix::from_element(1, 1, F::one()));
    }
    let scale = (F::one() + square.clone()).reciprocal()?;
    Ok(Matrix::from_fn(entries, 1, |i, _| {
        let part = if i < last { F::integer(2) * free[(i, 0)].clone() } else { F::one() - square.clone() };
        part * scale.clone()
    }))
}

/// w / Σw for positive numbers w, each with its own scale, so that some entries are near zero.
fn on_simplex<F: Field>(entries: usize, source: &mut dyn Source<F>) -> Result<Matrix<F>> {
    let weights = Matrix::from_fn(entries, 1, |i, _| {
        if i > 0 {
            source.begin();
        }
        source.positive()
    });
    if entries == 1 {
        return Ok(Matrix::from_element(1, 1, F::one()));
    }
    let scale = weights.iter().fold(F::zero(), |sum, weight| sum + weight.clone()).reciprocal()?;
    Ok(weights * scale)
}

/// (I − S)(I + S)⁻¹ for a skew-symmetric matrix S: orthogonal, and rational in the entries of S.
fn cayley<F: Field>(skew: &Matrix<F>) -> Result<Matrix<F>> {
    let identity = Matrix::identity(skew.nrows(), skew.nrows());
    Ok((&identity - skew) * inverse(&(&identity + skew))?)
}

/// The matrix with its first row negated. Its determinant changes sign.
fn mirrored<F: Field>(mut matrix: Matrix<F>) -> Matrix<F> {
    for entry in matrix.row_mut(0).iter_mut() {
        *entry = -entry.clone();
    }
    matrix
}

/// The matrix of a special structure, with a positive diagonal; `None` for a general point.
fn diagonal_for<F: Field>(structure: Structure, order: usize, source: &mut dyn Source<F>) -> Option<Matrix<F>> {
    match structure {
        Structure::General => None,
        Structure::Diagonal => Some(diagonal(&Matrix::from_fn(order, 1, |_, _| source.positive()))),
        Structure::Isotropic => Some(Matrix::identity(order, order) * source.positive()),
    }
}
