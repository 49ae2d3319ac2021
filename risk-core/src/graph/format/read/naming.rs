//! Names for nodes that have an id and other texts to be called by.

use std::collections::HashMap;

/// Who has a text among the ids and the other texts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Owner {
    One(usize),
    Many,
}

/// Which texts would name which node.
///
/// A node is called by the first of its texts that no other node has, else by its id. So no two
/// nodes have one name, whatever the file says.
#[derive(Default)]
pub(super) struct Naming<'a> {
    owners: HashMap<&'a str, Owner>,
}

impl<'a> Naming<'a> {
    /// Takes note that a node has a text: its id or another one.
    pub fn has(&mut self, node: usize, text: &'a str) {
        self.owners
            .entry(text)
            .and_modify(|owner| {
                if *owner != Owner::One(node) {
                    *owner = Owner::Many;
                }
            })
            .or_insert(Owner::One(node));
    }

    /// The name of a node, from the texts that it would rather have than its id.
    pub fn name<'t>(&self, texts: impl IntoIterator<Item = &'t str>, id: &'t str) -> &'t str {
        let mut texts = texts.into_iter();
        texts
            .find(|text| matches!(self.owners.get(text), Some(Owner::One(_))))
            .unwrap_or(id)
    }
}
