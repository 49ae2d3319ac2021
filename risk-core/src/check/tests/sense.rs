//! The rules about sense.

use super::*;
use crate::record::{Locate, Location, Place, RecordPosition};
use crate::register::{Date, LevelDefinition, Levels, Rehearsal, RehearsalKind, Stated};

#[test]
fn an_unknown_level_is_told_with_the_levels_and_the_nearest() {
    let mut risk = sound("R03");
    risk.likelihood = Some("Hgih".to_owned());
    let register = register(vec![], vec![sound("R01"), risk]);
    Expected {
        severity: Severity::Error,
        location: "R03 likelihood",
        message: "invalid likelihood `Hgih`; expected Low, Medium or High",
        found: Some("Hgih"),
        suggestion: Some("High"),
    }
    .is(&only("unknown-level", &register));
    assert_eq!(check(&register, &Settings::default(), today()).len(), 1);
}

#[test]
fn a_level_with_another_number_than_the_others_have_is_told() {
    let numbered = |reference: &str, likelihood: &str, impact: &str| {
        let mut risk = sound(reference);
        risk.likelihood = Some(likelihood.to_owned());
        risk.impact = Some(impact.to_owned());
        risk
    };
    let risks = vec![
        numbered("R1", "3 - Low", "Low"),
        numbered("R2", "1 - Low", "2 - Medium"),
        numbered("R3", "Low (1)", "Medium (2)"),
        numbered("R4", "3 - High", "3 - High"),
    ];
    let finding = only("unknown-level", &register(vec![], risks));
    assert_eq!(finding.location.to_string(), "R1 likelihood");
    assert_eq!(
        finding.message,
        "the likelihood `3 - Low` has another number than `1 - Low`; the rating is that of its word"
    );
}

#[test]
fn words_of_the_scale_that_have_a_number_contradict_nothing() {
    let low = LevelDefinition::new("Low").with_aliases(["1 - Very low", "2 - Low"]);
    let likelihood = Levels::new([low, "High".into()]).unwrap();
    let matrix = [["Low", "High"], ["High", "High"]];
    let impact = Levels::new(["Low", "High"]).unwrap();
    let scale = Scale::new("ours", likelihood, impact.clone(), impact, matrix).unwrap();
    let mut risks = vec![sound("R1"), sound("R2"), sound("R3"), sound("R4")];
    let stated = ["1 - Very low", "2 - Low", "2 - LOW", "5 - Low"];
    for (risk, text) in risks.iter_mut().zip(stated) {
        (risk.likelihood, risk.impact) = (Some(text.to_owned()), Some("Low".to_owned()));
    }
    let register = |risks| Register::new("Test", scale.clone(), vec![], risks).unwrap();
    assert_eq!(told("unknown-level", &register(risks.clone())), []);
    // Of two that are none of its words, one is wrong.
    let mut another = sound("R5");
    (another.likelihood, another.impact) = (Some("6 - Low".to_owned()), Some("Low".to_owned()));
    risks.push(another);
    let finding = only("unknown-level", &register(risks));
    assert_eq!(finding.location.to_string(), "R5 likelihood");
}

#[test]
fn an_alias_in_other_letters_is_a_level() {
    let mut risk = sound("R03");
    risk.likelihood = Some(" med ".to_owned());
    risk.impact = Some("L".to_owned());
    assert_eq!(of("unknown-level", &register(vec![], vec![risk])), []);
}

#[test]
fn an_unknown_level_of_a_closed_risk_is_told_too() {
    let mut risk = sound("R03");
    risk.impact = Some("terrible".to_owned());
    risk.status = Some(Stated::parse("closed"));
    let finding = only("unknown-level", &register(vec![], vec![risk]));
    assert_eq!(finding.location.to_string(), "R03 impact");
    assert_eq!(finding.data.suggestion, None);
}

#[test]
fn a_text_of_several_lines_is_told_on_one_and_found_as_it_is() {
    let mut risk = sound("R03");
    risk.impact = Some("High\nunless\tit rains".to_owned());
    let finding = only("unknown-level", &register(vec![], vec![risk]));
    let message = "invalid impact `High unless it rains`; expected Low, Medium or High";
    assert_eq!(finding.message, message);
    assert_eq!(
        finding.data.found.as_deref(),
        Some("High\nunless\tit rains")
    );
}

