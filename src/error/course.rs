//! What is wrong with derivations, their claims and tables, or with the names by which a user asks for them.

use thiserror::Error;

#[derive(Clone, Debug, Error, PartialEq)]
pub(crate) enum Course {
    /// No derivation or claim has this name.
    #[error("no derivation or claim matches `{name}`{hint}")]
    UnknownDerivation { name: String, hint: String },

    /// More than one claim goes by this name.
    #[error("`{name}` matches {count} claims: {matches}; write one of them in full")]
    Ambiguous { name: String, count: usize, matches: String },

    /// No equation of the course has this number.
    #[error("no equation is called `{name}`{hint}")]
    UnknownEquation { name: String, hint: String },

    /// A derivation is stated in a way that cannot be judged.
    #[error("the claim {claim} cannot be judged: {reason}")]
    Malformed { claim: String, reason: String },

    /// No claim is stated.
    #[error("there is nothing to judge: {reason}")]
    NothingToJudge { reason: String },

    /// A row of a table of equations cannot be read; lines count from 1.
    #[error("line {line} of the table of equations cannot be read: {reason}")]
    Table { line: usize, reason: String },

    /// An exercise without an answer.
    #[error("nothing is answered yet; write a formula in place of `your_answer()`")]
    Unanswered,
}
