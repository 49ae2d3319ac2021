//! `risk component`: list, add, change and import components.

mod import;

use risk_core::edit::{Change, Edited};
use risk_core::folder::has_more_comments;
use risk_core::graph::{ComponentsAnswer, Graph};
use risk_core::{ComponentField, Key, Reading, RecordId, RecordPosition, Risk, RiskField};

use super::edit;
use crate::cli::{Component, ComponentCommand, EditOptions, Format, Global};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::{self, counted, joined, some};
use crate::source;

pub fn run(args: &Component, global: &Global, output: &mut Output) -> Result<(), Failure> {
    match &args.command {
        ComponentCommand::List { format } => list(*format, global, output)?,
        ComponentCommand::Add {
            name,
            assignments,
            options,
            ..
        } => {
            let assignments = edit::assignments(assignments)?;
            edit::apply(global, options, output, |editor| match name {
                Some(name) => editor.add_component(name, &assignments).map(drop),
                None => {
                    editor.declare_named();
                    Ok(())
                }
            })?;
        }
        ComponentCommand::Set { arguments, options } => {
            let (mut names, assignments) = edit::named_and_assigned(arguments)?;
            edit::apply(global, options, output, |editor| {
                names.try_for_each(|name| editor.set_component(name, &assignments).map(drop))
            })?;
        }
        ComponentCommand::Import(args) => import::run(args, global, output)?,
        ComponentCommand::Confirm {
            names,
            source,
            options,
        } => {
            let mut count = 0;
            edit::apply(global, options, output, |editor| {
                count = editor.confirm_requirements(names, source.as_deref())?;
                Ok(())
            })?;
            output.words(&format!("{} confirmed", counted(count, "requirement")));
        }
        ComponentCommand::Rename { old, new, options } => {
            let mut already = (0, 0);
            let edited = edit::apply(global, options, output, |editor| {
                already = editor.named_already(old, new);
                editor.rename_component(old, new).map(drop)
            })?;
            report_joined(already, new, output);
            report_mentions(&edited, old, output);
            report_unread(&edited, &[old], output);
        }
        ComponentCommand::Same {
            name,
            other,
            options,
        } => same([name, other], options, global, output)?,
        ComponentCommand::Remove { names, options } => {
            remove(names, options, global, output)?;
        }
    }
    Ok(())
}

/// Reports that what was renamed is one now with what others called so before.
fn report_joined((risks, components): (usize, usize), new: &str, output: &mut Output) {
    let named = [(risks, "risk"), (components, "component")];
    let named = named.into_iter().filter(|(count, _)| *count > 0);
    let named: Vec<String> = named.map(|(count, what)| counted(count, what)).collect();
    if !named.is_empty() {
        let named = named.join(" and ");
        output.warning(&format!(
            "{named} had `{new}` already: these and what was renamed mean one component now"
        ));
    }
}

/// Removes components that nothing names.
fn remove(
    names: &[String],
    options: &EditOptions,
    global: &Global,
    output: &mut Output,
) -> Result<(), Failure> {
    let edited = edit::apply(global, options, output, |editor| {
        let mut names = edit::each_once(names.iter());
        names.try_for_each(|name| editor.remove_component(name).map(drop))
    })?;
    let names: Vec<&String> = names.iter().collect();
    report_unread(&edited, &names, output);
    Ok(())
}

/// Makes one component of two, and reports what of the second one is not taken over.
fn same(
    [name, other]: [&String; 2],
    options: &EditOptions,
    global: &Global,
    output: &mut Output,
) -> Result<(), Failure> {
    let mut made = None;
    let (reading, edited) = edit::apply_onto(global, options, output, |editor| {
        made = Some(editor.join_components(name, other)?);
        Ok(())
    })?;
    if let Some((kept, left)) = made {
        for left in left {
            let (component, why) = (left.component, left.why);
            output.warning(&format!("not taken over of {component}: {why}"));
        }
        report_beside(reading, &edited, &kept, output);
    }
    report_mentions(&edited, other, output);
    report_unread(&edited, &[other], output);
    Ok(())
}

