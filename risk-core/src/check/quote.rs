//! Showing in a message what was found.

/// Longer texts are cut; the finding has the whole of them.
const LONGEST: usize = 100;

/// A text between backticks, on one line and not too long for a message.
pub(super) fn quote(text: &str) -> String {
    let visible = |c: char| if c.is_control() { ' ' } else { c };
    let mut shown: String = text.chars().take(LONGEST).map(visible).collect();
    if text.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    format!("`{shown}`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_has_one_line_and_an_end() {
        assert_eq!(quote("High\nsee notes"), "`High see notes`");
        assert_eq!(
            quote(&"é".repeat(101)),
            format!("`{}…`", "é".repeat(LONGEST))
        );
    }
}
