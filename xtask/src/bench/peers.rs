//! The servers that are measured side by side: ours, and two others at fixed versions.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::console;
use crate::lock;
use crate::process;
use crate::project::Project;
use crate::stamp::{self, Fingerprint};

const FERROKINESIS: &str = "0.7.0";
/// Kinesalite's own command listens on every address; this one only on this machine's.
const KINESALITE: &str = "\
    const [kinesalite, port] = process.argv.slice(1);
    const settings = { createStreamMs: 0, deleteStreamMs: 0, updateStreamMs: 0, shardLimit: 500 };
    require(kinesalite)(settings).listen(Number(port), '127.0.0.1');
";

/// A server and how to start it: program and arguments, with `{port}` where the port goes.
pub(super) struct Server {
    pub(super) name: String,
    pub(super) command: Vec<String>,
    /// What to add so that it enforces limits; nothing where it cannot.
    pub(super) enforcing: Option<&'static [&'static str]>,
}

impl Server {
    pub(super) fn new(name: &str, program: &Path, arguments: &[&str]) -> Self {
        let mut command = vec![program.to_string_lossy().into_owned()];
        command.extend(arguments.iter().map(|&word| word.to_owned()));
        Self { name: name.into(), command, enforcing: None }
    }

    /// Takes these arguments to enforce limits.
    pub(super) fn enforcing(self, arguments: &'static [&'static str]) -> Self {
        Self { enforcing: Some(arguments), ..self }
    }

    /// The command for a request that is measured with or without limits; nothing where it cannot be.
    pub(super) fn command(&self, limits: bool) -> Option<Vec<String>> {
        let more = if limits { self.enforcing? } else { &[] };
        Some(self.command.iter().cloned().chain(more.iter().map(|&word| word.into())).collect())
    }
}

/// Our own server. It logs nothing, like the others.
pub(super) fn ours(project: &Project) -> Result<Server> {
    let arguments = ["serve", "--host", "127.0.0.1", "--port", "{port}", "--quiet"];
    Ok(Server::new("kinetoscope", project.command()?, &arguments).enforcing(&["--enforce-limits"]))
}

/// Our HTTP library alone, which answers with what a folder has for the request.
pub(super) fn alone(project: &Project, answers: &Path) -> Result<Server> {
    let mut cargo = process::cargo();
    cargo.args(["build", "--release", "--package", "kinetoscope-cli", "--example", "constant"]);
    process::run(cargo.current_dir(project.root()))?;
    let name = format!("constant{}", std::env::consts::EXE_SUFFIX);
    let program = project.target_dir()?.join("release/examples").join(name);
    let answer = answers.join("{request}");
    Ok(Server::new("hyper alone", &program, &["{port}", &answer.to_string_lossy()]).enforcing(&[]))
}

/// The others; those that cannot be had are left out, with a note that says why.
pub(super) fn others(project: &Project) -> Vec<Server> {
    let mut servers = Vec::new();
    for (name, find) in [("kinesalite", kinesalite as fn(&Project) -> _), ("ferrokinesis", ferrokinesis)] {
        match find(project) {
            Ok(server) => servers.push(server),
            Err(error) => console::note(&format!("{name} is not measured, it cannot be had: {error:#}")),
        }
    }
    servers
}

/// Installs the versions of `tests/bench/package-lock.json` if they are not there.
fn kinesalite(project: &Project) -> Result<Server> {
    let _lock = lock::take(project, "kinesalite")?;
    let dir = project.tools_dir().join("peers/kinesalite");
    let source = project.path("tests/bench");
    let modules = dir.join("node_modules/kinesalite");
    let fingerprint = Fingerprint::of("kinesalite 1").file(&source.join("package-lock.json"));
    stamp::when_changed(project, "kinesalite", fingerprint, std::slice::from_ref(&modules), || {
        console::step("npm ci", "kinesalite is not installed", || {
            fs::create_dir_all(&dir)?;
            for file in ["package.json", "package-lock.json"] {
                fs::copy(source.join(file), dir.join(file))?;
            }
            let mut npm = Command::new("npm");
            npm.args(["ci", "--omit=optional", "--ignore-scripts", "--no-audit", "--no-fund"]);
            process::quietly(npm.arg("--loglevel=error").current_dir(&dir))
        })
    })?;
    let arguments = ["--eval", KINESALITE, "--", &modules.to_string_lossy(), "{port}"];
    Ok(Server::new("kinesalite", Path::new("node"), &arguments))
}

/// Compiles it if it is not there, which takes some minutes.
fn ferrokinesis(project: &Project) -> Result<Server> {
    let _lock = lock::take(project, "ferrokinesis")?;
    let root = project.tools_dir().join("peers");
    let program = root.join("bin").join(format!("ferrokinesis{}", std::env::consts::EXE_SUFFIX));
    // The program cannot say its version, but cargo notes what it has installed.
    let installed = fs::read_to_string(root.join(".crates.toml")).unwrap_or_default();
    if !installed.contains(&format!("\"ferrokinesis {FERROKINESIS} ")) || !program.exists() {
        console::step("cargo install ferrokinesis", "it is not installed", || {
            let mut cargo = process::cargo();
            cargo.args(["install", "--locked", "--force", "--version", FERROKINESIS, "--root"]);
            process::quietly(cargo.arg(&root).arg("ferrokinesis").current_dir(project.root()))
        })?;
    }
    let arguments =
        ["--port", "{port}", "--create-stream-ms", "0", "--shard-limit", "500", "--log-level", "off"];
    Ok(Server::new("ferrokinesis", &program, &arguments).enforcing(&["--enforce-limits"]))
}
