//! Registers of every sort, as strategies.

use proptest::collection::{btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::texts::{name, recognised, stated, text, words};
use crate::check::{Policy, Settings, Severities, Severity, Suppression, Thresholds, catalogue};
use crate::record::{Key, RiskField};
use crate::register::*;

const STATUSES: &[&str] = &["open", "in-progress", "accepted", "closed"];
const DATES: &[&str] = &["2027-03-31", "2028-02-29", "0001-01-01", "9999-12-31"];
const DURATIONS: &[&str] = &["0m", "30m", "4h", "2d", "1d12h30m"];
const LEVELS: &[&str] = &["Low", "Medium", "High", "high"];

fn observation() -> impl Strategy<Value = Observation> {
    let status = select(vec![
        ObservationStatus::Implemented,
        ObservationStatus::Suggested,
        ObservationStatus::Unknown,
    ]);
    (words(), status).prop_map(|(text, status)| Observation::new(text, status))
}

fn date_time() -> impl Strategy<Value = DateTime> {
    let year = prop_oneof![3 => 1900_i16..2100, 1 => -9999_i16..=9999];
    let time = prop_oneof![Just((0, 0, 0)), (0_i8..24, 0_i8..60, 0_i8..60)];
    (year, 1_i8..13, 1_i8..29, time, 0_i64..3000).prop_map(|(year, month, day, time, milli)| {
        let date = DateTime::new(year, month, day, time.0, time.1, time.2).unwrap();
        let later = format!("{date}").parse().unwrap_or(date);
        if milli % 3 == 0 && time.0 > 0 && year > 0 {
            let text = format!("{date}.{milli:04}");
            return text.parse().unwrap_or(later);
        }
        later
    })
}

fn extra_value() -> impl Strategy<Value = ExtraValue> {
    prop_oneof![
        text().prop_map(ExtraValue::Text),
        any::<i64>().prop_map(ExtraValue::Integer),
        any::<f64>().prop_filter_map("not finite", ExtraValue::number),
        (-1000_i32..1000).prop_filter_map("finite", |n| ExtraValue::number(f64::from(n) / 7.0)),
        any::<bool>().prop_map(ExtraValue::Boolean),
        date_time().prop_map(ExtraValue::DateTime),
        text().prop_map(ExtraValue::Error),
    ]
}

fn extra() -> impl Strategy<Value = Extra> {
    let header = prop_oneof![
        select(vec![
            "Date", "Score", "Date~2", "datetime", "error", "", "by", "a.b"
        ])
        .prop_map(str::to_owned),
        text().prop_map(|text| text.chars().take(200).collect()),
    ];
    let key = (header, 1_u32..4).prop_map(|(header, n)| Key::new(header, n));
    vec((key, extra_value()), 0..4).prop_map(|values| {
        let mut extra = Extra::default();
        for (key, value) in values {
            extra.insert(key, value);
        }
        extra
    })
}

/// A rehearsal with any fields.
fn rehearsal() -> impl Strategy<Value = Rehearsal> {
    let duration = || option::of(recognised(DURATIONS));
    let outcome = option::of(recognised(&["passed", "partly", "failed"]));
    let kind = recognised(&["tabletop", "game-day", "incident"]);
    let rest = (outcome, duration(), duration(), text(), option::of(words()));
    (recognised(DATES), kind, rest).prop_map(|(date, kind, rest)| Rehearsal {
        date,
        kind,
        outcome: rest.0,
        time_to_detect: rest.1,
        time_to_recover: rest.2,
        notes: rest.3,
        link: rest.4.map(TrackerLink::new),
    })
}

/// Any rehearsals; most records have none.
fn rehearsals() -> impl Strategy<Value = Vec<Rehearsal>> {
    prop_oneof![2 => Just(Vec::new()), 1 => vec(rehearsal(), 1..4)]
}

fn acceptance() -> impl Strategy<Value = Acceptance> {
    let until = option::of(recognised(DATES));
    let parts = (text(), until, text(), option::of(stated(LEVELS)));
    let acceptance = parts.prop_map(|(by, until, reason, rating)| Acceptance {
        by,
        until,
        reason,
        rating,
    });
    prop_oneof![Just(Acceptance::default()), acceptance]
}

/// A risk with any fields.
pub fn risk() -> impl Strategy<Value = Risk> {
    let what = (name(), name(), text());
    let levels = (
        option::of(stated(LEVELS)),
        option::of(stated(LEVELS)),
        option::of(recognised(STATUSES)),
    );
    let entries = || vec(words(), 0..4);
    let lists = (vec(observation(), 0..4), entries(), entries(), entries());
    let rest = (
        text(),
        text(),
        option::of(recognised(DATES)),
        (acceptance(), text(), text()),
        (rehearsals(), extra()),
    );
    (what, levels, lists, rest)
        .prop_map(|(what, levels, lists, rest)| Risk {
            unread: Vec::new(),
            reference: what.0,
            component: what.1,
            description: what.2,
            likelihood: levels.0,
            impact: levels.1,
            observations: lists.0,
            mitigations: lists.1.into_iter().map(Mitigation::from).collect(),
            runbook_actions: lists.2.into_iter().map(RunbookAction::from).collect(),
            notes: rest.0,
            tracker_links: lists.3.into_iter().map(TrackerLink::new).collect(),
            status: levels.2,
            owner: rest.1,
            review_by: rest.2,
            acceptance: rest.3.0,
            category: rest.3.1,
            finding: rest.3.2,
            rehearsals: rest.4.0,
            extra: rest.4.1,
        })
        // The parts of a risk are many: on the stack, a test would have no room for them.
        .boxed()
}

fn requirement() -> impl Strategy<Value = Requirement> {
    let origin = option::of(text());
    let group = (vec(name(), 0..4), 0_u32..4, any::<bool>(), origin);
    let group = group.prop_map(|(members, need, soft, source)| {
        let mut requirement = Requirement::some_of(need, members);
        requirement.origin = source.map_or(Origin::Declared, Origin::Assumed);
        if soft {
            requirement.soft()
        } else {
            requirement
        }
    });
    prop_oneof![name().prop_map(Requirement::of), group]
}

/// A component with any fields.
pub fn component() -> impl Strategy<Value = Component> {
    let texts = (name(), text(), text(), text(), text(), text());
    let duration = || option::of(recognised(DURATIONS));
    let requires = option::of(vec(requirement(), 0..4));
    let origin = (name(), name()).prop_map(|(source, id)| ComponentOrigin::new(source, id));
    let beyond = (rehearsals(), vec(origin, 0..3), extra());
    let rest = (duration(), duration(), duration(), requires, beyond);
    (texts, rest).prop_map(|(texts, rest)| Component {
        unread: Vec::new(),
        name: texts.0,
        kind: texts.1,
        owner: texts.2,
        tier: texts.3,
        description: texts.4,
        within: texts.5,
        restore: rest.0,
        rto: rest.1,
        rpo: rest.2,
        requires: rest.3,
        rehearsals: rest.4.0,
        origins: rest.4.1,
        extra: rest.4.2,
    })
}

fn levels(axis: &'static str) -> impl Strategy<Value = Levels> {
    let level = (text(), vec(text(), 0..2), any::<Option<[u8; 3]>>());
    vec(level, 1..4).prop_map(move |levels| {
        let definitions = levels
            .into_iter()
            .zip(1..)
            .map(|((label, aliases, colour), n)| {
                let aliases: Vec<String> = (aliases.iter().zip(1..))
                    .map(|(alias, m)| format!("{axis}{n}.{m} {alias}"))
                    .collect();
                let definition = LevelDefinition::new(format!("{axis}{n} {label}"))
                    .with_aliases(aliases.iter().map(String::as_str));
                match colour {
                    Some([r, g, b]) => definition.with_colour(Colour::new(r, g, b)),
                    None => definition,
                }
            });
        Levels::new(definitions).unwrap()
    })
}

fn scale() -> impl Strategy<Value = Scale> {
    let built_in = select(Scale::BUILT_IN.to_vec()).prop_map(|name| Scale::built_in(name).unwrap());
    let own = (
        text(),
        levels("l"),
        levels("i"),
        levels("r"),
        any::<usize>(),
    );
    let own = own.prop_map(|(name, likelihood, impact, rating, seed)| {
        let labels: Vec<String> = rating
            .iter()
            .map(|(_, level)| level.label.clone())
            .collect();
        let label = |at: usize| labels[(at + seed % 7) % labels.len()].clone();
        let row = |at| (0..impact.len()).map(|i| label(at + i)).collect();
        let matrix: Vec<Vec<String>> = (0..likelihood.len()).map(row).collect();
        Scale::new(name, likelihood, impact, rating, matrix).unwrap()
    });
    prop_oneof![2 => built_in, 1 => own]
}

fn tracker() -> impl Strategy<Value = TrackerPattern> {
    let pattern = option::of(select(vec!["^https://a/(?<key>[0-9]+)$", "\"'\\\\#"]));
    let prefixes = subsequence(vec!["OPS", "SRE_1"], 0..=2);
    (words(), pattern, prefixes, option::of(text())).prop_map(|(name, pattern, prefixes, url)| {
        let mut tracker = TrackerPattern::new(name);
        tracker.pattern = pattern.map(str::to_owned);
        tracker.prefixes = prefixes.into_iter().map(str::to_owned).collect();
        tracker.url = url.map(|url| format!("https://a/{{key}}{url}"));
        tracker
    })
}

fn thresholds() -> impl Strategy<Value = Thresholds> {
    let notice = option::of((1..90_u64).prop_map(|hours| Duration::from_minutes(60 * hours)));
    // What is no rating of the scale is a finding.
    notice.prop_map(|acceptance_notice| Thresholds {
        acceptance_notice,
        owner_from: None,
    })
}

fn policies() -> impl Strategy<Value = Vec<Policy>> {
    let name = select(vec!["reviewed", "high-has-owner", "x1"]);
    let policy = (name, text(), words(), any::<bool>(), text());
    let policy = policy.prop_map(|(name, when, require, is_error, message)| {
        // One that is blank is a finding, unless it is not there.
        let when = if when.trim().is_empty() {
            String::new()
        } else {
            when
        };
        let mut policy = Policy::new(name, when, require);
        policy.severity = [Severity::Warning, Severity::Error][usize::from(is_error)];
        policy.message = message;
        policy
    });
    vec(policy, 0..3)
}

fn suppressions() -> impl Strategy<Value = Vec<Suppression>> {
    // What is no date has no schema.
    let until = option::of(select(DATES.to_vec()).prop_map(Stated::parse));
    let suppression = (words(), words(), text(), until);
    let suppression = suppression.prop_map(|(code, record, reason, until)| Suppression {
        code,
        record,
        reason,
        until,
    });
    vec(suppression, 0..3)
}

/// Any settings.
pub fn settings() -> impl Strategy<Value = Settings> {
    let severity = select(vec![
        Severity::Off,
        Severity::Note,
        Severity::Warning,
        Severity::Error,
    ]);
    let codes = catalogue().map(|rule| rule.code().to_owned());
    let code = select(
        codes
            .chain(["x-acme/has-owner".to_owned()])
            .collect::<Vec<_>>(),
    );
    let columned: Vec<RiskField> = (RiskField::ALL.iter().copied())
        .filter(|field| field.has_column())
        .collect();
    let columns = vec((select(columned.clone()), words()), 0..3);
    let trackers = vec(tracker(), 0..3);
    let sheet = option::of(words());
    let fill_down = btree_set(select(columned), 0..3);
    let all = (
        vec((code, severity), 0..3),
        trackers,
        columns,
        sheet,
        fill_down,
        (thresholds(), policies(), suppressions()),
    );
    all.prop_map(|(codes, trackers, columns, sheet, fill_down, own)| {
        let mut severities = Severities::default();
        for (code, severity) in codes {
            severities.set(&code, severity).unwrap();
        }
        Settings {
            severities,
            thresholds: own.0,
            policies: own.1,
            suppressions: own.2,
            trackers: Trackers::new(trackers).unwrap(),
            columns: columns.into_iter().collect(),
            sheet,
            fill_down,
        }
    })
    .boxed()
}

/// Any register.
pub fn register() -> impl Strategy<Value = Register> {
    (text(), scale(), vec(component(), 0..4), vec(risk(), 0..6)).prop_map(
        |(title, scale, components, risks)| Register::new(title, scale, components, risks).unwrap(),
    )
}

/// The register without what nobody would recognise, as only the recognised has a schema.
pub fn recognised_only(register: Register) -> Register {
    let (title, scale, mut components, mut risks) = register.into_parts();
    for risk in &mut risks {
        risk.status.take_if(|stated| stated.known().is_none());
        risk.review_by.take_if(|stated| stated.known().is_none());
        risk.acceptance
            .until
            .take_if(|stated| stated.known().is_none());
        recognised_rehearsals(&mut risk.rehearsals);
    }
    for component in &mut components {
        component.restore.take_if(|stated| stated.known().is_none());
        component.rto.take_if(|stated| stated.known().is_none());
        component.rpo.take_if(|stated| stated.known().is_none());
        recognised_rehearsals(&mut component.rehearsals);
    }
    Register::new(title, scale, components, risks).unwrap()
}

fn recognised_rehearsals(rehearsals: &mut Vec<Rehearsal>) {
    let is_known = |one: &Rehearsal| one.day().is_some() && one.kind.known().is_some();
    rehearsals.retain(is_known);
    for rehearsal in rehearsals {
        rehearsal.outcome.take_if(|stated| stated.known().is_none());
        let times = [
            &mut rehearsal.time_to_detect,
            &mut rehearsal.time_to_recover,
        ];
        for time in times {
            time.take_if(|stated| stated.known().is_none());
        }
    }
}
