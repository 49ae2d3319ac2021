//! Parts that a sheet has beside its own.

use super::columns::What;
use super::features::Feature;
use super::plan::{Layout, Plan};
use super::sheet::TABLE;
use super::xml::{MAIN, OFFICE, escaped};
use crate::update_checker::places::Place;
use risk_core::RiskField;

/// The table over the rows of risks.
pub fn table(layout: &Layout, plan: &Plan) -> String {
    let range = layout.everything();
    let filtered = format!(
        "{}:{}",
        Place::new(layout.header, layout.first_column()),
        Place::new(layout.last_row(), layout.last_column())
    );
    let columns = layout.columns.iter().zip(1..).map(|((_, column), id)| {
        let name = escaped(column.header).replace('\n', "_x000a_");
        let is_counted = layout.totals.is_some() && column.is(RiskField::Description);
        let counted = if is_counted {
            " totalsRowFunction=\"count\""
        } else {
            ""
        };
        let inside = match column.what {
            What::Lengths if !plan.has(Feature::SharedFormulas) => {
                let first = Place::new(layout.header + 1, layout.description());
                format!("<calculatedColumnFormula>LEN({first})</calculatedColumnFormula>")
            }
            _ => String::new(),
        };
        format!("<tableColumn id=\"{id}\" name=\"{name}\"{counted}>{inside}</tableColumn>")
    });
    let columns: String = columns.collect();
    let totals = match layout.totals {
        Some(_) => "totalsRowCount=\"1\"",
        None => "totalsRowShown=\"0\"",
    };
    format!(
        "<table xmlns=\"{MAIN}\" id=\"1\" name=\"{TABLE}\" displayName=\"{TABLE}\" ref=\"{range}\" \
        {totals}><autoFilter ref=\"{filtered}\"/><tableColumns count=\"{}\">{columns}</tableColumns>\
        <tableStyleInfo name=\"TableStyleMedium2\" showFirstColumn=\"0\" showLastColumn=\"0\" \
        showRowStripes=\"1\" showColumnStripes=\"0\"/></table>",
        layout.columns.len(),
    )
}

/// Somebody's comment on a cell.
pub fn comments(place: Place) -> String {
    format!(
        "<comments xmlns=\"{MAIN}\"><authors><author>Ada</author></authors><commentList>\
        <comment ref=\"{place}\" authorId=\"0\"><text><r><rPr><b/><sz val=\"9\"/></rPr>\
        <t>Ada:</t></r><r><t xml:space=\"preserve\"> is it so?</t></r></text></comment>\
        </commentList></comments>"
    )
}

/// How the comment is drawn.
pub fn comment_drawing(place: Place) -> String {
    let (row, column) = (place.row - 1, place.column - 1);
    format!(
        "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" \
        xmlns:o=\"urn:schemas-microsoft-com:office:office\" \
        xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><v:shapetype id=\"_x0000_t202\" \
        coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\"/>\
        <v:shape id=\"_x0000_s1025\" type=\"#_x0000_t202\" style=\"visibility:hidden\">\
        <x:ClientData ObjectType=\"Note\"><x:Row>{row}</x:Row><x:Column>{column}</x:Column>\
        </x:ClientData></v:shape></xml>"
    )
}

/// A rectangle over the sheet.
pub fn drawing() -> String {
    const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing";
    const SHAPES: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
    let corner = |name: &str, at: u32| {
        format!(
            "<xdr:{name}><xdr:col>{at}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{at}</xdr:row>\
            <xdr:rowOff>0</xdr:rowOff></xdr:{name}>"
        )
    };
    format!(
        "<xdr:wsDr xmlns:xdr=\"{DRAWING}\" xmlns:a=\"{SHAPES}\" xmlns:r=\"{OFFICE}\">\
        <xdr:twoCellAnchor>{}{}<xdr:sp macro=\"\" textlink=\"\"><xdr:nvSpPr>\
        <xdr:cNvPr id=\"2\" name=\"Box 1\"/><xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr><a:xfrm>\
        <a:off x=\"0\" y=\"0\"/><a:ext cx=\"9525\" cy=\"9525\"/></a:xfrm>\
        <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></xdr:spPr></xdr:sp><xdr:clientData/>\
        </xdr:twoCellAnchor></xdr:wsDr>",
        corner("from", 12),
        corner("to", 14),
    )
}
