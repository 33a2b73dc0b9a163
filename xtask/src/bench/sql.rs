//! Rows a second through SQL applications, natively and in Node, beside Flink at parallelism 1; and what a window keeps in memory.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::Bench;
use super::spread::{Spread, figure};
use super::table::{row, table};
use crate::console;
use crate::process;
use crate::project::Project;
use crate::tools::python;

pub(crate) const BENCH: Bench = Bench {
    name: "sql",
    what: "rows through SQL applications, beside Flink at parallelism 1, and their memory",
    run,
};

/// Rows of each run, unless this variable says another number: for a look whether all works.
const ROWS: u64 = 1_000_000;
const ROWS_VARIABLE: &str = "KINETOSCOPE_BENCH_ROWS";
/// Runs of each, in turn.
const ROUNDS: usize = 3;
/// The applications, which lie with the schema and Flink's in this folder.
const QUERIES: [&str; 4] = ["filter", "tumbling", "sliding", "stagger"];
const FOLDER: &str = "core/benches/sql";
/// Rows a second that each should reach natively.
const AIM: f64 = 1.5e6;
/// After how many times the rows of a run memory is looked at.
const MEMORY_AT: [u64; 4] = [1, 10, 50, 100];

/// What takes part.
struct Field<'p> {
    project: &'p Project,
    rates: PathBuf,
    rows: PathBuf,
    count: u64,
}

/// Rows a second of one query.
#[derive(Default)]
struct Rates {
    native: Vec<f64>,
    node: Vec<f64>,
    flink: Vec<f64>,
}

fn run(project: &Project) -> Result<Value> {
    let field = Field::prepare(project)?;
    project.package()?;
    let flink = flink(project)?;
    let mut rates: [Rates; QUERIES.len()] = Default::default();
    for _ in 0..ROUNDS {
        for (query, rates) in QUERIES.iter().zip(&mut rates) {
            rates.native.push(field.native(query)?);
            rates.node.push(field.node(query)?);
        }
        if let Some(python) = &flink {
            field.flink(python, &mut rates)?;
        }
    }
    let mut rows =
        vec![row(["rows a second", "native, median (least-greatest)", "Node", "Flink", "native to Flink"])];
    let mut figures = Vec::new();
    for (query, rates) in QUERIES.iter().zip(&rates) {
        let spread = |samples: &Vec<f64>| Spread::of(samples.iter().copied());
        let native = spread(&rates.native).context("nothing was measured")?;
        let (node, flink) = (spread(&rates.node), spread(&rates.flink));
        let ratio = flink.map(|flink| native.median / flink.median);
        let text = |spread: Option<Spread>| spread.map_or(String::new(), |spread| spread.to_string());
        let ratio_text = ratio.map_or(String::new(), figure);
        rows.push(row([query, &native.to_string(), &text(node), &text(flink), &ratio_text]));
        let data = |spread: Option<Spread>| spread.map(Spread::json);
        figures.push(json!({
            "name": query, "native": native.json(), "node": data(node), "flink": data(flink), "to_flink": ratio,
        }));
    }
    println!("{}", table(&rows));
    println!("aim: natively {} rows a second each", figure(AIM));
    let memory = field.memory()?;
    Ok(json!({ "rates": figures, "memory": memory }))
}

impl<'p> Field<'p> {
    fn prepare(project: &'p Project) -> Result<Self> {
        let mut cargo = process::cargo();
        cargo.args(["build", "--release", "--package", "kinetoscope", "--example", "sql_rates"]);
        process::run(cargo.current_dir(project.root()))?;
        let name = format!("sql_rates{}", std::env::consts::EXE_SUFFIX);
        let rates = project.target_dir()?.join("release").join("examples").join(name);
        let folder = project.target_dir()?.join("bench");
        std::fs::create_dir_all(&folder)?;
        let count = std::env::var(ROWS_VARIABLE).map_or(Ok(ROWS), |text| text.parse());
        let count = count.with_context(|| format!("{ROWS_VARIABLE} is no number of rows"))?;
        let rows = folder.join(format!("sql-rows-{count}.json"));
        process::run(Command::new(&rates).args(["rows", &count.to_string()]).arg(&rows))?;
        Ok(Self { project, rates, rows, count })
    }

