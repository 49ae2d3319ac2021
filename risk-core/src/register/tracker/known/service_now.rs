use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use super::super::address::{Address, parameter};
use super::super::key;
use super::card::Card;

/// `acme.service-now.com/incident.do?sys_id=…` or `?number=INC0012345`, and the frames around it:
/// `nav_to.do?uri=…`, `now/nav/ui/classic/params/target/…` and the workspaces' `record/incident/…`.
///
/// A `sys_id` is unique in the whole instance, and a record is found by it through any of the tables
/// it belongs to (an incident is also a task). A number is unique only within its table.
pub(super) fn service_now(address: &Address) -> Option<Card> {
    if !address.is_under("service-now.com") {
        return None;
    }
    if let Some(record) = workspace_record(address.segments()) {
        return record.card(address);
    }
    let page = page(address)?;
    let (path, query) = page.split_once('?')?;
    let table = match path.trim_start_matches('/').strip_suffix(".do") {
        Some(table) => Cow::Borrowed(table),
        // A page of the self-service portal, which is no table.
        None => parameter(query, "table")?,
    };
    let id = condition(query, "sys_id");
    let number = condition(query, "number");
    Record::new(&table, id.as_deref(), number.as_deref())?.card(address)
}

/// A workspace opens records within records; the last one is in front.
fn workspace_record<'u>(segments: &[&'u str]) -> Option<Record<'u>> {
    let start = segments.iter().rposition(|segment| *segment == "record")?;
    match segments[start..] {
        ["record", table, id, ..] => Record::new(table, Some(id), None),
        _ => None,
    }
}

/// The page within the frame, as `incident.do?sys_id=…`.
fn page<'u>(address: &Address<'u>) -> Option<Cow<'u, str>> {
    match address.segments() {
        ["nav_to.do"] => Some(unwrapped(address.parameter("uri")?)),
        [.., "params", "target", target] => {
            let page = unwrapped(Cow::Borrowed(target));
            Some(if page.contains('?') {
                page
            } else {
                Cow::Owned(format!("{page}?{}", address.query()))
            })
        }
        [path] => Some(Cow::Owned(format!("{path}?{}", address.query()))),
        _ => None,
    }
}

/// Decodes a page until its query shows. It is encoded once or twice, depending on how the link was
/// copied.
fn unwrapped(page: Cow<'_, str>) -> Cow<'_, str> {
    let mut page = page;
    for _ in 0..2 {
        if page.contains('?') || !page.contains('%') {
            break;
        }
        page = Cow::Owned(percent_decode_str(&page).decode_utf8_lossy().into_owned());
    }
    page
}

/// The value that a query requires of a field: by a parameter of that name, or as the only condition
/// of `sysparm_query`. A value of several conditions does not have the shape of an id or a number.
fn condition<'q>(query: &'q str, field: &str) -> Option<Cow<'q, str>> {
    parameter(query, field).or_else(|| {
        let conditions = parameter(query, "sysparm_query")?;
        let value = conditions.strip_prefix(field)?.strip_prefix('=')?;
        let value = value.strip_suffix("^EQ").unwrap_or(value);
        Some(Cow::Owned(value.to_owned()))
    })
}

struct Record<'a> {
    table: &'a str,
    id: Option<String>,
    number: Option<String>,
}

impl<'a> Record<'a> {
    fn new(table: &'a str, id: Option<&str>, number: Option<&str>) -> Option<Self> {
        // A list that is narrowed down to one number shows one record.
        let table = table.strip_suffix("_list").unwrap_or(table);
        let (id, name) = match id {
            Some(id) if key::is_hex_id(id) => (Some(id.to_ascii_lowercase()), None),
            // ServiceNow also finds a record by its number where an id should be.
            other => (None, other),
        };
        let number = [number, name].into_iter().flatten().find_map(record_number);
        key::is_prefix(table).then_some(Self { table, id, number })
    }

    fn card(self, address: &Address) -> Option<Card> {
        let Self { table, id, number } = self;
        match (id, number) {
            (Some(id), number) => {
                let rest = format_args!("task.do?sys_id={id}");
                Some(Card::at(address, number.as_ref().unwrap_or(&id), rest))
            }
            (None, Some(number)) => {
                let rest = format_args!("{table}.do?sysparm_query=number={number}");
                Some(Card::at(address, &number, rest))
            }
            (None, None) => None,
        }
    }
}

/// `INC0012345`: letters, and then digits.
fn record_number(text: &str) -> Option<String> {
    let digits = text.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    (digits.len() < text.len() && key::is_number(digits)).then(|| text.to_ascii_uppercase())
}
