//! JSON by serde: what is written is read again to the last bit, and bad input is refused.

use crate::common::*;
use gradus::Matrix;
use gradus::gaussian::{
    DegenerateGaussian, Gaussian, LinearDynamicalSystem, LinearGaussian, SufficientStatistics, WeightedStatistics,
};
use serde::{Serialize, de::DeserializeOwned};

fn statistics(seed: u64, count: usize) -> SufficientStatistics {
    let mut statistics = SufficientStatistics::new(3).unwrap();
    if count > 0 {
        statistics.extend(&normal(seed, 3, count).add_scalar(0.1)).unwrap();
    }
    statistics
}

fn model(seed: u64) -> LinearGaussian {
    LinearGaussian::new(gaussian(seed, 3), normal(seed, 2, 3), normal(seed + 1, 2, 1), covariance(seed, 2)).unwrap()
}

fn weighted(seed: u64, count: usize) -> WeightedStatistics {
    let mut statistics = WeightedStatistics::new(3).unwrap();
    for (n, weight) in normal(seed, 1, count).iter().enumerate() {
        statistics.forget(0.7).unwrap();
        statistics.push(&normal(seed + n as u64, 3, 1).add_scalar(0.1), (40.0 * weight).exp()).unwrap();
    }
    statistics
}

/// Of rank 0 to 3.
fn degenerate(seed: u64) -> DegenerateGaussian {
    let loadings = normal(seed, 3, 1 + seed as usize % 3) * if seed.is_multiple_of(7) { 0.0 } else { 1.0 };
    DegenerateGaussian::from_loadings(normal(seed + 1, 3, 1), loadings).unwrap()
}

fn system(seed: u64) -> LinearDynamicalSystem {
    let (initial, noise) = (gaussian(seed, 3), gaussian(seed + 1, 2));
    LinearDynamicalSystem::new(initial, normal(seed, 3, 3), degenerate(seed), normal(seed + 2, 2, 3), noise).unwrap()
}

#[track_caller]
fn assert_same<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T) {
    let text = serde_json::to_string(value).unwrap();
    assert_eq!(&serde_json::from_str::<T>(&text).unwrap(), value);
    // And not only from text.
    assert_eq!(&serde_json::from_value::<T>(serde_json::to_value(value).unwrap()).unwrap(), value);
}

#[test]
fn what_is_written_is_read_again() {
    for seed in 0..50 {
        assert_same(&gaussian(seed, 1 + seed as usize % 5));
        assert_same(&model(seed));
        assert_same(&degenerate(seed));
        assert_same(&DegenerateGaussian::new(vector(&[0.1; 4]), covariance(seed, 4)).unwrap());
        assert_same(&system(seed));
        assert_same(&weighted(seed, seed as usize % 8));
        let (mut read, mut kept) = (weighted(seed, 5), weighted(seed, 5));
        read = serde_json::from_str(&serde_json::to_string(&read).unwrap()).unwrap();
        read.merge(&weighted(seed + 1, 3)).unwrap();
        kept.merge(&weighted(seed + 1, 3)).unwrap();
        assert_eq!(read, kept);
        let read: SufficientStatistics =
            serde_json::from_str(&serde_json::to_string(&statistics(seed, 20)).unwrap()).unwrap();
        assert_eq!(read.parts(), statistics(seed, 20).parts());
        // It goes on as if it had not been away.
        let (mut left, mut right) = (read, statistics(seed, 20));
        left.extend(&normal(seed, 3, 5)).unwrap();
        right.extend(&normal(seed, 3, 5)).unwrap();
        assert_eq!(left.parts(), right.parts());
    }
    assert_same(&statistics(1, 0));
    assert_same(&statistics(1, 1));
    // With the digits that a precise observation leaves, and the observations that a model was updated by.
    let prior = Gaussian::new(vector(&[0.0, 0.0]), identity(2)).unwrap();
    let (map, noise) = (Matrix::from_element(1, 2, 1.0), square(&[1e-20]));
    let mut precise = LinearGaussian::new(prior, map, vector(&[0.0]), noise).unwrap();
    (0..3).for_each(|k| precise.update(&vector(&[1.0 + f64::from(k) * 1e-10])).unwrap());
    assert_same(&precise);
    assert_same(precise.prior());
    assert!(serde_json::to_string(precise.prior()).unwrap().contains("\"low\":["));
    let text = serde_json::to_string(&precise).unwrap();
    let mut read: LinearGaussian = serde_json::from_str(&text).unwrap();
    read.update(&vector(&[1.0])).unwrap();
    precise.update(&vector(&[1.0])).unwrap();
    assert_eq!(read, precise);
    // Any size of number.
    assert_same(&Gaussian::new(vector(&[f64::MAX]), square(&[f64::MIN_POSITIVE])).unwrap());
    assert_same(&Gaussian::new(vector(&[-5e-324]), square(&[1.0 / 3.0])).unwrap());
    let mut tiny = SufficientStatistics::new(1).unwrap();
    tiny.extend(&Matrix::from_row_slice(1, 3, &[5e-324, 0.0, 5e-324])).unwrap();
    assert_same(&tiny);
    let scales = Matrix::from_column_slice(3, 1, &[1e-150, 1.0, 1e150]);
    assert_same(&DegenerateGaussian::from_loadings(scales.clone() * 1e100, scales.clone()).unwrap());
    let mut statistics = WeightedStatistics::new(3).unwrap();
    for weight in [1e-300, 1e300, 5e-324] {
        statistics.push(&(&scales * 1e150), weight).unwrap();
        statistics.push(&(&scales * -1e158), weight).unwrap();
        assert_same(&statistics);
    }
    (0..2000).for_each(|_| statistics.forget(0.1).unwrap());
    assert_same(&statistics);
}

