use super::super::address::Address;
use super::super::key;
use super::card::Card;

/// Where the dashes of a UUID are.
const DASHES: [usize; 4] = [8, 13, 18, 23];

/// `notion.so/workspace/Title-ID`, `workspace.notion.site/Title-ID` and `app.notion.com/p/ID`.
///
/// A page that is opened within a database has the database's id in the path and its own in `p`. The
/// id is unique everywhere, so that the host does not matter.
pub(super) fn notion(address: &Address) -> Option<Card> {
    let is_notion = matches!(address.host(), "notion.so" | "app.notion.com")
        || address.is_under("notion.so")
        || address.is_under("notion.site");
    if !is_notion {
        return None;
    }
    let id = match address.parameter("p") {
        Some(page) => whole_id(&page)?,
        None => last_id(address.segments().last()?)?,
    };
    let canonical = format!("https://notion.so/{id}");
    Some(Card::new(id, canonical))
}

/// The id that a title ends with; a title may be absent.
fn last_id(segment: &str) -> Option<String> {
    [32, 36].into_iter().find_map(|length| {
        let start = segment.len().checked_sub(length)?;
        let (title, id) = segment.split_at_checked(start)?;
        (title.is_empty() || title.ends_with('-')).then(|| whole_id(id))?
    })
}

/// An id with or without the dashes of a UUID, as 32 digits in lower case.
fn whole_id(text: &str) -> Option<String> {
    let has_dashes = text.len() == 36 && DASHES.iter().all(|&at| text.as_bytes()[at] == b'-');
    let digits = if has_dashes {
        text.replace('-', "")
    } else {
        text.to_owned()
    };
    key::is_hex_id(&digits).then(|| digits.to_ascii_lowercase())
}
