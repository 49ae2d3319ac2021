//! What a list can show of a risk, and be sorted by.

use std::borrow::Cow;
use std::cmp::{Ordering, Reverse};
use std::collections::BTreeSet;

use super::FilterError;
use crate::record::text::{fold, three_nearest};
use crate::record::{Key, RiskField};
use crate::register::{
    Date, ExtraValue, Header, Headers, Level, Moment, Number, Register, RiskView, Stated,
    moment_of, natural_order, number_of,
};

/// What a list can show of a risk, and be sorted by.
///
/// ```
/// use risk_core::query::{Filter, ListField, sort};
///
/// let text = r#"{ "schema_version": 1, "risks": [
///     { "reference": "R1", "owner": "Web" }, { "reference": "R2", "owner": "Data" }
/// ] }"#;
/// let reading = risk_core::json::read(text)?;
/// let owner = ListField::find("owner", &reading.register)?;
/// let mut risks = Filter::default().risks(&reading)?;
/// sort(&mut risks, &[owner]);
/// assert_eq!(risks[0].reference, "R2");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ListField {
    /// The label of the rating.
    Rating,
    /// Who answers for the risk: [its owner, else that of its component](RiskView::responsible).
    Owner,
    /// A field, as it is stated.
    Stated(RiskField),
    /// A value beyond the model, by its header.
    Extra(Header),
}

/// What fields are called, beside their paths.
const ALSO: [(&str, RiskField); 10] = [
    ("ref", RiskField::Reference),
    ("risk", RiskField::Description),
    ("observation", RiskField::Observations),
    ("mitigation", RiskField::Mitigations),
    ("runbook action", RiskField::RunbookActions),
    ("runbook", RiskField::RunbookActions),
    ("accepted by", RiskField::AcceptedBy),
    ("accepted until", RiskField::AcceptedUntil),
    ("trackers", RiskField::TrackerLinks),
    ("tracker", RiskField::TrackerLinks),
];

impl ListField {
    /// The field that is called so: by its path (`review_by`), in words (`Review by`), or by the header of a value
    /// beyond the model that a risk of the register has.
    ///
    /// # Errors
    ///
    /// [`FilterError::UnknownField`] when nothing is called so, and [`FilterError::AmbiguousHeader`] when it may be any of
    /// several headers.
    pub fn find(text: &str, register: &Register) -> Result<Self, FilterError> {
        // What elsewhere means the other way round is no order that there is here, and no field either.
        if text.trim_start().starts_with('-') {
            return Err(unknown(text, extras(register)));
        }
        let folded = fold(&text.replace('.', " "));
        let path = |field: &RiskField| fold(&field.path().replace('.', " "));
        let fields = RiskField::ALL.iter().copied();
        let mut fields = fields.filter(|field| *field != RiskField::Extra);
        let also = || ALSO.iter().find(|(name, _)| *name == folded);
        match folded.as_str() {
            "rating" => return Ok(Self::Rating),
            "owner" => return Ok(Self::Owner),
            _ => (),
        }
        let stated = fields.find(|field| path(field) == folded);
        if let Some(field) = stated.or_else(|| also().map(|(_, field)| *field)) {
            return Ok(Self::Stated(field));
        }
        let header = text.strip_prefix("extra.").unwrap_or(text);
        let records = register.risks().map(|risk| &risk.stated().extra);
        match Headers::of(records).meant(&Key::parse(header)) {
            Ok(Some(header)) => Ok(Self::Extra(header)),
            Ok(None) => Err(unknown(text, extras(register))),
            Err(alike) => Err(FilterError::AmbiguousHeader {
                text: text.to_owned(),
                alike: alike.iter().map(Key::to_string).collect(),
            }),
        }
    }

    /// What a list shows of a risk; empty where nothing is stated. An entry of a list is a line.
    pub fn text(&self, risk: RiskView<'_>) -> String {
        match self {
            Self::Rating => risk.rating_label().unwrap_or_default().to_owned(),
            Self::Owner => risk.responsible().to_owned(),
            Self::Stated(field) => field.get(risk.stated()).to_string(),
            Self::Extra(header) => {
                let value = header.find(&risk.stated().extra);
                value.map_or_else(String::new, |(_, value)| value.to_string())
            }
        }
    }

