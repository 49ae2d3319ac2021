//! How sure recognition is.

use serde::Serialize;

use crate::enum_words::enum_words;

/// How sure it is that something was recognised rightly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Certainty {
    /// Several readings are possible: a question has to be answered.
    Unclear,
    /// It is taken so; a person may want to look.
    Likely,
    /// There is no other reading.
    Certain,
    /// A person specified it.
    Specified,
}

enum_words! {
    Certainty {
        /// All of them, the least sure first.
        ALL,
        /// The word for it in JSON and for people.
        as_str,
        Unclear => "unclear",
        Likely => "likely",
        Certain => "certain",
        Specified => "specified",
    }
}
