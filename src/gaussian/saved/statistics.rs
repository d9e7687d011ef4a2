//! Statistics

use super::form::{numbers, packed, read, save, symmetric, vector};
use crate::error::Result;
use crate::gaussian::SufficientStatistics;
use crate::gaussian::parts::StatisticsParts;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

const STATISTICS: &str = "gradus/sufficient_statistics";

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

impl<'de> Deserialize<'de> for SufficientStatistics {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read::<Statistics, D>(STATISTICS, deserializer)?.restored().map_err(de::Error::custom)
    }
}
