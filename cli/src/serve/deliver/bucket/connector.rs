//! How stores are reached: by the client that deliveries are sent with, so that there is one of them.

use std::io::Read;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use object_store::ClientOptions;
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse, HttpResponseBody,
    HttpService,
};
use tokio::task::spawn_blocking;
use ureq::Agent;
use ureq::http::{Request, Response};

const TIME_MAX: Duration = Duration::from_secs(120);

/// Makes clients.
#[derive(Clone, Copy, Debug)]
pub(super) struct Connector;

impl HttpConnector for Connector {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        let config = Agent::config_builder().http_status_as_error(false).timeout_global(Some(TIME_MAX));
        Ok(HttpClient::new(Client(config.build().into())))
    }
}

#[derive(Debug)]
struct Client(Agent);

#[async_trait::async_trait]
impl HttpService for Client {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let (head, body) = request.into_parts();
        let body = body.collect().await?.to_bytes();
        let agent = self.0.clone();
        let sent = spawn_blocking(move || send(&agent, Request::from_parts(head, body.to_vec()))).await;
        sent.map_err(|error| HttpError::new(HttpErrorKind::Interrupted, error))?
    }
}

fn send(agent: &Agent, request: Request<Vec<u8>>) -> Result<HttpResponse, HttpError> {
    let kind = |error: &ureq::Error| match error {
        ureq::Error::Timeout(_) => HttpErrorKind::Timeout,
        ureq::Error::ConnectionFailed | ureq::Error::HostNotFound => HttpErrorKind::Connect,
        _ => HttpErrorKind::Request,
    };
    let response = agent.run(request).map_err(|error| HttpError::new(kind(&error), error))?;
    let (head, body) = response.into_parts();
    let mut bytes = Vec::new();
    let read = body.into_reader().read_to_end(&mut bytes);
    read.map_err(|error| HttpError::new(HttpErrorKind::Interrupted, error))?;
    let body = Full::new(Bytes::from(bytes)).map_err(|never| match never {});
    Ok(Response::from_parts(head, HttpResponseBody::new(body)))
}
