//! Whether time grows as a register does, for shapes of which it once grew with the square.
//!
//! `cargo bench --bench shapes` asks each shape its question at a size and at twice that size, and prints both times
//! and their ratio: near 2 is what it has to be. Behind `--`, a number divides the sizes, and a name runs only that
//! shape. `-- write NAME SIZE FILE` writes one for other programs: as JSON, or `workbook` as a spreadsheet with
//! the columns of a review.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

mod generator;
#[expect(dead_code, reason = "a part of it is for other benchmarks")]
mod timing;

use risk_core::graph::format::{Drawing, DrawingFormat};
use risk_core::graph::{ExposureAnswer, Graph, SpofAnswer};
use risk_core::readiness::{NextAnswer, Window};
use risk_core::runbook::{Page, Planner};
use risk_core::{
    Component, Date, ExtraValue, Key, Register, Requirement, Risk, Scale, Settings, json, workbook,
};
use timing::{Done, medians};

/// A shape: its name, what makes one of a size, what is asked of it, and the size at which that is asked.
type Shape = (
    &'static str,
    fn(usize) -> Register,
    fn(&Register) -> Done<'static>,
    usize,
);

const SHAPES: [Shape; 13] = [
    ("chain: pages of all", chain, pages, 500),
    ("tiers: pages of all", tiers, pages, 1_000),
    ("chain: single points", chain, points, 20_000),
    ("tiers: single points, all down", tiers, all_down, 2_000),
    ("circle of groups: single points", circle, points, 1_000),
    ("chain: exposure", chain, exposure, 20_000),
    ("chain: next", chain, next, 20_000),
    ("star: drawing", star, drawing, 10_000),
    ("circle of groups: drawing", circle, drawing, 10_000),
    ("undeclared names: check", undeclared, findings, 8_000),
    ("names but for case: check", cased, findings, 8_000),
    ("own columns: new workbook", wide, new_workbook, 2_000),
    ("register: JSON", generator::register, json_text, 10_000),
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [word, name, size, path, ..] = arguments.as_slice()
        && word == "write"
    {
        return write(name, size.parse().expect("it is a size"), path);
    }
    let divisor: Option<usize> = arguments.iter().find_map(|word| word.parse().ok());
    let chosen = |(name, ..): &Shape| arguments.iter().any(|word| name.starts_with(word));
    let all = !SHAPES.iter().any(chosen);
    for shape in SHAPES.iter().filter(|shape| all || chosen(shape)) {
        grow(*shape, divisor.unwrap_or(1));
    }
}

/// Asks of a shape of a part of its size, and of one of twice that.
fn grow((name, make, ask, size): Shape, divisor: usize) {
    let size = size / divisor;
    let [once, twice] = [size, 2 * size].map(make);
    let runs = 3;
    let [once, twice] = medians(runs, [&mut || ask(&once), &mut || ask(&twice)]);
    let [once, twice] = [once, twice].map(|time| time.as_secs_f64() * 1000.0);
    let ratio = twice / once;
    println!("{name:<34} {size:>6} {once:>9.1} ms, twice {twice:>9.1} ms, ratio {ratio:.1}");
}

/// Writes a register of a shape and size.
fn write(name: &str, size: usize, path: &str) {
    let register = match name {
        "register" | "workbook" => generator::register(size),
        name => {
            let shape = SHAPES.iter().find(|(shape, ..)| shape.starts_with(name));
            (shape.expect("there is one of the name").1)(size)
        }
    };
    let bytes = match name {
        "workbook" => generator::workbook(&register),
        _ => json::write(&register, &Settings::default()).into_bytes(),
    };
    std::fs::write(path, bytes).expect("it is written");
}

/// So many components in a row, each with a risk: each needs the one before.
fn chain(size: usize) -> Register {
    let needs = |at: usize| {
        at.checked_sub(1)
            .map(|before| vec![before])
            .unwrap_or_default()
    };
    graph(size, needs)
}

/// Eight tiers, in which each component needs three of the tier below.
fn tiers(size: usize) -> Register {
    let width = size / 8;
    graph(8 * width, |at| {
        let (tier, place) = (at / width, at % width);
        let below = |nth| (tier - 1) * width + (7 * place + nth) % width;
        if tier == 0 {
            Vec::new()
        } else {
            (0..3).map(below).collect()
        }
    })
}

/// One component that needs all others.
fn star(size: usize) -> Register {
    graph(size, |at| {
        if at == 0 {
            (1..size).collect()
        } else {
            Vec::new()
        }
    })
}

