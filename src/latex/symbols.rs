//! Tables: LaTeX commands and the Unicode letters for them.

use super::class::Class;

/// The symbol for a command.
pub(super) fn command(name: &str) -> Option<(&'static str, Class)> {
    use Class::*;
    Some(match name {
        "alpha" => ("α", Ordinary),
        "beta" => ("β", Ordinary),
        "gamma" => ("γ", Ordinary),
        "delta" => ("δ", Ordinary),
        "epsilon" | "varepsilon" => ("ε", Ordinary),
        "zeta" => ("ζ", Ordinary),
        "eta" => ("η", Ordinary),
        "theta" | "vartheta" => ("θ", Ordinary),
        "iota" => ("ι", Ordinary),
        "kappa" => ("κ", Ordinary),
        "lambda" => ("λ", Ordinary),
        "mu" => ("μ", Ordinary),
        "nu" => ("ν", Ordinary),
        "xi" => ("ξ", Ordinary),
        "pi" => ("π", Ordinary),
        "rho" => ("ρ", Ordinary),
        "sigma" => ("σ", Ordinary),
        "tau" => ("τ", Ordinary),
        "upsilon" => ("υ", Ordinary),
        "phi" | "varphi" => ("φ", Ordinary),
        "chi" => ("χ", Ordinary),
        "psi" => ("ψ", Ordinary),
        "omega" => ("ω", Ordinary),
        "Gamma" => ("Γ", Ordinary),
        "Delta" => ("Δ", Ordinary),
        "Theta" => ("Θ", Ordinary),
        "Lambda" => ("Λ", Ordinary),
        "Xi" => ("Ξ", Ordinary),
        "Pi" => ("Π", Ordinary),
        "Sigma" => ("Σ", Ordinary),
        "Upsilon" => ("Υ", Ordinary),
        "Phi" => ("Φ", Ordinary),
        "Psi" => ("Ψ", Ordinary),
        "Omega" => ("Ω", Ordinary),
        "partial" => ("∂", Ordinary),
        "nabla" => ("∇", Ordinary),
        "infty" => ("∞", Ordinary),
        "top" | "intercal" => ("ᵀ", Ordinary),
        "dagger" => ("†", Ordinary),
        "ell" => ("ℓ", Ordinary),
        "emptyset" => ("∅", Ordinary),
        "forall" => ("∀", Ordinary),
        "exists" => ("∃", Ordinary),
        "prime" => ("′", Ordinary),
        "ldots" | "dots" => ("…", Large),
        "cdots" => ("⋯", Large),
        "vdots" => ("⋮", Ordinary),
        "ddots" => ("⋱", Ordinary),
        "square" | "blacksquare" => ("□", Ordinary),
        "star" => ("⋆", Ordinary),
        "%" => ("%", Ordinary),
        "_" => ("_", Ordinary),
        "&" => ("&", Ordinary),
        "#" => ("#", Ordinary),
        "$" => ("$", Ordinary),
        "sum" => ("∑", Large),
        "prod" => ("∏", Large),
        "int" => ("∫", Large),
        "iint" => ("∬", Large),
        "oint" => ("∮", Large),
        "bigcup" => ("⋃", Large),
        "bigcap" => ("⋂", Large),
        "ln" => ("ln", Function),
        "log" => ("log", Function),
        "exp" => ("exp", Function),
        "det" => ("det", Function),
        "max" => ("max", Function),
        "min" => ("min", Function),
        "sup" => ("sup", Function),
        "inf" => ("inf", Function),
        "arg" => ("arg", Function),
        "argmax" => ("arg max", Function),
        "argmin" => ("arg min", Function),
        "lim" => ("lim", Function),
        "Tr" => ("Tr", Function),
        "tr" => ("tr", Function),
        "diag" => ("diag", Function),
        "rank" => ("rank", Function),
        "dim" => ("dim", Function),
        "ker" => ("ker", Function),
        "Pr" => ("Pr", Function),
        "sin" => ("sin", Function),
        "cos" => ("cos", Function),
        "tan" => ("tan", Function),
        "cosh" => ("cosh", Function),
        "sinh" => ("sinh", Function),
        "tanh" => ("tanh", Function),
        "cdot" => ("·", Binary),
        "times" => ("×", Binary),
        "pm" => ("±", Binary),
        "mp" => ("∓", Binary),
        "circ" => ("∘", Binary),
        "otimes" => ("⊗", Binary),
        "oplus" => ("⊕", Binary),
        "odot" => ("⊙", Binary),
        "div" => ("÷", Binary),
        "ast" => ("∗", Binary),
        "cup" => ("∪", Binary),
        "cap" => ("∩", Binary),
        "setminus" => ("∖", Binary),
        "land" | "wedge" => ("∧", Binary),
        "lor" | "vee" => ("∨", Binary),
        "neq" | "ne" => ("≠", Relation),
        "leq" | "le" => ("≤", Relation),
        "geq" | "ge" => ("≥", Relation),
        "ll" => ("≪", Relation),
        "gg" => ("≫", Relation),
        "approx" => ("≈", Relation),
        "doteq" => ("≐", Relation),
        "equiv" => ("≡", Relation),
        "sim" => ("∼", Relation),
        "simeq" => ("≃", Relation),
        "propto" => ("∝", Relation),
        "succ" => ("≻", Relation),
        "prec" => ("≺", Relation),
        "succeq" => ("⪰", Relation),
        "preceq" => ("⪯", Relation),
        "in" => ("∈", Relation),
        "notin" => ("∉", Relation),
        "subset" => ("⊂", Relation),
        "subseteq" => ("⊆", Relation),
        "perp" => ("⊥", Relation),
        "parallel" => ("∥", Relation),
        "mid" => ("|", Relation),
        "to" | "rightarrow" | "longrightarrow" => ("→", Relation),
        "leftarrow" | "gets" => ("←", Relation),
        "mapsto" => ("↦", Relation),
        "leftrightarrow" => ("↔", Relation),
        "Leftrightarrow" | "iff" => ("⇔", Relation),
        "Rightarrow" | "implies" => ("⇒", Relation),
        "Leftarrow" => ("⇐", Relation),
        "coloneqq" => ("≔", Relation),
        "therefore" => ("∴", Relation),
        "colon" => (":", Punctuation),
        "{" | "lbrace" => ("{", Open),
        "}" | "rbrace" => ("}", Close),
        "lbrack" => ("[", Open),
        "rbrack" => ("]", Close),
        "langle" => ("⟨", Open),
        "rangle" => ("⟩", Close),
        "lfloor" => ("⌊", Open),
        "rfloor" => ("⌋", Close),
        "lceil" => ("⌈", Open),
        "rceil" => ("⌉", Close),
        "lvert" => ("|", Open),
        "rvert" => ("|", Close),
        "vert" => ("|", Bar),
        "lVert" => ("‖", Open),
        "rVert" => ("‖", Close),
        "Vert" | "|" => ("‖", Bar),
        _ => return None,
    })
}

