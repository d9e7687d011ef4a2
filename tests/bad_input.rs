//! Bad input: typed errors whose one line says what to do, and never a panic.

mod common;

use common::{evidence, report};
use gradus::oracle::{Finding, Oracle};
use gradus::prelude::*;
use gradus::verdict::Verdict;
use gradus::witness::Pattern;
use gradus::{Point, matrix};

type Values = Vec<(String, Matrix<f64>)>;

fn values(list: &[(&str, &[&[f64]])]) -> Values {
    let of = |rows: &[&[f64]]| Matrix::from_fn(rows.len(), rows.first().map_or(0, |row| row.len()), |i, j| rows[i][j]);
    list.iter().map(|(name, rows)| (name.to_string(), of(rows))).collect()
}

fn error_of(inputs: &[Input], given: Values) -> Error {
    let error = Point::from_values(inputs, given).map(|_| ()).expect_err("the input is bad");
    let message = error.to_string();
    assert!(!message.contains('\n') && message.len() < 200, "one line: {message}");
    error
}

const COVARIANCE: [Input; 1] = [covariance("S", D)];

#[test]
fn covariances_are_checked() {
    let of = |rows: &[&[f64]]| error_of(&COVARIANCE, values(&[("S", rows)]));
    let error = of(&[&[1.0, 0.0]]);
    assert!(error.is_shape());
    assert_eq!(error.to_string(), "S is 1×2; it must be square: pass a D×D matrix");

    let error = of(&[&[1.0, 0.5, 0.0], &[0.5, 1.0, 0.0], &[0.0, 0.25, 1.0]]);
    assert!(error.is_not_symmetric() && error.entry() == Some((1, 2)));
    assert!(error.to_string().contains("entry (1,2), counted from 0, differs from (2,1) by 2.500e-1"));

    // Which leading minor fails.
    for (rows, minor) in [
        (&[&[1.0, 2.0, 0.0][..], &[2.0, 1.0, 0.0], &[0.0, 0.0, 1.0]][..], 2),
        (&[&[1.0, 1.0, 0.0], &[1.0, 1.0, 0.0], &[0.0, 0.0, 1.0]], 2),
    ] {
        let error = of(rows);
        assert!(error.is_not_positive_definite() && error.minor() == Some(minor));
        assert!(error.to_string().contains(&format!("leading {minor}×{minor} minor")));
    }
    for (rows, index, value) in [
        (&[&[-1.0, 0.0, 0.0][..], &[0.0, 1.0, 0.0], &[0.0, 0.0, 1.0]][..], 0, -1.0),
        (&[&[1.0, 0.0, 0.0], &[0.0, 1.0, 0.0], &[0.0, 0.0, 0.0]], 2, 0.0),
    ] {
        let error = of(rows);
        assert!(error.is_not_positive_definite() && error.minor() == Some(index + 1));
        assert!(error.to_string().contains(&format!("entry ({index},{index}), counted from 0, is {value}")));
    }

    for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let error = of(&[&[1.0, 0.0], &[bad, 1.0]]);
        assert!(error.is_not_finite() && error.entry() == Some((1, 0)));
        assert!(error.to_string().starts_with("S has a NaN or infinite entry at (1,0)"));
    }
    assert!(of(&[]).is_empty_input());
}

#[test]
fn sizes_must_fit() {
    let inputs = [vector("x", D), covariance("S", D)];
    let identity: &[&[f64]] = &[&[1.0, 0.0], &[0.0, 1.0]];
    let error = error_of(&inputs, values(&[("x", &[&[1.0], &[2.0], &[3.0]]), ("S", identity)]));
    assert!(error.is_shape());
    assert_eq!(error.to_string(), "S is 2×2; expected 3×3");
    let error = error_of(&inputs, values(&[("x", &[&[1.0, 2.0]]), ("S", identity)]));
    assert!(error.is_shape(), "{error}");
    // No samples, no dimensions.
    let data = [matrix("X", D, N)];
    assert!(error_of(&data, vec![("X".into(), Matrix::zeros(2, 0))]).is_empty_input());
    let error = error_of(&data, vec![("X".into(), Matrix::zeros(0, 3))]);
    assert!(error.is_empty_input() && error.to_string().starts_with("X is empty"));
}

