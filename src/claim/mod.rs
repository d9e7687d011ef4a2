//! Derivations, their claims, and the controls, which show that a claim is not vacuous.

mod derivation;
mod inequality;
pub mod input;
mod left_side;
pub(crate) mod members;
mod mistake;
pub mod point;
mod premise;
mod right_side;
mod sizes;
pub mod statement;
pub mod writing;

pub use derivation::Derivation;
pub use inequality::{Relation, Term, TermKind};
pub(crate) use left_side::NOISE;
pub use left_side::{Extremum, LeftSide, Noise, law};
pub use mistake::Mistake;
pub use premise::Premise;
pub use right_side::RightSide;

use crate::algebra::derivative::Arrangement;
use crate::algebra::number::Degree;
use crate::error::Result;
use crate::program::formula::Formula;
use crate::program::point::Point;
use crate::program::size::{Sizes, Symbol};
use input::{Domain, Input};
use point::{Indeterminates, Structure};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// A text of a claim: a constant in the source, or a text that is made at run time.
pub type Text = Cow<'static, str>;

/// The expected verdict of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// True.
    Holds,
    /// False, and printed like this in a source.
    Erratum {
        /// Name of the claim of the same derivation that corrects it.
        correction: Text,
    },
    /// False, and printed in no source: a mistake that readers are likely to make.
    TemptingMistake {
        /// Name of the claim of the same derivation that is right instead.
        correction: Text,
    },
}

impl Expected {
    /// Name in reports: `claim`, `erratum` or `tempting_mistake`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Holds => "claim",
            Self::Erratum { .. } => "erratum",
            Self::TemptingMistake { .. } => "tempting_mistake",
        }
    }

    /// For a claim that is expected to be refuted: the name of the claim that is right instead.
    pub fn correction(&self) -> Option<&Text> {
        match self {
            Self::Holds => None,
            Self::Erratum { correction } | Self::TemptingMistake { correction } => Some(correction),
        }
    }

    /// Whether the claim is printed wrongly in a source.
    pub fn is_erratum(&self) -> bool {
        matches!(self, Self::Erratum { .. })
    }

    /// Whether the claim is a mistake that no source prints.
    pub fn is_tempting_mistake(&self) -> bool {
        matches!(self, Self::TemptingMistake { .. })
    }
}

/// A plausible wrong version of a claim, which the oracles must refute.
#[derive(Clone)]
pub struct Control {
    /// What is wrong with it.
    pub name: String,
    /// The wrong right-hand side.
    pub right: RightSide,
}

/// A restriction of the inputs of a claim to the part of their sets where a formula is positive.
#[derive(Clone)]
pub struct Assumption {
    /// In words or symbols, such as `|A| > 0`.
    pub text: Text,
    /// The formula; every entry is positive.
    pub positive: Formula,
}

/// One step of a derivation: `left = right` for all inputs.
#[derive(Clone)]
pub struct Claim {
    /// Name within its derivation.
    pub name: Text,
    /// The statement, in LaTeX.
    pub latex: Text,
    /// Why the step is allowed.
    pub reason: Text,
    /// Sources: equation ids such as `N1-116`, or a section of a book.
    pub sources: Vec<Text>,
    /// Inputs.
    pub given: Vec<Input>,
    /// Whether the claim assumes N > D.
    pub more_samples_than_dimensions: bool,
    /// The assumptions of the claim about its inputs, beyond their sets.
    pub assumptions: Vec<Assumption>,
    /// Left-hand side.
    pub left: LeftSide,
    /// Right-hand side.
    pub right: RightSide,
    /// The terms whose sum is the difference of the sides of an inequality; empty if no certificate is stated.
    pub certificate: Vec<Term>,
    /// Wrong versions of the right-hand side.
    pub controls: Vec<Control>,
    /// The expected verdict.
    pub expected: Expected,
}

impl Claim {
    /// The set that the input of this name ranges over, if it is given.
    pub(crate) fn domain_of(&self, name: &str) -> Option<Domain> {
        self.given.iter().find(|input| input.name == name).map(|input| input.domain)
    }

