//! Sheets and defined names are called once, and names are about sheets that there are.

use super::book::Book;
use super::places::Place;
use super::{problem, repeated};

pub fn problems(book: &Book<'_>) -> Vec<String> {
    let mut told = Vec::new();
    let mut tell = |what: String| told.push(problem(&book.part, what));
    let sheets = book.root.all("sheet").into_iter();
    let sheets: Vec<String> = sheets
        .map(|sheet| fold(sheet.get("name").unwrap_or_default()))
        .collect();
    for name in repeated(&sheets) {
        tell(format!("two sheets are called {name}"));
    }
    let names = book.root.all("definedName");
    let scoped = names.iter().map(|name| {
        let scope = name.get("localSheetId").unwrap_or("the workbook");
        (fold(name.get("name").unwrap_or_default()), scope)
    });
    for (name, scope) in repeated(scoped) {
        tell(format!("the name {name} is there twice, for {scope}"));
    }
    for name in names {
        let called = name.get("name").unwrap_or_default();
        let scope = name.get("localSheetId");
        if scope.is_some_and(|scope| !scope.parse().is_ok_and(|at: usize| at < sheets.len())) {
            tell(format!(
                "the name {called} is for a sheet that is not there"
            ));
        }
        for sheet in sheets_of(&name.text) {
            if !sheets.contains(&fold(&sheet)) {
                tell(format!(
                    "the name {called} is about {sheet}, which is not there"
                ));
            }
        }
    }
    told
}

fn fold(name: &str) -> String {
    name.to_lowercase()
}

/// The sheets that a formula names, those of other workbooks aside.
fn sheets_of(formula: &str) -> Vec<String> {
    let mut sheets = Vec::new();
    let mut rest = formula;
    let mut word = String::new();
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '\'' | '"' => {
                let (text, after) = quoted(rest, c);
                rest = after;
                word.clear();
                if c == '\'' && rest.starts_with('!') {
                    sheets.extend(named(&text));
                }
            }
            '!' => sheets.extend(named(&std::mem::take(&mut word))),
            // Brackets are of another workbook, and `#` begins an error.
            c if c.is_alphanumeric() || "_.:[]#?\\".contains(c) => word.push(c),
            _ => word.clear(),
        }
    }
    sheets
}

/// The text up to a quote, where two stand for one, and what follows.
fn quoted(text: &str, quote: char) -> (String, &str) {
    let mut inside = String::new();
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        if c != quote {
            inside.push(c);
        } else if characters.next_if(|(_, next)| *next == quote).is_some() {
            inside.push(quote);
        } else {
            return (inside, &text[at + c.len_utf8()..]);
        }
    }
    (inside, "")
}

/// The sheets that a word before a `!` names: one, or the first and the last of several.
fn named(word: &str) -> Vec<String> {
    if word.contains(['[', ']', '#']) {
        return Vec::new();
    }
    // In `A1:Sheet!B2` only the end names its sheet.
    let is_sheet = |name: &&str| !name.is_empty() && Place::parse(name).is_none();
    let names = word.split(':').filter(is_sheet);
    names.map(str::to_owned).collect()
}

#[test]
fn a_formula_names_its_sheets() {
    for (formula, expected) in [
        ("Risks!$A$1", vec!["Risks"]),
        ("'It''s one'!A1:B2,Two!$C:$C", vec!["It's one", "Two"]),
        ("SUM(First:Last!A1)&\"No!\"", vec!["First", "Last"]),
        ("Risks!A1:Risks!B2", vec!["Risks", "Risks"]),
        ("#REF!$A$1+[1]Other!A1+'[b.xlsx]Other'!A1+0.5", vec![]),
    ] {
        assert_eq!(sheets_of(formula), expected, "{formula}");
    }
}
