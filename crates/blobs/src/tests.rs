//! Uploads from beginning to end, and the storage below them.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::time::Duration;

use bytes::Bytes;
use futures_util::{StreamExt, TryStreamExt, stream};
use sapa_kernel::{AccountId, Coded, Id, SessionId, SignedIn, UploadId};
use sapa_store::jobs as store_jobs;
use sapa_test_kit::TestCell;

use crate::image::{Format, Processed, ProcessedFile};
use crate::jobs::{self, DELETE};
use crate::{
    Blob, Error, MAX_UPLOAD_BYTES, MAX_WAITING_UPLOADS, NewUpload, Purpose, ReceiveError,
    STORING_LIFETIME, Storage, UPLOAD_LIFETIME, Uploaded, begin_upload, complete_upload, discard,
    get, own, receive, release, share, take,
};

fn person(number: u8) -> SignedIn {
    SignedIn {
        account: AccountId::from_bytes([number; 16]),
        session: SessionId::from_bytes([number; 16]),
    }
}

fn processed() -> Processed {
    let file = |name: &'static str, edge: u32| ProcessedFile {
        name,
        format: Format::Jpeg,
        width: edge,
        height: edge,
        bytes: vec![7; edge as usize],
    };
    Processed {
        width: 200,
        height: 200,
        placeholder: "data:image/png;base64,AA".into(),
        files: vec![file("full", 200), file("thumb", 20)],
    }
}

fn plan(random: u8) -> NewUpload {
    NewUpload::plan(Purpose::Photo, &processed(), [random; 16])
}

fn uploaded(cell: &TestCell, actor: &SignedIn, random: u8) -> Uploaded {
    let id = cell
        .write(|tx| begin_upload(tx, actor, plan(random)))
        .unwrap();
    cell.write(|tx| complete_upload(tx, actor, id)).unwrap()
}

fn blob(cell: &TestCell, id: UploadId) -> Option<Blob> {
    cell.read(|read| get(read, id)).unwrap()
}

/// Runs the jobs that are due and says which files they would delete.
fn sweep(cell: &TestCell) -> BTreeSet<String> {
    let deletions = std::sync::Arc::new(std::sync::Mutex::new(BTreeSet::new()));
    let noted = std::sync::Arc::clone(&deletions);
    let handlers = jobs::simple_handlers().on(DELETE, move |_, job| {
        let key = String::from_utf8(job.key.clone()).unwrap();
        noted.lock().unwrap().insert(key);
        Ok(())
    });
    cell.run_due_jobs(&handlers).unwrap();
    deletions.lock().unwrap().clone()
}

fn keys_of(upload: &NewUpload) -> BTreeSet<String> {
    upload
        .blob
        .files
        .iter()
        .map(|file| file.key.clone())
        .collect()
}

#[test]
fn an_upload_can_be_used_by_its_owner_until_it_expires() {
    let cell = TestCell::new();
    let (ana, budi) = (person(1), person(2));
    let upload = uploaded(&cell, &ana, 1);
    assert_eq!((upload.width, upload.bytes), (200, 200));

    let stolen = cell.write(|tx| take(tx, budi.account, upload.upload, Purpose::Photo));
    assert!(matches!(stolen, Err(Error::UploadNotFound)));
    let misused = cell.write(|tx| take(tx, ana.account, upload.upload, Purpose::Avatar));
    assert!(matches!(misused, Err(Error::UploadNotFound)));
    let unknown = cell.write(|tx| {
        let nothing = UploadId::from_bytes([9; 16]);
        take(tx, ana.account, nothing, Purpose::Photo)
    });
    assert!(matches!(unknown, Err(Error::UploadNotFound)));

    let taken = cell.write(|tx| take(tx, ana.account, upload.upload, Purpose::Photo));
    assert_eq!(taken.unwrap().1.references, 2);

    // The deadline holds before the job has run.
    cell.clock().advance(UPLOAD_LIFETIME);
    let late = cell.write(|tx| take(tx, ana.account, upload.upload, Purpose::Photo));
    assert!(matches!(late, Err(Error::UploadNotFound)));
}

#[test]
fn an_unused_upload_goes_with_its_files() {
    let cell = TestCell::new();
    let upload = uploaded(&cell, &person(1), 1);
    cell.clock()
        .advance(UPLOAD_LIFETIME - Duration::from_secs(1));
    assert!(sweep(&cell).is_empty());
    cell.clock().advance(Duration::from_secs(1));
    assert_eq!(sweep(&cell), keys_of(&plan(1)));
    assert_eq!(blob(&cell, upload.upload), None);
    let left = cell.read(|read| store_jobs::pending(read, 10)).unwrap();
    assert!(left.is_empty());
}

