//! What stands on the sheet of risks before and behind its rows.

use risk_core::RiskField;

use super::cells::Cells;
use super::features::Feature;
use super::plan::{Layout, Plan};
use super::rows::dimension;
use super::xml::escaped;
use crate::update_checker::places::Place;

/// What stands before the rows.
pub fn before(cells: &Cells, layout: &Layout, plan: &Plan) -> String {
    let mut xml = String::new();
    if plan.has(Feature::Dimension) {
        xml.push_str(&format!("<dimension ref=\"{}\"/>", dimension(cells)));
    }
    if plan.has(Feature::Columns) {
        let below = Place::new(layout.header + 1, 1);
        let header = layout.header;
        xml.push_str(&format!(
            "<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"{header}\" \
            topLeftCell=\"{below}\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView>\
            </sheetViews><sheetFormatPr defaultRowHeight=\"15\"/>\
            <cols><col min=\"1\" max=\"4\" width=\"30.7\" customWidth=\"1\"/></cols>"
        ));
    }
    xml
}

/// What stands behind the rows: elements in the order that the standard has.
pub fn behind(
    cells: &Cells,
    layout: &Layout,
    plan: &Plan,
    relationships: &Relationships,
) -> String {
    let mut xml = String::new();
    if is_filtered(plan) {
        xml.push_str(&format!("<autoFilter ref=\"{}\"/>", layout.everything()));
    }
    if !cells.merged.is_empty() {
        let count = cells.merged.len();
        let merged = cells
            .merged
            .iter()
            .map(|range| format!("<mergeCell ref=\"{range}\"/>"));
        let merged: String = merged.collect();
        xml.push_str(&format!(
            "<mergeCells count=\"{count}\">{merged}</mergeCells>"
        ));
    }
    xml.push_str(&formats(layout, plan));
    if plan.has(Feature::Validations) {
        let range = layout.below_header(level_column(layout));
        xml.push_str(&format!(
            "<dataValidations count=\"1\"><dataValidation type=\"list\" allowBlank=\"1\" \
            showErrorMessage=\"0\" sqref=\"{range} {}\"><formula1>&quot;Low,Medium,High&quot;\
            </formula1></dataValidation></dataValidations>",
            layout.below_header(layout.last_column() + 5),
        ));
    }
    xml.push_str(&links(layout, plan, relationships));
    xml.push_str(
        "<pageMargins left=\"0.7\" right=\"0.7\" top=\"0.75\" bottom=\"0.75\" \
        header=\"0.3\" footer=\"0.3\"/>",
    );
    for (name, id) in [
        ("drawing", &relationships.drawing),
        ("legacyDrawing", &relationships.comments),
    ] {
        if let Some(id) = id {
            xml.push_str(&format!("<{name} r:id=\"{id}\"/>"));
        }
    }
    if let Some(id) = &relationships.table {
        xml.push_str(&format!(
            "<tableParts count=\"1\"><tablePart r:id=\"{id}\"/></tableParts>"
        ));
    }
    xml + &later(layout, plan)
}

/// The relationships of the sheet, by what they are for.
#[derive(Debug, Default)]
pub struct Relationships {
    pub link: Option<String>,
    pub drawing: Option<String>,
    pub comments: Option<String>,
    pub table: Option<String>,
}

/// Whether the sheet has a filter of its own: a table has one already.
pub fn is_filtered(plan: &Plan) -> bool {
    plan.has(Feature::Filter) && !plan.is_table()
}

fn level_column(layout: &Layout) -> u32 {
    let column = layout
        .column(RiskField::Likelihood)
        .or(layout.column(RiskField::Impact));
    column.unwrap_or_else(|| layout.description())
}

fn formats(layout: &Layout, plan: &Plan) -> String {
    if !plan.has(Feature::ConditionalFormats) || plan.has(Feature::NoStyles) {
        return String::new();
    }
    let column = level_column(layout);
    let (range, first) = (
        layout.below_header(column),
        Place::new(layout.header + 1, column),
    );
    format!(
        "<conditionalFormatting sqref=\"{range}\"><cfRule type=\"expression\" dxfId=\"0\" \
        priority=\"1\"><formula>{first}=&quot;High&quot;</formula></cfRule></conditionalFormatting>"
    )
}

fn links(layout: &Layout, plan: &Plan, relationships: &Relationships) -> String {
    let mut xml = String::new();
    let column = layout
        .column(RiskField::Notes)
        .unwrap_or(layout.first_column());
    if let (Some(id), Some(row)) = (&relationships.link, layout.rows.first()) {
        let place = Place::new(*row, column);
        xml.push_str(&format!("<hyperlink ref=\"{place}\" r:id=\"{id}\"/>"));
    }
    if plan.has(Feature::Hyperlinks) {
        let place = Place::new(layout.header, layout.first_column());
        let sheet = escaped(&quoted(plan.sheet));
        xml.push_str(&format!(
            "<hyperlink ref=\"{place}\" location=\"{sheet}!A1\" display=\"Top\"/>"
        ));
    }
    if xml.is_empty() {
        xml
    } else {
        format!("<hyperlinks>{xml}</hyperlinks>")
    }
}

/// What only later editions know, which stands in a list of extensions.
fn later(layout: &Layout, plan: &Plan) -> String {
    let mut xml = String::new();
    let range = layout.below_header(level_column(layout));
    let first = Place::new(layout.header + 1, level_column(layout));
    if plan.has(Feature::LaterFormats) {
        xml.push_str(&format!(
            "<ext uri=\"{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}\" xmlns:x14=\"{X14}\">\
            <x14:conditionalFormattings><x14:conditionalFormatting xmlns:xm=\"{XM}\">\
            <x14:cfRule type=\"expression\" priority=\"2\" \
            id=\"{{0B1A7C52-6C7B-4D7E-9C0B-2F3F6B6E0001}}\"><xm:f>LEN({first})&gt;3</xm:f>\
            <x14:dxf><font><i/></font></x14:dxf></x14:cfRule><xm:sqref>{range}</xm:sqref>\
            </x14:conditionalFormatting></x14:conditionalFormattings></ext>"
        ));
    }
    if plan.has(Feature::LaterValidations) {
        let range = layout.below_header(layout.last_column());
        xml.push_str(&format!(
            "<ext uri=\"{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}\" xmlns:x14=\"{X14}\">\
            <x14:dataValidations count=\"1\" xmlns:xm=\"{XM}\"><x14:dataValidation type=\"list\" \
            allowBlank=\"1\" showErrorMessage=\"0\"><x14:formula1><xm:f>$AZ$1:$AZ$2</xm:f>\
            </x14:formula1><xm:sqref>{range}</xm:sqref></x14:dataValidation>\
            </x14:dataValidations></ext>"
        ));
    }
    if xml.is_empty() {
        xml
    } else {
        format!("<extLst>{xml}</extLst>")
    }
}

const X14: &str = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main";
const XM: &str = "http://schemas.microsoft.com/office/excel/2006/main";

/// The name of a sheet as formulas have it.
pub fn quoted(sheet: &str) -> String {
    format!("'{}'", sheet.replace('\'', "''"))
}
