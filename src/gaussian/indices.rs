//! Lists of components

use crate::error::{Error, Result};

/// An error if the list is empty, or has an index that is out of range or repeated.
pub fn expect_indices(name: &str, indices: &[usize], dimension: usize) -> Result<()> {
    if indices.is_empty() {
        return Err(Error::empty(name));
    }
    let mut seen = vec![false; dimension];
    for &index in indices {
        let fault = match seen.get_mut(index) {
            None => (format!("components 0 to {}", dimension - 1), format!("with a component {index}")),
            Some(true) => ("every component once".into(), format!("with component {index} twice")),
            Some(seen) => {
                *seen = true;
                continue;
            }
        };
        return Err(Error::shape(name, fault.0, fault.1));
    }
    Ok(())
}

/// The components that are not in the list of observed ones, in ascending order; an error if there are none.
pub fn hidden(name: &str, observed: &[usize], dimension: usize) -> Result<Vec<usize>> {
    expect_indices(name, observed, dimension)?;
    let mut known = vec![false; dimension];
    observed.iter().for_each(|&index| known[index] = true);
    let hidden: Vec<usize> = (0..dimension).filter(|&index| !known[index]).collect();
    if hidden.is_empty() {
        return Err(Error::shape(
            name,
            format!("at most {}: at least one must remain", dimension - 1),
            format!("{} long", observed.len()),
        ));
    }
    Ok(hidden)
}
