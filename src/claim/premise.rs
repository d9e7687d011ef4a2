//! The builder of a claim: what is given, before its sides are stated.

use super::inequality::Relation;
use super::input::Input;
use super::left_side::{Extremum, LeftSide, Noise};
use super::right_side::RightSide;
use super::{Assumption, Claim, Expected, Text};
use crate::algebra::derivative::{Convention, Layout};
use crate::program::formula::Formula;
use crate::program::size::Size;

impl Claim {
    /// Begins a claim: its name and its statement in LaTeX.
    #[allow(clippy::new_ret_no_self)] // a builder, so that no claim lacks a side
    pub fn new(name: impl Into<Text>, latex: impl Into<Text>) -> Premise {
        Premise {
            name: name.into(),
            latex: latex.into(),
            reason: "".into(),
            sources: Vec::new(),
            given: Vec::new(),
            more_samples_than_dimensions: false,
            assumptions: Vec::new(),
        }
    }
}

/// A claim whose sides are not yet stated.
#[derive(Clone)]
pub struct Premise {
    name: Text,
    latex: Text,
    reason: Text,
    sources: Vec<Text>,
    given: Vec<Input>,
    more_samples_than_dimensions: bool,
    assumptions: Vec<Assumption>,
}

impl Premise {
    /// Why the step is allowed.
    pub fn because(mut self, reason: impl Into<Text>) -> Self {
        self.reason = reason.into();
        self
    }

    /// The sources of the step: equation ids, or a section of a book.
    pub fn from<T: Into<Text>>(mut self, sources: impl IntoIterator<Item = T>) -> Self {
        self.sources.extend(sources.into_iter().map(Into::into));
        self
    }

    /// The inputs.
    pub fn given(mut self, inputs: impl IntoIterator<Item = Input>) -> Self {
        self.given.extend(inputs);
        self
    }

    /// Assumes more samples than dimensions, N > D.
    pub fn more_samples_than_dimensions(mut self) -> Self {
        self.more_samples_than_dimensions = true;
        self
    }

    /// States the domain: the claim is made only where every entry of `positive` is above zero.
    ///
    /// `text` is its form in reports, such as `|A| > 0`.
    pub fn assuming(mut self, text: impl Into<Text>, positive: Formula) -> Self {
        self.assumptions.push(Assumption { text: text.into(), positive });
        self
    }

    /// `left = right`
    pub fn identity(self, left: Formula, right: Formula) -> Claim {
        self.claim(LeftSide::Formula(left), right)
    }

    /// `left ≥ right`, or another relation, in every entry and at all inputs.
    ///
    /// It is refuted by a point at which it fails beyond all rounding errors. It holds only if a
    /// [certificate](Claim::certificate) proves it: points alone leave it unchecked. Suitable controls are
    /// [`Mistake::Reversed`](crate::claim::Mistake::Reversed), and `Raised` or `Lowered`, whichever makes the claim
    /// wrong.
    pub fn inequality(self, left: Formula, relation: Relation, right: Formula) -> Claim {
        self.claim(LeftSide::Inequality { left, relation }, right)
    }

    /// `∂(function)/∂(variable) = right`; every entry of the variable varies independently.
    pub fn gradient(self, function: Formula, variable: &'static str, right: Formula) -> Claim {
        self.gradient_in(Convention::Unconstrained, function, variable, right)
    }

    /// `∂(function)/∂(variable) = right` in a convention for symmetric variables.
    pub fn gradient_in(
        self,
        convention: Convention,
        function: Formula,
        variable: &'static str,
        right: Formula,
    ) -> Claim {
        self.claim(LeftSide::Gradient { function, variable, convention, layout: None }, right)
    }

    /// `∂(function)/∂(variable) = right`, where the function is a column, M×1, and the variable is a column, N×1. The
    /// derivative is M×N in the numerator layout, and N×M in the denominator layout, also if M or N is 1.
    pub fn jacobian(self, layout: Layout, function: Formula, variable: &'static str, right: Formula) -> Claim {
        let (convention, layout) = (Convention::Unconstrained, Some(layout));
        self.claim(LeftSide::Gradient { function, variable, convention, layout }, right)
    }

    /// `E[integrand] = right`; the integrand uses the input `noise` ~ N(0, I), of the given size.
    pub fn expectation(self, noise: Size, integrand: Formula, right: Formula) -> Claim {
        self.claim(LeftSide::Expectation { integrand, noise: Noise::vector(noise) }, right)
    }

    /// `E[integrand] = right`; the input `noise` is a matrix, `rows`×`columns`, of independent standard normal entries.
    /// Each column is a sample.
    pub fn expectation_over_samples(self, rows: Size, columns: Size, integrand: Formula, right: Formula) -> Claim {
        self.claim(LeftSide::Expectation { integrand, noise: Noise { rows, columns } }, right)
    }

    /// `sample ~ N(mean, covariance)`; the sample uses `noise` ~ N(0, I), and `right` is [`law`](crate::claim::law)`(mean, covariance)`.
    pub fn law(self, noise: Size, sample: Formula, right: Formula) -> Claim {
        self.claim(LeftSide::Law { sample, noise: Noise::vector(noise) }, right)
    }

    /// `sample ~ N(mean, covariance)` as in [`law`](Premise::law), where `noise` is a matrix, `rows`×`columns`, of
    /// independent standard normal entries. Each column is a sample. The random vector with this law is a column, such
    /// as the mean of the samples.
    pub fn law_over_samples(self, rows: Size, columns: Size, sample: Formula, right: Formula) -> Claim {
        self.claim(LeftSide::Law { sample, noise: Noise { rows, columns } }, right)
    }

    /// `arg max/min of function over variable = right`. The convention tells whether a matrix varies as a symmetric
    /// one. The variable is one of the inputs, so its set is known.
    pub fn extremum(
        self,
        kind: Extremum,
        convention: Convention,
        function: Formula,
        variable: &'static str,
        right: Formula,
    ) -> Claim {
        self.claim(LeftSide::Extremum { function, variable, convention, kind }, right)
    }

    fn claim(self, left: LeftSide, right: Formula) -> Claim {
        Claim {
            name: self.name,
            latex: self.latex,
            reason: self.reason,
            sources: self.sources,
            given: self.given,
            more_samples_than_dimensions: self.more_samples_than_dimensions,
            assumptions: self.assumptions,
            left,
            right: RightSide { formula: right, mistake: None },
            certificate: Vec::new(),
            controls: Vec::new(),
            expected: Expected::Holds,
        }
    }
}
