//! What the errors say, and how large they are.

use super::{Error, Result};

/// Every kind of error, with the predicates that are true of it.
fn all() -> Vec<(Error, &'static [&'static str])> {
    vec![
        (Error::shape("mean", (2, 1), (3, 1)), &["shape"]),
        (Error::operands("2×3", "+", "3×2"), &["shape"]),
        (Error::not_square("S", (2, 3)), &["shape"]),
        (Error::not_symmetric("S", (1, 2), 0.5), &["not_symmetric"]),
        (Error::not_positive_definite("S", 2), &["not_positive_definite"]),
        (Error::not_positive_semidefinite("S", -0.5), &["not_positive_semidefinite"]),
        (Error::out_of_range("the weight", "not negative", "-1"), &["out_of_range"]),
        (Error::not_finite("S", (1, 2)), &["not_finite"]),
        (Error::too_few_samples(2, 2), &["too_few_samples"]),
        (Error::empty("X"), &["empty_input"]),
        (Error::too_large("N", 1e15, 4096), &["too_large"]),
        (Error::missing_input("x", "x and y"), &["missing_input"]),
        (Error::assumption("|A| > 0"), &["assumption"]),
        (Error::singular("A"), &["singular"]),
        (Error::singular("a divisor"), &["singular"]),
        (Error::domain("ln", -1.0), &["domain"]),
        (Error::undefined("N must be even"), &["domain"]),
        (Error::divergent("the expectation", "the integrand grows"), &["divergent"]),
        (Error::transcendental("ln", "rationals"), &["transcendental"]),
        (Error::precision_lost("a divisor"), &["precision_lost"]),
        (Error::out_of_reach("the formula", 7), &["out_of_reach"]),
        (Error::panicked("no"), &["panic"]),
        (Error::session_ended(), &["session_ended"]),
        (Error::unknown_input("z", "x and y"), &["unknown_name"]),
        (Error::unknown_derivation("sgima", " (did you mean `sigma`?)"), &["unknown_name"]),
        (Error::unknown_equation("N9", ""), &["unknown_name"]),
        (Error::ambiguous("mean", 2, "a/mean, b/mean"), &["ambiguous"]),
        (Error::malformed("c", "it has no sides"), &["malformed"]),
        (Error::table(3, "it has two columns"), &["malformed"]),
        (Error::nothing_to_judge("there are no claims"), &["nothing_to_judge"]),
        (Error::unanswered(), &["unanswered"]),
        (Error::setup("the kernel is missing", "run `gradus notebook`"), &["setup"]),
        (Error::file("read", "a.json", "it is a folder"), &["file"]),
    ]
}

#[test]
fn each_error_answers_to_its_predicate_alone() {
    type Named = (&'static str, fn(&Error) -> bool);
    let predicates: [Named; 26] = [
        ("shape", Error::is_shape),
        ("not_symmetric", Error::is_not_symmetric),
        ("not_positive_definite", Error::is_not_positive_definite),
        ("not_positive_semidefinite", Error::is_not_positive_semidefinite),
        ("out_of_range", Error::is_out_of_range),
        ("not_finite", Error::is_not_finite),
        ("too_few_samples", Error::is_too_few_samples),
        ("empty_input", Error::is_empty_input),
        ("too_large", Error::is_too_large),
        ("missing_input", Error::is_missing_input),
        ("assumption", Error::is_assumption),
        ("singular", Error::is_singular),
        ("domain", Error::is_domain),
        ("divergent", Error::is_divergent),
        ("transcendental", Error::is_transcendental),
        ("precision_lost", Error::is_precision_lost),
        ("out_of_reach", Error::is_out_of_reach),
        ("panic", Error::is_panic),
        ("session_ended", Error::is_session_ended),
        ("unknown_name", Error::is_unknown_name),
        ("ambiguous", Error::is_ambiguous),
        ("malformed", Error::is_malformed),
        ("nothing_to_judge", Error::is_nothing_to_judge),
        ("unanswered", Error::is_unanswered),
        ("setup", Error::is_setup),
        ("file", Error::is_file),
    ];
    for (error, expected) in all() {
        let found: Vec<&str> = predicates.iter().filter(|(_, test)| test(&error)).map(|(name, _)| *name).collect();
        assert_eq!(found, expected, "{error:?}");
    }
}

#[test]
fn accessors_return_what_the_message_names() {
    assert_eq!(Error::not_symmetric("S", (1, 2), 0.5).entry(), Some((1, 2)));
    assert_eq!(Error::not_finite("S", (2, 1)).entry(), Some((2, 1)));
    assert_eq!(Error::not_positive_definite("S", 3).minor(), Some(3));
    assert_eq!(Error::domain("ln", -2.0).argument(), Some(-2.0));
    assert_eq!(Error::table(4, "").line(), Some(4));
    for (error, of) in all() {
        assert_eq!(error.entry().is_some(), matches!(of, ["not_symmetric" | "not_finite"]), "{error:?}");
        assert_eq!(error.minor().is_some(), of == ["not_positive_definite"], "{error:?}");
    }
}

#[test]
fn a_message_is_one_line_that_does_not_depend_on_the_enum() {
    for (error, _) in all() {
        let message = error.to_string();
        assert!(message.len() < 200 && !message.contains('\n'), "{message}");
        assert_eq!(error.clone().to_string(), message);
        assert_eq!(error, error.clone());
    }
    assert_eq!(Error::shape("mean", (2, 1), "a row").to_string(), "mean is a row; expected 2×1");
    assert_eq!(Error::singular("a divisor").to_string(), "a divisor is zero");
    assert_eq!(
        Error::too_large("N", 1e15, 4096).to_string(),
        "N is 1e15; the limit is 4096: use smaller matrices or fewer samples"
    );
    assert_eq!(format!("{:?}", Error::domain("ln", -1.0)), r#"Domain { function: "ln", argument: -1.0 }"#);
}

#[test]
fn what_is_added_to_an_error_leaves_others_as_they_are() {
    let shape = Error::shape("joint", (3, 3), (2, 2)).also_expected("(P+Q)×(P+Q)");
    assert_eq!(shape.to_string(), "joint is 2×2; expected 3×3, that is (P+Q)×(P+Q)");
    let operands = Error::operands("2×3", "+", "3×2").between("A", "B");
    assert_eq!(operands.to_string(), "A: 2×3 + B: 3×2: the shapes do not fit");
    assert_eq!(Error::empty("X").also_expected("P+Q").between("A", "B"), Error::empty("X"));
}

/// Values of formulas are results, by the million.
#[test]
fn an_error_is_one_pointer_that_threads_may_share() {
    fn shared<T: Send + Sync + std::error::Error + 'static>() {}
    shared::<Error>();
    assert_eq!(size_of::<Error>(), size_of::<usize>());
    assert_eq!(size_of::<Result<()>>(), size_of::<usize>());
    assert_eq!(size_of::<Result<f64>>(), 2 * size_of::<usize>());
}
