//! The town before anything happens: people with wallets, friends, groups.

use sapa_accounts::{
    CreateInBulk, Hashing, Register, RegistrationMode, RegistrationSecrets, Secret, Token,
    UpdateSettings,
};
use sapa_bank::{BankAccount, BankCode};
use sapa_chat::CreateGroupInBulk;
use sapa_flows::BefriendInBulk;
use sapa_kernel::{Coded, ConversationId, Currency, Fault, Operator, SignedIn, Visitor};
use sapa_store::Tx;
use sapa_wallet::{
    AcceptTerms, Keys, PayCodeInput, PinPass, PinVerifier, Policy, UpdateWalletSettings,
};

use crate::dice::Dice;
use crate::machine::Machine;
use crate::model::{Model, Person};
use crate::shops::Shop;

pub(crate) const MACHINE: Operator = Operator { account: None };
pub(crate) const KEYS: Keys = Keys {
    pepper: [7; 32],
    draw: [9; 32],
};
const PASSWORD: &str = "a long enough password";
const PIN: &str = "142857";
/// People and pairs that one transaction makes.
const AT_ONCE: usize = 100;
/// Merchants of a town.
const SHOPS: usize = 3;

pub(crate) fn fault<E: Coded>(error: E) -> Fault {
    error.fault()
}

pub(crate) fn rupiah() -> Currency {
    "IDR".parse().expect("the rupiah is a currency")
}

pub(crate) fn policy() -> Policy {
    Policy {
        pin_hashing: Hashing::CHEAP,
        ..Policy::default()
    }
}

pub(crate) fn account() -> BankAccount {
    let bank = BankCode::bic("BANKIDJA").expect("eight letters are a code");
    BankAccount::local("1234567890", Some(bank)).expect("ten digits are a number")
}

/// Writes what nothing may get into the way of.
fn made<T: Send + 'static>(
    machine: &Machine,
    body: impl FnOnce(&mut Tx<'_>) -> Result<T, Fault> + Send + 'static,
) -> T {
    let (_, made) = machine.write(body).expect("nothing fails before it begins");
    made.expect("a town can be founded")
}

/// Founds a town of so many people, each with some friends, and some groups.
pub(crate) fn found(machine: &Machine, people: usize, dice: &mut Dice) -> Model {
    made(machine, |tx| {
        let open = UpdateSettings {
            registration: Some(RegistrationMode::Open),
            cell_name: None,
        };
        sapa_accounts::update_settings(tx, &MACHINE, open).map_err(fault)?;
        let wallets = UpdateWalletSettings {
            currency: Some(rupiah()),
            terms: Some("Pay what you owe.".to_owned()),
        };
        sapa_wallet::update_settings(tx, &MACHINE, wallets, &policy()).map_err(fault)
    });
    let mut model = Model {
        terms: 1,
        ..Model::default()
    };
    // A few have passwords, and may go.
    let registered = (people / 8).clamp(2, 40);
    let mut actors: Vec<SignedIn> = (0..registered)
        .map(|number| register(machine, number, dice))
        .collect();
    while actors.len() < people {
        let count = (people - actors.len()).min(AT_ONCE);
        actors.extend(in_bulk(machine, count, dice));
    }
    for (number, chunk) in actors.chunks(AT_ONCE).enumerate() {
        let opened = open_wallets(machine, chunk.to_vec(), dice);
        for (at, (actor, pass, reference, pay_code)) in opened.into_iter().enumerate() {
            let place = number * AT_ONCE + at;
            model.numbers.insert(actor.account, place);
            model.people.push(Person {
                actor,
                pass,
                reference,
                pay_code,
                available: 0,
                held: 0,
                frozen: false,
                terms: 1,
                verified: false,
                day: 0,
                spent: 0,
                deletion_at: None,
                erased: false,
                friends: Vec::new(),
                groups: Vec::new(),
            });
        }
    }
    befriend(machine, &mut model, dice);
    open_shops(machine, &mut model, registered);
    group(machine, &mut model, dice);
    model
}

fn register(machine: &Machine, number: usize, dice: &mut Dice) -> SignedIn {
    let input = Register {
        handle: format!("resident{number}"),
        display_name: format!("Resident {number}"),
        password: PASSWORD.into(),
        invitation: None,
    };
    let secrets = RegistrationSecrets {
        token: dice.bytes(),
        salt: dice.bytes(),
        codes: dice.bytes(),
    };
    let checked = sapa_accounts::check_registration(&machine.snapshot(), input)
        .expect("handles are free in a new town");
    let prepared = sapa_accounts::prepare_registration(checked, Hashing::CHEAP, &secrets);
    made(machine, move |tx| {
        sapa_flows::register(tx, &Visitor::default(), &prepared)
    })
    .signed_in
}

