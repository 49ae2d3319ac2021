//! One failure mode of one component.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::word_lists::word_lists;
use super::{Date, Extra, Rehearsal, Stated, TrackerLink};
use crate::enum_words::enum_words;
use crate::record::RiskField;
use crate::record::text::{fold, says_something};

/// One way that a component can fail, as it was stated.
///
/// Empty text and an empty list mean that nothing was stated. What a level means is known only
/// together with the register's scale.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Risk {
    /// What the risk is called, such as `R03`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reference: String,
    /// The name of the component that fails.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub component: String,
    /// How it fails.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// How likely that is: a level of the register's scale.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub likelihood: Option<String>,
    /// How bad it would be: a level of the register's scale.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub impact: Option<String>,
    /// How the failure would be noticed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub observations: Vec<Observation>,
    /// What makes the failure rarer or milder.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mitigations: Vec<Mitigation>,
    /// What to do when it happens.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub runbook_actions: Vec<RunbookAction>,
    /// Anything else worth knowing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notes: String,
    /// Cards, tickets and issues.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tracker_links: Vec<TrackerLink>,
    /// Where the work on the risk stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Stated<Status>>,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub owner: String,
    /// The day by which it is to be looked at again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review_by: Option<Stated<Date>>,
    /// When its failure was met or practised.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rehearsals: Vec<Rehearsal>,
    /// Who accepted the risk, until when and why.
    #[serde(default, skip_serializing_if = "Acceptance::is_empty")]
    pub acceptance: Acceptance,
    /// What sort of risk it is, in words of one's own, such as `capacity`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub category: String,
    /// Where the risk came from: questionnaire, question and subject of the review that it was drafted from, such as
    /// `dr-basics/rel9@Web shop`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub finding: String,
    /// What the register states of the risk beyond the fields above.
    #[serde(default, skip_serializing_if = "Extra::is_empty")]
    pub extra: Extra,
    /// The fields of which not all could be read, which findings tell. Only readers set this.
    #[serde(skip)]
    pub unread: Vec<RiskField>,
}

/// Two risks are equal when they state the same.
impl PartialEq for Risk {
    fn eq(&self, other: &Self) -> bool {
        // What could not be read of them is not stated.
        let mut fields = RiskField::ALL.iter();
        fields.all(|field| field.kind().is_same(self, other))
    }
}

impl Risk {
    /// A risk with a reference and nothing else. What it means in a register, a [`RiskView`] has.
    ///
    /// As JSON it is what was stated: an entry of `risks` in a register's JSON. What `list` and `show` answer has the
    /// rating beside: `query::RatedRisk`. Reading one risk alone refuses a key that it does not know, which `json::read`
    /// reports and goes on.
    ///
    /// ```
    /// use risk_core::Risk;
    ///
    /// let text = r#"{"reference":"R01","component":"Database","impact":"High"}"#;
    /// let risk: Risk = serde_json::from_str(text)?;
    /// assert_eq!(risk.impact.as_deref(), Some("High"));
    /// assert_eq!(serde_json::to_string(&risk)?, text);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    ///
    /// [`RiskView`]: super::RiskView
    pub fn new(reference: impl Into<String>) -> Self {
        Self {
            reference: reference.into(),
            ..Self::default()
        }
    }

    /// Whether an observation is in place, so that somebody would notice the failure. An entry such as `none`, `n/a`
    /// or `TBD` is none: it stays as it is and counts for nothing.
    pub fn is_observed(&self) -> bool {
        let mut observations = self.stated_observations();
        observations.any(|one| one.status == ObservationStatus::Implemented)
    }

    /// Whether there is a mitigation that says something.
    pub fn is_mitigated(&self) -> bool {
        self.stated_mitigations().next().is_some()
    }

    /// Whether there is a runbook action that says something.
    pub fn has_runbook_action(&self) -> bool {
        self.stated_actions().next().is_some()
    }

    /// The observations that say something.
    pub(crate) fn stated_observations(&self) -> impl Iterator<Item = &Observation> {
        let observations = self.observations.iter();
        observations.filter(|one| says_something(&one.text))
    }

    /// The mitigations that say something.
    pub(crate) fn stated_mitigations(&self) -> impl Iterator<Item = &Mitigation> {
        let mitigations = self.mitigations.iter();
        mitigations.filter(|one| says_something(&one.text))
    }

    /// The runbook actions that say something.
    pub(crate) fn stated_actions(&self) -> impl Iterator<Item = &RunbookAction> {
        let actions = self.runbook_actions.iter();
        actions.filter(|one| says_something(&one.text))
    }

    /// Whether a field has something that could not be read, so that nobody knows all that is stated there.
    pub(crate) fn is_unread(&self, field: RiskField) -> bool {
        self.unread.contains(&field)
    }

    /// Whether the risk is stated to be closed.
    pub fn is_closed(&self) -> bool {
        self.status.as_ref().and_then(Stated::known) == Some(&Status::Closed)
    }

