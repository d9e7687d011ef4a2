//! The command `gradus`, run as a reader runs it; and its exit codes on derivations that are wrong on purpose.

mod check;
mod command;
mod coverage;
mod evaluate;
mod exit_codes;
mod json;
mod program;
mod subcommands;
mod terminal;
mod usage;
