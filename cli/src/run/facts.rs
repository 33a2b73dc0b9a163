//! Facts as a file: JSON lines, written as the run goes.

use std::fs::File;
use std::io::{BufWriter, Write, stdout};
use std::path::Path;

use anyhow::{Context, Result};
use kinetoscope::fact::Fact;

use super::arguments::is_standard_output;

/// An open file of facts.
pub(super) struct FactFile {
    writer: BufWriter<Box<dyn Write>>,
    line: Vec<u8>,
}

impl FactFile {
    /// Begins the file; what stood in it is gone.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn create(path: &Path) -> Result<Self> {
        let file: Box<dyn Write> = if is_standard_output(path) {
            Box::new(stdout().lock())
        } else {
            Box::new(File::create(path).with_context(|| format!("cannot write {}", path.display()))?)
        };
        Ok(Self { writer: BufWriter::with_capacity(1 << 16, file), line: Vec::new() })
    }

    /// Adds a line.
    pub(super) fn write(&mut self, fact: &Fact) -> Result<()> {
        self.line.clear();
        serde_json::to_writer(&mut self.line, fact).expect("facts serialise");
        self.line.push(b'\n');
        self.writer.write_all(&self.line).context("cannot write the facts")
    }

    /// Writes what is left.
    pub(super) fn finish(mut self) -> Result<()> {
        self.writer.flush().context("cannot write the facts")
    }
}