#[test]
fn a_used_upload_stays_until_its_last_reference_goes() {
    let cell = TestCell::new();
    let ana = person(1);
    let id = uploaded(&cell, &ana, 1).upload;
    cell.write(|tx| take(tx, ana.account, id, Purpose::Photo))
        .unwrap();
    cell.write(|tx| share(tx, id)).unwrap();
    cell.clock().advance(UPLOAD_LIFETIME);
    assert!(sweep(&cell).is_empty());
    assert_eq!(blob(&cell, id).unwrap().references, 2);

    cell.write(|tx| release(tx, id)).unwrap();
    assert!(sweep(&cell).is_empty());
    cell.write(|tx| release(tx, id)).unwrap();
    assert_eq!(sweep(&cell), keys_of(&plan(1)));
    assert_eq!(blob(&cell, id), None);
    assert!(matches!(
        cell.write(|tx| share(tx, id)),
        Err(Error::NotVisible)
    ));
    cell.write(|tx| release(tx, id)).unwrap();
}

#[test]
fn an_upload_that_is_cut_off_leaves_nothing() {
    let cell = TestCell::new();
    let ana = person(1);
    let id = cell.write(|tx| begin_upload(tx, &ana, plan(1))).unwrap();
    let early = cell.write(|tx| take(tx, ana.account, id, Purpose::Photo));
    assert!(
        matches!(early, Err(Error::UploadNotFound)),
        "its bytes are not there"
    );
    cell.clock().advance(STORING_LIFETIME);
    let late = cell.write(|tx| complete_upload(tx, &ana, id));
    assert!(matches!(late, Err(Error::UploadNotFound)));
    assert_eq!(sweep(&cell), keys_of(&plan(1)));
}

#[test]
fn completing_twice_answers_the_same_and_only_to_the_owner() {
    let cell = TestCell::new();
    let ana = person(1);
    let id = cell.write(|tx| begin_upload(tx, &ana, plan(1))).unwrap();
    let theft = cell.write(|tx| complete_upload(tx, &person(2), id));
    assert!(matches!(theft, Err(Error::UploadNotFound)));
    let once = cell.write(|tx| complete_upload(tx, &ana, id)).unwrap();
    let again = cell.write(|tx| complete_upload(tx, &ana, id)).unwrap();
    assert_eq!(once, again);
    assert_eq!(blob(&cell, id).unwrap().references, 1);
}

#[test]
fn waiting_uploads_are_limited_per_account() {
    let cell = TestCell::new();
    let ana = person(1);
    for _ in 0..MAX_WAITING_UPLOADS {
        cell.write(|tx| begin_upload(tx, &ana, plan(1))).unwrap();
    }
    let over = cell.write(|tx| begin_upload(tx, &ana, plan(1)));
    assert_eq!(over.unwrap_err().code(), "blobs.too_many_uploads");
    cell.write(|tx| begin_upload(tx, &person(2), plan(1)))
        .unwrap();
}

#[test]
fn every_code_is_in_the_catalogue() {
    for error in [
        Error::TooLarge { limit: 1 },
        Error::NotAnImage,
        Error::UnsupportedFormat,
        Error::TooManyPixels,
        Error::UploadNotFound,
        Error::TooManyUploads,
        Error::NotVisible,
    ] {
        let code = error.code();
        assert!(
            Error::CATALOGUE.iter().any(|(listed, ..)| *listed == code),
            "{code}"
        );
        assert_eq!(error.fault().code, code);
    }
    let store = Error::Store(sapa_store::StoreError::DiskFull);
    assert_eq!(store.fault().code, "cell.read_only");
}

