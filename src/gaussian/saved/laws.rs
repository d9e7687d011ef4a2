//! Gaussians, regular and degenerate

use super::form::{from_rows, numbers, packed, read, rows, save, symmetric, unpacked, vector};
use crate::error::Result;
use crate::gaussian::parts::GaussianParts;
use crate::gaussian::{DegenerateGaussian, Gaussian};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

const GAUSSIAN: &str = "gradus/gaussian";
const DEGENERATE: &str = "gradus/degenerate_gaussian";

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Law {
    mean: Vec<f64>,
    covariance: Vec<f64>,
    factor: Vec<f64>,
    /// Of mean and factor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    low: Option<[Vec<f64>; 2]>,
}

/// The loadings of a law, which may be singular.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DegenerateLaw {
    mean: Vec<f64>,
    /// Row by row; a law of rank 0 has empty rows.
    loadings: Vec<Vec<f64>>,
}

impl Law {
    pub fn of(gaussian: &Gaussian) -> Self {
        let parts = gaussian.parts();
        Self {
            covariance: packed(&parts.covariance),
            factor: packed(&parts.factor),
            low: parts.low.map(|[mean, factor]| [numbers(mean), packed(&factor)]),
            mean: numbers(parts.mean),
        }
    }

    pub fn restored(self) -> Result<Gaussian> {
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

impl DegenerateLaw {
    pub fn of(law: &DegenerateGaussian) -> Self {
        Self { mean: numbers(law.mean().clone()), loadings: rows(law.loadings()) }
    }

    pub fn restored(self) -> Result<DegenerateGaussian> {
        DegenerateGaussian::from_full_rank(vector(self.mean), from_rows("the loadings", self.loadings)?)
    }
}

impl Serialize for Gaussian {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        save(GAUSSIAN, Law::of(self), serializer)
    }
}

impl Serialize for DegenerateGaussian {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        save(DEGENERATE, DegenerateLaw::of(self), serializer)
    }
}

impl<'de> Deserialize<'de> for Gaussian {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read::<Law, D>(GAUSSIAN, deserializer)?.restored().map_err(de::Error::custom)
    }
}

impl<'de> Deserialize<'de> for DegenerateGaussian {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read::<DegenerateLaw, D>(DEGENERATE, deserializer)?.restored().map_err(de::Error::custom)
    }
}
