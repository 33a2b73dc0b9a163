//! Signature version 4, as far as an emulator needs it: the parts must be there; what they sign is not checked.

use alloc::format;
use alloc::string::String;

use super::http::Request;
use crate::error::{Code, Error};
use crate::ids::{AccountId, Region};

const HEADER_PARTS: [&str; 3] = ["Credential", "Signature", "SignedHeaders"];
const QUERY_PARTS: [&str; 5] =
    ["X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Signature", "X-Amz-SignedHeaders", "X-Amz-Date"];

/// Who signed, as far as the credential says: twelve digits as access key id name an account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signer {
    /// The access key id, where it is an account id.
    pub account: Option<AccountId>,
    /// The credential scope's region.
    pub region: Option<Region>,
}

/// Checks that one complete set of authentication parts is there.
///
/// # Errors
/// In this order: both header and query (InvalidSignature), neither (MissingAuthenticationToken), parts missing
/// (IncompleteSignature). Observed: kinesalite `index.js`, 2020.
pub fn check(request: &Request<'_>) -> Result<Signer, Error> {
    let header = request.header("authorization");
    let query = request.query("X-Amz-Algorithm");
    match (header, query) {
        (Some(_), Some(_)) => Err(Error::new(
            Code::InvalidSignature,
            "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
        )),
        (None, None) => Err(Error::new(Code::MissingAuthenticationToken, "Missing Authentication Token")),
        (Some(header), None) => check_header(request, header),
        (None, Some(_)) => check_query(request),
    }
}

/// The access key id that signed, where a header says it.
pub fn access_key<'a>(headers: &[(&str, &'a str)]) -> Option<&'a str> {
    let header = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("authorization"))?.1;
    header_parts(header)[0]?.split(['/', '%']).next()
}

/// The service that a credential's scope names, of header or query.
pub fn service(request: &Request<'_>) -> Option<String> {
    let of_header = request.header("authorization").and_then(|header| header_parts(header)[0]);
    let credential = of_header.or_else(|| request.query("X-Amz-Credential"))?.replace("%2F", "/");
    credential.split('/').nth(3).map(Into::into)
}

fn check_header(request: &Request<'_>, header: &str) -> Result<Signer, Error> {
    let parts = header_parts(header);
    let dated = request.header("x-amz-date").or(request.header("date")).is_some();
    if parts.iter().all(Option::is_some) && dated {
        return Ok(parts[0].map(signer).unwrap_or_default());
    }
    let mut missing = String::new();
    for (name, _) in HEADER_PARTS.iter().zip(parts).filter(|(_, part)| part.is_none()) {
        missing += &format!("Authorization header requires '{name}' parameter. ");
    }
    if !dated {
        missing += "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ";
    }
    Err(Error::new(Code::IncompleteSignature, format!("{missing}Authorization={header}")))
}

fn check_query(request: &Request<'_>) -> Result<Signer, Error> {
    let mut missing = String::new();
    for part in QUERY_PARTS.into_iter().filter(|part| request.query(part).is_none_or(str::is_empty)) {
        missing += &format!("AWS query-string parameters must include '{part}'. ");
    }
    if missing.is_empty() {
        return Ok(request.query("X-Amz-Credential").map(signer).unwrap_or_default());
    }
    Err(Error::new(Code::IncompleteSignature, format!("{missing}Re-examine the query-string parameters.")))
}

/// The values of [`HEADER_PARTS`] as `name=value`; clients part these by commas, blanks or both.
fn header_parts(header: &str) -> [Option<&str>; HEADER_PARTS.len()] {
    let mut values = [None; HEADER_PARTS.len()];
    for part in pieces(header, memchr::memchr2_iter(b',', b' ', header.as_bytes())) {
        for (value, name) in values.iter_mut().zip(HEADER_PARTS) {
            let found = part.strip_prefix(name).and_then(|rest| rest.strip_prefix('='));
            *value = value.or(found);
        }
    }
    values
}

/// What stands between the separators at these places, each of one byte.
fn pieces(text: &str, separators: impl Iterator<Item = usize>) -> impl Iterator<Item = &str> {
    let mut start = 0;
    separators.chain([text.len()]).map(move |end| {
        let piece = &text[start..end];
        start = end + 1;
        piece
    })
}

/// `AKID/20260101/us-east-1/kinesis/aws4_request`, its slashes plain or percent-encoded.
fn signer(credential: &str) -> Signer {
    let plain;
    let credential = match memchr::memchr(b'%', credential.as_bytes()) {
        Some(_) => {
            plain = credential.replace("%2F", "/");
            &plain
        }
        None => credential,
    };
    let mut scope = pieces(credential, memchr::memchr_iter(b'/', credential.as_bytes()));
    let account = scope.next().and_then(AccountId::parse);
    Signer { account, region: scope.nth(1).and_then(Region::parse) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check_auth(uri: &str, headers: &[(&str, &str)], expected: Expect) {
        let request = Request { method: "POST", uri, headers, body: &mut [], may_wait: false };
        let answer = match check(&request) {
            Ok(Signer { account, region }) => {
                format!("{account:?} {:?}", region.as_ref().map(Region::as_str))
            }
            Err(error) => format!("{error}"),
        };
        expected.assert_eq(&answer);
    }

    #[test]
    fn every_missing_part_is_named() {
        check_auth("/", &[], expect!["MissingAuthenticationTokenException: Missing Authentication Token"]);
        check_auth(
            "/",
            &[("Authorization", "AWS4-HMAC-SHA256")],
            expect![
                "IncompleteSignatureException: Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. Authorization=AWS4-HMAC-SHA256"
            ],
        );
        check_auth(
            "/?X-Amz-Algorithm=a",
            &[],
            expect![
                "IncompleteSignatureException: AWS query-string parameters must include 'X-Amz-Credential'. AWS query-string parameters must include 'X-Amz-Signature'. AWS query-string parameters must include 'X-Amz-SignedHeaders'. AWS query-string parameters must include 'X-Amz-Date'. Re-examine the query-string parameters."
            ],
        );
        check_auth(
            "/?X-Amz-Algorithm=a",
            &[("authorization", "b")],
            expect![
                "InvalidSignatureException: Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header."
            ],
        );
    }

    #[test]
    fn the_credential_names_account_and_region_however_its_parts_are_set_apart() {
        let date = ("X-Amz-Date", "20260101T000000Z");
        for separator in [", ", ",", " "] {
            let header = [
                "AWS4-HMAC-SHA256 Credential=123456789012/20260101/eu-west-1/kinesis/aws4_request",
                "SignedHeaders=host",
                "Signature=00",
            ]
            .join(separator);
            check_auth(
                "/",
                &[("Authorization", &header), date],
                expect![[r#"Some(123456789012) Some("eu-west-1")"#]],
            );
        }
        let other = "AWS4-HMAC-SHA256 Credential=AKIA/d/US_EAST/kinesis/aws4_request, SignedHeaders=host, Signature=00";
        check_auth("/", &[("Authorization", other), date], expect!["None None"]);
    }
}
