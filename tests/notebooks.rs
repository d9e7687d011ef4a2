//! The notebooks, without Jupyter: their form, their outputs, and that their cells compile; what a cell can ask for; and
//! the command that sets them up, where something is missing. `gradus notebook --check` runs them with the kernel.

use gradus::derivations;
use gradus::notebook::prelude::*;
use gradus::verdict::Verdict;
use serde_json::Value;
use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

#[cfg(unix)]
#[path = "notebooks/jupyter.rs"]
mod jupyter;

/// A notebook: its name and its cells.
struct Notebook {
    name: String,
    cells: Vec<Cell>,
}

/// A cell: its text and, if it is Rust, its outputs.
struct Cell {
    source: String,
    outputs: Option<Vec<Value>>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("notebooks")
}

/// JSON writes a text as a string or as a list of lines.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(lines) => lines.iter().filter_map(Value::as_str).collect(),
        _ => String::new(),
    }
}

fn read(path: &Path) -> Notebook {
    let content = fs::read_to_string(path).unwrap();
    let json: Value = serde_json::from_str(&content).unwrap();
    assert_eq!(json["nbformat"], 4, "{}", path.display());
    assert_eq!(json["metadata"]["kernelspec"]["name"], "gradus", "{}", path.display());
    let cell = |cell: &Value| {
        let is_code = cell["cell_type"] == "code";
        assert!(is_code || cell["cell_type"] == "markdown", "{}", path.display());
        Cell { source: text(&cell["source"]), outputs: is_code.then(|| cell["outputs"].as_array().unwrap().clone()) }
    };
    let name = path.file_stem().unwrap().to_string_lossy().into_owned();
    Notebook { name, cells: json["cells"].as_array().unwrap().iter().map(cell).collect() }
}

fn notebooks() -> Vec<Notebook> {
    let entries = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|end| end == "ipynb")).collect();
    paths.sort();
    paths.iter().map(|path| read(path)).collect()
}

impl Notebook {
    fn code(&self) -> impl Iterator<Item = (&str, &[Value])> {
        self.cells.iter().filter_map(|cell| Some((cell.source.as_str(), cell.outputs.as_deref()?)))
    }

    /// Everything that its cells show as plain text.
    fn shown(&self) -> String {
        let outputs = self.code().flat_map(|(_, outputs)| outputs);
        outputs.map(|output| text(&output["data"]["text/plain"]) + "\n").collect()
    }
}

#[test]
fn chapters_are_numbered_and_lead_to_the_next() {
    let all = notebooks();
    assert_eq!(all.len(), 11);
    for (number, notebook) in all.iter().enumerate() {
        assert!(notebook.name.starts_with(&format!("{number:02}_")), "{}", notebook.name);
        let title = notebook.cells[0].source.lines().next().unwrap();
        assert!(title.starts_with(&format!("# {number}. ")), "{title}");
        let prose: String =
            notebook.cells.iter().filter(|cell| cell.outputs.is_none()).map(|cell| &*cell.source).collect();
        if let Some(next) = all.get(number + 1) {
            assert!(
                prose.contains(&format!("({}.ipynb)", next.name)),
                "{} does not lead to {}",
                notebook.name,
                next.name
            );
        }
        assert!(prose.contains("**Exercise"), "{} has no exercise", notebook.name);
    }
}

#[test]
fn every_cell_was_run_and_none_failed() {
    for notebook in notebooks() {
        for (source, outputs) in notebook.code() {
            assert!(
                outputs.iter().all(|output| output["output_type"] == "execute_result"),
                "{}: {source}",
                notebook.name
            );
            let shows = !source.trim_end().ends_with(';');
            assert_eq!(outputs.len(), usize::from(shows), "{} was not run: {source}", notebook.name);
            for output in outputs {
                assert!(!text(&output["data"]["text/plain"]).is_empty(), "{} shows nothing: {source}", notebook.name);
            }
        }
    }
}

