use proptest::prelude::*;

use super::super::address::{http_url, is_plain_url};
use super::{Recognised, TrackerLink, Trackers, pattern, recognise};

/// Addresses of cards by the id that takes the place of `{}`, each of another tracker or kind.
const CARDS: [&str; 20] = [
    "https://trello.com/c/{}",
    "https://acme.atlassian.net/browse/OPS-{}",
    "https://jira.acme.com/browse/OPS-{}",
    "https://github.com/a/b/issues/{}",
    "https://github.com/a/b/discussions/{}",
    "https://gitlab.com/a/b/-/issues/{}",
    "https://gitlab.com/a/b/-/merge_requests/{}",
    "https://dev.azure.com/acme/p/_workitems/edit/{}",
    "https://globex.visualstudio.com/p/_workitems/edit/{}",
    "https://linear.app/acme/issue/OPS-{}/title",
    "https://app.asana.com/0/0/1{}",
    "https://app.shortcut.com/acme/story/{}",
    "https://acme.service-now.com/incident.do?number=INC{}",
    "https://acme.youtrack.cloud/issue/OPS-{}",
    "https://app.clickup.com/t/{}",
    "https://app.clickup.com/t/9/OPS-{}",
    "https://acme.monday.com/boards/1/pulses/{}",
    "https://bugzilla.acme.com/{}",
    "https://redmine.acme.com/issues/{}",
    "https://kanban.acme.com/card/{}",
];

/// Text that often is an address of one of the trackers, or nearly.
fn addresses() -> impl Strategy<Value = String> {
    let host = prop::sample::select(vec![
        "trello.com",
        "www.github.com",
        "GITLAB.com",
        "acme.atlassian.net",
        "dev.azure.com",
        "acme.visualstudio.com",
        "linear.app",
        "app.asana.com",
        "acme.service-now.com",
        "acme.youtrack.cloud",
        "app.clickup.com",
        "acme.monday.com",
        "notion.so",
        "bugzilla",
        "redmine:80",
        "www.www.acme..",
        "[::1]:443",
        "bücher.example",
    ]);
    let segment = prop_oneof![
        prop::sample::select(vec![
            "c",
            "-",
            "issues",
            "pull",
            "browse",
            "projects",
            "secure",
            "issue",
            "task",
            "0",
            "1",
            "f",
            "story",
            "t",
            "boards",
            "pulses",
            "_workitems",
            "edit",
            "redmine",
            "record",
            "target",
            "params",
            "nav_to.do",
            "incident.do",
            "show_bug.cgi",
            "OPS-12",
            "12",
            "..",
            "",
            "%2e",
            "0123456789abcdef0123456789abcdef",
            "incident.do%3Fnumber%3DINC1",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,4}",
    ];
    let query = prop_oneof![
        Just(String::new()),
        "[?#](id|p|uri|issue|workitem|selectedIssue|number|sys_id)=(OPS-)?[0-9%é]{0,3}",
        "\\PC{0,6}",
    ];
    let path = prop::collection::vec(segment, 0..6);
    ("(https?|HTTP)://", host, path, query)
        .prop_map(|(scheme, host, path, query)| format!("{scheme}{host}/{}{query}", path.join("/")))
}

fn own() -> Trackers {
    Trackers::new(vec![
        pattern(
            r#"{"name": "A", "prefixes": ["OPS"], "pattern": "acme.*/(?<key>.*)",
                "url": "https://b.example/{key}"}"#,
        ),
        pattern(r#"{"name": "B", "pattern": "b\\.example/(?<key>.*)", "url": "{key}"}"#),
    ])
    .expect("the patterns are valid")
}

fn card(template: &str, id: u32) -> Recognised {
    recognise(&template.replace("{}", &id.to_string()))
}

proptest! {
    #[test]
    fn no_text_is_too_strange(text in prop_oneof![any::<String>(), addresses(), "https?://\\PC*"]) {
        let link = TrackerLink::new(text.as_str());
        for trackers in [Trackers::default(), own()] {
            let found = trackers.recognise(&link);
            prop_assert!(found.tracker.is_none() || !found.canonical().is_empty());
            trackers.is_link(&text);
            trackers.links_in(&text);
            trackers.address(&link);
        }
    }

    #[test]
    fn what_is_seen_to_be_a_url_without_a_parser_is_one(
        text in prop_oneof![addresses(), "https://[a-z0-9.-]{0,20}[/?#@:A-Z]{0,2}\\PC{0,5}"]
    ) {
        prop_assert!(!is_plain_url(&text) || http_url(&text).is_some(), "{text}");
    }

    #[test]
    fn a_canonical_spelling_is_its_own(text in prop_oneof![any::<String>(), addresses()]) {
        let found = recognise(&text);
        let again = recognise(found.canonical());
        prop_assert_eq!(again.canonical(), found.canonical());
        prop_assert_eq!(again.tracker, found.tracker);
    }

    #[test]
    fn the_scheme_makes_no_difference(address in addresses()) {
        let (_, rest) = address.split_once("://").expect("an address has a scheme");
        let secure = recognise(&format!("https://{rest}"));
        let plain = recognise(&format!("http://{rest}"));
        // What is no URL is compared as a text, scheme included.
        if Trackers::default().address(&TrackerLink::new(address.as_str())).is_some() {
            prop_assert_eq!(secure, plain);
        }
    }

    #[test]
    fn two_cards_are_never_one(
        (a, x) in (0..CARDS.len(), 1_u32..50),
        (b, y) in (0..CARDS.len(), 1_u32..50),
    ) {
        let (one, other) = (card(CARDS[a], x), card(CARDS[b], y));
        prop_assert_eq!(one.canonical() == other.canonical(), (a, x) == (b, y));
    }

    #[test]
    fn links_in_prose_are_links_and_stand_in_order(
        prose in prop::collection::vec(prop_oneof!["\\PC{0,6}", addresses(), Just("OPS-1".to_owned())], 0..6)
    ) {
        let trackers = own();
        let prose = prose.join(" ");
        let mut rest = prose.as_str();
        for link in trackers.links_in(&prose) {
            prop_assert!(trackers.is_link(link.url()));
            let at = rest.find(link.url()).expect("a link is a part of the prose");
            rest = &rest[at + link.url().len()..];
        }
    }
}
