//! Names that are read at run time.

use crate::error::Result;
use crate::limits::{LONGEST_NAME, MOST_NAMES, expect_at_most};
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

/// The name of an input, a size or a mistake: a constant in the source, or the result of [`name`].
pub type Name = &'static str;

/// Names that were read. Each is kept until the process ends, so their number is limited.
static NAMES: Mutex<BTreeSet<Name>> = Mutex::new(BTreeSet::new());

/// The name with this text. Equal texts give the same name.
///
/// Errors: longer than [`LONGEST_NAME`]; more than [`MOST_NAMES`] different ones.
pub fn name(text: &str) -> Result<Name> {
    expect_at_most(LONGEST_NAME, || "the length of a name".into(), text.len() as f64)?;
    let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(name) = names.get(text) {
        return Ok(name);
    }
    expect_at_most(MOST_NAMES, || "the number of names".into(), (names.len() + 1) as f64)?;
    let name: Name = Box::leak(text.into());
    names.insert(name);
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_have_one_name() {
        let first = name("η of the test").unwrap();
        let second = name(&String::from("η of the test")).unwrap();
        assert!(std::ptr::eq(first, second));
        assert_eq!(first, "η of the test");
        assert!(name(&"x".repeat(LONGEST_NAME + 1)).is_err());
    }
}
