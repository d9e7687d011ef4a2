//! Numbers as text.

/// An upper bound, rounded up to one digit.
pub(crate) fn at_most(bound: f64) -> String {
    let text = format!("{bound:.0e}");
    match (text.parse::<f64>(), text.split_once('e')) {
        (Ok(rounded), Some((digit, exponent))) if rounded < bound => {
            match (digit.parse::<u8>(), exponent.parse::<i32>()) {
                (Ok(9), Ok(exponent)) => format!("1e{}", exponent + 1),
                (Ok(digit), Ok(exponent)) => format!("{}e{exponent}", digit + 1),
                _ => text,
            }
        }
        _ if bound == 0.0 => "0".into(),
        _ => text,
    }
}

/// A number to ten significant digits, without trailing zeros.
pub(crate) fn value(number: f64) -> String {
    significant(number, 10)
}

/// A number to this many significant digits, without trailing zeros.
pub(crate) fn significant(number: f64, digits: usize) -> String {
    let scientific = format!("{number:.*e}", digits - 1);
    let exponent: i32 = scientific.split_once('e').and_then(|(_, exponent)| exponent.parse().ok()).unwrap_or(0);
    let trimmed = |text: &str| {
        if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').into() } else { text.to_string() }
    };
    if number == 0.0 {
        return "0".into();
    }
    if (-4..digits as i32).contains(&exponent) {
        return trimmed(&format!("{number:.*}", (digits as i32 - 1 - exponent).max(0) as usize));
    }
    match scientific.split_once('e') {
        Some((digits, exponent)) => format!("{}e{exponent}", trimmed(digits)),
        None => scientific,
    }
}

/// A distance to three significant digits.
pub(crate) fn about(distance: f64) -> String {
    format!("{distance:.2e}").parse().map_or_else(|_| distance.to_string(), value)
}

/// `1 claim`, `2 claims`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

#[cfg(test)]
mod tests {
    use super::{about, at_most, count, value};

    #[test]
    fn a_bound_is_never_rounded_down() {
        for (bound, text) in
            [(0.0, "0"), (1e-12, "1e-12"), (4.4e-34, "5e-34"), (4.0e-34, "4e-34"), (9.4e-5, "1e-4"), (0.96, "1e0")]
        {
            assert_eq!(at_most(bound), text);
            assert!(at_most(bound).parse::<f64>().unwrap() >= bound);
        }
    }

    #[test]
    fn values_have_ten_digits() {
        for (number, text) in [
            (0.0, "0"),
            (2.0, "2"),
            (-0.5, "-0.5"),
            (1.0 / 3.0, "0.3333333333"),
            (123_456.75, "123456.75"),
            (1e-7, "1e-7"),
            (6.02214076e23, "6.02214076e23"),
            (0.1 + 0.2, "0.3"),
        ] {
            assert_eq!(value(number), text);
        }
    }

    #[test]
    fn distances_are_short() {
        assert_eq!([about(4.666_666), about(2.22e-16), about(0.0)], ["4.67", "2.22e-16", "0"]);
    }

    #[test]
    fn nouns_are_singular_or_plural() {
        assert_eq!([count(0, "claim"), count(1, "claim"), count(2, "claim")], ["0 claims", "1 claim", "2 claims"]);
    }
}
