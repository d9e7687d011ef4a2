//! Weighted statistics

use super::form::{numbers, packed, read, save, symmetric, vector};
use crate::error::Result;
use crate::gaussian::WeightedStatistics;
use crate::gaussian::parts::WeightedParts;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

const WEIGHTED: &str = "gradus/weighted_statistics";

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Weighted {
    count: usize,
    exponent: i32,
    weight: [f64; 2],
    sum: [Vec<f64>; 2],
    concentration: f64,
    diversity: f64,
    covariance: Vec<f64>,
    roundings: f64,
    units: Vec<f64>,
}

impl Weighted {
    fn restored(self) -> Result<WeightedStatistics> {
        let covariance = symmetric("the covariance", &self.covariance, self.units.len())?;
        WeightedStatistics::from_parts(WeightedParts {
            count: self.count,
            exponent: self.exponent,
            weight: self.weight,
            sum: self.sum.map(vector),
            concentration: self.concentration,
            diversity: self.diversity,
            covariance,
            roundings: self.roundings,
            units: vector(self.units),
        })
    }
}

impl Serialize for WeightedStatistics {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let parts = self.parts();
        let content = Weighted {
            count: parts.count,
            exponent: parts.exponent,
            weight: parts.weight,
            sum: parts.sum.map(numbers),
            concentration: parts.concentration,
            diversity: parts.diversity,
            covariance: packed(&parts.covariance),
            roundings: parts.roundings,
            units: numbers(parts.units),
        };
        save(WEIGHTED, content, serializer)
    }
}

impl<'de> Deserialize<'de> for WeightedStatistics {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read::<Weighted, D>(WEIGHTED, deserializer)?.restored().map_err(de::Error::custom)
    }
}
