//! Workflow commands, by which GitHub shows findings at the lines of a pull request:
//! <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>.

use indexmap::IndexMap;

use super::report::{Report, message};
use crate::check::{Finding, Severity};

/// GitHub shows so many errors, so many warnings and so many notices of a step.
const SHOWN: usize = 10;

impl Report<'_> {
    /// The findings as workflow commands for GitHub Actions. It shows ten of each severity: where there are more, those
    /// of a rule are one, at the place of the first.
    pub fn github(&self) -> String {
        let severities = [Severity::Error, Severity::Warning, Severity::Note];
        severities.map(|one| self.of_severity(one)).concat()
    }

    fn of_severity(&self, severity: Severity) -> String {
        let found = self.findings.iter();
        let found: Vec<&Finding> = found.filter(|one| one.severity == severity).collect();
        if found.len() <= SHOWN {
            return found.iter().map(|one| self.command(one, "")).collect();
        }
        let mut rules: IndexMap<&str, Vec<&Finding>> = IndexMap::new();
        for finding in found {
            rules.entry(finding.code()).or_default().push(finding);
        }
        let kept = if rules.len() > SHOWN {
            SHOWN - 1
        } else {
            rules.len()
        };
        let rest = rules.split_off(kept);
        let groups = rules.values().map(|findings| match findings.as_slice() {
            [only] => self.command(only, ""),
            [first, more @ ..] => {
                self.command(first, &format!(" (and {} more of this rule)", more.len()))
            }
            [] => String::new(),
        });
        let mut text: String = groups.collect();
        if !rest.is_empty() {
            let count: usize = rest.values().map(Vec::len).sum();
            let codes: Vec<&str> = rest.keys().copied().collect();
            let more = format!("{count} more findings: {}", codes.join(", "));
            text += &format!("::{} title=risk::{}\n", kind(severity), data(&more));
        }
        text
    }

    fn command(&self, finding: &Finding, more: &str) -> String {
        let place = self.place(finding);
        let line = place.line.unwrap_or(1);
        let column = place.column;
        let column = column.map_or_else(String::new, |column| format!(",col={column}"));
        format!(
            "::{} file={},line={line}{column},title={}::{}{more}\n",
            kind(finding.severity),
            property(&place.path),
            property(finding.code()),
            data(&message(finding)),
        )
    }
}

fn kind(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note | Severity::Off => "notice",
    }
}

/// The text of a command, which ends at the line.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// The value of a property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
