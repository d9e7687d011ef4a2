//! Claims that are built wholly at run time: formulas from expressions, sizes and inputs of any name.

use gradus::claim::{Claim, Derivation, Expected, Extremum, LeftSide, Mistake};
use gradus::derivative::Convention;
use gradus::expression::{Expression, Operation};
use gradus::input::{Role, Size, covariance, matrix, number, symmetric, vector};
use gradus::limits::DEEPEST_NESTING;
use gradus::name::name;
use gradus::oracle::Oracle;
use gradus::session::{Session, kept};
use gradus::suite::{Settings, verify};
use gradus::verdict::{ClaimReport, Verdict};
use gradus::{Formula, Matrix, Point};
use std::collections::BTreeSet;

/// A text that the compiler does not know.
fn text(known: &str) -> &'static str {
    name(&known.chars().collect::<String>()).expect("a name")
}

fn input(name: &str) -> Expression {
    Expression::Input(text(name))
}

fn product(factors: impl IntoIterator<Item = Expression>) -> Expression {
    Expression::Product(factors.into_iter().collect())
}

fn sum(terms: impl IntoIterator<Item = Expression>) -> Expression {
    Expression::Sum(terms.into_iter().collect())
}

fn negative(of: Expression) -> Expression {
    Expression::Negative(Box::new(of))
}

fn half() -> Expression {
    Expression::Ratio(1, 2)
}

fn transpose(of: Expression) -> Expression {
    of.apply(Operation::Transpose)
}

fn inverse(of: Expression) -> Expression {
    of.apply(Operation::Inverse)
}

fn difference(a: Expression, b: Expression) -> Expression {
    sum([a, negative(b)])
}

fn size(name: &str) -> Size {
    Size::of(text(name), Role::Dimension)
}

fn samples(name: &str) -> Size {
    Size::of(text(name), Role::Samples)
}

fn report(claim: Claim) -> ClaimReport {
    let derivation = Derivation::new(String::from("read"), String::from("Read at run time")).claim(claim);
    verify(&[derivation], &Settings::default(), |_| ()).claims.remove(0)
}

fn negated_and_doubled() -> [Mistake; 2] {
    [Mistake::Negated, Mistake::Doubled]
}

/// (η − μ)ᵀ P (η − μ)
fn quadratic() -> Expression {
    let deviation = || difference(input("η"), input("μ"));
    product([transpose(deviation()), input("P"), deviation()])
}

