//! What is written down of a call for the account's trail: who called, and with what.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde_json::{Map, Value};

use super::operations::AnyOperation;
use crate::api::dispatch::Caller;
use crate::api::{Kind, Shape};
use crate::fact::LoggedCall;
use crate::ids::Arn;
use crate::wire::{Reader, SyntaxError, Token, sigv4};

/// Longer inputs are not written down. The service leaves out what is above 100 KB; a bound as low as this keeps the list of
/// facts small.
const PARAMETERS_BYTES_MAX: usize = 8 * 1024;
/// Longer bodies are not even read for it.
const BODY_BYTES_MAX: usize = 128 * 1024;
const USER_AGENT_BYTES_MAX: usize = 256;

/// Members whose values nobody is to read in a log.
const SECRETS: [&str; 5] = ["AccessKey", "HECToken", "KeyPassphrase", "Password", "PrivateKey"];
/// What stands in their place.
const HIDDEN: &str = "***";

/// Of a call without a request, which was answered well so far.
pub(super) fn of_call(operation: &'static str) -> Box<LoggedCall> {
    Box::new(LoggedCall { operation: Cow::Borrowed(operation), ..LoggedCall::default() })
}

/// Of a call whose body is about to be read.
pub(super) fn of_request(
    operation: &dyn AnyOperation,
    caller: &Caller<'_>,
    body: &Reader<'_>,
) -> Box<LoggedCall> {
    let mut call = of_call(operation.name());
    call.access_key = sigv4::access_key(caller.headers).map(Into::into);
    call.user_agent = caller.header("user-agent").map(|agent| cut(agent, USER_AGENT_BYTES_MAX).into());
    call.request_id = caller.request_id.map(|id| id.to_string());
    if body.rest_bytes() <= BODY_BYTES_MAX {
        let mut copy = body.rest().to_vec();
        let reader = Reader::new(body.protocol(), &mut copy);
        let mut parameters = Parameters { reader };
        // What is malformed is refused by whoever reads the body itself.
        if let Ok(Value::Object(members)) = parameters.read(operation.input()) {
            call.stream = stream_of(&members).map(Into::into);
            let text = (!members.is_empty()).then(|| Value::Object(members).to_string());
            call.parameters = text.filter(|text| text.len() <= PARAMETERS_BYTES_MAX).map(Into::into);
        }
    }
    call
}

/// The beginning of a text, whole characters only.
fn cut(text: &str, bytes_max: usize) -> &str {
    &text[..text.floor_char_boundary(bytes_max)]
}

/// Reads an input as JSON, with names as the trail spells them, by name: equal inputs are equal in every protocol. Members
/// that the operation does not know are left out.
struct Parameters<'b> {
    reader: Reader<'b>,
}

impl<'b> Parameters<'b> {
    fn read(&mut self, shape: &'static Shape) -> Result<Value, SyntaxError> {
        let token = self.reader.next_token()?;
        self.value(Kind::Structure(shape), token)
    }

    fn value(&mut self, kind: Kind, token: Token<'b>) -> Result<Value, SyntaxError> {
        Ok(match token {
            Token::Null | Token::Bytes(_) => Value::Null,
            Token::Boolean(value) => value.into(),
            Token::Number(time) if matches!(kind, Kind::Timestamp) => {
                self.reader.epoch_millis(time).div_euclid(1_000).into()
            }
            Token::Number(number) => number.floor().into(),
            Token::Text(text) => text.into_str()?.into(),
            Token::List(mut list) => {
                let item = if let Kind::List(item) = kind { *item } else { Kind::String };
                let mut items = Vec::new();
                while self.reader.next_item(&mut list)? {
                    let token = self.reader.next_token()?;
                    items.push(self.value(item, token)?);
                }
                items.into()
            }
            Token::Map(mut map) => {
                let mut members = Map::new();
                while let Some(name) = self.reader.next_key(&mut map)? {
                    let token = self.reader.next_token()?;
                    self.member(kind, name, token, &mut members)?;
                }
                members.into()
            }
        })
    }

    fn member(
        &mut self,
        kind: Kind,
        name: &'b str,
        token: Token<'b>,
        members: &mut Map<String, Value>,
    ) -> Result<(), SyntaxError> {
        let Kind::Structure(shape) = kind else {
            let value = self.value(Kind::String, token)?;
            members.insert(name.into(), value);
            return Ok(());
        };
        let Some(member) = shape.members.iter().find(|member| member.name == name) else {
            return self.reader.skip(token);
        };
        if !matches!(token, Token::Null) {
            let value = self.value(member.kind, token)?;
            let value = if SECRETS.contains(&name) { HIDDEN.into() } else { value };
            members.insert(lower_camel(name), value);
        }
        Ok(())
    }
}

/// `StreamName` is `streamName`.
fn lower_camel(name: &str) -> String {
    let (first, rest) = name.split_at(1);
    first.to_ascii_lowercase() + rest
}

/// The stream, delivery stream or application that an input names, by itself or in an ARN.
fn stream_of(members: &Map<String, Value>) -> Option<&str> {
    let text = |name: &str| members.get(name)?.as_str();
    text("streamName").or_else(|| text("deliveryStreamName")).or_else(|| text("applicationName")).or_else(
        || {
            let arn = text("streamARN").or_else(|| text("consumerARN")).or_else(|| text("resourceARN"))?;
            match arn.split_once(":application/") {
                Some((_, application)) => Some(application),
                None => Arn::parse(arn)?.resource.stream(),
            }
        },
    )
}
