//! What can be suggested.

use crate::enum_words::enum_words;
use crate::record::as_text_in_json;

/// Something to do that makes a register more ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Action {
    /// State how likely and how bad a failure is.
    Rate,
    /// Implement an observation, so that somebody would know.
    Monitor,
    /// Write down what to do when it happens.
    WriteAction,
    /// Practise the failure, or repair what the last practice found.
    Rehearse,
    /// Look at a risk again, or at its acceptance.
    Review,
    /// Write down how a component fails of which no risk is.
    WriteRisk,
    /// Give a component a spare, or its dependents a way without it.
    RemoveSinglePoint,
}

enum_words!(Action {
    /// Every action, in the order in which they stand: what makes the others worth more stands first, and what is
    /// most work last.
    ALL,
    /// The word for it, such as `write-action`.
    as_str,
    Rate => "rate",
    Monitor => "monitor",
    WriteAction => "write-action",
    Rehearse => "rehearse",
    Review => "review",
    WriteRisk => "write-risk",
    RemoveSinglePoint => "remove-single-point",
});
as_text_in_json!(Action);

impl Action {
    /// What it is about, as a number to put those about risks first, then those about components without any risk,
    /// then those about the others.
    pub(super) fn group(self) -> u8 {
        match self {
            Self::WriteRisk => 1,
            Self::RemoveSinglePoint => 2,
            _ => 0,
        }
    }
}
