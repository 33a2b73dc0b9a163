//! How near a thing is to what somebody typed.

/// What a word costs that stands in the text of a thing, and not in its name.
const IN_TEXT: u32 = 10;
/// A word as short as this is looked for at the beginning of words only: it lies within too many.
const SHORT: usize = 2;
/// Endings without which a word means the same, the longest first.
const ENDINGS: [&str; 8] = ["ings", "ing", "ies", "ied", "ed", "en", "es", "s"];
/// Letters that the rest of a word has at least.
const STEM_MIN: usize = 3;

/// Words that all have to be found, in any order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Wanted(Vec<String>);

impl Wanted {
    pub(crate) fn of(typed: &str) -> Self {
        Self(typed.to_lowercase().split_whitespace().map(str::to_owned).collect())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How far a thing is from it: 0 where its name has all words as they are, more where a word only begins like one of
    /// them or stands in the text. `None` where one is nowhere.
    pub(crate) fn distance(&self, name: &str, text: &str) -> Option<u32> {
        let (name, text) = (name.to_lowercase(), text.to_lowercase());
        let one = |word: &String| nearness(&name, word).or_else(|| Some(IN_TEXT + nearness(&text, word)?));
        self.0.iter().map(one).sum()
    }

    /// Things that are found, the nearest first; those as near as each other stay in their order.
    pub(crate) fn nearest<'t, T>(&self, all: &'t [T], words: impl Fn(&T) -> (String, String)) -> Vec<&'t T> {
        let near = |thing: &'t T| {
            let (name, text) = words(thing);
            Some((self.distance(&name, &text)?, thing))
        };
        let mut found: Vec<_> = all.iter().filter_map(near).collect();
        found.sort_by_key(|(distance, _)| *distance);
        found.into_iter().map(|(_, thing)| thing).collect()
    }
}

/// 0 where a text has a word as it is, 1 where it begins with it, 2 where a word of it begins with it, 3 with what is left
/// of it without its ending, 4 where it stands within a word.
fn nearness(text: &str, word: &str) -> Option<u32> {
    let at = |sought: &str| {
        let places = text.match_indices(sought).map(|(at, _)| {
            let begins = !text[..at].ends_with(char::is_alphanumeric);
            let ends = !text[at + sought.len()..].starts_with(char::is_alphanumeric);
            match (begins, ends) {
                (true, true) => 0,
                (true, false) if at == 0 => 1,
                (true, false) => 2,
                (false, _) => 4,
            }
        });
        places.min()
    };
    let begun = |nearness: &u32| *nearness <= 2;
    let whole = at(word);
    let stem = || at(stem(word)).filter(begun).map(|_| 3);
    let within = whole.filter(|_| SHORT < word.chars().count());
    whole.filter(begun).or_else(stem).or(within)
}

/// A word without its ending: `order` of `ordering`, `writ` of `write` and `written`.
fn stem(word: &str) -> &str {
    let long = |rest: &&str| STEM_MIN <= rest.chars().count();
    let cut = ENDINGS.iter().find_map(|ending| word.strip_suffix(ending).filter(long)).unwrap_or(word);
    let cut = cut.strip_suffix('e').filter(long).unwrap_or(cut);
    let mut letters = cut.chars().rev();
    match (letters.next(), letters.next()) {
        // `splitt`
        (Some(last), Some(before))
            if last == before && !matches!(last, 's' | 'l' | 'e') && long(&cut) && cut.len() < word.len() =>
        {
            &cut[..cut.len() - last.len_utf8()]
        }
        _ => cut,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn distance(typed: &str, name: &str, text: &str) -> Option<u32> {
        Wanted::of(typed).distance(name, text)
    }

    #[test]
    fn a_search_wants_all_of_its_words_in_any_case_and_order() {
        assert!(distance(" Shard  1,000", "Records written", "shard 1,000 records/s").is_some());
        assert!(distance("Shard 1,000", "Records written", "shard").is_none());
        assert_eq!(distance("", "anything", ""), Some(0));
    }

    #[test]
    fn words_are_found_in_their_other_forms() {
        let limit = |typed| distance(typed, "Records written", "limit shard").is_some();
        assert!(limit("limit shard write") && limit("limits writing") && !limit("reading"));
        assert!(
            distance("ordering random keys", "The hot shard", "a random key, and order is lost").is_some()
        );
        assert_eq!(
            [stem("splitting"), stem("retries"), stem("throttled"), stem("open")],
            ["split", "retr", "throttl", "open"]
        );
    }

    #[test]
    fn the_name_counts_more_than_the_text_and_whole_words_more_than_parts() {
        let all = ["Unsharded", "Shards", "Resharding of a shard", "Sharding"];
        let found = Wanted::of("shard").nearest(&all, |name| ((*name).to_owned(), String::new()));
        assert_eq!(found, [&"Resharding of a shard", &"Shards", &"Sharding", &"Unsharded"]);
        assert!(distance("shard", "Merge", "shard") > distance("shard", "Unsharded", ""));
    }
}
