//! Filters, and wrong usage.

use crate::command::{CLAIM, gradus};
use serde_json::Value;

fn ids(arguments: &[&str]) -> Vec<String> {
    let all = [&["verify"], arguments, &["--effort", "quick", "--json", "-"]].concat();
    let result = gradus(&all);
    assert_eq!(result.code, 0, "{}", result.err);
    let json: Value = serde_json::from_str(&result.out).expect("JSON on the standard output");
    json["claims"].as_array().expect("claims").iter().map(|claim| claim["id"].as_str().expect("id").into()).collect()
}

#[test]
fn a_filter_is_an_exact_name_or_a_part_of_one() {
    assert_eq!(ids(&[CLAIM]), [CLAIM]);
    // `gradient` is also the beginning of other names, but an exact name is meant exactly.
    assert_eq!(ids(&["det_gradient/gradien"]), [CLAIM]);
    let derivation = ids(&["log_det_gradient"]);
    assert!(derivation.len() > 1 && derivation.iter().all(|id| id.starts_with("log_det_gradient/")));
    assert_eq!(ids(&[CLAIM, "log_density/score_in_x"]), ["log_density/score_in_x", CLAIM]);
}

#[test]
fn usage_errors_exit_with_2_and_say_what_to_do() {
    for (arguments, message) in [
        (&["verify", "log_det_gradeint"][..], "did you mean `log_det_gradient`?"),
        (&["sgima_gradient"], "did you mean `sigma_gradient`?"),
        (&["verify", "xyzzyxyzzy"], "no derivation or claim matches `xyzzyxyzzy`; `gradus list` shows them all"),
        (&["verify", ""], "no derivation or claim matches ``"),
        (&["show", "log_det_gradeint"], "did you mean `log_det_gradient`?"),
        (&["lsit"], "did you mean `list`?"),
        (&["--jobs", "0"], "at least one thread is needed"),
        (&["verify", "--jobs", "0"], "at least one thread is needed"),
        (&["verify", "--jobs", "many"], "write a number, 1 or more"),
        (&["verify", "--seed", "-1"], "unexpected argument"),
        (&["verify", "--seed", "pi"], "invalid value 'pi'"),
        (&["verify", "--effort", "heroic"], "possible values: quick, standard, thorough"),
        (&["--seed", "3", "list"], "the command comes first, then its options: `gradus list …`"),
        (&["show"], "NAME"),
        (&["evaluate", CLAIM], "FILE.json"),
        (&["evaluate", "gradient", "values.json"], "write one of them in full"),
        (&["evaluate", "no_such_claim_at_all", "values.json"], "no derivation or claim matches"),
    ] {
        let result = gradus(arguments);
        assert_eq!(result.code, 2, "{arguments:?}: {}", result.err);
        assert!(result.err.contains(message), "{arguments:?}: {}", result.err);
        assert_eq!(result.out, "", "{arguments:?}");
    }
}