/// The form is part of the interface: files of today are read by later versions.
#[test]
fn the_form() {
    let mut statistics = SufficientStatistics::new(2).unwrap();
    statistics.push(&vector(&[1.0, 2.0])).unwrap();
    statistics.push(&vector(&[3.0, 2.5])).unwrap();
    let text = concat!(
        r#"{"format":"gradus/sufficient_statistics","version":1,"content":{"count":2,"origin":[1.0,2.0],"#,
        r#""offset":[1.0,0.25],"scatter":[2.0,0.5,0.125],"removed":[0.0,0.0],"sum":[[4.0,4.5],[0.0,0.0]],"#,
        r#""roundings":6.0,"units":[1.0,1.0]}}"#
    );
    assert_eq!(serde_json::to_string(&statistics).unwrap(), text);
    let gaussian = Gaussian::from_factor(vector(&[1.0, 2.0]), square(&[2.0, 0.0, 1.0, 3.0])).unwrap();
    let text = concat!(
        r#"{"format":"gradus/gaussian","version":1,"content":"#,
        r#"{"mean":[1.0,2.0],"covariance":[4.0,2.0,10.0],"factor":[2.0,1.0,3.0]}}"#
    );
    assert_eq!(serde_json::to_string(&gaussian).unwrap(), text);
    let one = Gaussian::new(vector(&[0.0]), identity(1)).unwrap();
    let model = LinearGaussian::new(one, Matrix::from_element(2, 1, 5.0), vector(&[0.0, 1.0]), identity(2)).unwrap();
    let text = concat!(
        r#"{"format":"gradus/linear_gaussian","version":1,"content":{"#,
        r#""prior":{"mean":[0.0],"covariance":[1.0],"factor":[1.0]},"map":[[5.0],[5.0]],"#,
        r#""noise":{"mean":[0.0,1.0],"covariance":[1.0,0.0,1.0],"factor":[1.0,0.0,1.0]}}}"#
    );
    assert_eq!(serde_json::to_string(&model).unwrap(), text);
    let mut weighted = WeightedStatistics::new(2).unwrap();
    weighted.push(&vector(&[1.0, 2.0]), 1.0).unwrap();
    weighted.push(&vector(&[3.0, 2.5]), 1.0).unwrap();
    let text = concat!(
        r#"{"format":"gradus/weighted_statistics","version":1,"content":{"count":2,"exponent":-32,"#,
        r#""weight":[8589934592.0,0.0],"sum":[[17179869184.0,19327352832.0],[0.0,0.0]],"concentration":0.5,"#,
        r#""diversity":0.5,"covariance":[1.0,0.25,0.0625],"roundings":6.0,"units":[1.0,1.0]}}"#
    );
    assert_eq!(serde_json::to_string(&weighted).unwrap(), text);
    let law = DegenerateGaussian::from_loadings(vector(&[1.0, 2.0]), vector(&[0.5, 1.0])).unwrap();
    let text =
        r#"{"format":"gradus/degenerate_gaussian","version":1,"content":{"mean":[1.0,2.0],"loadings":[[0.5],[1.0]]}}"#;
    assert_eq!(serde_json::to_string(&law).unwrap(), text);
    let (one, fixed) = (
        Gaussian::new(vector(&[0.0]), identity(1)).unwrap(),
        DegenerateGaussian::new(vector(&[0.5]), square(&[0.0])).unwrap(),
    );
    let system = LinearDynamicalSystem::new(one.clone(), identity(1), fixed, vector(&[2.0]), one).unwrap();
    let text = concat!(
        r#"{"format":"gradus/linear_dynamical_system","version":1,"content":{"#,
        r#""initial":{"mean":[0.0],"covariance":[1.0],"factor":[1.0]},"transition":[[1.0]],"#,
        r#""process_noise":{"mean":[0.5],"loadings":[[]]},"map":[[2.0]],"#,
        r#""measurement_noise":{"mean":[0.0],"covariance":[1.0],"factor":[1.0]}}}"#
    );
    assert_eq!(serde_json::to_string(&system).unwrap(), text);
}

