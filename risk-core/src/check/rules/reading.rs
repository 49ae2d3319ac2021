//! What only a reader can see. The readers report these themselves.

use crate::check::{Definition, Severity, Subject};

/// A value of a type that its key does not take.
pub(crate) const INVALID_VALUE: Definition = Definition {
    code: "invalid-value",
    summary: "a value is not of the kind that its key takes",
    severity: Severity::Error,
    page: include_str!("../pages/invalid-value.md"),
    subject: Subject::Sense,
    check: None,
};

/// A key that nothing is known of.
pub(crate) const UNKNOWN_KEY: Definition = Definition {
    code: "unknown-key",
    summary: "a key means nothing to this version",
    severity: Severity::Warning,
    page: include_str!("../pages/unknown-key.md"),
    subject: Subject::Sense,
    check: None,
};

/// An entry of a list without text.
pub(crate) const BLANK_ENTRY: Definition = Definition {
    code: "blank-entry",
    summary: "an entry of a list has no text",
    severity: Severity::Warning,
    page: include_str!("../pages/blank-entry.md"),
    subject: Subject::Sense,
    check: None,
};

/// A severity for a code that no rule has.
pub(crate) const UNKNOWN_CODE: Definition = Definition {
    code: "unknown-code",
    summary: "a severity is set for a code that no rule has",
    severity: Severity::Warning,
    page: include_str!("../pages/unknown-code.md"),
    subject: Subject::Sense,
    check: None,
};

/// A cell whose content does not mean anything in its column.
pub(crate) const UNREADABLE_CELL: Definition = Definition {
    code: "unreadable-cell",
    summary: "a cell's content means nothing in its column",
    severity: Severity::Error,
    page: include_str!("../pages/unreadable-cell.md"),
    subject: Subject::Sense,
    check: None,
};

/// A row among the risks that states none.
pub(crate) const ROW_IS_NO_RISK: Definition = Definition {
    code: "row-is-no-risk",
    summary: "a row of the table has content but states no risk",
    severity: Severity::Note,
    page: include_str!("../pages/row-is-no-risk.md"),
    subject: Subject::Sense,
    check: None,
};

/// A column has another header than the register keeps for it.
pub(crate) const CHANGED_HEADER: Definition = Definition {
    code: "changed-header",
    summary: "a column has another header than the register keeps for it",
    severity: Severity::Warning,
    page: include_str!("../pages/changed-header.md"),
    subject: Subject::Sense,
    check: None,
};

/// The values of a column do not fit the field that its header names.
pub(crate) const UNFIT_COLUMN: Definition = Definition {
    code: "unfit-column",
    summary: "the values of a column do not fit the field that its header names",
    severity: Severity::Note,
    page: include_str!("../pages/unfit-column.md"),
    subject: Subject::Sense,
    check: None,
};

/// Columns stand beside the table and are not read.
pub(crate) const BESIDE_TABLE: Definition = Definition {
    code: "beside-table",
    summary: "columns stand beside the table and are not read",
    severity: Severity::Note,
    page: include_str!("../pages/beside-table.md"),
    subject: Subject::Sense,
    check: None,
};

/// Nothing says which end of a scale is the highest.
pub(crate) const ASSUMED_SCALE: Definition = Definition {
    code: "assumed-scale",
    summary: "nothing says which end of a scale is the highest",
    severity: Severity::Note,
    page: include_str!("../pages/assumed-scale.md"),
    subject: Subject::Sense,
    check: None,
};

/// Risks without a component stand below one that has it.
pub(crate) const BLANK_BELOW_COMPONENT: Definition = Definition {
    code: "blank-below-component",
    summary: "risks without a component stand below one that has it",
    severity: Severity::Note,
    page: include_str!("../pages/blank-below-component.md"),
    subject: Subject::Sense,
    check: None,
};
