//! Failure-mode risk registers: one record per way that a component can fail, with how likely and
//! how bad that is, how it would be noticed, what makes it milder and what to do when it happens.
//!
//! A register is text for git ([`folder`]), one [`json`] file, or somebody's spreadsheet
//! ([`workbook`]). Whichever it is, [`open()`] reads it from the disk and [`open_bytes()`] from memory; what
//! in it makes no sense is a [`Finding`] with its place, and never a guess.
//!
//! # Example
//!
//! ```
//! use risk_core::{Date, Key, Observation, Register, Risk, Scale, Settings};
//!
//! let mut risk = Risk::new("R01");
//! risk.component = "Booking API".into();
//! risk.description = "Connections to the database run out".into();
//! risk.likelihood = Some("Medium".into());
//! risk.impact = Some("high".into());
//! risk.observations = vec![Observation::suggested("Alarm on waiting connections")];
//!
//! let register = Register::new("Trips", Scale::default(), Vec::new(), vec![risk])?;
//! let risk = register.risk(&Key::first("R01")).unwrap();
//! let rating = risk.rating().unwrap();
//! assert_eq!(register.scale().rating().label(rating), "High");
//!
//! let today = Date::new(2026, 6, 1).unwrap();
//! let findings = risk_core::check(&register, &Settings::default(), today);
//! let codes: Vec<&str> = findings.iter().map(|finding| finding.code()).collect();
//! assert!(codes.contains(&"no-implemented-observation"));
//! # Ok::<(), risk_core::InvalidRegister>(())
//! ```
//!
//! # Types
//!
//! | What | Types |
//! |---|---|
//! | The model | [`Register`], [`Risk`], [`Component`], [`Requirement`], [`Observation`], [`Rehearsal`], [`Extra`] |
//! | What the register makes of it | [`RiskView`], [`ComponentView`], [`Key`], [`Stated`] |
//! | Scales | [`Scale`], [`Levels`], [`Level`] |
//! | Tracker links | [`TrackerLink`], [`Trackers`], [`Recognised`] |
//! | Findings | [`Reading`], [`Finding`], [`Location`], [`Rule`], [`Check`], [`check()`], [`Settings`] |
//! | Forms, as bytes | [`open_bytes()`], [`folder`], [`json`], [`workbook`] |
//! | Forms, as files | [`open()`], [`save()`], [`disk`] |
//! | What fails with what | [`graph::Graph`], [`graph::BlastRadius`], [`graph::Structure`], [`graph::format`] |
//! | When it fails | [`runbook::plan`], [`runbook::Plan`], [`runbook::Page`] |
//! | How ready it is | [`readiness::CoverageAnswer`], [`readiness::NextAnswer`], [`readiness::Window`] |
//! | Changes | [`edit::Editor`], [`edit::Assignment`], [`edit::Edited`] |
//! | The review before it | [`review::Questionnaire`], [`review::Review`], [`review::Rules`], [`review::Statistics`], [`review::draft_risks`] |
//! | Two versions | [`versions::diff`], [`versions::Diff`], [`versions::merge`], [`versions::Conflict`] |
//!
//! # Features
//!
//! All are on by default. A feature adds items and changes no answer: what would be another answer
//! without it is not there. Without any, the crate is the model, the graph, edits and readiness.
//!
//! | Feature | What it adds | Needs |
//! |---|---|---|
//! | `disk` | [`disk`]: registers in files, opened and replaced, with locks; [`open()`], [`save()`]. Nothing on wasm32 | |
//! | `folder` | [`folder`], [`json`] and [`review`], from and to bytes | `schema`, as a folder has its schemas in it, and `trackers`, which both forms may state |
//! | `import` | reading the component graphs of other programs: [`graph::format`] | |
//! | `parallel` | threads, where the system has any: the same bytes sooner | |
//! | `schema` | JSON Schemas of the types that are answers | |
//! | `trackers` | [`Trackers`], and what asks them: [`check()`], [`Settings`], [`Reading`], [`runbook`], [`document`], [`versions`] | |
//! | `workbook` | [`workbook`]: reading spreadsheets, updating them in place, and making new ones, from and to bytes | `trackers` |
//!
//! # On wasm32
//!
//! All but `disk` is there, and no file, clock or thread is asked for, with one exception: the writer behind
//! [`workbook::create`], the crate `rust_xlsxwriter`, asks for the time when it starts, although what it
//! makes has a fixed one, and on `wasm32-unknown-unknown` the standard library has no time and panics. Its
//! feature `wasm` has it ask JavaScript, by `wasm-bindgen`, which `zip` brings as well.
//!
//! For a host without JavaScript, `tests/wasm` in the repository shows what stands for these: its module
//! asks its host for nothing.
//!
//! # Compatibility
//!
//! Versions follow Semantic Versioning. The oldest Rust that builds the crate is its `rust-version`; to need a
//! newer one is a minor version, and never a patch.
//!
//! Enums that will grow are `non_exhaustive`: errors, formats, what is recognised, found, drawn or suggested, and
//! the parts of a page. Enums that a match should break on are not: the fields of a record ([`RiskField`],
//! [`ComponentField`]), what they hold ([`FieldValue`], [`Entry`]), the sorts of record ([`RecordId`]) and the
//! words that the schemas fix ([`Status`], [`ObservationStatus`], [`Outcome`], [`Effect`]). There, a value that a
//! program does not handle would be left out in silence, so a new one is a compile error, and a major version.

