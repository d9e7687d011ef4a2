//! Claims that are stated badly: invalid with the name of the fault, before any oracle is asked.

mod common;

use common::report;
use gradus::claim::{Control, RightSide};
use gradus::input::Domain;
use gradus::oracle::Effort;
use gradus::prelude::*;
use gradus::statement::{Fault, faults, faults_of};
use gradus::suite::{Settings, SuiteReport};
use gradus::verdict::Verdict;

/// x = x, with this name, these inputs and two controls.
fn same(name: &'static str, given: &[Input]) -> Claim {
    Claim::new(name, "x = x")
        .given([&[vector("x", D)], given].concat())
        .identity(formula!(|x| x), formula!(|x| x))
        .controls([Mistake::Negated, Mistake::Doubled])
}

fn settings() -> Settings {
    Settings { effort: Effort::Quick, ..Settings::default() }
}

fn run(derivations: &[Derivation]) -> SuiteReport {
    verify(derivations, &settings(), |_| ())
}

/// The claim has this one fault, is invalid for it, and no oracle has judged it.
#[track_caller]
fn has_fault(claim: &Claim, says: &str) {
    let found = faults_of(&Derivation::new("test", "A test"), claim);
    assert_eq!(found.len(), 1, "{found:?}");
    let message = found[0].to_string();
    assert!(message.contains(says) && !message.contains('\n'), "{message}");
    let report = report(claim);
    assert_eq!((report.verdict, report.reason()), (Verdict::Invalid, message));
    assert!(report.evidence.is_empty() && report.witness.is_none() && report.diagnosis.is_none());
    assert!(report.controls.iter().all(|control| control.refuted_by.is_empty()));
    assert!(!report.as_expected());
}

#[test]
fn a_claim_without_a_fault_is_judged() {
    let claim = same("fine", &[covariance("S", D)]);
    assert_eq!(faults_of(&Derivation::new("", ""), &claim), []);
    assert_eq!(report(&claim).verdict, Verdict::Holds);
}

#[cfg(feature = "course")]
#[test]
fn the_course_has_no_fault() {
    assert_eq!(faults(&gradus::derivations::all()), []);
}

// Inputs ------------------------------------------------------------------------------------------------------------

#[test]
fn names_of_inputs_mean_one_thing() {
    has_fault(&same("twice", &[matrix("A", D, D), covariance("A", D)]), "two inputs are called `A`");
    has_fault(&same("thrice", &[number("A"), number("A"), number("A")]), "two inputs are called `A`");
    has_fault(
        &same("factor", &[covariance("S", D), matrix("S_factor", D, D)]),
        "name of the factor of the covariance `S`",
    );
    has_fault(&same("factor", &[matrix("S_factor", D, D), covariance("S", D)]), "choose another name");
    let alone = same("alone", &[matrix("S_factor", D, D), matrix("S", D, D)]);
    assert_eq!(report(&alone).verdict, Verdict::Holds, "only a covariance has a factor");
    has_fault(&same("noise", &[vector("noise", D)]), "the name `noise` belongs to the standard normal noise");
    let expectation = Claim::new("expectation", "E[z] = 0").given([vector("noise", D)]).expectation(
        D,
        formula!(|noise| noise),
        formula!(|; d| Matrix::<F>::zeros(d, 1)),
    );
    has_fault(&expectation, "choose another name");
}

#[test]
fn names_are_not_empty() {
    has_fault(&same("", &[]), "the claim has an empty name");
    has_fault(&same(" ", &[]), "the claim has an empty name");
    has_fault(&same("input", &[number("")]), "an input has an empty name");
    has_fault(&same("control", &[]).control("", formula!(|x| -x * F::integer(3))), "a control has an empty name");
    let unnamed = Derivation::new("", "A test").claim(same("claim", &[]));
    assert_eq!(faults_of(&unnamed, &unnamed.claims[0]), [Fault::EmptyName { what: "the derivation" }]);
    assert_eq!(run(&[unnamed]).claims[0].verdict, Verdict::Invalid);
}

