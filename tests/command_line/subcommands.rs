//! The subcommands, on the course.

use crate::command::{CLAIM, QUICK, gradus, without_time};

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
    let expected = gradus::derivations::all()
        .iter()
        .flat_map(|derivation| &derivation.claims)
        .filter(|claim| matches!(claim.expected, gradus::claim::Expected::Refuted { .. }))
        .count();
    let count = |part: &str| errata.out.lines().filter(|line| line.trim_start().starts_with(part)).count();
    for part in ["printed  ", "witness  ", "there  ", "correct  "] {
        assert_eq!(count(part), expected, "{part} in\n{}", errata.out);
    }
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
    assert!(
        bare.out.contains("again: gradus verify log_det_gradient/gradient --seed 3 --effort quick"),
        "{}",
        bare.out
    );
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
