//! The matrix of a scale with the risks in it.

use std::collections::HashMap;

use serde::Serialize;

use crate::enum_words::enum_words;
use crate::record::{Key, RecordKind, RiskField, as_text_in_json};
use crate::register::{Register, RiskView, ScaleAnswer, Status};
use crate::versions::{Diff, FieldDiff, RecordChange, RecordDiff};

/// The matrix of the scale, and which risks are in which of its cells. Closed risks are in none.
///
/// ```
/// use risk_core::report::MatrixAnswer;
/// use risk_core::{Register, Risk, Scale};
///
/// let mut risk = Risk::new("R01");
/// risk.likelihood = Some("Low".into());
/// risk.impact = Some("High".into());
/// let risks = vec![risk, Risk::new("R02")];
/// let register = Register::new("Trips", Scale::default(), Vec::new(), risks)?;
/// let matrix = MatrixAnswer::new(&register);
/// assert_eq!(matrix.cells[0][2].rating, "Medium");
/// assert_eq!(matrix.cells[0][2].risks[0].key.to_string(), "R01");
/// assert_eq!(matrix.unrated[0].key.to_string(), "R02");
/// # Ok::<(), risk_core::InvalidRegister>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct MatrixAnswer {
    /// The version that it is compared with, by its name; null where it is compared with none.
    pub since: Option<String>,
    /// The scale.
    pub scale: ScaleAnswer,
    /// One row per likelihood, from the lowest, of one cell per impact, from the lowest.
    pub cells: Vec<Vec<MatrixCell>>,
    /// The risks that are unrated.
    pub unrated: Vec<MatrixRisk>,
    /// How many risks are closed.
    pub closed: usize,
}

/// The risks of a likelihood and an impact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct MatrixCell {
    /// The label of the rating.
    pub rating: String,
    /// The risks, in the order of the register.
    pub risks: Vec<MatrixRisk>,
}

/// A risk in the matrix, or beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct MatrixRisk {
    /// The risk.
    pub key: Key,
    /// Whether it is accepted.
    pub accepted: bool,
    /// How it moved since the version that it is compared with; null where it did not, or is compared with none.
    pub moved: Option<Moved>,
}

/// How a risk moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Moved {
    /// It is rated higher.
    Worse,
    /// It is rated lower.
    Better,
    /// It is new.
    New,
    /// It was closed.
    Reopened,
    /// It has another likelihood or impact, and is rated neither higher nor lower.
    Elsewhere,
}

enum_words!(Moved {
    /// All of them.
    ALL,
    /// The word that data has for it.
    as_str,
    Worse => "worse",
    Better => "better",
    New => "new",
    Reopened => "reopened",
    Elsewhere => "elsewhere",
});
as_text_in_json!(Moved);

impl Moved {
    /// What the sign means, in words.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Worse => "rated higher",
            Self::Better => "rated lower",
            Self::New => "new",
            Self::Reopened => "opened again",
            Self::Elsewhere => "moved",
        }
    }

    /// A sign for it, which stands behind a reference.
    pub fn sign(self) -> char {
        match self {
            Self::Worse => '▲',
            Self::Better => '▼',
            Self::New => '+',
            Self::Reopened => '↺',
            Self::Elsewhere => '↔',
        }
    }
}

impl MatrixAnswer {
    /// The matrix of a register.
    pub fn new(register: &Register) -> Self {
        Self::filled(register, None, |_| None)
    }

    /// The same, with how the risks moved since an older version of that name.
    pub fn since(register: &Register, name: impl Into<String>, diff: &Diff) -> Self {
        let risks = diff.records.iter().filter_map(|record| {
            let key = record.record.key();
            Some((key.filter(|_| is_risk(record))?, moved(record)?))
        });
        let moved: HashMap<&Key, Moved> = risks.collect();
        Self::filled(register, Some(name.into()), |key| moved.get(key).copied())
    }

    /// What the signs behind references mean and brackets around them, of those that are there: `▲ rated higher, + new
    /// since main, in brackets: accepted`.
    pub fn key(&self) -> Option<String> {
        let risks = || {
            let rated = self.cells.iter().flatten().flat_map(|cell| &cell.risks);
            rated.chain(&self.unrated)
        };
        let is_there = |moved: &Moved| risks().any(|risk| risk.moved == Some(*moved));
        let moved = Moved::ALL.into_iter().filter(is_there);
        let mut key: Vec<String> = moved
            .map(|moved| format!("{} {}", moved.sign(), moved.meaning()))
            .collect();
        if let (Some(last), Some(since)) = (key.last_mut(), &self.since) {
            *last += &format!(" since {since}");
        }
        if risks().any(|risk| risk.accepted) {
            key.push("in brackets: accepted".to_owned());
        }
        (!key.is_empty()).then(|| key.join(", "))
    }

    fn filled(
        register: &Register,
        since: Option<String>,
        moved: impl Fn(&Key) -> Option<Moved>,
    ) -> Self {
        let scale = ScaleAnswer::new(register.scale());
        let cell = |rating: &String| MatrixCell {
            rating: rating.clone(),
            risks: Vec::new(),
        };
        let rows = scale.matrix.iter();
        let mut cells: Vec<Vec<MatrixCell>> =
            rows.map(|row| row.iter().map(cell).collect()).collect();
        let (mut unrated, mut closed) = (Vec::new(), 0);
        for risk in register.risks() {
            if risk.is_closed() {
                closed += 1;
                continue;
            }
            let key = risk.key();
            let (moved, accepted) = (moved(&key), risk.is_accepted());
            match place(risk) {
                Some((row, column)) => &mut cells[row][column].risks,
                None => &mut unrated,
            }
            .push(MatrixRisk {
                key,
                accepted,
                moved,
            });
        }
        Self {
            since,
            scale,
            cells,
            unrated,
            closed,
        }
    }
}

/// The row and the column of a risk that is rated.
fn place(risk: RiskView<'_>) -> Option<(usize, usize)> {
    let (likelihood, impact) = (risk.likelihood()?, risk.impact()?);
    Some((likelihood.known()?.position(), impact.known()?.position()))
}

fn is_risk(record: &RecordDiff) -> bool {
    record.record.kind() == RecordKind::Risk
}

/// How a risk moved that differs; `None` of one that is where it was.
fn moved(record: &RecordDiff) -> Option<Moved> {
    let closed = Status::Closed.as_str();
    let was_closed = |field: &FieldDiff| {
        field.path == RiskField::Status.path() && field.before.as_deref() == Some(closed)
    };
    match record.change {
        RecordChange::New => Some(Moved::New),
        RecordChange::Removed => None,
        // It was in no cell, whatever its levels were.
        _ if record.fields.iter().any(was_closed) => Some(Moved::Reopened),
        RecordChange::Worse => Some(Moved::Worse),
        RecordChange::Better => Some(Moved::Better),
        _ => {
            let is_level = |path: &str| path == "likelihood" || path == "impact";
            let has_moved = record.fields.iter().any(|field| is_level(&field.path));
            has_moved.then_some(Moved::Elsewhere)
        }
    }
}
