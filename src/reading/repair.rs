//! Single changes of the printed right side that make a refuted link true.

use super::choices::Choices;
use super::correction::{Correction, Mistake, corrections};
use super::definition::Definitions;
use super::formula::{Formula, whole};
use super::grammar::Grammar;
use super::inference::Reading;
use super::judge::Statement;
use super::outcome::Repair;
use super::sample::Samples;
use super::scope::{Scope, base_name};
use super::sides::Left;
use super::statement::{Link, Piece, pieces};
use super::unit::Unit;
use super::unknown::Unknowns;
use super::varying::Varying;
use crate::latex::{Kind, NodeId, Span, parse_with};
use crate::program::expression::Expression;
use std::collections::BTreeMap;

/// The most repairs that are named.
const MOST_REPAIRS: usize = 6;

/// The most changed formulas that are judged.
const MOST_JUDGED: usize = 12;

/// A refuted link, and what is needed to read it again.
pub(super) struct Refuted<'r, 'a> {
    pub(super) formula: &'r Formula<'a>,
    pub(super) link: &'r Link<'a>,
    /// The number of the link in its formula.
    pub(super) number: usize,
    pub(super) definitions: &'r Definitions<'a>,
    pub(super) reading: &'r Reading,
}

impl Refuted<'_, '_> {
    /// The repairs, the shortest formula first.
    pub(super) fn repairs(&self) -> Vec<Repair> {
        let original = &self.reading.statement;
        if !matches!(self.link.relation, '=' | '∝') {
            return Vec::new();
        }
        let Ok(samples) = Samples::of(&original.given) else { return Vec::new() };
        let wanted = original.left.value().map(|left| samples.values(&original.compared(&left)));
        let scope = self.scope();
        let source = self.formula.latex;
        let mut repairs: Vec<Repair> = Vec::new();
        let mut judged = 0;
        for correction in corrections(&self.link.right, source, &self.symbols()) {
            let Some(latex) = spliced(source, &correction) else { continue };
            let Some(changed) = self.read(&latex, &scope) else { continue };
            let fits = wanted
                .as_ref()
                .is_none_or(|wanted| samples.agree(&samples.values(&changed.compared(&changed.right)), wanted));
            let says_nothing = matches!(&changed.left, Left::Term(left) if *left == changed.right)
                || changed.right.to_string() == original.right.to_string();
            if !fits || says_nothing || changed.left != original.left || judged == MOST_JUDGED {
                continue;
            }
            judged += 1;
            let formula = changed.text();
            if changed.holds() && !repairs.iter().any(|known| known.formula == formula) {
                let mistake = self.told(&correction.mistake, &scope);
                repairs.push(Repair { mistake, formula, span: correction.span, replacement: correction.replacement });
            }
        }
        repairs.sort_by_key(|repair| repair.formula.chars().count());
        repairs.truncate(MOST_REPAIRS);
        repairs
    }

    /// The changed formula, read with the same shapes.
    fn read(&self, latex: &str, scope: &Scope) -> Option<Statement> {
        let tree = parse_with(latex, &mut self.formula.macros.clone()).with_bold_letters_apart();
        if tree.problems().iter().any(|problem| !problem.kind.is_warning()) {
            return None;
        }
        let pieces = pieces(&tree, whole(latex));
        let Some(Piece::Link(link)) = pieces.into_iter().nth(self.number) else { return None };
        // The definitions and the line that is continued live longer than this tree.
        let left = if link.left.nodes.is_empty() { self.link.left.clone() } else { link.left.clone() };
        let link = Link { left, ..link };
        Statement::read(scope, &Unknowns::default(), self.definitions, &link, latex, &[]).ok()
    }

    /// The scope in which every symbol has the shape that it was read with.
    fn scope(&self) -> Scope {
        let mut scope = self.formula.scope.clone();
        for input in &self.reading.assumed {
            if !scope.knows(input.name) {
                scope.inputs.push(*input);
            }
        }
        scope.sizes.extend(self.reading.dimensions.iter().copied());
        scope
    }

