//! A page as HTML that needs nothing but itself, on a screen and on paper.

mod block;
mod chart;
mod diagram;
mod matrix;
mod page;
mod text;