#[test]
fn names_must_be_known() {
    let given: &[&[f64]] = &[&[1.0]];
    let error = error_of(&COVARIANCE, values(&[("T", given)]));
    assert_eq!(error.to_string(), "no input is named `T`; the claim gives S");
    let error = error_of(&COVARIANCE, Vec::new());
    assert_eq!(error.to_string(), "the input `S` is missing; the claim needs S");
    // One too many is a mistake as well: it would be ignored silently.
    let error = error_of(&COVARIANCE, values(&[("S", given), ("x", given)]));
    assert_eq!(error.to_string(), "no input is named `x`; the claim gives S");
}

#[test]
fn other_sets_are_checked() {
    let singular: &[&[f64]] = &[&[1.0, 2.0], &[2.0, 4.0]];
    let error = error_of(&[invertible("A", D)], values(&[("A", singular)]));
    assert!(error.is_singular());
    assert!(error.to_string().contains("A is singular: it has no inverse; check for linearly dependent rows"));
    let skew: &[&[f64]] = &[&[1.0, 2.0], &[-2.0, 4.0]];
    assert!(error_of(&[symmetric("A", D)], values(&[("A", skew)])).is_not_symmetric());
    assert!(error_of(&[positive("l", D)], values(&[("l", &[&[1.0], &[0.0]])])).is_domain());
    assert!(error_of(&[orthogonal("U", D)], values(&[("U", skew)])).is_malformed());
}

#[test]
fn good_input_is_accepted_and_its_factor_added() {
    let rows: &[&[f64]] = &[&[4.0, 2.0], &[2.0, 3.0]];
    let point = Point::from_values(&COVARIANCE, values(&[("S", rows)])).expect("a covariance");
    let factor = point.matrix("S_factor").expect("its factor");
    approx::assert_relative_eq!(&(factor * factor.transpose()), point.matrix("S").unwrap(), epsilon = 1e-15);
    assert_eq!(factor[(0, 1)], 0.0);
}

#[test]
fn matrix_functions_return_errors() {
    let flat = Matrix::<f64>::zeros(2, 3);
    let singular = Matrix::<f64>::zeros(2, 2);
    let empty = Matrix::<f64>::zeros(0, 0);
    let error = matrix::inverse(&flat).expect_err("not square");
    assert!(error.is_shape());
    assert_eq!(error.to_string(), "the matrix to invert is 2×3; it must be square: pass a D×D matrix");
    assert!(matrix::inverse(&singular).is_err_and(|error| error.is_singular()));
    assert!(matrix::inverse(&empty).is_err_and(|error| error.is_empty_input()));
    assert!(matrix::determinant(&flat).is_err_and(|error| error.is_shape()));
    assert_eq!(matrix::determinant(&singular), Ok(0.0));
    assert!(matrix::log_determinant(&singular).is_err_and(|error| error.is_singular()));
    assert!(matrix::log_determinant(&-Matrix::<f64>::identity(1, 1)).is_err_and(|error| error.is_domain()));
    assert!(matrix::trace(&flat).is_err_and(|error| error.is_shape()));
    assert!(matrix::bilinear(&flat, &flat, &flat).is_err_and(|error| error.is_shape()));
    assert!(matrix::blocks(&singular, 2).is_err_and(|error| error.is_shape()));
    assert!(matrix::blocks(&singular, 0).is_err_and(|error| error.is_shape()));
    assert!(matrix::split_rows(&singular, 3).is_err_and(|error| error.is_shape()));
    assert!(matrix::stack(&flat, &singular).is_err_and(|error| error.is_shape()));
    assert!(matrix::beside(&flat, &Matrix::<f64>::zeros(3, 3)).is_err_and(|error| error.is_shape()));
    assert!(Convention::FreeEntries.convert(&flat).is_err_and(|error| error.is_shape()));
    assert!(differential(matrix::trace, &singular, &flat).is_err_and(|error| error.is_shape()));
}

// Claims that are stated badly --------------------------------------------------------------------------------------

fn is_invalid(claim: &Claim, why: &str) {
    let report = report(claim);
    assert_eq!(report.verdict, Verdict::Invalid, "{}: {}", claim.name, report.reason());
    assert!(report.reason().contains(why), "{}: {}", claim.name, report.reason());
    assert!(!report.as_expected());
}