    /// What showed that the risk is no mere fear: the latest incident, or game day that failed, up to a day.
    ///
    /// ```
    /// use risk_core::{Date, Rehearsal, RehearsalKind, Risk};
    ///
    /// let [may, june] = [5, 6].map(|month| Date::new(2026, month, 1).unwrap());
    /// let mut risk = Risk::new("R01");
    /// risk.rehearsals = vec![Rehearsal::new(may, RehearsalKind::Incident)];
    /// assert_eq!(risk.confirmed_by(june).unwrap().day(), Some(may));
    /// ```
    pub fn confirmed_by(&self, today: Date) -> Option<&Rehearsal> {
        let shown = self.rehearsals.iter().filter(|one| one.confirms());
        let past = shown.filter_map(|one| Some((one.day().filter(|day| *day <= today)?, one)));
        past.max_by_key(|(day, _)| *day).map(|(_, one)| one)
    }

    /// The day by which the risk is to be reviewed, where it is one.
    pub fn review_day(&self) -> Option<Date> {
        self.review_by.as_ref()?.known().copied()
    }

    /// The last day on which the risk is accepted, where it is accepted and the day is one.
    pub fn accepted_until(&self) -> Option<Date> {
        let until = self.acceptance.until.as_ref()?.known().copied();
        until.filter(|_| self.is_accepted())
    }

    /// Whether the risk is stated to be accepted.
    pub fn is_accepted(&self) -> bool {
        self.status.as_ref().and_then(Stated::known) == Some(&Status::Accepted)
    }
}

/// How a failure would be noticed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Observation {
    /// What is observed, and how.
    pub text: String,
    /// Whether it is in place.
    pub status: ObservationStatus,
}

impl Observation {
    /// An observation of the given status.
    pub fn new(text: impl Into<String>, status: ObservationStatus) -> Self {
        Self {
            text: text.into(),
            status,
        }
    }

    /// An observation that is in place.
    pub fn implemented(text: impl Into<String>) -> Self {
        Self::new(text, ObservationStatus::Implemented)
    }

    /// An observation that somebody suggests.
    pub fn suggested(text: impl Into<String>) -> Self {
        Self::new(text, ObservationStatus::Suggested)
    }

    /// An observation of which nobody knows whether it is in place.
    pub fn unknown(text: impl Into<String>) -> Self {
        Self::new(text, ObservationStatus::Unknown)
    }
}

/// Whether an observation is in place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ObservationStatus {
    /// It is in place.
    Implemented,
    /// Somebody suggests it.
    Suggested,
    /// Nobody knows, or the source has no place for it.
    Unknown,
}

enum_words!(ObservationStatus {
    /// All of them, the best first.
    ALL,
    /// The word that files and messages have for it.
    as_str,
    Implemented => "implemented",
    Suggested => "suggested",
    Unknown => "unknown",
});

/// Something that makes a failure rarer or milder.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
#[non_exhaustive]
pub struct Mitigation {
    /// What is done.
    pub text: String,
}

impl<T: Into<String>> From<T> for Mitigation {
    fn from(text: T) -> Self {
        Self { text: text.into() }
    }
}

/// Something to do when the failure happens.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
#[non_exhaustive]
pub struct RunbookAction {
    /// What to do.
    pub text: String,
}

impl<T: Into<String>> From<T> for RunbookAction {
    fn from(text: T) -> Self {
        Self { text: text.into() }
    }
}

/// Where the work on a risk stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "kebab-case", inline))]
pub enum Status {
    /// Nothing was decided yet.
    Open,
    /// It is being worked on.
    InProgress,
    /// It stays as it is, on purpose.
    Accepted,
    /// It is no longer a risk.
    Closed,
}

enum_words!(Status {
    /// Every status, in the order of a risk's life.
    ALL,
    /// The word that files and messages have for it.
    as_str,
    Open => "open",
    InProgress => "in-progress",
    Accepted => "accepted",
    Closed => "closed",
});

/// The words for the statuses in the languages of headers.
const STATUSES: &str = include_str!("statuses.txt");

impl FromStr for Status {
    type Err = ParseStatusError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // Nearly every text is the word of a file.
        if let Some(status) = Self::ALL.into_iter().find(|one| one.as_str() == text) {
            return Ok(status);
        }
        let folded = fold(text);
        let mut lists = word_lists(STATUSES).zip(Self::ALL);
        let found = lists.find(|((_, words), _)| words.clone().any(|word| word == folded));
        found.map(|(_, status)| status).ok_or(ParseStatusError)
    }
}

/// The text is no status.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a status: open, in-progress, accepted or closed")]
pub struct ParseStatusError;

/// Who accepted a risk, until when and why, and how high it was rated then.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Acceptance {
    /// Who accepted it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// The last day of the acceptance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Stated<Date>>,
    /// Why it is acceptable.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// How high the risk was rated then: a rating of the register's scale.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rating: Option<String>,
}

impl Acceptance {
    /// Whether nothing was stated.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
