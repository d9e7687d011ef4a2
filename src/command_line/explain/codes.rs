//! The codes of `check`.

/// A code, and what it means.
pub(in crate::command_line) struct Code {
    pub(in crate::command_line) name: &'static str,
    pub(in crate::command_line) title: &'static str,
    pub(in crate::command_line) about: &'static str,
    /// A note that has this code; empty if none fits on a page.
    pub(in crate::command_line) example: &'static str,
    /// The note without it; empty if there are many ways.
    pub(in crate::command_line) instead: &'static str,
}

const fn code(
    name: &'static str,
    title: &'static str,
    about: &'static str,
    example: &'static str,
    instead: &'static str,
) -> Code {
    Code { name, title, about, example, instead }
}

/// All codes, in their order: what was found about a statement, G0; what stops the reading of a formula as LaTeX, G1,
/// and as mathematics, G2; what is wrong with a note, G3.
pub(in crate::command_line) const CODES: [Code; 33] = [
    code(
        "G001",
        "The statement is false",
        "There is a counterexample: values of the symbols for which the two sides differ. `read as` shows how the \
         formula was understood. If a single change makes it true, it is shown as help.",
        "<!-- gradus: A, B: n×n invertible -->\n$(AB)^{-1} = A^{-1} B^{-1}$",
        "$(AB)^{-1} = B^{-1} A^{-1}$",
    ),
    code(
        "G002",
        "The statement holds under a condition",
        "As it stands it is false for some values of the symbols. It holds if the condition is added to the \
         declaration, or in another convention for derivatives.",
        "<!-- gradus: A: n×n; x: n -->\n$\\frac{\\partial}{\\partial x} x^\\top A x = 2 A x$",
        "<!-- gradus: A: n×n symmetric; x: n -->\n$\\frac{\\partial}{\\partial x} x^\\top A x = 2 A x$",
    ),
    code(
        "G003",
        "The statement is not decided",
        "The formula was read, but the checks do not suffice: a symbol is used in a way that they cannot vary, or no \
         wrong version of the formula would be noticed.",
        "<!-- gradus: x: scalar -->\n$x^2 + 1 \\ge 2x$",
        "",
    ),
    code(
        "G004",
        "A symbol needs a definition",
        "The statement is false for some values of a symbol that stands on one side only, and nothing says what the \
         symbol is. Define it in the note, before or after, or declare it if the statement is about every value.",
        "$\\operatorname{tr}(A) = \\operatorname{tr}(B)$",
        "",
    ),
    code("G101", "Something is not closed", "A brace, \\left or \\begin has no end.", "$a = {b$", "$a = {b}$"),
    code(
        "G102",
        "Something is closed that was not opened",
        "A brace, \\right or \\end has no beginning.",
        "$a = b}$",
        "$a = b$",
    ),
    code(
        "G103",
        "Environments overlap",
        "An environment is ended by the name of another one.",
        "$\\begin{pmatrix} a \\end{bmatrix} = b$",
        "$\\begin{pmatrix} a \\end{pmatrix} = b$",
    ),
    code(
        "G104",
        "An argument is missing",
        "A command or a script has nothing to apply to.",
        "$a = \\frac{b}$",
        "$a = \\frac{b}{c}$",
    ),
    code(
        "G105",
        "A command is not known",
        "It is neither one of LaTeX nor defined in the note. Definitions in the note are read, and those of a file \
         that --macros names.",
        "$a = \\mycommand b$",
        "$\\newcommand{\\mycommand}{-}$\n$a = \\mycommand b$",
    ),
    code(
        "G106",
        "An environment is not known",
        "Only environments of formulas are read.",
        "$\\begin{diagram} a = b \\end{diagram}$",
        "$\\begin{aligned} a = b \\end{aligned}$",
    ),
    code("G107", "Two scripts on one base", "LaTeX does not accept this.", "$a^2^3 = b$", "$a^{2^3} = b$"),
    code(
        "G108",
        "A change of TeX itself",
        "Commands such as \\catcode change how everything after them is read.",
        "$\\catcode`x = 13$",
        "",
    ),
    code(
        "G109",
        "A definition cannot be read",
        "Macros are defined by \\newcommand, \\def without text between its parameters, \\let or \\DeclareMathOperator.",
        "$\\newcommand{\\x}[1]{#2} a = b$",
        "$\\newcommand{\\x}[1]{#1} a = b$",
    ),
    code(
        "G110",
        "A macro does not end",
        "It calls itself, or its text becomes too long.",
        "$\\newcommand{\\x}{a \\x} \\x = b$",
        "",
    ),
    code(
        "G111",
        "A character that cannot be seen",
        "It may hide a part of the formula, or change the direction of the text. Delete it.",
        "$a = \u{200b}b$",
        "$a = b$",
    ),
    code(
        "G112",
        "A letter of another alphabet",
        "It looks like a Latin letter, and is another symbol for every program. This does not stop the reading.",
        "",
        "",
    ),
    code("G113", "The formula is too long", "Formulas of more than 4 MB are not read.", "", ""),
    code(
        "G201",
        "A declaration cannot be read",
        "A declaration has names, a colon, a shape and words: `A, B: n×m; x: n; c: scalar positive; S: n×n spd`. In a \
         comment of a note it has the code G302.",
        "",
        "",
    ),
    code(
        "G202",
        "A symbol is not declared",
        "Its shape is not known, and does not follow from what stands beside it. Declare it in a comment, or by --given.",
        "",
        "",
    ),
    code(
        "G203",
        "Something cannot be read yet",
        "The formula may well be right; gradus does not know this notation.",
        "<!-- gradus: x: n -->\n$x \\approx x$",
        "",
    ),
    code(
        "G204",
        "The shapes do not fit",
        "Two parts of the formula cannot be added, multiplied or compared with the shapes that are declared.",
        "<!-- gradus: A: n×m; B: n×m -->\n$AB = BA$",
        "",
    ),
    code(
        "G205",
        "The formula can be read in several ways",
        "Write it so that only one of them is left.",
        "<!-- gradus: x: n -->\n$\\mathbf{x}^\\top x = x^\\top x$",
        "$x^\\top x = x^\\top x$",
    ),
    code(
        "G206",
        "The formula is not complete",
        "A side or an operand is missing.",
        "<!-- gradus: a: scalar -->\n$a =$",
        "<!-- gradus: a: scalar -->\n$a = 1 \\cdot a$",
    ),
    code("G207", "The formula is too large", "It is too long, or nested too deeply. Split it.", "", ""),
    code(
        "G208",
        "A function is not defined",
        "A name with arguments is a function. Define it in the note: f(x) = …",
        "$f(x) + g(x) = x^2 + 1$",
        "",
    ),
    code(
        "G210",
        "A random variable has no law",
        "An expectation, a variance or a covariance needs the law of its variable.",
        "$\\mathbb{E}[x] = 1$",
        "",
    ),
    code(
        "G301",
        "A comment has no effect",
        "`gradus: skip` or `gradus: expect refuted` stands where nothing needs it. Remove it, so that it does not hide \
         a later mistake.",
        "<!-- gradus: A, B: n×n -->\n$(A+B)A = AA + BA$ <!-- gradus: skip (a sketch) -->",
        "$(A+B)A = AA + BA$",
    ),
    code(
        "G302",
        "A comment cannot be read",
        "A comment for gradus declares symbols, or gives a reason in parentheses.",
        "$a = b$ <!-- gradus: skip -->",
        "$a = b$ <!-- gradus: skip (a sketch) -->",
    ),
    code(
        "G303",
        "A file is not read",
        "\\input reads regular files in the folder of the note and below it, and follows no links.",
        "\\documentclass{article}\n\\input{/etc/passwd}",
        "",
    ),
    code(
        "G304",
        "A statement is not refuted as expected",
        "A comment says `expect refuted`, and the statement holds, or could not be judged.",
        "<!-- gradus: A, B: n×n -->\n$(A+B)A = AA + BA$ <!-- gradus: expect refuted (a mistake) -->",
        "$(A+B)A = AA + BA$",
    ),
    code(
        "G305",
        "A cell cannot be read",
        "A cell of a notebook has no cell_type, or no source. The other cells are read.",
        "{\"cells\": [{\"cell_type\": \"markdown\"}]}",
        "{\"cells\": [{\"cell_type\": \"markdown\", \"source\": \"$a$\"}]}",
    ),
    code("G306", "Too many formulas", "A note has at most 20000 formulas. Split it.", "", ""),
    code(
        "G307",
        "A formula has no end",
        "Two dollars, \\[ or \\begin have no counterpart in the same paragraph.",
        "An equation: $$ a = b\n\nThe next paragraph.",
        "An equation: $$ a = b $$\n\nThe next paragraph.",
    ),
];
