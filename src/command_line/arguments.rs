//! The arguments, and the text of `--help`.

use crate::oracle::Effort;
use crate::verdict::suite::Settings;
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

const AFTER_HELP: &str = "\
Without a command, gradus verifies: `gradus --seed 3` is `gradus verify --seed 3`, and
`gradus sigma_gradient` is `gradus verify sigma_gradient`.

Exit codes:
  0  every verdict is the expected one: claims hold, errata are refuted
  1  a verdict differs from the expected one
  2  wrong usage or bad input

Colours are used on terminals only, and not if NO_COLOR is set.";

/// Verifies derivations of the multivariate Gaussian: every step is judged by several independent oracles
#[derive(Debug, Parser)]
#[command(name = "gradus", version, after_help = AFTER_HELP, args_conflicts_with_subcommands = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Option<Command>,

    #[command(flatten)]
    pub(super) verify: Verify,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Judge the claims and print one table for each derivation (this is also what gradus does without a command)
    #[command(after_help = AFTER_HELP)]
    Verify(Verify),
    /// List the derivations and their claims
    List,
    /// Print a derivation like a page of a textbook: formulas, reasons, sources, assumptions, evidence
    Show(Show),
    /// Print the errata of the sources, each with the smallest counterexample, the diagnosis and the correction
    Errata(Run),
    /// Show the status of every numbered equation of the texts, or the details of some of them
    Coverage(Coverage),
    /// Evaluate both sides of a claim at your own numbers
    #[command(after_help = FILE_FORMAT)]
    Evaluate(Evaluate),
    /// Set up JupyterLab and its Rust kernel, and open the course in notebooks
    #[command(after_help = NOTEBOOKS)]
    Notebook(Notebook),
}

const NOTEBOOKS: &str = "\
The first run installs the engine of the kernel (about ten minutes on two cores) and JupyterLab,
which needs Python 3.11 or newer. Everything is installed in the folder .gradus of the project,
except the kernelspec, which is in your Jupyter folder. `--uninstall` removes both.

Exit codes:
  0  done, or nothing is missing
  1  --doctor: something is missing; --check: a notebook fails or shows other outputs
  2  wrong usage, or the installation failed";

const FILE_FORMAT: &str = "\
FILE is a JSON object from the names of the claim's inputs to their values: a number, a list of
numbers (a column vector), or a list of rows (a matrix; the columns of data are samples):

  {\"x\": [1, 2], \"mean\": [0, 0], \"covariance\": [[2, 1], [1, 2]]}

`gradus show DERIVATION` lists the inputs of each claim. If the values do not determine the sizes of
two blocks, state one of the sizes as well, as in {\"joint\": [[2, 1], [1, 2]], \"P\": 1}. A size is at
most 4096, and a matrix has at most 262144 entries.

The sides agree if their distance is within the bounds of the rounding errors.

Exit codes:
  0  the sides agree, or the claim is an erratum
  1  the sides of a claim that should hold differ
  2  wrong usage or bad input, or rounding errors too large to decide";

#[derive(Args, Clone, Debug)]
pub(super) struct Run {
    /// Seed of every random number; the same seed gives the same run on any number of threads
    #[arg(long, value_name = "N", default_value_t = Settings::default().seed)]
    pub(super) seed: u64,

    /// Amount of work
    #[arg(long, value_enum, value_name = "EFFORT", default_value = "standard")]
    pub(super) effort: Effort,

    /// Number of threads, at least 1 [default: one for each processor]
    #[arg(long, value_name = "N", value_parser = at_least_one)]
    pub(super) jobs: Option<usize>,
}

impl Run {
    pub(super) fn settings(&self) -> Settings {
        let jobs = self.jobs.unwrap_or(Settings::default().jobs);
        Settings { seed: self.seed, effort: self.effort, jobs }
    }
}

#[derive(Args, Clone, Debug)]
pub(super) struct Verify {
    /// What to verify: the name of a derivation or of a claim (`derivation/claim`), or a part of `derivation/claim`
    /// [default: everything]
    #[arg(value_name = "FILTER")]
    pub(super) filters: Vec<String>,

    #[command(flatten)]
    pub(super) run: Run,

    /// Also write the verdicts to FILE, as JSON; `-` writes them to standard output instead of the tables
    #[arg(long, value_name = "FILE")]
    pub(super) json: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub(super) struct Show {
    /// Name of the derivation
    #[arg(value_name = "DERIVATION")]
    pub(super) derivation: String,

    /// Also show the Rust code of both sides
    #[arg(long)]
    pub(super) rust: bool,

    #[command(flatten)]
    pub(super) run: Run,
}

#[derive(Args, Debug)]
pub(super) struct Coverage {
    /// Equations to explain, such as `N1-083`, or whole texts, such as `N1` [default: an overview of all]
    #[arg(value_name = "EQUATION")]
    pub(super) equations: Vec<String>,

    #[command(flatten)]
    pub(super) run: Run,

    /// Also write the table to FILE, as JSON; `-` writes it to standard output instead of the overview
    #[arg(long, value_name = "FILE")]
    pub(super) json: Option<PathBuf>,

    /// Also draw the overview to FILE, as SVG; `-` writes it to standard output instead of the overview
    #[arg(long, value_name = "FILE")]
    pub(super) svg: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub(super) struct Evaluate {
    /// The claim: `derivation/claim`, or a name or part of it that is unique
    #[arg(value_name = "CLAIM")]
    pub(super) claim: String,

    /// File with the values of the claim's inputs; `-` reads standard input
    #[arg(value_name = "FILE.json")]
    pub(super) file: PathBuf,
}

#[derive(Args, Debug)]
pub(super) struct Notebook {
    /// The chapter to open, by a part of its name; with --check and --update, the chapters to run [default: all]
    #[arg(value_name = "CHAPTER")]
    pub(super) chapters: Vec<String>,

    /// Install what is missing, without opening JupyterLab
    #[arg(long, group = "action")]
    install_only: bool,

    /// Print what is installed, what is missing, and the commands that install it
    #[arg(long, group = "action")]
    doctor: bool,

    /// Run the notebooks, and compare their outputs with the stored ones
    #[arg(long, group = "action")]
    check: bool,

    /// Run the notebooks, and store their outputs
    #[arg(long, group = "action")]
    update: bool,

    /// Remove everything that was installed
    #[arg(long, group = "action")]
    uninstall: bool,

    /// Options for JupyterLab, such as `-- --no-browser --port 8889`
    #[arg(last = true, value_name = "OPTION")]
    pub(super) jupyter: Vec<String>,

    /// Run as a kernel of Jupyter; FILE is the connection file
    #[arg(long, group = "action", value_name = "FILE", hide = true)]
    pub(super) kernel: Option<PathBuf>,
}

/// The action of `gradus notebook`.
pub(super) enum Action {
    Open,
    Install,
    Doctor,
    Check,
    Update,
    Uninstall,
}

impl Notebook {
    pub(super) fn action(&self) -> Action {
        let asked = [
            (self.install_only, Action::Install),
            (self.doctor, Action::Doctor),
            (self.check, Action::Check),
            (self.update, Action::Update),
            (self.uninstall, Action::Uninstall),
        ];
        asked.into_iter().find(|(asked, _)| *asked).map_or(Action::Open, |(_, action)| action)
    }
}

fn at_least_one(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(0) => Err("at least one thread is needed".into()),
        Ok(jobs) => Ok(jobs),
        Err(error) => Err(format!("{error}; write a number, 1 or more")),
    }
}
