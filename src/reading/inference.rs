//! Symbols that are not declared: what they may be, and which of the possibilities fit.

use super::definition::Definitions;
use super::judge::Statement;
use super::scope::Scope;
use super::statement::Link;
use super::stop::Stop;
use super::unknown::Unknowns;
use super::usage::Usage;
use crate::claim::input::{Domain, Input, ONE};
use crate::program::name::name;

/// What a symbol may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Guess {
    Scalar,
    /// A count, such as N.
    Count,
    Column,
    Matrix,
}

/// How unusual a guess is. The sum over all symbols orders the readings.
type Doubt = u32;

/// From here on a guess is used only if no other fits, and then nothing is concluded from it.
const DOUBTFUL: Doubt = 3;

/// The most attempts to read a link.
const MOST_ATTEMPTS: usize = 200;

/// The most readings of a link that are judged.
pub(super) const MOST_READINGS: usize = 8;

/// One way to read a link.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    pub(super) statement: Statement,
    /// The inputs that were not declared.
    pub(super) assumed: Vec<Input>,
    /// Symbols that are defined by what cannot be read.
    pub(super) opaque: Vec<String>,
    pub(super) is_doubtful: bool,
}

/// The readings that fit.
#[derive(Clone, Debug)]
pub(super) struct Readings {
    /// The most usual one first.
    pub(super) list: Vec<Reading>,
    /// Whether there may be more.
    pub(super) is_cut: bool,
}

#[derive(Clone, Debug, Default)]
struct Attempt {
    guesses: Vec<(String, Guess)>,
    /// Symbols whose definitions cannot be read.
    opaque: Vec<String>,
    doubt: Doubt,
    is_doubtful: bool,
}

/// The ways to read a link. Errors: what stops the most usual one, if none fits.
pub(super) fn readings(
    scope: &Scope,
    definitions: &Definitions,
    usage: &Usage,
    link: &Link,
    latex: &str,
) -> Result<Readings, Stop> {
    let mut waiting = vec![Attempt::default()];
    let mut list: Vec<Reading> = Vec::new();
    let mut first_stop: Option<Stop> = None;
    for _ in 0..MOST_ATTEMPTS {
        let Some(attempt) = take_most_usual(&mut waiting) else { break };
        // What is doubtful counts only if nothing else fits.
        if attempt.is_doubtful && !list.is_empty() {
            return Ok(Readings { list, is_cut: false });
        }
        match read(scope, definitions, link, latex, &attempt) {
            Ok(reading) => {
                list.push(reading);
                if list.len() == MOST_READINGS || attempt.is_doubtful {
                    break;
                }
            }
            Err(Stop { symbol: Some(symbol), .. }) => {
                for (guess, doubt) in guesses(&symbol, usage) {
                    let mut next = attempt.clone();
                    next.guesses.push((symbol.clone(), guess));
                    next.doubt += doubt;
                    next.is_doubtful |= doubt >= DOUBTFUL;
                    waiting.push(next);
                }
            }
            // What it stands for is not known: then it is any value.
            Err(Stop { definition: Some(symbol), .. }) if !attempt.opaque.contains(&symbol) => {
                let mut next = attempt.clone();
                next.opaque.push(symbol);
                waiting.push(next);
            }
            Err(stop) => {
                first_stop.get_or_insert(stop);
            }
        }
    }
    if list.is_empty() {
        let span = link.span;
        return Err(first_stop.unwrap_or_else(|| Stop::too_large(span)));
    }
    let is_cut = waiting.iter().any(|attempt| !attempt.is_doubtful);
    Ok(Readings { list, is_cut })
}

fn take_most_usual(waiting: &mut Vec<Attempt>) -> Option<Attempt> {
    let (place, _) = waiting.iter().enumerate().min_by_key(|(_, attempt)| (attempt.is_doubtful, attempt.doubt))?;
    Some(waiting.remove(place))
}

fn read(
    scope: &Scope,
    definitions: &Definitions,
    link: &Link,
    latex: &str,
    attempt: &Attempt,
) -> Result<Reading, Stop> {
    let sizes = Unknowns::default();
    let definitions =
        attempt.opaque.iter().fold(definitions.clone(), |definitions, symbol| definitions.without(symbol));
    let mut scope = scope.clone();
    let too_large = || Stop::too_large(link.span);
    for (symbol, guess) in &attempt.guesses {
        let name = name(symbol).map_err(|_| too_large())?;
        let fresh = || sizes.fresh().ok_or_else(too_large);
        let (rows, columns, domain) = match guess {
            Guess::Scalar => (ONE, ONE, Domain::Free),
            Guess::Count => (ONE, ONE, Domain::Positive),
            Guess::Column => (fresh()?, ONE, Domain::Free),
            Guess::Matrix => (fresh()?, fresh()?, Domain::Free),
        };
        scope.inputs.push(Input { name, rows, columns, domain });
        scope.inferred.push(name);
    }
    let statement = Statement::read(&scope, &sizes, &definitions, link, latex)?;
    let assumed = statement.given.iter().filter(|input| scope.is_inferred(input.name)).copied().collect();
    Ok(Reading { statement, assumed, opaque: attempt.opaque.clone(), is_doubtful: attempt.is_doubtful })
}

/// What a symbol may be by its letter and by how it is printed.
fn guesses(symbol: &str, usage: &Usage) -> Vec<(Guess, Doubt)> {
    use Guess::{Column, Count, Matrix, Scalar};
    let Some(letter) = symbol.chars().next() else { return Vec::new() };
    let is_transposed = usage.transposed.contains(symbol);
    let is_bold = usage.bold.contains(symbol);
    // A word, or a letter of another alphabet.
    if symbol.contains(' ') {
        return vec![(Scalar, 0)];
    }
    if letter.is_uppercase() {
        return match letter {
            _ if is_bold || is_transposed => vec![(Matrix, 0), (Column, 4)],
            'N' | 'T' => vec![(Count, 0), (Matrix, 2)],
            _ => vec![(Matrix, 0), (Scalar, DOUBTFUL)],
        };
    }
    match letter {
        _ if is_bold => vec![(Column, 0), (Matrix, 4)],
        _ if is_transposed => vec![(Column, 0), (Matrix, 2), (Scalar, DOUBTFUL)],
        _ if usage.has_bold_small_letters() => vec![(Scalar, 0), (Column, DOUBTFUL)],
        'x' | 'y' | 'z' | 'u' | 'v' | 'w' | 'μ' | 'θ' | 'β' => vec![(Column, 0), (Scalar, 1)],
        _ => vec![(Scalar, 0), (Column, 1)],
    }
}
