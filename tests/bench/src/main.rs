//! Drives one server of the Kinesis API over HTTP and counts its answers.
//!
//! `measure` starts a server, waits for its first answer, makes a stream, checks one answer, warms up, counts, and ends
//! the server whatever happened. It prints `name value` lines. `fan-out` does the same for subscriptions. `null` is a
//! server that does nothing but answer: what it reaches is what this program can measure at most. `answer` prints an
//! answer for other servers that only pretend.

mod case;
mod client;
mod fan_out;
mod load;
mod null;
mod server;

use std::process::ExitCode;
use std::time::Duration;

use case::Case;
use client::Connection;
use server::Server;

type Result<T, E = String> = std::result::Result<T, E>;

const USAGE: &str = "\
Usage: kinetoscope-load measure REQUEST CONNECTIONS WARM_UP_MS MS -- PROGRAM ARGS...
       kinetoscope-load fan-out MS -- PROGRAM ARGS...
       kinetoscope-load null REQUEST PORT
       kinetoscope-load answer REQUEST

REQUEST is put-record, put-record-200-shards, put-record-10-mib, put-records-100, put-records-500 or get-records.
`{port}` in ARGS becomes a free port.
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words[..] {
        ["measure", case, connections, warm_up_ms, ms, "--", ref server @ ..] if !server.is_empty() => {
            Plan::parse(case, connections, warm_up_ms, ms).and_then(|plan| plan.run(server))
        }
        ["fan-out", ms, "--", ref server @ ..] if !server.is_empty() => number(ms)
            .and_then(|ms| with_server(server, |server| fan_out::run(server, Duration::from_millis(ms)))),
        ["null", case, port] => Case::parse(case).and_then(|case| null::serve(case, number(port)?)),
        ["answer", case] => Case::parse(case).map(|case| print!("{}", case.constant_answer())),
        _ => Err(USAGE.into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// One measurement.
struct Plan {
    case: Case,
    connections: usize,
    warm_up: Duration,
    length: Duration,
}

impl Plan {
    fn parse(case: &str, connections: &str, warm_up_ms: &str, ms: &str) -> Result<Self> {
        Ok(Self {
            case: Case::parse(case)?,
            connections: number(connections)?,
            warm_up: Duration::from_millis(number(warm_up_ms)?),
            length: Duration::from_millis(number(ms)?),
        })
    }

    fn run(&self, command: &[&str]) -> Result<()> {
        with_server(command, |server| self.drive(server))
    }

    fn drive(&self, server: &mut Server) -> Result<()> {
        let started = server.wait()?;
        let mut connection = Connection::open(server.port())?;
        let requests = self.case.prepare(&mut connection)?;
        self.case.check(&connection.ask(&requests[0])?)?;

        let mut connections = vec![connection];
        while connections.len() < self.connections {
            connections.push(Connection::open(server.port())?);
        }
        let budget = self.case.requests_max(requests[0].len());
        load::run(&mut connections, &requests, self.warm_up, budget)?;
        let before = server.processor_time();
        let count = load::run(&mut connections, &requests, self.length, budget)?;
        let after = server.processor_time();
        self.case.check(&connections[0].ask(&requests[0])?)?;

        println!("start_up_us {}", started.as_micros());
        println!("requests {}", count.requests);
        println!("elapsed_us {}", count.elapsed.as_micros());
        if let (Some(before), Some(after)) = (before, after) {
            println!("processor_us {}", (after - before).as_micros());
        }
        println!("records_per_request {}", self.case.records());
        Ok(())
    }
}

/// The server goes when this returns, with its last words if something failed.
fn with_server(command: &[&str], drive: impl FnOnce(&mut Server) -> Result<()>) -> Result<()> {
    let mut server = Server::start(command)?;
    drive(&mut server).map_err(|error| format!("{error}\nits output:\n{}", server.output()))
}

fn number<T: std::str::FromStr>(text: &str) -> Result<T> {
    text.parse().map_err(|_| format!("`{text}` is no number\n{USAGE}"))
}