#[test]
fn an_unrecognised_status_is_told_with_the_words_there_are() {
    let mut risk = sound("R03");
    risk.status = Some(Stated::parse("Acepted"));
    Expected {
        severity: Severity::Error,
        location: "R03 status",
        message: "`Acepted` is not a status: open, in-progress, accepted or closed",
        found: Some("Acepted"),
        suggestion: Some("accepted"),
    }
    .is(&only(
        "unrecognised-value",
        &register(vec![], vec![sound("R01"), risk]),
    ));
}

#[test]
fn unrecognised_dates_and_durations_are_told_with_an_example() {
    let mut risk = sound("R03");
    risk.review_by = Some(Stated::parse("Q1 2026"));
    risk.acceptance.until = Some(Stated::parse("2027-02-29"));
    let mut component = Component::new("Postgres primary");
    component.restore = Some(Stated::parse("4 hrs"));
    component.rto = Some(Stated::parse("soon"));
    component.rpo = Some(Stated::parse(""));
    let told = told("unrecognised-value", &register(vec![component], vec![risk]));
    let expected = [
        (
            "R03 review_by",
            "`Q1 2026` is not a date in the form 2027-03-31",
        ),
        (
            "R03 acceptance.until",
            "`2027-02-29` is not a date in the form 2027-03-31",
        ),
        (
            "component Postgres primary restore",
            "`4 hrs` is not a duration such as 30m, 4h or 2d",
        ),
        (
            "component Postgres primary rto",
            "`soon` is not a duration such as 30m, 4h or 2d",
        ),
        (
            "component Postgres primary rpo",
            "`` is not a duration such as 30m, 4h or 2d",
        ),
    ];
    assert_eq!(
        told,
        expected.map(|(at, message)| (at.to_owned(), message.to_owned()))
    );
}

#[test]
fn what_is_said_of_a_rehearsal_is_told_at_its_entry_with_what_was_meant() {
    let date: Date = "2026-05-02".parse().unwrap();
    let mut rehearsal = Rehearsal::new(date, RehearsalKind::GameDay);
    let mut risk = sound("R03");
    risk.rehearsals = vec![rehearsal.clone()];
    rehearsal.kind = Stated::parse("gameday");
    rehearsal.outcome = Some(Stated::parse("pass"));
    rehearsal.time_to_detect = Some(Stated::parse("4 min"));
    risk.rehearsals.push(rehearsal.clone());
    rehearsal = Rehearsal::new(date, RehearsalKind::Incident);
    rehearsal.date = Stated::parse("May");
    rehearsal.time_to_recover = Some(Stated::parse("long"));
    let mut component = Component::new("Postgres primary");
    component.rehearsals = vec![rehearsal];
    let findings = of("unrecognised-value", &register(vec![component], vec![risk]));
    let line = |finding: &Finding| {
        let suggestion = finding.data.suggestion.as_deref().unwrap_or("nothing");
        format!("{}: {} ({suggestion})", finding.location, finding.message)
    };
    let expected = [
        "R03 rehearsals[2]: `gameday` is not a kind of rehearsal: tabletop, game-day or incident \
         (game-day)",
        "R03 rehearsals[2]: `pass` is not an outcome: passed, partly or failed (passed)",
        "R03 rehearsals[2]: `4 min` is not a duration such as 30m, 4h or 2d (4m)",
        "component Postgres primary rehearsals[1]: `May` is not a date in the form 2027-03-31 \
         (nothing)",
        "component Postgres primary rehearsals[1]: `long` is not a duration such as 30m, 4h or 2d \
         (nothing)",
    ];
    assert_eq!(findings.iter().map(line).collect::<Vec<_>>(), expected);
}

#[test]
fn recognised_values_are_not_told() {
    let mut risk = sound("R03");
    risk.status = Some(Stated::parse("In Progress"));
    risk.review_by = Some(Stated::parse("2028-02-29"));
    let mut component = Component::new("Postgres primary");
    component.restore = Some(Stated::parse("1d12h"));
    let register = register(vec![component], vec![risk]);
    assert_eq!(of("unrecognised-value", &register), []);
}

