//! Nothing is forgotten: every file is listed, every claim is complete, no derivation rests on itself, and a run can be
//! repeated.

use gradus::claim::{Claim, Derivation, Expected, LeftSide};
use gradus::derivations;
use gradus::oracle::{Effort, Oracle};
use gradus::suite::{Settings, verify};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Controls that a claim needs, so that its oracles are seen to fail.
const CONTROLS: usize = 3;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("derivations")
}

#[test]
fn every_file_is_in_the_table_of_contents_and_every_entry_has_a_file() {
    let folder = folder();
    let (mut files, mut folders) = (BTreeSet::new(), BTreeSet::new());
    for entry in std::fs::read_dir(&folder).expect("the folder of derivations") {
        let path = entry.expect("an entry").path();
        let name = path.file_stem().and_then(|stem| stem.to_str()).expect("a name").to_string();
        if path.extension().is_some_and(|extension| extension == "rs") && name != "mod" {
            files.insert(name);
        } else if path.is_dir() && name != "notebook" {
            folders.insert(name);
        }
    }
    assert!(folders.is_subset(&files), "a folder holds the groups of claims of a derivation: {folders:?}");
    let listed: Vec<String> = derivations::all().iter().map(|derivation| derivation.name.to_string()).collect();
    assert_eq!(files, listed.iter().cloned().collect(), "files, and names of derivations");
    assert_eq!(listed.len(), files.len(), "a derivation is listed twice");
    let contents = std::fs::read_to_string(folder.join("mod.rs")).expect("the table of contents");
    for file in &files {
        let line = |line: &str| line.split("//").next().unwrap_or_default().trim() == file;
        assert!(contents.lines().any(line), "{file} is missing from derivations/mod.rs");
    }
}

/// The modules beside it that the text of a derivation uses.
fn used(text: &str) -> impl Iterator<Item = String> {
    text.lines().filter_map(|line| {
        let path = line.strip_prefix("pub ").unwrap_or(line).strip_prefix("use ")?;
        let path = path.strip_prefix("super::").or_else(|| path.strip_prefix("crate::derivations::"))?;
        Some(path.split([':', ';']).next()?.to_string())
    })
}

/// The derivations that use each other in a circle, and those that use one of them.
fn circular(uses: &BTreeMap<String, BTreeSet<String>>) -> BTreeSet<String> {
    let mut left: BTreeSet<String> = uses.keys().cloned().collect();
    while let Some(free) = left.iter().find(|name| uses[*name].is_disjoint(&left)).cloned() {
        left.remove(&free);
    }
    left
}

/// No derivation uses itself by way of others.
#[test]
fn derivations_do_not_use_each_other_in_a_circle() {
    let names: BTreeSet<String> = derivations::all().iter().map(|derivation| derivation.name.to_string()).collect();
    let mut uses: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for name in &names {
        let groups = std::fs::read_dir(folder().join(name)).into_iter().flatten();
        let groups = groups.map(|entry| entry.expect("an entry").path());
        let files = [folder().join(format!("{name}.rs"))].into_iter().chain(groups);
        let text: String = files.map(|file| std::fs::read_to_string(file).expect("a file") + "\n").collect();
        uses.insert(name.clone(), used(&text).filter(|used| used != name && names.contains(used)).collect());
    }
    assert!(uses["maximum_likelihood"].contains("sigma_gradient") && uses["covariance"].contains("mean"), "{uses:?}");
    assert_eq!(circular(&uses), BTreeSet::new());
}

/// The check itself: a circle is noticed, and every form of `use`.
#[test]
fn circles_are_noticed() {
    let set = |names: &[&str]| -> BTreeSet<String> { names.iter().map(ToString::to_string).collect() };
    let graph = |edges: &[(&str, &[&str])]| -> BTreeMap<String, BTreeSet<String>> {
        edges.iter().map(|(name, used)| (name.to_string(), set(used))).collect()
    };
    assert_eq!(circular(&graph(&[("a", &["b", "c"]), ("b", &["c"]), ("c", &[])])), set(&[]));
    assert_eq!(circular(&graph(&[("a", &["b"]), ("b", &["a"]), ("c", &[])])), set(&["a", "b"]));
    assert_eq!(circular(&graph(&[("a", &["b"]), ("b", &["c"]), ("c", &["a"])])), set(&["a", "b", "c"]));
    let text = "use super::a;\npub use super::b::f;\nuse crate::derivations::c::{f, g};\nuse crate::prelude::*;\n// use super::d;";
    assert_eq!(used(text).collect::<BTreeSet<_>>(), set(&["a", "b", "c"]));
}

