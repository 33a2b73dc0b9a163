//! Two texts beside each other: which stretches of each the other one does not have.

/// Words of both texts, multiplied, that are compared one by one; beyond that, only their common beginning and end are found.
const PAIRS_MAX: usize = 1_000_000;

/// A stretch of a text, and whether the other one has it too.
pub(super) type Stretch = (String, bool);

/// Both texts in stretches.
pub(super) fn marked(before: &str, after: &str) -> (Vec<Stretch>, Vec<Stretch>) {
    let (old, new) = (words(before), words(after));
    let start = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let (old_rest, new_rest) = (&old[start..], &new[start..]);
    let end = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(old, new)| old == new).count();
    let (old_middle, new_middle) = (&old_rest[..old_rest.len() - end], &new_rest[..new_rest.len() - end]);
    let common = common(old_middle, new_middle);
    let flags = |of: fn(&(usize, usize)) -> usize, middle: usize| {
        let mut flags = vec![false; middle];
        common.iter().for_each(|pair| flags[of(pair)] = true);
        let mut all = vec![true; start];
        all.extend(flags);
        all.extend(vec![true; end]);
        all
    };
    let old_flags = flags(|pair| pair.0, old_middle.len());
    let new_flags = flags(|pair| pair.1, new_middle.len());
    (stretches(&old, old_flags), stretches(&new, new_flags))
}

/// Words, numbers and single marks, in their order.
fn words(text: &str) -> Vec<&str> {
    let is_part = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '.' | '-');
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let word = rest.find(|letter| !is_part(letter)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(if word == 0 { first.len_utf8() } else { word });
        words.push(word);
        rest = after;
    }
    words
}

/// The places of a longest common sequence.
fn common(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    if PAIRS_MAX < old.len() * new.len() {
        return vec![];
    }
    // How long the sequence is from each pair of places on.
    let width = new.len() + 1;
    let mut lengths = vec![0_u32; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            lengths[i * width + j] = if old[i] == new[j] {
                lengths[(i + 1) * width + j + 1] + 1
            } else {
                lengths[(i + 1) * width + j].max(lengths[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j, mut found) = (0, 0, vec![]);
    while i < old.len() && j < new.len() {
        if old[i] == new[j] {
            found.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if lengths[i * width + j + 1] <= lengths[(i + 1) * width + j] {
            i += 1;
        } else {
            j += 1;
        }
    }
    found
}

/// Words joined. Marks between two changes are part of the change: a comma that both have means nothing there.
fn stretches(words: &[&str], flags: Vec<bool>) -> Vec<Stretch> {
    let joined = joined(words.iter().map(|word| (*word).to_owned()).zip(flags));
    let last = joined.len().saturating_sub(1);
    let is_mark = |text: &str| !text.chars().any(char::is_alphanumeric);
    let flagged = joined.into_iter().enumerate().map(|(at, (text, is_common))| {
        let is_between = at != 0 && at != last;
        let is_common = is_common && !(is_between && is_mark(&text));
        (text, is_common)
    });
    self::joined(flagged)
}

fn joined(parts: impl Iterator<Item = Stretch>) -> Vec<Stretch> {
    let mut all: Vec<Stretch> = vec![];
    for (text, is_common) in parts {
        match all.last_mut() {
            Some((known, flag)) if *flag == is_common => known.push_str(&text),
            _ => all.push((text, is_common)),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The texts with what is not common in brackets.
    fn shown(before: &str, after: &str) -> [String; 2] {
        let text = |stretches: Vec<Stretch>| {
            let part = |(text, is_common)| if is_common { text } else { format!("[{text}]") };
            stretches.into_iter().map(part).collect()
        };
        let (old, new) = marked(before, after);
        [text(old), text(new)]
    }

    #[test]
    fn what_is_gone_and_what_is_new_is_marked() {
        assert_eq!(
            shown(r#"{"a":1,"price":84.51}"#, r#"{"a":1,"price":84.51,"cents":8451}"#),
            [r#"{"a":1,"price":84.51}"#, r#"{"a":1,"price":84.51[,"cents":8451]}"#]
        );
        assert_eq!(shown("one two three", "one 2 three"), ["one [two] three", "one [2] three"]);
        assert_eq!(shown("same", "same"), ["same", "same"]);
        assert_eq!(shown("", "new"), ["", "[new]"]);
    }

    #[test]
    fn marks_between_changes_are_no_common_ground() {
        assert_eq!(shown("a,b,c,d", "a,x,y,d"), ["a,[b,c],d", "a,[x,y],d"]);
    }

    #[test]
    fn texts_that_are_too_long_are_compared_from_both_ends() {
        let long = |middle: &str| format!("a {} z", middle.repeat(2_000));
        let [old, _] = shown(&long("1 "), &long("2 "));
        assert!(old.starts_with("a [1 ") && old.ends_with("]  z"), "{old}");
    }
}
