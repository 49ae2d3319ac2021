use super::{TrackerLink, Trackers, assert_different, recognise};

#[test]
fn an_unknown_tracker_keeps_everything_that_may_matter() {
    let same = [
        "https://kanban.acme.com/card/12?tab=A&x=%2f#c1",
        "http://kanban.acme.com/card/12?tab=A&x=%2f#c1",
        "https://www.kanban.acme.com/card/12/?tab=A&x=%2f#c1",
        "HTTPS://KANBAN.acme.com:443/card/12?tab=A&x=%2f#c1",
        "http://kanban.acme.com:80/card/12?tab=A&x=%2f#c1",
        "https://jo:secret@kanban.acme.com./card/12?tab=A&x=%2f#c1",
    ];
    for url in same {
        let found = recognise(url);
        assert_eq!(found.canonical(), same[0], "{url}");
        assert_eq!((found.tracker, found.key), (None, None), "{url}");
    }
    assert_different(&[
        "https://kanban.acme.com/card/12",
        "https://kanban.acme.com/Card/12",
        "https://kanban.acme.com/card/12?tab=A",
        "https://kanban.acme.com/card/12?tab=a",
        "https://kanban.acme.com/card/12#c1",
        "https://kanban.acme.com/#/card/12",
        "https://kanban.acme.com/#/card/13",
        "https://kanban.acme.com:8443/card/12",
    ]);
}

#[test]
fn an_empty_path_query_or_fragment_makes_no_difference() {
    for url in [
        "https://acme.com",
        "https://acme.com/",
        "http://acme.com//?#",
    ] {
        assert_eq!(recognise(url).canonical(), "https://acme.com", "{url}");
    }
}

#[test]
fn www_is_left_off_only_where_a_domain_remains() {
    assert_eq!(
        recognise("https://www.com/1").canonical(),
        "https://www.com/1"
    );
    assert_eq!(
        recognise("https://www.acme.com/1").canonical(),
        "https://acme.com/1"
    );
}

#[test]
fn text_that_is_no_url_is_its_own_card() {
    for text in [
        "OPS-12",
        "the card on the wall",
        "trello.com/c/AbC12xYz",
        "https://",
        "https:trello.com/c/AbC12xYz",
        "https:///trello.com/c/AbC12xYz",
        "https://trello.com/c/AbC1\n2xYz",
        "https://exa mple.com/",
        "mailto:jo@example.com",
        "ftp://example.com/12",
        "",
    ] {
        let found = recognise(&format!(" {text}\t"));
        assert_eq!(found.canonical(), text);
        assert_eq!((found.tracker, found.key), (None, None), "{text}");
    }
}

#[test]
fn a_token_is_a_link_when_it_has_a_host() {
    let trackers = Trackers::default();
    for token in [
        "https://acme.com",
        "HTTP://jira/browse/OPS-1",
        "https://[::1]:8080/12",
        "https://trello.com/c/AbC12xYz",
    ] {
        assert!(trackers.is_link(token), "{token}");
    }
    for token in [
        "https://",
        "https:///card",
        "https://?x",
        "https:acme.com",
        "ftp://acme.com/12",
        "acme.com",
        "OPS-12",
        "https://acme.com/a b",
        " https://acme.com",
        "",
    ] {
        assert!(!trackers.is_link(token), "{token}");
    }
}

#[test]
fn a_link_is_stored_as_it_was_stated() {
    let stated = " https://Trello.com/c/AbC12xYz/ ";
    let link = TrackerLink::new(stated);
    let json = serde_json::to_string(&link).expect("a link can be stored");
    assert_eq!(json, format!("{stated:?}"));
    let read: TrackerLink = serde_json::from_str(&json).expect("a link can be read");
    assert_eq!(read.url(), stated);
}
