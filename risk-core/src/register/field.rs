//! The fields of the model by name, and places in a register.

use std::fmt;

/// A field of a risk or a component.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Field {
    /// A risk's reference.
    Reference,
    /// The component that a risk is of.
    Component,
    /// How a risk fails, or what a component does.
    Description,
    /// A risk's likelihood.
    Likelihood,
    /// A risk's impact.
    Impact,
    /// How a failure would be noticed.
    Observations,
    /// What makes a failure rarer or milder.
    Mitigations,
    /// What to do when a failure happens.
    RunbookActions,
    /// A risk's notes.
    Notes,
    /// A risk's cards, tickets and issues.
    TrackerLinks,
    /// A risk's status.
    Status,
    /// Who answers for a risk or a component.
    Owner,
    /// The day by which a risk is to be looked at again.
    ReviewBy,
    /// Who accepted a risk.
    AcceptedBy,
    /// Until when a risk is accepted.
    AcceptedUntil,
    /// Why a risk is accepted.
    AcceptanceReason,
    /// A component's name.
    Name,
    /// What sort of thing a component is.
    Kind,
    /// How much a component matters.
    Tier,
    /// A component's own time to repair.
    Restore,
    /// A component's recovery time objective.
    Rto,
    /// A component's recovery point objective.
    Rpo,
    /// What a component lives in.
    Within,
    /// What a component needs.
    Requires,
    /// When a failure was met or practised.
    Rehearsals,
    /// What the model has no field for.
    Extra,
}

impl Field {
    /// The fields of a risk, in the order of a file.
    pub const OF_RISK: [Self; 18] = [
        Self::Reference,
        Self::Component,
        Self::Description,
        Self::Likelihood,
        Self::Impact,
        Self::Observations,
        Self::Mitigations,
        Self::RunbookActions,
        Self::Notes,
        Self::TrackerLinks,
        Self::Status,
        Self::Owner,
        Self::ReviewBy,
        Self::Rehearsals,
        Self::AcceptedBy,
        Self::AcceptedUntil,
        Self::AcceptanceReason,
        Self::Extra,
    ];

    /// The fields of a component, in the order of a file.
    pub const OF_COMPONENT: [Self; 12] = [
        Self::Name,
        Self::Kind,
        Self::Owner,
        Self::Tier,
        Self::Description,
        Self::Restore,
        Self::Rto,
        Self::Rpo,
        Self::Within,
        Self::Requires,
        Self::Rehearsals,
        Self::Extra,
    ];

    /// The path of the field in the text form and JSON, such as `acceptance.by`.
    pub fn path(self) -> &'static str {
        match self {
            Self::Reference => "reference",
            Self::Component => "component",
            Self::Description => "description",
            Self::Likelihood => "likelihood",
            Self::Impact => "impact",
            Self::Observations => "observations",
            Self::Mitigations => "mitigations",
            Self::RunbookActions => "runbook_actions",
            Self::Notes => "notes",
            Self::TrackerLinks => "tracker_links",
            Self::Status => "status",
            Self::Owner => "owner",
            Self::ReviewBy => "review_by",
            Self::AcceptedBy => "acceptance.by",
            Self::AcceptedUntil => "acceptance.until",
            Self::AcceptanceReason => "acceptance.reason",
            Self::Name => "name",
            Self::Kind => "kind",
            Self::Tier => "tier",
            Self::Restore => "restore",
            Self::Rto => "rto",
            Self::Rpo => "rpo",
            Self::Within => "within",
            Self::Requires => "requires",
            Self::Rehearsals => "rehearsals",
            Self::Extra => "extra",
        }
    }

    /// Whether a workbook can have a column of it: there is none for rehearsals.
    pub fn has_column(self) -> bool {
        self != Self::Rehearsals
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.path())
    }
}

/// A record of a register, by its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Record {
    /// The register itself.
    Register,
    /// The component at a position, from 0.
    Component(usize),
    /// The risk at a position, from 0.
    Risk(usize),
}

/// A place in a register: a record, a field of it, an entry of that field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Place {
    /// The record.
    pub record: Record,
    /// The field, unless the whole record is meant.
    pub field: Option<Field>,
    /// The position, from 0, in a field that is a list.
    pub entry: Option<usize>,
}

impl Place {
    /// A field of a risk.
    pub fn risk(position: usize, field: Field) -> Self {
        Self {
            record: Record::Risk(position),
            field: Some(field),
            entry: None,
        }
    }

    /// A field of a component.
    pub fn component(position: usize, field: Field) -> Self {
        Self {
            record: Record::Component(position),
            field: Some(field),
            entry: None,
        }
    }

    /// An entry of the field.
    #[must_use]
    pub fn at(mut self, entry: usize) -> Self {
        self.entry = Some(entry);
        self
    }
}
