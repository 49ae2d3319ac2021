//! The page of a step of GitHub Actions, which shows all findings where annotations show ten.

use std::env;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::PathBuf;

use risk_core::gate::RegisterPath;
use risk_core::{Error, Finding};

use crate::cli::Format;
use crate::failure::Failure;
use crate::render::{self, Table};

/// The variable that names the file of the page:
/// <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#adding-a-job-summary>.
const VARIABLE: &str = "GITHUB_STEP_SUMMARY";

/// The page of a step may have 1 MiB; a longer one is not shown at all.
const LIMIT: usize = 900_000;

/// Appends the findings to the page, where there is one.
pub fn append(findings: &[Finding], path: &RegisterPath, summary: &str) -> Result<(), Failure> {
    let Some(file) = env::var_os(VARIABLE).filter(|file| !file.is_empty()) else {
        return Ok(());
    };
    let file = PathBuf::from(file);
    let text = page(findings, path, summary);
    let opened = OpenOptions::new().create(true).append(true).open(&file);
    let written = opened.and_then(|mut opened| opened.write_all(text.as_bytes()));
    let written = written.map_err(|source| Error::Write { path: file, source });
    Ok(written?)
}

fn page(findings: &[Finding], path: &RegisterPath, summary: &str) -> String {
    let mut page = format!("### risk check: {summary}\n\n");
    if findings.is_empty() {
        return page;
    }
    page += &render::findings_by_rule(findings).render(Format::Md, None);
    page += "\n";
    let mut table = Table::new(&["Severity", "Code", "Place", "Message"]);
    let mut length = page.len();
    let mut shown = 0;
    for finding in findings {
        let place = path.place(&finding.location);
        let at = match place.line {
            Some(line) => format!("{}:{line}", place.path),
            None => format!("{} {}", place.path, finding.location),
        };
        // Markup makes a text longer.
        length += 2 * (at.len() + finding.message.len() + finding.code().len()) + 64;
        if length > LIMIT {
            break;
        }
        shown += 1;
        let severity = finding.severity.as_str().to_owned();
        table.row([
            severity,
            finding.code().to_owned(),
            at,
            finding.message.clone(),
        ]);
    }
    page += &table.render(Format::Md, None);
    if shown < findings.len() {
        page += &format!("\n{} more findings\n", findings.len() - shown);
    }
    page + "\n"
}
