//! What the tests of several faces share.

pub mod script;
