//! What can be wrong with the way a claim is stated, each with what to do about it.

use crate::claim::Text;
use crate::program::name::Name;
use thiserror::Error;

/// A fault of statement. A claim that has one is invalid, whatever its formulas come to.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[allow(missing_docs)] // each message names its fields
#[non_exhaustive]
pub enum Fault {
    /// A name without letters.
    #[error("{what} has an empty name; give it one")]
    EmptyName { what: &'static str },

    /// Nothing is stated at all.
    #[error("there are no derivations; state at least one, with a claim")]
    NoDerivations,

    /// A derivation that derives nothing.
    #[error("the derivation `{derivation}` has no claims; state at least one")]
    NoClaims { derivation: Text },

    /// Which derivation a report is about could not be told.
    #[error("two derivations are called `{name}`; give each a name of its own")]
    DerivationTwice { name: Text },

    /// Which claim a report is about could not be told, nor which claim corrects an erratum.
    #[error("two claims of the derivation `{derivation}` are called `{name}`; give each a name of its own")]
    ClaimTwice { derivation: Text, name: Text },

    /// The later input would replace the earlier one.
    #[error("two inputs are called `{name}`; give each a name of its own")]
    InputTwice { name: Name },

    /// The noise would replace the input.
    #[error(
        "the name `{name}` belongs to the standard normal noise of expectations and laws; call the input otherwise"
    )]
    ReservedName { name: Name },

    /// One of the two would replace the other.
    #[error("`{factor}` is the name of the factor of the covariance `{covariance}`; call the input otherwise")]
    FactorName { factor: String, covariance: Name },

    /// Only square matrices are symmetric, orthogonal, triangular, diagonal or invertible.
    #[error("the input `{name}` is {shape}; a matrix of its kind is square, so give it as many columns as rows")]
    NotSquare { name: Name, shape: String },

    /// Unit vectors and points of a simplex are columns.
    #[error("the input `{name}` is {shape}; a vector of its kind has one column, so state one input for each of them")]
    NotColumn { name: Name, shape: String },

    /// A Jacobian is taken of a column by a column.
    #[error(
        "the variable of the Jacobian, `{name}`, is {shape}; the layouts are those of a column, so use `gradient` or \
         write its entries one below the other"
    )]
    JacobianByMatrix { name: Name, shape: String },

    /// More entries than any oracle can judge.
    #[error("{what} is {shape}: {entries} entries even where D = N = P = Q = 1; at most {limit} can be judged")]
    TooLarge { what: String, shape: String, entries: usize, limit: usize },

    /// A formula binds an input that is not given.
    #[error("{place} uses an input that is not given: no input is named `{name}`; the claim gives {given}")]
    UnknownInput { place: String, name: Name, given: String },

    /// A formula binds a size that does not exist.
    #[error("{place} uses a size that does not exist: no size is named `{name}`; the sizes are {sizes}")]
    UnknownSize { place: String, name: Name, sizes: String },

    /// The input that varies is not given.
    #[error("the variable of {what} is not given: no input is named `{name}`; the claim gives {given}")]
    UnknownVariable { what: &'static str, name: Name, given: String },

    /// A mistake made to an input that is not given.
    #[error("{place} changes an input that is not given: no input is named `{name}`; the claim gives {given}")]
    NothingToMistake { place: String, name: Name, given: String },

    /// An inverse of a matrix that has none.
    #[error("{place} inverts `{name}`, which is {shape}; only a square input has an inverse")]
    NoInverse { place: String, name: Name, shape: String },

    /// Two inputs that cannot stand in each other's place.
    #[error("{place} swaps `{first}`, {first_shape}, and `{second}`, {second_shape}; only inputs of one shape can be")]
    CannotSwap { place: String, first: Name, first_shape: String, second: Name, second_shape: String },

    /// A swap that changes nothing.
    #[error("{place} swaps `{name}` with itself; name two inputs")]
    SwappedWithItself { place: String, name: Name },

    /// Only an inequality can be reversed.
    #[error("{place} reverses a claim that is no inequality; make another mistake")]
    NothingToReverse { place: String },

    /// Only inequalities have certificates.
    #[error("it has a certificate, but it is no inequality; leave the certificate out")]
    CertificateOfNothing,

    /// The same wrong version, counted twice.
    #[error("the controls `{first}` and `{second}` are the same; state each wrong version once, under its own name")]
    ControlTwice { first: String, second: String },

    /// An erratum that nothing corrects.
    #[error("its correction `{correction}` is not a claim of {derivation}; name the claim that holds instead")]
    NoCorrection { derivation: String, correction: Text },

    /// An erratum that would have to be false and true.
    #[error("it is named as its own correction; name the claim that holds instead")]
    CorrectsItself,

    /// An erratum that another one should correct.
    #[error("its correction `{correction}` is an erratum as well; name a claim that holds")]
    CorrectedByErratum { correction: Text },
}
