//! TLS with a certificate of its own making, and telling it from plain HTTP by the first byte.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio_rustls::server::TlsStream;

/// The first byte of a TLS handshake; no HTTP method and no HTTP/2 preface begins with it.
const HANDSHAKE: u8 = 0x16;
/// How long a client may take to begin, and then over its handshake.
const HANDSHAKE_TIME_MAX: Duration = Duration::from_secs(10);
/// Names that clients on this machine use.
const LOCAL_NAMES: [&str; 3] = ["localhost", "127.0.0.1", "::1"];

/// Accepts TLS with one certificate.
#[derive(Clone)]
pub(super) struct Tls {
    acceptor: TlsAcceptor,
}

/// A connection, plain or not.
pub(super) enum Stream {
    Plain(TcpStream),
    Tls(Box<TlsStream<TcpStream>>),
}

impl Tls {
    /// Makes a key and a certificate for this machine and `host`; gives the certificate as PEM too.
    ///
    /// # Errors
    /// When `host` cannot stand in a certificate.
    pub(super) fn generate(host: &str) -> Result<(Self, String)> {
        let mut names: Vec<String> = LOCAL_NAMES.map(str::to_owned).into();
        names.push(host.to_owned());
        names.dedup();
        let certified = rcgen::generate_simple_self_signed(names).context("cannot make a certificate")?;
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(certified.signing_key.serialize_der()));
        let mut config = ServerConfig::builder()
            .with_no_client_auth()
            .with_single_cert(vec![certified.cert.der().clone()], key)
            .context("cannot use the certificate")?;
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok((Self { acceptor: TlsAcceptor::from(Arc::new(config)) }, certified.cert.pem()))
    }

    /// Looks at the first byte and shakes hands where it asks for that.
    ///
    /// # Errors
    /// When the client goes away or its handshake fails or takes too long.
    pub(super) async fn accept(&self, stream: TcpStream) -> io::Result<Stream> {
        let mut first = [0];
        timeout(HANDSHAKE_TIME_MAX, stream.peek(&mut first)).await??;
        if first != [HANDSHAKE] {
            return Ok(Stream::Plain(stream));
        }
        let stream = timeout(HANDSHAKE_TIME_MAX, self.acceptor.accept(stream)).await??;
        Ok(Stream::Tls(Box::new(stream)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::net::TcpListener;
    use tokio::runtime;

    /// The clock of the machine does not take part: it jumps to what is next due while nothing else happens.
    #[test]
    fn who_says_nothing_is_not_waited_for() {
        let mut paused = runtime::Builder::new_current_thread();
        paused.enable_all().start_paused(true).build().unwrap().block_on(async {
            let (tls, _) = Tls::generate("localhost").unwrap();
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let _silent = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
            let (stream, _) = listener.accept().await.unwrap();
            let error = tls.accept(stream).await.err().expect("it gives up");
            assert_eq!(error.kind(), io::ErrorKind::TimedOut);
        });
    }
}
