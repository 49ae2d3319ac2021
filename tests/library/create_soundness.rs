//! What a program that opens a workbook relies on, and would complain about.

use std::collections::BTreeSet;

use crate::create_package::{Element, Package};

/// Panics where a program would have something to complain about. Validators of Open XML look at
/// each element by itself, and at none of this.
pub fn assert_sound(workbook: &[u8]) {
    let package = Package::open(workbook);
    assert_parts(&package);
    let book = package.part("xl/workbook.xml");
    let sheets = book.all("sheet");
    assert_distinct(
        "the names of sheets",
        sheets.iter().map(|sheet| sheet.get("name")),
    );
    let names = book.all("definedName").into_iter();
    let scoped = names.map(|name| (name.get("name").to_lowercase(), name.get("localSheetId")));
    assert_distinct("defined names", scoped);
    assert_shared(&package);
    for number in 1..=sheets.len() {
        assert_rows(&package, number);
        assert_references(&package, number);
    }
}

fn assert_distinct<T: Ord + std::fmt::Debug>(what: &str, all: impl Iterator<Item = T>) {
    let mut seen = BTreeSet::new();
    for one in all {
        let shown = format!("{one:?}");
        assert!(seen.insert(one), "{what} repeat {shown}");
    }
}

/// The parts whose names have an ending.
fn names_with<'p>(package: &'p Package, ending: &str) -> impl Iterator<Item = &'p str> {
    let has_it = move |part: &&str| part.rsplit('.').next() == Some(ending);
    package.names().filter(has_it)
}

/// Every part is declared, and every relationship leads somewhere.
fn assert_parts(package: &Package) {
    let types = package.part("[Content_Types].xml");
    let declared = types
        .all("Override")
        .into_iter()
        .map(|part| part.get("PartName").to_owned());
    let declared: BTreeSet<String> = declared.collect();
    for part in names_with(package, "xml") {
        let is_declared = declared.contains(&format!("/{part}"));
        assert!(
            is_declared || part == "[Content_Types].xml",
            "{part} has no type"
        );
    }
    for part in &declared {
        package.text(&part[1..]);
    }
    for part in names_with(package, "rels") {
        let relationships = package.part(part);
        let relationships = relationships.all("Relationship");
        assert_distinct(part, relationships.iter().map(|one| one.get("Id")));
        let folder = part.split_once("_rels/").expect("a folder").0;
        for one in relationships
            .iter()
            .filter(|one| one.get("TargetMode") != "External")
        {
            package.text(&format!("{folder}{}", one.get("Target")));
        }
    }
}

/// The counts of shared strings are true, and none stands there twice.
fn assert_shared(package: &Package) {
    let shared = package.part("xl/sharedStrings.xml");
    assert_eq!(shared.number("uniqueCount"), shared.all("si").len());
    let xml = package.text("xl/sharedStrings.xml");
    let items: Vec<&str> = xml.split("<si>").skip(1).collect();
    assert_distinct("shared strings", items[..items.len() - 1].iter());
    let sheets = package
        .names()
        .filter(|part| part.starts_with("xl/worksheets/sheet"));
    let uses = sheets.map(|part| {
        let sheet = package.part(part);
        let cells = sheet.all("c").into_iter();
        cells.filter(|cell| cell.get("t") == "s").count()
    });
    assert_eq!(shared.number("count"), uses.sum::<usize>());
}

/// Rows and cells stand in order, once, within the dimension, and have formats and texts there are.
fn assert_rows(package: &Package, number: usize) {
    let sheet = package.sheet(number);
    let last = sheet
        .first("dimension")
        .map_or("", |dimension| dimension.get("ref"));
    let last = last.rsplit(':').next().expect("there is a last part");
    let styles = package.part("xl/styles.xml");
    let formats = styles
        .first("cellXfs")
        .expect("there are formats")
        .all("xf")
        .len();
    let texts = package.part("xl/sharedStrings.xml").all("si").len();
    let mut previous_row = 0;
    for row in sheet.all("row") {
        assert!(row.number("r") > previous_row, "rows are in order");
        previous_row = row.number("r");
        let mut previous = 0;
        for cell in row.all("c") {
            let (column, of_row) = position(cell.get("r"));
            assert!(
                of_row == previous_row && column > previous,
                "{cell:?} is out of place"
            );
            assert!(
                column <= position(last).0,
                "{cell:?} is out of the dimension"
            );
            previous = column;
            assert!(cell.get("s").is_empty() || cell.number("s") < formats);
            if cell.get("t") == "s" {
                let text = cell.first("v").expect("there is a value").text.parse();
                assert!(text.is_ok_and(|text: usize| text < texts), "{cell:?}");
            }
        }
    }
    assert_eq!(position(last).1, previous_row.max(1));
}

/// The column and the row of a reference, counted from 1.
pub fn position(reference: &str) -> (usize, usize) {
    let letters = reference.trim_end_matches(|c: char| c.is_ascii_digit());
    let column = letters.bytes().fold(0, |column, letter| {
        assert!(letter.is_ascii_uppercase(), "{reference:?} is no reference");
        column * 26 + usize::from(letter - b'A') + 1
    });
    let row = reference[letters.len()..].parse().expect("there is a row");
    assert!((1..=16_384).contains(&column) && (1..=1_048_576).contains(&row));
    (column, row)
}

/// What else stands on a sheet is about ranges there are, once, and leads somewhere.
fn assert_references(package: &Package, number: usize) {
    let sheet = package.sheet(number);
    let ranges = |name: &str, attribute: &str| -> Vec<String> {
        let all = sheet.all(name).into_iter();
        all.map(|element: &Element| element.get(attribute).to_owned())
            .collect()
    };
    for (name, attribute) in [
        ("mergeCell", "ref"),
        ("hyperlink", "ref"),
        ("dataValidation", "sqref"),
        ("conditionalFormatting", "sqref"),
    ] {
        let ranges = ranges(name, attribute);
        assert_distinct(name, ranges.iter());
        let ends = ranges.iter().flat_map(|range| range.split(':'));
        ends.for_each(|end| _ = position(end));
    }
    let priorities = sheet
        .all("cfRule")
        .into_iter()
        .map(|rule| rule.number("priority"));
    assert_distinct("priorities", priorities);
    let dxfs = package.part("xl/styles.xml").all("dxf").len();
    assert!(
        sheet
            .all("cfRule")
            .iter()
            .all(|rule| rule.number("dxfId") < dxfs)
    );
    let links = sheet.all("hyperlink");
    if links.is_empty() {
        return;
    }
    let rels = package.part(&format!("xl/worksheets/_rels/sheet{number}.xml.rels"));
    let rels: BTreeSet<&str> = rels
        .all("Relationship")
        .iter()
        .map(|one| one.get("Id"))
        .collect();
    assert!(links.iter().all(|link| rels.contains(link.get("id"))));
}
