//! SARIF 2.1.0, the form of findings that code hosts read:
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>.

use indexmap::IndexMap;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::{Value, json};

use super::report::{Report, message};
use crate::check::{Finding, Rule, Severity};

/// What a path of a URI has as its bytes: RFC 3986, section 3.3, and `:`, which a first segment cannot have.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b':')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

impl Report<'_> {
    /// The most results of a SARIF file: a code host keeps 5,000 of a run, the gravest of which are to be among them
    /// (<https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support-for-code-scanning>).
    pub const MOST_RESULTS: usize = 5_000;

    /// The findings as SARIF 2.1.0, the gravest [`MOST_RESULTS`](Self::MOST_RESULTS) of them. In a workbook the place is
    /// the file, and the message has the cell.
    pub fn sarif(&self) -> String {
        let mut findings: Vec<(&Finding, usize)> = self.numbered().collect();
        if findings.len() > Self::MOST_RESULTS {
            findings.sort_by_key(|(finding, _)| std::cmp::Reverse(finding.severity));
            findings.truncate(Self::MOST_RESULTS);
        }
        let mut rules: IndexMap<&str, &Rule> = IndexMap::new();
        for (finding, _) in &findings {
            rules.entry(finding.code()).or_insert(&finding.rule);
        }
        let results = findings.iter().map(|(finding, number)| {
            let rule = rules.get_index_of(finding.code());
            self.result(finding, *number, rule.unwrap_or_default())
        });
        let results: Vec<Value> = results.collect();
        let rules: Vec<Value> = rules.values().map(|rule| described(rule)).collect();
        let sarif = json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": { "driver": {
                    "name": "risk",
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "informationUri": env!("CARGO_PKG_REPOSITORY"),
                    "rules": rules,
                } },
                "columnKind": "unicodeCodePoints",
                "results": results,
            }],
        });
        format!("{sarif:#}\n")
    }

    fn result(&self, finding: &Finding, number: usize, rule: usize) -> Value {
        let place = self.place(finding);
        let mut region = json!({ "startLine": place.line.unwrap_or(1) });
        if let Some(column) = place.column {
            region["startColumn"] = column.into();
        }
        let fingerprint = &finding.fingerprint;
        json!({
            "ruleId": finding.code(),
            "ruleIndex": rule,
            "level": level(finding.severity),
            "message": { "text": message(finding) },
            "locations": [{ "physicalLocation": {
                "artifactLocation": {
                    "uri": utf8_percent_encode(&place.path, PATH).to_string(),
                },
                "region": region,
            } }],
            // A host that finds no hash of the line makes one, by which a row that moves would be new.
            "partialFingerprints": {
                "primaryLocationLineHash": format!("{fingerprint}:{number}"),
                "riskFingerprint/v1": format!("{fingerprint}:{number}"),
            },
        })
    }
}

fn described(rule: &Rule) -> Value {
    let page = rule.page().trim();
    json!({
        "id": rule.code(),
        "shortDescription": { "text": sentence(rule.summary()) },
        "fullDescription": { "text": lead(page).unwrap_or_else(|| sentence(rule.summary())) },
        "help": { "text": page, "markdown": page },
        "defaultConfiguration": { "level": level(rule.severity()) },
        "properties": { "tags": ["reliability"] },
    })
}

/// The first paragraph of a page below its title, as one line.
fn lead(page: &str) -> Option<String> {
    let paragraph = page.split("\n\n").find(|text| !text.starts_with('#'))?;
    Some(paragraph.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A summary as a sentence of its own.
fn sentence(summary: &str) -> String {
    let mut chars = summary.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string());
    let text = first.unwrap_or_default() + chars.as_str();
    let end = if text.ends_with('.') { "" } else { "." };
    text + end
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Off => "none",
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}
