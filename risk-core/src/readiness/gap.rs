//! Failures that nothing implemented would notice.

use crate::graph::ComponentId;
use crate::register::{Level, ObservationStatus, Risk, RiskView};

/// A risk that is not closed and that nothing implemented would notice.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Gap<'r> {
    /// The risk.
    pub risk: RiskView<'r>,
    /// Its component; `None` where it names none.
    pub component: Option<ComponentId>,
    /// Its rating; of one that is unrated, the worst that it could get.
    pub rating: Level,
    /// How many others are down when the component fails.
    pub down: usize,
    /// What there is instead of an implemented observation.
    pub instead: Instead,
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

    /// The word for it: `suggested`, `unknown` or `nothing`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Suggested => "suggested",
            Self::Unknown => "unknown",
            Self::Nothing => "nothing",
        }
    }
}
