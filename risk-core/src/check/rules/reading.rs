//! What only a reader can see. The readers report these themselves.

use crate::check::Severity;
use crate::check::rule::{Rule, Subject};

/// A value of a type that its key does not take.
pub(crate) const INVALID_VALUE: Rule = Rule {
    code: "invalid-value",
    summary: "a value is not of the kind that its key takes",
    severity: Severity::Error,
    page: include_str!("../pages/invalid-value.md"),
    subject: Subject::Sense,
    look: None,
};

/// A key that nothing is known of.
pub(crate) const UNKNOWN_KEY: Rule = Rule {
    code: "unknown-key",
    summary: "a key means nothing to this version",
    severity: Severity::Warning,
    page: include_str!("../pages/unknown-key.md"),
    subject: Subject::Sense,
    look: None,
};

/// An entry of a list without text.
pub(crate) const BLANK_ENTRY: Rule = Rule {
    code: "blank-entry",
    summary: "an entry of a list has no text",
    severity: Severity::Warning,
    page: include_str!("../pages/blank-entry.md"),
    subject: Subject::Sense,
    look: None,
};

/// A severity for a code that no rule has.
pub(crate) const UNKNOWN_CODE: Rule = Rule {
    code: "unknown-code",
    summary: "a severity is set for a code that no rule has",
    severity: Severity::Warning,
    page: include_str!("../pages/unknown-code.md"),
    subject: Subject::Sense,
    look: None,
};

/// A cell whose content does not mean anything in its column.
pub(crate) const UNREADABLE_CELL: Rule = Rule {
    code: "unreadable-cell",
    summary: "a cell's content means nothing in its column",
    severity: Severity::Error,
    page: include_str!("../pages/unreadable-cell.md"),
    subject: Subject::Sense,
    look: None,
};

/// A row among the risks that states none.
pub(crate) const ROW_IS_NO_RISK: Rule = Rule {
    code: "row-is-no-risk",
    summary: "a row of the table has content but states no risk",
    severity: Severity::Note,
    page: include_str!("../pages/row-is-no-risk.md"),
    subject: Subject::Sense,
    look: None,
};
