//! A running `kinetoscope serve`, and a client so plain that it can also say what is wrong.
#![allow(dead_code, unused_imports, reason = "each test binary uses its part")]

mod http;

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

pub(crate) use http::{AUTHORIZATION, Answer, aws, exchange, request};

/// The real command.
pub(crate) const KINETOSCOPE: &str = env!("CARGO_BIN_EXE_kinetoscope");
/// Nothing in these tests may take longer; a test that hangs must fail.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// How long the endpoint is tried by chance: some seconds, or as many as `KINETOSCOPE_SOAK_SECONDS` says.
pub(crate) fn soak_seconds() -> u64 {
    const DEFAULT: u64 = 5;
    std::env::var("KINETOSCOPE_SOAK_SECONDS")
        .map_or(DEFAULT, |text| text.parse().expect("a number of seconds"))
}

/// A running endpoint on a port of its own, stopped when dropped.
pub(crate) struct Server {
    child: Child,
    pub(crate) port: u16,
}

impl Server {
    /// Starts it with these options and waits for the line that tells the port.
    pub(crate) fn start(options: &[&str]) -> Self {
        Self::start_logging(&[&["--quiet"], options].concat(), Stdio::inherit())
    }

    /// The same, with its log going there.
    pub(crate) fn start_logging(options: &[&str], log: Stdio) -> Self {
        let mut command = Command::new(KINETOSCOPE);
        // A directory without a site, so that none is found by chance.
        command.args(["serve", "--port", "0"]).args(options).current_dir(env!("CARGO_TARGET_TMPDIR"));
        let mut child = command.stdout(Stdio::piped()).stderr(log).spawn().expect("the command starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("listening on http://127.0.0.1:");
        let port =
            address.and_then(|port| port.parse().ok()).unwrap_or_else(|| panic!("first line: {line:?}"));
        Self { child, port }
    }

    /// Sends bytes on a connection of their own and reads one answer.
    pub(crate) fn send(&self, bytes: &[u8]) -> Answer {
        exchange(self.port, bytes)
    }

    /// A signed call with a JSON body.
    pub(crate) fn call(&self, operation: &str, body: &str) -> Answer {
        self.send(&aws(operation, body))
    }

    /// A request without a body.
    pub(crate) fn get(&self, path: &str) -> Answer {
        self.send(&request("GET", path, &[], b""))
    }

    /// Memory that the process has in use, where the system says so.
    pub(crate) fn memory_kib(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        line.split_whitespace().next()?.parse().ok()
    }

    /// Sends a signal, `TERM` for one.
    pub(crate) fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([&format!("-{name}"), &self.child.id().to_string()]).status();
        assert!(sent.expect("kill runs").success());
    }

    /// Waits for the end.
    pub(crate) fn wait(&mut self) -> ExitStatus {
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            thread::sleep(Duration::from_millis(10));
        }
        panic!("the server does not end");
    }

    /// Ends it politely and says how it ended.
    pub(crate) fn stop(mut self) -> ExitStatus {
        self.signal("TERM");
        self.wait()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Runs the command to its end: code, standard output, standard error.
pub(crate) fn run(arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(KINETOSCOPE).args(arguments).output().expect("the command starts");
    let text = |bytes| String::from_utf8(bytes).expect("the command prints text");
    (output.status.code().unwrap_or(-1), text(output.stdout), text(output.stderr))
}
