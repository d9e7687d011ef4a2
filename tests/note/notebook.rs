//! Formulas of notebooks.

use crate::{formulas, problems, read, texts};
use gradus::note::{Format, open, read as read_note};

fn notebook(cells: &str) -> String {
    format!("{{\"cells\": [{cells}], \"nbformat\": 4, \"metadata\": {{}}}}")
}

#[test]
fn markdown_cells_are_read_each_with_its_number() {
    let cells = r##"{"cell_type": "code", "source": "$x$"},
        {"cell_type": "markdown", "source": ["# A\n", "text $a=1$\n"]},
        {"cell_type": "raw", "source": "$y$"},
        {"cell_type": "markdown", "source": "Σ $$b=\\alpha$$"}"##;
    let note = read(&notebook(cells), Format::Notebook);
    let places: Vec<_> = formulas(&note);
    assert_eq!(places, [(2, 6, "a=1".to_string()), (1, 3, "b=\\alpha".to_string())]);
    let cells: Vec<_> = note.sources.iter().map(|source| source.cell).collect();
    assert_eq!(cells, [Some(2), Some(4)]);
}

#[test]
fn a_cell_without_its_fields_is_reported_and_the_rest_is_read() {
    let wrong = [
        r#"{}"#,
        r#"1"#,
        r#"null"#,
        r#"{"cell_type": 3}"#,
        r#"{"cell_type": "markdown"}"#,
        r#"{"cell_type": "markdown", "source": 3}"#,
        r#"{"cell_type": "markdown", "source": ["a", 3]}"#,
    ];
    for cell in wrong {
        let cells = format!(r#"{cell}, {{"cell_type": "markdown", "source": "$a=1$"}}"#);
        let note = read(&notebook(&cells), Format::Notebook);
        assert_eq!((texts(&note), problems(&note)), (vec!["a=1".to_string()], vec![("G305", 1)]), "{cell}");
        assert_eq!(note.sources[0].cell, Some(1));
    }
}

#[test]
fn what_is_no_notebook_is_an_error() {
    for text in ["", "[]", "{}", "{\"cells\": 3}", "{\"cells\": [", "$a=1$", "\u{0}"] {
        let error = read_note("n.ipynb", text, Format::Notebook).expect_err(text);
        assert!(error.to_string().contains("n.ipynb"), "{error}");
    }
    let deep = format!("{{\"cells\": {}", "[".repeat(100_000));
    assert!(read_note("n.ipynb", &deep, Format::Notebook).is_err());
    assert!(open("no such file.ipynb".as_ref()).is_err());
}
