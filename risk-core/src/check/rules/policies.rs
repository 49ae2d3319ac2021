//! Policies that cannot be read, and risks of which it cannot be decided whether one applies.

use std::collections::HashSet;

use crate::check::{Check, Remark, Severity};
use crate::record::Place;
use crate::record::text::in_a_row;

rule! {
    /// A policy in `register.toml` is none.
    INVALID_POLICY: Sense, Error, invalid,
    "invalid-policy" => "a policy in register.toml makes no sense; one that cannot be read checks no risk",
    /// Whether a policy applies to a risk cannot be decided.
    POLICY_UNDECIDED: Practice, Warning, undecided,
    "policy-undecided" => "whether a policy applies to a risk cannot be decided, because something is missing",
}

fn invalid(check: &mut Check<'_>) {
    let settings = check.settings();
    let mut names = HashSet::new();
    for (at, policy) in settings.policies.iter().enumerate() {
        let name = &policy.name;
        if !policy.has_name() {
            let message = format!(
                "invalid name `{name}` of a policy; expected words in kebab case, such as `high-has-owner`"
            );
            let remark = Remark::new(message).found(name).of_policy(policy);
            check.report_setting(&format!("policy[{at}].name"), remark);
        } else if !names.insert(name) {
            let message = format!("two policies are called `{name}`; name each by itself");
            let remark = Remark::new(message).found(name).of_policy(policy);
            check.report_setting(&format!("policy[{at}].name"), remark);
        }
        if let Err((key, error)) = policy.compile(check.register()) {
            let message = format!("policy `{name}`, `{key}`: {error}");
            let remark = Remark::new(message).subject(format!("{name}.{key}:{}", error.text));
            let remark = remark.suggest(error.suggestion).of_policy(policy);
            check.report_setting(&format!("policy[{at}].{key}"), remark);
        }
    }
}

fn undecided(check: &mut Check<'_>) {
    let settings = check.settings();
    for policy in &settings.policies {
        // One that is off asks for nothing, whatever this rule is set to.
        if policy.severity == Severity::Off {
            continue;
        }
        let Ok(compiled) = policy.compile(check.register()) else {
            continue;
        };
        for risk in check.register().risks() {
            let unknown = compiled.undecided(risk, check);
            let Some((_, field)) = unknown.first() else {
                continue;
            };
            let names = unknown.iter().map(|(name, _)| format!("`{name}`"));
            let names: Vec<String> = names.collect();
            let are = if names.len() == 1 { "is" } else { "are" };
            let names = in_a_row(&names, "and");
            let message = format!(
                "the policy `{}` cannot be decided: {names} {are} not known; state it",
                policy.name
            );
            let place = Place::risk(risk.position(), *field);
            let remark = Remark::new(message).subject(&policy.name);
            check.report_as(policy.severity, place, remark.of_policy(policy));
        }
    }
}
