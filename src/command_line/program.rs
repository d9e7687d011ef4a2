//! The running program: its name in help, hints and messages.

use std::ffi::OsStr;
use std::path::Path;

/// The name of the program if the command line does not contain one.
const UNNAMED: &str = "gradus";

/// The running program.
pub(super) struct Program {
    /// The name of its file.
    pub(super) name: String,
    /// The program as it was typed: its name, or a path.
    typed: String,
}

impl Program {
    /// From the first argument.
    pub(super) fn of(first: Option<&OsStr>) -> Self {
        let typed = first.map_or(String::new(), |first| first.to_string_lossy().into_owned());
        let file = Path::new(&typed).file_name().map_or(String::new(), |name| name.to_string_lossy().into_owned());
        let name = file.strip_suffix(std::env::consts::EXE_SUFFIX).unwrap_or(&file);
        if name.is_empty() {
            return Self { name: UNNAMED.into(), typed: UNNAMED.into() };
        }
        Self { name: name.into(), typed }
    }

    /// A command that can be typed again, with these arguments.
    pub(super) fn command(&self, arguments: &[String]) -> String {
        let words = [&self.typed].into_iter().chain(arguments);
        words.map(|word| quoted(word)).collect::<Vec<_>>().join(" ")
    }
}

/// A word of a command: in quotes, if a shell would otherwise interpret it.
fn quoted(word: &str) -> String {
    let is_plain =
        |letter: char| letter.is_alphanumeric() || "_-./:=@%+,".contains(letter) || cfg!(windows) && letter == '\\';
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.into();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::{Program, quoted};

    #[test]
    fn a_program_is_called_by_its_file_and_repeated_as_it_was_typed() {
        let program = |first: &str| Program::of(Some(first.as_ref()));
        let arguments = ["verify".to_string(), "a b".to_string()];
        let typed = program("./target/release/mycourse");
        assert_eq!(typed.name, "mycourse");
        assert_eq!(typed.command(&arguments), "./target/release/mycourse verify 'a b'");
        assert_eq!(program("mycourse").command(&[]), "mycourse");
        for nothing in [None, Some("".as_ref()), Some("..".as_ref())] {
            assert_eq!(Program::of(nothing).command(&[]), "gradus");
        }
    }

    #[test]
    fn words_are_quoted_where_a_shell_needs_it() {
        let words = [("sigma_gradient/gradient", "sigma_gradient/gradient"), ("a$b", "'a$b'"), ("", "''")];
        for (word, expected) in words {
            assert_eq!(quoted(word), expected);
        }
        assert_eq!(quoted("it's"), r"'it'\''s'");
    }
}
