//! What every command uses: the course, the program, and the width of the output.

use super::program::Program;
use crate::course::Course;
use crate::report::select::Names;

/// What every command uses.
pub(super) struct Context<'a> {
    pub(super) course: &'a Course,
    pub(super) program: &'a Program,
    /// Columns of a line.
    pub(super) width: usize,
}

impl<'a> Context<'a> {
    pub(super) fn names(&self) -> Names<'a> {
        Names { derivations: &self.course.derivations, program: Some(&self.program.name) }
    }
}
