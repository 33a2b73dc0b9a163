use alloc::format;
use alloc::string::String;

use expect_test::{Expect, expect};

use super::*;
use crate::api::{Declaration, Gate, Operation, Rules, Terms};
use crate::rng::Rng;
use crate::time::Instant;

crate::input! {
    /// What to say back.
    pub struct EchoInput<'a> {
        /// A text.
        text: &'a str = "Text", Rules::NONE.length(1, 5);
        /// Bytes.
        data: Option<&'a [u8]> = "Data", Rules::NONE;
    }
}

crate::output! {
    /// What was said.
    pub struct EchoOutput {
        /// The text.
        text: String = "Text";
        /// When.
        at: Instant = "At";
    }
}

struct Echo;

impl Gate for () {}

impl Operation for Echo {
    const NAME: &'static str = "Echo";
    const ERRORS: &'static [Code] = &[];
    type State = ();
    type Input<'a> = EchoInput<'a>;
    type Output<'s> = EchoOutput;

    fn run((): &mut (), input: EchoInput<'_>, at: Instant) -> Result<EchoOutput, Error> {
        Ok(EchoOutput { text: input.text.into(), at })
    }
}

struct Service;

impl Host for Service {
    fn has(&self, target: Target<'_>) -> bool {
        matches!(target, Target { service: "Test_1" | "Query_1", operation: "Echo" })
    }

    fn unknown(&self, target: Option<Target<'_>>) -> Error {
        match target {
            Some(Target { service: "Test_1", operation: "Later" }) => {
                Error::new(Code::UnknownOperation, "Not yet.")
            }
            _ => Error::bare(Code::UnknownOperation),
        }
    }

    fn signing_names(&self) -> &'static [&'static str] {
        &["kinesis"]
    }

    fn forms(&self, service: &str) -> &'static [Form] {
        if service == "Query_1" { &[Form::Json10, Form::Rpc2] } else { &[Form::Json11, Form::Cbor11] }
    }

    fn run(
        &mut self,
        _: Target<'_>,
        caller: Caller<'_>,
        body: Reader<'_>,
        writer: &mut Writer,
    ) -> Answer<(), Failure> {
        let (authorization, now) = (caller.signer.map(drop), Instant::from_millis(1_500));
        let terms = Terms { authorization, now, may_wait: caller.may_wait, admitted: caller.admitted };
        Declaration::of::<Echo>().run(&mut (), body, terms, writer)
    }
}

const AUTHORIZATION: &str =
    "AWS4-HMAC-SHA256 Credential=a/d/us-east-1/kinesis/aws4_request, SignedHeaders=h, Signature=s";
const JSON: &str = "application/x-amz-json-1.1";
const CBOR: &str = "application/x-amz-cbor-1.1";

fn ask(method: &str, headers: &[(&str, &str)], body: &[u8]) -> Response {
    let mut body = body.to_vec();
    let request = Request { method, uri: "/", headers, body: &mut body, may_wait: false };
    answer(&mut Service, request, None, AnswerIds::draw(&mut Rng::from_seed(1)))
}

/// A signed request for `target` with this content type; the answer as status, content type and body.
#[track_caller]
fn check(target: &str, content_type: &str, body: &[u8], expected: Expect) {
    let headers = [
        ("X-Amz-Target", target),
        ("Content-Type", content_type),
        ("Authorization", AUTHORIZATION),
        ("X-Amz-Date", "20260101T000000Z"),
    ];
    expected.assert_eq(&print(&ask("POST", &headers, body)));
}

fn print(response: &Response) -> String {
    let printable = response.body.iter().all(|byte| (0x20..0x7f).contains(byte) || *byte == b'\n');
    let body = if printable {
        String::from_utf8_lossy(&response.body).into_owned()
    } else {
        format!("{:02x?}", response.body)
    };
    format!("{} {} {body}", response.status, response.content_type.unwrap_or("-"))
}

