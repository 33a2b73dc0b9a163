//! The part of the form that says where records go: of each kind of destination, the fields of its own, and the bucket that
//! all have.

use leptos::prelude::*;

use super::super::faults::pairs;
use super::fields::{Line, Part, Pick, Tick};
use super::places::{Live, MakeBucket};
use super::values::use_form;
use crate::ui::live::{If, holds};

/// Kinds of destination, as the members of operations begin.
const KINDS: &[(&str, &str)] = &[
    ("ExtendedS3", "S3"),
    ("Redshift", "Redshift"),
    ("Amazonopensearchservice", "OpenSearch"),
    ("Splunk", "Splunk"),
    ("HttpEndpoint", "HTTP endpoint"),
    ("Snowflake", "Snowflake"),
    ("Iceberg", "Iceberg tables"),
];
const COMPRESSIONS: &[(&str, &str)] = &[
    ("UNCOMPRESSED", "none"),
    ("GZIP", "GZIP"),
    ("ZIP", "ZIP"),
    ("Snappy", "Snappy"),
    ("HADOOP_SNAPPY", "Snappy as Hadoop has it"),
];
const ROTATIONS: &[(&str, &str)] = &[
    ("NoRotation", "never"),
    ("OneHour", "each hour"),
    ("OneDay", "each day"),
    ("OneWeek", "each week"),
    ("OneMonth", "each month"),
];
const HEC_TYPES: &[(&str, &str)] = &[("Raw", "raw"), ("Event", "events")];
const ENCODINGS: &[(&str, &str)] = &[("NONE", "none"), ("GZIP", "GZIP")];
const LOADINGS: &[(&str, &str)] = &[
    ("JSON_MAPPING", "a column for each member"),
    ("VARIANT_CONTENT_MAPPING", "one column"),
    ("VARIANT_CONTENT_AND_METADATA_MAPPING", "one column, and one for metadata"),
];

/// The part.
#[component]
pub(super) fn Destination() -> impl IntoView {
    let form = use_form();
    let is = move |kind: &'static str| holds(move || form.is("kind", kind));
    let is_bucket = is("ExtendedS3");
    let may_lose_key = holds(move || form.is("kind", "HttpEndpoint") && form.keeps_kind());
    view! {
        <Part title="4. Destination" about="Where records go.">
            <div class="firehose-fields"><Pick name="kind" label="Destination" options=pairs(KINDS)/></div>
            <div class="firehose-fields">
                <If when=is("Redshift")>
                    <Line name="jdbc" label="JDBC URL of the cluster" required=true/>
                    <Line name="redshift_table" label="Table" required=true/>
                    <Line name="redshift_columns" label="Columns, by commas"/>
                    <Line name="copy_options" label="Options of COPY"/>
                    <Line name="redshift_user" label="User"/>
                    <Line name="redshift_password" label="Password"/>
                </If>
                <If when=is("Amazonopensearchservice")>
                    <Line name="endpoint" label="Endpoint of the cluster" required=true/>
                    <Line name="index" label="Index" required=true/>
                    <Pick name="rotation" label="Another index" options=pairs(ROTATIONS)/>
                </If>
                <If when=is("Splunk")>
                    <Line name="hec_endpoint" label="HEC endpoint" required=true/>
                    <Pick name="hec_type" label="Kind of endpoint" options=pairs(HEC_TYPES)/>
                    <Line name="hec_token" label="Token"/>
                </If>
                <If when=is("HttpEndpoint")>
                    <Line name="url" label="URL" required=true/>
                    <Line name="access_key" label="Access key"/>
                    <Pick name="encoding" label="Compression of requests" options=pairs(ENCODINGS)/>
                </If>
                <If when=is("Snowflake")>
                    <Line name="account_url" label="URL of the account" required=true/>
                    <Line name="snowflake_user" label="User"/>
                    <Line name="private_key" label="Private key" required=!form.is_update/>
                    <Line name="snowflake_database" label="Database" required=true/>
                    <Line name="schema" label="Schema" required=true/>
                    <Line name="snowflake_table" label="Table" required=true/>
                    <Pick name="loading" label="Rows have" options=pairs(LOADINGS)/>
                </If>
                <If when=is("Iceberg")>
                    <Line name="catalog_arn" label="ARN of the catalog" required=true/>
                    <Line name="iceberg_database" label="Database"/>
                    <Line name="iceberg_table" label="Table"/>
                    <Line name="unique_keys" label="Unique keys, by commas"/>
                </If>
            </div>
            <If when=may_lose_key>
                <div class="firehose-ticks"><Tick name="keyless" label="There is no access key, or is to be none"/></div>
            </If>
            <If when=holds(move || !is_bucket.get())><h3>"Bucket on the way, or for what fails"</h3></If>
            <div class="firehose-fields">
                <Line name="bucket" label="Bucket" required=true/>
                <Line name="prefix" label="Prefix" hint="none"/>
                <Line name="errors" label="Prefix for errors" hint="none of its own"/>
                <Pick name="compression" label="Compression of objects" options=pairs(COMPRESSIONS)/>
                <If when=is_bucket>
                    <Line name="zone" label="Time zone" hint="UTC"/>
                    <Line name="extension" label="File extension" hint="as it is compressed"/>
                    <Line name="query" label="Keys of records, by jq" hint="{symbol: .TICKER_SYMBOL}"/>
                </If>
            </div>
            <If when=is_bucket>
                <div class="firehose-ticks"><Tick name="partitioned" label="Spread records over prefixes by their keys (dynamic partitioning)"/></div>
            </If>
            <MakeBucket name="bucket"/>
            <Live/>
        </Part>
    }
}
