//! A derivation: its claims in the order of the argument.

use super::{Claim, Text};

/// A derivation: a titled list of claims in the order of the argument.
#[derive(Clone)]
pub struct Derivation {
    /// Name of the module, such as `sigma_gradient`.
    pub name: Text,
    /// Title for readers.
    pub title: Text,
    /// What is derived and how, in two or three sentences.
    pub about: Text,
    /// The claims, in the order of the argument.
    pub claims: Vec<Claim>,
    /// Claims that a selection left out. They are kept, because a claim may name one as its correction.
    left_out: Vec<Claim>,
}

impl Derivation {
    /// A derivation without claims.
    pub fn new(name: impl Into<Text>, title: impl Into<Text>) -> Self {
        Self { name: name.into(), title: title.into(), about: "".into(), claims: Vec::new(), left_out: Vec::new() }
    }

    /// States what is derived and how.
    pub fn about(mut self, text: impl Into<Text>) -> Self {
        self.about = text.into();
        self
    }

    /// Appends a claim.
    pub fn claim(mut self, claim: Claim) -> Self {
        self.claims.push(claim);
        self
    }

    /// Appends a chain of claims that share their inputs.
    pub fn claims(mut self, claims: impl IntoIterator<Item = Claim>) -> Self {
        self.claims.extend(claims);
        self
    }

    /// Keeps only the wanted claims. An erratum may stay without its correction in this case. If the correction is
    /// removed from `claims` directly, the erratum is stated badly.
    pub fn keep_only(&mut self, mut wanted: impl FnMut(&Claim) -> bool) {
        self.left_out.extend(self.claims.extract_if(.., |claim| !wanted(claim)));
    }

    /// All claims, including those that a selection left out.
    pub(crate) fn stated(&self) -> impl Iterator<Item = &Claim> {
        self.claims.iter().chain(&self.left_out)
    }

    /// Identifier of a claim, `derivation/claim`.
    pub fn id(&self, claim: &Claim) -> String {
        format!("{}/{}", self.name, claim.name)
    }
}
