//! Changes of a text by their places, all made at once.

use std::ops::Range;

/// Changes of a text by their places in it.
#[derive(Debug, Default)]
pub(super) struct Splices {
    list: Vec<(Range<usize>, String)>,
}

impl Splices {
    /// Replaces what stands in a range. Ranges do not overlap.
    pub fn replace(&mut self, range: Range<usize>, text: impl Into<String>) {
        self.list.push((range, text.into()));
    }

    /// Puts a text in at a place, behind what was put there before and before what is replaced
    /// from there on.
    pub fn insert(&mut self, at: usize, text: impl Into<String>) {
        self.replace(at..at, text);
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The text with all changes made.
    pub fn apply(mut self, text: &str) -> String {
        self.list.sort_by_key(|(range, _)| (range.start, range.end));
        let added: usize = self.list.iter().map(|(_, new)| new.len()).sum();
        let mut changed = String::with_capacity(text.len() + added);
        let mut from = 0;
        for (range, new) in self.list {
            changed.push_str(&text[from..range.start]);
            changed.push_str(&new);
            from = range.end;
        }
        changed.push_str(&text[from..]);
        changed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_made_by_place_and_not_by_order() {
        let mut splices = Splices::default();
        splices.replace(4..6, "X");
        splices.insert(4, "1");
        splices.insert(4, "2");
        splices.replace(0..1, "");
        assert_eq!(splices.apply("abcdefg"), "bcd12Xg");
    }
}
