//! Rows that risks leave and rows that new ones get: what they keep, what they do not, and what is told of both.

use risk_core::edit::{Assignment, Editor};
use risk_core::workbook::{ReadOptions, Update, Workbook, read};
use risk_core::{ExtraValue, Key, Risk, Scale, Settings};

use crate::create_examples::{register, workbook_of};
use crate::xlsx::{Package, formula, header, relationship, relationships, row, sheet, text, value};

/// A row of a risk, with more cells behind it.
fn risk(number: u32, more: &str) -> String {
    let cells =
        ["A", "B", "C"].map(|column| text(&format!("{column}{number}"), &format!("R{number}")));
    row(number, &(cells.concat() + more))
}

/// The update of an edit; what is put is read back.
fn edit(bytes: Vec<u8>, change: impl FnOnce(&mut Editor)) -> Update {
    let opened = Workbook::open(bytes, &ReadOptions::default());
    let (workbook, reading) = opened.expect("it is a register");
    let mut editor = Editor::new(reading.register).in_scope(&reading.scope);
    change(&mut editor);
    let edited = editor.finish().expect("it is a register");
    let update = workbook.put(&edited).expect("it can be updated");
    let again = read(&update.bytes, &ReadOptions::default()).expect("it is a register");
    assert_eq!(again.register.risks().len(), edited.after.risks().len());
    update
}

fn add(editor: &mut Editor) {
    let texts = ["component=Queue", "description=It is full"].map(str::parse::<Assignment>);
    let assignments: Vec<Assignment> = texts.into_iter().map(Result::unwrap).collect();
    editor.add_risk(&assignments, None).expect("it is allowed");
}

fn notes(update: &Update) -> Vec<String> {
    update.notes.iter().map(ToString::to_string).collect()
}

fn cells(update: &Update) -> Vec<String> {
    update.cells.iter().map(ToString::to_string).collect()
}

fn part(update: &Update, name: &str) -> String {
    let bytes = std::io::Cursor::new(&update.bytes);
    let mut archive = zip::ZipArchive::new(bytes).expect("it is a package");
    let part = archive.by_name(name).expect("it has the part");
    std::io::read_to_string(part).expect("it is text")
}

#[test]
fn a_blank_own_column_is_filled_before_one_that_has_a_value() {
    let rows = header(&["Team", "Zone"])
        + &risk(2, &text("K2", "west"))
        + &risk(3, &(text("J3", "blue") + &text("K3", "east")));
    let update = edit(Package::of_rows(&rows).build(), |editor| {
        let team = ["extra.Team=red".parse().expect("it is an assignment")];
        editor.set_risk("R2", &team).expect("it is allowed");
    });
    assert_eq!(cells(&update), ["Risks!J2: (empty) → red"]);
}

#[test]
fn a_formula_that_has_nothing_of_its_row_does_not_go_on() {
    let cell = |number: u32, text: &str| formula(&format!("J{number}"), "", text, "1");
    let number = value("J2", "", "3");
    let typed = ["2*500", "DATE(2026,5,1)", "TRUE()", "\"TODAY()\""];
    let typed = typed.map(|constant| (cell(2, constant), constant));
    let once = [
        "HYPERLINK(\"https://a.example/R3\",\"R3\")",
        "TODAY()",
        "$A$1&amp;\"C3\"",
    ];
    let once = once.map(|constant| (number.clone(), constant));
    for (above, constant) in typed.into_iter().chain(once) {
        let rows = risk(2, &above) + &risk(3, &cell(3, constant));
        let update = edit(Package::of_rows(&(header(&["Cost"]) + &rows)).build(), add);
        let note = "Risks!J4: the formula of the row above refers to no cell of its own row, and does not go on here";
        assert_eq!(notes(&update), [note], "{constant}");
        assert!(!cells(&update).iter().any(|cell| cell.contains("J4")));
    }
}

#[test]
fn a_formula_that_shows_a_row_of_another_sheet_does_not_give_it_to_a_new_risk() {
    let cell = |number: u32, text: &str| formula(&format!("J{number}"), "", text, "1");
    for [above, last] in [
        ["Data!C2", "Data!C3"],
        ["'Data'!$C2", "'Data'!$C3"],
        ["SUM(Data!C2:D2)", "SUM(Data!C3:D3)"],
        [
            "IF(Data!C2=\"\",\"\",Data!C2)",
            "IF(Data!C3=\"\",\"\",Data!C3)",
        ],
    ] {
        let rows = risk(2, &cell(2, above)) + &risk(3, &cell(3, last));
        let update = edit(Package::of_rows(&(header(&["Cost"]) + &rows)).build(), add);
        let note = "Risks!J4: the formula of the row above refers to no cell of its own row, and does not go on here";
        assert_eq!(notes(&update), [note], "{last}");
        assert!(!cells(&update).iter().any(|cell| cell.contains("J4")));
    }
    let rows = risk(2, "") + &risk(3, &cell(3, "VLOOKUP(A3,Data!A2:B9,2)+Risks!C3"));
    let update = edit(Package::of_rows(&(header(&["Cost"]) + &rows)).build(), add);
    let below = "Risks!J4: (empty) → =VLOOKUP(A4,Data!A3:B10,2)+Risks!C4";
    assert!(cells(&update).iter().any(|cell| cell == below));
}

