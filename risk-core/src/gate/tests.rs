//! What the forms for CI systems state, and which findings are known.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::check::{Finding, Policy, Settings, Severity, check, new_findings};
use crate::record::{Key, Location};
use crate::register::{Component, Date, Register, Risk, Scale};

fn today() -> Date {
    Date::new(2026, 6, 1).unwrap()
}

/// The findings of a register of some risks that state little.
fn findings(risks: Vec<Risk>) -> Vec<Finding> {
    let components = vec![Component::new("API")];
    let register = Register::new("", Scale::default(), components, risks).unwrap();
    check(&register, &Settings::default(), today())
}

fn risks(count: usize) -> Vec<Risk> {
    (0..count)
        .map(|number| Risk::new(format!("R{number:02}")))
        .collect()
}

fn report<'a>(findings: &'a [Finding], path: &'a RegisterPath) -> Report<'a> {
    Report::new(findings, path, Some(Severity::Warning))
}

fn at(mut finding: Finding, location: Location) -> Finding {
    finding.location = location;
    finding
}

fn cell() -> Location {
    Location::Cell {
        sheet: "Risks".to_owned(),
        row: 7,
        column: 4,
    }
}

#[test]
fn a_place_is_a_file_of_the_repository() {
    let position = Location::Position {
        file: "risks/R03.toml".to_owned(),
        line: 5,
        column: 1,
    };
    let folder = RegisterPath::of_folder("./systems/shop".as_ref());
    assert_eq!(folder.place(&position).path, "systems/shop/risks/R03.toml");
    assert_eq!(folder.place(&position).line, Some(5));
    let here = RegisterPath::of_folder(".".as_ref());
    assert_eq!(here.place(&position).path, "risks/R03.toml");
    let workbook = RegisterPath::of_file("systems/shop.xlsx".as_ref());
    let place = workbook.place(&cell());
    assert_eq!(
        (place.path.as_str(), place.line),
        ("systems/shop.xlsx", None)
    );
}

#[test]
fn of_a_workbook_the_place_is_the_file_and_the_message_has_the_cell() {
    let path = RegisterPath::of_file("shop 1.xlsx".as_ref());
    let found = [at(findings(risks(1)).remove(0), cell())];
    let sarif: Value = serde_json::from_str(&report(&found, &path).sarif()).unwrap();
    let result = &sarif["runs"][0]["results"][0];
    let text = result["message"]["text"].as_str().unwrap();
    assert!(text.starts_with("Risks!D7: "), "{text}");
    let place = &result["locations"][0]["physicalLocation"];
    let expected = json!({
        "artifactLocation": { "uri": "shop%201.xlsx" }, "region": { "startLine": 1 },
    });
    assert_eq!(*place, expected);
    let gitlab: Value = serde_json::from_str(&report(&found, &path).gitlab()).unwrap();
    assert_eq!(
        gitlab[0]["location"],
        json!({ "path": "shop 1.xlsx", "lines": { "begin": 1 } })
    );
    let github = report(&found, &path).github();
    assert!(
        github.starts_with("::warning file=shop 1.xlsx,line=1,title="),
        "{github}"
    );
    assert!(github.contains("::Risks!D7: "), "{github}");
}

#[test]
fn sarif_names_each_rule_once_with_its_page_and_each_result_by_its_fingerprint() {
    let path = RegisterPath::of_folder("".as_ref());
    // Two that nothing distinguishes.
    let found = findings(vec![Risk::default(), Risk::default()]);
    let sarif: Value = serde_json::from_str(&report(&found, &path).sarif()).unwrap();
    let run = &sarif["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let ids: BTreeSet<&str> = rules
        .iter()
        .map(|rule| rule["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids.len(), rules.len());
    for rule in rules {
        assert!(rule["name"].is_null());
        for text in ["shortDescription", "fullDescription", "help"] {
            assert!(rule[text]["text"].as_str().unwrap().len() > 10, "{rule}");
        }
    }
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), found.len());
    let mut prints = BTreeSet::new();
    for (result, finding) in results.iter().zip(&found) {
        let at = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[at]["id"], finding.code());
        assert_eq!(result["level"], finding.severity.as_str());
        let print = result["partialFingerprints"]["primaryLocationLineHash"]
            .as_str()
            .unwrap();
        assert!(print.starts_with(&finding.fingerprint));
        assert!(prints.insert(print.to_owned()), "{print} comes twice");
    }
}

