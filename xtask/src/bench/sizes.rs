//! How many bytes a visitor or an npm user downloads, file by file.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::Bench;
use crate::process;
use crate::project::Project;
use crate::stamp::files_below;

pub(crate) const BENCH: Bench = Bench {
    name: "sizes",
    what: "bytes of the website and the npm package, plain and as brotli at its best",
    run,
};

/// Compresses each file named on standard input's place, the arguments; prints one number a line.
///
/// Node does it because it is there and has brotli compiled for speed: a crate in this program,
/// which is built without optimisation, would take minutes for the same bytes.
const COMPRESS: &str = "
    const { brotliCompressSync, constants } = require('node:zlib');
    const { readFileSync } = require('node:fs');
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 };
    for (const file of process.argv.slice(1))
        console.log(brotliCompressSync(readFileSync(file), { params }).length);
";

/// One line of the table.
struct Row {
    name: String,
    raw: u64,
    brotli: u64,
}

fn run(project: &Project) -> Result<Value> {
    let site = measure(project, project.site()?)?;
    println!("{}", table("website", &site));
    let package = measure(project, project.package()?)?;
    println!("{}", table("npm package", &package));
    Ok(json!({ "website": figures(&site), "package": figures(&package) }))
}

fn figures(rows: &[Row]) -> Value {
    let row = |Row { name, raw, brotli }: &Row| json!({ "file": name, "bytes": raw, "brotli": brotli });
    rows.iter().map(row).collect()
}

/// Sizes of all files below a folder, the largest first.
fn measure(project: &Project, folder: &Path) -> Result<Vec<Row>> {
    let files = files_below(folder);
    let compressed = compress(project, &files)?;
    let mut rows = Vec::new();
    for (file, brotli) in files.iter().zip(compressed) {
        let name = file.strip_prefix(folder)?.to_string_lossy().into_owned();
        rows.push(Row { name, raw: file.metadata()?.len(), brotli });
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.brotli));
    Ok(rows)
}

fn compress(project: &Project, files: &[PathBuf]) -> Result<Vec<u64>> {
    let mut node = project.node()?.command();
    let output = process::text(node.args(["--eval", COMPRESS, "--"]).args(files))?;
    let sizes: Result<Vec<u64>, _> = output.lines().map(str::parse).collect();
    let sizes = sizes.with_context(|| format!("odd output of the compressor: {output}"))?;
    if sizes.len() != files.len() {
        bail!("{} files went in, {} sizes came out", files.len(), sizes.len());
    }
    Ok(sizes)
}

/// Lays the rows out with a sum at the end.
fn table(title: &str, rows: &[Row]) -> String {
    let width = rows.iter().map(|row| row.name.len()).max().unwrap_or(0).max(title.len());
    let mut text = format!("{title:width$} {:>12} {:>12}\n", "bytes", "brotli");
    for row in rows {
        text.push_str(&format!("{:width$} {:>12} {:>12}\n", row.name, row.raw, row.brotli));
    }
    let raw: u64 = rows.iter().map(|row| row.raw).sum();
    let brotli: u64 = rows.iter().map(|row| row.brotli).sum();
    text.push_str(&format!("{:width$} {raw:>12} {brotli:>12}\n", "sum"));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_aligned_and_summed() {
        let row = |name: &str, raw, brotli| Row { name: name.into(), raw, brotli };
        let text = table("site", &[row("page_bg.wasm", 1000, 300), row("a.css", 10, 5)]);
        let expected = "\
site                bytes       brotli
page_bg.wasm         1000          300
a.css                  10            5
sum                  1010          305
";
        assert_eq!(text, expected);
    }
}