#[test]
fn a_formula_of_its_row_goes_on_and_so_does_one_that_a_column_has_in_each_row() {
    for (formulas, below) in [
        (["LEN(C2)", "LEN(C3)"], "LEN(C4)"),
        (["1", "ROW()-1"], "ROW()-1"),
        (["1", "Rate*2"], "Rate*2"),
        (["1", "Costs[@Hours]*2"], "Costs[@Hours]*2"),
        (["$A$1*2", "$A$1*2"], "$A$1*2"),
        (["TODAY()", "TODAY()"], "TODAY()"),
        (["now()+30", "now()+30"], "now()+30"),
    ] {
        let rows: String = (2..)
            .zip(formulas)
            .map(|(number, text)| risk(number, &formula(&format!("J{number}"), "", text, "1")))
            .collect();
        let update = edit(Package::of_rows(&(header(&["Cost"]) + &rows)).build(), add);
        let expected = format!("Risks!J4: (empty) → ={below}");
        assert!(cells(&update).contains(&expected), "{:?}", cells(&update));
        assert!(notes(&update).is_empty(), "{:?}", notes(&update));
    }
}

/// A workbook of the rows whose sheet has comments on two cells.
fn with_comments(rows: &str) -> Package {
    let comments = "<comments xmlns=\"x\"><commentList><comment ref=\"C3\"/><comment ref=\"A2\"/>\
        </commentList></comments>";
    let relations = relationships(&[relationship(1, "comments", "../comments1.xml")]);
    Package::of_rows(&(header(&[]) + rows))
        .part("xl/worksheets/_rels/sheet1.xml.rels", relations)
        .part("xl/comments1.xml", comments)
}

#[test]
fn a_comment_that_stays_on_an_emptied_row_is_told() {
    let package = with_comments(&(risk(2, "") + &risk(3, "")));
    let update = edit(package.build(), |editor| {
        editor.remove_risk("R3").expect("it is there");
    });
    assert_eq!(
        notes(&update),
        ["Risks!C3: a comment stays on the emptied cell"]
    );
}

#[test]
fn what_stays_in_an_emptied_row_is_told() {
    let rows = header(&["Team"])
        + &risk(2, &(text("J2", "red") + &text("K2", "Low: rarely")))
        + &risk(3, &(text("J3", "blue") + &text("K3", "High: often")));
    let comments = "<comments xmlns=\"x\"><commentList><comment ref=\"J3\"/><comment ref=\"K3\"/>\
        </commentList></comments>";
    let relations = relationships(&[relationship(1, "comments", "../comments1.xml")]);
    let package = Package::of_rows(&rows)
        .part("xl/worksheets/_rels/sheet1.xml.rels", relations)
        .part("xl/comments1.xml", comments);
    let update = edit(package.build(), |editor| {
        editor.remove_risk("R3").expect("it is there");
    });
    let expected = [
        "Risks!K3: it stays in the emptied row, as its column has no header",
        "Risks!J3: a comment stays on the emptied cell",
        "Risks!K3: a comment stays in the emptied row",
    ];
    assert_eq!(notes(&update), expected);
    assert!(!cells(&update).iter().any(|cell| cell.contains("K3")));
}

#[test]
fn a_new_risk_in_an_emptied_row_is_seen_and_not_struck_through() {
    let hidden = "<row r=\"3\" hidden=\"1\"><c r=\"B3\" s=\"1\"/><c r=\"C3\" s=\"1\"/></row>";
    let struck = "<font/><font><strike/></font>";
    let package = with_comments(&(risk(2, "") + hidden)).styles(
        "",
        struck,
        "<xf fontId=\"0\"/><xf fontId=\"1\"/>",
    );
    let update = edit(package.build(), add);
    let expected = [
        "Risks!A3: the row was hidden, and is shown now",
        "Risks!C3: a comment that stood there before is on the cell of the new row",
    ];
    assert_eq!(notes(&update), expected);
    let sheet = part(&update, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<row r=\"3\" hidden=\"0\">"), "{sheet}");
    assert!(!sheet.contains("s=\"1\""), "{sheet}");
}

