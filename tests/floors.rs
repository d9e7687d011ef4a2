//! The floors of the library: a file uses what stands below it, and no two use each other.
//!
//! An arrow goes from the file that has a `use` line, or a path such as `crate::error::Error` in its code, to the file
//! where the item stands: names that a `mod.rs` only passes on are followed. Files called `tests.rs` keep to the floors;
//! within a floor they may look at everything.

#[path = "floors/arrows.rs"]
mod arrows;
#[path = "floors/rules.rs"]
mod rules;
#[path = "floors/source.rs"]
mod source;

use arrows::Tree;
use rules::{Floor, Limits, Rules};
use std::path::Path;

/// Low to high. A floor uses those below it; an island no more than what it names.
const FLOORS: [Floor; 17] = [
    Floor { name: "error", only: Some(&[]) },
    Floor { name: "limits", only: None },
    Floor { name: "algebra", only: None },
    Floor { name: "program", only: None },
    Floor { name: "latex", only: Some(&[]) },
    Floor { name: "claim", only: None },
    Floor { name: "oracle", only: None },
    Floor { name: "verdict", only: None },
    Floor { name: "reading", only: None },
    Floor { name: "course", only: None },
    Floor { name: "report", only: None },
    Floor { name: "gaussian", only: Some(&["error", "limits", "algebra"]) },
    Floor { name: "cells", only: None },
    Floor { name: "command_line", only: None },
    Floor { name: "derivations", only: None },
    Floor { name: "lib", only: None },
    Floor { name: "main", only: None },
];

/// Who may name the derivations: the library as a whole, and the command.
const OWNERS: [&str; 2] = ["src/lib.rs", "src/main.rs"];

/// Most lines of a file, and the files that may have more, each with the reason.
const LIMITS: [Limits; 2] = [
    Limits { folder: "src/", lines: 400, exceptions: &[] },
    Limits { folder: "derivations/", lines: 600, exceptions: &[] },
];

const RULES: Rules = Rules { floors: &FLOORS, owners: &OWNERS, limits: &LIMITS };

