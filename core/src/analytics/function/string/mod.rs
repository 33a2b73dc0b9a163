//! Functions of texts. Characters count from 1.

pub(super) mod case;
pub(super) mod length;
pub(super) mod overlay;
pub(super) mod position;
pub(super) mod regex_replace;
pub(super) mod substring;
pub(super) mod substring_similar;
pub(super) mod trim;