/// One claim for each form of a left side, true, over inputs called η, P and Q and sizes M and K.
fn true_claims(session: &Session) -> Vec<Claim> {
    let formula = |expression: Expression| session.formula(expression).expect("a formula");
    let (m, k) = (size("M"), samples("K"));
    let column = |of: Expression, index: &str| Expression::Column(Box::new(of), Box::new(input(index)));
    let over = |term: Expression| Expression::Over { index: text("k"), to: text("K"), term: Box::new(term) };
    let exponential = |of: Expression| of.apply(Operation::Exponential);
    vec![
        // Kalman's gain in two forms.
        Claim::new(String::from("gain"), String::from("P(P + Q)^{-1} = (I + QP^{-1})^{-1}"))
            .given([covariance(text("P"), m), covariance(text("Q"), m)])
            .identity(
                formula(product([input("P"), inverse(sum([input("P"), input("Q")]))])),
                formula(inverse(sum([Expression::Identity(text("M")), product([input("Q"), inverse(input("P"))])]))),
            )
            .controls([Mistake::Negated, Mistake::Doubled, Mistake::InputsSwapped(text("P"), text("Q"))]),
        Claim::new(String::from("gradient"), String::from("d/dη (η − μ)ᵀP(η − μ) = 2P(η − μ)"))
            .given([vector(text("η"), m), vector(text("μ"), m), symmetric(text("P"), m)])
            .gradient(
                formula(quadratic()),
                text("η"),
                formula(product([Expression::integer(2), input("P"), difference(input("η"), input("μ"))])),
            )
            .controls([Mistake::Negated, Mistake::Halved, Mistake::InputsSwapped(text("η"), text("μ"))]),
        // Σₖ xₖxₖᵀ = XXᵀ
        Claim::new(String::from("scatter"), String::from("Σ x_k x_kᵀ = XXᵀ"))
            .given([matrix(text("X"), m, k)])
            .identity(
                formula(over(product([column(input("X"), "k"), transpose(column(input("X"), "k"))]))),
                formula(product([input("X"), transpose(input("X"))])),
            )
            .controls(negated_and_doubled()),
        Claim::new(String::from("exponentials"), String::from("e^a e^b = e^{a+b}"))
            .given([number(text("a")), number(text("b"))])
            .identity(
                formula(product([exponential(input("a")), exponential(input("b"))])),
                formula(exponential(sum([input("a"), input("b")]))),
            )
            .controls(negated_and_doubled()),
        // E[zᵀPz] = tr P
        Claim::new(String::from("expectation"), String::from("E[zᵀPz] = tr P"))
            .given([symmetric(text("P"), m)])
            .expectation(
                m,
                formula(product([transpose(input("noise")), input("P"), input("noise")])),
                formula(input("P").apply(Operation::Trace)),
            )
            .controls(negated_and_doubled()),
        Claim::new(String::from("least_squares"), String::from("arg min (η − μ)ᵀP(η − μ) = μ"))
            .given([vector(text("η"), m), vector(text("μ"), m), covariance(text("P"), m)])
            .extremum(
                Extremum::Minimum,
                Convention::Unconstrained,
                formula(quadratic()),
                text("η"),
                formula(input("μ")),
            )
            .controls(negated_and_doubled()),
    ]
}

#[test]
fn claims_with_every_left_side_hold() {
    let session = Session::new();
    let mut holding = BTreeSet::new();
    for claim in true_claims(&session) {
        let name = claim.name.clone();
        let report = report(claim);
        assert_eq!(report.verdict, Verdict::Holds, "{name}: {}", report.reason());
        assert!(report.controls.iter().all(|control| !control.refuted_by.is_empty()), "{name}");
        holding.extend(report.evidence.iter().filter(|found| found.holds()).map(|found| found.oracle));
    }
    assert_eq!(holding.into_iter().collect::<Vec<_>>(), Oracle::ALL, "every oracle has its say");
}

#[test]
fn false_ones_are_refuted_with_a_witness_and_a_diagnosis() {
    let session = Session::new();
    let formula = |expression: Expression| session.formula(expression).expect("a formula");
    let m = size("M");
    let claim = Claim::new("gradient", "d/dη ηᵀPη = Pη")
        .given([vector(text("η"), m), symmetric(text("P"), m)])
        .gradient(
            formula(product([transpose(input("η")), input("P"), input("η")])),
            text("η"),
            formula(product([input("P"), input("η")])),
        )
        .controls([Mistake::Negated]);
    let report_of = report(claim);
    assert_eq!(report_of.verdict, Verdict::Refuted);
    assert_eq!(report_of.diagnosis.as_deref(), Some("a factor 2 is missing: twice this form is right"));
    let witness = report_of.witness.expect("a witness");
    assert_eq!(witness.inputs.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["η", "P"]);
    assert_eq!(witness.sizes.of(m), 1);
    // False only where M and L differ: each size varies by itself.
    let (l, m) = (size("L"), size("M"));
    let claim = Claim::new("traces", "tr(A Aᵀ) L = tr(A Aᵀ) M")
        .given([matrix(text("A"), m, l)])
        .identity(
            formula(product([input("A"), transpose(input("A")), Expression::Size(text("L"))])),
            formula(product([input("A"), transpose(input("A")), Expression::Size(text("M"))])),
        )
        .controls([Mistake::Negated]);
    let report_of = report(claim);
    assert_eq!(report_of.verdict, Verdict::Refuted);
    let witness = report_of.witness.expect("a witness");
    assert_ne!(witness.sizes.of(l), witness.sizes.of(m));
}

