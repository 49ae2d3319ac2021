//! Edits of a register as people make them, as strategies.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use risk_core::edit::{Assignment, Editor};
use risk_core::{Key, Register, Rehearsal, RehearsalKind, Stated};

use crate::create_texts;
use crate::update_workbooks::LINES;
use crate::update_workbooks::columns::HEADERS;

/// One call of an editor. A record is meant by its position before all edits.
#[derive(Debug, Clone)]
pub enum Edit {
    Set(Index, Vec<Assignment>),
    Add(Vec<Assignment>, Option<&'static str>),
    Remove(Index),
    Rename(Index, String),
    SetComponent(Index, Assignment),
    AddComponent(String),
    RenameComponent(Index, String),
    RemoveComponent(Index),
    Rehearse(Index, Rehearsal),
    RehearseComponent(Index, Rehearsal),
}

impl Edit {
    /// Makes the edit. One that is refused changes nothing.
    pub fn apply(&self, editor: &mut Editor, before: &Register) {
        let risks: Vec<String> = before.risks().map(|risk| exactly(&risk.key())).collect();
        let components = before.components();
        let components: Vec<String> = components.map(|c| exactly(&c.key())).collect();
        let named = |names: &[String], at: &Index| match names {
            [] => String::new(),
            names => at.get(names).clone(),
        };
        let (risk, component) = (|at| named(&risks, at), |at| named(&components, at));
        match self {
            Self::Set(at, assignments) => set(editor, &risk(at), assignments),
            Self::Add(assignments, reference) => {
                if let Ok(key) = editor.add_risk(&[], *reference) {
                    set(editor, &exactly(&key), assignments);
                }
            }
            Self::Remove(at) => _ = editor.remove_risk(&risk(at)),
            Self::Rename(at, name) => _ = editor.rename_risk(&risk(at), name),
            Self::SetComponent(at, assignment) => {
                let assignment = std::slice::from_ref(assignment);
                _ = editor.set_component(&component(at), assignment);
            }
            Self::AddComponent(name) => _ = editor.add_component(name, &[]),
            Self::RenameComponent(at, name) => {
                _ = editor.rename_component(&component(at), name);
            }
            Self::RemoveComponent(at) => _ = editor.remove_component(&component(at)),
            Self::Rehearse(at, one) => _ = editor.rehearse_risk(&risk(at), one.clone()),
            Self::RehearseComponent(at, one) => {
                _ = editor.rehearse_component(&component(at), one.clone());
            }
        }
    }
}

/// Makes each of some assignments by itself, so that one that is refused stops no other.
fn set(editor: &mut Editor, risk: &str, assignments: &[Assignment]) {
    for assignment in assignments {
        _ = editor.set_risk(risk, std::slice::from_ref(assignment));
    }
}

/// How a person calls a record, whatever others are called.
pub fn exactly(key: &Key) -> String {
    format!("{}~{}", key.name(), key.occurrence())
}

/// Most often something that a cell can hold.
fn text() -> impl Strategy<Value = String> {
    let lines = vec(select(&LINES[..]), 0..3).prop_map(|lines| lines.join("\n"));
    prop_oneof![4 => lines, 1 => create_texts::text()]
}

fn line() -> impl Strategy<Value = String> {
    let line = select(&LINES[..]).prop_map(str::to_owned);
    prop_oneof![4 => line, 1 => create_texts::word()]
}

/// A path, whether the value is added, and the value.
type Typed = (String, bool, String);

fn typed(
    paths: &'static [&'static str],
    adds: impl Strategy<Value = bool>,
    value: impl Strategy<Value = String>,
) -> impl Strategy<Value = Typed> {
    let path = select(paths).prop_map(str::to_owned);
    (path, adds, value)
}

fn word(words: &'static [&'static str]) -> impl Strategy<Value = String> {
    select(words).prop_map(str::to_owned)
}

