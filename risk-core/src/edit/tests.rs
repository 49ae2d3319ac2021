//! What edits do, one file per concern.

mod assignments;
mod changes;
mod components;
mod editors;
mod extra;
pub(crate) mod generators;
mod imports;
mod imports_of_sources;
mod lists;
mod lookup;
#[cfg(feature = "trackers")]
mod matching;
mod properties;
mod references;
mod rehearsals;
mod removals;
mod renames;
mod requirements;
mod scales;
mod systems;
mod values;

use super::*;
use crate::register::{Component, Register, Requirement, Risk, Scale};

/// A register on the default scale.
fn register(components: Vec<Component>, risks: Vec<Risk>) -> Register {
    Register::new("Test", Scale::default(), components, risks).unwrap()
}

/// An editor of risks of the given references.
fn risks(references: &[&str]) -> Editor {
    let risks = references.iter().copied().map(Risk::new).collect();
    Editor::new(register(vec![], risks))
}

/// An editor of components of the given names.
fn components(names: &[&str]) -> Editor {
    let components = names.iter().copied().map(Component::new).collect();
    Editor::new(register(components, vec![]))
}

/// A risk of a component.
fn of(reference: &str, component: &str) -> Risk {
    let mut risk = Risk::new(reference);
    risk.component = component.to_owned();
    risk
}

/// A component that requires the given.
fn requiring(name: &str, requires: impl IntoIterator<Item = Requirement>) -> Component {
    let mut component = Component::new(name);
    component.requires = Some(requires.into_iter().collect());
    component
}

/// A component that is within another.
fn inside(name: &str, within: &str) -> Component {
    let mut component = Component::new(name);
    component.within = within.to_owned();
    component
}

fn assignments(texts: &[&str]) -> Vec<Assignment> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

/// The only risk of a new register after the assignments.
#[track_caller]
fn risk_with(texts: &[&str]) -> Risk {
    let mut editor = risks(&["R01"]);
    editor.set_risk("R01", &assignments(texts)).unwrap();
    first_risk(editor)
}

fn first_risk(editor: Editor) -> Risk {
    let after = editor.finish().unwrap().after;
    after.risk_at(0).unwrap().stated().clone()
}

/// Why an assignment to a new risk is refused.
#[track_caller]
fn refused(text: &str) -> EditError {
    let mut editor = risks(&["R01"]);
    editor.set_risk("R01", &assignments(&[text])).unwrap_err()
}

/// The message and the hint of an error.
fn told(error: &EditError) -> (String, String) {
    (error.to_string(), error.hint().unwrap_or_default())
}

#[track_caller]
fn assert_told(error: &EditError, message: &str, hint: &str) {
    let (actual, actual_hint) = told(error);
    assert_eq!(actual, message);
    assert_eq!(actual_hint, hint);
}

/// The changes as `record path: before -> after`.
#[track_caller]
fn changes(editor: Editor) -> Vec<String> {
    let edited = editor.finish().unwrap();
    edited.lines().iter().map(in_words).collect()
}

fn in_words(change: &ChangeLine) -> String {
    let words = |text: &Option<String>| text.clone().unwrap_or_else(|| "nothing".to_owned());
    let record = change.record.key().map(ToString::to_string);
    let path = change.path.as_deref().map(|path| format!(" {path}"));
    format!(
        "{}{}: {} -> {}",
        record.as_deref().unwrap_or("the register"),
        path.unwrap_or_default(),
        words(&change.before),
        words(&change.after)
    )
}
