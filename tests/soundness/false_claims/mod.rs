//! Claims that are false, one file for each kind.

mod blind;
mod branch;
mod cancellation;
mod domain;
mod extrema;
mod factor;
mod hard;
mod lattice;
mod narrow;
mod primes;
mod sets;
mod shapes;
mod singular;
mod stiff;
mod tiny;

use crate::tools::Entry;

/// All of them.
pub fn entries() -> Vec<Entry> {
    let kinds = [
        lattice::entries,
        domain::entries,
        factor::entries,
        sets::entries,
        tiny::entries,
        blind::entries,
        extrema::entries,
        branch::entries,
        primes::entries,
        singular::entries,
        cancellation::entries,
        narrow::entries,
        stiff::entries,
        shapes::entries,
        hard::entries,
    ];
    kinds.iter().flat_map(|kind| kind()).collect()
}
