//! Whether the graph keeps its laws, against answers that are found the slow way.

mod answers;
mod blast;
mod chains;
mod cuts;
mod foreign;
mod generators;
mod naive;
mod points;
mod query;
mod recovery;
mod registers;
