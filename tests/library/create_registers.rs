//! Registers of every sort that the model has, representable or not, as strategies.

use std::fmt::Debug;
use std::str::FromStr;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use risk_core::{
    Component, Date, Observation, ObservationStatus, Origin, Register, Rehearsal, RehearsalKind,
    Requirement, Risk, Scale, Settings, Stated, TrackerLink, TrackerPattern, Trackers,
};

use crate::create_extras::extras;
use crate::create_scales::{Statement, scale, statement};
use crate::create_texts::{entry, text, word};

/// The settings of a register whose bare keys are links.
pub fn with_tracker() -> Settings {
    let mut pattern = TrackerPattern::new("Ops");
    pattern.prefixes = vec!["OPS".to_owned()];
    pattern.url = Some("https://jira.example/browse/{key}".to_owned());
    let mut settings = Settings::default();
    settings.trackers = Trackers::new(vec![pattern]).expect("the pattern is valid");
    settings
}

/// Settings with or without a tracker of one's own.
pub fn settings() -> impl Strategy<Value = Settings> {
    any::<bool>().prop_map(|has_tracker| {
        if has_tracker {
            with_tracker()
        } else {
            Settings::default()
        }
    })
}

/// A name that may be blank, and that others may have too.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        1 => Just(String::new()),
        2 => select(&["R1", "R1", "R~2", "API", "api"][..]).prop_map(str::to_owned),
        2 => word(),
    ]
}

fn stated<T: Clone + Debug + FromStr + 'static>(
    known: &[&'static str],
) -> impl Strategy<Value = Option<Stated<T>>> + use<T> {
    let recognised = select(known.to_vec());
    let other = prop_oneof![2 => text(), 1 => recognised.clone().prop_map(str::to_owned)];
    option::of(prop_oneof![
        3 => recognised.prop_map(Stated::parse),
        1 => other.prop_map(Stated::Unrecognised),
    ])
}

fn day() -> impl Strategy<Value = Option<Stated<Date>>> {
    let days = ["2027-03-31", "1900-01-15", "1900-03-01", "0001-01-01"];
    let any_year = -9999_i16..=9999;
    prop_oneof![
        3 => stated(&days),
        1 => any_year.prop_map(|year| Date::new(year, 12, 31).map(Stated::Known)),
    ]
}

fn observation() -> impl Strategy<Value = Observation> {
    let status = select(
        &[
            ObservationStatus::Implemented,
            ObservationStatus::Suggested,
            ObservationStatus::Unknown,
        ][..],
    );
    let line = entry().prop_map(|text| text.split('\n').next().unwrap_or_default().to_owned());
    let line = line.prop_filter("it says something", |text| !text.trim().is_empty());
    let text = prop_oneof![4 => line, 1 => entry()];
    (text, status).prop_map(|(text, status)| Observation::new(text, status))
}

fn link() -> impl Strategy<Value = TrackerLink> {
    let url = "https?://[a-z]{1,5}\\.example(:8080)?/[a-zA-Z0-9/?=&;,#%é\\[\\]{}^'\"<>-]{0,12}";
    prop_oneof![6 => url, 2 => "OPS-[0-9]{1,3}", 1 => entry()].prop_map(TrackerLink::new)
}

fn rehearsals() -> impl Strategy<Value = Vec<Rehearsal>> {
    let days = ["2027-03-31", "1900-01-15", "1850-01-01"];
    let first = (stated(&days), stated(&["tabletop", "Game day", "incident"]));
    let outcome = stated(&["passed", "partly", "failed"]);
    let times = (stated(&["30m", "1d12h30m"]), stated(&["90m", "0m"]));
    let link = option::of(prop_oneof![3 => link(), 1 => text().prop_map(TrackerLink::new)]);
    let rehearsal = (first, outcome, times, text(), link);
    let rehearsal = rehearsal.prop_map(|((date, kind), outcome, times, notes, link)| {
        let day = Date::new(2026, 5, 2).expect("there is such a day");
        let mut rehearsal = Rehearsal::new(day, RehearsalKind::GameDay);
        rehearsal.date = date.unwrap_or(rehearsal.date);
        rehearsal.kind = kind.unwrap_or(rehearsal.kind);
        rehearsal.outcome = outcome;
        (rehearsal.time_to_detect, rehearsal.time_to_recover) = times;
        (rehearsal.notes, rehearsal.link) = (notes, link);
        rehearsal
    });
    prop_oneof![2 => Just(Vec::new()), 1 => vec(rehearsal, 1..4)]
}

