//! The requests that commands send, by the operations that they are.

use super::super::failure::Failure;
use super::xml;
use crate::host::{Call, Host, Request, Response};
use crate::line::Output;
use crate::value::Value;

/// What botocore lets pass for a bucket's name.
const BUCKET_LETTERS_MAX: usize = 255;
const BUCKET_REGEX: &str = r#"Bucket name must match the regex "^[a-zA-Z0-9.\-_]{1,255}$" or be an ARN matching the regex "^arn:(aws).*:(s3|s3-object-lambda):[a-z\-0-9]*:[0-9]{12}:accesspoint[/:][a-zA-Z0-9\-.]{1,63}$|^arn:(aws).*:s3-outposts:[a-z\-0-9]+:[0-9]{12}:outpost[/:][a-zA-Z0-9\-]{1,63}[/:]accesspoint[/:][a-zA-Z0-9\-]{1,63}$""#;

/// Sends requests, and notes what was sent.
pub(super) struct Client<'c, H> {
    pub(super) host: &'c mut H,
    pub(super) output: &'c mut Output,
}

/// Why something was not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// The service refused.
    Service { operation: &'static str, code: String, message: String },
    /// It was not sent.
    Unsent(String),
}

impl std::fmt::Display for Refused {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Service { operation, code, message } => {
                write!(to, "An error occurred ({code}) when calling the {operation} operation: {message}")
            }
            Self::Unsent(reason) => write!(to, "Parameter validation failed:\n{reason}"),
        }
    }
}

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Service { operation, code, message } => {
                Self::Service { operation: operation.into(), code, message }
            }
            Refused::Unsent(_) => Self::Param(refused.to_string()),
        }
    }
}

/// An object in a list.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    pub(super) key: String,
    pub(super) size: u64,
    /// As the service writes it.
    pub(super) modified: String,
}

/// A part of a list.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    pub(super) objects: Vec<Listed>,
    pub(super) prefixes: Vec<String>,
    next: Option<String>,
}

/// What is to be listed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Listing<'l> {
    pub(super) bucket: &'l str,
    pub(super) prefix: &'l str,
    pub(super) delimiter: &'l str,
    pub(super) page_size: Option<u32>,
}

