//! `gradus evaluate`: both sides of a claim at the user's own numbers.

use super::answer::{AS_EXPECTED, Answer, UNDECIDED, UNEXPECTED};
use super::arguments::Evaluate;
use super::context::Context;
use super::page;
use crate::algebra::matrix::{Matrix, texts};
use crate::claim::input::Input;
use crate::claim::{Claim, Derivation, Expected};
use crate::error::{Error, Result, shape_text};
use crate::program::point::Point;
use crate::program::size::ONE;
use crate::report::document::{Block, Tone, plain};
use crate::report::{inputs, numbers, words};
use crate::verdict::evaluate::{Agreement, Evaluation, Method, evaluate, needed};
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, Visitor};
use serde_json::Value;
use std::fmt;
use std::path::Path;

pub(super) fn answer(context: &Context, arguments: &Evaluate) -> Result<Answer> {
    let (derivation, claim) = context.names().claim(&arguments.claim)?;
    let text = read(&arguments.file, claim)?;
    let point = Point::from_values(&needed(claim), parse(&arguments.file, &text, claim)?)?;
    let evaluation = evaluate(claim, &point)?;
    let code = match (&claim.expected, evaluation.agreement) {
        (_, Agreement::Undecided) => UNDECIDED,
        (Expected::Holds, Agreement::Differ) => UNEXPECTED,
        _ => AS_EXPECTED,
    };
    Ok(Answer { text: page(derivation, claim, &point, &evaluation, context.width), code })
}

fn page(derivation: &Derivation, claim: &Claim, point: &Point<f64>, evaluation: &Evaluation, width: usize) -> String {
    let mut blocks = vec![
        Block::Heading(derivation.id(claim), words::sources(claim)),
        Block::Space,
        Block::Indented(4, vec![Block::Formula(claim.latex.to_string())]),
        Block::Space,
    ];
    let sizes = inputs::size_text(claim, &point.sizes());
    if !sizes.is_empty() {
        blocks.push(Block::Line(vec![plain(sizes)]));
    }
    let method = match evaluation.method {
        Method::Formula => "by its formula",
        Method::DualNumbers => "by dual numbers, independently of the right side",
        Method::ExactRule => "by a rule that is exact for polynomials of the noise",
        Method::ClosedForm => "by the closed form of its Gaussian integral",
        Method::Quadrature => "by Gauss–Hermite quadrature",
        Method::GradientAtExtremum => "at the claimed optimum; it must vanish",
    };
    if let Some(optimum) = &evaluation.optimum {
        blocks.extend(side("Right side", optimum, "the claimed optimum"));
        blocks.extend(side("Gradient", &evaluation.left, method));
    } else {
        blocks.extend(side("Left side", &evaluation.left, method));
        blocks.extend(side("Right side", &evaluation.right, "by its formula"));
    }
    let tone = match (&claim.expected, evaluation.agreement) {
        (_, Agreement::Undecided) => Tone::Open,
        (Expected::Holds, Agreement::Differ) => Tone::Bad,
        _ => Tone::Good,
    };
    blocks.extend([Block::Space, Block::Paragraph(tone, sentence(evaluation))]);
    if let Some(correction) = claim.expected.correction() {
        let kind = if claim.expected.is_erratum() { "an erratum" } else { "a tempting mistake" };
        let agrees = evaluation.agreement == Agreement::Agree;
        let chance = if agrees { "; its sides happen to agree here" } else { "" };
        let text = format!("This claim is {kind}{chance}. The correction is {}/{correction}.", derivation.name);
        blocks.push(Block::Paragraph(Tone::Plain, text));
    }
    page::painted(&blocks, width)
}

/// Whether the sides agree, and how close they are.
fn sentence(evaluation: &Evaluation) -> String {
    let (distance, bound) = (numbers::about(evaluation.distance), numbers::at_most(evaluation.bound));
    let quadrature = evaluation.method == Method::Quadrature;
    let kind = if quadrature { "the error bound of the quadrature" } else { "the rounding bound" };
    match evaluation.agreement {
        Agreement::Agree if evaluation.optimum.is_some() => {
            format!("The gradient vanishes: its largest entry is {distance}; {kind} is {bound}.")
        }
        Agreement::Agree => format!("The sides agree: the largest distance is {distance}; {kind} is {bound}."),
        Agreement::Differ if evaluation.left.shape() != evaluation.right.shape() => {
            "The sides differ: they have different shapes.".into()
        }
        Agreement::Differ => format!("The sides differ: the largest distance is {distance}; {kind} is only {bound}."),
        Agreement::Undecided if quadrature => {
            format!(
                "Undecided: the largest distance is {distance}; {kind} is {bound}, but it does not cover the integrand \
                 between the nodes of a rule. Choose a covariance closer to the identity."
            )
        }
        Agreement::Undecided => {
            format!("Undecided: {kind} is {bound}, as large as the numbers. Use a better conditioned point.")
        }
    }
}

