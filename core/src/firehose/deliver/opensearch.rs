//! Deliveries to OpenSearch: every record is a document, and all of a delivery go in one bulk request.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

use serde_json::Value;

use super::super::configuration::destination::Destination;
use super::super::configuration::opensearch::IndexRotationPeriod;
use super::super::configuration::shared::DefaultDocumentIdFormat;
use super::super::flow::delivery::Delivery;
use super::super::flow::entry::Entry;
use super::super::flow::failure::DocumentName;
use super::super::prefix::{self, Local};
use super::Means;
use super::verdict::Verdict;
use crate::errand::{HttpRequest, Outcome, Refused, Server, Unreachable, Wish};
use crate::ids::uuid;
use crate::time::Duration;
use crate::wire::{Protocol, Writer};

/// How long an answer is waited for. Assumed: as for other servers.
const TIMEOUT: Duration = Duration::from_secs(180);

/// Where the documents of a destination go.
#[derive(Clone, Copy, Debug)]
pub(super) struct Target<'d> {
    endpoint: Endpoint<'d>,
    index: &'d str,
    /// The type of documents; a collection of the serverless kind has none.
    kind: Option<&'d str>,
    rotation: IndexRotationPeriod,
    /// Whether the service names documents, so that one that is sent again is the same.
    names_documents: bool,
}