#[test]
fn an_upload_is_let_go_before_it_expires() {
    let cell = TestCell::new();
    let (ana, budi) = (person(1), person(2));
    let plan = NewUpload::plan_package(Purpose::MiniPackage, 7, [5; 16]);
    let keys = keys_of(&plan);
    let id = cell.write(|tx| begin_upload(tx, &ana, plan)).unwrap();
    let early = cell.read(|read| own(read, ana.account, id, Purpose::MiniPackage));
    assert!(matches!(early, Err(Error::UploadNotFound)), "not stored");
    let done = cell.write(|tx| complete_upload(tx, &ana, id)).unwrap();
    assert_eq!(
        (done.bytes, done.width, done.placeholder.as_str()),
        (7, 0, "")
    );
    assert!(
        cell.read(|read| own(read, ana.account, id, Purpose::MiniPackage))
            .is_ok()
    );
    for (who, purpose) in [(&budi, Purpose::MiniPackage), (&ana, Purpose::Photo)] {
        let refused = cell.read(|read| own(read, who.account, id, purpose));
        assert!(matches!(refused, Err(Error::UploadNotFound)));
    }
    cell.write(|tx| discard(tx, budi.account, id)).unwrap();
    assert!(blob(&cell, id).is_some(), "somebody else's stays");
    cell.write(|tx| take(tx, ana.account, id, Purpose::MiniPackage))
        .unwrap();
    for _ in ["once", "repeated"] {
        cell.write(|tx| discard(tx, ana.account, id)).unwrap();
    }
    assert_eq!(
        blob(&cell, id).unwrap().references,
        1,
        "what took it keeps it"
    );
    assert_eq!(sweep(&cell), BTreeSet::new());
    cell.write(|tx| release(tx, id)).unwrap();
    assert_eq!(sweep(&cell), keys);
    cell.clock().advance(UPLOAD_LIFETIME);
    assert_eq!(sweep(&cell), BTreeSet::new());
}

async fn all_of(storage: &Storage, key: &str, range: Option<std::ops::Range<u64>>) -> Vec<u8> {
    let reading = storage.read(key, range).await.unwrap();
    let expected = reading.range.end - reading.range.start;
    let pieces: Vec<Bytes> = reading.bytes.try_collect().await.unwrap();
    let bytes = pieces.concat();
    assert_eq!(bytes.len() as u64, expected);
    bytes
}

#[tokio::test]
async fn files_are_stored_read_in_parts_and_deleted() {
    let directory = tempfile::tempdir().unwrap();
    for storage in [
        Storage::open_local(&directory.path().join("blobs")).unwrap(),
        Storage::in_memory(),
    ] {
        let key = plan(3).blob.files[0].key.clone();
        storage
            .put(&key, Bytes::from_static(b"0123456789"))
            .await
            .unwrap();
        assert_eq!(all_of(&storage, &key, None).await, b"0123456789");
        assert_eq!(all_of(&storage, &key, Some(2..5)).await, b"234");
        assert_eq!(all_of(&storage, &key, Some(8..100)).await, b"89");
        assert_eq!(storage.read(&key, Some(0..1)).await.unwrap().size, 10);
        assert!(storage.read(&key, Some(10..11)).await.is_err());
        assert_eq!(storage.keys().await.unwrap(), [key.as_str()]);

        storage.delete(&key).await.unwrap();
        storage.delete(&key).await.unwrap();
        let gone = storage.read(&key, None).await.err().unwrap();
        assert!(gone.is_not_found());
    }
}

#[tokio::test]
async fn stored_files_are_found_after_reopening() {
    let directory = tempfile::tempdir().unwrap();
    let storage = Storage::open_local(directory.path()).unwrap();
    storage
        .put("ab/abcd-full", Bytes::from_static(b"x"))
        .await
        .unwrap();
    drop(storage);
    let storage = Storage::open_local(directory.path()).unwrap();
    assert_eq!(all_of(&storage, "ab/abcd-full", None).await, b"x");
}

#[tokio::test]
async fn no_key_leaves_the_directory() {
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("secret"), b"secret").unwrap();
    let storage = Storage::open_local(&directory.path().join("blobs")).unwrap();
    for key in ["../secret", "/../secret", "a/../../secret", "%2e%2e/secret"] {
        assert!(storage.read(key, None).await.is_err(), "{key}");
    }
}

#[tokio::test]
async fn a_body_is_received_up_to_the_limit() {
    let directory = tempfile::tempdir().unwrap();
    let piece = Bytes::from(vec![1; 1 << 20]);
    let pieces = |count: usize| stream::iter(vec![piece.clone(); count]).map(Ok::<_, Infallible>);
    let spooled = receive(pieces(20), directory.path()).await.unwrap();
    assert_eq!(spooled.size(), MAX_UPLOAD_BYTES);
    assert_eq!(spooled.read().unwrap().len() as u64, MAX_UPLOAD_BYTES);

    let more = pieces(20).chain(stream::iter([Ok(Bytes::from_static(b"!"))]));
    let refused = receive(more, directory.path()).await;
    assert!(matches!(
        refused,
        Err(ReceiveError::Refused(Error::TooLarge { .. }))
    ));

    let broken = stream::iter([Ok(piece.clone()), Err("gone")]);
    let broken = receive(broken, directory.path()).await;
    assert!(matches!(broken, Err(ReceiveError::Connection("gone"))));

    drop(spooled);
    let left = std::fs::read_dir(directory.path()).unwrap().count();
    assert_eq!(left, 0, "temporary files go, whatever happened");
}
