//! English.

use crate::lang::Lang;
use crate::lang::source::{Source, file, lists, source};

pub(super) static SOURCE: Source = source!("en", Lang::En);
