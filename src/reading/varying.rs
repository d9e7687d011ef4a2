//! What varies with what: `∂A/∂x` of a matrix that depends on a scalar, and the differentials `dA`.

use super::scope::{Scope, name_of};
use super::statement::{Link, Row};
use super::stop::Stop;
use super::superscript::is_symbol;
use crate::claim::input::{Domain, Input, ONE};
use crate::latex::{Kind, NodeId, Span, Style, Tree};
use crate::program::expression::Expression;
use crate::program::name::{Name, name};
use std::cell::{Cell, RefCell};

/// The symbols of a link that are not independent of each other.
#[derive(Clone, Debug, Default)]
pub(super) struct Varying {
    /// A symbol, the scalar that it depends on, and the name of its derivative.
    by: Vec<(Name, Name, Name)>,
    /// Symbols with a printed differential, and the names of these.
    free: Vec<(Name, Name)>,
    /// Defined symbols that are variables of derivatives and depend on variables of other ones.
    chained: Vec<String>,
    /// Whether differentials are only looked for.
    pub(super) is_first_pass: bool,
    has_integral: bool,
    seen: RefCell<Vec<Name>>,
    met: Cell<bool>,
    constant: RefCell<Vec<Name>>,
}

impl Varying {
    /// What the derivatives of a link say. Their names become inputs. `is_defined`: whether the note defines a symbol.
    pub(super) fn of(link: &Link, scope: &mut Scope, is_defined: impl Fn(&str) -> bool) -> Result<Self, Stop> {
        let mut varying = Self { is_first_pass: true, ..Self::default() };
        let rows = [&link.left, &link.right];
        let (mut pairs, mut variables) = (Vec::new(), Vec::new());
        for Row { tree, nodes } in rows {
            let is_alone = nodes.iter().filter(|id| !matches!(tree.kind(**id), Kind::Space(_))).count() == 1;
            let mut waiting: Vec<(NodeId, bool)> = nodes.iter().map(|id| (*id, is_alone)).collect();
            while let Some((id, is_alone)) = waiting.pop() {
                let kind = tree.kind(id);
                varying.has_integral |= matches!(kind, Kind::Symbol('∫' | '∬' | '∭' | '∮', _));
                if let Kind::Fraction(above, below) = kind {
                    let (above, below) = (lone_after_d(tree, scope, above), lone_after_d(tree, scope, below));
                    if let Some(variable) = &below {
                        variables.push(variable.clone());
                    }
                    if let (Some(symbol), Some(variable)) = (above, below)
                        && symbol != variable
                    {
                        pairs.push((symbol, variable, is_alone, tree.node(id).span));
                    }
                }
                waiting.extend(kind.rows().into_iter().flatten().map(|id| (*id, false)));
            }
        }
        // In dz/dx = dz/dy dy/dx the symbols depend on each other.
        let symbols: Vec<String> = pairs.iter().map(|(symbol, ..)| symbol.clone()).collect();
        for (symbol, variable, is_alone, span) in pairs {
            if symbols.contains(&variable) {
                return Err(Stop::unsupported(
                    span,
                    format!("a derivative by {variable}, which depends on another symbol,"),
                ));
            }
            if !scope.knows(&symbol) && is_defined(&symbol) {
                if variables.contains(&symbol) {
                    varying.chained.push(symbol);
                }
                continue;
            }
            if !scope.knows(&variable) && is_defined(&variable) {
                continue;
            }
            let declared = |name: &str| scope.input(name).copied().ok_or_else(|| Stop::undeclared(span, name));
            let (symbol, variable) = (declared(&symbol)?, declared(&variable)?);
            let is_open = is_alone && scope.is_inferred(symbol.name);
            if (variable.rows, variable.columns) == (ONE, ONE) && !is_open {
                let derivative = add(scope, &symbol, &format!("∂{}/∂{}", symbol.name, variable.name), span)?;
                if !varying.by.contains(&(symbol.name, variable.name, derivative)) {
                    varying.by.push((symbol.name, variable.name, derivative));
                }
            }
        }
        Ok(varying)
    }

