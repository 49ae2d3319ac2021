//! What identifies a step when a page is made again.

use std::collections::HashMap;

use crate::record::text::digest;

/// Gives ids to the steps of a page.
#[derive(Debug, Default)]
pub(super) struct StepIds {
    seen: HashMap<String, u32>,
}

impl StepIds {
    /// The id of a step: of what it is, of whose it is, of its text, and of how many such steps stood before it.
    pub fn next(&mut self, sort: &str, of: &str, text: &str) -> String {
        // With their lengths, no two of these read alike.
        let what = format!("{sort} {} {of} {} {text}", of.len(), text.len());
        let occurrence = self.seen.entry(what.clone()).or_default();
        *occurrence += 1;
        digest(format!("{what} {occurrence}").as_bytes(), LENGTH)
    }
}

/// The hexadecimal digits of an id. That two steps of a page with a thousand have the same one by accident has a
/// chance of one in 500 million.
const LENGTH: usize = 12;
