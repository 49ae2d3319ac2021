//! Requirements in one line of text, as a cell has them:
//!
//! ```text
//! requirements = "none" | requirement { ";" requirement }
//! requirement  = [ "soft:" ] ( name | number "of" "(" name { "," name } ")" )
//! name         = plain | '"' { any character, '"' doubled } '"'
//! ```
//!
//! A plain name has none of `;` `,` `(` `)` `"`, no line break and no outer white space, and does
//! not read as anything else above. White space between the parts does not matter, and a line
//! break separates requirements as `;` does.

use std::fmt::Write;

use super::{Effect, Origin, Requirement};

/// A text is not a list of requirements.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message} at character {position}")]
#[non_exhaustive]
pub struct ParseRequirementsError {
    /// Where in the text, in characters counted from 1.
    pub position: usize,
    /// What is wrong there, and what would be right.
    pub message: &'static str,
}

/// Reads requirements such as `Postgres primary; 1 of (Redis A, Redis B); soft: Email`.
///
/// `none` alone says that nothing is needed. `Redis (assumed from compose.yaml)` was imported from
/// there; without such words, what is read is declared.
///
/// # Errors
///
/// When the text does not follow the grammar, with the position.
pub fn parse_requirements(text: &str) -> Result<Vec<Requirement>, ParseRequirementsError> {
    if text.trim().eq_ignore_ascii_case("none") {
        return Ok(Vec::new());
    }
    let mut cursor = Cursor { text, offset: 0 };
    let mut requirements = Vec::new();
    loop {
        requirements.push(requirement(&mut cursor)?);
        if !cursor.take_separator() {
            break;
        }
    }
    if cursor.rest().is_empty() {
        Ok(requirements)
    } else {
        Err(cursor.error("expected `;` between requirements"))
    }
}

/// Writes requirements so that [`parse_requirements`] reads them back.
pub fn format_requirements(requirements: &[Requirement]) -> String {
    let mut text = String::new();
    for requirement in requirements {
        if !text.is_empty() {
            text.push_str("; ");
        }
        write_requirement(&mut text, requirement);
    }
    if text.is_empty() {
        text.push_str("none");
    }
    text
}

fn write_requirement(text: &mut String, requirement: &Requirement) {
    if requirement.effect == Effect::Soft {
        text.push_str("soft: ");
    }
    let names: Vec<String> = requirement
        .members
        .iter()
        .map(|name| quoted(name))
        .collect();
    match names.as_slice() {
        [name] if requirement.need == 1 => text.push_str(name),
        names => {
            let names = names.join(", ");
            write!(text, "{} of ({names})", requirement.need).expect("a string takes all writes");
        }
    }
    if let Origin::Assumed(source) = &requirement.origin {
        let source = quoted(source);
        write!(text, " ({ASSUMED} {source})").expect("a string takes all writes");
    }
}

/// What stands before the source that a requirement is assumed from.
const ASSUMED: &str = "assumed from";

/// A name as it stands, or quoted where it would read as something else.
fn quoted(name: &str) -> String {
    let mut cursor = Cursor {
        text: name,
        offset: 0,
    };
    let reads_back = requirement(&mut cursor)
        .is_ok_and(|read| read == Requirement::of(name) && cursor.rest().is_empty());
    let none = name.eq_ignore_ascii_case("none");
    if reads_back && !none && !name.starts_with('"') {
        name.to_owned()
    } else {
        format!("\"{}\"", name.replace('"', "\"\""))
    }
}

fn requirement(cursor: &mut Cursor<'_>) -> Result<Requirement, ParseRequirementsError> {
    cursor.skip_space();
    let soft = cursor.take_soft();
    let mut requirement = match cursor.take_need()? {
        Some(need) => Requirement::some_of(need, group(cursor)?),
        None => Requirement::of(name(cursor)?),
    };
    requirement.origin = origin(cursor)?;
    Ok(if soft {
        requirement.soft()
    } else {
        requirement
    })
}

/// Where a requirement comes from: what `(assumed from …)` behind it states.
fn origin(cursor: &mut Cursor<'_>) -> Result<Origin, ParseRequirementsError> {
    if !cursor.take("(") {
        return Ok(Origin::Declared);
    }
    cursor.skip_space();
    if !cursor.take(ASSUMED) {
        return Err(cursor.error("expected `assumed from` and the source"));
    }
    let source = name(cursor)?;
    cursor.skip_space();
    if !cursor.take(")") {
        return Err(cursor.error("expected `)` after the source"));
    }
    cursor.skip_blanks();
    Ok(Origin::Assumed(source))
}

/// The names after `2 of (`, and the closing parenthesis.
fn group(cursor: &mut Cursor<'_>) -> Result<Vec<String>, ParseRequirementsError> {
    let mut names = vec![name(cursor)?];
    loop {
        cursor.skip_space();
        if cursor.take(",") {
            names.push(name(cursor)?);
        } else if cursor.take(")") {
            cursor.skip_blanks();
            return Ok(names);
        } else {
            return Err(cursor.error("expected `,` or `)` in the group"));
        }
    }
}

fn name(cursor: &mut Cursor<'_>) -> Result<String, ParseRequirementsError> {
    cursor.skip_space();
    if cursor.take("\"") {
        return quoted_name(cursor);
    }
    let rest = cursor.rest();
    let end = rest
        .find([';', ',', '(', ')', '"', '\n'])
        .unwrap_or(rest.len());
    let name = rest[..end].trim_end();
    if name.is_empty() {
        return Err(cursor.error("expected the name of a component"));
    }
    cursor.offset += end;
    Ok(name.to_owned())
}