#[test]
fn claims_come_out_as_expected_where_nothing_is_wrong_on_purpose() {
    for notebook in notebooks() {
        let is_unexpected = |line: &str| {
            let line = line.trim_start_matches(|c: char| c.is_ascii_digit() || " .".contains(c));
            line.starts_with("✗ ") || line.starts_with("? ")
        };
        let unexpected = notebook.shown().lines().filter(|line| is_unexpected(line)).count();
        let wrong_on_purpose = notebook.name.starts_with("00") || notebook.name.starts_with("10");
        assert_eq!(unexpected > 0, wrong_on_purpose, "{}", notebook.name);
    }
}

#[test]
fn plots_are_pictures_that_need_nothing_else() {
    let all = notebooks();
    let outputs = all.iter().flat_map(|notebook| notebook.code().flat_map(|(_, outputs)| outputs));
    let plots: Vec<String> =
        outputs.map(|output| text(&output["data"]["image/svg+xml"])).filter(|svg| !svg.is_empty()).collect();
    assert!(plots.len() >= 15, "{}", plots.len());
    for svg in plots {
        assert!(svg.starts_with("<svg xmlns=") && svg.ends_with("</svg>"), "{svg}");
        assert!(["href", "<script", "<style", "NaN", "inf"].iter().all(|outside| !svg.contains(outside)), "{svg}");
    }
}

/// The ninth chapter shows every line that the notes print wrongly.
#[test]
fn every_erratum_of_the_notes_is_shown() {
    let all = notebooks();
    let shown = all[9].shown();
    for derivation in derivations::all() {
        for claim in &derivation.claims {
            let is_erratum = claim.expected != gradus::claim::Expected::Holds;
            if is_erratum && claim.sources.iter().any(|source| source.starts_with('N')) {
                let title = format!("{} / {}", derivation.name, claim.name.replace('_', " "));
                assert!(shown.contains(&title), "{title}");
            }
        }
    }
}

/// A cell that shows code shows it as it stands now.
#[test]
fn code_that_is_shown_is_that_of_the_derivations() {
    let mut found = 0;
    for notebook in notebooks() {
        for (source, outputs) in notebook.code() {
            let Some(names) = source.strip_prefix("code(").and_then(|rest| rest.strip_suffix(')')) else { continue };
            let Some((file, function)) = names.split_once(", ") else { panic!("{source}") };
            let now = code(file.trim_matches('"'), function.trim_matches('"')).bundle();
            for (form, now) in [("text/plain", now.plain), ("text/html", now.html)] {
                let shown = text(&outputs[0]["data"][form]);
                assert_eq!(shown, now, "{}, {source}: `gradus notebook --update` shows it anew", notebook.name);
            }
            found += 1;
        }
    }
    assert!(found >= 4, "{found}");
}

