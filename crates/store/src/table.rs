//! Typed tables: the only way that domains touch rows.

use std::marker::PhantomData;
use std::ops::Bound;

use crate::key::{Key, PrefixOf};
use crate::prefixes::Prefix;
use crate::read::after_prefix;
use crate::{RawScan, Read, StoreError, Tx, Value, value};

/// The rows under one prefix: keys of type `K`, values of type `V`.
pub struct Table<K, V> {
    prefix: Prefix,
    rows: PhantomData<fn(K) -> V>,
}

impl<K, V> Clone for Table<K, V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K, V> Copy for Table<K, V> {}

impl<K, V> std::fmt::Debug for Table<K, V> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Table").field(&self.prefix.name).finish()
    }
}

impl<K, V> Table<K, V> {
    /// The table at a prefix of `prefixes.rs`.
    pub const fn new(prefix: Prefix) -> Self {
        Self {
            prefix,
            rows: PhantomData,
        }
    }

    /// Where the table's rows lie.
    pub const fn prefix(&self) -> Prefix {
        self.prefix
    }
}

impl<K: Key, V: Value> Table<K, V> {
    /// The encoded key, prefix included: for tests and tools.
    pub fn raw_key(&self, key: &K) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(64);
        bytes.extend_from_slice(&self.prefix.bytes());
        key.encode_key(&mut bytes);
        bytes
    }

    /// The value at a key.
    pub fn get(&self, read: &dyn Read, key: &K) -> Result<Option<V>, StoreError> {
        read.get_raw(&self.raw_key(key))?
            .map(|bytes| self.decode_value(&bytes))
            .transpose()
    }

    /// Whether there is a row at a key.
    pub fn contains(&self, read: &dyn Read, key: &K) -> Result<bool, StoreError> {
        read.contains_raw(&self.raw_key(key))
    }

    /// Writes the row at a key, whether or not there was one.
    pub fn put(&self, tx: &mut Tx<'_>, key: &K, value: &V) -> Result<(), StoreError> {
        let encoded = match value::encode(value) {
            Ok(encoded) => encoded,
            Err(error) => return Err(tx.refuse(error)),
        };
        tx.put_raw(&self.raw_key(key), encoded)
    }

    /// Removes the row at a key, if there is one.
    pub fn delete(&self, tx: &mut Tx<'_>, key: &K) -> Result<(), StoreError> {
        tx.delete_raw(&self.raw_key(key))
    }

    /// The rows of a range, in order.
    pub fn scan(&self, read: &dyn Read, scan: Scan<K>) -> Result<Vec<(K, V)>, StoreError> {
        let mut rows = Vec::new();
        self.visit(read, scan, |key, value| {
            rows.push((key, value));
            true
        })?;
        Ok(rows)
    }

    /// The keys of a range, in order: values are not decoded.
    pub fn keys(&self, read: &dyn Read, scan: Scan<K>) -> Result<Vec<K>, StoreError> {
        let mut keys = Vec::new();
        let mut failed = None;
        read.visit_raw(&scan.raw(self.prefix), &mut |key, _| {
            match self.decode_key(key) {
                Ok(key) => keys.push(key),
                Err(error) => failed = Some(error),
            }
            failed.is_none()
        })?;
        failed.map_or(Ok(keys), Err)
    }

    /// Hands the rows of a range to `visit` one by one, until it returns false: for ranges of unknown length.
    pub fn visit(
        &self,
        read: &dyn Read,
        scan: Scan<K>,
        mut visit: impl FnMut(K, V) -> bool,
    ) -> Result<(), StoreError> {
        let mut failed = None;
        read.visit_raw(&scan.raw(self.prefix), &mut |key, value| {
            let row = self
                .decode_key(key)
                .and_then(|key| Ok((key, self.decode_value(value)?)));
            match row {
                Ok((key, value)) => visit(key, value),
                Err(error) => {
                    failed = Some(error);
                    false
                }
            }
        })?;
        failed.map_or(Ok(()), Err)
    }

    /// The first row of a range in its direction.
    pub fn first(&self, read: &dyn Read, scan: Scan<K>) -> Result<Option<(K, V)>, StoreError> {
        Ok(self.scan(read, scan.limit(1))?.pop())
    }

    /// The last row of a range in its direction.
    pub fn last(&self, read: &dyn Read, scan: Scan<K>) -> Result<Option<(K, V)>, StoreError> {
        let reversed = !scan.reverse;
        Ok(self
            .scan(
                read,
                Scan {
                    reverse: reversed,
                    ..scan
                }
                .limit(1),
            )?
            .pop())
    }

    /// How many rows a range has: it walks them, so give a limit.
    pub fn count(&self, read: &dyn Read, scan: Scan<K>) -> Result<usize, StoreError> {
        let mut count = 0;
        read.visit_raw(&scan.raw(self.prefix), &mut |_, _| {
            count += 1;
            true
        })?;
        Ok(count)
    }

    fn decode_key(&self, key: &[u8]) -> Result<K, StoreError> {
        K::decode_key(&key[2..]).map_err(|error| StoreError::unreadable(self.prefix.name, error))
    }

    fn decode_value(&self, bytes: &[u8]) -> Result<V, StoreError> {
        V::decode_value(bytes).map_err(|error| StoreError::unreadable(self.prefix.name, error))
    }
}