#[test]
fn shapes_are_checked_and_both_operands_named() {
    let session = Session::new();
    let formula = session.formula(product([input("A"), input("x")])).expect("a formula");
    let mut point = Point::new(gradus::input::Sizes::ONE);
    point.insert("A", Matrix::from_element(2, 3, 1.0));
    point.insert("x", Matrix::from_element(2, 1, 1.0));
    let error = formula.at(&point).expect_err("shapes");
    assert_eq!(error.to_string(), "A: 2×3 times x: 2×1: the shapes do not fit");
    let nested = sum([product([input("A"), transpose(input("A"))]), input("x")]);
    let error = session.formula(nested).expect("a formula").at(&point).expect_err("shapes");
    assert_eq!(error.to_string(), "A Aᵀ: 2×2 plus x: 2×1: the shapes do not fit");
    // 2A, A2 and A/2; a 1×1 input is a number.
    point.insert("s", Matrix::from_element(1, 1, 4.0));
    let two = || Expression::integer(2);
    let value = |expression: Expression| session.formula(expression).expect("a formula").at(&point);
    assert_eq!(value(product([two(), input("A")])).expect("2A")[(1, 2)], 2.0);
    assert_eq!(value(product([input("A"), two()])).expect("A2")[(1, 2)], 2.0);
    assert_eq!(value(input("A").over(two())).expect("A/2")[(1, 2)], 0.5);
    assert_eq!(value(product([input("s"), input("A")])).expect("sA")[(0, 0)], 4.0);
    assert_eq!(value(input("s").power(3)).expect("s³")[(0, 0)], 64.0);
    assert_eq!(value(input("s").power(-1)).expect("s⁻¹")[(0, 0)], 0.25);
    assert!(value(input("A").power(2)).is_err_and(|error| error.is_shape()));
    assert!(value(input("A").apply(Operation::Logarithm)).is_err_and(|error| error.is_shape()));
    let third = Expression::Column(Box::new(input("x")), Box::new(Expression::integer(3)));
    assert!(value(third).expect_err("a column").to_string().contains("1 to 1"));
    assert!(value(half()).is_ok() && value(Expression::Ratio(1, 0)).is_err_and(|error| error.is_singular()));
}

#[test]
fn a_formula_ends_with_its_session() {
    let session = Session::new();
    let formula = session.formula(product([input("x"), input("x")])).expect("a formula");
    let point = Point::new(gradus::input::Sizes::ONE).with("x", Matrix::from_element(1, 1, 3.0));
    assert_eq!(formula.at(&point).expect("a square")[(0, 0)], 9.0);
    drop(session);
    // At other sizes, where no tape is known; the claim is invalid, not false.
    let other = Point::new(gradus::input::Sizes::new(2, 1, 1, 1)).with("x", Matrix::from_element(1, 1, 3.0));
    assert!(formula.at(&other).is_err_and(|error| error.is_session_ended()));
    let claim =
        Claim::new("square", "x² = x²").given([number("x")]).identity(formula, formula).controls([Mistake::Negated]);
    let report = report(claim);
    assert_ne!(report.verdict, Verdict::Holds);
    assert_ne!(report.verdict, Verdict::Refuted);
    // Other formulas never take its place.
    let session = Session::new();
    let other = session.formula(product([input("x"), input("x"), input("x")])).expect("a formula");
    assert!(other != formula);
    assert_eq!(other.at(&point).expect("a cube")[(0, 0)], 27.0);
}