#[test]
fn shapes_fit_their_sets_and_stay_in_bounds() {
    for kind in [Domain::Covariance, Domain::Invertible, Domain::Symmetric, Domain::Orthogonal] {
        let flat = Input { name: "A", rows: D, columns: P + Q, domain: kind };
        has_fault(&same("flat", &[flat]), "the input `A` is D×(P+Q); a matrix of its kind is square");
    }
    let thousand = (1..1000).fold(ONE, |size, _| size + ONE);
    assert_eq!(report(&same("large", &[vector("A", thousand)])).verdict, Verdict::Holds);
    has_fault(&same("larger", &[vector("A", thousand + thousand)]), "the input `A` is 2000×1: 2000 entries even where");
    has_fault(&same("square", &[covariance("A", thousand)]), "1000000 entries even where D = N = P = Q = 1");
    // Doubled until no number counts it.
    let endless = (0..200).fold(N, |size, _| size + size);
    has_fault(&same("endless", &[matrix("A", endless, endless)]), "at most 1024 can be judged");
    let noise = Claim::new("noise", "E[1] = 1").expectation(endless, formula!(|| F::one()), formula!(|| F::one()));
    has_fault(&noise, "the noise is");
}

// Formulas ----------------------------------------------------------------------------------------------------------

#[test]
fn formulas_use_what_is_given() {
    let given = [vector("x", D), covariance("S", D)];
    let claim = |left, right| Claim::new("names", "n").given(given).identity(left, right);
    let x = formula!(|x| x);
    has_fault(
        &claim(formula!(|y| y), x),
        "the left side uses an input that is not given: no input is named `y`; the claim gives x, S",
    );
    has_fault(
        &claim(x, formula!(|x, y| x + y)),
        "the right side uses an input that is not given: no input is named `y`",
    );
    has_fault(
        &claim(x, formula!(|x; r| x * F::integer(r as i64))),
        "the right side uses a size that does not exist: no size is named `r`",
    );
    has_fault(
        &claim(x, x).control("unknown", formula!(|y| y)),
        "the control `unknown` uses an input that is not given: no input is named `y`",
    );
    has_fault(&claim(x, formula!(|noise| noise)), "no input is named `noise`");
    has_fault(&claim(x, formula!(|x_factor| x_factor)), "no input is named `x_factor`");
    let factor = claim(formula!(|S| S), formula!(|S_factor| S_factor * S_factor.transpose()));
    assert_eq!(report(&factor.controls([Mistake::Negated])).verdict, Verdict::Holds);
    // The noise is known on the left alone.
    let mean =
        Claim::new("mean", "m").given(given).expectation(D, formula!(|x, noise| x + noise), formula!(|noise| noise));
    has_fault(&mean, "the right side uses an input that is not given: no input is named `noise`");
    let bare = Claim::new("bare", "b").identity(formula!(|| F::one()), formula!(|x| x));
    has_fault(&bare, "the claim gives no inputs");
}

#[test]
fn the_variable_is_given() {
    let square = formula!(|x| x.transpose() * x);
    let given = [vector("x", D)];
    let gradient = Claim::new("gradient", "g").given(given).gradient(square, "y", formula!(|x| x));
    has_fault(&gradient, "the variable of the gradient is not given: no input is named `y`; the claim gives x");
    let extremum = |function, right| {
        Claim::new("extremum", "e")
            .given(given)
            .extremum(Extremum::Minimum, Convention::Unconstrained, function, "y", right)
            .controls([Mistake::Negated])
    };
    has_fault(&extremum(square, formula!(|x| x)), "the variable of the extremum is not given: no input is named `y`");
    // One that its function asks for gets its value from the right side.
    let distance = formula!(|x, y| (x - y).transpose() * (x - y));
    assert_eq!(report(&extremum(distance, formula!(|x| x))).verdict, Verdict::Holds);
    has_fault(&extremum(distance, formula!(|y| y)), "the right side uses an input that is not given");
}

// Controls ----------------------------------------------------------------------------------------------------------

