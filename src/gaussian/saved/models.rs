//! Models: of one observation, and of a series

use super::form::{from_rows, numbers, read, rows, save, vector};
use super::laws::{DegenerateLaw, Law};
use crate::error::Result;
use crate::gaussian::parts::{HistoryParts, LinearGaussianParts};
use crate::gaussian::{LinearDynamicalSystem, LinearGaussian};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

const LINEAR_GAUSSIAN: &str = "gradus/linear_gaussian";
const DYNAMICAL_SYSTEM: &str = "gradus/linear_dynamical_system";

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

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct System {
    initial: Law,
    /// Row by row.
    transition: Vec<Vec<f64>>,
    process_noise: DegenerateLaw,
    /// Row by row.
    map: Vec<Vec<f64>>,
    measurement_noise: Law,
}

impl Model {
    fn restored(self) -> Result<LinearGaussian> {
        let map = from_rows("the map", self.map)?;
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

impl System {
    fn restored(self) -> Result<LinearDynamicalSystem> {
        LinearDynamicalSystem::new(
            self.initial.restored()?,
            from_rows("the transition", self.transition)?,
            self.process_noise.restored()?,
            from_rows("the map", self.map)?,
            self.measurement_noise.restored()?,
        )
    }
}

impl Serialize for LinearGaussian {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let parts = self.parts();
        let content = Model {
            prior: Law::of(&parts.prior),
            map: rows(&parts.map),
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

impl Serialize for LinearDynamicalSystem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let content = System {
            initial: Law::of(&self.initial),
            transition: rows(&self.transition),
            process_noise: DegenerateLaw::of(&self.process_noise),
            map: rows(&self.map),
            measurement_noise: Law::of(&self.measurement_noise),
        };
        save(DYNAMICAL_SYSTEM, content, serializer)
    }
}

impl<'de> Deserialize<'de> for LinearGaussian {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read::<Model, D>(LINEAR_GAUSSIAN, deserializer)?.restored().map_err(de::Error::custom)
    }
}

impl<'de> Deserialize<'de> for LinearDynamicalSystem {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read::<System, D>(DYNAMICAL_SYSTEM, deserializer)?.restored().map_err(de::Error::custom)
    }
}