#[derive(Clone, Copy, Debug)]
enum Endpoint<'d> {
    Url(&'d str),
    /// The ARN of a domain, whose address the service looks up.
    Domain(&'d str),
}

impl<'d> Target<'d> {
    /// The target of a destination that is one of the three kinds.
    pub(super) fn of(destination: &'d Destination) -> Option<Self> {
        match destination {
            Destination::Elasticsearch(index) | Destination::Opensearch(index) => {
                let told = index.document_id_options.as_ref().and_then(|it| it.default_document_id_format);
                let domain = index.domain_arn.as_deref().unwrap_or_default();
                Some(Self {
                    endpoint: index
                        .cluster_endpoint
                        .as_deref()
                        .map_or(Endpoint::Domain(domain), Endpoint::Url),
                    index: index.index_name.as_deref().unwrap_or_default(),
                    kind: Some(index.type_name.as_deref().unwrap_or_default()),
                    rotation: index.index_rotation_period.unwrap_or(IndexRotationPeriod::OneDay),
                    names_documents: told != Some(DefaultDocumentIdFormat::NoDocumentId),
                })
            }
            Destination::OpensearchServerless(index) => Some(Self {
                endpoint: Endpoint::Url(index.collection_endpoint.as_deref().unwrap_or_default()),
                index: index.index_name.as_deref().unwrap_or_default(),
                kind: None,
                rotation: IndexRotationPeriod::NoRotation,
                names_documents: true,
            }),
            _ => None,
        }
    }

    /// Where requests go. A domain's own address has a part that nobody can know; its name stands for all of it.
    fn url(&self) -> String {
        match self.endpoint {
            Endpoint::Url(url) => format!("{}/_bulk", url.trim_end_matches('/')),
            Endpoint::Domain(arn) => {
                let (region, name) = (arn.split(':').nth(3), arn.rsplit('/').next());
                let (region, name) = (region.unwrap_or_default(), name.unwrap_or_default());
                format!("https://{name}.{region}.es.amazonaws.com/_bulk")
            }
        }
    }

    /// The index of a record, by when it came.
    fn index_of(&self, entry: &Entry) -> String {
        let pattern = match self.rotation {
            IndexRotationPeriod::NoRotation => return self.index.into(),
            IndexRotationPeriod::OneHour => "yyyy-MM-dd-HH",
            IndexRotationPeriod::OneDay => "yyyy-MM-dd",
            // By the rule of the guide's text: weeks begin on Sunday, and the first has the year's first Saturday.
            IndexRotationPeriod::OneWeek => "YYYY-'w'ww",
            IndexRotationPeriod::OneMonth => "yyyy-MM",
        };
        format!("{}-{}", self.index, prefix::print(pattern, &Local::utc(entry.arrived)))
    }

    /// What the document of a record is called.
    pub(super) fn name(&self, place: &str, entry: &Entry) -> DocumentName {
        let id = format!("{place}.{}.{}", entry.number, entry.part);
        DocumentName { id, index: self.index_of(entry), kind: self.kind.map(Into::into) }
    }
}

/// The bulk request for a delivery.
pub(super) fn wish(target: &Target<'_>, delivery: &mut Delivery, means: &mut Means<'_>) -> Wish {
    let place = delivery.place.get_or_insert_with(|| uuid(means.rng)).clone();
    let mut body = Vec::new();
    for entry in delivery.entries() {
        write_action(target, &place, entry, &mut body);
        // A line is a document: no document has a line feed but between its members.
        body.extend(entry.data.iter().map(|&byte| if byte == b'\n' { b' ' } else { byte }));
        body.push(b'\n');
    }
    delivery.sent_bytes = body.len() as u64;
    let headers = vec![(Cow::Borrowed("Content-Type"), "application/x-ndjson".to_string())];
    let (server, url) = (Server::Opensearch, target.url());
    Wish::Request(HttpRequest { server, url, headers, body, timeout: TIMEOUT })
}

fn write_action(target: &Target<'_>, place: &str, entry: &Entry, out: &mut Vec<u8>) {
    let DocumentName { id, index, kind } = target.name(place, entry);
    let mut writer = Writer::new(Protocol::Json);
    writer.start_map(1);
    writer.key("index");
    writer.start_map(3);
    writer.key("_index");
    writer.text(&index);
    if let Some(kind) = kind.filter(|kind| !kind.is_empty()) {
        writer.key("_type");
        writer.text(&kind);
    }
    if target.names_documents {
        writer.key("_id");
        writer.text(&id);
    }
    writer.end_map();
    writer.end_map();
    out.append(&mut writer.into_bytes());
    out.push(b'\n');
}

/// What an answer means: it tells of every document.
pub(super) fn judge(delivery: &Delivery, outcome: &Outcome) -> Verdict {
    let response = match outcome {
        Outcome::Responded(response) => response,
        Outcome::Unreachable(why) => return Verdict::Again(unreachable(*why)),
        _ => return Verdict::Again(Refused::new("OS.ServiceException", "")),
    };
    let answer: Value = serde_json::from_slice(&response.body).unwrap_or_default();
    if response.status != 200 && response.status != 201 {
        let text = answer["error"]["reason"].as_str().or(answer["message"].as_str());
        let text =
            text.map_or_else(|| format!("The cluster answered with status {}.", response.status), Into::into);
        return Verdict::Again(Refused::new(response.status.to_string(), text));
    }
    let Some(items) = answer["items"].as_array().filter(|items| items.len() == delivery.entries().len())
    else {
        let text = "The answer of the cluster does not tell of every document.";
        return Verdict::Again(Refused::new("OS.ServiceException", text));
    };
    let refused: Vec<_> =
        items.iter().enumerate().filter_map(|(at, item)| Some((at, of_item(item)?))).collect();
    if refused.is_empty() { Verdict::Taken } else { Verdict::Partly(refused) }
}

/// Why a document is not taken; nothing where it is.
fn of_item(item: &Value) -> Option<Refused> {
    let told = item.as_object()?.values().next()?;
    let status = told["status"].as_u64().unwrap_or(500);
    if status < 300 {
        return None;
    }
    let error = &told["error"];
    let text = match (error["type"].as_str(), error["reason"].as_str()) {
        (Some(kind), Some(reason)) => format!("{kind}: {reason}"),
        _ => error.to_string(),
    };
    Some(Refused::new(status.to_string(), text))
}

fn unreachable(why: Unreachable) -> Refused {
    let text = match why {
        Unreachable::ConnectionFailed => "The connection to the cluster could not be made.",
        Unreachable::ConnectionReset => "The connection to the cluster was reset.",
        Unreachable::SslHandshakeFailure => "The SSL handshake with the cluster could not be completed.",
        Unreachable::RequestTimeout => "The cluster did not answer in time.",
    };
    Refused::new("OS.ServiceException", text)
}
