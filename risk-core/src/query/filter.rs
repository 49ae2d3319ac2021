//! Which risks are meant.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::check::Reading;
use crate::expression::{Expression, Truth};
use crate::record::RiskField;
use crate::record::text::three_nearest;
use crate::register::{
    Component, Date, Level, Owners, Recognised, Record, Register, RiskView, Status, TrackerLink,
    Trackers, UnknownComponent, UnknownOwner, decided, natural_order,
};

/// Which risks are meant, in the words of a person. Where there are several words of one sort, one of them
/// is enough; where there are none, all risks are meant.
///
/// ```
/// use risk_core::query::Filter;
///
/// let text = r#"{ "schema_version": 1, "risks": [{ "reference": "R01", "status": "closed" }] }"#;
/// let reading = risk_core::json::read(text)?;
/// let mut filter = Filter::default();
/// filter.statuses = vec!["closed".into()];
/// assert_eq!(filter.risks(&reading)?.len(), 1);
/// filter.statuses = vec!["done".into()];
/// assert!(filter.risks(&reading).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Filter {
    /// The names of components.
    pub components: Vec<String>,
    /// Statuses. A risk that states none is open.
    pub statuses: Vec<String>,
    /// The lowest rating.
    pub min_rating: Option<String>,
    /// Who [answers](RiskView::responsible) for them, in any case.
    pub owners: Vec<String>,
    /// Risks that nobody answers for, beside those of the owners.
    pub unowned: bool,
    /// Trackers, keys of cards, and addresses of cards in any spelling.
    pub trackers: Vec<String>,
}

/// The risks of which an expression holds, and those of which that is not known.
///
/// ```
/// use risk_core::{Date, Expression, Register, Risk, Scale};
///
/// let risks = ["R01", "R02"].map(Risk::new).into();
/// let register = Register::new("Trips", Scale::default(), Vec::new(), risks)?;
/// let expression = Expression::new("rating >= High", &register)?;
/// let today = Date::new(2026, 6, 1).unwrap();
/// let (meant, unknown) = risk_core::query::decide(&expression, register.risks(), today);
/// assert_eq!((meant.len(), unknown.len()), (0, 2));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn decide<'a>(
    expression: &Expression,
    risks: impl IntoIterator<Item = RiskView<'a>>,
    today: Date,
) -> (Vec<RiskView<'a>>, Vec<RiskView<'a>>) {
    decided(risks, |risk| match expression.evaluate(*risk, today) {
        Truth::True => Some(true),
        Truth::False => Some(false),
        Truth::Unknown => None,
    })
}

/// A word of a filter means nothing in the register.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FilterError {
    /// No risk names the component, and it is not declared.
    #[error("{unknown}")]
    UnknownComponent {
        /// The name, and the nearest ones.
        unknown: UnknownComponent,
        /// The first ten of the names that risks have.
        known: Vec<String>,
    },
    /// The text is no status.
    #[error("`{text}` is not a status")]
    UnknownStatus {
        /// The text.
        text: String,
    },
    /// Nobody who is called so owns a risk or a component.
    #[error(transparent)]
    UnknownOwner(#[from] UnknownOwner),
    /// No tracker is called so, and no card that a risk names.
    #[error("no tracker is called `{text}`, and no risk has a card of that name")]
    UnknownTracker {
        /// The text.
        text: String,
        /// The names most like it, of trackers and of cards, at most three.
        nearest: Vec<String>,
    },
    /// No field of a risk is called so.
    #[error("`{text}` is not a field of a risk")]
    UnknownField {
        /// The text.
        text: String,
        /// The names most like it, at most three.
        nearest: Vec<String>,
    },
    /// The text may be any of several headers that a risk of the register has, and none is spelled so.
    #[error("`{text}` may be any of several headers")]
    AmbiguousHeader {
        /// The text.
        text: String,
        /// The headers.
        alike: Vec<String>,
    },
    /// The text is no rating of the scale.
    #[error("`{text}` is not a rating")]
    UnknownRating {
        /// The text.
        text: String,
        /// The ratings, the lowest first.
        ratings: Vec<String>,
    },
}

