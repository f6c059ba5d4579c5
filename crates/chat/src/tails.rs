//! The newest messages of active conversations, in memory.
//!
//! Fifty rows cost a tenth of a millisecond to scan from the keyspace; nearly all reading is of the newest ones. A tail is
//! filled from what has just been applied and from scans that missed it.
//!
//! A tail knows the `change_no` at which it was whole. Since that counts every change, a snapshot whose head has
//! the same number sees exactly these messages, and any other falls back to the keyspace: the cache can be missing
//! or behind, never wrong.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sapa_kernel::ConversationId;
use sapa_store::{Read, StoreError};

use crate::events::{ChangedEvent, MessageEvent};
use crate::keys::MESSAGES;
use crate::model::{BodyRow, MessageRow};

/// Messages of one conversation that are kept, at most: a page.
const MAX_MESSAGES: usize = 100;

/// Bytes that all tails hold, about, at most: 16 MiB.
const MAX_BYTES: usize = 16 << 20;

/// What a row takes beside its text, about.
const ROW_BYTES: usize = 200;

/// The cache. Cheap to clone; all clones are the same one.
#[derive(Debug, Clone, Default)]
pub struct Tails {
    inner: Arc<Mutex<Inner>>,
}

#[derive(Debug, Default)]
struct Inner {
    tails: HashMap<ConversationId, Tail>,
    /// Conversations by when they were last used.
    by_use: BTreeMap<u64, ConversationId>,
    uses: u64,
    bytes: usize,
}

#[derive(Debug)]
struct Tail {
    /// The conversation's `change_no` at which this is what it ends with.
    change_no: u64,
    /// The number of the first row; the others follow without gaps, to the conversation's end.
    first_no: u64,
    rows: VecDeque<Arc<MessageRow>>,
    last_use: u64,
}

impl Tail {
    fn end_no(&self) -> u64 {
        self.first_no + self.rows.len() as u64
    }
}

fn size_of(row: &MessageRow) -> usize {
    let text = match &row.body {
        BodyRow::Text { text, mentions } => text.len() + mentions.len() * 32,
        BodyRow::Photos { photos, caption } => {
            let text = caption.as_ref().map_or(0, String::len);
            text + photos.len() * 450
        }
        BodyRow::System { event } => event.accounts.len() * 16,
        BodyRow::Recalled { .. } => 0,
        BodyRow::Card { card } => card.text_bytes(),
    };
    ROW_BYTES + text
}

impl Tails {
    /// An empty cache.
    pub fn new() -> Self {
        Self::default()
    }

