//! `risk check`: the findings of a register.

use risk_core::answer::CheckAnswer;
use risk_core::{Finding, Rule, Severity, catalogue};

use super::Outcome;
use crate::cli::{Check, Format, Global};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::{self, Table, json};
use crate::source;
use crate::today::today;

pub fn run(args: &Check, global: &Global, output: &mut Output) -> Result<Outcome, Failure> {
    match args.explain.as_deref() {
        Some("") => return codes(output),
        Some(code) => {
            output.data(Rule::by_code(code, &[])?.page())?;
            return Ok(Outcome::Clean);
        }
        None => {}
    }
    let findings = source::read_quietly(global, output)?.check(today());
    match args.format {
        Format::Json => output.data(&json::answer(&CheckAnswer {
            findings: &findings,
        }))?,
        Format::Table => output.text(&render::findings(&findings, &source::folder(global)?))?,
        format => output.table(&render::findings_table(&findings), format)?,
    }
    if args.format != Format::Json {
        output.words(&summary(&findings));
    }
    let fails = findings.iter().any(|finding| finding.severity.fails());
    Ok(if fails {
        Outcome::Findings
    } else {
        Outcome::Clean
    })
}

/// How many findings of each severity there are.
fn summary(findings: &[Finding]) -> String {
    let count = |severity: Severity| {
        let count = findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .count();
        (count > 0).then(|| render::counted(count, severity.as_str()))
    };
    let counts = [Severity::Error, Severity::Warning, Severity::Note].map(count);
    let counts: Vec<String> = counts.into_iter().flatten().collect();
    if counts.is_empty() {
        "no findings".to_owned()
    } else {
        counts.join(", ")
    }
}

/// Lists the codes of all rules.
fn codes(output: &mut Output) -> Result<Outcome, Failure> {
    let mut table = Table::new(&["Code", "Severity", "What a finding says"]);
    for rule in catalogue() {
        table.row([rule.code(), rule.severity().as_str(), rule.summary()]);
    }
    output.table(&table, Format::Table)?;
    Ok(Outcome::Clean)
}
