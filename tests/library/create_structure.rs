//! What stands in a new workbook beside its cells: what helps to read it and to type into it.

use std::collections::BTreeMap;

use risk_core::edit::Editor;
use risk_core::workbook::{ReadOptions, Workbook};
use risk_core::{Levels, Register, Settings};

use crate::create_examples::{empty, everything, of_risk, workbook_of};
use crate::create_folders::example;
use crate::create_package::{Cell, Element, Package};
use crate::create_registers::with_tracker;

const RISKS: usize = 1;
const COMPONENTS: usize = 2;
const REHEARSALS: usize = 3;
const SCALE: usize = 4;

fn package_of(register: &Register) -> Package {
    Package::open(&workbook_of(register, &with_tracker()))
}

fn example_package() -> Package {
    package_of(&example().register)
}

/// An attribute of the only element of a name on a sheet.
fn only<'p>(sheet: &'p Element, name: &str) -> &'p Element {
    let all = sheet.all(name);
    assert_eq!(all.len(), 1, "{name}");
    all[0]
}

#[test]
fn the_header_and_the_first_column_stay_in_sight_and_the_rows_can_be_filtered() {
    let package = example_package();
    for (sheet, range) in [(RISKS, "A1:P23"), (COMPONENTS, "A1:J22")] {
        let sheet = package.sheet(sheet);
        let pane = only(&sheet, "pane");
        let place = ["xSplit", "ySplit", "topLeftCell", "state"].map(|name| pane.get(name));
        assert_eq!(place, ["1", "1", "B2", "frozen"]);
        assert_eq!(only(&sheet, "autoFilter").get("ref"), range);
    }
}

#[test]
fn a_register_without_records_has_its_headers() {
    let package = package_of(&empty());
    for (sheet, range) in [(RISKS, "A1:M1"), (COMPONENTS, "A1:J1")] {
        assert_eq!(only(&package.sheet(sheet), "autoFilter").get("ref"), range);
        let cells = package.cells(sheet);
        assert!(cells.keys().all(|cell| cell.len() == 2) && cells.len() > 9);
        let states = |(name, cell): (&String, &Cell)| name.ends_with('1') || cell.value.is_empty();
        assert!(cells.iter().all(states));
    }
}

#[test]
fn risks_that_come_into_a_workbook_without_any_are_rated() {
    let bytes = workbook_of(&empty(), &with_tracker());
    let (workbook, reading) = Workbook::open(bytes, &ReadOptions::default()).unwrap();
    let mut editor = Editor::new(reading.register);
    for reference in ["R1", "R2", "R3"] {
        let what = format!("description=Way {reference} to fail");
        let stated = [what.as_str(), "likelihood=High", "impact=High"];
        let stated = stated.map(|text| text.parse().unwrap());
        editor.add_risk(&stated, Some(reference)).unwrap();
    }
    let update = workbook.put(&editor.finish().unwrap()).unwrap();
    let package = Package::open(&update.bytes);
    let sheet = package.sheet(RISKS);
    let formulas: Vec<&str> = sheet
        .all("f")
        .into_iter()
        .map(|it| it.text.as_str())
        .collect();
    assert_eq!(formulas.len(), 3);
    for (formula, row) in formulas.iter().zip(2..) {
        assert!(formula.contains("rating_matrix") && formula.contains(&format!("D{row}")));
    }
}

#[test]
fn columns_of_acceptance_are_there_where_a_risk_is_accepted_by_somebody() {
    let headers = |register: &Register| package_of(register).cells(RISKS).len();
    let accepted = of_risk(|risk| risk.acceptance.reason = "Rare".into());
    assert_eq!(headers(&accepted) - headers(&of_risk(|_| {})), 3 + 1);
}

#[test]
fn a_column_of_findings_is_there_where_a_risk_came_from_a_review() {
    let cells = |register: &Register| package_of(register).cells(RISKS).len();
    let drafted = of_risk(|risk| risk.finding = "dr-basics/rel9@Web shop".into());
    assert_eq!(cells(&drafted) - cells(&of_risk(|_| {})), 1 + 1);
}

#[test]
fn levels_statuses_and_components_are_chosen_from_lists() {
    let package = example_package();
    let lists = |sheet| -> Vec<[String; 4]> {
        let sheet = package.sheet(sheet);
        let lists = sheet.all("dataValidation").into_iter().map(|list| {
            assert_eq!((list.get("type"), list.get("allowBlank")), ("list", "1"));
            let source = only(list, "formula1").text.clone();
            let [range, style, title] = ["sqref", "errorStyle", "errorTitle"].map(|a| list.get(a));
            [range.to_owned(), source, style.to_owned(), title.to_owned()]
        });
        lists.collect()
    };
    assert_eq!(
        lists(RISKS),
        [
            ["B2:B1048576", "component_names", "warning", "Component"],
            ["D2:D1048576", "likelihood_levels", "warning", "Likelihood"],
            ["E2:E1048576", "impact_levels", "warning", "Impact"],
            [
                "K2:K1048576",
                "\"open,in-progress,accepted,closed\"",
                "",
                "Status"
            ],
        ]
    );
    let within = ["I2:I1048576", "component_names", "warning", "Within"];
    assert_eq!(lists(COMPONENTS), [within]);
    assert_eq!(
        lists(REHEARSALS),
        [
            ["B2:B1048576", "component_names", "warning", "Component"],
            ["D2:D1048576", "\"tabletop,game-day,incident\"", "", "Kind"],
            ["E2:E1048576", "\"passed,partly,failed\"", "", "Outcome"],
        ]
    );
    let matrix = ["C23:E25", "rating_levels", "", "Rating"];
    assert_eq!(lists(SCALE), [matrix]);
}

