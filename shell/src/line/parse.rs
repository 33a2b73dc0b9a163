//! From a line to commands: words, quotes, variables, substitutions, pipes and lists.

/// Substitutions may lie in each other so deep.
const DEPTH_MAX: u32 = 20;

/// What is to be run, in order.
pub(super) type Script = Vec<(Join, Pipeline)>;

/// When a pipeline is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Join {
    Always,
    /// If the one before it went well.
    AfterSuccess,
    /// If it did not.
    AfterFailure,
}

/// Commands, each reading what the one before it prints.
pub(super) type Pipeline = Vec<Command>;

/// A command.
#[derive(Clone, Debug, Default)]
pub(super) struct Command {
    pub(super) assignments: Vec<(String, Word)>,
    pub(super) words: Vec<Word>,
    /// What it reads in place of what comes through a pipe: `<<EOF` or `<<< word`.
    pub(super) input: Option<Word>,
}

/// A word, of parts that stand without space between them.
pub(super) type Word = Vec<Part>;

/// A part of a word.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) content: Content,
    /// Whether what it gives stays one word.
    pub(super) quoted: bool,
}

/// What a part is.
#[derive(Clone, Debug)]
pub(super) enum Content {
    Text(String),
    Variable(String),
    /// What a script prints.
    Run(Script),
}

/// Why a line cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It ends too early.
    Open(&'static str),
    /// It has what this shell has not.
    Wrong(String),
}

impl std::fmt::Display for Fault {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Open(what) => write!(to, "the line ends within {what}"),
            Self::Wrong(reason) => to.write_str(reason),
        }
    }
}

/// Reads a line.
pub(super) fn script(text: &str) -> Result<Script, Fault> {
    let letters: Vec<char> = text.chars().collect();
    let mut reader = Reader { letters: &letters, at: 0, depth: 0, document: None };
    reader.script(false)
}

/// Whether a text is the beginning of something longer.
pub(super) fn goes_on(text: &str) -> bool {
    matches!(script(text), Err(Fault::Open(_))) || text.ends_with('\\')
}

/// Reads letters, one after the other.
pub(super) struct Reader<'a> {
    pub(super) letters: &'a [char],
    pub(super) at: usize,
    pub(super) depth: u32,
    /// Where the line ends behind which the documents of its `<<` stand, and where they end.
    pub(super) document: Option<(usize, usize)>,
}