impl Filter {
    /// The risks that are meant: the highest rated first, those of one rating by their references, and the
    /// unrated last. Those of which that is not known are [`decide`](Self::decide)'s.
    ///
    /// # Errors
    ///
    /// When a word means nothing in the register.
    pub fn risks<'a>(&self, reading: &'a Reading) -> Result<Vec<RiskView<'a>>, FilterError> {
        Ok(self.decide(reading)?.0)
    }

    /// The risks that are meant, in that order, and those of which that is not known, because what they state there could
    /// not be read.
    ///
    /// # Errors
    ///
    /// When a word means nothing in the register.
    pub fn decide<'a>(
        &self,
        reading: &'a Reading,
    ) -> Result<(Vec<RiskView<'a>>, Vec<RiskView<'a>>), FilterError> {
        let resolved = Resolved::new(self, reading)?;
        let (meant, unknown) = decided(reading.register.risks(), |risk| resolved.admits(*risk));
        Ok((by_rating(meant), unknown))
    }
}

/// Risks in order: the highest rated first, those of one rating by their references, and the unrated last.
pub(crate) fn by_rating(mut risks: Vec<RiskView<'_>>) -> Vec<RiskView<'_>> {
    risks.sort_by(|a, b| natural_order(&a.reference, &b.reference));
    // Each is rated once, and not for each comparison.
    risks.sort_by_cached_key(|risk| Reverse(risk.rating()));
    risks
}

/// A filter, by what its words mean in a register.
struct Resolved<'a> {
    components: Vec<String>,
    statuses: Vec<Status>,
    min_rating: Option<Level>,
    owners: Owners,
    cards: Vec<Card<'a>>,
    known_trackers: &'a Trackers,
}

/// What was specified of trackers: a text, and what it is as the address of a card.
struct Card<'a> {
    text: &'a str,
    recognised: Recognised,
}

impl Card<'_> {
    /// Whether a link is meant: by its tracker, by its key or by any spelling of its address.
    fn means(&self, found: &Recognised) -> bool {
        let is = |text: &Option<String>| {
            let text = text.as_ref();
            text.is_some_and(|text| text.eq_ignore_ascii_case(self.text))
        };
        is(&found.tracker) || is(&found.key) || self.recognised.canonical() == found.canonical()
    }
}

impl<'a> Resolved<'a> {
    fn new(filter: &'a Filter, reading: &'a Reading) -> Result<Self, FilterError> {
        let register = &reading.register;
        let known_trackers = &reading.settings.trackers;
        let cards = filter.trackers.iter();
        let cards = cards.map(|text| card(reading, text.trim()));
        let components = filter.components.iter();
        let components = components.map(|name| component_named(register, name));
        let statuses = filter.statuses.iter().map(|text| status(text));
        let min_rating = filter.min_rating.as_deref();
        let min_rating = min_rating.map(|text| rating(register, text));
        Ok(Self {
            components: components.collect::<Result<_, _>>()?,
            statuses: statuses.collect::<Result<_, _>>()?,
            min_rating: min_rating.transpose()?,
            owners: Owners::find(register, &filter.owners, filter.unowned)?,
            cards: cards.collect::<Result<_, _>>()?,
            known_trackers,
        })
    }

    /// Whether a risk is meant; `None` where that depends on what could not be read.
    fn admits(&self, risk: RiskView<'_>) -> Option<bool> {
        let owner = risk.responsible();
        let parts = [
            self.admits_component(risk),
            self.admits_status(risk),
            self.admits_rating(risk),
            self.owners.decide(owner, risk.is_responsible_unread()),
            self.admits_tracker(risk),
        ];
        if parts.contains(&Some(false)) {
            return Some(false);
        }
        (!parts.contains(&None)).then_some(true)
    }

    fn admits_component(&self, risk: RiskView<'_>) -> Option<bool> {
        let named = Component::fold_name(&risk.component);
        let is_meant = self.components.is_empty() || self.components.contains(&named);
        known(is_meant, risk, RiskField::Component)
    }