#[test]
fn bad_input_is_refused() {
    let good = serde_json::to_string(&statistics(1, 5)).unwrap();
    let refused = |text: &str, words: &[&str]| {
        let message = serde_json::from_str::<SufficientStatistics>(text).expect_err("bad input").to_string();
        assert!(words.iter().all(|word| message.contains(word)), "{words:?}: {message}");
    };
    assert!(serde_json::from_str::<SufficientStatistics>(&good).is_ok());
    refused(&good.replace("\"version\":1", "\"version\":2"), &["the version is 2; expected 1"]);
    refused(&good.replace("sufficient_statistics", "gaussian"), &["the format is `gradus/gaussian`"]);
    refused(&good.replace("\"count\":5", "\"count\":-5"), &["-5"]);
    refused(&good.replace("\"count\":5", "\"count\":5,\"more\":1"), &["unknown field `more`"]);
    refused(&good.replace("\"offset\":[", "\"offset\":[1.0,"), &["the offset is 4×1"]);
    refused(&good.replace("\"scatter\":[", "\"scatter\":[1.0,"), &["the scatter is 7 numbers", "3×3"]);
    refused(&good.replace("\"scatter\":[", "\"scatter\":[null,"), &["null"]);
    refused(&good.replace("\"scatter\":[", "\"scatter\":[-"), &["the scatter is not positive semidefinite"]);
    refused(&good[..good.len() / 2], &["EOF"]);
    // A dimension whose matrix no memory holds is found out by counting.
    let zeros = vec!["0"; 100_000].join(",");
    let large = format!(
        r#"{{"format":"gradus/sufficient_statistics","version":1,"content":{{"count":0,"origin":[{zeros}],"offset":[],"scatter":[],"removed":[],"sum":[[],[]],"roundings":4.0,"units":[]}}}}"#
    );
    refused(&large, &["the scatter is 0 numbers", "100000×100000"]);
    let gaussian = serde_json::to_string(&gaussian(1, 2)).unwrap().replace("\"factor\":[", "\"factor\":[9");
    let message = serde_json::from_str::<Gaussian>(&gaussian).expect_err("not its factor").to_string();
    assert!(message.contains("as LLᵀ"), "{message}");
    let model = serde_json::to_string(&model(1)).unwrap().replace("\"map\":[[", "\"map\":[[1.0,");
    let message = serde_json::from_str::<LinearGaussian>(&model).expect_err("ragged").to_string();
    assert!(message.contains("row 1 of the map is 3 long; expected 4 long"), "{message}");
}

/// `text` with each replacement is refused, and the message says these words.
#[track_caller]
fn assert_refused<T: DeserializeOwned>(text: &str, cases: &[(&str, &str, &str)]) {
    assert!(serde_json::from_str::<T>(text).is_ok());
    for (from, to, words) in cases {
        let bad = text.replacen(from, to, 1);
        assert_ne!(bad, text, "{from}");
        let message = serde_json::from_str::<T>(&bad).err().expect("bad input").to_string();
        assert!(message.contains(words), "{words}: {message}");
    }
}