    /// The same with the differentials that were seen. Errors: there are none, so it is not clear what varies.
    pub(super) fn with_differentials(self, scope: &mut Scope, span: Span) -> Result<Self, Stop> {
        let seen = self.seen.take();
        if seen.is_empty() {
            let message = "it is not clear which symbols vary: no differential of a single symbol is printed";
            return Err(Stop::ambiguous(span, message, "write the differential of each symbol that varies: dA"));
        }
        let mut free = Vec::new();
        for symbol in seen {
            let input = scope.input(symbol).copied().ok_or_else(|| Stop::undeclared(span, symbol))?;
            free.push((symbol, add(scope, &input, &format!("d{symbol}"), span)?));
        }
        Ok(Self { is_first_pass: false, free, ..self })
    }

    /// A differential of this symbol is printed.
    pub(super) fn see(&self, symbol: Name) {
        let mut seen = self.seen.borrow_mut();
        if !seen.contains(&symbol) {
            seen.push(symbol);
        }
    }

    pub(super) fn meet_differential(&self) {
        self.met.set(true);
    }

    pub(super) fn has_differentials(&self) -> bool {
        self.met.get()
    }

    pub(super) fn has_integral(&self) -> bool {
        self.has_integral
    }

    /// Whether something is said to depend on something else.
    pub(super) fn is_empty(&self) -> bool {
        self.by.is_empty() && self.chained.is_empty()
    }

    pub(super) fn is_chained(&self, name: &str) -> bool {
        self.chained.iter().any(|chained| chained == name)
    }

    /// How the symbols change that depend on a scalar.
    pub(super) fn with(&self, variable: Name) -> Vec<(Name, Expression)> {
        let those = self.by.iter().filter(|(_, by, _)| *by == variable);
        those.map(|(symbol, _, derivative)| (*symbol, Expression::Input(derivative))).collect()
    }

    /// How the symbols with differentials change.
    pub(super) fn differentials(&self) -> Vec<(Name, Expression)> {
        self.free.iter().map(|(symbol, direction)| (*symbol, Expression::Input(direction))).collect()
    }

    /// Notes which inputs of an expression are constant, since nothing says how they vary.
    pub(super) fn note_constants(&self, of: &Expression, directions: &[(Name, Expression)]) {
        let mut constant = self.constant.borrow_mut();
        for input in of.inputs() {
            if !directions.iter().any(|(varying, _)| *varying == input) && !constant.contains(&input) {
                constant.push(input);
            }
        }
    }

    /// What is assumed to be constant, as a condition.
    pub(super) fn condition(&self) -> Option<String> {
        let constant = self.constant.borrow();
        match &constant[..] {
            [] => None,
            [only] => Some(format!("{only} is constant")),
            all => Some(format!("{} are constant", all.join(", "))),
        }
    }

    /// Whether the input is a derivative or a differential.
    pub(super) fn is_derivative(&self, input: Name) -> bool {
        self.by.iter().any(|(_, _, name)| *name == input) || self.free.iter().any(|(_, name)| *name == input)
    }

    /// The derivatives and differentials of symbols that are not declared.
    pub(super) fn inferred(&self, scope: &Scope) -> Vec<Name> {
        let by = self.by.iter().map(|(symbol, _, name)| (*symbol, *name));
        let all = by.chain(self.free.iter().copied());
        all.filter(|(symbol, _)| scope.is_inferred(symbol)).map(|(_, name)| name).collect()
    }
}

