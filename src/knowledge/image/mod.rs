//! The tables as bytes that need no parsing: `write` is run by the build
//! script, `read` by the program.
//!
//! All numbers are little-endian u32. A file is a head, then sections; the head
//! holds [`MAGIC`] and, for each section, where it begins and how many bytes it
//! has. A string is named by its number; string 0 is the empty one. Everything that is looked up by name
//! is sorted or hashed, so that a start costs nothing that grows with the
//! tables.

pub mod layout;
mod read;
mod write;

pub use read::Image;
pub use write::write;
