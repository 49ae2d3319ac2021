use std::error::Error;

use super::super::TrackerPatternError;
use super::{Recognised, TrackerLink, TrackerPattern, Trackers, pattern};

const KANBAN: &str = r#"{
    "name": "Kanban",
    "pattern": "^https://kanban\\.acme\\.com/(?:card|c)/(?<key>[A-Z]+-[0-9]+)",
    "prefixes": ["OPS", "dev_2"]
}"#;

fn own(json: &[&str]) -> Trackers {
    let patterns = json.iter().map(|json| pattern(json)).collect();
    Trackers::new(patterns).expect("the patterns are valid")
}

fn recognise(trackers: &Trackers, text: &str) -> Recognised {
    trackers.recognise(&TrackerLink::new(text))
}

fn error(json: &str) -> TrackerPatternError {
    Trackers::new(vec![TrackerPattern::new("Fine"), pattern(json)])
        .expect_err("the pattern is not valid")
}

#[test]
fn a_bare_key_and_the_url_of_one_own_tracker_are_one_card() {
    let trackers = own(&[KANBAN]);
    let bare = recognise(&trackers, "OPS-12");
    assert_eq!(bare.tracker.as_deref(), Some("Kanban"));
    assert_eq!(bare.key.as_deref(), Some("OPS-12"));
    for url in [
        "https://kanban.acme.com/card/OPS-12",
        "https://kanban.acme.com/c/OPS-12/?view=wide",
        " HTTPS://Kanban.Acme.com/card/OPS-12",
    ] {
        assert_eq!(recognise(&trackers, url), bare, "{url}");
    }
    let other = recognise(&trackers, "https://kanban.acme.com/card/OPS-13");
    assert_ne!(other.canonical(), bare.canonical());
}

#[test]
fn the_prefix_of_a_bare_key_is_exact() {
    let trackers = own(&[KANBAN]);
    for token in ["OPS-12", "dev_2-1"] {
        assert!(trackers.is_link(token), "{token}");
    }
    for token in [
        "ops-12", "OP-12", "OPSX-12", "OPS-", "OPS-12a", "OPS-1-2", "-12", "OPS12",
    ] {
        assert!(!trackers.is_link(token), "{token}");
        assert_eq!(recognise(&trackers, token).canonical(), token);
    }
}

