//! `cargo xtask gallery`: pictures of the pages in all widths and themes, and the README's.

use std::fs;

use anyhow::Result;

use crate::console;
use crate::process;
use crate::project::Project;
use crate::server::Server;

/// Builds the site, serves it on a free port, and lets `tests/browser/gallery.mjs` take the
/// pictures. The script reads `KINETOSCOPE_URL`, `CHROMIUM`, `KINETOSCOPE_SHOTS` (a folder),
/// `KINETOSCOPE_SHOTS_ONLY` (what names begin with) and `KINETOSCOPE_README_PICTURE` (a file).
pub(crate) fn run(project: &Project, only: Option<&str>) -> Result<()> {
    project.site()?;
    let shots = project.tools_dir().join("gallery");
    fs::create_dir_all(&shots)?;
    let chromium = project.chromium()?;
    let node = project.node()?;
    let server = Server::start(project)?;
    console::step("take pictures", "into .tools/gallery and www/readme.png", || {
        let mut script = node.command();
        script
            .arg(project.path("tests/browser/gallery.mjs"))
            .current_dir(project.root())
            .env("CHROMIUM", chromium)
            .env("KINETOSCOPE_URL", server.url())
            .env("KINETOSCOPE_SHOTS", &shots);
        match only {
            Some(name) => script.env("KINETOSCOPE_SHOTS_ONLY", name),
            None => script.env("KINETOSCOPE_README_PICTURE", project.path("www/readme.png")),
        };
        process::run(&mut script)
    })
}
