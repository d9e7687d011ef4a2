//! Links as claims, and what the oracles find about them.

use super::choices::Choices;
use super::counts::would_show;
use super::definition::Definitions;
use super::derivative::Side;
use super::edits::{Edit, edits};
use super::extremum::extremum;
use super::grammar::Grammar;
use super::outcome::Outcome;
use super::proportional::{Apart, apart};
use super::sample::Samples;
use super::scope::Scope;
use super::sides::{Left, alike, derivative, is_zeros};
use super::statement::{Link, Row};
use super::stop::Stop;
use super::term::Shape;
use super::unknown::Unknowns;
use super::varying::Varying;
use crate::algebra::derivative::Convention;
use crate::claim::input::Input;
use crate::claim::{Claim, Derivation};
use crate::claim::{Extremum, Relation};
use crate::oracle::Effort;
use crate::program::expression::Expression;
use crate::program::name::Name;
use crate::program::session::Session;
use crate::verdict::suite::{Settings, verify};
use crate::verdict::{ClaimReport, Verdict};

/// The fewest controls that show that the oracles would have noticed a mistake.
const FEWEST_CONTROLS: usize = 3;

/// The most controls of a claim.
const MOST_CONTROLS: usize = 6;

/// A link whose sides are read, and whose shapes fit.
#[derive(Clone, Debug)]
pub(super) struct Statement {
    pub(super) left: Left,
    pub(super) relation: char,
    pub(super) right: Expression,
    pub(super) given: Vec<Input>,
    /// Names of the inputs that were not declared.
    pub(super) assumed: Vec<Name>,
    /// A number that is assumed to be positive.
    pub(super) positive: Option<Expression>,
    pub(super) latex: String,
    /// What it assumes: a convention that its shapes show, or what is constant.
    pub(super) convention: Option<String>,
    /// Other readings, and what has to be meant.
    pub(super) others: Vec<(Statement, String)>,
    /// Whether there are too many other readings.
    pub(super) has_more_readings: bool,
    /// What is taken for granted.
    pub(super) premises: Option<String>,
    /// The sides are compared up to a constant.
    pub(super) apart: Option<Apart>,
}

impl Statement {
    /// One reading of a link.
    pub(super) fn read_once(
        scope: &Scope,
        sizes: &Unknowns,
        definitions: &Definitions,
        link: &Link,
        latex: &str,
        dimensions: &[Name],
        (choices, varying): (&Choices, &Varying),
    ) -> Result<Self, Stop> {
        let read = |row: &Row, may_be_alone: bool| {
            let definitions = definitions.clone();
            let grammar = Grammar { tree: row.tree, scope, sizes, definitions, bindings: Vec::new(), choices, varying };
            let span = row.place(link.span);
            match may_be_alone.then(|| grammar.side(&row.nodes, span)).transpose()? {
                Some(side) if link.relation == '=' || !matches!(side, Side::Derivative { .. }) => Ok(side),
                _ => grammar.whole(&row.nodes, span).map(Side::Term),
            }
        };
        let apart = apart(link)?;
        let (of_left, of_right) = apart.as_ref().map_or((&link.left, &link.right), |(_, left, right)| (left, right));
        let is_elsewhere = !std::ptr::eq(link.left.tree, link.right.tree);
        // What is wrong with the line that is continued is shown where it is continued.
        let left =
            read(of_left, true).map_err(|stop| if is_elsewhere { Stop { span: link.span, ..stop } } else { stop })?;
        // One derivative can be judged by itself, and the other one is a term.
        let right = match left {
            Side::Derivative { .. } => read(of_right, false)?,
            Side::Term(_) | Side::Extremum { .. } => read(of_right, true)?,
        };
        let apart = apart.map(|(up, ..)| Apart::of(up, link, &left, &right, scope)).transpose()?;
        let (left, right, convention) = match (left, right) {
            (Side::Term(left), Side::Term(right)) => {
                let zero_right = right.shape == Shape::AnyZero && link.relation != '=';
                let (left, right) = alike(left, right, sizes)?;
                // Only an equation can be turned around.
                let (left, right) = if zero_right { (right, left) } else { (left, right) };
                (Left::Term(left.expression), right, None)
            }
            (Side::Extremum { function, variable, kind, span }, Side::Term(right))
            | (Side::Term(right), Side::Extremum { function, variable, kind, span }) => {
                extremum(function, variable, kind, right, link.relation, span, sizes)?
            }
            (Side::Extremum { span, .. }, _) | (_, Side::Extremum { span, .. }) => {
                return Err(Stop::unsupported(span, "an extremum on both sides, or beside a derivative,"));
            }
            (
                Side::Derivative { function, variable, span },
                Side::Term(right) | Side::Derivative { function: right, .. },
            )
            | (Side::Term(right), Side::Derivative { function, variable, span }) => {
                derivative(function, variable, right, span, sizes)?
            }
        };
        for side in [left.expression(), &right.expression] {
            if let (Left::Term(_), Expression::Input(name)) = (&left, side)
                && varying.is_derivative(name)
            {
                return Err(Stop::condition(link.span, format!("it says what {name} is")));
            }
        }
        let convention = convention.map(String::from);
        if link.relation != '=' && !right.is_scalar() {
            return Err(Stop::shapes(link.span, "an inequality of matrices"));
        }
        // A size that is not declared is the length of the vectors, if they have one length.
        for dimension in dimensions {
            if !sizes.name_the_only(dimension) {
                return Err(Stop::undefined_size(link.span, dimension));
            }
        }
        sizes.name_the_rest(|name| scope.knows(name));
        let order = || Stop::unsupported(link.span, "an identity matrix whose order is a sum");
        let left = left.with_known(sizes).ok_or_else(order)?;
        let right = sizes.expression(right.expression).ok_or_else(order)?;
        let mut used = right.inputs();
        let mut numbers = right.sizes();
        used.extend(left.inputs());
        numbers.extend(left.expression().sizes());
        // A size is a number only if an input has it.
        let has_size = |input: &Input| {
            let mut symbols = input.rows.symbols().chain(input.columns.symbols());
            symbols.any(|(symbol, _)| numbers.contains(&symbol.name))
        };
        let is_used = |input: &&Input| used.contains(&input.name) || has_size(input);
        let inputs: Vec<Input> = scope.inputs.iter().map(|input| sizes.input(input)).collect();
        let mut given: Vec<Input> = inputs.iter().filter(is_used).copied().collect();
        let assumed = given.iter().map(|input| input.name).filter(|name| scope.is_inferred(name)).collect();
        if let Some(apart) = &apart {
            given.push(sizes.input(&apart.copy));
        }
        let latex = latex.get(link.span.range()).unwrap_or(latex).to_string();
        let (relation, others, positive) = (link.relation, Vec::new(), None);
        Ok(Self {
            left,
            relation,
            right,
            given,
            assumed,
            positive,
            latex,
            convention,
            others,
            has_more_readings: false,
            premises: sizes.premises(),
            apart,
        })
    }

