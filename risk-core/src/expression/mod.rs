//! Small expressions about risks: what a policy requires, and which risks `--where` means.
//!
//! | Written | Holds where |
//! |---|---|
//! | `owner` | the field states something |
//! | `owner is missing`, `owner is not missing` | it states nothing, or something |
//! | `rating >= High` | the level is at least so high; levels are in the order of their scale |
//! | `status in (open, in-progress)` | it is one of them; a risk that states no status is open |
//! | `review_by <= today + 30d` | the day is no later |
//! | `mitigations >= 2` | the list has so many entries |
//! | `description contains "failover"` | the text, or an entry of the list, has it in it, in any case of letters |
//! | `not …`, `… and …`, `… or …`, `( … )` | `and` binds more than `or` |
//!
//! Words with spaces are quoted. A comparison with what is missing, or is no level of the scale, is neither true nor
//! false but [unknown](Truth::Unknown), and so is what depends on it (Kleene's strong logic of three values).

mod error;
mod evaluate;
mod operand;
mod parse;
mod resolve;
#[cfg(test)]
mod tests;
mod token;

use std::fmt;

use crate::record::RiskField;
use crate::register::{Date, Register, RiskView};

pub use error::ExpressionError;
use evaluate::Node;
pub use evaluate::Truth;

/// An expression about risks of a register.
///
/// ```
/// use risk_core::{Date, Expression, Register, Risk, Scale, Truth};
///
/// let mut known = Risk::new("R01");
/// (known.likelihood, known.impact) = (Some("High".into()), Some("High".into()));
/// let risks = vec![known, Risk::new("R02")];
/// let register = Register::new("Trips", Scale::default(), Vec::new(), risks)?;
/// let today = Date::new(2026, 6, 1).unwrap();
///
/// let high = Expression::new("rating >= High and status != closed", &register)?;
/// let truths: Vec<Truth> = register.risks().map(|risk| high.evaluate(risk, today)).collect();
/// assert_eq!(truths, [Truth::True, Truth::Unknown]);
///
/// let error = Expression::new("ratng >= High", &register).unwrap_err();
/// assert!(error.to_string().contains("nothing is called `ratng`"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Expression {
    text: String,
    node: Node,
}

impl Expression {
    /// Reads an expression, whose levels are those of the register's scale.
    ///
    /// # Errors
    ///
    /// When it is none, or names what there is not: with the place, and what was most likely meant.
    pub fn new(text: &str, register: &Register) -> Result<Self, ExpressionError> {
        Self::with_headers(text, register, true)
    }

    /// The same for every register of the scale: one that has no value of one's own under a header may get some.
    pub(crate) fn of_policy(text: &str, register: &Register) -> Result<Self, ExpressionError> {
        Self::with_headers(text, register, false)
    }

    fn with_headers(
        text: &str,
        register: &Register,
        needed: bool,
    ) -> Result<Self, ExpressionError> {
        let parsed = parse::parse(text)?;
        Ok(Self {
            text: text.to_owned(),
            node: resolve::resolve(text, &parsed, (register, needed))?,
        })
    }

    /// What the expression says of a risk on a day.
    pub fn evaluate(&self, risk: RiskView<'_>, today: Date) -> Truth {
        self.node.evaluate(risk, today)
    }

    /// The names of what is missing of a risk, or makes no sense, so that the expression is unknown.
    pub fn unknown_fields(&self, risk: RiskView<'_>, today: Date) -> Vec<&str> {
        let found = self.unknown(risk, today).into_iter();
        found.map(|(name, _)| name).collect()
    }

    /// The same, with the fields that they are about.
    pub(crate) fn unknown(&self, risk: RiskView<'_>, today: Date) -> Vec<(&str, RiskField)> {
        let mut found = Vec::new();
        self.node.unknown(risk, today, &mut found);
        found
    }

    /// The first field of a risk for which the expression does not hold.
    pub(crate) fn failing_field(&self, risk: RiskView<'_>, today: Date) -> Option<RiskField> {
        self.node.failing(risk, today)
    }
}

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}
