//! How much a cell and a sheet hold, to the last character and the last link.

use risk_core::workbook::create;
use risk_core::{
    Component, Error, ExtraValue, Key, LevelDefinition, Levels, Observation, Remedy, Risk, Scale,
    Settings, TrackerLink,
};

use crate::create_examples::{of_component, of_risk, register, workbook_of};
use crate::create_mending::named;
use crate::create_package::Package;
use crate::create_refusals::refused;
use crate::create_trips::read_back;

/// The most UTF-16 units that a cell holds.
const MOST: usize = 32_767;

/// A text of so many UTF-16 units, in which some characters have two of them.
fn text(units: usize) -> String {
    let odd = if units.is_multiple_of(2) { "" } else { "a" };
    format!("{odd}{}", "😀".repeat(units / 2))
}

/// A field of a risk, and what states a text in it.
type State = (&'static str, fn(&mut Risk, String));

#[test]
fn a_text_as_long_as_a_cell_holds_comes_back_and_a_longer_one_is_named() {
    let cases: [State; 12] = [
        ("component", |risk, text| risk.component = text),
        ("description", |risk, text| risk.description = text),
        ("likelihood", |risk, text| risk.likelihood = Some(text)),
        ("observations[1]", |risk, text| {
            risk.observations = vec![Observation::implemented(text)];
        }),
        ("observations[1]", |risk, text| {
            risk.observations = vec![Observation::suggested(text)];
        }),
        ("mitigations[1]", |risk, text| {
            risk.mitigations = vec![text.into()];
        }),
        ("runbook_actions[1]", |risk, text| {
            risk.runbook_actions = vec![text.into()];
        }),
        ("notes", |risk, text| risk.notes = text),
        ("status", |risk, text| {
            risk.status = Some(risk_core::Stated::Unrecognised(text));
        }),
        ("owner", |risk, text| risk.owner = text),
        ("acceptance.reason", |risk, text| {
            risk.acceptance.reason = text;
        }),
        ("extra.Team", |risk, text| {
            risk.extra
                .insert(Key::first("Team"), ExtraValue::Text(text));
        }),
    ];
    for (field, state) in cases {
        let fits = of_risk(|risk| state(risk, text(MOST)));
        let back = read_back(
            &workbook_of(&fits, &Settings::default()),
            &Settings::default(),
        );
        assert!(back.register == fits, "{field}");
        let (record, named) = refused(&of_risk(|risk| state(risk, text(MOST + 1))));
        assert_eq!((record.as_str(), named.as_str()), ("R1", field));
    }
}

#[test]
fn a_name_too_long_is_named() {
    let mut long = Risk::new(text(MOST + 1));
    long.owner = "Ada".into();
    let register = register(Scale::default(), vec![Component::new("a")], vec![long]);
    assert_eq!(refused(&register).1, "reference");
    let register = of_component(|component| component.within = text(MOST + 1));
    assert_eq!(
        refused(&register),
        ("component API".to_owned(), "within".to_owned())
    );
}

#[test]
fn entries_too_long_for_one_cell_are_named_together() {
    let cases: [State; 4] = [
        ("observations", |risk, half| {
            risk.observations = [half.clone(), half].map(Observation::suggested).to_vec();
        }),
        ("mitigations", |risk, half| {
            risk.mitigations = [half.clone(), half].map(Into::into).to_vec();
        }),
        ("runbook_actions", |risk, half| {
            risk.runbook_actions = [half.clone(), half].map(Into::into).to_vec();
        }),
        ("notes", |risk, half| {
            risk.notes = half;
            let link = TrackerLink::new(format!("https://a.example/{}", "a".repeat(MOST / 2)));
            risk.tracker_links = vec![link];
        }),
    ];
    for (field, state) in cases {
        assert_eq!(
            refused(&of_risk(|risk| state(risk, text(MOST / 2)))),
            ("R1".to_owned(), field.to_owned())
        );
    }
}

/// The writer counts what tells the bold parts, so that the last few characters of what a cell can
/// have are not to be had beside bold ones.
#[test]
fn a_text_that_is_too_long_with_what_tells_its_bold_parts_is_named() {
    let bold = of_risk(|risk| {
        let long = Observation::implemented("a".repeat(MOST - 10));
        risk.observations = vec![long, Observation::suggested("b")];
    });
    assert_eq!(refused(&bold).1, "observations");
    let markup = of_risk(|risk| risk.description = format!("<r>{}</r>", "a".repeat(MOST - 7)));
    assert_eq!(refused(&markup).1, "description");
}

#[test]
fn a_word_of_the_scale_too_long_is_named() {
    let levels = |label: &str| Levels::new([LevelDefinition::new(label)]).expect("it is no blank");
    let long = text(MOST + 1);
    for (name, label) in [(long.as_str(), "a"), ("own", long.as_str())] {
        let scale = Scale::new(name, levels("a"), levels(label), levels("a"), [["a"]]);
        let register = register(scale.expect("the matrix fits"), Vec::new(), Vec::new());
        assert_eq!(
            refused(&register),
            ("register".to_owned(), "scale".to_owned())
        );
    }
}

#[test]
fn more_columns_than_a_sheet_has_are_over_a_limit() {
    let register = of_risk(|risk| {
        risk.extra
            .insert(Key::new("Date", u32::MAX), ExtraValue::Boolean(true));
    });
    let error = create(&register, &Settings::default()).expect_err("no sheet has such a column");
    assert!(
        matches!(error, Error::Limit { limit: 16_384, .. }),
        "{error:?}"
    );
}

#[test]
fn a_header_too_long_is_named_with_its_risk() {
    let header = text(MOST + 1);
    let register = of_risk(|risk| {
        risk.extra
            .insert(Key::first(header.as_str()), ExtraValue::Boolean(true));
    });
    assert_eq!(
        refused(&register),
        ("R1".to_owned(), format!("extra.{header}"))
    );
}

#[test]
fn links_beyond_those_that_a_sheet_may_have_stay_text() {
    const MOST_LINKS: usize = 65_530;
    let risks = (1..=MOST_LINKS + 3).map(|number| {
        let mut risk = Risk::new(format!("R{number}"));
        risk.tracker_links = vec![TrackerLink::new(format!("https://trello.com/c/{number}"))];
        risk
    });
    let register = register(Scale::default(), Vec::new(), risks.collect());
    let workbook = workbook_of(&register, &Settings::default());
    let package = Package::open(&workbook);
    let sheet = package.text("xl/worksheets/sheet1.xml");
    assert_eq!(sheet.matches("<hyperlink ").count(), MOST_LINKS);
    assert!(read_back(&workbook, &Settings::default()).register == register);
}

#[test]
fn an_address_longer_than_a_link_may_be_stays_text() {
    for (length, links) in [(2_080, 1), (2_081, 0)] {
        let base = "https://trello.com/c/";
        let address = format!("{base}{}", "a".repeat(length - base.len()));
        let register = of_risk(|risk| risk.tracker_links = vec![TrackerLink::new(address)]);
        let workbook = workbook_of(&register, &Settings::default());
        assert_eq!(
            Package::open(&workbook).sheet(1).all("hyperlink").len(),
            links
        );
        assert_eq!(
            read_back(&workbook, &Settings::default()).register,
            register
        );
    }
}

#[test]
fn the_error_of_a_refusal_says_what_to_do() {
    let register = of_risk(|risk| risk.owner = "Ada ".into());
    let error = create(&register, &Settings::default()).expect_err("it would not come back");
    assert_eq!(named(&error).1, "owner");
    let text = "a workbook cannot hold R1 owner: it begins or ends with white space, which in a \
                cell is layout";
    assert_eq!(error.to_string(), text);
    assert_eq!(error.remedy(), Some(Remedy::ChangeText));
}