fn in_bulk(machine: &Machine, count: usize, dice: &mut Dice) -> Vec<SignedIn> {
    let tokens: Vec<Token> = (0..count)
        .map(|_| Token::from_random(dice.bytes()))
        .collect();
    let input = CreateInBulk {
        count: u32::try_from(count).expect("a town is small"),
        prefix: "bulk".to_owned(),
    };
    let made = made(machine, move |tx| {
        sapa_accounts::create_in_bulk(tx, &MACHINE, &input, &tokens).map_err(fault)
    });
    let session = sapa_kernel::Id::from_bytes([0; 16]);
    made.accounts
        .into_iter()
        .map(|made| SignedIn {
            account: made.account,
            session,
        })
        .collect()
}

type Opened = (SignedIn, PinPass, String, String);

fn open_wallets(machine: &Machine, actors: Vec<SignedIn>, dice: &mut Dice) -> Vec<Opened> {
    let mut secrets: Vec<_> = actors
        .into_iter()
        .map(|actor| (actor, dice.bytes(), dice.bytes()))
        .collect();
    made(machine, move |tx| {
        let pin = Secret::from(PIN);
        let verifier = PinVerifier::of(&pin, Hashing::CHEAP, [3; 16], &KEYS).map_err(fault)?;
        secrets
            .drain(..)
            .map(|(actor, reference, code)| {
                let terms = AcceptTerms { version: 1 };
                sapa_wallet::open(tx, &actor, terms, &verifier, reference).map_err(fault)?;
                let input = PayCodeInput::default();
                let code = sapa_wallet::pay_code(tx, &actor, input, code, "").map_err(fault)?;
                let reference = sapa_wallet::reference_of(tx, &actor).map_err(fault)?;
                let attempt = sapa_wallet::begin_pin_check(tx, &actor).map_err(fault)?;
                let pass = attempt.check(&pin, &KEYS).map_err(fault)?;
                sapa_wallet::forgive(tx, &pass).map_err(fault)?;
                Ok((actor, pass, reference, code.code))
            })
            .collect()
    })
}

/// The proof that somebody gave their password.
pub(crate) fn confirm(tx: &mut Tx<'_>, actor: &SignedIn) -> Result<sapa_accounts::Attempt, Fault> {
    sapa_accounts::begin_password_check(tx, actor).map_err(fault)
}

fn befriend(machine: &Machine, model: &mut Model, dice: &mut Dice) {
    let people = model.people.len();
    let mut pairs = Vec::new();
    for number in 0..people {
        // A ring, and some across it.
        let across = dice.index(people);
        for other in [(number + 1) % people, across] {
            let pair = (number.min(other), number.max(other));
            if number != other && !pairs.contains(&pair) {
                pairs.push(pair);
            }
        }
    }
    for chunk in pairs.chunks(AT_ONCE) {
        let accounts = chunk.iter().map(|(a, b)| {
            let [a, b] = [*a, *b].map(|number| model.people[number].account());
            (a, b)
        });
        let input = BefriendInBulk {
            pairs: accounts.collect(),
        };
        let befriended = made(machine, move |tx| {
            sapa_flows::befriend_in_bulk(tx, &MACHINE, input)
        });
        for ((a, b), conversation) in chunk.iter().zip(befriended.conversations) {
            model.people[*a].friends.push((*b, conversation));
            model.people[*b].friends.push((*a, conversation));
        }
    }
}

/// A few who never go open shops.
fn open_shops(machine: &Machine, model: &mut Model, first: usize) {
    for owner in (first..model.people.len()).take(SHOPS) {
        let actor = model.people[owner].actor.clone();
        let app_id = format!("wxshop{owner}");
        let name = app_id.clone();
        let id = made(machine, move |tx| crate::shops::open(tx, &actor, &name));
        model.shops.push(Shop {
            owner,
            id,
            app_id,
            till: 0,
        });
    }
}

fn group(machine: &Machine, model: &mut Model, dice: &mut Dice) {
    let people = model.people.len();
    for _ in 0..(people / 10).clamp(1, 60) {
        let mut members: Vec<usize> = Vec::new();
        let more = if dice.one_in(8) { 80 } else { 9 };
        for _ in 0..3 + dice.below(more) {
            let member = dice.index(people);
            if !members.contains(&member) {
                members.push(member);
            }
        }
        if members.len() < 3 {
            continue;
        }
        let accounts: Vec<_> = members
            .iter()
            .map(|number| model.people[*number].account())
            .collect();
        let made: ConversationId = made(machine, move |tx| {
            let input = CreateGroupInBulk {
                owner: accounts[0],
                members: accounts[1..].to_vec(),
                name: "Group".to_owned(),
            };
            let group = sapa_chat::create_group_in_bulk(tx, &MACHINE, input).map_err(fault)?;
            Ok(group.conversation)
        });
        for member in &members {
            model.people[*member].groups.push(model.groups.len());
        }
        model.groups.push((made, members));
    }
}
