//! Which of the columns beyond the model a person means by a header.

use std::collections::HashSet;

use crate::record::Key;
use crate::record::text::fold;

/// The header that is meant: the one that is spelled so, else the only one that differs in case, white space or hyphens alone.
///
/// # Errors
///
/// When there are several such: which is meant, nobody knows. They are in the order of their letters.
pub(crate) fn header_meant<'a>(
    typed: &str,
    headers: impl Iterator<Item = &'a Key>,
) -> Result<Option<&'a Key>, Vec<&'a Key>> {
    let exact = Key::parse(typed);
    let folded = fold(typed);
    let mut seen = HashSet::new();
    let mut alike = Vec::new();
    for key in headers.filter(|key| seen.insert(*key)) {
        if *key == exact {
            return Ok(Some(key));
        }
        if fold(&key.to_string()) == folded {
            alike.push(key);
        }
    }
    alike.sort_unstable();
    match alike.as_slice() {
        [] => Ok(None),
        [one] => Ok(Some(one)),
        _ => Err(alike),
    }
}
