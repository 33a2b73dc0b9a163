//! Functions that change records, where no host runs real ones.

mod apache;
mod blueprint;
mod syslog;

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;

use serde::{Deserialize, Serialize};

pub use blueprint::Blueprint;

use crate::firehose::errand::{Outcome, Refused};
use crate::firehose::formats::Formats;

/// The functions that there are, by name.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Functions(BTreeMap<String, Blueprint>);

impl Functions {
    /// Makes a function of a blueprint.
    pub fn put(&mut self, name: &str, blueprint: Blueprint) {
        self.0.insert(name.into(), blueprint);
    }

    /// The functions, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Blueprint)> {
        self.0.iter().map(|(name, blueprint)| (name.as_str(), *blueprint))
    }

    pub(super) fn call(&self, arn: &str, event: &[u8], formats: Option<&'static dyn Formats>) -> Outcome {
        let name = name_of(arn);
        let Some(blueprint) = self.0.get(name) else {
            let text = format!("Function not found: {arn}");
            return Outcome::Failed(Refused::new("Lambda.ResourceNotFound", text));
        };
        blueprint.run(event, formats).map_or_else(Outcome::Failed, Outcome::Returned)
    }
}

/// The name of a function in its ARN, without version or alias.
pub fn name_of(arn: &str) -> &str {
    arn.split(':').nth(6).unwrap_or(arn)
}
