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
    ///
    /// The inputs and assumptions follow, then the two sides, then the controls. How to write formulas is explained in
    /// [`writing`](crate::writing).
    ///
    /// ```
    /// use gradus::prelude::*;
    ///
    /// let claim = Claim::new("twice", "2x = x + x")
    ///     .given([number("x")])
    ///     .identity(formula!(|x| 2 * x), formula!(|x| x + x))
    ///     .controls([Mistake::Negated, Mistake::Doubled]);
    /// # gradus::suite::verify(&[Derivation::new("doc", "Doc").claim(claim)], &Settings::default(), |_| ())
    /// #     .assert_as_expected();
    /// ```
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
    ///
    /// ```
    /// use gradus::prelude::*;
    ///
    /// let claim = Claim::new("binomial", "(A + B)^2 = A^2 + AB + BA + B^2")
    ///     .because("The product is distributive, but matrices do not commute.")
    ///     .given([matrix("A", D, D), matrix("B", D, D)])
    ///     .identity(formula!(|A, B| (A + B) * (A + B)), formula!(|A, B| A * A + A * B + B * A + B * B))
    ///     .control("as if AB = BA", formula!(|A, B| A * A + 2 * A * B + B * B));
    /// assert!(claim.reason.starts_with("The product"));
    /// # gradus::suite::verify(&[Derivation::new("doc", "Doc").claim(claim)], &Settings::default(), |_| ())
    /// #     .assert_as_expected();
    /// ```
    pub fn because(mut self, reason: impl Into<Text>) -> Self {
        self.reason = reason.into();
        self
    }

    /// The sources of the step: equation ids, or a section of a book.
    ///
    /// ```
    /// use gradus::prelude::*;
    ///
    /// let claim = Claim::new("transposed", "(AB)^T = B^T A^T")
    ///     .from(["N1-004", "Bishop, appendix C"])
    ///     .given([matrix("A", P, Q), matrix("B", Q, P)])
    ///     .identity(formula!(|A, B| (A * B).transpose()), formula!(|A, B| B.transpose() * A.transpose()))
    ///     .controls([Mistake::Negated, Mistake::Transposed]);
    /// assert_eq!(claim.sources, ["N1-004", "Bishop, appendix C"]);
    /// # gradus::suite::verify(&[Derivation::new("doc", "Doc").claim(claim)], &Settings::default(), |_| ())
    /// #     .assert_as_expected();
    /// ```
    pub fn from<T: Into<Text>>(mut self, sources: impl IntoIterator<Item = T>) -> Self {
        self.sources.extend(sources.into_iter().map(Into::into));
        self
    }

    /// The inputs.
    ///
    /// ```
    /// use gradus::prelude::*;
    ///
    /// // A is any P×Q matrix, S any covariance, c any number.
    /// let claim = Claim::new("scaled", r"c \operatorname{tr}(A^T S A) = \operatorname{tr}(S A (cA)^T)")
    ///     .given([matrix("A", P, Q), covariance("S", P), number("c")])
    ///     .identity(
    ///         formula!(|A, S, c| c * trace(&(A.transpose() * S * A))?),
    ///         formula!(|A, S, c| trace(&(S * A * (c * A).transpose()))),
    ///     )
    ///     .controls([Mistake::Negated, Mistake::InputNegated("c"), Mistake::InputInverted("S")]);
    /// # gradus::suite::verify(&[Derivation::new("doc", "Doc").claim(claim)], &Settings::default(), |_| ())
    /// #     .assert_as_expected();
    /// ```
    pub fn given(mut self, inputs: impl IntoIterator<Item = Input>) -> Self {
        self.given.extend(inputs);
        self
    }

    /// Assumes more samples than dimensions, N > D.
    ///
    /// ```
    /// use gradus::prelude::*;
    ///
    /// // XXᵀ has an inverse only if N ≥ D.
    /// let claim = Claim::new("inverse_of_the_scatter", "S S^{-1} = I, S = X X^T")
    ///     .given([matrix("X", D, N)])
    ///     .more_samples_than_dimensions()
    ///     .identity(
    ///         formula!(|X| X * X.transpose() * inverse(&(X * X.transpose()))?),
    ///         formula!(|; d| Matrix::<F>::identity(d, d)),
    ///     )
    ///     .controls([Mistake::Negated, Mistake::Doubled]);
    /// # gradus::suite::verify(&[Derivation::new("doc", "Doc").claim(claim)], &Settings::default(), |_| ())
    /// #     .assert_as_expected();
    /// ```
    pub fn more_samples_than_dimensions(mut self) -> Self {
        self.more_samples_than_dimensions = true;
        self
    }

    /// States the domain: the claim is made only where every entry of `positive` is above zero.
    ///
    /// `text` is its form in reports, such as `|A| > 0`.
    ///
    /// ```
    /// use gradus::prelude::*;
    ///
    /// let claim = Claim::new("logarithm", r"\ln x^2 = 2 \ln x, \quad x > 0")
    ///     .given([number("x")])
    ///     .assuming("x > 0", formula!(|x| x))
    ///     .identity(formula!(|x| (x * x)[(0, 0)].ln()), formula!(|x| x[(0, 0)].ln()? * F::integer(2)))
    ///     .controls([Mistake::Negated, Mistake::Doubled]);
    /// # gradus::suite::verify(&[Derivation::new("doc", "Doc").claim(claim)], &Settings::default(), |_| ())
    /// #     .assert_as_expected();
    /// ```
    pub fn assuming(mut self, text: impl Into<Text>, positive: Formula) -> Self {
        self.assumptions.push(Assumption { text: text.into(), positive });
        self
    }

    /// `left = right`
    ///
    /// ```
    /// use gradus::prelude::*;
    ///
    /// let claim = Claim::new("cyclic", r"\operatorname{tr}(AB) = \operatorname{tr}(BA)")
    ///     .given([matrix("A", P, Q), matrix("B", Q, P)])
    ///     .identity(formula!(|A, B| trace(&(A * B))), formula!(|A, B| trace(&(B * A))))
    ///     .controls([Mistake::Negated, Mistake::Doubled]);
    /// # gradus::suite::verify(&[Derivation::new("doc", "Doc").claim(claim)], &Settings::default(), |_| ())
    /// #     .assert_as_expected();
    /// ```
    pub fn identity(self, left: Formula, right: Formula) -> Claim {
        self.claim(LeftSide::Formula(left), right)
    }

    /// `left ≥ right`, or another relation, in every entry and at all inputs.
    ///
    /// It is refuted by a point at which it fails beyond all rounding errors. It holds only if a
    /// [certificate](Claim::certificate) proves it: points alone leave it unchecked. Suitable controls are
    /// [`Mistake::Reversed`](crate::claim::Mistake::Reversed), and `Raised` or `Lowered`, whichever makes the claim
    /// wrong.
    ///
    /// ```
    /// use gradus::prelude::*;
    ///
    /// let claim = Claim::new("means", r"\tfrac{1}{2}(x^2 + y^2) \ge xy")
    ///     .given([number("x"), number("y")])
    ///     .inequality(formula!(|x, y| (x * x + y * y) / 2), Relation::AtLeast, formula!(|x, y| x * y))
    ///     // The difference of the sides is ½(x − y)².
    ///     .certificate([Term::square(formula!(|x, y| x - y)).weighted(formula!(|| F::half()))])
    ///     .controls([Mistake::Reversed, Mistake::Raised]);
    /// # gradus::suite::verify(&[Derivation::new("doc", "Doc").claim(claim)], &Settings::default(), |_| ())
    /// #     .assert_as_expected();
    /// ```
    pub fn inequality(self, left: Formula, relation: Relation, right: Formula) -> Claim {
        self.claim(LeftSide::Inequality { left, relation }, right)
    }

    /// `∂(function)/∂(variable) = right`; every entry of the variable varies independently.
    ///
    /// ```
    /// use gradus::prelude::*;
    ///
    /// let claim = Claim::new("of_a_trace", r"\frac{\partial}{\partial A} \operatorname{tr}(AB) = B^T")
    ///     .given([matrix("A", D, D), matrix("B", D, D)])
    ///     .gradient(formula!(|A, B| trace(&(A * B))), "A", formula!(|B| B.transpose()))
    ///     .controls([Mistake::Negated, Mistake::Transposed]);
    /// # gradus::suite::verify(&[Derivation::new("doc", "Doc").claim(claim)], &Settings::default(), |_| ())
    /// #     .assert_as_expected();
    /// ```
    pub fn gradient(self, function: Formula, variable: &'static str, right: Formula) -> Claim {
        self.gradient_in(Convention::Unconstrained, function, variable, right)
    }

    /// `∂(function)/∂(variable) = right` in a convention for symmetric variables.
    ///
    /// ```
    /// use gradus::prelude::*;
    ///
    /// // tr(S²) has the unconstrained gradient 2S. If sᵢⱼ and sⱼᵢ are one variable, they count twice.
    /// let claim = Claim::new("of_a_square", r"\frac{\partial}{\partial S} \operatorname{tr}(S^2) = 4S - 2\operatorname{diag}(S)")
    ///     .given([symmetric("S", D)])
    ///     .gradient_in(
    ///         Convention::FreeEntries,
    ///         formula!(|S| trace(&(S * S))),
    ///         "S",
    ///         formula!(|S| Convention::FreeEntries.convert(&(2 * S))),
    ///     )
    ///     .controls([Mistake::Negated, Mistake::OffDiagonalHalved]);
    /// # gradus::suite::verify(&[Derivation::new("doc", "Doc").claim(claim)], &Settings::default(), |_| ())
    /// #     .assert_as_expected();
    /// ```
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
    ///
    /// ```
    /// use gradus::prelude::*;
    ///
    /// let claim = Claim::new("linear_map", r"\frac{\partial (Ax)}{\partial x} = A")
    ///     .given([matrix("A", P, Q), vector("x", Q)])
    ///     .jacobian(Layout::Numerator, formula!(|A, x| A * x), "x", formula!(|A| A))
    ///     .controls([Mistake::Negated, Mistake::Transposed]);
    /// # gradus::suite::verify(&[Derivation::new("doc", "Doc").claim(claim)], &Settings::default(), |_| ())
    /// #     .assert_as_expected();
    /// ```
    pub fn jacobian(self, layout: Layout, function: Formula, variable: &'static str, right: Formula) -> Claim {
        let (convention, layout) = (Convention::Unconstrained, Some(layout));
        self.claim(LeftSide::Gradient { function, variable, convention, layout }, right)
    }

    /// `E[integrand] = right`; the integrand uses the input `noise` ~ N(0, I), of the given size.
    ///
    /// ```
    /// use gradus::prelude::*;
    ///
    /// let claim = Claim::new("second_moment", r"\mathbb{E}[(m+z)(m+z)^T] = mm^T + I, \quad z \sim \mathcal{N}(0,I)")
    ///     .given([vector("m", D)])
    ///     .expectation(
    ///         D,
    ///         formula!(|m, noise| (m + noise) * (m + noise).transpose()),
    ///         formula!(|m; d| m * m.transpose() + Matrix::<F>::identity(d, d)),
    ///     )
    ///     .controls([Mistake::Negated, Mistake::Doubled]);
    /// # gradus::suite::verify(&[Derivation::new("doc", "Doc").claim(claim)], &Settings::default(), |_| ())
    /// #     .assert_as_expected();
    /// ```
    pub fn expectation(self, noise: Size, integrand: Formula, right: Formula) -> Claim {
        self.claim(LeftSide::Expectation { integrand, noise: Noise::vector(noise) }, right)
    }

    /// `E[integrand] = right`; the input `noise` is a matrix, `rows`×`columns`, of independent standard normal entries.
    /// Each column is a sample.
    ///
    /// ```
    /// use gradus::prelude::*;
    ///
    /// let claim = Claim::new("scatter", r"\mathbb{E}[ZZ^T] = NI, \quad z_{ij} \sim \mathcal{N}(0,1)")
    ///     .expectation_over_samples(
    ///         D,
    ///         N,
    ///         formula!(|noise| noise * noise.transpose()),
    ///         formula!(|; d, n| Matrix::<F>::identity(d, d) * F::integer(n as i64)),
    ///     )
    ///     .controls([Mistake::Doubled, Mistake::Raised]);
    /// # gradus::suite::verify(&[Derivation::new("doc", "Doc").claim(claim)], &Settings::default(), |_| ())
    /// #     .assert_as_expected();
    /// ```
    pub fn expectation_over_samples(self, rows: Size, columns: Size, integrand: Formula, right: Formula) -> Claim {
        self.claim(LeftSide::Expectation { integrand, noise: Noise { rows, columns } }, right)
    }

    /// `sample ~ N(mean, covariance)`; the sample uses `noise` ~ N(0, I), and `right` is
    /// [`law`](crate::claim::law)`(mean, covariance)`.
    ///
    /// ```
    /// use gradus::prelude::*;
    ///
    /// // The factor L of a covariance S = LLᵀ is given as `S_factor`.
    /// let claim = Claim::new("coloured", r"m + Lz \sim \mathcal{N}(m, LL^T), \quad z \sim \mathcal{N}(0,I)")
    ///     .given([vector("m", D), covariance("S", D)])
    ///     .law(D, formula!(|m, S_factor, noise| m + S_factor * noise), formula!(|m, S| law(m, S)))
    ///     .controls([Mistake::Negated])
    ///     .control("the factor as covariance", formula!(|m, S_factor| law(m, S_factor)));
    /// # gradus::suite::verify(&[Derivation::new("doc", "Doc").claim(claim)], &Settings::default(), |_| ())
    /// #     .assert_as_expected();
    /// ```
    pub fn law(self, noise: Size, sample: Formula, right: Formula) -> Claim {
        self.claim(LeftSide::Law { sample, noise: Noise::vector(noise) }, right)
    }

    /// `sample ~ N(mean, covariance)` as in [`law`](Premise::law), where `noise` is a matrix, `rows`×`columns`, of
    /// independent standard normal entries. Each column is a sample. The random vector with this law is a column, such
    /// as the mean of the samples.
    ///
    /// ```
    /// use gradus::prelude::*;
    ///
    /// let claim = Claim::new("mean_of_samples", r"\bar{x} \sim \mathcal{N}(m, S/N)")
    ///     .given([vector("m", D), covariance("S", D)])
    ///     .law_over_samples(
    ///         D,
    ///         N,
    ///         formula!(|m, S_factor, noise; n| m + S_factor * noise * Matrix::from_element(n, 1, F::ratio(1, n as i64)?)),
    ///         formula!(|m, S; n| law(m, &(S / n))),
    ///     )
    ///     .controls([Mistake::Negated])
    ///     .control("as if N = 1", formula!(|m, S| law(m, S)));
    /// # gradus::suite::verify(&[Derivation::new("doc", "Doc").claim(claim)], &Settings::default(), |_| ())
    /// #     .assert_as_expected();
    /// ```
    pub fn law_over_samples(self, rows: Size, columns: Size, sample: Formula, right: Formula) -> Claim {
        self.claim(LeftSide::Law { sample, noise: Noise { rows, columns } }, right)
    }

    /// `arg max/min of function over variable = right`. The convention states whether a matrix varies as a symmetric
    /// matrix. The variable is one of the inputs, so its set is known.
    ///
    /// ```
    /// use gradus::prelude::*;
    ///
    /// let claim = Claim::new("least_squares", r"\arg\min_x (x-a)^T S (x-a) = a")
    ///     .given([vector("x", D), vector("a", D), covariance("S", D)])
    ///     .extremum(
    ///         Extremum::Minimum,
    ///         Convention::Unconstrained,
    ///         formula!(|x, a, S| quadratic_form(&(x - a), S)),
    ///         "x",
    ///         formula!(|a| a),
    ///     )
    ///     .controls([Mistake::Negated, Mistake::Doubled]);
    /// # gradus::suite::verify(&[Derivation::new("doc", "Doc").claim(claim)], &Settings::default(), |_| ())
    /// #     .assert_as_expected();
    /// ```
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