/// The rest of a name after its opening quote.
fn quoted_name(cursor: &mut Cursor<'_>) -> Result<String, ParseRequirementsError> {
    let mut name = String::new();
    loop {
        let rest = cursor.rest();
        let end = rest
            .find('"')
            .ok_or_else(|| cursor.error("the quoted name has no closing `\"`"))?;
        name.push_str(&rest[..end]);
        cursor.offset += end + 1;
        if !cursor.take("\"") {
            cursor.skip_blanks();
            return Ok(name);
        }
        name.push('"');
    }
}

/// A place in the text.
struct Cursor<'a> {
    text: &'a str,
    offset: usize,
}

impl<'a> Cursor<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.offset..]
    }

    fn take(&mut self, token: &str) -> bool {
        let found = self.rest().starts_with(token);
        self.offset += if found { token.len() } else { 0 };
        found
    }

    fn skip_space(&mut self) {
        self.offset = self.text.len() - self.rest().trim_start().len();
    }

    /// Skips white space, but not a line break, which separates.
    fn skip_blanks(&mut self) {
        let blank = |c: char| c.is_whitespace() && c != '\n';
        self.offset = self.text.len() - self.rest().trim_start_matches(blank).len();
    }

    /// Takes any run of `;` and line breaks; whether a requirement follows.
    fn take_separator(&mut self) -> bool {
        let before = self.offset;
        let separator = |c: char| c.is_whitespace() || c == ';';
        let skipped = self.rest().len() - self.rest().trim_start_matches(separator).len();
        let run = &self.rest()[..skipped];
        let separates = run.contains([';', '\n']);
        self.offset += skipped;
        separates && self.offset > before && !self.rest().is_empty()
    }

    fn take_soft(&mut self) -> bool {
        let soft = self
            .rest()
            .get(..5)
            .is_some_and(|word| word.eq_ignore_ascii_case("soft:"));
        self.offset += if soft { 5 } else { 0 };
        if soft {
            self.skip_space();
        }
        soft
    }

    /// Takes `2 of (`. A name may begin with digits, so without the parenthesis nothing is taken.
    fn take_need(&mut self) -> Result<Option<u32>, ParseRequirementsError> {
        let rest = self.rest();
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let group = rest[digits..]
            .trim_start()
            .strip_prefix("of")
            .and_then(|after| after.trim_start().strip_prefix('('));
        let Some(after) = group.filter(|_| digits > 0) else {
            return Ok(None);
        };
        let need = rest[..digits]
            .parse()
            .map_err(|_| self.error("the number of members needed is too large"))?;
        self.offset = self.text.len() - after.len();
        Ok(Some(need))
    }

    fn error(&self, message: &'static str) -> ParseRequirementsError {
        ParseRequirementsError {
            position: self.text[..self.offset].chars().count() + 1,
            message,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_forms_of_a_requirement_are_read() {
        let text =
            "Postgres primary; 1 of (Redis A, Redis B)\nsoft: Email; soft:2 of(a,b,\"c;d\");";
        let expected = [
            Requirement::of("Postgres primary"),
            Requirement::some_of(1, ["Redis A", "Redis B"]),
            Requirement::of("Email").soft(),
            Requirement::some_of(2, ["a", "b", "c;d"]).soft(),
        ];
        assert_eq!(parse_requirements(text).unwrap(), expected);
        assert_eq!(parse_requirements(" None ").unwrap(), []);
    }

    #[test]
    fn a_requirement_says_what_it_is_assumed_from() {
        let text = "soft: Email (assumed from compose.yaml); 1 of (a, b) (assumed from \"x; y\")";
        let mut email = Requirement::of("Email").soft();
        email.origin = Origin::Assumed("compose.yaml".into());
        let mut group = Requirement::some_of(1, ["a", "b"]);
        group.origin = Origin::Assumed("x; y".into());
        let requirements = [email, group];
        assert_eq!(parse_requirements(text).unwrap(), requirements);
        assert_eq!(format_requirements(&requirements), text);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_position() {
        let error = |text| parse_requirements(text).unwrap_err().to_string();
        assert_eq!(
            error("é, b"),
            "expected `;` between requirements at character 2"
        );
        assert_eq!(
            error("1 of (a b"),
            "expected `,` or `)` in the group at character 10"
        );
        assert_eq!(
            error("a; ; soft:"),
            "expected the name of a component at character 11"
        );
        assert_eq!(
            error("a (b)"),
            "expected `assumed from` and the source at character 4"
        );
        assert_eq!(
            error("\"a"),
            "the quoted name has no closing `\"` at character 2"
        );
    }

    fn requirement() -> impl Strategy<Value = Requirement> {
        let name = "[a-c ;,()\"\n:0-9]{0,6}|none|soft: x|1 of \\(a|of|1 of 2|a (assumed from b)";
        let names = prop::collection::vec(name, 1..4);
        let source = prop::option::of(name);
        (names, source, 0_u32..5, any::<bool>()).prop_map(|(names, source, need, soft)| {
            let mut requirement = Requirement::some_of(need, names);
            requirement.origin = source.map_or(Origin::Declared, Origin::Assumed);
            if soft {
                requirement.soft()
            } else {
                requirement
            }
        })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(written in prop::collection::vec(requirement(), 0..4)) {
            let text = format_requirements(&written);
            prop_assert_eq!(parse_requirements(&text).unwrap(), written, "{}", text);
        }

        #[test]
        fn no_text_makes_it_panic(text in ".{0,40}") {
            let _ = parse_requirements(&text);
        }
    }
}
