//! `cargo xtask screenshots`: pictures of the pages in all widths and themes, and the README's.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::console;
use crate::process;
use crate::project::Project;

/// Builds the site, serves it on a free port, and lets `tests/browser/screenshots.mjs` take the
/// pictures. The script reads `KINETOSCOPE_URL`, `CHROMIUM`, `KINETOSCOPE_SHOTS` (a folder) and
/// `KINETOSCOPE_README_PICTURE` (a file).
pub(crate) fn run(project: &Project) -> Result<()> {
    project.site()?;
    let shots = project.tools_dir().join("screenshots");
    fs::create_dir_all(&shots)?;
    let browser = project.browser()?;
    let node = project.node()?;
    let server = Server::start(project)?;
    console::step("take pictures", "into .tools/screenshots and www/readme.png", || {
        let mut script = node.command();
        script
            .arg(project.path("tests/browser/screenshots.mjs"))
            .current_dir(project.root())
            .env("CHROMIUM", &browser.chromium)
            .env("KINETOSCOPE_URL", format!("http://127.0.0.1:{}", server.port))
            .env("KINETOSCOPE_SHOTS", &shots)
            .env("KINETOSCOPE_README_PICTURE", project.path("www/readme.png"));
        process::run(&mut script)
    })
}

/// A running `kinetoscope serve`, stopped when dropped.
struct Server {
    child: Child,
    port: u16,
}

impl Server {
    /// Starts it and waits until it answers.
    fn start(project: &Project) -> Result<Self> {
        let port = free_port()?;
        let mut command = Command::new(project.command()?);
        command.args(["serve", "--port", &port.to_string()]).current_dir(project.root());
        let child = command.spawn().context("cannot start the server")?;
        let mut server = Self { child, port };
        server.wait()?;
        Ok(server)
    }

    fn wait(&mut self) -> Result<()> {
        let deadline = Instant::now() + Duration::from_secs(20);
        while Instant::now() < deadline {
            if TcpStream::connect(("127.0.0.1", self.port)).is_ok() {
                return Ok(());
            }
            if let Some(status) = self.child.try_wait()? {
                bail!("the server ended with {status}");
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        bail!("the server does not answer on port {}", self.port)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A port nobody listens on right now.
fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
