//! The port: accepting connections and speaking HTTP on them.

use std::io;
use std::net::SocketAddr;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Result, anyhow};
use hyper::rt::{Executor, Read, Write};
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::task::spawn_local;
use tokio::time::sleep;
use tracing::debug;

use super::Endpoint;
use super::tls::{Stream, Tls};

/// How long to wait when the system has no more room for connections.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);
/// Connections at a time; the next wait until one of these ends. Half of the files that a process may usually open.
const CONNECTIONS_MAX: usize = 512;
/// How long a client may take to send the head of a request, or to begin the next one.
const HEAD_TIME_MAX: Duration = Duration::from_secs(60);

/// Takes the port.
///
/// # Errors
/// One sentence that says which port and why not.
pub(super) async fn bind(host: &str, port: u16) -> Result<TcpListener> {
    TcpListener::bind((host, port)).await.map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => {
            anyhow!(
                "port {port} on {host} is in use; choose another with --port, or any free one with --port 0"
            )
        }
        _ => anyhow!("cannot listen on {host} port {port}: {error}"),
    })
}

/// The address as clients must write it.
pub(super) fn url(address: SocketAddr) -> String {
    format!("http://{address}")
}

/// Runs futures where they stand: everything here happens on one thread.
#[derive(Clone, Copy, Debug)]
struct SameThread;

impl<F: Future + 'static> Executor<F> for SameThread {
    fn execute(&self, future: F) {
        spawn_local(async move {
            future.await;
        });
    }
}

/// Accepts connections for ever. Those that `open` watches are told when to finish.
pub(super) async fn accept(
    listener: TcpListener,
    endpoint: Rc<Endpoint>,
    tls: Option<Tls>,
    open: &GracefulShutdown,
) {
    let places = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    loop {
        let place = places.clone().acquire_owned().await.expect("nobody closes it");
        match listener.accept().await {
            Ok((stream, _)) => {
                let connection = serve(stream, endpoint.clone(), tls.clone(), open.watcher());
                spawn_local(async move {
                    connection.await;
                    drop(place);
                });
            }
            Err(error) => {
                debug!("cannot accept a connection: {error}");
                sleep(ACCEPT_PAUSE).await;
            }
        }
    }
}

async fn serve(stream: TcpStream, endpoint: Rc<Endpoint>, tls: Option<Tls>, watcher: Watcher) {
    // Answers are small and whole: waiting for more to send would only delay them.
    let _ = stream.set_nodelay(true);
    let accepted = match &tls {
        Some(tls) => tls.accept(stream).await,
        None => Ok(Stream::Plain(stream)),
    };
    match accepted {
        Ok(Stream::Plain(stream)) => speak(TokioIo::new(stream), endpoint, watcher).await,
        Ok(Stream::Tls(stream)) => speak(TokioIo::new(stream), endpoint, watcher).await,
        Err(error) => debug!("no handshake: {error}"),
    }
}

/// Speaks HTTP/1.1 or HTTP/2, as the client's first bytes say.
async fn speak(stream: impl Read + Write + Unpin + 'static, endpoint: Rc<Endpoint>, watcher: Watcher) {
    let mut builder = Builder::new(SameThread);
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEAD_TIME_MAX);
    builder.http2().timer(TokioTimer::new()).keep_alive_interval(HEAD_TIME_MAX);
    let service = service_fn(move |request| endpoint.clone().answer(request));
    let connection = builder.serve_connection(stream, service);
    if let Err(error) = watcher.watch(connection).await {
        debug!("a connection broke: {error}");
    }
}