/// Assignments to every field of a risk. Some are about entries that there are not.
fn assignment() -> impl Strategy<Value = Assignment> {
    const LISTS: &[&str] = &["observations", "mitigations", "runbook_actions"];
    const PROSE: &[&str] = &["description", "notes", "acceptance.reason"];
    const DAYS: &[&str] = &["review_by", "acceptance.until"];
    const URLS: &[&str] = &[
        "https://trello.com/c/new",
        "http://b.example/?a=1&b=2",
        "OPS-1",
    ];
    let header = select(HEADERS).prop_map(|header| format!("extra.\"{header}\""));
    let of_extra = prop_oneof![
        line(),
        word(&["7", "-2.5", "true", "2026-02-28", "2026-02-03T12:00", ""])
    ];
    let entry = (
        select(LISTS),
        1..4_usize,
        prop_oneof![3 => text(), 1 => Just(String::new())],
    );
    let status = (1..4_usize, word(&["implemented", "suggested", "unknown"]));
    let typed = prop_oneof![
        2 => typed(&["likelihood", "impact"], Just(false), word(&["Low", "med", "High", ""])),
        2 => typed(PROSE, any::<bool>(), text()),
        2 => typed(&["component", "owner", "acceptance.by"], Just(false), line()),
        2 => typed(LISTS, Just(true), text()),
        2 => entry.prop_map(|(list, at, text)| (format!("{list}[{at}]"), false, text)),
        2 => status.prop_map(|(at, status)| (format!("observations[{at}].status"), false, status)),
        1 => typed(LISTS, Just(false), Just(String::new())),
        1 => typed(&["tracker_links"], Just(true), word(URLS)),
        1 => typed(&["tracker_links[1]"], Just(false), prop_oneof![word(URLS), Just(String::new())]),
        1 => typed(&["status"], Just(false), word(&["open", "in progress", "closed", ""])),
        1 => typed(DAYS, Just(false), word(&["2027-04-01", "1904-01-01", "1850-01-01", ""])),
        2 => (header, Just(false), of_extra),
        3 => of_rehearsal(),
    ];
    typed.prop_map(|(path, adds, value)| {
        let assignment = if adds {
            Assignment::add(&path, value)
        } else {
            Assignment::set(&path, value)
        };
        assignment.expect("it is a path")
    })
}

/// A part of a rehearsal, or all of one or of all, which goes.
fn of_rehearsal() -> impl Strategy<Value = Typed> {
    const PARTS: &[&str] = &[
        ".date",
        ".kind",
        ".outcome",
        ".time_to_detect",
        ".time_to_recover",
        ".notes",
        ".link",
        "",
    ];
    const VALUES: &[&str] = &[
        "2026-05-02",
        "tabletop",
        "passed",
        "5m",
        "https://a.example/1",
        "",
    ];
    let entry =
        (1..4_usize, select(PARTS)).prop_map(|(at, part)| format!("rehearsals[{at}]{part}"));
    let path = prop_oneof![9 => entry, 1 => Just("rehearsals".to_owned())];
    (
        path,
        Just(false),
        prop_oneof![2 => word(VALUES), 1 => line()],
    )
}

fn rehearsal() -> impl Strategy<Value = Rehearsal> {
    let date = select(&["2026-05-02", "2027-03-31", "1850-01-01"][..]);
    let kind = select(&RehearsalKind::ALL[..]);
    (date, kind, text(), option::of(word(&["5m", "1h"]))).prop_map(|(date, kind, notes, time)| {
        let mut rehearsal = Rehearsal::new(date.parse().expect("it is a day"), kind);
        rehearsal.notes = notes;
        rehearsal.time_to_detect = time.map(|time| Stated::parse(&time));
        rehearsal
    })
}

fn assignment_of_component() -> impl Strategy<Value = Assignment> {
    let path = select(&["owner", "description", "restore", "tier", "requires"][..]);
    let value = prop_oneof![line(), word(&["4h", "1d", ""])];
    let typed = (path.prop_map(str::to_owned), Just(false), value);
    let typed = prop_oneof![4 => typed, 1 => of_rehearsal()];
    typed.prop_map(|(path, _, value)| Assignment::set(&path, value).expect("it is a path"))
}

pub fn edit() -> impl Strategy<Value = Edit> {
    let at = any::<Index>;
    let assignments = || vec(assignment(), 1..4);
    let reference = select(&[None, None, Some("NEW-1"), Some("42"), Some("r9")][..]);
    let component = || prop_oneof![word(&["API", "Cache", "9"]), line()];
    prop_oneof![
        8 => (at(), assignments()).prop_map(|(at, all)| Edit::Set(at, all)),
        3 => (assignments(), reference).prop_map(|(all, reference)| Edit::Add(all, reference)),
        2 => at().prop_map(Edit::Remove),
        2 => (at(), prop_oneof![word(&["R9", "13"]), line()]).prop_map(|(at, name)| Edit::Rename(at, name)),
        1 => (at(), assignment_of_component()).prop_map(|(at, one)| Edit::SetComponent(at, one)),
        1 => component().prop_map(Edit::AddComponent),
        1 => (at(), component()).prop_map(|(at, name)| Edit::RenameComponent(at, name)),
        1 => at().prop_map(Edit::RemoveComponent),
        2 => (at(), rehearsal()).prop_map(|(at, one)| Edit::Rehearse(at, one)),
        1 => (at(), rehearsal()).prop_map(|(at, one)| Edit::RehearseComponent(at, one)),
    ]
}