/// The symbol for a character of the input.
pub(super) fn character(letter: char) -> (String, Class) {
    use Class::*;
    let class = match letter {
        '+' | '-' | '−' | '*' | '·' | '×' => Binary,
        '=' | '<' | '>' | '≠' | '≤' | '≥' | '∼' | ':' => Relation,
        '(' | '[' => Open,
        ')' | ']' => Close,
        ',' | ';' => Punctuation,
        '|' => Bar,
        _ => Ordinary,
    };
    let text = match letter {
        '-' => '−',
        '\'' => '′',
        other => other,
    };
    (text.into(), class)
}

/// Width of the white space of a command.
pub(super) fn space(name: &str) -> Option<usize> {
    Some(match name {
        "\\" | "," | ":" | ">" | ";" | " " | "\n" | "\r" | "\t" | "~" | "enspace" | "thinspace" | "medspace"
        | "thickspace" => 1,
        "!" | "displaystyle" | "textstyle" | "limits" | "nolimits" | "big" | "Big" | "bigg" | "Bigg" | "bigl"
        | "bigr" | "Bigl" | "Bigr" | "biggl" | "biggr" | "nonumber" | "middle" | "boldmath" => 0,
        "quad" => 3,
        "qquad" => 6,
        _ => return None,
    })
}

/// The combining mark of an accent.
pub(super) fn accent(name: &str) -> Option<char> {
    Some(match name {
        "bar" | "overline" => '\u{304}',
        "hat" | "widehat" => '\u{302}',
        "tilde" | "widetilde" => '\u{303}',
        "dot" => '\u{307}',
        "ddot" => '\u{308}',
        "vec" => '\u{20d7}',
        _ => return None,
    })
}

/// A letter of `\mathbb`.
pub(super) fn double_struck(letter: char) -> char {
    match letter {
        'C' => 'ℂ',
        'E' => '𝔼',
        'F' => '𝔽',
        'N' => 'ℕ',
        'P' => 'ℙ',
        'Q' => 'ℚ',
        'R' => 'ℝ',
        'Z' => 'ℤ',
        '1' => '𝟙',
        other => other,
    }
}

/// A letter of `\mathcal`.
pub(super) fn script_letter(letter: char) -> char {
    match letter {
        'B' => 'ℬ',
        'E' => 'ℰ',
        'F' => 'ℱ',
        'H' => 'ℋ',
        'I' => 'ℐ',
        'L' => 'ℒ',
        'M' => 'ℳ',
        'R' => 'ℛ',
        'A'..='Z' => char::from_u32('𝒜' as u32 + (letter as u32 - 'A' as u32)).unwrap_or(letter),
        other => other,
    }
}

/// A fraction that is a single character.
pub(super) fn vulgar(numerator: &str, denominator: &str) -> Option<&'static str> {
    Some(match (numerator, denominator) {
        ("1", "2") => "½",
        ("1", "3") => "⅓",
        ("2", "3") => "⅔",
        ("1", "4") => "¼",
        ("3", "4") => "¾",
        ("1", "6") => "⅙",
        ("1", "8") => "⅛",
        _ => return None,
    })
}

/// The superscript form of a letter.
pub(super) fn superscript(letter: char) -> Option<char> {
    const PLAIN: &str = "0123456789+−-=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWᵀ′αβγδθφχ";
    const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵀ′ᵅᵝᵞᵟᶿᵠᵡ";
    PLAIN.chars().zip(RAISED.chars()).find(|(plain, _)| *plain == letter).map(|(_, raised)| raised)
}

/// The subscript form of a letter.
///
/// ₐ is omitted on purpose: b has no subscript form, and the blocks xₐ and x_b of a vector should look alike.
pub(super) fn subscript(letter: char) -> Option<char> {
    const PLAIN: &str = "0123456789+−-=()ehijklmnoprstuvxβγρφχ";
    const LOWERED: &str = "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ";
    PLAIN.chars().zip(LOWERED.chars()).find(|(plain, _)| *plain == letter).map(|(_, lowered)| lowered)
}
