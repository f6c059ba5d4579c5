use std::io;

use super::not_opened;
use crate::StoreError;

#[test]
fn a_machine_that_refuses_is_no_damage() {
    let said = |kind: io::ErrorKind| not_opened(&fjall::Error::Io(kind.into()));
    assert_eq!(said(io::ErrorKind::StorageFull), StoreError::DiskFull);
    let denied = |error| matches!(error, StoreError::Denied(_));
    assert!(denied(said(io::ErrorKind::PermissionDenied)));
    assert!(denied(not_opened(&fjall::Error::Locked)));
    let below = fjall::LsmError::from(io::Error::from(io::ErrorKind::StorageFull));
    let below = not_opened(&fjall::Error::Storage(below));
    assert_eq!(below, StoreError::DiskFull);
    let damaged = said(io::ErrorKind::UnexpectedEof);
    assert!(matches!(damaged, StoreError::Io(_)), "{damaged}");
}
