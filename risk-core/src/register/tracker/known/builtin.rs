use super::super::address::Address;
use super::card::Card;
use super::{boards, forges, issues, notion, service_now};

/// A tracker that everybody knows, as opposed to the register's own.
struct Builtin {
    name: &'static str,
    read: fn(&Address) -> Option<Card>,
}

/// Trackers at hosts of their own come first, so that a path that happens to have the shape of a
/// tracker found at any host, such as `github.com/redmine/redmine/issues/12`, is not mistaken for it.
const BUILTINS: [Builtin; 15] = [
    builtin("Trello", boards::trello),
    builtin("GitHub", forges::github),
    builtin("Azure DevOps", forges::azure_devops),
    builtin("Linear", boards::linear),
    builtin("Asana", boards::asana),
    builtin("Shortcut", boards::shortcut),
    builtin("ServiceNow", service_now::service_now),
    builtin("ClickUp", boards::clickup),
    builtin("monday", boards::monday),
    builtin("Notion", notion::notion),
    builtin("YouTrack", issues::youtrack),
    builtin("GitLab", forges::gitlab),
    builtin("Jira", issues::jira),
    builtin("Bugzilla", issues::bugzilla),
    builtin("Redmine", issues::redmine),
];

const fn builtin(name: &'static str, read: fn(&Address) -> Option<Card>) -> Builtin {
    Builtin { name, read }
}

/// The tracker and the card that an address leads to.
pub(in super::super) fn recognise(address: &Address) -> Option<(&'static str, Card)> {
    BUILTINS
        .iter()
        .find_map(|builtin| Some((builtin.name, (builtin.read)(address)?)))
}
