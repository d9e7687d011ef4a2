//! Reports as JSON.

use crate::command::{gradus, json, scratch};
use serde_json::Value;

fn keys(value: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> = value.as_object().expect("an object").keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

#[test]
fn json_has_the_documented_shape_and_agrees_with_the_tables() {
    let path = scratch("verdicts.json");
    std::fs::write(&path, "x".repeat(1 << 20)).expect("an older and longer file");
    let name = path.to_str().expect("a path in UTF-8");
    let tables = gradus(&["log_det_gradient", "--effort", "quick", "--json", name]);
    assert_eq!(tables.code, 0, "{}", tables.err);
    let text = std::fs::read_to_string(&path).expect("the file was written");
    let document: Value = serde_json::from_str(&text).expect("JSON in the file");

    assert_eq!(keys(&document), ["claims", "schema", "seed", "summary"]);
    let summary = &document["summary"];
    let names = [
        "claims",
        "controls",
        "controls_refuted",
        "derivations",
        "errata",
        "exact",
        "false_accept_bound",
        "false_alarm_bound",
        "holds",
        "numerical",
        "refuted",
        "seconds",
        "tempting_mistakes",
        "unchecked",
    ];
    assert_eq!(keys(summary), names);
    assert_eq!((&document["schema"], &document["seed"]), (&Value::from(1), &Value::from(20_060_101)));

    let claims = document["claims"].as_array().expect("claims");
    let number = |name: &str| summary[name].as_u64().expect("a count");
    let verdicts = |verdict: &str| claims.iter().filter(|claim| claim["verdict"] == verdict).count() as u64;
    assert_eq!((number("claims"), number("derivations")), (claims.len() as u64, 1));
    assert_eq!((number("holds"), number("refuted")), (verdicts("holds"), verdicts("refuted")));
    assert!(number("holds") > 0 && number("refuted") > 0, "the derivation has claims and errata");
    assert_eq!((number("errata"), number("tempting_mistakes")), (number("refuted"), 0));
    let mut controls = 0;
    for claim in claims {
        let id = claim["id"].as_str().expect("id");
        for name in ["derivation", "latex", "expected", "verdict"] {
            assert!(claim[name].is_string(), "{id}: {name}");
        }
        assert!(claim["equations"].as_array().expect("equations").iter().all(Value::is_string));
        assert_eq!(claim["expected"], claim["verdict"], "{id}");
        assert_eq!(claim["kind"], if claim["expected"] == "holds" { "claim" } else { "erratum" }, "{id}");
        for evidence in claim["evidence"].as_array().expect("evidence") {
            let verdict = evidence["verdict"].as_str().expect("verdict");
            assert!(["holds", "refuted", "contradicts", "abstains", "invalid"].contains(&verdict), "{id}: {verdict}");
            assert!(evidence["oracle"].is_string() && evidence["bound"].is_number(), "{id}");
            let dimensions: Vec<u64> = evidence["dimensions"]
                .as_array()
                .expect("dimensions")
                .iter()
                .map(|dimension| dimension.as_u64().expect("a dimension"))
                .collect();
            assert!(dimensions.is_sorted_by(|a, b| a < b), "{id}: {dimensions:?}");
        }
        for control in claim["controls"].as_array().expect("controls") {
            controls += 1;
            assert!(control["name"].is_string() && control["refuted_by"].is_string(), "{id}");
        }
        let refuted = claim["verdict"] == "refuted";
        assert_eq!(claim["witness"].is_object(), refuted, "{id}");
        if refuted {
            let witness = &claim["witness"];
            assert!(keys(&witness["sizes"]).iter().all(|name| ["D", "N", "P", "Q"].contains(name)), "{id}");
            for rows in [&witness["left"], &witness["right"]]
                .into_iter()
                .chain(witness["inputs"].as_object().expect("inputs").values())
            {
                assert!(
                    rows.as_array().expect("rows").iter().all(|row| row
                        .as_array()
                        .expect("a row")
                        .iter()
                        .all(Value::is_string))
                );
            }
            assert_ne!(witness["left"], witness["right"], "{id}");
        }
    }
    assert_eq!((number("controls"), number("controls_refuted")), (controls, controls));

    // The tables say the same.
    let line =
        format!("1 derivation · {} claims · {} hold · {} errata", claims.len(), number("holds"), number("refuted"));
    assert!(tables.out.contains(&line), "{line} in\n{}", tables.out);
    assert!(tables.out.contains(&format!("{controls}/{controls} controls refuted")));
    for claim in claims {
        let name = claim["id"].as_str().and_then(|id| id.split_once('/')).expect("an id").1;
        let expected = if claim["verdict"] == "holds" { "holds" } else { "refuted, as expected" };
        let is_row = |line: &&str| line.starts_with('✓') && line.split_whitespace().nth(1) == Some(name);
        let row = tables.out.lines().find(is_row).expect("a row");
        assert!(row.contains(expected), "{row}");
    }
}

#[test]
fn the_same_seed_gives_the_same_run_on_any_number_of_threads() {
    let run = |jobs: &str, seed: &str| {
        let mut value = json(&["mu_gradient", "--effort", "quick", "--seed", seed, "--jobs", jobs, "--json", "-"]);
        let seconds = value["summary"].as_object_mut().expect("summary").remove("seconds");
        assert!(seconds.is_some_and(|seconds| seconds.as_f64().is_some_and(|seconds| seconds > 0.0)));
        value
    };
    let one = run("1", "7");
    assert_eq!(one, run("2", "7"));
    assert_ne!(one, run("1", "8"), "another seed visits other points");
}

#[test]
fn an_unwritable_path_is_found_before_the_run() {
    let folder = scratch("");
    for path in ["/no/such/folder/verdicts.json", folder.to_str().expect("UTF-8")] {
        let result = gradus(&["verify", "--effort", "thorough", "--json", path]);
        assert_eq!((result.code, result.out.as_str()), (2, ""));
        assert!(result.err.starts_with(&format!("error: cannot write {path}: ")), "{}", result.err);
        assert_eq!(result.err.lines().count(), 1);
    }
}

#[test]
fn list_is_data() {
    let document = json(&["list", "symmetric_part", "--json", "-"]);
    assert_eq!(keys(&document), ["derivations", "schema"]);
    let [derivation] = &document["derivations"].as_array().expect("derivations")[..] else { panic!("one derivation") };
    assert_eq!(keys(derivation), ["about", "claims", "name", "title"]);
    let claims = derivation["claims"].as_array().expect("claims");
    assert_eq!(claims.len(), 15);
    let claim = claims.iter().find(|claim| claim["name"] == "same_matrix").expect("a claim");
    assert_eq!((&claim["kind"], &claim["correction"]), (&"tempting_mistake".into(), &"decomposition".into()));
    assert_eq!(claim["given"][0]["text"], "A: D×D");
    assert!(claim["latex"].is_string() && claim.get("verdict").is_none());
}

#[test]
fn show_and_errata_are_data() {
    let shown = json(&["show", "symmetric_part/decomposition", "--effort", "quick", "--json", "-"]);
    let [claim] = &shown["claims"].as_array().expect("claims")[..] else { panic!("one claim") };
    assert_eq!((&claim["id"], &claim["verdict"]), (&"symmetric_part/decomposition".into(), &"holds".into()));
    let path = scratch("errata.json");
    let arguments = ["errata", "symmetric_part", "trace_gradient", "--effort", "quick", "--json"];
    let text = gradus(&[&arguments[..], &[path.to_str().expect("UTF-8")]].concat());
    assert!(text.code == 0 && text.out.contains("3 errata and 2 tempting mistakes"), "{}", text.out);
    let errata: Value = serde_json::from_str(&std::fs::read_to_string(path).expect("a file")).expect("JSON");
    assert_eq!(keys(&errata), ["errata", "schema", "seed", "tempting_mistakes"]);
    for (list, count, kind) in [("errata", 3, "erratum"), ("tempting_mistakes", 2, "tempting_mistake")] {
        let list = errata[list].as_array().expect("a list");
        assert_eq!(list.len(), count);
        for entry in list {
            assert_eq!((&entry["claim"]["kind"], &entry["claim"]["verdict"]), (&kind.into(), &"refuted".into()));
            assert_eq!(entry["claim"]["correction"], entry["correction"]["name"]);
            assert_eq!(entry["correction"]["verdict"], "holds");
        }
    }
    let nowhere = gradus(&["list", "--json", "/no/such/folder/list.json"]);
    assert_eq!((nowhere.code, nowhere.out.as_str()), (2, ""));
}