/// Reports what stood in a text beside the component that is gone, and does not beside the one that it became.
fn report_beside(reading: &Reading, edited: &Edited, kept: &Key, output: &mut Output) {
    let removed = edited.changes.iter().find_map(|change| match change {
        Change::Removed {
            id: RecordId::Component(key),
            at,
            ..
        } => Some((key, *at)),
        _ => None,
    });
    let Some((component, at)) = removed else {
        return;
    };
    let beside = |at| reading.sources.beside(RecordPosition::Component(at));
    let Some(gone) = beside(at) else { return };
    let kept = edited.after.component(kept);
    let kept = kept.and_then(|kept| edited.lineage.components[kept.position()]);
    let kept = kept.and_then(beside).unwrap_or_default();
    let keys = gone
        .unknown
        .iter()
        .filter(|key| !kept.unknown.contains(key));
    let keys = joined(
        keys.map(|key| format!("{} = {}", key.path.join("."), key.json)),
        ", ",
    );
    if !keys.is_empty() {
        output.warning(&format!(
            "not taken over of {component}, keys of unknown meaning: {keys}"
        ));
    }
    if let Some(text) = gone.toml
        && has_more_comments(text, kept.toml.unwrap_or_default())
    {
        output.warning(&format!("not taken over of {component}: its comments"));
    }
}

/// Reports which records may name a component that is gone, as what they name could not be read.
fn report_unread(edited: &Edited, gone: &[&String], output: &mut Output) {
    if edited.changes.is_empty() {
        return;
    }
    let register = &edited.after;
    let components = register.components().filter(|component| {
        let names = [ComponentField::Requires, ComponentField::Within];
        names.iter().any(|field| component.unread.contains(field))
    });
    let components = components.map(|component| format!("component {}", component.key()));
    let risks = register.risks();
    let risks = risks.filter(|risk| risk.unread.contains(&RiskField::Component));
    let records: Vec<String> = risks
        .map(|risk| risk.key().to_string())
        .chain(components)
        .collect();
    if !records.is_empty() {
        let gone: Vec<String> = gone.iter().map(|name| format!("`{name}`")).collect();
        output.warning(&format!(
            "may still name {}, as what they name could not be read: {}",
            gone.join(", "),
            some(records)
        ));
    }
}

/// Reports which records still have the old name in their prose, which nobody but a person can
/// reword.
fn report_mentions(edited: &Edited, typed: &str, output: &mut Output) {
    let renamed = edited.changes.iter().find_map(|change| match change {
        Change::Renamed {
            from: RecordId::Component(key),
            ..
        } => Some(key.name()),
        _ => None,
    });
    let old = renamed.unwrap_or(typed);
    if edited.changes.is_empty() || old.is_empty() {
        return;
    }
    let register = &edited.after;
    let components = register
        .components()
        .filter(|component| mentions(&component.description, old))
        .map(|component| format!("component {}", component.key()));
    let risks = register
        .risks()
        .filter(|risk| prose(risk.stated()).any(|text| mentions(text, old)))
        .map(|risk| risk.key().to_string());
    let records: Vec<String> = risks.chain(components).collect();
    if !records.is_empty() {
        output.hint(&format!(
            "the prose of {} still has `{old}`",
            records.join(", ")
        ));
    }
}

/// The texts of a risk that people wrote as sentences.
fn prose(risk: &Risk) -> impl Iterator<Item = &String> {
    let observations = risk.observations.iter().map(|entry| &entry.text);
    let mitigations = risk.mitigations.iter().map(|entry| &entry.text);
    let actions = risk.runbook_actions.iter().map(|entry| &entry.text);
    let texts = [&risk.description, &risk.notes, &risk.acceptance.reason];
    texts
        .into_iter()
        .chain(observations)
        .chain(mitigations)
        .chain(actions)
}

/// Whether a text has a name as words of its own.
fn mentions(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(start, _)| {
        let before = text[..start].chars().next_back();
        let after = text[start + name.len()..].chars().next();
        let goes_on = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        !goes_on(before) && !goes_on(after)
    })
}

fn list(format: Format, global: &Global, output: &mut Output) -> Result<(), Failure> {
    let register = &source::read(global, output)?.register;
    let answer = ComponentsAnswer::new(&Graph::new(register));
    let ratings = register.scale().rating();
    let table = |list: &_| render::components(list, ratings, format);
    output.answer(&answer, table, format)?;
    if answer.components.is_empty() {
        output.words("the register has no components");
    }
    Ok(())
}
