//! An editor that can take back what it did: each edit is kept as the changes that undo it, and undone
//! from the last, whatever the edits were.
//!
//! `cargo run --example undo`

#![expect(clippy::print_stdout, reason = "an example shows what it found")]

use risk_core::edit::{Change, Edited, Editor};
use risk_core::{Observation, Register, Risk};

/// A register that is being edited, and how to take each edit back.
#[derive(Default)]
struct Session {
    register: Register,
    undo: Vec<Vec<Change>>,
}

type Done = Result<(), Box<dyn std::error::Error>>;

impl Session {
    fn edit(&mut self, change: impl FnOnce(&mut Editor) -> Done) -> Done {
        let mut editor = Editor::new(self.register.clone());
        change(&mut editor)?;
        let edited = editor.finish()?;
        self.undo.push(edited.inverse().changes);
        self.go_to(edited);
        Ok(())
    }

    fn undo(&mut self) -> Done {
        if let Some(changes) = self.undo.pop() {
            let undone = Edited::apply(&self.register, &changes)?;
            self.go_to(undone);
        }
        Ok(())
    }

    fn go_to(&mut self, edited: Edited) {
        for line in edited.lines() {
            let text = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
            let path = line.path.unwrap_or_default();
            println!(
                "{} {path}: {} → {}",
                line.record,
                text(line.before),
                text(line.after)
            );
        }
        self.register = edited.after;
    }
}

fn main() -> Done {
    let mut session = Session::default();
    session.edit(|editor| {
        let mut risk = Risk::new("R01");
        risk.description = "Connections to the database run out".into();
        editor.insert(risk)?;
        Ok(())
    })?;
    session.edit(|editor| {
        editor.update_risk("R01", |risk| {
            risk.impact = Some("High".to_owned());
            risk.observations
                .push(Observation::suggested("Alarm on waiting connections"));
        })?;
        Ok(())
    })?;
    println!("undo:");
    session.undo()?;
    session.undo()?;
    assert_eq!(session.register, Register::default());
    Ok(())
}
