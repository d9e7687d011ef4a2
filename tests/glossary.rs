//! The vocabulary of `DESIGN.md`: every term is used, and the words that stand for none are not.

use std::path::{Path, PathBuf};

/// Words that once stood for something that has a standard term, with that term. They are looked for in every text of
/// the project, as whole words.
const REPLACED: &[(&str, &str)] = &[
    ("greatest likelihood", "maximum likelihood"),
    ("factors turn", "cyclic property"),
    ("teeth", "power, or: tells a control from the claim"),
    ("what became of", "the status or the verdict of"),
    ("can be had all the same", "can be computed"),
    ("finds while it runs", "detected at run time"),
    ("is the network there", "check the network connection"),
    ("arrived anywhere", "converged"),
    ("falls apart", "factorises"),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The sources, documents and notebooks.
fn texts() -> Vec<(PathBuf, String)> {
    let mut texts = Vec::new();
    let mut folders: Vec<PathBuf> =
        ["src", "derivations", "tests", "benches", "notebooks"].iter().map(|name| root().join(name)).collect();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let readable = path.extension().is_some_and(|kind| kind == "rs" || kind == "ipynb" || kind == "tsv");
            if path.is_dir() && !path.ends_with("target") {
                folders.push(path);
            } else if readable && !path.ends_with("tests/glossary.rs") {
                texts.push((path.clone(), std::fs::read_to_string(&path).expect("a text")));
            }
        }
    }
    for document in ["README.md", "DESIGN.md", "CONTRIBUTING.md"] {
        texts.push((document.into(), std::fs::read_to_string(root().join(document)).expect("a document")));
    }
    texts
}

/// The terms in the table of `DESIGN.md`.
fn terms(design: &str) -> Vec<&str> {
    let rows = design.lines().filter_map(|line| line.strip_prefix("| **"));
    rows.filter_map(|row| row.split_once("**").map(|(term, _)| term)).collect()
}

/// The lines on which a phrase stands as whole words.
fn lines_with<'a>(text: &'a str, phrase: &'a str) -> impl Iterator<Item = usize> + 'a {
    let stands = move |line: &str| {
        let line = line.to_lowercase();
        line.match_indices(phrase).any(|(at, _)| {
            let letter = |side: Option<char>| side.is_some_and(char::is_alphabetic);
            !letter(line[..at].chars().next_back()) && !letter(line[at + phrase.len()..].chars().next())
        })
    };
    text.lines().enumerate().filter(move |(_, line)| stands(line)).map(|(index, _)| index + 1)
}

#[test]
fn every_term_is_used() {
    let design = std::fs::read_to_string(root().join("DESIGN.md")).expect("DESIGN.md");
    let terms = terms(&design);
    assert!(terms.len() >= 25, "{terms:?}");
    let texts = texts();
    for term in terms {
        let used = texts.iter().filter(|(path, _)| path.extension().is_some_and(|kind| kind == "rs"));
        let files = used.filter(|(_, text)| lines_with(text, term).next().is_some()).count();
        assert!(files > 0, "`{term}` is in the vocabulary, but no source uses it");
    }
}

#[test]
fn what_has_a_standard_term_is_called_by_it() {
    let mut found = Vec::new();
    for (path, text) in texts() {
        for &(phrase, term) in REPLACED {
            let place = path.strip_prefix(root()).unwrap_or(&path).display();
            found.extend(lines_with(&text, phrase).map(|line| format!("{place}:{line}: “{phrase}”; write: {term}")));
        }
    }
    assert!(found.is_empty(), "{} lines:\n{}", found.len(), found.join("\n"));
}

#[test]
fn whole_words_are_found() {
    let text = "The factors turn.\nBenefactors turned\nTEETH";
    assert_eq!(lines_with(text, "factors turn").collect::<Vec<_>>(), [1]);
    assert_eq!(lines_with(text, "teeth").collect::<Vec<_>>(), [3]);
    assert_eq!(terms("| **claim** | x |\n| no | y |"), ["claim"]);
    assert!(Path::new("src").is_relative());
}