    fn code(&self, query: &str) -> PathBuf {
        self.project.path(FOLDER).join(format!("{query}.sql"))
    }

    fn native(&self, query: &str) -> Result<f64> {
        let mut command = Command::new(&self.rates);
        rate(&process::text(command.arg("run").arg(self.code(query)).arg(&self.rows))?)
    }

    fn node(&self, query: &str) -> Result<f64> {
        let mut node = self.project.node()?.command();
        node.arg("--max-old-space-size=8192")
            .arg(self.project.path("pkg/bench/sql.mjs"))
            .arg(self.code(query));
        rate(&process::text(node.arg(self.project.path(FOLDER).join("schema.json")).arg(&self.rows))?)
    }

    /// Flink runs all queries in one process, which warms it.
    fn flink(&self, python: &python::Python, rates: &mut [Rates]) -> Result<()> {
        let mut python = python.tool("python")?;
        let said = process::text(python.arg(self.project.path(FOLDER).join("flink.py")).arg(&self.rows))?;
        for line in said.lines().filter(|line| line.starts_with('{')) {
            let told: Value =
                serde_json::from_str(line).with_context(|| format!("odd output of Flink: {line}"))?;
            let place =
                QUERIES.iter().position(|query| told["name"] == **query).context("a query of none")?;
            rates[place].flink.push(rate(line)?);
        }
        Ok(())
    }

    /// What a sliding window of a bounded number of keys keeps, however many rows come.
    fn memory(&self) -> Result<Value> {
        let counts = MEMORY_AT.map(|times| (times * self.count).to_string());
        let said = process::text(Command::new(&self.rates).arg("memory").args(counts))?;
        let looks: Vec<Value> = said.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
        ensure!(looks.len() == MEMORY_AT.len(), "odd output of a measurement: {said}");
        let mut rows = vec![row(["rows of a sliding window over 1,000 keys", "MiB in memory"])];
        for look in &looks {
            let number = |name: &str| look[name].as_f64().unwrap_or_default();
            rows.push(row([&figure(number("records")), &figure(number("resident_bytes") / 1_048_576.0)]));
        }
        println!("{}\naim: no more after the last than after the first", table(&rows));
        Ok(Value::Array(looks))
    }
}

/// The environment with Flink, where this machine has what Flink needs.
fn flink(project: &Project) -> Result<Option<python::Python>> {
    if process::text(Command::new("java").arg("-version")).is_err() {
        console::note(
            "Flink is left out: it needs Java 11 or 17 on PATH (Debian: apt-get install default-jre-headless)",
        );
        return Ok(None);
    }
    python::find_with(project, "flink-python", &format!("{FOLDER}/requirements.txt")).map(Some)
}

/// Rows a second, of what a run says.
fn rate(output: &str) -> Result<f64> {
    let odd = || format!("odd output of a measurement: {output}");
    let said: Value = serde_json::from_str(output).with_context(odd)?;
    let number = |name: &str| said[name].as_f64().with_context(odd);
    Ok(number("records")? / number("seconds")?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_run_says_is_a_rate() {
        assert_eq!(rate(r#"{"name":"filter","records":100,"seconds":2}"#).unwrap(), 50.0);
        assert!(rate("warming up").is_err());
        assert!(rate(r#"{"records":1}"#).is_err());
    }

    #[test]
    fn applications_lie_where_they_are_looked_for() {
        let project = Project::open().unwrap();
        for query in QUERIES {
            assert!(project.path(FOLDER).join(format!("{query}.sql")).exists(), "{query}");
        }
    }
}
