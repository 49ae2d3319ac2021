//! Registers and edits for properties.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::*;
use crate::record::{ComponentField, Key, RiskField};
use crate::register::{
    Extra, ExtraValue, Mitigation, Observation, Rehearsal, RehearsalKind, Stated, TrackerLink,
};

const NAMES: &[&str] = &[
    "", " ", "A", "a", "Redis A", "redis-a", "B", "none", "A~2", "-", "é;(",
];
pub(crate) const REFERENCES: &[&str] = &[
    "",
    "R01",
    "r01",
    "R1",
    "R~2",
    "PAY-007",
    "R9999999999999999",
    "~1",
];
const LEVELS: &[&str] = &["", "Low", "med", "H", "Rare", "3", "Hihg"];
const TEXTS: &[&str] = &[
    "",
    " ",
    "x",
    "High",
    "2027-03-31",
    "5",
    "closed",
    "A; 1 of (B, a)",
    "\n",
];

pub(crate) fn any_of(known: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop_oneof![8 => select(known).prop_map(str::to_owned), 1 => "\\PC{0,8}", 1 => any::<String>()]
}

fn entry() -> impl Strategy<Value = String> {
    any_of(TEXTS).prop_map(|text| format!("{text}x"))
}

fn extra() -> impl Strategy<Value = Extra> {
    let value = prop_oneof![
        any_of(TEXTS).prop_map(ExtraValue::Text),
        any::<i64>().prop_map(ExtraValue::Integer),
        any::<f64>().prop_map(ExtraValue::Float),
    ];
    vec((any_of(NAMES), 1_u32..3, value), 0..3).prop_map(|values| {
        let mut extra = Extra::default();
        for (name, occurrence, value) in values {
            extra.insert(Key::new(name, occurrence), value);
        }
        extra
    })
}

fn rehearsal() -> impl Strategy<Value = Rehearsal> {
    let words = (any_of(TEXTS), any_of(TEXTS), option::of(any_of(TEXTS)));
    let rest = (any_of(TEXTS), option::of(any_of(TEXTS)));
    (words, rest).prop_map(|((date, kind, outcome), (notes, link))| {
        let day = "2026-05-02".parse::<crate::register::Date>().unwrap();
        let mut rehearsal = Rehearsal::new(day, RehearsalKind::GameDay);
        // Most are as they should be.
        if date.len() > 1 {
            rehearsal.date = Stated::parse(&date);
        }
        if kind.len() > 5 {
            rehearsal.kind = Stated::parse(&kind);
        }
        rehearsal.outcome = outcome.map(|text| Stated::parse(&text));
        (rehearsal.notes, rehearsal.link) = (notes, link.map(TrackerLink::new));
        rehearsal
    })
}

fn risk() -> impl Strategy<Value = Risk> {
    let texts = (
        any_of(REFERENCES),
        any_of(NAMES),
        any_of(TEXTS),
        any_of(TEXTS),
    );
    let levels = (option::of(any_of(LEVELS)), option::of(any_of(LEVELS)));
    let lists = (vec(entry(), 0..3), vec(entry(), 0..3), vec(entry(), 0..3));
    let status = option::of(any_of(TEXTS).prop_map(|text| Stated::parse(&text)));
    let rest = (vec(rehearsal(), 0..3), extra());
    (texts, levels, lists, status, rest).prop_map(|(texts, levels, lists, status, rest)| {
        let mut risk = Risk::new(texts.0);
        (risk.component, risk.description, risk.acceptance.by) = (texts.1, texts.2, texts.3);
        (risk.likelihood, risk.impact) = levels;
        risk.observations = lists.0.into_iter().map(Observation::unknown).collect();
        risk.mitigations = lists.1.into_iter().map(Mitigation::from).collect();
        risk.tracker_links = lists.2.into_iter().map(TrackerLink::new).collect();
        risk.status = status;
        (risk.rehearsals, risk.extra) = rest;
        risk
    })
}

fn component() -> impl Strategy<Value = Component> {
    let group = (0_u32..4, vec(any_of(NAMES), 0..3));
    let requirement = group.prop_map(|(need, members)| Requirement::some_of(need, members));
    let requires = option::of(vec(requirement, 0..3));
    let rest = (vec(rehearsal(), 0..3), extra());
    (any_of(NAMES), any_of(NAMES), requires, rest).prop_map(|(name, within, requires, rest)| {
        let mut component = inside(&name, &within);
        component.requires = requires;
        (component.rehearsals, component.extra) = rest;
        component
    })
}

pub(crate) fn any_register() -> impl Strategy<Value = Register> {
    let parts = (
        select(Scale::BUILT_IN.as_slice()),
        vec(component(), 0..5),
        vec(risk(), 0..5),
    );
    parts.prop_map(|(scale, components, risks)| {
        Register::new("Test", Scale::built_in(scale).unwrap(), components, risks).unwrap()
    })
}

pub(crate) const TIDY: &[&str] = &["A", "Redis A", "B", "API"];

