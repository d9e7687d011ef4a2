//! Rectangles of text that are placed beside each other on a common baseline.

use super::width;

/// A rectangle of text. All lines have the same width.
#[derive(Clone, Debug)]
pub(super) struct Block {
    lines: Vec<String>,
    baseline: usize,
}

/// How the columns of a grid are aligned.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Centre,
    /// As in `align`: the columns alternate between right and left.
    Equation,
    Right,
}

impl Block {
    pub(super) fn text(text: &str) -> Self {
        Self { lines: vec![text.into()], baseline: 0 }
    }

    pub(super) fn width(&self) -> usize {
        self.lines.first().map_or(0, |line| width(line))
    }

    pub(super) fn height(&self) -> usize {
        self.lines.len()
    }

    /// The line on the baseline: the whole text of a block that is one line high.
    pub(super) fn as_line(&self) -> &str {
        self.lines.get(self.baseline).map_or("", String::as_str)
    }

    pub(super) fn into_lines(self) -> Vec<String> {
        self.lines
    }

    /// The block with text after its baseline.
    pub(super) fn append(self, text: &str) -> Self {
        joined(&[self, Self::text(text)])
    }

    /// The block with text at its upper right corner.
    pub(super) fn with_corner(self, text: &str) -> Self {
        let corner = Self { baseline: self.baseline, ..Self::text(text).padded(self.height()) };
        joined(&[self, corner])
    }

    /// The block with blank lines below, `height` lines in all.
    fn padded(mut self, height: usize) -> Self {
        let blank = " ".repeat(self.width());
        self.lines.resize(height.max(self.lines.len()), blank);
        self
    }

    /// The block between brackets of its height.
    pub(super) fn between(self, open: &str, close: &str) -> Self {
        let height = self.height();
        let bracket = |text: &str| Self { lines: tall(text, height), baseline: self.baseline };
        joined(&[bracket(open), self.clone(), bracket(close)])
    }

    /// Cells in rows and columns, `gap` columns apart.
    pub(super) fn grid(rows: &[Vec<Block>], gap: usize, align: Align) -> Self {
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let column_width = |j: usize| rows.iter().filter_map(|row| row.get(j)).map(Block::width).max().unwrap_or(0);
        let widths: Vec<usize> = (0..columns).map(column_width).collect();
        let mut lines = Vec::new();
        for row in rows {
            let mut placed = Vec::new();
            for (j, &column) in widths.iter().enumerate() {
                let cell = row.get(j).cloned().unwrap_or_else(|| Self::text(""));
                let free = column - cell.width();
                let left = match align {
                    Align::Centre => free / 2,
                    Align::Right => free,
                    Align::Equation => free * ((j + 1) % 2),
                };
                let gap = if j == 0 { 0 } else { gap };
                placed.extend([Self::text(&" ".repeat(gap + left)), cell, Self::text(&" ".repeat(free - left))]);
            }
            lines.extend(joined(&placed).lines);
        }
        let baseline = lines.len().saturating_sub(1) / 2;
        Self { lines, baseline }
    }
}

/// Blocks side by side, on one baseline.
pub(super) fn joined(blocks: &[Block]) -> Block {
    let above = blocks.iter().map(|block| block.baseline).max().unwrap_or(0);
    let below = blocks.iter().map(|block| block.height() - block.baseline).max().unwrap_or(1);
    let mut lines = vec![String::new(); above + below];
    for block in blocks {
        let blank = " ".repeat(block.width());
        let top = above - block.baseline;
        for (k, line) in lines.iter_mut().enumerate() {
            line.push_str(k.checked_sub(top).and_then(|k| block.lines.get(k)).unwrap_or(&blank));
        }
    }
    Block { lines, baseline: above }
}

/// A bracket that is `height` lines tall.
fn tall(bracket: &str, height: usize) -> Vec<String> {
    let (top, middle, bottom) = match bracket {
        "[" => ("⎡", "⎢", "⎣"),
        "]" => ("⎤", "⎥", "⎦"),
        "(" => ("⎛", "⎜", "⎝"),
        ")" => ("⎞", "⎟", "⎠"),
        "{" => ("⎧", "⎪", "⎩"),
        "}" => ("⎫", "⎪", "⎭"),
        "|" => ("│", "│", "│"),
        "‖" => ("║", "║", "║"),
        other => (other, other, other),
    };
    if height == 1 {
        return vec![bracket.into()];
    }
    let mut lines = vec![middle.to_string(); height];
    lines[0] = top.into();
    lines[height - 1] = bottom.into();
    // The waist of a curly bracket.
    if height > 2 && (bracket == "{" || bracket == "}") {
        lines[height / 2] = if bracket == "{" { "⎨" } else { "⎬" }.into();
    }
    lines
}

/// Entries drawn as a matrix in brackets, its columns aligned to the right; a single entry stands alone.
pub fn bracketed(rows: &[Vec<String>]) -> Vec<String> {
    matrix(rows).into_lines()
}

fn matrix(rows: &[Vec<String>]) -> Block {
    match rows {
        [] => Block::text("[]"),
        [row] if row.len() == 1 => Block::text(&row[0]),
        _ => {
            let cell = |entry: &String| Block::text(entry);
            let cells: Vec<Vec<Block>> = rows.iter().map(|row| row.iter().map(cell).collect()).collect();
            Block::grid(&cells, 2, Align::Right).between("[", "]")
        }
    }
}

/// Columns between equations on one line.
const GAP: usize = 4;

/// `name = matrix` for each of the pairs, side by side as far as `columns` reach.
pub fn equations<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a [Vec<String>])>, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut row: Vec<Block> = Vec::new();
    let mut used = 0;
    for (name, rows) in pairs {
        let equation = joined(&[Block::text(&format!("{name} = ")), matrix(rows)]);
        if !row.is_empty() && used + GAP + equation.width() > columns {
            lines.extend(joined(&std::mem::take(&mut row)).lines);
            used = 0;
        }
        if !row.is_empty() {
            row.push(Block::text(&" ".repeat(GAP)));
            used += GAP;
        }
        used += equation.width();
        row.push(equation);
    }
    if !row.is_empty() {
        lines.extend(joined(&row).lines);
    }
    lines.into_iter().map(|line| line.trim_end().to_string()).collect()
}
