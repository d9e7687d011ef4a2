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
        "emptyset" | "varnothing" => ("∅", Ordinary),
        "forall" => ("∀", Ordinary),
        "exists" => ("∃", Ordinary),
        "lparen" => ("(", Open),
        "rparen" => (")", Close),
        "prime" => ("′", Ordinary),
        "ldots" | "dots" | "dotsc" | "dotso" => ("…", Large),
        "cdots" | "dotsb" | "dotsm" => ("⋯", Large),
        "vdots" => ("⋮", Ordinary),
        "ddots" => ("⋱", Ordinary),
        "backprime" => ("‵", Ordinary),
        "hbar" => ("ℏ", Ordinary),
        "imath" => ("ı", Ordinary),
        "jmath" => ("ȷ", Ordinary),
        "aleph" => ("ℵ", Ordinary),
        "wp" => ("℘", Ordinary),
        "Re" => ("Re", Function),
        "Im" => ("Im", Function),
        "neg" | "lnot" => ("¬", Ordinary),
        "angle" => ("∠", Ordinary),
        "triangle" => ("△", Ordinary),
        "Box" => ("□", Ordinary),
        "checkmark" => ("✓", Ordinary),
        "natural" => ("♮", Ordinary),
        "sharp" => ("♯", Ordinary),
        "flat" => ("♭", Ordinary),
        "dag" => ("†", Ordinary),
        "ddag" | "ddagger" => ("‡", Ordinary),
        "S" => ("§", Ordinary),
        "P" => ("¶", Ordinary),
        "omicron" => ("o", Ordinary),
        "digamma" => ("ϝ", Ordinary),
        "varpi" => ("ϖ", Ordinary),
        "varrho" => ("ϱ", Ordinary),
        "varsigma" => ("ς", Ordinary),
        "varkappa" => ("ϰ", Ordinary),
        "varGamma" => ("Γ", Ordinary),
        "varDelta" => ("Δ", Ordinary),
        "varSigma" => ("Σ", Ordinary),
        "varLambda" => ("Λ", Ordinary),
        "varTheta" => ("Θ", Ordinary),
        "varPhi" => ("Φ", Ordinary),
        "varPsi" => ("Ψ", Ordinary),
        "varOmega" => ("Ω", Ordinary),
        "square" | "blacksquare" => ("□", Ordinary),
        "star" => ("⋆", Ordinary),
        "%" => ("%", Ordinary),
        "_" => ("_", Ordinary),
        "&" => ("&", Ordinary),
        "#" => ("#", Ordinary),
        "$" => ("$", Ordinary),
        "sum" => ("∑", Large),
        "prod" => ("∏", Large),
        "int" | "intop" => ("∫", Large),
        "iint" => ("∬", Large),
        "oint" => ("∮", Large),
        "iiint" => ("∭", Large),
        "coprod" => ("∐", Large),
        "bigoplus" => ("⨁", Large),
        "bigotimes" => ("⨂", Large),
        "bigwedge" => ("⋀", Large),
        "bigvee" => ("⋁", Large),
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
        "cot" => ("cot", Function),
        "sec" => ("sec", Function),
        "csc" => ("csc", Function),
        "arcsin" => ("arcsin", Function),
        "arccos" => ("arccos", Function),
        "arctan" => ("arctan", Function),
        "lg" => ("lg", Function),
        "hom" => ("hom", Function),
        "deg" => ("deg", Function),
        "gcd" => ("gcd", Function),
        "limsup" => ("lim sup", Function),
        "liminf" => ("lim inf", Function),
        "mod" | "bmod" | "pmod" => ("mod", Function),
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
        "bullet" => ("•", Binary),
        "ominus" => ("⊖", Binary),
        "oslash" => ("⊘", Binary),
        "boxtimes" => ("⊠", Binary),
        "boxplus" => ("⊞", Binary),
        "diamond" => ("⋄", Binary),
        "uplus" => ("⊎", Binary),
        "sqcup" => ("⊔", Binary),
        "sqcap" => ("⊓", Binary),
        "amalg" => ("⨿", Binary),
        "backslash" => ("∖", Binary),
        "setminus" | "smallsetminus" => ("∖", Binary),
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
        "coloneqq" | "coloneq" | "defeq" => ("≔", Relation),
        "eqqcolon" => ("≕", Relation),
        "triangleq" => ("≜", Relation),
        "because" => ("∵", Relation),
        "cong" => ("≅", Relation),
        "asymp" => ("≍", Relation),
        "supset" => ("⊃", Relation),
        "supseteq" => ("⊇", Relation),
        "ni" => ("∋", Relation),
        "leqslant" => ("≤", Relation),
        "geqslant" => ("≥", Relation),
        "lt" => ("<", Relation),
        "gt" => (">", Relation),
        "nsubseteq" => ("⊈", Relation),
        "Longrightarrow" => ("⇒", Relation),
        "Longleftrightarrow" => ("⇔", Relation),
        "longleftarrow" => ("←", Relation),
        "uparrow" => ("↑", Relation),
        "downarrow" => ("↓", Relation),
        "hookrightarrow" => ("↪", Relation),
        "vdash" => ("⊢", Relation),
        "models" => ("⊨", Relation),
        "sqsubseteq" => ("⊑", Relation),
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
pub(super) fn character(letter: char) -> (char, Class) {
    use Class::*;
    let class = match letter {
        '+' | '-' | '−' | '*' | '·' | '×' | '±' | '∓' | '∘' | '⊗' | '⊙' | '⊕' | '÷' | '∗' | '⋅' => {
            Binary
        }
        '=' | '<' | '>' | '≠' | '≤' | '≥' | '∼' | ':' | '≈' | '≡' | '∝' | '≔' | '≜' | '→' | '⇒' | '⇔' | '∈' | '≻'
        | '⪰' | '≺' | '⪯' | '∴' | '⊥' => Relation,
        '∑' | '∏' | '∫' => Large,
        '(' | '[' => Open,
        ')' | ']' => Close,
        ',' | ';' => Punctuation,
        '|' | '‖' => Bar,
        _ => Ordinary,
    };
    (if letter == '-' { '−' } else { letter }, class)
}