#[test]
fn a_repeated_reference_is_told_at_each_later_risk() {
    let risks = vec![sound("R03"), sound("R04"), sound("R03"), sound("R03")];
    let findings = of("duplicate-reference", &register(vec![], risks));
    let locations: Vec<_> = findings.iter().map(|f| f.location.to_string()).collect();
    assert_eq!(locations, ["R03~2 reference", "R03~3 reference"]);
    Expected {
        severity: Severity::Error,
        location: "R03~2 reference",
        message: "the reference `R03` is taken by an earlier risk",
        found: Some("R03"),
        suggestion: None,
    }
    .is(&findings[0]);
}

/// A sheet whose risks start in row 2, and whose components do too.
#[derive(Debug)]
struct Sheet;

impl Locate for Sheet {
    fn locate(&self, place: Place) -> Option<Location> {
        let (sheet, position) = match place.record {
            RecordPosition::Risk(position) => ("Risks", position),
            RecordPosition::Component(position) => ("Components", position),
            RecordPosition::Register => return None,
        };
        Some(Location::Cell {
            sheet: sheet.to_owned(),
            row: u32::try_from(position).unwrap() + 2,
            column: 1,
        })
    }
}

#[test]
fn the_record_that_took_a_name_is_told_by_its_place_in_the_source() {
    let components = vec![Component::new("Redis A"), Component::new("Redis A")];
    let risks = vec![sound("R01"), sound("R03"), sound("R03")];
    let mut reading = Reading::of(register(components, risks), Settings::default());
    reading.sources = Box::new(Sheet);
    let told: Vec<_> = reading
        .sense_findings(today())
        .iter()
        .take(2)
        .map(said)
        .collect();
    let expected = [
        "Risks!A4: the reference `R03` is taken by an earlier risk, at Risks!A3",
        "Components!A3: the name `Redis A` is taken by an earlier component, at Components!A2",
    ];
    assert_eq!(told, expected);
}

fn said(finding: &Finding) -> String {
    format!("{}: {}", finding.location, finding.message)
}

#[test]
fn references_that_differ_in_case_or_are_blank_are_no_duplicates() {
    let risks = vec![sound("R03"), sound("r03"), sound(""), sound("")];
    assert_eq!(of("duplicate-reference", &register(vec![], risks)), []);
}

#[test]
fn a_missing_reference_is_told_for_each_risk_without_one() {
    let findings = told(
        "missing-reference",
        &register(vec![], vec![sound("R01"), sound(""), sound(" ")]),
    );
    let message = "the risk has no reference; give it one of its own";
    let expected = ["~1 reference", "  reference"].map(|at| (at.to_owned(), message.to_owned()));
    assert_eq!(findings, expected);
    Expected {
        severity: Severity::Warning,
        location: "~1 reference",
        message,
        found: None,
        suggestion: None,
    }
    .is(&only(
        "missing-reference",
        &register(vec![], vec![sound("")]),
    ));
}

#[test]
fn where_no_risk_has_a_reference_it_is_told_once() {
    let risks = vec![sound(""), sound(""), sound("")];
    Expected {
        severity: Severity::Warning,
        location: "~1 reference",
        message: "no risk has a reference; give each one its own",
        found: None,
        suggestion: None,
    }
    .is(&only("missing-reference", &register(vec![], risks)));
}

#[test]
fn a_risk_with_a_reference_is_not_missing_one() {
    let register = register(vec![], vec![sound("~"), sound("0")]);
    assert_eq!(of("missing-reference", &register), []);
}

#[test]
fn a_repeated_component_name_is_told_at_the_later_component() {
    let components = vec![Component::new("Redis A"), Component::new("Redis A")];
    Expected {
        severity: Severity::Error,
        location: "component Redis A~2 name",
        message: "the name `Redis A` is taken by an earlier component",
        found: Some("Redis A"),
        suggestion: None,
    }
    .is(&only("duplicate-component", &register(components, vec![])));
}

#[test]
fn component_names_that_differ_in_case_are_no_duplicates() {
    let components = ["Redis A", "redis a", "", ""].map(Component::new).to_vec();
    let register = register(components, vec![]);
    assert_eq!(of("duplicate-component", &register), []);
}

