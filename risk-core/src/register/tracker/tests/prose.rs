use super::{Trackers, pattern};

fn links_in(prose: &str) -> Vec<String> {
    let own = pattern(r#"{"name": "Ops", "prefixes": ["OPS"]}"#);
    let trackers = Trackers::new(vec![own]).expect("the pattern is valid");
    let links = trackers.links_in(prose);
    links.iter().map(|link| link.url().to_owned()).collect()
}

#[test]
fn a_link_ends_before_the_punctuation_of_the_sentence() {
    let link = "https://acme.com/c/12";
    for prose in [
        "see https://acme.com/c/12.",
        "https://acme.com/c/12, then",
        "Is it https://acme.com/c/12?",
        "(https://acme.com/c/12)",
        "(see https://acme.com/c/12).",
        "<https://acme.com/c/12>",
        "<https://acme.com/c/12|the card>",
        "\"https://acme.com/c/12\", he said",
        "“https://acme.com/c/12”",
        "'https://acme.com/c/12'!",
        "[the card](https://acme.com/c/12)",
        "**https://acme.com/c/12**",
        "_https://acme.com/c/12_",
        "`https://acme.com/c/12`",
        "card:https://acme.com/c/12…".trim_end_matches('…'),
        "カードhttps://acme.com/c/12。次",
        "https://acme.com/c/12\u{a0}and more",
        "https:// and https://acme.com/c/12",
        "xhttps://no.example https://acme.com/c/12",
    ] {
        assert_eq!(links_in(prose), [link], "{prose}");
    }
}

#[test]
fn a_link_keeps_the_brackets_that_it_opens() {
    for link in [
        "https://acme.com/wiki/A_(b)",
        "https://acme.com/a(b)c",
        "https://acme.com/?filter[a]=b",
    ] {
        assert_eq!(links_in(&format!("(as in {link}, or so)")), [link]);
    }
}

#[test]
fn links_are_found_in_order_and_as_often_as_they_occur() {
    assert_eq!(
        links_in(
            "OPS-2 (was OPS-1), [https://a.example/1](https://a.example/1);https://b.example,HTTP://c.example OPS-2."
        ),
        [
            "OPS-2",
            "OPS-1",
            "https://a.example/1",
            "https://a.example/1",
            "https://b.example",
            "HTTP://c.example",
            "OPS-2",
        ]
    );
}

#[test]
fn an_address_within_a_parameter_is_a_part_of_the_link() {
    let link = "https://a.example/?to=https://b.example/OPS-1";
    assert_eq!(links_in(link), [link]);
}

#[test]
fn a_bare_key_is_a_whole_word() {
    for prose in [
        "OPS-12",
        "OPS-12/OPS",
        "(OPS-12)",
        "_OPS-12_",
        "fixed:OPS-12—see",
        "#OPS-12.",
    ] {
        assert_eq!(links_in(prose), ["OPS-12"], "{prose}");
    }
    for prose in [
        "ops-12",
        "XOPS-12",
        "PRE-OPS-12",
        "OPS-12a",
        "OPS-12-3",
        "OPS-12.md",
        "OPS-12@acme.com",
        "OPS -12",
        "DEV-12",
    ] {
        assert!(links_in(prose).is_empty(), "{prose}");
    }
}

#[test]
fn long_hostile_prose_is_read_in_linear_time() {
    for part in [
        "https://a)",
        "https://a,",
        "((((((((((",
        "OPS-",
        "https:/",
        "https://(,",
    ] {
        let prose = part.repeat(200_000 / part.len());
        assert!(links_in(&prose).len() <= prose.len() / 10);
        links_in(&format!("https://a/{prose}"));
    }
}
