//! `gradus notebook --kernel FILE`: the program that Jupyter starts.
//!
//! The engine builds each cell as a package in a folder, so two open notebooks need two folders. Each folder starts as
//! a copy of the `seed`: the libraries of the cells, already built. If a kernel had to rebuild a library because the
//! sources have changed, its libraries become the next seed.

use super::files::unwritable;
use super::paths::Paths;
use super::programs::{self, setup_error};
use crate::error::Result;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Where the libraries of the cells are, in the folder of the package.
const TARGET: &str = "target";
const LOCK: &str = "in-use";

/// Runs the engine until Jupyter stops it.
pub(super) fn run(connection: &Path) -> Result<i32> {
    let paths = Paths::find()?;
    let engine = programs::engine(&paths.created("")).ok_or_else(|| {
        setup_error(format!("{} is missing", programs::ENGINE), "run `gradus notebook --install-only`")
    })?;
    let kernels = paths.created("kernels");
    remove_stale(&kernels);
    let work = kernels.join(std::process::id().to_string());
    let seed = paths.created("seed");
    fs::create_dir_all(&work).map_err(|error| unwritable(&work, &error))?;
    // The lock shows other processes that the folder is in use. It is released when this process ends, however it ends.
    let lock = File::create(work.join(LOCK)).map_err(|error| unwritable(&work, &error))?;
    lock.lock().map_err(|error| unwritable(&work, &error))?;
    if seed.is_dir() {
        copy(&seed, &work.join(TARGET)).map_err(|error| unwritable(&work, &error))?;
    }
    let before = library(&work);
    let code = programs::exit_code(
        Command::new(engine)
            .arg("--control_file")
            .arg(connection)
            .env("EVCXR_CONFIG_DIR", paths.created("configuration"))
            .env("EVCXR_TMPDIR", &work)
            // By default the allocator of the engine requests huge pages, and the system needs seconds to clear them.
            .env("MIMALLOC_ALLOW_THP", "0")
            .stdin(Stdio::null()),
    )?;
    if library(&work) != before {
        keep(&work.join(TARGET), &seed).map_err(|error| unwritable(&seed, &error))?;
    }
    drop(lock);
    fs::remove_dir_all(&work).map_err(|error| unwritable(&work, &error))?;
    Ok(code)
}

/// Removes the folders of kernels that were killed.
fn remove_stale(kernels: &Path) {
    let Ok(entries) = fs::read_dir(kernels) else { return };
    for path in entries.filter_map(|entry| entry.ok().map(|entry| entry.path())) {
        let free = File::open(path.join(LOCK)).is_ok_and(|lock| lock.try_lock().is_ok());
        if free {
            // Another kernel may remove the same folder at the same time.
            let _ = fs::remove_dir_all(path);
        }
    }
}

/// The gradus library of the cells, with the time when it was built.
fn library(work: &Path) -> Option<(PathBuf, std::time::SystemTime)> {
    let libraries = files(&work.join(TARGET)).into_iter().filter(|path| {
        let name = path.file_name().map_or(String::new(), |name| name.to_string_lossy().into_owned());
        name.starts_with("libgradus-") && name.ends_with(".rlib")
    });
    libraries
        .filter_map(|path| Some((path.clone(), fs::metadata(&path).ok()?.modified().ok()?)))
        .max_by_key(|(_, time)| *time)
}

/// All files in a folder and its subfolders.
fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.filter_map(|entry| entry.ok().map(|entry| entry.path()));
    paths.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// Replaces the seed by these libraries.
fn keep(target: &Path, seed: &Path) -> std::io::Result<()> {
    let fresh = seed.with_extension(std::process::id().to_string());
    copy(target, &fresh)?;
    if seed.is_dir() {
        fs::remove_dir_all(seed)?;
    }
    fs::rename(&fresh, seed)
}

/// Copies the libraries of a package, without the files of its cells. Libraries are linked rather than copied: the
/// compiler replaces them, but never writes into them. Cargo's fingerprints are small; they are copied, with their
/// times.
fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let (path, name) = {
            let entry = entry?;
            (entry.path(), entry.file_name())
        };
        let of_a_cell = ["incremental", "ctx-", "libctx", "libcode_", "ctx."];
        if of_a_cell.iter().any(|start| name.to_string_lossy().starts_with(start)) {
            continue;
        }
        let target = to.join(&name);
        if path.is_dir() {
            copy(&path, &target)?;
        } else if path.extension().is_none_or(|end| end != "rlib" && end != "rmeta" && end != "so")
            || fs::hard_link(&path, &target).is_err()
        {
            fs::copy(&path, &target)?;
            File::options().write(true).open(&target)?.set_modified(fs::metadata(&path)?.modified()?)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{LOCK, copy, library, remove_stale};
    use std::fs;
    use std::path::PathBuf;

    fn scratch(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("gradus-kernel-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn a_seed_contains_libraries_and_no_cells() {
        let folder = scratch("seed");
        let target = folder.join("work/target");
        for file in [
            "debug/deps/libgradus-1.rlib",
            "debug/deps/libctx.so",
            "debug/libcode_1.so",
            "debug/.fingerprint/gradus-1/lib",
            "debug/incremental/x/y",
        ] {
            fs::create_dir_all(target.join(file).parent().unwrap()).unwrap();
            fs::write(target.join(file), file).unwrap();
        }
        copy(&target, &folder.join("seed/target")).unwrap();
        let seed = folder.join("seed/target/debug");
        assert!(seed.join("deps/libgradus-1.rlib").is_file() && seed.join(".fingerprint/gradus-1/lib").is_file());
        assert!(
            !seed.join("deps/libctx.so").exists()
                && !seed.join("libcode_1.so").exists()
                && !seed.join("incremental").exists()
        );
        // The fingerprint keeps its time: Cargo takes a newer one for a change.
        let time =
            |root: &PathBuf| fs::metadata(root.join("debug/.fingerprint/gradus-1/lib")).unwrap().modified().unwrap();
        assert_eq!(time(&target), time(&folder.join("seed/target")));
        assert_eq!(library(&folder.join("work")).unwrap().1, library(&folder.join("seed")).unwrap().1);
        // A change of one copy of a fingerprint does not change the other.
        fs::write(seed.join(".fingerprint/gradus-1/lib"), "changed").unwrap();
        assert_eq!(
            fs::read_to_string(target.join("debug/.fingerprint/gradus-1/lib")).unwrap(),
            "debug/.fingerprint/gradus-1/lib"
        );
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn only_folders_that_no_kernel_uses_are_removed() {
        let folder = scratch("stale");
        for name in ["used", "stale", "other"] {
            fs::create_dir_all(folder.join(name)).unwrap();
        }
        let used = fs::File::create(folder.join("used").join(LOCK)).unwrap();
        used.lock().unwrap();
        fs::write(folder.join("stale").join(LOCK), "").unwrap();
        remove_stale(&folder);
        assert!(folder.join("used").is_dir() && folder.join("other").is_dir());
        assert!(!folder.join("stale").exists());
        drop(used);
        fs::remove_dir_all(folder).unwrap();
    }
}
