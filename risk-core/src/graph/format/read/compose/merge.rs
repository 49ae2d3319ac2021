//! How a later file changes what earlier ones state.
//!
//! Compose merges its files: mappings by their keys and lists by their entries, one value takes the place of another, and two tags
//! state otherwise.

use std::collections::BTreeMap;

use crate::graph::format::read::yaml::Node;
use crate::graph::format::read::{Gather, counted, listed};
use crate::record::text::{quote, shown};

/// What becomes of what was stated before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// It is merged with what is stated now.
    Merged,
    /// It goes, and what is stated now comes: `!override`.
    Replaced,
    /// It goes, and so does what is stated now: `!reset`.
    Removed,
}

/// The tags so far.
#[derive(Debug, Default)]
pub(super) struct Tags {
    /// How many had nothing before them to change.
    idle: usize,
    unknown: BTreeMap<String, usize>,
}

impl Tags {
    /// What the tag of a node makes of what was stated before, if that was anything.
    pub fn mode(&mut self, node: &Node, was_stated: bool) -> Mode {
        let mode = match node.tag() {
            Some("!override") => Mode::Replaced,
            Some("!reset") => Mode::Removed,
            _ => {
                self.refuse(node);
                return Mode::Merged;
            }
        };
        self.idle += usize::from(!was_stated);
        mode
    }

    /// Takes note of a tag where none is understood.
    pub fn refuse(&mut self, node: &Node) {
        if let Some(tag) = node.tag() {
            *self.unknown.entry(shown(tag)).or_default() += 1;
        }
    }

    /// Reports the tags that changed nothing.
    pub fn note(&self, gather: &mut Gather) {
        let what = [
            "tag `!override` or `!reset` changes",
            "tags `!override` and `!reset` change",
        ];
        let rest = "nothing, as nothing before states what they are about";
        gather.note_count(self.idle, what, rest);
        if !self.unknown.is_empty() {
            let tags = self.unknown.iter().map(|(tag, count)| {
                format!("{} ({})", quote(tag), counted(*count, "value", "values"))
            });
            let tags = listed(tags);
            let note = format!(
                "tags are not understood, and their values read as if they had none: {tags}"
            );
            gather.note(note);
        }
    }
}
