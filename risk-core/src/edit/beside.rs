//! What an edit takes from another version of what stands there beside the records.

use std::collections::BTreeMap;

use crate::record::{RecordPosition, UnknownKey};

/// What an edit takes from another version, by the record of the register after the edit that it stands beside.
pub(crate) type AllBeside = BTreeMap<RecordPosition, OfTheirs>;

/// What an edit takes from what another version has beside a record.
#[derive(Debug, Clone)]
pub(crate) struct OfTheirs {
    /// The texts that have its comments, where the versions are files of TOML.
    pub toml: Option<TomlTexts>,
    /// The keys that nothing is known of and that become as theirs has them, with what theirs has; without where
    /// theirs has none.
    pub keys: Vec<(Vec<String>, Option<String>)>,
}

/// The texts of a record of which theirs changed something.
#[derive(Debug, Clone)]
pub(crate) struct TomlTexts {
    /// What both sides come from; `None` where nobody but theirs touched the file.
    pub base: Option<String>,
    pub theirs: String,
}

impl OfTheirs {
    /// All that stands beside a record that nobody but theirs has.
    pub fn alone(toml: Option<&str>, keys: &[UnknownKey]) -> Self {
        let key = |key: &UnknownKey| (key.path.clone(), Some(key.json.clone()));
        Self {
            toml: toml.map(|theirs| TomlTexts {
                base: None,
                theirs: theirs.to_owned(),
            }),
            keys: keys.iter().map(key).collect(),
        }
    }

    /// The text that is edited in place of ours, as nobody else touched it.
    pub fn whole_text(&self) -> Option<&str> {
        let toml = self.toml.as_ref().filter(|toml| toml.base.is_none());
        toml.map(|toml| toml.theirs.as_str())
    }
}
