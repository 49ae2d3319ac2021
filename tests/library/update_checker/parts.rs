//! Every part has one name and a type, can be read, and every relationship leads somewhere.

use std::collections::BTreeSet;

use super::package::{Package, ending, folded, relationships_of, source_of};
use super::tree::Element;
use super::{problem, repeated};

const TYPES: &str = "[Content_Types].xml";

pub fn problems(package: &Package) -> Vec<String> {
    let mut problems = of_names(package);
    problems.extend(of_types(package));
    for part in package.names() {
        if !matches!(ending(&folded(part)), "xml" | "rels") {
            continue;
        }
        match package.tree(part) {
            Ok(root) => problems.extend(of_references(package, part, root)),
            Err(error) => problems.push(problem(part, error)),
        }
        if let Some(source) = source_of(part) {
            problems.extend(of_relationships(package, part, &source));
        }
    }
    problems
}

fn of_names(package: &Package) -> Vec<String> {
    let repeated = repeated(package.names().map(folded));
    let told = |name: &String| {
        let mut alike = package.names().filter(|part| folded(part) == *name);
        let first = alike.next().unwrap_or_default();
        let others: Vec<&str> = alike.collect();
        problem(first, format!("it is called like {}", others.join(", ")))
    };
    repeated.iter().map(told).collect()
}

fn of_types(package: &Package) -> Vec<String> {
    let Ok(types) = package.tree(TYPES) else {
        return vec![problem(TYPES, "it cannot be read")];
    };
    let named = |element: &str, attribute: &str| -> Vec<String> {
        let all = types.each(element).filter_map(|one| one.get(attribute));
        all.map(folded).collect()
    };
    let (endings, parts) = (named("Default", "Extension"), named("Override", "PartName"));
    let mut problems = Vec::new();
    for name in [&endings, &parts]
        .into_iter()
        .flat_map(|all| repeated(all.clone()))
    {
        problems.push(problem(TYPES, format!("{name} has two types")));
    }
    for part in parts.iter().filter(|part| package.content(part).is_none()) {
        problems.push(problem(TYPES, format!("{part} has a type and is missing")));
    }
    for part in package.names().filter(|part| *part != TYPES) {
        let name = folded(part);
        let has_ending = endings.iter().any(|known| known == ending(&name));
        if !parts.contains(&name) && !has_ending {
            problems.push(problem(part, "it has no content type"));
        }
    }
    problems
}

fn of_relationships(package: &Package, part: &str, source: &str) -> Vec<String> {
    let all = package.relationships(source);
    let mut problems = Vec::new();
    for id in repeated(all.iter().map(|one| one.id.clone())) {
        problems.push(problem(part, format!("{id} is there twice")));
    }
    let is_missing = |target: &str| package.content(target).is_none();
    // A place within the part itself is no part.
    let internal = all
        .iter()
        .filter(|one| !one.is_external && !one.target.contains('#'));
    for one in internal.filter(|one| is_missing(&one.target)) {
        let what = format!("{} leads to {}, which is missing", one.id, one.target);
        problems.push(problem(part, what));
    }
    if package.content(source).is_none() && !source.is_empty() {
        problems.push(problem(part, format!("{source} is missing")));
    }
    problems
}

/// What the elements of a part refer to is among its relationships.
fn of_references(package: &Package, part: &str, root: &Element) -> Vec<String> {
    let everything = root.everything();
    let declared = everything.iter().flat_map(|element| element.attributes());
    let of_relationships = |value: &str| {
        value.ends_with("officeDocument/relationships")
            || value.ends_with("officeDocument/2006/relationships")
    };
    let prefixes: BTreeSet<String> = declared
        .filter(|(_, value)| of_relationships(value))
        .filter_map(|(name, _)| Some(format!("{}:", name.strip_prefix("xmlns:")?)))
        .collect();
    if prefixes.is_empty() {
        return Vec::new();
    }
    let known: BTreeSet<String> = package
        .relationships(part)
        .into_iter()
        .map(|one| one.id)
        .collect();
    let attributes = everything.iter().flat_map(|element| element.attributes());
    let references = attributes.filter(|(name, value)| {
        let is_reference = prefixes
            .iter()
            .any(|prefix| name.starts_with(prefix.as_str()));
        is_reference && !value.is_empty() && !known.contains(*value)
    });
    let told = references.map(|(name, value)| {
        problem(
            part,
            format!(
                "{name} is {value}, which {} has not",
                relationships_of(part)
            ),
        )
    });
    told.collect()
}
