//! The worst risks, who answers for how many, and those that are accepted.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use super::headline::{RatingCount, count};
use crate::graph::{ExposureAnswer, Graph, Ours};
use crate::readiness::live::live_risks;
use crate::readiness::{DueAnswer, NextAnswer, Suggestion};
use crate::record::Key;
use crate::record::text::lower;
use crate::register::{Date, Register, RiskView, natural_order};

/// One of the worst risks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TopRisk {
    /// The risk.
    pub risk: Key,
    /// The component that it names; empty where it names none.
    pub component: String,
    /// How it fails.
    pub description: String,
    /// The label of its rating.
    pub rating: String,
    /// Who answers for it; empty where nobody is stated.
    pub owner: String,
    /// How many others are down when its component fails.
    pub down: usize,
    /// What to do next, such as `monitor`, and why; null where nothing is suggested.
    pub next: Option<String>,
    /// The day by which it is to be looked at again; null where no day is stated.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub review_by: Option<Date>,
    /// Whether it is accepted.
    pub accepted: bool,
}

/// What somebody answers for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct OwnerRisks {
    /// Who answers for them: the owner of the risk, else of its component; empty where nobody is stated.
    pub owner: String,
    /// Whether who it is could not be read.
    pub is_unread: bool,
    /// How many risks are theirs that are not closed.
    pub risks: usize,
    /// How many of them have each rating of the scale, the highest first.
    pub by_rating: Vec<RatingCount>,
    /// How many of them are unrated.
    pub unrated: usize,
    /// How many reviews and acceptances of theirs are overdue.
    pub overdue: usize,
}

/// A risk that is accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct AcceptedRisk {
    /// The risk.
    pub risk: Key,
    /// The component that it names; empty where it names none.
    pub component: String,
    /// The label of its rating; null where it is unrated.
    pub rating: Option<String>,
    /// Who accepted it; empty where nobody is stated.
    pub by: String,
    /// Until when, as it is stated; null where no day is stated.
    pub until: Option<String>,
    /// Why; empty where it is not stated.
    pub reason: String,
}

/// How many of the worst risks are listed.
const TOP: usize = 10;

/// The highest rated risks that are not closed: of one rating, those first of which the component takes most down.
pub(super) fn top(graph: &Graph, exposure: &ExposureAnswer, next: &NextAnswer) -> Vec<TopRisk> {
    let components = exposure.components.iter();
    let down: HashMap<&Key, usize> = components.map(|one| (&one.component, one.down)).collect();
    let suggestions = next.suggestions.iter();
    let by_risk = suggestions.filter_map(|one| Some((one.risk.as_ref()?, one)));
    let next: HashMap<&Key, &Suggestion> = by_risk.collect();
    let down = |component| {
        let key = graph.key(component).ours();
        down.get(&key).copied().unwrap_or_default()
    };
    let rated = live_risks(graph).filter_map(|(risk, component)| {
        let rating = risk.rating()?;
        Some((rating, component.map_or(0, down), risk))
    });
    let mut rated: Vec<_> = rated.collect();
    // The sort is stable, so equals stay in the order of the register.
    rated.sort_by_key(|(rating, down, _)| Reverse((*rating, *down)));
    rated.truncate(TOP);
    let top = rated.into_iter();
    top.map(|(_, down, risk)| TopRisk {
        next: next.get(&risk.key()).map(|one| told(one)),
        risk: risk.key(),
        component: risk.component.clone(),
        description: risk.description.clone(),
        rating: risk.rating_label().unwrap_or_default().to_owned(),
        owner: risk.responsible().to_owned(),
        down,
        review_by: risk.review_day(),
        accepted: risk.is_accepted(),
    })
    .collect()
}

/// What a suggestion is in words, such as `monitor: it is not monitored`.
fn told(one: &Suggestion) -> String {
    // The rating stands beside it.
    let because = one.because.strip_prefix(&one.rating);
    let because = because.and_then(|rest| rest.strip_prefix([',', ';']));
    let because = because.map_or(one.because.as_str(), str::trim_start);
    format!("{}: {because}", one.action)
}

/// Who answers for how many risks, those first who answer for the worst; what nobody answers for stands last. Names that
/// differ in case alone are one, as for [`Owners`](crate::register::Owners): the first of them.
pub(super) fn owners(register: &Register, due: &DueAnswer) -> Vec<OwnerRisks> {
    // What nobody answers for is another thing than that of which who does could not be read.
    let mut risks: BTreeMap<(String, bool), Vec<RiskView<'_>>> = BTreeMap::new();
    for risk in register.risks().filter(|risk| !risk.is_closed()) {
        let owner = (lower(risk.responsible()), risk.is_responsible_unread());
        risks.entry(owner).or_default().push(risk);
    }
    let mut overdue: HashMap<(String, bool), usize> = HashMap::new();
    for one in due.due.iter().filter(|one| one.days < 0) {
        let owner = (lower(&one.owner), one.is_owner_unread);
        *overdue.entry(owner).or_default() += 1;
    }
    let owners = risks.into_iter().map(|(owner, risks)| {
        let (by_rating, unrated) = count(register.scale(), risks.iter().copied());
        OwnerRisks {
            owner: risks[0].responsible().to_owned(),
            is_unread: owner.1,
            risks: risks.len(),
            by_rating,
            unrated,
            overdue: overdue.get(&owner).copied().unwrap_or_default(),
        }
    });
    let mut owners: Vec<OwnerRisks> = owners.collect();
    owners.sort_by(|a, b| {
        let worst = |one: &OwnerRisks| -> Vec<usize> {
            one.by_rating.iter().map(|count| count.risks).collect()
        };
        let by_worst = worst(b).cmp(&worst(a));
        let is_nobody = a.owner.is_empty().cmp(&b.owner.is_empty());
        is_nobody
            .then(by_worst)
            .then_with(|| natural_order(&a.owner, &b.owner))
    });
    owners
}

/// The risks that are accepted, in the order of the register.
pub(super) fn accepted(register: &Register) -> Vec<AcceptedRisk> {
    let accepted = register.risks().filter(|risk| risk.is_accepted());
    accepted
        .map(|risk| AcceptedRisk {
            risk: risk.key(),
            component: risk.component.clone(),
            rating: risk.rating_label().map(str::to_owned),
            by: risk.acceptance.by.clone(),
            until: risk.acceptance.until.as_ref().map(ToString::to_string),
            reason: risk.acceptance.reason.clone(),
        })
        .collect()
}
