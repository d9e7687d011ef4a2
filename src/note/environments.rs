//! The environments of LaTeX that matter here, and delimiters.

/// Environments that are formulas; each also exists with a star.
const FORMULAS: [&str; 12] = [
    "equation",
    "align",
    "alignat",
    "flalign",
    "gather",
    "multline",
    "eqnarray",
    "displaymath",
    "math",
    "dmath",
    "IEEEeqnarray",
    "xalignat",
];

/// Environments that stand in formulas, and in Markdown also alone.
const PARTS: [&str; 3] = ["aligned", "gathered", "split"];

/// Environments whose text is no LaTeX, or is not shown.
const VERBATIM: [&str; 10] = [
    "verbatim",
    "Verbatim",
    "lstlisting",
    "minted",
    "comment",
    "filecontents",
    "alltt",
    "BVerbatim",
    "tikzpicture",
    "asy",
];

/// Whether an environment is a formula. `alone`: also those that stand in formulas in LaTeX.
pub(super) fn is_formula(name: &str, alone: bool) -> bool {
    let plain = name.strip_suffix('*').unwrap_or(name);
    FORMULAS.contains(&plain) || alone && PARTS.contains(&plain)
}

/// Whether the text of an environment is passed over.
pub(super) fn is_verbatim(name: &str) -> bool {
    VERBATIM.contains(&name.strip_suffix('*').unwrap_or(name))
}

/// The name in `\begin{name}` or `\end{name}` at the beginning of a text, and the length of the whole.
pub(super) fn named<'a>(text: &'a str, command: &str) -> Option<(&'a str, usize)> {
    let rest = text.strip_prefix(command)?;
    let open = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let inner = rest[open..].strip_prefix('{')?;
    // A name is short.
    let end = inner.bytes().take(40).position(|byte| byte == b'}')?;
    let name = inner.get(..end)?.trim();
    Some((name, command.len() + open + end + 2))
}

/// The environment by which a formula is read, if its own is not known to the reader of formulas.
pub(super) fn known_as(name: &str) -> Option<&'static str> {
    match name.strip_suffix('*').unwrap_or(name) {
        "IEEEeqnarray" | "xalignat" => Some("alignat"),
        "dmath" => Some("equation"),
        _ => None,
    }
}
