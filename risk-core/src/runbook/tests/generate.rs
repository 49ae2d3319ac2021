//! Registers whose texts try to be markup.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use crate::register::*;

const PARTS: &[&str] = &[
    "<script>alert(1)</script>",
    "](http://evil.example)",
    "[x](javascript:alert(1))",
    "![x](http://evil.example/x.png)",
    "`",
    "```",
    "|",
    "\n",
    "\n\n",
    "\n# ",
    "--",
    "-->",
    "<!-- step 0 -->",
    "<!-- ",
    "**",
    "_a_",
    "~~",
    "- ",
    "1. ",
    "1)",
    "+ ",
    "> ",
    "&lt;",
    "&",
    "\"",
    "'",
    "\\",
    "\u{202e}",
    "\u{1b}[31m",
    "<img src=x onerror=alert(1)>",
    "$x$",
    "    ",
    "a",
    "word",
    "Überlauf",
    ":",
    "===",
    "---",
    "[ ]",
    "[x]: http://evil.example",
    "[^1]",
    "<br>",
    "http://plain.example/a_b_c",
];

pub fn text() -> impl Strategy<Value = String> {
    vec(select(PARTS), 0..5).prop_map(|parts| parts.concat())
}

/// A text that states something.
pub fn words() -> impl Strategy<Value = String> {
    text().prop_map(|text| match text.trim() {
        "" => "x".to_owned(),
        _ => text,
    })
}

/// A name of one of a few components, so that risks and requirements meet.
fn name() -> impl Strategy<Value = String> {
    select(vec!["A", "B", "C<b>", "D](x)", "E|`", "F--><i>"]).prop_map(str::to_owned)
}

fn risk() -> impl Strategy<Value = Risk> {
    let levels = || option::of(select(vec!["Low", "Medium", "High", "?<i>"]));
    let status = select(vec![
        ObservationStatus::Implemented,
        ObservationStatus::Suggested,
        ObservationStatus::Unknown,
    ]);
    let lists = (
        vec((words(), status), 0..3),
        vec(words(), 0..2),
        vec(words(), 0..4),
        vec(words(), 0..2),
    );
    let texts = (text(), text(), text());
    let reference = select(vec!["R1", "R2", "R3", "R<4>", ""]);
    (reference, name(), texts, levels(), levels(), lists).prop_map(
        |(reference, component, texts, likelihood, impact, lists)| {
            let mut risk = Risk::new(reference);
            risk.component = component;
            (risk.description, risk.notes, risk.owner) = texts;
            risk.likelihood = likelihood.map(str::to_owned);
            risk.impact = impact.map(str::to_owned);
            risk.observations = lists
                .0
                .into_iter()
                .map(|(text, status)| Observation::new(text, status))
                .collect();
            risk.mitigations = lists.1.into_iter().map(Mitigation::from).collect();
            risk.runbook_actions = lists.2.into_iter().map(RunbookAction::from).collect();
            risk.tracker_links = lists.3.into_iter().map(TrackerLink::new).collect();
            risk
        },
    )
}

fn component(name: &'static str) -> impl Strategy<Value = Component> {
    let requires = option::of(vec(super::generate::name(), 0..3));
    (text(), text(), text(), option::of(0_u64..500), requires).prop_map(
        move |(owner, tier, description, restore, requires)| {
            let mut component = Component::new(name);
            (component.owner, component.tier, component.description) = (owner, tier, description);
            component.restore = restore.map(|minutes| Duration::from_minutes(minutes).into());
            component.rto = restore.map(|minutes| Duration::from_minutes(minutes / 2).into());
            component.requires = requires.map(|names| {
                let others = names.into_iter().filter(|other| other != name);
                others.map(Requirement::of).collect()
            });
            component
        },
    )
}

pub fn register() -> impl Strategy<Value = Register> {
    let components = (component("A"), component("B"), component("C<b>"));
    (text(), components, vec(risk(), 0..6)).prop_map(|(title, components, risks)| {
        let components = vec![components.0, components.1, components.2];
        Register::new(title, Scale::default(), components, risks).unwrap()
    })
}
