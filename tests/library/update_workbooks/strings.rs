//! Texts with their runs as XML, and the table of those that cells share.

use super::cells::Run;
use super::features::Feature;
use super::plan::Plan;
use super::xml::{MAIN, text};

/// The strings that cells share.
#[derive(Default)]
pub struct Strings {
    items: Vec<String>,
    /// How many cells have one.
    uses: usize,
    repeats: bool,
}

impl Strings {
    pub fn new(plan: &Plan) -> Self {
        let unused = "<r><rPr><b/></rPr><t>Nobody</t></r><r><t> has this</t></r>".to_owned();
        Self {
            items: if plan.has(Feature::UnusedStrings) {
                vec![unused]
            } else {
                Vec::new()
            },
            uses: 0,
            repeats: plan.has(Feature::RepeatedStrings),
        }
    }

    /// The number of a string.
    pub fn add(&mut self, item: String) -> usize {
        self.uses += 1;
        let known = self.items.iter().position(|known| *known == item);
        known.filter(|_| !self.repeats).unwrap_or_else(|| {
            self.items.push(item);
            self.items.len() - 1
        })
    }

    /// The part with the strings, if there are any.
    pub fn part(&self, plan: &Plan) -> Option<String> {
        let items = self.items.join("</si><si>");
        let counts = if plan.has(Feature::StringCounts) {
            format!(
                " count=\"{}\" uniqueCount=\"{}\"",
                self.uses,
                self.items.len()
            )
        } else {
            String::new()
        };
        let is_there = !self.items.is_empty();
        is_there.then(|| format!("<sst xmlns=\"{MAIN}\"{counts}><si>{items}</si></sst>"))
    }
}

/// What stands in the element of a string: a text, or runs, and how it is spoken.
pub fn string(runs: &[Run], cell_is_bold: bool, plan: &Plan) -> String {
    let is_plain = runs.iter().all(|run| run.is_bold == cell_is_bold);
    let mut xml = String::new();
    if is_plain && !plan.has(Feature::RichTexts) {
        let whole: String = runs.iter().map(|run| run.text.as_str()).collect();
        xml.push_str(&element(&whole, plan));
    } else {
        for (number, run) in runs.iter().enumerate() {
            let properties = properties(run, number, cell_is_bold, plan);
            xml.push_str(&format!("<r>{properties}{}</r>", element(&run.text, plan)));
        }
    }
    if plan.has(Feature::Phonetics) {
        xml.push_str("<rPh sb=\"0\" eb=\"1\"><t>spoken</t></rPh>");
        if !plan.has(Feature::NoStyles) {
            xml.push_str("<phoneticPr fontId=\"1\"/>");
        }
    }
    xml
}

fn element(content: &str, plan: &Plan) -> String {
    let is_spaced = content.trim() != content || content.contains(['\n', '\t']);
    let space = if is_spaced || plan.has(Feature::SpacedTexts) {
        " xml:space=\"preserve\""
    } else {
        ""
    };
    format!("<t{space}>{}</t>", text(content, plan))
}

/// The properties of a run. One without any has the font of its cell.
fn properties(run: &Run, number: usize, cell_is_bold: bool, plan: &Plan) -> String {
    const FONT: &str = "<sz val=\"11\"/><color rgb=\"FF333333\"/><rFont val=\"Calibri\"/>\
        <family val=\"2\"/>";
    let is_full = plan.has(Feature::FullRuns);
    let is_explicit = plan.has(Feature::ExplicitPlain);
    if run.is_bold == cell_is_bold && !is_full && !is_explicit {
        return String::new();
    }
    let bold = match (run.is_bold, is_explicit) {
        (true, true) if number.is_multiple_of(2) => "<b val=\"1\"/>",
        (true, true) => "<b val=\"true\"/>",
        (true, false) => "<b/>",
        (false, true) if number.is_multiple_of(2) => "<b val=\"0\"/>",
        (false, true) => "<b val=\"false\"/>",
        (false, false) => "",
    };
    // A plain run of a bold cell has to have some property to be plain.
    let font = if is_full || bold.is_empty() { FONT } else { "" };
    format!("<rPr>{bold}{font}</rPr>")
}
