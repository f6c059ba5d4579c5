use super::*;

fn invite(town: &Town, actor: &SignedIn, input: CreateInvitation) -> Answer<InvitationMade> {
    let code = Token::code_from_random(town.random());
    town.write(|tx| create_invitation(tx, actor, input, &code, "https://cell.example"))
}

fn join(town: &Town, handle: &str, invitation: &str) -> Answer<Registered> {
    let input = Register {
        invitation: Some(invitation.into()),
        ..form(handle)
    };
    town.try_register(&at(""), input)
}

fn look(town: &Town, invitation_code: &str) -> AboutInvitation {
    let input = InvitationCode {
        code: invitation_code.into(),
    };
    town.cell
        .read(|read| invitation(read, &at(""), input))
        .unwrap()
}

#[test]
fn an_invitation_brings_in_as_many_as_it_says() {
    let town = Town::new();
    let ratna = town.operator("ratna");
    let input = CreateInvitation {
        max_uses: Some(2),
        ..CreateInvitation::default()
    };
    let made = invite(&town, &ratna, input).unwrap();
    assert_eq!(
        made.url,
        format!("https://cell.example/invite/{}", made.code)
    );
    assert_eq!(made.code.len(), 26);
    let shown = look(&town, &made.code);
    assert!(shown.valid && shown.problem.is_none());
    assert_eq!(shown.inviter.unwrap().handle, "ratna");
    assert_eq!(shown.cell_name, "Kampung");
    let sari = join(&town, "sari", &made.code).unwrap();
    assert_eq!(sari.inviter, Some(ratna.account));
    assert!(join(&town, "budi", &made.code).is_ok());
    assert_eq!(
        look(&town, &made.code).problem,
        Some(InvitationProblem::UsedUp)
    );
    assert_eq!(
        join(&town, "putu", &made.code).map(|_| ()),
        Err("accounts.invitation_invalid")
    );
}

#[test]
fn why_an_invitation_does_not_hold() {
    let town = Town::new();
    let ratna = town.operator("ratna");
    let make = || invite(&town, &ratna, CreateInvitation::default()).unwrap();
    let problem = |code: &str| {
        let about = look(&town, code);
        assert_eq!(about.valid, about.problem.is_none());
        about.problem
    };
    assert_eq!(problem("unknown"), Some(InvitationProblem::Unknown));
    let made = make();
    let revoke = |actor: &SignedIn| {
        let invitation = made.invitation;
        town.write(|tx| revoke_invitation(tx, actor, InvitationInput { invitation }))
    };
    let guest = join(&town, "guest-one", &make().code).unwrap().signed_in;
    assert_eq!(revoke(&guest), Err("accounts.not_found"), "those of others");
    assert_eq!(revoke(&ratna), Ok(Empty {}));
    assert_eq!(revoke(&ratna), Ok(Empty {}), "repeated");
    assert_eq!(problem(&made.code), Some(InvitationProblem::Revoked));
    let late = make();
    town.advance(Duration::from_secs(7 * 24 * 60 * 60 - 1));
    assert_eq!(problem(&late.code), None);
    town.advance(Duration::from_secs(1));
    assert_eq!(problem(&late.code), Some(InvitationProblem::Expired));
    let of_guest = invite(&town, &guest, CreateInvitation::default()).unwrap();
    let input = AccountInput {
        account: guest.account,
    };
    town.write(|tx| suspend(tx, &MACHINE, input)).unwrap();
    assert_eq!(problem(&of_guest.code), Some(InvitationProblem::Revoked));
}

#[test]
fn bounds_of_an_invitation() {
    let town = Town::open();
    let sari = town.person("sari");
    let with = |max_uses, days, note: &str| {
        let input = CreateInvitation {
            max_uses,
            days,
            note: Some(note.to_owned()),
        };
        invite(&town, &sari, input).map(|_| ())
    };
    assert_eq!(with(Some(100), Some(30), &"x".repeat(100)), Ok(()));
    assert_eq!(with(Some(0), None, ""), Err("accounts.out_of_range"));
    assert_eq!(with(Some(101), None, ""), Err("accounts.out_of_range"));
    assert_eq!(with(None, Some(0), ""), Err("accounts.out_of_range"));
    assert_eq!(with(None, Some(31), ""), Err("accounts.out_of_range"));
    assert_eq!(
        with(None, None, &"x".repeat(101)),
        Err("accounts.name_invalid")
    );
    for _ in 0..99 {
        assert_eq!(with(None, None, ""), Ok(()));
    }
    assert_eq!(with(None, None, ""), Err("accounts.too_many_invitations"));
    town.set_registration(RegistrationMode::Closed);
    assert_eq!(with(None, None, ""), Err("accounts.registration_closed"));
}

#[test]
fn invitations_are_listed_by_pages_newest_first() {
    let town = Town::open();
    let sari = town.person("sari");
    for n in 0..5 {
        let input = CreateInvitation {
            note: Some(format!("n{n}")),
            ..CreateInvitation::default()
        };
        invite(&town, &sari, input).unwrap();
        town.advance(Duration::from_millis(5));
    }
    let page = |cursor: Option<String>, limit| {
        let input = List {
            cursor,
            limit: Some(limit),
        };
        code(town.cell.read(|read| invitations(read, &sari, input)))
    };
    let first = page(None, 3).unwrap();
    let second = page(first.next_cursor.clone(), 3).unwrap();
    let notes = |page: &Invitations| -> String {
        page.items.iter().map(|item| item.note.clone()).collect()
    };
    assert_eq!(
        (notes(&first), notes(&second)),
        ("n4n3n2".into(), "n1n0".into())
    );
    assert_eq!(second.next_cursor, None);
    assert_eq!(
        page(None, 0).unwrap().items.len(),
        1,
        "a limit is at least 1"
    );
    assert_eq!(page(None, 5).unwrap().next_cursor, None);
    assert_eq!(
        page(Some("no cursor".into()), 3).map(|_| ()),
        Err("accounts.cursor_invalid")
    );
    let other = town.person("budi");
    let theirs = town
        .cell
        .read(|read| invitations(read, &other, List::default()))
        .unwrap();
    assert!(theirs.items.is_empty());
}

#[test]
fn of_more_than_three_hundred_invitations_the_oldest_that_ended_goes() {
    let town = Town::open();
    let sari = town.person("sari");
    let make = || {
        town.advance(Duration::from_millis(1));
        invite(&town, &sari, CreateInvitation::default()).unwrap()
    };
    let open = make();
    let ended: Vec<_> = (0..299)
        .map(|_| {
            let made = make();
            let invitation = made.invitation;
            town.write(|tx| revoke_invitation(tx, &sari, InvitationInput { invitation }))
                .unwrap();
            made
        })
        .collect();
    let problem = |made: &InvitationMade| look(&town, &made.code).problem;
    assert_eq!(problem(&ended[0]), Some(InvitationProblem::Revoked));
    make();
    assert_eq!(problem(&ended[0]), Some(InvitationProblem::Unknown));
    assert_eq!(problem(&ended[1]), Some(InvitationProblem::Revoked));
    assert_eq!(problem(&open), None, "what still holds stays");
}
