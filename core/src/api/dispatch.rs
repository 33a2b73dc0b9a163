//! From an HTTP request to an answer: the order in which the JSON services judge.
//!
//! Observed: kinesalite `index.js`, 2020. First the frame (method, body, content type), then whether the body parses,
//! then the operation's name, then authentication, then types, constraints and the operation itself.

use alloc::borrow::ToOwned;
use alloc::vec::Vec;

use super::operation::Failure;
use crate::error::{Code, Error};
use crate::wire::http::{AnswerIds, ContentType, Cors, EventStream, Request, Response};
use crate::wire::sigv4::{self, Signer};
use crate::wire::{Protocol, Reader, SyntaxError, Writer, event_stream};

/// Bodies above this many bytes are refused unread. Assumed: a record of 10 MiB has 14 MiB of base64.
pub const BODY_BYTES_MAX: usize = 16 * 1024 * 1024;

const ACCESS_DENIED_XML: &[u8] = b"<AccessDeniedException>\n  \
    <Message>Unable to determine service/operation name to be authorized</Message>\n</AccessDeniedException>\n";
const UNKNOWN_OPERATION_XML: &[u8] = b"<UnknownOperationException/>\n";

/// What `X-Amz-Target` says: the text's first two parts between dots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target<'a> {
    /// `Kinesis_20131202`, for one.
    pub service: &'a str,
    /// `PutRecord`, for one.
    pub operation: &'a str,
}

impl<'a> Target<'a> {
    fn parse(text: Option<&'a str>) -> Option<Self> {
        let mut parts = text?.split('.');
        let (service, operation) = (parts.next()?, parts.next()?);
        (!service.is_empty() && !operation.is_empty()).then_some(Self { service, operation })
    }
}

