//! Tables: characters that stand for several, such as ½ and ⁻¹, and the Unicode forms of scripts.

/// What a sign becomes after `\not`.
pub(super) fn negated(sign: char) -> Option<char> {
    const SIGNS: &str = "=∈<>≤≥∼≈≡⊂⊆∃∥";
    const NEGATED: &str = "≠∉≮≯≰≱≁≉≢⊄⊈∄∦";
    SIGNS.chars().zip(NEGATED.chars()).find(|(plain, _)| *plain == sign).map(|(_, negated)| negated)
}

/// The numbers of a fraction that is one character.
pub(super) fn fraction(letter: char) -> Option<(&'static str, &'static str)> {
    Some(match letter {
        '½' => ("1", "2"),
        '⅓' => ("1", "3"),
        '⅔' => ("2", "3"),
        '¼' => ("1", "4"),
        '¾' => ("3", "4"),
        '⅙' => ("1", "6"),
        '⅛' => ("1", "8"),
        _ => return None,
    })
}

/// The sign and the plain letter of a character that is a script, such as `²` or `₁`.
pub(super) fn raised(letter: char) -> Option<(char, char)> {
    match letter {
        '′' => None,
        _ => superscripts().find(|(_, raised)| *raised == letter).map(|(plain, _)| ('^', plain)).or_else(|| {
            let mut all = PLAIN_BELOW.chars().zip(LOWERED.chars());
            all.find(|(_, lowered)| *lowered == letter).map(|(plain, _)| ('_', plain))
        }),
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

const PLAIN_ABOVE: &str = "0123456789+−-=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWᵀ′αβγδθφχ";
const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵀ′ᵅᵝᵞᵟᶿᵠᵡ";
const PLAIN_BELOW: &str = "0123456789+−-=()ehijklmnoprstuvxβγρφχ";
const LOWERED: &str = "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ";

fn superscripts() -> impl Iterator<Item = (char, char)> {
    PLAIN_ABOVE.chars().zip(RAISED.chars())
}

/// The superscript form of a letter.
pub(super) fn superscript(letter: char) -> Option<char> {
    superscripts().find(|(plain, _)| *plain == letter).map(|(_, raised)| raised)
}

/// The subscript form of a letter.
///
/// ₐ is omitted on purpose: b has no subscript form, and the blocks xₐ and x_b of a vector should look alike.
pub(super) fn subscript(letter: char) -> Option<char> {
    PLAIN_BELOW.chars().zip(LOWERED.chars()).find(|(plain, _)| *plain == letter).map(|(_, lowered)| lowered)
}
