//! What members of a configuration must satisfy. Source: botocore 1.43, `firehose/2015-08-04/service-2.json`.

use crate::api::pattern::Pattern;
use crate::api::{Rules, expression};

/// Declares rules for texts of a form: the expression of the model, and the least and greatest length.
macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident = $expression:literal, $least:literal, $greatest:literal;)*) => {$(
        $(#[$doc])*
        pub(super) const $name: Rules = {
            static PATTERN: Pattern =
                Pattern { text: $expression, matches: |text| expression::matches($expression, text) };
            Rules::NONE.pattern(&PATTERN).length($least, $greatest)
        };
    )*};
}

texts! {
    ACCOUNT_URL = r".+?\.snowflakecomputing\.com", 24, 2_048;
    BUCKET_ARN = r"arn:.*:s3:::[\w\.\-]{1,255}", 1, 2_048;
    CATALOG_ARN = r"arn:.*:glue:.*:\d{12}:catalog(?:(/[a-z0-9_-]+){1,2})?", 1, 512;
    CLUSTER_JDBC_URL = r"jdbc:(redshift|postgresql)://((?!-)[A-Za-z0-9-]{1,63}(?<!-)\.)+(redshift(-serverless)?)\.([a-zA-Z0-9\.\-]+):\d{1,5}/[a-zA-Z0-9_$-]+", 1, 512;
    CUSTOM_TIME_ZONE = "^$|[a-zA-Z/_]+", 0, 50;
    DOMAIN_ARN = r"arn:.*:es:[a-zA-Z0-9\-]+:\d{12}:domain/[a-z][-0-9a-z]{2,27}", 1, 512;
    DOTTED_NAME = r"[a-zA-Z0-9\.\_]+", 1, 255;
    FILE_EXTENSION = r"^$|\.[0-9a-z!\-_.*'()]+", 0, 128;
    HTTPS = "https:.*", 1, 512;
    HTTPS_URL = "https://.*", 1, 1_000;
    KINESIS_STREAM_ARN = r"arn:.*:kinesis:[a-zA-Z0-9\-]+:\d{12}:stream/[a-zA-Z0-9_.-]+", 1, 512;
    KMS_KEY_ARN = r"arn:.*:kms:[a-zA-Z0-9\-]+:\d{12}:(key|alias)/[a-zA-Z_0-9+=,.@\-_/]+", 1, 512;
    /// Of a key that records wait encrypted with, which no alias may name.
    KMS_KEY_ARN_WITHOUT_ALIAS = r"arn:.*:kms:[a-zA-Z0-9\-]+:\d{12}:key/[a-zA-Z_0-9+=,.@\-_/]+", 1, 512;
    LOG_GROUP_NAME = r"[\.\-_/#A-Za-z0-9]*", 0, 512;
    LOG_STREAM_NAME = "[^:*]*", 0, 512;
    PREFIX = ".*", 0, 1_024;
    PRIVATE_KEY = r"^(?:[A-Za-z0-9+\/]{4})*(?:[A-Za-z0-9+\/]{2}==|[A-Za-z0-9+\/]{3}=)?$", 256, 4_096;
    PRIVATE_LINK_VPCE_ID = r"([a-zA-Z0-9\-\_]+\.){2,3}vpce\.[a-zA-Z0-9\-]*\.vpce-svc\-[a-zA-Z0-9\-]{17}$", 47, 255;
    ROLE_ARN = r"arn:.*:iam::\d{12}:role/[a-zA-Z_0-9+=,.@\-_/]+", 1, 512;
    SECRET_ARN = r"arn:.*:secretsmanager:[a-zA-Z0-9\-]+:\d{12}:secret:[a-zA-Z0-9\-/_+=.@!]+", 1, 2_048;
    WAREHOUSE_LOCATION = r"s3:\/\/.*", 1, 2_048;
    WORD = r"^\S+$", 1, 1_024;
}

/// Any text of one line.
pub(super) const ANYTHING: Rules = {
    static PATTERN: Pattern = Pattern { text: ".*", matches: |text| expression::matches(".*", text) };
    Rules::NONE.pattern(&PATTERN)
};

/// A text with more than blanks.
pub(super) const NOT_BLANK: Rules = {
    static PATTERN: Pattern =
        Pattern { text: r"^(?!\s*$).+", matches: |text| expression::matches(r"^(?!\s*$).+", text) };
    Rules::NONE.pattern(&PATTERN)
};
