//! `<<EOF` and `<<< word`: what a command reads that stands in the script itself.

use super::parse::{Content, Fault, Part, Reader, Word, text};

impl Reader<'_> {
    /// Reads `<<< word`, or `<<EOF` and the lines behind this one up to a line of `EOF`.
    pub(super) fn input(&mut self) -> Result<Word, Fault> {
        self.at += 2;
        if self.peek() == Some('<') {
            self.at += 1;
            self.skip_space();
            let mut word = self.word()?;
            word.iter_mut().for_each(|part| part.quoted = true);
            text(&mut word, '\n', true);
            return Ok(word);
        }
        let without_tabs = self.peek() == Some('-');
        self.at += usize::from(without_tabs);
        self.skip_space();
        let (end, is_plain) = delimiter(&self.word()?)?;
        let document = self.document(&end, without_tabs)?;
        if is_plain {
            let quoted = Part { content: Content::Text(document), quoted: true };
            return Ok(vec![quoted]);
        }
        let letters: Vec<char> = document.chars().collect();
        Reader { letters: &letters, at: 0, depth: self.depth, document: None }.expanded()
    }

    /// The lines up to a delimiter, from the end of this line on or from the end of the document before.
    fn document(&mut self, end: &str, without_tabs: bool) -> Result<String, Fault> {
        let line_end = |from: usize| {
            let length = self.letters[from..].iter().position(|letter| *letter == '\n');
            length.map_or(self.letters.len(), |length| from + length)
        };
        let (of_line, mut at) = self.document.unwrap_or_else(|| (line_end(self.at), line_end(self.at)));
        let mut document = String::new();
        while at < self.letters.len() {
            let next = line_end(at + 1);
            let line: String = self.letters[at + 1..next].iter().collect();
            let line = if without_tabs { line.trim_start_matches('\t') } else { &line };
            at = next;
            if line == end {
                self.document = Some((of_line, at));
                return Ok(document);
            }
            document.push_str(line);
            document.push('\n');
        }
        Err(Fault::Open("what << begins"))
    }

    /// Goes past the `;` or the end of the line that stands here, and past the documents behind that.
    pub(super) fn pass_end(&mut self) {
        match self.document {
            Some((of_line, after)) if of_line == self.at => {
                self.at = (after + 1).min(self.letters.len());
                self.document = None;
            }
            _ => self.at += 1,
        }
    }

    /// All letters, with variables and substitutions in them.
    fn expanded(mut self) -> Result<Word, Fault> {
        let mut word = Word::new();
        while let Some(letter) = self.peek() {
            match (letter, self.peek_at(1)) {
                ('\\', Some('\n')) => self.at += 2,
                ('\\', Some(sign @ ('$' | '\\' | '`'))) => {
                    self.at += 2;
                    text(&mut word, sign, true);
                }
                ('$', _) => self.dollar(&mut word, true)?,
                ('`', _) => return Err(super::parse::backtick()),
                _ => {
                    self.at += 1;
                    text(&mut word, letter, true);
                }
            }
        }
        Ok(word)
    }
}

/// The delimiter, and whether its document is taken as it is: where any of it is quoted.
fn delimiter(word: &Word) -> Result<(String, bool), Fault> {
    let mut end = String::new();
    for part in word {
        match &part.content {
            Content::Text(text) => end.push_str(text),
            _ => return Err(Fault::Wrong("a plain word must stand behind <<".into())),
        }
    }
    if end.is_empty() {
        return Err(Fault::Wrong("a word must stand behind <<: <<EOF".into()));
    }
    Ok((end, word.iter().any(|part| part.quoted)))
}
