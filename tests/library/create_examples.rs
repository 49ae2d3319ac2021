//! Registers to look at: one with something in every place, and ones with next to nothing.

use risk_core::workbook::create;
use risk_core::{
    Colour, Component, Date, DateTime, ExtraValue, Key, LevelDefinition, Levels, Observation,
    Origin, Outcome, Register, Rehearsal, RehearsalKind, Requirement, Risk, Scale, Settings,
    Stated, Status, TrackerLink,
};

use crate::create_registers::with_tracker;

/// The workbook of a register that one can be made of.
pub fn workbook_of(register: &Register, settings: &Settings) -> Vec<u8> {
    create(register, settings).unwrap_or_else(|error| panic!("{error}"))
}

/// A register without anything.
pub fn empty() -> Register {
    register(Scale::default(), Vec::new(), Vec::new())
}

/// A register of a scale and records, without a title.
pub fn register(scale: Scale, components: Vec<Component>, risks: Vec<Risk>) -> Register {
    Register::new("", scale, components, risks).expect("no entry is blank")
}

/// A register of one risk, which has a reference and what the caller states.
pub fn of_risk(state: impl FnOnce(&mut Risk)) -> Register {
    let mut risk = Risk::new("R1");
    state(&mut risk);
    register(Scale::default(), Vec::new(), vec![risk])
}

/// A register of one component, which has a name and what the caller states.
pub fn of_component(state: impl FnOnce(&mut Component)) -> Register {
    let mut component = Component::new("API");
    state(&mut component);
    register(Scale::default(), vec![component], Vec::new())
}

/// A scale whose words stand for other letters, read as values, or are seen nowhere.
pub fn odd_scale() -> Scale {
    let level = |label: &str, colour: [u8; 3], aliases: &[&str]| {
        let [red, green, blue] = colour;
        LevelDefinition::new(label)
            .with_aliases(aliases.iter().copied())
            .with_colour(Colour { red, green, blue })
    };
    let likelihood = [
        level("?", [0xD9, 0xE2, 0xEC], &["a"]),
        level("*", [0xC6, 0xE7, 0xC8], &["~", "~*"]),
        level("very low", [0x10, 0x20, 0x30], &["VL", "very, very low"]),
        level("1", [0xFF, 0xE6, 0x99], &[]),
        level("=1+1", [0xEF, 0x7D, 0x76], &["@b"]),
    ];
    let impact = [
        level("2", [0xFF, 0xFF, 0xFF], &["1"]),
        level("TRUE", [0, 0, 0], &["yes"]),
        level("ab", [0xC6, 0xE7, 0xC8], &[]),
        level(&"long ".repeat(60), [0xEF, 0x7D, 0x76], &["a?", "<&>"]),
    ];
    let rating = ["low?", "~ Medium", "3", "FALSE", "High & \"<higher>\""];
    let matrix: Vec<Vec<&str>> = (0..likelihood.len())
        .map(|row| {
            (0..impact.len())
                .map(|column| rating[(2 * row + column) % 5])
                .collect()
        })
        .collect();
    let levels = |definitions: Vec<LevelDefinition>| Levels::new(definitions);
    let likelihood = levels(likelihood.to_vec()).expect("the words differ");
    let impact = levels(impact.to_vec()).expect("the words differ");
    let rating = levels(rating.map(LevelDefinition::new).to_vec()).expect("the words differ");
    Scale::new("odd & own", likelihood, impact, rating, &matrix).expect("the matrix fits")
}

/// A register with something in every place that a workbook has, and its settings. Without control
/// characters, for which programs other than Excel have no form.
pub fn everything() -> (Register, Settings) {
    let components = vec![
        component(),
        Component::new("Orders API"),
        Component::new("=1+1"),
    ];
    let risks = vec![first_risk(), second_risk(), third_risk(), Risk::new("-")];
    let register = Register::new("Trips & \"tours\"", odd_scale(), components, risks);
    (register.expect("no entry is blank"), with_tracker())
}

fn component() -> Component {
    let mut component = Component::new("Orders API");
    component.kind = "service".into();
    component.owner = "Ada &\tBob".into();
    component.tier = "1".into();
    component.description = " Takes orders,\n  stores them ".into();
    component.restore = Some(Stated::parse("1d12h30m"));
    component.rto = Some(Stated::parse("4h"));
    component.rpo = Some(Stated::parse("about 2 hrs"));
    component.within = "eu-west-1".into();
    let mut assumed = Requirement::of("Mail; or not");
    assumed.origin = Origin::Assumed("compose.yaml".into());
    component.requires = Some(vec![
        Requirement::some_of(1, ["Redis A", "Redis B"]),
        Requirement::of("Email").soft(),
        assumed,
    ]);
    component.rehearsals = vec![rehearsal("1850-01-01")];
    component
        .extra
        .insert(Key::first("Region"), ExtraValue::Text("+49".into()));
    component
}