#[test]
fn a_component_without_a_name_is_told() {
    let mut nameless = Component::new("");
    nameless.kind = "cache".into();
    let register = register(vec![Component::new("Redis A"), nameless], vec![]);
    Expected {
        severity: Severity::Error,
        location: "component ~1 name",
        message: "the component has no name, so no risk and no requirement can name it",
        found: None,
        suggestion: None,
    }
    .is(&only("missing-name", &register));
    assert_eq!(check(&register, &Settings::default(), today()).len(), 1);
}

fn bad_need(requirement: Requirement) -> Vec<(String, String)> {
    let names = ["Redis A", "Redis B"].map(Component::new);
    let mut components = names.to_vec();
    components.push(requiring(
        "API",
        [Requirement::of("Redis A"), requirement].to_vec(),
    ));
    told("bad-need", &register(components, vec![]))
}

#[test]
fn a_need_out_of_range_is_told_with_the_range() {
    let components = vec![
        Component::new("Redis A"),
        Component::new("Redis B"),
        requiring("API", [Requirement::some_of(3, ["Redis A", "Redis B"])]),
    ];
    Expected {
        severity: Severity::Error,
        location: "component API requires[1]",
        message: "the need is 3 and must be from 1 to 2, as the requirement names 2 components",
        found: None,
        suggestion: None,
    }
    .is(&only("bad-need", &register(components, vec![])));
}

#[test]
fn every_requirement_that_cannot_be_meant_is_told_once_and_with_its_reason() {
    let cases = [
        (
            Requirement::some_of(0, ["Redis A", "Redis B"]),
            "the need is 0 and must be from 1 to 2, as the requirement names 2 components",
        ),
        (
            Requirement::some_of(2, ["Redis A"]),
            "the need is 2 and must be 1, as the requirement names one component",
        ),
        (
            Requirement::some_of(u32::MAX, ["Redis A"]),
            "the need is 4294967295 and must be 1, as the requirement names one component",
        ),
        (
            Requirement::all_of(Vec::<String>::new()),
            "the requirement names no component",
        ),
        (
            Requirement::of(" "),
            "a component that the requirement names has no name",
        ),
        (Requirement::of("API"), "`API` requires itself"),
        (
            Requirement::some_of(9, ["Redis A", "api"]),
            "`api` requires itself",
        ),
        (
            Requirement::all_of(["Redis A", "Redis A"]),
            "the requirement names `Redis A` twice",
        ),
    ];
    for (requirement, message) in cases {
        let expected = ("component API requires[2]".to_owned(), message.to_owned());
        assert_eq!(bad_need(requirement), [expected]);
    }
}

#[test]
fn a_need_of_any_or_of_all_is_in_range() {
    for need in [1, 2] {
        let requirement = Requirement::some_of(need, ["Redis A", "Redis B"]).soft();
        assert_eq!(bad_need(requirement), []);
    }
}

#[test]
fn another_component_that_differs_in_case_is_not_itself() {
    let components = vec![
        Component::new("api"),
        requiring("API", [Requirement::of("api")]),
    ];
    assert_eq!(of("bad-need", &register(components, vec![])), []);
}

#[test]
fn a_component_that_nobody_declares_is_told_with_the_nearest() {
    let names = ["Postgres primary", "Postgres replica", "Redis A", "DNS"];
    let mut risk = sound("R03");
    risk.component = "Postgers primary".to_owned();
    let register = register(names.map(Component::new).to_vec(), vec![sound("R01"), risk]);
    Expected {
        severity: Severity::Warning,
        location: "R03 component",
        message: "no component is named `Postgers primary`; the nearest is `Postgres primary`",
        found: Some("Postgers primary"),
        suggestion: Some("Postgres primary"),
    }
    .is(&only("unknown-component", &register));
}

#[test]
fn a_name_that_is_near_nothing_gets_no_suggestion() {
    let mut risk = sound("R03");
    risk.component = "Kafka".to_owned();
    let register = register(vec![Component::new("Postgres primary")], vec![risk]);
    let finding = only("unknown-component", &register);
    assert_eq!(finding.message, "no component is named `Kafka`");
    assert_eq!(finding.data.suggestion, None);
}

