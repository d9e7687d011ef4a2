//! Derivations, their claims, and the controls that show a claim is not vacuous.

pub mod input;
pub mod point;
mod sizes;
pub mod statement;

use crate::algebra::derivative::{Convention, Layout};
use crate::algebra::matrix::{Matrix, inverse};
use crate::algebra::number::{Degree, Field};
use crate::claim::input::{Input, Kind, Size, Sizes};
use crate::claim::point::{Indeterminates, Point, Structure};
use crate::error::Result;
use crate::program::formula::Formula;

/// A derivation: a titled list of claims in the order of the argument.
#[derive(Clone)]
pub struct Derivation {
    /// Name of the module, such as `sigma_gradient`.
    pub name: &'static str,
    /// Title for readers.
    pub title: &'static str,
    /// What is derived and how, in a few sentences.
    pub about: &'static str,
    /// The claims, in the order of the argument.
    pub claims: Vec<Claim>,
    /// Claims that a selection left out; they still exist, so that an erratum may name one as its correction.
    left_out: Vec<Claim>,
}

impl Derivation {
    /// A derivation without claims.
    pub fn new(name: &'static str, title: &'static str) -> Self {
        Self { name, title, about: "", claims: Vec::new(), left_out: Vec::new() }
    }

    /// Says what is derived and how.
    pub fn about(mut self, text: &'static str) -> Self {
        self.about = text;
        self
    }

    /// Appends a claim.
    pub fn claim(mut self, claim: Claim) -> Self {
        self.claims.push(claim);
        self
    }

    /// Appends a chain of claims that share their inputs.
    pub fn claims(mut self, claims: impl IntoIterator<Item = Claim>) -> Self {
        self.claims.extend(claims);
        self
    }

    /// Leaves out the claims that are not wanted. An erratum may go without its correction this way, whereas one whose
    /// correction is removed from `claims` is stated badly.
    pub fn keep_only(&mut self, mut wanted: impl FnMut(&Claim) -> bool) {
        self.left_out.extend(self.claims.extract_if(.., |claim| !wanted(claim)));
    }

    /// All claims, those among them that a selection left out.
    pub(crate) fn stated(&self) -> impl Iterator<Item = &Claim> {
        self.claims.iter().chain(&self.left_out)
    }

    /// Identifier of a claim, `derivation/claim`.
    pub fn id(&self, claim: &Claim) -> String {
        format!("{}/{}", self.name, claim.name)
    }
}

/// What a claim should turn out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// True.
    Holds,
    /// Printed wrongly: an erratum. `correction` names the claim of the same derivation that holds instead.
    Refuted {
        /// Name of the corrected claim.
        correction: &'static str,
    },
}

/// The quantity on the left of a claim.
#[derive(Clone, Copy)]
pub enum Subject {
    /// A formula.
    Formula(Formula),
    /// ∂f/∂(variable).
    Gradient {
        /// f
        function: Formula,
        /// Name of the input that varies.
        variable: &'static str,
        /// What the gradient means for a symmetric variable.
        convention: Convention,
    },
    /// E[h(z)] over standard normal `noise`, z ~ N(0, I).
    Expectation {
        /// h
        integrand: Formula,
        /// Number of entries of `noise`.
        noise: Size,
    },
    /// The Gaussian law of a random vector that is computed from standard normal `noise`; as the D×(1+D) matrix
    /// `[mean covariance]`, see [`law`].
    Law {
        /// The random vector.
        sample: Formula,
        /// Number of entries of `noise`.
        noise: Size,
    },
    /// The place where f is largest or smallest over one input.
    Extremum {
        /// f
        function: Formula,
        /// Name of the input that varies.
        variable: &'static str,
        /// Which entries of the input vary on their own.
        convention: Convention,
        /// Largest or smallest.
        kind: Extremum,
    },
}

/// Which extremum is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extremum {
    /// arg max
    Maximum,
    /// arg min
    Minimum,
}

/// The Gaussian law N(mean, covariance) as one D×(1+D) matrix `[mean covariance]`.
pub fn law<F: Field>(mean: &Matrix<F>, covariance: &Matrix<F>) -> Result<Matrix<F>> {
    crate::algebra::matrix::beside(mean, covariance)
}

