//! Stories of mini programs: developers, testers, operators and people of a town.

mod identity;
mod limits;
mod people;
mod programs;
mod stages;

use std::io::{Cursor, Write};
use std::time::Duration;

use sapa_accounts::NewResident;
use sapa_blobs::{NewUpload, Purpose};
use sapa_kernel::{AccountId, CellId, Coded, Empty, Id, Operator, SessionId, SignedIn, UploadId};
use sapa_store::{Topic, Tx};
use sapa_test_kit::TestCell;

use crate::*;

type Answer<T> = Result<T, &'static str>;

const KEYS: Keys = Keys {
    signing: [7; 32],
    identity: [9; 32],
};

const OPERATOR: Operator = Operator { account: None };

fn code<T>(result: Result<T, Error>) -> Answer<T> {
    result.map_err(|error| {
        let fault = error.fault();
        assert_ne!(fault.code, "cell.internal", "{error}");
        fault.code
    })
}

/// An archive of these files.
fn archive(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (path, text) in files {
        zip.start_file(*path, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A program of one page that shows a text.
fn source(text: &str) -> Vec<u8> {
    let page = format!("<view>{text}</view>");
    archive(&[
        ("app.json", r#"{"pages":["pages/index/index"]}"#),
        ("app.js", "App({})"),
        ("pages/index/index.js", "Page({})"),
        ("pages/index/index.json", "{}"),
        ("pages/index/index.wxml", &page),
    ])
}

struct Town {
    cell: TestCell,
}

impl Town {
    fn new() -> Self {
        Self {
            cell: TestCell::new(),
        }
    }

    fn person(&self, handle: &str) -> SignedIn {
        let new = NewResident {
            handle: handle.to_owned(),
            display_name: handle.to_uppercase(),
            about: String::new(),
            language: "en".to_owned(),
        };
        // Ids sort by the time at which they were made.
        self.cell.clock().advance(Duration::from_millis(1));
        let account = self
            .cell
            .write(|tx| sapa_accounts::create_resident(tx, &new))
            .unwrap();
        SignedIn {
            account,
            session: SessionId::from_bytes([0; 16]),
        }
    }

    fn people<const N: usize>(&self, handles: [&str; N]) -> [SignedIn; N] {
        handles.map(|handle| self.person(handle))
    }

    fn write<T>(&self, run: impl FnOnce(&mut Tx<'_>) -> Result<T, Error>) -> Answer<T> {
        self.cell.clock().advance(Duration::from_millis(1));
        code(self.cell.write(run))
    }

    fn read<T>(&self, run: impl FnOnce(&dyn sapa_store::Read) -> Result<T, Error>) -> Answer<T> {
        code(self.cell.read(run))
    }

    fn form(name: &str) -> Register {
        Register {
            name: name.to_owned(),
            icon: None,
            category: Category::Food,
            description: String::new(),
            domains: Domains::default(),
            permissions: vec![Scope::UserLocation, Scope::Camera],
        }
    }

    fn try_register(&self, who: &SignedIn, name: &str) -> Answer<Program> {
        self.write(|tx| register(tx, who, Self::form(name)))
    }

    fn register(&self, who: &SignedIn, name: &str) -> AppId {
        self.try_register(who, name).unwrap().card.app_id
    }

    fn try_member(&self, who: &SignedIn, app: AppId, of: &SignedIn, role: Role) -> Answer<Program> {
        let input = SetMember {
            app_id: app,
            account: of.account,
            role,
        };
        self.write(|tx| set_member(tx, who, input))
    }

    fn program(&self, who: &SignedIn, app: AppId) -> Answer<Program> {
        self.read(|read| program(read, who, AppInput { app_id: app }))
    }

    /// An upload of somebody, stored.
    fn stored(&self, who: &SignedIn, purpose: Purpose, bytes: u64) -> UploadId {
        let plan = NewUpload::plan_package(purpose, bytes, [purpose as u8; 16]);
        self.cell
            .write(|tx| {
                let id = sapa_blobs::begin_upload(tx, who, plan)?;
                sapa_blobs::complete_upload(tx, who, id)
            })
            .unwrap()
            .upload
    }

    fn try_upload(&self, who: &SignedIn, app: AppId, version: &str) -> Answer<Version> {
        let archive = source(version);
        let package = Package::compile(&archive, &Limits::default()).unwrap();
        let input = Upload {
            app_id: app,
            upload: self.stored(who, Purpose::MiniPackage, archive.len() as u64),
            version: version.to_owned(),
            description: "new".to_owned(),
        };
        let pack = self.stored(who, Purpose::MiniProgram, package.bytes.len() as u64);
        self.write(|tx| upload(tx, who, &input, pack, &package.contents, &KEYS))
    }

    fn upload(&self, who: &SignedIn, app: AppId, version: &str) -> u32 {
        self.try_upload(who, app, version).unwrap().number
    }

    fn submit(&self, who: &SignedIn, app: AppId, number: u32) -> Answer<Program> {
        let input = Submit {
            app_id: app,
            number,
            note: String::new(),
        };
        self.write(|tx| submit(tx, who, input))
    }

    fn decision(app: AppId, number: u32, failed: &[ReviewItem], reason: &str) -> Decide {
        Decide {
            app_id: app,
            number,
            checklist: CHECKLIST
                .iter()
                .map(|item| Checked {
                    item: *item,
                    passed: !failed.contains(item),
                })
                .collect(),
            reason: reason.to_owned(),
        }
    }

    fn approve(&self, app: AppId, number: u32) -> Answer<Program> {
        let input = Self::decision(app, number, &[], "");
        self.write(|tx| approve(tx, &OPERATOR, input))
    }

    fn on_version<T>(
        &self,
        verb: fn(&mut Tx<'_>, &SignedIn, VersionInput) -> Result<T, Error>,
        who: &SignedIn,
        app: AppId,
        number: u32,
    ) -> Answer<T> {
        self.write(|tx| {
            verb(
                tx,
                who,
                VersionInput {
                    app_id: app,
                    number,
                },
            )
        })
    }

    fn on<T>(
        &self,
        verb: fn(&mut Tx<'_>, &SignedIn, AppInput) -> Result<T, Error>,
        who: &SignedIn,
        app: AppId,
    ) -> Answer<T> {
        self.write(|tx| verb(tx, who, AppInput { app_id: app }))
    }

    /// Uploads, has it approved, and releases it.
    fn publish(&self, who: &SignedIn, app: AppId, version: &str) -> u32 {
        let number = self.upload(who, app, version);
        self.submit(who, app, number).unwrap();
        self.approve(app, number).unwrap();
        self.on_version(release, who, app, number).unwrap();
        number
    }

    fn released(&self, who: &SignedIn, name: &str) -> AppId {
        let app = self.register(who, name);
        self.publish(who, app, "1.0");
        app
    }

    fn open(&self, who: &SignedIn, app: AppId, stage: Stage) -> Answer<Opened> {
        let input = Open {
            app_id: app,
            stage,
            path: None,
            query: None,
        };
        self.write(|tx| open(tx, who, input, &KEYS))
    }

    fn file(&self, viewer: Viewer, app: AppId, opened: &Opened) -> Answer<Found> {
        let hash = data_encoding::HEXLOWER
            .decode(opened.manifest.sha256.as_bytes())
            .unwrap();
        self.read(|read| file(read, viewer, app, &hash.try_into().unwrap()))
    }

    fn suspend(&self, app: AppId, reason: &str) -> Answer<Program> {
        let input = Suspend {
            app_id: app,
            reason: reason.to_owned(),
        };
        self.write(|tx| suspend(tx, &OPERATOR, input))
    }

    /// Who heard that a program changed since the last call.
    fn heard(&self) -> Vec<AccountId> {
        let events = self.cell.events().into_iter();
        let mut heard: Vec<_> = events
            .filter(|event| event.name == CHANGED)
            .filter_map(|event| match event.topic {
                Topic::Account(account) => Some(account),
                _ => None,
            })
            .collect();
        heard.sort_unstable();
        heard.dedup();
        heard
    }
}

fn viewer(who: &SignedIn) -> Viewer {
    Viewer {
        account: Some(who.account),
        operator: false,
    }
}

const ANYBODY: Viewer = Viewer {
    account: None,
    operator: false,
};

const AN_OPERATOR: Viewer = Viewer {
    account: None,
    operator: true,
};

fn nobody() -> SignedIn {
    SignedIn {
        account: AccountId::compose(CellId(9), 9, [9; 6]),
        session: SessionId::from_bytes([9; 16]),
    }
}

#[test]
fn every_code_is_listed_once() {
    let mut codes: Vec<_> = Error::CATALOGUE.iter().map(|(code, ..)| *code).collect();
    codes.sort_unstable();
    let count = codes.len();
    codes.dedup();
    assert_eq!(codes.len(), count);
    assert!(codes.iter().all(|code| code.starts_with("mini.")));
}

#[test]
fn an_app_id_is_wx_and_sixteen_digits() {
    let app = AppId::new(0x00ab_cdef_0123_4567);
    assert_eq!(app.to_string(), "wx00abcdef01234567");
    assert_eq!("wx00abcdef01234567".parse(), Ok(app));
    for bad in [
        "",
        "wx",
        "wx00abcdef0123456",
        "wx00abcdef012345678",
        "wx00ABCDEF01234567",
        "wy00abcdef01234567",
        "wx+0abcdef01234567",
    ] {
        assert!(bad.parse::<AppId>().is_err(), "{bad}");
    }
}
