//! Requests a second over HTTP, ours beside other servers', and the time until the first answer. `hyper alone` is our HTTP
//! library with no engine behind it: our share of its rate is what the engine costs.
//!
//! Each measurement starts a server anew, so that none inherits another's memory. Servers take turns (A B C A B C), so
//! that a machine that slows down slows all of them down; the ratio is taken round by round. `tests/bench` makes the load.

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::Bench;
use super::peers::{self, Server};
use super::spread::{Spread, figure};
use super::table::{row, table};
use crate::console;
use crate::process;
use crate::project::Project;

pub(crate) const BENCH: Bench = Bench {
    name: "http",
    what: "requests a second over HTTP beside kinesalite and ferrokinesis, and start-up",
    run,
};

const ROUNDS: usize = 3;
const WARM_UP_MS: u32 = 500;
const MEASURE_MS: u32 = 1_000;

/// A request that is measured.
struct Request {
    /// As `tests/bench` calls it.
    id: &'static str,
    name: &'static str,
    records: usize,
    connections: &'static [usize],
    /// Whether the servers enforce limits, which this request never meets; those that cannot are left out.
    limits: bool,
    /// How often the fastest peer's rate we aim at; `None` where no peer can do it.
    aim: Option<f64>,
    /// The share of the rate of the library alone that we aim at.
    share_aim: Option<f64>,
}

const REQUESTS: [Request; 7] = [
    Request {
        id: "put-record",
        name: "PutRecord 1 KiB",
        records: 1,
        connections: &[1, 8, 64],
        limits: false,
        aim: Some(3.0),
        share_aim: Some(0.7),
    },
    Request {
        id: "put-record-200-shards",
        name: "PutRecord 1 KiB, 200 shards",
        records: 1,
        connections: &[8],
        limits: false,
        aim: Some(3.0),
        share_aim: Some(0.7),
    },
    Request {
        id: "put-record-200-shards",
        name: "the same, limits enforced",
        records: 1,
        connections: &[8],
        limits: true,
        aim: Some(3.0),
        share_aim: Some(0.7),
    },
    Request {
        id: "put-record-10-mib",
        name: "PutRecord 10 MiB",
        records: 1,
        connections: &[1, 8],
        limits: false,
        aim: None,
        share_aim: None,
    },
    Request {
        id: "put-records-100",
        name: "PutRecords 100 x 1 KiB",
        records: 100,
        connections: &[1, 8, 64],
        limits: false,
        aim: Some(10.0),
        share_aim: None,
    },
    Request {
        id: "put-records-500",
        name: "PutRecords 500 x 100 B",
        records: 500,
        connections: &[1, 8, 64],
        limits: false,
        aim: Some(10.0),
        share_aim: None,
    },
    Request {
        id: "get-records",
        name: "GetRecords 1000 x 1 KiB",
        records: 1_000,
        connections: &[1, 8, 64],
        limits: false,
        aim: Some(10.0),
        share_aim: None,
    },
];

/// What the load reported of one measurement.
#[derive(Clone, Copy)]
struct Sample {
    requests_per_second: f64,
    /// Time that the server's threads took of a processor for a request, which others on the machine disturb less.
    processor_us: Option<f64>,
    start_up_ms: f64,
}

/// Samples of one request at one number of connections, a list for each server, in the servers' order.
struct Cell<'r> {
    request: &'r Request,
    connections: usize,
    samples: Vec<Vec<Sample>>,
}

/// The servers in their order: ours, its peers, the library alone, and one that does nothing.
struct Lineup {
    servers: Vec<Server>,
    peers: Range<usize>,
    alone: usize,
}

fn run(project: &Project) -> Result<Value> {
    let load = build_load(project)?;
    let mut servers = vec![peers::ours(project)?];
    servers.extend(peers::others(project));
    let (peers, alone) = (1..servers.len(), servers.len());
    servers.push(peers::alone(project, &answers(project, &load)?)?);
    servers.push(Server::new("no work", &load, &["null", "{request}", "{port}"]).enforcing(&[]));
    let lineup = Lineup { servers, peers, alone };

    let pairs =
        REQUESTS.iter().flat_map(|request| request.connections.iter().map(move |&count| (request, count)));
    let cell =
        |(request, connections)| Cell { request, connections, samples: vec![vec![]; lineup.servers.len()] };
    let mut cells: Vec<Cell<'_>> = pairs.map(cell).collect();
    for round in 1..=ROUNDS {
        console::note(&format!("round {round} of {ROUNDS}"));
        for cell in &mut cells {
            for (place, server) in lineup.servers.iter().enumerate() {
                let can = cell.request.aim.is_some() || !lineup.peers.contains(&place);
                let Some(command) = server.command(cell.request.limits).filter(|_| can) else { continue };
                let sample = measure(&load, &command, cell.request, cell.connections);
                let what = || format!("{}: {}", server.name, cell.request.name);
                cell.samples[place].push(sample.with_context(what)?);
            }
        }
    }

    println!("{}", rates(&lineup, &cells));
    println!("{}", start_ups(&lineup.names(), &cells));
    Ok(figures(&lineup, &cells))
}

