//! Requests for services that are not here, refused in the forms of those services: a client shows such a text, and of an
//! answer that it cannot read it shows nothing.

use alloc::format;
use alloc::string::String;

use super::{Judged, Target, refusal};
use crate::error::{Code, Error};
use crate::wire::http::{ContentType, Request};
use crate::wire::sigv4;

/// Services that answer in XML without the query protocol.
const REST_XML: [&str; 3] = ["s3", "route53", "cloudfront"];
const FORM: &str = "application/x-www-form-urlencoded";

/// Refuses a request that is signed for a service other than those that are `here`, or in the query protocol, which none of
/// them speaks. Says nothing of any other: the services judge those themselves.
pub(super) fn refuse(request: &Request<'_>, target: Option<Target<'_>>, here: &[&str]) -> Option<Judged> {
    let service = sigv4::service(request).filter(|service| is_name(service))?;
    let content_type = request.header("content-type");
    let is_query = target.is_none() && content_type.is_some_and(|value| value.starts_with(FORM));
    let is_here = here.contains(&&*service);
    if is_here && !is_query {
        return None;
    }
    let text = match target.map(|target| target.operation).or_else(|| action(request.body)) {
        _ if is_here => {
            format!("Kinetoscope does not speak the query protocol of {service}: use a newer client.")
        }
        Some(operation) if is_name(operation) => about(&format!("{operation} of {service}"), here),
        _ => about(&service, here),
    };
    Some(match ContentType::parse(content_type) {
        ContentType::Amazon(form) => refusal(form, &Error::new(Code::UnknownOperation, text)),
        _ if is_query => xml(
            400,
            format!(
                "<ErrorResponse><Error><Type>Sender</Type><Code>InvalidAction</Code><Message>{text}</Message></Error></ErrorResponse>\n"
            ),
        ),
        _ if REST_XML.contains(&&*service) => {
            xml(501, format!("<Error><Code>NotImplemented</Code><Message>{text}</Message></Error>\n"))
        }
        _ => rest_json(&text),
    })
}

fn about(what: &str, here: &[&str]) -> String {
    let here = here.join(", ");
    format!(
        "Kinetoscope does not run {what}: it emulates only {here}. `kinetoscope operations` lists what runs."
    )
}

/// `Action=GetCallerIdentity&Version=2011-06-15`: the operation, as the query protocol has it.
fn action(body: &[u8]) -> Option<&str> {
    let body = core::str::from_utf8(body).ok()?;
    body.split('&').find_map(|pair| pair.strip_prefix("Action="))
}

/// Whether a text can stand in any form as it is.
fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn xml(status: u16, body: String) -> Judged {
    let error = Some(Code::UnknownOperation);
    Judged { content_type: Some("text/xml"), ..Judged::untyped(status, body.as_bytes(), error) }
}

fn rest_json(text: &str) -> Judged {
    let code = Code::UnknownOperation;
    let body = format!(r#"{{"code":"{}","message":"{text}"}}"#, code.name());
    let judged = Judged::untyped(code.status(), body.as_bytes(), Some(code));
    Judged { content_type: Some("application/json"), ..judged }
}
