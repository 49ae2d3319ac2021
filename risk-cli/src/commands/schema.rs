//! `risk schema`: the JSON Schema of a file or an output.

use risk_core::folder::{SchemaOf, schema};

use super::Outcome;
use crate::cli::{Schema, SchemaName};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::json;

pub fn run(args: &Schema, output: &mut Output) -> Result<Outcome, Failure> {
    let text = match args.of {
        SchemaName::Register => schema(SchemaOf::Register),
        SchemaName::Component => schema(SchemaOf::Component),
        SchemaName::Risk => schema(SchemaOf::Risk),
        SchemaName::Json => schema(SchemaOf::Json),
        SchemaName::List => json::list_schema(),
        SchemaName::Check => json::findings_schema(),
        SchemaName::Coverage => json::coverage_schema(),
        SchemaName::Next => json::next_schema(),
        SchemaName::Edit => json::edit_schema(),
        SchemaName::Inspect => json::inspection_schema(),
        SchemaName::Export => json::export_schema(),
        SchemaName::Components => json::components_schema(),
        SchemaName::Blast => json::blast_schema(),
        SchemaName::Why => json::why_schema(),
        SchemaName::Spof => json::spof_schema(),
        SchemaName::Cuts => json::cuts_schema(),
        SchemaName::Exposure => json::exposure_schema(),
        SchemaName::Recovery => json::recovery_schema(),
        SchemaName::Runbook => json::runbook_schema(),
        SchemaName::Scale => json::scale_schema(),
    };
    output.data(&text)?;
    Ok(Outcome::Clean)
}
