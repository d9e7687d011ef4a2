//! The standard normal distribution function Φ, its inverse, and logarithms of probabilities that underflow

use super::quadrature::gauss_kronrod;
use std::f64::consts::{FRAC_1_SQRT_2, PI};

/// From here on Q(x) comes from Mills' ratio: before, from erfc, which is faster.
const TAIL: f64 = 30.0;
/// An interval whose density falls by less than this factor e⁻¹ is integrated instead of subtracted.
const NARROW: f64 = 1.0;

/// Φ(x) = P(z ≤ x), with the relative accuracy of erfc also in the lower tail.
pub fn distribution(x: f64) -> f64 {
    0.5 * libm::erfc(-x * FRAC_1_SQRT_2)
}

/// ln Q(x) = ln P(z > x), to a few units of roundoff of itself, as long as x² is finite.
pub fn log_tail(x: f64) -> f64 {
    if x < 0.0 {
        (-distribution(x)).ln_1p()
    } else if x < TAIL {
        distribution(-x).ln()
    } else if x == f64::INFINITY {
        f64::NEG_INFINITY
    } else {
        -0.5 * x * x - 0.5 * (2.0 * PI).ln() + mills_ratio(x).ln()
    }
}

/// Q(x)/φ(x) = 1/(x + 1/(x + 2/(x + 3/(x + …)))) (Laplace), for x ≥ [`TAIL`].
fn mills_ratio(x: f64) -> f64 {
    1.0 / (1..=12).rev().fold(x, |below, k| x + f64::from(k) / below)
}

/// x for which ln Q(x) = `logarithm`, below ln Q(30): Newton's method, which converges from one side as ln Q is concave.
fn tail_quantile(logarithm: f64) -> f64 {
    let square = -2.0 * logarithm;
    let start = (square - (2.0 * PI).ln() - square.ln()).max(TAIL * TAIL).sqrt();
    (0..4).fold(start, |x, _| (x + (log_tail(x) - logarithm) * mills_ratio(x)).max(TAIL))
}

/// ln P(a < z < b), a ≤ b: no digits are lost in a tail, nor where a and b are close.
pub fn log_interval(a: f64, b: f64) -> f64 {
    if a >= b {
        return f64::NEG_INFINITY;
    }
    if a < 0.0 && b > 0.0 {
        let outside = distribution(a) + distribution(-b);
        return if outside < 0.5 {
            (-outside).ln_1p()
        } else {
            (0.5 * (libm::erf(b * FRAC_1_SQRT_2) + libm::erf(-a * FRAC_1_SQRT_2))).ln()
        };
    }
    let (a, b) = if b <= 0.0 { (-b, -a) } else { (a, b) };
    let width = b - a;
    if width * (a + width) < NARROW {
        // ∫ φ(a + t) dt = φ(a) ∫ exp(−at − t²/2) dt
        let (integral, _) = gauss_kronrod(0.0, width, |t| (-t * (a + 0.5 * t)).exp());
        return -0.5 * a * a - 0.5 * (2.0 * PI).ln() + integral.ln();
    }
    let (near, far) = (log_tail(a), log_tail(b));
    if near == f64::NEG_INFINITY { near } else { near + (-(far - near).exp()).ln_1p() }
}

/// Φ⁻¹(p), 0 < p < 1                                                         (Wichura 1988, algorithm AS 241)
pub fn quantile(p: f64) -> f64 {
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        return q * ratio(&CENTRE, 0.180_625 - q * q);
    }
    let r = (-p.min(1.0 - p).ln()).sqrt();
    let far = if r <= 5.0 { ratio(&SIDE, r - 1.6) } else { ratio(&FAR, r - 5.0) };
    far.copysign(q)
}

fn ratio([above, below]: &[[f64; 8]; 2], x: f64) -> f64 {
    let value = |coefficients: &[f64; 8]| coefficients.iter().rev().fold(0.0, |sum, next| sum * x + next);
    value(above) / value(below)
}

const CENTRE: [[f64; 8]; 2] = [
    [
        3.387_132_872_796_366_5,
        133.141_667_891_784_38,
        1_971.590_950_306_551_3,
        13_731.693_765_509_46,
        45_921.953_931_549_87,
        67_265.770_927_008_7,
        33_430.575_583_588_13,
        2_509.080_928_730_122_7,
    ],
    [
        1.0,
        42.313_330_701_600_91,
        687.187_007_492_057_9,
        5_394.196_021_424_751,
        21_213.794_301_586_597,
        39_307.895_800_092_71,
        28_729.085_735_721_943,
        5_226.495_278_852_854,
    ],
];
const SIDE: [[f64; 8]; 2] = [
    [
        1.423_437_110_749_683_5,
        4.630_337_846_156_546,
        5.769_497_221_460_691,
        3.647_848_324_763_204_5,
        1.270_458_252_452_368_4,
        0.241_780_725_177_450_6,
        0.022_723_844_989_269_184,
        0.000_774_545_014_278_341_4,
    ],
    [
        1.0,
        2.053_191_626_637_759,
        1.676_384_830_183_803_8,
        0.689_767_334_985_1,
        0.148_103_976_427_480_08,
        0.015_198_666_563_616_457,
        0.000_547_593_808_499_534_5,
        1.050_750_071_644_416_9e-9,
    ],
];
const FAR: [[f64; 8]; 2] = [
    [
        6.657_904_643_501_103,
        5.463_784_911_164_114,
        1.784_826_539_917_291_3,
        0.296_560_571_828_504_87,
        0.026_532_189_526_576_124,
        0.001_242_660_947_388_078_4,
        2.711_555_568_743_487_6e-5,
        2.010_334_399_292_288_1e-7,
    ],
    [
        1.0,
        0.599_832_206_555_888,
        0.136_929_880_922_735_8,
        0.014_875_361_290_850_615,
        0.000_786_869_131_145_613_3,
        1.846_318_317_510_054_8e-5,
        1.421_511_758_316_446e-7,
        2.044_263_103_389_939_7e-15,
    ],
];

/// P(a < z < b) as value·e^logarithm, and the point below which lies the share `w` of it, a < b, 0 < w < 1.
pub struct Truncated {
    pub value: f64,
    pub logarithm: f64,
    pub point: f64,
}

/// Of z between `a` and `b`: fast where nothing is lost, by logarithms elsewhere.
pub fn truncated(a: f64, b: f64, w: f64) -> Truncated {
    if a >= 0.0 {
        let mirrored = truncated_below(-b, -a, 1.0 - w);
        return Truncated { point: -mirrored.point, ..mirrored };
    }
    truncated_below(a, b, w)
}

/// [`truncated`] for a < 0.
fn truncated_below(a: f64, b: f64, w: f64) -> Truncated {
    if b > -TAIL {
        let (low, high) = (distribution(a), distribution(b));
        let value = high - low;
        if value > 1e-3 * high {
            return Truncated { value, logarithm: 0.0, point: quantile(low + w * value).clamp(a, b) };
        }
    }
    let logarithm = log_interval(a, b);
    let share = |point: f64| Truncated { value: 1.0, logarithm, point: point.clamp(a, b) };
    if b > -TAIL || (b - a) * -a < 1e-3 {
        // So narrow that the density falls by a thousandth at most.
        return share(a + w * (b - a));
    }
    // ln(Φ(a) + w (Φ(b) − Φ(a))) = ln Φ(b) + ln(w + (1−w) Φ(a)/Φ(b))
    let (low, high) = (log_tail(-a), log_tail(-b));
    share(-tail_quantile(high + (w + (1.0 - w) * (low - high).exp()).ln()))
}