#[test]
fn the_title_is_a_property_of_the_document() {
    let (register, _) = everything();
    let core = package_of(&register).part("docProps/core.xml");
    assert_eq!(only(&core, "title").text, "Trips & \"tours\"");
    let app = package_of(&register).part("docProps/app.xml");
    assert_eq!(only(&app, "Application").text, "risk");
}

/// The ranges that names stand for.
fn names(package: &Package) -> BTreeMap<String, String> {
    let book = package.part("xl/workbook.xml");
    let names = book.all("definedName").into_iter();
    names
        .map(|name| (name.get("name").to_owned(), name.text.clone()))
        .collect()
}

#[test]
fn names_stand_for_the_levels_their_words_and_the_matrix() {
    let package = example_package();
    let names = names(&package);
    let cells = package.cells(SCALE);
    let words = |name: &str| -> Vec<String> {
        let range = names[name]
            .strip_prefix("Scale!")
            .expect("on the sheet Scale");
        let (first, last) = range.split_once(':').expect("a range");
        let corner = |corner: &str| {
            let (column, row) = corner[1..].split_once('$').expect("it is absolute");
            (column.to_owned(), row.parse::<u32>().expect("a row"))
        };
        let ((left, top), (right, bottom)) = (corner(first), corner(last));
        let columns = || (left.as_bytes()[0]..=right.as_bytes()[0]).map(char::from);
        let places = (top..=bottom).flat_map(|row| columns().map(move |c| format!("{c}{row}")));
        places
            .filter_map(|place| cells.get(&place).map(|cell| cell.value.clone()))
            .collect()
    };
    for axis in ["likelihood", "impact"] {
        assert_eq!(words(&format!("{axis}_levels")), ["Low", "Medium", "High"]);
        assert_eq!(words(&format!("{axis}_numbers")), ["1", "2", "3"]);
        assert!(words(&format!("{axis}_words")).contains(&"Moderate".to_owned()));
    }
    assert_eq!(
        words("rating_levels"),
        ["Note", "Low", "Medium", "High", "Critical"]
    );
    let matrix = [
        "Note", "Low", "Medium", "Low", "Medium", "High", "Medium", "High", "Critical",
    ];
    assert_eq!(words("rating_matrix"), matrix);
    assert!(names["component_names"].starts_with("OFFSET(Components!$A$2"));
}

#[test]
fn names_of_words_stand_for_nothing_else() {
    let package = example_package();
    let cells = package.cells(SCALE);
    let range = &names(&package)["likelihood_words"];
    let (first, last) = range.split_once(':').expect("a range");
    let columns = [first, last].map(|corner| corner.replace("Scale!", "").replace('$', ""));
    let columns = columns[0].as_bytes()[0]..=columns[1].as_bytes()[0];
    let mut columns = columns.map(char::from);
    let of_low = columns
        .by_ref()
        .filter_map(|column| cells.get(&format!("{column}5")));
    let of_low: Vec<&str> = of_low.map(|cell| cell.value.as_str()).collect();
    assert_eq!(of_low, ["Low", "L"]);
}

#[test]
fn levels_and_ratings_have_the_colours_of_the_scale() {
    let (register, settings) = everything();
    let package = Package::open(&workbook_of(&register, &settings));
    let styles = package.part("xl/styles.xml");
    let dxfs = styles.all("dxf");
    let colours = |range: &str| -> Vec<String> {
        let sheet = package.sheet(RISKS);
        let all = sheet.all("conditionalFormatting").into_iter();
        let rules = all.filter(|formatting| formatting.get("sqref") == range);
        let rules = rules.flat_map(|formatting| formatting.all("cfRule"));
        let colour = |rule: &Element| {
            only(dxfs[rule.number("dxfId")], "bgColor")
                .get("rgb")
                .into()
        };
        rules.map(colour).collect()
    };
    let stated = |levels: &Levels| -> Vec<String> {
        let colours = levels.iter().filter_map(|(_, level)| level.colour);
        colours
            .map(|colour| colour.to_string().replace('#', "FF"))
            .collect()
    };
    let scale = register.scale();
    assert_eq!(colours("D2:D1048576"), stated(scale.likelihood()));
    assert_eq!(colours("E2:E1048576"), stated(scale.impact()));
    assert_eq!(colours("J2:J1048576"), stated(scale.rating()));
}

#[test]
fn nothing_in_a_workbook_depends_on_the_clock() {
    let workbook = workbook_of(&example().register, &Settings::default());
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(workbook)).expect("an archive");
    for index in 0..archive.len() {
        let part = archive.by_index(index).expect("there is a part");
        assert_eq!(
            part.last_modified(),
            Some(zip::DateTime::default()),
            "{:?}",
            part.name()
        );
    }
    let core = example_package().part("docProps/core.xml");
    for name in ["created", "modified"] {
        assert_eq!(only(&core, name).text, "2000-01-01T00:00:00Z");
    }
}
