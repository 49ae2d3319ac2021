//! Texts in messages.

/// Longer texts are cut; the error has the whole of them.
const LONGEST: usize = 100;

/// A text on one line and not too long for a message.
pub(super) fn shown(text: &str) -> String {
    let visible = |c: char| if c.is_control() { ' ' } else { c };
    let mut shown: String = text.chars().take(LONGEST).map(visible).collect();
    if text.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown
}

/// The same between backticks.
pub(super) fn quote(text: &str) -> String {
    format!("`{}`", shown(text))
}

/// `` `a`, `b` or `c` ``.
pub(super) fn any_of(texts: &[String]) -> String {
    let quoted: Vec<String> = texts.iter().map(|text| quote(text)).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

/// The text between double quotes, inside which they are doubled; `None` where it is not such.
pub(super) fn unquoted(text: &str) -> Option<String> {
    let inside = text.strip_prefix('"')?.strip_suffix('"')?;
    let alone = inside.replace("\"\"", "").contains('"');
    (!alone).then(|| inside.replace("\"\"", "\""))
}

/// The text between double quotes, as [`unquoted`] reads it.
pub(super) fn in_double_quotes(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}
