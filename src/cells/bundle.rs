//! One output of a cell, in every form that a viewer may request.

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

/// Fails the cell. In the kernel the process ends, so that no backtrace follows the message; elsewhere it panics.
pub fn fail(message: &str) -> ! {
    if std::env::var_os("EVCXR_IS_RUNTIME").is_some() {
        eprintln!("{message}");
        std::process::exit(1);
    }
    panic!("{message}");
}