    /// The inputs of the link and how each is printed.
    fn symbols(&self) -> Vec<(String, String)> {
        let mut printed: BTreeMap<String, String> = BTreeMap::new();
        for row in [&self.link.left, &self.link.right] {
            if !std::ptr::eq(row.tree, self.link.right.tree) {
                continue;
            }
            let mut waiting: Vec<NodeId> = row.nodes.clone();
            while let Some(id) = waiting.pop() {
                let kind = row.tree.kind(id);
                if let Some(name) = base_name(row.tree, id)
                    && !matches!(kind, Kind::Script { above: Some(_), .. })
                {
                    let text = self.formula.latex.get(row.tree.node(id).span.range()).unwrap_or("");
                    printed.entry(name).or_insert_with(|| text.to_string());
                    continue;
                }
                waiting.extend(kind.rows().into_iter().flatten());
            }
        }
        let given = &self.reading.statement.given;
        printed.into_iter().filter(|(name, _)| given.iter().any(|input| input.name == name)).collect()
    }

    /// What is wrong, in words.
    fn told(&self, mistake: &Mistake, scope: &Scope) -> String {
        let unit = |unit: &Unit| self.unit_text(unit, scope);
        match mistake {
            Mistake::Sign(None) => "the sign is wrong".into(),
            Mistake::Sign(Some(k)) => format!("the sign of the {} term is wrong", ordinal(*k)),
            Mistake::Factor(factor, None) => format!("a factor {factor} is missing"),
            Mistake::Factor(factor, Some(k)) => format!("a factor {factor} is missing in the {} term", ordinal(*k)),
            Mistake::SuperfluousTerm(span) => {
                format!("the term {} is superfluous", self.source_text(*span))
            }
            Mistake::SuperfluousFactor(factor) => format!("the factor {} is superfluous", unit(factor)),
            Mistake::Order(a, b) => format!("the factors {} and {} are in the wrong order", unit(a), unit(b)),
            Mistake::Superfluous(word, of) => format!("the {word} in {} is superfluous", unit(of)),
            Mistake::Missing(mark, of) => format!("{}{mark} belongs where {} stands", unit(of), unit(of)),
            Mistake::Power(power, other) => format!("the power {power} should be {other}"),
            Mistake::Number(number, other) => format!("{number} should be {other}"),
            Mistake::Symbol(name, other) => format!("{other} belongs where {name} stands"),
            Mistake::WholeTranspose => "a transpose is missing".into(),
        }
    }

    fn source_text(&self, span: Span) -> String {
        self.formula.latex.get(span.range()).unwrap_or("").trim().to_string()
    }

    /// A factor as it was read, or else as it is printed.
    fn unit_text(&self, unit: &Unit, scope: &Scope) -> String {
        let sizes = Unknowns::default();
        let grammar = Grammar {
            tree: self.link.right.tree,
            scope,
            sizes: &sizes,
            definitions: Definitions::default(),
            bindings: Vec::new(),
            choices: &Choices::default(),
            varying: &Varying::default(),
        };
        match grammar.row(&unit.nodes, unit.span, 0) {
            Ok(term) => match term.expression {
                Expression::Sum(_) | Expression::Product(_) | Expression::Negative(_) => {
                    format!("({})", term.expression)
                }
                expression => expression.to_string(),
            },
            Err(_) => self.source_text(unit.span),
        }
    }
}

const ORDINALS: [&str; 6] = ["first", "second", "third", "fourth", "fifth", "sixth"];

fn ordinal(k: usize) -> String {
    ORDINALS.get(k).map_or_else(|| format!("{}th", k + 1), |word| word.to_string())
}

/// The source with a change.
fn spliced(source: &str, correction: &Correction) -> Option<String> {
    let (start, end) = (correction.span.start as usize, correction.span.end as usize);
    Some(format!("{}{}{}", source.get(..start)?, correction.replacement, source.get(end..)?))
}
