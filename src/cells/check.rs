//! A formula in LaTeX, read and judged.

use super::bundle::{Bundle, Show, debug_as_shown};
use crate::reading::{self, Checked};
use crate::report::escaped;

/// Reads a formula in LaTeX and judges each of its links. The cell does not fail, whatever is found.
///
/// Symbols that are not declared are inferred; [`given`](Check::given) declares them.
pub fn check(latex: &str) -> Check {
    Check { latex: latex.into(), given: String::new() }
}

/// A formula in LaTeX that a cell shows with what is found about it.
#[derive(Clone)]
pub struct Check {
    latex: String,
    given: String,
}

impl Check {
    /// Declares symbols, as in `A: n×n invertible; x: n`.
    pub fn given(self, declaration: &str) -> Self {
        Self { given: declaration.into(), ..self }
    }

    /// What is found about each link.
    pub fn links(&self) -> Vec<Checked> {
        reading::check(&self.latex, &self.given)
    }
}

impl Show for Check {
    fn bundle(&self) -> Bundle {
        let links: Vec<String> = self.links().iter().map(ToString::to_string).collect();
        let plain = links.join("\n");
        let html = format!("<p>{}</p><pre style=\"margin:0\">{}</pre>", shown(&self.latex), escaped(&plain));
        Bundle { html, plain, ..Bundle::default() }
    }
}

fn shown(latex: &str) -> String {
    escaped(&format!("$$ {latex} $$"))
}

debug_as_shown!(Check);
