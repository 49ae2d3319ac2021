//! A runbook, as JSON.

use risk_core::runbook::Plan;
use schemars::JsonSchema;
use serde::Serialize;

use super::{SCHEMA_VERSION, pretty, schema_of};

/// What `risk runbook --format json` writes.
#[derive(Serialize, JsonSchema)]
struct Runbook<'a> {
    /// The version of this form.
    schema_version: u32,
    /// All that the register knows of the failure.
    #[serde(flatten)]
    plan: &'a Plan,
}

/// All that a register knows of a failure.
pub fn runbook(plan: &Plan) -> String {
    pretty(&Runbook {
        schema_version: SCHEMA_VERSION,
        plan,
    })
}

/// The schema of [`runbook`].
pub fn runbook_schema() -> String {
    pretty(&schema_of::<Runbook<'_>>())
}
