//! Taking out of a register just what an error names, and nothing else.

use risk_core::{Component, Error, Key, Location, Register, Risk, Scale};

/// The record and the field that an error says no workbook can hold.
pub fn named(error: &Error) -> (String, String) {
    match error {
        Error::NotRepresentable {
            location:
                Location::Record {
                    record,
                    field: Some(field),
                },
            ..
        } => (record.clone(), field.clone()),
        other => panic!("{other:?}"),
    }
}

/// The register without what is named. It panics where there is no such record, field or entry.
pub fn without(register: Register, record: &str, field: &str) -> Register {
    if record == "register" {
        return without_own(register, field);
    }
    let component = record.strip_prefix("component ").map(|key| {
        let found = register.component(&Key::parse(key));
        found.expect("there is such a component").position()
    });
    let risk = component.is_none().then(|| {
        let found = register.risk(&Key::parse(record));
        found
            .unwrap_or_else(|| panic!("there is no {record:?}"))
            .position()
    });
    let (title, scale, mut components, mut risks) = register.into_parts();
    if let Some(position) = component {
        mend_component(&mut components[position], field, position);
    }
    if let Some(position) = risk {
        mend_risk(&mut risks[position], field, position);
    }
    Register::new(title, scale, components, risks).expect("no entry is blank")
}

fn without_own(register: Register, field: &str) -> Register {
    let (mut title, mut scale, components, risks) = register.into_parts();
    match field {
        "title" => title.clear(),
        "scale" => scale = Scale::default(),
        other => panic!("a register has no {other:?}"),
    }
    Register::new(title, scale, components, risks).expect("no entry is blank")
}

/// The name of a field, and the position of an entry of it.
fn path(field: &str) -> (&str, Option<usize>) {
    if field.starts_with("extra.") {
        return (field, None);
    }
    let Some((name, entry)) = field.split_once('[') else {
        return (field, None);
    };
    let entry = entry.strip_suffix(']').and_then(|entry| entry.parse().ok());
    let entry: usize = entry.expect("entries are numbered");
    (name, Some(entry - 1))
}

/// Takes the entry out of a list, or all where none is named.
fn cut<T>(list: &mut Vec<T>, entry: Option<usize>) {
    assert!(!list.is_empty(), "there is something to take out");
    match entry {
        Some(entry) => _ = list.remove(entry),
        None => list.clear(),
    }
}

fn mend_risk(risk: &mut Risk, field: &str, position: usize) {
    match path(field) {
        // Also where nothing else is stated that would make a row of the risk.
        ("reference", None) => risk.reference = format!("X{position}"),
        ("component", None) => risk.component.clear(),
        ("description", None) => risk.description.clear(),
        ("likelihood", None) => risk.likelihood = None,
        ("impact", None) => risk.impact = None,
        ("observations", entry) => cut(&mut risk.observations, entry),
        ("mitigations", entry) => cut(&mut risk.mitigations, entry),
        ("runbook_actions", entry) => cut(&mut risk.runbook_actions, entry),
        ("notes", None) => risk.notes.clear(),
        ("tracker_links", entry) => cut(&mut risk.tracker_links, entry),
        ("status", None) => risk.status = None,
        ("rehearsals", entry) => cut(&mut risk.rehearsals, entry),
        ("owner", None) => risk.owner.clear(),
        ("review_by", None) => risk.review_by = None,
        ("acceptance.by", None) => risk.acceptance.by.clear(),
        ("acceptance.until", None) => risk.acceptance.until = None,
        ("acceptance.reason", None) => risk.acceptance.reason.clear(),
        ("finding", None) => risk.finding.clear(),
        (other, _) => {
            let key = other.strip_prefix("extra.").expect("a field of a risk");
            let removed = risk.extra.remove(&Key::parse(key));
            assert!(removed.is_some(), "there is a value under {key:?}");
        }
    }
}

fn mend_component(component: &mut Component, field: &str, position: usize) {
    if let ("rehearsals", entry) = path(field) {
        return cut(&mut component.rehearsals, entry);
    }
    match field {
        "name" => component.name = format!("X{position}"),
        "kind" => component.kind.clear(),
        "owner" => component.owner.clear(),
        "tier" => component.tier.clear(),
        "description" => component.description.clear(),
        "restore" => component.restore = None,
        "rto" => component.rto = None,
        "rpo" => component.rpo = None,
        "within" => component.within.clear(),
        "requires" => component.requires = None,
        other => {
            let key = other
                .strip_prefix("extra.")
                .expect("a field of a component");
            let removed = component.extra.remove(&Key::parse(key));
            assert!(removed.is_some(), "there is a value under {key:?}");
        }
    }
}
