//! What an expression says of a risk.

use std::cmp::Ordering;

use super::operand::{Found, Operand};
use super::parse::Operator;
use crate::record::RiskField;
use crate::record::text::lower;
use crate::register::{
    Component, Date, ExtraValue, Level, Record, RiskView, Status, moment_of, number_of,
};

/// What an expression says of a risk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(clippy::exhaustive_enums, reason = "the logic has three values")]
pub enum Truth {
    /// It does not hold.
    False,
    /// What it asks for is missing, or makes no sense.
    Unknown,
    /// It holds.
    True,
}

/// An expression whose names and values are known.
#[derive(Debug, Clone)]
pub(super) enum Node {
    Or(Vec<Self>),
    And(Vec<Self>),
    Not(Box<Self>),
    Test {
        /// As it is written.
        name: String,
        operand: Operand,
        test: Test,
    },
}

#[derive(Debug, Clone)]
pub(super) enum Test {
    Present,
    Missing,
    Compare(Operator, Literal),
    In(Vec<Literal>),
    /// In small letters.
    Contains(String),
}

/// A value that something is compared with.
#[derive(Debug, Clone)]
pub(super) enum Literal {
    Level(Level),
    Status(Status),
    /// A day, or so many days after today.
    Date(Date),
    Today(i64),
    Count(usize),
    /// In small letters.
    Text(String),
    /// A name, folded.
    Component(String),
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Self {
        if holds { Self::True } else { Self::False }
    }
}

impl Truth {
    fn negated(self) -> Self {
        match self {
            Self::False => Self::True,
            Self::Unknown => Self::Unknown,
            Self::True => Self::False,
        }
    }
}

impl Node {
    /// By Kleene's logic: `and` is the least of its parts, and `or` the greatest.
    pub fn evaluate(&self, risk: RiskView<'_>, today: Date) -> Truth {
        let each = |node: &Self| node.evaluate(risk, today);
        match self {
            Self::Or(nodes) => nodes.iter().map(each).max().unwrap_or(Truth::False),
            Self::And(nodes) => nodes.iter().map(each).min().unwrap_or(Truth::True),
            Self::Not(node) => each(node).negated(),
            Self::Test { operand, test, .. } => test.holds(operand.of(risk, today), today),
        }
    }

    /// Collects the names of what is unknown, each once, and the fields that they are about.
    pub fn unknown<'n>(
        &'n self,
        risk: RiskView<'_>,
        today: Date,
        found: &mut Vec<(&'n str, RiskField)>,
    ) {
        match self {
            Self::Or(nodes) | Self::And(nodes) => {
                for node in nodes {
                    node.unknown(risk, today, found);
                }
            }
            Self::Not(node) => node.unknown(risk, today, found),
            Self::Test { name, operand, .. } => {
                let is_unknown = self.evaluate(risk, today) == Truth::Unknown;
                if is_unknown && !found.iter().any(|(known, _)| known == name) {
                    found.push((name, operand.field(risk)));
                }
            }
        }
    }

    /// The field of the first part that does not hold, or of which it is not known.
    pub fn failing(&self, risk: RiskView<'_>, today: Date) -> Option<RiskField> {
        match self {
            Self::And(nodes) => {
                let mut failing = nodes.iter();
                let failing = failing.find(|node| node.evaluate(risk, today) != Truth::True);
                failing.and_then(|node| node.failing(risk, today))
            }
            Self::Or(nodes) => nodes.first()?.failing(risk, today),
            Self::Not(node) => node.failing(risk, today),
            Self::Test { operand, .. } => Some(operand.field(risk)),
        }
    }
}

