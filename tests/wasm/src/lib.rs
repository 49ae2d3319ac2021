//! What a host can ask of the library over plain functions: it writes into `input`, calls one, and reads
//! `output`. The functions return 0, or 1 where the output is an error.

use std::cell::RefCell;
use std::error::Error;

use risk_core::edit::Editor;
use risk_core::folder::{self, Files};
use risk_core::graph::Graph;
use risk_core::runbook::{self, Page, Scenario};
use risk_core::workbook::{self, ReadOptions, Workbook};
use risk_core::{Date, Reading, WriteOptions, json, open_bytes};

type Answer = Result<Vec<u8>, Box<dyn Error>>;

/// What the host has given so far.
#[derive(Default)]
struct State {
    input: Vec<u8>,
    output: Vec<u8>,
    files: Files,
    /// The workbook or JSON that was opened last.
    bytes: Vec<u8>,
    reading: Option<Reading>,
}

thread_local! {
    static STATE: RefCell<State> = RefCell::default();
}

/// Makes room for an input of so many bytes.
#[unsafe(no_mangle)]
pub extern "C" fn input(length: usize) -> *mut u8 {
    STATE.with_borrow_mut(|state| {
        state.input.clear();
        state.input.resize(length, 0);
        state.input.as_mut_ptr()
    })
}

/// Where the output stands.
#[unsafe(no_mangle)]
pub extern "C" fn output() -> *const u8 {
    STATE.with_borrow(|state| state.output.as_ptr())
}

/// How many bytes the output has.
#[unsafe(no_mangle)]
pub extern "C" fn output_length() -> usize {
    STATE.with_borrow(|state| state.output.len())
}

fn answer(question: impl FnOnce(&mut State) -> Answer) -> u32 {
    STATE.with_borrow_mut(|state| {
        let (output, failed) = match question(state) {
            Ok(output) => (output, 0),
            Err(error) => (error.to_string().into_bytes(), 1),
        };
        state.output = output;
        failed
    })
}

impl State {
    fn text(&self) -> Result<&str, Box<dyn Error>> {
        Ok(str::from_utf8(&self.input)?)
    }

    fn reading(&self) -> Result<&Reading, Box<dyn Error>> {
        self.reading
            .as_ref()
            .ok_or_else(|| "nothing is open".into())
    }

    /// Keeps what was read; the output is its title.
    fn keep(&mut self, reading: Reading) -> Vec<u8> {
        let title = reading.register.title().as_bytes().to_vec();
        self.reading = Some(reading);
        title
    }
}

/// Opens the input, a workbook or JSON.
#[unsafe(no_mangle)]
pub extern "C" fn open() -> u32 {
    answer(|state| {
        state.bytes.clone_from(&state.input);
        let reading = open_bytes("input", &state.input, &ReadOptions::default())?;
        Ok(state.keep(reading))
    })
}

/// Adds a file to a folder: its path, a 0, and what is in it.
#[unsafe(no_mangle)]
pub extern "C" fn add_file() -> u32 {
    answer(|state| {
        let mut parts = state.input.splitn(2, |byte| *byte == 0);
        let path = str::from_utf8(parts.next().unwrap_or_default())?;
        state.files.insert(path, parts.next().unwrap_or_default());
        Ok(Vec::new())
    })
}

/// Opens the folder.
#[unsafe(no_mangle)]
pub extern "C" fn open_folder() -> u32 {
    answer(|state| {
        let reading = folder::read(&state.files)?;
        Ok(state.keep(reading))
    })
}

/// The findings, as JSON.
#[unsafe(no_mangle)]
pub extern "C" fn check() -> u32 {
    answer(|state| {
        let today = Date::new(2026, 6, 1).ok_or("there is no such day")?;
        Ok(serde_json::to_vec(&state.reading()?.check(today))?)
    })
}

/// What is down when the component that the input names fails, with the reason for each.
#[unsafe(no_mangle)]
pub extern "C" fn blast() -> u32 {
    answer(|state| {
        let graph = Graph::new(&state.reading()?.register);
        let blast = graph.fail([graph.find(state.text()?)?])?;
        let mut lines = String::new();
        for id in blast.down().iter() {
            let because = graph.because(&blast, id)?;
            lines.extend([graph.name(id)?, ": ", &because, "\n"]);
        }
        Ok(lines.into_bytes())
    })
}

/// The page for when the component that the input names fails, as Markdown.
#[unsafe(no_mangle)]
pub extern "C" fn runbook() -> u32 {
    answer(|state| {
        let reading = state.reading()?;
        let graph = Graph::new(&reading.register);
        let scenario = Scenario::components([state.text()?]);
        let today = Date::new(2026, 6, 1).ok_or("no such day")?;
        let plan = runbook::plan(&graph, &reading.settings, &scenario, today)?;
        Ok(Page::checklist(&plan).markdown().into_bytes())
    })
}

/// A new workbook.
#[unsafe(no_mangle)]
pub extern "C" fn create() -> u32 {
    answer(|state| {
        let reading = state.reading()?;
        let register = reading.register.clone();
        Ok(workbook::create(&register, &reading.settings)?)
    })
}

/// The workbook that was opened last with a change of one risk: its key, a space, and an assignment.
#[unsafe(no_mangle)]
pub extern "C" fn update() -> u32 {
    answer(|state| {
        let (risk, assignment) = state
            .text()?
            .split_once(' ')
            .ok_or("expected RISK FIELD=VALUE")?;
        let (workbook, reading) = Workbook::open(state.bytes.clone(), &ReadOptions::default())?;
        let mut editor = Editor::new(reading.register);
        editor.set_risk(risk, &[assignment.parse()?])?;
        Ok(workbook.put(&editor.finish()?)?.bytes)
    })
}

/// The register as JSON.
#[unsafe(no_mangle)]
pub extern "C" fn write_json() -> u32 {
    answer(|state| {
        let reading = state.reading()?;
        Ok(json::write(&reading.register, &reading.settings).into_bytes())
    })
}

/// Puts the register into the folder; the output are the paths of the files that change.
#[unsafe(no_mangle)]
pub extern "C" fn put_folder() -> u32 {
    answer(|state| {
        let reading = state.reading()?;
        let options = WriteOptions::default();
        let plan = folder::put(&state.files, &reading.register, &reading.settings, options)?;
        let paths = plan
            .writes
            .iter()
            .chain(&plan.header)
            .map(|write| write.path.as_str());
        let paths: Vec<&str> = paths.collect();
        let output = paths.join("\n").into_bytes();
        state.files.apply(plan);
        Ok(output)
    })
}
