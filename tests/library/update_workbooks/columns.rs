//! The columns that a register of somebody else has.

use risk_core::Field;

/// A column: what it has, and its header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    pub what: What,
    pub header: &'static str,
}

/// What a column has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// A field of the model.
    Field(Field),
    Texts,
    Numbers,
    Dates,
    Booleans,
    Errors,
    /// Formulas over likelihood and impact.
    Scores,
    /// Formulas over the description, which give numbers.
    Lengths,
    /// The same, which give texts.
    Initials,
}

impl What {
    /// The headers that such a column may have.
    pub fn headers(self) -> &'static [&'static str] {
        match self {
            Self::Field(field) => of_field(field),
            Self::Texts => &["Team", "Service line", "Programme\n(planned)"],
            Self::Numbers => &["Cost (€)", "2026"],
            Self::Dates => &["Found on", "Date"],
            Self::Booleans => &["Regulated?", "Insured"],
            Self::Errors => &["Lookup", "Price <net>"],
            Self::Scores => &["Score", "Risk rating"],
            Self::Lengths => &["Length", "Words & more"],
            Self::Initials => &["Initial", "Short"],
        }
    }

    pub fn is_formula(self) -> bool {
        matches!(self, Self::Scores | Self::Lengths | Self::Initials)
    }
}

impl Column {
    /// A column under one of its headers.
    pub fn new(what: What, header: usize) -> Self {
        let headers = what.headers();
        let header = headers[header % headers.len()];
        Self { what, header }
    }

    /// The column of a field under its usual header.
    pub fn of(field: Field) -> Self {
        Self::new(What::Field(field), 0)
    }

    pub fn is(&self, field: Field) -> bool {
        self.what == What::Field(field)
    }
}

/// The fields that a sheet of risks may have beside descriptions. Links stand among the notes.
pub const FIELDS: [Field; 14] = [
    Field::Reference,
    Field::Component,
    Field::Likelihood,
    Field::Impact,
    Field::Observations,
    Field::Mitigations,
    Field::RunbookActions,
    Field::Notes,
    Field::Status,
    Field::Owner,
    Field::ReviewBy,
    Field::AcceptedBy,
    Field::AcceptedUntil,
    Field::AcceptanceReason,
];

/// Headers of columns beyond the model, and one that no column has.
pub const HEADERS: &[&str] = &[
    "Team",
    "Service line",
    "Programme\n(planned)",
    "Cost (€)",
    "2026",
    "Found on",
    "Date",
    "Regulated?",
    "Insured",
    "Lookup",
    "Price <net>",
    "Length",
    "Initial",
    "Score",
    "Nowhere",
];

pub const BEYOND: [What; 8] = [
    What::Texts,
    What::Numbers,
    What::Dates,
    What::Booleans,
    What::Errors,
    What::Scores,
    What::Lengths,
    What::Initials,
];

fn of_field(field: Field) -> &'static [&'static str] {
    match field {
        Field::Reference => &["Reference", "ID", "Risk no.", "Ref"],
        Field::Component => &["Component", "Asset", "Affected component(s)"],
        Field::Description => &["Risk", "Failure mode", "Description of risk"],
        Field::Likelihood => &["Likelihood", "Probability (1\u{2013}5)"],
        Field::Impact => &["Impact", "CONSEQUENCE"],
        Field::Observations => &["Observation (bold = implemented)", "Detection"],
        Field::Mitigations => &["Mitigation", "Controls", "Recommended actions"],
        Field::RunbookActions => &["Runbook action", "Contingency plan"],
        Field::Notes => &["Notes", "Comments"],
        Field::Status => &["Status"],
        Field::Owner => &["Owner", "Risk owner"],
        Field::ReviewBy => &["Review by", "Review date"],
        Field::AcceptedBy => &["Accepted by"],
        Field::AcceptedUntil => &["Accepted until"],
        Field::AcceptanceReason => &["Acceptance reason"],
        other => panic!("no sheet has a column of {other}"),
    }
}
