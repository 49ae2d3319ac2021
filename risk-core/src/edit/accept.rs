//! Decisions to live with a risk.

use super::{Assignment, EditError, Editor};
use crate::record::text::says_something;
use crate::record::{Key, RiskField};
use crate::register::{Date, Risk, Status};

impl Editor {
    /// States that somebody accepts a risk, until when and why, and how high it is rated today, so that it comes back to
    /// whoever decided when it grows. A workbook [that has no place](Self::in_scope) for the rating keeps the rest.
    ///
    /// # Errors
    ///
    /// When no risk or more than one is called so, when `by` has several lines, or when `by` or `reason` says nothing, as
    /// `TBD` does.
    ///
    /// ```
    /// use risk_core::edit::Editor;
    /// use risk_core::{Date, Register, Risk, Scale};
    ///
    /// let mut risk = Risk::new("R07");
    /// (risk.likelihood, risk.impact) = (Some("Low".into()), Some("High".into()));
    /// let mut editor = Editor::new(Register::new("", Scale::default(), vec![], vec![risk])?);
    /// let until = Date::new(2027, 6, 30).unwrap();
    /// editor.accept_risk("R07", "Head of Web", until, "It costs an hour a year")?;
    /// let after = editor.finish()?.after;
    /// let acceptance = &after.risks().next().unwrap().stated().acceptance;
    /// assert_eq!(acceptance.rating.as_deref(), Some("Medium"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn accept_risk(
        &mut self,
        risk: &str,
        by: &str,
        until: Date,
        reason: &str,
    ) -> Result<Key, EditError> {
        for (field, text) in [
            (RiskField::AcceptedBy, by),
            (RiskField::AcceptanceReason, reason),
        ] {
            if !says_something(text) {
                let (field, text) = (field.into(), text.to_owned());
                return Err(EditError::Placeholder { field, text });
            }
        }
        let rating = self.rating_of(self.risks.get(self.risks.find(risk)?));
        let mut decision = vec![
            Assignment::set("status", Status::Accepted.to_string())?,
            Assignment::set("acceptance.by", by.trim())?,
            Assignment::set("acceptance.until", until.to_string())?,
            Assignment::set("acceptance.reason", reason.trim())?,
        ];
        if self.has_accepted_ratings {
            let rating = rating.unwrap_or_default();
            decision.push(Assignment::set("acceptance.rating", rating)?);
        }
        self.set_risk(risk, &decision)
    }

    /// The label of the rating of a risk as changed so far; `None` where it is unrated.
    fn rating_of(&self, risk: &Risk) -> Option<String> {
        let scale = &self.scale;
        let likelihood = scale.likelihood().find(risk.likelihood.as_deref()?)?;
        let impact = scale.impact().find(risk.impact.as_deref()?)?;
        Some(
            scale
                .rating()
                .label(scale.rate(likelihood, impact))
                .to_owned(),
        )
    }
}