#[test]
fn of_more_findings_than_a_host_keeps_sarif_has_the_gravest() {
    let path = RegisterPath::of_folder("".as_ref());
    let mut found: Vec<Finding> = findings(risks(1_000));
    assert!(found.len() > Report::MOST_RESULTS);
    found.last_mut().unwrap().severity = Severity::Error;
    let sarif: Value = serde_json::from_str(&report(&found, &path).sarif()).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), Report::MOST_RESULTS);
    assert_eq!(results[0]["level"], "error");
}

#[test]
fn gitlab_never_takes_two_findings_for_one() {
    let path = RegisterPath::of_folder("".as_ref());
    let found = findings(vec![Risk::default(), Risk::default()]);
    let issues: Value = serde_json::from_str(&report(&found, &path).gitlab()).unwrap();
    let issues = issues.as_array().unwrap();
    let prints: BTreeSet<&str> = issues
        .iter()
        .map(|one| one["fingerprint"].as_str().unwrap())
        .collect();
    assert_eq!(prints.len(), found.len());
    for issue in issues {
        let severity = issue["severity"].as_str().unwrap();
        assert!(["info", "minor", "major"].contains(&severity));
    }
}

#[test]
fn github_is_told_ten_of_a_severity_and_what_more_there_is() {
    let path = RegisterPath::of_folder("shop".as_ref());
    let found = findings(risks(30));
    let text = report(&found, &path).github();
    let warnings = |text: &str| {
        text.lines()
            .filter(|line| line.starts_with("::warning "))
            .count()
    };
    assert!(warnings(&text) <= 10, "{text}");
    assert!(text.contains(" (and 29 more of this rule)"), "{text}");
    let codes: BTreeSet<&str> = found.iter().map(Finding::code).collect();
    assert!(
        codes
            .iter()
            .all(|code| text.contains(&format!("title={code}::")))
    );
    // Each by itself, as long as there are few.
    let few = findings(risks(1));
    assert_eq!(report(&few, &path).github().lines().count(), few.len());
}

#[test]
fn what_a_text_has_ends_no_command_of_github() {
    let path = RegisterPath::of_file("a,b:c.json".as_ref());
    let mut one = findings(risks(1)).remove(0);
    one.message = "100 %\n::error::x\r".to_owned();
    let text = report(&[one], &path).github();
    assert_eq!(text.lines().count(), 1);
    assert!(text.contains("file=a%2Cb%3Ac.json,"), "{text}");
    assert!(text.contains("100 %25%0A::error::x%0D"), "{text}");
}

/// What an element of a report may have, by the schema that Jenkins reads: its attributes and the elements in it.
const JUNIT: [(&str, &[&str], &[&str]); 5] = [
    (
        "testsuites",
        &["name", "time", "tests", "failures", "disabled", "errors"],
        &["testsuite"],
    ),
    (
        "testsuite",
        &[
            "name",
            "tests",
            "failures",
            "errors",
            "group",
            "time",
            "skipped",
            "timestamp",
            "hostname",
            "id",
            "package",
            "file",
            "log",
            "url",
            "version",
        ],
        &["properties", "testcase", "system-out", "system-err"],
    ),
    (
        "testcase",
        &["name", "time", "classname", "group"],
        &["skipped", "error", "failure", "system-out", "system-err"],
    ),
    ("failure", &["type", "message"], &[]),
    ("system-out", &[], &[]),
];

