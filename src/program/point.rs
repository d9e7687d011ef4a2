//! A point: one value for each input of a claim, in one number system.

use crate::algebra::matrix::{Matrix, factor_near};
use crate::algebra::number::Field;
use crate::error::{Error, Result};
use crate::program::size::Sizes;

/// Values for the inputs of a claim.
#[derive(Clone, Debug)]
pub struct Point<F> {
    sizes: Sizes,
    values: Vec<(String, Matrix<F>)>,
}

impl<F: Field> Point<F> {
    /// A point without values.
    pub fn new(sizes: Sizes) -> Self {
        Self { sizes, values: Vec::new() }
    }

    /// A point with these values, in the order of the claim's inputs.
    pub(crate) fn of(sizes: Sizes, values: Vec<(String, Matrix<F>)>) -> Self {
        Self { sizes, values }
    }

    /// Replaces the value of `name`. For a covariance, its factor is computed again; it is removed if the number system
    /// cannot compute it.
    pub(crate) fn vary(&mut self, name: &str, value: Matrix<F>) {
        let factor_name = factor_name(name);
        if let Some(near) = self.get(&factor_name) {
            match factor_near(&value, near) {
                Ok(factor) => self.insert(&factor_name, factor),
                Err(_) => self.remove(&factor_name),
            }
        }
        self.insert(name, value);
    }

    /// Removes the value called `name`, if there is one.
    pub(crate) fn remove(&mut self, name: &str) {
        self.values.retain(|(known, _)| known != name);
    }

    /// Adds or replaces the value called `name`.
    pub fn insert(&mut self, name: &str, value: Matrix<F>) {
        match self.values.iter_mut().find(|(known, _)| known == name) {
            Some((_, old)) => *old = value,
            None => self.values.push((name.into(), value)),
        }
    }

    /// The same point with another value for `name`.
    pub fn with(&self, name: &str, value: Matrix<F>) -> Self {
        let mut point = self.clone();
        point.insert(name, value);
        point
    }

    /// The value called `name`, if there is one.
    pub fn get(&self, name: &str) -> Option<&Matrix<F>> {
        self.values.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// The value called `name`. The error for an unknown name lists the known ones.
    pub fn matrix(&self, name: &str) -> Result<&Matrix<F>> {
        self.get(name).ok_or_else(|| {
            let given: Vec<&str> = self.values.iter().map(|(known, _)| known.as_str()).collect();
            Error::unknown_input(name, given.join(", "))
        })
    }

    /// The number for the size `name` (d, n, p, q).
    pub fn size(&self, name: &str) -> Result<usize> {
        self.sizes.named(name)
    }

    /// All sizes.
    pub fn sizes(&self) -> Sizes {
        self.sizes
    }

    /// Names and values, in the order of the claim's inputs.
    pub fn values(&self) -> impl Iterator<Item = (&str, &Matrix<F>)> {
        self.values.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// The same point in another number system.
    pub fn map<G: Field>(&self, mut convert: impl FnMut(&F) -> G) -> Point<G> {
        Point {
            sizes: self.sizes,
            values: self
                .values
                .iter()
                .map(|(name, value)| (name.clone(), value.map(|entry| convert(&entry))))
                .collect(),
        }
    }
}

/// Name of the factor of the covariance `name`.
pub(crate) fn factor_name(name: &str) -> String {
    format!("{name}_factor")
}
