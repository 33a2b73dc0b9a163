//! Functions that change records: those that are simulated here, and those whose text a host runs.

mod apache;
mod blueprint;
mod syslog;

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;

use serde::{Deserialize, Serialize};

pub use blueprint::Blueprint;

use crate::errand::{Outcome, Refused};
use crate::firehose::formats::Formats;

/// What a function does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FunctionCode {
    /// What one does that the service's console offers.
    Blueprint(Blueprint),
    /// A module of JavaScript that exports `handler`, as Lambda takes it. Only some hosts can run it.
    #[serde(rename = "javascript")]
    JavaScript(Arc<str>),
}

/// The functions that there are, by name.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Functions(BTreeMap<String, FunctionCode>);

impl Functions {
    /// Makes a function, or gives one another code.
    pub fn put(&mut self, name: &str, code: FunctionCode) {
        self.0.insert(name.into(), code);
    }

    /// The functions, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &FunctionCode)> {
        self.0.iter().map(|(name, code)| (name.as_str(), code))
    }

    /// The text of a function that a host runs, by its name or ARN.
    pub fn javascript(&self, arn: &str) -> Option<&Arc<str>> {
        match self.0.get(name_of(arn))? {
            FunctionCode::JavaScript(text) => Some(text),
            FunctionCode::Blueprint(_) => None,
        }
    }

    /// Calls a function, by its name or ARN, with an event.
    pub(super) fn call(&self, arn: &str, event: &[u8], formats: Option<&'static dyn Formats>) -> Outcome {
        let refused = |code: &'static str, text| Outcome::Failed(Refused::new(code, text));
        match self.0.get(name_of(arn)) {
            Some(FunctionCode::Blueprint(blueprint)) => {
                blueprint.run(event, formats).map_or_else(Outcome::Failed, Outcome::Returned)
            }
            Some(FunctionCode::JavaScript(_)) => {
                let text = "This function is JavaScript, which is only run on the website.";
                refused("Lambda.FunctionError", text.into())
            }
            None => refused("Lambda.ResourceNotFound", format!("Function not found: {arn}")),
        }
    }
}

/// The name of a function in its ARN, without version or alias.
pub fn name_of(arn: &str) -> &str {
    arn.split(':').nth(6).unwrap_or(arn)
}
