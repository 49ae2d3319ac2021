//! Running the rules.

use super::context::{Context, Nowhere};
use super::{Finding, Rule, Settings, catalogue};
use crate::record::Locate;
use crate::register::Register;

/// Checks a register that a program built. For one that was read see
/// [`Reading::check`](super::Reading::check).
pub fn check(register: &Register, settings: &Settings) -> Vec<Finding> {
    check_register(register, settings, &Nowhere, |_| true)
}

/// Runs the rules that are wanted. The findings of a rule stand together, in the order of the register.
pub(super) fn check_register(
    register: &Register,
    settings: &Settings,
    sources: &dyn Locate,
    is_wanted: impl Fn(&Rule) -> bool,
) -> Vec<Finding> {
    let mut context = Context::new(register, settings, sources);
    for rule in catalogue().iter().filter(|rule| is_wanted(rule)) {
        context.run(rule);
    }
    context.into_findings()
}
