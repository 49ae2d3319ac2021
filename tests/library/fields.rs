//! Every field there is, through every form there is. A field that is new has to be stated here, and
//! is in each form then.

use risk_core::edit::{Adoption, Assignment, Edited, Editor};
use risk_core::folder::{self, Files, SchemaOf};
use risk_core::workbook::{self, ReadOptions, Workbook};
use risk_core::{
    Component, ComponentField, ComponentOrigin, Date, DateTime, Duration, ExtraValue, Key,
    Mitigation, Observation, Register, Rehearsal, RehearsalKind, Requirement, Risk, RiskField,
    RunbookAction, Scale, Settings, Status, TrackerLink, WriteOptions, json,
};

/// A risk that states a field beside its reference.
fn risk(field: RiskField) -> Risk {
    let mut risk = Risk::new("R01");
    match field {
        // It is stated in any case.
        RiskField::Reference => {}
        RiskField::Component => risk.component = "API".into(),
        RiskField::Description => risk.description = "It stops".into(),
        RiskField::Likelihood => risk.likelihood = Some("Low".into()),
        RiskField::Impact => risk.impact = Some("High".into()),
        RiskField::Observations => risk.observations = vec![Observation::implemented("Alarm")],
        RiskField::Mitigations => risk.mitigations = vec![Mitigation::from("Second zone")],
        RiskField::RunbookActions => risk.runbook_actions = vec![RunbookAction::from("Restart")],
        RiskField::Notes => risk.notes = "See the review".into(),
        RiskField::TrackerLinks => {
            risk.tracker_links = vec![TrackerLink::new("https://a.example/1")];
        }
        RiskField::Status => risk.status = Some(Status::Accepted.into()),
        RiskField::Owner => risk.owner = "Payments".into(),
        RiskField::ReviewBy => risk.review_by = Some(date().into()),
        RiskField::Rehearsals => risk.rehearsals = vec![rehearsal()],
        RiskField::AcceptedBy => risk.acceptance.by = "CTO".into(),
        RiskField::AcceptedUntil => risk.acceptance.until = Some(date().into()),
        RiskField::AcceptanceReason => risk.acceptance.reason = "Costs more".into(),
        RiskField::AcceptedRating => risk.acceptance.rating = Some("High".into()),
        RiskField::Category => risk.category = "capacity".into(),
        RiskField::Finding => risk.finding = "dr-basics/rel9@Web shop".into(),
        RiskField::Extra => risk.extra.insert(Key::first("Team"), date_time()),
    }
    risk
}

/// A component that states a field beside its name.
fn component(field: ComponentField) -> Component {
    let mut component = Component::new("API");
    let duration: Duration = "4h".parse().unwrap();
    match field {
        // It is stated in any case.
        ComponentField::Name => {}
        ComponentField::Kind => component.kind = "service".into(),
        ComponentField::Owner => component.owner = "Payments".into(),
        ComponentField::Tier => component.tier = "1".into(),
        ComponentField::Description => component.description = "It answers".into(),
        ComponentField::Restore => component.restore = Some(duration.into()),
        ComponentField::Rto => component.rto = Some(duration.into()),
        ComponentField::Rpo => component.rpo = Some(duration.into()),
        ComponentField::Within => component.within = "Zone".into(),
        ComponentField::Requires => {
            component.requires = Some(vec![Requirement::all_of(["Zone".to_owned()])]);
        }
        ComponentField::Rehearsals => component.rehearsals = vec![rehearsal()],
        ComponentField::Origins => {
            component.origins = vec![ComponentOrigin::new("compose.yaml", "api")];
        }
        ComponentField::Extra => component.extra.insert(Key::first("Team"), date_time()),
    }
    component
}

fn date() -> Date {
    "2027-03-31".parse().unwrap()
}

fn date_time() -> ExtraValue {
    ExtraValue::DateTime("2027-03-31T16:30:00".parse::<DateTime>().unwrap())
}

fn rehearsal() -> Rehearsal {
    Rehearsal::new(date(), RehearsalKind::GameDay)
}