    /// Bytes held, about: for metrics.
    pub fn bytes(&self) -> usize {
        self.lock().bytes
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        // A tail is replaced as a whole or extended by what is true; a panic between leaves nothing false.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes in a new message and returns its row.
    pub(crate) fn appended(
        &self,
        read: &dyn Read,
        conversation: ConversationId,
        event: MessageEvent,
    ) -> Result<Option<Arc<MessageRow>>, StoreError> {
        let Some(row) = MESSAGES.get(read, &(conversation, event.message_no))? else {
            return Ok(None);
        };
        let row = Arc::new(row);
        let mut inner = self.lock();
        match inner.current(conversation, event.change_no) {
            Some(tail) if tail.end_no() == event.message_no => {
                tail.change_no = event.change_no;
                tail.rows.push_back(Arc::clone(&row));
                let dropped = if tail.rows.len() > MAX_MESSAGES {
                    tail.first_no += 1;
                    tail.rows.pop_front()
                } else {
                    None
                };
                inner.bytes += size_of(&row);
                inner.bytes -= dropped.map_or(0, |row| size_of(&row));
                inner.touch(conversation);
            }
            _ => {
                let rows = VecDeque::from([Arc::clone(&row)]);
                inner.insert(conversation, event.change_no, event.message_no, rows);
            }
        }
        inner.make_room();
        Ok(Some(row))
    }

    /// Takes in that a message changed and returns its row.
    pub(crate) fn changed(
        &self,
        read: &dyn Read,
        conversation: ConversationId,
        event: ChangedEvent,
    ) -> Result<Option<Arc<MessageRow>>, StoreError> {
        let Some(row) = MESSAGES.get(read, &(conversation, event.message_no))? else {
            return Ok(None);
        };
        let row = Arc::new(row);
        let mut inner = self.lock();
        if let Some(tail) = inner.current(conversation, event.change_no) {
            tail.change_no = event.change_no;
            let place = event.message_no.checked_sub(tail.first_no);
            let place = place.and_then(|place| usize::try_from(place).ok());
            let mut before = 0;
            let mut after = 0;
            if let Some(held) = place.and_then(|place| tail.rows.get_mut(place)) {
                before = size_of(held);
                after = size_of(&row);
                *held = Arc::clone(&row);
            }
            inner.bytes = inner.bytes + after - before;
        }
        Ok(Some(row))
    }

    /// Takes in a change that touched no message.
    pub(crate) fn passed(&self, conversation: ConversationId, change_no: u64) {
        let mut inner = self.lock();
        if let Some(tail) = inner.current(conversation, change_no) {
            tail.change_no = change_no;
        }
    }

    /// The messages from `first` to `last`, if the tail is that of a head with this `change_no` and has them all.
    pub(crate) fn range(
        &self,
        conversation: ConversationId,
        change_no: u64,
        first: u64,
        last: u64,
    ) -> Option<Vec<Arc<MessageRow>>> {
        let mut inner = self.lock();
        let tail = inner.tails.get(&conversation)?;
        if tail.change_no != change_no || first < tail.first_no || last >= tail.end_no() {
            return None;
        }
        let from = usize::try_from(first - tail.first_no).ok()?;
        let to = usize::try_from(last + 1 - tail.first_no).ok()?;
        let rows = tail.rows.range(from..to.max(from)).cloned().collect();
        inner.touch(conversation);
        Some(rows)
    }

    /// Takes in what a scan of the conversation's end has found.
    pub(crate) fn fill(
        &self,
        conversation: ConversationId,
        change_no: u64,
        first_no: u64,
        rows: &[Arc<MessageRow>],
    ) {
        let mut inner = self.lock();
        let better = inner.tails.get(&conversation).is_none_or(|tail| {
            tail.change_no < change_no
                || (tail.change_no == change_no && tail.rows.len() < rows.len())
        });
        if !better || rows.is_empty() {
            return;
        }
        let skip = rows.len().saturating_sub(MAX_MESSAGES);
        let kept = rows[skip..].iter().cloned().collect();
        inner.insert(conversation, change_no, first_no + skip as u64, kept);
        inner.make_room();
    }
}

impl Inner {
    /// The tail, if it is that of the moment right before this change. One that missed something goes.
    fn current(&mut self, conversation: ConversationId, change_no: u64) -> Option<&mut Tail> {
        let behind = self.tails.get(&conversation)?.change_no;
        if behind + 1 < change_no {
            self.remove(conversation);
        }
        self.tails
            .get_mut(&conversation)
            .filter(|_| behind + 1 == change_no)
    }

    fn insert(
        &mut self,
        conversation: ConversationId,
        change_no: u64,
        first_no: u64,
        rows: VecDeque<Arc<MessageRow>>,
    ) {
        // Events come in order, but a scan may have been quicker: what is newer stays.
        let newer = |tail: &Tail| tail.change_no > change_no;
        if self.tails.get(&conversation).is_some_and(newer) {
            return;
        }
        self.remove(conversation);
        self.bytes += rows.iter().map(|row| size_of(row)).sum::<usize>();
        let tail = Tail {
            change_no,
            first_no,
            rows,
            last_use: 0,
        };
        self.tails.insert(conversation, tail);
        self.touch(conversation);
    }

    fn touch(&mut self, conversation: ConversationId) {
        self.uses += 1;
        if let Some(tail) = self.tails.get_mut(&conversation) {
            self.by_use.remove(&tail.last_use);
            tail.last_use = self.uses;
            self.by_use.insert(self.uses, conversation);
        }
    }

    fn remove(&mut self, conversation: ConversationId) {
        if let Some(tail) = self.tails.remove(&conversation) {
            self.by_use.remove(&tail.last_use);
            self.bytes -= tail.rows.iter().map(|row| size_of(row)).sum::<usize>();
        }
    }

    fn make_room(&mut self) {
        while self.bytes > MAX_BYTES {
            let Some((_, oldest)) = self.by_use.first_key_value() else {
                return;
            };
            let oldest = *oldest;
            self.remove(oldest);
        }
    }
}
