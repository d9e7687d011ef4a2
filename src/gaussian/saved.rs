//! Statistics and Gaussians as serde data, with a version; input is checked as in `from_parts`
//!
//! ```json
//! {"format":"gradus/sufficient_statistics","version":1,"content":
//!   {"count":3,"origin":[1.0,2.0],"offset":[0.5,0.0],"scatter":[2.0,0.5,1.0],"removed":[0.0,0.0],
//!    "sum":[[4.5,6.0],[0.0,0.0]],"roundings":7.0,"units":[1.0,1.0]}}
//! ```
//!
//! Symmetric and triangular matrices are the rows of their lower triangles, one after the other.

use super::parts::{GaussianParts, HistoryParts, LinearGaussianParts, StatisticsParts};
use super::{Gaussian, LinearGaussian, SufficientStatistics};
use crate::algebra::matrix::Matrix;
use crate::error::{Error, Result};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The version of the three forms. A form that changes gets a new number; earlier versions stay readable.
const VERSION: u32 = 1;

/// What is common to all forms.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Saved<T> {
    format: String,
    version: u32,
    content: T,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Statistics {
    count: usize,
    origin: Vec<f64>,
    offset: Vec<f64>,
    scatter: Vec<f64>,
    removed: Vec<f64>,
    sum: [Vec<f64>; 2],
    roundings: f64,
    units: Vec<f64>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Law {
    mean: Vec<f64>,
    covariance: Vec<f64>,
    factor: Vec<f64>,
    /// Of mean and factor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    low: Option<[Vec<f64>; 2]>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Model {
    prior: Law,
    /// Row by row.
    map: Vec<Vec<f64>>,
    noise: Law,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    history: Option<Observations>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Observations {
    start: Law,
    count: usize,
    mean: [Vec<f64>; 2],
}

const STATISTICS: &str = "gradus/sufficient_statistics";
const GAUSSIAN: &str = "gradus/gaussian";
const LINEAR_GAUSSIAN: &str = "gradus/linear_gaussian";

fn save<T: Serialize, S: Serializer>(format: &str, content: T, serializer: S) -> Result<S::Ok, S::Error> {
    Saved { format: format.into(), version: VERSION, content }.serialize(serializer)
}

fn read<'de, T: Deserialize<'de>, D: Deserializer<'de>>(format: &str, deserializer: D) -> Result<T, D::Error> {
    let saved = Saved::deserialize(deserializer)?;
    if saved.format != format {
        return Err(de::Error::custom(format_args!("the format is `{}`; expected `{format}`", saved.format)));
    }
    if saved.version != VERSION {
        let version = saved.version;
        let advice = "read it with the version of gradus that wrote it";
        return Err(de::Error::custom(format_args!("the version is {version}; expected {VERSION}: {advice}")));
    }
    Ok(saved.content)
}

fn vector(numbers: Vec<f64>) -> Matrix<f64> {
    Matrix::from_vec(numbers.len(), 1, numbers)
}

fn numbers(vector: Matrix<f64>) -> Vec<f64> {
    vector.as_slice().into()
}

fn packed(matrix: &Matrix<f64>) -> Vec<f64> {
    (0..matrix.nrows()).flat_map(|i| (0..=i).map(move |j| matrix[(i, j)])).collect()
}

/// The lower triangle of a matrix of `order`, which is known to be small only once the numbers are counted.
fn unpacked(name: &str, numbers: &[f64], order: usize) -> Result<Matrix<f64>> {
    if order.checked_add(1).and_then(|next| order.checked_mul(next)) != Some(2 * numbers.len()) {
        return Err(Error::shape(
            name,
            format!("the lower triangle of {order}×{order}"),
            format!("{} numbers", numbers.len()),
        ));
    }
    let mut rows = numbers.iter();
    let mut matrix = Matrix::zeros(order, order);
    for i in 0..order {
        for (j, number) in (0..=i).zip(rows.by_ref()) {
            matrix[(i, j)] = *number;
        }
    }
    Ok(matrix)
}

fn symmetric(name: &str, numbers: &[f64], order: usize) -> Result<Matrix<f64>> {
    Ok(super::symmetric::symmetric_from_lower(unpacked(name, numbers, order)?))
}

impl Statistics {
    fn restored(self) -> Result<SufficientStatistics> {
        let scatter = symmetric("the scatter", &self.scatter, self.origin.len())?;
        SufficientStatistics::from_parts(StatisticsParts {
            count: self.count,
            origin: vector(self.origin),
            offset: vector(self.offset),
            scatter,
            removed: vector(self.removed),
            sum: self.sum.map(vector),
            roundings: self.roundings,
            units: vector(self.units),
        })
    }
}

impl Law {
    fn of(gaussian: &Gaussian) -> Self {
        let parts = gaussian.parts();
        Self {
            covariance: packed(&parts.covariance),
            factor: packed(&parts.factor),
            low: parts.low.map(|[mean, factor]| [numbers(mean), packed(&factor)]),
            mean: numbers(parts.mean),
        }
    }

    fn restored(self) -> Result<Gaussian> {
        let order = self.mean.len();
        let low = match self.low {
            None => None,
            Some([mean, factor]) => Some([vector(mean), unpacked("the low part of the factor", &factor, order)?]),
        };
        Gaussian::from_parts(GaussianParts {
            low,
            covariance: symmetric("the covariance", &self.covariance, order)?,
            factor: unpacked("the factor", &self.factor, order)?,
            mean: vector(self.mean),
        })
    }
}

impl Model {
    fn restored(self) -> Result<LinearGaussian> {
        let columns = self.map.first().map_or(0, Vec::len);
        if let Some((i, row)) = self.map.iter().enumerate().find(|(_, row)| row.len() != columns) {
            return Err(Error::shape(
                format!("row {i} of the map"),
                format!("{columns} long, as row 0"),
                format!("{} long", row.len()),
            ));
        }
        let map = Matrix::from_row_iterator(self.map.len(), columns, self.map.into_iter().flatten());
        let history = match self.history {
            None => None,
            Some(Observations { start, count, mean }) => {
                Some(HistoryParts { start: start.restored()?, count, mean: mean.map(vector) })
            }
        };
        let (prior, noise) = (self.prior.restored()?, self.noise.restored()?);
        LinearGaussian::from_parts(LinearGaussianParts { prior, map, noise, history })
    }
}

impl Serialize for SufficientStatistics {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let parts = self.parts();
        let content = Statistics {
            count: parts.count,
            origin: parts.origin.as_slice().into(),
            offset: parts.offset.as_slice().into(),
            scatter: packed(&parts.scatter),
            removed: parts.removed.as_slice().into(),
            sum: parts.sum.map(numbers),
            roundings: parts.roundings,
            units: numbers(parts.units),
        };
        save(STATISTICS, content, serializer)
    }
}

impl Serialize for Gaussian {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        save(GAUSSIAN, Law::of(self), serializer)
    }
}

impl Serialize for LinearGaussian {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let parts = self.parts();
        let content = Model {
            prior: Law::of(&parts.prior),
            map: parts.map.row_iter().map(|row| row.iter().copied().collect()).collect(),
            noise: Law::of(&parts.noise),
            history: parts.history.map(|HistoryParts { start, count, mean }| Observations {
                start: Law::of(&start),
                count,
                mean: mean.map(numbers),
            }),
        };
        save(LINEAR_GAUSSIAN, content, serializer)
    }
}

impl<'de> Deserialize<'de> for SufficientStatistics {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read::<Statistics, D>(STATISTICS, deserializer)?.restored().map_err(de::Error::custom)
    }
}

impl<'de> Deserialize<'de> for Gaussian {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read::<Law, D>(GAUSSIAN, deserializer)?.restored().map_err(de::Error::custom)
    }
}

impl<'de> Deserialize<'de> for LinearGaussian {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read::<Model, D>(LINEAR_GAUSSIAN, deserializer)?.restored().map_err(de::Error::custom)
    }
}
