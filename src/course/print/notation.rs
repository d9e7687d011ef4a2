//! The table of notation: what the symbols of a course's printed formulas stand for.

use super::cut::with_depth;
use super::pattern::Pattern;
use crate::error::{Error, Result};
use crate::latex::{Kind, NodeId, Tree, parse};
use crate::reading::printed;

/// Letters that number the parts of something: `x_n`, `a_{ij}`.
const INDICES: &str = "ijklnr";

/// The table of notation of a course.
///
/// Each line has a symbol and its meaning, both in LaTeX, separated by a tab. `\mathrm{mean}` is the input of that name;
/// everything else in a meaning is notation again. Several lines about one symbol are tried in their order; the first
/// counts that can be read with the inputs of the claim. The index of a symbol such as `x_n` stands for any index. A
/// symbol may have arguments, as in `\mathcal{N}(#1|#2,#3)`.
#[derive(Clone, Debug, Default)]
pub struct Notation {
    entries: Vec<Entry>,
    patterns: Vec<Pattern>,
}

#[derive(Clone, Debug)]
struct Entry {
    /// The name under which the reader knows the symbol.
    name: String,
    latex: String,
}

impl Notation {
    /// Reads a table. Lines that are empty, and those that begin with `%`, do not count.
    ///
    /// Errors: a line has no tab; its symbol is none.
    pub fn table(text: &str) -> Result<Self> {
        let mut notation = Self::default();
        for (index, line) in text.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('%') {
                continue;
            }
            notation.add(line).map_err(|reason| Error::table(index + 1, reason))?;
        }
        Ok(notation)
    }

    fn add(&mut self, line: &str) -> Result<(), String> {
        let (symbol, latex) = line.split_once('\t').ok_or("a symbol, a tab and its meaning are needed")?;
        match lone_symbol(symbol) {
            Some(name) => self.entries.push(Entry { name, latex: latex.trim().into() }),
            None => {
                let pattern = Pattern::new(symbol, latex.trim());
                self.patterns.push(pattern.ok_or_else(|| format!("`{symbol}` begins or ends with an argument"))?);
            }
        }
        Ok(())
    }

    /// The meanings of a symbol, in the order in which they are tried.
    pub(super) fn meanings(&self, name: &str) -> Vec<String> {
        let exact = self.entries.iter().filter(|entry| entry.name == name).map(|entry| entry.latex.clone());
        let of_index = self.entries.iter().filter(|entry| entry.name != name).filter_map(|entry| entry.at(name));
        exact.chain(of_index).collect()
    }

    pub(super) fn patterns(&self) -> impl Iterator<Item = &Pattern> + Clone {
        self.patterns.iter()
    }
}

impl Entry {
    /// The meaning of a symbol that differs from that of the entry in its indices.
    fn at(&self, name: &str) -> Option<String> {
        let (base, indices) = self.name.rsplit_once('_')?;
        let (other, numbers) = name.rsplit_once('_')?;
        let is_index = |c: char| INDICES.contains(c);
        let fits = base == other
            && indices.chars().count() == numbers.chars().count()
            && indices.chars().all(is_index)
            && numbers.chars().all(|c| is_index(c) || c.is_ascii_digit());
        fits.then(|| {
            let renamed = |index: char| indices.chars().zip(numbers.chars()).find(|(old, _)| *old == index);
            let mut latex = String::new();
            let mut follows = false;
            for letter in self.latex.chars() {
                let new = if follows { renamed(letter).map(|(_, new)| new) } else { None };
                latex.push(new.unwrap_or(letter));
                follows = letter == '_' || follows && letter == '{';
            }
            latex
        })
    }
}

/// The reader's name for a text that is one symbol.
pub(super) fn lone_symbol(latex: &str) -> Option<String> {
    let tree = parse(latex);
    match visible(&tree)[..] {
        // A superscript is no part of a name.
        [only] if !matches!(tree.kind(only), Kind::Script { above: Some(_), .. }) => printed::symbol(&tree, only),
        _ => None,
    }
}

/// A function that is defined: `f(x)`, as a pattern for its calls, given what it is defined as.
pub(super) fn function(left: &str, right: &str) -> Option<Pattern> {
    let tree = parse(left);
    let row = visible(&tree);
    let nodes = with_depth(&tree, &row);
    let ([(name, 0), (open, 1), inner @ .., (close, 1)], true) = (&nodes[..], nodes.len() > 3) else { return None };
    let text = |id| left.get(tree.node(id).span.range());
    if text(*open)? != "(" || text(*close)? != ")" {
        return None;
    }
    printed::symbol(&tree, *name)?;
    let parameters: Vec<&str> = inner
        .split(|(id, _)| text(*id) == Some(","))
        .filter_map(|part| match part {
            [(only, _)] => text(*only),
            _ => None,
        })
        .collect();
    let mut body = String::new();
    let of_body = parse(right);
    let mut places: Vec<(usize, usize, usize)> = Vec::new();
    let mut waiting = of_body.row().to_vec();
    while let Some(id) = waiting.pop() {
        let span = of_body.node(id).span;
        if let Some(k) = right.get(span.range()).and_then(|text| parameters.iter().position(|known| *known == text)) {
            places.push((span.start as usize, span.end as usize, k + 1));
        } else {
            waiting.extend(of_body.kind(id).rows().into_iter().flatten());
        }
    }
    places.sort_unstable();
    let mut start = 0;
    for (from, to, number) in places {
        body.push_str(right.get(start..from)?);
        body.push_str(&format!("#{number}"));
        start = to;
    }
    body.push_str(right.get(start..)?);
    let numbered: Vec<String> = (1..=parameters.len()).map(|k| format!("#{k}")).collect();
    Pattern::new(&format!("{}({})", text(*name)?, numbered.join(",")), &body)
}

fn visible(tree: &Tree) -> Vec<NodeId> {
    let is_shown = |id: &NodeId| !matches!(tree.kind(*id), Kind::Space(_));
    tree.row().iter().copied().filter(is_shown).collect()
}
