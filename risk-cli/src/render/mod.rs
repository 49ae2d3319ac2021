//! Data to text.

mod changes;
mod components;
mod diff;
mod findings;
mod graph;
mod inspect;
pub mod json;
mod left_behind;
mod list;
mod matrix;
mod merge;
mod page;
mod readiness;
mod register;
mod review;
mod review_stats;
mod scale;
mod show;
mod table;
mod text;
mod trend;

pub use changes::{changes, files_changed, files_to_change, synced, workbook_changes, written};
pub use components::components;
pub use diff::{diff, diff_findings, diff_stat};
pub use findings::{
    finding, findings, findings_by_rule, findings_table, severity_style, suppressed,
};
pub use graph::{
    blast, critical_chain, cuts, defeated, exposure, recovery, risks_hit, spof, time, why,
};
pub use inspect::{Inspected, inspection};
pub use left_behind::left_behind;
pub use list::{list, list_fields};
pub use matrix::{matrix, matrix_risks, matrix_rows};
pub use merge::{conflict_line, conflicts, left_out_line, note_line, place};
pub use readiness::{coverage, due, gaps, next};
pub use register::register;
pub use review::{
    draft_note, missing_spans, proposal, question, question_changes, questionnaire, review_finding,
    review_levels, review_questions, review_sections, review_summary, section_changes,
};
pub use review_stats::{cohort_title, milestones, stats, stats_page, stats_values};
pub use scale::scale;
pub use show::risk;
pub use table::Table;
pub use text::{
    counted, first_names, in_one_line, inert, joined, one_line, references, some, unread_risks,
};
pub use trend::trend;