// Where docs.rs builds this, each item names the features that it needs.
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod answer;
#[cfg(any(feature = "folder", feature = "workbook"))]
mod change;
#[cfg(feature = "trackers")]
mod check;
#[cfg(all(feature = "folder", feature = "workbook"))]
mod content;
#[cfg(all(feature = "disk", not(target_arch = "wasm32")))]
pub mod disk;
#[cfg(feature = "trackers")]
pub mod document;
pub mod edit;
mod enum_words;
mod error;
#[cfg(feature = "trackers")]
mod expression;
#[cfg(feature = "folder")]
pub mod folder;
#[cfg(feature = "folder")]
pub mod gate;
pub mod graph;
#[cfg(feature = "workbook")]
mod import;
#[cfg(any(feature = "disk", feature = "workbook"))]
mod parallel;
#[cfg(feature = "trackers")]
pub mod query;
mod question;
pub mod readiness;
mod record;
mod register;
mod remedy;
#[cfg(feature = "trackers")]
pub mod report;
#[cfg(feature = "folder")]
pub mod review;
#[cfg(feature = "trackers")]
pub mod runbook;
#[cfg(test)]
mod tests;
#[cfg(feature = "trackers")]
pub mod versions;
#[cfg(feature = "workbook")]
pub mod workbook;

/// JSON, one text of any size: read, made, and put into one that is there, which keeps the keys that it
/// does not know.
#[cfg(feature = "folder")]
pub mod json {
    pub use crate::folder::read_json::read;
    pub use crate::folder::write_json::{put, put_edit, write};
}

#[cfg(any(feature = "folder", feature = "workbook"))]
pub use change::{CellChange, CellNote, ChangeKind, FileChange, PartChange, WriteOptions};
#[cfg(feature = "trackers")]
pub use check::{
    Check, Finding, FindingData, InvalidCode, Policy, Reading, Remark, Rule, Settings, Severities,
    Severity, Subject, SuppressedFinding, Suppression, Thresholds, UnknownCode, catalogue, check,
    check_with, new_findings,
};
#[cfg(all(feature = "folder", feature = "workbook"))]
pub use content::{Form, open_bytes};
#[cfg(all(
    feature = "disk",
    feature = "folder",
    feature = "workbook",
    not(target_arch = "wasm32")
))]
pub use disk::{open, save};
#[cfg(all(feature = "disk", not(target_arch = "wasm32")))]
pub use disk::{replace_file, replace_files};
pub use error::{Error, InvalidRegister, Problem, Remedy, Unmatched};
#[cfg(feature = "trackers")]
pub use expression::{Expression, ExpressionError, Truth};
#[cfg(feature = "workbook")]
pub use import::{Import, ImportAnswer, ImportNote, ImportOptions};
pub use question::{Answer, Question};
pub use record::{
    Beside, ComponentField, Field, FieldPath, Key, Locate, Location, Place, RecordId, RecordKind,
    RecordPosition, RiskField, UnknownKey,
};
pub use register::{
    Acceptance, Colour, Columns, Component, ComponentOrigin, ComponentView, Date, DateTime,
    Duration, Effect, Entry, Extra, ExtraValue, FieldValue, Level, LevelDefinition, Levels,
    Mitigation, Observation, ObservationStatus, Origin, Outcome, Owners, ParseColourError,
    ParseDateError, ParseDateTimeError, ParseDurationError, ParseOutcomeError,
    ParseRehearsalKindError, ParseRequirementsError, ParseStatusError, Register, Rehearsal,
    RehearsalKind, Requirement, Risk, RiskView, RunbookAction, Scale, ScaleAnswer, ScaleError,
    SourceScope, Stated, Status, TrackerLink, UnknownComponent, UnknownOwner, format_requirements,
    natural_order, parse_requirements,
};
#[cfg(feature = "trackers")]
pub use register::{Recognised, TrackerPattern, TrackerPatternError, Trackers};

/// The code of the README runs as a test of the documentation.
#[cfg(all(doctest, feature = "workbook"))]
#[doc = include_str!("../../README.md")]
struct Readme;
