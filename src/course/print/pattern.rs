//! Notation with arguments, such as `\mathcal{N}(#1|#2,#3)`: what is printed in it is replaced by what it stands for.

/// The most replacements in one formula, and the longest formula that they may make.
const MOST_REPLACEMENTS: usize = 64;
const LONGEST: usize = 20_000;

/// Notation with arguments, and what it stands for.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    /// What stands before, between and after the arguments, without white space.
    literals: Vec<String>,
    /// The LaTeX in its place, with `#1` for the first argument.
    body: String,
}

impl Pattern {
    /// `None`: nothing stands before or after the arguments.
    pub(super) fn new(printed: &str, body: &str) -> Option<Self> {
        let mut literals = Vec::new();
        for (k, part) in printed.split('#').enumerate() {
            let literal = if k == 0 { part } else { part.strip_prefix(|c: char| c.is_ascii_digit())? };
            literals.push(literal.chars().filter(|c| !c.is_whitespace()).collect::<String>());
        }
        let is_complete = literals.iter().all(|literal| !literal.is_empty());
        is_complete.then(|| Self { literals, body: body.into() })
    }

    /// Where the pattern ends if it begins at this place, and its arguments.
    fn at<'a>(&self, source: &'a str, start: usize) -> Option<(usize, Vec<&'a str>)> {
        let mut place = literal(source, start, &self.literals[0])?;
        let is_word = self.literals[0].starts_with(char::is_alphabetic);
        if is_word && source[..start].ends_with(|c: char| c.is_alphabetic() || c == '\\') {
            return None;
        }
        let mut arguments = Vec::new();
        for closing in &self.literals[1..] {
            let from = place;
            let mut depth = 0usize;
            loop {
                let next = source.get(place..)?.chars().next()?;
                if depth == 0
                    && let Some(end) = literal(source, place, closing)
                {
                    arguments.push(source[from..place].trim());
                    place = end;
                    break;
                }
                match next {
                    '\\' => {
                        place += 1;
                        let command = source[place..].chars().next()?;
                        // A bracket after \left is one of a pair.
                        if !command.is_alphabetic() {
                            place += command.len_utf8();
                        }
                        continue;
                    }
                    '(' | '[' | '{' => depth += 1,
                    ')' | ']' | '}' => depth = depth.checked_sub(1)?,
                    _ => {}
                }
                place += next.len_utf8();
            }
        }
        Some((place, arguments))
    }

    fn filled(&self, arguments: &[&str]) -> String {
        let mut body = self.body.clone();
        for (k, argument) in arguments.iter().enumerate() {
            let argument = if is_one_symbol(argument) { format!("{argument} ") } else { bracketed(argument) };
            body = body.replace(&format!("#{}", k + 1), &argument);
        }
        bracketed(&body)
    }
}

fn bracketed(latex: &str) -> String {
    format!("\\left( {latex} \\right)")
}

/// Whether brackets around it would change nothing: a letter or a command, perhaps with a subscript.
fn is_one_symbol(latex: &str) -> bool {
    let (base, below) = latex.split_once('_').unwrap_or((latex, ""));
    let letters = base.strip_prefix('\\').unwrap_or(base);
    let is_letter =
        letters.chars().all(char::is_alphabetic) && (base.starts_with('\\') || letters.chars().count() == 1);
    let below = below.strip_prefix('{').and_then(|below| below.strip_suffix('}')).unwrap_or(below);
    is_letter && below.chars().all(char::is_alphanumeric)
}

/// Where this text ends in the source, if it stands there; white space does not count.
fn literal(source: &str, start: usize, text: &str) -> Option<usize> {
    let mut place = start;
    for (k, wanted) in text.chars().enumerate() {
        let rest = source.get(place..)?;
        let skipped = if k == 0 { rest } else { rest.trim_start() };
        place += rest.len() - skipped.len();
        if !skipped.starts_with(wanted) {
            return None;
        }
        place += wanted.len_utf8();
    }
    // A command has a longer name.
    let is_command = text.starts_with('\\') && text.ends_with(char::is_alphabetic);
    (!is_command || !source[place..].starts_with(char::is_alphabetic)).then_some(place)
}

/// The formula with every pattern replaced, the first that fits at each place. `None`: it becomes too long.
pub(super) fn replaced<'a>(latex: &str, patterns: impl Iterator<Item = &'a Pattern> + Clone) -> Option<String> {
    let mut latex = latex.to_string();
    'replacements: for _ in 0..MOST_REPLACEMENTS {
        for (start, _) in latex.char_indices() {
            for pattern in patterns.clone() {
                if let Some((end, arguments)) = pattern.at(&latex, start) {
                    let filled = pattern.filled(&arguments);
                    latex.replace_range(start..end, &filled);
                    if latex.len() > LONGEST {
                        return None;
                    }
                    continue 'replacements;
                }
            }
        }
        return Some(latex);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(printed: &str, body: &str, latex: &str) -> String {
        replaced(latex, [Pattern::new(printed, body).unwrap()].iter()).unwrap()
    }

    #[test]
    fn arguments_are_filled_in() {
        let density = |latex: &str| with(r"\mathcal{N}(#1|#2,#3)", "#1-#2+#3", latex);
        assert_eq!(density(r"\ln \mathcal{N}(x|\mu,\Sigma)"), r"\ln \left( x -\mu +\Sigma  \right)");
        let latex = r"\mathcal{N}(x_n | A\mu+b, (S))";
        assert_eq!(density(latex), r"\left( x_n -\left( A\mu+b \right)+\left( (S) \right) \right)");
        assert_eq!(
            with("f(#1)", "#1^2", r"f(f(a)) + \inf(x)"),
            r"\left( \left( \left( a ^2 \right) \right)^2 \right) + \inf(x)"
        );
    }
}
