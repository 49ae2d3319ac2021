//! Lines of tracker links among notes, such as `Cards: https://… & https://…`.

use super::{TrackerLink, Trackers};

/// What a line of links may be introduced with, in the singular.
const LABELS: [&str; 5] = ["card", "ticket", "issue", "link", "tracker"];

/// The links of a line that has a label and nothing but links; `None` for any other line.
pub(crate) fn tracker_line(line: &str, trackers: &Trackers) -> Option<Vec<TrackerLink>> {
    let (label, rest) = line.split_once(':')?;
    let label = label.trim().to_lowercase();
    let singular = label.strip_suffix('s').unwrap_or(&label);
    if !LABELS.contains(&singular) {
        return None;
    }
    let tokens: Vec<&str> = rest.split_whitespace().collect();
    let mut links = Vec::with_capacity(tokens.len());
    for (position, token) in tokens.iter().enumerate() {
        if is_separator(token) {
            continue;
        }
        let following = tokens.get(position + 1);
        let link = match following {
            // A separator may touch the link before it, unless another one follows: then what
            // looks like one is part of the link.
            Some(following) if !is_separator(following) => {
                token.strip_suffix(SEPARATORS).unwrap_or(token)
            }
            _ => token,
        };
        if !trackers.is_link(link) {
            return None;
        }
        links.push(TrackerLink::new(link));
    }
    (!links.is_empty()).then_some(links)
}

const SEPARATORS: [char; 3] = ['&', ',', ';'];

fn is_separator(token: &str) -> bool {
    matches!(token, "&" | "," | ";")
}

/// The line that states links, which [`tracker_line`] reads back. There is at least one.
#[cfg(feature = "workbook")]
pub(crate) fn format_tracker_line(links: &[TrackerLink]) -> String {
    let urls: Vec<&str> = links.iter().map(TrackerLink::url).collect();
    let label = if urls.len() == 1 { "Card" } else { "Cards" };
    format!("{label}: {}", urls.join(" & "))
}