/// Each field, and a register before and after it is stated.
fn cases() -> Vec<(String, Register, Register)> {
    let register = |risk: Risk, component: Component| {
        let components = vec![component, Component::new("Zone")];
        Register::new("", Scale::default(), components, vec![risk]).unwrap()
    };
    let plain = || register(Risk::new("R01"), Component::new("API"));
    let of_risks = RiskField::ALL.iter().map(|field| {
        let after = register(risk(*field), Component::new("API"));
        (format!("risk {field}"), plain(), after)
    });
    let of_components = ComponentField::ALL.iter().map(|field| {
        let after = register(Risk::new("R01"), component(*field));
        (format!("component {field}"), plain(), after)
    });
    of_risks.chain(of_components).collect()
}

/// Whether it is what the record is called, which both registers state.
fn is_name(what: &str) -> bool {
    matches!(what, "risk reference" | "component name")
}

fn files(register: &Register) -> Files {
    let mut files = Files::default();
    let plan = folder::put(
        &files,
        register,
        &Settings::default(),
        WriteOptions::default(),
    );
    files.apply(plan.unwrap());
    files
}

#[test]
fn every_field_is_stated_and_read_back_in_a_folder_and_put_into_one_that_is_there() {
    for (what, before, after) in cases() {
        assert_eq!(
            folder::read(&files(&after)).unwrap().register,
            after,
            "{what}"
        );
        let mut there = files(&before);
        let put = folder::put(
            &there,
            &after,
            &Settings::default(),
            WriteOptions::default(),
        );
        there.apply(put.unwrap());
        assert_eq!(folder::read(&there).unwrap().register, after, "{what}");
    }
}

#[test]
fn every_field_is_stated_and_read_back_in_json_and_put_into_one_that_is_there() {
    for (what, before, after) in cases() {
        let settings = Settings::default();
        let text = json::write(&after, &settings);
        assert_eq!(json::read(&text).unwrap().register, after, "{what}");
        let there = json::write(&before, &settings);
        let put = json::put(&there, &after, &settings, WriteOptions::default()).unwrap();
        assert_eq!(json::read(&put).unwrap().register, after, "{what}");
        assert_eq!(is_name(&what), there == put, "{what}");
    }
}

#[test]
fn every_field_has_a_schema() {
    let schemas = [
        (
            SchemaOf::Risk,
            RiskField::ALL
                .iter()
                .map(|field| field.path())
                .collect::<Vec<_>>(),
        ),
        (
            SchemaOf::Component,
            ComponentField::ALL
                .iter()
                .map(|field| field.path())
                .collect(),
        ),
    ];
    for (of, paths) in schemas {
        let schema: serde_json::Value = serde_json::from_str(&folder::schema(of)).unwrap();
        for path in paths {
            let key = path.split('.').next().unwrap();
            assert!(schema["properties"][key].is_object(), "{path}");
        }
    }
}

#[test]
fn every_field_that_a_sheet_can_have_is_read_back_from_a_new_workbook_and_from_one_that_is_there() {
    // No sheet has a place for what components are in the sources that they were imported from.
    let all = cases().into_iter();
    for (what, _, after) in all.filter(|(what, ..)| what != "component origins") {
        let settings = Settings::default();
        let read = |bytes: &[u8]| {
            workbook::read(bytes, &ReadOptions::default())
                .unwrap()
                .register
        };
        assert_eq!(
            read(&workbook::create(&after, &settings).unwrap()),
            after,
            "{what}"
        );
        // A workbook that is there has columns for the fields that it was made with, in their formats.
        let earlier = || ExtraValue::DateTime("2020-01-01T08:00:00".parse().unwrap());
        let mut states_all = risk(RiskField::AcceptedBy);
        states_all.acceptance.rating = Some("Low".into());
        states_all.category = "security".into();
        states_all.finding = "dr-basics/sec1@Shop".into();
        states_all.extra.insert(Key::first("Team"), earlier());
        states_all.rehearsals = vec![Rehearsal::new(date(), RehearsalKind::Incident)];
        let mut component = Component::new("API");
        component.extra.insert(Key::first("Team"), earlier());
        let columns = vec![component, Component::new("Zone")];
        let there = Register::new("", Scale::default(), columns, vec![states_all]).unwrap();
        let bytes = workbook::create(&there, &settings).unwrap();
        let (workbook, reading) = Workbook::open(bytes, &ReadOptions::default()).unwrap();
        assert_eq!(reading.register, there, "{what}");
        let put = workbook.put(&Edited::by_key(there, after.clone())).unwrap();
        assert_eq!(read(&put.bytes), after, "{what}");
    }
}

