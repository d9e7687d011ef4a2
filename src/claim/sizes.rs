//! The numbers for D, N, P, Q and other sizes, from the shapes of a user's own values.

use crate::algebra::matrix::Matrix;
use crate::claim::input::Input;
use crate::error::{Error, Result};
use crate::limits::{LARGEST_SIZE, MOST_ENTRIES, expect_at_most};
use crate::program::size::{D, N, P, Q, Role, Size, Sizes, Symbol};
use std::collections::BTreeMap;

/// The symbols whose numbers may be given by name: D, N, P, Q and those in the shapes of the inputs.
fn symbols(inputs: &[Input]) -> Vec<Symbol> {
    let standard = [D, N, P, Q].into_iter().flat_map(|size| size.symbols());
    let mentioned = inputs.iter().flat_map(|input| [input.rows, input.columns]).flat_map(|size| size.symbols());
    let mut symbols: Vec<Symbol> = Vec::new();
    for (symbol, _) in standard.chain(mentioned) {
        if !symbols.contains(&symbol) {
            symbols.push(symbol);
        }
    }
    symbols
}

/// Whether this is the name of a size.
pub(crate) fn is_name(inputs: &[Input], name: &str) -> bool {
    symbols(inputs).iter().any(|symbol| symbol.name == name)
}

/// The meaning of a size, for an error.
fn meaning(symbol: Symbol) -> String {
    match (symbol.name, symbol.role) {
        ("P", Role::Block) => "the order of its first block".into(),
        ("Q", Role::Block) => "the order of its second block".into(),
        (name, Role::Dimension) => format!("the dimension {name}"),
        (name, Role::Samples) => format!("the number of samples {name}"),
        (name, Role::Block) => format!("the order {name} of a block"),
    }
}

/// A number of rows or columns, and its symbolic size.
struct Count {
    what: &'static str,
    input: &'static str,
    size: Size,
    number: usize,
}

/// The known numbers.
type Known = BTreeMap<Symbol, usize>;

/// Finds D, N, P, Q and the other sizes from the shapes of the values, and from those that are given by name.
///
/// A size that no shape and no name determines is 0, except for D = P + Q.
/// Errors: a value is missing, empty or too large; a size is missing or contradicts the others.
pub(crate) fn read(inputs: &[Input], values: &[(String, Matrix<f64>)]) -> Result<Sizes> {
    let counts = counts(inputs, values)?;
    let symbols = symbols(inputs);
    let mut known = Known::new();
    for &symbol in &symbols {
        let alone = Size::of(symbol.name, symbol.role);
        let from_shape = counts.iter().find(|count| count.size == alone).map(|count| count.number);
        let given = given(symbol.name, inputs, values)?;
        if let (Some(found), Some(given)) = (from_shape, given)
            && found != given
        {
            return Err(contradiction(symbol, format!("{found}, from the shapes of the inputs"), given));
        }
        if let Some(number) = from_shape.or(given) {
            known.insert(symbol, number);
        }
    }
    // A size that occurs only in a sum, such as P + Q, follows from the other terms.
    while let Some((symbol, number)) = next(&counts, &known)? {
        known.insert(symbol, number);
    }
    let mentioned = |symbol: Symbol| counts.iter().any(|count| count.size.count_of(symbol) > 0);
    if let Some(&symbol) = symbols.iter().find(|symbol| !known.contains_key(symbol) && mentioned(**symbol)) {
        return Err(Error::missing_input(symbol.name, meaning(symbol)));
    }
    join_blocks(&mut known)?;
    sizes(&known)
}

/// The sizes with the known numbers; the others are 0.
fn sizes(known: &Known) -> Result<Sizes> {
    known.iter().try_fold(Sizes::new(0, 0, 0, 0), |sizes, (&symbol, &number)| sizes.with(symbol, number))
}

fn counts(inputs: &[Input], values: &[(String, Matrix<f64>)]) -> Result<Vec<Count>> {
    let mut counts = Vec::new();
    for input in inputs {
        let name = input.name;
        let Some((_, value)) = values.iter().find(|(known, _)| known == name) else {
            let needed: Vec<&str> = inputs.iter().map(|input| input.name).collect();
            return Err(Error::missing_input(name, needed.join(", ")));
        };
        if value.is_empty() {
            return Err(Error::empty(name));
        }
        for (what, size, number) in [("rows", input.rows, value.nrows()), ("columns", input.columns, value.ncols())] {
            expect_at_most(LARGEST_SIZE, || format!("the number of {what} of {name}"), number as f64)?;
            counts.push(Count { what, input: name, size, number });
        }
        expect_at_most(MOST_ENTRIES, || format!("the number of entries of {name}"), value.len() as f64)?;
    }
    Ok(counts)
}

/// A size that is the only unknown one in a count.
fn next(counts: &[Count], known: &Known) -> Result<Option<(Symbol, usize)>> {
    for count in counts {
        let mut unknown = count.size.symbols().filter(|(symbol, _)| !known.contains_key(symbol));
        let (Some((symbol, times)), None) = (unknown.next(), unknown.next()) else { continue };
        let rest = sizes(known)?.of(count.size);
        let left = count.number.checked_sub(rest).filter(|&left| left >= times && left.is_multiple_of(times));
        let Some(left) = left else {
            let terms: Vec<String> = count
                .size
                .symbols()
                .filter_map(|(other, _)| Some(format!("{} = {}", other.name, known.get(&other)?)))
                .collect();
            let whole = if terms.is_empty() { String::new() } else { format!(", where {}", terms.join(", ")) };
            return Err(Error::shape(
                format!("the number of {} of {}", count.what, count.input),
                format!("{} with a whole {} of 1 or more{whole}", count.size, symbol.name),
                count.number.to_string(),
            ));
        };
        return Ok(Some((symbol, left / times)));
    }
    Ok(None)
}

/// D = P + Q, if there are blocks.
fn join_blocks(known: &mut Known) -> Result<()> {
    let [dimension, first, second] = [D, P, Q].map(Size::symbol);
    match [dimension, first, second].map(|symbol| known.get(&symbol).copied()) {
        [_, None, None] => {}
        [Some(d), Some(p), Some(q)] if d == p + q => {}
        [Some(d), Some(p), Some(q)] => return Err(contradiction(dimension, format!("P + Q = {}", p + q), d)),
        [Some(d), Some(p), None] if d > p => drop(known.insert(second, d - p)),
        [Some(d), None, Some(q)] if d > q => drop(known.insert(first, d - q)),
        [Some(d), Some(p), None] => return Err(contradiction(first, format!("less than D = {d}"), p)),
        [Some(d), None, Some(q)] => return Err(contradiction(second, format!("less than D = {d}"), q)),
        [None, p, q] => drop(known.insert(dimension, p.unwrap_or_default() + q.unwrap_or_default())),
    }
    Ok(())
}

fn contradiction(symbol: Symbol, expected: String, found: usize) -> Error {
    Error::shape(format!("the size {}", symbol.name), expected, found.to_string())
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
        other => Err(Error::shape(
            format!("the size {name}"),
            "a whole number, 1 or more",
            match other {
                [] => "empty".into(),
                [number] => number.to_string(),
                several => format!("a list of {}", several.len()),
            },
        )),
    }
}
