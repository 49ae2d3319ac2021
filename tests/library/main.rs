//! The library from end to end, through what it makes public.

mod columns;
mod components;
mod compound;
mod corpus;
mod cross_checks;
mod damaged;
mod hostile;
mod imports;
mod packages;
mod reading;
mod registers;
mod review;
mod rich_text;
mod robustness;
mod round_trip;
mod sheets;
mod text;
mod values;
mod writer;
mod xlsx;
