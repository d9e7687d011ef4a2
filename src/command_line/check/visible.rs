//! Characters that a terminal obeys or hides are printed as signs.

/// The text with a sign for each control character and each character that changes the direction of the text or is not
/// seen. Line breaks and tabs stay.
pub(super) fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        push(&mut shown, letter);
    }
    shown
}

/// Appends a character, or the sign for it.
pub(super) fn push(shown: &mut String, letter: char) {
    let code = u32::from(letter);
    match letter {
        '\n' | '\t' => shown.push(letter),
        '\0'..='\u{1f}' => shown.extend(char::from_u32(0x2400 + code)),
        '\u{7f}' => shown.push('␡'),
        '\u{80}'..='\u{9f}'
        | '\u{ad}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}' => {
            shown.push_str(&format!("<U+{code:04X}>"));
        }
        _ => shown.push(letter),
    }
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn nothing_that_a_terminal_obeys_is_left() {
        assert_eq!(visible("a\u{1b}[31m\u{9b}b\u{202e}\0\r\u{7f}\tΣ\n"), "a␛[31m<U+009B>b<U+202E>␀␍␡\tΣ\n");
        let all: String = (0..=0x10_ffff).filter_map(char::from_u32).collect();
        assert!(visible(&all).chars().all(|letter| "\n\t".contains(letter) || !letter.is_control()));
    }
}