/// What is wrong with how a claim is stated.
fn defects(derivation: &Derivation, claim: &Claim) -> Vec<String> {
    let mut defects = Vec::new();
    let mut check = |fine: bool, defect: &str| {
        if !fine {
            defects.push(format!("{}: {defect}", derivation.id(claim)));
        }
    };
    check(is_name(&claim.name), "its name is not in snake case");
    check(!claim.latex.trim().is_empty(), "no LaTeX");
    check(claim.latex.matches('{').count() == claim.latex.matches('}').count(), "braces of the LaTeX do not match");
    check(!claim.reason.trim().is_empty(), "no reason");
    check(!claim.sources.is_empty(), "no source");
    for source in &claim.sources {
        check(is_source(source), &format!("`{source}` is neither an equation nor a section of a book"));
    }
    check(Oracle::of(claim).count() >= 2, "fewer than two oracles apply");
    let names: BTreeSet<&str> = claim.controls.iter().map(|control| control.name.as_str()).collect();
    check(names.len() == claim.controls.len(), "two controls have the same name");
    check(!names.contains(""), "a control has no name");
    let inputs: BTreeSet<&str> = claim.given.iter().map(|input| input.name).collect();
    check(inputs.len() == claim.given.len(), "two inputs have the same name");
    match &claim.expected {
        Expected::Holds => check(claim.controls.len() >= CONTROLS, "too few controls"),
        Expected::Erratum { correction } | Expected::TemptingMistake { correction } => {
            let corrected = derivation.claims.iter().find(|other| other.name == *correction);
            check(corrected.is_some(), "its correction does not exist");
            check(corrected.is_none_or(|other| other.expected == Expected::Holds), "its correction does not hold");
        }
    }
    defects
}

fn is_name(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next().is_some_and(|first| first.is_ascii_lowercase())
        && letters.all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_')
}

/// An equation such as `N1-116`, or a section of a book such as `Bishop 2.3.1`.
fn is_source(source: &str) -> bool {
    let equation = source.strip_prefix('N').and_then(|rest| rest.split_once('-'));
    let is_equation = |(note, number): (&str, &str)| {
        matches!(note, "0" | "1" | "2") && number.len() == 3 && number.bytes().all(|digit| digit.is_ascii_digit())
    };
    // What looks like an equation must be one.
    match equation {
        Some(parts) if !parts.0.is_empty() && parts.0.bytes().all(|byte| byte.is_ascii_digit()) => is_equation(parts),
        _ => source.chars().any(char::is_alphabetic),
    }
}

#[test]
fn every_claim_is_complete() {
    let all = derivations::all();
    let defects: Vec<String> = all
        .iter()
        .flat_map(|derivation| derivation.claims.iter().flat_map(move |claim| defects(derivation, claim)))
        .collect();
    assert!(defects.is_empty(), "{}", defects.join("\n"));
    for derivation in &all {
        assert!(is_name(&derivation.name) && !derivation.title.is_empty(), "{}", derivation.name);
        assert!(!derivation.claims.is_empty(), "{} has no claims", derivation.name);
    }
    let ids: Vec<String> = all.iter().flat_map(|d| d.claims.iter().map(|claim| d.id(claim))).collect();
    let distinct: BTreeSet<&String> = ids.iter().collect();
    assert_eq!(distinct.len(), ids.len(), "two claims have the same name");
}

/// Numerical checks and sampling, in each of them.
#[test]
fn every_derivation_is_checked_numerically_and_by_sampling() {
    for derivation in gradus::derivations::all() {
        let judges = |oracle: Oracle| derivation.claims.iter().any(|claim| oracle.applies(claim));
        assert!(judges(Oracle::MonteCarlo), "{} has no claim that can be sampled", derivation.name);
        assert!(judges(Oracle::Floating) || judges(Oracle::Dual), "{} has no numerical check", derivation.name);
    }
}

