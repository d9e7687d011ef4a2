//! Standard normal numbers, eight generators side by side

use super::tuning::{LANES, TILE_COLUMNS};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// Independent draws from N(0, 1), the same on every machine: nothing but sums, products, products with a sum (`mul_add`),
/// quotients and roots, each rounded once as IEEE 754 says, in a fixed order.
///
/// Uniform numbers by xoshiro256++ (Blackman, Vigna 2018), whose states come from ChaCha; pairs of normal ones by Box and
/// Muller (1958).
pub struct Normals {
    states: [[u64; LANES]; 4],
}

impl Normals {
    /// The numbers of one chunk; those of another are independent of them.
    pub fn new(seed: [u8; 32], chunk: u64) -> Self {
        let mut source = ChaCha8Rng::from_seed(seed);
        source.set_stream(chunk);
        Self { states: std::array::from_fn(|_| std::array::from_fn(|_| source.next_u64())) }
    }

    #[inline(always)]
    fn next(&mut self) -> [u64; LANES] {
        let [a, b, c, d] = &mut self.states;
        let mut found = [0; LANES];
        for i in 0..LANES {
            found[i] = a[i].wrapping_add(d[i]).rotate_left(23).wrapping_add(a[i]);
            let shifted = b[i] << 17;
            c[i] ^= a[i];
            d[i] ^= b[i];
            b[i] ^= c[i];
            a[i] ^= d[i];
            c[i] ^= shifted;
            d[i] = d[i].rotate_left(45);
        }
        found
    }

    /// Fills whole rows.
    #[inline(always)]
    pub fn fill(&mut self, rows: &mut [[f64; TILE_COLUMNS]]) {
        for six in rows.as_flattened_mut().chunks_mut(2 * LANES) {
            let (radius, angle) = (self.next(), self.next());
            let mut pair = [[0.0; LANES]; 2];
            for i in 0..LANES {
                (pair[0][i], pair[1][i]) = box_muller(radius[i], angle[i]);
            }
            six.copy_from_slice(&pair.as_flattened()[..six.len()]);
        }
    }
}

/// Two independent standard normal numbers from 2×64 uniform bits: √(−2 ln u) (cos θ, sin θ).
///
/// u = k/2⁵², 0 < k ≤ 2⁵²: no number is further from 0 than 8.5.
#[inline(always)]
fn box_muller(radius: u64, angle: u64) -> (f64, f64) {
    const ONE: u64 = 1023 << 52;
    let u = 2.0 - f64::from_bits(ONE | radius >> 12);
    let r = (-2.0 * ln(u)).sqrt();
    // θ = (q + t) π/2 with two bits for the quadrant q and −½ ≤ t < ½.
    let t = f64::from_bits(ONE | angle >> 12) - 1.5;
    let (sin, cos) = sin_cos(t * std::f64::consts::FRAC_PI_2);
    let turned = (angle & 1).wrapping_neg();
    let (sin, cos) = (sin.to_bits(), cos.to_bits());
    let swapped = (sin ^ cos) & turned;
    let sign = (angle & 2) << 62;
    // A quarter turn: (cos, sin) becomes (−sin, cos); a half turn changes both signs.
    let x = f64::from_bits(cos ^ swapped ^ sign ^ (turned & 1 << 63));
    let y = f64::from_bits(sin ^ swapped ^ sign);
    (r * x, r * y)
}

/// ln u for 0 < u ≤ 1, within a unit or two of the last place, also next to 1 (fdlibm).
#[inline(always)]
fn ln(u: f64) -> f64 {
    const HALF_ROOT: u64 = 0x3fe6_a09e_667f_3bcd; // √½
    const ONE: u64 = 1023 << 52;
    const MAGIC: u64 = 0x4330_0000_0000_0000; // 2⁵²
    // u = 2ᵉm, √½ ≤ m < √2
    let bits = u.to_bits() + (ONE - HALF_ROOT);
    let e = f64::from_bits(MAGIC | bits >> 52) - (f64::from_bits(MAGIC) + 1023.0);
    let m = f64::from_bits((bits & ((1 << 52) - 1)) + HALF_ROOT);
    let f = m - 1.0;
    let s = f / (2.0 + f);
    let z = s * s;
    let mut series: f64 = 1.479_819_860_511_658_6e-1;
    for coefficient in [
        1.531_383_769_920_937_3e-1,
        1.818_357_216_161_805e-1,
        2.222_219_843_214_978_4e-1,
        2.857_142_874_366_239e-1,
        3.999_999_999_940_942e-1,
        6.666_666_666_666_735e-1,
    ] {
        series = series.mul_add(z, coefficient);
    }
    let half = 0.5 * f * f;
    let tail = s.mul_add(series.mul_add(z, half), e * 1.908_214_929_270_587_7e-10);
    e.mul_add(6.931_471_803_691_238e-1, (tail - half) + f)
}

