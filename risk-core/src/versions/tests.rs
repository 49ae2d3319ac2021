//! What two versions of a register differ in.

mod called;
mod diffs;
mod laws;
mod properties;

use std::collections::BTreeSet;

use crate::check::{Reading, Settings};

use crate::edit::Editor;
use crate::record::{ComponentField, RiskField};
use crate::register::{
    Columns, Component, Date, Observation, Register, Requirement, Risk, Scale, SourceScope,
    TrackerLink,
};

/// A register with something of everything: components that require others, and risks of them.
fn base() -> Register {
    let component = |name: &str, requires: &[&str]| {
        let mut component = Component::new(name);
        component.requires = Some(requires.iter().copied().map(Requirement::of).collect());
        component
    };
    let components = vec![
        component("Checkout API", &["Postgres", "Redis"]),
        component("Postgres", &[]),
        component("Redis", &[]),
        component("CDN", &[]),
        component("Queue", &[]),
    ];
    let risk = |reference: &str, component: &str, description: &str, levels: [&str; 2]| {
        let mut risk = Risk::new(reference);
        (risk.component, risk.description) = (component.into(), description.into());
        [risk.likelihood, risk.impact] = levels.map(|level| Some(level.to_owned()));
        risk
    };
    let mut first = risk(
        "R01",
        "Postgres",
        "Connections to the database run out",
        ["Low", "High"],
    );
    first.observations = vec![
        Observation::implemented("Alarm on 80 waiting connections"),
        Observation::suggested("Dashboard of slow queries"),
    ];
    first.mitigations = [
        "Limit the connections of a client",
        "Queue what can wait",
        "Fail over",
    ]
    .map(Into::into)
    .into();
    first.notes = "Seen in May.\nThe pool has 100 connections.\nAsk Ann.".into();
    first.tracker_links = [
        "https://trello.com/c/laD9plQE",
        "https://trello.com/c/k3VtQ9aZ",
    ]
    .map(TrackerLink::new)
    .into();
    let risks = vec![
        first,
        risk(
            "R02",
            "Redis",
            "Sessions are lost when a node restarts",
            ["Medium", "Medium"],
        ),
        risk(
            "R03",
            "CDN",
            "Certificates of the edge expire",
            ["Low", "Low"],
        ),
        risk("R04", "Queue", "Messages wait for hours", ["Medium", "Low"]),
        risk(
            "R05",
            "Checkout API",
            "A bad release reaches all customers",
            ["High", "Medium"],
        ),
        risk(
            "R06",
            "Checkout API",
            "Cards cannot be charged",
            ["Low", "Medium"],
        ),
    ];
    Register::new("Shop", Scale::default(), components, risks).unwrap()
}

/// The register after some edits.
fn edited(register: &Register, edit: impl FnOnce(&mut Editor)) -> Register {
    let mut editor = Editor::new(register.clone());
    edit(&mut editor);
    editor.finish().unwrap().after
}

/// The base after assignments to risks, such as `R01 likelihood=High`.
fn assigned(texts: &[&str]) -> Register {
    edited(&base(), |editor| {
        for text in texts {
            let (reference, assignment) = text.split_once(' ').unwrap();
            let assignment = assignment.parse().unwrap();
            editor.set_risk(reference, &[assignment]).unwrap();
        }
    })
}

fn reading(register: &Register) -> Reading {
    Reading::of(register.clone(), Settings::default())
}

fn today() -> Date {
    Date::new(2026, 6, 1).unwrap()
}

/// The reading of a sheet of risks that has columns for all but the status and tracker links.
fn sheet(register: &Register) -> Reading {
    let mut sheet = reading(register);
    let fields = RiskField::ALL.iter().copied();
    let has = |field: &RiskField| !matches!(field, RiskField::Status | RiskField::TrackerLinks);
    sheet.scope = SourceScope::Columns {
        risks: Columns {
            fields: fields.filter(has).collect(),
            ..Columns::default()
        },
        components: None::<Columns<ComponentField>>,
        unstated: Vec::new(),
        elsewhere: BTreeSet::default(),
        components_elsewhere: BTreeSet::default(),
        doubtful: BTreeSet::default(),
        unplaced: BTreeSet::default(),
    };
    sheet
}
