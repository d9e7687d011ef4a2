//! The text of LaTeX, from its beginning to its end.

use super::definitions::{Definition, command, definition};
use super::ends::{End, end};
use super::include::Folder;
use crate::note::document::{Item, Note};
use crate::note::environments;
use crate::note::find::{Finder, end_of_line};
use crate::note::formula::{Formula, Spliced};
use crate::note::limits::{DEEPEST_INCLUDE, LARGEST_FILE, MOST_INCLUDED};
use crate::note::problem::ProblemKind;
use crate::note::source::Source;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

/// What is known while a note is read.
pub(super) struct Reader<'a> {
    note: &'a mut Note,
    folder: Option<Folder>,
    /// Whether formulas count: not in the preamble, and not in a package.
    in_body: bool,
    /// Whether `\end{document}` was read.
    ended: bool,
    /// Macros for the beginning of an environment, and for the end of one.
    begins: HashMap<String, String>,
    ends: HashSet<String>,
    /// The files that are being read.
    open: Vec<PathBuf>,
    included: usize,
    bytes: usize,
}

/// A source while it is read.
struct Text<'a> {
    source: usize,
    text: &'a str,
    finder: Finder<'a>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(note: &'a mut Note, folder: Option<Folder>, in_body: bool) -> Self {
        Self {
            note,
            folder,
            in_body,
            ended: false,
            begins: HashMap::new(),
            ends: HashSet::new(),
            open: Vec::new(),
            included: 0,
            bytes: 0,
        }
    }

    /// Reads a source, and the files that it includes.
    pub(super) fn read(&mut self, source: usize) {
        let text: Arc<str> = self.note.sources[source].text.clone();
        let mut reading = Text { source, text: &text, finder: Finder::new(&text) };
        let mut at = 0;
        while at < text.len() && !self.ended {
            at = match text.as_bytes()[at] {
                b'%' => {
                    let end = end_of_line(&text, at);
                    self.note.add_comment(&text[at + 1..end], source, at + 1..end);
                    end + 1
                }
                b'$' if self.in_body => match text[at..].starts_with("$$") {
                    true => self.between(&reading, at, 2, End::Dollars, "$$"),
                    false => self.between(&reading, at, 1, End::Dollar, "$"),
                },
                b'\\' => self.command(&mut reading, at),
                _ => {
                    let rest = &text.as_bytes()[at + 1..];
                    rest.iter().position(|byte| b"\\$%".contains(byte)).map_or(text.len(), |next| at + 1 + next)
                }
            };
        }
    }

    /// Reads the command at a byte, and returns the byte after what was read.
    fn command(&mut self, reading: &mut Text, at: usize) -> usize {
        let text = reading.text;
        let Some(name) = command(&text[at..]) else { return at + 1 };
        let after = at + 1 + name.len();
        match name {
            "begin" => self.begin(reading, at, after),
            "end" => {
                self.ended |= environments::named(&text[at..], "\\end").is_some_and(|(name, _)| name == "document");
                after
            }
            "iffalse" => after_iffalse(text, after),
            "verb" | "lstinline" | "mintinline" => after_verbatim(text, after, name == "mintinline"),
            "url" | "path" | "nolinkurl" | "href" => argument(text, after).map_or(after, |argument| argument.end + 1),
            "input" | "include" | "subfile" => self.include(reading, at, after, &[".tex", ""]),
            "usepackage" | "RequirePackage" => self.package(reading, after),
            "chapter" | "section" | "subsection" | "subsubsection" if self.in_body => {
                self.note.items.push(Item::Section);
                after
            }
            "(" if self.in_body => self.between(reading, at, 2, End::Parenthesis, "\\("),
            "[" if self.in_body => self.between(reading, at, 2, End::Bracket, "\\["),
            name if self.in_body && self.begins.contains_key(name) => {
                let environment = self.begins[name].clone();
                self.environment(reading, at..after, &environment)
            }
            name => match definition(text, at, name) {
                Some((definition, end)) => {
                    self.define(definition);
                    end
                }
                None => after,
            },
        }
    }

    fn define(&mut self, definition: Definition) {
        match definition {
            Definition::Macro(text) => self.note.items.push(Item::Macros(text)),
            Definition::Begin { name, environment } => {
                self.begins.insert(name, environment);
            }
            Definition::End { name } => {
                self.ends.insert(name);
            }
            Definition::Other => {}
        }
    }

    fn begin(&mut self, reading: &mut Text, at: usize, after: usize) -> usize {
        let Some((name, length)) = environments::named(&reading.text[at..], "\\begin") else { return after };
        if name == "document" {
            self.in_body = true;
        } else if environments::is_verbatim(name) {
            let closing = format!("\\end{{{name}}}");
            return reading.finder.find(&closing, at + length).map_or(at + length, |end| end + closing.len());
        } else if self.in_body && environments::is_formula(name, false) {
            return self.environment(reading, at..at + length, name);
        }
        at + length
    }

    /// Reads an environment whose beginning stands at a range.
    fn environment(&mut self, reading: &Text, begin: Range<usize>, name: &str) -> usize {
        let text = reading.text;
        if !environments::is_formula(name, false) {
            return begin.end;
        }
        let found = end(text, begin.end, End::Environment(name), |command| self.ends.contains(command));
        let Some((end, after)) = found else {
            self.note.report(ProblemKind::Unclosed("environment"), reading.source, begin.clone());
            return begin.end;
        };
        let mut spliced = Spliced::default();
        let read_as = environments::known_as(name).unwrap_or(name);
        let as_written = |command: &str, range: Range<usize>| text[range] == format!("{command}{{{read_as}}}");
        for (command, range) in [("\\begin", begin.clone()), ("\\end", end..after)] {
            if command == "\\end" {
                spliced.copy(text, begin.end..end);
            }
            match as_written(command, range.clone()) {
                true => spliced.copy(text, range),
                false => spliced.replace(&format!("{command}{{{read_as}}}"), range),
            }
        }
        self.note.add_formula(Formula { source: reading.source, range: begin.start..after, text: spliced });
        after
    }

    /// Reads a formula whose beginning has this length.
    fn between(&mut self, reading: &Text, at: usize, length: usize, wanted: End, open: &'static str) -> usize {
        let from = at + length;
        let Some((end, after)) = end(reading.text, from, wanted, |_| false) else {
            self.note.report(ProblemKind::Unclosed(open), reading.source, at..from);
            return from;
        };
        let text = Spliced::whole(reading.text, from..end);
        self.note.add_formula(Formula { source: reading.source, range: at..after, text });
        after
    }

    /// `\input{name}` or `\input name`
    fn include(&mut self, reading: &Text, at: usize, after: usize, extensions: &[&str]) -> usize {
        let text = reading.text;
        let (name, end) = match argument(text, after) {
            Some(argument) => (text[argument.clone()].trim().to_string(), argument.end + 1),
            None => {
                let line = &text[after..end_of_line(text, after)];
                let name = line.trim_start();
                let length = name.find([' ', '\\', '%', '{', '\t']).unwrap_or(name.len());
                (name[..length].trim_end().to_string(), after + (line.len() - name.len()) + length)
            }
        };
        if let Err(reason) = self.read_file(&name, extensions) {
            self.note.report(ProblemKind::Include { name, reason }, reading.source, at..end);
        }
        end
    }

    /// The definitions of packages that stand in the folder of the note.
    fn package(&mut self, reading: &Text, after: usize) -> usize {
        let text = reading.text;
        let options = text[after..].starts_with('[').then(|| text[after..].bytes().take(4096).position(|b| b == b']'));
        let from = options.flatten().map_or(after, |length| after + length + 1);
        let Some(names) = argument(text, from) else { return after };
        let was_in_body = std::mem::replace(&mut self.in_body, false);
        for name in text[names.clone()].split(',').take(MOST_INCLUDED) {
            // A package that is not in the folder is one of the distribution.
            let _ = self.read_file(name.trim(), &[".sty"]);
        }
        self.in_body = was_in_body;
        names.end + 1
    }

    fn read_file(&mut self, name: &str, extensions: &[&str]) -> Result<(), String> {
        let Some(folder) = &self.folder else { return Err("the folder of the note is not known".into()) };
        if self.included >= MOST_INCLUDED || self.open.len() >= DEEPEST_INCLUDE {
            return Err("too many files are included".into());
        }
        let included = folder.read(name, extensions)?;
        self.included += 1;
        self.bytes += included.text.len();
        if self.bytes > LARGEST_FILE {
            return Err(format!("the files of this note are together larger than {} MB", LARGEST_FILE >> 20));
        }
        if self.open.contains(&included.path) {
            return Err("it includes itself".into());
        }
        self.open.push(included.path);
        let source = self.note.add_source(Source::new(included.shown, None, included.text));
        self.read(source);
        self.open.pop();
        Ok(())
    }
}

