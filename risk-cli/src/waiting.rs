//! What a person sees who waits for long: that the command is at work, on what, and since when.

use std::io::{self, IsTerminal};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How long a person waits without wondering.
const PATIENCE: Duration = Duration::from_secs(1);

/// A sign at the terminal's last line, from the first second on until it is dropped.
pub struct Waiting {
    bar: ProgressBar,
    /// Its end ends the thread, which takes the sign away.
    end: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Waiting {
    /// Waits for a command; not where nobody watches, nor where there is no thread to be had.
    pub fn begin() -> Option<Self> {
        if !io::stderr().is_terminal() {
            return None;
        }
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        let style = ProgressStyle::with_template("{spinner} {wide_msg} {elapsed}").ok()?;
        let bar = bar.with_style(style).with_message("at work");
        let (end, ended) = mpsc::channel::<()>();
        let shown = bar.clone();
        let wait = move || {
            if ended.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                shown.set_draw_target(ProgressDrawTarget::stderr());
                shown.enable_steady_tick(Duration::from_millis(100));
                // Nothing is ever sent: an error says that there is no more to wait for.
                let _ = ended.recv();
                shown.finish_and_clear();
            }
        };
        let thread = thread::Builder::new().spawn(wait).ok()?;
        Some(Self {
            bar,
            end: Some(end),
            thread: Some(thread),
        })
    }

    /// Says what the command is doing now.
    pub fn doing(&self, what: String) {
        self.bar.set_message(what);
    }

    /// Takes the sign away while something else is written to the terminal.
    pub fn aside(&self, write: impl FnOnce()) {
        self.bar.suspend(write);
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.end = None;
        if let Some(thread) = self.thread.take() {
            // What is written next comes after the sign is gone; a thread that panicked shows none.
            let _ = thread.join();
        }
    }
}