/// All cells as one program each, checked by the compiler against the crate with the kernel's features.
#[test]
fn cells_compile() {
    let package = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("notebooks");
    fs::create_dir_all(package.join("src/bin")).unwrap();
    let project = env!("CARGO_MANIFEST_DIR");
    let manifest = format!(
        "[package]\nname = \"cells\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         gradus = {{ path = {project:?}, default-features = false, features = [\"notebook\"] }}\n\n[workspace]\n"
    );
    fs::write(package.join("Cargo.toml"), manifest).unwrap();
    fs::copy(Path::new(project).join("Cargo.lock"), package.join("Cargo.lock")).unwrap();
    for notebook in notebooks() {
        let mut program = String::from("#![allow(unused)]\nuse gradus::notebook::prelude::*;\n\nfn main() {\n");
        for (source, _) in notebook.code() {
            // The kernel shows the last expression.
            let end = if source.trim_end().ends_with(';') { "" } else { "\n.evcxr_display();" };
            program += &format!("{source}{end}\n");
        }
        fs::write(package.join(format!("src/bin/{}.rs", notebook.name)), program + "}\n").unwrap();
    }
    let mut check = Command::new(env!("CARGO"));
    check.args(["check", "--offline", "--quiet"]).current_dir(&package).env("CARGO_TARGET_DIR", package.join("target"));
    let output = check.stdin(Stdio::null()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_cell_fails_where_a_claim_does_not_exist() {
    let message = *catch_unwind(|| claim("log_det_gradient/gradeint")).err().unwrap().downcast::<String>().unwrap();
    assert!(message.contains("gradeint") && message.contains("log_det_gradient/gradient"), "{message}");
    assert!(catch_unwind(|| derivation("no_such_derivation")).is_err());
    assert!(catch_unwind(|| code("sigma_gradient", "no_such_function")).is_err());
    let indefinite = || Gaussian::new(column([0.0, 0.0]), rows([[1.0, 2.0], [2.0, 1.0]])).bundle();
    let message = *catch_unwind(indefinite).err().unwrap().downcast::<String>().unwrap();
    assert!(message.contains("2×2 minor"), "{message}");
}

#[test]
fn a_card_holds_formula_verdict_evidence_in_every_form() {
    let bundle = claim("log_det_gradient/gradient").bundle();
    for form in [&bundle.html, &bundle.plain] {
        assert!(form.contains("holds") && form.contains("exact") && form.contains("transpose dropped"), "{form}");
    }
    assert!(bundle.html.contains(r"A^{-T}") && bundle.latex.contains(r"A^{-T}") && bundle.plain.contains("A⁻ᵀ"));
    let blocks = bundle.blocks();
    for form in ["text/html", "text/latex", "text/plain"] {
        assert_eq!(blocks.matches(&format!("EVCXR_BEGIN_CONTENT {form}\n")).count(), 1, "{blocks}");
    }
    assert_eq!(blocks.matches("EVCXR_END_CONTENT").count(), 3);
}

#[test]
fn an_erratum_shows_its_witness_and_what_holds_instead() {
    let card = claim("trace_gradient/missing_derivative");
    assert_eq!(card.verdict(), Verdict::Refuted);
    let bundle = card.bundle();
    for form in [bundle.html, bundle.plain] {
        assert!(
            form.contains("witness") && form.contains("refuted, as expected") && form.contains("correct"),
            "{form}"
        );
    }
}

#[test]
fn an_exercise_says_what_is_wrong_with_the_answer() {
    let name = "log_det_gradient/gradient";
    assert!(exercise(name, formula!(|A| your_answer())).is_open());
    let wrong = exercise(name, formula!(|A| inverse(A)));
    assert!(!wrong.is_open() && !wrong.is_right());
    let bundle = wrong.bundle();
    assert!(bundle.plain.contains("not yet: inverse(A)") && bundle.plain.contains("transpose"), "{}", bundle.plain);
    // The right side of the course would give the answer away.
    assert!(!bundle.html.contains("A^{-T}") && !bundle.plain.contains("A⁻ᵀ"));
    let right = exercise(name, formula!(|A| inverse(A)?.transpose()));
    assert!(right.is_right() && right.bundle().html.contains("A^{-T}"));
}

#[test]
fn an_answer_may_be_latex() {
    let right = [
        ("log_det_gradient/gradient", r"A^{-T}"),
        ("log_det_gradient/gradient", r"(A^{-1})^T"),
        ("trace_gradient/gradient", "B^T"),
        ("mu_gradient/quadratic_form", "(A + A^T) z"),
        ("mu_gradient/gradient", r"\Sigma^{-1} (x-\mu)"),
        ("covariance/second_moment", r"\Sigma + \mu\mu^T"),
        ("completing_square/centre", "A^{-1} m"),
    ];
    for (name, answer) in right {
        let exercise = exercise(name, answer);
        assert!(exercise.is_right(), "{name}: {answer}: {}", exercise.bundle().plain);
    }
    let wrong = exercise("log_det_gradient/gradient", "A^{-1}");
    assert!(!wrong.is_right() && wrong.refusal().is_none() && wrong.bundle().plain.contains("not yet: A^{-1}"));
    assert!(exercise("log_det_gradient/gradient", "").is_open());
    let unread = exercise("log_det_gradient/gradient", "A^{-1");
    assert!(unread.refusal().is_some_and(|why| why.contains("cannot be read")), "{}", unread.bundle().plain);
}

#[test]
fn an_answer_that_repeats_the_question_is_not_accepted() {
    let repeated: [(&str, gradus::notebook::Answer); 6] = [
        ("symmetric_part/symmetric_part", r"x^T A x".into()),
        ("symmetric_part/symmetric_part", formula!(|x, A| quadratic_form(x, A)).into()),
        ("log_det_gradient/gradient", r"\frac{\partial}{\partial A} \ln|A|".into()),
        ("sigma_gradient/inverse_differential", r"d(A^{-1})".into()),
        ("sigma_gradient/inverse_differential", formula!(|A, dA| differential(inverse, A, dA)).into()),
        ("covariance/second_moment", r"\mathbb{E}[x x^T]".into()),
    ];
    for (name, answer) in repeated {
        let exercise = exercise(name, answer);
        assert!(!exercise.is_right() && !exercise.is_open(), "{name}");
        let why = exercise.refusal().unwrap_or_default();
        assert!(why.contains("work it out") || why.contains("worked out"), "{name}: {why}");
        assert!(exercise.bundle().plain.starts_with("not accepted: "), "{name}");
    }
}

#[test]
fn a_cell_checks_a_formula() {
    let found = check(r"(AB)^{-1} = B^{-1} A^{-1}").given("A, B: n×n invertible").bundle();
    assert!(found.plain.starts_with("holds: "), "{}", found.plain);
    let found = check(r"(AB)^{-1} = A^{-1} B^{-1}").given("A, B: n×n invertible").bundle();
    assert!(found.plain.starts_with("refuted: ") && found.html.contains("refuted"), "{}", found.plain);
}

/// The name of a mistake that mends a wrong answer would give the right one away.
#[test]
fn a_wrong_answer_lists_no_controls() {
    let wrong = exercise("mu_gradient/quadratic_form", formula!(|z, A| 2 * A * z)).bundle();
    for form in [&wrong.plain, &wrong.html] {
        assert!(form.contains("not yet") && !form.contains("controls") && !form.contains("NOT REFUTED"), "{form}");
    }
    assert!(exercise("mu_gradient/quadratic_form", formula!(|z, A| A * z + A.transpose() * z)).is_right());
}

/// At D = 1 everything is a number, and the witness there does not say what is wrong.
#[test]
fn an_answer_whose_shapes_do_not_fit_says_which() {
    let wrong = exercise("mu_gradient/quadratic_form", formula!(|z, A| z * A)).bundle();
    for form in [&wrong.plain, &wrong.html] {
        let flat = form.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat.contains("D = 2: z: 2×1 times A: 2×2: the shapes do not fit"), "{flat}");
    }
}

#[test]
fn what_a_cell_shows_can_be_debugged_and_errors_can_be_named() {
    let open = exercise("log_det_gradient/gradient", formula!(|A| your_answer()));
    assert!(format!("{open:?}").contains("open"));
    let card = claim("log_det_gradient/gradient");
    assert_eq!(format!("{card:?}"), card.bundle().plain);
    let _: fn(&Error) -> bool = Error::is_shape;
}

/// Matrices of a cell have the operators of a formula, and name the shapes that do not fit.
#[test]
fn matrices_of_a_cell_say_which_shapes_do_not_fit() {
    let (a, x) = (rows([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), column([1.0, 1.0]));
    let message = |run: &dyn Fn() -> usize| {
        let caught = catch_unwind(std::panic::AssertUnwindSafe(run)).err().unwrap();
        *caught.downcast::<String>().unwrap()
    };
    assert_eq!(message(&|| (&a * &x).len()), "2×3 times 2×1: the shapes do not fit");
    assert_eq!(message(&|| (&a - &x).len()), "2×3 minus 2×1: the shapes do not fit");
    assert_eq!(a.transpose() * &x, column([5.0, 7.0, 9.0]));
    assert_eq!((2 * &x, 0.5 * &x, &x * 2.0), (column([2.0, 2.0]), column([0.5, 0.5]), column([2.0, 2.0])));
    assert_eq!(inverse(&rows([[2.0]])).unwrap(), rows([[0.5]]));
    // A formula reports the same as an error, not as a panic.
    let wrong = exercise("mu_gradient/gradient", formula!(|x, mean, covariance| x * mean));
    assert!(wrong.bundle().plain.contains("x: 2×1 times mean: 2×1"), "{}", wrong.bundle().plain);
}

/// A right answer to every exercise exists, so none asks for more than a formula of its inputs.
#[test]
fn exercises_can_be_solved() {
    let answers = [
        exercise("trace_gradient/gradient", formula!(|B| B.transpose())),
        exercise("log_density/score_in_x", formula!(|x, mean, covariance| -(inverse(covariance)? * (x - mean)))),
        exercise(
            "symmetric_part/symmetric_part",
            formula!(|x, A| { quadratic_form(x, &((A + A.transpose()) * F::half())) }),
        ),
        exercise("covariance/second_moment", formula!(|mean, covariance| mean * mean.transpose() + covariance)),
        exercise(
            "normalisation/root_of_the_determinant",
            formula!(|s| {
                let product = determinant(&diagonal(s))?;
                product.clone() * product
            }),
        ),
        exercise("mu_gradient/quadratic_form", formula!(|z, A| (A + A.transpose()) * z)),
        exercise("sigma_gradient/inverse_differential", formula!(|A, dA| -(inverse(A)? * dA * inverse(A)?))),
        exercise("mu_gradient/gradient", formula!(|x, mean, covariance| inverse(covariance)? * (x - mean))),
        exercise(
            "sigma_gradient/gradient",
            formula!(|x, mean, covariance| {
                let (z, precision) = (x - mean, inverse(covariance)?);
                -(&precision - &precision * &z * z.transpose() * &precision) * F::half()
            }),
        ),
        exercise(
            "maximum_likelihood/precision",
            formula!(|X, mean; n| {
                inverse(&(sigma_gradient::scatter(X, mean)? * F::ratio(1, n as i64)?))
            }),
        ),
        exercise("completing_square/centre", formula!(|A, m| inverse(A)? * m)),
        exercise(
            "completing_square/complete",
            formula!(|x, A, m| {
                let centre = inverse(A)? * m;
                (quadratic_form(&centre, A)? - quadratic_form(&(x - &centre), A)?) * F::half()
            }),
        ),
        exercise(
            "product_of_gaussians/covariance",
            formula!(|covariance1, covariance2| { covariance1 * inverse(&(covariance1 + covariance2))? * covariance2 }),
        ),
        exercise(
            "conditional/covariance",
            formula!(|covariance; p| {
                let block = blocks(covariance, p)?;
                &block.aa - &block.ab * inverse(&block.bb)? * &block.ba
            }),
        ),
        exercise("schur_marginal/covariance", formula!(|covariance; p| blocks(covariance, p)?.aa)),
        exercise(
            "conditional/mean",
            formula!(|x_b, mean, precision; p| {
                let (block, (mean_a, mean_b)) = (blocks(precision, p)?, split_rows(mean, p)?);
                mean_a - inverse(&block.aa)? * &block.ab * (x_b - mean_b)
            }),
        ),
        exercise(
            "linear_gaussian/posterior_covariance",
            formula!(|precision, A, noise_precision| { inverse(&(precision + A.transpose() * noise_precision * A)) }),
        ),
        exercise(
            "linear_gaussian/evidence_block",
            formula!(|precision, A, noise_precision| {
                inverse(noise_precision)? + A * inverse(precision)? * A.transpose()
            }),
        ),
        exercise(
            "linear_gaussian/posterior_mean",
            formula!(|y, mean, precision, A, b, noise_precision| {
                let along = A.transpose() * noise_precision;
                inverse(&(precision + &along * A))? * (along * (y - b) + precision * mean)
            }),
        ),
        exercise(
            "bayesian_mean/maximum_likelihood_mean",
            formula!(|X; n| {
                Matrix::from_element(1, 1, X.iter().fold(F::zero(), |sum, x| sum + x.clone()) * F::ratio(1, n as i64)?)
            }),
        ),
        exercise(
            "symmetric_part/precision",
            formula!(|z, S| {
                let inverse = inverse(S)?;
                quadratic_form(z, &((&inverse + inverse.transpose()) * F::half()))
            }),
        ),
    ];
    for (number, answer) in answers.iter().enumerate() {
        assert!(answer.is_right(), "answer {number}: {}", answer.bundle().plain);
    }
}

/// A folder that looks like the project, so that nothing of the project itself is touched.
fn elsewhere(name: &str) -> PathBuf {
    let project = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&project);
    fs::create_dir_all(project.join("notebooks")).unwrap();
    fs::write(project.join("notebooks/requirements.txt"), "").unwrap();
    project
}

fn notebook_command(project: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gradus"));
    command.arg("notebook").args(arguments).current_dir(project).stdin(Stdio::null());
    command.env("PATH", project).env("HOME", project).env_remove("CARGO_HOME").env_remove("JUPYTER_DATA_DIR");
    let output = command.env_remove("XDG_DATA_HOME").output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn the_doctor_says_what_is_missing_and_what_to_type() {
    let (code, out, _) = notebook_command(&elsewhere("doctor"), &["--doctor"]);
    assert_eq!(code, 1);
    for advice in
        ["https://rustup.rs", "install Python", "evcxr_jupyter 0.22.0 is missing", "gradus notebook --install-only"]
    {
        let flat = out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat.contains(advice), "{advice}: {out}");
    }
}

#[test]
fn setting_up_without_cargo_ends_with_a_clear_message() {
    let project = elsewhere("without_cargo");
    let (code, out, err) = notebook_command(&project, &["--install-only"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("cargo") && err.contains("https://rustup.rs") && !err.contains("panicked"), "{err}");
    assert!(!project.join(".gradus").exists());
}

#[test]
fn taking_away_removes_all_that_was_made_and_can_be_repeated() {
    let project = elsewhere("uninstall");
    let kernelspec = project.join(if cfg!(target_os = "macos") { "Library/Jupyter" } else { ".local/share/jupyter" });
    for folder in [project.join(".gradus/seed"), kernelspec.join("kernels/gradus")] {
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("file"), "").unwrap();
    }
    let (code, out, _) = notebook_command(&project, &["--uninstall"]);
    assert!(code == 0 && out.matches("removed").count() == 2, "{out}");
    assert!(!project.join(".gradus").exists() && !kernelspec.join("kernels/gradus").exists());
    let (code, out, _) = notebook_command(&project, &["--uninstall"]);
    assert!(code == 0 && out.contains("nothing"), "{out}");
}

#[test]
fn bad_usage_of_the_notebooks_is_exit_code_two() {
    let project = elsewhere("chapters");
    let (code, _, err) = notebook_command(&project, &["--kernel", "nowhere.json"]);
    assert!(code == 2 && err.contains("evcxr_jupyter is missing"), "{err}");
    let (code, _, err) = notebook_command(&project, &["--doctor", "--check"]);
    assert!(code == 2 && err.contains("cannot be used with"), "{err}");
}
