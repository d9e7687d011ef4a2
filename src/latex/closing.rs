//! Where cells, lines, groups, fences and environments end.

use super::class::Class;
use super::parser::{Frame, Parser, Role};
use super::span::{ProblemKind, Span};
use super::tree::Kind;

impl Parser<'_> {
    /// `&`
    pub(super) fn cell(&mut self, span: Span) {
        if !self.end_cell(span, false) {
            self.place(Kind::AlignmentTab, span);
        }
    }

    /// `\\`
    pub(super) fn line(&mut self, span: Span) {
        self.input.star();
        self.input.length();
        if !self.end_cell(span, true) {
            self.place(Kind::LineBreak, span);
        }
    }

    /// Ends the cell of an environment, and its line; `false` outside of one.
    fn end_cell(&mut self, span: Span, ends_line: bool) -> bool {
        self.end_row(span);
        if !matches!(self.top().role, Role::Environment { .. }) {
            return false;
        }
        let Some(mut frame) = self.frames.pop() else { return false };
        let row = self.finished(&mut frame, span);
        if let Role::Environment { rows, cells, .. } = &mut frame.role {
            cells.push(row);
            if ends_line {
                rows.push(std::mem::take(cells));
            }
        }
        self.frames.push(frame);
        true
    }

    pub(super) fn close_group(&mut self, span: Span) {
        if !self.close_to(span, |role| matches!(role, Role::Group)) {
            self.input.report(ProblemKind::Unopened("}".into()), span);
            return;
        }
        let Some(mut frame) = self.frames.pop() else { return };
        let row = self.finished(&mut frame, span);
        self.place(Kind::Group(row), frame.start.to(span));
    }

    pub(super) fn end_fence(&mut self, span: Span) {
        let close = self.delimiter("\\right");
        if !self.close_to(span, |role| matches!(role, Role::Fence(_))) {
            self.input.report(ProblemKind::Unopened("\\right".into()), span);
            if let Some(letter) = close.chars().next() {
                self.place(Kind::Symbol(letter, Class::Close), span);
            }
            return;
        }
        let Some(mut frame) = self.frames.pop() else { return };
        let inner = self.finished(&mut frame, span);
        let span = frame.start.to(self.input.here);
        if let Role::Fence(open) = frame.role {
            self.place(Kind::Fenced { open, inner, close }, span);
        }
    }

    pub(super) fn end_environment(&mut self, span: Span) {
        let ended = self.input.text_argument().unwrap_or_default();
        let span = span.to(self.input.here);
        if !self.close_to(span, |role| matches!(role, Role::Environment { .. })) {
            self.input.report(ProblemKind::Unopened(format!("\\end{{{ended}}}")), span);
            return;
        }
        self.build_environment(span, Some(ended));
    }

    pub(super) fn build_environment(&mut self, span: Span, ended: Option<String>) {
        let Some(mut frame) = self.frames.pop() else { return };
        let last = self.finished(&mut frame, span);
        let Role::Environment { name, mut rows, mut cells } = frame.role else { return };
        if !cells.is_empty() || !last.is_empty() {
            cells.push(last);
            rows.push(cells);
        }
        if let Some(ended) = ended.filter(|ended| *ended != name) {
            self.input.report(ProblemKind::Mismatched { begun: name.clone(), ended }, span);
        }
        let environment = name.trim_end_matches('*').to_string();
        self.place(Kind::Array { environment, rows }, frame.start.to(span));
    }

    pub(super) fn end_optional(&mut self, span: Span) {
        let Some(mut frame) = self.frames.pop() else { return };
        let row = self.finished(&mut frame, span);
        if let Role::Optional(command) = frame.role {
            let needed = command.arguments();
            self.frames.push(Frame::new(Role::Arguments(command, vec![row], needed), frame.start));
        }
    }

    /// Closes what is open inside of the innermost frame of a kind; `false` if there is none.
    pub(super) fn close_to(&mut self, span: Span, wanted: fn(&Role) -> bool) -> bool {
        self.end_row(span);
        if wanted(&self.top().role) {
            return true;
        }
        if !self.frames.iter().any(|frame| wanted(&frame.role)) {
            return false;
        }
        while !wanted(&self.top().role) {
            self.abandon(span);
            self.end_row(span);
        }
        true
    }

    /// Ends the frame on top, which has no end of its own.
    pub(super) fn abandon(&mut self, span: Span) {
        let start = self.top().start;
        let opening = match &self.top().role {
            Role::Group => "{".into(),
            Role::Fence(_) => "\\left".into(),
            Role::Environment { name, .. } => format!("\\begin{{{name}}}"),
            Role::Optional(_) => "[".into(),
            _ => return,
        };
        self.input.report(ProblemKind::Unclosed(opening), start);
        if matches!(self.top().role, Role::Environment { .. }) {
            return self.build_environment(span, None);
        }
        if matches!(self.top().role, Role::Optional(_)) {
            self.end_optional(span);
            return self.end_arguments(span);
        }
        let Some(mut frame) = self.frames.pop() else { return };
        let inner = self.finished(&mut frame, span);
        let kind = match frame.role {
            Role::Fence(open) => Kind::Fenced { open, inner, close: String::new() },
            _ => Kind::Group(inner),
        };
        self.place(kind, frame.start.to(span));
    }
}
