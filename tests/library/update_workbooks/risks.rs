//! What the rows of somebody's register state, as strategies. All of it is such that a cell can
//! hold it; the layouts of cells are those of the plan.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use risk_core::{
    Component, Date, Duration, Observation, ObservationStatus, Rehearsal, RehearsalKind, Risk,
    Stated, Status, TrackerLink,
};

/// Lines of texts, none of which begins with a mark.
pub const LINES: [&str; 22] = [
    "Connections run out",
    "Deploys fail <half> way",
    "Latency \"spikes\" & errors",
    "Größe über dem Limit",
    "課金が止まる",
    "An odd _x0041_ name",
    "=1+1 breaks the sheet",
    "a  double  space",
    "It is 😀 late",
    "100 % of 2 nodes",
    "N/A",
    "TRUE",
    "2027-03-31",
    "it's 'quoted'",
    "See https://trello.com/c/prose for more",
    "a\ttab",
    "]]> &amp; <b>",
    "+49 30 1234",
    "@ops-team",
    "#REF! in a report",
    "e\u{301}\u{200b}",
    "ends with a stop.",
];

const REFERENCES: [&str; 12] = [
    "R1", "R2", "R3", "R3", "", "7", "12", "007", "PAY-008", "r1", "R~2", "Ä 1",
];
const LEVELS: [&str; 9] = [
    "Low", "Medium", "High", "med", "Hgih", "1", "3", "5", "very-low",
];
const COMPONENTS: [&str; 6] = ["API", "Orders DB", "Mail & co", "DNS", "api", "1"];
const DAYS: [&str; 4] = ["2027-03-31", "1999-12-31", "2026-02-28", "Q1 2026"];
const STATUSES: [&str; 5] = ["open", "in-progress", "accepted", "closed", "won't fix"];
/// Lines that prose alone can have.
const ODD: [&str; 5] = ["", " ", "two\r\nlines", " led and trailed ", "\u{1}"];
const URLS: [&str; 4] = [
    "https://trello.com/c/a1",
    "https://jira.example/browse/OPS-1?x=1&y=2",
    "https://github.com/a/b/issues/3#top",
    "http://a.example",
];

fn line() -> impl Strategy<Value = String> {
    select(&LINES[..]).prop_map(str::to_owned)
}

fn word() -> impl Strategy<Value = String> {
    prop_oneof![1 => Just(String::new()), 3 => line()]
}

/// An entry of a list: a line or two.
fn entry() -> impl Strategy<Value = String> {
    vec(line(), 1..3).prop_map(|lines| lines.join("\n"))
}

/// Text whose outer white space is content.
fn prose() -> impl Strategy<Value = String> {
    let line = prop_oneof![5 => line(), 1 => select(&ODD[..]).prop_map(str::to_owned)];
    vec(line, 0..4).prop_map(|lines| lines.join("\n"))
}

fn observation() -> impl Strategy<Value = Observation> {
    let status = select(
        &[
            ObservationStatus::Implemented,
            ObservationStatus::Suggested,
            ObservationStatus::Unknown,
        ][..],
    );
    (line(), status).prop_map(|(text, status)| Observation::new(text, status))
}

fn day() -> impl Strategy<Value = Option<Stated<Date>>> {
    option::of(select(&DAYS[..]).prop_map(Stated::parse))
}

fn status() -> impl Strategy<Value = Option<Stated<Status>>> {
    option::of(select(&STATUSES[..]).prop_map(Stated::parse))
}

/// Most of them are such as there are others of.
fn rehearsal() -> impl Strategy<Value = Rehearsal> {
    const KINDS: [&str; 5] = ["tabletop", "game-day", "incident", "drill", ""];
    let length = || option::of(select(&["4m", "25m", "2 hrs"][..]).prop_map(Stated::parse));
    let outcome = option::of(select(&["passed", "failed", "fine"][..]).prop_map(Stated::parse));
    let link = option::of(select(
        &["https://trello.com/c/a1", "OPS-7", "see mail"][..],
    ));
    let stated = (select(&DAYS[..]), select(&KINDS[..]), outcome);
    (stated, length(), length(), prose(), link).prop_map(
        |(stated, detect, recover, notes, link)| {
            let date = Date::new(2027, 3, 31).expect("there is such a day");
            let mut rehearsal = Rehearsal::new(date, RehearsalKind::Incident);
            (rehearsal.date, rehearsal.kind) = (Stated::parse(stated.0), Stated::parse(stated.1));
            rehearsal.outcome = stated.2;
            (rehearsal.time_to_detect, rehearsal.time_to_recover) = (detect, recover);
            rehearsal.notes = notes;
            rehearsal.link = link.map(TrackerLink::new);
            rehearsal
        },
    )
}

pub fn rehearsals() -> impl Strategy<Value = Vec<Rehearsal>> {
    prop_oneof![2 => Just(Vec::new()), 3 => vec(rehearsal(), 1..4)]
}

pub fn risk() -> impl Strategy<Value = Risk> {
    let names = (select(&REFERENCES[..]), option::of(select(&COMPONENTS[..])));
    let texts = (entry(), prose(), word(), word(), prose());
    let levels = (
        option::of(select(&LEVELS[..])),
        option::of(select(&LEVELS[..])),
    );
    let link = select(&URLS[..]).prop_map(TrackerLink::new);
    let lists = (
        vec(observation(), 0..4),
        vec(entry(), 0..3),
        vec(entry(), 0..3),
        vec(link, 0..3),
    );
    let stated = ((status(), day(), day()), rehearsals());
    (names, texts, levels, lists, stated).prop_map(|(names, texts, levels, lists, stated)| {
        let mut risk = Risk::new(names.0);
        risk.component = names.1.unwrap_or_default().into();
        (risk.description, risk.notes, risk.owner) = (texts.0, texts.1, texts.2);
        (risk.acceptance.by, risk.acceptance.reason) = (texts.3, texts.4);
        risk.likelihood = levels.0.map(str::to_owned);
        risk.impact = levels.1.map(str::to_owned);
        risk.observations = lists.0;
        risk.mitigations = lists.1.into_iter().map(Into::into).collect();
        risk.runbook_actions = lists.2.into_iter().map(Into::into).collect();
        risk.tracker_links = lists.3;
        (
            (risk.status, risk.review_by, risk.acceptance.until),
            risk.rehearsals,
        ) = stated;
        risk
    })
}

pub fn component() -> impl Strategy<Value = Component> {
    let length = option::of(select(&["30m", "4h", "1d12h", "2 hrs"][..]));
    let texts = (select(&COMPONENTS[..]), word(), prose());
    let stated = (length, rehearsals());
    (texts, stated).prop_map(|((name, owner, description), (restore, rehearsals))| {
        let mut component = Component::new(name);
        component.owner = owner;
        component.description = description;
        component.restore = restore.map(Stated::<Duration>::parse);
        component.rehearsals = rehearsals;
        component
    })
}
