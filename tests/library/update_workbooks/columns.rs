//! The columns that a register of somebody else has.

use risk_core::RiskField;

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
    Field(RiskField),
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
    pub fn of(field: RiskField) -> Self {
        Self::new(What::Field(field), 0)
    }

    pub fn is(&self, field: RiskField) -> bool {
        self.what == What::Field(field)
    }
}

/// The fields that a sheet of risks may have beside descriptions. Links stand among the notes.
pub const FIELDS: [RiskField; 16] = [
    RiskField::Reference,
    RiskField::Component,
    RiskField::Likelihood,
    RiskField::Impact,
    RiskField::Observations,
    RiskField::Mitigations,
    RiskField::RunbookActions,
    RiskField::Notes,
    RiskField::Status,
    RiskField::Owner,
    RiskField::ReviewBy,
    RiskField::AcceptedBy,
    RiskField::AcceptedUntil,
    RiskField::AcceptanceReason,
    RiskField::AcceptedRating,
    RiskField::Category,
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

fn of_field(field: RiskField) -> &'static [&'static str] {
    match field {
        RiskField::Reference => &["Reference", "ID", "Risk no.", "Ref"],
        RiskField::Component => &["Component", "Asset", "Affected component(s)"],
        RiskField::Description => &["Risk", "Failure mode", "Description of risk"],
        RiskField::Likelihood => &["Likelihood", "Probability (1\u{2013}5)"],
        RiskField::Impact => &["Impact", "CONSEQUENCE"],
        RiskField::Observations => &["Observation (bold = implemented)", "Detection"],
        RiskField::Mitigations => &["Mitigation", "Controls", "Recommended actions"],
        RiskField::RunbookActions => &["Runbook action", "Contingency plan"],
        RiskField::Notes => &["Notes", "Comments"],
        RiskField::Status => &["Status"],
        RiskField::Owner => &["Owner", "Risk owner"],
        RiskField::ReviewBy => &["Review by", "Review date"],
        RiskField::AcceptedBy => &["Accepted by"],
        RiskField::AcceptedUntil => &["Accepted until"],
        RiskField::AcceptanceReason => &["Acceptance reason"],
        RiskField::AcceptedRating => &["Accepted rating"],
        RiskField::Category => &["Category of risk"],
        other => panic!("no sheet has a column of {other}"),
    }
}
