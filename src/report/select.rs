//! Finds derivations and claims by name, or suggests a similar name.

use crate::claim::{Claim, Derivation};
use crate::course::is_number;
use crate::error::{Error, Result};

/// The names of derivations and claims, and how a user can list them.
#[derive(Clone, Copy)]
pub(crate) struct Names<'a> {
    pub(crate) derivations: &'a [Derivation],
    /// Name of the program whose commands a message may mention. `None` if no command line runs.
    pub(crate) program: Option<&'a str>,
}

/// What a name stands for.
#[derive(Clone, Copy)]
#[cfg_attr(not(feature = "cli"), allow(dead_code))]
pub(crate) enum Found<'a> {
    Derivation(&'a Derivation),
    Claim(&'a Derivation, &'a Claim),
}

/// The commands of the program.
const COMMANDS: [&str; 8] = ["verify", "list", "show", "errata", "coverage", "evaluate", "notebook", "help"];

impl<'a> Names<'a> {
    /// The claims that match at least one filter; all claims if there is no filter.
    #[cfg_attr(not(feature = "cli"), allow(dead_code))]
    pub(crate) fn matching(&self, filters: &[String]) -> Result<Vec<Derivation>> {
        if filters.is_empty() {
            return Ok(self.derivations.to_vec());
        }
        let mut wanted = Vec::new();
        for filter in filters {
            let ids = self.ids_matching(filter);
            if ids.is_empty() {
                return Err(self.unknown(filter));
            }
            wanted.extend(ids);
        }
        let mut selected = self.derivations.to_vec();
        for derivation in &mut selected {
            let name = derivation.name.clone();
            derivation.keep_only(|claim| wanted.contains(&id(&name, claim)));
        }
        selected.retain(|derivation| !derivation.claims.is_empty());
        Ok(selected)
    }

    /// Identifiers of the claims whose derivation or identifier is exactly the filter; if there are none, of those that
    /// contain it; if there are none, of those that cite it: an equation such as `N1-083`, or a text such as `N1`.
    fn ids_matching(&self, filter: &str) -> Vec<String> {
        let named = |test: &dyn Fn(&Derivation, &Claim) -> bool| -> Vec<String> {
            let found = claims(self.derivations).filter(|(derivation, claim)| test(derivation, claim));
            found.map(|(derivation, claim)| derivation.id(claim)).collect()
        };
        let mut ids = named(&|derivation, claim| derivation.name == filter || derivation.id(claim) == filter);
        if ids.is_empty() && !filter.is_empty() {
            ids = named(&|derivation, claim| derivation.id(claim).contains(filter));
        }
        if ids.is_empty() && !filter.is_empty() {
            ids = named(&|_, claim| claim.sources.iter().any(|source| is_cited(source, filter)));
        }
        ids
    }

    /// The claim with this identifier or name, or the only one whose identifier contains it.
    pub(crate) fn claim(&self, name: &str) -> Result<(&'a Derivation, &'a Claim)> {
        self.only(name, &self.claims_named(name))
    }

