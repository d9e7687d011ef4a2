//! A source file as words: without comments and the contents of strings.

/// A word or a sign of the code, and the line that it stands in.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    pub text: String,
    pub line: usize,
}

/// The words and signs of a text; `::` is one sign.
pub fn tokens(text: &str) -> Vec<Token> {
    let letters: Vec<char> = text.chars().collect();
    let (mut tokens, mut at, mut line) = (Vec::new(), 0, 1);
    let begins = |at: usize, word: &str| letters[at..].iter().copied().take(word.len()).eq(word.chars());
    while at < letters.len() {
        let start = at;
        match letters[at] {
            '/' if begins(at, "//") => at = (at..letters.len()).find(|&k| letters[k] == '\n').unwrap_or(letters.len()),
            '/' if begins(at, "/*") => {
                at = (at + 2..letters.len()).find(|&k| begins(k, "*/")).unwrap_or(letters.len()) + 2
            }
            '"' => at = end_of_string(&letters, at),
            '\'' => at = end_of_letter(&letters, at),
            'r' if raw_marks(&letters, at).is_some() => {
                let marks = raw_marks(&letters, at).unwrap_or(0);
                let end = format!("\"{}", "#".repeat(marks));
                let from = at + 2 + marks;
                at = (from..letters.len()).find(|&k| begins(k, &end)).unwrap_or(letters.len()) + end.len();
            }
            letter if is_word(letter) => {
                at = (at..letters.len()).find(|&k| !is_word(letters[k])).unwrap_or(letters.len());
                tokens.push(Token { text: letters[start..at].iter().collect(), line });
            }
            ':' if begins(at, "::") => {
                tokens.push(Token { text: "::".into(), line });
                at += 2;
            }
            letter => {
                if !letter.is_whitespace() {
                    tokens.push(Token { text: letter.into(), line });
                }
                at += 1;
            }
        }
        at = at.min(letters.len());
        line += letters[start..at].iter().filter(|&&letter| letter == '\n').count();
    }
    tokens
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

fn end_of_string(letters: &[char], start: usize) -> usize {
    let mut at = start + 1;
    while at < letters.len() && letters[at] != '"' {
        at += if letters[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

/// Past a character such as `'"'`; of a lifetime past its quotation mark.
fn end_of_letter(letters: &[char], start: usize) -> usize {
    match letters.get(start + 1) {
        Some('\\') => (start + 3..letters.len()).find(|&k| letters[k] == '\'').map_or(letters.len(), |end| end + 1),
        Some(_) if letters.get(start + 2) == Some(&'\'') => start + 3,
        _ => start + 1,
    }
}

/// The number of `#` in front of a raw string that begins here.
fn raw_marks(letters: &[char], start: usize) -> Option<usize> {
    if start > 0 && is_word(letters[start - 1]) && letters[start - 1] != 'b' {
        return None;
    }
    let marks = letters[start + 1..].iter().take_while(|&&letter| letter == '#').count();
    (letters.get(start + 1 + marks) == Some(&'"')).then_some(marks)
}

/// A path that a file names: from the root of the crate, of its own module, or of a crate that is used.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    pub path: Vec<String>,
    pub line: usize,
    /// Name under which a `use` brings it in; `*` for all names. None for a path within the code.
    pub alias: Option<String>,
    /// Whether a `use` passes it on.
    pub public: bool,
    /// Modules within the file around it.
    pub inside: Vec<String>,
}

/// What a file says about modules.
#[derive(Default)]
pub struct Source {
    /// Modules in files of their own, and whether they are public.
    pub children: Vec<(String, bool)>,
    pub named: Vec<Named>,
    /// Words outside of `use` lines.
    pub words: Vec<Token>,
}

impl Source {
    pub fn read(text: &str) -> Self {
        let tokens = tokens(text);
        let word = |at: usize| tokens.get(at).map_or("", |token| token.text.as_str());
        let mut source = Self::default();
        let (mut inside, mut depth): (Vec<(String, usize)>, usize) = (Vec::new(), 0);
        let mut at = 0;
        while at < tokens.len() {
            let line = tokens[at].line;
            let modules = |inside: &[(String, usize)]| inside.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
            match word(at) {
                "{" => depth += 1,
                "}" => {
                    depth = depth.saturating_sub(1);
                    inside.retain(|(_, begun)| *begun < depth + 1);
                }
                "mod" if word(at + 2) == ";" => {
                    source.children.push((word(at + 1).into(), at > 0 && word(at - 1) == "pub"));
                    at += 2;
                }
                "mod" if word(at + 2) == "{" => {
                    depth += 1;
                    inside.push((word(at + 1).into(), depth));
                    at += 2;
                }
                "use" => {
                    let end = (at..tokens.len()).find(|&k| word(k) == ";").unwrap_or(tokens.len());
                    let public = at > 0 && (word(at - 1) == "pub" || word(at - 1) == ")");
                    let mut rest = at + 1;
                    tree(&tokens[..end], &mut rest, &[], &mut |path, line, alias| {
                        let inside = modules(&inside);
                        source.named.push(Named { path, line, alias: Some(alias), public, inside });
                    });
                    at = end;
                }
                first if at == 0 || !["::", "$"].contains(&word(at - 1)) => {
                    // pub(in crate::…) names a module to be seen from, not one to use.
                    let seen_from = at > 1 && word(at - 1) == "in" && word(at - 2) == "(";
                    if word(at + 1) == "::" && !seen_from {
                        let mut path = vec![first.to_string()];
                        let mut last = at;
                        while word(last + 1) == "::" && word(last + 2).chars().next().is_some_and(is_word) {
                            path.push(word(last + 2).into());
                            last += 2;
                        }
                        source.named.push(Named { path, line, alias: None, public: false, inside: modules(&inside) });
                    }
                    source.words.push(tokens[at].clone());
                }
                _ => {}
            }
            at += 1;
        }
        source
    }
}

/// The paths of a `use`: `a::{b, c::D as E, self}`.
fn tree(tokens: &[Token], at: &mut usize, prefix: &[String], found: &mut impl FnMut(Vec<String>, usize, String)) {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.text.as_str());
    let mut path = prefix.to_vec();
    let line = tokens.get(*at).map_or(0, |token| token.line);
    loop {
        match word(*at) {
            "{" => {
                *at += 1;
                while !["}", ""].contains(&word(*at)) {
                    tree(tokens, at, &path, found);
                    if word(*at) == "," {
                        *at += 1;
                    }
                }
                *at += 1;
                return;
            }
            "self" if !path.is_empty() => *at += 1,
            "*" => {
                *at += 1;
                return found(path, line, "*".into());
            }
            name if name.chars().next().is_some_and(is_word) => {
                path.push(name.into());
                *at += 1;
            }
            _ => {
                *at += 1;
                return;
            }
        }
        match word(*at) {
            "::" => *at += 1,
            "as" => {
                let alias = word(*at + 1).to_string();
                *at += 2;
                return found(path, line, alias);
            }
            _ => {
                let alias = path.last().cloned().unwrap_or_default();
                return found(path, line, alias);
            }
        }
    }
}
