//! Where a destination is, in a few words for people.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;

use super::super::flow::delivery::Lane;
use super::destination::Destination;
use super::iceberg::Iceberg;

impl Destination {
    /// A bucket, an address or a table.
    pub fn address(&self) -> String {
        let address = match self {
            Self::S3(_) | Self::ExtendedS3(_) => {
                Cow::Borrowed(self.route(Lane::Data).map_or("", |route| route.bucket))
            }
            Self::Redshift(redshift) => {
                let table = redshift.copy_command.as_ref().and_then(|copy| copy.data_table_name.as_deref());
                named(redshift.cluster_jdbc_url.as_deref(), table)
            }
            Self::Elasticsearch(index) | Self::Opensearch(index) => {
                let cluster = index.cluster_endpoint.as_deref().or(index.domain_arn.as_deref());
                named(cluster, index.index_name.as_deref())
            }
            Self::OpensearchServerless(index) => {
                named(index.collection_endpoint.as_deref(), index.index_name.as_deref())
            }
            Self::Splunk(splunk) => Cow::Borrowed(splunk.hec_endpoint.as_deref().unwrap_or_default()),
            Self::HttpEndpoint(endpoint) => {
                let server = endpoint.endpoint_configuration.as_ref();
                Cow::Borrowed(server.and_then(|server| server.url.as_deref()).unwrap_or_default())
            }
            Self::Snowflake(snowflake) => named(snowflake.database.as_deref(), snowflake.table.as_deref()),
            Self::Iceberg(iceberg) => tables(iceberg),
        };
        address.into_owned()
    }
}

/// A thing in another: `orders in jdbc:redshift://…`.
fn named<'a>(whole: Option<&'a str>, part: Option<&'a str>) -> Cow<'a, str> {
    let whole = whole.unwrap_or_default();
    part.map_or(Cow::Borrowed(whole), |part| format!("{part} in {whole}").into())
}

fn tables(iceberg: &Iceberg) -> Cow<'_, str> {
    let tables = iceberg.destination_table_configuration_list.as_deref().unwrap_or_default();
    match tables {
        [table] => {
            let database = table.destination_database_name.as_deref();
            named(database, table.destination_table_name.as_deref())
        }
        [] => Cow::Borrowed("tables that records name"),
        _ => format!("{} tables", tables.len()).into(),
    }
}
