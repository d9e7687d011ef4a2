//! Rectangles of text that are placed beside each other on a common baseline.

use std::cell::Cell;

use super::text::width;

/// A rectangle of text: at least one line, and all lines have the same width.
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

/// The area that blocks of several lines may still use.
///
/// A tall block makes every block beside it as tall, so without a limit a drawing could be much larger than its source.
pub(super) struct Room(Cell<Option<usize>>);

impl Room {
    pub(super) fn new(area: usize) -> Self {
        Self(Cell::new(Some(area)))
    }

    /// For a single line, or if the caller has checked the size.
    pub(super) fn unlimited() -> Self {
        Self::new(usize::MAX)
    }

    /// Whether some block did not fit. What was drawn since then is incomplete.
    pub(super) fn is_spent(&self) -> bool {
        self.0.get().is_none()
    }

    /// Uses an area, if there is room. A single line is always free, because it is no longer than its source.
    fn take(&self, columns: usize, lines: usize) -> bool {
        let area = if lines > 1 { columns.saturating_mul(lines) } else { 0 };
        self.0.set(self.0.get().and_then(|room| room.checked_sub(area)));
        !self.is_spent()
    }
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
    pub(super) fn append(self, text: &str, room: &Room) -> Self {
        joined([(0, &self), (0, &Self::text(text))], room)
    }

    /// The block with text at its upper right corner.
    pub(super) fn with_corner(self, text: &str, room: &Room) -> Self {
        if !room.take(width(text), self.height()) {
            return self;
        }
        let corner = Self { baseline: self.baseline, ..Self::text(text).padded(self.height()) };
        joined([(0, &self), (0, &corner)], room)
    }

    /// The block with blank lines below it, to a total of `height` lines.
    fn padded(mut self, height: usize) -> Self {
        let blank = " ".repeat(self.width());
        self.lines.resize(height.max(self.lines.len()), blank);
        self
    }

    /// The block between brackets of the same height.
    pub(super) fn between(self, open: &str, close: &str, room: &Room) -> Self {
        let height = self.height();
        if !room.take(width(open) + width(close), height) {
            return self;
        }
        let bracket = |text: &str| Self { lines: tall(text, height), baseline: self.baseline };
        joined([(0, &bracket(open)), (0, &self), (0, &bracket(close))], room)
    }

    /// Cells in rows and columns, `gap` columns apart.
    pub(super) fn grid(rows: &[Vec<Block>], gap: usize, align: Align, room: &Room) -> Self {
        let mut widths = vec![0; rows.iter().map(Vec::len).max().unwrap_or(0)];
        for (j, cell) in rows.iter().flat_map(|row| row.iter().enumerate()) {
            widths[j] = cell.width().max(widths[j]);
        }
        // Short rows are filled, so a grid may have many more cells than there are blocks.
        let columns = widths.iter().map(|column| column + gap + 1).sum();
        if rows.is_empty() || !room.take(columns, rows.len()) {
            return Self::text("");
        }
        let empty = Self::text("");
        let mut lines = Vec::new();
        for row in rows {
            let mut placed = Vec::new();
            let mut space = 0;
            for (j, &column) in widths.iter().enumerate() {
                let cell = row.get(j).unwrap_or(&empty);
                let free = column - cell.width();
                let left = match align {
                    Align::Centre => free / 2,
                    Align::Right => free,
                    Align::Equation => free * ((j + 1) % 2),
                };
                placed.push((space + left, cell));
                space = free - left + gap;
            }
            placed.push((space.saturating_sub(gap), &empty));
            lines.extend(joined(placed, room).lines);
        }
        let baseline = (lines.len() - 1) / 2;
        Self { lines, baseline }
    }
}

/// Blocks side by side on one baseline. Each has a number of blank columns before it.
pub(super) fn joined<'a, I>(blocks: I, room: &Room) -> Block
where
    I: IntoIterator<Item = (usize, &'a Block), IntoIter: Clone>,
{
    let blocks = blocks.into_iter();
    let above = blocks.clone().map(|(_, block)| block.baseline).max().unwrap_or(0);
    let below = blocks.clone().map(|(_, block)| block.height() - block.baseline).max().unwrap_or(1);
    // A block takes time for every line, even if it is empty.
    let columns = blocks.clone().map(|(space, block)| space + block.width() + 1).sum();
    if !room.take(columns, above + below) {
        return Block::text("");
    }
    let mut lines = vec![String::new(); above + below];
    for (space, block) in blocks {
        let blank = " ".repeat(block.width());
        let top = above - block.baseline;
        for (k, line) in lines.iter_mut().enumerate() {
            line.extend(std::iter::repeat_n(' ', space));
            line.push_str(k.checked_sub(top).and_then(|k| block.lines.get(k)).unwrap_or(&blank));
        }
    }
    Block { lines, baseline: above }
}

/// A bracket with a height of `height` lines.
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
    // The middle of a curly bracket.
    if height > 2 && (bracket == "{" || bracket == "}") {
        lines[height / 2] = if bracket == "{" { "⎨" } else { "⎬" }.into();
    }
    lines
}

/// Entries drawn as a matrix in brackets, with columns aligned to the right. A single entry has no brackets.
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
            let room = Room::unlimited();
            Block::grid(&cells, 2, Align::Right, &room).between("[", "]", &room)
        }
    }
}

/// Blank columns between equations on one line.
const GAP: usize = 4;

/// `name = matrix` for each pair, side by side as far as they fit into `columns`.
pub fn equations<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a [Vec<String>])>, columns: usize) -> Vec<String> {
    let room = Room::unlimited();
    let beside = |row: &[(usize, Block)]| joined(row.iter().map(|(space, block)| (*space, block)), &room).lines;
    let mut lines: Vec<String> = Vec::new();
    let mut row: Vec<(usize, Block)> = Vec::new();
    let mut used = 0;
    for (name, rows) in pairs {
        let equation = joined([(0, &Block::text(&format!("{name} = "))), (0, &matrix(rows))], &room);
        if !row.is_empty() && used + GAP + equation.width() > columns {
            lines.extend(beside(&std::mem::take(&mut row)));
            used = 0;
        }
        let space = if row.is_empty() { 0 } else { GAP };
        used += space + equation.width();
        row.push((space, equation));
    }
    if !row.is_empty() {
        lines.extend(beside(&row));
    }
    lines.into_iter().map(|line| line.trim_end().to_string()).collect()
}