fn rehearsal(date: &str) -> Rehearsal {
    let date = date.parse().expect("there is such a day");
    Rehearsal::new(date, RehearsalKind::GameDay)
}

/// A rehearsal with something in every part.
fn whole_rehearsal() -> Rehearsal {
    let mut whole = rehearsal("2026-05-02");
    whole.outcome = Some(Outcome::Partly.into());
    whole.time_to_detect = Some(Stated::parse("4m"));
    whole.time_to_recover = Some(Stated::parse("1d12h30m"));
    whole.notes = " =1+1,\n  nobody had the <key> ".into();
    whole.link = Some(TrackerLink::new("https://trello.com/c/r?x=1&y=2"));
    whole
}

/// A rehearsal of which little is understood.
fn odd_rehearsal() -> Rehearsal {
    let mut odd = rehearsal("2026-05-02");
    odd.date = Stated::Unrecognised("in May".into());
    odd.kind = Stated::Unrecognised(String::new());
    odd.outcome = Some(Stated::Unrecognised("+1".into()));
    odd.link = Some(TrackerLink::new("a mail of Bob's"));
    odd
}

fn first_risk() -> Risk {
    let mut risk = Risk::new("R1");
    risk.component = "Orders API".into();
    risk.description = " Cold start, <b> & \"quotes\"\n  after idle ".into();
    risk.likelihood = Some("very-low".into());
    risk.impact = Some("AB".into());
    risk.observations = vec![
        Observation::implemented("Alarm pages us."),
        Observation::suggested("Graph für den 課 😀"),
        Observation::unknown("Log"),
        Observation::implemented("=1+1 _x0041_"),
    ];
    risk.mitigations = vec!["Retry\nwith backoff".into(), "- twice".into()];
    risk.runbook_actions = vec!["Page the owner".into()];
    risk.notes = "On, but manual".into();
    risk.tracker_links = ["https://trello.com/c/a", "OPS-12"]
        .map(TrackerLink::new)
        .to_vec();
    risk.status = Some(Status::InProgress.into());
    risk.owner = "Ada".into();
    risk.review_by = Date::new(2027, 3, 31).map(Stated::Known);
    risk.acceptance.by = "Bob".into();
    risk.acceptance.until = Date::new(1850, 1, 1).map(Stated::Known);
    risk.acceptance.reason = "Rare,\nand cheap".into();
    risk.finding = "dr-basics/rel9@Web shop".into();
    risk.rehearsals = vec![whole_rehearsal(), odd_rehearsal()];
    let moment = DateTime::new(2026, 2, 28, 16, 30, 0).expect("there is such a time");
    for (key, value) in [
        (Key::first("Team"), ExtraValue::Text("@Blue".into())),
        (Key::first("Cost (€)"), ExtraValue::Float(1234.5)),
        (Key::new("Team", 2), ExtraValue::Boolean(true)),
        (Key::first("2026"), ExtraValue::DateTime(moment)),
        (Key::first(""), ExtraValue::Error("#N/A".into())),
    ] {
        risk.extra.insert(key, value);
    }
    risk
}

fn second_risk() -> Risk {
    let mut risk = Risk::new("007");
    risk.description = "=HYPERLINK(\"https://a.example\")".into();
    risk.likelihood = Some("?".into());
    risk.impact = Some("1".into());
    risk.observations = vec![Observation::implemented("Alarm")];
    risk.mitigations = vec!["+1".into()];
    risk.tracker_links = vec![TrackerLink::new("https://trello.com/c/a")];
    risk.status = Some(Stated::Unrecognised("wontfix".into()));
    risk.review_by = Some(Stated::Unrecognised("Q1 2026".into()));
    risk.extra
        .insert(Key::first("2026"), ExtraValue::Integer(7));
    risk
}

fn third_risk() -> Risk {
    let mut risk = Risk::new("R1");
    risk.component = "=1+1".into();
    risk.likelihood = Some("~".into());
    risk.impact = Some("nothing of the scale".into());
    risk.observations = vec![Observation::suggested("-1")];
    risk.runbook_actions = vec!["\u{202e}trap".into(), "@".into()];
    risk.rehearsals = vec![rehearsal("2027-01-31")];
    risk
}
