//! The classes of atoms.

/// The class of an atom, which determines the white space around it, as in TeX.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Ordinary,
    /// ∑, ∫, ∂/∂x: white space on both sides.
    Large,
    /// ln, tr: white space, except before a bracket.
    Function,
    Binary,
    /// A minus in front of an operand.
    Sign,
    Relation,
    Open,
    Close,
    Punctuation,
    /// `|`, which opens or closes a pair.
    Bar,
}
