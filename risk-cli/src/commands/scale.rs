//! `risk scale`: show scales, and rate by another one.

use risk_core::edit::{LevelMapping, Unmapped};
use risk_core::{RiskField, Scale as RatingScale, ScaleAnswer};

use super::edit;
use crate::cli::{Global, Scale, ScaleCommand, UseScale};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::{self, counted};
use crate::source;

pub fn run(args: &Scale, global: &Global, output: &mut Output) -> Result<(), Failure> {
    match &args.command {
        ScaleCommand::Show { name, format } => {
            let scale = match name {
                Some(name) => built_in(name)?,
                None => source::read(global, output)?.register.scale().clone(),
            };
            let table = |answer: &_| render::scale(answer, scale.rating());
            output.answer(&ScaleAnswer::new(&scale), table, *format)?;
            Ok(())
        }
        ScaleCommand::Use(args) => rerate(args, global, output),
    }
}

fn rerate(args: &UseScale, global: &Global, output: &mut Output) -> Result<(), Failure> {
    let scale = built_in(&args.name)?;
    let mapping = args.mapping.iter().map(|text| text.parse());
    let mapping: Vec<LevelMapping> = mapping.collect::<Result<_, _>>()?;
    let mut left = Vec::new();
    let edited = edit::rescale(global, &args.options, output, |editor| {
        let unmapped = editor.use_scale(scale.clone(), &mapping)?;
        if !args.options.dry_run && !unmapped.is_empty() {
            return Err(refused(&unmapped, &scale));
        }
        left.clone_from(&unmapped);
        Ok(unmapped)
    })?;
    let old = edited.before.scale();
    if RatingScale::built_in(old.name()).as_ref() != Ok(old) && *old != scale {
        output.warning(&format!(
            "the scale `{}` is the register's own, and is not kept",
            old.name()
        ));
    }
    for unmapped in &left {
        let Unmapped { field, level, .. } = unmapped;
        let (count, name) = (unmapped.risks.len(), scale.name());
        let risks = counted(count, "risk");
        let have = if count == 1 { "has" } else { "have" };
        output.warning(&format!(
            "{risks} {have} the {field} `{level}`, which {name} does not know"
        ));
    }
    if !left.is_empty() {
        output.words("it would be refused until these are mapped");
        output.hint(&advice(&left, &scale));
    }
    Ok(())
}

fn built_in(name: &str) -> Result<RatingScale, Failure> {
    RatingScale::built_in(name).map_err(|error| Failure::request(error.to_string(), None))
}

fn refused(unmapped: &[Unmapped], scale: &RatingScale) -> Failure {
    let of_axis = |axis: RiskField| {
        let levels = unmapped.iter().filter(|unmapped| unmapped.field == axis);
        let levels: Vec<String> = levels.map(|u| format!("`{}`", u.level)).collect();
        let no_levels = match levels.len() {
            0 => return None,
            1 => "is not a level",
            _ => "are not levels",
        };
        Some(format!("{} {no_levels} of {axis}", levels.join(", ")))
    };
    let axes = [RiskField::Likelihood, RiskField::Impact].into_iter();
    let axes: Vec<String> = axes.filter_map(of_axis).collect();
    Failure::request(
        format!("in {}, {}", scale.name(), axes.join(", and ")),
        Some(advice(unmapped, scale)),
    )
}

/// How to map the first level that has to be.
fn advice(unmapped: &[Unmapped], scale: &RatingScale) -> String {
    let Some(Unmapped { field, level, .. }) = unmapped.first() else {
        return String::new();
    };
    format!(
        "pass what each becomes, as {field}.{level}=…; the levels of likelihood are {}, those \
         of impact {}",
        scale.likelihood().labels().join(", "),
        scale.impact().labels().join(", ")
    )
}