    /// The derivation of this name, or the only one whose name contains it.
    #[cfg_attr(not(feature = "notebook"), allow(dead_code))]
    pub(crate) fn derivation(&self, name: &str) -> Result<&'a Derivation> {
        self.derivation_named(name).ok_or_else(|| self.unknown(name))
    }

    /// The derivation or the claim of this name, or the only derivation, or else the only claim, whose name contains it.
    #[cfg_attr(not(feature = "cli"), allow(dead_code))]
    pub(crate) fn either(&self, name: &str) -> Result<Found<'a>> {
        if let Some(exact) = self.derivations.iter().find(|derivation| derivation.name == name) {
            return Ok(Found::Derivation(exact));
        }
        let claims = self.claims_named(name);
        let is_exact = |(derivation, claim): &(&Derivation, &Claim)| derivation.id(claim) == name || claim.name == name;
        match self.derivation_named(name) {
            Some(derivation) if !claims.iter().any(is_exact) => Ok(Found::Derivation(derivation)),
            _ => self.only(name, &claims).map(|(derivation, claim)| Found::Claim(derivation, claim)),
        }
    }

    fn derivation_named(&self, name: &str) -> Option<&'a Derivation> {
        if let Some(exact) = self.derivations.iter().find(|derivation| derivation.name == name) {
            return Some(exact);
        }
        let mut similar =
            self.derivations.iter().filter(|derivation| !name.is_empty() && derivation.name.contains(name));
        similar.next().filter(|_| similar.next().is_none())
    }

    fn claims_named(&self, name: &str) -> Vec<(&'a Derivation, &'a Claim)> {
        let pick = |test: &dyn Fn(&Derivation, &Claim) -> bool| -> Vec<(&'a Derivation, &'a Claim)> {
            claims(self.derivations).filter(|(derivation, claim)| test(derivation, claim)).collect()
        };
        let mut found = pick(&|derivation, claim| derivation.id(claim) == name);
        if found.is_empty() {
            found = pick(&|_, claim| claim.name == name);
        }
        if found.is_empty() && !name.is_empty() {
            found = pick(&|derivation, claim| derivation.id(claim).contains(name));
        }
        found
    }

    fn only(&self, name: &str, found: &[(&'a Derivation, &'a Claim)]) -> Result<(&'a Derivation, &'a Claim)> {
        match found {
            [] => Err(self.unknown(name)),
            [only] => Ok(*only),
            several => {
                const SHOWN: usize = 5;
                let ids = several.iter().take(SHOWN).map(|(derivation, claim)| derivation.id(claim));
                let mut matches = ids.collect::<Vec<_>>().join(", ");
                if several.len() > SHOWN {
                    matches.push_str(", …");
                }
                Err(Error::ambiguous(name, several.len(), matches))
            }
        }
    }

    /// No claim has this name: the name that was probably meant, and how to list all of them.
    fn unknown(&self, name: &str) -> Error {
        let commands = COMMANDS.iter().filter(|_| self.program.is_some());
        if let Some(program) = self.program.filter(|_| COMMANDS.contains(&name)) {
            let hint = format!("; the command comes first, then its options: `{program} {name} …`");
            return Error::unknown_derivation(name, hint);
        }
        let names = self.derivations.iter().map(|derivation| derivation.name.to_string());
        let ids = claims(self.derivations).map(|(derivation, claim)| derivation.id(claim));
        let bare = claims(self.derivations).map(|(_, claim)| claim.name.to_string());
        let nearest = names
            .chain(ids)
            .chain(bare)
            .chain(commands.map(ToString::to_string))
            .map(|candidate| (strsim::normalized_damerau_levenshtein(name, &candidate), candidate))
            .fold(
                (SIMILAR, None),
                |(best, kept), (score, candidate)| {
                    if score > best { (score, Some(candidate)) } else { (best, kept) }
                },
            );
        let meant = nearest.1.map_or(String::new(), |candidate| format!(" (did you mean `{candidate}`?)"));
        let list = self.program.map_or(String::new(), |program| format!("; `{program} list` shows them all"));
        Error::unknown_derivation(name, meant + &list)
    }
}

/// Every claim with its derivation, in order.
pub(crate) fn claims(derivations: &[Derivation]) -> impl Iterator<Item = (&Derivation, &Claim)> {
    derivations.iter().flat_map(|derivation| derivation.claims.iter().map(move |claim| (derivation, claim)))
}

/// Whether a source is the equation of this number, or an equation of this text.
fn is_cited(source: &str, name: &str) -> bool {
    let of_text = |(text, _): (&str, &str)| is_number(source) && text.eq_ignore_ascii_case(name);
    source.eq_ignore_ascii_case(name) || source.split_once('-').is_some_and(of_text)
}

fn id(derivation: &str, claim: &Claim) -> String {
    format!("{derivation}/{}", claim.name)
}

/// The least similarity at which a name is suggested.
const SIMILAR: f64 = 0.5;
