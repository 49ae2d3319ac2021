//! Failures that nothing implemented would notice.

use serde::Serialize;

use super::worst::worst_possible;
use crate::enum_words::enum_words;
use crate::record::{Key, as_text_in_json};
use crate::register::{Level, ObservationStatus, Risk, RiskView, Scale};

/// A risk that nothing implemented would notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename = "Unnoticed")]
#[non_exhaustive]
pub struct Gap {
    /// The risk.
    pub risk: Key,
    /// Its component; null where it names none.
    pub component: Option<Key>,
    /// The label of its rating; null where it is unrated.
    pub rating: Option<String>,
    /// The label of the rating that it counts as: where it is unrated, of the worst that it could get.
    pub counts_as: String,
    /// Whether it is accepted.
    pub accepted: bool,
    /// How many others are down when the component fails.
    pub down: usize,
    /// What there is instead of an implemented observation: `suggested`, `unknown` or `nothing`.
    pub instead: Instead,
    /// The observations that these are, in order. They are not in the JSON form.
    #[serde(skip)]
    pub observations: Vec<String>,
    /// The rating that it counts as, as a level of the scale. It is not in the JSON form.
    #[serde(skip)]
    pub level: Level,
}

impl Gap {
    pub(super) fn new(
        risk: RiskView<'_>,
        component: Option<Key>,
        down: usize,
        instead: Instead,
        scale: &Scale,
    ) -> Self {
        let level = worst_possible(risk, scale);
        Self {
            risk: risk.key(),
            component,
            rating: risk.rating_label().map(str::to_owned),
            counts_as: scale.rating().label(level).to_owned(),
            accepted: risk.is_accepted(),
            down,
            instead,
            observations: instead.observations(risk.stated()),
            level,
        }
    }
}

/// What there is instead of an implemented observation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Instead {
    /// An observation that somebody suggests.
    Suggested,
    /// None that is suggested, but one of which nobody knows whether it is implemented.
    Unknown,
    /// No observation.
    Nothing,
}

enum_words!(Instead {
    /// All of them, the best first.
    ALL,
    /// The word for it: `suggested`, `unknown` or `nothing`.
    as_str,
    Suggested => "suggested",
    Unknown => "unknown",
    Nothing => "nothing",
});
as_text_in_json!(Instead);

impl Instead {
    /// What a risk has; `None` where one of its observations is implemented.
    pub fn of(risk: &Risk) -> Option<Self> {
        let has = |status| risk.observations.iter().any(|one| one.status == status);
        if risk.is_observed() {
            None
        } else if has(ObservationStatus::Suggested) {
            Some(Self::Suggested)
        } else if has(ObservationStatus::Unknown) {
            Some(Self::Unknown)
        } else {
            Some(Self::Nothing)
        }
    }

    /// The observations that it means.
    pub(super) fn observations(self, risk: &Risk) -> Vec<String> {
        let status = match self {
            Self::Suggested => ObservationStatus::Suggested,
            Self::Unknown => ObservationStatus::Unknown,
            Self::Nothing => return Vec::new(),
        };
        let observations = risk.observations.iter();
        let alike = observations.filter(|one| one.status == status);
        alike.map(|one| one.text.clone()).collect()
    }
}
