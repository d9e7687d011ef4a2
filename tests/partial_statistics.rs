//! The example `partial_statistics`, with real processes: what they write and merge is what one process finds.

#![cfg(unix)]

use gradus::Matrix;
use gradus::gaussian::{Gaussian, SufficientStatistics};
use gradus::rand::SeedableRng;
use gradus::rand_chacha::ChaCha8Rng;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The example as cargo builds it with the features of this test; nothing is compiled again after `cargo test`.
fn example() -> PathBuf {
    let test = std::env::current_exe().expect("this test");
    let profile = test.ancestors().nth(2).expect("the folder of the profile");
    let mut build = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    build.args(["build", "--quiet", "--example", "partial_statistics", "--manifest-path"]);
    build.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml"));
    build.arg("--target-dir").arg(profile.parent().expect("the target folder"));
    if profile.ends_with("release") {
        build.arg("--release");
    }
    if !cfg!(feature = "cli") {
        build.args(["--no-default-features", "--features", "serde"]);
    }
    assert!(build.status().expect("cargo").success());
    profile.join("examples/partial_statistics")
}

fn run(command: &mut Command) -> Output {
    let output = command.output().expect("the command starts");
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    output
}

fn read(output: &Output) -> SufficientStatistics {
    serde_json::from_slice(&output.stdout).expect("statistics")
}

#[test]
fn chunks_of_a_file_over_processes() {
    let example = example();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("partial_statistics-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");

    let covariance = Matrix::from_row_slice(2, 2, &[2.0, 0.6, 0.6, 1.0]);
    let law = Gaussian::new(Matrix::from_column_slice(2, 1, &[1e6, -1.0]), covariance).expect("a law");
    let data = law.sample(&mut ChaCha8Rng::seed_from_u64(1), 2500);
    let mut text = String::from("height,weight\n");
    data.column_iter().for_each(|x| writeln!(text, "{}, {}", x[0], x[1]).expect("text"));
    fs::write(folder.join("data.csv"), text).expect("a file");
    let mut whole = SufficientStatistics::new(2).expect("two components");
    whole.extend(&data).expect("samples");
    let is_whole = |found: &SufficientStatistics| {
        assert_eq!(found.count(), whole.count());
        let difference = found.mean().expect("a mean") - whole.mean().expect("a mean");
        assert!(difference.amax() < 1e-9, "{difference}");
        let difference = found.covariance().expect("a covariance") - whole.covariance().expect("a covariance");
        assert!(difference.amax() < 1e-12, "{difference}");
    };

    // As the documentation of the example has it; the last chunk is shorter.
    let map = r#"seq 0 300 2499 | xargs -P 4 -I{} "$0" map data.csv {} 300 part-{}.json"#;
    run(Command::new("sh").args(["-c", map]).arg(&example).current_dir(&folder));
    let parts = (0..2500).step_by(300).map(|first| format!("part-{first}.json"));
    let reduced = run(Command::new(&example).arg("reduce").args(parts).current_dir(&folder));
    is_whole(&read(&reduced));
    assert!(String::from_utf8_lossy(&reduced.stderr).starts_with("N = 2500, D = 2\nx̄ = ("));

    // What a cluster wrote: several documents in one stream, and totals that are merged again.
    let cluster = r#"cat part-[0-9]00.json part-0.json | "$0" reduce - > first.json
                     "$0" reduce part-[0-9]???.json > second.json && "$0" reduce first.json second.json"#;
    is_whole(&read(&run(Command::new("sh").args(["-c", cluster]).arg(&example).current_dir(&folder))));

    // Bad input is named, with the line.
    fs::write(folder.join("bad.csv"), "a,b\n1,2\n3,x\n").expect("a file");
    fs::write(folder.join("ragged.csv"), "a,b\n1,2\n3\n").expect("a file");
    fs::write(folder.join("bad.json"), "{\"format\":\"other\",\"version\":1,\"content\":{}}").expect("a file");
    for (arguments, words) in [
        (vec!["map", "bad.csv", "0", "9", "out.json"], "bad.csv, line 1: `x`"),
        (vec!["map", "ragged.csv", "0", "9", "out.json"], "ragged.csv, line 1: 1 cells; expected 2"),
        (vec!["map", "none.csv", "0", "9", "out.json"], "none.csv"),
        (vec!["reduce", "bad.json"], "bad.json"),
        (vec!["reduce", "-"], "nothing to merge"),
        (vec![], "usage"),
    ] {
        let output = Command::new(&example).args(&arguments).current_dir(&folder).output().expect("the example");
        let message = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && message.contains(words), "{arguments:?}: {message}");
    }
    fs::remove_dir_all(&folder).expect("a folder");
}
