//! Whole gradients judged at once: right ones hold at every size, and one wrong entry is enough to be refuted.

use gradus::derivations::{log_density::log_density, mu_gradient::mu_gradient, sigma_gradient::sigma_gradient};
use gradus::input::Sizes;
use gradus::oracle::{Evidence, Finding, check_gradients};
use gradus::prelude::*;

fn check(d: usize, mean: Formula, covariance: Formula, seed: u64) -> Result<[Evidence; 3]> {
    let given = [vector("x", D), vector("m", D), gradus::input::covariance("S", D)];
    let function = formula!(|x, m, S| log_density(x, m, S));
    check_gradients(&given, Sizes::new(d, 1, 1, 1), &function, &[("m", mean), ("S", covariance)], seed)
}

use gradus::Formula;

const MEAN: Formula = formula!(|x, m, S| mu_gradient(x, m, S));
const COVARIANCE: Formula = formula!(|x, m, S| sigma_gradient(x, m, S));

#[test]
fn right_gradients_hold() -> Result<()> {
    for d in [1, 2, 5, 10, 20] {
        let [exact, dual, difference] = check(d, MEAN, COVARIANCE, d as u64)?;
        assert!(exact.holds() && dual.holds() && difference.holds(), "D = {d}");
        assert!(exact.bound() < 1e-11 && dual.bound() < 1e-12 && difference.bound() < 1e-10, "D = {d}: {exact:?}");
    }
    Ok(())
}

/// What nearly right gradients do: another convention, a lost factor, one entry that is off by a little.
#[test]
fn wrong_gradients_are_refuted_by_all_three() -> Result<()> {
    let wrong: [(Formula, Formula); 6] = [
        (formula!(|x, m, S| -mu_gradient(x, m, S)?), COVARIANCE),
        (MEAN, formula!(|x, m, S| Ok::<_, Error>(sigma_gradient(x, m, S)? * F::integer(2)))),
        (MEAN, formula!(|x, m, S| Convention::FreeEntries.convert(&sigma_gradient(x, m, S)?))),
        (
            MEAN,
            formula!(|x, m, S; d| {
                let mut gradient = sigma_gradient(x, m, S)?;
                gradient[(d - 1, 0)] += F::ratio(1, 1000)?;
                Ok::<_, Error>(gradient)
            }),
        ),
        (
            MEAN,
            formula!(|x, m, S; d| {
                let mut gradient = sigma_gradient(x, m, S)?;
                gradient[(d - 1, d - 1)] *= F::ratio(1001, 1000)?;
                Ok::<_, Error>(gradient)
            }),
        ),
        (
            formula!(|x, m, S; d| {
                let mut gradient = mu_gradient(x, m, S)?;
                gradient[(d / 2, 0)] += F::ratio(1, 1000)?;
                Ok::<_, Error>(gradient)
            }),
            COVARIANCE,
        ),
    ];
    for (k, (mean, covariance)) in wrong.into_iter().enumerate() {
        for d in [2, 7, 20] {
            for evidence in check(d, mean, covariance, 1)? {
                assert!(evidence.refuted(), "mistake {k} at D = {d} passes as {evidence:?}");
            }
        }
    }
    Ok(())
}

#[test]
fn what_cannot_be_judged_is_an_error() {
    let error = |mean, covariance| check(3, mean, covariance, 1).expect_err("cannot be judged").to_string();
    assert!(error(formula!(|x| Ok::<_, Error>(x.transpose())), COVARIANCE).contains("the gradient in m"));
    assert!(
        error(formula!(|x, m, S| Ok::<_, Error>(mu_gradient(x, m, S)? * log_determinant(S)?)), COVARIANCE)
            .contains("ln")
    );
    assert!(error(formula!(|y| y.clone()), COVARIANCE).contains('y'));
    assert!(matches!(check(3, MEAN, COVARIANCE, 1).expect("judged")[0].finding, Finding::Holds));
}