/// The text of `{…}` without braces in it, if it follows.
fn argument(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = &text[at..];
    let open = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    rest[open..].starts_with('{').then_some(())?;
    let from = at + open + 1;
    let length = text.as_bytes()[from..].iter().take(4096).position(|byte| *byte == b'}')?;
    Some(from..from + length)
}

/// The longest verbatim text within a line, in bytes.
const LONGEST_VERBATIM: usize = 1 << 10;

/// The byte after `\verb|…|`, `\lstinline[…]{…}` or `\mintinline{…}|…|`.
fn after_verbatim(text: &str, after: usize, has_language: bool) -> usize {
    let mut at = after;
    let near = &text.as_bytes()[at..text.len().min(at + LONGEST_VERBATIM)];
    let mut line_end = at + near.iter().position(|byte| *byte == b'\n').unwrap_or(near.len());
    while !text.is_char_boundary(line_end) {
        line_end += 1;
    }
    if text[at..].starts_with('*') {
        at += 1;
    }
    if text[at..].starts_with('[') {
        at = text[at..line_end].find(']').map_or(at, |length| at + length + 1);
    }
    if has_language {
        at = argument(text, at).map_or(at, |argument| argument.end + 1);
    }
    let Some(open) = text[at..line_end].chars().next() else { return at };
    let close = if open == '{' { '}' } else { open };
    let from = at + open.len_utf8();
    text[from..line_end].find(close).map_or(after, |length| from + length + close.len_utf8())
}

/// The byte after the `\fi` or `\else` that ends `\iffalse`.
fn after_iffalse(text: &str, after: usize) -> usize {
    let (mut at, mut depth) = (after, 0usize);
    while let Some(next) = text.as_bytes()[at..].iter().position(|byte| b"\\%".contains(byte)) {
        at += next;
        if text.as_bytes()[at] == b'%' {
            at = end_of_line(text, at);
            continue;
        }
        let Some(name) = command(&text[at..]) else { break };
        at += 1 + name.len();
        match name {
            "fi" | "else" if depth == 0 => return at,
            "fi" => depth -= 1,
            "iff" | "ifthenelse" | "ifstrequal" | "ifdefstring" => {}
            name if name.starts_with("if") => depth += 1,
            _ => {}
        }
    }
    text.len()
}
