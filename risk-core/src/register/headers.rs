//! Which of the columns beyond the model a person means by a header.

use super::Extra;
#[cfg(feature = "trackers")]
use super::ExtraValue;
use crate::record::Key;
use crate::record::text::fold;

/// The header that is meant: the one that is spelled so, else the first that differs in case, white space or hyphens alone, as
/// files of several people spell a column in several ways.
///
/// # Errors
///
/// When one record has several such: they are columns of their own, and which is meant, nobody knows. They are in the order of
/// their letters.
pub(crate) fn header_meant<'a>(
    typed: &str,
    records: impl Iterator<Item = &'a Extra>,
) -> Result<Option<&'a Key>, Vec<&'a Key>> {
    let exact = Key::parse(typed);
    let folded = fold(typed);
    let (mut first, mut several) = (None, Vec::new());
    for extra in records {
        if let Some((key, _)) = extra.iter().find(|(key, _)| **key == exact) {
            return Ok(Some(key));
        }
        let alike = extra.iter().map(|(key, _)| key);
        let alike = alike.filter(|key| fold(&key.to_string()) == folded);
        let alike: Vec<&Key> = alike.collect();
        first = first.or(alike.first().copied());
        if alike.len() > 1 && several.is_empty() {
            several = alike;
        }
    }
    if several.is_empty() {
        return Ok(first);
    }
    several.sort_unstable();
    Err(several)
}

#[cfg(feature = "trackers")]
impl Extra {
    /// The value under a header, else under the one that differs in case, white space or hyphens alone.
    pub(crate) fn under(&self, header: &Key) -> Option<&ExtraValue> {
        self.get(header).or_else(|| {
            let folded = fold(&header.to_string());
            let mut values = self.iter();
            let alike = values.find(|(key, _)| fold(&key.to_string()) == folded);
            alike.map(|(_, value)| value)
        })
    }
}
