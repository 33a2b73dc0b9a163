//! TLS and plain HTTP on one port.

use std::sync::Arc;

use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::{http1, http2};
use hyper::{Request, Response};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::net::TcpStream;
use tokio::runtime;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use super::http2::call;
use crate::support::Server;

/// Shakes hands as a client that trusts only the certificate that the endpoint shows under its control route.
async fn connect(server: &Server, protocol: &[u8]) -> TlsStream<TcpStream> {
    let pem = server.get("/_kinetoscope/certificate");
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(&pem.body).expect("a certificate")).unwrap();
    let mut config = ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
    config.alpn_protocols = vec![protocol.to_vec()];
    let stream = TcpStream::connect(("127.0.0.1", server.port)).await.unwrap();
    let name = ServerName::try_from("localhost").unwrap();
    let stream = TlsConnector::from(Arc::new(config)).connect(name, stream).await.unwrap();
    assert_eq!(stream.get_ref().1.alpn_protocol(), Some(protocol));
    stream
}

async fn check_answer(answer: Response<hyper::body::Incoming>) {
    assert_eq!(answer.status(), 200);
    let body = answer.into_body().collect().await.unwrap().to_bytes();
    assert!(body.starts_with(br#"{"StreamNames":[]"#), "{body:?}");
}

#[test]
fn all_four_ways_lead_to_the_same_endpoint() {
    let server = Server::start(&["--tls"]);
    assert_eq!(server.call("ListStreams", "{}").status, 200, "HTTP/1.1 without TLS");
    runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
        let plain = TcpStream::connect(("127.0.0.1", server.port)).await.unwrap();
        let (mut client, connection) =
            http2::handshake(TokioExecutor::new(), TokioIo::new(plain)).await.unwrap();
        tokio::spawn(connection);
        check_answer(client.send_request(call("ListStreams", "{}")).await.unwrap()).await;

        let stream = TokioIo::new(connect(&server, b"h2").await);
        let (mut client, connection) = http2::handshake(TokioExecutor::new(), stream).await.unwrap();
        tokio::spawn(connection);
        check_answer(client.send_request(call("ListStreams", "{}")).await.unwrap()).await;

        let stream = TokioIo::new(connect(&server, b"http/1.1").await);
        let (mut client, connection) = http1::handshake(stream).await.unwrap();
        tokio::spawn(connection);
        let mut request: Request<Full<Bytes>> = call("ListStreams", "{}");
        *request.uri_mut() = "/".parse().unwrap();
        request.headers_mut().insert("host", "localhost".parse().unwrap());
        check_answer(client.send_request(request).await.unwrap()).await;
    });
}

#[test]
fn without_the_option_there_is_no_certificate_and_a_handshake_is_a_bad_request() {
    let server = Server::start(&[]);
    assert_eq!(server.get("/_kinetoscope/certificate").status, 404);
    let hello = b"\x16\x03\x01\x00\x05\x01\x00\x00\x01\x00\r\n\r\n";
    assert_eq!(server.send(hello).status, 400);
}
