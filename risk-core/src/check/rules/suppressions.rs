//! Suppressions that suppress nothing: what they state makes no sense, or their time is over.

use std::collections::HashMap;

use crate::check::suppression::folded;
use crate::check::{Check, Policy, Remark, Rule, Suppression};
use crate::record::text::{nearest, quote, says_something};
use crate::register::{Component, Record, Register, Risk, Stated};

rule! {
    /// A suppression in `register.toml` suppresses nothing.
    INVALID_SUPPRESSION: Sense, Error, invalid,
    "invalid-suppression" => "a suppression lacks a reason, or names what there is not",
    /// The last day of a suppression has passed.
    SUPPRESSION_EXPIRED: Practice, Warning, expired,
    "suppression-expired" => "a suppression has ended, and its finding is reported again",
    /// A suppression has nothing to suppress any more.
    UNUSED_SUPPRESSION: Practice, Note,
    "unused-suppression" => "a suppression has nothing to suppress any more",
}

fn invalid(check: &mut Check<'_>) {
    let (settings, register) = (check.settings(), check.register());
    // Nearly no register has any, and every command looks for errors.
    if settings.suppressions.is_empty() {
        return;
    }
    let policies: Vec<Rule> = settings.policies.iter().map(Policy::rule).collect();
    let known = Known::new(register);
    for (at, suppression) in settings.suppressions.iter().enumerate() {
        let Suppression {
            code,
            record,
            reason,
            until,
        } = suppression;
        let mut report = |key: &str, message: String, suggestion: Option<String>| {
            let remark = Remark::new(message).subject(format!("{code} {record} {key}"));
            let place = format!("suppress[{at}].{key}");
            check.report_setting(&place, remark.suggest(suggestion));
        };
        if !says_something(reason) {
            let has = match reason.trim() {
                "" => "no reason".to_owned(),
                placeholder => format!("{} for a reason, which is none", quote(placeholder)),
            };
            let message = format!(
                "the suppression of `{code}` for `{record}` has {has}; without one nothing is suppressed"
            );
            report("reason", message, None);
        }
        if let Err(unknown) = Rule::by_code(code.trim(), &policies)
            && !unknown.is_custom
        {
            report("code", unknown.to_string(), unknown.nearest.clone());
        }
        if !known.has(record) {
            let message = format!(
                "nothing is called `{record}`; expected a risk, `component NAME` or `register`"
            );
            report("record", message, known.nearest(record));
        }
        if let Some(Stated::Unrecognised(text)) = until {
            let message = format!(
                "`{text}` is not a date in the form 2027-03-31; until it is one, nothing is suppressed"
            );
            report("until", message, None);
        }
    }
}

/// What records are called, in small letters, by what [suppresses](folded) their findings.
struct Known(HashMap<String, String>);

impl Known {
    fn new(register: &Register) -> Self {
        let risks = register.risks().map(|risk| Risk::id(risk.key()));
        let components = register.components().map(|one| Component::id(one.key()));
        let ids = risks.chain(components).map(|id| id.to_string());
        let ids = ids.chain(["register".to_owned()]);
        Self(ids.map(|id| (folded(&id), id.to_lowercase())).collect())
    }

    fn has(&self, record: &str) -> bool {
        self.0.contains_key(&folded(record.trim()))
    }

    fn nearest(&self, record: &str) -> Option<String> {
        let mut names: Vec<&str> = self.0.values().map(String::as_str).collect();
        names.sort_unstable();
        nearest(&record.to_lowercase(), names).map(str::to_owned)
    }
}

fn expired(check: &mut Check<'_>) {
    let settings = check.settings();
    for (at, suppression) in settings.suppressions.iter().enumerate() {
        if let Some(day) = suppression
            .last_day()
            .filter(|_| suppression.has_ended(check.today()))
        {
            let Suppression { code, record, .. } = suppression;
            let message = format!(
                "the suppression of `{code}` for `{record}` ended on {day}; decide again, or take it out"
            );
            let remark = Remark::new(message).subject(format!("{code} {record} {day}"));
            check.report_setting(&format!("suppress[{at}].until"), remark);
        }
    }
}

/// Reports the suppressions at some positions, which are of no finding.
pub(in crate::check) fn report_unused(check: &mut Check<'_>, unused: &[usize]) {
    let settings = check.settings();
    for at in unused {
        let Suppression { code, record, .. } = &settings.suppressions[*at];
        let message =
            format!("there is no `{code}` of `{record}` any more; take the suppression out");
        let remark = Remark::new(message).subject(format!("{code} {record}"));
        check.report_setting(&format!("suppress[{at}]"), remark);
    }
}
