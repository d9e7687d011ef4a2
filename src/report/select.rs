//! Finds derivations and claims by name, or suggests a similar name.

use crate::claim::{Claim, Derivation};
use crate::error::{Error, Result};

/// The claims that match at least one filter; all claims if there is no filter.
pub(crate) fn matching(derivations: &[Derivation], filters: &[String]) -> Result<Vec<Derivation>> {
    if filters.is_empty() {
        return Ok(derivations.to_vec());
    }
    let mut wanted = Vec::new();
    for filter in filters {
        let ids = ids_matching(derivations, filter);
        if ids.is_empty() {
            return Err(unknown(derivations, filter));
        }
        wanted.extend(ids);
    }
    let mut selected = derivations.to_vec();
    for derivation in &mut selected {
        let name = derivation.name.clone();
        derivation.keep_only(|claim| wanted.contains(&id(&name, claim)));
    }
    selected.retain(|derivation| !derivation.claims.is_empty());
    Ok(selected)
}

/// Identifiers of the claims whose derivation or identifier is exactly the filter; if there are none, of those that
/// contain it.
fn ids_matching(derivations: &[Derivation], filter: &str) -> Vec<String> {
    let all = || {
        derivations.iter().flat_map(|derivation| {
            derivation.claims.iter().map(|claim| (derivation.name.clone(), id(&derivation.name, claim)))
        })
    };
    let named = |test: &dyn Fn(&str, &str) -> bool| -> Vec<String> {
        all().filter(|(derivation, id)| test(derivation, id)).map(|(_, id)| id).collect()
    };
    let exact = named(&|derivation, id| derivation == filter || id == filter);
    if exact.is_empty() && !filter.is_empty() { named(&|_, id| id.contains(filter)) } else { exact }
}

/// The claim with this identifier or name, or the only one whose identifier contains it.
pub(crate) fn claim<'a>(derivations: &'a [Derivation], name: &str) -> Result<(&'a Derivation, &'a Claim)> {
    let pick = |test: &dyn Fn(&Derivation, &Claim) -> bool| -> Vec<(&'a Derivation, &'a Claim)> {
        claims(derivations).filter(|(derivation, claim)| test(derivation, claim)).collect()
    };
    let mut found = pick(&|derivation, claim| derivation.id(claim) == name);
    if found.is_empty() {
        found = pick(&|_, claim| claim.name == name);
    }
    if found.is_empty() && !name.is_empty() {
        found = pick(&|derivation, claim| derivation.id(claim).contains(name));
    }
    match &found[..] {
        [] => Err(unknown(derivations, name)),
        [only] => Ok(*only),
        several => {
            const SHOWN: usize = 5;
            let ids = several.iter().take(SHOWN).map(|(derivation, claim)| derivation.id(claim));
            let mut matches = ids.collect::<Vec<_>>().join(", ");
            if several.len() > SHOWN {
                matches.push_str(", …");
            }
            Err(Error::Ambiguous { name: name.into(), count: several.len(), matches })
        }
    }
}

/// The derivation of this name, or the only one whose name contains it.
pub(crate) fn derivation<'a>(derivations: &'a [Derivation], name: &str) -> Result<&'a Derivation> {
    if let Some(exact) = derivations.iter().find(|derivation| derivation.name == name) {
        return Ok(exact);
    }
    let mut similar = derivations.iter().filter(|derivation| !name.is_empty() && derivation.name.contains(name));
    match (similar.next(), similar.next()) {
        (Some(only), None) => Ok(only),
        _ => Err(unknown(derivations, name)),
    }
}

/// Every claim with its derivation, in order.
pub(crate) fn claims(derivations: &[Derivation]) -> impl Iterator<Item = (&Derivation, &Claim)> {
    derivations.iter().flat_map(|derivation| derivation.claims.iter().map(move |claim| (derivation, claim)))
}

fn id(derivation: &str, claim: &Claim) -> String {
    format!("{derivation}/{}", claim.name)
}

/// The least similarity at which a name is suggested.
const SIMILAR: f64 = 0.5;

fn unknown(derivations: &[Derivation], name: &str) -> Error {
    let names = derivations.iter().map(|derivation| derivation.name.to_string());
    let ids = claims(derivations).map(|(derivation, claim)| derivation.id(claim));
    let bare = claims(derivations).map(|(_, claim)| claim.name.to_string());
    let commands = ["verify", "list", "show", "errata", "coverage", "evaluate", "notebook", "help"].map(String::from);
    if commands.iter().any(|command| command == name) {
        let hint = format!("; the command comes first, then its options: `gradus {name} …`");
        return Error::UnknownDerivation { name: name.into(), hint };
    }
    let nearest = names
        .chain(ids)
        .chain(bare)
        .chain(commands)
        .map(|candidate| (strsim::normalized_damerau_levenshtein(name, &candidate), candidate))
        .fold(
            (SIMILAR, None),
            |(best, kept), (score, candidate)| {
                if score > best { (score, Some(candidate)) } else { (best, kept) }
            },
        );
    let hint = nearest.1.map_or(String::new(), |candidate| format!(" (did you mean `{candidate}`?)"));
    Error::UnknownDerivation { name: name.into(), hint }
}
