//! A plan to the package of a workbook.

use super::attached;
use super::beside::{self, Relationships, is_filtered, quoted};
use super::cells::Cells;
use super::features::Feature;
use super::parts::Parts;
use super::plan::{Layout, Plan};
use super::rows;
use super::sheet;
use super::sheets;
use super::stated::{self, TITLE};
use super::strings::Strings;
use super::styles::styles;
use super::xml::{MAIN, OFFICE, escaped, finished};
use crate::update_checker::places::Place;

const BOOK: &str = "xl/workbook.xml";
const OPEN_XML: &str = "vnd.openxmlformats-officedocument.spreadsheetml";

/// A sheet of the workbook.
struct Sheet {
    name: String,
    is_hidden: bool,
    cells: Cells,
    is_risks: bool,
}

/// The bytes of a workbook.
pub fn package(plan: &Plan) -> Vec<u8> {
    let layout = plan.layout();
    let mut parts = Parts::new(plan);
    let mut strings = Strings::new(plan);
    let sheets = all_sheets(&layout, plan);
    parts.relate("", "officeDocument", BOOK);
    let mut listed = String::new();
    for (number, sheet) in sheets.iter().enumerate() {
        let part = format!("xl/worksheets/sheet{}.xml", number + 1);
        let id = parts.relate(BOOK, "worksheet", &part);
        let related = if sheet.is_risks {
            relationships(&part, &layout, plan, &mut parts)
        } else {
            Relationships::default()
        };
        let xml = worksheet(sheet, &layout, plan, &related, &mut strings);
        parts.add(
            &part,
            &format!("{OPEN_XML}.worksheet+xml"),
            finished(&xml, true, plan),
        );
        let state = if sheet.is_hidden {
            " state=\"hidden\""
        } else {
            ""
        };
        let (name, number) = (escaped(&sheet.name), sheet_id(number));
        listed.push_str(&format!(
            "<sheet name=\"{name}\" sheetId=\"{number}\"{state} r:id=\"{id}\"/>"
        ));
    }
    let mut add = |kind: &str, usual: &str, xml: &str| {
        let usual = format!("xl/{usual}.xml");
        parts.relate(BOOK, kind, &usual);
        parts.add(
            &usual,
            &format!("{OPEN_XML}.{kind}+xml"),
            finished(xml, false, plan),
        );
    };
    if let Some(xml) = strings.part(plan) {
        add("sharedStrings", "sharedStrings", &xml);
    }
    if !plan.has(Feature::NoStyles) {
        add("styles", "styles", &styles());
    }
    if let Some(xml) = chain(&sheets).filter(|_| plan.has(Feature::CalcChain)) {
        add("calcChain", "calcChain", &xml);
    }
    let kind = if plan.has(Feature::Macros) {
        "vnd.ms-excel.sheet.macroEnabled.main+xml".to_owned()
    } else {
        format!("{OPEN_XML}.sheet.main+xml")
    };
    let xml = book(&listed, &sheets, &layout, plan);
    parts.add(BOOK, &kind, finished(&xml, false, plan));
    others(plan, &mut parts);
    parts.finish()
}

/// The number that a workbook gives a sheet, by its position: they are not always in order.
fn sheet_id(position: usize) -> usize {
    7 - position
}

fn all_sheets(layout: &Layout, plan: &Plan) -> Vec<Sheet> {
    let sheet = |name: &str, cells: Cells| Sheet {
        name: name.to_owned(),
        is_hidden: false,
        cells,
        is_risks: false,
    };
    let mut risks = sheet(plan.sheet, sheet::cells(plan));
    risks.is_risks = true;
    let mut sheets = vec![risks];
    let name = quoted(plan.sheet);
    if plan.has(Feature::GuideFirst) {
        sheets.insert(0, sheet("Guide", sheets::guide(&name, layout, plan)));
    }
    if plan.has(Feature::HiddenGuide) {
        let mut hidden = sheet("Lists & more", sheets::guide(&name, layout, plan));
        hidden.is_hidden = true;
        sheets.push(hidden);
    }
    if !plan.components.is_empty() {
        sheets.push(sheet("Components", sheets::components(&plan.components)));
    }
    if plan.has(Feature::Rehearsals) {
        let register = stated::register(plan);
        sheets.push(sheet("REHEARSALS", sheets::rehearsals(&register)));
    }
    sheets
}

/// Adds what the sheet of risks is related to.
fn relationships(part: &str, layout: &Layout, plan: &Plan, parts: &mut Parts<'_>) -> Relationships {
    let mut related = Relationships::default();
    if plan.has(Feature::Hyperlinks) && !layout.rows.is_empty() {
        let address = "https://trello.com/c/a1?x=1&y=2";
        related.link = Some(parts.relate_outside(part, "hyperlink", address));
    }
    if plan.has(Feature::Drawing) {
        let drawing = "xl/drawings/drawing1.xml";
        let kind = "vnd.openxmlformats-officedocument.drawing+xml";
        related.drawing = Some(parts.relate(part, "drawing", drawing));
        parts.add(drawing, kind, attached::drawing());
    }
    if plan.has(Feature::Comments) {
        let place = Place::new(layout.header + 1, layout.description());
        let (comments, drawn) = ("xl/comments1.xml", "xl/drawings/vmlDrawing1.vml");
        let xml = finished(&attached::comments(place), false, plan);
        parts.relate(part, "comments", comments);
        parts.add(comments, &format!("{OPEN_XML}.comments+xml"), xml);
        related.comments = Some(parts.relate(part, "vmlDrawing", drawn));
        parts.add(drawn, "", attached::comment_drawing(place));
    }
    if plan.is_table() {
        let table = "xl/tables/table1.xml";
        let xml = finished(&attached::table(layout, plan), false, plan);
        related.table = Some(parts.relate(part, "table", table));
        parts.add(table, &format!("{OPEN_XML}.table+xml"), xml);
    }
    related
}

