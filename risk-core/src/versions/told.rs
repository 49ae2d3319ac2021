//! What differs, in words.

use super::{FieldChange, FieldDiff, Words};

/// What stays of a text is shown so far around the words that change.
const CONTEXT: usize = 24;

impl FieldDiff {
    /// What became of the field, in a line: `Low → High`, `+ Second CDN`, or the words that change as git marks them.
    ///
    /// ```
    /// use risk_core::{json, versions};
    ///
    /// let version = |owner: &str| {
    ///     let risk = format!(r#"{{ "reference": "R1", "owner": "{owner}" }}"#);
    ///     json::read(&format!(r#"{{ "schema_version": 1, "risks": [{risk}] }}"#))
    /// };
    /// let diff = versions::diff(&version("Web")?, &version("Shop")?)?;
    /// assert_eq!(diff.records[0].fields[0].told(), "Web → Shop");
    /// # Ok::<(), risk_core::Error>(())
    /// ```
    pub fn told(&self) -> String {
        let text = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
        let (before, after) = (text(&self.before), text(&self.after));
        match self.change {
            FieldChange::Added => format!("+ {after}"),
            FieldChange::Removed => format!("- {before}"),
            FieldChange::Moved => {
                let from = self.from.as_deref().unwrap_or_default();
                format!("moved from {from}: {after}")
            }
            FieldChange::Reworded => reworded(&self.words),
            FieldChange::Set => match &self.entry {
                Some(entry) => format!("{before} → {after}: {entry}"),
                None => format!("{before} → {after}"),
            },
        }
    }
}

/// The words that change, marked as git marks them, and some of the words around.
fn reworded(words: &[Words]) -> String {
    let last = words.len() - 1;
    let parts = words.iter().enumerate().map(|(at, words)| match words {
        Words::Removed(text) => format!("[-{text}-]"),
        Words::Added(text) => format!("{{+{text}+}}"),
        Words::Kept(text) => shortened(text, at == 0, at == last),
    });
    parts.collect()
}

/// A text that stays, without its middle where it is long; without its beginning where nothing changes before it, and
/// without its end where nothing changes after it.
fn shortened(text: &str, is_first: bool, is_last: bool) -> String {
    let letters: Vec<char> = text.chars().collect();
    let (head, tail) = match (is_first, is_last) {
        (true, false) => (0, CONTEXT),
        (false, true) => (CONTEXT, 0),
        _ => (CONTEXT, CONTEXT),
    };
    if letters.len() <= head + tail + 1 {
        return text.to_owned();
    }
    // Words are not cut in two, unless they are longer than what is shown.
    let end = letters[..head]
        .iter()
        .rposition(|c| c.is_whitespace())
        .unwrap_or(head);
    let rest = letters.len() - tail;
    let begin = letters[rest..]
        .iter()
        .position(|c| c.is_whitespace())
        .map_or(rest, |at| rest + at);
    let (head, tail): (String, String) = (
        letters[..end].iter().collect(),
        letters[begin..].iter().collect(),
    );
    format!("{head}…{tail}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::versions::compare_words;

    #[test]
    fn the_words_that_change_are_shown_among_a_few_others() {
        let before =
            "The pool of connections of the service that books trips is too small on Mondays";
        let after = before.replace("too small", "empty");
        assert_eq!(
            reworded(&compare_words(before, &after)),
            "… that books trips is [-too small-]{+empty+} on Mondays"
        );
        assert_eq!(reworded(&compare_words("a b", "a c")), "a [-b-]{+c+}");
    }
}