/// A register in which no two names are alike; not all of them are declared.
pub(crate) fn tidy_register() -> impl Strategy<Value = Register> {
    let name = || select(TIDY).prop_map(str::to_owned);
    let requirement = vec(name(), 1..3).prop_map(Requirement::all_of);
    let component = (name(), option::of(vec(requirement, 0..3)));
    let components = vec(component, 0..4).prop_map(|components| {
        let named = components.into_iter().zip(TIDY);
        let component = |((within, requires), name): ((String, _), &&str)| {
            let mut component = inside(name, &within);
            component.requires = requires;
            component
        };
        named.map(component).collect::<Vec<_>>()
    });
    let risks = vec(name(), 0..4).prop_map(|names| {
        let references = (1..).map(|n| format!("R{n:02}"));
        names
            .iter()
            .zip(references)
            .map(|(name, reference)| of(&reference, name))
            .collect()
    });
    (components, risks).prop_map(|(components, risks)| register(components, risks))
}

/// Assignments that mean something, that nearly do, and any others.
pub(crate) fn assignment_text() -> impl Strategy<Value = String> {
    let of_risks = RiskField::ALL.iter().map(|field| field.path());
    let fields: Vec<&str> = of_risks
        .chain(ComponentField::ALL.iter().map(|field| field.path()))
        .collect();
    let field = select(fields).prop_map(str::to_owned);
    let entry = select(
        &[
            "",
            "[1]",
            "[2]",
            "[1].status",
            "[1].text",
            "[1].date",
            "[1].notes",
            "[0]",
            "[",
            ".x",
        ][..],
    );
    let quoted = |name: String| format!("extra.\"{}\"", name.replace('"', "\"\""));
    let header = any_of(NAMES).prop_map(quoted);
    let path = prop_oneof![
        6 => (field, entry).prop_map(|(field, entry)| field + entry),
        1 => header,
        1 => any::<String>(),
    ];
    let value = prop_oneof![any_of(TEXTS), any_of(NAMES), any_of(LEVELS)];
    (path, select(&["=", "+=", ""][..]), value).prop_map(|(path, sign, value)| path + sign + &value)
}

/// One call of an editor.
#[derive(Debug, Clone)]
pub(crate) enum Edit {
    AddRisk(Vec<Assignment>, Option<String>),
    SetRisk(String, Vec<Assignment>),
    RenameRisk(String, String),
    RemoveRisk(String),
    RehearseRisk(String, Rehearsal),
    RehearseComponent(String, Rehearsal),
    AddComponent(String, Vec<Assignment>),
    SetComponent(String, Vec<Assignment>),
    RenameComponent(String, String),
    RemoveComponent(String),
    UseScale(&'static str, Vec<LevelMapping>),
}

pub(crate) fn edit() -> impl Strategy<Value = Edit> {
    let assignments = || {
        vec(assignment_text(), 0..4).prop_map(|texts| {
            texts
                .iter()
                .filter_map(|text| text.parse().ok())
                .collect::<Vec<_>>()
        })
    };
    let reference = || any_of(REFERENCES);
    let name = || any_of(NAMES);
    let axis = select(&[RiskField::Likelihood, RiskField::Impact, RiskField::Status][..]);
    let mapping = (axis, any_of(LEVELS), any_of(LEVELS));
    let mapping = vec(
        mapping.prop_map(|(axis, from, to)| LevelMapping::new(axis, from, to)),
        0..2,
    );
    prop_oneof![
        (assignments(), option::of(reference())).prop_map(|(a, r)| Edit::AddRisk(a, r)),
        (reference(), assignments()).prop_map(|(r, a)| Edit::SetRisk(r, a)),
        (reference(), reference()).prop_map(|(old, new)| Edit::RenameRisk(old, new)),
        reference().prop_map(Edit::RemoveRisk),
        (reference(), rehearsal()).prop_map(|(r, it)| Edit::RehearseRisk(r, it)),
        (name(), rehearsal()).prop_map(|(n, it)| Edit::RehearseComponent(n, it)),
        (name(), assignments()).prop_map(|(n, a)| Edit::AddComponent(n, a)),
        (name(), assignments()).prop_map(|(n, a)| Edit::SetComponent(n, a)),
        (name(), name()).prop_map(|(old, new)| Edit::RenameComponent(old, new)),
        name().prop_map(Edit::RemoveComponent),
        (select(Scale::BUILT_IN.as_slice()), mapping).prop_map(|(s, m)| Edit::UseScale(s, m)),
    ]
}

pub(crate) fn apply(editor: &mut Editor, edit: &Edit) -> Result<(), EditError> {
    match edit {
        Edit::AddRisk(a, reference) => editor.add_risk(a, reference.as_deref()).map(drop),
        Edit::SetRisk(reference, a) => editor.set_risk(reference, a).map(drop),
        Edit::RenameRisk(old, new) => editor.rename_risk(old, new).map(drop),
        Edit::RemoveRisk(reference) => editor.remove_risk(reference).map(drop),
        Edit::RehearseRisk(r, it) => editor.rehearse_risk(r, it.clone()).map(drop),
        Edit::RehearseComponent(n, it) => editor.rehearse_component(n, it.clone()).map(drop),
        Edit::AddComponent(name, a) => editor.add_component(name, a).map(drop),
        Edit::SetComponent(name, a) => editor.set_component(name, a).map(drop),
        Edit::RenameComponent(old, new) => editor.rename_component(old, new).map(drop),
        Edit::RemoveComponent(name) => editor.remove_component(name).map(drop),
        Edit::UseScale(name, m) => editor
            .use_scale(Scale::built_in(name).unwrap(), m)
            .map(drop),
    }
}
