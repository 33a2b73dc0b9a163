//! What an operation is: a name, the errors it may give, an input and an output with their constraints, and a function.
//!
//! Each is declared once, in its service's `op/` folder. Router, checks, documentation and bindings read the declaration:
//! the macros `input!`, `output!` and `enumeration!` describe the shapes, [`Operation`] joins them, and each service lists its operations in one slice of [`Declaration`]s.

mod call;
mod call_rates;
#[cfg(feature = "books")]
pub mod catalogue;
pub(crate) mod configuration;
mod decode;
pub mod dispatch;
mod encode;
#[cfg(feature = "firehose")]
pub(crate) mod expression;
mod faults;
pub(crate) mod macros;
mod operation;
pub mod pattern;
mod shape;
mod unsupported;

pub use call::{Call, CallRate, Gate, Subject, is_subject};
pub(crate) use call_rates::CallRates;
pub(crate) use configuration::plain_settings;
pub use configuration::{Create, Need, Role, Setting, Update, name_in};
#[cfg(feature = "firehose")]
pub(crate) use configuration::{configured_members, merge_as};
pub use decode::Decode;
#[cfg(feature = "firehose")]
pub(crate) use decode::check_entries;
pub use encode::{Encode, Quotient};
pub(crate) use faults::print_structure;
pub use faults::{Faults, Step};
pub use operation::{Declaration, Failure, Operation, Terms, WaitFor, run_typed};
pub use pattern::Pattern;
pub use shape::{Kind, Member, Rules, Shape};
pub use unsupported::Unsupported;
