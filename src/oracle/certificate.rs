//! Certificates of inequalities. That their terms add up to the difference of the sides is judged as an identity. That
//! no term is negative follows from how the terms are computed.

use super::signs::{Signs, Unknowns};
use super::{Gap, Trial};
use crate::algebra::matrix::{Matrix, expect_shape};
use crate::algebra::number::Field;
use crate::claim::input::Domain;
use crate::claim::point::{Region, Source};
use crate::claim::{Claim, Relation, Term, TermKind};
use crate::error::Result;
use crate::program::point::Point;

/// The sum of all terms.
pub(super) fn sum<F: Field>(claim: &Claim, point: &Point<F>) -> Result<Matrix<F>> {
    let mut sum = F::zero();
    for term in &claim.certificate {
        for part in entries(term, point)? {
            sum += part;
        }
    }
    Ok(Matrix::from_element(1, 1, sum))
}

/// One number for each entry of the term.
fn entries<F: Field>(term: &Term, point: &Point<F>) -> Result<Vec<F>> {
    let value = term.formula.at(point)?;
    let weight = term.weight.map(|weight| weight.at(point)).transpose()?;
    if let Some(weight) = weight.as_ref().filter(|weight| weight.shape() != (1, 1)) {
        expect_shape("the weight of a term", weight, value.nrows(), value.ncols())?;
    }
    let part = |(k, x): (usize, &F)| {
        let part = match term.kind {
            TermKind::Square => x.clone() * x.clone(),
            TermKind::LogInequality => x.clone() - F::one() - x.ln()?,
            TermKind::Nonnegative => x.clone(),
        };
        Ok(match &weight {
            Some(weight) => part * weight[if weight.len() == 1 { 0 } else { k }].clone(),
            None => part,
        })
    };
    value.iter().enumerate().map(part).collect()
}

/// Why the certificate does not prove the relation; `None` if it does.
pub(crate) fn gap_of(trial: &Trial, relation: Relation) -> Option<Gap> {
    let mut positive = true;
    for sizes in trial.sizes() {
        let signs = Point::<Signs>::draw_in(&trial.claim.given, sizes, Region::GENERAL, false, &mut Unknowns);
        let Ok(mut point) = signs else { return Some(Gap::Inputs) };
        for input in &trial.claim.given {
            // The signs at a point of one component do not hold for the others.
            if matches!(input.domain, Domain::UnitVector | Domain::Orthogonal | Domain::Invertible | Domain::FullRank) {
                let (rows, columns) = (sizes.of(input.rows), sizes.of(input.columns));
                point.insert(input.name, Matrix::from_fn(rows, columns, |_, _| Unknowns.free()));
            }
        }
        let mut here = false;
        for term in &trial.claim.certificate {
            let (Ok(value), Ok(weight)) = (term.formula.at(&point), term.weight.map(|w| w.at(&point)).transpose())
            else {
                return Some(Gap::Sign { formula: term.formula.text().into() });
            };
            let sign_shows = match term.kind {
                TermKind::Square => true,
                TermKind::LogInequality => value.iter().all(Signs::is_positive),
                TermKind::Nonnegative => value.iter().all(Signs::is_never_negative),
            };
            if !sign_shows {
                let formula = term.formula.text().into();
                return Some(if term.kind == TermKind::LogInequality {
                    Gap::Positive { formula }
                } else {
                    Gap::NotNegative { formula }
                });
            }
            if let (Some(weight), Some(formula)) = (&weight, term.weight)
                && !weight.iter().all(Signs::is_never_negative)
            {
                return Some(Gap::Weight { formula: formula.text().into() });
            }
            let strictly = match term.kind {
                TermKind::Square => value.iter().any(|x| (*x * *x).is_positive()),
                TermKind::LogInequality => false,
                TermKind::Nonnegative => value.iter().any(Signs::is_positive),
            };
            here |= strictly && weight.is_none_or(|weight| weight.iter().all(Signs::is_positive));
        }
        positive &= here;
    }
    (relation.is_strict() && !positive).then_some(Gap::Equality { relation })
}
