//! What the edits of risks and of components have in common.

use serde::Serialize;

use super::Subject;
use crate::register::text::fold;
use crate::register::{Component, Extra, Field, Key, Register, Risk};

/// A record that can be edited.
pub(super) trait Editable: Clone + PartialEq + Serialize + 'static {
    /// What sort of record it is.
    const SUBJECT: Subject;
    /// Its fields, in the order of a file.
    const FIELDS: &'static [Field];

    /// What it is called.
    fn name(&self) -> &str;
    fn name_mut(&mut self) -> &mut String;
    /// What tells a reader which record it is, when it comes or goes.
    fn summary(&self) -> &str;
    fn extra(&self) -> &Extra;
    /// A name without that in which two of them may differ and still mean the same.
    fn fold_name(name: &str) -> String;

    /// The records of a register, in order.
    fn all(register: &Register) -> impl Iterator<Item = &Self>;
    /// The key of the record at a position of a register.
    fn key_at(register: &Register, position: usize) -> Option<Key>;
}

impl Editable for Risk {
    const SUBJECT: Subject = Subject::Risk;
    const FIELDS: &'static [Field] = &Field::OF_RISK;

    fn name(&self) -> &str {
        &self.reference
    }

    fn name_mut(&mut self) -> &mut String {
        &mut self.reference
    }

    fn summary(&self) -> &str {
        if self.description.trim().is_empty() {
            &self.reference
        } else {
            &self.description
        }
    }

    fn extra(&self) -> &Extra {
        &self.extra
    }

    /// `PAY-007` and `PAY 007` are two references, as both are codes and not words.
    fn fold_name(name: &str) -> String {
        name.trim().to_lowercase()
    }

    fn all(register: &Register) -> impl Iterator<Item = &Self> {
        register.risks().map(|risk| risk.stated())
    }

    fn key_at(register: &Register, position: usize) -> Option<Key> {
        register.risk_at(position).map(|risk| risk.key())
    }
}

impl Editable for Component {
    const SUBJECT: Subject = Subject::Component;
    const FIELDS: &'static [Field] = &Field::OF_COMPONENT;

    fn name(&self) -> &str {
        &self.name
    }

    fn name_mut(&mut self) -> &mut String {
        &mut self.name
    }

    fn summary(&self) -> &str {
        &self.name
    }

    fn extra(&self) -> &Extra {
        &self.extra
    }

    /// As [`Register::resolve_component`] compares names.
    fn fold_name(name: &str) -> String {
        fold(name)
    }

    fn all(register: &Register) -> impl Iterator<Item = &Self> {
        register.components().map(|component| component.stated())
    }

    fn key_at(register: &Register, position: usize) -> Option<Key> {
        register
            .component_at(position)
            .map(|component| component.key())
    }
}
