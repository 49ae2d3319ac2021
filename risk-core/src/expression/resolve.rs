//! What the names and values of an expression mean in a register.

use super::ExpressionError;
use super::evaluate::{Literal, Node, Test};
use super::operand::{Operand, Sort, has_header};
use super::parse::{self, Name, Operator, Parsed, Value};
use crate::record::Key;
use crate::record::text::{lower, nearest, one_of};
use crate::register::{Date, Duration, Header, Headers, Register, Status};

/// Finds what is meant.
///
/// # Errors
///
/// When nothing is called so, or a value is none that the field can have.
pub(super) fn resolve(
    text: &str,
    parsed: &Parsed<'_>,
    (register, needs_headers): (&Register, bool),
) -> Result<Node, ExpressionError> {
    let resolver = Resolver {
        text,
        register,
        needs_headers,
    };
    resolver.node(parsed)
}

struct Resolver<'a> {
    text: &'a str,
    register: &'a Register,
    /// Whether a risk has to have a value under a header that is named.
    needs_headers: bool,
}

impl Resolver<'_> {
    fn node(&self, parsed: &Parsed<'_>) -> Result<Node, ExpressionError> {
        let all = |nodes: &[Parsed<'_>]| {
            let nodes = nodes.iter().map(|node| self.node(node));
            nodes.collect::<Result<Vec<Node>, _>>()
        };
        Ok(match parsed {
            Parsed::Or(nodes) => Node::Or(all(nodes)?),
            Parsed::And(nodes) => Node::And(all(nodes)?),
            Parsed::Not(node) => Node::Not(Box::new(self.node(node)?)),
            Parsed::Test(name, test) => {
                let operand = self.operand(name)?;
                Node::Test {
                    name: self.text[name.span.clone()].to_owned(),
                    test: self.test(name, &operand, test)?,
                    operand,
                }
            }
        })
    }

    fn operand(&self, name: &Name<'_>) -> Result<Operand, ExpressionError> {
        let whole = match name.quoted {
            Some(quoted) => format!("extra.{quoted}"),
            None => name.text.to_owned(),
        };
        let refused = |message: String| ExpressionError::new(self.text, &name.span, message);
        let operand = Operand::find(&whole).map_err(|near| {
            let message = format!("nothing is called `{whole}`");
            refused(message).suggest(near)
        })?;
        let Operand::Extra(typed) = operand else {
            return Ok(operand);
        };
        let header = self.header(typed.key()).map_err(|alike| {
            let alike: Vec<String> = alike.iter().map(|key| format!("`extra.{key}`")).collect();
            let expected = one_of(&alike);
            refused(format!(
                "`{whole}` may be any of several headers; expected {expected}"
            ))
        })?;
        if self.needs_headers && !has_header(self.register, &header) {
            let headers: Vec<String> = self.headers().map(|key| format!("extra.{key}")).collect();
            let near = nearest(&whole, headers.iter().map(String::as_str));
            return Err(refused(format!("no risk has a value of `{whole}`")).suggest(near));
        }
        Ok(Operand::Extra(header))
    }

    /// The headers of values that risks have, again for each risk.
    fn headers(&self) -> impl Iterator<Item = &Key> {
        let risks = self.register.risks();
        risks.flat_map(|risk| risk.stated().extra.iter().map(|(key, _)| key))
    }

    /// The header of the register that is meant, else the one that is written.
    fn header(&self, typed: &Key) -> Result<Header, Vec<Key>> {
        let records = self.register.risks().map(|risk| &risk.stated().extra);
        let found = Headers::of(records).meant(typed)?;
        Ok(found.unwrap_or_else(|| Header::new(typed.clone())))
    }

    fn test(
        &self,
        name: &Name<'_>,
        operand: &Operand,
        test: &parse::Test<'_>,
    ) -> Result<Test, ExpressionError> {
        let refused = |message: String| ExpressionError::new(self.text, &name.span, message);
        let written = &self.text[name.span.clone()];
        if let (Sort::Flag, parse::Test::Present) = (operand.sort(), test) {
            return Ok(Test::Present);
        }
        if let Sort::Flag = operand.sort() {
            let message = format!("`{written}` holds or does not; it has no value");
            return Err(refused(message).suggest(Some(flag(written, test))));
        }
        Ok(match test {
            parse::Test::Present => Test::Present,
            parse::Test::Missing => Test::Missing,
            parse::Test::Compare(operator, value) => {
                if operator.has_order()
                    && matches!(operand.sort(), Sort::Text | Sort::Component | Sort::Status)
                {
                    let message = format!("`{written}` has no order; expected = or !=");
                    return Err(refused(message));
                }
                Test::Compare(*operator, self.literal(operand, value)?)
            }
            parse::Test::In(values) => {
                let literals = values.iter().map(|value| self.literal(operand, value));
                Test::In(literals.collect::<Result<_, _>>()?)
            }
            parse::Test::Contains(value) => match operand.sort() {
                Sort::Text | Sort::Component | Sort::List | Sort::Any => {
                    Test::Contains(lower(&self.part(value)?))
                }
                _ => {
                    let message =
                        format!("`{written}` is neither a text nor a list, and contains nothing");
                    return Err(refused(message).suggest(Some(format!("{written} ="))));
                }
            },
        })
    }

    /// A text that is not blank.
    fn part(&self, value: &Value<'_>) -> Result<String, ExpressionError> {
        let text = value.words.join(" ");
        if text.trim().is_empty() {
            let message = "a blank value; write `is missing` for what states nothing";
            return Err(ExpressionError::new(self.text, &value.span, message));
        }
        Ok(text)
    }

    fn literal(&self, operand: &Operand, value: &Value<'_>) -> Result<Literal, ExpressionError> {
        let text = self.part(value)?;
        let refused = |message: String| ExpressionError::new(self.text, &value.span, message);
        match operand.sort() {
            Sort::Level(levels) => {
                let levels = levels(self.register.scale());
                levels.find(&text).map(Literal::Level).ok_or_else(|| {
                    let labels = one_of(&levels.labels());
                    let message = format!("`{text}` is no level; expected {labels}");
                    refused(message).suggest(levels.nearest(&text))
                })
            }
            Sort::Status => text.parse().map(Literal::Status).map_err(|error| {
                let words = Status::ALL.map(Status::as_str);
                refused(format!("`{text}` is {error}")).suggest(nearest(&text, words))
            }),
            Sort::Date => day(value).ok_or_else(|| refused(no_day(&text))),
            Sort::List => text.parse().map(Literal::Count).map_err(|_| {
                refused(format!(
                    "`{text}` is no number; a list is compared by how many entries it has"
                ))
            }),
            Sort::Component => self
                .component(&text)
                .map_err(|(message, near)| refused(message).suggest(near)),
            Sort::Any if self.counts_from_today(value) => {
                let quoted = format!("'{}'", &self.text[value.span.clone()]);
                day(value).ok_or_else(|| refused(no_day(&text)).suggest(Some(quoted)))
            }
            Sort::Text | Sort::Any | Sort::Flag => Ok(Literal::Text(lower(text.trim()))),
        }
    }

    /// Whether a value is `today`, or begins as what is counted from it does. In quotes, it is a text.
    fn counts_from_today(&self, value: &Value<'_>) -> bool {
        let is_quoted = self.text[value.span.clone()].starts_with(['"', '\'']);
        let text = value.words.concat().to_lowercase();
        let behind = text.strip_prefix("today");
        !is_quoted && behind.is_some_and(|rest| rest.is_empty() || rest.starts_with(['+', '-']))
    }
}

