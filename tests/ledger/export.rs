//! Exports follow their standards.
