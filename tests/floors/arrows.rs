//! The arrows between the files of a tree.

use super::source::{Named, Source};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A file that names what stands in another one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Arrow {
    pub from: String,
    pub to: String,
    pub line: usize,
}

/// One file.
pub struct File {
    pub path: String,
    pub lines: usize,
    /// Its module, from the root of the crate on.
    module: Vec<String>,
    source: Source,
}

/// The files of a crate, of which `src/lib.rs` is the root.
pub struct Tree {
    files: Vec<File>,
    /// Index of the file of a module.
    modules: BTreeMap<Vec<String>, usize>,
    arrows: BTreeSet<Arrow>,
}

impl Tree {
    /// The files below some folders.
    pub fn read(root: &Path, folders: &[&str]) -> Self {
        let mut found = Vec::new();
        for folder in folders {
            collect(root, folder, &mut found);
        }
        Self::of(found)
    }

    pub fn of(files: impl IntoIterator<Item = (String, String)>) -> Self {
        let files: Vec<File> = files
            .into_iter()
            .map(|(path, text)| File {
                lines: text.lines().count(),
                module: module_of(&path),
                source: Source::read(&text),
                path,
            })
            .collect();
        let modules = files.iter().enumerate().map(|(k, file)| (file.module.clone(), k)).collect();
        let mut tree = Self { files, modules, arrows: BTreeSet::new() };
        tree.arrows = tree.files.iter().flat_map(|file| tree.arrows_of(file)).collect();
        tree
    }

    pub fn files(&self) -> &[File] {
        &self.files
    }

    pub fn arrows(&self) -> &BTreeSet<Arrow> {
        &self.arrows
    }

    /// First segments after `crate` that a file names, with the line.
    pub fn roots<'a>(&'a self, file: &'a File) -> impl Iterator<Item = (&'a str, usize)> {
        let of_crate = file.source.named.iter().filter(|named| named.path[0] == "crate" && named.path.len() > 1);
        of_crate.map(|named| (named.path[1].as_str(), named.line))
    }

    /// Whether the crate shows this name to its users.
    pub fn is_public(&self, name: &str) -> bool {
        let Some(root) = self.modules.get(&Vec::new()).map(|&k| &self.files[k].source) else { return false };
        let passed_on = |named: &Named| named.public && named.inside.is_empty() && named.alias.as_deref() == Some(name);
        ["prelude"].contains(&name)
            || root.children.iter().any(|(child, public)| child == name && *public)
            || root.named.iter().any(passed_on)
    }

    fn arrows_of(&self, file: &File) -> Vec<Arrow> {
        let mut arrows = Vec::new();
        for named in &file.source.named {
            let Some(path) = self.absolute(file, named) else { continue };
            let Some(target) = self.target(&path, 0) else { continue };
            let own_child = self.starts_with_child(file, named) && named.public;
            // What a module passes on of its own children is no use of it, unless its code names it, too.
            let alias = named.alias.as_deref().unwrap_or("*");
            let used = || file.source.words.iter().find(|word| word.text == alias);
            let line = if own_child { used().map(|word| word.line) } else { Some(named.line) };
            let to = &self.files[target].path;
            if let Some(line) = line.filter(|_| *to != file.path) {
                arrows.push(Arrow { from: file.path.clone(), to: to.clone(), line });
            }
        }
        arrows
    }

    fn starts_with_child(&self, file: &File, named: &Named) -> bool {
        let first = if named.path[0] == "self" { named.path.get(1) } else { named.path.first() };
        named.inside.is_empty() && first.is_some_and(|first| self.has_child(file, first))
    }

    fn has_child(&self, file: &File, name: &str) -> bool {
        let module: Vec<String> = file.module.iter().cloned().chain([name.into()]).collect();
        self.modules.contains_key(&module)
    }

    /// The path from the root of the crate on; none for one of another crate.
    fn absolute(&self, file: &File, named: &Named) -> Option<Vec<String>> {
        let mut here: Vec<String> = file.module.iter().chain(&named.inside).cloned().collect();
        let mut rest = &named.path[..];
        match rest[0].as_str() {
            "crate" => return Some(rest[1..].to_vec()),
            "self" => rest = &rest[1..],
            "super" => {
                while rest.first().is_some_and(|word| word == "super") {
                    here.pop();
                    rest = &rest[1..];
                }
            }
            first if named.inside.is_empty() && self.has_child(file, first) => {}
            _ => return None,
        }
        here.extend(rest.iter().cloned());
        Some(here)
    }

    /// The file where the item stands that a path leads to.
    fn target(&self, path: &[String], steps: usize) -> Option<usize> {
        let known = (0..=path.len()).rev().find_map(|count| Some((count, *self.modules.get(&path[..count])?)));
        let (count, index) = known?;
        let file = &self.files[index];
        let Some(name) = path.get(count).filter(|_| steps < 20) else { return Some(index) };
        let passed_on = file
            .source
            .named
            .iter()
            .find(|named| named.public && named.inside.is_empty() && named.alias.as_ref() == Some(name));
        let passed_on = passed_on.and_then(|named| self.absolute(file, named)).filter(|further| further != path);
        match passed_on {
            Some(mut further) => {
                further.extend(path[count + 1..].iter().cloned());
                self.target(&further, steps + 1)
            }
            None => Some(index),
        }
    }
}

fn collect(root: &Path, folder: &str, found: &mut Vec<(String, String)>) {
    let entries = std::fs::read_dir(root.join(folder)).unwrap_or_else(|error| panic!("{folder}: {error}"));
    let mut names: Vec<_> =
        entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name")).collect();
    names.sort();
    for name in names {
        let path = format!("{folder}/{name}");
        if root.join(&path).is_dir() {
            collect(root, &path, found);
        } else if name.ends_with(".rs") {
            let text = std::fs::read_to_string(root.join(&path)).unwrap_or_else(|error| panic!("{path}: {error}"));
            found.push((path, text));
        }
    }
}

/// `src/algebra/number/dual.rs` is `algebra::number::dual`.
fn module_of(path: &str) -> Vec<String> {
    let path = path.strip_prefix("src/").unwrap_or(path).trim_end_matches(".rs");
    let path = path.strip_suffix("/mod").unwrap_or(path);
    if path == "lib" { Vec::new() } else { path.split('/').map(String::from).collect() }
}