/// Which rows of a table: a range, a direction, a limit.
#[derive(Debug, Clone)]
pub struct Scan<K> {
    under: Vec<u8>,
    lower: Bound<Vec<u8>>,
    upper: Bound<Vec<u8>>,
    reverse: bool,
    limit: usize,
    keys: PhantomData<fn(K)>,
}

fn encoded<K: Key>(key: &K) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(64);
    key.encode_key(&mut bytes);
    bytes
}

impl<K: Key> Scan<K> {
    /// The whole table.
    pub fn all() -> Self {
        Self::under(&())
    }

    /// The rows whose keys begin with these parts.
    pub fn under<P: PrefixOf<K>>(prefix: &P) -> Self {
        Self {
            under: encoded(prefix),
            lower: Bound::Unbounded,
            upper: Bound::Unbounded,
            reverse: false,
            limit: usize::MAX,
            keys: PhantomData,
        }
    }

    /// Only this key and those after it.
    #[must_use]
    pub fn from(mut self, key: &K) -> Self {
        self.lower = Bound::Included(encoded(key));
        self
    }

    /// Only keys after this one.
    #[must_use]
    pub fn after(mut self, key: &K) -> Self {
        self.lower = Bound::Excluded(encoded(key));
        self
    }

    /// Only keys before this one.
    #[must_use]
    pub fn before(mut self, key: &K) -> Self {
        self.upper = Bound::Excluded(encoded(key));
        self
    }

    /// Only this key and those before it.
    #[must_use]
    pub fn up_to(mut self, key: &K) -> Self {
        self.upper = Bound::Included(encoded(key));
        self
    }

    /// From the end to the start. The bounds keep their meaning in key order.
    #[must_use]
    pub fn reverse(mut self) -> Self {
        self.reverse = true;
        self
    }

    /// Rows at most.
    #[must_use]
    pub fn limit(mut self, rows: usize) -> Self {
        self.limit = rows;
        self
    }

    fn raw(self, prefix: Prefix) -> RawScan {
        let with_prefix = |bytes: &[u8]| [&prefix.bytes(), bytes].concat();
        let under = with_prefix(&self.under);
        let end_of_under = after_prefix(&under);
        // A bound outside of `under` must not widen the range.
        let start = match self.lower {
            Bound::Included(key) if with_prefix(&key) > under => Bound::Included(with_prefix(&key)),
            Bound::Excluded(key) if with_prefix(&key) >= under => {
                Bound::Excluded(with_prefix(&key))
            }
            _ => Bound::Included(under),
        };
        let within = |key: &Vec<u8>| end_of_under.as_ref().is_none_or(|end| key < end);
        let whole = || {
            end_of_under
                .clone()
                .map_or(Bound::Unbounded, Bound::Excluded)
        };
        let end = match self.upper {
            Bound::Included(key) => Some(with_prefix(&key))
                .filter(within)
                .map_or_else(whole, Bound::Included),
            Bound::Excluded(key) => Some(with_prefix(&key))
                .filter(within)
                .map_or_else(whole, Bound::Excluded),
            Bound::Unbounded => whole(),
        };
        RawScan {
            start,
            end,
            reverse: self.reverse,
            limit: self.limit,
        }
    }
}
