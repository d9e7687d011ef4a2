//! Expressions in plain text.

use super::expression::Expression;
use super::operation::Operation;
use crate::algebra::number::Function;
use std::fmt;

impl Expression {
    /// The precedence of the outermost operation: sums are lowest, then products, then the rest.
    fn binding(&self) -> u8 {
        match self {
            Self::Sum(operands) if operands.len() > 1 => 0,
            Self::Negative(_) => 0,
            Self::Over { .. } => 1,
            Self::Product(operands) if operands.len() > 1 => 1,
            Self::Quotient(..) | Self::Pair(..) => 1,
            Self::Ratio(numerator, denominator) if *denominator != 1 || *numerator < 0 => 1,
            Self::Apply(Operation::Function(Function::LogGamma), _) => 1,
            _ => 2,
        }
    }

    /// The text, in brackets if its precedence is lower than `than`.
    fn within(&self, than: u8) -> String {
        if self.binding() < than { format!("({self})") } else { self.to_string() }
    }
}

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ratio(numerator, 1) => write!(f, "{}", minus(*numerator)),
            Self::Ratio(numerator, denominator) => write!(f, "{}/{denominator}", minus(*numerator)),
            Self::Input(name) | Self::Size(name) => f.write_str(name),
            Self::Identity(_) => f.write_str("I"),
            Self::Pi => f.write_str("π"),
            Self::Ones(_) => f.write_str("1"),
            Self::Sum(terms) if terms.is_empty() => f.write_str("0"),
            Self::Sum(terms) => {
                for (k, term) in terms.iter().enumerate() {
                    match term {
                        Self::Negative(of) if k > 0 => write!(f, " − {}", of.within(1))?,
                        _ if k > 0 => write!(f, " + {}", term.within(1))?,
                        _ => write!(f, "{}", term.within(0))?,
                    }
                }
                Ok(())
            }
            Self::Product(factors) if factors.is_empty() => f.write_str("1"),
            Self::Product(factors) => {
                let texts: Vec<String> = factors.iter().map(|factor| factor.within(2)).collect();
                f.write_str(&texts.join(" "))
            }
            Self::Negative(of) => write!(f, "−{}", of.within(1)),
            Self::Raised(base, exponent) => write!(f, "{}^{}", base.within(2), exponent.within(2)),
            Self::Pair(pairing, a, b) => write!(f, "{} {} {}", a.within(1), pairing.sign(), b.within(2)),
            Self::Blocks(rows) => {
                let row = |row: &Vec<Self>| row.iter().map(Self::to_string).collect::<Vec<_>>().join(", ");
                write!(f, "[{}]", rows.iter().map(row).collect::<Vec<_>>().join("; "))
            }
            Self::Quotient(a, b) => write!(f, "{}/{}", a.within(2), b.within(2)),
            Self::Power(base, exponent) => write!(f, "{}^{}", base.within(2), minus(i64::from(*exponent))),
            Self::Apply(Operation::Transpose, of) => write!(f, "{}ᵀ", of.within(2)),
            Self::Apply(Operation::Inverse, of) => write!(f, "{}⁻¹", of.within(2)),
            Self::Apply(Operation::Trace, of) => write!(f, "tr({of})"),
            Self::Apply(Operation::Determinant, of) => write!(f, "|{of}|"),
            Self::Apply(Operation::Exponential, of) => write!(f, "exp({of})"),
            Self::Apply(Operation::Logarithm, of) => write!(f, "ln({of})"),
            Self::Apply(Operation::DiagonalMatrix | Operation::Diagonal, of) => write!(f, "diag({of})"),
            Self::Apply(Operation::Vectorised, of) => write!(f, "vec({of})"),
            Self::Apply(Operation::Function(function), of) => match function {
                Function::Absolute => write!(f, "|{of}|"),
                Function::Sign => write!(f, "sign({of})"),
                Function::Polygamma(order) if *order > 0 => write!(f, "ψ^({order})({of})"),
                _ => write!(f, "{}({of})", function.name()),
            },
            Self::Column(of, number) => write!(f, "{}_{}", of.within(2), number.within(2)),
            Self::Over { index, to, term } => write!(f, "∑_{index}^{to} {}", term.within(1)),
            Self::Written(text, _) => f.write_str(text),
        }
    }
}

fn minus(n: i64) -> String {
    n.to_string().replace('-', "−")
}