#[test]
fn answers_in_the_protocol_of_the_request() {
    check(
        "Test_1.Echo",
        JSON,
        br#" {"Other":[{"x":1}],"Text":"hi"} "#,
        expect![[r#"200 application/x-amz-json-1.1 {"Text":"hi","At":1.500}"#]],
    );
    check(
        "Test_1.Echo.more",
        "application/x-amz-json-1.1; charset=utf-8",
        br#"{"Text":"hi"}"#,
        expect![[r#"200 application/x-amz-json-1.1 {"Text":"hi","At":1.500}"#]],
    );
    check(
        "Test_1.Echo",
        CBOR,
        b"\xa1\x64Text\x62hi",
        expect![
            "200 application/x-amz-cbor-1.1 [a2, 64, 54, 65, 78, 74, 62, 68, 69, 62, 41, 74, c1, 19, 05, dc]"
        ],
    );
    check(
        "Test_1.Echo",
        CBOR,
        b"\xbf\x64Text\x7f\x61h\x61i\xff\xff",
        expect![
            "200 application/x-amz-cbor-1.1 [a2, 64, 54, 65, 78, 74, 62, 68, 69, 62, 41, 74, c1, 19, 05, dc]"
        ],
    );
}

#[test]
fn a_service_answers_in_the_forms_that_it_declares() {
    check(
        "Test_1.Echo",
        "application/x-amz-json-1.0",
        br#"{"Text":"hi"}"#,
        expect![[r#"
        404 - <UnknownOperationException/>
    "#]],
    );
    check(
        "Query_1.Echo",
        JSON,
        br#"{"Text":"hi"}"#,
        expect![[r#"
        404 - <UnknownOperationException/>
    "#]],
    );
    check(
        "Query_1.Echo",
        "application/x-amz-json-1.0",
        br#"{"Text":"hi"}"#,
        expect![[r#"200 application/x-amz-json-1.0 {"Text":"hi","At":1.500}"#]],
    );
    check(
        "com.amazonaws.query.v1.Query_1.Echo",
        "application/x-amz-json-1.0",
        b"",
        expect![[r#"400 application/x-amz-json-1.0 {"__type":"SerializationException"}"#]],
    );
}

#[test]
fn a_refusal_in_json_1_0_names_the_error_of_the_query_protocol() {
    let ask = |target, content_type| {
        let headers = [
            ("X-Amz-Target", target),
            ("Content-Type", content_type),
            ("Authorization", AUTHORIZATION),
            ("X-Amz-Date", "20260101T000000Z"),
        ];
        let named = ask("POST", &headers, br#"{"Text":"toolong"}"#).headers();
        named.into_iter().find(|(name, _)| *name == "x-amzn-query-error").map(|(_, value)| value)
    };
    assert_eq!(ask("Query_1.Echo", "application/x-amz-json-1.0").as_deref(), Some("ValidationError;Sender"));
    assert_eq!(ask("Test_1.Echo", JSON), None);
}

#[test]
fn rpc_v2_is_called_by_path_and_tells_times_in_seconds() {
    let call = |uri: &str, body: &[u8]| {
        let headers = [
            ("Smithy-Protocol", "rpc-v2-cbor"),
            ("Content-Type", "application/cbor"),
            ("Authorization", AUTHORIZATION),
            ("X-Amz-Date", "20260101T000000Z"),
        ];
        let mut body = body.to_vec();
        let request = Request { method: "POST", uri, headers: &headers, body: &mut body, may_wait: false };
        let response = answer(&mut Service, request, None, AnswerIds::draw(&mut Rng::from_seed(1)));
        let extra: Vec<_> =
            response.headers().into_iter().filter(|(name, _)| !name.starts_with("x-amz-id")).collect();
        format!("{}\n{:?}\n", print(&response), &extra[2..])
    };
    expect![[r#"
        200 application/cbor [a2, 64, 54, 65, 78, 74, 62, 68, 69, 62, 41, 74, c1, fb, 3f, f8, 00, 00, 00, 00, 00, 00]
        [("smithy-protocol", "rpc-v2-cbor")]
        400 application/cbor [a1, 66, 5f, 5f, 74, 79, 70, 65, 78, 19, 55, 6e, 6b, 6e, 6f, 77, 6e, 4f, 70, 65, 72, 61, 74, 69, 6f, 6e, 45, 78, 63, 65, 70, 74, 69, 6f, 6e]
        [("smithy-protocol", "rpc-v2-cbor"), ("x-amzn-query-error", "UnknownOperation;Sender")]
        400 application/cbor [a2, 66, 5f, 5f, 74, 79, 70, 65, 73, 56, 61, 6c, 69, 64, 61, 74, 69, 6f, 6e, 45, 78, 63, 65, 70, 74, 69, 6f, 6e, 67, 6d, 65, 73, 73, 61, 67, 65, 78, 83, 31, 20, 76, 61, 6c, 69, 64, 61, 74, 69, 6f, 6e, 20, 65, 72, 72, 6f, 72, 20, 64, 65, 74, 65, 63, 74, 65, 64, 3a, 20, 56, 61, 6c, 75, 65, 20, 27, 6c, 6f, 6e, 67, 65, 72, 27, 20, 61, 74, 20, 27, 74, 65, 78, 74, 27, 20, 66, 61, 69, 6c, 65, 64, 20, 74, 6f, 20, 73, 61, 74, 69, 73, 66, 79, 20, 63, 6f, 6e, 73, 74, 72, 61, 69, 6e, 74, 3a, 20, 4d, 65, 6d, 62, 65, 72, 20, 6d, 75, 73, 74, 20, 68, 61, 76, 65, 20, 6c, 65, 6e, 67, 74, 68, 20, 6c, 65, 73, 73, 20, 74, 68, 61, 6e, 20, 6f, 72, 20, 65, 71, 75, 61, 6c, 20, 74, 6f, 20, 35]
        [("smithy-protocol", "rpc-v2-cbor"), ("x-amzn-query-error", "ValidationError;Sender")]
    "#]].assert_eq(
        &[
            call("/service/Query_1/operation/Echo", b"\xa1\x64Text\x62hi"),
            call("/service/Query_1/operation/Nosuch", b"\xa0"),
            call("/service/Query_1/operation/Echo", b"\xa1\x64Text\x66longer"),
        ]
        .concat(),
    );
}

#[test]
fn what_does_not_parse_comes_before_what_is_unknown() {
    check(
        "Test_1.Echo",
        JSON,
        b"{",
        expect![[r#"400 application/x-amz-json-1.1 {"__type":"SerializationException"}"#]],
    );
    check(
        "Test_1.None",
        JSON,
        b"{",
        expect![[r#"400 application/x-amz-json-1.1 {"__type":"SerializationException"}"#]],
    );
    check(
        "Test_1.Echo",
        JSON,
        b"[]",
        expect![[r#"400 application/x-amz-json-1.1 {"__type":"SerializationException"}"#]],
    );
    check(
        "Test_1.Echo",
        JSON,
        b"{} {}",
        expect![[r#"400 application/x-amz-json-1.1 {"__type":"SerializationException"}"#]],
    );
    check(
        "Test_1.Echo",
        CBOR,
        b"\xa1\x64Te",
        expect![
            "400 application/x-amz-cbor-1.1 [a1, 66, 5f, 5f, 74, 79, 70, 65, 76, 53, 65, 72, 69, 61, 6c, 69, 7a, 61, 74, 69, 6f, 6e, 45, 78, 63, 65, 70, 74, 69, 6f, 6e]"
        ],
    );
    check(
        "Test_1.None",
        JSON,
        b"{}",
        expect![[r#"400 application/x-amz-json-1.1 {"__type":"UnknownOperationException"}"#]],
    );
    check(
        "Other.Echo",
        JSON,
        b"{}",
        expect![[r#"400 application/x-amz-json-1.1 {"__type":"UnknownOperationException"}"#]],
    );
    check(
        "Test_1.Later",
        JSON,
        b"{",
        expect![[r#"400 application/x-amz-json-1.1 {"__type":"SerializationException"}"#]],
    );
    check(
        "Test_1.Later",
        JSON,
        b"{}",
        expect![[
            r#"400 application/x-amz-json-1.1 {"__type":"UnknownOperationException","message":"Not yet."}"#
        ]],
    );
}

#[test]
fn an_empty_body_is_answered_in_cbor_unless_the_content_type_is_exactly_json() {
    check(
        "Test_1.Echo",
        JSON,
        b"",
        expect![[r#"400 application/x-amz-json-1.1 {"__type":"SerializationException"}"#]],
    );
    check(
        "Test_1.None",
        JSON,
        b"",
        expect![[r#"400 application/x-amz-json-1.1 {"__type":"UnknownOperationException"}"#]],
    );
    check(
        "Test_1.None",
        "application/json",
        b"",
        expect![
            "400 application/x-amz-cbor-1.1 [a1, 66, 5f, 5f, 74, 79, 70, 65, 78, 19, 55, 6e, 6b, 6e, 6f, 77, 6e, 4f, 70, 65, 72, 61, 74, 69, 6f, 6e, 45, 78, 63, 65, 70, 74, 69, 6f, 6e]"
        ],
    );
}

#[test]
fn other_content_types_can_only_fail() {
    check(
        "Test_1.Echo",
        "application/json",
        b"{}",
        expect![[
            r#"404 application/json {"Output":{"__type":"com.amazon.coral.service#UnknownOperationException"},"Version":"1.0"}"#
        ]],
    );
    check(
        "Test_1.Echo",
        "application/json",
        b"{",
        expect![[
            r#"400 application/json {"Output":{"__type":"com.amazon.coral.service#SerializationException"},"Version":"1.0"}"#
        ]],
    );
    check(
        "Test_1.Echo",
        "text/plain",
        b"{}",
        expect![[r#"
        404 - <UnknownOperationException/>
    "#]],
    );
    check(
        "Test_1",
        "text/plain",
        b"{}",
        expect![[r#"
        403 - <AccessDeniedException>
          <Message>Unable to determine service/operation name to be authorized</Message>
        </AccessDeniedException>
    "#]],
    );
}

#[test]
fn authentication_comes_before_types_and_types_before_constraints() {
    let ask = |headers: &[(&str, &str)], body: &[u8]| {
        let headers = [&[("X-Amz-Target", "Test_1.Echo"), ("Content-Type", JSON)], headers].concat();
        print(&ask("POST", &headers, body))
    };
    expect![[r#"400 application/x-amz-json-1.1 {"__type":"MissingAuthenticationTokenException","message":"Missing Authentication Token"}"#]].assert_eq(&ask(&[], br#"{"Text":5}"#));
    check(
        "Test_1.Echo",
        JSON,
        br#"{"Data":"x","Text":5}"#,
        expect![[
            r#"400 application/x-amz-json-1.1 {"__type":"SerializationException","Message":"class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an String"}"#
        ]],
    );
    check(
        "Test_1.Echo",
        JSON,
        br#"{"Text":"toolong","Data":"x"}"#,
        expect![[
            r#"400 application/x-amz-json-1.1 {"__type":"SerializationException","Message":"'x' can not be converted to a Blob: Base64 encoded length is expected a multiple of 4 bytes but found: 1"}"#
        ]],
    );
    check(
        "Test_1.Echo",
        JSON,
        br#"{"Text":"toolong"}"#,
        expect![[
            r#"400 application/x-amz-json-1.1 {"__type":"ValidationException","message":"1 validation error detected: Value 'toolong' at 'text' failed to satisfy constraint: Member must have length less than or equal to 5"}"#
        ]],
    );
    check(
        "Test_1.Echo",
        JSON,
        br#"{"Text":null}"#,
        expect![[
            r#"400 application/x-amz-json-1.1 {"__type":"ValidationException","message":"1 validation error detected: Value null at 'text' failed to satisfy constraint: Member must not be null"}"#
        ]],
    );
}

#[test]
fn lengths_are_counted_in_characters() {
    check(
        "Test_1.Echo",
        JSON,
        "{\"Text\":\"üüüüü\"}".as_bytes(),
        expect![
            "200 application/x-amz-json-1.1 [7b, 22, 54, 65, 78, 74, 22, 3a, 22, c3, bc, c3, bc, c3, bc, c3, bc, c3, bc, 22, 2c, 22, 41, 74, 22, 3a, 31, 2e, 35, 30, 30, 7d]"
        ],
    );
}

#[test]
fn only_posts_are_operations_and_preflights_are_answered() {
    let origin = ("Origin", "http://localhost");
    assert_eq!(ask("GET", &[], b"").status, 403);
    assert_eq!(ask("OPTIONS", &[], b"").status, 403);
    assert_eq!(ask("POST", &[], &alloc::vec![0; BODY_BYTES_MAX + 1]).status, 413);
    let preflight = ask("OPTIONS", &[origin, ("Access-Control-Request-Headers", "x-amz-target")], b"");
    let headers = preflight.headers();
    let names: Vec<_> = headers.iter().map(|(name, _)| *name).collect();
    assert_eq!((preflight.status, preflight.content_type), (200, None));
    assert_eq!(
        names,
        [
            "x-amzn-RequestId",
            "Access-Control-Allow-Origin",
            "Access-Control-Allow-Headers",
            "Access-Control-Max-Age"
        ]
    );
    let refused = ask("GET", &[origin], b"").headers();
    assert!(refused.iter().any(|(name, value)| *name == "Access-Control-Allow-Origin" && value == "*"));
}