    /// A side as it is compared.
    pub(super) fn compared(&self, side: &Expression) -> Expression {
        self.apart.as_ref().map_or_else(|| side.clone(), |apart| apart.compared(side))
    }

    fn essential(&self, side: &Expression) -> Expression {
        self.apart.as_ref().map_or_else(|| side.clone(), |apart| apart.essential(side))
    }

    /// Whether it contains an expectation.
    pub(super) fn is_averaged(&self) -> bool {
        fn written(of: &Expression) -> bool {
            matches!(of, Expression::Written(..)) || of.operands().into_iter().any(written)
        }
        written(self.left.expression()) || written(&self.right)
    }

    /// The link in plain text.
    pub(super) fn text(&self) -> String {
        self.text_with(&self.right)
    }

    fn text_with(&self, right: &Expression) -> String {
        match &self.left {
            Left::Term(left) if self.apart.is_some() => {
                let end = if self.relation == '∝' { "" } else { " + const" };
                format!("{left} {} {right}{end}", self.relation)
            }
            Left::Term(left) if is_zeros(left) => format!("{right} {} 0", self.relation),
            Left::Term(left) => format!("{left} {} {right}", self.relation),
            Left::Derivative { function, variable, .. } => format!("∂/∂{} ({function}) = {right}", variable.name),
            Left::Extremum { function, variable, kind } => {
                let word = if *kind == Extremum::Maximum { "arg max" } else { "arg min" };
                format!("{word}_{} ({function}) = {right}", variable.name)
            }
        }
    }

