//! Text before it is drawn: control characters out, length bounded.

/// Code points of the general category Cf (Unicode 16.0, `DerivedGeneralCategory.txt`): invisible, and able to turn a line around.
const FORMAT_CHARACTERS: [(u32, u32); 21] = [
    (0x00AD, 0x00AD),
    (0x0600, 0x0605),
    (0x061C, 0x061C),
    (0x06DD, 0x06DD),
    (0x070F, 0x070F),
    (0x0890, 0x0891),
    (0x08E2, 0x08E2),
    (0x180E, 0x180E),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x2064),
    (0x2066, 0x206F),
    (0xFEFF, 0xFEFF),
    (0xFFF9, 0xFFFB),
    (0x1_10BD, 0x1_10BD),
    (0x1_10CD, 0x1_10CD),
    (0x1_3430, 0x1_343F),
    (0x1_BCA0, 0x1_BCA3),
    (0x1_D173, 0x1_D17A),
    (0xE_0001, 0xE_0001),
    (0xE_0020, 0xE_007F),
];

/// The text without Cc, Cf, U+2028 and U+2029, at most `limit` characters, the last of them "…" when something was cut off.
pub(super) fn clean(text: &str, limit: usize) -> String {
    let mut kept: Vec<char> = text.chars().filter(|c| is_drawn(*c)).take(limit + 1).collect();
    if kept.len() > limit {
        kept.truncate(limit.saturating_sub(1));
        kept.push('…');
    }
    kept.into_iter().collect::<String>().trim().to_owned()
}

fn is_drawn(character: char) -> bool {
    let code = u32::from(character);
    let is_format = FORMAT_CHARACTERS
        .iter()
        .any(|(first, last)| (*first..=*last).contains(&code));
    !(character.is_control() || is_format || matches!(character, '\u{2028}' | '\u{2029}'))
}