#[test]
fn a_thousand_edits_take_no_more_memory_than_one() {
    let before = kept();
    let mut most = 0;
    for edit in 0..1000 {
        let session = Session::new();
        let right = product([Expression::integer(edit), input("η")]);
        let claim = Claim::new(format!("edit_{edit}"), format!("{edit}η = η{edit}"))
            .given([vector(text("η"), size("M"))])
            .identity(session.formula(right.clone()).expect("a formula"), session.formula(right).expect("a formula"));
        let LeftSide::Formula(left) = claim.left else { panic!("an identity") };
        let point = Point::new(gradus::input::Sizes::ONE).with("η", Matrix::from_element(2, 1, 1.0));
        assert_eq!(left.at(&point).expect("a value")[(0, 0)], f64::from(edit as i32), "no stale tape");
        most = most.max(kept());
    }
    assert!(most <= before + 100, "{most}"); // other tests keep theirs at the same time
}

#[test]
fn nesting_is_bounded() {
    let session = Session::new();
    let nested = |depth: usize| (1..depth).fold(input("x"), |inner, _| negative(inner));
    assert!(session.formula(nested(DEEPEST_NESTING)).is_ok());
    assert!(session.formula(nested(DEEPEST_NESTING + 1)).is_err_and(|error| error.is_too_large()));
}

#[test]
fn an_expression_says_what_it_uses_and_how_it_is_written() {
    let m = text("M");
    let weighted = Expression::Over {
        index: text("k"),
        to: text("K"),
        term: Box::new(product([input("k"), input("a"), Expression::Size(m)])),
    };
    assert_eq!(weighted.inputs(), ["a"]);
    assert_eq!(weighted.sizes(), ["K", "M"]);
    assert_eq!(weighted.to_string(), "∑_k^K k a M");
    assert_eq!(quadratic().to_string(), "(η − μ)ᵀ P (η − μ)");
    assert_eq!(half().to_string(), "1/2");
    let formula: Formula = Session::new().formula(input("x")).expect("a formula");
    assert_eq!(formula.text(), "a formula of a session that has ended");
}

#[test]
fn compiled_formulas_may_call_inputs_like_sizes() {
    use gradus::prelude::*;
    let claim = Claim::new("kalman", "PQ = (QP)ᵀ for symmetric P, Q")
        .given([gradus::input::symmetric("P", D), gradus::input::symmetric("Q", D), gradus::input::symmetric("N", D)])
        .identity(formula!(|P, Q, N| P * Q * N), formula!(|P, Q, N| (N * Q * P).transpose()))
        .controls([Mistake::Negated]);
    let derivation = Derivation::new("kalman", "Kalman").claim(claim);
    assert_eq!(verify(&[derivation], &Settings::default(), |_| ()).claims[0].verdict, Verdict::Holds);
    let sized = Claim::new("trace", "tr I = D")
        .given([vector("x", D)])
        .identity(
            formula!(|x; D| trace(&Matrix::<F>::identity(D, D))? + x[(0, 0)].clone()),
            formula!(|x; d| F::integer(d as i64) + x[(0, 0)].clone()),
        )
        .controls([Mistake::Negated]);
    assert!(matches!(sized.expected, Expected::Holds));
    let derivation = Derivation::new("sized", "Sized").claim(sized);
    assert_eq!(verify(&[derivation], &Settings::default(), |_| ()).claims[0].verdict, Verdict::Holds);
}

