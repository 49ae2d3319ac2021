//! What makes a program compute: the workbook's wish to be computed when it is opened, and the
//! list of cells with formulas.

use quick_xml::events::Event;

use super::markup::{Dialect, set_attribute};
use super::package::PackageUpdate;
use super::splices::Splices;
use crate::error::Error;
use crate::workbook::package::{Xml, attribute, is_true, local};

/// Asks for all formulas to be computed when the workbook is opened: none of their results is
/// edited, and some may depend on what changed.
pub(super) fn ask_for_calculation(package: &mut PackageUpdate<'_>) -> Result<(), Error> {
    if !package.has_formulas()? {
        return Ok(());
    }
    let part = package.contents.workbook.clone();
    let Some(text) = package.text(&part)? else {
        return Ok(());
    };
    let mut splices = Splices::default();
    let mut xml = Xml::new(&part, &text, package.limits.depth);
    let mut place_of_new = None;
    while let Some(element) = xml.next_start()? {
        match local(&element) {
            "calcPr" => {
                if is_true(&element, "fullCalcOnLoad") {
                    return Ok(());
                }
                set_attribute(&mut splices, &text, xml.span(), "fullCalcOnLoad", "1");
                break;
            }
            // The element has its place right behind the last of these.
            "sheets" | "functionGroups" | "externalReferences" | "definedNames" => {
                xml.skip()?;
                place_of_new = Some(xml.position());
            }
            _ => {}
        }
    }
    if let Some(place) = place_of_new.filter(|_| splices.is_empty()) {
        let name = Dialect::of(&text).name("calcPr");
        splices.insert(place, format!("<{name} fullCalcOnLoad=\"1\"/>"));
    }
    let what = "formulas are computed again when it is opened";
    package.change(&part, &text, splices, what);
    Ok(())
}

/// Keeps the list of cells with formulas true, where there is one: a program takes a cell that is
/// listed and has none for damage.
pub(super) fn update_chain(
    package: &mut PackageUpdate<'_>,
    sheet: &str,
    (added, removed): (&[String], &[String]),
) -> Result<(), Error> {
    if added.is_empty() && removed.is_empty() {
        return Ok(());
    }
    let Some(part) = package.contents.calc_chain.clone() else {
        return Ok(());
    };
    let Some(text) = package.text(&part)? else {
        return Ok(());
    };
    let changed = changed_chain(&part, &text, sheet, (added, removed), package.limits.depth)?;
    let Some(changed) = changed else {
        let reason = "the last of its formulas would go, and the list of formulas would be empty";
        return Err(Error::NotUpdatable {
            reason: reason.to_owned(),
        });
    };
    package.replace(&part, changed);
    let count = |cells: &[String], what: &str| match cells {
        [] => None,
        [cell] => Some(format!("{cell} {what}")),
        cells => Some(format!("{} cells {what}", cells.len())),
    };
    let counts = [count(added, "more"), count(removed, "fewer")];
    let counts: Vec<String> = counts.into_iter().flatten().collect();
    package.report(&part, counts.join(", "));
    Ok(())
}

fn changed_chain(
    part: &str,
    text: &str,
    sheet: &str,
    (added, removed): (&[String], &[String]),
    depth: u64,
) -> Result<Option<String>, Error> {
    let mut splices = Splices::default();
    let mut xml = Xml::new(part, text, depth);
    // An entry without a sheet is of the one before it, which may go.
    let (mut current, mut written) = (String::new(), String::new());
    let mut end = 0;
    loop {
        match xml.next()? {
            Event::Start(element) if local(&element) == "c" => {
                let tag = xml.span();
                xml.skip()?;
                let own = attribute(&element, "i");
                let is_own = own.is_some();
                if let Some(own) = own {
                    current = own.into_owned();
                }
                let cell = attribute(&element, "r").unwrap_or_default();
                let is_gone = current == sheet && removed.iter().any(|gone| *gone == cell);
                if is_gone {
                    splices.replace(tag.start..xml.position(), "");
                    continue;
                }
                if !is_own && written != current {
                    set_attribute(&mut splices, text, tag, "i", &current);
                }
                written.clone_from(&current);
            }
            Event::End(_) => end = xml.span().start,
            Event::Eof => break,
            _ => {}
        }
    }
    let name = Dialect::of(text).name("c");
    let entries = added
        .iter()
        .map(|cell| format!("<{name} r=\"{cell}\" i=\"{sheet}\"/>"));
    let entries: String = entries.collect();
    // Where no entry is left, and none is new, the list would be damaged.
    if entries.is_empty() && written.is_empty() {
        return Ok(None);
    }
    splices.insert(end, entries);
    Ok(Some(splices.apply(text)))
}