#[test]
fn shapes_that_do_not_match_are_an_error_of_the_formula() {
    let point = || Point::from_values(&[matrix("A", D, N)], values(&[("A", &[&[1.0, 2.0]])])).expect("good input");
    let error = formula!(|A| A * A).at(&point()).expect_err("1×2 times 1×2");
    assert!(error.is_shape() && error.to_string() == "A: 1×2 times A: 1×2: the shapes do not fit", "{error}");
    let error = formula!(|A| A + A.transpose()).at(&point()).expect_err("1×2 plus 2×1");
    assert!(error.is_shape(), "{error}");
    fn squared<F: Field>(a: &Matrix<F>) -> Matrix<F> {
        a * a
    }
    let error = formula!(|A| squared(A)).at(&point()).expect_err("the same between matrices of nalgebra");
    assert!(error.is_shape() && error.to_string().contains("dimensions mismatch"), "{error}");
    let error = formula!(|A| A[(5, 5)].clone()).at(&point()).expect_err("no such entry");
    assert!(error.is_shape(), "{error}");
    assert!(!error.to_string().contains('\n'), "{error}");

    let claim = |left, right| Claim::new("shapes", "shapes").given([matrix("A", D, N)]).identity(left, right);
    // On the left nothing can be judged; on the right the form is wrong.
    is_invalid(&claim(formula!(|A| A * A), formula!(|A| A * A)), "shape");
    let report = report(&claim(formula!(|A| A), formula!(|A| A.transpose())));
    assert_eq!(report.verdict, Verdict::Refuted);
    assert_eq!(report.witness.as_ref().and_then(|witness| witness.pattern), Some(Pattern::Shapes));
}

/// A panic that is not about shapes says nothing about the mathematics: it must not refute.
#[test]
fn a_formula_that_panics_is_invalid() {
    fn careless<F: Field>(a: &Matrix<F>) -> F {
        let first_missing = a.iter().nth(a.len());
        first_missing.expect("nothing to take").clone()
    }
    let point = Point::from_values(&[number("a")], values(&[("a", &[&[1.0]])])).expect("good input");
    let error = formula!(|a| careless(a)).at(&point).expect_err("it panics");
    assert_eq!(error.to_string(), "the formula panicked: nothing to take; return an error instead");
    let given = [vector("a", D)];
    let left = Claim::new("left", "l").given(given).identity(formula!(|a| careless(a)), formula!(|a| a));
    is_invalid(&left, "panicked");
    let right = Claim::new("right", "r").given(given).identity(formula!(|a| a), formula!(|a| careless(a)));
    is_invalid(&right, "panicked");
    for oracle in [Oracle::Exact, Oracle::Floating] {
        assert!(matches!(evidence(oracle, &right).finding, Finding::Invalid(_)));
    }
    // As a control it must not count as refuted.
    let claim = Claim::new("control", "c")
        .given(given)
        .identity(formula!(|a| a), formula!(|a| a))
        .control("panics", formula!(|a| careless(a)));
    let report = report(&claim);
    assert_eq!(report.verdict, Verdict::Unchecked);
    assert!(report.controls[0].refuted_by.is_empty());
    // A usual panic elsewhere is still loud and still a panic.
    assert!(std::panic::catch_unwind(|| careless(&Matrix::<f64>::zeros(1, 1))).is_err());
}

#[test]
fn unknown_names_in_a_claim_are_invalid() {
    let given = [vector("x", D)];
    is_invalid(&Claim::new("right", "r").given(given).identity(formula!(|x| x), formula!(|y| y)), "named `y`");
    is_invalid(&Claim::new("left", "l").given(given).identity(formula!(|y| y), formula!(|x| x)), "named `y`");
    let square = formula!(|x| x.transpose() * x);
    is_invalid(&Claim::new("variable", "v").given(given).gradient(square, "y", formula!(|x| x)), "named `y`");
    let extremum = Claim::new("extremum", "e").given(given).extremum(
        Extremum::Minimum,
        Convention::Unconstrained,
        square,
        "y",
        formula!(|x| x),
    );
    is_invalid(&extremum, "named `y`");
    let size =
        Claim::new("size", "s").given(given).identity(formula!(|x| x), formula!(|x; r| x * F::integer(r as i64)));
    is_invalid(&size, "named `r`");
    let expectation = Claim::new("noise", "n").given(given).expectation(D, formula!(|y| y), formula!(|x| x));
    is_invalid(&expectation, "named `y`");
    let sample = Claim::new("law", "l").given(given).law(D, formula!(|y| y), formula!(|x| x));
    is_invalid(&sample, "named `y`");
}

