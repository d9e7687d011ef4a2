//! Formulas of Markdown, in its dialects.

use crate::{expect, problems, read, texts};
use gradus::note::Format::Markdown;

#[test]
fn each_delimiter_of_markdown_is_read() {
    expect("a $x=1$ b", Markdown, &[(1, 3, "x=1")]);
    expect("Σ: $$x=1$$", Markdown, &[(1, 4, "x=1")]);
    expect("$$\nx\n= 1\n$$\n", Markdown, &[(1, 1, "x\n= 1")]);
    expect(r"a \(x=1\) b \[y=2\]", Markdown, &[(1, 3, "x=1"), (1, 13, "y=2")]);
    expect(r"a \\(x\_1=1\\) b \\[y=\\{2\\}\\]", Markdown, &[(1, 3, "x_1=1"), (1, 18, r"y=\{2\}")]);
    let align = "\\begin{align*}\na &= b \\\\\n- c\n\\end{align*}";
    expect(&format!("text\n{align}\n"), Markdown, &[(2, 1, align)]);
    expect("in \\begin{equation}a=b\\end{equation}.", Markdown, &[(1, 4, "\\begin{equation}a=b\\end{equation}")]);
    let script = "<script type=\"math/tex; mode=display\">a < b_1</script>";
    expect(script, Markdown, &[(1, 1, "a < b_1")]);
    expect("<p class=\"a\">$a &lt; b$</p>\n<div>\n$$c=d$$\n</div>", Markdown, &[(1, 14, "a < b"), (3, 1, "c=d")]);
}

#[test]
fn a_line_of_a_formula_begins_no_block() {
    for line in ["- b", "+ b", "= b", "=", "---", "~~~~~\\sum b", "1. b", "    b", "| b | c |", "> b"] {
        let text = format!("$$\na\n{line}\n$$\n\nthen $c$\n");
        assert_eq!(texts(&read(&text, Markdown)), [format!("a\n{line}").as_str(), "c"], "{line}");
    }
    // Blank lines too, if the dollars stand alone.
    assert_eq!(texts(&read("$$\na\n\n    = b\n$$\n`$x$` $c$", Markdown)), ["a\n\n    = b", "c"]);
}

#[test]
fn code_and_front_matter_have_no_formulas() {
    let without = [
        "---\ntitle: $a$\n---\n",
        "+++\nmath = \"$a$\"\n+++\n",
        "```\n$a$\n$$b$$\n```\n",
        "~~~python\n$a$\n~~~\n",
        "- item\n\n  ```\n  $a$\n  ```\n",
        "text\n\n    $a$\n",
        "`$a$` and ``$$b$$``",
        "<pre>\n$a$\n</pre>\n",
        "<code>$a$</code>\n",
        "<style>a { b: $c$ }</style>\n",
        "<!-- $a$ -->\n",
        "it costs $5, and \\$6, or $ 7 or 8 $ at most",
        "from $5 to $6",
        "a reference \\[1\\], \\(see below\\)",
    ];
    for text in without {
        assert_eq!(texts(&read(&format!("{text}\n\nthen $x=1$"), Markdown)), ["x=1"], "{text}");
    }
}

#[test]
fn formulas_in_quotations_lists_and_tables() {
    expect("> $$\n> a\n> = b\n> $$\n", Markdown, &[(1, 3, "a\n = b")]);
    expect("> > $$ a\n> > > b $$\n", Markdown, &[(1, 5, "a\n > b")]);
    expect("1. first\n   $$\n   a = b\n   $$\n", Markdown, &[(2, 4, "a = b")]);
    expect(
        "| $a$ | $p(x \\| y)$ |\n|---|---|\n| $\\|c\\|$ | d |\n",
        Markdown,
        &[(1, 3, "a"), (1, 9, "p(x | y)"), (3, 3, "|c|")],
    );
}

#[test]
fn escapes_are_those_of_the_note() {
    let rows = r"\begin{bmatrix} a \\ b \end{bmatrix}";
    assert_eq!(texts(&read(&format!("$${rows}$$"), Markdown)), [rows]);
    let doubled = format!("$$\\begin{{align}} a &= {rows} \\\\\\\\ &= c \\end{{align}}$$\n\n$\\\\{{d\\\\}}$");
    let expected = format!("\\begin{{align}} a &= {rows} \\\\ &= c \\end{{align}}");
    assert_eq!(texts(&read(&doubled, Markdown)), [&expected, r"\{d\}"]);
    assert_eq!(texts(&read(r"$\|x\|$", Markdown)), [r"\|x\|"]);
    assert_eq!(texts(&read(r"$\|S\|$ and $p(x\|y)$", Markdown)), ["|S|", "p(x|y)"]);
    assert_eq!(texts(&read(r"$\mathbf{x}\_i \* 2$", Markdown)), [r"\mathbf{x}_i * 2"]);
}

#[test]
fn a_dollar_without_an_end_is_reported_if_it_is_double() {
    let note = read("a $$ x = 1\n\nthen $y=2$\n", Markdown);
    assert_eq!((texts(&note), problems(&note)), (vec!["y=2".to_string()], vec![("G307", 1)]));
    // The next heading, or code, ends the search.
    let note = read("$$\na = b\n\n# Section\n\n$$\nc = d\n$$\n", Markdown);
    assert_eq!((texts(&note), problems(&note)), (vec!["c = d".to_string()], vec![("G307", 1)]));
    let note = read("a \\begin{align} b\n\nthen $y=2$\n", Markdown);
    assert_eq!((texts(&note), problems(&note)), (vec!["y=2".to_string()], vec![("G307", 1)]));
}

#[test]
fn text_within_a_formula_may_have_formulas() {
    expect(r"$a = b \text{ if $c$ is}$ and $d$", Markdown, &[(1, 1, r"a = b \text{ if $c$ is}"), (1, 31, "d")]);
    expect("$a{$ and $b$", Markdown, &[(1, 1, "a{"), (1, 10, "b")]);
}
