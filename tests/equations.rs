//! The table of equations, against the claims it names.

use gradus::claim::{Claim, Expected};
use std::collections::{BTreeMap, BTreeSet};

const TABLE: &str = include_str!("../derivations/equations.tsv");

/// Numbered equations in the three notes.
const EQUATIONS: [(&str, usize); 3] = [("N0", 12), ("N1", 172), ("N2", 79)];

fn claims() -> BTreeMap<String, Claim> {
    let derivations = gradus::derivations::all();
    let all = derivations
        .iter()
        .flat_map(|derivation| derivation.claims.iter().map(|claim| (derivation.id(claim), claim.clone())));
    all.collect()
}

fn rows() -> Vec<[&'static str; 4]> {
    let rows = TABLE.lines().skip(1).map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        <[&str; 4]>::try_from(cells).unwrap_or_else(|cells| panic!("{} cells in: {line}", cells.len()))
    });
    rows.collect()
}

#[test]
fn every_numbered_equation_has_one_row() {
    let expected: BTreeSet<String> =
        EQUATIONS.iter().flat_map(|&(note, count)| (1..=count).map(move |k| format!("{note}-{k:03}"))).collect();
    let found: BTreeSet<String> = rows().iter().map(|row| row[0].to_string()).collect();
    assert_eq!(found, expected);
    assert_eq!(rows().len(), expected.len());
}

#[test]
fn every_row_names_claims_that_exist_cite_it_and_bear_out_its_status() {
    let claims = claims();
    for [equation, status, names, remark] in rows() {
        let named: Vec<&Claim> = names
            .split(',')
            .filter(|name| !name.is_empty())
            .map(|name| claims.get(name).unwrap_or_else(|| panic!("{equation} names the unknown claim {name}")))
            .collect();
        for claim in &named {
            assert!(claim.sources.contains(&equation), "{} does not cite {equation}", claim.name);
        }
        let holds = named.iter().any(|claim| claim.expected == Expected::Holds);
        let refuted = named.iter().any(|claim| claim.expected != Expected::Holds);
        match status {
            "verified" => assert!(holds && !refuted, "{equation} is verified by no claim, or refuted by one"),
            "refuted" | "conditional" => assert!(holds && refuted, "{equation} needs a refuted and a corrected claim"),
            "definition" | "notation" | "illegible" => assert!(!refuted, "{equation} is refuted by a claim"),
            other => panic!("{equation} has the unknown status {other}"),
        }
        let explained = matches!(status, "verified" | "definition") || !remark.is_empty();
        assert!(explained, "{equation} is {status} without a remark");
    }
}

#[test]
fn every_claim_cites_an_equation_of_the_table_or_a_book() {
    let known: BTreeSet<&str> = rows().iter().map(|row| row[0]).collect();
    for (id, claim) in claims() {
        assert!(!claim.sources.is_empty(), "{id} has no source");
        for source in &claim.sources {
            let numbered = source.starts_with(['N']) && source.as_bytes().get(2) == Some(&b'-');
            assert!(!numbered || known.contains(source), "{id} cites {source}, which is no row of the table");
        }
    }
}
