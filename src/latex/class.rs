//! The classes of atoms.

/// The class of an atom, which determines the white space around it, as in TeX.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// A letter or a number.
    Ordinary,
    /// ∑, ∫, ∂/∂x: white space on both sides.
    Large,
    /// ln, tr: white space, except before a bracket.
    Function,
    /// An operator between two operands.
    Binary,
    /// A minus in front of an operand.
    Sign,
    /// =, ≤, ∼
    Relation,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// , ;
    Punctuation,
    /// `|`, which opens or closes a pair.
    Bar,
}