impl Test {
    fn holds(&self, found: Found<'_>, today: Date) -> Truth {
        match self {
            Self::Present => presence(&found),
            Self::Missing => presence(&found).negated(),
            Self::Compare(operator, literal) => compare(&found, *operator, literal, today),
            Self::In(literals) => {
                let equal = |literal| compare(&found, Operator::Equal, literal, today);
                literals.iter().map(equal).max().unwrap_or(Truth::False)
            }
            Self::Contains(part) => match found {
                Found::List(entries) => entries
                    .iter()
                    .any(|entry| lower(entry).contains(part))
                    .into(),
                Found::Text(text) | Found::Component(text) => lower(text).contains(part).into(),
                Found::Extra(value) => lower(&value.to_string()).contains(part).into(),
                _ => Truth::Unknown,
            },
        }
    }
}

/// Whether something is stated, though nobody may understand it.
fn presence(found: &Found<'_>) -> Truth {
    match found {
        Found::Nothing => Truth::False,
        Found::Flag(holds) => holds.map_or(Truth::Unknown, Truth::from),
        Found::List(entries) => (!entries.is_empty()).into(),
        _ => Truth::True,
    }
}

fn compare(found: &Found<'_>, operator: Operator, literal: &Literal, today: Date) -> Truth {
    let ordering = match (found, literal) {
        (Found::Level(level), Literal::Level(other)) => Some(level.cmp(other)),
        (Found::Status(status), Literal::Status(other)) => Some(equality(status == other)),
        // Nobody has decided anything yet.
        (Found::Nothing, Literal::Status(other)) => Some(equality(*other == Status::Open)),
        (Found::Date(date), Literal::Date(other)) => Some(date.cmp(other)),
        (Found::Date(date), Literal::Today(days)) => Some(today.days_until(*date).cmp(days)),
        (Found::List(entries), Literal::Count(count)) => Some(entries.len().cmp(count)),
        (Found::Text(text), Literal::Text(other)) => Some(equality(lower(text) == *other)),
        (Found::Component(name), Literal::Component(other)) => {
            Some(equality(Component::fold_name(name) == *other))
        }
        (Found::Extra(value), Literal::Text(other)) => of_extra(value, other, operator),
        (Found::Extra(value), Literal::Today(days)) => of_extra_day(value, today, *days, operator),
        _ => None,
    };
    let Some(ordering) = ordering else {
        return Truth::Unknown;
    };
    let holds = match operator {
        Operator::Equal => ordering.is_eq(),
        Operator::Unequal => ordering.is_ne(),
        Operator::Less => ordering.is_lt(),
        Operator::AtMost => ordering.is_le(),
        Operator::Greater => ordering.is_gt(),
        Operator::AtLeast => ordering.is_ge(),
    };
    holds.into()
}

/// Of what has no order.
fn equality(is_equal: bool) -> Ordering {
    if is_equal {
        Ordering::Equal
    } else {
        Ordering::Less
    }
}

/// A value of any sort against a day that is counted from today: what is no day is another one, and has no order with it.
fn of_extra_day(
    value: &ExtraValue,
    today: Date,
    days: i64,
    operator: Operator,
) -> Option<Ordering> {
    match moment_of(&value.to_string()) {
        Some(moment) => Some(today.days_until(moment.day).cmp(&days)),
        None => (!operator.has_order()).then_some(Ordering::Less),
    }
}

/// A value of any sort is a number where both are, else a day where both are, else a text, which has no order.
fn of_extra(value: &ExtraValue, other: &str, operator: Operator) -> Option<Ordering> {
    let text = lower(value.to_string().trim());
    let is_text = matches!(value, ExtraValue::Text(_));
    // A text is itself alone: a version `1.10` is none of `1.1`. Its order is that of the number that it is.
    let is_number = !is_text || operator.has_order();
    if let [Some(one), Some(other)] = [text.as_str(), other].map(number_of)
        && is_number
    {
        return Some(one.cmp(&other));
    }
    if let [Some(one), Some(other)] = [text.as_str(), other].map(moment_of) {
        return Some(one.compare(other));
    }
    (!operator.has_order()).then(|| equality(text == other))
}