/// A risk, but for its levels.
fn risk() -> impl Strategy<Value = Risk> {
    let texts = (name(), name(), text(), text(), word(), word(), text());
    let lists = (
        vec(observation(), 0..5),
        vec(entry(), 0..4),
        vec(entry(), 0..4),
        vec(link(), 0..4),
    );
    let status = stated(&["open", "In progress", "accepted", "closed"]);
    let stated = ((status, day(), day()), (finding(), rehearsals()));
    (texts, lists, stated, extras()).prop_map(|(texts, lists, stated, extra)| {
        let mut risk = Risk::new(texts.0);
        risk.component = texts.1;
        risk.description = texts.2;
        risk.notes = texts.3;
        risk.owner = texts.4;
        risk.acceptance.by = texts.5;
        risk.acceptance.reason = texts.6;
        risk.observations = lists.0;
        risk.mitigations = lists.1.into_iter().map(Into::into).collect();
        risk.runbook_actions = lists.2.into_iter().map(Into::into).collect();
        risk.tracker_links = lists.3;
        (
            (risk.status, risk.review_by, risk.acceptance.until),
            (risk.finding, risk.rehearsals),
        ) = stated;
        risk.extra = extra;
        risk
    })
}

/// The question of a review, or what is none.
fn finding() -> impl Strategy<Value = String> {
    const KNOWN: [&str; 5] = ["", "", "dr-basics/rel9@Web shop", "a/b@c@d", "a/b@ "];
    prop_oneof![6 => select(&KNOWN[..]).prop_map(str::to_owned), 1 => word()]
}

fn requirement() -> impl Strategy<Value = Requirement> {
    let members = vec(prop_oneof![3 => word(), 1 => name()], 0..4);
    let effect = any::<bool>();
    let source = option::weighted(0.3, word());
    (members, 0_u32..5, effect, source).prop_map(|(members, need, is_soft, source)| {
        let mut requirement = Requirement::some_of(need, members);
        requirement.origin = source.map_or(Origin::Declared, Origin::Assumed);
        if is_soft {
            requirement.soft()
        } else {
            requirement
        }
    })
}

fn component() -> impl Strategy<Value = Component> {
    let texts = (name(), word(), word(), word(), text(), name());
    let length = || stated(&["30m", "4h", "1d12h30m", "90m", "0m"]);
    let requires = option::of(vec(requirement(), 0..3));
    let lengths = (length(), length(), length());
    let lists = (requires, rehearsals());
    (texts, lengths, lists, extras()).prop_map(|(texts, lengths, lists, extra)| {
        let mut component = Component::new(texts.0);
        component.kind = texts.1;
        component.owner = texts.2;
        component.tier = texts.3;
        component.description = texts.4;
        component.within = texts.5;
        (component.restore, component.rto, component.rpo) = lengths;
        (component.requires, component.rehearsals) = lists;
        component.extra = extra;
        component
    })
}

fn rated(risk: (Risk, Statement, Statement), scale: &Scale) -> Risk {
    let (mut risk, likelihood, impact) = risk;
    risk.likelihood = likelihood.on(scale.likelihood());
    risk.impact = impact.on(scale.impact());
    risk
}

/// Any register.
pub fn register() -> impl Strategy<Value = Register> {
    let risks = vec((risk(), statement(), statement()), 0..5);
    let parts = (word(), scale(), vec(component(), 0..4), risks);
    parts.prop_map(|(title, scale, components, risks)| {
        let risks = risks.into_iter().map(|risk| rated(risk, &scale)).collect();
        Register::new(title, scale, components, risks).expect("no entry is blank")
    })
}
