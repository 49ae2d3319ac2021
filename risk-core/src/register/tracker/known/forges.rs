//! Trackers that are part of a place for code.

use super::super::address::Address;
use super::super::key;
use super::card::Card;

/// `github.com/owner/repo/issues/12`, pull requests and discussions, also at `github.example.com`.
///
/// Issues and pull requests are numbered together, and GitHub redirects one to the other. An issue
/// that is opened within a project is stated as `issue=owner|repo|12`.
pub(super) fn github(address: &Address) -> Option<Card> {
    if !(address.first_label() == "github" || address.is_under("ghe.com")) {
        return None;
    }
    match address.segments() {
        [owner, repo, "issues" | "pull", number, ..] => {
            github_card(address, owner, repo, "issues", number)
        }
        [owner, repo, "discussions", number, ..] => {
            github_card(address, owner, repo, "discussions", number)
        }
        [.., "projects", _] | [.., "projects", _, "views", _] => {
            let issue = address.parameter("issue")?;
            let mut parts = issue.split('|');
            let (owner, repo, number) = (parts.next()?, parts.next()?, parts.next()?);
            let is_plain = parts.next().is_none() && [owner, repo].into_iter().all(is_name);
            is_plain.then(|| github_card(address, owner, repo, "issues", number))?
        }
        _ => None,
    }
}

/// Whether a text of a parameter could be a segment of a path.
fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
}

fn github_card(
    address: &Address,
    owner: &str,
    repo: &str,
    kind: &str,
    number: &str,
) -> Option<Card> {
    key::is_number(number).then(|| {
        let path = format!("{owner}/{repo}/{kind}/{number}").to_ascii_lowercase();
        let key = format!("{owner}/{repo}#{number}");
        Card::at(address, key, format_args!("{path}"))
    })
}

/// `gitlab.com/group/project/-/issues/12`, at any host, as no other tracker has `/-/` in its paths.
///
/// GitLab had no `/-/` until 2019; without it the host must be one named after GitLab.
pub(super) fn gitlab(address: &Address) -> Option<Card> {
    let segments = address.segments();
    if let Some(dash) = segments.iter().position(|segment| *segment == "-") {
        return gitlab_card(address, &segments[..dash], &segments[dash + 1..]);
    }
    if address.first_label() != "gitlab" {
        return None;
    }
    let kind = segments
        .iter()
        .rposition(|segment| matches!(*segment, "issues" | "merge_requests"))?;
    gitlab_card(address, &segments[..kind], &segments[kind..])
}

fn gitlab_card(address: &Address, project: &[&str], page: &[&str]) -> Option<Card> {
    let (kind, mark, number) = match page {
        ["issues", "incident", number, ..] | ["issues" | "work_items", number, ..] => {
            ("issues", '#', number)
        }
        ["merge_requests", number, ..] => ("merge_requests", '!', number),
        _ => return None,
    };
    (project.len() > 1 && key::is_number(number)).then(|| {
        let project = project.join("/");
        let path = project.to_ascii_lowercase();
        Card::at(
            address,
            format!("{project}{mark}{number}"),
            format_args!("{path}/-/{kind}/{number}"),
        )
    })
}

/// `dev.azure.com/organisation/project/_workitems/edit/12`, the same at
/// `organisation.visualstudio.com`, and boards and queries with `workitem=12`.
///
/// Work items are numbered within the organisation, so that the project is no part of the card.
pub(super) fn azure_devops(address: &Address) -> Option<Card> {
    let (organisation, page) = match address.segments() {
        [organisation, page @ ..] if address.host() == "dev.azure.com" => (*organisation, page),
        page => (address.host().strip_suffix(".visualstudio.com")?, page),
    };
    if organisation.is_empty() || organisation.contains('.') {
        return None;
    }
    let service = page.iter().position(|segment| segment.starts_with('_'))?;
    let number = match &page[service..] {
        [items, edit, number, ..] if is_work_items(items) && edit.eq_ignore_ascii_case("edit") => {
            (*number).into()
        }
        [items, ..] if is_work_items(items) => address
            .parameter("id")
            .or_else(|| address.parameter("workitem"))?,
        _ => address.parameter("workitem")?,
    };
    key::is_number(&number).then(|| {
        let organisation = organisation.to_ascii_lowercase();
        let canonical = format!("https://dev.azure.com/{organisation}/_workitems/edit/{number}");
        Card::new(number, canonical)
    })
}

fn is_work_items(segment: &str) -> bool {
    segment.eq_ignore_ascii_case("_workitems")
}
