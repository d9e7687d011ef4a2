//! The free numbers from which points are made, as a list. A search changes the numbers, and the points stay in their
//! sets.

use super::points::normal;
use super::survey::in_domain;
use crate::algebra::elimination::determinant_without_division;
use crate::algebra::number::Field;
use crate::claim::Claim;
use crate::claim::input::Domain;
use crate::claim::point::{Region, Source};
use crate::program::point::Point;
use crate::program::size::Sizes;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// A point of a claim, as the numbers from which it is made.
#[derive(Clone, Debug)]
pub(crate) struct Parameters {
    pub(super) sizes: Sizes,
    pub(super) region: Region,
    pub(super) numbers: Vec<f64>,
}

impl Parameters {
    /// Draws the numbers: over `spread` decades on either side of 1, or small integers.
    pub(super) fn draw(
        claim: &Claim,
        sizes: Sizes,
        region: Region,
        spread: Option<f64>,
        stream: &mut ChaCha8Rng,
    ) -> Option<Self> {
        let mut source = Drawn { numbers: Vec::new(), spread, scale: 1.0, stream };
        source.next_scale();
        Point::<f64>::draw_in(&claim.given, sizes, region, true, &mut source).ok()?;
        Some(Self { sizes, region, numbers: source.numbers })
    }

    /// The point, if it certainly belongs to the sets and meets the assumptions.
    pub(crate) fn point<F: Field>(&self, claim: &Claim, from: fn(f64) -> F) -> Option<Point<F>> {
        let mut source = Replayed { numbers: &self.numbers, next: 0, from };
        let point = Point::draw_in(&claim.given, self.sizes, self.region, true, &mut source).ok()?;
        (is_member(claim, &point) && in_domain(claim, &point).unwrap_or(false)).then_some(point)
    }
}

/// Whether the inputs that are invertible, or of full rank, only with probability 1 are so: certainly, if the numbers
/// have error bounds.
pub(crate) fn is_member<F: Field>(claim: &Claim, point: &Point<F>) -> bool {
    claim.given.iter().filter(|input| matches!(input.domain, Domain::Invertible | Domain::FullRank)).all(|input| {
        point.matrix(input.name).is_ok_and(|value| {
            let square = match (input.domain, value.nrows() >= value.ncols()) {
                (Domain::Invertible, _) => value.clone(),
                (_, true) => value.transpose() * value,
                (_, false) => value * value.transpose(),
            };
            determinant_without_division(&square).zero_test() == Some(false)
        })
    })
}

struct Drawn<'a> {
    numbers: Vec<f64>,
    spread: Option<f64>,
    scale: f64,
    stream: &'a mut ChaCha8Rng,
}

impl Drawn<'_> {
    fn next_scale(&mut self) {
        let spread = self.spread.unwrap_or(0.0);
        self.scale = 10f64.powf(if spread > 0.0 { self.stream.random_range(-spread..spread) } else { 0.0 });
    }

    fn keep(&mut self, number: f64) -> f64 {
        self.numbers.push(number);
        number
    }
}

impl Source<f64> for Drawn<'_> {
    fn begin(&mut self) {
        self.next_scale();
    }

    fn free(&mut self) -> f64 {
        let number = match self.spread {
            Some(_) => self.scale * normal(self.stream),
            None => f64::from(self.stream.random_range(-2..=2)),
        };
        self.keep(number)
    }

    fn positive(&mut self) -> f64 {
        let number = match self.spread {
            Some(_) => self.scale * 10f64.powf(self.stream.random_range(-0.5..0.5)),
            None => f64::from(self.stream.random_range(1..=3)),
        };
        self.keep(number)
    }

    fn integer(&mut self) -> f64 {
        let number = match self.spread {
            Some(_) => (self.scale.max(4.0) * normal(self.stream)).round(),
            None => f64::from(self.stream.random_range(-2..=2)),
        };
        self.keep(number)
    }

    fn coin(&mut self) -> bool {
        let heads = self.stream.random::<bool>();
        self.keep(f64::from(heads)) > 0.0
    }
}

/// Returns the numbers in the order in which they were drawn.
struct Replayed<'a, F> {
    numbers: &'a [f64],
    next: usize,
    from: fn(f64) -> F,
}

impl<F> Replayed<'_, F> {
    fn take(&mut self) -> f64 {
        self.next += 1;
        self.numbers.get(self.next - 1).copied().unwrap_or(1.0)
    }
}

impl<F: Field> Source<F> for Replayed<'_, F> {
    fn free(&mut self) -> F {
        let number = self.take();
        (self.from)(number)
    }

    fn positive(&mut self) -> F {
        let number = self.take().abs();
        (self.from)(if number > 0.0 { number } else { f64::MIN_POSITIVE })
    }

    fn integer(&mut self) -> F {
        let number = self.take().round();
        (self.from)(number)
    }

    fn coin(&mut self) -> bool {
        self.take() > 0.0
    }
}
