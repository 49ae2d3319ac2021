//! The fields of records by name.

use std::fmt;

use super::RecordKind;

/// Declares the fields of one sort of record: each with what it is, and its path in the text form.
///
/// One list gives the enum, [`ALL`](RiskField::ALL) and the paths, so that none of them can lack a
/// field.
macro_rules! fields {
    (
        $(#[$about:meta])*
        $name:ident { $($(#[$doc:meta])* $field:ident = $path:literal,)+ }
    ) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[expect(
            clippy::exhaustive_enums,
            reason = "a new field has to be a compile error wherever fields are told apart"
        )]
        pub enum $name {
            $($(#[$doc])* $field,)+
        }

        impl $name {
            /// Every field, in the order of a file.
            pub const ALL: &'static [Self] = &[$(Self::$field),+];

            /// The path of the field in the text form and JSON, such as `acceptance.by`.
            pub const fn path(self) -> &'static str {
                match self {
                    $(Self::$field => $path,)+
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.path())
            }
        }

    };
}

fields! {
    /// A field of a risk. A match over all of them is to break when there is a new one, so that no program
    /// leaves it out in silence.
    RiskField {
        /// What the risk is called.
        Reference = "reference",
        /// The component that the risk is of.
        Component = "component",
        /// How the component fails.
        Description = "description",
        /// How likely that is: a level of the scale.
        Likelihood = "likelihood",
        /// How bad that is: a level of the scale.
        Impact = "impact",
        /// How the failure would be noticed.
        Observations = "observations",
        /// What makes the failure rarer or milder.
        Mitigations = "mitigations",
        /// What to do when the failure happens.
        RunbookActions = "runbook_actions",
        /// Notes, in prose.
        Notes = "notes",
        /// Cards, tickets and issues.
        TrackerLinks = "tracker_links",
        /// Whether the risk is open, accepted or closed.
        Status = "status",
        /// Who answers for the risk.
        Owner = "owner",
        /// The day by which the risk is to be reviewed.
        ReviewBy = "review_by",
        /// When the failure was exercised.
        Rehearsals = "rehearsals",
        /// Who accepted the risk.
        AcceptedBy = "acceptance.by",
        /// Until when the risk is accepted.
        AcceptedUntil = "acceptance.until",
        /// Why the risk is accepted.
        AcceptanceReason = "acceptance.reason",
        /// How high the risk was rated when it was accepted.
        AcceptedRating = "acceptance.rating",
        /// What sort of risk it is.
        Category = "category",
        /// The question of a review that the risk was drafted from.
        Finding = "finding",
        /// What the model has no field for.
        Extra = "extra",
    }
}

fields! {
    /// A field of a component. A match over all of them is to break when there is a new one, so that no
    /// program leaves it out in silence.
    ComponentField {
        /// The name of the component.
        Name = "name",
        /// What sort of thing it is.
        Kind = "kind",
        /// Who answers for it.
        Owner = "owner",
        /// How much it matters.
        Tier = "tier",
        /// What it does.
        Description = "description",
        /// Its own time to repair.
        Restore = "restore",
        /// Its recovery time objective.
        Rto = "rto",
        /// Its recovery point objective.
        Rpo = "rpo",
        /// The zone, account or machine that it lives in.
        Within = "within",
        /// What it needs to work.
        Requires = "requires",
        /// When its failure was exercised.
        Rehearsals = "rehearsals",
        /// What it is in the sources that it was imported from.
        Origins = "origins",
        /// What the model has no field for.
        Extra = "extra",
    }
}

/// A field of a record of either sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(
    clippy::exhaustive_enums,
    reason = "a new sort of record has to be a compile error wherever fields are told apart"
)]
pub enum Field {
    /// A field of a component.
    Component(ComponentField),
    /// A field of a risk.
    Risk(RiskField),
}

impl Field {
    /// What sort of record has the field.
    pub const fn record(self) -> RecordKind {
        match self {
            Self::Component(_) => RecordKind::Component,
            Self::Risk(_) => RecordKind::Risk,
        }
    }

    /// The path of the field in the text form and JSON, such as `acceptance.by`.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Component(field) => field.path(),
            Self::Risk(field) => field.path(),
        }
    }
}

impl From<ComponentField> for Field {
    fn from(field: ComponentField) -> Self {
        Self::Component(field)
    }
}

impl From<RiskField> for Field {
    fn from(field: RiskField) -> Self {
        Self::Risk(field)
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.path())
    }
}
