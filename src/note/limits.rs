//! Limits, so that no note takes all memory or runs without end.

/// The largest file, in bytes. All files that a note includes together are no larger.
pub const LARGEST_FILE: usize = 1 << 24;

/// The most formulas of a note. Each takes time to judge, and memory for what is found.
pub const MOST_FORMULAS: usize = 20_000;

/// The most files that a note includes.
pub const MOST_INCLUDED: usize = 200;

/// The deepest nesting of files that include others.
pub const DEEPEST_INCLUDE: usize = 16;

/// The longest definition of a macro, in bytes.
pub const LONGEST_DEFINITION: usize = 1 << 12;