#[test]
fn a_name_that_may_mean_two_components_is_told_with_both() {
    let mut risk = sound("R03");
    risk.component = "Api".to_owned();
    let components = ["API", "DNS", "api"].map(Component::new).to_vec();
    let finding = only("unknown-component", &register(components, vec![risk]));
    assert_eq!(finding.message, "`Api` may mean `API` or `api`");
    assert_eq!(finding.data.suggestion, None);
}

#[test]
fn unknown_names_in_requirements_and_within_are_told_where_they_stand() {
    let requires = [
        Requirement::of("Postgres primary"),
        Requirement::some_of(1, ["Redis A", "Redis B"]),
    ];
    let mut api = requiring("API", requires);
    api.within = "eu-west-1".to_owned();
    let components = vec![Component::new("Postgres primary"), api];
    let register = register(components, vec![]);
    let locations: Vec<_> = of("unknown-component", &register)
        .iter()
        .map(|f| (f.location.to_string(), f.data.found.clone().unwrap()))
        .collect();
    let expected = [
        ("component API within", "eu-west-1"),
        ("component API requires[2]", "Redis A"),
        ("component API requires[2]", "Redis B"),
    ];
    assert_eq!(
        locations,
        expected.map(|(at, name)| (at.to_owned(), name.to_owned()))
    );
}

#[test]
fn a_register_that_declares_no_components_knows_none() {
    let mut unnamed = sound("R02");
    unnamed.component = String::new();
    let risks = vec![sound("R01"), unnamed.clone()];
    assert_eq!(of("unknown-component", &register(vec![], risks)), []);
    let declared = vec![Component::new("Postgres primary")];
    let named = register(declared, vec![sound("R01"), unnamed]);
    assert_eq!(of("unknown-component", &named), []);
}

#[test]
fn a_component_without_a_name_is_not_the_nearest() {
    let components = vec![Component::new(" "), Component::new("")];
    let register = register(components, vec![sound("R03")]);
    let finding = only("unknown-component", &register);
    assert_eq!(finding.message, "no component is named `Postgres primary`");
}

#[test]
fn what_no_cell_can_hold_is_noted_at_its_entry() {
    let mut risk = Risk::new("R1");
    risk.mitigations = vec!["Add a zone".into(), "Add\n\na zone".into()];
    Expected {
        severity: Severity::Note,
        location: "R1 mitigations[2]",
        message: "a workbook cannot hold this: it has a blank line, and in a cell each line is an entry",
        found: None,
        suggestion: None,
    }
    .is(&only("not-representable", &register(vec![], vec![risk])));
}

#[test]
fn containers_that_contain_each_other_are_told_once() {
    let within = |name: &str, container: &str| {
        let mut component = Component::new(name);
        component.within = container.to_owned();
        component
    };
    let components = vec![
        within("Disk", "zone"),
        within("Zone", "Region"),
        within("Region", "Cloud"),
        within("Cloud", "Zone"),
        within("Hall", "Hall"),
        within("Rack", "Nowhere"),
    ];
    let expected = [
        (
            "component Zone within".to_owned(),
            "containers contain each other: `Zone` within `Region` within `Cloud` within `Zone`"
                .to_owned(),
        ),
        (
            "component Hall within".to_owned(),
            "containers contain each other: `Hall` within `Hall`".to_owned(),
        ),
    ];
    assert_eq!(
        told("containment-cycle", &register(components, vec![])),
        expected
    );
}

#[test]
fn of_very_many_names_that_nobody_declares_only_the_first_get_a_suggestion() {
    // Names as long as these are compared with nothing, so that the test is fast.
    let long = |at: usize| Component::new(format!("{at:0>120}"));
    let mut components: Vec<Component> = (0..30_000).map(long).collect();
    components.push(Component::new("Database"));
    let risk = |at: usize| Risk {
        component: format!("Databse{at}"),
        ..sound(&format!("R{at}"))
    };
    let register = register(components, (0..200).map(risk).collect());
    let findings = of("unknown-component", &register);
    assert_eq!(findings.len(), 200);
    let first = &findings[0];
    assert_eq!(
        first.message,
        "no component is named `Databse0`; the nearest is `Database`"
    );
    assert_eq!(first.data.suggestion.as_deref(), Some("Database"));
    let last = &findings[199];
    assert_eq!(last.message, "no component is named `Databse199`");
    assert_eq!(last.data.suggestion, None);
}
