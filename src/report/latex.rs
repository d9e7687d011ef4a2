//! Matrices in LaTeX.

/// A matrix of numbers that are given as text. A 1×1 matrix is written as its number.
pub(crate) fn matrix(rows: &[Vec<String>]) -> String {
    if let [row] = rows
        && let [only] = &row[..]
    {
        return entry(only);
    }
    let rows: Vec<String> =
        rows.iter().map(|row| row.iter().map(|text| entry(text)).collect::<Vec<_>>().join(" & ")).collect();
    format!(r"\begin{{bmatrix}} {} \end{{bmatrix}}", rows.join(r" \\ "))
}

/// `1.5e-7` as `1.5 \cdot 10^{-7}`, `-1/2` as a fraction, words as text.
fn entry(text: &str) -> String {
    if text == "…" {
        return r"\dots".into();
    }
    if text.contains(' ') || text.chars().any(char::is_alphabetic) && !text.contains('e') {
        return format!(r"\text{{{text}}}");
    }
    if let Some((digits, exponent)) = text.split_once('e') {
        return format!(r"{digits} \cdot 10^{{{exponent}}}");
    }
    match text.split_once('/') {
        Some((over, under)) => match over.strip_prefix('-') {
            Some(over) => format!(r"-\tfrac{{{over}}}{{{under}}}"),
            None => format!(r"\tfrac{{{over}}}{{{under}}}"),
        },
        None => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::matrix;

    #[test]
    fn entries_are_numbers_fractions_or_words() {
        let rows = [["1.5e-7", "-1/2"], ["no value", "…"], ["-2", "NaN"]];
        let rows: Vec<Vec<String>> = rows.iter().map(|row| row.map(String::from).to_vec()).collect();
        let inside = r"1.5 \cdot 10^{-7} & -\tfrac{1}{2} \\ \text{no value} & \dots \\ -2 & \text{NaN}";
        assert_eq!(matrix(&rows), format!(r"\begin{{bmatrix}} {inside} \end{{bmatrix}}"));
        assert_eq!(matrix(&[vec!["3/4".into()]]), r"\tfrac{3}{4}");
    }
}