fn graph(size: usize, needs: impl Fn(usize) -> Vec<usize>) -> Register {
    let components = (0..size).map(|at| {
        let needs = needs(at).into_iter();
        component(at, needs.map(|one| Requirement::of(name(one))).collect())
    });
    made(
        components.collect(),
        (0..size).map(|at| risk(at, name(at))).collect(),
    )
}

/// A circle, in which each component needs one of the next two.
fn circle(size: usize) -> Register {
    let components = (0..size).map(|at| {
        let spares = [1, 2].map(|step| name((at + step) % size));
        component(at, vec![Requirement::some_of(1, spares)])
    });
    made(components.collect(), vec![risk(0, name(0))])
}

/// Risks of components that nobody declares, beside as many that somebody does.
fn undeclared(size: usize) -> Register {
    let components = (0..size).map(|at| component(at, Vec::new()));
    let risks = (0..size).map(|at| risk(at, format!("undeclared {at}")));
    made(components.collect(), risks.collect())
}

/// Components of one name, but for the case of its letters.
fn cased(size: usize) -> Register {
    let name = |at: usize| -> String {
        let letters = ('a'..='p').zip(0..);
        let cased = letters.map(|(letter, bit)| {
            if at >> bit & 1 == 1 {
                letter.to_ascii_uppercase()
            } else {
                letter
            }
        });
        cased.collect()
    };
    let components = (0..size).map(|at| Component::new(name(at)));
    made(
        components.collect(),
        (0..size).map(|at| risk(at, name(at))).collect(),
    )
}

/// One risk with so many columns of its own.
fn wide(size: usize) -> Register {
    let mut wide = risk(0, name(0));
    for at in 0..size {
        let text = ExtraValue::Text("Team A".to_owned());
        wide.extra.insert(Key::first(format!("Column {at}")), text);
    }
    made(vec![component(0, Vec::new())], vec![wide])
}

fn name(at: usize) -> String {
    format!("c{at}")
}

fn component(at: usize, requires: Vec<Requirement>) -> Component {
    let mut component = Component::new(name(at));
    component.requires = Some(requires);
    component
}

fn risk(at: usize, component: String) -> Risk {
    let mut risk = Risk::new(format!("R{at}"));
    risk.component = component;
    risk.description = format!("It fails in way {at}");
    (risk.likelihood, risk.impact) = (Some("High".into()), Some("High".into()));
    risk
}

fn made(components: Vec<Component>, risks: Vec<Risk>) -> Register {
    Register::new("Shape", Scale::default(), components, risks).expect("entries have text")
}

fn pages(register: &Register) -> Done<'static> {
    let settings = Settings::default();
    let graph = Graph::new(register);
    let planner = Planner::new(&graph, &settings, today());
    let pages = graph.structure().components().map(|one| {
        let plan = planner.plan_components([one]).expect("it is of the graph");
        Page::checklist(&plan).markdown().len()
    });
    Box::new(pages.sum::<usize>())
}

fn points(register: &Register) -> Done<'static> {
    Box::new(Graph::new(register).structure().points_of_failure())
}

fn all_down(register: &Register) -> Done<'static> {
    let graph = Graph::new(register);
    let found = graph.structure().points_of_failure();
    Box::new(SpofAnswer::with_affected(&graph, &found).expect("they are of the graph"))
}

fn exposure(register: &Register) -> Done<'static> {
    Box::new(ExposureAnswer::new(&Graph::new(register)))
}

fn next(register: &Register) -> Done<'static> {
    Box::new(NextAnswer::new(
        &Graph::new(register),
        Window::up_to(today()),
    ))
}

fn drawing(register: &Register) -> Done<'static> {
    let graph = Graph::new(register);
    let all = graph.structure().all();
    let drawing = Drawing::of(&graph, None, &all).expect("it is of the graph");
    Box::new(drawing.collapsed(40).write(DrawingFormat::Dot))
}

fn findings(register: &Register) -> Done<'static> {
    Box::new(risk_core::check(register, &Settings::default(), today()))
}

fn new_workbook(register: &Register) -> Done<'static> {
    Box::new(workbook::create(register, &Settings::default()).expect("it is representable"))
}

fn json_text(register: &Register) -> Done<'static> {
    Box::new(json::write(register, &Settings::default()))
}

fn today() -> Date {
    Date::new(2026, 6, 1).expect("there is such a day")
}