#[test]
fn every_field_is_told_when_it_changes_and_its_change_can_be_applied_and_taken_back() {
    for (what, before, after) in cases() {
        let edited = Edited::by_key(before.clone(), after.clone());
        let (_, path) = what.split_once(' ').unwrap();
        let lines = edited.lines();
        let is_told = |line: &risk_core::edit::ChangeLine| {
            line.path
                .as_deref()
                .is_some_and(|told| told.starts_with(path))
        };
        assert_eq!(lines.is_empty(), is_name(&what), "{what}");
        assert!(lines.iter().all(is_told), "{what}: {lines:?}");
        assert_eq!(
            Edited::apply(&before, &edited.changes).unwrap().after,
            after
        );
        assert_eq!(
            Edited::apply(&after, &edited.inverse().changes)
                .unwrap()
                .after,
            before
        );
    }
}

#[test]
fn every_field_can_be_edited() {
    let assignment = |what: &str| match what {
        "risk component" => "component=API",
        "risk description" => "description=It stops",
        "risk likelihood" => "likelihood=low",
        "risk impact" => "impact=High",
        "risk observations" => "observations+=Alarm",
        "risk mitigations" => "mitigations+=Second zone",
        "risk runbook_actions" => "runbook_actions+=Restart",
        "risk notes" => "notes=See the review",
        "risk tracker_links" => "tracker_links+=https://a.example/1",
        "risk status" => "status=accepted",
        "risk owner" | "component owner" => "owner=Payments",
        "risk review_by" => "review_by=2027-03-31",
        "risk acceptance.by" => "acceptance.by=CTO",
        "risk acceptance.until" => "acceptance.until=2027-03-31",
        "risk acceptance.reason" => "acceptance.reason=Costs more",
        "risk acceptance.rating" => "acceptance.rating=high",
        "risk category" => "category=capacity",
        "risk finding" => "finding=dr-basics/rel9@Web shop",
        "risk extra" | "component extra" => "extra.Team=2027-03-31T16:30:00",
        "component kind" => "kind=service",
        "component tier" => "tier=1",
        "component description" => "description=It answers",
        "component restore" => "restore=4h",
        "component rto" => "rto=4h",
        "component rpo" => "rpo=4h",
        "component within" => "within=zone",
        "component requires" => "requires=Zone",
        // They have commands of their own.
        "risk reference"
        | "component name"
        | "risk rehearsals"
        | "component rehearsals"
        | "component origins" => "",
        other => panic!("nothing edits {other}"),
    };
    for (what, before, after) in cases() {
        let mut editor = Editor::new(before);
        let text = assignment(&what);
        if !text.is_empty() {
            let assignment: Assignment = text.parse().unwrap();
            if what.starts_with("risk") {
                editor.set_risk("R01", &[assignment]).unwrap();
            } else {
                editor.set_component("API", &[assignment]).unwrap();
            }
        } else if what == "risk rehearsals" {
            editor.rehearse_risk("R01", rehearsal()).unwrap();
        } else if what == "component rehearsals" {
            editor.rehearse_component("API", rehearsal()).unwrap();
        } else if what == "component origins" {
            let known = [component(ComponentField::Origins)];
            let source = ("compose.yaml", known.as_slice());
            editor
                .import_components(&[source], Adoption::ByName)
                .unwrap();
        }
        let edited = editor.finish().unwrap();
        let mut expected = after;
        if what == "risk observations" {
            // What somebody just thought of is not in place yet.
            let mut suggested = Risk::new("R01");
            suggested.observations = vec![Observation::suggested("Alarm")];
            let (title, scale, components, _) = expected.into_parts();
            expected = Register::new(title, scale, components, vec![suggested]).unwrap();
        }
        assert_eq!(edited.after, expected, "{what}");
    }
}
