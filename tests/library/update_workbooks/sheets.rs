//! The sheets beside that of the risks.

use risk_core::{Component, Register};

use super::cells::{Cell, Cells, Content, Form};
use super::features::Feature;
use super::plan::{Layout, Plan};
use super::styles::Look;

/// A sheet with words about the one of risks, and formulas that read it.
pub fn guide(sheet: &str, layout: &Layout, plan: &Plan) -> Cells {
    let mut cells = Cells::default();
    cells.put(1, 1, Cell::text("How to fill it in").bold(Look::Bold));
    cells.put(2, 1, Cell::text("Bold is in place, plain is to come"));
    let described = layout.below_header(layout.description());
    let count = plan.risks.len() + usize::from(layout.rows.is_empty());
    let counted = Cell::new(Content::Number(count.to_string()));
    let formula = format!("COUNTA({sheet}!{described})");
    cells.put(4, 2, counted.clone().formula(formula, Form::Plain));
    cells.put(5, 2, counted.formula("B4*1", Form::Plain));
    cells.merged.push("A2:C2".to_owned());
    if plan.has(Feature::BlankCells) {
        cells.put(5, 1, Cell::default().look(Look::Text));
    }
    cells
}

/// A sheet of the rehearsals of a register, with a column of its own.
pub fn rehearsals(register: &Register) -> Cells {
    let mut cells = Cells::default();
    cells.put(1, 2, Cell::text("What we exercised").bold(Look::Bold));
    let headers = [
        "DATE",
        "Outcome",
        "Component",
        "Notes",
        "Attendees",
        "kind",
        "reference",
        "Link",
        "Time to  detect",
        "Time to recover",
    ];
    for (header, column) in headers.iter().zip(2..) {
        cells.put(2, column, Cell::text(header).bold(Look::Header));
    }
    let of_risks = register.risks().flat_map(|risk| {
        let list = risk.stated().rehearsals.iter();
        list.map(move |one| (risk.key().to_string(), String::new(), one))
    });
    let of_components = register.components().flat_map(|component| {
        let list = component.stated().rehearsals.iter();
        list.map(move |one| (String::new(), component.key().to_string(), one))
    });
    // Some rows stand apart.
    let rows = (3..).filter(|row| row % 4 != 0);
    for ((reference, component, one), row) in of_components.chain(of_risks).zip(rows) {
        let text = |value: Option<String>| value.unwrap_or_default();
        let texts = [
            one.date.to_string(),
            text(one.outcome.as_ref().map(ToString::to_string)),
            component,
            one.notes.clone(),
            if row % 3 == 0 {
                "Ada, Bob".to_owned()
            } else {
                String::new()
            },
            one.kind.to_string(),
            reference,
            text(one.link.as_ref().map(|link| link.url().to_owned())),
            text(one.time_to_detect.as_ref().map(ToString::to_string)),
            text(one.time_to_recover.as_ref().map(ToString::to_string)),
        ];
        for (text, column) in texts.iter().zip(2..) {
            if !text.is_empty() {
                cells.put(row, column, Cell::text(text));
            }
        }
    }
    cells
}

/// A sheet that declares components.
pub fn components(components: &[Component]) -> Cells {
    let mut cells = Cells::default();
    let headers = ["Component name", "Restore", "Owner", "Description"];
    for (header, column) in headers.iter().zip(1..) {
        cells.put(1, column, Cell::text(header).bold(Look::Header));
    }
    for (component, row) in components.iter().zip(2..) {
        let restore = component.restore.as_ref().map(ToString::to_string);
        let texts = [
            component.name.clone(),
            restore.unwrap_or_default(),
            component.owner.clone(),
            component.description.clone(),
        ];
        for (text, column) in texts.iter().zip(1..) {
            if !text.is_empty() {
                cells.put(row, column, Cell::text(text));
            }
        }
    }
    cells
}
