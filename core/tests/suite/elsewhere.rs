//! Clients of services that are not here: each hears so, in a form that it can read.

use crate::support::request::DATE;
use expect_test::{Expect, expect};
use kinetoscope::wire::http::Request;
use kinetoscope::world::{Settings, World};

/// A request that is signed for a service; what is answered, in one line.
#[track_caller]
fn check(service: &str, method: &str, headers: &[(&str, &str)], body: &str, expected: Expect) {
    let authorization = format!(
        "AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/{service}/aws4_request, SignedHeaders=host, Signature=0"
    );
    let headers = [headers, &[DATE, ("Authorization", &authorization)]].concat();
    let body = &mut body.as_bytes().to_vec();
    let mut world = World::new(Settings::default());
    let answer = world.handle(Request { method, uri: "/", headers: &headers, body, may_wait: false });
    let text = String::from_utf8(answer.body.clone()).expect("it is text");
    expected.assert_eq(&format!(
        "{} {} {}",
        answer.status,
        answer.content_type.unwrap_or("-"),
        text.trim_end()
    ));
}

const JSON_1_1: (&str, &str) = ("Content-Type", "application/x-amz-json-1.1");
const JSON_1_0: (&str, &str) = ("Content-Type", "application/x-amz-json-1.0");
const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");

#[test]
fn services_that_are_not_here_are_named_in_their_own_protocols() {
    let target = ("X-Amz-Target", "AmazonEC2ContainerServiceV20141113.ListClusters");
    check(
        "ecs",
        "POST",
        &[JSON_1_1, target],
        "{}",
        expect![[
            r#"400 application/x-amz-json-1.1 {"__type":"UnknownOperationException","message":"Kinetoscope does not run ListClusters of ecs: it emulates only kinesis, monitoring, cloudtrail, logs, firehose, s3, kinesisanalytics. `kinetoscope operations` lists what runs."}"#
        ]],
    );
    let target = ("X-Amz-Target", "DynamoDB_20120810.ListTables");
    check(
        "dynamodb",
        "POST",
        &[JSON_1_0, target],
        "{}",
        expect![[
            r#"400 application/x-amz-json-1.0 {"__type":"UnknownOperationException","message":"Kinetoscope does not run ListTables of dynamodb: it emulates only kinesis, monitoring, cloudtrail, logs, firehose, s3, kinesisanalytics. `kinetoscope operations` lists what runs."}"#
        ]],
    );
    check(
        "sts",
        "POST",
        &[FORM],
        "Action=GetCallerIdentity&Version=2011-06-15",
        expect![
            "400 text/xml <ErrorResponse><Error><Type>Sender</Type><Code>InvalidAction</Code><Message>Kinetoscope does not run GetCallerIdentity of sts: it emulates only kinesis, monitoring, cloudtrail, logs, firehose, s3, kinesisanalytics. `kinetoscope operations` lists what runs.</Message></Error></ErrorResponse>"
        ],
    );
    check(
        "cloudfront",
        "GET",
        &[],
        "",
        expect![
            "501 text/xml <Error><Code>NotImplemented</Code><Message>Kinetoscope does not run cloudfront: it emulates only kinesis, monitoring, cloudtrail, logs, firehose, s3, kinesisanalytics. `kinetoscope operations` lists what runs.</Message></Error>"
        ],
    );
    check(
        "lambda",
        "GET",
        &[],
        "",
        expect![[
            r#"400 application/json {"code":"UnknownOperationException","message":"Kinetoscope does not run lambda: it emulates only kinesis, monitoring, cloudtrail, logs, firehose, s3, kinesisanalytics. `kinetoscope operations` lists what runs."}"#
        ]],
    );
}

#[test]
fn operations_that_are_not_here_are_named_with_those_that_are() {
    let target = ("X-Amz-Target", "GraniteServiceVersion20100801.DescribeAlarms");
    check(
        "monitoring",
        "POST",
        &[JSON_1_0, target],
        "{}",
        expect![[
            r#"400 application/x-amz-json-1.0 {"__type":"UnknownOperationException","message":"Kinetoscope does not run DescribeAlarms; of this service it runs GetMetricData, GetMetricStatistics, ListMetrics."}"#
        ]],
    );
    check(
        "monitoring",
        "POST",
        &[FORM],
        "Action=DescribeAlarms&Version=2010-08-01",
        expect![
            "400 text/xml <ErrorResponse><Error><Type>Sender</Type><Code>InvalidAction</Code><Message>Kinetoscope does not speak the query protocol of monitoring: use a newer client.</Message></Error></ErrorResponse>"
        ],
    );
}

#[test]
fn names_that_could_break_the_form_are_not_repeated() {
    check(
        "sts",
        "POST",
        &[FORM],
        "Action=<b>&Version=2011-06-15",
        expect![
            "400 text/xml <ErrorResponse><Error><Type>Sender</Type><Code>InvalidAction</Code><Message>Kinetoscope does not run sts: it emulates only kinesis, monitoring, cloudtrail, logs, firehose, s3, kinesisanalytics. `kinetoscope operations` lists what runs.</Message></Error></ErrorResponse>"
        ],
    );
    check(
        "<b>",
        "GET",
        &[],
        "",
        expect![[r#"
        403 - <AccessDeniedException>
          <Message>Unable to determine service/operation name to be authorized</Message>
        </AccessDeniedException>"#]],
    );
}
