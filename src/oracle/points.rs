//! Sources of the numbers of random points: 𝔽ₚ uniformly, real numbers over several scales, degrees.

use crate::algebra::matrix::Matrix;
use crate::algebra::number::{Digits, Dual, Field, Prime, Residues, Rounded};
use crate::claim::point::Source;
use rand::{Rng, RngExt};
use rand_chacha::ChaCha8Rng;
use rand_distr::StandardNormal;

/// Real numbers of either sign with full mantissas, and matrices of a given condition number.
///
/// Each input has its own scale, 10ᵗ with t uniform in ±`spread`. If there are several points, every second one is
/// stratified: these points cover all parts of the range, and both signs of the first number.
pub(crate) struct Reals<'a> {
    stream: &'a mut ChaCha8Rng,
    condition: f64,
    spread: f64,
    scale: f64,
    stratum: Stratum,
    /// Number of inputs so far.
    inputs: usize,
    /// The sign of the next number, if it is prescribed.
    sign: Option<f64>,
}

/// The smallest scale of integers.
const SMALL_INTEGERS: f64 = 4.0;

/// The position of a point among `count` points.
#[derive(Clone, Copy)]
pub(super) struct Stratum {
    pub(super) index: usize,
    pub(super) count: usize,
}

impl Stratum {
    /// A single point.
    pub(super) const ONLY: Self = Self { index: 0, count: 1 };
}

impl<'a> Reals<'a> {
    pub(crate) fn new(stream: &'a mut ChaCha8Rng, condition: f64, spread: f64) -> Self {
        Self { stream, condition, spread, scale: 1.0, stratum: Stratum::ONLY, inputs: 0, sign: None }
    }

    /// Makes this one of several points.
    pub(super) fn in_turn(mut self, stratum: Stratum) -> Self {
        self.stratum = stratum;
        self
    }

    /// Chooses the scale of the next input, and the sign of its first number.
    fn next_input(&mut self) {
        // Every second point is stratified. The strides differ between inputs, so that all combinations of signs occur.
        // The other points are random.
        const STRIDES: [usize; 4] = [1, 5, 7, 11];
        let Stratum { index, count } = self.stratum;
        let (index, count, by_turns) = (index / 2, count.div_ceil(2), index % 2 == 1);
        let mut position = self.stream.random::<f64>();
        self.sign = None;
        if by_turns {
            let turn = (index * STRIDES[self.inputs % 4] + self.inputs) % count;
            position = (turn as f64 + position) / count as f64;
            self.sign = Some(if index >> (self.inputs % 4) & 1 == 0 { 1.0 } else { -1.0 });
        }
        self.scale = 10f64.powf((2.0 * position - 1.0) * self.spread);
        self.inputs += 1;
    }

    /// A normal number at the input's scale.
    fn number(&mut self) -> f64 {
        let number = self.scale * normal(self.stream);
        self.sign.take().map_or(number, |sign| number.abs() * sign)
    }

    /// An integer at the input's scale, or of a few units if that is larger.
    fn integer_number(&mut self) -> f64 {
        let number = self.number() / self.scale * self.scale.max(SMALL_INTEGERS);
        number.round()
    }

    /// Log-uniform over a decade around the input's scale.
    fn positive_number(&mut self) -> f64 {
        self.scale * 10f64.powf(self.stream.random_range(-0.5..0.5))
    }

    /// L with LLᵀ = QΛQᵀ, where Q is orthogonal and the largest eigenvalue in Λ is c times the smallest; c is the
    /// condition number.
    ///
    /// The other eigenvalues and the common scale are random, so that no function of them is constant.
    fn conditioned_factor(&mut self, order: usize) -> Matrix<f64> {
        let mut factor = self.orthogonal(order);
        let scale = self.scale.sqrt() * self.stream.random_range(0.9..1.15);
        for k in 0..order {
            let position = match k {
                0 => self.stream.random_range(0.0..0.3) * f64::from(order == 1),
                1 => 1.0,
                _ => self.stream.random_range(0.0..1.0),
            };
            let deviation = scale * self.condition.powf((position - 0.5) / 2.0);
            factor.column_mut(k).scale_mut(deviation);
        }
        // (QΛ^½)ᵀ = Q′R gives QΛQᵀ = RᵀR; the diagonal of R is positive.
        factor.transpose().qr().r().transpose()
    }

    fn orthogonal(&mut self, order: usize) -> Matrix<f64> {
        Matrix::from_fn(order, order, |_, _| normal(self.stream)).qr().q()
    }

