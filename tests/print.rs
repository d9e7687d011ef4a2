//! The course's print says what its formulas say.

use gradus::course::print::{Status, changes, judge};
use gradus::derivations;
use gradus::suite::Settings;
use std::collections::BTreeSet;

/// Prints that cannot be read yet, by what stops them. The list may only become shorter.
const UNREAD: &str = include_str!("print/unread.tsv");

/// The part of the changes of prints that must be found to differ.
const LEAST_NOTICED: f64 = 0.99;

#[test]
fn every_print_agrees_or_is_listed() {
    let notation = derivations::notation().expect("a table");
    let lines = UNREAD.lines().filter(|line| !line.is_empty() && !line.starts_with('%'));
    let mut listed: BTreeSet<&str> = lines.map(|line| line.split('\t').next().unwrap_or_default()).collect();
    let mut wrong = Vec::new();
    let (mut agree, mut changed, mut noticed, mut few) = (0, 0, 0, Vec::new());
    let seed = Settings::default().seed;
    for derivation in derivations::all() {
        for claim in &derivation.claims {
            let id = derivation.id(claim);
            let print = judge(claim, &notation, seed);
            let is_listed = listed.remove(id.as_str());
            match print.status {
                Status::Agrees if is_listed => wrong.push(format!("{id} agrees: remove it from the list")),
                Status::Agrees => {
                    agree += 1;
                    let found = changes(claim, &notation, seed, 3);
                    if found.len() < 3 {
                        few.push(id.clone());
                    }
                    for (formula, changed_print) in found {
                        changed += 1;
                        match changed_print.status {
                            Status::Differs => noticed += 1,
                            status => println!("{id}: {formula} is {}", status.name()),
                        }
                    }
                }
                Status::Differs => wrong.push(format!("{id} differs: {}: {}", print.reason, claim.latex)),
                Status::Unread if is_listed => {}
                Status::Unread => wrong.push(format!("{id} is unread: {}", print.reason)),
            }
        }
    }
    wrong.extend(listed.into_iter().map(|id| format!("{id} is listed, and there is no such claim")));
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    println!("{agree} prints agree; {noticed} of {changed} changes are noticed; fewer than three: {few:?}");
    assert!(noticed as f64 >= LEAST_NOTICED * changed as f64, "{noticed} of {changed} changes are noticed");
    assert!(few.len() * 20 <= agree, "{} of {agree} prints have fewer than three changes", few.len());
}
