//! Risks with their ratings, as data.

use serde::Serialize;

use crate::check::Reading;
use crate::record::Key;
use crate::register::{
    Acceptance, Extra, Levels, Observation, Rehearsal, Risk, RiskView, TrackerLink,
};

/// Risks of a register with their ratings.
///
/// ```
/// use risk_core::query::{Filter, ListAnswer};
///
/// let text = r#"{
///     "schema_version": 1,
///     "risks": [{ "reference": "R01", "likelihood": "high", "impact": "High" }]
/// }"#;
/// let reading = risk_core::json::read(text)?;
/// let answer = ListAnswer::new(&reading, Filter::default().risks(&reading)?);
/// let json = serde_json::to_value(&answer)?;
/// assert_eq!(json["risks"][0]["likelihood"], "High");
/// assert_eq!(json["risks"][0]["rating"], "Critical");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ListAnswer<'a> {
    /// What the register is called.
    pub title: &'a str,
    /// The name of the scale.
    pub scale: &'a str,
    /// The risks, the highest rated first and the unrated last.
    pub risks: Vec<RatedRisk<'a>>,
}

/// A risk, with its rating.
// Where a risk is what was stated, as the forms of a register have it, this is what the register makes of
// it: levels by their labels, cards by their trackers, and each field there whether it is stated or not.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct RatedRisk<'a> {
    /// The identity: the reference, and which of those of that reference it is (`R03~2`).
    pub key: Key,
    /// The reference, which may repeat or be empty.
    pub reference: &'a str,
    /// The component that fails.
    pub component: &'a str,
    /// How it fails.
    pub description: &'a str,
    /// The label of the level, or the text that is none; null when missing.
    pub likelihood: Option<&'a str>,
    /// The label of the level, or the text that is none; null when missing.
    pub impact: Option<&'a str>,
    /// The label of the rating; null when the risk is unrated.
    pub rating: Option<&'a str>,
    /// How the failure would be noticed.
    pub observations: &'a [Observation],
    /// What makes the failure rarer or milder.
    pub mitigations: Vec<ListedText<'a>>,
    /// What to do when it happens.
    pub runbook_actions: Vec<ListedText<'a>>,
    /// Anything else worth knowing.
    pub notes: &'a str,
    /// Cards, tickets and issues.
    pub tracker_links: Vec<ListedLink<'a>>,
    /// Where the work on the risk stands; null where it is not specified.
    pub status: Option<String>,
    /// Who answers for it, as the risk states.
    pub owner: &'a str,
    /// Who answers for it: its owner, else the owner of its component; empty where neither is stated.
    pub responsible: &'a str,
    /// The day by which it is to be looked at again; null where it is not specified.
    pub review_by: Option<String>,
    /// Who accepted the risk, until when and why.
    pub acceptance: &'a Acceptance,
    /// What sort of risk it is.
    pub category: &'a str,
    /// The question of a review that it was drafted from.
    pub finding: &'a str,
    /// When its failure was met or practised.
    pub rehearsals: &'a [Rehearsal],
    /// What the register states beyond the fields above, by header.
    pub extra: &'a Extra,
}

/// An entry of a list.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ListedText<'a> {
    /// What it states.
    pub text: &'a str,
}

/// A tracker link, and what it was recognised as.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ListedLink<'a> {
    /// The link, as it was stated.
    pub url: &'a str,
    /// The tracker; null when it is not known.
    pub tracker: Option<String>,
    /// The card's key; null when it is not known.
    pub key: Option<String>,
}

impl<'a> ListAnswer<'a> {
    /// The given risks of a reading, in their order.
    pub fn new(reading: &'a Reading, risks: impl IntoIterator<Item = RiskView<'a>>) -> Self {
        let rated = |risk| RatedRisk::new(reading, risk);
        Self {
            title: reading.register.title(),
            scale: reading.register.scale().name(),
            risks: risks.into_iter().map(rated).collect(),
        }
    }
}

impl<'a> RatedRisk<'a> {
    /// A risk of a reading, which says what its tracker links are.
    pub fn new(reading: &'a Reading, risk: RiskView<'a>) -> Self {
        let scale = reading.register.scale();
        // All fields by name, so that one that is new is forgotten in no answer.
        let Risk {
            reference,
            component,
            description,
            likelihood,
            impact,
            observations,
            mitigations,
            runbook_actions,
            notes,
            tracker_links,
            status,
            owner,
            review_by,
            rehearsals,
            acceptance,
            category,
            finding,
            extra,
            unread: _,
        } = risk.stated();
        let link = |link: &'a TrackerLink| {
            let found = reading.settings.trackers.recognise(link);
            ListedLink {
                url: link.url(),
                tracker: found.tracker,
                key: found.key,
            }
        };
        let mitigations = mitigations.iter().map(|one| ListedText { text: &one.text });
        let actions = runbook_actions.iter();
        Self {
            key: risk.key(),
            reference,
            component,
            description,
            likelihood: label(scale.likelihood(), likelihood.as_deref()),
            impact: label(scale.impact(), impact.as_deref()),
            rating: risk.rating_label(),
            observations,
            mitigations: mitigations.collect(),
            runbook_actions: actions.map(|one| ListedText { text: &one.text }).collect(),
            notes,
            tracker_links: tracker_links.iter().map(link).collect(),
            status: status.as_ref().map(ToString::to_string),
            owner,
            responsible: risk.responsible(),
            review_by: review_by.as_ref().map(ToString::to_string),
            acceptance,
            category,
            finding,
            rehearsals,
            extra,
        }
    }
}

/// A level by its label, and what is no level as it was stated.
fn label<'a>(levels: &'a Levels, stated: Option<&'a str>) -> Option<&'a str> {
    let stated = stated?;
    Some(
        levels
            .find(stated)
            .map_or(stated, |level| levels.label(level)),
    )
}
