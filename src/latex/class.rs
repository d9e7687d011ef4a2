//! The classes of atoms.

/// What an atom is to its neighbours, as in TeX.
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
    /// `|`, which opens or closes.
    Bar,
}
