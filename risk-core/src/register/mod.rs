//! The model: what a register states, and what it makes of that. Nothing here knows files, graphs
//! or formats.

mod component;
mod date;
mod duration;
mod extra;
mod finding;
#[cfg(feature = "workbook")]
pub(crate) mod footer;
mod headers;
mod kind;
#[cfg(feature = "trackers")]
mod meant;
mod names;
mod natural;
#[cfg(feature = "trackers")]
mod order;
mod origin;
mod owners;
mod record;
#[expect(
    clippy::module_inception,
    reason = "a file is named for the noun in it"
)]
mod register;
mod rehearsal;
#[cfg(feature = "trackers")]
pub(crate) mod representable;
mod requirement;
mod risk;
mod scale;
mod scope;
mod stated;
#[cfg(feature = "trackers")]
mod tracker;
mod tracker_link;
mod value;
mod views;
mod word_lists;

pub use component::Component;
pub use date::{Date, ParseDateError};
pub use duration::{Duration, ParseDurationError};
pub use extra::{DateTime, Extra, ExtraValue, ParseDateTimeError};
#[cfg(feature = "trackers")]
pub(crate) use finding::is_of_review;
#[cfg(feature = "trackers")]
pub use headers::Header;
pub(crate) use headers::Headers;
pub(crate) use kind::{Kind, Text};
pub use natural::natural_order;
#[cfg(feature = "trackers")]
pub(crate) use order::{Moment, Number, moment_of, number_of};
pub use origin::ComponentOrigin;
#[cfg(feature = "trackers")]
pub(crate) use owners::decided;
pub use owners::{Owners, UnknownOwner};
pub(crate) use record::{Record, RecordField};
pub use register::{Register, UnknownComponent};
pub use rehearsal::{
    Outcome, ParseOutcomeError, ParseRehearsalKindError, Rehearsal, RehearsalKind,
};
pub(crate) use requirement::bad_need;
pub use requirement::{
    Effect, Origin, ParseRequirementsError, Requirement, format_requirements, parse_requirements,
};
pub use risk::{
    Acceptance, Mitigation, Observation, ObservationStatus, ParseStatusError, Risk, RunbookAction,
    Status,
};
#[cfg(feature = "workbook")]
pub(crate) use scale::axes;
#[cfg(feature = "workbook")]
pub(crate) use scale::word_and_number;
pub use scale::{
    Colour, Level, LevelDefinition, Levels, ParseColourError, Scale, ScaleAnswer, ScaleError,
};
pub use scope::{Columns, SourceScope};
pub(crate) use stated::Recognise;
pub use stated::Stated;
#[cfg(feature = "trackers")]
pub use tracker::*;
pub use tracker_link::TrackerLink;
pub(crate) use value::blank_entry;
pub use value::{Entry, FieldValue};
pub use views::{ComponentView, RiskView};
#[cfg(feature = "trackers")]
pub(crate) use word_lists::word_lists;
