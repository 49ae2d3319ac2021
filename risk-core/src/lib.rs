//! Failure-mode risk registers: one record per way that a component can fail, with how likely and
//! how bad that is, how it would be noticed, what makes it milder and what to do when it happens.
//!
//! A register is text for git ([`folder`]), one JSON file, or somebody's spreadsheet
//! ([`workbook`]). Whichever it is, [`open()`] reads it; what in it makes no sense is a [`Finding`] with
//! its place, and never a guess.
//!
//! # Example
//!
//! ```
//! use risk_core::{Key, Observation, Register, Risk, Scale, Settings};
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
//! let findings = risk_core::check(&register, &Settings::default());
//! let codes: Vec<&str> = findings.iter().map(|finding| finding.rule.code).collect();
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
//! | Findings | [`Reading`], [`Finding`], [`Location`], [`Rule`], [`check()`], [`Settings`] |
//! | Forms | [`open()`], [`save()`], [`folder`], [`workbook`] |
//! | What fails with what | [`graph::Graph`], [`graph::BlastRadius`], [`graph::Structure`], [`graph::format`] |
//! | When it fails | [`runbook::plan`], [`runbook::Plan`], [`runbook::Page`] |
//! | How ready it is | [`readiness::coverage()`], [`readiness::next()`], [`readiness::Window`] |
//! | Changes | [`edit::Editor`], [`edit::Assignment`], [`edit::Edited`] |
//!
//! # Features
//!
//! All are on by default. Without them the crate is the model and its checks.
//!
//! - `folder`: the text form and JSON.
//! - `import`: reading the component graphs of other programs.
//! - `workbook`: reading spreadsheets, updating them in place, and making new ones.

#[cfg(any(feature = "folder", feature = "workbook"))]
mod change;
mod check;
pub mod document;
pub mod edit;
mod error;
#[cfg(any(feature = "folder", feature = "workbook"))]
mod file;
#[cfg(feature = "folder")]
pub mod folder;
pub mod graph;
#[cfg(feature = "workbook")]
mod lock_file;
#[cfg(all(feature = "folder", feature = "workbook"))]
mod open;
pub mod readiness;
mod register;
pub mod runbook;
#[cfg(all(feature = "folder", feature = "workbook"))]
mod save;
#[cfg(test)]
mod tests;
#[cfg(feature = "workbook")]
pub mod workbook;

#[cfg(any(feature = "folder", feature = "workbook"))]
pub use change::{CellChange, ChangeKind, FileChange, PartChange, WriteOptions};
pub use check::{
    Finding, Locate, Location, Reading, Rule, Settings, Severities, Severity, Subject, UnknownCode,
    catalogue, check,
};
pub use error::{Error, Problem};
#[cfg(any(feature = "folder", feature = "workbook"))]
pub use file::{replace as replace_file, replace_all as replace_files};
#[cfg(all(feature = "folder", feature = "workbook"))]
pub use open::{Form, open};
pub use register::{
    Acceptance, Colour, Columns, Component, ComponentView, Coverage, Date, DateTime, Duration,
    Effect, Extra, ExtraValue, Field, InvalidRegister, Key, Level, LevelDefinition, Levels,
    Mitigation, Observation, ObservationStatus, Origin, Outcome, ParseColourError, ParseDateError,
    ParseDateTimeError, ParseDurationError, ParseOutcomeError, ParseRehearsalKindError,
    ParseRequirementsError, ParseStatusError, Place, Recognised, Record, Register, Rehearsal,
    RehearsalKind, Requirement, Risk, RiskView, RunbookAction, Scale, ScaleError, Stated, Status,
    TrackerLink, TrackerPattern, TrackerPatternError, Trackers, UnknownComponent,
    format_requirements, natural_order, parse_requirements,
};

#[cfg(all(feature = "folder", feature = "workbook"))]
pub use save::save;

/// The code of the README runs as a test of the documentation.
#[cfg(all(doctest, feature = "workbook"))]
#[doc = include_str!("../../README.md")]
struct Readme;
