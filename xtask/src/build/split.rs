//! Parts of the page's module, which the browser loads when a page is first gone to.
//!
//! The source says by `#[wasm_split]` where a part begins. What only parts reach is taken out of the module; what
//! several parts reach becomes a shared part. This stands between cargo and wasm-bindgen.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use wasm_split_cli_support::{Options, SplitWasm, transform};

use crate::stamp::{self, Fingerprint};

/// What the linker is told, so that the splitter can tell which function needs which function and which data.
pub(crate) const FLAG: &str = "-Clink-arg=--emit-relocs";
/// The folder of the parts, below that of the module.
pub(crate) const PARTS: &str = "parts";
/// The script that the module imports its loaders from.
const LOADERS: &str = "page-parts.js";

/// Splits `compiled` into a module that is left for wasm-bindgen, whose path it returns, and parts below `out`.
///
/// A part fits only the module it was cut from. So a mark of that module is in its name: to a page that was opened
/// before the site was renewed, the new parts do not exist.
pub(crate) fn split(compiled: &Path, out: &Path) -> Result<PathBuf> {
    let input = fs::read(compiled).with_context(|| format!("cannot read {}", compiled.display()))?;
    // Beside `out`: what lies in there is served.
    let work = out.with_extension("split");
    let main = work.join("main.wasm");
    let mut options = Options::new(&input);
    let link = format!("./{LOADERS}");
    options.output_dir = &work;
    options.main_out_path = &main;
    options.link_name = &link;
    let made = transform(options).map_err(|error| anyhow!("cannot split the module: {error:#}"))?;

    let mark = Fingerprint::of("part").file(compiled).finish();
    for part in &made.split_modules {
        let stem = part.file_stem().and_then(|stem| stem.to_str()).context("a part has a name")?;
        let to = out.join(PARTS).join(file(stem, &mark));
        fs::create_dir_all(out.join(PARTS))?;
        fs::rename(part, &to).with_context(|| format!("cannot make {}", to.display()))?;
    }
    stamp::write(&out.join(LOADERS), loaders(&made, &mark).as_bytes())?;
    Ok(main)
}

/// The script with one loader for each part.
fn loaders(made: &SplitWasm, mark: &str) -> String {
    let mut lines: Vec<String> =
        made.prefetch_map.iter().map(|(part, stems)| loader(part, stems, mark)).collect();
    lines.sort();
    format!(
        "import {{ initSync }} from './page.js';\nimport {{ loaders }} from './part-loader.js';\n\n\
         const load = loaders(() => initSync());\n{}",
        lines.concat()
    )
}

fn loader(part: &str, stems: &[String], mark: &str) -> String {
    let files: Vec<String> = stems.iter().map(|stem| format!("'{}'", file(stem, mark))).collect();
    format!("export const __wasm_split_load_{part} = load({});\n", files.join(", "))
}

/// The file of a part: the splitter calls what belongs to one part `split_NAME` and what several share `chunk_NUMBER`.
fn file(stem: &str, mark: &str) -> String {
    let name = match stem.strip_prefix("split_") {
        Some(name) => name.to_owned(),
        None => stem.replace("chunk_", "shared-"),
    };
    format!("{name}-{}.wasm", &mark[..8])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loader_names_all_files_of_its_part() {
        let stems = ["chunk_2".to_owned(), "split_about".to_owned()];
        let expected =
            "export const __wasm_split_load_about = load('shared-2-01234567.wasm', 'about-01234567.wasm');\n";
        assert_eq!(loader("about", &stems, "0123456789abcdef"), expected);
    }
}
