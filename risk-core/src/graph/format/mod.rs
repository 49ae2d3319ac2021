//! Component graphs in the formats of others.

mod draw;
mod read;