/// The right-hand side of a claim, or a wrong version of it.
#[derive(Clone, Copy)]
pub struct Right {
    /// The formula.
    pub formula: Formula,
    /// A mistake made to its inputs or its value.
    pub mistake: Option<Mistake>,
}

impl Right {
    /// The value at a point.
    pub fn at<F: Field>(&self, point: &Point<F>) -> Result<Matrix<F>> {
        match self.mistake {
            None => self.formula.at(point),
            Some(mistake) => mistake.in_value(self.formula.at(&mistake.in_inputs(point)?)?),
        }
    }

    /// The same formula with another mistake.
    pub fn mistaken(&self, mistake: Mistake) -> Self {
        Self { formula: self.formula, mistake: Some(mistake) }
    }
}

/// A plausible mistake that can be made to any formula: to its value r, or to one of its inputs.
///
/// As a *control*, a mistake must be refuted. As a *diagnosis*, a mistake that turns a refuted form into a right one
/// says what is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// −r
    Negated,
    /// rᵀ
    Transposed,
    /// −rᵀ
    NegatedTranspose,
    /// 2r
    Doubled,
    /// ½r
    Halved,
    /// −2r
    NegatedDouble,
    /// −½r
    NegatedHalf,
    /// r⁻¹
    Inverted,
    /// r + rᵀ − diag(r)
    FreeEntries,
    /// ½(r + diag(r)), which undoes `FreeEntries`
    OffDiagonalHalved,
    /// ½(r + rᵀ)
    Symmetrised,
    /// A⁻¹ in place of the input A.
    InputInverted(&'static str),
    /// Aᵀ in place of the input A.
    InputTransposed(&'static str),
    /// −A in place of the input A.
    InputNegated(&'static str),
    /// Two inputs in each other's place.
    InputsSwapped(&'static str, &'static str),
}

impl Mistake {
    /// Mistakes to a value, the commonest first.
    pub const IN_VALUE: [Self; 11] = [
        Self::Negated,
        Self::Transposed,
        Self::Doubled,
        Self::Halved,
        Self::FreeEntries,
        Self::OffDiagonalHalved,
        Self::Symmetrised,
        Self::Inverted,
        Self::NegatedTranspose,
        Self::NegatedDouble,
        Self::NegatedHalf,
    ];

    /// Mistakes that can be made to the inputs of a claim.
    pub fn in_inputs_of(given: &[Input]) -> Vec<Self> {
        let mut mistakes = Vec::new();
        for input in given.iter().filter(|input| input.rows == input.columns) {
            mistakes.push(Self::InputInverted(input.name));
        }
        for input in given {
            mistakes.push(Self::InputTransposed(input.name));
            mistakes.push(Self::InputNegated(input.name));
        }
        for (k, first) in given.iter().enumerate() {
            for second in &given[k + 1..] {
                if (first.rows, first.columns) == (second.rows, second.columns) {
                    mistakes.push(Self::InputsSwapped(first.name, second.name));
                }
            }
        }
        mistakes
    }

    /// The point at which the mistaken author evaluates.
    fn in_inputs<F: Field>(self, point: &Point<F>) -> Result<Point<F>> {
        Ok(match self {
            Self::InputInverted(name) => point.with(name, inverse(point.matrix(name)?)?),
            Self::InputTransposed(name) => point.with(name, point.matrix(name)?.transpose()),
            Self::InputNegated(name) => point.with(name, -point.matrix(name)?.clone()),
            Self::InputsSwapped(first, second) => {
                point.with(first, point.matrix(second)?.clone()).with(second, point.matrix(first)?.clone())
            }
            _ => point.clone(),
        })
    }

    /// The value that the mistaken author arrives at.
    fn in_value<F: Field>(self, value: Matrix<F>) -> Result<Matrix<F>> {
        let two = || F::integer(2);
        Ok(match self {
            Self::Negated => -value,
            Self::Transposed => value.transpose(),
            Self::NegatedTranspose => -value.transpose(),
            Self::Doubled => value * two(),
            Self::Halved => value * F::half(),
            Self::NegatedDouble => -(value * two()),
            Self::NegatedHalf => -(value * F::half()),
            Self::Inverted => inverse(&value)?,
            Self::FreeEntries => Convention::FreeEntries.convert(&value)?,
            Self::OffDiagonalHalved => scale_off_diagonal(&value, F::half()),
            Self::Symmetrised => Convention::Symmetrised.convert(&value)?,
            _ => value,
        })
    }

    /// Name of the mistake, for a control.
    pub fn name(self) -> String {
        match self {
            Self::Negated => "sign flipped".into(),
            Self::Transposed => "transposed".into(),
            Self::NegatedTranspose => "transposed and sign flipped".into(),
            Self::Doubled => "doubled".into(),
            Self::Halved => "halved".into(),
            Self::NegatedDouble => "doubled and sign flipped".into(),
            Self::NegatedHalf => "halved and sign flipped".into(),
            Self::Inverted => "inverted".into(),
            Self::FreeEntries => "off-diagonal doubled".into(),
            Self::OffDiagonalHalved => "off-diagonal halved".into(),
            Self::Symmetrised => "symmetrised".into(),
            Self::InputInverted(name) => format!("inverse of {name} confused"),
            Self::InputTransposed(name) => format!("transpose of {name} confused"),
            Self::InputNegated(name) => format!("sign of {name} flipped"),
            Self::InputsSwapped(first, second) => format!("{first} and {second} swapped"),
        }
    }

    /// What to tell the author of a form that becomes right by this change.
    pub fn diagnosis(self) -> String {
        match self {
            Self::Negated => "the sign is wrong: the negative of this form is right".into(),
            Self::Transposed => "this is the transpose of the right form".into(),
            Self::NegatedTranspose => "the negative of the transpose is right".into(),
            Self::Doubled => "a factor 2 is missing: twice this form is right".into(),
            Self::Halved => "a factor ½ is missing: half of this form is right".into(),
            Self::NegatedDouble => "a factor −2 is missing".into(),
            Self::NegatedHalf => "a factor −½ is missing".into(),
            Self::Inverted => "the inverse of this form is right".into(),
            Self::FreeEntries => {
                "this is the unconstrained gradient G; the convention of free entries wants G + Gᵀ − diag(G)".into()
            }
            Self::OffDiagonalHalved => {
                "this is the symmetric-matrix convention 2G − diag(G); the unconstrained gradient G is claimed".into()
            }
            Self::Symmetrised => "only the symmetric part is right: ½(r + rᵀ)".into(),
            Self::InputInverted(name) => {
                format!("{name} and its inverse are confused: right with the inverse of {name}")
            }
            Self::InputTransposed(name) => format!("{name} must be transposed"),
            Self::InputNegated(name) => format!("the sign of {name} is wrong"),
            Self::InputsSwapped(first, second) => format!("{first} and {second} are in each other's place"),
        }
    }
}

fn scale_off_diagonal<F: Field>(value: &Matrix<F>, factor: F) -> Matrix<F> {
    Matrix::from_fn(value.nrows(), value.ncols(), |i, j| {
        let entry = value[(i, j)].clone();
        if i == j { entry } else { entry * factor.clone() }
    })
}

/// A plausible wrong version of a claim, which the oracles must refute.
#[derive(Clone)]
pub struct Control {
    /// What is wrong with it.
    pub name: String,
    /// The wrong right-hand side.
    pub right: Right,
}

/// A part of the inputs' sets to which a claim is restricted: that on which a formula is positive.
#[derive(Clone, Copy)]
pub struct Assumption {
    /// In words or symbols, such as `|A| > 0`.
    pub text: &'static str,
    /// What is positive in every entry.
    pub positive: Formula,
}

/// One link of a derivation: `subject = right` for all inputs.
#[derive(Clone)]
pub struct Claim {
    /// Name within its derivation.
    pub name: &'static str,
    /// The statement, in LaTeX.
    pub latex: &'static str,
    /// Why the step is allowed.
    pub reason: &'static str,
    /// Sources: equation ids such as `N1-116`, or a section of a book.
    pub sources: Vec<&'static str>,
    /// Inputs.
    pub given: Vec<Input>,
    /// Whether the claim assumes N > D.
    pub many_samples: bool,
    /// What the claim assumes of its inputs beyond their sets.
    pub assumptions: Vec<Assumption>,
    /// Left-hand side.
    pub subject: Subject,
    /// Right-hand side.
    pub right: Right,
    /// Wrong versions of the right-hand side.
    pub controls: Vec<Control>,
    /// What should come out.
    pub expected: Expected,
}

/// Sizes at which a shape shows in which symbols it is written: no two are equal, and none is 1.
const TELLING_SIZES: Sizes = Sizes { d: 5, n: 7, p: 2, q: 3 };

impl Claim {
    /// The set that the input of this name ranges over, if it is given.
    pub(crate) fn kind_of(&self, name: &str) -> Option<Kind> {
        self.given.iter().find(|input| input.name == name).map(|input| input.kind)
    }

    /// How the derivative of a claim about one is laid out; `None` where its function has no value to tell by.
    pub(crate) fn layout(&self) -> Result<Option<Layout>> {
        let Subject::Gradient { function, variable, .. } = &self.subject else { return Ok(None) };
        let variable = self.given.iter().find(|input| input.name == *variable);
        let shape = Point::<Degree>::draw(&self.given, TELLING_SIZES, Structure::General, &mut Indeterminates)
            .and_then(|point| function.at(&point));
        match (variable, shape) {
            (Some(variable), Ok(value)) => {
                let of = |size| TELLING_SIZES.of(size);
                Layout::of(value.shape(), (of(variable.rows), of(variable.columns))).map(Some)
            }
            _ => Ok(None),
        }
    }

    /// Begins a claim: its name and its statement in LaTeX.
    #[allow(clippy::new_ret_no_self)] // the builder of a claim, so that no claim lacks a side
    pub fn new(name: &'static str, latex: &'static str) -> Premise {
        Premise {
            name,
            latex,
            reason: "",
            sources: Vec::new(),
            given: Vec::new(),
            many_samples: false,
            assumptions: Vec::new(),
        }
    }

    /// Adds a control: a wrong right-hand side, as a formula.
    pub fn control(mut self, name: &str, formula: Formula) -> Self {
        self.controls.push(Control { name: name.into(), right: Right { formula, mistake: None } });
        self
    }

    /// Adds controls: common mistakes made to the right-hand side.
    pub fn controls(mut self, mistakes: impl IntoIterator<Item = Mistake>) -> Self {
        for mistake in mistakes {
            self.controls.push(Control { name: mistake.name(), right: self.right.mistaken(mistake) });
        }
        self
    }

    /// Marks an erratum: printed so, and false; `correction` names the claim that holds instead.
    pub fn erratum(mut self, correction: &'static str) -> Self {
        self.expected = Expected::Refuted { correction };
        self
    }
}

/// A claim whose sides are not stated yet.
#[derive(Clone)]
pub struct Premise {
    name: &'static str,
    latex: &'static str,
    reason: &'static str,
    sources: Vec<&'static str>,
    given: Vec<Input>,
    many_samples: bool,
    assumptions: Vec<Assumption>,
}

impl Premise {
    /// Why the step is allowed.
    pub fn because(mut self, reason: &'static str) -> Self {
        self.reason = reason;
        self
    }

    /// Where the step stands: equation ids, or a section of a book.
    pub fn from(mut self, sources: impl IntoIterator<Item = &'static str>) -> Self {
        self.sources.extend(sources);
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
    pub fn assuming(mut self, text: &'static str, positive: Formula) -> Self {
        self.assumptions.push(Assumption { text, positive });
        self
    }

    /// `left = right`
    pub fn identity(self, left: Formula, right: Formula) -> Claim {
        self.claim(Subject::Formula(left), right)
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
        self.claim(Subject::Gradient { function, variable, convention }, right)
    }

    /// `E[integrand] = right`; the integrand uses the input `noise` ~ N(0, I), of the size given.
    pub fn expectation(self, noise: Size, integrand: Formula, right: Formula) -> Claim {
        self.claim(Subject::Expectation { integrand, noise }, right)
    }

    /// `sample ~ N(mean, covariance)`; the sample uses `noise` ~ N(0, I), and `right` is [`law`]`(mean, covariance)`.
    pub fn law(self, noise: Size, sample: Formula, right: Formula) -> Claim {
        self.claim(Subject::Law { sample, noise }, right)
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
        self.claim(Subject::Extremum { function, variable, convention, kind }, right)
    }

    fn claim(self, subject: Subject, right: Formula) -> Claim {
        Claim {
            name: self.name,
            latex: self.latex,
            reason: self.reason,
            sources: self.sources,
            given: self.given,
            many_samples: self.many_samples,
            assumptions: self.assumptions,
            subject,
            right: Right { formula: right, mistake: None },
            controls: Vec::new(),
            expected: Expected::Holds,
        }
    }
}
