//! What risks and components have in common: a name, and fields that are got at alike.

#![deny(clippy::wildcard_enum_match_arm)]
#![cfg_attr(
    not(all(feature = "folder", feature = "workbook")),
    allow(dead_code, reason = "each form asks for something else")
)]

use std::fmt;
use std::hash::Hash;
use std::sync::Arc;

use serde::Serialize;

use super::kind::{At, Kind, Text};
#[cfg(feature = "trackers")]
use super::representable;
use super::{Component, Extra, FieldValue, Register, Rehearsal, Risk, Scale};
use crate::record::text::fold;
use crate::record::{ComponentField, Field, Key, RecordId, RecordKind, RecordPosition, RiskField};

/// A record of a register. What every form and every edit does with a record is written once, on
/// this.
pub(crate) trait Record:
    Clone + Default + fmt::Debug + PartialEq + Serialize + Send + Sync + 'static
{
    /// Its fields.
    type Field: RecordField<Record = Self>;
    /// What sort of record it is.
    const KIND: RecordKind;
    /// The folder of such records, and the key of their list in JSON.
    const FOLDER: &'static str;

    /// What it is called.
    fn name(&self) -> &str;
    fn name_mut(&mut self) -> &mut String;
    fn extra(&self) -> &Extra;
    fn extra_mut(&mut self) -> &mut Extra;
    fn rehearsals(&self) -> &[Rehearsal];
    fn rehearsals_mut(&mut self) -> &mut Vec<Rehearsal>;
    /// What identifies the record for a reader, when it comes or goes.
    fn summary(&self) -> &str;
    /// Why its row in a sheet would not be read as that of a record.
    #[cfg(feature = "trackers")]
    fn row_violation(&self) -> Option<&'static str>;
    /// Notes that not all of a field could be read, so that it is not known what it states.
    fn miss(&mut self, field: Self::Field);
    /// A name without that in which two of them may differ and still mean the same.
    fn fold_name(name: &str) -> String;

    /// The records of a register, in order, to be shared with another one.
    fn shared(register: &Register) -> &[Arc<Self>];
    fn id(key: Key) -> RecordId;
    fn at(position: usize) -> RecordPosition;
    /// The key of the record at a position of a register.
    fn key_at(register: &Register, position: usize) -> Option<Key>;

    /// The position of the record of a key.
    fn position(register: &Register, key: &Key) -> Option<usize> {
        match Self::KIND {
            RecordKind::Risk => register.risk(key).map(|risk| risk.position()),
            RecordKind::Component => register.component(key).map(|found| found.position()),
            RecordKind::Register => None,
        }
    }

    /// The records of a register, in order.
    fn all(register: &Register) -> impl ExactSizeIterator<Item = &Self> + Clone {
        Self::shared(register).iter().map(|record| &**record)
    }

    /// The id of the record at a position of a register; the register itself where there is none.
    fn id_at(register: &Register, position: usize) -> RecordId {
        Self::key_at(register, position).map_or(RecordId::Register, Self::id)
    }
}

/// A field of a sort of record.
pub(crate) trait RecordField:
    Copy + Ord + Hash + fmt::Debug + fmt::Display + Into<Field> + Send + Sync + 'static
{
    type Record: Record<Field = Self>;
    const ALL: &'static [Self];
    /// The field that has what the record is called.
    const NAME: Self;
    /// The field for what is beyond the model.
    const EXTRA: Self;
    /// The field for when its failure was exercised.
    const REHEARSALS: Self;

    fn path(self) -> &'static str;

    /// The field, where it is one of this sort of record.
    fn of(field: Field) -> Option<Self>;

    /// The field of a path, such as `acceptance.by`.
    fn by_path(path: &str) -> Option<Self> {
        let mut fields = Self::ALL.iter().copied();
        fields.find(|field| field.path() == path)
    }

    /// What the field holds, and how it is got at.
    fn kind(self) -> Kind<Self::Record>;

    /// See [`RiskField::has_column`].
    fn has_column(self) -> bool {
        match self.kind() {
            Kind::Rehearsals(_) | Kind::TrackerLinks(_) | Kind::Origins(_) | Kind::Extra => false,
            Kind::Text(..)
            | Kind::Notes(..)
            | Kind::Level(..)
            | Kind::Status(_)
            | Kind::Date(_)
            | Kind::Duration(_)
            | Kind::Observations(_)
            | Kind::Mitigations(_)
            | Kind::RunbookActions(_)
            | Kind::Requires(_) => true,
        }
    }
}

/// Where a field is in its record.
macro_rules! at {
    ($($field:ident).+) => {
        At { get: |record| &record.$($field).+, get_mut: |record| &mut record.$($field).+ }
    };
}

impl RiskField {
    /// Whether a sheet can have a column of it: rehearsals have a sheet, tracker links stand among the
    /// notes, and what is beyond the model has columns of its own.
    pub fn has_column(self) -> bool {
        RecordField::has_column(self)
    }