/// Adds the direction of a symbol to the inputs. It has its shape; if the symbol is symmetric, so is the direction.
fn add(scope: &mut Scope, symbol: &Input, text: &str, span: Span) -> Result<Name, Stop> {
    let new = name(text).map_err(|_| Stop::too_large(span))?;
    let domain = match symbol.domain {
        Domain::Symmetric | Domain::Covariance => Domain::Symmetric,
        Domain::Diagonal => Domain::Diagonal,
        Domain::LowerTriangular => Domain::LowerTriangular,
        Domain::Orthogonal | Domain::Simplex | Domain::UnitVector | Domain::Integer => {
            let message = format!("a differential of {}, whose entries do not vary independently", symbol.name);
            return Err(Stop::ambiguous(span, message, "declare the symbol without its set"));
        }
        _ => Domain::Free,
    };
    if scope.input(new).is_none() {
        scope.inputs.push(Input { name: new, domain, ..*symbol });
    }
    Ok(new)
}

/// Whether a d is hardly a number: `d(AB)`, `d \ln x`, `(dA)`.
pub(super) fn is_surely_differential(link: &Link, scope: &Scope) -> bool {
    [&link.left, &link.right].into_iter().any(|Row { tree, nodes }| {
        let is_d = |id: NodeId| is_differential_sign(tree, scope, id) && !is_symbol(tree, id, '∂');
        let mut waiting: Vec<&[NodeId]> = vec![&nodes[..]];
        while let Some(row) = waiting.pop() {
            let visible: Vec<NodeId> =
                row.iter().copied().filter(|id| !matches!(tree.kind(*id), Kind::Space(_))).collect();
            let is_applied = visible.windows(2).any(|pair| {
                let next = tree.kind(pair[1]);
                let opens = matches!(next, Kind::Symbol('(' | '[' | '|', _) | Kind::Fenced { .. } | Kind::Operator(_));
                is_d(pair[0]) && opens
            });
            let is_enclosed = visible
                .windows(4)
                .any(|part| is_symbol(tree, part[0], '(') && is_d(part[1]) && is_closing(tree, part[3]));
            let is_inside = visible.iter().any(
                |id| matches!(tree.kind(*id), Kind::Fenced { inner, .. } if matches!(inner[..], [d, _] if is_d(d))),
            );
            if is_applied || is_enclosed || is_inside {
                return true;
            }
            waiting.extend(visible.iter().flat_map(|id| tree.kind(*id).rows()));
        }
        false
    })
}

/// `)`, also with a superscript.
fn is_closing(tree: &Tree, id: NodeId) -> bool {
    match tree.kind(id) {
        Kind::Script { base: Some(base), .. } => is_symbol(tree, *base, ')'),
        _ => is_symbol(tree, id, ')'),
    }
}

/// ∂, or a d that is no symbol.
pub(super) fn is_differential_sign(tree: &Tree, scope: &Scope, id: NodeId) -> bool {
    match tree.kind(id) {
        Kind::Symbol('d', _) => !scope.knows("d"),
        _ => is_symbol(tree, id, '∂') || is_upright_d(tree, id),
    }
}

/// An upright d.
pub(super) fn is_upright_d(tree: &Tree, id: NodeId) -> bool {
    match tree.kind(id) {
        Kind::Styled(Style::Roman, row) => tree.word(row).as_deref() == Some("d"),
        Kind::Operator(text) | Kind::Text(text) => text.trim() == "d",
        _ => false,
    }
}

/// The symbol in `∂A`, if there is nothing else.
fn lone_after_d(tree: &Tree, scope: &Scope, row: &[NodeId]) -> Option<String> {
    let visible: Vec<NodeId> = row.iter().copied().filter(|id| !matches!(tree.kind(*id), Kind::Space(_))).collect();
    match &visible[..] {
        [sign, symbol] if is_differential_sign(tree, scope, *sign) => name_of(tree, *symbol),
        [sign, empty, symbol]
            if is_differential_sign(tree, scope, *sign)
                && matches!(tree.kind(*empty), Kind::Group(row) if row.is_empty()) =>
        {
            name_of(tree, *symbol)
        }
        _ => None,
    }
}
