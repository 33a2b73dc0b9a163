//! A running `kinetoscope serve`, and the AWS SDK for Rust pointed at it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use aws_sdk_kinesis::Client;
use aws_sdk_kinesis::config::retry::RetryConfig;
use aws_sdk_kinesis::config::{BehaviorVersion, Credentials, Region};

/// An endpoint whose clock only [`Self::advance`] moves; it ends with this value.
pub struct Endpoint {
    process: Child,
    address: String,
}

impl Endpoint {
    /// Starts the command in `KINETOSCOPE_BIN` on a port of its own.
    pub fn start(options: &[&str]) -> Self {
        let command = std::env::var("KINETOSCOPE_BIN").expect("KINETOSCOPE_BIN is the path of the command");
        let mut process = Command::new(command)
            .args(["serve", "--port", "0", "--virtual-time", "--control", "--quiet"])
            .args(options)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the command starts");
        let mut line = String::new();
        let stdout = process.stdout.take().expect("its output is ours");
        BufReader::new(stdout).read_line(&mut line).expect("it says where it listens");
        let address = line.trim().strip_prefix("listening on http://").expect("it listens").to_owned();
        Self { process, address }
    }

    /// A client that tries once.
    pub fn client(&self) -> Client {
        let config = aws_sdk_kinesis::Config::builder()
            .behavior_version(BehaviorVersion::v2026_01_12())
            .endpoint_url(format!("http://{}", self.address))
            .http_client(aws_smithy_http_client::Builder::new().build_http())
            .region(Region::new("us-east-1"))
            .credentials_provider(Credentials::new("AKIDEXAMPLE", "anything", None, None, "tests"))
            .retry_config(RetryConfig::disabled());
        Client::from_conf(config.build())
    }

    /// Moves the clock.
    pub fn advance(&self, time: Duration) {
        let body = format!(r#"{{"ms":{}}}"#, time.as_millis());
        let head = "POST /_kinetoscope/advance HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n";
        let mut stream = TcpStream::connect(&self.address).expect("the endpoint runs");
        write!(stream, "{head}content-length: {}\r\n\r\n{body}", body.len()).expect("it listens");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it answers");
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
}

impl Drop for Endpoint {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
