//! What needs a decision.

use serde::Serialize;

use crate::check::{Finding, Reading};
use crate::readiness::DueAnswer;
use crate::record::{Key, RiskField};
use crate::register::{Date, RiskView};

/// What somebody has to decide.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Decisions {
    /// The reviews and acceptances that come up, and those that are overdue.
    pub due: DueAnswer,
    /// The risks that are rated high and that nothing makes rarer or milder, and that nobody accepted: the highest rated
    /// first.
    pub unmitigated: Vec<Undecided>,
    /// The findings of checks that are errors or warnings, the errors first.
    pub findings: Vec<Finding>,
}

/// A risk of which nobody has decided what is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Undecided {
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
}

impl Decisions {
    pub(super) fn new(reading: &Reading, today: Date) -> Self {
        let register = &reading.register;
        let ratings = register.scale().rating();
        let is_open = |risk: &RiskView<'_>| {
            let is_high = risk.rating().is_some_and(|rating| ratings.is_high(rating));
            is_high
                && !risk.is_mitigated()
                && !risk.is_unread(RiskField::Mitigations)
                && !risk.is_accepted()
                && !risk.is_closed()
                && !risk.is_unread(RiskField::Status)
        };
        let mut open: Vec<RiskView<'_>> = register.risks().filter(is_open).collect();
        open.sort_by_key(|risk| std::cmp::Reverse(risk.rating()));
        let mut findings = reading.check(today);
        findings.retain(|one| one.severity.fails());
        // The sort is stable, so those of one severity stay as a check lists them.
        findings.sort_by_key(|one| std::cmp::Reverse(one.severity));
        Self {
            due: DueAnswer::new(register, today, DueAnswer::WITHIN),
            unmitigated: open.into_iter().map(Undecided::new).collect(),
            findings,
        }
    }
}

impl Undecided {
    fn new(risk: RiskView<'_>) -> Self {
        Self {
            risk: risk.key(),
            component: risk.component.clone(),
            description: risk.description.clone(),
            rating: risk.rating_label().unwrap_or_default().to_owned(),
            owner: risk.responsible().to_owned(),
        }
    }
}