impl Lineup {
    fn names(&self) -> Vec<&str> {
        self.servers.iter().map(|server| &*server.name).collect()
    }
}

/// A folder with an answer to each request, for a server that only pretends.
fn answers(project: &Project, load: &Path) -> Result<PathBuf> {
    let folder = project.target_dir()?.join("bench/answers");
    fs::create_dir_all(&folder)?;
    for Request { id, .. } in &REQUESTS {
        fs::write(folder.join(id), process::text(Command::new(load).args(["answer", id]))?)?;
    }
    Ok(folder)
}

/// The program that makes the load: a workspace of its own, always optimised.
pub(super) fn build_load(project: &Project) -> Result<PathBuf> {
    let target = project.target_dir()?.join("bench");
    let mut cargo = process::cargo();
    cargo.args(["build", "--release", "--quiet", "--locked", "--manifest-path"]);
    cargo.arg(project.path("tests/bench/Cargo.toml")).arg("--target-dir").arg(&target);
    process::run(cargo.current_dir(project.root()))?;
    Ok(target.join("release").join(format!("kinetoscope-load{}", std::env::consts::EXE_SUFFIX)))
}

/// One measurement: the load starts the server, and ends it.
fn measure(load: &Path, server: &[String], request: &Request, connections: usize) -> Result<Sample> {
    let numbers = [connections.to_string(), WARM_UP_MS.to_string(), MEASURE_MS.to_string()];
    let mut command = Command::new(load);
    command.arg("measure").arg(request.id).args(numbers).arg("--");
    command.args(server.iter().map(|word| word.replace("{request}", request.id)));
    let text = process::text(&mut command).with_context(|| format!("{connections} connections"))?;
    sample(&text).with_context(|| format!("odd output of the load: {text}"))
}

fn sample(text: &str) -> Option<Sample> {
    let words = text.lines().filter_map(|line| line.split_once(' '));
    let values: BTreeMap<&str, f64> =
        words.filter_map(|(name, value)| Some((name, value.parse().ok()?))).collect();
    let requests = values.get("requests")?;
    Some(Sample {
        requests_per_second: requests / (values.get("elapsed_us")? / 1e6),
        processor_us: values.get("processor_us").map(|time| time / requests),
        start_up_ms: values.get("start_up_us")? / 1e3,
    })
}

impl Cell<'_> {
    fn rate(&self, server: usize) -> Option<Spread> {
        Spread::of(self.samples[server].iter().map(|sample| sample.requests_per_second))
    }

    fn processor_us(&self, server: usize) -> Option<Spread> {
        Spread::of(self.samples[server].iter().filter_map(|sample| sample.processor_us))
    }

    /// How often the rate of the fastest of `peers` ours is, and which that is.
    fn ratio(&self, peers: Range<usize>) -> Option<(usize, Spread)> {
        let median = |server: usize| self.rate(server).map_or(0.0, |rate| rate.median);
        let fastest = peers.max_by(|&a, &b| median(a).total_cmp(&median(b)))?;
        let pairs = self.samples[0].iter().zip(&self.samples[fastest]);
        let ratios = pairs.map(|(ours, theirs)| ours.requests_per_second / theirs.requests_per_second);
        Some((fastest, Spread::of(ratios)?))
    }

    /// Our rate as a share of the library's.
    fn share(&self, lineup: &Lineup) -> Option<Spread> {
        Some(self.ratio(lineup.alone..lineup.alone + 1)?.1)
    }
}

