//! The arguments, and the text of `--help`.

use super::program::Program;
use super::texts;
use crate::course::Course;
use crate::oracle::Effort;
use crate::verdict::suite::Settings;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use std::ffi::OsString;
use std::path::PathBuf;

/// The placeholder for the name of the program in the texts below.
const PROGRAM: &str = "{program}";

macro_rules! exit_codes {
    () => {
        "\
Exit codes:
  0  every verdict is the expected one: claims hold, errata and tempting mistakes are refuted
  1  a verdict differs from the expected one
  2  wrong usage or bad input
  3  no verdict is wrong, but a claim stays unchecked"
    };
}

const EXIT_CODES: &str = exit_codes!();

const AFTER_HELP: &str = concat!(
    "\
Without a command, {program} verifies: `{program} --seed 3` is `{program} verify --seed 3`, and
`{program} NAME` is `{program} verify NAME`.

",
    exit_codes!(),
    "

Colours are used on terminals only, and not if NO_COLOR is set. Lines are as wide as COLUMNS
says, or as the terminal."
);

/// Verifies derivations: every step is judged by several independent oracles
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
    /// Judge the claims and print one line for each derivation, or one for each claim (this is also what {program} does
    /// without a command)
    #[command(after_help = AFTER_HELP)]
    Verify(Verify),
    /// List the derivations and their claims
    List(List),
    /// Print a derivation or a claim like a page of a textbook: formulas, reasons, sources, assumptions, evidence
    #[command(after_help = EXIT_CODES)]
    Show(Show),
    /// Print what is false: the errata of the sources, and tempting mistakes, each with the smallest counterexample, the
    /// diagnosis and the correction
    #[command(after_help = EXIT_CODES)]
    Errata(Errata),
    /// Show the status of every numbered equation of the texts, or the details of some of them
    #[command(after_help = EXIT_CODES)]
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
which needs Python 3.11 or newer. The kernel needs rust-src: `rustup component add rust-src`.
Everything is installed in the folder .gradus of the project, except the kernelspec, which is in
your Jupyter folder. `--uninstall` removes both.

JupyterLab opens your own copies of the chapters, in the folder my-notebooks of the project, so
nothing that you save changes the course. A copy that you have changed is never replaced. To start
a chapter over, delete your copy or give it another name; the next start copies it again.

Exit codes:
  0  done, or nothing is missing
  1  --doctor: something is missing; --check: a notebook fails or shows other outputs
  2  wrong usage, or the installation failed";

const FILE_FORMAT: &str = "\
FILE is a JSON object from the names of the claim's inputs to their values: a number, a list of
numbers (a column vector), or a list of rows (a matrix; the columns of data are samples):

  {\"x\": [1, 2], \"mean\": [0, 0], \"covariance\": [[2, 1], [1, 2]]}

`{program} show CLAIM` lists the inputs of a claim. If the values do not determine the sizes of
two blocks, state one of the sizes as well, as in {\"joint\": [[2, 1], [1, 2]], \"P\": 1}. A size is at
most 4096, and a matrix has at most 262144 entries.

The sides agree if their distance is within the bounds of the rounding errors.

Exit codes:
  0  the sides agree, or the claim is an erratum or a tempting mistake
  1  the sides of a claim that should hold differ
  2  wrong usage or bad input
  3  not decided at these numbers: the rounding errors are too large, or no method reaches it";

/// The version, for a program of another name.
const BUILT_ON: &str = concat!("(gradus ", env!("CARGO_PKG_VERSION"), ")");

impl Arguments {
    /// Reads the command line of this program.
    pub(super) fn read(
        arguments: &[OsString],
        program: &Program,
        course: &Course,
        width: usize,
    ) -> Result<Self, clap::Error> {
        let mut command = Self::command().bin_name(&program.name).display_name(&program.name).term_width(width);
        if program.name != env!("CARGO_PKG_NAME") {
            // The notebooks are those of this package.
            command = command.version(BUILT_ON).mut_subcommand("notebook", |notebook| notebook.hide(true));
        }
        command = for_program(command, &program.name);
        let texts = texts::help(course, &program.name);
        if !texts.is_empty() {
            let with_texts = |command: clap::Command| {
                let before = command.get_after_help().map_or(String::new(), |help| format!("{help}\n\n"));
                command.after_help(before + &texts)
            };
            command = with_texts(command).mut_subcommand("coverage", with_texts);
        }
        Self::from_arg_matches(&command.try_get_matches_from(arguments)?)
    }
}

/// Replaces the placeholder by the name of the program in every text of a command.
fn for_program(command: clap::Command, name: &str) -> clap::Command {
    let named = |text: &clap::builder::StyledStr| text.to_string().replace(PROGRAM, name);
    let (about, after) = (command.get_about().map(named), command.get_after_help().map(named));
    let mut command = command;
    if let Some(about) = about {
        command = command.about(about);
    }
    if let Some(after) = after {
        command = command.after_help(after);
    }
    let names: Vec<String> = command.get_subcommands().map(|command| command.get_name().to_string()).collect();
    names.into_iter().fold(command, |command, sub| command.mut_subcommand(sub, |sub| for_program(sub, name)))
}

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
    /// What to verify: the name of a derivation or of a claim (`derivation/claim`), a part of `derivation/claim`, an
    /// equation that claims cite, such as `N1-083`, or a text, such as `N1` [default: everything]
    #[arg(value_name = "FILTER")]
    pub(super) filters: Vec<String>,

    /// Show every claim; otherwise, one line for each derivation if there are several and more than 25 claims
    #[arg(long, short = 'v', visible_alias = "verbose")]
    pub(super) details: bool,

    #[command(flatten)]
    pub(super) run: Run,

    /// Also write the verdicts to FILE, as JSON; `-` writes them to standard output instead of the tables
    #[arg(long, value_name = "FILE")]
    pub(super) json: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub(super) struct List {
    /// What to list, as for `verify` [default: everything]
    #[arg(value_name = "FILTER")]
    pub(super) filters: Vec<String>,

    /// Also write the list to FILE, as JSON; `-` writes it to standard output instead of the list
    #[arg(long, value_name = "FILE")]
    pub(super) json: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub(super) struct Show {
    /// The derivation, or the claim (`derivation/claim`); a name, or a part of it that is unique
    #[arg(value_name = "NAME")]
    pub(super) name: String,

    /// Also show the Rust code of both sides
    #[arg(long)]
    pub(super) rust: bool,

    #[command(flatten)]
    pub(super) run: Run,

    /// Also write the verdicts to FILE, as JSON; `-` writes them to standard output instead of the page
    #[arg(long, value_name = "FILE")]
    pub(super) json: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub(super) struct Errata {
    /// Whose errata to print, as for `verify` [default: all]
    #[arg(value_name = "FILTER")]
    pub(super) filters: Vec<String>,

    #[command(flatten)]
    pub(super) run: Run,

    /// Also write the errata to FILE, as JSON; `-` writes them to standard output instead of the list
    #[arg(long, value_name = "FILE")]
    pub(super) json: Option<PathBuf>,
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
    /// The chapter to open, by its number or a part of its name; with --check and --update, the chapters to run [default:
    /// all]
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

    /// Remove everything that was installed; your copies of the chapters are kept
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
