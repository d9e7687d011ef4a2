//! The sizes D, N, P and Q, read off a reader's own values.

use crate::algebra::matrix::Matrix;
use crate::claim::input::Input;
use crate::error::{Error, Result};
use crate::limits::{LARGEST_SIZE, MOST_ENTRIES, expect_at_most};
use crate::program::size::{Size, Sizes};

/// Names under which sizes may be given, in the order of their places below.
const NAMES: [&str; 4] = ["D", "N", "P", "Q"];

/// What each of them is, for an error.
const MEANINGS: [&str; 4] =
    ["the dimension D", "the number of samples N", "the order of its first block", "the order of its second block"];

const D: usize = 0;
const P: usize = 2;
const Q: usize = 3;

/// Whether this is the name of a size.
pub(crate) fn is_name(name: &str) -> bool {
    NAMES.contains(&name)
}

/// A number of rows or columns, and what it should be in symbols.
struct Count {
    what: &'static str,
    input: &'static str,
    size: Size,
    number: usize,
}

/// Finds D, N, P and Q from the shapes of the values, and from those that are given by name.
///
/// A size that no shape mentions and no name gives is 0, except for D = P + Q.
/// Errors: a value is missing, empty or too large; a size is missing or contradicts the others.
pub(crate) fn read(inputs: &[Input], values: &[(String, Matrix<f64>)]) -> Result<Sizes> {
    let counts = counts(inputs, values)?;
    let mut known = [None; 4];
    for (symbol, slot) in known.iter_mut().enumerate() {
        let from_shape = counts.iter().find(|count| is_only(count.size, symbol)).map(|count| count.number);
        let given = given(NAMES[symbol], inputs, values)?;
        if let (Some(found), Some(given)) = (from_shape, given)
            && found != given
        {
            return Err(contradiction(symbol, format!("{found}, from the shapes of the inputs"), given));
        }
        *slot = from_shape.or(given);
    }
    // A size that occurs only in a sum, such as P + Q, follows from the other terms.
    while let Some((symbol, number)) = next(&counts, &known)? {
        known[symbol] = Some(number);
    }
    let mentioned = |symbol: usize| counts.iter().any(|count| of(count.size, symbol) > 0);
    if let Some(symbol) = (0..4).find(|&symbol| known[symbol].is_none() && mentioned(symbol)) {
        return Err(Error::MissingInput { name: NAMES[symbol].into(), needed: MEANINGS[symbol].into() });
    }
    join_blocks(&mut known)?;
    let [d, n, p, q] = known.map(Option::unwrap_or_default);
    Ok(Sizes { d, n, p, q })
}

fn counts(inputs: &[Input], values: &[(String, Matrix<f64>)]) -> Result<Vec<Count>> {
    let mut counts = Vec::new();
    for input in inputs {
        let name = input.name;
        let Some((_, value)) = values.iter().find(|(known, _)| known == name) else {
            let needed: Vec<&str> = inputs.iter().map(|input| input.name).collect();
            return Err(Error::MissingInput { name: name.into(), needed: needed.join(", ") });
        };
        if value.is_empty() {
            return Err(Error::Empty { name: name.into() });
        }
        for (what, size, number) in [("rows", input.rows, value.nrows()), ("columns", input.columns, value.ncols())] {
            expect_at_most(LARGEST_SIZE, || format!("the number of {what} of {name}"), number as f64)?;
            counts.push(Count { what, input: name, size, number });
        }
        expect_at_most(MOST_ENTRIES, || format!("the number of entries of {name}"), value.len() as f64)?;
    }
    Ok(counts)
}

/// How often a symbol counts in a size.
fn of(size: Size, symbol: usize) -> usize {
    size.counts()[symbol + 1]
}

fn is_only(size: Size, symbol: usize) -> bool {
    (0..4).all(|other| of(size, other) == usize::from(other == symbol)) && size.counts()[0] == 0
}

/// A size that is the only unknown one of some count.
fn next(counts: &[Count], known: &[Option<usize>; 4]) -> Result<Option<(usize, usize)>> {
    for count in counts {
        let mut unknown = (0..4).filter(|&symbol| known[symbol].is_none() && of(count.size, symbol) > 0);
        let (Some(symbol), None) = (unknown.next(), unknown.next()) else { continue };
        let [d, n, p, q] = known.map(Option::unwrap_or_default);
        let rest = Sizes { d, n, p, q }.of(count.size);
        let times = of(count.size, symbol);
        let left = count.number.checked_sub(rest).filter(|&left| left >= times && left.is_multiple_of(times));
        let Some(left) = left else {
            let terms: Vec<String> = (0..4)
                .filter(|&other| of(count.size, other) > 0)
                .filter_map(|other| Some(format!("{} = {}", NAMES[other], known[other]?)))
                .collect();
            let whole = if terms.is_empty() { String::new() } else { format!(", where {}", terms.join(", ")) };
            return Err(Error::Shape {
                name: format!("the number of {} of {}", count.what, count.input),
                expected: format!("{} with a whole {} of 1 or more{whole}", count.size, NAMES[symbol]),
                found: count.number.to_string(),
            });
        };
        return Ok(Some((symbol, left / times)));
    }
    Ok(None)
}

/// D = P + Q, as everywhere where there are blocks.
fn join_blocks(known: &mut [Option<usize>; 4]) -> Result<()> {
    match (known[D], known[P], known[Q]) {
        (Some(_), None, None) | (None, None, None) => {}
        (Some(d), Some(p), Some(q)) if d == p + q => {}
        (Some(d), Some(p), Some(q)) => return Err(contradiction(D, format!("P + Q = {}", p + q), d)),
        (Some(d), Some(p), None) if d > p => known[Q] = Some(d - p),
        (Some(d), None, Some(q)) if d > q => known[P] = Some(d - q),
        (Some(d), Some(p), None) => return Err(contradiction(P, format!("less than D = {d}"), p)),
        (Some(d), None, Some(q)) => return Err(contradiction(Q, format!("less than D = {d}"), q)),
        (None, p, q) => known[D] = Some(p.unwrap_or_default() + q.unwrap_or_default()),
    }
    Ok(())
}

fn contradiction(symbol: usize, expected: String, found: usize) -> Error {
    Error::Shape { name: format!("the size {}", NAMES[symbol]), expected, found: found.to_string() }
}

/// A size that is given by its name, as a whole number.
fn given(name: &str, inputs: &[Input], values: &[(String, Matrix<f64>)]) -> Result<Option<usize>> {
    if inputs.iter().any(|input| input.name == name) {
        return Ok(None);
    }
    let Some((_, value)) = values.iter().find(|(known, _)| known == name) else { return Ok(None) };
    match value.as_slice() {
        &[number] if number >= 1.0 && number.fract() == 0.0 => {
            expect_at_most(LARGEST_SIZE, || format!("the size {name}"), number)?;
            Ok(Some(number as usize))
        }
        other => Err(Error::Shape {
            name: format!("the size {name}"),
            expected: "a whole number, 1 or more".into(),
            found: match other {
                [] => "empty".into(),
                [number] => number.to_string(),
                several => format!("a list of {}", several.len()),
            },
        }),
    }
}