impl Reader<'_> {
    /// Reads up to the end, or up to the `)` that ends a substitution.
    fn script(&mut self, within: bool) -> Result<Script, Fault> {
        let mut script = Script::new();
        let mut join = Join::Always;
        loop {
            let pipeline = self.pipeline()?;
            let is_empty = pipeline.is_empty();
            if !is_empty {
                script.push((join, pipeline));
            }
            let next = self.peek();
            match next {
                None if within => return Err(Fault::Open("$(...)")),
                None | Some(')') if is_empty && join != Join::Always => {
                    return Err(Fault::Open("a list of commands"));
                }
                None => return Ok(script),
                Some(')') if within => return Ok(script),
                Some(';' | '\n') => {
                    self.pass_end();
                    join = Join::Always;
                }
                Some(sign @ ('&' | '|')) if self.peek_at(1) == Some(sign) => {
                    if is_empty {
                        return Err(Fault::Wrong(format!("there is no command before {sign}{sign}")));
                    }
                    self.at += 2;
                    join = if sign == '&' { Join::AfterSuccess } else { Join::AfterFailure };
                }
                Some('&') => {
                    return Err(Fault::Wrong("nothing runs in the background here: leave out &".into()));
                }
                Some(other) => return Err(Fault::Wrong(format!("{other} was not expected here"))),
            }
        }
    }

    fn pipeline(&mut self) -> Result<Pipeline, Fault> {
        let mut pipeline = Pipeline::new();
        loop {
            let command = self.command()?;
            let is_empty = command.words.is_empty() && command.assignments.is_empty();
            let is_pipe = self.peek() == Some('|') && self.peek_at(1) != Some('|');
            if is_empty {
                return match (pipeline.is_empty(), self.peek()) {
                    (true, _) if is_pipe => Err(Fault::Wrong("there is no command before |".into())),
                    (true, _) => Ok(pipeline),
                    (false, None) => Err(Fault::Open("a pipe")),
                    (false, _) => Err(Fault::Wrong("there is no command behind |".into())),
                };
            }
            pipeline.push(command);
            if !is_pipe {
                return Ok(pipeline);
            }
            self.at += 1;
        }
    }

    fn command(&mut self) -> Result<Command, Fault> {
        let mut command = Command::default();
        loop {
            self.skip_space();
            match self.peek() {
                None | Some(';' | '\n' | '&' | '|' | ')') => return Ok(command),
                Some('#') => self.skip_comment(),
                Some('<') if self.peek_at(1) == Some('<') => command.input = Some(self.input()?),
                Some('>' | '<') => {
                    return Err(Fault::Wrong(
                        "there are no files here: > and < do nothing. Use |, << or NAME=$(...)".into(),
                    ));
                }
                Some('(') => {
                    return Err(Fault::Wrong("( was not expected here. Did you mean $(...)?".into()));
                }
                Some(_) => {
                    let name = if command.words.is_empty() { self.assignment() } else { None };
                    let word = self.word()?;
                    match name {
                        Some(name) => command.assignments.push((name, word)),
                        None => command.words.push(word),
                    }
                }
            }
        }
    }

    /// `NAME=`, if it stands here.
    fn assignment(&mut self) -> Option<String> {
        let name = self.name_at(self.at);
        if name.is_empty() || self.letters.get(self.at + name.len()) != Some(&'=') {
            return None;
        }
        self.at += name.len() + 1;
        Some(name)
    }

    fn name_at(&self, at: usize) -> String {
        let mut letters = self.letters[at..].iter();
        let is_first = |letter: &char| letter.is_ascii_alphabetic() || *letter == '_';
        let Some(first) = letters.next().filter(|letter| is_first(letter)) else { return String::new() };
        let rest = letters.take_while(|letter| letter.is_ascii_alphanumeric() || **letter == '_');
        std::iter::once(first).chain(rest).collect()
    }

    pub(super) fn word(&mut self) -> Result<Word, Fault> {
        let mut word = Word::new();
        while let Some(letter) = self.peek() {
            match letter {
                ' ' | '\t' | '\r' | '\n' | ';' | '&' | '|' | ')' | '>' | '<' => break,
                '\'' => {
                    let text = self.single_quoted()?;
                    word.push(Part { content: Content::Text(text), quoted: true });
                }
                '"' => self.double_quoted(&mut word)?,
                '\\' => {
                    self.at += 1;
                    match self.peek() {
                        None => return Err(Fault::Open("what \\ begins")),
                        Some('\n') => self.at += 1,
                        Some(next) => {
                            self.at += 1;
                            text(&mut word, next, true);
                        }
                    }
                }
                '$' => self.dollar(&mut word, false)?,
                '`' => return Err(backtick()),
                _ => {
                    self.at += 1;
                    text(&mut word, letter, false);
                }
            }
        }
        Ok(word)
    }

    fn single_quoted(&mut self) -> Result<String, Fault> {
        self.at += 1;
        let rest = &self.letters[self.at..];
        let length = rest.iter().position(|letter| *letter == '\'').ok_or(Fault::Open("'...'"))?;
        self.at += length + 1;
        Ok(rest[..length].iter().collect())
    }

    fn double_quoted(&mut self, word: &mut Word) -> Result<(), Fault> {
        self.at += 1;
        // Even "" is a word.
        word.push(Part { content: Content::Text(String::new()), quoted: true });
        loop {
            match self.peek() {
                None => return Err(Fault::Open("\"...\"")),
                Some('"') => break,
                Some('\\') => {
                    let next = self.peek_at(1);
                    match next {
                        Some('\n') => {}
                        Some(sign @ ('"' | '\\' | '$' | '`')) => text(word, sign, true),
                        Some(other) => {
                            text(word, '\\', true);
                            text(word, other, true);
                        }
                        None => return Err(Fault::Open("\"...\"")),
                    }
                    self.at += 2;
                }
                Some('$') => self.dollar(word, true)?,
                Some('`') => return Err(backtick()),
                Some(letter) => {
                    self.at += 1;
                    text(word, letter, true);
                }
            }
        }
        self.at += 1;
        Ok(())
    }

    /// `$NAME`, `${NAME}`, `$?`, `$(...)`, or a dollar.
    pub(super) fn dollar(&mut self, word: &mut Word, quoted: bool) -> Result<(), Fault> {
        self.at += 1;
        let content = match self.peek() {
            Some('(') if self.peek_at(1) == Some('(') => {
                return Err(Fault::Wrong("there is no arithmetic here: $((...)) does nothing".into()));
            }
            Some('(') => {
                self.at += 1;
                self.depth += 1;
                if self.depth > DEPTH_MAX {
                    return Err(Fault::Wrong("too many $(...) in each other".into()));
                }
                let script = self.script(true)?;
                self.depth -= 1;
                self.at += 1;
                Content::Run(script)
            }
            Some('{') => {
                let name = self.name_at(self.at + 1);
                self.at += 1 + name.len();
                match self.peek() {
                    None => return Err(Fault::Open("${...}")),
                    Some('}') if !name.is_empty() => self.at += 1,
                    Some(_) => return Err(Fault::Wrong("only names may stand in ${...}".into())),
                }
                Content::Variable(name)
            }
            Some('?') => {
                self.at += 1;
                Content::Variable("?".into())
            }
            _ => {
                let name = self.name_at(self.at);
                if name.is_empty() {
                    text(word, '$', quoted);
                    return Ok(());
                }
                self.at += name.len();
                Content::Variable(name)
            }
        };
        word.push(Part { content, quoted });
        Ok(())
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.peek_at(0)
    }

    pub(super) fn peek_at(&self, ahead: usize) -> Option<char> {
        self.letters.get(self.at + ahead).copied()
    }

    pub(super) fn skip_space(&mut self) {
        loop {
            match (self.peek(), self.peek_at(1)) {
                (Some(' ' | '\t' | '\r'), _) => self.at += 1,
                (Some('\\'), Some('\n')) => self.at += 2,
                _ => return,
            }
        }
    }

    fn skip_comment(&mut self) {
        while self.peek().is_some_and(|letter| letter != '\n') {
            self.at += 1;
        }
    }
}

pub(super) fn backtick() -> Fault {
    Fault::Wrong("` is not read here: write $(...), and put a JMESPath literal in '...'".into())
}

/// Puts a letter at the end of a word.
pub(super) fn text(word: &mut Word, letter: char, quoted: bool) {
    if let Some(Part { content: Content::Text(text), quoted: same }) = word.last_mut()
        && *same == quoted
    {
        text.push(letter);
        return;
    }
    word.push(Part { content: Content::Text(letter.into()), quoted });
}
