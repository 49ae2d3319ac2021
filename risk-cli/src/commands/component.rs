//! `risk component`: list, add and change components.

use risk_core::{Register, RiskView};

use super::{Outcome, edit};
use crate::cli::{Component, ComponentCommand, Format, Global};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::{self, json};
use crate::source;

pub fn run(args: &Component, global: &Global, output: &mut Output) -> Result<Outcome, Failure> {
    match &args.command {
        ComponentCommand::List { format } => list(*format, global, output)?,
        ComponentCommand::Add {
            name,
            assignments,
            options,
        } => {
            let assignments = edit::assignments(assignments)?;
            edit::apply(global, options, output, |editor| {
                editor.add_component(name, &assignments)?;
                Ok(Vec::new())
            })?;
        }
        ComponentCommand::Set {
            name,
            assignments,
            options,
        } => {
            let assignments = edit::assignments(assignments)?;
            edit::apply(global, options, output, |editor| {
                editor.set_component(name, &assignments)?;
                Ok(Vec::new())
            })?;
        }
        ComponentCommand::Rename { old, new, options } => {
            let edited = edit::apply(global, options, output, |editor| {
                editor.rename_component(old, new)?;
                Ok(Vec::new())
            })?;
            tell_mentions(&edited.after, old, output);
        }
        ComponentCommand::Remove { names, options } => {
            edit::apply(global, options, output, |editor| {
                for name in names {
                    editor.remove_component(name)?;
                }
                Ok(Vec::new())
            })?;
        }
    }
    Ok(Outcome::Clean)
}

/// Tells which risks still have a name in their prose, which nobody but a person can reword.
fn tell_mentions(register: &Register, name: &str, output: &mut Output) {
    let mentions = |risk: &RiskView<'_>| {
        let entries = risk.mitigations.iter().map(|entry| &entry.text);
        let actions = risk.runbook_actions.iter().map(|entry| &entry.text);
        let observations = risk.observations.iter().map(|entry| &entry.text);
        let texts = [&risk.description, &risk.notes, &risk.acceptance.reason];
        let mut all = texts
            .into_iter()
            .chain(entries)
            .chain(actions)
            .chain(observations);
        all.any(|text| text.contains(name))
    };
    let risks = register.risks().filter(mentions);
    let risks: Vec<String> = risks.map(|risk| risk.key().to_string()).collect();
    if !name.is_empty() && !risks.is_empty() {
        output.hint(&format!(
            "the prose of {} still says `{name}`",
            risks.join(", ")
        ));
    }
}

fn list(format: Format, global: &Global, output: &mut Output) -> Result<(), Failure> {
    let reading = source::read(global, output)?;
    let register = &reading.register;
    let components = render::components(register);
    match format {
        Format::Json => output.data(&json::components(register, &components))?,
        format => {
            let table = render::components_table(register, &components);
            output.table(&table, format)?;
        }
    }
    if components.is_empty() {
        output.words("the register has no components");
    }
    Ok(())
}
