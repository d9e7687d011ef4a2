//! What can be wrong with the statement of a claim, with advice for each fault.

use crate::claim::Text;
use crate::program::name::Name;
use thiserror::Error;

/// A fault in a statement. A claim that has one is invalid, whatever the values of its formulas are.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[allow(missing_docs)] // each message names its fields
#[non_exhaustive]
pub enum Fault {
    /// A name without characters.
    #[error("{what} has an empty name; give it one")]
    EmptyName { what: &'static str },

    /// Nothing is stated.
    #[error("there are no derivations; state at least one, with a claim")]
    NoDerivations,

    /// A derivation without claims.
    #[error("the derivation `{derivation}` has no claims; state at least one")]
    NoClaims { derivation: Text },

    /// A report could not name its derivation unambiguously.
    #[error("two derivations are called `{name}`; give each a name of its own")]
    DerivationTwice { name: Text },

    /// A report could not name its claim unambiguously, nor could an erratum name its correction.
    #[error("two claims of the derivation `{derivation}` are called `{name}`; give each a name of its own")]
    ClaimTwice { derivation: Text, name: Text },

    /// The later input would replace the earlier one.
    #[error("two inputs are called `{name}`; give each a name of its own")]
    InputTwice { name: Name },

    /// The noise would replace the input.
    #[error("the name `{name}` belongs to the standard normal noise of expectations and laws; choose another name")]
    ReservedName { name: Name },

    /// One of the two would replace the other.
    #[error("`{factor}` is the name of the factor of the covariance `{covariance}`; choose another name")]
    FactorName { factor: String, covariance: Name },

    /// Only square matrices are symmetric, orthogonal, triangular, diagonal or invertible.
    #[error("the input `{name}` is {shape}; a matrix of its kind is square, so give it as many columns as rows")]
    NotSquare { name: Name, shape: String },

    /// Unit vectors and points of a simplex are columns.
    #[error("the input `{name}` is {shape}; a vector of its kind has one column, so state one input for each of them")]
    NotColumn { name: Name, shape: String },

    /// A Jacobian is the derivative of a column with respect to a column.
    #[error(
        "the variable of the Jacobian, `{name}`, is {shape}; a layout is defined for columns, so use `gradient` or \
         write its entries one below the other"
    )]
    JacobianByMatrix { name: Name, shape: String },

    /// The input has more entries than any oracle can judge.
    #[error("{what} is {shape}: {entries} entries even where D = N = P = Q = 1; at most {limit} can be judged")]
    TooLarge { what: String, shape: String, entries: usize, limit: usize },

    /// A formula has an argument that is not an input.
    #[error("{location} uses an input that is not given: no input is named `{name}`; the claim gives {given}")]
    UnknownInput { location: String, name: Name, given: String },

    /// A formula has a size argument that does not exist.
    #[error("{location} uses a size that does not exist: no size is named `{name}`; the sizes are {sizes}")]
    UnknownSize { location: String, name: Name, sizes: String },

    /// The variable is not an input.
    #[error("the variable of {what} is not given: no input is named `{name}`; the claim gives {given}")]
    UnknownVariable { what: &'static str, name: Name, given: String },

    /// A mistake in an input that is not given.
    #[error("{location} changes an input that is not given: no input is named `{name}`; the claim gives {given}")]
    ChangesUnknownInput { location: String, name: Name, given: String },

    /// The inverse of a matrix that is not square.
    #[error("{location} inverts `{name}`, which is {shape}; only a square input has an inverse")]
    NoInverse { location: String, name: Name, shape: String },

    /// Inputs of different shapes cannot be swapped.
    #[error(
        "{location} swaps `{first}`, {first_shape}, and `{second}`, {second_shape}; only inputs of the same shape can be swapped"
    )]
    CannotSwap { location: String, first: Name, first_shape: String, second: Name, second_shape: String },

    /// A swap that changes nothing.
    #[error("{location} swaps `{name}` with itself; name two inputs")]
    SwappedWithItself { location: String, name: Name },

    /// Only an inequality can be reversed.
    #[error("{location} reverses a claim that is not an inequality; make another mistake")]
    NothingToReverse { location: String },

    /// Only inequalities have certificates.
    #[error("it has a certificate, but it is not an inequality; remove the certificate")]
    CertificateWithoutInequality,

    /// The same wrong version twice.
    #[error("the controls `{first}` and `{second}` are the same; state each wrong version once, under its own name")]
    ControlTwice { first: String, second: String },

    /// A claim that is expected to be refuted, without a correction.
    #[error("its correction `{correction}` is not a claim of {derivation}; name a claim of this derivation that holds")]
    NoCorrection { derivation: String, correction: Text },

    /// A claim that is its own correction.
    #[error("it is named as its own correction; name the claim that corrects it")]
    CorrectsItself,

    /// A correction that is itself an erratum or a tempting mistake.
    #[error("its correction `{correction}` is expected to be refuted as well; name a claim that holds")]
    CorrectionRefuted { correction: Text },
}
