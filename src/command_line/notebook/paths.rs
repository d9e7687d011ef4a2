//! The files and folders of the notebooks.

use super::programs::setup_error;
use crate::error::{Error, Result};
use std::env;
use std::path::{Path, PathBuf};

/// The folder of the project, which contains all other folders.
pub(super) struct Paths {
    project: PathBuf,
}

impl Paths {
    /// The project around the current folder, or the one that this program was built in.
    pub(super) fn find() -> Result<Self> {
        let here = env::current_dir().unwrap_or_default();
        let is_project = |folder: &Path| folder.join("notebooks/requirements.txt").is_file();
        let around = here.ancestors().find(|folder| is_project(folder)).map(Path::to_path_buf);
        let built_in = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        match around.or_else(|| is_project(&built_in).then_some(built_in)) {
            Some(project) => Ok(Self { project }),
            None => Err(setup_error(
                format!("the notebooks are not in {} or a folder above it", here.display()),
                "run the command in the folder of gradus",
            )),
        }
    }

    pub(super) fn project(&self) -> &Path {
        &self.project
    }

    pub(super) fn notebooks(&self) -> PathBuf {
        self.project.join("notebooks")
    }

    /// The student's copies of the notebooks.
    pub(super) fn copies(&self) -> PathBuf {
        self.project.join("my-notebooks")
    }

    /// A file or folder that the command creates.
    pub(super) fn created(&self, name: &str) -> PathBuf {
        self.project.join(".gradus").join(name)
    }

    /// Python in the virtual environment.
    pub(super) fn python(&self) -> PathBuf {
        self.created(if cfg!(windows) { "environment/Scripts/python.exe" } else { "environment/bin/python" })
    }

    /// The copy of this program that Jupyter starts.
    pub(super) fn launcher(&self) -> PathBuf {
        self.created("bin").join(format!("gradus{}", env::consts::EXE_SUFFIX))
    }

    /// The folder of the kernelspec, in the user's Jupyter folder.
    pub(super) fn kernelspec(&self) -> Result<PathBuf> {
        let variable = |name| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        let home = variable(if cfg!(windows) { "USERPROFILE" } else { "HOME" });
        let data = variable("JUPYTER_DATA_DIR").or_else(|| {
            if cfg!(windows) {
                variable("APPDATA").map(|folder| folder.join("jupyter"))
            } else if cfg!(target_os = "macos") {
                home.map(|home| home.join("Library/Jupyter"))
            } else {
                let share = variable("XDG_DATA_HOME").or_else(|| home.map(|home| home.join(".local/share")));
                share.map(|folder| folder.join("jupyter"))
            }
        });
        let data = data
            .ok_or_else(|| setup_error("the folder of Jupyter is not known".into(), "set HOME or JUPYTER_DATA_DIR"))?;
        Ok(data.join("kernels/gradus"))
    }

    /// The notebooks, in order.
    pub(super) fn chapters(&self) -> Result<Vec<PathBuf>> {
        let read = std::fs::read_dir(self.notebooks())
            .map_err(|error| Error::file("read", self.notebooks().display().to_string(), error.to_string()))?;
        let files = read.filter_map(|entry| entry.ok().map(|entry| entry.path()));
        let mut chapters: Vec<PathBuf> =
            files.filter(|path| path.extension().is_some_and(|end| end == "ipynb")).collect();
        chapters.sort();
        Ok(chapters)
    }

    /// The chapters that a text names: the one of this number, or those whose names contain the text.
    pub(super) fn matching(&self, name: &str) -> Result<Vec<PathBuf>> {
        let chapters = self.chapters()?;
        let number = |text: &str| text.parse::<u32>().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()));
        let is_named = |path: &&PathBuf| {
            let title = title(path);
            match number(name) {
                Some(wanted) => title.split('_').next().and_then(number) == Some(wanted),
                None => title.contains(name),
            }
        };
        let found: Vec<PathBuf> = chapters.iter().filter(is_named).cloned().collect();
        if !found.is_empty() {
            return Ok(found);
        }
        let titles: Vec<String> = chapters.iter().map(|path| title(path)).collect();
        Err(setup_error(format!("no notebook is called `{name}`"), &format!("choose one of: {}", titles.join(", "))))
    }

    /// The chapter that these texts name: the first one of the course if there are none.
    pub(super) fn only_chapter(&self, names: &[String]) -> Result<PathBuf> {
        match names {
            [] => self.matching("").map(|all| all[0].clone()),
            [name] => self.matching(name).map(|found| found[0].clone()),
            more => Err(setup_error(
                format!("JupyterLab opens on one chapter, and {} are named", more.len()),
                "name one; the others are in its list of files",
            )),
        }
    }
}

/// The name of a notebook without its ending.
pub(super) fn title(path: &Path) -> String {
    path.file_stem().map_or(String::new(), |stem| stem.to_string_lossy().into_owned())
}

/// The name of a file.
pub(super) fn file_name(path: &Path) -> String {
    path.file_name().map_or(String::new(), |name| name.to_string_lossy().into_owned())
}
