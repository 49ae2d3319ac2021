mod address;
mod boards;
mod forges;
mod issues;
mod own;
mod properties;
mod prose;

use super::{Recognised, TrackerLink, TrackerPattern, Trackers};

fn recognise(url: &str) -> Recognised {
    Trackers::default().recognise(&TrackerLink::new(url))
}

/// One card in all the spellings that must be recognised as it, the canonical one among them.
fn assert_one_card(tracker: &str, key: &str, spellings: &[&str]) {
    let canonical = recognise(spellings[0]).canonical().to_owned();
    for spelling in spellings.iter().chain([&canonical.as_str()]) {
        for spelling in noisy(spelling) {
            let found = recognise(&spelling);
            assert_eq!(found.tracker.as_deref(), Some(tracker), "{spelling}");
            assert_eq!(found.key.as_deref(), Some(key), "{spelling}");
            assert_eq!(found.canonical(), canonical, "{spelling}");
        }
    }
}

/// Noise that no tracker minds: a scheme, a host in capitals, a default port, spaces, a fragment.
fn noisy(spelling: &str) -> Vec<String> {
    let rest = spelling
        .strip_prefix("https://")
        .expect("a spelling is a URL");
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let upper = host.to_uppercase();
    let mut noisy = vec![
        spelling.to_owned(),
        format!("http://{rest}"),
        format!("HTTPS://{upper}/{path}"),
        format!("  https://{rest}\n"),
        format!("{spelling}#comment-12"),
    ];
    if host.contains('.') {
        noisy.push(format!("https://www.{rest}"));
    }
    if !host.contains(':') {
        noisy.push(format!("https://{host}:443/{path}"));
        noisy.push(format!("http://{host}.:80/{path}"));
    }
    if path.contains('?') {
        noisy.push(format!("{spelling}&utm_source=mail"));
    } else {
        noisy.push(format!("{spelling}/"));
        noisy.push(format!("{spelling}?utm_source=mail&x=%zz"));
    }
    noisy
}

/// Addresses that no well-known tracker has for a card.
fn assert_unknown(urls: &[&str]) {
    for url in urls {
        let found = recognise(url);
        assert_eq!((found.tracker, found.key), (None, None), "{url}");
    }
}

/// Cards that must be distinguished.
fn assert_different(urls: &[&str]) {
    let mut seen = std::collections::HashMap::new();
    for url in urls {
        let canonical = recognise(url).canonical().to_owned();
        if let Some(other) = seen.insert(canonical, url) {
            panic!("{url} is taken for {other}");
        }
    }
}

/// A tracker as register.toml states it.
fn pattern(json: &str) -> TrackerPattern {
    serde_json::from_str(json).expect("a pattern is valid JSON")
}
