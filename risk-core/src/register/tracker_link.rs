//! A link to a card, as it was stated.

use serde::{Deserialize, Serialize};

/// A card, ticket or issue in some tracker: its URL, or its bare key, as it was stated.
///
/// A link is never rewritten: two spellings of one card are two links.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct TrackerLink {
    url: String,
}

impl TrackerLink {
    /// Takes a link as stated. Any text is a link; see [`Trackers::is_link`] for a check, and
    /// [`Trackers::recognise`] for the card that it is of, in whichever spelling.
    ///
    /// [`Trackers::is_link`]: super::Trackers::is_link
    /// [`Trackers::recognise`]: super::Trackers::recognise
    pub fn new(url: impl Into<String>) -> Self {
        Self { url: url.into() }
    }

    /// The text as stated, usually a URL.
    pub fn url(&self) -> &str {
        &self.url
    }
}