/// For each cell a line of requests a second, one of records where a request has many, and one of processor time.
fn rates(lineup: &Lineup, cells: &[Cell<'_>]) -> String {
    let names = lineup.names();
    let mut head = row(["median (min-max)", "a second", "connections"]);
    head.extend(names.iter().map(|name| (*name).to_owned()));
    head.extend(row(["ratio to the fastest peer", "", "aim", "share of the library", "aim"]));
    let mut rows = vec![head];
    for cell in cells {
        let Request { name, records, aim, share_aim, .. } = cell.request;
        let spreads: Vec<Option<Spread>> = (0..names.len()).map(|server| cell.rate(server)).collect();
        let mut line = row([name, "requests", &cell.connections.to_string()]);
        line.extend(spreads.iter().map(|rate| rate.map_or(String::new(), |rate| rate.to_string())));
        match cell.ratio(lineup.peers.clone()) {
            Some((fastest, ratio)) => line.extend(row([&ratio.to_string(), names[fastest]])),
            None => line.extend(row(["no peer", ""])),
        }
        let aim_text = |aim: Option<f64>| aim.map_or(String::new(), figure);
        line.push(aim_text(*aim));
        line.push(cell.share(lineup).map_or(String::new(), |share| share.to_string()));
        line.push(aim_text(*share_aim));
        rows.push(line);
        if *records > 1 {
            let mut line = row(["", "records", ""]);
            let per_second = |rate: &Option<Spread>| rate.map(|rate| figure(rate.median * *records as f64));
            line.extend(spreads.iter().map(|rate| per_second(rate).unwrap_or_default()));
            rows.push(line);
        }
        let mut line = row(["", "us of processor", ""]);
        let text = |time: Option<Spread>| time.map_or(String::new(), |time| time.to_string());
        line.extend((0..names.len()).map(|server| text(cell.processor_us(server))));
        rows.push(line);
    }
    table(&rows)
}

/// The times from spawning a server to its first answer, of all its starts.
fn start_ups(names: &[&str], cells: &[Cell<'_>]) -> String {
    let mut head = row(["median (min-max), ms"]);
    head.extend(names.iter().map(|name| (*name).to_owned()));
    let mut line = row(["start to first answer"]);
    for server in 0..names.len() {
        line.push(start_up(cells, server).map_or(String::new(), |spread| spread.to_string()));
    }
    table(&[head, line])
}

fn start_up(cells: &[Cell<'_>], server: usize) -> Option<Spread> {
    Spread::of(cells.iter().flat_map(|cell| &cell.samples[server]).map(|sample| sample.start_up_ms))
}

fn figures(lineup: &Lineup, cells: &[Cell<'_>]) -> Value {
    let names = lineup.names();
    let by_name = |of: &dyn Fn(usize) -> Option<Spread>| -> Value {
        let pairs = names.iter().enumerate();
        pairs.map(|(server, name)| ((*name).to_owned(), json!(of(server).map(Spread::json)))).collect()
    };
    let requests: Vec<Value> = cells
        .iter()
        .map(|cell| {
            let ratio = cell.ratio(lineup.peers.clone());
            json!({
                "request": cell.request.name,
                "connections": cell.connections,
                "records_per_request": cell.request.records,
                "requests_per_second": by_name(&|server| cell.rate(server)),
                "processor_us_per_request": by_name(&|server| cell.processor_us(server)),
                "fastest_peer": ratio.map(|(fastest, _)| names[fastest]),
                "ratio": ratio.map(|(_, ratio)| ratio.json()),
                "aim": cell.request.aim,
                "share_of_library": cell.share(lineup).map(Spread::json),
                "share_aim": cell.request.share_aim,
            })
        })
        .collect();
    json!({ "rounds": ROUNDS, "requests": requests, "start_up_ms": by_name(&|server| start_up(cells, server)) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(rates: &[&[f64]]) -> Cell<'static> {
        let sample = |&requests_per_second: &f64| Sample {
            requests_per_second,
            processor_us: Some(7.0),
            start_up_ms: 2.0,
        };
        let samples = rates.iter().map(|rates| rates.iter().map(sample).collect()).collect();
        Cell { request: &REQUESTS[4], connections: 8, samples }
    }

    #[test]
    fn the_ratio_is_taken_round_by_round_to_the_fastest_peer() {
        let cell = cell(&[&[100.0, 50.0, 90.0], &[1.0, 1.0, 1.0], &[10.0, 5.0, 10.0], &[1e6, 1e6, 1e6]]);
        let (fastest, ratio) = cell.ratio(1..3).unwrap();
        assert_eq!((fastest, ratio), (2, Spread { median: 10.0, least: 9.0, greatest: 10.0 }));
        assert!(cell.ratio(1..1).is_none());
    }

    #[test]
    fn the_output_of_the_load_is_read() {
        let sample =
            sample("start_up_us 2500\nrequests 300\nelapsed_us 1500000\nprocessor_us 9000\n").unwrap();
        assert_eq!((sample.requests_per_second, sample.start_up_ms), (200.0, 2.5));
        assert_eq!(sample.processor_us, Some(30.0));
    }

    #[test]
    fn records_stand_below_requests() {
        let server = |name: &str| Server::new(name, Path::new(name), &[]);
        let lineup = Lineup {
            servers: vec![server("ours"), server("theirs"), server("alone")],
            peers: 1..2,
            alone: 2,
        };
        let text = rates(&lineup, &[cell(&[&[100.0], &[10.0], &[125.0]])]);
        let mut lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        assert!(
            lines
                .next()
                .unwrap()
                .ends_with("ours theirs alone ratio to the fastest peer aim share of the library aim")
        );
        assert_eq!(
            lines.next().unwrap(),
            "PutRecords 100 x 1 KiB requests 8 100 (100-100) 10.0 (10.0-10.0) 125 (125-125) 10.0 (10.0-10.0) theirs 10.0 0.80 (0.80-0.80)"
        );
        assert_eq!(lines.next().unwrap(), "records 10,000 1,000 12,500");
        assert_eq!(
            lines.next().unwrap(),
            "us of processor 7.00 (7.00-7.00) 7.00 (7.00-7.00) 7.00 (7.00-7.00)"
        );
    }
}
