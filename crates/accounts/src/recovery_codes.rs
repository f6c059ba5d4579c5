//! Recovery codes: ten one-time codes that set a new password.

use data_encoding::BASE32_NOPAD;
use minicbor::bytes::ByteArray;
use sapa_kernel::{AccountId, SignedIn};
use sapa_store::{Read, StoreError, Tx};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::Error;
use crate::attempts::{Attempt, password_was_right};
use crate::keys::RECOVERY_CODES;
use crate::model::RecoveryCodes;
use crate::notices::touch_me;
use crate::secret::{Secret, same};

/// Codes that an account gets at once.
const CODES: usize = 10;
/// Characters of a code, without the dash: 50 bits.
const CODE_LENGTH: usize = 10;
/// Random bytes drawn for a code.
const CODE_BYTES: usize = 7;
/// Random bytes that [`NewCodes::from_random`] needs: a salt, then each code.
pub const RECOVERY_CODE_SECRETS: usize = 16 + CODES * CODE_BYTES;

/// Fresh codes: the texts for the person, the hashes for the cell.
#[derive(Clone)]
pub struct NewCodes {
    texts: Vec<String>,
    row: RecoveryCodes,
}

impl std::fmt::Debug for NewCodes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NewCodes(…)")
    }
}

impl NewCodes {
    /// The codes of these bytes, which the operating system drew.
    pub fn from_random(random: &[u8; RECOVERY_CODE_SECRETS]) -> Self {
        let (salt, rest) = random
            .split_first_chunk::<16>()
            .expect("the array is longer");
        let plain: Vec<String> = rest
            .chunks_exact(CODE_BYTES)
            .map(|bytes| BASE32_NOPAD.encode(bytes).to_ascii_lowercase()[..CODE_LENGTH].to_owned())
            .collect();
        let left = plain.iter().map(|code| hash(salt, code)).collect();
        let texts = plain
            .iter()
            .map(|code| {
                let (start, end) = code.split_at(CODE_LENGTH / 2);
                format!("{start}-{end}")
            })
            .collect();
        Self {
            texts,
            row: RecoveryCodes {
                salt: ByteArray::from(*salt),
                left,
            },
        }
    }

    /// The codes, to be shown once: `xxxxx-xxxxx` of a-z and 2-7.
    pub fn texts(&self) -> &[String] {
        &self.texts
    }
}

/// New recovery codes, shown once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct RecoveryCodesMade {
    /// Ten codes, each good for one new password.
    pub recovery_codes: Vec<String>,
}

/// Replaces all of the caller's codes. The password has been verified.
///
/// # Errors
/// [`Error::WrongCredentials`] if the password changed meanwhile.
pub fn renew_recovery_codes(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    attempt: &Attempt,
    codes: &NewCodes,
) -> Result<RecoveryCodesMade, Error> {
    password_was_right(tx, actor, attempt)?;
    put_codes(tx, actor.account, codes)?;
    touch_me(tx, actor.account)?;
    Ok(RecoveryCodesMade {
        recovery_codes: codes.texts.clone(),
    })
}

pub(crate) fn put_codes(
    tx: &mut Tx<'_>,
    account: AccountId,
    codes: &NewCodes,
) -> Result<(), StoreError> {
    RECOVERY_CODES.put(tx, &(account,), &codes.row)
}

/// Uses a code up. None if it does not hold, else how many are left.
pub(crate) fn use_code(
    tx: &mut Tx<'_>,
    account: AccountId,
    code: &Secret,
) -> Result<Option<u32>, StoreError> {
    let Some(mut row) = RECOVERY_CODES.get(tx, &(account,))? else {
        return Ok(None);
    };
    let Some(at) = place_of(&row, code) else {
        return Ok(None);
    };
    row.left.remove(at);
    RECOVERY_CODES.put(tx, &(account,), &row)?;
    Ok(Some(u32::try_from(row.left.len()).unwrap_or(u32::MAX)))
}

/// Whether the account has this code left: asked before the work of hashing a new password.
pub(crate) fn has_code(
    read: &dyn Read,
    account: AccountId,
    code: &Secret,
) -> Result<bool, StoreError> {
    let row = RECOVERY_CODES.get(read, &(account,))?;
    Ok(row.is_some_and(|row| place_of(&row, code).is_some()))
}

fn place_of(row: &RecoveryCodes, code: &Secret) -> Option<usize> {
    // People read 0, 1 and 8 where the alphabet has o, l and b.
    let plain: String = code
        .reveal()
        .chars()
        .take(64)
        .filter(|c| c.is_ascii_alphanumeric())
        .map(|c| match c.to_ascii_lowercase() {
            '0' => 'o',
            '1' => 'l',
            '8' => 'b',
            other => other,
        })
        .collect();
    let given = hash(&row.salt, &plain);
    row.left.iter().position(|left| same(&**left, &*given))
}

/// A code has 50 random bits and at most ten attempts before a cool-down, so that a fast hash is enough; the salt
/// keeps one list of hashes from serving all accounts.
fn hash(salt: &[u8; 16], code: &str) -> ByteArray<32> {
    let mut hash = Sha256::new();
    hash.update(b"sapa recovery code");
    hash.update(salt);
    hash.update(code.as_bytes());
    ByteArray::from(<[u8; 32]>::from(hash.finalize()))
}
