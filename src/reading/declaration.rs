//! Declarations: `A: n×n invertible; x, y: n; c: scalar positive`.

use super::law::declared_law;
use super::scope::{Scope, name_of};
use super::stop::Stop;
use crate::claim::input::{Domain, Input, ONE, Role, Size};
use crate::latex::{Span, parse};
use crate::program::name::{Name, name};

/// The most symbols of a declaration.
const MOST_SYMBOLS: usize = 64;

/// Reads a declaration. A symbol that was declared before gets its new meaning.
pub(super) fn read(given: &str, before: &Scope) -> Result<Scope, Stop> {
    let declared = read_alone(given)?;
    let mut scope = before.clone();
    scope.inputs.retain(|input| !declared.knows(input.name));
    scope.sizes.retain(|size| !declared.knows(size));
    scope.laws.retain(|law| !declared.knows(&law.name));
    scope.inputs.extend(&declared.inputs);
    scope.sizes.extend(&declared.sizes);
    scope.laws.extend(declared.laws);
    Ok(scope)
}

fn read_alone(given: &str) -> Result<Scope, Stop> {
    let mut scope = Scope::default();
    let mut start = 0;
    for part in given.split([';', '\n']) {
        let span = span(start, part.len());
        start += part.len() + 1;
        if part.trim().is_empty() {
            continue;
        }
        match declared_law(part) {
            Some(law) => scope.laws.push(law.ok_or_else(|| Stop::law(span, part))?),
            None => clause(&mut scope, part, span)?,
        }
    }
    for input in &scope.inputs {
        if scope.sizes.contains(&input.name) {
            let message = format!("{} is a size and an input", input.name);
            return Err(Stop::declaration(self::span(0, given.len()), message));
        }
    }
    Ok(scope)
}

fn span(start: usize, length: usize) -> Span {
    let place = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
    Span { start: place(start), end: place(start + length) }
}

fn clause(scope: &mut Scope, part: &str, span: Span) -> Result<(), Stop> {
    let (names, about) =
        part.rsplit_once(':').ok_or_else(|| Stop::declaration(span, format!("{} has no shape", part.trim())))?;
    let mut words = words(about);
    if words.is_empty() {
        return Err(Stop::declaration(span, format!("{} has no shape", names.trim())));
    }
    let shape = words.remove(0);
    let positive_scalar = shape == "scalar" || shape == "number";
    let (rows, columns) = if positive_scalar {
        (ONE, ONE)
    } else {
        let separators = ['×', '*'];
        match shape.split_once(separators).or_else(|| shape.split_once("\\times")) {
            Some((rows, columns)) => (size(scope, rows, span)?, size(scope, columns, span)?),
            None => (size(scope, &shape, span)?, ONE),
        }
    };
    let domain = domain(&words, span)?;
    if domain.is_square() && (rows != columns || rows == ONE) {
        let message = format!("a {} matrix is square, and {shape} is not", words.join(" "));
        return Err(Stop::declaration(span, message));
    }
    if domain.is_column() && (columns != ONE || rows == ONE) {
        return Err(Stop::declaration(span, format!("a vector is a column, and {shape} is not")));
    }
    if matches!(domain, Domain::Integer) && (rows, columns) != (ONE, ONE) {
        return Err(Stop::declaration(span, "an integer is a scalar"));
    }
    for text in names.split(',') {
        let name = symbol(text, span)?;
        if scope.input(name).is_some() {
            return Err(Stop::declaration(span, format!("{name} is declared twice")));
        }
        if scope.inputs.len() == MOST_SYMBOLS {
            return Err(Stop::declaration(span, format!("more than {MOST_SYMBOLS} symbols are declared")));
        }
        scope.inputs.push(Input { name, rows, columns, domain });
    }
    Ok(())
}

/// The words of a declaration, with the parts of a shape joined: `n × m` is one word.
fn words(about: &str) -> Vec<String> {
    let spaced = about.replace("\\times", "×");
    let mut words: Vec<String> = Vec::new();
    for word in spaced.split_whitespace() {
        match words.last_mut() {
            Some(last) if last.ends_with('×') || word.starts_with('×') => last.push_str(word),
            _ => words.push(word.trim_end_matches(',').to_string()),
        }
    }
    words
}