#[test]
fn mistakes_are_made_to_inputs_that_allow_them() {
    let given = [vector("m", D), matrix("X", D, N), covariance("S", D)];
    let with = |mistake| same("mistake", &given).controls([mistake]);
    for mistake in [Mistake::InputInverted("y"), Mistake::InputTransposed("y"), Mistake::InputNegated("y")] {
        has_fault(
            &with(mistake),
            "changes an input that is not given: no input is named `y`; the claim gives x, m, X, S",
        );
    }
    has_fault(
        &with(Mistake::InputsSwapped("x", "y")),
        "the control `x and y swapped` changes an input that is not given",
    );
    has_fault(&with(Mistake::InputsSwapped("y", "x")), "no input is named `y`");
    has_fault(&with(Mistake::InputInverted("x")), "the control `inverse of x confused` inverts `x`, which is D×1");
    has_fault(&with(Mistake::InputInverted("X")), "inverts `X`, which is D×N; only a square input has an inverse");
    has_fault(
        &with(Mistake::InputsSwapped("x", "S")),
        "swaps `x`, D×1, and `S`, D×D; only inputs of the same shape can be swapped",
    );
    has_fault(&with(Mistake::InputsSwapped("x", "x")), "swaps `x` with itself");
    // These are stated well, but they are vacuous.
    for mistake in [Mistake::InputsSwapped("m", "x"), Mistake::InputInverted("S"), Mistake::InputNegated("S_factor")] {
        assert_eq!(faults_of(&Derivation::new("test", "t"), &with(mistake)), []);
    }
    let mut mistaken = same("mistaken", &given);
    mistaken.right = mistaken.right.mistaken(Mistake::InputNegated("y"));
    has_fault(&mistaken, "the right side changes an input that is not given");
}

#[test]
fn each_control_is_another_one() {
    let x = || same("x", &[vector("y", D)]);
    has_fault(&x().controls([Mistake::Negated]), "the controls `sign flipped` and `sign flipped` are the same");
    has_fault(&x().control("doubled", formula!(|x| x * F::integer(3))), "`doubled` and `doubled` are the same");
    let swaps = [Mistake::InputsSwapped("x", "y"), Mistake::InputsSwapped("y", "x")];
    has_fault(&x().controls(swaps), "`x and y swapped` and `y and x swapped` are the same");
    let mut renamed = x();
    let right: RightSide = renamed.right.mistaken(Mistake::Negated);
    renamed.controls.push(Control { name: "negative".into(), right });
    has_fault(&renamed, "`sign flipped` and `negative` are the same; state each wrong version once");
}

// Derivations -------------------------------------------------------------------------------------------------------

/// 2x = x
fn erratum(name: &'static str, correction: &'static str) -> Claim {
    Claim::new(name, "2x = x")
        .given([vector("x", D)])
        .identity(formula!(|x| x * F::integer(2)), formula!(|x| x))
        .erratum(correction)
}

#[test]
fn claims_of_one_name_are_all_invalid() {
    let derivation = Derivation::new("test", "A test").claims([same("a", &[]), same("b", &[]), same("a", &[])]);
    let report = run(&[derivation]);
    let verdicts: Vec<Verdict> = report.claims.iter().map(|claim| claim.verdict).collect();
    assert_eq!(verdicts, [Verdict::Invalid, Verdict::Holds, Verdict::Invalid]);
    assert_eq!(
        report.claims[0].reason(),
        "two claims of the derivation `test` are called `a`; give each a name of its own"
    );
    assert!(!report.as_expected());
}

#[test]
fn derivations_of_one_name_are_all_invalid() {
    let derivation = |name, claim| Derivation::new(name, "A test").claim(same(claim, &[]));
    let list = [derivation("one", "a"), derivation("two", "a"), derivation("one", "b")];
    let report = run(&list);
    let verdicts: Vec<Verdict> = report.claims.iter().map(|claim| claim.verdict).collect();
    assert_eq!(verdicts, [Verdict::Invalid, Verdict::Holds, Verdict::Invalid]);
    assert_eq!(report.claims[2].reason(), "two derivations are called `one`; give each a name of its own");
    let told: Vec<String> = faults(&list).into_iter().map(|(id, _)| id).collect();
    assert_eq!(told, ["one/a", "one/b"]);
}

