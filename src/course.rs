//! A course: derivations, and the numbered equations of the texts that they follow.

pub mod print;

use crate::claim::{Claim, Derivation, Expected};
use crate::error::{Error, Result};
use print::Notation;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// How a course judges a printed equation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// True as printed: its claims hold.
    Verified,
    /// False as printed: one of its claims is refuted, and a corrected one holds.
    Refuted,
    /// True under an assumption that is not stated: one claim holds with it, and one is refuted without it.
    Conditional,
    /// It defines something, and asserts nothing.
    Definition,
    /// A slip of notation that does not change the mathematics.
    Notation,
    /// It cannot be read as an equation.
    Illegible,
}

impl Status {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Verified, Self::Refuted, Self::Conditional, Self::Definition, Self::Notation, Self::Illegible];

    /// Name in the table and in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Refuted => "refuted",
            Self::Conditional => "conditional",
            Self::Definition => "definition",
            Self::Notation => "notation",
            Self::Illegible => "illegible",
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A numbered equation, and how the course judges it.
#[derive(Clone, Debug, PartialEq)]
pub struct Equation {
    /// Number, such as `N1-116`.
    pub id: &'static str,
    /// Its status.
    pub status: Status,
    /// Identifiers of the claims that judge it, `derivation/claim`.
    pub claims: Vec<&'static str>,
    /// The correction, for the statuses refuted, conditional and notation; otherwise any further remark.
    pub remark: &'static str,
}

impl Equation {
    /// Reads a table of tab-separated columns `equation`, `status`, `claims` (separated by commas) and `remark`. The
    /// first line contains the names of the columns.
    pub fn table(text: &'static str) -> Result<Vec<Self>> {
        let lines = text.lines().enumerate().skip(1).filter(|(_, line)| !line.trim().is_empty());
        lines.map(|(index, line)| Self::row(line).map_err(|reason| Error::table(index + 1, reason))).collect()
    }

    fn row(line: &'static str) -> Result<Self, String> {
        let cells: Vec<&str> = line.split('\t').collect();
        let [id, status, claims, remark] = cells[..] else {
            return Err(format!("it has {} columns; equation, status, claims and remark are needed", cells.len()));
        };
        let known = Status::ALL.into_iter().find(|known| known.name() == status);
        let status = known.ok_or_else(|| {
            let names = Status::ALL.map(Status::name).join(", ");
            format!("`{status}` is not a status; write one of {names}")
        })?;
        let claims = claims.split(',').map(str::trim).filter(|claim| !claim.is_empty()).collect();
        Ok(Self { id, status, claims, remark })
    }

    /// The correction, if the printed form needs one.
    pub fn correction(&self) -> Option<&'static str> {
        let needed = matches!(self.status, Status::Refuted | Status::Conditional | Status::Notation);
        (needed && !self.remark.is_empty()).then_some(self.remark)
    }

    /// The text that the equation belongs to: the part before the hyphen.
    pub fn text(&self) -> &'static str {
        self.id.split_once('-').map_or("", |(text, _)| text)
    }
}

/// A text whose numbered equations a course judges.
#[derive(Clone, Debug, PartialEq)]
pub struct NumberedText {
    /// The part of its equations' numbers before the hyphen, such as `N1`.
    pub id: &'static str,
    /// What it is: its title, and where it was published.
    pub title: &'static str,
    /// What it derives.
    pub about: &'static str,
}

/// Derivations, and the equations that they account for.
#[derive(Clone)]
pub struct Course {
    /// In teaching order.
    pub derivations: Vec<Derivation>,
    /// The texts that the derivations follow.
    pub texts: Vec<NumberedText>,
    /// In the order of the texts.
    pub equations: Vec<Equation>,
    /// What the symbols of printed formulas stand for.
    pub notation: Notation,
}

impl From<Vec<Derivation>> for Course {
    /// A course that follows no numbered text.
    fn from(derivations: Vec<Derivation>) -> Self {
        Self { derivations, texts: Vec::new(), equations: Vec::new(), notation: Notation::default() }
    }
}

impl Course {
    /// Inconsistencies between the table and the derivations: an equation that names an unknown claim, a claim that is
    /// named by an equation but does not cite it, a status that no claim confirms, a missing correction.
    pub fn defects(&self) -> Vec<String> {
        let claims: BTreeMap<String, &Claim> = self
            .derivations
            .iter()
            .flat_map(|derivation| derivation.claims.iter().map(|claim| (derivation.id(claim), claim)))
            .collect();
        let mut defects = Vec::new();
        let mut seen = BTreeSet::new();
        for equation in &self.equations {
            let id = equation.id;
            let mut check = |fine: bool, defect: String| {
                if !fine {
                    defects.push(format!("{id}: {defect}"));
                }
            };
            check(seen.insert(id), "it is in the table twice".into());
            check(
                self.texts.is_empty() || self.texts.iter().any(|text| text.id == equation.text()),
                format!("no text is called {}", equation.text()),
            );
            let (mut holds, mut refuted) = (false, false);
            for name in &equation.claims {
                let Some(claim) = claims.get(*name) else {
                    check(false, format!("it names the claim {name}, which does not exist"));
                    continue;
                };
                check(
                    claim.sources.iter().any(|source| source == id),
                    format!("it names the claim {name}, which does not cite it"),
                );
                holds |= claim.expected == Expected::Holds;
                refuted |= claim.expected.is_erratum();
                check(
                    !claim.expected.is_tempting_mistake(),
                    format!("it names the claim {name}, a tempting mistake, which no text prints"),
                );
            }
            let (confirmed, wanted) = match equation.status {
                Status::Verified => (holds && !refuted, "needs a claim that holds, and none that is refuted"),
                Status::Refuted | Status::Conditional => {
                    (holds && refuted, "needs a claim that is refuted and one that holds")
                }
                Status::Definition | Status::Notation | Status::Illegible => {
                    (!refuted, "must name no claim that is refuted")
                }
            };
            check(confirmed, format!("the status {} {wanted}", equation.status));
            let explains = matches!(equation.status, Status::Verified | Status::Definition);
            check(explains || !equation.remark.is_empty(), format!("the status {} needs a remark", equation.status));
        }
        // A claim may also cite an equation that it only uses, so the row of that equation need not name the claim.
        for (name, claim) in claims.iter().filter(|_| !self.equations.is_empty()) {
            for source in claim.sources.iter().filter(|source| is_number(source) && !seen.contains(&***source)) {
                defects.push(format!("{name}: it cites {source}, which is not in the table"));
            }
        }
        defects
    }
}

/// Whether a source is the number of an equation, such as `N1-116`, rather than a section of a book.
pub fn is_number(source: &str) -> bool {
    let Some((text, number)) = source.split_once('-') else { return false };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    text.strip_prefix('N').is_some_and(digits) && digits(number)
}
