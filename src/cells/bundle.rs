//! One output of a cell, in every form that a viewer may request.

use super::engine::panic::ends_the_cell;

/// The same content as HTML, LaTeX, SVG and plain text. A viewer shows the richest form that it supports.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bundle {
    /// For JupyterLab and GitHub. Formulas in it are enclosed in dollar signs.
    pub html: String,
    /// For viewers of mathematics, and for export to LaTeX.
    pub latex: String,
    /// A picture.
    pub svg: String,
    /// For terminals, and for comparison with an earlier run.
    pub plain: String,
}

impl Bundle {
    /// The output of a cell in the format of the kernel: one block for each form that is not empty.
    pub fn blocks(&self) -> String {
        let forms = [
            ("text/html", &self.html),
            ("text/latex", &self.latex),
            ("image/svg+xml", &self.svg),
            ("text/plain", &self.plain),
        ];
        let given = forms.iter().filter(|(_, content)| !content.is_empty());
        given
            .map(|(form, content)| format!("EVCXR_BEGIN_CONTENT {form}\n{}\nEVCXR_END_CONTENT\n", content.trim_end()))
            .collect()
    }
}

/// A value that a cell can show.
pub trait Show {
    /// All forms of it.
    fn bundle(&self) -> Bundle;

    /// Shows it below the cell; the kernel calls this for the last expression of a cell.
    fn evcxr_display(&self) {
        print!("{}", self.bundle().blocks());
    }
}

/// Writes what a cell shows as plain text, where Rust asks for it: without it, the first error of a cell that does not
/// compile would be about the missing `Debug`.
macro_rules! debug_as_shown {
    ($($shown:ty),*) => {$(
        impl std::fmt::Debug for $shown {
            fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                f.write_str(&self.bundle().plain)
            }
        }
    )*};
}

pub(super) use debug_as_shown;

/// Fails the cell with this message. Where the kernel does not guard the cell (see [`engine`](super::engine)), the
/// process ends, so that the cell does not count as a success.
pub fn fail(message: &str) -> ! {
    if std::env::var_os("EVCXR_IS_RUNTIME").is_some() && !ends_the_cell() {
        eprintln!("{message}");
        std::process::exit(1);
    }
    panic!("{message}");
}