    fn order(&self, risk: RiskView<'_>, has_versions: bool) -> Order {
        let date = |date: &Option<Stated<Date>>| {
            let known = date.as_ref().and_then(Stated::known);
            known.map_or(Order::Missing, |date| Order::Date(*date))
        };
        let level = |level: Option<Stated<Level>>| {
            let known = level.as_ref().and_then(Stated::known).copied();
            known.map_or(Order::Missing, |level| Order::Level(Reverse(level)))
        };
        let stated = risk.stated();
        match self {
            Self::Rating => level(risk.rating().map(Stated::Known)),
            Self::Stated(RiskField::Likelihood) => level(risk.likelihood()),
            Self::Stated(RiskField::Impact) => level(risk.impact()),
            Self::Stated(RiskField::ReviewBy) => date(&stated.review_by),
            Self::Stated(RiskField::AcceptedUntil) => date(&stated.acceptance.until),
            Self::Stated(RiskField::AcceptedRating) => level(risk.accepted_rating()),
            Self::Extra(_) => Order::of_extra(self.text(risk), has_versions),
            Self::Owner | Self::Stated(_) => match self.text(risk) {
                text if text.is_empty() => Order::Missing,
                text => Order::Text(Natural(text)),
            },
        }
    }

    /// Whether a column of one's own has versions: some value has several full stops (`2.0.1`), or texts with one are written with
    /// more and with fewer digits behind it, and with a zero at the end that no number has (`1.9`, `1.10`).
    fn has_versions(&self, risks: &[RiskView<'_>]) -> bool {
        let Self::Extra(header) = self else {
            return false;
        };
        let is_number =
            |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let (mut lengths, mut has_zero) = (BTreeSet::new(), false);
        for risk in risks {
            let text = match header.find(&risk.stated().extra) {
                Some((_, ExtraValue::Text(text))) => Cow::Borrowed(text.as_str()),
                Some((_, number @ ExtraValue::Float(_))) => Cow::Owned(number.to_string()),
                // No other value has a full stop.
                _ => continue,
            };
            let text = text.trim().trim_start_matches(['v', 'V']);
            let Some((_, behind)) = text.split_once('.') else {
                continue;
            };
            if !text.split('.').all(is_number) {
                continue;
            }
            if behind.contains('.') {
                return true;
            }
            lengths.insert(behind.len());
            has_zero |= behind.len() > 1 && behind.ends_with('0');
        }
        has_zero && lengths.len() > 1
    }
}

/// Sorts risks by the first of some fields, those equal in it by the next, and so on: the highest level first, the
/// least number first, the earliest day first, texts as a person orders them (`R2` before `R10`), and what states nothing last.
/// Values of a column of one's own that are of several sorts stand in this order of the sorts; in one of versions (`1.9`, `1.10`,
/// `2.0.1`), none is a number. Those equal in all stay in their order.
pub fn sort(risks: &mut [RiskView<'_>], by: &[ListField]) {
    for field in by.iter().rev() {
        let has_versions = field.has_versions(risks);
        risks.sort_by_cached_key(|risk| field.order(*risk, has_versions));
    }
}

/// Where a value stands among those of its field.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Order {
    Level(Reverse<Level>),
    Number(Number),
    Date(Date),
    Moment(Moment),
    Text(Natural),
    Missing,
}

impl Order {
    /// As a condition compares it; but a version is no number.
    fn of_extra(text: String, has_versions: bool) -> Self {
        match (number_of(&text), moment_of(&text)) {
            _ if text.trim().is_empty() => Self::Missing,
            (Some(number), _) if !has_versions => Self::Number(number),
            (_, Some(moment)) => Self::Moment(moment),
            _ => Self::Text(Natural(text)),
        }
    }
}

/// A text that is ordered as a person does.
#[derive(PartialEq, Eq)]
struct Natural(String);

impl Ord for Natural {
    fn cmp(&self, other: &Self) -> Ordering {
        natural_order(&self.0, &other.0)
    }
}

impl PartialOrd for Natural {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The headers of values that risks have, again for each risk.
fn extras(register: &Register) -> impl Iterator<Item = &Key> {
    let risks = register.risks();
    risks.flat_map(|risk| risk.stated().extra.iter().map(|(key, _)| key))
}

fn unknown<'a>(text: &str, extras: impl Iterator<Item = &'a Key>) -> FilterError {
    let mut names: Vec<String> = extras.map(Key::to_string).collect();
    let fields = RiskField::ALL.iter();
    let fields = fields.filter(|field| **field != RiskField::Extra);
    names.extend(fields.map(ToString::to_string));
    names.push("rating".to_owned());
    names.sort_unstable();
    names.dedup();
    let nearest = three_nearest(text, names.iter().map(String::as_str));
    FilterError::UnknownField {
        text: text.to_owned(),
        nearest: nearest.into_iter().map(str::to_owned).collect(),
    }
}