/// Reads a report, asserts that it is of the schema, and returns how many cases and failures it has.
#[cfg(feature = "workbook")]
fn junit(text: &str) -> (usize, usize) {
    use quick_xml::events::Event;

    let mut reader = quick_xml::Reader::from_str(text);
    let mut open: Vec<String> = Vec::new();
    let (mut cases, mut failures) = (0, 0);
    let mut names = BTreeSet::new();
    loop {
        let event = reader.read_event().unwrap();
        let is_empty = matches!(event, Event::Empty(_));
        match event {
            Event::Start(element) | Event::Empty(element) => {
                let name = element.name().0.to_owned();
                let known = JUNIT.iter().find(|(known, ..)| *known == name).unwrap();
                let parent = open.last().map_or("", String::as_str);
                let above = JUNIT.iter().find(|(known, ..)| *known == parent);
                assert!(above.is_none_or(|(_, _, children)| children.contains(&name.as_str())));
                let mut case = String::new();
                for attribute in element.attributes() {
                    let attribute = attribute.unwrap();
                    let key = attribute.key.0.to_owned();
                    assert!(known.1.contains(&key.as_str()), "{name} has {key}");
                    if ["name", "classname"].contains(&key.as_str()) {
                        case += &attribute.value;
                    }
                }
                match name.as_str() {
                    "testcase" => {
                        cases += 1;
                        assert!(names.insert(case.clone()), "{case} comes twice");
                    }
                    "failure" => failures += 1,
                    _ => (),
                }
                if !is_empty {
                    open.push(name);
                }
            }
            Event::End(_) => drop(open.pop()),
            Event::Eof => break,
            _ => (),
        }
    }
    assert!(open.is_empty());
    (cases, failures)
}

#[cfg(feature = "workbook")]
#[test]
fn junit_is_of_the_schema_that_jenkins_reads() {
    let path = RegisterPath::of_folder("shop".as_ref());
    let mut twice = Risk::new("R\u{1}<&\"'>\n1");
    twice.observations = vec![crate::register::Observation::suggested("x"); 3];
    let found = findings(vec![twice.clone(), twice, Risk::default(), Risk::default()]);
    let fails = |one: &&Finding| one.severity.fails();
    let rules: Vec<_> = crate::catalogue().collect();
    let (cases, failures) = junit(&report(&found, &path).of_rules(&rules).junit());
    let codes: BTreeSet<&str> = found.iter().map(Finding::code).collect();
    let passed = crate::catalogue().count() - codes.len();
    assert_eq!(
        (cases, failures),
        (found.len() + passed, found.iter().filter(fails).count())
    );
    // Nothing fails where nothing is to.
    assert_eq!(junit(&Report::new(&found, &path, None).junit()).1, 0);
    let (cases, failures) = junit(&report(&[], &path).of_rules(&rules).junit());
    assert_eq!((cases, failures), (rules.len(), 0));
}

#[test]
fn a_baseline_is_a_line_for_each_finding_and_counts_those_that_nothing_distinguishes() {
    let found = findings(vec![Risk::default(), Risk::default(), Risk::new("R01")]);
    let baseline = Baseline::of(&found);
    assert_eq!(baseline.len(), found.len());
    let text = baseline.text();
    assert_eq!(Baseline::read(&text).unwrap(), baseline);
    let unrated = text.lines().filter(|line| line.contains("\"unrated\""));
    assert!(
        unrated.clone().count() >= 2 && unrated.clone().any(|line| line.contains("\"count\":2")),
        "{text}"
    );
    let more = findings(vec![
        Risk::default(),
        Risk::default(),
        Risk::default(),
        Risk::new("R01"),
    ]);
    let new = baseline.new_in(&more);
    assert!(!new.is_empty() && new.len() < more.len());
    assert_eq!(new, new_findings(&found, &more));
    assert_eq!(
        Baseline::default().text(),
        "{\n  \"schema_version\": 1,\n  \"findings\": []\n}\n"
    );
}

#[test]
fn a_baseline_of_more_findings_than_can_be_counted_knows_all() {
    let found = findings(vec![Risk::new("R01")]);
    let text = Baseline::of(&found).text();
    let (before, line) = text.split_once("    {").unwrap();
    let (line, after) = line.split_once("},\n").unwrap();
    let many = format!("    {{{line},\"count\":{}}},\n", usize::MAX);
    let read = Baseline::read(&format!("{before}{many}{many}{after}")).unwrap();
    assert_eq!(read.len(), usize::MAX);
    assert_eq!(read.new_in(&found), []);
}

