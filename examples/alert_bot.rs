//! Answers one alert after another from one graph. The graph holds its register, so a bot keeps it for as long as the
//! register stays as it is, with the components that have failed so far.
//!
//! `cargo run --example alert_bot -- examples/web-shop "Redis A" "Redis B"`

#![expect(clippy::print_stdout, reason = "an example shows what it found")]

use std::error::Error;
use std::path::PathBuf;

use risk_core::Register;
use risk_core::graph::{ComponentId, ForeignComponent, Graph};
use risk_core::workbook::ReadOptions;

struct Bot {
    graph: Graph,
    failed: Vec<ComponentId>,
}

impl Bot {
    fn new(register: &Register) -> Self {
        Self {
            graph: Graph::new(register),
            failed: Vec::new(),
        }
    }

    /// What is down after this alert and those before it, and what to do first.
    fn alert(&mut self, name: &str) -> Result<String, Box<dyn Error>> {
        let component = self.graph.find(name)?;
        self.failed.push(component);
        let blast = self.graph.fail(self.failed.iter().copied())?;
        let down = self.graph.keys(blast.down())?.map(|key| key.to_string());
        let mut answer = format!("down: {}", down.collect::<Vec<_>>().join(", "));
        for risk in self.graph.risks(component)? {
            if let Some(action) = risk.runbook_actions.first() {
                answer += &format!("\n  {}: {}", risk.key(), action.text);
            }
        }
        Ok(answer)
    }

    /// Takes over the register as it is by now. A graph refuses the components of the one before, in which they may
    /// have been others, so they are found again by their keys.
    fn reload(&mut self, register: &Register) -> Result<(), ForeignComponent> {
        let graph = Graph::new(register);
        let mut failed = Vec::new();
        for component in &self.failed {
            let key = self.graph.key(*component)?.to_string();
            failed.extend(graph.find(&key));
        }
        *self = Self { graph, failed };
        Ok(())
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let shop = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/web-shop");
    let path = arguments
        .next()
        .map_or_else(|| PathBuf::from(shop), PathBuf::from);
    let mut alerts: Vec<String> = arguments.collect();
    if alerts.is_empty() {
        alerts = ["Redis A", "Redis B", "Redis C"].map(String::from).to_vec();
    }

    let register = risk_core::open(&path, &ReadOptions::default())?.register;
    let mut bot = Bot::new(&register);
    for name in &alerts {
        match bot.alert(name) {
            Ok(answer) => println!("{name}: {answer}"),
            Err(error) => println!("{name}: {error}"),
        }
    }
    bot.reload(&register)?;
    println!("{} still failed after a reload", bot.failed.len());
    Ok(())
}
