//! Lines of plain text: their widths and their breaks.

/// Number of columns of a text. Combining accents take none.
pub fn width(text: &str) -> usize {
    text.chars().filter(|letter| !('\u{300}'..='\u{36f}').contains(letter)).count()
}

/// Breaks a text between words into lines of at most `columns` columns. There is no break at a no-break space.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in text.split([' ', '\n']).filter(|word| !word.is_empty()) {
        let room = width(word);
        match lines.last_mut() {
            Some(line) if line.is_empty() => {
                line.push_str(word);
                used = room;
            }
            Some(line) if used + 1 + room <= columns => {
                line.push(' ');
                line.push_str(word);
                used += 1 + room;
            }
            _ => {
                lines.push(word.into());
                used = room;
            }
        }
    }
    lines.into_iter().map(|line| line.replace('\u{a0}', " ")).collect()
}
