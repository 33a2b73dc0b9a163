//! A server made of the same HTTP library in the same way as `kinetoscope serve`, which reads each request and answers with
//! the same bytes always: what it reaches is what the library leaves for the engine. `cargo xtask bench` runs it.
//!
//! Usage: `constant PORT FILE`, FILE holding the answer.

use std::error::Error;
use std::net::Ipv4Addr;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::rt::Executor;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime;
use tokio::task::{LocalSet, spawn_local};

#[derive(Clone, Copy)]
struct SameThread;

impl<F: Future + 'static> Executor<F> for SameThread {
    fn execute(&self, future: F) {
        spawn_local(async move {
            future.await;
        });
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(port), Some(file)) = (arguments.next(), arguments.next()) else {
        return Err("usage: constant PORT FILE".into());
    };
    let answer = Bytes::from(std::fs::read(file)?);
    let port = port.parse()?;
    let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
    let tasks = LocalSet::new();
    let serving = tasks.spawn_local(accept(port, answer));
    tasks.block_on(&runtime, serving)?.map_err(Into::into)
}

async fn accept(port: u16, answer: Bytes) -> std::io::Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    loop {
        let (stream, _) = listener.accept().await?;
        spawn_local(speak(stream, answer.clone()));
    }
}

async fn speak(stream: TcpStream, answer: Bytes) {
    let _ = stream.set_nodelay(true);
    let mut builder = Builder::new(SameThread);
    builder.http1().timer(TokioTimer::new());
    let service = service_fn(|request| reply(request, answer.clone()));
    // Whatever breaks a connection, the load will say so.
    let _ = builder.serve_connection(TokioIo::new(stream), service).await;
}

async fn reply(request: Request<Incoming>, answer: Bytes) -> hyper::Result<Response<Full<Bytes>>> {
    request.into_body().collect().await?;
    let mut response = Response::new(Full::new(answer));
    let json = "application/x-amz-json-1.1".parse().expect("it is a header value");
    response.headers_mut().insert("content-type", json);
    Ok(response)
}
