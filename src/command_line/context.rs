//! What every command uses.

use super::program::Program;
use crate::course::Course;
use crate::report::select::Names;

/// The course, the program that runs, and the width of its lines.
pub(super) struct Context<'a> {
    pub(super) course: &'a Course,
    pub(super) program: &'a Program,
    /// Columns of a line.
    pub(super) width: usize,
}

impl<'a> Context<'a> {
    /// The names that a user may write.
    pub(super) fn names(&self) -> Names<'a> {
        Names { derivations: &self.course.derivations, program: Some(&self.program.name) }
    }
}
