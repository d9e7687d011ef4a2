//! The coverage of the texts as a picture: one coloured cell for each equation.

use crate::course::{Equation, Status};
use crate::report::escaped;
use std::fmt::Write;

/// Equations in a row.
pub(super) const ROW: usize = 20;
/// Size of a cell and the space between two.
const CELL: (usize, usize) = (38, 26);
const GAP: usize = 4;
/// The margin on all sides, and the room for the number at the start of each row.
const MARGIN: usize = 24;
const HEAD: usize = 64;

/// Colours that colour-blind readers can tell apart (Okabe and Ito), and the colour of text on them.
fn colours(status: Status) -> (&'static str, &'static str) {
    match status {
        Status::Verified => ("#009e73", "#ffffff"),
        Status::Refuted => ("#d55e00", "#ffffff"),
        Status::Conditional => ("#f0e442", "#000000"),
        Status::Definition => ("#56b4e9", "#000000"),
        Status::Notation => ("#cc79a7", "#000000"),
        Status::Illegible => ("#bbbbbb", "#000000"),
    }
}

const UNEXPECTED: (&str, &str) = ("#000000", "#ffffff");

/// A self-contained SVG. Each equation comes with whether the verdicts of its claims are the expected ones.
pub(super) fn drawn(cells: &[(&Equation, bool)]) -> String {
    let width = 2 * MARGIN + HEAD + ROW * (CELL.0 + GAP);
    let mut body = String::new();
    let mut y = MARGIN + 20;
    let text = |x: usize, y: usize, style: &str, content: &str| {
        format!("<text x=\"{x}\" y=\"{y}\" {style}>{}</text>\n", escaped(content))
    };
    body += &text(MARGIN, y, "font-size=\"18\" font-weight=\"bold\"", "The status of every numbered equation");
    y += 16;
    let mut texts: Vec<&str> = cells.iter().map(|(equation, _)| equation.text()).collect();
    texts.dedup();
    for name in texts {
        let of_text: Vec<_> = cells.iter().filter(|(equation, _)| equation.text() == name).collect();
        y += 30;
        body +=
            &text(MARGIN, y, "font-size=\"14\" font-weight=\"bold\"", &format!("{name}: {} equations", of_text.len()));
        y += 10;
        for row in of_text.chunks(ROW) {
            let head = row.first().map_or("", |(equation, _)| equation.id);
            body += &text(MARGIN, y + CELL.1 - 8, "font-size=\"12\" fill=\"#555555\"", head);
            for (k, &&(equation, as_expected)) in row.iter().enumerate() {
                let x = MARGIN + HEAD + k * (CELL.0 + GAP);
                let (fill, ink) = if as_expected { colours(equation.status) } else { UNEXPECTED };
                let number = equation.id.split_once('-').map_or(equation.id, |(_, number)| number);
                let status = format!("{} {}", equation.id, equation.status);
                let title = if equation.remark.is_empty() { status } else { format!("{status}: {}", equation.remark) };
                let _ = writeln!(body, "<g><title>{}</title>", escaped(&title));
                let _ = writeln!(
                    body,
                    "<rect x=\"{x}\" y=\"{y}\" width=\"{}\" height=\"{}\" rx=\"3\" fill=\"{fill}\"/>",
                    CELL.0, CELL.1
                );
                let style = format!("font-size=\"12\" text-anchor=\"middle\" fill=\"{ink}\"");
                body += &text(x + CELL.0 / 2, y + CELL.1 - 8, &style, number);
                body += "</g>\n";
            }
            y += CELL.1 + GAP;
        }
    }
    y += 24;
    let mut x = MARGIN;
    for status in Status::ALL {
        let count = cells.iter().filter(|(equation, as_expected)| *as_expected && equation.status == status).count();
        let _ = writeln!(
            body,
            "<rect x=\"{x}\" y=\"{y}\" width=\"16\" height=\"16\" rx=\"3\" fill=\"{}\"/>",
            colours(status).0
        );
        body += &text(x + 22, y + 13, "font-size=\"13\"", &format!("{status} {count}"));
        x += 150;
    }
    let unexpected = cells.iter().filter(|(_, as_expected)| !as_expected).count();
    if unexpected > 0 {
        y += 24;
        let _ = writeln!(body, "<rect x=\"{MARGIN}\" y=\"{y}\" width=\"16\" height=\"16\" fill=\"{}\"/>", UNEXPECTED.0);
        body += &text(MARGIN + 22, y + 13, "font-size=\"13\"", &format!("not as expected {unexpected}"));
    }
    let height = y + 16 + MARGIN;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"Helvetica, Arial, sans-serif\">\n<rect width=\"{width}\" height=\"{height}\" \
         fill=\"#ffffff\"/>\n{body}</svg>\n"
    )
}