fn domain(words: &[String], span: Span) -> Result<Domain, Stop> {
    let joined = words.join(" ").to_lowercase();
    let mut found: Vec<&str> = Vec::new();
    let mut rest = joined.as_str();
    const WORDS: [&str; 22] = [
        "symmetric positive definite",
        "positive definite",
        "full rank",
        "lower triangular",
        "unit vector",
        "spd",
        "symmetric",
        "invertible",
        "nonsingular",
        "orthogonal",
        "diagonal",
        "lower",
        "positive",
        "integer",
        "unit",
        "simplex",
        "covariance",
        "precision",
        "vector",
        "matrix",
        "real",
        "square",
    ];
    while !rest.is_empty() {
        let Some(word) = WORDS
            .iter()
            .find(|word| rest.strip_prefix(**word).is_some_and(|tail| tail.is_empty() || tail.starts_with([' ', ','])))
        else {
            let unknown = rest.split(' ').next().unwrap_or(rest);
            return Err(Stop::declaration(span, format!("the word {unknown} is not known in a declaration")));
        };
        found.push(word);
        rest = rest[word.len()..].trim_start_matches([' ', ',']);
    }
    found.retain(|word| !["vector", "matrix", "real", "square"].contains(word));
    // Words that say the same, or of which one follows from the other.
    let spd = ["symmetric positive definite", "positive definite", "spd", "covariance", "precision"];
    if found.iter().any(|word| spd.contains(word)) {
        found.retain(|word| !["symmetric", "invertible", "nonsingular", "full rank"].contains(word));
        found.iter_mut().filter(|word| spd.contains(word)).for_each(|word| *word = "spd");
        found.dedup();
    }
    match found[..] {
        [] => Ok(Domain::Free),
        ["spd"] => Ok(Domain::Covariance),
        ["symmetric"] | ["symmetric", "invertible" | "nonsingular"] | ["invertible" | "nonsingular", "symmetric"] => {
            Ok(Domain::Symmetric)
        }
        ["invertible" | "nonsingular"] => Ok(Domain::Invertible),
        ["orthogonal"] => Ok(Domain::Orthogonal),
        ["diagonal"] => Ok(Domain::Diagonal),
        ["lower" | "lower triangular"] => Ok(Domain::LowerTriangular),
        ["full rank"] => Ok(Domain::FullRank),
        ["positive"] => Ok(Domain::Positive),
        ["integer"] => Ok(Domain::Integer),
        ["unit" | "unit vector"] => Ok(Domain::UnitVector),
        ["simplex"] => Ok(Domain::Simplex),
        _ => Err(Stop::declaration(span, format!("{} cannot be declared together", found.join(" and ")))),
    }
}

/// A size: a number, a name, or a sum of them.
fn size(scope: &mut Scope, text: &str, span: Span) -> Result<Size, Stop> {
    let mut sum: Option<Size> = None;
    for part in text.split('+') {
        let part = part.trim_matches(['(', ')', ' ']);
        let size = match part.parse::<usize>() {
            Ok(number) if (1..=6).contains(&number) => Size::number(number),
            Ok(_) => return Err(Stop::declaration(span, format!("the size {part} is not between 1 and 6"))),
            Err(_) => {
                let symbol = symbol(part, span)?;
                if !scope.sizes.contains(&symbol) {
                    scope.sizes.push(symbol);
                }
                Size::of(symbol, if symbol == "N" { Role::Samples } else { Role::Dimension })
            }
        };
        sum = Some(sum.map_or(size, |sum| sum + size));
    }
    sum.ok_or_else(|| Stop::declaration(span, format!("{text} is not a size")))
}

/// The name of one symbol, in LaTeX or in Unicode.
fn symbol(text: &str, span: Span) -> Result<Name, Stop> {
    let tree = parse(text);
    let bad = || Stop::declaration(span, format!("{} is not a symbol", text.trim()));
    let row: Vec<_> = tree.row().to_vec();
    let [only] = row[..] else { return Err(bad()) };
    if tree.problems().iter().any(|problem| !problem.kind.is_warning()) {
        return Err(bad());
    }
    let text = name_of(&tree, only).ok_or_else(bad)?;
    if text == "noise" || text.ends_with("_factor") {
        return Err(Stop::declaration(span, format!("the name {text} is reserved")));
    }
    name(&text).map_err(|error| Stop::declaration(span, error.to_string()))
}
