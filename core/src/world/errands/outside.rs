//! What of the world outside is real, because the host reaches it.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::functions::name_of;
use crate::errand::{Server, Wish};

/// What the host reaches; all else is simulated. Names are names or what they begin with, with `*` behind it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Outside {
    /// HTTP endpoints and Splunk, by URL.
    pub http_endpoints: Vec<String>,
    /// Clusters of OpenSearch, by URL.
    pub opensearch: Vec<String>,
    /// Clusters of Redshift, by JDBC URL.
    pub redshift: Vec<String>,
    /// Buckets, by name.
    pub buckets: Vec<String>,
    /// Functions, by name.
    pub functions: Vec<String>,
    /// Whether functions are run whose text the world has.
    pub javascript: bool,
}

impl Outside {
    /// Whether the host does this.
    pub(super) fn does(&self, wish: &Wish) -> bool {
        match wish {
            Wish::PutObject(object) => has(&self.buckets, &object.bucket),
            Wish::Invoke { function_arn, .. } => has(&self.functions, name_of(function_arn)),
            Wish::Request(request) if request.server == Server::Opensearch => {
                has(&self.opensearch, &request.url)
            }
            Wish::Request(request) => has(&self.http_endpoints, &request.url),
            Wish::Copy(copy) => has(&self.redshift, &copy.cluster_jdbc_url),
            Wish::Append(_) | Wish::DescribeTable(_) => false,
            Wish::ListShards { .. } | Wish::ReadShard { .. } | Wish::ReadTap { .. } => false,
            Wish::PutRecords { .. } | Wish::PutRecordBatch { .. } => false,
            // What the host has put into a bucket of its own lies in ours too.
            Wish::GetObject { .. } => false,
        }
    }
}

fn has(names: &[String], name: &str) -> bool {
    names.iter().any(|known| match known.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => name == known,
    })
}
