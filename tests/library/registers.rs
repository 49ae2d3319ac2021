//! Registers of every sort that a workbook can have, as strategies.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use risk_core::{
    Component, DateTime, ExtraValue, Key, Mitigation, Observation, ObservationStatus, Register,
    Requirement, Risk, RunbookAction, Scale, Stated, TrackerLink,
};

/// Headers of columns that the model does not know; the last column has none.
pub const EXTRA: [&str; 5] = ["Team", "Cost (€)", "Team", "2026", ""];

/// Pieces of text that formats and layouts trip over.
const PIECES: [&str; 34] = [
    "Alarm", "a", "7", "É", "課", "😀", "\u{301}", " ", "  ", "-", "*", "•", "- ", "1.", "1) ",
    "(?)", ":", "Card:", "&", "<b>", "\"", "'", "_x0041_", "_x005F_", "_", "=1+1", "@", "\t",
    "\u{a0}", "\u{200b}", "]]>", "&amp;", "\\", ",",
];

fn line() -> impl Strategy<Value = String> {
    vec(select(&PIECES[..]), 1..6).prop_map(|pieces| pieces.concat())
}

/// A line without outer white space, with something in it.
fn entry_line() -> impl Strategy<Value = String> {
    let trimmed = line().prop_map(|line| line.trim().to_owned());
    trimmed.prop_filter("it says something", |line| {
        !line.is_empty() && !line.starts_with("(?) ")
    })
}

fn entry() -> impl Strategy<Value = String> {
    vec(entry_line(), 1..4).prop_map(|lines| lines.join("\n"))
}

/// Text whose outer white space is content.
fn prose() -> impl Strategy<Value = String> {
    let line = prop_oneof![4 => line(), 1 => select(&["", "\r", "\u{1}", "\u{b}x"][..]).prop_map(str::to_owned)];
    vec(line, 0..4).prop_map(|lines| lines.join("\n"))
}

/// Text whose outer white space is layout, or none.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), entry()]
}

fn stated<T: Clone + std::fmt::Debug + std::str::FromStr + 'static>(
    known: &[&'static str],
) -> impl Strategy<Value = Option<Stated<T>>> + use<T> {
    let known = select(known.to_vec()).prop_map(str::to_owned);
    let text = prop_oneof![3 => known, 1 => entry()];
    option::of(text.prop_map(|text| Stated::parse(&text)))
}

fn observation() -> impl Strategy<Value = Observation> {
    let status = select(
        &[
            ObservationStatus::Implemented,
            ObservationStatus::Suggested,
            ObservationStatus::Unknown,
        ][..],
    );
    (entry_line(), status).prop_map(|(text, status)| Observation::new(text, status))
}

fn link() -> impl Strategy<Value = TrackerLink> {
    "https://[a-z]{1,5}\\.example/[a-zA-Z0-9/?=&;,#%-]{0,12}".prop_map(TrackerLink::new)
}

fn extra_value() -> impl Strategy<Value = ExtraValue> {
    let date = (
        1901_i16..9999,
        1_i8..=12,
        1_i8..=28,
        0_i8..24,
        0_i8..60,
        0_i8..60,
    )
        .prop_map(|(year, month, day, hour, minute, second)| {
            DateTime::new(year, month, day, hour, minute, second).expect("there is such a time")
        });
    let number = any::<f64>().prop_filter_map("a cell has it", ExtraValue::number);
    prop_oneof![
        prose()
            .prop_filter("it is not blank", |text| !text.trim().is_empty())
            .prop_map(ExtraValue::Text),
        any::<i32>().prop_map(|number| ExtraValue::Integer(number.into())),
        number,
        any::<bool>().prop_map(ExtraValue::Boolean),
        date.prop_map(ExtraValue::DateTime),
    ]
}

fn extras() -> impl Strategy<Value = Vec<(Key, ExtraValue)>> {
    vec(option::of(extra_value()), EXTRA.len()).prop_map(|values| {
        let keys = EXTRA.iter().enumerate().map(|(column, header)| {
            let before = EXTRA[..column].iter().filter(|known| known == &header);
            Key::new(
                *header,
                u32::try_from(before.count()).expect("few columns") + 1,
            )
        });
        let pairs = keys
            .zip(values)
            .filter_map(|(key, value)| Some((key, value?)));
        pairs.collect()
    })
}

fn risk() -> impl Strategy<Value = Risk> {
    let texts = (entry(), word(), prose(), prose(), word(), word(), prose());
    let levels = (
        option::of(entry()),
        option::of(select(&["Low", "high", "Hgih"][..])),
    );
    let lists = (
        vec(observation(), 0..5),
        vec(entry(), 0..4),
        vec(entry(), 0..4),
        vec(link(), 0..4),
    );
    let days = || stated(&["2027-03-31", "1999-01-01", "Q1 2026"]);
    let status = stated(&["open", "In progress", "closed"]);
    let finding = select(&["", "", "dr-basics/rel9@Web shop", "lens/sec1@a@b"][..]);
    let stated = (status, days(), days(), finding);
    (texts, levels, lists, stated, extras()).prop_map(|(texts, levels, lists, stated, extras)| {
        let mut risk = Risk::new(texts.0);
        risk.component = texts.1;
        risk.description = texts.2;
        risk.notes = texts.3;
        risk.owner = texts.4;
        risk.acceptance.by = texts.5;
        risk.acceptance.reason = texts.6;
        risk.likelihood = levels.0;
        risk.impact = levels.1.map(str::to_owned);
        risk.observations = lists.0;
        risk.mitigations = lists.1.into_iter().map(Mitigation::from).collect();
        risk.runbook_actions = lists.2.into_iter().map(RunbookAction::from).collect();
        risk.tracker_links = lists.3;
        risk.status = stated.0;
        risk.review_by = stated.1;
        risk.acceptance.until = stated.2;
        risk.finding = stated.3.to_owned();
        for (key, value) in extras {
            risk.extra.insert(key, value);
        }
        risk
    })
}

fn requirement() -> impl Strategy<Value = Requirement> {
    let members = vec(line().prop_map(|name| name.trim().to_owned()), 1..4);
    let members = members.prop_filter("a name says something", |members| {
        members.iter().all(|member| !member.is_empty())
    });
    (members, 0_u32..5, any::<bool>()).prop_map(|(members, need, is_soft)| {
        let requirement = Requirement::some_of(need, members);
        if is_soft {
            requirement.soft()
        } else {
            requirement
        }
    })
}

fn component() -> impl Strategy<Value = Component> {
    let texts = (entry(), word(), word(), word(), prose(), word());
    let length = || stated(&["30m", "4h", "2d", "2 hrs"]);
    let requires = option::of(vec(requirement(), 0..3));
    (texts, (length(), length(), length()), requires).prop_map(|(texts, lengths, requires)| {
        let mut component = Component::new(texts.0);
        component.kind = texts.1;
        component.owner = texts.2;
        component.tier = texts.3;
        component.description = texts.4;
        component.within = texts.5;
        (component.restore, component.rto, component.rpo) = lengths;
        component.requires = requires;
        component
    })
}

/// Registers that a workbook can have.
pub fn register() -> impl Strategy<Value = Register> {
    (line(), vec(component(), 0..4), vec(risk(), 0..6)).prop_map(|(title, components, risks)| {
        Register::new(title, Scale::default(), components, risks).expect("no entry is blank")
    })
}