/// Products that are no matrix products, blocks, and powers with sizes, against loops over entries.
#[test]
fn operations_agree_with_loops_over_entries() {
    use gradus::expression::Pairing::{Hadamard, Kronecker};
    let a = Matrix::from_row_slice(2, 3, &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
    let b = Matrix::from_row_slice(3, 2, &[-1.0, 0.5, 2.0, 7.0, -3.0, 0.25]);
    let point = Point::new(gradus::input::Sizes::new(3, 1, 1, 1)).with("a", a.clone()).with("b", b.clone());
    let value = |of: &Expression| of.value(&point).map_err(|error| error.to_string());
    let pair = |pairing, a: Expression, b: Expression| Expression::Pair(pairing, Box::new(a), Box::new(b));

    let kronecker = value(&pair(Kronecker, input("a"), input("b"))).unwrap();
    assert_eq!(kronecker.shape(), (6, 6));
    for (i, j, k, l) in (0..36).map(|n| (n / 18, n / 6 % 3, n / 2 % 3, n % 2)) {
        assert_eq!(kronecker[(3 * i + k, 2 * j + l)], a[(i, j)] * b[(k, l)]);
    }
    let square = value(&pair(Hadamard, input("a"), input("a"))).unwrap();
    assert!(square.iter().zip(a.iter()).all(|(square, entry)| *square == entry * entry));
    assert!(value(&pair(Hadamard, input("a"), input("b"))).unwrap_err().contains("⊙"));

    let stacked = value(&input("a").apply(Operation::Vectorised)).unwrap();
    assert_eq!(stacked.iter().copied().collect::<Vec<f64>>(), [1.0, 4.0, 2.0, 5.0, 3.0, 6.0]);
    let ab = product([input("a"), input("b")]);
    let diagonal = value(&ab.clone().apply(Operation::Diagonal)).unwrap();
    let sums: Vec<f64> = (0..2).map(|i| (0..3).map(|k| a[(i, k)] * b[(k, i)]).sum()).collect();
    assert_eq!(diagonal.iter().copied().collect::<Vec<f64>>(), sums);
    let spread = value(&ab.apply(Operation::Diagonal).apply(Operation::DiagonalMatrix)).unwrap();
    assert_eq!(spread, Matrix::from_row_slice(2, 2, &[sums[0], 0.0, 0.0, sums[1]]));
    assert!(value(&input("a").apply(Operation::Diagonal)).is_err());
    assert!(value(&input("a").apply(Operation::DiagonalMatrix)).is_err());

    let ones = value(&Expression::Ones(text("D"))).unwrap();
    assert_eq!(ones, Matrix::from_element(3, 1, 1.0));
    let zero = || Expression::Ratio(0, 1);
    let blocks = Expression::Blocks(vec![vec![input("a"), zero()], vec![zero(), input("b")]]);
    let joined = value(&blocks).unwrap();
    assert_eq!(joined.shape(), (5, 5));
    for (i, j) in (0..25).map(|n| (n / 5, n % 5)) {
        let expected = match (i < 2, j < 3) {
            (true, true) => a[(i, j)],
            (false, false) => b[(i - 2, j - 3)],
            _ => 0.0,
        };
        assert_eq!(joined[(i, j)], expected);
    }
    assert!(value(&Expression::Blocks(vec![vec![input("a"), input("b")]])).is_err());
    assert!(value(&Expression::Blocks(vec![vec![zero(), zero()], vec![input("a"), input("a")]])).is_err());
    assert!(value(&Expression::Blocks(Vec::new())).is_err());

    let pi = value(&Expression::Pi).unwrap()[(0, 0)];
    assert!((pi - std::f64::consts::PI).abs() < 1e-15);
    let d = || Expression::Size(text("D"));
    let raised = |base: Expression, exponent: Expression| Expression::Raised(Box::new(base), Box::new(exponent));
    let number = |of: &Expression| value(of).map(|value| value[(0, 0)]);
    let two = || Expression::integer(2);
    assert_eq!(number(&raised(two(), d())), Ok(8.0));
    assert_eq!(number(&raised(two(), negative(d()))), Ok(0.125));
    assert!((number(&raised(two(), d().over(two()))).unwrap() - 8f64.sqrt()).abs() < 1e-14);
    assert!((number(&raised(two(), d().over(Expression::integer(7)))).unwrap() - 2f64.powf(3.0 / 7.0)).abs() < 1e-14);
    assert_eq!(number(&raised(negative(two()), d())), Ok(-8.0));
    assert!(number(&raised(negative(two()), half())).is_err());
    assert!(number(&raised(two(), product([d(), Expression::integer(1 << 40)]))).is_err());
    assert!(number(&raised(two(), input("a"))).is_err());
    assert!(number(&raised(two(), two().over(difference(d(), d())))).is_err());
}
