//! Points of small integers, for witnesses.

use crate::algebra::number::Field;
use crate::claim::point::Source;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// Returns the integers of a list in order. After its end it draws more, if it has a random stream.
pub(super) struct Integers<'a> {
    pub(super) numbers: &'a mut Vec<i64>,
    pub(super) next: usize,
    pub(super) random: Option<(&'a mut ChaCha8Rng, i64)>,
}

impl Integers<'_> {
    fn take(&mut self) -> i64 {
        if self.next == self.numbers.len() {
            let drawn =
                self.random.as_mut().map_or(0, |(stream, magnitude)| stream.random_range(-*magnitude..=*magnitude));
            self.numbers.push(drawn);
        }
        self.next += 1;
        self.numbers[self.next - 1]
    }
}

impl<F: Field> Source<F> for Integers<'_> {
    fn free(&mut self) -> F {
        F::integer(self.take())
    }

    fn coin(&mut self) -> bool {
        self.take() % 2 != 0
    }

    fn positive(&mut self) -> F {
        F::integer(1 + self.take().abs())
    }
}
