//! The records of one reading, as they are looked for in another one.

use std::collections::HashMap;

use super::assign::Edits;
use crate::register::{Component, Register, Risk};

/// A record that is known by what it is about where its name does not decide.
pub(super) trait Matched: Edits {
    /// The group in which it has to be, and the text that distinguishes it from others there.
    fn about(&self) -> (&str, &str);
}

impl Matched for Risk {
    fn about(&self) -> (&str, &str) {
        (&self.component, &self.description)
    }
}

impl Matched for Component {
    fn about(&self) -> (&str, &str) {
        (&self.kind, &self.description)
    }
}

/// The records of one sort in a register.
pub(super) struct Side<'a, T> {
    pub register: &'a Register,
    pub records: Vec<&'a T>,
    /// How many records have each name, where some name has outer white space: the register counts names as they are.
    pub counts: Option<HashMap<&'a str, usize>>,
}

impl<'a, T: Matched> Side<'a, T> {
    pub fn new(register: &'a Register) -> Self {
        let records: Vec<&T> = T::all(register).collect();
        let is_trimmed = |name: &str| name.trim().len() == name.len();
        let counts = (!records.iter().all(|record| is_trimmed(record.name()))).then(|| {
            let mut counts = HashMap::new();
            for record in &records {
                *counts.entry(record.name().trim()).or_default() += 1;
            }
            counts
        });
        Self {
            register,
            records,
            counts,
        }
    }

    /// How many records have a name.
    pub fn count(&self, name: &str) -> usize {
        match &self.counts {
            Some(counts) => counts.get(name).copied().unwrap_or_default(),
            None => T::count(self.register, name),
        }
    }

    pub fn name(&self, at: usize) -> &'a str {
        self.records[at].name().trim()
    }

    /// The name of a record that is the only one of its name.
    pub fn unique(&self, at: usize) -> Option<&'a str> {
        let name = self.name(at);
        (!name.is_empty() && self.count(name) == 1).then_some(name)
    }

    /// What a record is about, if it states that.
    pub fn about(&self, at: usize) -> Option<(&'a str, &'a str)> {
        let (group, text) = self.records[at].about();
        (!text.trim().is_empty()).then_some((group.trim(), text.trim()))
    }
}