fn worksheet(
    sheet: &Sheet,
    layout: &Layout,
    plan: &Plan,
    related: &Relationships,
    strings: &mut Strings,
) -> String {
    let (mut before, mut behind) = (String::new(), String::new());
    if sheet.is_risks {
        before = beside::before(&sheet.cells, layout, plan);
        behind = beside::behind(&sheet.cells, layout, plan, related);
    } else if !sheet.cells.merged.is_empty() {
        let merged = &sheet.cells.merged[0];
        behind = format!("<mergeCells count=\"1\"><mergeCell ref=\"{merged}\"/></mergeCells>");
    }
    let rows = rows::rows(&sheet.cells, plan, strings);
    let later = if plan.has(Feature::RowExtras) {
        " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
            mc:Ignorable=\"x14ac\" \
            xmlns:x14ac=\"http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac\""
    } else {
        ""
    };
    format!(
        "<worksheet xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"{later}>{before}<sheetData>{rows}\
        </sheetData>{behind}</worksheet>"
    )
}

/// The order of calculation, if there is anything to calculate.
fn chain(sheets: &[Sheet]) -> Option<String> {
    let mut entries = String::new();
    for (number, sheet) in sheets.iter().enumerate() {
        for (position, (row, column)) in sheet.cells.formulas().enumerate() {
            // Those that follow are of the same sheet.
            let id = match position {
                0 => format!(" i=\"{}\"", sheet_id(number)),
                _ => String::new(),
            };
            entries.push_str(&format!("<c r=\"{}\"{id}/>", Place::new(row, column)));
        }
    }
    let has_some = !entries.is_empty();
    has_some.then(|| format!("<calcChain xmlns=\"{MAIN}\">{entries}</calcChain>"))
}

fn book(listed: &str, sheets: &[Sheet], layout: &Layout, plan: &Plan) -> String {
    let properties = if plan.has(Feature::Dates1904) {
        "<workbookPr date1904=\"1\"/>"
    } else {
        "<workbookPr/>"
    };
    let names = names(sheets, layout, plan);
    let calculation = if plan.has(Feature::CalcProperties) {
        "<calcPr calcId=\"191029\"/>"
    } else {
        ""
    };
    format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\">{properties}<bookViews><workbookView/>\
        </bookViews><sheets>{listed}</sheets>{names}{calculation}</workbook>"
    )
}

fn names(sheets: &[Sheet], layout: &Layout, plan: &Plan) -> String {
    let position = sheets
        .iter()
        .position(|sheet| sheet.is_risks)
        .unwrap_or_default();
    let sheet = escaped(&quoted(plan.sheet));
    let absolute = |range: &str| {
        let ends = range.split(':').map(|end| {
            let digits = end.trim_start_matches(|c: char| c.is_ascii_uppercase());
            format!("${}${digits}", &end[..end.len() - digits.len()])
        });
        let ends: Vec<String> = ends.collect();
        format!("{sheet}!{}", ends.join(":"))
    };
    let everything = absolute(&layout.everything());
    let local = format!("localSheetId=\"{position}\"");
    let name = |name: &str, more: &str, text: &str| {
        format!("<definedName name=\"{name}\" {more}>{text}</definedName>")
    };
    let mut xml = String::new();
    if is_filtered(plan) {
        let more = format!("{local} hidden=\"1\"");
        xml.push_str(&name("_xlnm._FilterDatabase", &more, &everything));
    }
    if plan.has(Feature::PrintNames) {
        xml.push_str(&name("_xlnm.Print_Area", &local, &everything));
        let header = format!("{sheet}!${0}:${0}", layout.header);
        xml.push_str(&name("_xlnm.Print_Titles", &local, &header));
    }
    if plan.has(Feature::OtherNames) {
        xml.push_str(&name("Appetite", "", "0.5"));
        xml.push_str(&name(
            "Descriptions",
            "",
            &absolute(&layout.below_header(layout.description())),
        ));
        xml.push_str(&name("Gone", "hidden=\"1\"", "#REF!"));
    }
    if xml.is_empty() {
        xml
    } else {
        format!("<definedNames>{xml}</definedNames>")
    }
}

/// Adds what has nothing to do with cells.
fn others(plan: &Plan, parts: &mut Parts<'_>) {
    const CORE: &str = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
    if plan.has(Feature::Properties) {
        let kind = CORE.replace("/metadata/", "/relationships/metadata/");
        let xml = format!(
            "<cp:coreProperties xmlns:cp=\"{CORE}\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\
            <dc:title>{}</dc:title></cp:coreProperties>",
            escaped(TITLE)
        );
        parts.relate("", &kind, "docProps/core.xml");
        parts.add(
            "docProps/core.xml",
            "vnd.openxmlformats-package.core-properties+xml",
            xml,
        );
    }
    if plan.has(Feature::CustomXml) {
        parts.relate(BOOK, "customXml", "customXml/item1.xml");
        parts.add(
            "customXml/item1.xml",
            "",
            "<own xmlns=\"urn:own\">kept as it is</own>",
        );
    }
    if plan.has(Feature::Macros) {
        parts.relate(
            BOOK,
            "http://schemas.microsoft.com/office/2006/relationships/vbaProject",
            "xl/vbaProject.bin",
        );
        parts.add(
            "xl/vbaProject.bin",
            "",
            &b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 macros"[..],
        );
    }
    if plan.has(Feature::UnknownPart) {
        parts.add("own/unknown.dat", "", &b"\x00\x01\xFF unknown"[..]);
    }
}
