//! The claims of the course: closed forms against quadrature.

use crate::algebra::gauss_hermite::gauss_mean;
use crate::algebra::matrix::Matrix;
use crate::algebra::number::{Mean, Rounded};
use crate::claim::NOISE;
use crate::claim::point::Structure;
use crate::claim::{Claim, Expected, LeftSide};
use crate::derivations;
use crate::error::Error;
use crate::oracle::expectation::mean_of;
use crate::oracle::points::Reals;
use crate::oracle::{Effort, Trial};
use crate::program::point::Point;
use crate::program::size::Sizes;
use num_traits::Zero;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use std::cmp::Ordering;

fn sign(x: &Rounded) -> Option<Ordering> {
    match x.value() {
        value if value > x.error() => Some(Ordering::Greater),
        value if -value > x.error() => Some(Ordering::Less),
        _ if x.is_zero() => Some(Ordering::Equal),
        _ => None,
    }
}

fn expectations() -> Vec<(String, Claim)> {
    let all = derivations::all().into_iter().flat_map(|derivation| {
        let id = |claim: &Claim| derivation.id(claim);
        derivation.claims.iter().map(|claim| (id(claim), claim.clone())).collect::<Vec<_>>()
    });
    all.filter(|(_, claim)| matches!(claim.left, LeftSide::Expectation { .. })).collect()
}

fn sizes_of(id: &str, claim: &Claim) -> Vec<Sizes> {
    Trial { claim, id, seed: 0, effort: Effort::Quick }.sizes()
}

fn closed(claim: &Claim, point: &Point<Rounded>) -> crate::Result<Matrix<Mean<Rounded>>> {
    let LeftSide::Expectation { integrand, noise } = &claim.left else { return Err(Error::unanswered()) };
    mean_of(integrand, point, noise.shape(point.sizes()), sign, Rounded::sqrt)
}

/// Every expectation of the course has a closed form, which quadrature confirms and which its right side equals.
#[test]
fn expectations_of_the_course() {
    let mut stream = ChaCha8Rng::seed_from_u64(3);
    for (id, claim) in expectations() {
        let LeftSide::Expectation { integrand, noise } = &claim.left else { continue };
        for sizes in sizes_of(&id, &claim) {
            let mut source = Reals::new(&mut stream, 4.0, 0.0);
            let Ok(point) = Point::draw(&claim.given, sizes, Structure::General, &mut source) else { continue };
            let dimension = noise.entries(sizes);
            let closed = closed(&claim, &point.map(|&number: &f64| Rounded::exact(number)));
            let closed = closed.unwrap_or_else(|error| panic!("{id} K = {dimension}: {error}"));
            let right = claim.right.at(&point).expect("the right side has a value");
            let rule = |order| {
                let mut integrand = integrand.along(NOISE, &point);
                gauss_mean(order, dimension, |z, _| integrand.at(z)).expect("the integrand has values")
            };
            let rules = (dimension <= 2).then(|| (rule([80, 54][dimension - 1]), rule([67, 41][dimension - 1])));
            for (k, mean) in closed.iter().enumerate() {
                let mean = mean.clone().finite().unwrap_or_else(|| panic!("{id} K = {dimension}: infinite"));
                let scale = 1.0 + mean.value().abs();
                assert!(mean.error() <= 1e-9 * scale, "{id} K = {dimension}: {mean:?}");
                let apart = (mean.value() - right[k]).abs();
                if claim.expected == Expected::Holds {
                    assert!(apart <= mean.error() + 1e-9 * scale, "{id} K = {dimension}: {mean:?} is not {}", right[k]);
                }
                if let Some((fine, coarse)) = &rules {
                    let reach = mean.error() + 20.0 * (fine[k] - coarse[k]).abs() + 1e-10 * scale;
                    let apart = (mean.value() - fine[k]).abs();
                    assert!(apart <= reach, "{id} K = {dimension}: {mean:?} is not {}", fine[k]);
                }
            }
        }
    }
}
