//! Claims that are stated by their print alone.

use super::declaration;
use super::definition::Definitions;
use super::formula::whole;
use super::judge::Statement;
use super::note::obstacle;
use super::scope::Scope;
use super::statement::{Piece, pieces};
use super::stop::Stop;
use super::unknown::Unknowns;
use crate::claim::{Claim, Text};
use crate::error::{Error, Result};
use crate::latex::parse;
use crate::program::session::Session;
use std::sync::LazyLock;

/// The formulas of printed claims. A claim is copied and kept at will, so they are kept until the program ends.
static FORMULAS: LazyLock<Session> = LazyLock::new(Session::new);

impl Claim {
    /// Begins a claim that is stated by its print: its name, and one link in LaTeX, such as `a = b`.
    ///
    /// Nothing is written twice: both sides are read from the print, and its controls are changes of the right side. What
    /// can be read is listed in [`reading`](crate::reading).
    ///
    /// ```
    /// use gradus::prelude::*;
    ///
    /// # fn main() -> Result<()> {
    /// let derivation = Derivation::new("inverses", "Inverses").claims([
    ///     Claim::printed("of_a_product", r"(AB)^{-1} = B^{-1} A^{-1}").given("A, B: n×n invertible")?,
    ///     Claim::printed("gradient", r"\frac{\partial}{\partial A} \operatorname{tr}(A^{-1}) = -(A^{-2})^T")
    ///         .because("d(A⁻¹) = −A⁻¹ dA A⁻¹, and the trace is cyclic")
    ///         .from(["Bishop, appendix C"])
    ///         .given("A: n×n invertible")?,
    /// ]);
    /// verify(&[derivation], &Settings::default(), |_| ()).assert_as_expected();
    ///
    /// let error = Claim::printed("typo", r"(AB)^{-1} = C^{-1}").given("A, B: n×n invertible").err().unwrap();
    /// assert_eq!(error.to_string(), "the claim typo cannot be judged: C is not declared; declare its shape: C: n×n");
    /// # Ok(())
    /// # }
    /// ```
    pub fn printed(name: impl Into<Text>, latex: impl Into<Text>) -> PrintedClaim {
        PrintedClaim { name: name.into(), latex: latex.into(), reason: "".into(), sources: Vec::new() }
    }
}

/// A claim that is stated by its print, before its symbols are declared.
#[derive(Clone, Debug)]
pub struct PrintedClaim {
    name: Text,
    latex: Text,
    reason: Text,
    sources: Vec<Text>,
}

impl PrintedClaim {
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

    /// Declares every symbol of the print, as in `A: n×n invertible; x: n`, and reads it.
    ///
    /// Errors, for which [`is_malformed`](Error::is_malformed) is true: the print or the declaration cannot be read; a
    /// symbol is not declared; the print is no single link; it needs another layout of a derivative.
    pub fn given(self, declaration: &str) -> Result<Claim> {
        let latex = self.latex.to_string();
        let malformed = |reason: String| Error::malformed(self.name.to_string(), reason);
        let unread = |stop: Stop| malformed(format!("{}; {}", stop.message, stop.advice));
        let scope = declaration::read(declaration, &Scope::default()).map_err(unread)?;
        let tree = parse(&latex);
        if let Some(stop) = obstacle(&tree, &latex) {
            return Err(unread(stop));
        }
        let pieces = pieces(&tree, whole(&latex));
        let link = match &pieces[..] {
            [Piece::Link(link)] => link,
            [Piece::Unread(stop)] => return Err(unread(stop.clone())),
            _ => return Err(malformed("the print is no single link; state each link by itself".into())),
        };
        let (sizes, definitions) = (Unknowns::default(), Definitions::default());
        let statement = Statement::read(&scope, &sizes, &definitions, link, &latex, &[]).map_err(unread)?;
        if let Some(convention) = &statement.convention {
            return Err(malformed(format!("it is printed as if {convention}; print it in the default layout")));
        }
        if let Some(premises) = &statement.premises {
            return Err(malformed(format!("it holds only if {premises}; state it for what is declared")));
        }
        if !statement.others.is_empty() || statement.has_more_readings {
            return Err(malformed("it can be read in several ways; write parentheses".into()));
        }
        let controls = statement.controls().map_err(malformed)?;
        let claim = statement.claim(&FORMULAS, &controls);
        let claim = claim.ok_or_else(|| malformed("the formula is too large; split it".into()))?;
        Ok(Claim { name: self.name, latex: self.latex, reason: self.reason, sources: self.sources, ..claim })
    }
}
