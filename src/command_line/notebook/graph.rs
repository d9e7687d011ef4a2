//! The dependencies of the cells: in the versions of Cargo.lock, and only those that are built.
//!
//! The kernel reads the sources of every crate that Cargo resolves before it can determine the type of a variable.
//! Cargo also resolves crates that are never built, such as the four versions of glam that nalgebra's feature `std`
//! mentions. They are replaced by empty packages of the same name and version.

use super::files::write;
use super::paths::Paths;
use super::programs::{self, NETWORK, quietly, setup_error};
use crate::error::Result;
use serde_json::Value;
use std::collections::BTreeSet;
use std::process::Command;

/// Copies the sources into the project, and configures Cargo to use them, so that a kernel starts without the network.
pub(super) fn vendor_dependencies(paths: &Paths) -> Result<()> {
    let (manifest, vendored) = (paths.created("dependencies/Cargo.toml"), paths.created("vendor"));
    let mut vendor = Command::new("cargo");
    vendor.args(["vendor", "--manifest-path"]).arg(&manifest).arg(&vendored).current_dir(paths.created("dependencies"));
    quietly(&mut vendor, NETWORK)?;
    let mut config = format!(
        "[source.crates-io]\nreplace-with = \"vendored\"\n\n[source.vendored]\ndirectory = {:?}\n\n\
         [profile.dev.package.\"*\"]\nopt-level = 2\ndebug-assertions = false\noverflow-checks = false\n\n\
         [patch.crates-io]\n",
        vendored.display().to_string()
    );
    let manifest = manifest.display().to_string();
    let built = built(&manifest)?;
    for package in resolved(&manifest)?.iter().filter(|package| !built.contains(&identity(package))) {
        config += &empty_package(paths, package)?;
    }
    write(&paths.created("kernels/.cargo/config.toml"), &config)
}

/// Writes an empty package with the same name, version and features; returns the line of the configuration that uses
/// it.
fn empty_package(paths: &Paths, package: &Value) -> Result<String> {
    let (name, version) = (text(&package["name"]), text(&package["version"]));
    let features = package["features"].as_object().into_iter().flat_map(serde_json::Map::keys);
    let features: String = features.map(|feature| format!("{feature:?} = []\n")).collect();
    let key = format!("{name}-{}", version.replace(['.', '+'], "-"));
    let folder = paths.created("stand-ins").join(&key);
    let manifest = format!(
        "[package]\nname = {name:?}\nversion = {version:?}\nedition = \"2021\"\n\n[features]\n{features}\n[workspace]\n"
    );
    write(&folder.join("Cargo.toml"), &manifest)?;
    write(&folder.join("src/lib.rs"), "")?;
    Ok(format!("{key} = {{ package = {name:?}, path = {:?} }}\n", folder.display().to_string()))
}

/// `name version` of every package that Cargo builds.
fn built(manifest: &str) -> Result<BTreeSet<String>> {
    let arguments =
        ["tree", "--manifest-path", manifest, "--edges", "normal,build", "--prefix", "none", "--format", "{p}"];
    let list = programs::output("cargo", &arguments).ok_or_else(unreadable)?;
    let identity = |line: &str| line.split_whitespace().take(2).collect::<Vec<_>>().join(" ").replace(" v", " ");
    Ok(list.lines().map(identity).collect())
}

/// Every package that Cargo resolves.
fn resolved(manifest: &str) -> Result<Vec<Value>> {
    let arguments = ["metadata", "--format-version", "1", "--manifest-path", manifest];
    let metadata = programs::output("cargo", &arguments).and_then(|text| serde_json::from_str::<Value>(&text).ok());
    metadata.and_then(|metadata| metadata["packages"].as_array().cloned()).ok_or_else(unreadable)
}

fn identity(package: &Value) -> String {
    format!("{} {}", text(&package["name"]), text(&package["version"]))
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn unreadable() -> crate::error::Error {
    setup_error("cargo cannot list the dependencies of the cells".into(), NETWORK)
}