    /// QL: its minors have any sign, its condition number is that of L, and its determinant has the requested sign.
    fn conditioned(&mut self, order: usize, negative: bool) -> Matrix<f64> {
        let mut matrix = self.orthogonal(order) * self.conditioned_factor(order);
        if (matrix.determinant() < 0.0) != negative {
            matrix.row_mut(0).neg_mut();
        }
        matrix
    }
}

/// One standard normal number.
pub(super) fn normal(stream: &mut impl Rng) -> f64 {
    stream.sample(StandardNormal)
}

/// Draws the same floats in each number system that represents them exactly.
macro_rules! source_of_reals {
    ($($number:ty: $from:expr),*) => { $(
        impl Source<$number> for Reals<'_> {
            fn begin(&mut self) {
                self.next_input();
            }

            fn free(&mut self) -> $number {
                $from(self.number())
            }

            fn coin(&mut self) -> bool {
                self.stream.random()
            }

            fn positive(&mut self) -> $number {
                $from(self.positive_number())
            }

            fn integer(&mut self) -> $number {
                $from(self.integer_number())
            }

            fn factor(&mut self, order: usize) -> Matrix<$number> {
                self.conditioned_factor(order).map($from)
            }

            fn invertible(&mut self, order: usize, negative: bool) -> Matrix<$number> {
                self.conditioned(order, negative).map($from)
            }
        }
    )* };
}
source_of_reals!(f64: std::convert::identity, Rounded: Rounded::exact, Digits: Digits::exact);

/// Draws uniformly from 𝔽ₚ.
pub(crate) struct Uniform<'a>(pub(crate) &'a mut ChaCha8Rng);

impl<const PRIME: u64> Source<Prime<PRIME>> for Uniform<'_> {
    fn free(&mut self) -> Prime<PRIME> {
        Prime::new(self.0.random_range(0..Prime::<PRIME>::modulus()))
    }

    fn coin(&mut self) -> bool {
        self.0.random()
    }

    fn positive(&mut self) -> Prime<PRIME> {
        Prime::new(self.0.random_range(1..Prime::<PRIME>::modulus()))
    }
}

/// Draws residues modulo both primes. A positive number is one that has a logarithm.
pub(super) struct Pairs<'a>(pub(super) &'a mut ChaCha8Rng);

impl Source<Residues> for Pairs<'_> {
    fn free(&mut self) -> Residues {
        Residues::random(self.0)
    }

    fn coin(&mut self) -> bool {
        self.0.random()
    }

    fn positive(&mut self) -> Residues {
        Residues::random_positive(self.0)
    }
}

/// A point and a direction of the same kind, for derivatives along a line.
pub(super) struct WithDirection<S>(pub(super) S);

impl<F: Field, S: Source<F>> Source<Dual<F>> for WithDirection<S> {
    fn begin(&mut self) {
        self.0.begin();
    }

    fn free(&mut self) -> Dual<F> {
        Dual::new(self.0.free(), self.0.free())
    }

    fn coin(&mut self) -> bool {
        self.0.coin()
    }

    fn positive(&mut self) -> Dual<F> {
        Dual::new(self.0.positive(), self.0.free())
    }

    /// An identity that holds at integers need not hold near them, so an integer has no direction. In a system without
    /// order, an identity of rational functions that holds at all integers holds everywhere, and so does its
    /// derivative.
    fn integer(&mut self) -> Dual<F> {
        let integer = self.0.integer();
        if F::ORDERED { Dual::constant(integer) } else { Dual::new(integer, self.0.free()) }
    }

    fn factor(&mut self, order: usize) -> Matrix<Dual<F>> {
        let (real, direction) = (self.0.factor(order), self.0.factor(order));
        real.zip_map(&direction, Dual::new)
    }