/// The check itself: each defect is noticed.
#[test]
fn defects_are_noticed() {
    use gradus::prelude::*;
    let complete = || {
        Claim::new("fine", "x = x")
            .because("a reason")
            .from(["N1-116"])
            .given([vector("x", D)])
            .identity(formula!(|x| x), formula!(|x| x))
    };
    let controls = [Mistake::Negated, Mistake::Doubled, Mistake::Halved];
    let derivation = Derivation::new("test", "A test");
    assert_eq!(defects(&derivation, &complete().controls(controls)), Vec::<String>::new());
    let defective: [(&str, Claim); 9] = [
        ("too few controls", complete()),
        ("same name", complete().controls([Mistake::Negated; 3])),
        ("no LaTeX", Claim { latex: " ".into(), ..complete().controls(controls) }),
        ("braces", Claim { latex: r"\frac{1}{2".into(), ..complete().controls(controls) }),
        ("no reason", Claim { reason: "".into(), ..complete().controls(controls) }),
        ("no source", Claim { sources: vec![], ..complete().controls(controls) }),
        ("`N3-001` is neither", Claim { sources: vec!["N3-001".into()], ..complete().controls(controls) }),
        ("snake case", Claim { name: "Not fine".into(), ..complete().controls(controls) }),
        ("correction does not exist", complete().erratum("missing")),
    ];
    for (defect, claim) in defective {
        let found = defects(&derivation, &claim);
        assert!(found.len() == 1 && found[0].contains(defect), "{defect}: {found:?}");
    }
    for bad in ["", "2.3", "N1-1", "N1-12x", "N4-123", "N1-1234"] {
        assert!(!is_source(bad), "{bad}");
    }
    for good in ["N0-001", "N2-263", "Bishop 2.3.1", "Matrix Cookbook 57", "N-dimensional geometry"] {
        assert!(is_source(good), "{good}");
    }
}

/// The standard effort is judged claim by claim in `tests/claims.rs`.
#[test]
fn every_verdict_is_the_expected_one_at_every_effort() {
    for effort in [Effort::Quick, Effort::Thorough] {
        let report = verify(&derivations::all(), &Settings { effort, ..Settings::default() }, |_| ());
        let unexpected = report.claims.iter().filter(|claim| !claim.as_expected());
        let reasons: Vec<String> = unexpected.map(|claim| format!("{}: {}", claim.id, claim.reason())).collect();
        assert!(reasons.is_empty(), "{effort:?}: {}", reasons.join("\n"));
    }
}

/// The same seed gives the same reports, however many threads share the work. A part of the claims is enough.
#[test]
fn a_run_can_be_repeated_on_any_number_of_threads() {
    let mut part = derivations::all();
    for derivation in &mut part {
        // Every form of a left side that the derivation has, once.
        let mut forms = BTreeSet::new();
        derivation.keep_only(|claim| forms.insert(form_of(claim)));
        // Integrals over several variables take longest.
        derivation.keep_only(|claim| claim.given.len() <= 3);
    }
    let run = |seed, jobs| -> Vec<String> {
        let report = verify(&part, &Settings { seed, effort: Effort::Quick, jobs }, |_| ());
        report.claims.iter().map(|claim| format!("{claim:?}")).collect()
    };
    let (one, two, other) = (run(3, 1), run(3, 2), run(4, 2));
    assert!(one.len() >= 10, "only {} claims", one.len());
    assert_eq!(one, two);
    assert_ne!(one, other, "another seed visits other points");
}

fn form_of(claim: &Claim) -> &'static str {
    match claim.left {
        LeftSide::Formula(_) => "formula",
        LeftSide::Inequality { .. } => "inequality",
        LeftSide::Gradient { .. } => "gradient",
        LeftSide::Expectation { .. } => "expectation",
        LeftSide::Law { .. } => "law",
        LeftSide::Extremum { .. } => "extremum",
    }
}
