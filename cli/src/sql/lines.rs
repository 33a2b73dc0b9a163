//! Records of a file or of standard input, a line each, as they come.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};

/// Records that are handed over at once at most.
const PIECE_MAX: usize = 4_096;
/// Bytes that are read at once.
const BUFFER: usize = 1 << 18;

/// Lines that are read.
pub(super) struct Lines {
    reader: BufReader<Box<dyn Read + Send>>,
    /// Those that were looked at already.
    seen: VecDeque<Vec<u8>>,
    name: String,
}

/// What came of an input.
pub(super) enum Piece {
    Records(Vec<Vec<u8>>),
    /// Nothing, for a while.
    Silence,
    End,
}

/// Lines that are read on a thread of their own, so that silence can be heard.
pub(super) struct Pieces(Receiver<Result<Vec<Vec<u8>>>>);

impl Lines {
    /// The lines of a file; `-` is standard input.
    pub(super) fn open(file: &Path) -> Result<Self> {
        let (reader, name): (Box<dyn Read + Send>, _) = if file == Path::new("-") {
            (Box::new(io::stdin()), "standard input".to_owned())
        } else {
            let opened = File::open(file).with_context(|| format!("cannot read {}", file.display()))?;
            (Box::new(opened), file.display().to_string())
        };
        Ok(Self { reader: BufReader::with_capacity(BUFFER, reader), seen: VecDeque::new(), name })
    }

    /// The first lines, which are read again then. Of an input that goes on, those that are there at once.
    pub(super) fn sample(&mut self, max: usize) -> Result<Vec<Vec<u8>>> {
        while self.seen.len() < max {
            let is_waiting = !self.seen.is_empty() && !self.reader.buffer().contains(&b'\n');
            match if is_waiting { None } else { self.line()? } {
                Some(line) => self.seen.push_back(line),
                None => break,
            }
        }
        Ok(self.seen.iter().cloned().collect())
    }

    /// The next line that is not empty.
    fn line(&mut self) -> Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        loop {
            line.clear();
            let read = self.reader.read_until(b'\n', &mut line);
            match read.with_context(|| format!("cannot read {}", self.name))? {
                0 => return Ok(None),
                _ if line.trim_ascii().is_empty() => {}
                _ => return Ok(Some(line)),
            }
        }
    }

    /// Reads on, and hands over so many records at once at most.
    pub(super) fn pieces(mut self, max: usize) -> Pieces {
        let (sender, receiver) = sync_channel(2);
        thread::spawn(move || {
            loop {
                let piece = self.piece(max.min(PIECE_MAX));
                let is_end = !matches!(&piece, Ok(piece) if !piece.is_empty());
                // Whoever has seen enough listens no more.
                if sender.send(piece).is_err() || is_end {
                    return;
                }
            }
        });
        Pieces(receiver)
    }

    /// The lines that are there, one at least unless the input is at its end.
    fn piece(&mut self, max: usize) -> Result<Vec<Vec<u8>>> {
        let mut piece: Vec<_> = self.seen.drain(..max.min(self.seen.len())).collect();
        while piece.len() < max && (piece.is_empty() || self.reader.buffer().contains(&b'\n')) {
            match self.line()? {
                Some(line) => piece.push(line),
                None => break,
            }
        }
        Ok(piece)
    }
}

impl Pieces {
    /// What comes next, or that nothing has come for so long.
    pub(super) fn next(&self, patience: Duration) -> Result<Piece> {
        match self.0.recv_timeout(patience) {
            Ok(piece) => {
                let piece = piece?;
                Ok(if piece.is_empty() { Piece::End } else { Piece::Records(piece) })
            }
            Err(RecvTimeoutError::Timeout) => Ok(Piece::Silence),
            Err(RecvTimeoutError::Disconnected) => Ok(Piece::End),
        }
    }
}