/// Width of the white space of a command.
pub(super) fn space(name: &str) -> Option<usize> {
    Some(match name {
        "\\" | "," | ":" | ">" | ";" | " " | "\n" | "\r" | "\t" | "~" | "enspace" | "thinspace" | "medspace"
        | "thickspace" | "space" | "nobreakspace" => 1,
        "!" | "negthinspace" | "negmedspace" | "negthickspace" => 0,
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
        "vec" | "overrightarrow" => '\u{20d7}',
        "check" | "widecheck" => '\u{30c}',
        "breve" => '\u{306}',
        "acute" => '\u{301}',
        "grave" => '\u{300}',
        "mathring" => '\u{30a}',
        "underline" | "underbar" => '\u{332}',
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

/// The brackets around the rows of an environment; `None` if it has none.
pub(super) fn brackets(environment: &str) -> Option<(&'static str, &'static str)> {
    Some(match environment {
        "pmatrix" => ("(", ")"),
        "bmatrix" => ("[", "]"),
        "Bmatrix" => ("{", "}"),
        "vmatrix" => ("|", "|"),
        "Vmatrix" => ("‖", "‖"),
        "cases" | "dcases" => ("{", ""),
        "rcases" => ("", "}"),
        _ => return None,
    })
}

/// Whether an environment of this name, without a star, is known.
pub(super) fn is_environment(name: &str) -> bool {
    matches!(
        name,
        "equation"
            | "align"
            | "aligned"
            | "alignat"
            | "alignedat"
            | "flalign"
            | "gather"
            | "gathered"
            | "split"
            | "multline"
            | "eqnarray"
            | "displaymath"
            | "math"
            | "array"
            | "subarray"
            | "cases"
            | "dcases"
            | "rcases"
            | "matrix"
            | "pmatrix"
            | "bmatrix"
            | "Bmatrix"
            | "vmatrix"
            | "Vmatrix"
            | "smallmatrix"
            | "subequations"
    )
}
