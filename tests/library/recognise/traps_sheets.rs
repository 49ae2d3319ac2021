//! Tables that are no registers, beside one and alone.

use risk_core::edit::Matches;
use risk_core::workbook::{ReadOptions, inspect};
use risk_core::{Error, Import, ImportNote, ImportOptions, Key, Reading, json};

use super::board::Board;
use super::outcome::{answer, asked, assert_no_register, brief, references};
use super::{matching, workbook};

/// Two risks, in as plain a table as can be.
fn register() -> Board {
    Board::of(&[
        &["ID", "Risk", "Likelihood", "Impact"],
        &["R1", "The disk fails", "Low", "High"],
        &["R2", "The fan stops", "High", "Medium"],
    ])
}

/// Tables that have nothing to do with risks.
fn others() -> Vec<(&'static str, Board)> {
    let parts = Board::of(&[
        &["No.", "Component", "Description", "Quantity", "Supplier"],
        &["1", "Pump", "Pump for cooling water, 3 kW", "2", "Aqua Ltd"],
        &["2", "Valve", "Ball valve, brass", "12", "Aqua Ltd"],
    ]);
    let invoice = Board::of(&[
        &["No.", "Description", "Quantity", "Price", "Total"],
        &["1", "Repair of a pump", "1", "450", "=C2*D2;450"],
        &["2", "Ball valves", "12", "9.5", "=C3*D3;114"],
        &["", "Total", "", "", "=SUM(E2:E3);564"],
    ]);
    let requirements = Board::of(&[
        &[
            "ID",
            "Requirement",
            "Description",
            "Priority",
            "Status",
            "Owner",
        ],
        &["RQ-1", "Login", "A guest can log in", "High", "Open", "Ada"],
        &[
            "RQ-2",
            "Search",
            "A guest can search",
            "Medium",
            "Closed",
            "Bo",
        ],
        &["RQ-3", "Print", "A guest can print", "Low", "Open", "Ada"],
    ]);
    let temperatures = Board::of(&[
        &["Date", "Sensor", "Low", "Medium", "High"],
        &["2026-03-01", "Roof", "-2", "3", "8"],
        &["2026-03-02", "Roof", "0", "5", "11"],
    ]);
    let issues = Board::of(&[
        &[
            "ID",
            "Title",
            "Description",
            "Type",
            "Status",
            "Owner",
            "Comments",
        ],
        &[
            "17",
            "Typo",
            "The word is wrong",
            "Bug",
            "Open",
            "Ada",
            "Easy",
        ],
        &[
            "18",
            "Dark mode",
            "Dark mode flickers",
            "Bug",
            "Closed",
            "Bo",
            "",
        ],
    ]);
    let types = Board::of(&[
        &["ID", "Name", "Description", "Type"],
        &["1", "Blue", "A colour", "Colour"],
        &["2", "Round", "A shape", "Shape"],
    ]);
    let tests = Board::of(&[
        &["Ref", "System", "Description", "Status", "Notes"],
        &["T1", "Mail", "Mail is sent", "Passed", ""],
        &[
            "T2",
            "Search",
            "Search finds it",
            "Failed",
            "Again on Monday",
        ],
    ]);
    vec![
        ("a list of parts", parts),
        ("an invoice", invoice),
        ("a list of requirements", requirements),
        ("a table of temperatures", temperatures),
        ("a list of issues", issues),
        ("a list of types", types),
        ("a list of tests", tests),
    ]
}

/// Tables that explain levels.
fn legends() -> Vec<(&'static str, Board)> {
    let likelihoods = Board::of(&[
        &["Likelihood", "Description"],
        &["Low", "Less than once a year"],
        &["Medium", "Less than once a month"],
        &["High", "Once a month or more"],
    ]);
    let levels = Board::of(&[
        &["Level", "Likelihood", "Impact"],
        &["1", "Less than once a year", "Nobody notices"],
        &["2", "Less than once a month", "Guests complain"],
        &["3", "Once a month or more", "Guests leave"],
    ]);
    let ratings = Board::of(&[
        &["Risk", "Description"],
        &["Low", "Nothing has to be done"],
        &["Medium", "To be looked at in a quarter"],
        &["High", "To be looked at in a week"],
    ]);
    vec![
        ("a legend of likelihoods", likelihoods),
        ("a legend of levels", levels),
        ("a legend of ratings", ratings),
    ]
}

#[test]
fn a_table_without_words_of_risk_is_no_register() {
    for (what, board) in others() {
        assert_no_register(&board.build(), what);
    }
}

#[test]
fn a_legend_alone_is_no_register() {
    for (what, board) in legends() {
        assert_no_register(&board.build(), what);
    }
}

#[test]
fn a_sheet_of_something_else_is_no_rival_of_a_register() {
    for (what, board) in others().into_iter().chain(legends()) {
        for is_before in [true, false] {
            let register = register();
            let mut sheets = [("Other", "", &board), ("Risks", "", &register)];
            if !is_before {
                sheets.reverse();
            }
            let reading = answer(&workbook(&sheets));
            let reading = reading.unwrap_or_else(|asked| panic!("{what}: {asked:?}"));
            assert_eq!(references(&reading), ["R1", "R2"], "{what}");
        }
    }
}

