//! `risk schema`: the JSON Schema of a file or an output.

use risk_core::ImportAnswer;
use risk_core::answer::{CheckAnswer, EditAnswer, ExportAnswer};
use risk_core::folder::{SchemaOf, schema};
use risk_core::query::ListAnswer;
use risk_core::runbook::Plan;
use risk_core::workbook::Inspection;

use super::Outcome;
use crate::cli::{Schema, SchemaName};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::{self, json};

pub fn run(args: &Schema, output: &mut Output) -> Result<Outcome, Failure> {
    let text = match args.of {
        SchemaName::Register => schema(SchemaOf::Register),
        SchemaName::Component => schema(SchemaOf::Component),
        SchemaName::Risk => schema(SchemaOf::Risk),
        SchemaName::Json => schema(SchemaOf::Json),
        SchemaName::List => json::schema::<ListAnswer>(),
        SchemaName::Check => json::schema::<CheckAnswer>(),
        SchemaName::Coverage => json::schema::<render::Coverage>(),
        SchemaName::Next => json::schema::<render::Next>(),
        SchemaName::Edit => json::schema::<EditAnswer>(),
        SchemaName::Inspect => json::schema::<Inspection>(),
        SchemaName::Import => json::schema::<ImportAnswer>(),
        SchemaName::Export => json::schema::<ExportAnswer>(),
        SchemaName::Components => json::schema::<render::ComponentList>(),
        SchemaName::Blast => json::schema::<render::Blast>(),
        SchemaName::Why => json::schema::<render::Why>(),
        SchemaName::Spof => json::schema::<render::Spof>(),
        SchemaName::Cuts => json::schema::<render::Cuts>(),
        SchemaName::Exposure => json::schema::<render::Exposures>(),
        SchemaName::Recovery => json::schema::<render::Back>(),
        SchemaName::Runbook => json::schema::<Plan>(),
        SchemaName::Scale => json::schema::<render::WholeScale>(),
    };
    output.data(&text)?;
    Ok(Outcome::Clean)
}
