//! How a register became what it is.

use serde::Serialize;

use super::headline::{RatingCount, count};
use crate::readiness::{Counts, Window};
use crate::register::{Date, RiskView, Scale};

/// How many risks were rated how, and had what they should have, in the versions of a register.
///
/// ```
/// use risk_core::readiness::Window;
/// use risk_core::report::{TrendAnswer, TrendPoint};
/// use risk_core::{Date, Register, Risk, Scale};
///
/// let register = Register::new("Trips", Scale::default(), Vec::new(), vec![Risk::new("R01")])?;
/// let window = Window::up_to(Date::new(2026, 11, 23).unwrap());
/// let mut trend = TrendAnswer::default();
/// let risks = (register.scale(), register.risks());
/// trend.points.push(TrendPoint::new(risks, None, window));
/// assert_eq!(trend.points[0].unrated, 1);
/// # Ok::<(), risk_core::InvalidRegister>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TrendAnswer {
    /// The versions, the oldest first.
    pub points: Vec<TrendPoint>,
    /// How many older versions there are that are not among them.
    pub older: usize,
    /// The versions that could not be read, and so are no points.
    pub unread: Vec<Unread>,
    /// Whether the repository has not all of the history, as one that was cloned without it.
    pub is_partial: bool,
}

/// A version of a register in numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TrendPoint {
    /// The day that it is from.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub day: Date,
    /// The name of its revision; null for the register as it is now.
    pub revision: Option<String>,
    /// The folder or file that it was in, as seen from the top of the repository; null where that is not known.
    pub path: Option<String>,
    /// How many risks have each rating of the scale that the version had, the highest first.
    pub by_rating: Vec<RatingCount>,
    /// How many risks are unrated.
    pub unrated: usize,
    /// How many risks have what they should have.
    pub counts: Counts,
}

/// A version that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Unread {
    /// The name of its revision.
    pub revision: String,
    /// The day that it is from.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub day: Date,
    /// Why it could not be read.
    pub reason: String,
}

impl TrendAnswer {
    /// More versions than these are no points: the latest are.
    pub const MOST: usize = 1_000;

    /// The moves of the register among its versions, the oldest first.
    pub fn moves(&self) -> impl Iterator<Item = TrendMove<'_>> {
        let pairs = self
            .points
            .windows(2)
            .filter(|pair| pair[0].path != pair[1].path);
        pairs.filter_map(|pair| {
            let from = pair[0].path.as_deref()?;
            Some(TrendMove { from, to: &pair[1] })
        })
    }

    /// The ratings that versions had, the highest first: those of a scale, and behind them those that it does not have.
    pub fn ratings(&self, scale: &Scale) -> Vec<String> {
        let mut labels: Vec<String> = Vec::new();
        let now = scale.rating().labels().into_iter().rev();
        let counted = self.points.iter().flat_map(|one| &one.by_rating);
        let counted = counted.filter(|count| count.risks > 0);
        for label in now.chain(counted.map(|count| count.rating.as_str())) {
            if !labels.iter().any(|known| known == label) {
                labels.push(label.to_owned());
            }
        }
        labels
    }
}

/// A move of a register to another folder or name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct TrendMove<'a> {
    /// The folder or file that it was in before.
    pub from: &'a str,
    /// The first version behind it.
    pub to: &'a TrendPoint,
}

/// The name of a revision as far as people need it.
fn short(revision: &str) -> &str {
    revision.get(..7).unwrap_or(revision)
}

impl TrendPoint {
    /// The name of its revision as people have it: `a1b2c3d`, and `now` of the register as it is.
    pub fn name(&self) -> &str {
        self.revision.as_deref().map_or("now", short)
    }

    /// The risks of a version and its scale in numbers, as of the last day of a window: that tells which rehearsals count.
    pub fn new<'a>(
        (scale, risks): (&Scale, impl Iterator<Item = RiskView<'a>>),
        revision: Option<String>,
        window: Window,
    ) -> Self {
        let live: Vec<RiskView<'_>> = risks.filter(|risk| !risk.is_closed()).collect();
        let (by_rating, unrated) = count(scale, live.iter().copied());
        Self {
            day: window.today,
            revision,
            path: None,
            by_rating,
            unrated,
            counts: live.into_iter().map(|risk| Counts::of(risk, window)).sum(),
        }
    }

    /// How many risks have a rating of that label.
    pub fn rated(&self, label: &str) -> usize {
        let mut ratings = self.by_rating.iter();
        let found = ratings.find(|count| count.rating == label);
        found.map_or(0, |count| count.risks)
    }
}

impl Unread {
    /// The name of its revision as people have it.
    pub fn name(&self) -> &str {
        short(&self.revision)
    }

    /// A version that could not be read, and why.
    pub fn new(revision: impl Into<String>, day: Date, reason: impl Into<String>) -> Self {
        Self {
            revision: revision.into(),
            day,
            reason: reason.into(),
        }
    }
}
