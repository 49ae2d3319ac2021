//! Failures that nothing implemented would notice.

use serde::Serialize;

use super::worst::worst_possible;
use crate::enum_words::enum_words;
use crate::record::{Key, RiskField, as_text_in_json};
use crate::register::{Level, ObservationStatus, Risk, RiskView, Scale};

/// A risk that nothing implemented would notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
        let observations = risk.stated().observations.iter();
        let alike = observations.filter(|one| instead.status() == Some(one.status));
        Self {
            risk: risk.key(),
            component,
            rating: risk.rating_label().map(str::to_owned),
            counts_as: scale.rating().label(level).to_owned(),
            accepted: risk.is_accepted(),
            down,
            instead,
            observations: alike.map(|one| one.text.clone()).collect(),
            level,
        }
    }
}

/// What there is instead of an implemented observation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Instead {
    /// An observation that somebody suggests.
    Suggested,
    /// None that is suggested, but one of which nobody knows whether it is implemented, or that could not be read.
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
        let best = Self::ALL.into_iter().find(|one| {
            let mut statuses = risk.stated_observations().map(|one| one.status);
            let is_unread = *one == Self::Unknown && risk.is_unread(RiskField::Observations);
            is_unread
                || one
                    .status()
                    .is_none_or(|wanted| statuses.any(|status| status == wanted))
        });
        best.filter(|_| !risk.is_observed())
    }

    /// The status of the observations that it is.
    fn status(self) -> Option<ObservationStatus> {
        match self {
            Self::Suggested => Some(ObservationStatus::Suggested),
            Self::Unknown => Some(ObservationStatus::Unknown),
            Self::Nothing => None,
        }
    }
}