#[test]
fn a_legend_above_a_register_is_not_its_header() {
    for (what, board) in legends() {
        let both = board.then(
            1,
            &[
                &["ID", "Risk", "Likelihood", "Impact"],
                &["R1", "The disk fails", "Low", "High"],
                &["R2", "The fan stops", "High", "Medium"],
            ],
        );
        if let Ok(reading) = answer(&both.build()) {
            let expected = [
                ["R1", "The disk fails", "Low", "High"],
                ["R2", "The fan stops", "High", "Medium"],
            ];
            assert_eq!(brief(&reading), expected, "{what}");
        }
    }
}

#[test]
fn a_word_of_risk_among_the_headers_makes_a_register() {
    for (headers, row) in [
        (["ID", "Component", "Failure mode"], ["7", "Pump", "Leaks"]),
        (["No.", "Asset", "Threat"], ["1", "Door", "Left open"]),
        (["Ref", "Hazard", "Control"], ["H1", "Wet floor", "Mats"]),
        (
            ["ID", "Vulnerability", "Mitigation"],
            ["V1", "Old TLS", "Renew"],
        ),
    ] {
        let board = Board::of(&[&headers, &row]);
        let reading =
            answer(&board.build()).unwrap_or_else(|asked| panic!("{headers:?}: {asked:?}"));
        assert_eq!(references(&reading), [row[0]], "{headers:?}");
    }
}

#[test]
fn a_legend_of_both_levels_is_never_read_as_risks() {
    let legend = Board::of(&[
        &["Likelihood", "Description", "", "Impact", "Description"],
        &["1", "Rare", "", "1", "Nobody notices"],
        &["2", "Now and then", "", "2", "Guests complain"],
        &["3", "Often", "", "3", "Guests leave"],
    ]);
    asked(&legend.build());
    let register = register();
    if let Ok(reading) = answer(&workbook(&[
        ("Legend", "", &legend),
        ("Risks", "", &register),
    ])) {
        assert_eq!(references(&reading), ["R1", "R2"]);
    }
}

#[test]
fn a_register_over_several_sheets_is_imported_sheet_by_sheet() {
    let sheet = |letter: &str| {
        let [first, second] = ["1", "2"].map(|number| format!("{letter}{number}"));
        Board::of(&[
            &["ID", "Asset", "Risk", "Likelihood", "Impact"],
            &[&first, "Queue", "It is full for hours", "High", "Low"],
            &[&second, "DNS", "A record is removed", "Low", "High"],
        ])
    };
    let [web, data] = [sheet("W"), sheet("D")];
    let book = workbook(&[("Web", "", &web), ("Data", "", &data)]);
    let import = |target: Option<&Reading>, name: &str| {
        let mut options = target.map_or_else(ReadOptions::default, ReadOptions::beside);
        options.sheet = Some(name.to_owned());
        let reading = inspect(&book, &options).expect("it is read").into_reading();
        let reading = reading.expect("nothing is asked");
        Import::new(target, &reading, &options, &ImportOptions::default()).expect("it is imported")
    };
    let first = import(None, "Web");
    let target = json::read(&json::write(&first.register, &first.settings)).expect("it is written");
    let both = import(Some(&target), "Data");
    let references: Vec<String> = both
        .register
        .risks()
        .map(|risk| risk.reference.clone())
        .collect();
    assert_eq!(references, ["D1", "D2", "W1", "W2"]);
    assert!(
        both.notes.contains(&ImportNote::OtherSheets(2)),
        "{:?}",
        both.notes
    );
}

#[test]
fn one_reference_in_two_sheets_is_asked_about_before_a_risk_takes_the_place_of_another() {
    let sheet = |risk: &str| {
        Board::of(&[
            &["ID", "Asset", "Risk", "Likelihood", "Impact"],
            &["R1", "Queue", risk, "High", "Low"],
        ])
    };
    let [web, data] = [
        sheet("It is full for hours"),
        sheet("Keys rotate without notice"),
    ];
    let book = workbook(&[("Web", "", &web), ("Data", "", &data)]);
    let read = |target: Option<&Reading>, name: &str| {
        let mut options = target.map_or_else(ReadOptions::default, ReadOptions::beside);
        options.sheet = Some(name.to_owned());
        let reading = inspect(&book, &options).expect("it is read").into_reading();
        (reading.expect("nothing is asked"), options)
    };
    let (reading, options) = read(None, "Web");
    let first =
        Import::new(None, &reading, &options, &ImportOptions::default()).expect("it is new");
    let target = json::read(&json::write(&first.register, &first.settings)).expect("it is written");
    let (reading, options) = read(Some(&target), "Data");
    let asked = Import::new(Some(&target), &reading, &options, &ImportOptions::default());
    assert!(matches!(asked, Err(Error::Unmatched(_))), "{asked:?}");
    let one = Matches::from([(Key::first("R1"), Some(Key::first("R1")))]);
    let import = Import::new(Some(&target), &reading, &options, &matching(&one));
    assert_eq!(import.expect("it is answered").register.risks().len(), 1);
    let new = Matches::from([(Key::first("R1"), None)]);
    let import =
        Import::new(Some(&target), &reading, &options, &matching(&new)).expect("it is answered");
    let both = import.register.risks().map(|risk| risk.description.clone());
    let both: Vec<String> = both.collect();
    assert_eq!(both, ["Keys rotate without notice", "It is full for hours"]);
    let (reading, options) = read(Some(&target), "Web");
    let again = Import::new(Some(&target), &reading, &options, &ImportOptions::default());
    assert_eq!(
        again.expect("it is the same sheet").register.risks().len(),
        1
    );
}
