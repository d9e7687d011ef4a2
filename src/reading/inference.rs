//! Symbols that are not declared: what they may be, and which of the possibilities fit.

use super::definition::Definitions;
use super::judge::Statement;
use super::scope::Scope;
use super::statement::Link;
use super::stop::Stop;
use super::unknown::Unknowns;
use super::usage::Usage;
use crate::claim::input::{Domain, Input, ONE};
use crate::program::name::{Name, name};

/// What a symbol may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Guess {
    Scalar,
    /// A count, such as N.
    Count,
    Column,
    Matrix,
    /// The length of the vectors.
    Dimension,
    /// A symmetric positive definite matrix.
    Covariance,
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
    /// The sizes that were not declared.
    pub(super) dimensions: Vec<Name>,
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
        match read(scope, definitions, usage, link, latex, &attempt) {
            Ok(reading) => {
                list.push(reading);
                if list.len() == MOST_READINGS || attempt.is_doubtful {
                    break;
                }
            }
            Err(stop @ Stop { symbol: Some(_), .. }) => {
                let symbol = stop.symbol.clone().unwrap_or_default();
                let guesses = guesses_by_law(&symbol, scope).unwrap_or_else(|| guesses(&symbol, usage));
                if guesses.is_empty() {
                    first_stop.get_or_insert(stop);
                }
                for (guess, doubt) in guesses {
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
    usage: &Usage,
    link: &Link,
    latex: &str,
    attempt: &Attempt,
) -> Result<Reading, Stop> {
    let sizes = Unknowns::default();
    let definitions =
        attempt.opaque.iter().fold(definitions.clone(), |definitions, symbol| definitions.without(symbol));
    let mut scope = scope.clone();
    let mut dimensions = Vec::new();
    let too_large = || Stop::too_large(link.span);
    for (symbol, guess) in &attempt.guesses {
        let name = name(symbol).map_err(|_| too_large())?;
        let fresh = || sizes.fresh().ok_or_else(too_large);
        let is_variance = usage.variances.contains(symbol);
        let (rows, columns, domain) = match guess {
            Guess::Dimension => {
                scope.sizes.push(name);
                dimensions.push(name);
                continue;
            }
            Guess::Scalar if is_variance => (ONE, ONE, Domain::Positive),
            Guess::Matrix if is_variance => {
                let order = fresh()?;
                (order, order, Domain::Covariance)
            }
            Guess::Scalar => (ONE, ONE, Domain::Free),
            Guess::Count => (ONE, ONE, Domain::Positive),
            Guess::Column => (fresh()?, ONE, Domain::Free),
            Guess::Matrix => (fresh()?, fresh()?, Domain::Free),
            Guess::Covariance => {
                let order = fresh()?;
                (order, order, Domain::Covariance)
            }
        };
        scope.inputs.push(Input { name, rows, columns, domain });
        scope.inferred.push(name);
    }
    let statement = Statement::read(&scope, &sizes, &definitions, link, latex, &dimensions)?;
    let assumed = statement.given.iter().filter(|input| scope.is_inferred(input.name)).copied().collect();
    let opaque = attempt.opaque.clone();
    Ok(Reading { statement, assumed, dimensions, opaque, is_doubtful: attempt.is_doubtful })
}

/// What a symbol may be that stands in a law: a covariance or a precision, or the variable.
fn guesses_by_law(symbol: &str, scope: &Scope) -> Option<Vec<(Guess, Doubt)>> {
    if scope.laws.iter().any(|law| law.covariance_name.as_deref() == Some(symbol)) {
        return Some(vec![(Guess::Covariance, 0), (Guess::Count, 0)]);
    }
    let is_capital = symbol.chars().next().is_some_and(char::is_uppercase);
    (is_capital && scope.law(symbol).is_some()).then(|| vec![(Guess::Column, 0), (Guess::Scalar, 1)])
}

/// What a symbol may be by its letter and by how it is printed.
fn guesses(symbol: &str, usage: &Usage) -> Vec<(Guess, Doubt)> {
    use Guess::{Column, Count, Dimension, Matrix, Scalar};
    let Some(letter) = symbol.chars().next() else { return Vec::new() };
    // It may be the sign of a differential.
    if symbol == "d" || symbol == "rm d" {
        return Vec::new();
    }
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
            'D' | 'M' | 'K' => vec![(Matrix, 0), (Dimension, 1), (Scalar, DOUBTFUL)],
            _ => vec![(Matrix, 0), (Scalar, DOUBTFUL)],
        };
    }
    match letter {
        _ if is_bold => vec![(Column, 0), (Matrix, 4)],
        _ if is_transposed => vec![(Column, 0), (Matrix, 2), (Scalar, DOUBTFUL)],
        _ if usage.has_bold_small_letters() => vec![(Scalar, 0), (Column, DOUBTFUL)],
        'd' | 'n' | 'p' | 'k' | 'm' => vec![(Scalar, 0), (Column, 1), (Dimension, 1)],
        'x' | 'y' | 'z' | 'u' | 'v' | 'w' | 'μ' | 'θ' | 'β' => vec![(Column, 0), (Scalar, 1)],
        _ => vec![(Scalar, 0), (Column, 1)],
    }
}
