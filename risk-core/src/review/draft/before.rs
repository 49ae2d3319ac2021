//! What was drafted before, and so which gaps without a risk had one that somebody removed.

use std::collections::{BTreeMap, HashSet};

use super::DraftOptions;
use super::risks::REVIEWED;
use crate::record::Key;
use crate::register::{Date, ExtraValue, Register};
use crate::review::Review;

/// Why no risk of the register comes of a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Missing {
    /// Somebody removed it.
    Removed,
    /// Somebody removed it, or there never was one.
    Unknown,
    /// The same, as a later review was drafted already.
    Outdated,
}

impl Missing {
    pub fn message(self) -> &'static str {
        match self {
            Self::Removed => "no risk of the register comes of it any more, and it stays removed",
            Self::Unknown => {
                "no risk of the register comes of it: one was removed, or it was answered after the \
                 review was drafted"
            }
            Self::Outdated => {
                "no risk of the register comes of it: one was removed, or there was none when a later \
                 review was drafted"
            }
        }
    }
}

/// The questions that a review states that a risk was drafted of; nothing of one that states it of none, such as an export.
struct Marked<'a>(Option<HashSet<&'a str>>);

impl<'a> Marked<'a> {
    fn of(review: &'a Review) -> Self {
        Self(review.drafted())
    }

    fn has(&self, question: &str) -> Option<bool> {
        let marked = self.0.as_ref()?;
        Some(marked.contains(question))
    }
}

/// What the register, the review and the one before it state of what was drafted before.
pub(super) struct Before<'a> {
    /// The questions that the review states that a risk was drafted of.
    marked: Marked<'a>,
    /// The same of the review before, where there is one.
    earlier: Option<Marked<'a>>,
    /// Whether this review, or a later one, was drafted already.
    pub is_again: bool,
    /// Whether a later one was.
    is_outdated: bool,
}

impl<'a> Before<'a> {
    /// What is stated of a review, of whose subject risks were drafted by these questions.
    pub fn new(
        register: &Register,
        drafted: &BTreeMap<String, Vec<Key>>,
        review: &'a Review,
        options: DraftOptions<'a, '_>,
    ) -> Self {
        let keys = drafted.values().flatten();
        let newest = keys.filter_map(|key| reviewed(register, key)).max();
        let (is_again, is_outdated) = match (newest, review.date) {
            (Some(newest), Some(date)) => (newest >= date, newest > date),
            // Nobody knows; a risk that comes back in silence is worse than one that is asked about.
            _ => (!drafted.is_empty(), false),
        };
        Self {
            marked: Marked::of(review),
            earlier: options.earlier.map(|(_, review)| Marked::of(review)),
            is_again,
            is_outdated: is_outdated || options.outdated,
        }
    }

    /// Why a gap has no risk; `None` where it is new. Of a review that states of no question that a risk was drafted of it,
    /// nobody knows which are new, nor of one that is older than what was drafted: it does not state what a later one drafted and
    /// somebody removed.
    pub fn missing(&self, question: &str, was_gap: bool) -> Option<Missing> {
        let earlier = self.earlier.as_ref();
        match (
            self.marked.has(question),
            earlier.map(|marked| marked.has(question)),
        ) {
            (Some(true), _) | (_, Some(Some(true))) => Some(Missing::Removed),
            _ if self.is_outdated => Some(Missing::Outdated),
            // Nothing of it says that there was a risk.
            (_, Some(None)) if was_gap => Some(Missing::Unknown),
            (None, _) => self.is_again.then_some(Missing::Unknown),
            (Some(false), _) => None,
        }
    }
}

/// The day of the review that a risk was drafted or brought up to date by.
fn reviewed(register: &Register, key: &Key) -> Option<Date> {
    let extra = &register.risk(key)?.stated().extra;
    match extra.get(&Key::first(REVIEWED))? {
        ExtraValue::Text(text) => text.parse().ok(),
        // A workbook may have made a date of it.
        ExtraValue::DateTime(time) => time.to_string().get(..10)?.parse().ok(),
        _ => None,
    }
}
