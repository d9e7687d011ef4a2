//! P(a₁ ≤ x ≤ b₁, a₂ ≤ cx + sy ≤ b₂) for independent standard normal x and y

use super::quadrature::integral;
use super::standard_normal::log_interval;

/// Where the integrand has fallen by e⁻⁴⁵ from its greatest value, the rest does not count.
const DROP: f64 = 45.0;

/// Beyond so many standard deviations of y the conditional probability is 0 or 1, nearly.
const TRANSITION: f64 = 8.0;

/// The logarithm of the probability, and a bound on the relative error of the probability.
///
/// It is ∫ φ(x) P(a₂ ≤ cx + sy ≤ b₂ | x) dx from a₁ to b₁. The integrand is log-concave, so its peak is found by
/// searching, and the integral is relative to it: no digits are lost in a tail, nor for s ≪ c. `slope` c ≥ 0 or below,
/// `scale` s > 0.
pub fn log_probability(first: [f64; 2], second: [f64; 2], slope: f64, scale: f64) -> (f64, f64) {
    let logarithm =
        |x: f64| -0.5 * x * x + log_interval((second[0] - slope * x) / scale, (second[1] - slope * x) / scale);
    // The peak is near c·a₂/(c² + s²), brought into the first interval.
    let finite = |limit: f64| if limit.is_finite() { limit.abs() } else { 0.0 };
    let nearest = |[a, b]: [f64; 2]| {
        if a > 0.0 {
            finite(a)
        } else if b < 0.0 {
            finite(b)
        } else {
            0.0
        }
    };
    let reach = nearest(first) + nearest(second) / slope.hypot(scale) + 40.0;
    let (left, right) = (first[0].max(-reach), first[1].min(reach));
    if left >= right {
        return (f64::NEG_INFINITY, 0.0);
    }
    let peak = maximum(left, right, &logarithm);
    let top = logarithm(peak);
    if top == f64::NEG_INFINITY {
        return (top, 0.0);
    }
    let edge = |outside: f64| boundary(peak, outside, |x| logarithm(x) > top - DROP);
    let density = |x: f64| (logarithm(x) - top).exp();
    let (left, right) = (edge(left), edge(right));
    let mut places = vec![left, peak, right];
    // Where the second interval ends, the integrand changes over a few s/c: too little to be found by rules for all of it.
    let width = TRANSITION * scale / slope.abs();
    if width < 1.0 {
        let ends = second.into_iter().map(|limit| limit / slope);
        places.extend(ends.flat_map(|end| [end - width, end, end + width]).filter(|x| left < *x && *x < right));
        places.sort_by(f64::total_cmp);
    }
    let parts = places.windows(2).map(|pair| integral(pair[0], pair[1], density));
    let (sum, error) = parts.fold((0.0, 0.0), |(sum, error), part| (sum + part.0, error + part.1));
    if !(sum > 0.0 && sum.is_finite()) {
        // So far out that the peak is narrower than the distance of two doubles.
        return (top, f64::INFINITY);
    }
    (top + sum.ln() - 0.5 * std::f64::consts::TAU.ln(), error / sum + 1e-14 * (1.0 + top.abs()))
}

/// Where a concave function is greatest between `left` and `right`, nearly: the golden section.
fn maximum(mut left: f64, mut right: f64, f: &impl Fn(f64) -> f64) -> f64 {
    let golden = 0.5 * (5f64.sqrt() - 1.0);
    for _ in 0..90 {
        let (first, second) = (right - golden * (right - left), left + golden * (right - left));
        // Where both are −∞ the side nearer to 0 has the greater −x²/2.
        let (at_first, at_second) = (f(first), f(second));
        let to_the_left = if at_first == at_second { first.abs() < second.abs() } else { at_first > at_second };
        if to_the_left { right = second } else { left = first }
    }
    0.5 * (left + right)
}

/// The last point from `inside` towards `outside` where `holds`, by halving.
fn boundary(mut inside: f64, mut outside: f64, holds: impl Fn(f64) -> bool) -> f64 {
    if holds(outside) {
        return outside;
    }
    for _ in 0..60 {
        let middle = 0.5 * (inside + outside);
        if holds(middle) { inside = middle } else { outside = middle }
    }
    outside
}
