//! What `check` found as SARIF 2.1.0, which code hosts and editors show beside the lines of a file.

use super::diagnostic::{Diagnostic, Severity};
use super::visible::visible;
use crate::command_line::explain::CODES;
use crate::note::Source;
use serde_json::{Value, json};

/// The log of a run. `errors`: files that could not be read.
pub(super) fn log(results: Vec<Value>, errors: &[String]) -> Value {
    let rule = |code: &crate::command_line::explain::Code| {
        json!({
            "id": code.name,
            "shortDescription": { "text": code.title },
            "fullDescription": { "text": code.about },
        })
    };
    let notification = |error: &String| json!({ "level": "error", "message": { "text": visible(error) } });
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "gradus",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": CODES.iter().map(rule).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "invocations": [{
                "executionSuccessful": errors.is_empty(),
                "toolExecutionNotifications": errors.iter().map(notification).collect::<Vec<_>>(),
            }],
            "results": results,
        }],
    })
}

/// A diagnostic as a result.
pub(super) fn result(source: &Source, diagnostic: &Diagnostic) -> Value {
    let level = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let mut text = visible(&diagnostic.title);
    if !diagnostic.label.is_empty() {
        text += &format!(": {}", visible(&diagnostic.label));
    }
    for (word, note) in &diagnostic.notes {
        text += &format!("\n{word}: {}", visible(note));
    }
    let (start, end) = (source.place(diagnostic.range.start), source.place(diagnostic.range.end));
    let mut location = json!({ "artifactLocation": { "uri": uri(&source.name) } });
    let mut logical = Vec::new();
    match source.cell {
        // The lines of a cell are not those of the file.
        Some(cell) => {
            text = format!("cell {cell}, line {}: {text}", start.line);
            logical.push(json!({ "name": format!("cell {cell}") }));
        }
        None => {
            location["region"] = json!({
                "startLine": start.line,
                "startColumn": start.column,
                "endLine": end.line,
                "endColumn": end.column,
            });
        }
    }
    json!({
        "ruleId": diagnostic.code,
        "level": level,
        "message": { "text": text },
        "locations": [{ "physicalLocation": location, "logicalLocations": logical }],
    })
}

/// A path as a relative reference, in which only letters, digits and a few signs stand for themselves.
fn uri(path: &str) -> String {
    let path = path.replace(std::path::MAIN_SEPARATOR, "/");
    let mut uri = String::new();
    for byte in path.trim_start_matches("./").bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri += &format!("%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_are_references() {
        assert_eq!([uri("./a/b c.md"), uri("Σ\u{1b}?#.md")], ["a/b%20c.md", "%CE%A3%1B%3F%23.md"]);
    }
}
