//! The subcommands, on the course.

use crate::command::{CLAIM, QUICK, answer, gradient, gradus, without_time};
use gradus::prelude::*;

#[test]
fn list_names_every_derivation_and_claim() {
    let list = gradus(&["list"]);
    assert_eq!((list.code, list.err.as_str()), (0, ""));
    let derivations = gradus::derivations::all();
    for derivation in &derivations {
        assert!(list.out.contains(&*derivation.name) && list.out.contains(&*derivation.title), "{}", derivation.name);
        for claim in &derivation.claims {
            assert!(
                list.out.lines().any(|line| line.split_whitespace().any(|word| word == claim.name)),
                "{}",
                claim.name
            );
        }
    }
    let claims: usize = derivations.iter().map(|derivation| derivation.claims.len()).sum();
    assert!(list.out.contains(&format!("{claims} claim")));
    assert!(list.out.lines().all(|line| gradus::typeset::width(line) <= 100));
    for mark in ["✗  missing_derivative", "!  same_matrix", "✗ marks an erratum", "! marks a tempting mistake"] {
        assert!(list.out.contains(mark), "{mark}");
    }
}

#[test]
fn show_reads_like_a_page() {
    let show = gradus(&["show", "log_det_gradient", QUICK[0], QUICK[1]]);
    assert_eq!((show.code, show.err.as_str()), (0, ""));
    for part in [
        "∂/∂A ln|A| = A⁻ᵀ",
        "N1-139",
        "A: D×D, invertible; |A| > 0",
        "holds",
        "exact",
        "difference",
        "controls",
        "refuted by exact",
    ] {
        assert!(show.out.contains(part), "{part} in\n{}", show.out);
    }
    assert!(!show.out.contains("\\frac"), "LaTeX is typeset");
    assert!(show.out.lines().all(|line| gradus::typeset::width(line) <= 100), "{}", show.out);
    let rust = gradus(&["show", "log_det", "--rust", QUICK[0], QUICK[1]]);
    assert!(rust.out.contains("log_det_gradient(A)"), "the Rust text of the right side");
    assert!(!show.out.contains("log_det_gradient(A)"));
}

#[test]
fn errata_show_witness_and_correction() {
    let errata = gradus(&["errata", QUICK[0], QUICK[1]]);
    assert_eq!((errata.code, errata.err.as_str()), (0, ""));
    let all = gradus::derivations::all();
    let claims = || all.iter().flat_map(|derivation| &derivation.claims);
    let wrong = claims().filter(|claim| claim.expected.is_erratum()).count();
    let tempting = claims().filter(|claim| claim.expected.is_tempting_mistake()).count();
    assert!(wrong > 0 && tempting > 0);
    let count = |part: &str| errata.out.lines().filter(|line| line.trim_start().starts_with(part)).count();
    assert_eq!((count("printed  "), count("mistake  ")), (wrong, tempting), "{}", errata.out);
    for part in ["witness  ", "there  ", "correct  "] {
        assert_eq!(count(part), wrong + tempting, "{part} in\n{}", errata.out);
    }
    // Whoever is cited by a tempting mistake has not printed it.
    let (printed, mistakes) = errata.out.split_once("Tempting mistakes").expect("two parts");
    assert!(!printed.contains("Bishop"), "{printed}");
    assert!(mistakes.contains("tempting mistake, not printed in Bishop, exercise 2.17"), "{mistakes}");
    assert!(mistakes.contains(&format!("{wrong} errata and {tempting} tempting mistakes · seed")), "{mistakes}");
}

