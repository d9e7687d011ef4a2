//! Verdicts and evidence in words.

use super::document::Tone;
use super::{inputs, numbers};
use crate::claim::{Claim, Expected, LeftSide};
use crate::oracle::{Evidence, Finding, Strength};
use crate::verdict::{ClaimReport, Verdict};

/// The verdict, and how it relates to what was expected.
pub(crate) fn verdict(report: &ClaimReport) -> String {
    match (report.as_expected(), report.expected()) {
        (true, Expected::Erratum { .. } | Expected::TemptingMistake { .. }) => "refuted, as expected".into(),
        (true, Expected::Holds) => match report.share_without_value {
            Some(share) => format!("holds where it has values ({:.0} % of the points)", 100.0 * (1.0 - share)),
            None => report.verdict.to_string(),
        },
        (false, _) => report.verdict.to_string().to_uppercase(),
    }
}

/// The tone of a verdict.
pub(crate) fn tone(report: &ClaimReport) -> Tone {
    match (report.as_expected(), report.verdict) {
        (true, Verdict::Refuted) => Tone::Erratum,
        (true, _) => Tone::Good,
        (false, Verdict::Unchecked | Verdict::Invalid) => Tone::Open,
        (false, _) => Tone::Bad,
    }
}

/// How many controls were refuted.
pub(crate) fn refuted_controls(report: &ClaimReport) -> usize {
    report.controls.iter().filter(|control| !control.refuted_by.is_empty()).count()
}

/// `exact ≤ 3e-29`
pub(crate) fn bounded(evidence: &Evidence) -> String {
    match evidence.strength {
        Some(strength) => format!("{} ≤ {}", evidence.oracle, numbers::at_most(strength.bound())),
        None => evidence.oracle.to_string(),
    }
}

/// The strongest evidence with its bound, and the other oracles that agree.
pub(crate) fn evidence(report: &ClaimReport) -> String {
    let names = |test: fn(&Evidence) -> bool| -> Vec<&'static str> {
        report.evidence.iter().filter(|entry| test(entry)).map(|entry| entry.oracle.name()).collect()
    };
    if report.verdict == Verdict::Refuted {
        return format!("refuted by {}", names(Evidence::refuted).join(", "));
    }
    match report.strongest() {
        None => "none".into(),
        Some(strongest) => {
            let mut kinds = names(Evidence::holds);
            let first = match strongest.constant {
                Some(constant) => format!(
                    "exact derivative ≤ {}, constant ≤ {}",
                    numbers::at_most(strongest.bound()),
                    numbers::at_most(constant)
                ),
                None => bounded(strongest),
            };
            kinds[0] = &first;
            kinds.join(", ")
        }
    }
}

/// What the claim turned out to be: `it …`
pub(crate) fn outcome(report: &ClaimReport) -> String {
    match report.verdict {
        Verdict::Holds => "holds".into(),
        other => format!("is {other}"),
    }
}

/// The sources of a claim. Those of a tempting mistake do not print it, and the text says so.
pub(crate) fn sources(claim: &Claim) -> String {
    let sources = claim.sources.join(", ");
    match (claim.expected.is_tempting_mistake(), sources.is_empty()) {
        (true, true) => "tempting mistake".into(),
        (true, false) => format!("tempting mistake, not printed in {sources}"),
        (false, _) => sources,
    }
}

/// Counts of errata and of tempting mistakes, such as `42 errata and 2 tempting mistakes`. Tempting mistakes are left
/// out if there are none.
pub(crate) fn refutable(errata: usize, tempting: usize) -> String {
    let errata = if errata == 1 { "1 erratum".into() } else { format!("{errata} errata") };
    match tempting {
        0 => errata,
        _ => format!("{errata} and {}", numbers::count(tempting, "tempting mistake")),
    }
}

/// The strength of one piece of evidence, in words.
pub(crate) fn strength(evidence: &Evidence) -> String {
    match evidence.strength {
        Some(Strength::FalseAccept(bound)) => match evidence.constant {
            None => format!("a false claim passes with probability ≤ {}", numbers::at_most(bound)),
            Some(constant) => format!(
                "a false derivative passes with probability ≤ {}, a constant is compared to within {}",
                numbers::at_most(bound),
                numbers::at_most(constant)
            ),
        },
        Some(Strength::FalseAlarm(bound)) => {
            format!("a true claim is refuted with probability ≤ {}", numbers::at_most(bound))
        }
        Some(Strength::RelativeError(bound)) => format!("relative error ≤ {}", numbers::at_most(bound)),
        None => "no bound".into(),
    }
}

/// What an oracle found, with its strength and the sizes that it visited.
pub(crate) fn finding(claim: &Claim, evidence: &Evidence) -> String {
    match &evidence.finding {
        Finding::Holds => {
            let detail = evidence.detail.map_or(String::new(), |detail| detail.to_string());
            let parts = [strength(evidence), inputs::reach(claim, &evidence.sizes), detail];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
        }
        Finding::Refuted(reason) => format!("refutes it at {}: {reason}", place(claim, evidence)),
        Finding::Contradicts(reason) => format!("contradicts it, but cannot refute it: {reason}"),
        Finding::Abstains(reason) => format!("abstains: {reason}"),
        Finding::Invalid(reason) => format!("cannot judge it: {reason}"),
    }
}

/// The sizes at which an oracle refuted the claim.
fn place(claim: &Claim, evidence: &Evidence) -> String {
    let text = evidence.sizes.last().map_or(String::new(), |sizes| inputs::size_text(claim, sizes));
    if text.is_empty() { "a point".into() } else { text }
}

/// The oracle that refuted each control.
pub(crate) fn controls(report: &ClaimReport) -> String {
    if report.controls.is_empty() {
        return "none".into();
    }
    let mut groups: Vec<(String, Vec<&str>)> = Vec::new();
    for control in &report.controls {
        let group = match control.refuted_by.iter().min() {
            Some(oracle) => format!("refuted by {oracle}"),
            None => "NOT REFUTED".into(),
        };
        match groups.iter_mut().find(|(known, _)| *known == group) {
            Some((_, names)) => names.push(&control.name),
            None => groups.push((group, vec![&control.name])),
        }
    }
    let groups: Vec<String> = groups.iter().map(|(group, names)| format!("{group}: {}", names.join(", "))).collect();
    groups.join("; ")
}

/// Names of the two sides in a counterexample.
pub(crate) fn sides(claim: &Claim) -> (&'static str, &'static str) {
    match claim.left {
        LeftSide::Extremum { .. } => ("gradient", "zero"),
        _ => ("left", "right"),
    }
}
