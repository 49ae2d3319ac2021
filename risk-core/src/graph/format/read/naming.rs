//! Names for nodes that have an id and other texts to be called by.

use std::collections::HashMap;

/// Which texts would name which node.
///
/// A node is called by the first of its texts that no other node has, else by its id. So no two
/// nodes have one name, whatever the file states.
#[derive(Default)]
pub(super) struct Naming<'a> {
    /// The node that has a text; `None` where more than one has it.
    owners: HashMap<&'a str, Option<usize>>,
}

impl<'a> Naming<'a> {
    /// Takes note that a node has a text: its id or another one.
    pub fn has(&mut self, node: usize, text: &'a str) {
        let owner = self.owners.entry(text).or_insert(Some(node));
        *owner = owner.filter(|owner| *owner == node);
    }

    /// The name of a node, from the texts that it would rather have than its id.
    pub fn name<'t>(&self, texts: impl IntoIterator<Item = &'t str>, id: &'t str) -> &'t str {
        let mut texts = texts.into_iter();
        texts
            .find(|text| matches!(self.owners.get(text), Some(Some(_))))
            .unwrap_or(id)
    }
}