impl<H: Host> Client<'_, H> {
    /// Names of buckets and when they were made.
    pub(super) async fn buckets(&mut self) -> Result<Vec<(String, String)>, Refused> {
        let answer = self.send("ListBuckets", &[], request("GET", "/".into())).await?;
        let text = String::from_utf8_lossy(&answer.body).into_owned();
        let bucket = |bucket| Some((xml::text(bucket, "Name")?, xml::text(bucket, "CreationDate")?));
        Ok(xml::elements(&text, "Bucket").filter_map(bucket).collect())
    }

    /// All pages of a list.
    pub(super) async fn pages(&mut self, listing: Listing<'_>) -> Result<Vec<Page>, Refused> {
        let mut pages = vec![self.page(listing, None).await?];
        while let Some(next) = pages.last().and_then(|page: &Page| page.next.clone()) {
            pages.push(self.page(listing, Some(&next)).await?);
        }
        Ok(pages)
    }

    async fn page(&mut self, listing: Listing<'_>, token: Option<&str>) -> Result<Page, Refused> {
        let Listing { bucket, prefix, delimiter, page_size } = listing;
        check_bucket(bucket)?;
        let mut uri =
            format!("/{}?list-type=2&encoding-type=url&prefix={}", escape(bucket, ""), escape(prefix, ""));
        if !delimiter.is_empty() {
            uri.push_str(&format!("&delimiter={}", escape(delimiter, "")));
        }
        if let Some(size) = page_size {
            uri.push_str(&format!("&max-keys={size}"));
        }
        if let Some(token) = token {
            uri.push_str(&format!("&continuation-token={}", escape(token, "")));
        }
        let input = [("Bucket", bucket), ("Prefix", prefix), ("Delimiter", delimiter)];
        let answer = self.send("ListObjectsV2", &input, request("GET", uri)).await?;
        let text = String::from_utf8_lossy(&answer.body).into_owned();
        let key_of = |element, name| xml::text(element, name).map(|key| unescape(&key));
        let object = |object| {
            let size = xml::text(object, "Size")?.parse().ok()?;
            Some(Listed { key: key_of(object, "Key")?, size, modified: xml::text(object, "LastModified")? })
        };
        Ok(Page {
            objects: xml::elements(&text, "Contents").filter_map(object).collect(),
            prefixes: xml::elements(&text, "CommonPrefixes")
                .filter_map(|found| key_of(found, "Prefix"))
                .collect(),
            next: xml::text(&text, "NextContinuationToken"),
        })
    }

    pub(super) async fn head_object(&mut self, bucket: &str, key: &str) -> Result<(), Refused> {
        self.of_object("HeadObject", bucket, key, request("HEAD", String::new())).await.map(drop)
    }

    pub(super) async fn get_object(&mut self, bucket: &str, key: &str) -> Result<Vec<u8>, Refused> {
        let answer = self.of_object("GetObject", bucket, key, request("GET", String::new())).await?;
        Ok(answer.body)
    }

    pub(super) async fn put_object(
        &mut self,
        bucket: &str,
        key: &str,
        body: Vec<u8>,
        headers: Vec<(&'static str, String)>,
    ) -> Result<(), Refused> {
        let request = Request { headers, body, ..request("PUT", String::new()) };
        self.of_object("PutObject", bucket, key, request).await.map(drop)
    }

    /// Copies what is at `source`, which is `bucket/key`.
    pub(super) async fn copy_object(
        &mut self,
        source: &str,
        bucket: &str,
        key: &str,
        mut headers: Vec<(&'static str, String)>,
    ) -> Result<(), Refused> {
        headers.push(("x-amz-copy-source", escape(source, "/")));
        let request = Request { headers, ..request("PUT", String::new()) };
        self.of_object("CopyObject", bucket, key, request).await.map(drop)
    }

    pub(super) async fn delete_object(&mut self, bucket: &str, key: &str) -> Result<(), Refused> {
        self.of_object("DeleteObject", bucket, key, request("DELETE", String::new())).await.map(drop)
    }

    pub(super) async fn create_bucket(&mut self, bucket: &str) -> Result<(), Refused> {
        self.of_bucket("CreateBucket", "PUT", bucket).await
    }

    pub(super) async fn delete_bucket(&mut self, bucket: &str) -> Result<(), Refused> {
        self.of_bucket("DeleteBucket", "DELETE", bucket).await
    }

    async fn of_bucket(
        &mut self,
        operation: &'static str,
        method: &'static str,
        bucket: &str,
    ) -> Result<(), Refused> {
        check_bucket(bucket)?;
        let request = request(method, format!("/{}", escape(bucket, "")));
        self.send(operation, &[("Bucket", bucket)], request).await.map(drop)
    }

    async fn of_object(
        &mut self,
        operation: &'static str,
        bucket: &str,
        key: &str,
        request: Request,
    ) -> Result<Response, Refused> {
        if key.is_empty() {
            let reason = "Invalid length for parameter Key, value: 0, valid min length: 1";
            return Err(Refused::Unsent(reason.into()));
        }
        check_bucket(bucket)?;
        let uri = format!("/{}/{}", escape(bucket, ""), escape(key, "/"));
        self.send(operation, &[("Bucket", bucket), ("Key", key)], Request { uri, ..request }).await
    }

    async fn send(
        &mut self,
        operation: &'static str,
        input: &[(&str, &str)],
        request: Request,
    ) -> Result<Response, Refused> {
        let given = input.iter().filter(|(_, text)| !text.is_empty());
        let input = Value::Object(given.map(|(name, text)| ((*name).into(), Value::text(*text))).collect());
        let call = Call { service: "S3".into(), operation: operation.into(), input: input.to_json_line() };
        self.output.calls.push(call);
        let answer = self.host.request(&request).await;
        if answer.status < 300 {
            return Ok(answer);
        }
        // The answer to a HEAD has no body to say more.
        let text = String::from_utf8_lossy(&answer.body);
        let said = Some(text).filter(|_| request.method != "HEAD");
        let said = said.and_then(|text| Some((xml::text(&text, "Code")?, xml::text(&text, "Message")?)));
        let (code, message) =
            said.unwrap_or_else(|| (answer.status.to_string(), reason(answer.status).into()));
        Err(Refused::Service { operation, code, message })
    }
}

fn request(method: &'static str, uri: String) -> Request {
    Request { method, uri, ..Request::default() }
}

/// What HTTP says to a status.
fn reason(status: u16) -> &'static str {
    match status {
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        412 => "Precondition Failed",
        _ => "Unknown",
    }
}

fn check_bucket(name: &str) -> Result<(), Refused> {
    let is_letter = |letter: char| letter.is_ascii_alphanumeric() || ".-_".contains(letter);
    if !name.is_empty() && name.len() <= BUCKET_LETTERS_MAX && name.chars().all(is_letter) {
        return Ok(());
    }
    Err(Refused::Unsent(format!("Invalid bucket name \"{name}\": {BUCKET_REGEX}")))
}

/// A text as addresses have it; the letters of `kept` stay besides those that always do.
fn escape(text: &str, kept: &str) -> String {
    let mut escaped = String::new();
    for byte in text.bytes() {
        let letter = char::from(byte);
        if byte.is_ascii_alphanumeric() || "-._~".contains(letter) || kept.contains(letter) {
            escaped.push(letter);
        } else {
            escaped.push_str(&format!("%{byte:02X}"));
        }
    }
    escaped
}

fn unescape(text: &str) -> String {
    let (first, rest) = text.split_once('%').unwrap_or((text, ""));
    let mut bytes = first.as_bytes().to_vec();
    for part in rest.split('%').filter(|part| !part.is_empty()) {
        let (digits, plain) = part.split_at_checked(2).unwrap_or((part, ""));
        bytes.extend(u8::from_str_radix(digits, 16));
        bytes.extend(plain.bytes());
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_go_into_addresses_and_come_back() {
        for key in ["a b+c&d=e", "year=2026/ä%41", "%", "plain"] {
            assert_eq!(unescape(&escape(key, "/")), key);
        }
        assert_eq!(escape("a b/c", "/"), "a%20b/c");
        assert_eq!(escape("a b/c", ""), "a%20b%2Fc");
    }
}
