//! Trackers of issues that an organisation may run at any host.

use super::super::address::Address;
use super::super::key;
use super::card::Card;

/// The first segments of Jira's own pages. What comes before one is the path that the server runs at.
const JIRA_PAGES: [&str; 6] = [
    "browse",
    "issues",
    "plugins",
    "projects",
    "secure",
    "servicedesk",
];

/// `acme.atlassian.net/browse/OPS-12`, the same at any host, and boards with `selectedIssue=OPS-12`.
pub(super) fn jira(address: &Address) -> Option<Card> {
    let segments = address.segments();
    let start = segments.iter().position(|s| JIRA_PAGES.contains(s));
    let page = &segments[start.unwrap_or(0)..];
    let key = jira_page_key(page).or_else(|| key::upper(&address.parameter("selectedIssue")?))?;
    let in_cloud =
        address.is_under("atlassian.net") || matches!(segments, ["jira", "software" | "core", ..]);
    let context = if in_cloud {
        &[]
    } else {
        &segments[..start.unwrap_or(0)]
    };
    match context {
        [] => Some(Card::at(address, &key, format_args!("browse/{key}"))),
        [path] => Some(Card::at(address, &key, format_args!("{path}/browse/{key}"))),
        // Other software, such as Bitbucket, has files to browse deep within its paths.
        _ => None,
    }
}

fn jira_page_key(page: &[&str]) -> Option<String> {
    match page {
        ["browse", stated] | ["servicedesk", "customer", "portal", _, stated] => key::upper(stated),
        ["projects", project, "issues", stated]
        | ["servicedesk", "projects", project, "queues", .., stated] => {
            let (prefix, _) = key::parts(stated)?;
            prefix
                .eq_ignore_ascii_case(project)
                .then(|| key::upper(stated))?
        }
        _ => None,
    }
}

/// `acme.youtrack.cloud/issue/OPS-12/title`, `acme.myjetbrains.com/youtrack/issue/OPS-12`, and boards
/// with `issue=OPS-12`.
pub(super) fn youtrack(address: &Address) -> Option<Card> {
    let (context, page) = match address.segments() {
        ["youtrack", page @ ..] => ("youtrack/", page),
        page => ("", page),
    };
    let is_youtrack = address.labels().any(|label| label == "youtrack")
        || (address.is_under("myjetbrains.com") && !context.is_empty());
    if !is_youtrack {
        return None;
    }
    let key = match page {
        ["issue", stated, ..] => key::upper(stated)?,
        ["agiles" | "issues", ..] => key::upper(&address.parameter("issue")?)?,
        _ => return None,
    };
    Some(Card::at(
        address,
        &key,
        format_args!("{context}issue/{key}"),
    ))
}

/// `bugs.example.com/show_bug.cgi?id=12`, and `bugzilla.example.com/12`.
pub(super) fn bugzilla(address: &Address) -> Option<Card> {
    match address.segments() {
        [number] if address.first_label() == "bugzilla" && key::is_number(number) => {
            let rest = format_args!("show_bug.cgi?id={number}");
            Some(Card::at(address, *number, rest))
        }
        [context @ .., "show_bug.cgi"] => {
            let number = address.parameter("id")?;
            let path: String = context.iter().flat_map(|part| [*part, "/"]).collect();
            let rest = format_args!("{path}show_bug.cgi?id={number}");
            key::is_number(&number).then(|| Card::at(address, &*number, rest))
        }
        _ => None,
    }
}

/// `redmine.example.com/issues/12`, and `example.com/redmine/issues/12`.
pub(super) fn redmine(address: &Address) -> Option<Card> {
    let segments = address.segments();
    let start = segments.iter().position(|segment| *segment == "issues")?;
    let (context, page) = segments.split_at(start);
    let is_redmine = context.last() == Some(&"redmine")
        || (context.len() < 2 && address.labels().any(|label| label.contains("redmine")));
    match page {
        ["issues", number, ..] if is_redmine && key::is_number(number) => {
            let path: String = context.iter().flat_map(|part| [*part, "/"]).collect();
            let rest = format_args!("{path}issues/{number}");
            Some(Card::at(address, format!("#{number}"), rest))
        }
        _ => None,
    }
}
