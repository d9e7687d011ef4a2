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
        _ if is_hidden(letter) => shown.push_str(&format!("<U+{code:04X}>")),
        _ => shown.push(letter),
    }
}

/// JSON with escapes for such characters; they occur in its strings only.
pub(super) fn escaped(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for letter in json.chars() {
        if letter == '\u{7f}' || is_hidden(letter) {
            for unit in letter.encode_utf16(&mut [0; 2]) {
                text.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            text.push(letter);
        }
    }
    text
}

/// Whether a character beyond ASCII is a control character, changes the direction of the text, or is not seen.
fn is_hidden(letter: char) -> bool {
    matches!(
        letter,
        '\u{80}'..='\u{9f}'
        | '\u{ad}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

#[cfg(test)]
mod tests {
    use super::{escaped, visible};

    #[test]
    fn nothing_that_a_terminal_obeys_is_left() {
        assert_eq!(visible("a\u{1b}[31m\u{9b}b\u{202e}\0\r\u{7f}\tΣ\n"), "a␛[31m<U+009B>b<U+202E>␀␍␡\tΣ\n");
        assert_eq!(escaped("\"Σ\u{9b}\u{7f}\u{e0001}\""), r#""Σ\u009b\u007f\udb40\udc01""#);
        let all: String = (0..=0x10_ffff).filter_map(char::from_u32).collect();
        assert!(visible(&all).chars().all(|letter| "\n\t".contains(letter) || !letter.is_control()));
    }
}
