//! Formulas of LaTeX, and the files that a note includes.

use crate::{expect, formulas, problems, read, texts};
use gradus::note::Format::Latex;
use gradus::note::{Item, Note, Preliminaries, Verdict, check, open};
use std::fs;
use std::path::PathBuf;

#[test]
fn each_delimiter_of_latex_is_read() {
    expect("a $x=1$ b", Latex, &[(1, 3, "x=1")]);
    expect("$$x\n=1$$", Latex, &[(1, 1, "x\n=1")]);
    expect(r"\(x=1\) \[y=2\]", Latex, &[(1, 1, "x=1"), (1, 9, "y=2")]);
    let align = "\\begin{align*}\na &= b \\\\ % why\n- c\n\\end{align*}";
    expect(&format!("text\n{align}\n"), Latex, &[(2, 1, align)]);
    expect("\\begin{theorem} $a$ \\end{theorem}", Latex, &[(1, 17, "a")]);
    let read_as = "\\begin{alignat}{rCl} a &=& b \\end{alignat}";
    expect("\\begin{IEEEeqnarray}{rCl} a &=& b \\end{IEEEeqnarray}", Latex, &[(1, 1, read_as)]);
    expect(r"$a = b \mbox{ if $c$}$", Latex, &[(1, 1, r"a = b \mbox{ if $c$}")]);
}

#[test]
fn what_is_not_typeset_is_left_out() {
    let without = [
        "% $a$\n",
        "\\% \\$ 5\n",
        "\\iffalse $a$ \\ifx$b$\\fi $c$ \\iff \\fi\n",
        "\\begin{verbatim}$a$\\end{verbatim}",
        "\\begin{lstlisting}[language=C]\n$a$ % {\n\\end{lstlisting}",
        "\\begin{minted}{python}\n$a$\n\\end{minted}",
        "\\begin{comment}$a$\\end{comment}",
        "\\verb|$a$| and \\lstinline{$b$}",
        "\\url{http://a.b/%20$c}",
        "\\newcommand{\\x}{$a$}",
    ];
    for text in without {
        assert_eq!(texts(&read(&format!("{text} $x=1$ \\end{{document}} $z$"), Latex)), ["x=1"], "{text}");
    }
    expect("\\iffalse $a$ \\else $b$ \\fi", Latex, &[(1, 20, "b")]);
    let document = "\\documentclass{article}\n\\title{$a$}\n\\begin{document}\n$b$\n\\end{document}\n$c$";
    expect(document, Latex, &[(4, 1, "b")]);
}

#[test]
fn names_for_environments_are_those_environments() {
    let text = "\\newcommand{\\be}{\\begin{equation}}\n\\def\\ee{\\end{equation}}\n\\be a=b \\ee";
    expect(text, Latex, &[(3, 1, "\\begin{equation} a=b \\end{equation}")]);
}

#[test]
fn an_end_that_is_missing_is_reported() {
    for text in ["a $x\n\nb", "$$x\n\nb", "\\[ x", "\\( x \\( y", "\\begin{align} x"] {
        let note = read(&format!("{text}\n\\section{{s}}\n$y=2$"), Latex);
        let found = (texts(&note).pop(), note.problems.first().map(|problem| problem.kind.code()));
        assert_eq!(found, (Some("y=2".into()), Some("G307")), "{text}");
    }
}

#[test]
fn macros_of_the_preamble_reach_the_formulas() {
    let text = "\\newcommand{\\inv}[1]{#1^{-1}}\n\\DeclareMathOperator{\\tr}{tr}\n\\begin{document}\n\
                % gradus: A, B: n×n invertible\n$\\inv{(AB)} = \\inv{B}\\inv{A}$ and $\\tr(AB) = -\\tr(BA)$\n";
    let note = read(text, Latex);
    let checks = check(&note, &Preliminaries::default());
    let verdicts: Vec<Verdict> = checks.equations.iter().map(|found| found.statements[0].verdict).collect();
    assert_eq!(verdicts, [Verdict::Holds, Verdict::Refuted]);
    assert!(note.items.iter().any(|item| matches!(item, Item::Macros(_))));
}

/// A folder of this test, empty.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("note").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn opened(folder: &std::path::Path, text: &str) -> Note {
    let path = folder.join("main.tex");
    fs::write(&path, text).expect("a file");
    open(&path).expect("a note")
}

#[test]
fn files_of_the_folder_are_included_in_their_place() {
    let folder = folder("included");
    fs::create_dir(folder.join("parts")).expect("a folder");
    fs::write(folder.join("parts/one.tex"), "% a comment\n $b=2$").expect("a file");
    fs::write(folder.join("macros.sty"), "\\newcommand{\\x}{X} $z$").expect("a file");
    let text = "\\usepackage[a]{amsmath,macros}\n\\begin{document}$a=1$\\input{parts/one} $c=3$\\input parts/one.tex\n";
    let note = opened(&folder, text);
    assert_eq!(texts(&note), ["a=1", "b=2", "c=3", "b=2"]);
    assert_eq!(formulas(&note)[1], (2, 2, "b=2".to_string()));
    let names: Vec<&str> = note.sources.iter().map(|source| &*source.name).collect();
    assert!(names[0].ends_with("main.tex") && names[2].ends_with("one.tex"), "{names:?}");
    assert!(matches!(&note.items[0], Item::Macros(text) if text.contains("{\\x}")));
    assert_eq!(problems(&note), []);
}

#[test]
fn nothing_outside_of_the_folder_is_read() {
    let outside = folder("outside");
    fs::write(outside.join("secret.tex"), "$secret=1$").expect("a file");
    let folder = folder("inside");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(outside.join("secret.tex"), folder.join("link.tex")).expect("a link");
        std::os::unix::fs::symlink(&outside, folder.join("away")).expect("a link");
    }
    fs::create_dir(folder.join("folder.tex")).expect("a folder");
    let names = [
        "../outside/secret",
        outside.join("secret.tex").to_str().expect("UTF-8"),
        "/etc/passwd",
        "/dev/zero",
        "|ls",
        "link",
        "away/secret",
        "folder",
        "missing",
        "main",
        "",
        "~/secret",
    ]
    .map(String::from);
    for name in names {
        let note = opened(&folder, &format!("$a=1$\\input{{{name}}}$b=2$"));
        let found = texts(&note);
        assert!(!found.contains(&"secret=1".to_string()), "{name}: {found:?}");
        assert!(note.problems.iter().all(|problem| problem.kind.code() == "G303"), "{name}");
        assert!(!note.problems.is_empty(), "{name}");
    }
}

#[test]
fn a_loop_of_files_ends() {
    let folder = folder("loop");
    fs::write(folder.join("a.tex"), "$a=1$\\input{b}").expect("a file");
    fs::write(folder.join("b.tex"), "$b=2$\\input{a}\\input{b}").expect("a file");
    let note = opened(&folder, "\\input{a}");
    assert_eq!(texts(&note), ["a=1", "b=2"]);
    assert_eq!(problems(&note).len(), 2);
    // Every file includes the next one twice.
    for k in 0..30 {
        fs::write(folder.join(format!("f{k}.tex")), format!("$x=1$\\input{{f{0}}}\\input{{f{0}}}", k + 1))
            .expect("a file");
    }
    let note = opened(&folder, "\\input{f0}");
    assert!(note.sources.len() < 300 && !note.problems.is_empty());
}