    pub(super) fn outcome(&self) -> (Outcome, Option<ClaimReport>) {
        if !would_show([&self.essential(&self.right), &self.essential(self.left.expression())]) {
            let reason =
                "sizes are used as numbers in such a way that the few which are tried could not show a mistake";
            return (Outcome::Undecided { reason: reason.into() }, None);
        }
        let controls = match self.controls() {
            Ok(controls) => controls,
            Err(reason) => return (Outcome::Undecided { reason }, None),
        };
        let Some(report) = self.report(&controls) else {
            return (Outcome::Undecided { reason: "the formula is too large".into() }, None);
        };
        let outcome = match report.verdict {
            Verdict::Refuted if self.premises.is_some() => {
                let premises = self.premises.clone().unwrap_or_default();
                Outcome::Undecided { reason: format!("it is false if {premises}, which is not stated") }
            }
            Verdict::Holds if controls.len() < FEWEST_CONTROLS => {
                Outcome::Undecided { reason: "too few changes of the formula would be noticed".into() }
            }
            Verdict::Holds => match self.premises.clone().or(self.convention.clone()) {
                Some(condition) => Outcome::Conditional { condition },
                None => Outcome::Holds { share_without_value: report.share_without_value },
            },
            Verdict::Refuted => match self.condition() {
                Some(condition) => Outcome::Conditional { condition },
                None if self.is_set_to_zero() => {
                    Outcome::NotAStatement { what: "a derivative that is set to 0 is a condition".into() }
                }
                None if self.has_more_readings => {
                    Outcome::Undecided { reason: "there are too many other ways to read it".into() }
                }
                None => Outcome::Refuted { repairs: Vec::new() },
            },
            Verdict::Unchecked | Verdict::Invalid => Outcome::Undecided { reason: report.reason() },
        };
        (outcome, Some(report))
    }

    /// Whether it is a derivative that is zero.
    fn is_set_to_zero(&self) -> bool {
        let is_zero = matches!(&self.left, Left::Term(left) if is_zeros(left));
        is_zero && has_derivative(&self.right)
    }

    /// Changes of the right side that change its value at a general point.
    pub(super) fn controls(&self) -> Result<Vec<Edit>, String> {
        let samples = Samples::of(&self.given)?;
        let value = samples.values(&self.compared(&self.right));
        let mut controls: Vec<Edit> = edits(&self.right)
            .into_iter()
            .filter(|edit| samples.differ(&samples.values(&self.compared(&edit.expression)), &value))
            .collect();
        // The sign and the factor are controls of any claim; the rest are those of this formula.
        let rest = controls.split_off(controls.len().min(2));
        let step = (rest.len() / (MOST_CONTROLS - controls.len().min(MOST_CONTROLS - 1))).max(1);
        controls.extend(rest.into_iter().step_by(step));
        controls.truncate(MOST_CONTROLS);
        Ok(controls)
    }

    /// The claim that the statement makes, with these controls; `None` if it is too large to be judged.
    pub(super) fn claim(&self, session: &Session, controls: &[Edit]) -> Option<Claim> {
        let right = session.formula(self.compared(&self.right)).ok()?;
        let mut premise = Claim::new("printed", self.latex.clone()).given(self.given.clone());
        if let Some(positive) = &self.positive {
            premise = premise.assuming(format!("{positive} > 0"), session.formula(positive.clone()).ok()?);
        }
        let mut claim = match &self.left {
            Left::Term(left) => {
                let left = session.formula(self.compared(left)).ok()?;
                match relation(self.relation) {
                    None => premise.identity(left, right),
                    Some(relation) => premise.inequality(left, relation, right),
                }
            }
            Left::Extremum { function, variable, kind } => {
                let function = session.formula(function.clone()).ok()?;
                premise.extremum(*kind, Convention::Unconstrained, function, variable.name, right)
            }
            Left::Derivative { function, variable, layout, convention } => {
                let function = session.formula(function.clone()).ok()?;
                match layout {
                    Some(layout) => premise.jacobian(*layout, function, variable.name, right),
                    None => premise.gradient_in(*convention, function, variable.name, right),
                }
            }
        };
        for (k, control) in controls.iter().enumerate() {
            let name = format!("change {}: as if {}", k + 1, control.mistake);
            claim = claim.control(&name, session.formula(self.compared(&control.expression)).ok()?);
        }
        Some(claim)
    }

    /// The report of the statement with these controls; `None` if it is too large to be judged.
    fn report(&self, controls: &[Edit]) -> Option<ClaimReport> {
        let session = Session::new();
        let derivation = Derivation::new("formula", "Formula").claim(self.claim(&session, controls)?);
        let settings = Settings { effort: Effort::Quick, jobs: 1, ..Settings::default() };
        verify(&[derivation], &settings, |_| ()).claims.pop()
    }

    pub(super) fn holds(&self) -> bool {
        let Ok(controls) = self.controls() else { return false };
        controls.len() >= FEWEST_CONTROLS
            && self.report(&controls).is_some_and(|report| report.verdict == Verdict::Holds)
    }
}

/// Whether a derivative occurs.
fn has_derivative(expression: &Expression) -> bool {
    matches!(expression, Expression::Derivative(_)) || expression.operands().into_iter().any(has_derivative)
}

fn relation(sign: char) -> Option<Relation> {
    match sign {
        '<' => Some(Relation::Below),
        '>' => Some(Relation::Above),
        '≤' => Some(Relation::AtMost),
        '≥' => Some(Relation::AtLeast),
        _ => None,
    }
}
