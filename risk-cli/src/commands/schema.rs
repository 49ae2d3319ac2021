//! `risk schema`: the JSON Schema of a file or an output.

use risk_core::answer::{CheckAnswer, EditAnswer, ExportAnswer, MergeAnswer, SyncAnswer};
use risk_core::folder::{SchemaOf, schema};
use risk_core::graph::{
    BlastAnswer, ComponentsAnswer, CutsAnswer, ExposureAnswer, RecoveryAnswer, SpofAnswer,
    WhyAnswer,
};
use risk_core::query::ListAnswer;
use risk_core::readiness::{CoverageAnswer, DueAnswer, NextAnswer};
use risk_core::report::{MatrixAnswer, Report, TrendAnswer};
use risk_core::review::{
    DraftAnswer, MilestonesAnswer, QuestionnaireAnswer, ReviewAnswer, ReviewDiff, StatsAnswer,
};
use risk_core::runbook::Plan;
use risk_core::versions::Diff;
use risk_core::workbook::Inspection;
use risk_core::{ImportAnswer, ScaleAnswer};

use crate::cli::{Schema, SchemaName};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::json;

pub fn run(args: &Schema, output: &mut Output) -> Result<(), Failure> {
    let text = match args.of {
        SchemaName::Register => schema(SchemaOf::Register),
        SchemaName::Component => schema(SchemaOf::Component),
        SchemaName::Risk => schema(SchemaOf::Risk),
        SchemaName::Json => schema(SchemaOf::Json),
        SchemaName::Questionnaire => schema(SchemaOf::Questionnaire),
        SchemaName::Review => schema(SchemaOf::Review),
        SchemaName::ReviewQuestions => json::schema::<QuestionnaireAnswer>(),
        SchemaName::ReviewShow => json::schema::<ReviewAnswer>(),
        SchemaName::ReviewDiff => json::schema::<ReviewDiff>(),
        SchemaName::ReviewDraft => json::schema::<DraftAnswer>(),
        SchemaName::ReviewStats => json::schema::<StatsAnswer>(),
        SchemaName::ReviewMilestones => json::schema::<MilestonesAnswer>(),
        SchemaName::List => json::schema::<ListAnswer>(),
        SchemaName::Check => json::schema::<CheckAnswer>(),
        SchemaName::Diff => json::schema::<Diff>(),
        SchemaName::Merge => json::schema::<MergeAnswer>(),
        SchemaName::Sync => json::schema::<SyncAnswer>(),
        SchemaName::Coverage => json::schema::<CoverageAnswer>(),
        SchemaName::Due => json::schema::<DueAnswer>(),
        SchemaName::Next => json::schema::<NextAnswer>(),
        SchemaName::Edit => json::schema::<EditAnswer>(),
        SchemaName::Inspect => json::schema::<Inspection>(),
        SchemaName::Import => json::schema::<ImportAnswer>(),
        SchemaName::Export => json::schema::<ExportAnswer>(),
        SchemaName::Components => json::schema::<ComponentsAnswer>(),
        SchemaName::Blast => json::schema::<BlastAnswer>(),
        SchemaName::Why => json::schema::<WhyAnswer>(),
        SchemaName::Spof => json::schema::<SpofAnswer>(),
        SchemaName::Cuts => json::schema::<CutsAnswer>(),
        SchemaName::Report => json::schema::<Report>(),
        SchemaName::Matrix => json::schema::<MatrixAnswer>(),
        SchemaName::Trend => json::schema::<TrendAnswer>(),
        SchemaName::Exposure => json::schema::<ExposureAnswer>(),
        SchemaName::Recovery => json::schema::<RecoveryAnswer>(),
        SchemaName::Runbook => json::schema::<Plan>(),
        SchemaName::Scale => json::schema::<ScaleAnswer>(),
    };
    output.data(&text)
}
