//! What stands beside the cells of a sheet and stays as it was, but for how far it reaches, and for
//! links of cells that are told.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::told::Told;
use crate::update_checker::places::{Place, Range};
use crate::update_checker::{Element, Sheet};

/// The value of what says ranges: an attribute, or an element of later editions.
static RANGES: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r#"\b(?:sq)?ref=(?:"[^"]*"|'[^']*')|sqref>[^<]*<"#;
    Regex::new(pattern).expect("the pattern is valid")
});

/// Asserts that what stands beside the rows of a sheet is the same to the byte. Where the update
/// tells of the sheet, ranges may reach further, and links of cells that are told may go.
pub fn assert_beside(old: (&Sheet<'_>, &str), new: (&Sheet<'_>, &str), told: &Told) {
    let cells = told.cells_of(old.0);
    let is_told = told.has_part(&old.0.part);
    let (old, new) = ((old.0.root, old.1), (new.0.root, new.1));
    assert_eq!(tag(old), tag(new), "a tag has changed");
    let (old_parts, new_parts) = (parts(old.0), parts(new.0));
    let mut new_parts = new_parts.into_iter().peekable();
    for part in old_parts {
        let is_links = part.name == "hyperlinks";
        let same = new_parts.next_if(|new| new.name == part.name);
        if is_told && is_links {
            assert_links((part, old.1), same.map(|same| (same, new.1)), &cells);
            continue;
        }
        let same = same.unwrap_or_else(|| panic!("{} is gone", part.name));
        let (before, after) = (xml(part, old.1), xml(same, new.1));
        if is_told {
            assert_reach(before, after);
        } else {
            assert_eq!(before, after, "what stands beside has changed");
        }
    }
    let added = new_parts.next().map(|part| part.name.as_str());
    assert_eq!(added, None, "something new stands beside");
}

fn tag((element, text): (&Element, &str)) -> String {
    text[element.span.start..element.tag_end].to_owned()
}

fn xml<'t>(element: &Element, text: &'t str) -> &'t str {
    &text[element.span.clone()]
}

/// All but the cells, and how far they go.
fn parts(root: &Element) -> Vec<&Element> {
    let is_of_cells = |name: &str| matches!(name, "sheetData" | "dimension");
    let parts = root.children.iter();
    parts.filter(|part| !is_of_cells(&part.name)).collect()
}

/// Something is the same but for its ranges, of which each has the one that it was.
fn assert_reach(before: &str, after: &str) {
    let without = |xml| RANGES.replace_all(xml, "").into_owned();
    assert_eq!(
        without(before),
        without(after),
        "what stands beside has changed"
    );
    for (before, after) in RANGES.find_iter(before).zip(RANGES.find_iter(after)) {
        let [before, after] = [before, after].map(|found| ranges(found.as_str()));
        let is_kept = |range: &Range| after.iter().any(|wider| range.is_within(wider));
        assert!(before.iter().all(is_kept), "{before:?} reach {after:?}");
    }
}

fn ranges(found: &str) -> Vec<Range> {
    let words = found.split(|c: char| !c.is_ascii_alphanumeric() && c != ':');
    words.filter_map(Range::parse).collect()
}

/// Links are the same, but for some of cells that are told.
fn assert_links(old: (&Element, &str), new: Option<(&Element, &str)>, told: &BTreeSet<Place>) {
    let links = |(list, text): (&Element, &str)| -> Vec<(String, bool)> {
        let links = list.each("hyperlink").map(|link| {
            let place = link.get("ref").and_then(Place::parse);
            let is_told = place.is_some_and(|place| told.contains(&place));
            (xml(link, text).to_owned(), is_told)
        });
        links.collect()
    };
    let new = new.map(links).unwrap_or_default();
    let mut old = links(old);
    old.retain(|(link, is_told)| !is_told || new.iter().any(|(kept, _)| kept == link));
    assert_eq!(old, new, "links have changed");
}
