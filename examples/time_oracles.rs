use gradus::claim::Right;
use gradus::oracle::{Effort, Oracle, Trial};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};
fn main() {
    let mut total: BTreeMap<Oracle, (Duration, usize)> = BTreeMap::new();
    let mut worst: Vec<(Duration, Oracle, String)> = Vec::new();
    for derivation in gradus::derivations::all() {
        for claim in &derivation.claims {
            let id = derivation.id(claim);
            let trial = Trial { claim, id: &id, seed: 7, effort: Effort::Standard };
            let rights: Vec<Right> = std::iter::once(claim.right).chain(claim.controls.iter().map(|c| c.right)).collect();
            let mut rational = false;
            for oracle in Oracle::of(claim) {
                if rational && matches!(oracle, Oracle::Digits | Oracle::Residues) { continue; }
                let start = Instant::now();
                let e = oracle.judge(&trial, &rights);
                let t = start.elapsed();
                if oracle == Oracle::Exact { rational = e[0].holds() && e[0].constant.is_none() && e.iter().all(|e| e.constant.is_none()); }
                let entry = total.entry(oracle).or_default();
                entry.0 += t; entry.1 += 1;
                worst.push((t, oracle, id.clone()));
            }
        }
    }
    for (o, (t, n)) in total { println!("{o:>12} {:>8.1} ms over {n}", t.as_secs_f64() * 1e3); }
    worst.sort_by(|a, b| b.0.cmp(&a.0));
    for (t, o, id) in worst.iter().take(40) { println!("{:>8.1} ms {o} {id}", t.as_secs_f64() * 1e3); }
}
