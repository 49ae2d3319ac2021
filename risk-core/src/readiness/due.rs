//! What comes up: reviews and acceptances by their days.

use indexmap::IndexSet;
use serde::Serialize;

use crate::enum_words::enum_words;
use crate::record::{Key, RiskField, as_text_in_json};
use crate::register::{Date, Duration, Owners, Register, RiskView};

/// Reviews and acceptances that come up, and those that are overdue.
///
/// ```
/// use risk_core::readiness::{Decision, DueAnswer};
/// use risk_core::{Date, Register, Risk, Scale, Stated};
///
/// let mut risk = Risk::new("R01");
/// risk.review_by = Some(Stated::Known(Date::new(2026, 12, 1).unwrap()));
/// let register = Register::new("Trips", Scale::default(), Vec::new(), vec![risk])?;
/// let today = Date::new(2026, 11, 23).unwrap();
/// let answer = DueAnswer::new(&register, today, DueAnswer::WITHIN);
/// assert_eq!((answer.due[0].decision, answer.due[0].days), (Decision::Review, 8));
/// # Ok::<(), risk_core::InvalidRegister>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct DueAnswer {
    /// The day that it is for.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub today: Date,
    /// How far it looks ahead, such as `30d`.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub within: Duration,
    /// What is due, the earliest day first, and those of one day in the order of the register.
    pub due: Vec<Due>,
    /// The days that are stated and are none, in the order of the register: nobody knows whether these are due.
    pub unread: Vec<UnreadDay>,
    /// The risks of which nobody knows whether they are meant: those that state until when they are accepted and of which
    /// the status is none or could not be read, and those that a choice of owners left out, as their owners could not be.
    pub left_out: Vec<Key>,
}

/// A day for a decision that is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct UnreadDay {
    /// What is to be decided.
    pub decision: Decision,
    /// The risk.
    pub risk: Key,
    /// Who answers for it: its owner, else that of its component; empty where neither is stated.
    pub owner: String,
    /// What is stated in place of a day; empty where that is no text, such as a number.
    pub text: String,
    #[serde(skip)]
    is_owner_unread: bool,
}

/// One decision that is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Due {
    /// The last day for it.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub day: Date,
    /// How many days are left; fewer than 0 where the day has passed.
    pub days: i64,
    /// What is to be decided.
    pub decision: Decision,
    /// The risk.
    pub risk: Key,
    /// The component that it names; empty where it names none.
    pub component: String,
    /// Who answers for it: its owner, else that of its component; empty where neither is stated.
    pub owner: String,
    /// The label of its rating; null where it is unrated.
    pub rating: Option<String>,
    /// Who accepted it; empty for a review, and where nobody is stated.
    pub accepted_by: String,
    #[serde(skip)]
    pub(crate) is_owner_unread: bool,
}

/// What is to be decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Decision {
    /// Whether what the register states of the risk still holds.
    Review,
    /// Whether the risk is still accepted.
    Acceptance,
}

enum_words!(Decision {
    /// All of them.
    ALL,
    /// The word that data has for it.
    as_str,
    Review => "review",
    Acceptance => "acceptance",
});
as_text_in_json!(Decision);

impl DueAnswer {
    /// How far it looks ahead unless somebody says: 30 days.
    pub const WITHIN: Duration = Duration::from_minutes(30 * 24 * 60);

    /// What is overdue on a day, and what comes up within so long after it. Closed risks are not asked, and a day until
    /// which a risk is accepted counts where it is.
    pub fn new(register: &Register, today: Date, within: Duration) -> Self {
        let most = i64::try_from(within.days_rounded_up()).unwrap_or(i64::MAX);
        let live = || register.risks().filter(|risk| !risk.is_closed());
        let decisions =
            live().flat_map(|risk| decisions(risk).map(move |(it, day)| (risk, it, day)));
        let due = decisions.map(|(risk, decision, day)| Due {
            day,
            days: today.days_until(day),
            decision,
            risk: risk.key(),
            component: risk.component.clone(),
            owner: risk.responsible().to_owned(),
            rating: risk.rating_label().map(str::to_owned),
            accepted_by: match decision {
                Decision::Review => String::new(),
                Decision::Acceptance => risk.acceptance.by.clone(),
            },
            is_owner_unread: risk.is_responsible_unread(),
        });
        let mut due: Vec<Due> = due.filter(|one| one.days <= most).collect();
        due.sort_by_key(|one| one.day);
        Self {
            today,
            within,
            due,
            unread: live().flat_map(unread).collect(),
            left_out: live().filter(is_in_doubt).map(RiskView::key).collect(),
        }
    }

    /// What some owners are to decide alone.
    #[must_use]
    pub fn of_owners(mut self, owners: &Owners) -> Self {
        let due = owners.retain(&mut self.due, |one| (&one.owner, one.is_owner_unread));
        let unread = owners.retain(&mut self.unread, |one| (&one.owner, one.is_owner_unread));
        let due = due.into_iter().map(|one| one.risk);
        let unread = unread.into_iter().map(|one| one.risk);
        // One may have two days.
        let all: IndexSet<Key> = self.left_out.into_iter().chain(due).chain(unread).collect();
        self.left_out = all.into_iter().collect();
        self
    }

    /// How many are overdue.
    pub fn overdue(&self) -> usize {
        self.due.iter().filter(|one| one.days < 0).count()
    }
}

/// Whether nobody knows if a risk is accepted until the day that it states.
fn is_in_doubt(risk: &RiskView<'_>) -> bool {
    let states_day = risk.acceptance.until.is_some() || risk.is_unread(RiskField::AcceptedUntil);
    let status = risk.status.as_ref();
    let is_unclear = status.is_some_and(|status| status.unrecognised().is_some());
    states_day && (is_unclear || risk.is_unread(RiskField::Status))
}

/// What a risk asks to decide, and until when.
fn decisions(risk: RiskView<'_>) -> impl Iterator<Item = (Decision, Date)> {
    let until = risk.accepted_until();
    let decisions = [
        risk.review_day().map(|day| (Decision::Review, day)),
        until.map(|day| (Decision::Acceptance, day)),
    ];
    decisions.into_iter().flatten()
}

/// What a risk states in place of the days of its decisions.
fn unread(risk: RiskView<'_>) -> impl Iterator<Item = UnreadDay> {
    let acceptance = &risk.stated().acceptance;
    let review = (
        Decision::Review,
        RiskField::ReviewBy,
        risk.stated().review_by.as_ref(),
    );
    let until = (
        Decision::Acceptance,
        RiskField::AcceptedUntil,
        acceptance.until.as_ref(),
    );
    let until = Some(until).filter(|_| risk.is_accepted());
    let unread = [Some(review), until].map(|decision| {
        let (decision, field, day) = decision?;
        let text = match day {
            Some(day) => day.unrecognised()?,
            None if risk.is_unread(field) => "",
            None => return None,
        };
        Some(UnreadDay {
            decision,
            risk: risk.key(),
            owner: risk.responsible().to_owned(),
            text: text.to_owned(),
            is_owner_unread: risk.is_responsible_unread(),
        })
    });
    unread.into_iter().flatten()
}