#[test]
fn what_ends_above_new_rows_is_named() {
    let rank = |number: u32| {
        let place = |column: &str| format!("{column}{number}");
        let score = value(&place("J"), "", "3");
        let rank = formula(&place("K"), "", &format!("RANK(J{number},$J$2:$J$3)"), "1");
        let sum = formula(&place("L"), "", &format!("SUM(J$2:J{number})"), "3");
        risk(number, &(score + &rank + &sum))
    };
    let risks = header(&["Score", "Rank", "Sum so far"]) + &rank(2) + &rank(3);
    let total = row(5, &formula("J5", "", "SUM(J2:J3)", "6"));
    let summary = row(1, &formula("A1", "", "SUM(Risks!J2:J3)", "6"))
        + &row(
            2,
            &formula("A2", "", "SUM(Risks!J:J)+SUM(J2:J3)+Risks!J3", "6"),
        );
    let chart = "<c:chartSpace xmlns:c=\"x\"><c:f>Risks!$J$2:$J$3</c:f><c:f>Risks!$A$2:$A$3</c:f></c:chartSpace>";
    let relations = relationships(&[relationship(1, "chart", "../charts/chart1.xml")]);
    let package = Package::of_sheets(&[("Risks", &(risks + &total)), ("Summary", &summary)])
        .part("xl/worksheets/_rels/sheet2.xml.rels", relations)
        .part("xl/charts/chart1.xml", chart);
    let update = edit(package.build(), add);
    let note = "Risks!A4: what ends at row 3 does not reach the new rows: Risks!K2, Risks!K3, Summary!A1 and 1 more";
    assert_eq!(notes(&update), [note]);
    assert!(cells(&update).contains(&"Risks!J5: =SUM(J2:J3) → =SUM(J2:J4)".to_owned()));
}

#[test]
fn what_a_sheet_has_beside_its_cells_and_ends_above_new_rows_is_named() {
    let sum = formula("J4", "", "SUM(J2:J3)", "6");
    let rows = header(&["Score"])
        + &risk(2, &value("J2", "", "3"))
        + &risk(3, &value("J3", "", "3"))
        + &row(4, &sum);
    let of_sheet =
        |beside: &str| sheet(&rows).replace("</worksheet>", &(beside.to_owned() + "</worksheet>"));
    let extension =
        |inner: &str| format!("<extLst><ext xmlns:x14=\"x\" xmlns:xm=\"y\">{inner}</ext></extLst>");
    let sparkline = |range: &str| {
        let spark = format!("<xm:f >{range}</xm:f ><xm:sqref>L1</xm:sqref>");
        extension(&format!(
            "<x14:sparklineGroup><x14:sparkline>{spark}</x14:sparkline></x14:sparklineGroup>"
        ))
    };
    let format = "<conditionalFormatting sqref=\"A2:A9\"><cfRule><formula>COUNTIF($A$2:$A$3,A2)</formula></cfRule></conditionalFormatting>";
    let validation = "<x14:dataValidation><x14:formula1><xm:f>$J$2:$J$3</xm:f></x14:formula1></x14:dataValidation>";
    for (beside, named) in [
        (sparkline("Risks!J2:J3"), "a sparkline of Risks"),
        (format.to_owned(), "a conditional format of Risks"),
        (extension(validation), "a validation of Risks"),
    ] {
        let package = Package::of_rows("").part("xl/worksheets/sheet1.xml", of_sheet(&beside));
        let note = format!("Risks!A4: what ends at row 3 does not reach the new rows: {named}");
        let notes = notes(&edit(package.build(), add));
        assert!(notes.contains(&note), "{notes:?}");
    }
    let beside = sparkline("Risks!J2:J9") + &sparkline("Risks!H3:J3");
    let package = Package::of_rows("").part("xl/worksheets/sheet1.xml", of_sheet(&beside));
    let notes = notes(&edit(package.build(), add));
    assert!(
        !notes.iter().any(|note| note.contains("does not reach")),
        "{notes:?}"
    );
}

