//! Passwords: what is accepted as one, and the verifier that is kept of it.

use argon2::{Algorithm, Argon2, Params, Version};
use minicbor::bytes::ByteArray;

use crate::Error;
use crate::argon2_memory::argon2_hash;
use crate::handle::Handle;
use crate::model::StoredVerifier;
use crate::secret::{Secret, same};

/// Characters of a password, at least.
const MIN_PASSWORD: usize = 10;
/// Characters of a password, at most.
const MAX_PASSWORD: usize = 256;
/// Bytes of a password, at most.
const MAX_PASSWORD_BYTES: usize = 1024;

/// What is tried first against any account, of ten characters and more. Compared in lower case without marks.
const COMMON: &[&str] = &[
    "0123456789",
    "0987654321",
    "1234567890",
    "12345678910",
    "123456789a",
    "1234567891",
    "1029384756",
    "1111111111",
    "1122334455",
    "1234512345",
    "1q2w3e4r5t",
    "1q2w3e4r5t6y",
    "1qaz2wsx3edc",
    "123qweasdzxc",
    "9876543210",
    "a123456789",
    "aa12345678",
    "abc1234567",
    "abc123456789",
    "abcd123456",
    "abcdefghij",
    "adminadmin",
    "administrator",
    "asdfghjkl1",
    "asdfghjkl;",
    "basketball",
    "bismillah123",
    "changeme123",
    "chocolate1",
    "football123",
    "helloworld",
    "iloveyou12",
    "iloveyou123",
    "indonesia1",
    "indonesia123",
    "jakarta123",
    "letmein123",
    "liverpool1",
    "loveyou123",
    "merdeka1945",
    "michaeljordan",
    "motdepasse",
    "mypassword",
    "passw0rd12",
    "password00",
    "password01",
    "password10",
    "password11",
    "password12",
    "password123",
    "password1234",
    "password12345",
    "password123456",
    "passwordpassword",
    "princess123",
    "qazwsxedcrfv",
    "qwer123456",
    "qwerty1234",
    "qwerty12345",
    "qwerty123456",
    "qwertyuiop",
    "q1w2e3r4t5",
    "sapasapasapa",
    "sayang1234",
    "sayangku123",
    "secret1234",
    "spongebob1",
    "superman123",
    "terserah123",
    "testing1234",
    "welcome123",
    "woaini1314",
    "woaini520",
    "woaini5201314",
    "zxcvbnm123",
    "zxcvbnmasdf",
];

/// The cost of a verifier: Argon2id's memory, passes and lanes.
///
/// The default is the first choice of the OWASP Password Storage Cheat Sheet: 19 MiB, two passes, one lane. It
/// costs about 25 ms of one core. Verifiers keep the cost they were made with; signing in renews one of another cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hashing {
    /// KiB of memory.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Default for Hashing {
    fn default() -> Self {
        Self {
            memory_kib: 19 * 1024,
            passes: 2,
            lanes: 1,
        }
    }
}

impl Hashing {
    /// As cheap as the algorithm allows: for tests alone.
    pub const CHEAP: Self = Self {
        memory_kib: 8,
        passes: 1,
        lanes: 1,
    };

    /// Whether Argon2 knows this cost and a machine can bear it: up to 1 GiB and 100 passes. A verifier of another cost
    /// holds for no password.
    pub fn is_possible(self) -> bool {
        self.memory_kib <= 1 << 20
            && self.passes <= 100
            && Params::new(self.memory_kib, self.passes, self.lanes, Some(32)).is_ok()
    }
}

/// Refuses what would be no protection.
///
/// # Errors
/// [`Error::PasswordWeak`] with the reason.
pub fn check_password(password: &Secret, handle: &Handle) -> Result<(), Error> {
    let text = password.reveal();
    let chars = text.chars().count();
    let weak = |reason| Err(Error::PasswordWeak(reason));
    if chars < MIN_PASSWORD {
        return weak("too_short");
    }
    if chars > MAX_PASSWORD || text.len() > MAX_PASSWORD_BYTES {
        return weak("too_long");
    }
    let lower = text.to_lowercase();
    let plain = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    let (read, name) = (plain(&lower), plain(handle.as_str()));
    let repeats_handle = !name.is_empty() && read.replace(&name, "").chars().count() < 4;
    if repeats_handle && read.contains(&name) {
        return weak("like_the_handle");
    }
    let repeats_itself = (1..=4).any(|period| {
        let all: Vec<char> = lower.chars().collect();
        all.iter().zip(all.iter().skip(period)).all(|(a, b)| a == b)
    });
    if repeats_itself || COMMON.contains(&lower.as_str()) || COMMON.contains(&read.as_str()) {
        return weak("common");
    }
    Ok(())
}

/// What is kept of a password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verifier(StoredVerifier);

impl Verifier {
    /// The verifier of a password. Slow on purpose, and large in memory: it runs on a thread that may block, behind
    /// a semaphore. The salt comes from the operating system.
    pub fn of(password: &Secret, hashing: Hashing, salt: [u8; 16]) -> Self {
        let stored = StoredVerifier {
            memory_kib: hashing.memory_kib,
            passes: hashing.passes,
            lanes: hashing.lanes,
            salt: ByteArray::from(salt),
            hash: ByteArray::from(derive(password, hashing, &salt).unwrap_or_default()),
        };
        Self(stored)
    }

    /// A verifier that no password has: checked for accounts that do not exist, so that the answer takes as long.
    pub(crate) fn of_nobody(hashing: Hashing) -> Self {
        Self(StoredVerifier {
            memory_kib: hashing.memory_kib,
            passes: hashing.passes,
            lanes: hashing.lanes,
            salt: ByteArray::from([0; 16]),
            hash: ByteArray::from([0; 32]),
        })
    }

    pub(crate) fn stored(stored: StoredVerifier) -> Self {
        Self(stored)
    }

    pub(crate) fn to_stored(&self) -> StoredVerifier {
        self.0.clone()
    }

    /// Whether this is the password. As slow as [`Verifier::of`].
    pub fn holds(&self, password: &Secret) -> bool {
        // A longer text is no password of anybody, and must not be a way to keep the processor busy.
        let nobodys = *self.0.hash == [0; 32] || password.reveal().len() > MAX_PASSWORD_BYTES;
        let derived = derive(password, self.hashing(), &*self.0.salt);
        let equal = derived.is_some_and(|hash| same(&hash, &*self.0.hash));
        equal && !nobodys
    }

    /// The cost that it was made with.
    pub fn hashing(&self) -> Hashing {
        Hashing {
            memory_kib: self.0.memory_kib,
            passes: self.0.passes,
            lanes: self.0.lanes,
        }
    }
}

/// None if the cost is outside of what Argon2 allows: such a verifier never holds.
fn derive(password: &Secret, hashing: Hashing, salt: &[u8]) -> Option<[u8; 32]> {
    let text = password.reveal();
    let bounded = &text.as_bytes()[..text.len().min(MAX_PASSWORD_BYTES + 1)];
    let params = Params::new(hashing.memory_kib, hashing.passes, hashing.lanes, Some(32)).ok()?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    argon2_hash(&argon2, bounded, salt)
}
