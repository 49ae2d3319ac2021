//! Findings for people.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::path::Path;

use anstyle::{AnsiColor, Style};
use risk_core::{Finding, Location, Severity, SuppressedFinding};

use super::table::{Cell, Table};
use super::text::one_line;

/// How a severity is shown.
pub fn severity_style(severity: Severity) -> Style {
    match severity {
        Severity::Error => AnsiColor::Red.on_default().bold(),
        Severity::Warning => AnsiColor::Yellow.on_default().bold(),
        Severity::Note => AnsiColor::Blue.on_default().bold(),
        Severity::Off => Style::new(),
    }
}

/// Findings, one after another. Files are relative to the folder.
pub fn findings(findings: &[Finding], folder: &Path) -> String {
    findings
        .iter()
        .map(|f| finding(f, severity_style(f.severity), folder))
        .collect()
}

/// A finding in the form that editors and CI make clickable: `place: severity[code]: message`.
pub fn finding(finding: &Finding, style: Style, folder: &Path) -> String {
    let location = one_line(&place(&finding.location, folder));
    let severity = finding.severity;
    let code = finding.code();
    let message = one_line(&finding.message);
    let mut text = format!("{location}: {style}{severity}[{code}]{style:#}: {message}\n");
    if let Some(suggestion) = &finding.data.suggestion {
        text.push_str(&format!("    did you mean `{}`?\n", one_line(suggestion)));
    }
    text
}

/// A location as it is written from the working directory.
fn place(location: &Location, folder: &Path) -> String {
    match location {
        Location::Position { file, line, column } => {
            format!("{}:{line}:{column}", folder.join(file).display())
        }
        location => location.to_string(),
    }
}

/// Findings as a table.
pub fn findings_table(findings: &[Finding]) -> Table {
    let mut table = Table::new(&[
        "Severity",
        "Code",
        "Location",
        "Message",
        "Found",
        "Suggestion",
    ]);
    for finding in findings {
        table.row([
            finding.severity.to_string(),
            finding.code().to_owned(),
            finding.location.to_string(),
            finding.message.clone(),
            finding.data.found.clone().unwrap_or_default(),
            finding.data.suggestion.clone().unwrap_or_default(),
        ]);
    }
    table
}

/// What is suppressed, what ends first at the top.
pub fn suppressed(suppressed: &[SuppressedFinding]) -> Table {
    let mut rows: Vec<&SuppressedFinding> = suppressed.iter().collect();
    rows.sort_by_key(|one| (one.until.is_none(), one.until));
    let mut table = Table::new(&["Until", "Left", "Code", "Record", "Reason", "Message"]);
    for one in rows {
        let until = one
            .until
            .map_or_else(|| "for good".to_owned(), |day| day.to_string());
        let left = match one.days_left {
            None => String::new(),
            Some(1) => "1 day".to_owned(),
            Some(days) => format!("{days} days"),
        };
        let finding = &one.finding;
        table.row([
            until,
            left,
            finding.code().to_owned(),
            finding.record.to_string(),
            one.reason.clone(),
            finding.message.clone(),
        ]);
    }
    table.giving_way(&[&["Message"]])
}

/// How many findings of each rule there are, the most severe first.
pub fn findings_by_rule(findings: &[Finding]) -> Table {
    let mut rules: BTreeMap<(Reverse<Severity>, &str), (usize, &str)> = BTreeMap::new();
    for finding in findings {
        let summary = finding.rule.summary();
        let rule = rules.entry((Reverse(finding.severity), finding.code()));
        rule.or_insert((0, summary)).0 += 1;
    }
    let mut table = Table::new(&["Findings", "Severity", "Code", "Meaning"]);
    for ((Reverse(severity), code), (count, summary)) in rules {
        table.row([
            Cell::from(count.to_string()),
            Cell::styled(severity.as_str(), severity_style(severity)),
            code.into(),
            summary.into(),
        ]);
    }
    table
}
