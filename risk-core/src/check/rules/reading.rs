//! What only a reader can see. The readers report these themselves, but for what another scale makes of a setting.

use crate::check::{Check, Remark, Thresholds};
use crate::record::text::{one_of, quote};

rule! {
    /// A value of a type that its key does not take.
    INVALID_VALUE: Sense, Error, threshold,
    "invalid-value" => "a value is not of the kind that its key takes",
    /// A key that nothing is known of.
    UNKNOWN_KEY: Sense, Warning,
    "unknown-key" => "a key means nothing to this version",
    /// An entry of a list without text.
    BLANK_ENTRY: Sense, Warning,
    "blank-entry" => "an entry of a list has no text",
    /// A severity for a code that no rule has.
    UNKNOWN_CODE: Sense, Warning,
    "unknown-code" => "a severity is set for a code that no rule has",
    /// A cell whose content does not mean anything in its column.
    UNREADABLE_CELL: Sense, Error,
    "unreadable-cell" => "a cell's content means nothing in its column",
    /// Cells of a column have formulas whose results are not stored.
    FORMULA_WITHOUT_RESULT: Sense, Warning,
    "formula-without-result" => "cells have formulas whose results are not stored",
    /// A cell has content beneath those that it is merged with.
    BENEATH_MERGE: Sense, Warning,
    "beneath-merge" => "a cell has content that a merge hides",
    /// A file of a register's folder looks like a record and is not read.
    UNREAD_FILE: Sense, Warning,
    "unread-file" => "a file looks like a record and is not read",
    /// A link leads out of a register's folder.
    OUTSIDE_LINK: Sense, Warning,
    "outside-link" => "a link leads out of the register's folder",
    /// A record is a link to the file of another one.
    LINKED_RECORD: Sense, Warning,
    "linked-record" => "a record is a link to another one, so that the two are one file",
    /// A merge left something to decide.
    UNRESOLVED_CONFLICT: Sense, Error,
    "unresolved-conflict" => "a merge left a conflict that nobody has resolved",
    /// A row among the risks that states none.
    ROW_IS_NO_RISK: Sense, Note,
    "row-is-no-risk" => "a row of the table has content but states no risk",
    /// A row that may be a risk and is not read.
    DOUBTFUL_ROW: Sense, Error,
    "doubtful-row" => "a row below the table reads like a risk and is not read",
    /// A column has another header than the register keeps for it.
    CHANGED_HEADER: Sense, Warning,
    "changed-header" => "a column has another header than the register keeps for it",
    /// The values of a column do not fit the field that its header names.
    UNFIT_COLUMN: Sense, Note,
    "unfit-column" => "the values of a column do not fit the field that its header names",
    /// Columns stand beside the table and are not read.
    BESIDE_TABLE: Sense, Note,
    "beside-table" => "columns stand beside the table and are not read",
    /// Nothing says which end of a scale is the highest.
    ASSUMED_SCALE: Sense, Note,
    "assumed-scale" => "nothing shows which end of a scale is the highest",
    /// Formulas of a sheet show other ratings than the scale gives.
    RATING_DIFFERS: Sense, Error,
    "rating-differs" => "formulas of the workbook show other ratings than the scale gives",
    /// Risks without a component stand below one that has it.
    BLANK_BELOW_COMPONENT: Sense, Note,
    "blank-below-component" => "risks without a component stand below one that has it",
}

/// A threshold that is no rating of the scale. Readers could see it, and an edit that changes the scale could not.
fn threshold(check: &mut Check<'_>) {
    let ratings = check.register().scale().rating();
    let Some(text) = &check.settings().thresholds.owner_from else {
        return;
    };
    if ratings.find(text).is_none() {
        let labels = one_of(&ratings.labels());
        let message = format!("invalid rating {}; expected {labels}", quote(text));
        let remark = Remark::new(message).found(text);
        let remark = remark.suggest(ratings.nearest(text));
        check.report_setting(Thresholds::OWNER_FROM, remark);
    }
}