#[test]
fn gradients_need_a_scalar_or_a_vector_function() {
    // The derivative of a matrix by a number is a matrix; by a matrix it has four indices.
    let matrix_valued = Claim::new("matrix_valued", "m").given([covariance("S", D)]).gradient(
        formula!(|S| inverse(S)),
        "S",
        formula!(|S| Ok::<_, Error>(-(inverse(S)? * inverse(S)?))),
    );
    is_invalid(&matrix_valued, "the function to differentiate");
    let not_square = Claim::new("not_square", "n").given([matrix("A", D, N)]).gradient_in(
        Convention::FreeEntries,
        formula!(|A| trace(&(A * A.transpose()))),
        "A",
        formula!(|A| A * F::integer(2)),
    );
    is_invalid(&not_square, "must be square");
    let extremum = Claim::new("extremum", "e").given([matrix("A", D, N)]).extremum(
        Extremum::Minimum,
        Convention::Symmetrised,
        formula!(|A| trace(&(A * A.transpose()))),
        "A",
        formula!(|A| A - A),
    );
    let verdict = report(&extremum).verdict;
    assert!(verdict != Verdict::Holds, "{verdict}");
    let matrix_extremum = Claim::new("matrix_extremum", "m").given([covariance("S", D)]).extremum(
        Extremum::Minimum,
        Convention::Unconstrained,
        formula!(|S| inverse(S)),
        "S",
        formula!(|S| S),
    );
    assert_ne!(report(&matrix_extremum).verdict, Verdict::Holds);
}

#[test]
fn a_claim_without_controls_is_unchecked() {
    let claim = Claim::new("bare", "b").given([vector("x", D)]).identity(formula!(|x| x), formula!(|x| x));
    let report = report(&claim);
    assert_eq!(report.verdict, Verdict::Unchecked);
    assert!(report.reason().contains("no control"), "{}", report.reason());
    assert!(!report.as_expected());
}

#[test]
fn a_vacuous_control_is_reported() {
    let claim = Claim::new("vacuous", "v")
        .given([covariance("S", D)])
        .identity(formula!(|S| inverse(S)), formula!(|S| inverse(S)))
        .controls([Mistake::Negated, Mistake::Transposed]);
    let report = report(&claim);
    assert_eq!(report.verdict, Verdict::Unchecked);
    assert_eq!(report.reason(), "vacuous: the control `transposed` survives");
    assert!(!report.controls[0].refuted_by.is_empty() && report.controls[1].refuted_by.is_empty());
}

/// One kind of oracle is not enough, be it for the claim or for its controls.
#[test]
fn two_oracles_that_could_fail_are_needed() {
    // Quadrature alone sees that this integral is right, and its word alone refutes no control.
    let claim = Claim::new("one", "E[1/(5/4+z^2)]")
        .expectation(
            ONE,
            formula!(|noise| (F::ratio(5, 4)? + noise[(0, 0)].clone() * noise[(0, 0)].clone()).reciprocal()),
            formula!(|| F::ratio(551_958_068_160_545, 1_000_000_000_000_000)),
        )
        .controls([Mistake::Negated]);
    let report = report(&claim);
    assert_eq!(report.verdict, Verdict::Unchecked);
    assert!(report.reason().contains("survives"), "{}", report.reason());
    assert!(report.evidence.iter().any(|evidence| evidence.oracle == Oracle::Quadrature && evidence.holds()));
}

/// A run that has judged nothing has shown nothing.
#[test]
fn an_empty_suite_is_empty_and_not_as_expected() {
    let report = verify(&[], &Settings::default(), |_| ());
    assert!(report.claims.is_empty() && !report.as_expected());
    assert_eq!(report.summary(), gradus::suite::Summary::default());
}

// Sizes and amounts -------------------------------------------------------------------------------------------------

