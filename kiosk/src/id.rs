//! Ids made by the kiosk: 128 random bits as 32 lower-case hex digits.

/// The system gave no randomness; nothing that needs an id can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the system gave no random bits; restart the device")]
pub struct NoRandomness;

/// A new id for a press, or a visitor's token.
pub fn new_id() -> Result<String, NoRandomness> {
    let bytes: [u8; 16] = random()?;
    Ok(hex::encode(bytes))
}

/// Random bytes.
pub fn random<const N: usize>() -> Result<[u8; N], NoRandomness> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| NoRandomness)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_id_is_32_lower_case_hex_digits_and_no_two_are_alike() {
        let (one, other) = (super::new_id().unwrap(), super::new_id().unwrap());
        assert_eq!(one.len(), 32);
        assert!(
            one.bytes()
                .all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
        );
        assert_ne!(one, other);
    }
}
