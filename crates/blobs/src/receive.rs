//! Takes the body of an upload from the network to a temporary file, so that slow senders hold disk and
//! not memory.

use std::path::Path;

use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use tempfile::TempPath;
use tokio::io::AsyncWriteExt;

use crate::{Error, MAX_UPLOAD_BYTES};

/// The received body, deleted when dropped.
#[derive(Debug)]
pub struct Spooled {
    path: TempPath,
    size: u64,
}

/// Why a body was not received.
#[derive(Debug, thiserror::Error)]
pub enum ReceiveError<E> {
    /// Larger than allowed.
    #[error(transparent)]
    Refused(#[from] Error),
    /// The sender's connection failed.
    #[error("the connection failed")]
    Connection(E),
    /// The temporary file could not be written.
    #[error("the temporary file could not be written")]
    Spool(#[from] std::io::Error),
}

impl Spooled {
    /// Bytes received.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// All bytes; blocks on the disk.
    ///
    /// # Errors
    /// If the temporary file cannot be read.
    pub fn read(&self) -> std::io::Result<Vec<u8>> {
        std::fs::read(&self.path)
    }
}

/// Writes the body to a new temporary file in `directory`; stops at the first byte over the limit. The
/// file needs no sync: it is nothing until it has been processed and stored.
///
/// # Errors
/// [`Error::TooLarge`], or a failing connection or disk.
pub async fn receive<E>(
    body: impl Stream<Item = Result<Bytes, E>>,
    directory: &Path,
) -> Result<Spooled, ReceiveError<E>> {
    let (file, path) = tempfile::Builder::new()
        .prefix("upload-")
        .tempfile_in(directory)?
        .into_parts();
    let mut file = tokio::fs::File::from_std(file);
    let mut size: u64 = 0;
    let mut body = std::pin::pin!(body);
    while let Some(piece) = body.next().await {
        let piece = piece.map_err(ReceiveError::Connection)?;
        size += piece.len() as u64;
        if size > MAX_UPLOAD_BYTES {
            return Err(Error::TooLarge {
                limit: MAX_UPLOAD_BYTES,
            }
            .into());
        }
        file.write_all(&piece).await?;
    }
    file.flush().await?;
    Ok(Spooled { path, size })
}
