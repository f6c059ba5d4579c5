//! Stories of accounts, told through one helper: a town with a cell of its own.

mod bulk;
mod deletion;
mod handles;
mod invitations;
mod names;
mod operators;
mod passwords;
mod profile;
mod recovery;
mod register;
mod sessions;
mod sign_in;

use std::cell::Cell;
use std::time::Duration;

use sapa_kernel::{Coded, Empty, Operator, SignedIn, Visitor};
use sapa_store::Tx;
use sapa_store::jobs::Handlers;
use sapa_test_kit::TestCell;

use crate::*;

/// What every test account has as its password.
pub(super) const PASSWORD: &str = "a long enough password";

/// The operator token.
pub(super) const MACHINE: Operator = Operator { account: None };

/// How a verb answers in a test: its value, or its code.
pub(super) type Answer<T> = Result<T, &'static str>;

pub(super) fn code<T>(result: Result<T, Error>) -> Answer<T> {
    result.map_err(|error| {
        let fault = error.fault();
        assert_eq!(fault.code, error.code());
        assert_ne!(fault.code, "cell.internal", "{error}");
        fault.code
    })
}

/// A cell with people in it.
pub(super) struct Town {
    pub(super) cell: TestCell,
    pub(super) policy: Policy,
    drawn: Cell<u64>,
}

pub(super) fn at(address: &str) -> Visitor {
    Visitor {
        address: address.to_owned(),
        agent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0".to_owned(),
    }
}

impl Town {
    /// A town where everybody may register.
    pub(super) fn open() -> Self {
        let town = Self::new();
        town.set_registration(RegistrationMode::Open);
        town
    }

    /// A town as it is first started.
    pub(super) fn new() -> Self {
        Self {
            cell: TestCell::new(),
            policy: Policy {
                hashing: Hashing::CHEAP,
                ..Policy::default()
            },
            drawn: Cell::new(0),
        }
    }

    pub(super) fn set_registration(&self, mode: RegistrationMode) {
        let input = UpdateSettings {
            registration: Some(mode),
            cell_name: None,
        };
        self.write(|tx| update_settings(tx, &MACHINE, input))
            .unwrap();
    }

    /// Different bytes each time, as from the operating system.
    pub(super) fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        for chunk in bytes.chunks_mut(8) {
            self.drawn.set(self.drawn.get() + 1);
            let mixed = self.drawn.get().wrapping_mul(0x9e37_79b9_7f4a_7c15);
            chunk.copy_from_slice(&mixed.to_le_bytes()[..chunk.len()]);
        }
        bytes
    }

    pub(super) fn token(&self) -> Token {
        Token::from_random(self.random())
    }

    pub(super) fn write<T>(&self, run: impl FnOnce(&mut Tx<'_>) -> Result<T, Error>) -> Answer<T> {
        code(self.cell.write(run))
    }

    pub(super) fn advance(&self, by: Duration) {
        self.cell.clock().advance(by);
    }

    pub(super) fn run_jobs(&self) -> usize {
        let handlers = Handlers::new()
            .on(SWEEP_JOB, |tx, job| {
                sweep(tx, job).map_err(|error| error.fault())
            })
            .on(EXPIRE_SESSION_JOB, |tx, job| {
                expire_session(tx, job).map_err(|error| error.fault())
            });
        self.cell.run_due_jobs(&handlers).unwrap()
    }

    fn secrets(&self) -> RegistrationSecrets {
        RegistrationSecrets {
            token: self.random(),
            salt: self.random(),
            codes: self.random(),
        }
    }

    /// A registration with all its steps.
    pub(super) fn try_register(&self, visitor: &Visitor, input: Register) -> Answer<Registered> {
        let checked = code(self.cell.read(|read| check_registration(read, input)))?;
        self.write(|tx| count_registration(tx, visitor, &self.policy))?;
        let prepared = prepare_registration(checked, self.policy.hashing, &self.secrets());
        self.write(|tx| register(tx, visitor, &prepared))
    }

    pub(super) fn register(&self, handle: &str) -> Registered {
        self.try_register(&at(""), form(handle)).unwrap()
    }

    /// Somebody on their first device.
    pub(super) fn person(&self, handle: &str) -> SignedIn {
        self.register(handle).signed_in
    }

    /// The first operator, by the setup link.
    pub(super) fn operator(&self, handle: &str) -> SignedIn {
        let link = self.token();
        self.cell.write(|tx| offer_setup(tx, link.hash())).unwrap();
        self.try_setup(link.text(), handle).unwrap().signed_in
    }

    pub(super) fn try_setup(&self, token: &str, handle: &str) -> Answer<Registered> {
        let input = Setup {
            token: token.into(),
            handle: handle.to_owned(),
            display_name: handle.to_owned(),
            password: PASSWORD.into(),
            cell_name: Some("Kampung".to_owned()),
        };
        let (checked, name) = code(self.cell.read(|read| check_setup(read, &input)))?;
        let prepared = prepare_registration(checked, self.policy.hashing, &self.secrets());
        self.write(|tx| setup(tx, &at(""), &input.token, &prepared, name))
    }

    /// Signing in with all its steps.
    pub(super) fn try_sign_in(
        &self,
        visitor: &Visitor,
        handle: &str,
        password: &str,
    ) -> Answer<SignedIn> {
        let attempt = self.write(|tx| begin_sign_in(tx, visitor, handle, &self.policy))?;
        if !attempt.verifier().holds(&password.into()) {
            return Err(Error::WrongCredentials.code());
        }
        let hash = self.token().hash();
        let now = self.write(|tx| finish_sign_in(tx, visitor, &attempt, hash, None))?;
        Ok(now.signed_in)
    }

    pub(super) fn sign_in(&self, handle: &str) -> SignedIn {
        self.try_sign_in(&at(""), handle, PASSWORD).unwrap()
    }

    /// Confirming one's own password.
    pub(super) fn confirm(&self, actor: &SignedIn, password: &str) -> Answer<Attempt> {
        let attempt = self.write(|tx| begin_password_check(tx, actor))?;
        if attempt.verifier().holds(&password.into()) {
            Ok(attempt)
        } else {
            Err(Error::WrongCredentials.code())
        }
    }

    pub(super) fn me(&self, actor: &SignedIn) -> Me {
        self.cell.read(|read| me(read, actor, Empty {})).unwrap()
    }

    /// Whether the device is still signed in: `ok`, or the code.
    pub(super) fn session(&self, actor: &SignedIn) -> &'static str {
        match code(self.cell.read(|read| recheck(read, actor))) {
            Ok(_) => "ok",
            Err(code) => code,
        }
    }
}

pub(super) fn form(handle: &str) -> Register {
    Register {
        handle: handle.to_owned(),
        display_name: format!("{handle} of the town"),
        password: PASSWORD.into(),
        invitation: None,
    }
}

#[test]
fn every_code_is_listed_once() {
    let mut codes: Vec<_> = Error::CATALOGUE.iter().map(|(code, ..)| *code).collect();
    codes.sort_unstable();
    let count = codes.len();
    codes.dedup();
    assert_eq!(codes.len(), count);
    assert!(codes.iter().all(|code| code.starts_with("accounts.")));
}
