//! Boards that have one address for everybody.

use super::super::address::Address;
use super::super::key;
use super::card::Card;

/// `trello.com/c/ID/12-title`. The case of an id matters.
pub(super) fn trello(address: &Address) -> Option<Card> {
    match address.segments() {
        ["c", id, ..] if address.host() == "trello.com" && key::is_alphanumeric(id) => {
            Some(Card::new(*id, format!("https://trello.com/c/{id}")))
        }
        _ => None,
    }
}

/// `linear.app/workspace/issue/ENG-12/title`. Two workspaces may each have an `ENG-12`.
pub(super) fn linear(address: &Address) -> Option<Card> {
    match address.segments() {
        [workspace, "issue", stated, ..] if address.host() == "linear.app" => {
            let key = key::upper(stated)?;
            let workspace = workspace.to_ascii_lowercase();
            let canonical = format!("https://linear.app/{workspace}/issue/{key}");
            Some(Card::new(key, canonical))
        }
        _ => None,
    }
}

/// `app.asana.com/0/PROJECT/TASK/f`, and since 2025 `app.asana.com/1/WORKSPACE/project/P/task/TASK`.
///
/// A task has one number everywhere in Asana, and may be in several projects.
pub(super) fn asana(address: &Address) -> Option<Card> {
    if address.host() != "app.asana.com" {
        return None;
    }
    let task = match address.segments() {
        // The address of a project as a whole may state its number in both places.
        ["0", project, task] | ["0", project, task, "f"]
            if key::is_number(project) && project != task =>
        {
            task
        }
        ["0", "inbox" | "home" | "search", _, task, ..]
        | ["1", _, "task", task, ..]
        | ["1", _, _, _, "task", task, ..] => task,
        _ => return None,
    };
    key::is_number(task).then(|| Card::new(*task, format!("https://app.asana.com/0/0/{task}")))
}

/// `app.shortcut.com/organisation/story/12/title`, called Clubhouse until 2021.
pub(super) fn shortcut(address: &Address) -> Option<Card> {
    match address.segments() {
        [organisation, "story", story, ..]
            if matches!(address.host(), "app.shortcut.com" | "app.clubhouse.io")
                && key::is_number(story) =>
        {
            let organisation = organisation.to_ascii_lowercase();
            let canonical = format!("https://app.shortcut.com/{organisation}/story/{story}");
            Some(Card::new(*story, canonical))
        }
        _ => None,
    }
}

/// `app.clickup.com/t/ID` or `/t/TEAM/ID`, and `/t/TEAM/CUSTOM-12` for a key that is unique only
/// within its team.
pub(super) fn clickup(address: &Address) -> Option<Card> {
    if address.host() != "app.clickup.com" {
        return None;
    }
    match address.segments() {
        ["t", id] if key::is_alphanumeric(id) => {
            Some(Card::new(*id, format!("https://app.clickup.com/t/{id}")))
        }
        ["t", team, id] if key::is_number(team) && key::is_alphanumeric(id) => {
            Some(Card::new(*id, format!("https://app.clickup.com/t/{id}")))
        }
        ["t", team, custom] if key::is_number(team) && key::parts(custom).is_some() => {
            let canonical = format!("https://app.clickup.com/t/{team}/{custom}");
            Some(Card::new(*custom, canonical))
        }
        _ => None,
    }
}

/// `account.monday.com/boards/B/pulses/N`, with or without a view. The board is no part of the card,
/// as an item keeps its number when it moves.
pub(super) fn monday(address: &Address) -> Option<Card> {
    if !address.is_under("monday.com") {
        return None;
    }
    let (["boards", _, "pulses", item, ..]
    | ["boards", _, "views", _, "pulses", item, ..]
    | ["pulses", item]) = address.segments()
    else {
        return None;
    };
    key::is_number(item).then(|| Card::at(address, *item, format_args!("pulses/{item}")))
}