    /// What the field holds, and how it is got at.
    pub(crate) fn kind(self) -> Kind<Risk> {
        match self {
            Self::Reference => Kind::Text(Text::Name, at!(reference)),
            Self::Component => Kind::Text(Text::Component, at!(component)),
            Self::Description => Kind::Text(Text::Prose, at!(description)),
            Self::Likelihood => Kind::Level(Scale::likelihood, at!(likelihood)),
            Self::Impact => Kind::Level(Scale::impact, at!(impact)),
            Self::Observations => Kind::Observations(at!(observations)),
            Self::Mitigations => Kind::Mitigations(at!(mitigations)),
            Self::RunbookActions => Kind::RunbookActions(at!(runbook_actions)),
            Self::Notes => Kind::Notes(at!(notes), at!(tracker_links)),
            Self::TrackerLinks => Kind::TrackerLinks(at!(tracker_links)),
            Self::Status => Kind::Status(at!(status)),
            Self::Owner => Kind::Text(Text::Line, at!(owner)),
            Self::ReviewBy => Kind::Date(at!(review_by)),
            Self::Rehearsals => Kind::Rehearsals(at!(rehearsals)),
            Self::AcceptedBy => Kind::Text(Text::Line, at!(acceptance.by)),
            Self::AcceptedUntil => Kind::Date(at!(acceptance.until)),
            Self::AcceptanceReason => Kind::Text(Text::Prose, at!(acceptance.reason)),
            Self::AcceptedRating => Kind::Level(Scale::rating, at!(acceptance.rating)),
            Self::Category => Kind::Text(Text::Line, at!(category)),
            Self::Finding => Kind::Text(Text::Finding, at!(finding)),
            Self::Extra => Kind::Extra,
        }
    }
}

impl ComponentField {
    /// What the field holds, and how it is got at.
    pub(crate) fn kind(self) -> Kind<Component> {
        match self {
            Self::Name => Kind::Text(Text::Name, at!(name)),
            Self::Kind => Kind::Text(Text::Line, at!(kind)),
            Self::Owner => Kind::Text(Text::Line, at!(owner)),
            Self::Tier => Kind::Text(Text::Line, at!(tier)),
            Self::Description => Kind::Text(Text::Prose, at!(description)),
            Self::Restore => Kind::Duration(at!(restore)),
            Self::Rto => Kind::Duration(at!(rto)),
            Self::Rpo => Kind::Duration(at!(rpo)),
            Self::Within => Kind::Text(Text::Container, at!(within)),
            Self::Requires => Kind::Requires(at!(requires)),
            Self::Origins => Kind::Origins(at!(origins)),
            Self::Rehearsals => Kind::Rehearsals(at!(rehearsals)),
            Self::Extra => Kind::Extra,
        }
    }
}

/// A sort of record: its type, that of its fields and which of them has its name, its folder, where it
/// has its name, and the methods of a register that give all of them and one.
macro_rules! record {
    (
        $record:ident, $field:ident::$named:ident, $folder:literal, $name:ident, $all:ident, $one:ident,
        { $($own:item)+ }
    ) => {
        impl Record for $record {
            type Field = $field;
            const KIND: RecordKind = RecordKind::$record;
            const FOLDER: &'static str = $folder;

            fn name(&self) -> &str {
                &self.$name
            }

            fn name_mut(&mut self) -> &mut String {
                &mut self.$name
            }

            fn extra(&self) -> &Extra {
                &self.extra
            }

            fn extra_mut(&mut self) -> &mut Extra {
                &mut self.extra
            }

            fn rehearsals(&self) -> &[Rehearsal] {
                &self.rehearsals
            }

            fn rehearsals_mut(&mut self) -> &mut Vec<Rehearsal> {
                &mut self.rehearsals
            }

            fn shared(register: &Register) -> &[Arc<Self>] {
                register.$all()
            }

            fn id(key: Key) -> RecordId {
                RecordId::$record(key)
            }

            fn at(position: usize) -> RecordPosition {
                RecordPosition::$record(position)
            }

            fn key_at(register: &Register, position: usize) -> Option<Key> {
                register.$one(position).map(|record| record.key())
            }

            $($own)+
        }

        impl RecordField for $field {
            type Record = $record;
            const ALL: &'static [Self] = Self::ALL;
            const NAME: Self = Self::$named;
            const EXTRA: Self = Self::Extra;
            const REHEARSALS: Self = Self::Rehearsals;

            fn path(self) -> &'static str {
                self.path()
            }

            fn of(field: Field) -> Option<Self> {
                if let Field::$record(field) = field {
                    Some(field)
                } else {
                    None
                }
            }

            fn kind(self) -> Kind<$record> {
                self.kind()
            }
        }

        impl $field {
            /// What a record states in the field.
            ///
            /// ```
            /// use risk_core::{Risk, RiskField};
            ///
            /// let mut risk = Risk::new("R01");
            /// risk.impact = Some("High".into());
            /// assert_eq!(RiskField::Impact.get(&risk).to_string(), "High");
            /// ```
            pub fn get(self, record: &$record) -> FieldValue {
                self.kind().get(record)
            }
        }
    };
}

record!(
    Risk,
    RiskField::Reference,
    "risks",
    reference,
    shared_risks,
    risk_at,
    {
        fn summary(&self) -> &str {
            if self.description.trim().is_empty() {
                &self.reference
            } else {
                &self.description
            }
        }

        #[cfg(feature = "trackers")]
        fn row_violation(&self) -> Option<&'static str> {
            representable::row_violation_of_risk(self)
        }

        fn miss(&mut self, field: RiskField) {
            self.unread.push(field);
        }

        /// `PAY-007` and `PAY 007` are two references, as both are codes and not words.
        fn fold_name(name: &str) -> String {
            name.trim().to_lowercase()
        }
    }
);

record!(
    Component,
    ComponentField::Name,
    "components",
    name,
    shared_components,
    component_at,
    {
        fn summary(&self) -> &str {
            &self.name
        }

        #[cfg(feature = "trackers")]
        fn row_violation(&self) -> Option<&'static str> {
            representable::row_violation_of_component(self)
        }

        fn miss(&mut self, field: ComponentField) {
            self.unread.push(field);
        }

        /// As [`Register::resolve_component`] compares names: one of hyphens alone, of which folding leaves nothing, as it is.
        fn fold_name(name: &str) -> String {
            match fold(name) {
                folded if folded.is_empty() => name.trim().to_owned(),
                folded => folded,
            }
        }
    }
);
