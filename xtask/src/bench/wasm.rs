//! Records a second in the npm package's wasm module, run by Node.

use anyhow::{Result, bail};
use serde_json::{Value, json};

use super::Bench;
use super::spread::figure;
use super::table::{row, table};
use crate::console;
use crate::process;
use crate::project::Project;

pub(crate) const BENCH: Bench =
    Bench { name: "wasm", what: "records put and read a second in the npm package, in Node", run };

const SCRIPT: &str = "pkg/bench/put.mjs";
/// Records a second that a batch of puts should reach.
const PUTS_AIM: f64 = 1e6;

fn run(project: &Project) -> Result<Value> {
    let script = project.path(SCRIPT);
    if !script.exists() {
        console::note(&format!("{SCRIPT} does not exist: nothing to measure"));
        return Ok(Value::Null);
    }
    project.package()?;
    let output = process::text(project.node()?.command().arg(&script).current_dir(project.root()))?;
    let rates: Vec<(&str, f64)> = output.lines().filter_map(rate).collect();
    if rates.is_empty() {
        bail!("odd output of {SCRIPT}: {output}");
    }

    let mut rows = vec![row(["records a second, wasm", "", "aim"])];
    let aim = |name: &str| name.starts_with("PutRecords, 500").then_some(PUTS_AIM);
    for &(name, rate) in &rates {
        rows.push(row([name, &figure(rate), &aim(name).map_or(String::new(), figure)]));
    }
    println!("{}", table(&rows));
    let figure = |&(name, rate): &(&str, f64)| json!({ "name": name, "median": rate, "aim": aim(name) });
    Ok(rates.iter().map(figure).collect())
}

/// `PutRecords, 500 x 100 B    1,234,567 records/s`, its name and number.
fn rate(line: &str) -> Option<(&str, f64)> {
    let (name, number) = line.trim_end().strip_suffix(" records/s")?.rsplit_once(' ')?;
    Some((name.trim_end(), number.replace(',', "").parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_output_of_the_script_is_read() {
        let line = "PutRecords, 500 x 100 B              1,234,567 records/s";
        assert_eq!(rate(line), Some(("PutRecords, 500 x 100 B", 1_234_567.0)));
        assert_eq!(rate("warming up"), None);
    }
}
