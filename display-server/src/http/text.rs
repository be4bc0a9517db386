//! Text from people: it reaches printers, speech, tables and pages, so it is stripped of what could mislead them.

/// How many characters of a text from people are kept.
const TEXT_LIMIT: usize = 200;

/// Strips control characters and marks of writing direction, and caps the length.
#[must_use]
pub(crate) fn clean(text: &str) -> String {
    text.chars()
        .filter(|letter| !letter.is_control() && !is_direction_mark(*letter))
        .take(TEXT_LIMIT)
        .collect()
}

/// The explicit directional marks of Unicode (UAX #9), and the byte order mark.
fn is_direction_mark(letter: char) -> bool {
    matches!(
        letter,
        '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_and_direction_marks_are_stripped_and_length_is_capped() {
        assert_eq!(clean("紙\u{202E}張\n用完\u{7}"), "紙張用完");
        assert_eq!(clean(&"長".repeat(1000)).chars().count(), TEXT_LIMIT);
    }
}
