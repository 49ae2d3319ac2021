//! How many risks are rated how, and what became of them.

use serde::Serialize;

use crate::readiness::DueAnswer;
use crate::register::{Register, RiskView, Scale};

/// How many risks there are, and how they are rated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Headline {
    /// The risks that are not closed.
    pub risks: usize,
    /// How many of them have each rating of the scale, the highest first.
    pub by_rating: Vec<RatingCount>,
    /// How many of them are unrated.
    pub unrated: usize,
    /// How many of them are accepted.
    pub accepted: usize,
    /// How many reviews and acceptances are overdue.
    pub overdue: usize,
    /// The risks that are closed.
    pub closed: usize,
}

/// How many risks have a rating.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct RatingCount {
    /// The label of the rating.
    pub rating: String,
    /// How many risks have it.
    pub risks: usize,
}

impl Headline {
    pub(super) fn new(register: &Register, due: &DueAnswer) -> Self {
        let live = || register.risks().filter(|risk| !risk.is_closed());
        let (by_rating, unrated) = count(register.scale(), live());
        Self {
            risks: live().count(),
            by_rating,
            unrated,
            accepted: live().filter(|risk| risk.is_accepted()).count(),
            overdue: due.overdue(),
            closed: register.risks().filter(|risk| risk.is_closed()).count(),
        }
    }
}

/// How many of some risks have each rating of the scale, the highest first, and how many are unrated.
pub(super) fn count<'a>(
    scale: &Scale,
    risks: impl Iterator<Item = RiskView<'a>>,
) -> (Vec<RatingCount>, usize) {
    let mut counts = vec![0; scale.rating().len()];
    let mut unrated = 0;
    for risk in risks {
        match risk.rating() {
            Some(rating) => counts[rating.position()] += 1,
            None => unrated += 1,
        }
    }
    let levels = scale.rating().iter().zip(counts);
    let mut by_rating: Vec<RatingCount> = levels
        .map(|((_, level), risks)| RatingCount {
            rating: level.label.clone(),
            risks,
        })
        .collect();
    by_rating.reverse();
    (by_rating, unrated)
}
