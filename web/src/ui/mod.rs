//! Small parts that all pages use.

pub(crate) mod call;
pub(crate) mod chart;
pub(crate) mod chosen;
pub(crate) mod code;
pub(crate) mod dialog;
pub(crate) mod dom;
pub(crate) mod glyph;
pub(crate) mod head;
pub(crate) mod icon;
pub(crate) mod keep_up;
pub(crate) mod live;
pub(crate) mod look;
pub(crate) mod name;
pub(crate) mod rows;
pub(crate) mod sheet;
pub(crate) mod tabs;
pub(crate) mod text;
