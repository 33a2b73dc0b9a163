//! What bounds a query: it comes from whoever configures the stream, and must neither hang nor exhaust its host.
//!
//! There is no clock to stop it by, and a clock would stop it here but not there. So work is counted: [`super::meter`]
//! puts a step of fuel at each place from which work can multiply, and the same query stops at the same step on each
//! machine.

/// The longest query: the longest value that the API takes for a parameter of a processor.
const TEXT_BYTES_MAX: usize = 5_120;

/// How deeply brackets may lie in each other.
const BRACKETS_MAX: usize = 40;

/// How many signs and words may follow each other that each begin a part within the part before.
const PARTS_MAX: usize = 160;

/// What one record's query may use.
pub(super) const FUEL: u64 = 500_000;

/// What a call of a function that calls itself uses: each may lie on the stack, so there may be but sixty. Measured: a
/// browser's stack for WebAssembly has room for 180, native ones for more.
pub(super) const CALL: u64 = FUEL / 60;

/// What a turn of `reduce` or `foreach` in the query uses.
pub(super) const TURN: u64 = FUEL / 2_000;

/// What everything else uses.
pub(super) const STEP: u64 = 1;

/// The most values, or stretches of 64 bytes of text, that one value may consist of.
pub(super) const WEIGHT_MAX: u64 = 1 << 19;

/// How deeply arrays and objects may lie in each other.
pub(super) const DEPTH_MAX: usize = crate::json::DEPTH_MAX + 56;

/// Refuses what would need too deep a stack to be understood.
pub(super) fn check_text(text: &str) -> Result<(), String> {
    if text.len() > TEXT_BYTES_MAX {
        return Err(format!("The query is longer than {TEXT_BYTES_MAX} bytes."));
    }
    // Of each bracket that is open: whether it is that of an object, and how many parts follow each other in it.
    let mut open = vec![(false, 0)];
    for token in tokens(text) {
        let depth = open.len();
        let (in_object, parts) = open.last_mut().expect("the outermost stays");
        match token {
            "(" | "[" | "{" => {
                *parts += usize::from(token == "[");
                open.push((token == "{", 0));
            }
            ")" | "]" | "}" if depth > 1 => drop(open.pop()),
            "," if *in_object => *parts = 0,
            _ if begins_part(token) => *parts += 1,
            _ => {}
        }
        if open.len() > BRACKETS_MAX {
            return Err(format!("Brackets lie more than {BRACKETS_MAX} deep in each other."));
        }
        if open.iter().map(|(_, parts)| parts).sum::<usize>() > PARTS_MAX {
            return Err(format!("The query has more than {PARTS_MAX} parts in one."));
        }
    }
    Ok(())
}

/// Words, and signs one by one; those in strings too, which makes the bound narrower and nothing worse.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(|c: char| !is_word(c)).flat_map(|piece| {
        let word = piece.trim_end_matches(|c| !is_word(c));
        [word, &piece[word.len()..]]
    })
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn begins_part(token: &str) -> bool {
    let words = ["if", "elif", "try", "reduce", "foreach", "def", "label", "and", "or", "as"];
    let signs = ["|", "-", "+", "*", "%", "<", ">", ",", "/", "=", "?", "."];
    words.contains(&token) || signs.contains(&token)
}
