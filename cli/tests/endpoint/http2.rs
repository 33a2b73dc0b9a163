//! HTTP/2 without TLS, by prior knowledge, on the same port.

use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http2;
use hyper::{Request, Version};
use hyper_util::rt::{TokioExecutor, TokioIo};
use serde_json::Value;
use tokio::net::TcpStream;
use tokio::runtime;

use crate::support::{AUTHORIZATION, Server};

/// A signed request in HTTP/2's form.
pub(crate) fn call(operation: &str, body: impl Into<Bytes>) -> Request<Full<Bytes>> {
    Request::post("http://localhost/")
        .header("x-amz-target", format!("Kinesis_20131202.{operation}"))
        .header("content-type", "application/x-amz-json-1.1")
        .header("x-amz-date", "20260101T000000Z")
        .header("authorization", AUTHORIZATION)
        .body(Full::new(body.into()))
        .unwrap()
}

#[test]
fn one_connection_carries_many_calls_at_once() {
    let server = Server::start(&[]);
    runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
        let stream = TcpStream::connect(("127.0.0.1", server.port)).await.unwrap();
        let (client, connection) =
            http2::handshake(TokioExecutor::new(), TokioIo::new(stream)).await.unwrap();
        tokio::spawn(connection);
        let calls = (0..50).map(|n| {
            let body = format!(r#"{{"StreamName":"stream-{n:02}","ShardCount":1}}"#);
            client.clone().send_request(call("CreateStream", body))
        });
        for answer in calls.collect::<Vec<_>>() {
            assert_eq!(answer.await.unwrap().status(), 200);
        }
        let answer = client.clone().send_request(call("ListStreams", "{}")).await.unwrap();
        assert_eq!((answer.status().as_u16(), answer.version()), (200, Version::HTTP_2));
        let body = answer.into_body().collect().await.unwrap().to_bytes();
        let names: Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(names["StreamNames"].as_array().unwrap().len(), 50);
    });
}

#[test]
fn large_bodies_and_head_requests_keep_the_connection_in_order() {
    let server = Server::start(&[]);
    runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
        let stream = TcpStream::connect(("127.0.0.1", server.port)).await.unwrap();
        let (mut client, connection) =
            http2::handshake(TokioExecutor::new(), TokioIo::new(stream)).await.unwrap();
        tokio::spawn(connection);
        let refused = client.send_request(call("PutRecord", vec![b' '; 20_000_000])).await.unwrap();
        assert_eq!(refused.status(), 413);
        let head = Request::head("http://localhost/_kinetoscope/health").body(Full::default()).unwrap();
        let answer = client.send_request(head).await.unwrap();
        assert!(answer.headers()["content-length"] != "0");
        assert!(answer.into_body().collect().await.unwrap().to_bytes().is_empty());
        let answer = client.send_request(call("ListStreams", "{}")).await.unwrap();
        assert_eq!(answer.status(), 200);
    });
}
