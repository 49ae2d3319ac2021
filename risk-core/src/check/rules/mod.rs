//! One file per rule.

use super::rule::Definition;

/// Defines rules: what each is about, how severe, and what finds it, unless the readers do; its code, which
/// its page is named for, and what a finding of it says.
macro_rules! rule {
    ($(
        $(#[$doc:meta])*
        $name:ident: $subject:ident, $severity:ident, $($check:path,)?
        $code:literal => $summary:literal,
    )+) => {$(
        $(#[$doc])*
        pub(crate) const $name: $crate::check::Definition = $crate::check::Definition {
            code: $code,
            summary: $summary,
            severity: $crate::check::Severity::$severity,
            page: include_str!(concat!("../pages/", $code, ".md")),
            subject: $crate::check::Subject::$subject,
            check: rule!(@ $($check)?),
        };
    )+};
    (@) => { None };
    (@ $check:path) => { Some(&$check) };
}

mod acceptance;
mod bad_need;
mod containment_cycle;
mod levels;
mod look_alike;
mod missing_component;
mod names;
mod no_implemented_observation;
mod no_mitigation;
mod no_owner;
mod no_runbook_action;
mod no_tracker_link;
mod not_representable;
pub(crate) mod policies;
pub(crate) mod reading;
mod recovery_beyond_objective;
mod review_overdue;
mod rto_missed;
pub(super) mod suppressions;
mod two_spellings;
mod unknown_component;
mod unrecognised_value;

/// Every rule: those about sense first.
pub(super) const ALL: &[&Definition] = &[
    &reading::INVALID_VALUE,
    &reading::UNKNOWN_KEY,
    &reading::BLANK_ENTRY,
    &reading::UNKNOWN_CODE,
    &reading::UNREADABLE_CELL,
    &reading::FORMULA_WITHOUT_RESULT,
    &reading::BENEATH_MERGE,
    &reading::UNREAD_FILE,
    &reading::OUTSIDE_LINK,
    &reading::LINKED_RECORD,
    &reading::UNRESOLVED_CONFLICT,
    &reading::ROW_IS_NO_RISK,
    &reading::DOUBTFUL_ROW,
    &reading::CHANGED_HEADER,
    &reading::UNFIT_COLUMN,
    &reading::BESIDE_TABLE,
    &reading::ASSUMED_SCALE,
    &reading::RATING_DIFFERS,
    &reading::BLANK_BELOW_COMPONENT,
    &levels::UNKNOWN_LEVEL,
    &unrecognised_value::UNRECOGNISED_VALUE,
    &names::DUPLICATE_REFERENCE,
    &names::MISSING_REFERENCE,
    &names::DUPLICATE_COMPONENT,
    &names::MISSING_NAME,
    &look_alike::LOOK_ALIKE,
    &bad_need::BAD_NEED,
    &containment_cycle::CONTAINMENT_CYCLE,
    &unknown_component::UNKNOWN_COMPONENT,
    &not_representable::NOT_REPRESENTABLE,
    &policies::INVALID_POLICY,
    &suppressions::INVALID_SUPPRESSION,
    &levels::UNRATED,
    &missing_component::MISSING_COMPONENT,
    &no_implemented_observation::NO_IMPLEMENTED_OBSERVATION,
    &no_mitigation::NO_MITIGATION,
    &no_runbook_action::NO_RUNBOOK_ACTION,
    &no_tracker_link::NO_TRACKER_LINK,
    &rto_missed::RTO_MISSED,
    &recovery_beyond_objective::RECOVERY_BEYOND_OBJECTIVE,
    &two_spellings::CARD_IN_TWO_SPELLINGS,
    &acceptance::ACCEPTANCE_EXPIRED,
    &acceptance::ACCEPTANCE_EXPIRES_SOON,
    &acceptance::ACCEPTANCE_INCOMPLETE,
    &acceptance::ACCEPTANCE_BELOW_RATING,
    &review_overdue::REVIEW_OVERDUE,
    &no_owner::NO_OWNER,
    &policies::POLICY_UNDECIDED,
    &suppressions::SUPPRESSION_EXPIRED,
    &suppressions::UNUSED_SUPPRESSION,
];
