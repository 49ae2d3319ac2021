//! What stands in a text beside what is read of a record.

/// What stands in a text beside what is read of a record, and is kept when the text is edited.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct Beside<'a> {
    /// The text of the record's file, where it is a file of TOML and so has comments.
    pub toml: Option<&'a str>,
    /// The keys that nothing is known of, in their order.
    pub unknown: &'a [UnknownKey],
}

/// A key that nothing is known of, and what it has.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownKey {
    /// The tables that it stands in, such as `acceptance`, and the key.
    pub path: Vec<String>,
    /// What it has, as a text of JSON.
    pub json: String,
}

#[cfg(feature = "folder")]
impl UnknownKey {
    pub(crate) fn new(path: Vec<String>, json: String) -> Self {
        Self { path, json }
    }
}

#[cfg(feature = "folder")]
impl<'a> Beside<'a> {
    pub(crate) fn new(toml: Option<&'a str>, unknown: &'a [UnknownKey]) -> Self {
        Self { toml, unknown }
    }
}