#[test]
fn a_template_makes_a_bare_key_the_card_of_a_well_known_tracker() {
    let trackers = own(&[r#"{
        "name": "Ops board",
        "prefixes": ["OPS"],
        "url": "https://jira.acme.com/browse/{key}"
    }"#]);
    let bare = recognise(&trackers, "OPS-12");
    let url = recognise(
        &trackers,
        "https://jira.acme.com/secure/RapidBoard.jspa?selectedIssue=OPS-12",
    );
    assert_eq!(bare.canonical(), url.canonical());
    assert_eq!(bare.tracker.as_deref(), Some("Ops board"));
    assert_eq!(url.tracker.as_deref(), Some("Jira"));
}

#[test]
fn a_bare_key_is_the_card_whose_key_the_pattern_finds_in_its_address() {
    let trackers = own(&[r#"{
        "name": "Kanban",
        "pattern": "^https://kanban\\.acme\\.com/card/(?:OPS-)?(?<key>[0-9]+)",
        "prefixes": ["OPS"],
        "url": "https://kanban.acme.com/card/{key}"
    }"#]);
    let bare = recognise(&trackers, "OPS-12");
    let url = recognise(&trackers, "https://kanban.acme.com/card/12/title");
    assert_eq!(bare.canonical(), url.canonical());
    assert_eq!(bare.key.as_deref(), Some("OPS-12"));
    assert_eq!(url.key.as_deref(), Some("12"));
    assert_ne!(recognise(&trackers, "OPS-13").canonical(), url.canonical());
}

#[test]
fn a_template_makes_one_card_of_key_and_url_though_only_the_url_is_recognised() {
    let trackers = own(&[r#"{
        "name": "Old Jira",
        "pattern": "^https://old-jira\\.acme\\.com/browse/(?<key>[A-Z]+-[0-9]+)",
        "prefixes": ["OPS"],
        "url": "https://acme.atlassian.net/browse/{key}"
    }"#]);
    let spellings = [
        "OPS-12",
        "https://old-jira.acme.com/browse/OPS-12",
        "https://acme.atlassian.net/browse/OPS-12",
    ];
    for spelling in spellings {
        let found = recognise(&trackers, spelling);
        assert_eq!(
            found.canonical(),
            "https://acme.atlassian.net/browse/OPS-12",
            "{spelling}"
        );
    }
}

#[test]
fn an_unknown_address_of_a_template_still_makes_one_card() {
    let trackers = own(&[r#"{"name": "K", "prefixes": ["K"], "url": "http://k.acme.com/{key}/"}"#]);
    let bare = recognise(&trackers, "K-1");
    let url = recognise(&trackers, "https://k.acme.com/K-1");
    assert_eq!(bare.canonical(), url.canonical());
    assert_eq!(url.tracker, None);
}

#[test]
fn own_trackers_come_before_the_well_known_ones_and_in_order() {
    let trackers = own(&[
        r#"{"name": "Board of Jo", "pattern": "trello\\.com/c/Jo"}"#,
        r#"{"name": "Boards", "pattern": "trello\\.com/c/(?<key>\\w+)"}"#,
    ]);
    let first = recognise(&trackers, "https://trello.com/c/JoAb12/9-title");
    assert_eq!(first.tracker.as_deref(), Some("Board of Jo"));
    let second = recognise(&trackers, "https://trello.com/c/Ab12");
    assert_eq!(second.tracker.as_deref(), Some("Boards"));
    assert_eq!(second.key.as_deref(), Some("Ab12"));
}

#[test]
fn a_pattern_without_a_key_names_the_tracker_only() {
    let trackers = own(&[r#"{"name": "Ops", "pattern": "^https?://jira\\.acme\\.com/"}"#]);
    let known = recognise(&trackers, "https://jira.acme.com/browse/OPS-12?x");
    assert_eq!(known.tracker.as_deref(), Some("Ops"));
    assert_eq!(known.key.as_deref(), Some("OPS-12"));
    assert_eq!(
        known.canonical(),
        super::recognise("https://jira.acme.com/browse/OPS-12").canonical()
    );
    let unknown = recognise(&trackers, "https://jira.acme.com/other");
    assert_eq!(
        (unknown.tracker.as_deref(), unknown.key),
        (Some("Ops"), None)
    );
}

#[test]
fn the_names_of_own_trackers_keep_their_keys_apart() {
    let trackers = own(&[
        r#"{"name": "A", "prefixes": ["X"]}"#,
        r#"{"name": "B", "prefixes": ["Y"], "pattern": "b\\.acme\\.com/(?<key>.+)"}"#,
    ]);
    let a = recognise(&trackers, "X-1");
    let b = recognise(&trackers, "https://b.acme.com/X-1");
    assert_ne!(a.canonical(), b.canonical());
    let text = recognise(&trackers, a.canonical());
    assert_ne!(
        text.canonical(),
        a.canonical(),
        "a text is never a key of a tracker"
    );
}

#[test]
fn a_template_gives_a_bare_key_an_address() {
    let trackers = own(&[
        r#"{"name": "K", "prefixes": ["K"], "url": "https://k.acme.com/{key}?k={key}"}"#,
        r#"{"name": "L", "prefixes": ["L"], "url": "javascript:{key}"}"#,
        r#"{"name": "M", "prefixes": ["M"]}"#,
    ]);
    let address = |text: &str| {
        let link = TrackerLink::new(text);
        trackers.address(&link).map(std::borrow::Cow::into_owned)
    };
    assert_eq!(
        address(" K-1").as_deref(),
        Some("https://k.acme.com/K-1?k=K-1")
    );
    assert_eq!(
        address("http://Acme.com/ ").as_deref(),
        Some("http://Acme.com/")
    );
    for text in ["L-1", "M-1", "N-1", "javascript:alert(1)", "some text"] {
        assert_eq!(address(text), None, "{text}");
    }
}

#[test]
fn a_tracker_without_a_name_is_an_error_at_its_position() {
    let error = error(r#"{"name": " "}"#);
    assert!(matches!(
        error,
        TrackerPatternError::EmptyName { position: 2 }
    ));
    assert_eq!(error.to_string(), "tracker 2 has no name");
}

#[test]
fn a_pattern_that_is_no_regular_expression_is_an_error_with_its_source() {
    let error = error(r#"{"name": "Ops", "pattern": "(unclosed"}"#);
    assert_eq!(
        error.to_string(),
        "cannot read the pattern of tracker `Ops`"
    );
    let source = error.source().expect("the source is kept");
    assert!(source.to_string().contains("unclosed group"), "{source}");
}

#[test]
fn a_prefix_that_no_key_could_have_is_an_error() {
    for prefix in ["", "1A", "OPS-", "_A", "Ö", "A B"] {
        let error = error(&format!(
            r#"{{"name": "Ops", "prefixes": ["OK", "{prefix}"]}}"#
        ));
        assert!(
            matches!(&error, TrackerPatternError::InvalidPrefix { name, prefix: found }
                if name == "Ops" && found == prefix),
            "{error}"
        );
    }
}

#[test]
fn a_template_without_a_place_for_the_key_is_an_error() {
    let error = error(r#"{"name": "Ops", "url": "https://acme.com/{id}"}"#);
    assert_eq!(
        error.to_string(),
        "tracker `Ops` has the url `https://acme.com/{id}`, which has no `{key}`"
    );
}

#[test]
fn a_pattern_is_stored_without_what_it_does_not_state() {
    let stated = r#"{"name":"Ops","prefixes":["OPS"]}"#;
    let stored = serde_json::to_string(&pattern(stated)).expect("a pattern can be stored");
    assert_eq!(stored, stated);
    assert!(serde_json::from_str::<TrackerPattern>(r#"{"name":"Ops","patern":"x"}"#).is_err());
    assert_eq!(own(&[stated]).patterns(), [pattern(stated)]);
}
