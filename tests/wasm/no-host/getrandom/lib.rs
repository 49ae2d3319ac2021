//! Random numbers that nobody gives: packages are read and written without any.

use std::fmt;

/// There are none.
#[derive(Debug)]
pub struct Error;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no host to ask for random numbers")
    }
}

impl std::error::Error for Error {}

/// Fails.
pub fn fill(_: &mut [u8]) -> Result<(), Error> {
    Err(Error)
}

/// Fails.
pub fn u64() -> Result<u64, Error> {
    Err(Error)
}