/// sin x and cos x for |x| ≤ π/4 (fdlibm).
#[inline(always)]
fn sin_cos(x: f64) -> (f64, f64) {
    let z = x * x;
    let mut sin: f64 = 1.589_690_995_211_55e-10;
    for coefficient in [
        -2.505_076_025_340_686_3e-8,
        2.755_731_370_707_006_8e-6,
        -1.984_126_982_985_795e-4,
        8.333_333_333_322_49e-3,
        -1.666_666_666_666_663e-1,
    ] {
        sin = sin.mul_add(z, coefficient);
    }
    let mut cos: f64 = -1.135_964_755_778_819_5e-11;
    for coefficient in [
        2.087_572_321_298_175e-9,
        -2.755_731_435_139_066_3e-7,
        2.480_158_728_947_673e-5,
        -1.388_888_888_887_411e-3,
        4.166_666_666_666_66e-2,
    ] {
        cos = cos.mul_add(z, coefficient);
    }
    ((x * z).mul_add(sin, x), (z * z).mul_add(cos, z.mul_add(-0.5, 1.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Against the functions of the standard library, whose last place may differ from machine to machine.
    #[test]
    fn functions_are_those_of_the_library() {
        for k in 0..100_000 {
            let u = (f64::from(k) + 0.5) / 100_000.0;
            assert!((ln(u) - u.ln()).abs() <= 4e-16 * u.ln().abs(), "ln {u}");
            let x = (u - 0.5) * std::f64::consts::FRAC_PI_2;
            let (sin, cos) = sin_cos(x);
            assert!((sin - x.sin()).abs() <= 4e-16 * x.sin().abs() && (cos - x.cos()).abs() <= 4e-16, "{x}");
        }
        for exponent in 1..=52 {
            let u = 0.5f64.powi(exponent);
            assert!((ln(u) - u.ln()).abs() <= 4e-16 * u.ln().abs());
            assert!((ln(1.0 - u) - (-u).ln_1p()).abs() <= 4e-16 * u.max(1e-16) * 2.0);
        }
        assert_eq!(ln(1.0), 0.0);
    }

    /// One number for each corner of the 2×64 bits: the quadrants lie where they should, and the ends are finite.
    #[test]
    fn corners_of_the_uniform_numbers() {
        for (angle, signs) in [(0, (1.0, -1.0)), (1, (1.0, 1.0)), (2, (-1.0, 1.0)), (3, (-1.0, -1.0))] {
            let (x, y) = box_muller(u64::MAX, angle);
            assert_eq!((x.signum(), y.signum()), signs);
            assert!((x.hypot(y) - 8.49).abs() < 0.01 && (x.abs() - y.abs()).abs() < 1e-12);
        }
        let (x, y) = box_muller(0, 0);
        assert_eq!((x, y), (0.0, 0.0));
    }

    /// The moments of the numbers themselves: each sum has a standard deviation of √(moment/N), and five are allowed.
    #[test]
    fn moments() {
        let mut rows = vec![[0.0; TILE_COLUMNS]; 40_000];
        Normals::new([7; 32], 3).fill(&mut rows);
        let numbers = rows.as_flattened();
        let count = numbers.len() as f64;
        for (power, moment, second) in
            [(1, 0.0, 1.0), (2, 1.0, 2.0), (3, 0.0, 15.0), (4, 3.0, 96.0), (6, 15.0, 10170.0)]
        {
            let mean = numbers.iter().map(|z: &f64| z.powi(power)).sum::<f64>() / count;
            assert!((mean - moment).abs() < 5.0 * (second / count).sqrt(), "moment {power}: {mean}");
        }
        // Neighbours in a lane, in a pair and in a row are not correlated.
        for distance in [1, 2, 8, 16, 24] {
            let sum: f64 = numbers.iter().zip(&numbers[distance..]).map(|(a, b)| a * b).sum();
            assert!((sum / count.sqrt()).abs() < 5.0, "distance {distance}");
        }
        let beyond = numbers.iter().filter(|z| z.abs() > 3.0).count() as f64;
        assert!((beyond / count - 0.002_699_796).abs() < 5.0 * (0.0027 / count).sqrt());
    }
}