    /// The layout of the derivative in a claim about one; `None` if its function has no value that determines it.
    pub(crate) fn layout(&self) -> Result<Option<Arrangement>> {
        let LeftSide::Gradient { function, variable, layout, .. } = &self.left else { return Ok(None) };
        if let Some(layout) = layout {
            return Ok(Some(Arrangement::Jacobian(*layout)));
        }
        let variable = self.given.iter().find(|input| input.name == *variable);
        let sizes = self.distinct_sizes()?;
        let shape = Point::<Degree>::draw(&self.given, sizes, Structure::General, &mut Indeterminates)
            .and_then(|point| function.at(&point));
        match (variable, shape) {
            (Some(variable), Ok(value)) => {
                let of = |size| sizes.of(size);
                Arrangement::of(value.shape(), (of(variable.rows), of(variable.columns))).map(Some)
            }
            _ => Ok(None),
        }
    }

    /// The symbols in the shapes of the inputs and of the noise, in the order of their names.
    pub(crate) fn symbols(&self) -> Vec<Symbol> {
        let inputs = self.given.iter().flat_map(|input| [input.rows, input.columns]);
        let noise = self.noise().into_iter().flat_map(|noise| [noise.rows, noise.columns]);
        let symbols: BTreeSet<Symbol> =
            inputs.chain(noise).flat_map(|size| size.symbols()).map(|(symbol, _)| symbol).collect();
        symbols.into_iter().collect()
    }

    /// The shape of the noise, in symbols.
    pub(crate) fn noise(&self) -> Option<Noise> {
        match self.left {
            LeftSide::Expectation { noise, .. } | LeftSide::Law { noise, .. } => Some(noise),
            _ => None,
        }
    }

    /// Sizes from which a shape determines its symbols: no two are equal, and none is 1.
    fn distinct_sizes(&self) -> Result<Sizes> {
        let standard = Sizes::new(5, 7, 2, 3);
        let others = self.symbols().into_iter().filter(|symbol| !symbol.is_standard());
        others
            .zip([4, 6, 8, 9, 10, 11, 12, 13])
            .try_fold(standard, |sizes, (symbol, number)| sizes.with(symbol, number))
    }

    /// States a proof of an inequality: the larger side minus the smaller side is the sum of these terms, none of which
    /// is ever negative.
    ///
    /// Their sum is judged like an identity. Without a certificate an inequality can be refuted, but it never holds.
    pub fn certificate(mut self, terms: impl IntoIterator<Item = Term>) -> Self {
        self.certificate.extend(terms);
        self
    }

    /// Adds a control: a wrong right-hand side, as a formula.
    pub fn control(mut self, name: &str, formula: Formula) -> Self {
        self.controls.push(Control { name: name.into(), right: RightSide { formula, mistake: None } });
        self
    }

    /// Adds controls: common mistakes in the right-hand side.
    pub fn controls(mut self, mistakes: impl IntoIterator<Item = Mistake>) -> Self {
        for mistake in mistakes {
            self.controls.push(Control { name: mistake.name(), right: self.right.mistaken(mistake) });
        }
        self
    }

    /// Marks an erratum: printed like this in its sources, and false. `correction` names the claim that corrects it.
    ///
    /// ```
    /// use gradus::prelude::*;
    ///
    /// let premise = |name| Claim::new(name, "").from(["My notes, page 3"]).given([matrix("A", D, D), vector("x", D)]);
    /// let function = formula!(|A, x| x.transpose() * A * x);
    /// let derivation = Derivation::new("forms", "Quadratic forms").claims([
    ///     premise("printed").gradient(function, "x", formula!(|A, x| 2 * A * x)).erratum("right"),
    ///     premise("right")
    ///         .gradient(function, "x", formula!(|A, x| (A + A.transpose()) * x))
    ///         .controls([Mistake::Negated, Mistake::Halved]),
    /// ]);
    /// verify(&[derivation], &Settings::default(), |_| ()).assert_as_expected();
    /// ```
    pub fn erratum(mut self, correction: impl Into<Text>) -> Self {
        self.expected = Expected::Erratum { correction: correction.into() };
        self
    }

    /// Marks a mistake that is easy to make, and that no source prints. `correction` names the claim that is right
    /// instead.
    ///
    /// It must be refuted, like an [`erratum`](Claim::erratum). Reports list it apart from the errata: its sources are
    /// those of the step, and they are not wrong.
    pub fn tempting_mistake(mut self, correction: impl Into<Text>) -> Self {
        self.expected = Expected::TemptingMistake { correction: correction.into() };
        self
    }
}
