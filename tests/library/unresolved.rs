//! Formulas without a stored result, as scripts leave them: what they give is not known.

use risk_core::edit::{Edited, Matches};
use risk_core::workbook::ReadOptions;
use risk_core::{ExtraValue, Key, Reading, Register, Severity};

use crate::reading::{reading, told};
use crate::xlsx::{Package, header, row, sheet, text, value};

/// A cell with a formula that nobody has computed.
fn formula(reference: &str, formula: &str) -> String {
    format!("<c r=\"{reference}\"><f>{formula}</f><v></v></c>")
}

/// Risks R1 to R5 with a team and a cost, whose level, owner and cost the cells of their rows give.
fn workbook(cells: impl Fn(u32) -> String) -> Package {
    let of = |number: u32| {
        let at = |column: &str| format!("{column}{number}");
        let cells = text(&at("A"), &format!("R{}", number - 1))
            + &text(&at("B"), "API")
            + &text(&at("C"), &format!("It fails in the way {number}"))
            + &cells(number);
        row(number, &cells)
    };
    let rows: String = (2..=6).map(of).collect();
    Package::of_rows(&(header(&["Owner", "Cost"]) + &rows))
}

fn stated() -> Package {
    workbook(|number| {
        let at = |column: &str| format!("{column}{number}");
        text(&at("D"), "High") + &text(&at("J"), "Ann") + &value(&at("K"), "", "5")
    })
}

/// What an import of a workbook onto the stated register changes, as lines.
fn imported(source: &Reading) -> (Register, Vec<String>) {
    let before = reading(&stated().build()).register;
    let edited = Edited::onto(&before, source, &Matches::default()).expect("all are matched");
    let lines = edited
        .lines()
        .iter()
        .map(|line| format!("{line:?}"))
        .collect();
    (edited.after, lines)
}

#[test]
fn an_import_keeps_what_formulas_without_a_result_would_state() {
    let source = workbook(|number| {
        let at = |column: &str| format!("{column}{number}");
        match number {
            2 => text(&at("D"), "High") + &text(&at("J"), "Ann"),
            _ => formula(&at("D"), "A1") + &formula(&at("J"), "B1") + &formula(&at("K"), "C1"),
        }
    });
    let (after, lines) = imported(&reading(&source.build()));
    // Of the first risk there is no cost any more, and of the others nothing is known.
    assert_eq!(lines.len(), 1, "{lines:?}");
    let cost = Key::first("Cost");
    for (risk, cost_before) in after.risks().zip(
        [None, Some(&ExtraValue::Integer(5))]
            .into_iter()
            .chain([Some(&ExtraValue::Integer(5)); 3]),
    ) {
        assert_eq!(risk.likelihood.as_deref(), Some("High"));
        assert_eq!(risk.owner, "Ann");
        assert_eq!(risk.extra.get(&cost), cost_before);
    }
}

#[test]
fn formulas_without_a_result_are_one_finding_for_each_column() {
    let source = workbook(|number| {
        let at = |column: &str| format!("{column}{number}");
        let owner = match number {
            3 => formula(&at("J"), "B1"),
            _ => text(&at("J"), "Ann"),
        };
        owner + &formula(&at("D"), "A1")
    });
    let findings = reading(&source.build()).findings;
    assert_eq!(
        told(&findings, "formula-without-result"),
        [
            "Risks!D2 in the column `Likelihood` 5 cells have formulas without a stored result: D2, D3, D4, …; \
             open and save the workbook in a spreadsheet program, which computes them",
            "Risks!J3 in the column `Owner` 1 cell has a formula without a stored result: J3; \
             open and save the workbook in a spreadsheet program, which computes them",
        ]
    );
    let all = findings.iter().map(|finding| finding.data.found.as_deref());
    assert_eq!(all.collect::<Vec<_>>(), [Some("D2:D6"), Some("J3")]);
    assert!(
        findings
            .iter()
            .all(|finding| finding.severity == Severity::Warning)
    );
}

#[test]
fn a_formula_whose_result_is_an_empty_text_states_that_there_is_nothing() {
    let source = workbook(|number| {
        let at = |column: &str| format!("{column}{number}");
        let owner = format!("<c r=\"J{number}\" t=\"str\"><f>B1</f><v></v></c>");
        text(&at("D"), "High") + &owner + &value(&at("K"), "", "5")
    });
    let reading = reading(&source.build());
    assert!(told(&reading.findings, "formula-without-result").is_empty());
    assert!(
        imported(&reading)
            .0
            .risks()
            .all(|risk| risk.owner.is_empty())
    );
}

#[test]
fn what_an_array_formula_or_a_merged_cell_would_give_is_not_known_either() {
    let source = workbook(|number| {
        let at = |column: &str| format!("{column}{number}");
        let owner = match number {
            2 => "<c r=\"J2\"><f t=\"array\" ref=\"J2:J4\">B1</f></c>".to_owned(),
            3 | 4 => String::new(),
            _ => text(&at("J"), "Ann"),
        };
        let level = match number {
            5 => formula(&at("D"), "A1"),
            6 => String::new(),
            _ => text(&at("D"), "High"),
        };
        level + &owner + &value(&at("K"), "", "5")
    });
    let part = "xl/worksheets/sheet1.xml";
    let merged = "</sheetData><mergeCells><mergeCell ref=\"D5:D6\"/></mergeCells>";
    let position = (0..source.count())
        .find(|at| source.part_at(*at).0 == part)
        .unwrap();
    let rows = String::from_utf8(source.part_at(position).1.to_vec()).unwrap();
    let source = source
        .clone()
        .part(part, rows.replace("</sheetData>", merged));
    let (after, lines) = imported(&reading(&source.build()));
    assert_eq!(lines, [""; 0]);
    assert!(after.risks().all(|risk| risk.owner == "Ann"));
    // Where blank cells mean the one above, nothing is filled down from one that is not known.
    let mut options = ReadOptions::default();
    options.fill_down = [risk_core::RiskField::Component].into();
    let rows = header(&["Owner"])
        + &row(2, &(text("B2", "API") + &text("C2", "It stops often")))
        + &row(3, &(formula("B3", "A1") + &text("C3", "It is slow today")))
        + &row(4, &text("C4", "It answers nothing at all"));
    let package = Package::of_sheets(&[("Risks", "")]).part(part, sheet(&rows));
    let read = risk_core::workbook::read(&package.build(), &options).expect("it is a register");
    let components: Vec<&str> = read
        .register
        .risks()
        .map(|risk| risk.stated().component.as_str())
        .collect();
    assert_eq!(components, ["API", "", ""]);
}
