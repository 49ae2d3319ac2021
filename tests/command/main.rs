//! The command, run as its users run it.

mod closed_pipe;
mod colours;
mod columns;
mod docs;
mod exits;
mod flags;
mod generate;
mod help;
mod import;
mod inert;
mod json;
mod list;
mod registers;
mod review;
mod run;
mod sources;