#[test]
fn an_erratum_is_corrected_by_a_claim_that_holds() {
    let reason = |claims: Vec<Claim>| {
        let report = run(&[Derivation::new("test", "A test").claims(claims)]);
        let claim = report.claims[0].clone();
        assert_eq!(
            claim.as_expected(),
            claim.cause.is_none() || claim.verdict == Verdict::Refuted,
            "{}",
            claim.reason()
        );
        (claim.verdict, claim.reason())
    };
    assert_eq!(reason(vec![erratum("wrong", "right"), same("right", &[])]).0, Verdict::Refuted);
    for (claims, says) in [
        (vec![erratum("wrong", "nowhere"), same("right", &[])], "its correction `nowhere` is not a claim of test"),
        (vec![erratum("wrong", "wrong"), same("right", &[])], "it is named as its own correction"),
        (
            vec![erratum("wrong", "worse"), erratum("worse", "right"), same("right", &[])],
            "`worse` is expected to be refuted as well",
        ),
    ] {
        let (verdict, reason) = reason(claims);
        assert!(verdict == Verdict::Invalid && reason.contains(says), "{verdict}: {reason}");
    }
    has_fault(&erratum("alone", "right"), "its correction `right` is not a claim of test");
    // The same for a mistake that no source prints.
    let tempting = |correction: &'static str| erratum("wrong", "right").tempting_mistake(correction);
    assert_eq!(reason(vec![tempting("right"), same("right", &[])]).0, Verdict::Refuted);
    let (verdict, reason) = reason(vec![tempting("nowhere"), same("right", &[])]);
    assert!(verdict == Verdict::Invalid && reason.contains("its correction `nowhere` is not a claim"), "{reason}");
}

/// A part of a derivation is not a derivation that is stated badly.
#[test]
fn a_selection_may_leave_the_correction_out() {
    let mut part = Derivation::new("test", "A test").claims([erratum("wrong", "right"), same("right", &[])]);
    part.keep_only(|claim| claim.name == "wrong");
    let report = run(&[part.clone()]);
    assert_eq!((report.claims.len(), report.claims[0].verdict), (1, Verdict::Refuted));
    part.keep_only(|_| false);
    assert!(part.claims.is_empty());
    // Nor does it hide a fault.
    let mut twice = Derivation::new("test", "A test").claims([same("a", &[]), same("a", &[vector("y", D)])]);
    twice.keep_only(|claim| claim.given.len() == 1);
    assert_eq!(run(&[twice]).claims[0].verdict, Verdict::Invalid);
}

#[test]
fn nothing_to_judge_is_a_fault() {
    let list = [Derivation::new("test", "A test").claim(same("a", &[])), Derivation::new("empty", "Nothing")];
    assert_eq!(faults(&list), [("the list".into(), Fault::NoClaims { derivation: "empty".into() })]);
    assert_eq!(faults(&[]), [("the list".into(), Fault::NoDerivations)]);
    assert!(!run(&[]).as_expected() && !run(&[Derivation::new("empty", "Nothing")]).as_expected());
}

/// All of what is wrong is said at once.
#[test]
fn every_fault_is_told() {
    let claim = same("", &[vector("x", D)]).controls([Mistake::InputInverted("y")]);
    let reason = report(&claim).reason();
    assert_eq!(reason.matches("; moreover, ").count(), 2, "{reason}");
}

/// A claim that is stated badly cannot be evaluated either.
#[test]
fn evaluation_names_the_fault() {
    let claim = same("twice", &[vector("y", D), vector("y", D)]);
    let values = [("x", 1.0), ("y", 2.0)].map(|(name, value)| (name.to_string(), Matrix::from_element(1, 1, value)));
    let point = gradus::Point::from_values(&claim.given, values.into()).expect("values");
    let error = gradus::evaluate::evaluate(&claim, &point).map(|_| ()).expect_err("a fault");
    assert!(error.is_malformed() && error.to_string().contains("two inputs are called `y`"), "{error}");
}
