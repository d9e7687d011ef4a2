//! The readings of one link whose symbols have their shapes: each choice that it leaves open, in turn.

use super::choices::{Choices, MOST_READINGS};
use super::definition::Definitions;
use super::judge::Statement;
use super::scope::Scope;
use super::statement::Link;
use super::stop::Stop;
use super::unknown::Unknowns;
use super::varying::{Varying, is_surely_differential};
use crate::claim::input::{Domain, Input, ONE};
use crate::program::name::Name;

impl Statement {
    /// Reads a link. The statement is the most usual reading that fits; the others are kept beside it.
    ///
    /// Errors: what stops the most usual reading, if none fits.
    pub(super) fn read(
        scope: &Scope,
        sizes: &Unknowns,
        definitions: &Definitions,
        link: &Link,
        latex: &str,
        dimensions: &[Name],
    ) -> Result<Self, Stop> {
        let read_with =
            |scope: &Scope, choices: &Choices| read_with(scope, sizes, definitions, link, latex, dimensions, choices);
        let mut found: Option<Self> = None;
        let mut first_stop: Option<Stop> = None;
        let mut with_number: Option<Self> = None;
        let mut choices = Some(Choices::default());
        let mut count = 0;
        while let Some(made) = choices {
            count += 1;
            if count > MOST_READINGS {
                if let Some(found) = &mut found {
                    found.has_more_readings = true;
                }
                break;
            }
            let read = read_with(scope, &made);
            match (read, &mut found) {
                // Here d is taken as a number, and another reading already fits.
                (Err(Stop { symbol: Some(symbol), .. }), Some(_)) if symbol == "d" => {
                    if with_number.is_none() {
                        let mut scope = scope.clone();
                        scope.inputs.push(Input { name: "d", rows: ONE, columns: ONE, domain: Domain::Free });
                        let read = read_with(&scope, &Choices::default());
                        with_number = read.ok().map(|(statement, _)| statement);
                    }
                }
                (Ok((statement, _)), None) => found = Some(statement),
                (Ok((statement, meant)), Some(found)) => found.others.push((statement, meant)),
                (Err(stop), None) if stop.symbol.is_some() => {
                    let is_number = stop.symbol.as_deref() != Some("d") || !is_surely_differential(link, scope);
                    return Err(if is_number { stop } else { first_stop.unwrap_or(stop) });
                }
                (Err(stop), _) => {
                    first_stop.get_or_insert(stop);
                }
            }
            choices = made.next();
        }
        if let Some(found) = &mut found
            && !is_surely_differential(link, scope)
        {
            found.others.extend(with_number.map(|statement| (statement, "d is a number".to_string())));
        }
        found.ok_or_else(|| first_stop.unwrap_or_else(|| Stop::too_large(link.span)))
    }
}

impl Statement {
    /// Gives the other readings what is assumed of the inputs.
    pub(super) fn share_domains(&mut self) {
        for (other, _) in &mut self.others {
            for input in &mut other.given {
                if let Some(known) = self.given.iter().find(|known| known.name == input.name) {
                    input.domain = known.domain;
                }
            }
        }
    }
}

/// One reading, and what is meant in it.
fn read_with(
    scope: &Scope,
    sizes: &Unknowns,
    definitions: &Definitions,
    link: &Link,
    latex: &str,
    dimensions: &[Name],
    choices: &Choices,
) -> Result<(Statement, String), Stop> {
    let mut scope = scope.clone();
    let varying = Varying::of(link, &mut scope, |symbol| definitions.find(symbol).is_some())?;
    let first = Statement::read_once(&scope, &sizes.clone(), definitions, link, latex, dimensions, (choices, &varying));
    if !varying.has_differentials() {
        return first.map(|statement| finished(statement, choices, &varying, &scope));
    }
    first?;
    let varying = varying.with_differentials(&mut scope, link.span)?;
    let again = choices.again();
    let statement =
        Statement::read_once(&scope, &sizes.clone(), definitions, link, latex, dimensions, (&again, &varying))?;
    // The next choices follow from those that were made.
    choices.follow(&again);
    Ok(finished(statement, &again, &varying, &scope))
}

fn finished(statement: Statement, choices: &Choices, varying: &Varying, scope: &Scope) -> (Statement, String) {
    let assumptions = statement.convention.clone().into_iter().chain(choices.convention().map(String::from));
    let assumptions: Vec<String> = assumptions.chain(varying.condition()).collect();
    let convention = (!assumptions.is_empty()).then(|| assumptions.join(", and "));
    let mut assumed = statement.assumed.clone();
    assumed.extend(varying.inferred(scope));
    (Statement { convention, assumed, ..statement }, choices.conditions().join(", and "))
}
