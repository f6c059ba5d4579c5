//! Sessions as dispatch sees them: found by the hash of their token, cached, forgotten on an event.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use sapa_kernel::{AccountId, Fault, SessionId, SignedIn, Timestamp};
use sapa_store::{Read, Tx};
use sha2::{Digest, Sha256};

/// Sessions kept in memory. Beyond it the cache starts anew: a miss costs two reads of the keyspace.
const MAX_CACHED: usize = 100_000;

/// A session that held when it was looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Who, on which device.
    pub signed_in: SignedIn,
    /// Whether this person runs the cell.
    pub operator: bool,
    /// When its use was last written down.
    pub last_used_at: Timestamp,
}

/// How the domain of accounts answers for sessions.
#[derive(Clone, Copy)]
pub struct Authentication {
    /// The session of a token's hash; refuses what is unknown, expired, revoked or suspended.
    pub find: fn(&dyn Read, &[u8; 32]) -> Result<Session, Fault>,
    /// The same session again, inside a write transaction.
    pub recheck: fn(&dyn Read, &SignedIn) -> Result<Session, Fault>,
    /// Writes down that the session is in use, from this address.
    pub touch: fn(&mut Tx<'_>, &SignedIn, &str) -> Result<(), Fault>,
}

/// What the cell stores of a token: its SHA-256. A token is 32 random bytes, so no salt is needed.
pub fn token_hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// Sessions by the hash of their token.
///
/// A session looked up in a snapshot may end before it is inserted. `generation` counts the endings seen;
/// an insertion whose look-up began under an earlier generation is dropped.
#[derive(Default)]
pub(crate) struct SessionCache {
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    generation: u64,
    sessions: HashMap<[u8; 32], Session>,
    tokens: HashMap<SessionId, [u8; 32]>,
}

impl SessionCache {
    /// The cached session, or the generation under which a look-up may be inserted.
    pub(crate) fn get(&self, hash: &[u8; 32]) -> Result<Session, u64> {
        let inner = self.lock();
        inner.sessions.get(hash).cloned().ok_or(inner.generation)
    }

    /// Remembers a look-up that began under `generation`.
    pub(crate) fn insert(&self, generation: u64, hash: [u8; 32], session: Session) {
        let mut inner = self.lock();
        if inner.generation != generation {
            return;
        }
        if inner.sessions.len() >= MAX_CACHED {
            inner.sessions.clear();
            inner.tokens.clear();
        }
        inner.tokens.insert(session.signed_in.session, hash);
        inner.sessions.insert(hash, session);
    }

    /// Notes that a session's use has been written down.
    pub(crate) fn touched(&self, session: SessionId, at: Timestamp) {
        let inner = &mut *self.lock();
        if let Some(cached) = inner
            .tokens
            .get(&session)
            .and_then(|hash| inner.sessions.get_mut(hash))
        {
            cached.last_used_at = at;
        }
    }

    /// Forgets a session that ended.
    pub(crate) fn forget_session(&self, session: SessionId) {
        let inner = &mut *self.lock();
        inner.generation += 1;
        if let Some(hash) = inner.tokens.remove(&session) {
            inner.sessions.remove(&hash);
        }
    }

    /// Forgets every session of an account whose standing changed.
    pub(crate) fn forget_account(&self, account: AccountId) {
        let inner = &mut *self.lock();
        inner.generation += 1;
        inner
            .sessions
            .retain(|_, session| session.signed_in.account != account);
        inner
            .tokens
            .retain(|_, hash| inner.sessions.contains_key(hash));
    }

    /// Forgets everything: it is not known what has ended.
    pub(crate) fn forget_all(&self) {
        let mut inner = self.lock();
        inner.generation += 1;
        inner.sessions.clear();
        inner.tokens.clear();
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Inner> {
        // A panic cannot leave the maps half changed in a way that grants access: a poisoned lock is used on.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