    fn admits_status(&self, risk: RiskView<'_>) -> Option<bool> {
        if self.statuses.is_empty() {
            return Some(true);
        }
        let status = match &risk.stated().status {
            None if risk.is_unread(RiskField::Status) => None,
            None => Some(Status::Open),
            Some(stated) => stated.known().copied(),
        };
        Some(self.statuses.contains(&status?))
    }

    fn admits_rating(&self, risk: RiskView<'_>) -> Option<bool> {
        let Some(least) = self.min_rating else {
            return Some(true);
        };
        if let Some(rating) = risk.rating() {
            return Some(rating >= least);
        }
        let is_unread = risk.is_unread(RiskField::Likelihood) || risk.is_unread(RiskField::Impact);
        let axes = [risk.likelihood(), risk.impact()];
        let is_no_level = axes.iter().flatten().any(|stated| stated.known().is_none());
        (!is_unread && !is_no_level).then_some(false)
    }

    fn admits_tracker(&self, risk: RiskView<'_>) -> Option<bool> {
        let wanted = |link: &TrackerLink| {
            let found = self.known_trackers.recognise(link);
            self.cards.iter().any(|card| card.means(&found))
        };
        let is_meant = self.cards.is_empty() || risk.stated().tracker_links.iter().any(wanted);
        known(is_meant, risk, RiskField::TrackerLinks)
    }
}

/// What is found in a field, where what could not be read there may be what is not found.
fn known(is_meant: bool, risk: RiskView<'_>, field: RiskField) -> Option<bool> {
    (is_meant || !risk.is_unread(field)).then_some(is_meant)
}

/// What somebody typed of trackers: a name of one, whether any risk has a card there or not; an address that leads to a card; or
/// the key of a card that a risk has.
fn card<'a>(reading: &Reading, text: &'a str) -> Result<Card<'a>, FilterError> {
    let trackers = &reading.settings.trackers;
    let link = TrackerLink::new(text);
    let recognised = trackers.recognise(&link);
    let is_address = recognised.tracker.is_some() || trackers.address(&link).is_some();
    let card = Card { text, recognised };
    if !text.is_empty()
        && (is_address || trackers.names().any(|name| name.eq_ignore_ascii_case(text)))
    {
        return Ok(card);
    }
    let risks = reading.register.risks();
    let links = risks.flat_map(|risk| &risk.stated().tracker_links);
    let found: Vec<Recognised> = links.map(|link| trackers.recognise(link)).collect();
    if !text.is_empty() && found.iter().any(|found| card.means(found)) {
        return Ok(card);
    }
    let keys = found.iter().filter_map(|found| found.key.as_deref());
    let names: BTreeSet<&str> = keys.chain(trackers.names()).collect();
    let nearest = three_nearest(text, names).into_iter();
    Err(FilterError::UnknownTracker {
        text: text.to_owned(),
        nearest: nearest.map(str::to_owned).collect(),
    })
}

/// The [name that is meant](Register::component_meant) of a component.
pub(crate) fn component_named(register: &Register, name: &str) -> Result<String, FilterError> {
    if let Some(folded) = register.component_meant(name) {
        return Ok(folded);
    }
    let names = register.risks().map(|risk| &risk.stated().component);
    let known = names.filter(|name| !name.trim().is_empty());
    let known: BTreeSet<&String> = known.collect();
    let nearest = register.names_nearest(name).into_iter();
    Err(FilterError::UnknownComponent {
        unknown: UnknownComponent {
            name: name.to_owned(),
            nearest: nearest.map(str::to_owned).collect(),
        },
        known: known.into_iter().take(10).cloned().collect(),
    })
}

fn status(text: &str) -> Result<Status, FilterError> {
    text.parse().map_err(|_| FilterError::UnknownStatus {
        text: text.to_owned(),
    })
}

fn rating(register: &Register, text: &str) -> Result<Level, FilterError> {
    let levels = register.scale().rating();
    levels.find(text).ok_or_else(|| FilterError::UnknownRating {
        text: text.to_owned(),
        ratings: levels.labels().into_iter().map(str::to_owned).collect(),
    })
}
