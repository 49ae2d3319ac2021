//! `JUnit`'s form of the results of tests, as Jenkins and most others read it:
//! <https://github.com/jenkinsci/xunit-plugin/blob/master/src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd>.

use std::collections::{HashMap, HashSet};

use super::report::{Report, message};
use crate::check::Finding;
use crate::record::text::xml_text;

impl Report<'_> {
    /// The findings as results of tests: each is a case of its rule, failed where it makes the gate fail, and each rule that
    /// was [asked](Self::of_rules) and has none is a case that passed.
    pub fn junit(&self) -> String {
        let failures = self.findings.iter().filter(|one| self.is_failure(one));
        let failures = failures.count();
        let found = self.findings.iter();
        // Of a policy it may be open whether it is met.
        let found: HashSet<&str> = found
            .flat_map(|one| [Some(one.code()), one.of_policy.as_deref()])
            .flatten()
            .collect();
        let rules = self.rules.iter();
        let passed = rules.filter(|rule| !found.contains(rule.code()));
        let passed = passed.map(|rule| case(rule.code(), rule.summary(), ""));
        // Of two cases of one name, most readers keep the last.
        let mut names: HashMap<(&str, String), usize> = HashMap::new();
        let cases = self.findings.iter().map(|finding| {
            let name = name(finding);
            let count = names.entry((finding.code(), name.clone())).or_default();
            *count += 1;
            match *count {
                1 => self.case(finding, &name),
                count => self.case(finding, &format!("{name} ({count})")),
            }
        });
        let cases: Vec<String> = cases.chain(passed).collect();
        let counts = format!(
            "tests=\"{}\" failures=\"{failures}\" errors=\"0\"",
            cases.len()
        );
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"risk check\" {counts}>\n  \
             <testsuite name=\"risk check\" {counts} skipped=\"0\">\n{}  </testsuite>\n</testsuites>\n",
            cases.concat()
        )
    }

    fn case(&self, finding: &Finding, name: &str) -> String {
        let place = self.place(finding);
        let at = match place.line {
            Some(line) => format!("{}:{line}", place.path),
            None => place.path,
        };
        let message = message(finding);
        let content = if self.is_failure(finding) {
            format!(
                "      <failure message=\"{}\" type=\"{}\">{}</failure>\n",
                attribute(&message),
                finding.severity,
                xml_text(&format!("{at}: {message}")),
            )
        } else {
            let told = format!("{at}: {}: {message}", finding.severity);
            format!("      <system-out>{}</system-out>\n", xml_text(&told))
        };
        case(finding.code(), name, &content)
    }
}

/// What the finding is about.
fn name(finding: &Finding) -> String {
    let field = finding.field.as_ref();
    let field = field.map_or_else(String::new, |field| format!(" {field}"));
    format!("{}{field}", finding.record)
}

fn case(code: &str, name: &str, content: &str) -> String {
    let (code, name) = (attribute(code), attribute(name));
    let open = format!("    <testcase classname=\"risk.{code}\" name=\"{name}\" time=\"0\"");
    if content.is_empty() {
        open + "/>\n"
    } else {
        format!("{open}>\n{content}    </testcase>\n")
    }
}

/// A value between quotes, of which a reader makes the ends of lines blanks.
fn attribute(value: &str) -> String {
    xml_text(value)
        .replace('"', "&quot;")
        .replace('\n', "&#10;")
        .replace('\t', "&#9;")
}
