//! Partial statistics over processes and machines: a map step writes JSON, a reduce step merges it.
//!
//! These commands run one process for each 100 000 lines of a CSV file with a header, four at a time; they need only
//! `seq` and `xargs`:
//!
//! ```sh
//! cargo build --release --features serde --example partial_statistics
//! PATH="$PWD/target/release/examples:$PATH"
//! seq 0 100000 999999 | xargs -P 4 -I{} partial_statistics map data.csv {} 100000 part-{}.json
//! partial_statistics reduce part-*.json > total.json
//! ```
//!
//! On a cluster the map step is one job for each file or range of lines. `reduce` reads any number of JSON documents,
//! one after the other, so `cat` is enough to collect the output of the jobs:
//! `cat */part.json | partial_statistics reduce -`. `reduce` writes statistics of the same form, so it may run in
//! several stages. A document has D(D+7)/2 + 1 numbers for D components, for any number of lines.
//!
//! The result does not depend on the number of processes. The division into ranges of lines changes it only by
//! rounding.

use gradus::gaussian::{SufficientStatistics, samples_from_row_major};
use std::error::Error;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::process::ExitCode;

const USAGE: &str = "usage: partial_statistics map FILE FIRST LINES OUTPUT | partial_statistics reduce FILE…";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments[..] {
        ["map", file, first, lines, output] => map(file, first, lines, output),
        ["reduce", ref files @ ..] if !files.is_empty() => reduce(files),
        _ => Err(USAGE.into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// The statistics of `lines` lines of a file from line `first` on; lines are numbered from 0, after the header.
fn map(file: &str, first: &str, lines: &str, output: &str) -> Result<(), Box<dyn Error>> {
    let (first, lines): (usize, usize) = (first.parse()?, lines.parse()?);
    let mut reader = BufReader::new(File::open(file).map_err(|error| format!("{file}: {error}"))?).lines();
    let header = reader.next().ok_or_else(|| format!("{file} has no header"))??;
    let dimension = header.split(',').count();
    let mut statistics = SufficientStatistics::new(dimension)?;
    // A thousand lines at a time: memory does not grow with the file.
    let mut numbers = Vec::new();
    for (number, line) in reader.enumerate().skip(first).take(lines) {
        let before = numbers.len();
        for cell in line?.split(',') {
            let parsed = cell.trim().parse::<f64>();
            numbers.push(parsed.map_err(|error| format!("{file}, line {number}: `{cell}`: {error}"))?);
        }
        if numbers.len() - before != dimension {
            return Err(format!("{file}, line {number}: {} cells; expected {dimension}", numbers.len() - before).into());
        }
        if numbers.len() >= 1000 * dimension {
            statistics.extend(&samples_from_row_major(dimension, std::mem::take(&mut numbers))?)?;
        }
    }
    if !numbers.is_empty() {
        statistics.extend(&samples_from_row_major(dimension, numbers)?)?;
    }
    Ok(fs::write(output, serde_json::to_string(&statistics)? + "\n")?)
}

/// Merges statistics, any number of JSON documents in each file; `-` is the standard input.
fn reduce(files: &[&str]) -> Result<(), Box<dyn Error>> {
    let mut total: Option<SufficientStatistics> = None;
    for file in files {
        let reader: Box<dyn Read> = match *file {
            "-" => Box::new(io::stdin().lock()),
            path => Box::new(BufReader::new(File::open(path).map_err(|error| format!("{path}: {error}"))?)),
        };
        for part in serde_json::Deserializer::from_reader(reader).into_iter() {
            let part: SufficientStatistics = part.map_err(|error| format!("{file}: {error}"))?;
            match &mut total {
                None => total = Some(part),
                Some(total) => total.merge(&part).map_err(|error| format!("{file}: {error}"))?,
            }
        }
    }
    let total = total.ok_or("nothing to merge: the files are empty")?;
    eprintln!("{total}");
    println!("{}", serde_json::to_string(&total)?);
    Ok(())
}
