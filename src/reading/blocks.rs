//! Matrices that are printed entry by entry, or block by block.

use super::grammar::Grammar;
use super::stop::Stop;
use super::term::{Shape, Term};
use crate::claim::input::{ONE, Size};
use crate::latex::{Kind, NodeId, Row, Span};
use crate::program::expression::{Expression, Operation};

/// The most rows and the most columns of blocks.
const MOST_BLOCKS: usize = 8;

impl Grammar<'_> {
    /// A matrix in an environment: `pmatrix`, `bmatrix`, and an `array` if it is in brackets; `vmatrix` is a
    /// determinant.
    pub(super) fn array(
        &self,
        environment: &str,
        rows: &[Vec<Row>],
        in_brackets: bool,
        span: Span,
        depth: usize,
    ) -> Result<Term, Stop> {
        match environment {
            "pmatrix" | "bmatrix" | "Bmatrix" | "psmallmatrix" | "bsmallmatrix" => self.matrix(rows, span, depth),
            "array" | "matrix" | "smallmatrix" if in_brackets => self.matrix(rows, span, depth),
            "vmatrix" => {
                self.matrix(rows, span, depth)?.of_square(Operation::Determinant, "the determinant", self.sizes)
            }
            _ => Err(Stop::unsupported(span, format!("the environment {environment}"))),
        }
    }

    /// The array that is all there is in a row.
    pub(super) fn only_array(&self, row: &[NodeId]) -> Option<(&str, &[Vec<Row>])> {
        let mut visible = row.iter().filter(|id| !self.is_space(**id));
        let (first, None) = (visible.next()?, visible.next()) else { return None };
        match self.tree.kind(*first) {
            Kind::Array { environment, rows } => Some((environment, rows)),
            _ => None,
        }
    }

    /// `\binom{x}{y}` of two vectors is one above the other.
    pub(super) fn column_of_two(&self, above: &Row, below: &Row, span: Span, depth: usize) -> Result<Term, Stop> {
        let rows = [vec![above.clone()], vec![below.clone()]];
        let parts = [above, below].map(|row| self.row(row, span, depth + 1));
        if parts.iter().any(|part| part.as_ref().is_ok_and(Term::is_scalar)) {
            let message = "it is not clear whether this is a binomial coefficient or a vector";
            return Err(Stop::ambiguous(span, message, "write \\begin{pmatrix} … \\end{pmatrix} for a vector"));
        }
        self.matrix(&rows, span, depth)
    }

    fn matrix(&self, rows: &[Vec<Row>], span: Span, depth: usize) -> Result<Term, Stop> {
        let is_empty = |row: &Vec<Row>| row.iter().all(|cell| cell.iter().all(|id| self.is_space(*id)));
        // A \\ after the last row begins no other.
        let rows = match rows {
            [rows @ .., last] if is_empty(last) => rows,
            rows => rows,
        };
        let width = rows.first().map_or(0, Vec::len);
        if rows.len() > MOST_BLOCKS || width > MOST_BLOCKS {
            return Err(Stop::too_large(span));
        }
        if width == 0 || rows.iter().any(|row| row.len() != width) {
            return Err(Stop::shapes(span, "the rows of a matrix have different lengths"));
        }
        let mut cells: Vec<Vec<Term>> = Vec::new();
        for row in rows {
            cells.push(row.iter().map(|cell| self.row(cell, span, depth + 1)).collect::<Result<_, _>>()?);
        }
        let (heights, widths) = self.grid(&cells, span)?;
        let operations = cells.iter().flatten().map(|cell| cell.operations).sum();
        let mut blocks = Vec::new();
        for (row, height) in cells.into_iter().zip(&heights) {
            let mut line = Vec::new();
            for (cell, width) in row.into_iter().zip(&widths) {
                line.push(match cell.shape {
                    // The number 0 is an empty sum, and a block of zeros is a 0.
                    Shape::AnyZero if (*height, *width) == (ONE, ONE) => Expression::Sum(Vec::new()),
                    Shape::AnyZero => Expression::Ratio(0, 1),
                    _ => cell.fitted(Shape::Of(*height, *width), self.sizes)?.expression,
                });
            }
            blocks.push(line);
        }
        // Each row and each column of blocks shows its size.
        let is_zero = |block: &Expression| matches!(block, Expression::Ratio(0, _));
        let hidden = blocks.iter().any(|row| row.iter().all(is_zero))
            || (0..width).any(|k| blocks.iter().all(|row| is_zero(&row[k])));
        if hidden {
            return Err(Stop::unsupported(span, "a row or a column of zeros"));
        }
        let total = |sizes: Vec<Size>| sizes.into_iter().reduce(|sum, size| sum + size).unwrap_or(ONE);
        let shape = Shape::Of(total(heights), total(widths));
        Term { expression: Expression::Blocks(blocks), shape, span, operations }.bounded()
    }

    /// The heights of the rows and the widths of the columns.
    fn grid(&self, cells: &[Vec<Term>], span: Span) -> Result<(Vec<Size>, Vec<Size>), Stop> {
        let mut heights: Vec<Option<Size>> = vec![None; cells.len()];
        let mut widths: Vec<Option<Size>> = vec![None; cells.first().map_or(0, Vec::len)];
        let misfit = || Stop::shapes(span, "the blocks of a matrix do not fit");
        let note = |known: &mut Option<Size>, size: Size| match *known {
            Some(known) => self.sizes.unify(known, size),
            None => {
                *known = Some(size);
                true
            }
        };
        for (row, height) in cells.iter().zip(&mut heights) {
            for (cell, width) in row.iter().zip(&mut widths) {
                if let Shape::Of(rows, columns) = cell.shape
                    && !(note(height, rows) && note(width, columns))
                {
                    return Err(misfit());
                }
            }
        }
        // Identity matrices are square.
        for _ in 0..cells.len() + widths.len() {
            for (row, height) in cells.iter().zip(&mut heights) {
                for (cell, width) in row.iter().zip(&mut widths) {
                    if cell.shape == Shape::AnyIdentity {
                        match (*height, *width) {
                            (Some(rows), None) => *width = Some(rows),
                            (None, Some(columns)) => *height = Some(columns),
                            _ => {}
                        }
                    }
                }
            }
        }
        // Beside numbers, a 0 is a number.
        let known: Vec<Size> = heights.iter().chain(&widths).flatten().copied().collect();
        let are_numbers = !known.is_empty() && known.iter().all(|size| *size == ONE);
        let unclear = || Stop::unsupported(span, "a matrix whose blocks do not show their shapes");
        let known = |size: Option<Size>| size.or(are_numbers.then_some(ONE)).ok_or_else(unclear);
        Ok((
            heights.into_iter().map(known).collect::<Result<_, _>>()?,
            widths.into_iter().map(known).collect::<Result<_, _>>()?,
        ))
    }
}