fn side(label: &str, matrix: &Matrix<f64>, remark: &str) -> [Block; 3] {
    let text = Block::Paragraph(Tone::Plain, format!("{label}, {remark}"));
    [Block::Space, text, Block::Indented(4, vec![Block::Matrix(texts(matrix, |&entry| numbers::value(entry)))])]
}

fn read(path: &Path, claim: &Claim) -> Result<String> {
    let text =
        if path == Path::new("-") { std::io::read_to_string(std::io::stdin()) } else { std::fs::read_to_string(path) };
    text.map_err(|error| unreadable(path, format!("{error}; write the inputs there, as in {}", example(claim))))
}

fn unreadable(path: &Path, reason: String) -> Error {
    Error::file("read", path.display().to_string(), reason)
}

/// Inputs of the right shape for D = 2, N = 2 and blocks of one.
fn example(claim: &Claim) -> String {
    let inputs = needed(claim);
    let entries = inputs.iter().map(|input| {
        let of = |size| if size == ONE { 1 } else { 2 };
        let value = match (of(input.rows), of(input.columns)) {
            (1, 1) => "1",
            (2, 1) => "[1, 2]",
            (1, _) => "[[1, 2]]",
            _ => "[[2, 1], [1, 2]]",
        };
        format!("\"{}\": {value}", input.name)
    });
    format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
}

/// The object of a file: names and values. A repeated name is an error.
struct Object(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;
        impl<'de> Visitor<'de> for Entries {
            type Value = Object;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("an object that maps the names of inputs to their values")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
                let mut entries: Vec<(String, Value)> = Vec::new();
                while let Some((name, value)) = map.next_entry::<String, Value>()? {
                    if entries.iter().any(|(known, _)| *known == name) {
                        return Err(A::Error::custom(format!("the input `{name}` is given twice")));
                    }
                    entries.push((name, value));
                }
                Ok(Object(entries))
            }
        }
        deserializer.deserialize_map(Entries)
    }
}

fn parse(path: &Path, text: &str, claim: &Claim) -> Result<Vec<(String, Matrix<f64>)>> {
    let Object(entries) = serde_json::from_str(text).map_err(|error| {
        let bare = text.contains("NaN") || text.contains("Infinity");
        let hint = if bare { "; JSON has no NaN and no Infinity: remove or impute such entries first" } else { "" };
        unreadable(path, format!("malformed JSON: {error}{hint}"))
    })?;
    let mut values = Vec::new();
    for (name, value) in entries {
        let input = claim.given.iter().find(|input| input.name == name);
        let matrix = matrix(&name, &value, input)?;
        values.push((name, matrix));
    }
    Ok(values)
}

fn matrix(name: &str, value: &Value, input: Option<&Input>) -> Result<Matrix<f64>> {
    let shape = |found: String, expected: &str| Error::shape(name, expected, found);
    let Value::Array(list) = value else { return Ok(Matrix::from_element(1, 1, number(name, value)?)) };
    if list.is_empty() || list.iter().any(|row| row.as_array().is_some_and(Vec::is_empty)) {
        return Err(Error::empty(name));
    }
    let rows: Vec<Vec<f64>> = if list.iter().any(Value::is_array) {
        list.iter()
            .map(|row| match row {
                Value::Array(row) => row.iter().map(|entry| number(name, entry)).collect(),
                _ => Err(shape("a mixture of numbers and lists".into(), "a list of numbers or a list of rows")),
            })
            .collect::<Result<_>>()?
    } else {
        list.iter().map(|entry| Ok(vec![number(name, entry)?])).collect::<Result<_>>()?
    };
    let columns = rows.first().map_or(0, Vec::len);
    if let Some(k) = rows.iter().position(|row| row.len() != columns) {
        let found = format!(
            "ragged: row {} has {}",
            k + 1,
            numbers::count(rows[k].len(), "entry").replace("entrys", "entries")
        );
        return Err(shape(found, &format!("{columns}, as in row 1")));
    }
    if rows.len() == 1 && columns > 1 && input.is_some_and(|input| input.columns == ONE) {
        return Err(shape(
            format!("{}, a row", shape_text((1, columns))),
            "a column: write a plain list, such as [1, 2]",
        ));
    }
    Ok(Matrix::from_fn(rows.len(), columns, |i, j| rows[i][j]))
}

/// A number. A number beyond the range of `f64` becomes infinite here, and is reported with its position later, like
/// all values that are not finite.
fn number(name: &str, value: &Value) -> Result<f64> {
    match value {
        Value::Null => Ok(f64::NAN),
        // Beyond the range of 64-bit floats.
        Value::Number(number) => Ok(number.as_f64().unwrap_or(f64::INFINITY)),
        Value::String(text) if matches!(text.parse::<f64>(), Ok(number) if !number.is_finite()) => Ok(f64::NAN),
        other => Err(Error::shape(
            name,
            "a number, a list of numbers, or a list of rows",
            match other {
                Value::String(_) => "a text",
                Value::Bool(_) => "a truth value",
                Value::Array(_) => "a list of lists of lists",
                _ => "an object",
            },
        )),
    }
}
