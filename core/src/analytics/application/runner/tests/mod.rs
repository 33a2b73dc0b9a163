//! An application and a small world around it: streams that are lists, destinations that remember what they were handed.

mod bench;
mod crashes;
mod ways;