    fn invertible(&mut self, order: usize, negative: bool) -> Matrix<Dual<F>> {
        let (real, direction) = (self.0.invertible(order, negative), self.0.invertible(order, negative));
        real.zip_map(&direction, Dual::new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle::tolerances::CONDITIONS;
    use rand_chacha::rand_core::SeedableRng;

    #[test]
    fn numbers_of_either_sign_are_spread_over_the_scales() {
        let mut stream = ChaCha8Rng::seed_from_u64(7);
        let mut source = Reals::new(&mut stream, 10.0, 3.0);
        let mut free: Vec<f64> = Vec::new();
        for _ in 0..2000 {
            Source::<f64>::begin(&mut source);
            free.push(source.free());
            let positive: f64 = source.positive();
            assert!(positive > 0.0);
        }
        let share = |test: &dyn Fn(f64) -> bool| free.iter().filter(|x| test(**x)).count() as f64 / 2000.0;
        assert!((0.45..0.55).contains(&share(&|x| x > 0.0)));
        assert!(share(&|x| x.abs() < 0.01) > 0.1 && share(&|x| x.abs() > 100.0) > 0.1);
        assert!(free.iter().all(|x| (x * 1024.0).fract() != 0.0), "full mantissas");
    }

    /// L is lower triangular with a positive diagonal; the eigenvalues of LLᵀ lie around 1.
    #[test]
    fn factors_have_the_condition_number_they_are_drawn_for() {
        let mut stream = ChaCha8Rng::seed_from_u64(7);
        for condition in CONDITIONS {
            for order in 1..=6 {
                let factor: Matrix<f64> = Reals::new(&mut stream, condition, 0.0).factor(order);
                assert_eq!(factor, factor.lower_triangle());
                assert!(factor.diagonal().min() > 0.0);
                let deviations = factor.singular_values();
                let (least, greatest) = (deviations.min().powi(2), deviations.max().powi(2));
                let expected = if order == 1 { 1.0 } else { condition };
                assert!((greatest / least / expected - 1.0).abs() < 1e-6, "{order}: {greatest} / {least}");
                if order > 1 {
                    assert!((0.8..1.35).contains(&(least * greatest).sqrt()), "{order}: {least}, {greatest}");
                }
            }
        }
    }

    /// Leading minors have any sign; the determinant has the requested sign.
    #[test]
    fn invertible_matrices_are_of_every_kind() {
        let mut stream = ChaCha8Rng::seed_from_u64(7);
        for order in 1..=5 {
            for negative in [false, true] {
                let mut corners = [0; 2];
                for _ in 0..100 {
                    let matrix: Matrix<f64> = Reals::new(&mut stream, 10.0, 0.0).invertible(order, negative);
                    assert_eq!(matrix.determinant() < 0.0, negative);
                    corners[usize::from(matrix[(0, 0)] > 0.0)] += 1;
                }
                assert!(order == 1 || corners.iter().all(|&count| count > 10), "{order}: {corners:?}");
            }
        }
    }

    /// Every second point lies in a part of its own of the range of scales, and all signs of four inputs occur.
    #[test]
    fn every_second_point_is_stratified() {
        const SPREAD: f64 = 3.0;
        let count = 64;
        let mut parts = vec![Vec::new(); 4];
        let mut signs = std::collections::BTreeSet::new();
        for index in 0..count {
            let mut stream = ChaCha8Rng::seed_from_u64(index as u64);
            let mut source = Reals::new(&mut stream, 10.0, SPREAD).in_turn(Stratum { index, count });
            let mut negative = Vec::new();
            for part in &mut parts {
                Source::<f64>::begin(&mut source);
                let position = (source.scale.log10() / SPREAD + 1.0) / 2.0;
                assert!((0.0..=1.0).contains(&position), "a scale outside the range: {}", source.scale);
                let number: f64 = source.free();
                if index % 2 == 1 {
                    part.push((position * 32.0) as usize);
                    negative.push(number < 0.0);
                }
            }
            signs.insert(negative);
        }
        for mut part in parts {
            part.sort_unstable();
            assert_eq!(part, (0..32).collect::<Vec<_>>());
        }
        assert_eq!(signs.iter().filter(|negative| negative.len() == 4).count(), 16);
    }

    /// Numbers are normal with the scale of the input as deviation; integers never have a smaller one than 4.
    #[test]
    fn numbers_are_normal_at_their_scale() {
        let mut stream = ChaCha8Rng::seed_from_u64(7);
        let mut source = Reals::new(&mut stream, 10.0, 0.0);
        let moments =
            |numbers: Vec<f64>| [2, 4].map(|power| numbers.iter().map(|x| x.powi(power)).sum::<f64>() / 4000.0);
        for scale in [1.0, 100.0] {
            source.scale = scale;
            // E[z²] = 1 and E[z⁴] = 3
            let [second, fourth] = moments((0..4000).map(|_| source.number() / scale).collect());
            assert!((0.9..1.1).contains(&second) && (2.5..3.5).contains(&fourth), "{scale}: {second}, {fourth}");
            let integers: Vec<f64> = (0..4000).map(|_| source.integer_number()).collect();
            assert!(integers.iter().all(|x| x.fract() == 0.0));
            let least = scale.max(4.0);
            let mean = integers.iter().sum::<f64>() / 4000.0 / least;
            let [second, fourth] = moments(integers.iter().map(|x| x / least).collect());
            assert!(
                mean.abs() < 0.1 && (0.9..1.1).contains(&second) && (2.5..3.5).contains(&fourth),
                "{scale}: {mean}, {second}"
            );
        }
    }
}
