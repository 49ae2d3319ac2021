//! `risk graph`: what depends on what, as a picture or as data.

use risk_core::graph::format::{Drawing, DrawingFormat, NotInCsv};

use crate::cli::{Global, Graph};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::{counted, some};
use crate::source;

/// How many components a picture has unless somebody asks for others.
const MOST: usize = 80;

pub fn run(args: &Graph, global: &Global, output: &mut Output) -> Result<(), Failure> {
    refuse_unused(args)?;
    let graph = risk_core::graph::Graph::new(&source::read(global, output)?.register);
    let failed = graph.find_all(&args.failed)?;
    let blast = (!failed.is_empty()).then(|| graph.fail(failed));
    let blast = blast.transpose()?;
    let drawn = match args.around.as_slice() {
        [] => graph.structure().all(),
        around => {
            let around = graph.find_all(around)?;
            graph.structure().around(around, args.depth)?
        }
    };
    let whole = Drawing::of(&graph, blast.as_ref(), &drawn)?;
    let is_picture = is_picture(args.format);
    let (all, most) = (whole.components.len(), args.most.unwrap_or(MOST).max(1));
    let drawing = if is_picture && all > most {
        whole.collapsed(most)
    } else {
        whole
    };
    output.data(&drawing.write(args.format))?;
    if drawing.components.len() < all {
        let shown = drawing.components.len();
        output.words(&format!("{all} components are drawn as {shown}"));
        output.hint("--around COMPONENT shows a part; --most NUMBER draws more");
    }
    if is_picture {
        report_not_nested(&drawing, output);
    }
    if !is_picture && !args.around.is_empty() {
        output.warning("requirements beyond --around are left out, so the graph is not complete");
    }
    if args.format == DrawingFormat::Csv {
        report_lost_in_csv(&NotInCsv::of(&graph, &drawn)?, output);
    }
    if drawn.is_empty() {
        output.words("the register has no components");
    }
    Ok(())
}

/// Refuses the options that a format has no place for.
fn refuse_unused(args: &Graph) -> Result<(), Failure> {
    if args.format == DrawingFormat::Csv && !args.failed.is_empty() {
        let hint = "leave --failed out, or pass --format json".to_owned();
        let message = "--failed: CSV has no place for what is affected";
        return Err(Failure::request(message, Some(hint)));
    }
    if args.most.is_some() && !is_picture(args.format) {
        let hint = "leave --most out, or pass --format dot".to_owned();
        let message = format!("--most: {} has all components", args.format.as_str());
        return Err(Failure::request(message, Some(hint)));
    }
    Ok(())
}

fn is_picture(format: DrawingFormat) -> bool {
    matches!(format, DrawingFormat::Dot | DrawingFormat::Mermaid)
}

/// Reports what a picture has somewhere else than where it lives.
fn report_not_nested(drawing: &Drawing, output: &mut Output) {
    let elsewhere = drawing.not_nested();
    if !elsewhere.is_empty() {
        let count = counted(elsewhere.len(), "component");
        let names = some(elsewhere.iter().map(|at| &drawing.components[*at].name));
        output.warning(&format!(
            "{count} not drawn inside what they live in, as that is a cycle or nests more than 16 deep: {names}"
        ));
    }
}

/// Reports what CSV has no place for.
fn report_lost_in_csv(lost: &NotInCsv, output: &mut Output) {
    if !lost.without_row.is_empty() {
        let names = some(&lost.without_row);
        output.warning(&format!(
            "CSV has no row for components whose dependencies are unknown and that nothing requires: {names}"
        ));
    }
    if !lost.housed.is_empty() {
        let names = some(&lost.housed);
        output.warning(&format!(
            "dependencies unknown, and CSV has their container alone: {names}"
        ));
    }
    if !lost.incomplete.is_empty() {
        let names = some(&lost.incomplete);
        output.warning(&format!(
            "not all dependencies are known, and CSV has those alone that are: {names}"
        ));
    }
}
