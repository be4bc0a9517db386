//! Text from people: it reaches printers, speech, tables and pages, so it is stripped of what could mislead them.

/// How many characters of a text from people are kept.
const TEXT_LIMIT: usize = 200;

/// Strips what is not seen but acts – controls, format characters, line separators – and caps the length.
#[must_use]
pub(crate) fn clean(text: &str) -> String {
    stripped(text).take(TEXT_LIMIT).collect()
}

/// Strips what is not seen but acts.
pub(crate) fn stripped(text: &str) -> impl Iterator<Item = char> {
    text.chars()
        .filter(|letter| !letter.is_control() && !acts_unseen(*letter))
}

/// Unicode's format characters (general category Cf) that text of ours can meet – direction marks, zero-width joins and
/// spaces, soft hyphen, byte order mark, tags – and the line and paragraph separators.
fn acts_unseen(letter: char) -> bool {
    matches!(
        letter,
        '\u{00AD}'
            | '\u{0600}'..='\u{0605}'
            | '\u{061C}'
            | '\u{180E}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}'
            | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E007F}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_unseen_is_stripped_and_length_is_capped() {
        assert_eq!(clean("紙\u{202E}張\n用\u{200B}\u{2028}完\u{7}\u{AD}"), "紙張用完");
        assert_eq!(clean(&"長".repeat(1000)).chars().count(), TEXT_LIMIT);
    }
}
