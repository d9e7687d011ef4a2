//! At which sizes claims are judged, and what an oracle must do that does not reach all of them.

use crate::claims::dimensions;
use crate::common::{abstains, evidence, holds, refutes};
use gradus::oracle::Oracle;
use gradus::prelude::*;

/// Some forms agree at D = 1 only, or can be compared there only; a form judged there alone is not judged.
#[test]
fn a_form_that_can_be_judged_at_few_sizes_does_not_hold() {
    let claim = Claim::new("few", r"\ln|S| = \sum_i \ln s_{ii}").given([covariance("S", D)]).identity(
        formula!(|S| log_determinant(S)),
        formula!(|S| S.diagonal().iter().try_fold(F::zero(), |sum, entry| Ok::<_, Error>(sum + entry.ln()?))),
    );
    for oracle in [Oracle::Exact, Oracle::Floating] {
        assert_eq!(refutes(oracle, &claim, "differ").sizes.last().map(|sizes| sizes.d), Some(2), "{oracle}");
    }
    // Exponentials remain symbols at every size but the first.
    let claim = Claim::new("few", r"e^{x_1} \cdots e^{x_D} = e^{x_1 + \ldots + x_D}").given([vector("x", D)]).identity(
        formula!(|x| x.iter().try_fold(F::one(), |product, entry| Ok::<_, Error>(product * entry.exp()?))),
        formula!(|x| x.iter().fold(F::zero(), |sum, entry| sum + entry.clone()).exp()),
    );
    abstains(Oracle::Exact, &claim, "symbols");
    holds(Oracle::Floating, &claim);
    // A right side that exists for D = 1 only: x(xxᵀ)⁻¹ is singular beyond.
    let claim = Claim::new("few", "x").given([vector("x", D)]).identity(
        formula!(|x| Ok::<_, Error>(x * (x.transpose() * x)[(0, 0)].reciprocal()?)),
        formula!(|x| Ok::<_, Error>(inverse(&(x * x.transpose()))? * x)),
    );
    for oracle in [Oracle::Exact, Oracle::Floating] {
        assert!(!evidence(oracle, &claim).holds());
    }
    assert_eq!(refutes(Oracle::Exact, &claim, "no value where the left side has one").sizes.len(), 2);
    // And one that exists nowhere.
    let claim = Claim::new("nowhere", "x")
        .given([vector("x", D)])
        .identity(formula!(|x| x), formula!(|x| Ok::<_, Error>(x * (F::one() - F::one()).reciprocal()?)));
    refutes(Oracle::Exact, &claim, "the right side has no value where the left side has one");
}

/// A claim of which some sizes say nothing does not hold, however well it does at the others.
#[test]
fn an_oracle_that_does_not_reach_all_sizes_abstains() {
    fn up_to<F: Field>(a: &Matrix<F>, largest: usize) -> Result<Matrix<F>> {
        if a.nrows() > largest { Err(Error::undefined("A is too large")) } else { inverse(a) }
    }
    let claim = |formula| Claim::new("some", "A^{-1} = A^{-1}").given([invertible("A", D)]).identity(formula, formula);
    for oracle in [Oracle::Exact, Oracle::Floating] {
        assert_eq!(dimensions(&holds(oracle, &claim(formula!(|A| up_to(A, 8))))), (1..=8).collect::<Vec<_>>());
        for largest in [formula!(|A| up_to(A, 4)), formula!(|A| up_to(A, 7))] {
            abstains(oracle, &claim(largest), "of 8 sizes");
        }
    }
}

/// Blocks of unequal orders are among the sizes, also where a claim mentions only one of them.
#[test]
fn block_shapes_are_swept() {
    let identity = formula!(|A| A);
    let claim = |input: Input| Claim::new("block", "A = A").given([input]).identity(identity, identity);
    for input in [matrix("A", P, Q), matrix("A", P, P), matrix("A", Q, Q), matrix("A", P + Q, ONE)] {
        let sizes = holds(Oracle::Exact, &claim(input)).sizes;
        let blocks: Vec<(usize, usize)> = sizes.iter().map(|sizes| (sizes.p, sizes.q)).collect();
        let equal = [(2, 2), (3, 3)];
        let unequal = [(1, 2), (2, 1), (2, 3), (3, 2), (1, 4), (4, 1), (5, 1), (3, 5), (7, 1)];
        assert!([(1, 1)].iter().chain(&equal).chain(&unequal).all(|block| blocks.contains(block)), "{blocks:?}");
        assert!(sizes.iter().all(|sizes| sizes.d == sizes.p + sizes.q && sizes.n == 1));
    }
}

/// Few samples at small D, more samples than dimensions everywhere; only the latter where a claim assumes N > D.
#[test]
fn numbers_of_samples_are_swept() {
    let swept = |claim: &Claim| -> Vec<(usize, usize)> {
        holds(Oracle::Exact, claim).sizes.iter().map(|sizes| (sizes.d, sizes.n)).collect()
    };
    let identity = formula!(|X| X);
    let premise = || Claim::new("samples", "X = X").given([matrix("X", D, N)]);
    let few = [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3), (2, 4), (3, 1), (3, 2), (3, 3), (3, 4), (3, 5), (4, 6)];
    assert_eq!(swept(&premise().identity(identity, identity))[..13], few);
    let many = [(1, 2), (1, 3), (2, 3), (2, 4), (3, 4), (3, 5), (4, 6), (5, 7), (6, 8), (7, 9), (8, 10)];
    assert_eq!(swept(&premise().more_samples_than_dimensions().identity(identity, identity)), many);
}