#[test]
fn the_bare_command_verifies() {
    let bare = gradus(&[CLAIM, "--seed", "3", "--effort", "quick"]);
    let verify = gradus(&["verify", CLAIM, "--seed", "3", "--effort", "quick"]);
    assert_eq!(bare.code, 0);
    assert_eq!(without_time(&bare.out), without_time(&verify.out));
    for part in
        ["The gradient of", "✓  gradient  holds", "exact ≤", "dual, difference", "4/4", "1 claim ·", "error budget"]
    {
        assert!(bare.out.contains(part), "{part} in\n{}", bare.out);
    }
    let program = env!("CARGO_BIN_EXE_gradus");
    let again = format!("to repeat: {program} verify log_det_gradient/gradient --seed 3 --effort quick");
    assert!(bare.out.contains(&again), "{}", bare.out);
    assert_eq!(bare.err, "", "no progress bar where the standard error is no terminal");
}

#[test]
fn help_documents_the_exit_codes_and_the_bare_command() {
    let help = gradus(&["--help"]);
    assert_eq!(help.code, 0);
    for part in ["Exit codes", "  0  ", "  1  ", "  2  ", "  3  ", "Without a command, gradus verifies", "NO_COLOR"] {
        assert!(help.out.contains(part), "{part}");
    }
    for command in ["verify", "show", "errata", "coverage", "evaluate"] {
        let help = gradus(&[command, "--help"]);
        assert!(help.code == 0 && help.out.contains("Exit codes") && help.out.contains("\n  3  "), "{}", help.out);
    }
    let evaluate = gradus(&["evaluate", "--help"]);
    assert!(evaluate.code == 0 && evaluate.out.contains("list of rows"));
    let version = gradus(&["--version"]);
    assert_eq!((version.code, version.out.trim()), (0, concat!("gradus ", env!("CARGO_PKG_VERSION"))));
}

/// A run of several derivations and many claims is one line for each derivation.
#[test]
fn a_long_run_fits_on_a_screen() {
    let names = ["symmetric_part", "trace_gradient"];
    let short = gradus(&["verify", names[0], names[1], QUICK[0], QUICK[1]]);
    assert_eq!((short.code, short.err.as_str()), (0, ""));
    for (name, refuted) in names.into_iter().zip([2, 3]) {
        let line = short.out.lines().find(|line| line.starts_with(&format!("✓  {name}"))).expect("a line");
        let words: Vec<&str> = line.split_whitespace().collect();
        let title =
            gradus::derivations::all().into_iter().find(|derivation| derivation.name == name).expect("it").title;
        assert_eq!(words[2..6], ["15", &refuted.to_string(), "as", "expected"], "{line}");
        assert!(words[6..].join(" ").starts_with(&title[..15]), "{line}");
    }
    let flowing = short.out.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        "2 derivations · 30 claims · 25 hold · 3 errata and 2 tempting mistakes refuted as expected · 0 unchecked",
        " · seed 20060101 to repeat: ",
        "error budget: ",
        "`gradus verify DERIVATION`",
        "--details",
        "every verdict is the expected one",
    ] {
        assert!(flowing.contains(part), "{part} in\n{}", short.out);
    }
    assert!(short.out.lines().count() < 15 && !short.out.contains("polarisation"), "{}", short.out);
    for details in ["--details", "-v"] {
        let long = gradus(&["verify", names[0], names[1], details, QUICK[0], QUICK[1]]);
        assert!(long.out.contains("✓  polarisation") && long.out.contains(" --details --seed"), "{}", long.out);
        assert!(long.out.contains("same_matrix is a tempting mistake, which no source prints"), "{}", long.out);
        assert!(long.out.contains("first_twice is printed wrongly in N1-136"), "{}", long.out);
    }
}

