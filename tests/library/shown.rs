//! Numbers that their cells show as something else: references among other text, and lengths of time.

use risk_core::Register;
use risk_core::edit::Editor;
use risk_core::workbook::{ReadOptions, Update, Workbook};

use crate::reading::{reading, told};
use crate::xlsx::{Package, header, inline, row, text, value};

/// Formats: 1 is `"RISK-"000`, 2 a length of time, 3 a time of day, 4 one of numbers with decimals.
fn styled(package: Package) -> Package {
    package.styles(
        "<numFmt numFmtId=\"164\" formatCode=\"&quot;RISK-&quot;000\"/>\
         <numFmt numFmtId=\"165\" formatCode=\"[h]:mm\"/>\
         <numFmt numFmtId=\"166\" formatCode=\"&quot;R&quot;0.0\"/>",
        "<font/>",
        "<xf/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId=\"20\"/><xf numFmtId=\"166\"/>",
    )
}

/// Risks 1 to 3, of which people see the numbers as `RISK-001` and so on.
fn numbered() -> Vec<u8> {
    let risk = |number: u32| {
        let at = |column| format!("{column}{}", number + 1);
        let cells = value(&at('A'), "s=\"1\"", &number.to_string())
            + &value(&at('B'), "s=\"1\"", "7")
            + &text(&at('C'), "It fails often");
        row(number + 1, &cells)
    };
    let rows = header(&["Owner"]) + &[1, 2, 3].map(risk).concat();
    styled(Package::of_rows(&rows)).build()
}

fn opened(bytes: Vec<u8>) -> (Workbook, Editor) {
    let opened = Workbook::open(bytes, &ReadOptions::default());
    let (workbook, reading) = opened.expect("it is a register");
    (workbook, Editor::new(reading.register))
}

fn references(register: &Register) -> Vec<&str> {
    let risks = register.risks();
    risks.map(|risk| risk.stated().reference.as_str()).collect()
}

/// The cells that an edit changes; what is read back is the register that was to be.
fn put(workbook: &Workbook, editor: Editor) -> Vec<String> {
    let edited = editor.finish().expect("the register is valid");
    let update: Update = workbook.put(&edited).expect("it can be updated");
    let read = reading(&update.bytes).register;
    assert!(
        read.risks()
            .map(|r| r.stated())
            .eq(edited.after.risks().map(|r| r.stated()))
    );
    update.cells.iter().map(ToString::to_string).collect()
}

#[test]
fn a_reference_is_what_its_cell_shows_and_other_numbers_stay_what_they_are() {
    let register = reading(&numbered()).register;
    assert_eq!(references(&register), ["RISK-001", "RISK-002", "RISK-003"]);
    let cells =
        value("A2", "s=\"4\"", "1") + &text("C2", "It fails") + &value("J2", "s=\"4\"", "1");
    let rows = header(&["Cost"]) + &row(2, &cells);
    let decimals = reading(&styled(Package::of_rows(&rows)).build()).register;
    assert_eq!(references(&decimals), ["R1.0"]);
    let risk = decimals.risk_at(0).unwrap();
    let cost = risk.extra.iter().next().unwrap().1;
    assert_eq!(cost.to_string(), "1");
}

#[test]
fn gaps_about_a_text_add_nothing_to_it() {
    let code = "_(* #,##0_);_(* \\(#,##0\\);_(* &quot;-&quot;_);_(@_)";
    let formats = format!("<numFmt numFmtId=\"164\" formatCode=\"{code}\"/>");
    let cells =
        inline("A2", "<t>R1</t>").replacen("<c ", "<c s=\"1\" ", 1) + &text("C2", "It fails");
    let package = Package::of_rows(&(header(&[]) + &row(2, &cells)));
    let styles = "<xf/><xf numFmtId=\"164\"/>";
    let read = reading(&package.styles(&formats, "<font/>", styles).build());
    assert_eq!(references(&read.register), ["R1"]);
    assert_eq!(told(&read.findings, "unreadable-cell"), [""; 0]);
}

#[test]
fn components_that_look_different_are_different() {
    let formats = "<numFmt numFmtId=\"164\" formatCode=\"&quot;Rack-&quot;000\"/>\
                   <numFmt numFmtId=\"165\" formatCode=\"&quot;Row-&quot;000\"/>\
                   <numFmt numFmtId=\"166\" formatCode=\"0.0\"/>\
                   <numFmt numFmtId=\"167\" formatCode=\"[&gt;5]0;0\"/>";
    let styles = "<xf/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId=\"166\"/>\
                  <xf numFmtId=\"2\"/><xf numFmtId=\"167\"/>";
    let component = |at: u32, style: u32, number: &str| {
        let cell = value(&format!("B{at}"), &format!("s=\"{style}\""), number);
        row(at, &(cell + &text(&format!("C{at}"), "It fails")))
    };
    let of = |cells: &[(u32, &str)]| {
        let rows = (2..).zip(cells);
        let rows = rows.map(|(at, (style, number))| component(at, *style, number));
        let rows = header(&[]) + &rows.collect::<String>();
        Package::of_rows(&rows)
            .styles(formats, "<font/>", styles)
            .build()
    };
    let seen = [(1, "7"), (2, "7"), (3, "1.1"), (4, "1.1"), (0, "7")];
    let read = reading(&of(&seen));
    let components = read.register.risks().map(|risk| risk.component.clone());
    let components: Vec<String> = components.collect();
    assert_eq!(components, ["Rack-007", "Row-007", "1.1", "1.10", "7"]);
    assert_eq!(told(&read.findings, "unreadable-cell"), [""; 0]);
    // What cannot be told apart is reported.
    let read = reading(&of(&[(5, "7"), (0, "7")]));
    assert_eq!(
        told(&read.findings, "unreadable-cell"),
        ["Risks!B2 the number format of the cell is not read, and shows something else"]
    );
}

