//! The language of Graphviz.
//!
//! The lexer and the parser are our own. Of the crates that read DOT, `dot-parser` is under the
//! GPL. `layout-rs` nests calls as deep as a file nests subgraphs, without a bound, and takes no
//! subgraph as the end of an edge. `graphviz-rust` walks its tree in the same way and panics where
//! the tree is not what it expects. None shows where an edge stands, and edges between subgraphs
//! can stand for more edges than fit into memory. Here nesting and edges are limited.

mod cursor;
mod label;
mod lexer;
mod parser;
mod read;
mod statements;

use cursor::Cursor;
use lexer::Token;
pub(super) use lexer::is_graph;
pub(super) use read::read;
use statements::{Attributes, Defaults, Label, Node, Statements};