/// What is not as expected is shown in full, however long the run is.
#[test]
fn a_long_run_shows_what_is_not_as_expected() {
    let right =
        |k: usize| Claim { name: format!("right_{k}").into(), ..gradient("", formula!(|A| inverse(A)?.transpose())) };
    let wrong = gradient("wrong", formula!(|A| inverse(A)));
    let good = Derivation::new("good", "As it should be").claims((0..25).map(right));
    let bad = Derivation::new("bad", "Not as it should be").claim(wrong);
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let arguments = ["gradus", QUICK[0], QUICK[1]];
    let code = gradus::command_line::run(&vec![good, bad].into(), arguments, &mut out, &mut err);
    let out = String::from_utf8(out).expect("UTF-8");
    assert_eq!(code, gradus::command_line::UNEXPECTED);
    for part in ["✓  good", "✗  bad", "1 REFUTED", "UNEXPECTED: bad/wrong was expected to hold", "witness     D = 2"]
    {
        assert!(out.contains(part), "{part} in\n{out}");
    }
    assert!(!out.contains("right_3"), "{out}");
}

#[test]
fn show_takes_a_claim_or_a_part_of_its_name() {
    for name in [CLAIM, "log_det_gradient/gradien", "transposed_twice_at"] {
        let show = gradus(&["show", name, QUICK[0], QUICK[1]]);
        assert_eq!((show.code, show.err.as_str()), (0, ""), "{name}");
        assert_eq!(show.out.matches("verdict  ").count(), 1, "{name} is one claim: {}", show.out);
    }
    let claim = gradus(&["show", CLAIM, "--rust", QUICK[0], QUICK[1]]);
    let whole = gradus(&["show", "log_det_gradient", QUICK[0], QUICK[1]]);
    let heading = claim.out.lines().next().expect("a heading");
    assert!(whole.out.contains(heading), "the number is that of the step: {heading}");
    assert!(claim.out.contains("log_det_gradient(A)"), "the Rust text of the right side");
    let erratum = gradus(&["show", "transposed_twice", QUICK[0], QUICK[1]]);
    assert!(
        erratum.out.contains("correct  ") && erratum.out.contains("transposed twice at a covariance"),
        "{}",
        erratum.out
    );
    let several = gradus(&["show", "gradient"]);
    assert_eq!((several.code, several.out.as_str()), (2, ""));
    assert!(several.err.contains("write one of them in full"), "{}", several.err);
}

#[test]
fn list_and_errata_take_filters() {
    let list = gradus(&["list", "trace_gradient"]);
    assert_eq!((list.code, list.err.as_str()), (0, ""));
    assert!(list.out.contains("1 derivation, 15 claims; ✗ marks an erratum\n"), "{}", list.out);
    let cited = gradus(&["list", "N2-057"]);
    assert!(cited.out.contains("1 derivation, 2 claims"), "{}", cited.out);
    for filters in [&["trace_gradient"][..], &["trace_gradient/first_twice", "N2-057", "missing_derivative"]] {
        let errata = gradus(&[&["errata"], filters, &QUICK].concat());
        assert_eq!((errata.code, errata.err.as_str()), (0, ""));
        assert!(
            errata.out.contains("trace_gradient/first_twice") && errata.out.contains("sum holds"),
            "{}",
            errata.out
        );
    }
    let none = gradus(&["errata", "log_density/score_in_x"]);
    assert_eq!((none.code, none.out.as_str()), (0, "No errata here: every claim is expected to hold as printed.\n"));
    for command in ["list", "errata"] {
        let unknown = gradus(&[command, "sgima_gradient"]);
        assert_eq!((unknown.code, unknown.out.as_str()), (2, ""));
        assert!(unknown.err.contains("did you mean `sigma_gradient`?"), "{}", unknown.err);
    }
}

#[test]
fn the_texts_are_explained() {
    for arguments in [&["--help"][..], &["coverage", "--help"], &["coverage", QUICK[0], QUICK[1]]] {
        let text = gradus(arguments).out;
        for text_of in ["N0", "N1", "N2", "Probability Distributions 2", "Japanese"] {
            assert!(text.contains(text_of), "{text_of} in\n{text}");
        }
    }
    // A course of one's own follows none of them.
    assert!(!answer(Vec::new(), &["--help"]).1.contains("Probability Distributions"));
}
