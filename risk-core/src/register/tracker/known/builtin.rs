use super::super::address::Address;
use super::card::Card;
use super::{boards, forges, issues, notion, service_now};

/// Reads the card that an address of a tracker leads to.
type Read = fn(&Address) -> Option<Card>;

/// The trackers that everybody knows, as opposed to the register's own, by their names.
///
/// Trackers at hosts of their own come first, so that a path that happens to have the shape of a
/// tracker found at any host, such as `github.com/redmine/redmine/issues/12`, is not mistaken for it.
const BUILTINS: [(&str, Read); 15] = [
    ("Trello", boards::trello),
    ("GitHub", forges::github),
    ("Azure DevOps", forges::azure_devops),
    ("Linear", boards::linear),
    ("Asana", boards::asana),
    ("Shortcut", boards::shortcut),
    ("ServiceNow", service_now::service_now),
    ("ClickUp", boards::clickup),
    ("monday", boards::monday),
    ("Notion", notion::notion),
    ("YouTrack", issues::youtrack),
    ("GitLab", forges::gitlab),
    ("Jira", issues::jira),
    ("Bugzilla", issues::bugzilla),
    ("Redmine", issues::redmine),
];

/// What they are called.
pub(in super::super) fn names<'a>() -> impl Iterator<Item = &'a str> {
    BUILTINS.iter().map(|(name, _)| *name)
}

/// The tracker and the card that an address leads to.
pub(in super::super) fn recognise(address: &Address) -> Option<(&'static str, Card)> {
    BUILTINS
        .iter()
        .find_map(|(name, read)| Some((*name, read(address)?)))
}