#[test]
fn bad_weights_laws_and_systems_are_refused() {
    let mut statistics = WeightedStatistics::new(2).unwrap();
    statistics.push(&vector(&[1.0, 2.0]), 1.0).unwrap();
    statistics.push(&vector(&[3.0, 2.5]), 1.0).unwrap();
    assert_refused::<WeightedStatistics>(
        &serde_json::to_string(&statistics).unwrap(),
        &[
            ("\"version\":1", "\"version\":2", "the version is 2; expected 1"),
            ("weighted", "sufficient", "the format is `gradus/sufficient_statistics`"),
            ("\"count\":2", "\"count\":2,\"more\":1", "unknown field `more`"),
            ("\"count\":2", "\"count\":0", "of fewer than two samples"),
            ("\"weight\":[", "\"weight\":[-", "the weight is -8.589934592e9; expected finite and positive"),
            ("592.0,0.0]", "592.0,1.0]", "the low part of the weight"),
            ("\"exponent\":-32", "\"exponent\":2000", "the weight is inf"),
            ("\"exponent\":-32", "\"exponent\":-2000000000", "the exponent"),
            ("\"concentration\":0.5", "\"concentration\":0.4", "the concentration is 4e-1"),
            ("\"diversity\":0.5", "\"diversity\":0.6", "the diversity is 6e-1"),
            ("\"covariance\":[", "\"covariance\":[1.0,", "the covariance is 4 numbers"),
            ("[1.0,0.25,", "[1.0,0.75,", "the covariance is not positive semidefinite"),
            ("\"covariance\":[1.0", "\"covariance\":[null", "null"),
            ("\"units\":[1.0,1.0]", "\"units\":[]", "3 numbers"),
            ("\"units\":[1.0,1.0]", "\"units\":[1.0,2.0]", "the unit of component 1"),
            ("\"roundings\":", "\"roundings\":-", "the roundings"),
        ],
    );
    let law = DegenerateGaussian::from_loadings(vector(&[1.0, 2.0]), identity(2)).unwrap();
    assert_refused::<DegenerateGaussian>(
        &serde_json::to_string(&law).unwrap(),
        &[
            ("[1.0,2.0]", "[1.0]", "mean is 1×1; expected 2×1"),
            ("[1.0,0.0]", "[1.0]", "row 1 of the loadings is 2 long; expected 1 long"),
            ("[1.0,0.0]", "[0.0,3.0]", "the rank of the loadings is 1"),
            ("[1.0,0.0]", "[0.0,1e999]", "out of range"),
            ("\"mean\":[1.0,2.0],\"loadings\":[[1.0,0.0],[0.0,1.0]]", "\"mean\":[],\"loadings\":[]", "empty"),
            ("[[1.0,0.0],[0.0,1.0]]", "[[1.0,0.0,0.0],[0.0,1.0,0.0]]", "the rank of the loadings is 2"),
        ],
    );
    let (one, noise) = (Gaussian::new(vector(&[0.0]), identity(1)).unwrap(), vector(&[1.0]));
    let noise = DegenerateGaussian::from_loadings(vector(&[0.5]), noise).unwrap();
    let system = LinearDynamicalSystem::new(one.clone(), identity(1), noise, vector(&[2.0]), one).unwrap();
    assert_refused::<LinearDynamicalSystem>(
        &serde_json::to_string(&system).unwrap(),
        &[
            ("\"transition\":[[1.0]]", "\"transition\":[[1.0,2.0]]", "the transition is 1×2; expected 1×1"),
            ("\"transition\":[[1.0]]", "\"transition\":[]", "the transition is 0×0; expected 1×1"),
            ("\"map\":[[2.0]]", "\"map\":[[2.0],[1.0,1.0]]", "row 1 of the map is 2 long; expected 1 long"),
            ("\"loadings\":[[1.0]]", "\"loadings\":[[0.0]]", "the rank of the loadings is 0"),
            ("\"factor\":[1.0]", "\"factor\":[-1.0]", "the factor"),
        ],
    );
}