/// Whoever owns the services.
pub trait Host {
    /// Whether there is such an operation.
    fn has(&self, target: Target<'_>) -> bool;

    /// Runs it, as [`super::Declaration::run`] does.
    fn run(
        &mut self,
        target: Target<'_>,
        signer: Result<Signer, Error>,
        body: Reader<'_>,
        writer: &mut Writer,
    ) -> Result<(), Failure>;
}

/// Answers one request, whatever it holds.
pub fn answer(host: &mut impl Host, request: Request<'_>, ids: AnswerIds) -> Response {
    let cors = cors_of(&request);
    let Judged { status, content_type, body, event_stream, error } = judge(host, request, &cors);
    Response { status, content_type, body, event_stream, error, cors, ids }
}

/// An answer but for what surrounds every answer.
struct Judged {
    status: u16,
    content_type: Option<&'static str>,
    body: Vec<u8>,
    event_stream: Option<EventStream>,
    error: Option<Code>,
}

impl Judged {
    /// What has no content type: refusals that come before the protocol is known.
    fn untyped(status: u16, body: &[u8], error: Option<Code>) -> Self {
        Self { status, content_type: None, body: body.to_owned(), event_stream: None, error }
    }
}

fn judge(host: &mut impl Host, request: Request<'_>, cors: &Cors) -> Judged {
    if BODY_BYTES_MAX < request.body.len() {
        return Judged::untyped(413, b"", None);
    }
    if matches!(cors, Cors::Preflight { .. }) {
        return Judged::untyped(200, b"", None);
    }
    if request.method != "POST" {
        return Judged::untyped(403, ACCESS_DENIED_XML, Some(Code::AccessDenied));
    }
    let target = Target::parse(request.header("x-amz-target"));
    let known = target.filter(|&target| host.has(target));
    if request.body.is_empty() {
        let code = if known.is_some() { Code::Serialization } else { Code::UnknownOperation };
        let exact = request.header("content-type") == Some(Protocol::Json.content_type());
        return refusal(if exact { Protocol::Json } else { Protocol::Cbor }, &Error::bare(code));
    }
    match ContentType::parse(request.header("content-type")) {
        ContentType::Amazon(protocol) => judge_body(host, request, protocol, known),
        ContentType::PlainJson => plain_json(request.body),
        ContentType::Unknown if target.is_none() => {
            Judged::untyped(403, ACCESS_DENIED_XML, Some(Code::AccessDenied))
        }
        ContentType::Unknown => Judged::untyped(404, UNKNOWN_OPERATION_XML, Some(Code::UnknownOperation)),
    }
}

fn judge_body(
    host: &mut impl Host,
    request: Request<'_>,
    protocol: Protocol,
    known: Option<Target<'_>>,
) -> Judged {
    let signer = sigv4::check(&request);
    let is_object = starts_an_object(protocol, request.body);
    let mut body = Reader::new(protocol, request.body);
    let Some(target) = known.filter(|_| is_object) else {
        let well_formed = is_object && skip_all(&mut body).is_ok();
        let code = if well_formed { Code::UnknownOperation } else { Code::Serialization };
        return refusal(protocol, &Error::bare(code));
    };
    let mut writer = Writer::new(protocol);
    match host.run(target, signer, body, &mut writer) {
        Ok(()) => match writer.subscription().cloned() {
            None => {
                let (content_type, body) = (Some(protocol.content_type()), writer.into_bytes());
                Judged { status: 200, content_type, body, event_stream: None, error: None }
            }
            Some(subscription) => going_on(EventStream { subscription, protocol }),
        },
        Err(Failure::Syntax) => refusal(protocol, &Error::bare(Code::Serialization)),
        Err(Failure::Refused(error)) => refusal(protocol, &error),
    }
}

/// An answer whose events come later: until then, there is the frame that says so.
fn going_on(event_stream: EventStream) -> Judged {
    let mut body = Vec::new();
    event_stream::initial_response(&mut body);
    let content_type = Some(event_stream::CONTENT_TYPE);
    Judged { status: 200, content_type, body, event_stream: Some(event_stream), error: None }
}

fn starts_an_object(protocol: Protocol, body: &[u8]) -> bool {
    match protocol {
        Protocol::Json => body.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{'),
        Protocol::Cbor => body.first().is_some_and(|byte| byte >> 5 == 5),
    }
}

fn skip_all(body: &mut Reader<'_>) -> Result<(), SyntaxError> {
    let token = body.next_token()?;
    body.skip(token)?;
    body.end()
}

/// An error as the body that carries it. Serialization errors spell `Message` with a capital.
fn refusal(protocol: Protocol, error: &Error) -> Judged {
    let mut writer = Writer::new(protocol);
    writer.start_map(1 + usize::from(error.message.is_some()));
    writer.key("__type");
    writer.plain_text(error.code.name());
    if let Some(message) = &error.message {
        writer.key(if error.code == Code::Serialization { "Message" } else { "message" });
        writer.text(message);
    }
    writer.end_map();
    let (content_type, body) = (Some(protocol.content_type()), writer.into_bytes());
    Judged { status: error.code.status(), content_type, body, event_stream: None, error: Some(error.code) }
}

/// The deprecated form, which can only fail.
fn plain_json(body: &mut [u8]) -> Judged {
    let well_formed =
        starts_an_object(Protocol::Json, body) && skip_all(&mut Reader::new(Protocol::Json, body)).is_ok();
    let (status, code) = if well_formed { (404, Code::UnknownOperation) } else { (400, Code::Serialization) };
    let name = code.name();
    let body =
        alloc::format!(r#"{{"Output":{{"__type":"com.amazon.coral.service#{name}"}},"Version":"1.0"}}"#);
    let (content_type, body) = (Some("application/json"), body.into_bytes());
    Judged { status, content_type, body, event_stream: None, error: Some(code) }
}

fn cors_of(request: &Request<'_>) -> Cors {
    if request.header("origin").is_none() {
        return Cors::None;
    }
    if request.method != "OPTIONS" {
        return Cors::Simple;
    }
    let asked = |name| request.header(name).map(ToOwned::to_owned);
    Cors::Preflight {
        headers: asked("access-control-request-headers"),
        method: asked("access-control-request-method"),
    }
}

#[cfg(test)]
#[expect(unreachable_pub, reason = "shapes are public wherever they are declared")]
mod tests {
    use alloc::format;
    use alloc::string::String;

    use expect_test::{Expect, expect};

    use super::*;
    use crate::api::{Declaration, Operation, Rules};
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
            target == Target { service: "Test_1", operation: "Echo" }
        }

        fn run(
            &mut self,
            _: Target<'_>,
            signer: Result<Signer, Error>,
            body: Reader<'_>,
            writer: &mut Writer,
        ) -> Result<(), Failure> {
            Declaration::of::<Echo>().run(
                &mut (),
                body,
                signer.map(drop),
                Instant::from_millis(1_500),
                writer,
            )
        }
    }

    const AUTHORIZATION: &str =
        "AWS4-HMAC-SHA256 Credential=a/d/us-east-1/kinesis/aws4_request, SignedHeaders=h, Signature=s";
    const JSON: &str = "application/x-amz-json-1.1";
    const CBOR: &str = "application/x-amz-cbor-1.1";

    fn ask(method: &str, headers: &[(&str, &str)], body: &[u8]) -> Response {
        let mut body = body.to_vec();
        let request = Request { method, uri: "/", headers, body: &mut body };
        answer(&mut Service, request, AnswerIds::draw(&mut Rng::from_seed(1)))
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
}