fn number_of(name: &str, value: f64) -> (String, Matrix<f64>) {
    (name.into(), Matrix::from_element(1, 1, value))
}

#[test]
fn sizes_by_name_are_whole_and_within_reach() {
    let inputs = [number("x")];
    let with = |name, value| error_of(&inputs, vec![number_of("x", 1.0), number_of(name, value)]);
    for value in [0.0, -1.0, 1.5, f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let error = with("N", value);
        assert!(error.is_shape());
        assert_eq!(error.to_string(), format!("the size N is {value}; expected a whole number, 1 or more"));
    }
    for value in [4097.0, 1e5, 1e10, 1e19, 1e300, f64::MAX] {
        let error = with("N", value);
        assert!(error.is_too_large() && error.to_string().starts_with("the size N is "), "{error}");
    }
    assert!(with("D", 1e300).to_string().starts_with("the size D is 1e300; the limit is 4096: use"));
    let list = vec![number_of("x", 1.0), ("P".into(), Matrix::from_element(2, 1, 1.0))];
    assert_eq!(error_of(&inputs, list).to_string(), "the size P is a list of 2; expected a whole number, 1 or more");
    assert!(Point::from_values(&inputs, vec![number_of("x", 1.0), number_of("N", 4096.0)]).is_ok());
}

#[test]
fn matrices_have_a_limit() {
    let error = error_of(&[matrix("X", D, N)], vec![("X".into(), Matrix::zeros(1, 5000))]);
    assert_eq!(error.to_string().split(';').next(), Some("the number of columns of X is 5000"));
    let error = error_of(&[covariance("S", D)], vec![("S".into(), Matrix::identity(600, 600))]);
    assert_eq!(error.to_string().split(';').next(), Some("the number of entries of S is 360000"));
}

#[test]
fn sizes_of_blocks_agree() {
    let joint = |extra: &[(&str, f64)]| {
        let mut values = vec![("joint".to_string(), Matrix::from_element(3, 1, 1.0))];
        values.extend(extra.iter().map(|&(name, value)| number_of(name, value)));
        values
    };
    let inputs = [vector("joint", P + Q)];
    let sizes = |extra: &[(&str, f64)]| Point::from_values(&inputs, joint(extra)).expect("they agree").sizes();
    for extra in [&[("P", 1.0)][..], &[("Q", 2.0)], &[("P", 1.0), ("Q", 2.0)], &[("P", 1.0), ("D", 3.0)]] {
        let sizes = sizes(extra);
        assert_eq!((sizes.p, sizes.q, sizes.d), (1, 2, 3), "{extra:?}");
    }
    for (extra, says) in [
        (&[("P", 3.0)][..], "the number of rows of joint is 3; expected P+Q with a whole Q of 1 or more, where P = 3"),
        (&[("P", 5.0)], "the number of rows of joint is 3; expected P+Q with a whole Q of 1 or more, where P = 5"),
        (&[("Q", 9.0)], "expected P+Q with a whole P of 1 or more, where Q = 9"),
        (&[("P", 2.0), ("Q", 2.0)], "joint is 3×1; expected 4×1, that is (P+Q)×1"),
        (&[("P", 1.0), ("D", 5.0)], "the size D is 5; expected P + Q = 3"),
        (&[], "the input `P` is missing; the claim needs the order of its first block"),
        (&[("D", 3.0)], "the input `P` is missing"),
    ] {
        let error = error_of(&inputs, joint(extra));
        assert!(error.to_string().contains(says), "{extra:?}: {error}");
    }
    // By the shapes alone.
    let inputs = [vector("a", P), vector("b", Q), vector("x", D)];
    let of = |p, q, d| {
        [("a", p), ("b", q), ("x", d)].map(|(name, rows)| (name.to_string(), Matrix::zeros(rows, 1))).to_vec()
    };
    assert!(Point::from_values(&inputs, of(1, 2, 3)).is_ok());
    assert_eq!(error_of(&inputs, of(1, 2, 4)).to_string(), "the size D is 4; expected P + Q = 3");
    let inputs = [vector("a", P), vector("x", D)];
    let sizes =
        Point::from_values(&inputs, vec![of(1, 2, 3)[0].clone(), of(1, 2, 3)[2].clone()]).expect("Q is 2").sizes();
    assert_eq!(sizes.q, 2);
    let error = error_of(&inputs, vec![of(4, 2, 3)[0].clone(), of(4, 2, 3)[2].clone()]);
    assert_eq!(error.to_string(), "the size P is 4; expected less than D = 3");
    // Other sums.
    let odd = [matrix("A", D + D, D + ONE)];
    let of = |rows, columns| vec![("A".to_string(), Matrix::zeros(rows, columns))];
    assert_eq!(Point::from_values(&odd, of(4, 3)).expect("D = 2").sizes().d, 2);
    let error = error_of(&odd, of(3, 3));
    assert_eq!(error.to_string(), "the number of rows of A is 3; expected 2D with a whole D of 1 or more");
    assert_eq!(error_of(&odd, of(4, 2)).to_string(), "A is 4×2; expected 4×3, that is 2D×(1+D)");
}