impl Resolver<'_> {
    /// A component that is declared, or that a risk names.
    fn component(&self, name: &str) -> Result<Literal, (String, Option<String>)> {
        if let Some(folded) = self.register.component_meant(name) {
            return Ok(Literal::Component(folded));
        }
        let declared = self.register.components().map(|one| &one.stated().name);
        let named = self.register.risks().map(|risk| &risk.stated().component);
        let near = nearest(name, declared.chain(named).map(String::as_str));
        let near = near.map(|name| format!("'{name}'"));
        Err((format!("no component is called `{name}`"), near))
    }
}

/// How to ask for what holds or does not: `confirmed` where somebody wrote `confirmed = true`.
fn flag(written: &str, test: &parse::Test<'_>) -> String {
    let says_no = |value: &Value<'_>| {
        let word = value.words.concat().to_lowercase();
        matches!(word.as_str(), "false" | "no" | "0")
    };
    let is_negative = match test {
        parse::Test::Missing => true,
        parse::Test::Compare(operator, value) => {
            says_no(value) != matches!(operator, Operator::Unequal)
        }
        parse::Test::Present | parse::Test::In(_) | parse::Test::Contains(_) => false,
    };
    if is_negative {
        format!("not {written}")
    } else {
        written.to_owned()
    }
}

fn no_day(text: &str) -> String {
    format!("`{text}` is no day; expected one such as 2027-03-31, `today` or `today + 30d`")
}

/// A day, or one that is counted from today: `today`, `today + 30d`, `today-2d`.
fn day(value: &Value<'_>) -> Option<Literal> {
    let text = value.words.concat().to_lowercase();
    let Some(rest) = text.strip_prefix("today") else {
        return text.parse::<Date>().ok().map(Literal::Date);
    };
    let (sign, length) = match rest.split_at_checked(1) {
        None => return Some(Literal::Today(0)),
        Some(("+", length)) => (1, length),
        Some(("-", length)) => (-1, length),
        Some(_) => return None,
    };
    let length: Duration = length.parse().ok()?;
    if length.has_minutes() {
        return None;
    }
    let days = i64::try_from(length.days_rounded_up()).ok()?;
    Some(Literal::Today(sign * days))
}
