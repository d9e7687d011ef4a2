//! The values of operators: means, integrals, derivatives, differentials.

use crate::algebra::derivative::{dual, tangent};
use crate::algebra::matrix::Matrix;
use crate::algebra::number::{Dual, Field};
use crate::claim::input::ONE;
use crate::claim::{Claim, LeftSide, Noise};
use crate::error::Result;
use crate::oracle::sides;
use crate::program::expression::Expression;
use crate::program::name::Name;
use crate::program::point::Point;
use crate::program::session::Session;

/// An operator and its operand; the rest of a print uses its value under its name.
#[derive(Clone, Debug)]
pub(super) struct Operation {
    pub(super) name: Name,
    pub(super) kind: Kind,
    pub(super) operand: Expression,
}

#[derive(Clone, Debug)]
pub(super) enum Kind {
    /// The mean over the noise.
    Mean,
    /// An integral; the operand is divided by the density of the noise.
    Integral,
    /// The derivative by an input.
    Derivative { variable: Name, of_scalar: bool },
    /// The differential: inputs, each with its direction.
    Differential(Vec<(Name, Name)>),
}

impl Operation {
    pub(super) fn value<F: Field>(&self, claim: &Claim, session: &Session, point: &Point<F>) -> Result<Matrix<F>> {
        let formula = session.formula(self.operand.clone())?;
        let left = match &self.kind {
            Kind::Mean | Kind::Integral => {
                let noise = claim.noise().unwrap_or(Noise { rows: ONE, columns: ONE });
                LeftSide::Expectation { integrand: formula, noise }
            }
            Kind::Derivative { variable, of_scalar } => {
                let left = derivative(claim, formula, variable);
                // The derivative of a scalar has the shape of its variable, unless it is printed as a transpose.
                if *of_scalar { without_layout(left) } else { left }
            }
            Kind::Differential(directions) => {
                let mut along: Point<Dual<F>> = point.map(|entry| Dual::constant(entry.clone()));
                for (of, by) in directions {
                    along.vary(of, dual(point.matrix(of)?, point.matrix(by)?));
                }
                return Ok(tangent(&formula.at(&along)?));
            }
        };
        Ok(sides::left(&Claim { left, ..claim.clone() }, point)?.unwrap_or_else(|| Matrix::zeros(0, 0)))
    }
}

/// The derivative in the convention of the claim, if the claim is about a derivative by the same variable.
pub(super) fn derivative(claim: &Claim, function: crate::Formula, variable: Name) -> LeftSide {
    let (convention, layout) = match &claim.left {
        LeftSide::Gradient { variable: own, convention, layout, .. } if *own == variable => (*convention, *layout),
        LeftSide::Extremum { variable: own, convention, .. } if *own == variable => (*convention, None),
        _ => (crate::algebra::derivative::Convention::Unconstrained, None),
    };
    LeftSide::Gradient { function, variable, convention, layout }
}

fn without_layout(left: LeftSide) -> LeftSide {
    match left {
        LeftSide::Gradient { function, variable, convention, .. } => {
            LeftSide::Gradient { function, variable, convention, layout: None }
        }
        other => other,
    }
}