/// What cannot be counted is the largest number there is, and not a small one.
#[test]
fn sizes_do_not_wrap_around() {
    let sizes = gradus::input::Sizes::new(usize::MAX, 1, usize::MAX / 2 + 2, usize::MAX / 2 + 2);
    assert_eq!(sizes.of(D + ONE), usize::MAX);
    assert_eq!(sizes.of(P + Q), usize::MAX);
    assert_eq!(sizes.of(D + D), usize::MAX);
    let endless = (0..200).fold(ONE, |size, _| size + size);
    assert_eq!(sizes.of(endless), usize::MAX);
}

/// A point made by hand is held to the same limits.
#[test]
fn evaluation_has_limits() {
    use gradus::evaluate::evaluate;
    let of = |claim: &Claim, n| evaluate(claim, &Point::new(gradus::input::Sizes::new(1, n, 1, 1))).map(|_| ());
    let law = |noise| {
        Claim::new("law", "l").law(
            noise,
            formula!(|noise| noise),
            formula!(|; n| {
                law(&Matrix::zeros(n, 1), &Matrix::identity(n, n))
            }),
        )
    };
    assert_eq!(of(&law(N), 3), Ok(()));
    for (claim, n, message) in [
        (law(N), 10_000_000_000, "the size N is 10000000000; the limit is 4096"),
        (law(N + N), 3000, "the number of entries of the noise, 2N, is 6000; the limit is 4096"),
    ] {
        let error = of(&claim, n).expect_err("too large");
        assert!(error.is_too_large() && error.to_string().starts_with(message), "{error}");
    }

    // 10⁴ entries vary, and each value takes 10⁶ operations.
    let claim = Claim::new("work", "w").given([invertible("A", D)]).gradient(
        formula!(|A| log_determinant(A)),
        "A",
        formula!(|A| Ok::<_, Error>(inverse(A)?.transpose())),
    );
    let of = |order| {
        let point = Point::from_values(&claim.given, vec![("A".into(), Matrix::identity(order, order))])?;
        evaluate(&claim, &point).map(|_| ())
    };
    assert_eq!(of(12), Ok(()));
    let error = of(100).expect_err("too much work");
    assert!(error.is_too_large(), "{error}");
    assert!(error.to_string().starts_with("the number of operations for the left side is "), "{error}");
}

/// A formula stops before what it takes down fills the memory.
#[test]
fn a_formula_that_takes_too_many_steps_is_an_error() {
    let endless = formula!(|x| {
        let mut sum = x.clone();
        loop {
            sum = &sum * x + x;
            if sum.is_empty() {
                break sum;
            }
        }
    });
    let point = Point::from_values(&[number("x")], vec![number_of("x", 1.0)]).expect("good input");
    let error = endless.at(&point).expect_err("it never ends");
    assert!(error.is_out_of_reach());
    assert!(error.to_string().starts_with("the formula is out of reach: it takes more than 4194304"), "{error}");
    // Questions and inverses are steps as well.
    let asks = formula!(|x| {
        while !x[(0, 0)].is_zero() {}
        x
    });
    assert!(asks.at(&point).is_err_and(|error| error.is_out_of_reach()));
    // The next formula starts afresh.
    assert_eq!(formula!(|x| x + x).at(&point), Ok(Matrix::from_element(1, 1, 2.0)));
}
