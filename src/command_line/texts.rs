//! The texts that a course follows, for `--help` and `coverage`.

use crate::course::{Course, NumberedText};
use crate::report::numbers;
use std::fmt::Write;

/// The number of equations of a text.
pub(super) fn count(course: &Course, text: &NumberedText) -> String {
    let of_text = course.equations.iter().filter(|equation| equation.text() == text.id);
    numbers::count(of_text.count(), "numbered equation")
}

/// The texts, and the command that shows their equations. Empty for a course that follows no text.
pub(super) fn help(course: &Course, program: &str) -> String {
    let Some(first) = course.equations.first() else { return String::new() };
    let mut help = String::from("Texts that the course follows:\n");
    for text in &course.texts {
        let _ = writeln!(help, "  {}  {}: {}; {}", text.id, text.title, count(course, text), text.about);
    }
    let _ = write!(
        help,
        "They are not part of this program. `{program} coverage` shows the status of each equation, and\n\
         `{program} coverage {}` that equation: its correction, and the claims that state it.",
        first.id
    );
    help
}
