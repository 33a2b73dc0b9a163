//! The language of the website's terminal: `aws` as the AWS CLI has it, and as much of a shell as study notes use.
//!
//! A [`Shell`] reads one line at a time and gives a [`Block`]: what was printed, the status, and the calls that were made.
//! It does no I/O. What it needs of the outside it asks of a [`Host`]: calls of operations and the passing of virtual time.
//!
//! ```text
//! line --parse--> commands --run--> aws: flags -> input -> Host::call -> pages -> query -> format
//!                                   tools: jq, grep, base64, ... on what comes through the pipe
//! ```
//!
//! Which services, operations and flags there are is data: [`catalog::Catalog`].

mod aws;
mod base64;
pub mod catalog;
mod complete;
mod host;
mod line;
mod manual;
mod output;
mod query;
pub mod snippets;
mod tools;
pub mod value;
mod words;

pub use aws::Version;
pub use complete::{Candidate, Completion, Sort};
pub use host::{Call, Host, Names, Refusal, Request, Response, now};
pub use line::{Block, Shell, lines};
pub use query::Query;