#[test]
fn the_library_keeps_to_its_floors() {
    for limits in &LIMITS {
        let count = limits.exceptions.len();
        assert!(count <= 4, "{}: {count} exceptions", limits.folder);
    }
    let tree = Tree::read(Path::new(env!("CARGO_MANIFEST_DIR")), &["src", "derivations"]);
    assert!(tree.files().len() > 100, "only {} files were found", tree.files().len());
    assert!(tree.arrows().len() > 500, "only {} arrows were found", tree.arrows().len());
    let broken = RULES.broken(&tree);
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

/// A small library: what is broken in it.
fn broken(files: &[(&str, &str)]) -> Vec<String> {
    let roots = [("src/lib.rs", "pub mod error;\nmod algebra;\npub mod claim;\npub mod derivations;\n")];
    RULES.broken(&Tree::of(roots.iter().chain(files).map(|&(path, text)| (path.into(), text.into()))))
}

fn expect_one(files: &[(&str, &str)], words: &[&str]) {
    let broken = broken(files);
    assert!(broken.len() == 1 && words.iter().all(|word| broken[0].contains(word)), "{words:?}: {broken:#?}");
}

#[test]
fn a_sound_tree_breaks_no_rule() {
    let sound = [
        ("src/error.rs", "//! crate::claim is above.\npub struct Error;\n"),
        ("src/algebra/mod.rs", "pub mod matrix;\npub use matrix::Matrix;\n"),
        ("src/algebra/matrix.rs", "use crate::error::Error;\npub struct Matrix;\n"),
        ("src/claim/mod.rs", "use crate::algebra::Matrix;\nfn name() -> &'static str { \"crate::derivations\" }\n"),
        ("derivations/mod.rs", "pub mod mean;\nuse crate::claim::Claim;\n"),
        ("derivations/mean.rs", "use crate::claim::Claim;\n"),
    ];
    assert_eq!(broken(&sound), Vec::<String>::new());
}

#[test]
fn an_arrow_that_goes_up_is_found() {
    let claim = ("src/claim/mod.rs", "pub struct Claim;\n");
    let words = ["src/algebra/mod.rs:", "src/claim/mod.rs", "goes up"];
    expect_one(&[claim, ("src/algebra/mod.rs", "\nuse crate::claim::Claim;\n")], &words);
    expect_one(&[claim, ("src/algebra/mod.rs", "\nfn of(claim: &crate::claim::Claim) {}\n")], &words);
    expect_one(&[claim, ("src/algebra/mod.rs", "\npub use super::claim::{\n    Claim as Other,\n};\n")], &words);
    let nested = "\nmod tests {\n    use super::super::claim::Claim;\n}\n";
    expect_one(&[claim, ("src/algebra/mod.rs", nested)], &["src/algebra/mod.rs:3", "goes up"]);
    // Through a name that is passed on.
    let files = [
        ("src/error.rs", "use crate::claim::Claim;\n"),
        ("src/claim/mod.rs", "mod stated;\npub use stated::Claim;\n"),
        ("src/claim/stated.rs", "pub struct Claim;\n"),
    ];
    expect_one(&files, &["src/error.rs:1", "src/claim/stated.rs", "goes up"]);
    expect_one(
        &[("src/error.rs", "use crate::prelude::*;\npub struct Error;\n")],
        &["src/error.rs:1", "src/lib.rs", "goes up"],
    );
}

#[test]
fn an_island_uses_what_it_names() {
    let files = [("src/claim/mod.rs", "pub struct Claim;\n"), ("src/gaussian/mod.rs", "use crate::claim::Claim;\n")];
    expect_one(&files, &["src/gaussian/mod.rs:1", "uses only error, limits, algebra"]);
}

#[test]
fn a_circle_of_files_is_found() {
    let files = [
        ("src/algebra/mod.rs", "mod one;\nmod two;\n"),
        ("src/algebra/one.rs", "use super::two::Two;\npub struct One;\n"),
        ("src/algebra/two.rs", "\nuse crate::algebra::one::One;\npub struct Two;\n"),
    ];
    expect_one(&files, &["circle", "src/algebra/one.rs:1", "src/algebra/two.rs:2"]);
}

#[test]
fn a_circle_with_the_file_of_the_folder_is_found() {
    let child = ("src/claim/one.rs", "use super::Base;\npub struct One;\n");
    let base = "mod one;\npub struct Base;\n";
    for use_of_child in
        ["use one::One;\n", "fn of() -> one::One { todo!() }\n", "pub use one::One;\nfn of(_: One) {}\n"]
    {
        let files = [("src/claim/mod.rs", &*format!("{base}{use_of_child}")), child];
        expect_one(&files, &["circle", "src/claim/mod.rs:", "src/claim/one.rs:1"]);
    }
    assert_eq!(broken(&[("src/claim/mod.rs", &*format!("{base}pub use one::One;\n")), child]), Vec::<String>::new());
}

#[test]
fn a_circle_of_folders_is_found() {
    let files = [
        ("src/algebra/mod.rs", "mod first;\nmod second;\n"),
        ("src/algebra/first/mod.rs", "pub mod a;\npub mod b;\n"),
        ("src/algebra/second/mod.rs", "pub mod c;\npub mod d;\n"),
        ("src/algebra/first/a.rs", "use crate::algebra::second::c::C;\n"),
        ("src/algebra/first/b.rs", "pub struct B;\n"),
        ("src/algebra/second/c.rs", "pub struct C;\n"),
        ("src/algebra/second/d.rs", "use crate::algebra::first::b::B;\n"),
    ];
    expect_one(&files, &["circle", "src/algebra/first/", "src/algebra/second/"]);
}

#[test]
fn a_derivation_that_the_harness_names_is_found() {
    let files =
        [("src/command_line/mod.rs", "\nuse crate::derivations::all;\n"), ("derivations/mod.rs", "pub fn all() {}\n")];
    expect_one(&files, &["src/command_line/mod.rs:2", "names the derivations"]);
}

#[test]
fn a_derivation_uses_what_is_public() {
    let files = [
        ("src/algebra/mod.rs", "pub struct Matrix;\n"),
        ("derivations/mod.rs", "pub mod mean;\n"),
        ("derivations/mean.rs", "use crate::algebra::Matrix;\n"),
    ];
    expect_one(&files, &["derivations/mean.rs:1", "crate::algebra", "not public"]);
}

#[test]
fn a_long_file_is_found() {
    expect_one(&[("src/error.rs", &"//\n".repeat(401))], &["src/error.rs", "401 lines", "400"]);
    expect_one(&[("derivations/mod.rs", &"//\n".repeat(601))], &["derivations/mod.rs", "601 lines", "600"]);
    assert_eq!(broken(&[("src/error.rs", &"//\n".repeat(400))]), Vec::<String>::new());
}

#[test]
fn a_file_without_a_floor_is_found() {
    expect_one(&[("src/other.rs", "pub struct Other;\n")], &["src/other.rs", "no floor"]);
}