#[test]
fn a_text_among_numbers_is_noted_and_a_time_is_shown_as_a_clock_does() {
    let formats = "<xf numFmtId=\"0\"/><xf numFmtId=\"20\"/>";
    let rows =
        risk(2, &value("J2", "s=\"1\"", "0.395833333333333")) + &risk(3, "<c r=\"J3\" s=\"1\"/>");
    let package = Package::of_rows(&(header(&["Starts"]) + &rows)).styles("", "<font/>", formats);
    let set = |risk: &str, text: &str| {
        edit(package.build(), |editor| {
            let assignments = [text.parse().expect("it is an assignment")];
            editor.set_risk(risk, &assignments).expect("it is allowed");
        })
    };
    let note = |cell: &str| {
        format!(
            "Risks!{cell}: `14:45` is a text here, where the column has numbers, dates or times"
        )
    };
    let update = set("R2", "extra.Starts=14:45");
    assert_eq!(cells(&update), ["Risks!J2: 09:30 → 14:45"]);
    assert_eq!(notes(&update), [note("J2")]);
    assert_eq!(notes(&set("R3", "extra.Starts=14:45")), [note("J3")]);
    assert!(notes(&set("R2", "extra.Starts=")).is_empty());
}

#[test]
fn the_filters_of_named_views_follow_new_rows() {
    let view = |range: &str| {
        format!(
            "<namedSheetViews xmlns=\"x\"><namedSheetView><nsvFilter ref=\"{range}\"/></namedSheetView></namedSheetViews>"
        )
    };
    let relations = relationships(&[relationship(1, "namedSheetView", "../view.xml")]);
    let total = row(4, &formula("J4", "", "SUM(J2:J3)", "6"));
    let rows = header(&["Score"]) + &risk(2, "") + &risk(3, "") + &total;
    let package = Package::of_rows("")
        .part("xl/worksheets/sheet1.xml", sheet(&rows))
        .part("xl/worksheets/_rels/sheet1.xml.rels", relations)
        .part("xl/view.xml", view("A1:J4"));
    assert_eq!(
        part(&edit(package.build(), add), "xl/view.xml"),
        view("A1:J5")
    );
    let package = package.part("xl/view.xml", view("A1:J3"));
    assert_eq!(
        part(&edit(package.build(), add), "xl/view.xml"),
        view("A1:J4")
    );
}

/// A workbook as a program leaves it that keeps the results of formulas alone.
fn without_formulas(workbook: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(workbook)).expect("a package");
    let names: Vec<String> = archive
        .file_names()
        .map(|name| name.expect("it has a name").into_owned())
        .collect();
    let parts = names.iter().map(|name| {
        let part = archive.by_name(name).expect("it is there");
        let part = std::io::read_to_string(part).expect("it is text");
        let plain = part.split("<f>").map(|part| match part.split_once("</f>") {
            Some((_, behind)) => behind,
            None => part,
        });
        (name.clone(), plain.collect::<String>())
    });
    let package = parts.fold(Package::empty(), |package, (name, part)| {
        package.part(&name, part)
    });
    package.build()
}

#[test]
fn a_column_beside_ratings_that_are_texts_by_now_is_changed_and_not_these() {
    let mut risk = Risk::new("R1");
    risk.description = "It is full".into();
    (risk.likelihood, risk.impact) = (Some("High".into()), Some("High".into()));
    risk.extra
        .insert(Key::first("Rating"), ExtraValue::Text("B".into()));
    let before = register(Scale::default(), Vec::new(), vec![risk]);
    let workbook = without_formulas(&workbook_of(&before, &Settings::default()));
    let update = edit(workbook, |editor| {
        let rating = ["extra.Rating=A".parse().expect("it is an assignment")];
        editor.set_risk("R1", &rating).expect("it is allowed");
    });
    assert_eq!(cells(&update), ["Risks!N2: B → A"]);
}

#[test]
fn a_link_goes_with_the_card_that_the_text_named() {
    let links = "<hyperlinks><hyperlink ref=\"J2\" r:id=\"rId1\"/></hyperlinks></worksheet>";
    let target = "https://jira.example/browse/PAY-12";
    for (before, after, stays) in [
        ("PAY-12", "PAY-13", false),
        ("PAY-12", "PAY-123", false),
        ("PAY-12", "PAY-12, done", true),
        ("the card", "our card", true),
    ] {
        let rows = header(&["Ticket"]) + &risk(2, &text("J2", before));
        let relation = relationship(1, "hyperlink", target);
        let relation = relation.replace("/>", " TargetMode=\"External\"/>");
        let package = Package::of_rows(&rows)
            .part(
                "xl/worksheets/sheet1.xml",
                sheet(&rows).replace("</worksheet>", links),
            )
            .part(
                "xl/worksheets/_rels/sheet1.xml.rels",
                relationships(&[relation]),
            );
        let update = edit(package.build(), |editor| {
            let ticket = format!("extra.Ticket={after}");
            let ticket = [ticket.parse().expect("it is an assignment")];
            editor.set_risk("R2", &ticket).expect("it is allowed");
        });
        let has_link = part(&update, "xl/worksheets/sheet1.xml").contains("<hyperlink ");
        assert_eq!(has_link, stays, "{before} → {after}");
    }
}