#[test]
fn a_component_whose_cell_shows_its_name_is_renamed_and_read_back() {
    let (workbook, mut editor) = opened(numbered());
    let set = |assignment: &str| [assignment.parse().expect("it is an assignment")];
    for (reference, component) in [("RISK-001", "RISK-008"), ("RISK-002", "7")] {
        editor
            .set_risk(reference, &set(&format!("component={component}")))
            .expect("it is allowed");
    }
    assert_eq!(
        put(&workbook, editor),
        ["Risks!B2: RISK-007 → RISK-008", "Risks!B3: RISK-007 → 7"]
    );
}

#[test]
fn edits_of_risks_whose_cells_show_a_reference_are_read_back() {
    let (workbook, mut editor) = opened(numbered());
    let set = |assignment: &str| [assignment.parse().expect("it is an assignment")];
    editor
        .set_risk("RISK-001", &set("owner=X"))
        .expect("it is allowed");
    editor
        .add_risk(&set("description=It stops"), None)
        .expect("it is allowed");
    assert_eq!(
        put(&workbook, editor),
        [
            "Risks!J2: (empty) → X",
            "Risks!A5: (empty) → RISK-004",
            "Risks!C5: (empty) → It stops",
        ]
    );
    // A number alone would be shown as another reference.
    let (workbook, mut editor) = opened(numbered());
    for (reference, to) in [
        ("RISK-001", "RISK-011"),
        ("RISK-002", "2"),
        ("RISK-003", "RISK-3"),
    ] {
        editor.rename_risk(reference, to).expect("it is allowed");
    }
    assert_eq!(
        put(&workbook, editor),
        [
            "Risks!A2: RISK-001 → RISK-011",
            "Risks!A3: RISK-002 → 2",
            "Risks!A4: RISK-003 → RISK-3",
        ]
    );
}

/// Components with a recovery time in the cells of row 2 and of row 3.
fn components(cells: &str) -> Package {
    let headers = [
        ("A1", "Name"),
        ("B1", "Restore"),
        ("C1", "RTO"),
        ("D1", "Share"),
    ];
    let headers = headers.map(|(cell, header)| text(cell, header)).concat();
    let rows = row(1, &headers) + &row(2, &(text("A2", "API") + cells));
    let risks = header(&[]) + &row(2, &(text("B2", "API") + &text("C2", "It fails")));
    styled(Package::of_sheets(&[
        ("Risks", &risks),
        ("Components", &rows),
    ]))
}

#[test]
fn a_recovery_time_is_the_length_of_time_that_its_cell_shows() {
    let cells = value("B2", "s=\"2\"", "0.10416666666666667") + &value("C2", "s=\"3\"", "0.125");
    let cells = cells + &value("D2", "s=\"2\"", "1.5");
    let bytes = components(&cells).build();
    let read = reading(&bytes).register;
    let component = read.component_at(0).unwrap();
    let shown = [&component.restore, &component.rto].map(|time| time.as_ref().unwrap().to_string());
    assert_eq!(shown, ["2h30m", "3h"]);
    let share = component.extra.iter().next().unwrap().1.to_string();
    assert_eq!(share, "1.5");
    let (workbook, mut editor) = opened(bytes);
    let set = ["restore=1d4h", "rto=10m"].map(|one| one.parse().expect("it is an assignment"));
    editor.set_component("API", &set).expect("it is allowed");
    assert_eq!(
        put(&workbook, editor),
        [
            "Components!B2: 2h30m → 1d4h",
            "Components!C2: 03:00 → 00:10"
        ]
    );
}

#[test]
fn a_recovery_time_of_seconds_is_no_duration_and_shown_as_it_is() {
    let cells = value("B2", "s=\"2\"", "0.10451388888888889");
    let read = reading(&components(&cells).build());
    assert_eq!(
        told(&read.check(crate::reading::today()), "unrecognised-value"),
        ["Components!B2 `2:30:30` is not a duration such as 30m, 4h or 2d"]
    );
}

#[test]
fn a_shared_string_without_a_number_is_an_empty_text() {
    for cell in ["<v/>", "<v></v>", "<v> </v>", ""] {
        let cells = text("C2", "It fails") + &format!("<c r=\"I2\" t=\"s\">{cell}</c>");
        let package = Package::of_risk(&cells).shared(&["x"]);
        let (workbook, mut editor) = opened(package.build());
        let set = ["notes=x".parse().expect("it is an assignment")];
        editor.set_risk("~1", &set).expect("it is allowed");
        assert_eq!(put(&workbook, editor), ["Risks!I2: (empty) → x"], "{cell}");
    }
}
