use std::error::Error;

/// Why the register's own trackers could not be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TrackerPatternError {
    /// A tracker without a name has nothing to be shown as.
    #[error("tracker {position} has no name")]
    EmptyName {
        /// Its place in the list, counted from 1.
        position: usize,
    },

    /// The pattern is not a regular expression.
    #[error("cannot read the pattern of tracker `{name}`")]
    InvalidPattern {
        /// The tracker's name.
        name: String,
        /// The pattern as stated.
        pattern: String,
        /// What is wrong with it, and where.
        source: Box<dyn Error + Send + Sync>,
    },

    /// A prefix is not a letter followed by letters, digits and underscores.
    #[error(
        "tracker `{name}` has the prefix `{prefix}`, which is not a letter followed by letters, digits or `_`"
    )]
    InvalidPrefix {
        /// The tracker's name.
        name: String,
        /// The prefix as stated.
        prefix: String,
    },

    /// The template would give every key the same address.
    #[error("tracker `{name}` has the url `{template}`, which has no `{{key}}`")]
    TemplateWithoutKey {
        /// The tracker's name.
        name: String,
        /// The template as stated.
        template: String,
    },
}
