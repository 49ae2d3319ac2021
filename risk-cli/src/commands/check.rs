//! `risk check`: the findings of a register.

use risk_core::answer::CheckAnswer;
use risk_core::{Finding, Rule, Severity, catalogue};

use super::Outcome;
use crate::cli::{Check, Format, Global};
use crate::failure::Failure;
use crate::output::{Output, first};
use crate::render::{self, Table, json};
use crate::source;
use crate::today::today;

/// How many findings are shown to people unless they ask for others: a screen or two, with their summary below.
const ROWS: usize = 50;

pub fn run(args: &Check, global: &Global, output: &mut Output) -> Result<Outcome, Failure> {
    match args.explain.as_deref() {
        Some("") => return codes(output),
        Some(code) => {
            output.data(Rule::by_code(code, &[])?.page())?;
            return Ok(Outcome::Clean);
        }
        None => {}
    }
    let top = args.format.rows(args.top, ROWS);
    let global = source::named(args.path.as_ref(), global)?;
    let findings = source::read_quietly(&global, output)?.check(today(&global));
    let answer = CheckAnswer {
        findings: &findings,
    };
    match args.format {
        Format::Json => output.data(&json::answer(&answer))?,
        Format::Table => {
            let shown = first(findings.len(), top);
            let folder = source::folder(&global)?;
            output.text(&render::findings(&findings[..shown], &folder))?;
            output.left_out(findings.len(), shown);
            let by_rule = render::findings_by_rule(&findings);
            if by_rule.len() > 1 {
                output.text("\n")?;
                output.table(by_rule, Format::Table)?;
            }
        }
        format => output.first_rows(render::findings_table(&findings), top, format)?,
    }
    if args.format != Format::Json {
        output.words(&summary(&findings));
    }
    let mut findings = findings.iter();
    Ok(Outcome::of(findings.any(|found| found.severity.fails())))
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
    let mut table = Table::new(&["Code", "Severity", "Meaning"]);
    for rule in catalogue() {
        table.row([rule.code(), rule.severity().as_str(), rule.summary()]);
    }
    output.table(table, Format::Table)?;
    Ok(Outcome::Clean)
}