#[test]
fn what_is_no_baseline_is_refused_with_the_reason() {
    let refused = |text: &str| Baseline::read(text).unwrap_err().to_string();
    assert!(refused("").contains("line 1 column 0"));
    assert!(
        refused(r#"{"schema_version":2,"findings":[]}"#)
            .contains("expected `schema_version` to be 1, found 2")
    );
    assert!(
        refused(r#"{"schema_version":1,"findings":[{"code":"x"}]}"#)
            .contains("missing field `record`")
    );
    assert!(
        refused(r#"{"schema_version":1,"findings":[],"more":1}"#).contains("unknown field `more`")
    );
}

#[test]
fn a_selection_is_by_severity_rule_and_record() {
    let mut of_api = Risk::new("R02");
    of_api.component = "api".to_owned();
    let components = vec![Component::new("API")];
    let risks = vec![Risk::new("R01"), of_api];
    let register = Register::new("", Scale::default(), components, risks).unwrap();
    let all = check(&register, &Settings::default(), today());
    let select = |change: fn(&mut Selection)| {
        let mut selection = Selection::default();
        assert!(selection.is_all());
        change(&mut selection);
        assert!(!selection.is_all());
        selection.of(all.clone(), &register).unwrap()
    };
    let of_component = select(|one| one.components = vec!["API".to_owned()]);
    assert!(!of_component.is_empty());
    assert!(
        of_component
            .iter()
            .all(|one| one.record.to_string() == "R02")
    );
    let of_risk = select(|one| one.risks = vec![Key::first("R01")]);
    assert!(of_risk.iter().all(|one| one.record.to_string() == "R01"));
    let graver = select(|one| one.severity = Some(Severity::Warning));
    assert!(graver.len() < all.len() && graver.iter().all(|one| one.severity.fails()));
    let unrated = select(|one| one.rules = vec![crate::Rule::by_code("unrated", &[]).unwrap()]);
    assert!(unrated.iter().all(|one| one.code() == "unrated") && unrated.len() == 4);
    let unknown = Selection {
        components: vec!["Nothing".to_owned()],
        ..Selection::default()
    };
    assert!(unknown.of(all, &register).is_err());
}

#[test]
fn who_asks_for_a_policy_sees_that_it_cannot_be_read_and_of_which_risks_it_cannot_be_decided() {
    let policies = [("wrong", "ratng >= High"), ("high", "rating >= High")];
    let policies = policies.map(|(name, when)| Policy::new(name, when, "owner"));
    let settings = Settings {
        policies: policies.clone().into(),
        ..Settings::default()
    };
    let register = Register::new("", Scale::default(), vec![], vec![Risk::new("R01")]).unwrap();
    let all = check(&register, &settings, today());
    let of = |policy: usize, risks: Vec<Key>| {
        let selection = Selection {
            rules: vec![policies[policy].rule()],
            risks,
            ..Selection::default()
        };
        selection.of(all.clone(), &register).unwrap()
    };
    let codes = |found: &[Finding]| {
        found
            .iter()
            .map(|one| one.code().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(codes(&of(0, vec![])), ["invalid-policy"]);
    assert_eq!(codes(&of(0, vec![Key::first("R01")])), ["invalid-policy"]);
    let found = of(1, vec![Key::first("R01")]);
    assert_eq!(codes(&found), ["policy-undecided"]);
    // A policy that may not be met is no test that passed.
    let rules = [policies[1].rule()];
    let path = RegisterPath::of_folder("shop".as_ref());
    assert!(
        !report(&found, &path)
            .of_rules(&rules)
            .junit()
            .contains("policy/")
    );
    assert!(
        report(&[], &path)
            .of_rules(&rules)
            .junit()
            .contains("policy/")
    );
}

proptest! {
    #[test]
    fn any_baseline_is_read_as_it_was_written(texts in proptest::collection::vec(".{0,5}", 0..6)) {
        let risks = texts.iter().map(Risk::new).collect();
        let found = findings(risks);
        let baseline = Baseline::of(&found);
        let read = Baseline::read(&baseline.text()).unwrap();
        prop_assert_eq!(&read, &baseline);
        prop_assert_eq!(read.new_in(&found), []);
    }
}
