//! The builder of a claim: what it is given, before its sides are stated.

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
    #[allow(clippy::new_ret_no_self)] // the builder of a claim, so that no claim lacks a side
    pub fn new(name: impl Into<Text>, latex: impl Into<Text>) -> Premise {
        Premise {
            name: name.into(),
            latex: latex.into(),
            reason: "".into(),
            sources: Vec::new(),
            given: Vec::new(),
            many_samples: false,
            assumptions: Vec::new(),
        }
    }
}

/// A claim whose sides are not stated yet.
#[derive(Clone)]
pub struct Premise {
    name: Text,
    latex: Text,
    reason: Text,
    sources: Vec<Text>,
    given: Vec<Input>,
    many_samples: bool,
    assumptions: Vec<Assumption>,
}

impl Premise {
    /// Why the step is allowed.
    pub fn because(mut self, reason: impl Into<Text>) -> Self {
        self.reason = reason.into();
        self
    }

    /// Where the step stands: equation ids, or a section of a book.
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
        self.many_samples = true;
        self
    }

    /// States the domain: the claim is made only where every entry of `positive` is above zero.
    ///
    /// `text` says it to readers, such as `|A| > 0`.
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
    /// It is refuted by a point at which it fails beyond all rounding. It holds only if a
    /// [certificate](Claim::certificate) proves it: points alone never do, and leave it unchecked. Controls that fit are
    /// [`Mistake::Reversed`](crate::claim::Mistake::Reversed), and `Raised` or `Lowered` in the direction that is wrong.
    pub fn inequality(self, left: Formula, relation: Relation, right: Formula) -> Claim {
        self.claim(LeftSide::Inequality { left, relation }, right)
    }

    /// `∂(function)/∂(variable) = right`, every entry varied on its own.
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

    /// `∂(function)/∂(variable) = right` of a column function, M×1, by a column, N×1, in the layout that is stated: M×N
    /// in the numerator layout, N×M in the denominator layout. So it is where M or N is 1.
    pub fn jacobian(self, layout: Layout, function: Formula, variable: &'static str, right: Formula) -> Claim {
        let (convention, layout) = (Convention::Unconstrained, Some(layout));
        self.claim(LeftSide::Gradient { function, variable, convention, layout }, right)
    }

    /// `E[integrand] = right`; the integrand uses the input `noise` ~ N(0, I), of the size given.
    pub fn expectation(self, noise: Size, integrand: Formula, right: Formula) -> Claim {
        self.claim(LeftSide::Expectation { integrand, noise: Noise::vector(noise) }, right)
    }

    /// `E[integrand] = right`; the input `noise` is a matrix, `rows`×`columns`, of independent standard normal entries:
    /// each column is a sample.
    pub fn expectation_over_samples(self, rows: Size, columns: Size, integrand: Formula, right: Formula) -> Claim {
        self.claim(LeftSide::Expectation { integrand, noise: Noise { rows, columns } }, right)
    }

    /// `sample ~ N(mean, covariance)`; the sample uses `noise` ~ N(0, I), and `right` is [`law`](crate::claim::law)`(mean, covariance)`.
    pub fn law(self, noise: Size, sample: Formula, right: Formula) -> Claim {
        self.claim(LeftSide::Law { sample, noise: Noise::vector(noise) }, right)
    }

    /// `sample ~ N(mean, covariance)` as in [`law`](Premise::law), where `noise` is a matrix, `rows`×`columns`, of
    /// independent standard normal entries: each column is a sample. What has the law is a column, such as their mean.
    pub fn law_over_samples(self, rows: Size, columns: Size, sample: Formula, right: Formula) -> Claim {
        self.claim(LeftSide::Law { sample, noise: Noise { rows, columns } }, right)
    }

    /// `arg max/min of function over variable = right`; the convention says whether a matrix varies as a symmetric one.
    /// The variable is one of the inputs: its kind tells the set to look in.
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
            many_samples: self.many_samples,
            assumptions: self.assumptions,
            left,
            right: RightSide { formula: right, mistake: None },
            certificate: Vec::new(),
            controls: Vec::new(),
            expected: Expected::Holds,
        }
    }
}
