//! The command under the name of another program, with derivations of its own.

use gradus::command_line::{AS_EXPECTED, BAD_INPUT, run};
use gradus::course::Course;
use gradus::prelude::*;

fn course() -> Course {
    let twice = |name| {
        Claim::new(name, "2x = x + x")
            .given([number("x")])
            .identity(formula!(|x| x * F::integer(2)), formula!(|x| x + x))
            .controls([Mistake::Negated, Mistake::Doubled])
    };
    let derivation = |name: String| {
        Derivation::new(name, "Sums").claims((0..13).map(|k| Claim { name: format!("twice_{k}").into(), ..twice("") }))
    };
    vec![derivation("one".into()), derivation("two".into())].into()
}

/// The exit code, and both streams.
fn called(arguments: &[&str]) -> (u8, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = run(&course(), arguments.iter().copied(), &mut out, &mut err);
    (code, String::from_utf8(out).expect("UTF-8"), String::from_utf8(err).expect("UTF-8"))
}

#[test]
fn every_text_calls_the_program_by_its_name() {
    for program in ["mycourse", "/opt/tools/mycourse", "./mycourse"] {
        let mut all = String::new();
        for arguments in [
            &["--help"][..],
            &["verify", "--help"],
            &["list", "--help"],
            &["show", "--help"],
            &["errata", "--help"],
            &["coverage", "--help"],
            &["evaluate", "--help"],
            &["verify", "--effort", "quick"],
            &["verify", "one", "--effort", "quick", "--seed", "5"],
            &["list"],
            &["show", "one/twice_0", "--effort", "quick"],
            &["errata"],
            &["coverage"],
            &["verify", "oen"],
            &["--seed", "3", "list"],
            &["lsit"],
            &["verify", "--jobs", "0"],
            &["show"],
        ] {
            let (_, out, err) = called(&[&[program], arguments].concat());
            assert!(!out.contains('\u{1b}') && !err.contains('\u{1b}'), "no colours: {out}{err}");
            assert!(!out.contains("{program}") && !err.contains("{program}"), "{out}{err}");
            all += &format!("{out}{err}\n");
        }
        assert!(!all.contains("gradus"), "{all}");
        for part in [
            "Usage: mycourse [OPTIONS] [FILTER]...",
            "Without a command, mycourse verifies: `mycourse --seed 3` is",
            "`mycourse show CLAIM` lists the inputs",
            "`mycourse verify DERIVATION`",
            &format!("to repeat: {program} verify one --seed 5 --effort quick\n"),
            "error: no derivation or claim matches `oen` (did you mean `one`?); `mycourse list` shows them all\n",
            "the command comes first, then its options: `mycourse list …`",
        ] {
            assert!(all.contains(part), "{part} in\n{all}");
        }
    }
}

#[test]
fn the_version_is_that_of_the_command() {
    let (code, out, _) = called(&["mycourse", "--version"]);
    assert_eq!((code, out.trim()), (AS_EXPECTED, concat!("mycourse (gradus ", env!("CARGO_PKG_VERSION"), ")")));
    assert_eq!(called(&[]).0, AS_EXPECTED, "no name at all");
    assert_eq!(called(&["mycourse", "verify", "nowhere"]).0, BAD_INPUT);
}

/// Words that a shell would take apart are quoted where the run is repeated.
#[test]
fn the_command_that_repeats_a_run_can_be_typed() {
    let (_, out, _) = called(&["my course/program", "verify", "one", "two/twice_1", "--effort", "quick"]);
    assert!(
        out.contains("to repeat: 'my course/program' verify one two/twice_1 --seed 20060101 --effort quick\n"),
        "{out}"
    );
}
