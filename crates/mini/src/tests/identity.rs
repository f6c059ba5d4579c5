use super::*;

type WeChat<T> = Result<T, i32>;

/// A program's server, and a person who logs in.
struct Server {
    town: Town,
    app: AppId,
    secret: String,
    sari: SignedIn,
    budi: SignedIn,
    codes: std::cell::Cell<u8>,
}

impl Server {
    fn new() -> Self {
        let town = Town::new();
        let [sari, budi] = town.people(["sari", "budi"]);
        let app = town.released(&sari, "Noodles");
        let secret = Self::reset(&town, &sari, app, 1);
        Self {
            town,
            app,
            secret,
            sari,
            budi,
            codes: std::cell::Cell::new(0),
        }
    }

    fn reset(town: &Town, who: &SignedIn, app: AppId, random: u8) -> String {
        let input = AppInput { app_id: app };
        town.write(|tx| reset_secret(tx, who, input, [random; 16]))
            .unwrap()
            .secret
    }

    fn write<T>(&self, run: impl FnOnce(&mut Tx<'_>) -> Result<T, WeChatError>) -> WeChat<T> {
        self.town.cell.write(run).map_err(|error| error.errcode())
    }

    fn pass(&self, time: Duration) {
        self.town.cell.clock().advance(time);
    }

    fn try_code(&self, who: &SignedIn) -> Answer<String> {
        let input = AppInput { app_id: self.app };
        let mut random = [0; 24];
        random[0] = self.codes.replace(self.codes.get().wrapping_add(1));
        self.town
            .write(|tx| login(tx, who, input, random))
            .map(|code| code.code)
    }

    fn code(&self, who: &SignedIn) -> String {
        self.try_code(who).unwrap()
    }

    fn exchange_as(&self, app: &str, secret: &str, code: &str) -> WeChat<LoggedIn> {
        self.write(|tx| code_to_session(tx, app, secret, code, "authorization_code", &KEYS))
    }

    fn exchange(&self, code: &str) -> WeChat<LoggedIn> {
        self.exchange_as(&self.app.to_string(), &self.secret, code)
    }

    fn token(&self) -> WeChat<AccessToken> {
        let (app, secret) = (self.app.to_string(), &self.secret);
        self.write(|tx| token(tx, &app, secret, "client_credential", &KEYS))
    }

    fn stable(&self, force: bool) -> WeChat<AccessToken> {
        let (app, secret) = (self.app.to_string(), &self.secret);
        self.write(|tx| stable_token(tx, &app, secret, "client_credential", force, &KEYS))
    }

    fn holds(&self, token: &AccessToken) -> WeChat<AppId> {
        self.town
            .cell
            .read(|read| program_of_token(read, &token.access_token))
            .map_err(|error| error.errcode())
    }

    fn check(&self, token: &str, openid: &str, signature: &str, method: &str) -> WeChat<()> {
        self.town
            .cell
            .read(|read| check_login(read, token, openid, signature, method, &KEYS))
            .map_err(|error| error.errcode())
    }
}

#[test]
fn a_code_says_once_who_logged_in() {
    let server = Server::new();
    let code = server.code(&server.budi);
    assert_eq!(code.len(), 32);
    let who = server.exchange(&code).unwrap();
    assert!(
        who.openid.starts_with('o') && who.openid.len() == 28,
        "{}",
        who.openid
    );
    assert_eq!(who.unionid.len(), 28);
    let key = data_encoding::BASE64.decode(who.session_key.as_bytes());
    assert_eq!(key.unwrap().len(), 16);
    assert_eq!(server.exchange(&code).err(), Some(40_163), "used");
    assert_eq!(server.exchange("no code").err(), Some(40_029));
    let again = server.exchange(&server.code(&server.budi)).unwrap();
    assert_eq!(again.openid, who.openid, "the same for ever");
    assert_ne!(again.session_key, who.session_key);
    let other = server.exchange(&server.code(&server.sari)).unwrap();
    assert_ne!(
        (other.openid, other.unionid),
        (who.openid.clone(), who.unionid)
    );
    let person = server
        .town
        .cell
        .read(|read| person_of_openid(read, server.app, &who.openid));
    assert_eq!(person.unwrap(), Some(server.budi.account));
}

#[test]
fn a_server_proves_what_it_is() {
    let server = Server::new();
    let code = server.code(&server.budi);
    let app = server.app.to_string();
    for (app, secret, errcode) in [
        ("", server.secret.as_str(), 41_002),
        (app.as_str(), "", 41_004),
        ("wx0000000000000000", server.secret.as_str(), 40_013),
        ("wxyz", server.secret.as_str(), 40_013),
        (app.as_str(), "00000000000000000000000000000000", 40_125),
    ] {
        assert_eq!(
            server.exchange_as(app, secret, &code).err(),
            Some(errcode),
            "{app} {secret}"
        );
        let token = server.write(|tx| token(tx, app, secret, "client_credential", &KEYS));
        assert_eq!(token.err(), Some(errcode));
    }
    let grant = server.write(|tx| code_to_session(tx, &app, &server.secret, &code, "", &KEYS));
    assert_eq!(grant.err(), Some(40_002));
    let grant = server.write(|tx| token(tx, &app, &server.secret, "authorization_code", &KEYS));
    assert_eq!(grant.err(), Some(40_002));
    assert_eq!(server.exchange("").err(), Some(41_008));
    // None of that has used the code up.
    assert!(server.exchange(&code).is_ok());
    let fresh = Server::new();
    let without = fresh.town.register(&fresh.sari, "Without");
    let refused = fresh.exchange_as(&without.to_string(), &fresh.secret, &code);
    assert_eq!(refused.err(), Some(40_125), "there is no secret yet");
}

#[test]
fn a_code_of_another_program_is_none() {
    let server = Server::new();
    let code = server.code(&server.budi);
    let other = server.town.released(&server.sari, "Ramen");
    let secret = Server::reset(&server.town, &server.sari, other, 2);
    let refused = server.exchange_as(&other.to_string(), &secret, &code);
    assert_eq!(refused.err(), Some(40_029));
    let in_other = {
        let input = AppInput { app_id: other };
        let code = server
            .town
            .write(|tx| login(tx, &server.budi, input, [77; 24]))
            .unwrap()
            .code;
        server
            .exchange_as(&other.to_string(), &secret, &code)
            .unwrap()
    };
    let here = server.exchange(&code).unwrap();
    assert_ne!(in_other.openid, here.openid);
    assert_eq!(in_other.unionid, here.unionid, "of one developer");
}

#[test]
fn a_code_holds_for_five_minutes() {
    let server = Server::new();
    let (in_time, late) = (server.code(&server.budi), server.code(&server.budi));
    server.pass(CODE_LIFETIME - Duration::from_millis(10));
    assert!(server.exchange(&in_time).is_ok());
    server.pass(Duration::from_millis(10));
    assert_eq!(server.exchange(&late).err(), Some(40_029));
    assert_eq!(
        server.exchange(&in_time).err(),
        Some(40_029),
        "expired, and no longer known as used"
    );
}

#[test]
fn a_hundred_codes_a_minute() {
    let server = Server::new();
    let at = server.town.cell.now();
    for _ in 0..CODES_A_MINUTE {
        server.code(&server.budi);
    }
    assert!(server.town.cell.now().since(at) < Duration::from_secs(60));
    assert_eq!(server.try_code(&server.budi).err(), Some("mini.too_often"));
    server.code(&server.sari);
    server.pass(Duration::from_secs(60));
    server.code(&server.budi);
}

#[test]
fn a_session_is_checked_on_both_sides() {
    let server = Server::new();
    let session = |who: &SignedIn| {
        let input = AppInput { app_id: server.app };
        server
            .town
            .read(|read| check_session(read, who, input))
            .unwrap()
            .valid
    };
    assert!(!session(&server.budi));
    let who = server.exchange(&server.code(&server.budi)).unwrap();
    assert!(session(&server.budi));
    let token = server.token().unwrap().access_token;
    let signature = crate::secrets::login_signature(&who.session_key);
    let method = "hmac_sha256";
    assert_eq!(
        server.check(&token, &who.openid, &signature, method),
        Ok(())
    );
    assert_eq!(
        server.check("", &who.openid, &signature, method),
        Err(41_001)
    );
    assert_eq!(
        server.check("x", &who.openid, &signature, method),
        Err(40_001)
    );
    assert_eq!(server.check(&token, "o", &signature, method), Err(40_003));
    assert_eq!(
        server.check(&token, &who.openid, &signature, "md5"),
        Err(87_008)
    );
    assert_eq!(server.check(&token, &who.openid, "00", method), Err(87_009));
    let later = server.exchange(&server.code(&server.budi)).unwrap();
    assert_eq!(
        server.check(&token, &who.openid, &signature, method),
        Err(87_009),
        "replaced"
    );
    server.pass(SESSION_LIFETIME);
    assert!(!session(&server.budi));
    let token = server.token().unwrap().access_token;
    let signature = crate::secrets::login_signature(&later.session_key);
    assert_eq!(
        server.check(&token, &who.openid, &signature, method),
        Err(87_007)
    );
}

#[test]
fn a_new_token_leaves_the_old_one_five_minutes() {
    let server = Server::new();
    let first = server.token().unwrap();
    assert_eq!(first.expires_in, 7_200);
    assert_eq!(server.holds(&first), Ok(server.app));
    let second = server.token().unwrap();
    assert_ne!(first.access_token, second.access_token);
    server.pass(TOKEN_OVERLAP - Duration::from_millis(1));
    assert_eq!(server.holds(&first), Ok(server.app));
    server.pass(Duration::from_millis(1));
    assert_eq!(server.holds(&first), Err(42_001));
    assert_eq!(server.holds(&second), Ok(server.app));
    server.pass(TOKEN_LIFETIME);
    assert_eq!(server.holds(&second), Err(42_001));
}

#[test]
fn a_stable_token_stays_until_its_end() {
    let server = Server::new();
    let first = server.stable(false).unwrap();
    let plain = server.token().unwrap();
    server.pass(Duration::from_secs(100));
    let again = server.stable(false).unwrap();
    assert_eq!(
        (again.access_token.as_str(), again.expires_in),
        (first.access_token.as_str(), 7_100)
    );
    let forced = server.stable(true).unwrap();
    assert_eq!(server.holds(&first), Err(40_001));
    assert_eq!(server.stable(true).err(), Some(45_011));
    assert_eq!(server.holds(&plain), Ok(server.app), "apart");
    server.pass(TOKEN_LIFETIME - TOKEN_OVERLAP);
    let next = server.stable(false).unwrap();
    assert_ne!(next.access_token, forced.access_token);
    assert_eq!(server.holds(&forced), Ok(server.app), "until its end");
    for _ in 1..FORCED_A_DAY {
        server.pass(FORCED_EVERY);
        server.stable(true).unwrap();
    }
    server.pass(FORCED_EVERY);
    assert_eq!(server.stable(true).err(), Some(45_009));
}

#[test]
fn tokens_have_a_daily_quota() {
    let server = Server::new();
    for _ in 0..TOKENS_A_DAY {
        server.token().unwrap();
    }
    assert_eq!(server.token().err(), Some(45_009));
    server.pass(Duration::from_secs(24 * 60 * 60));
    assert!(server.token().is_ok());
}

#[test]
fn a_new_secret_and_a_suspension_end_all_tokens() {
    let mut server = Server::new();
    let (plain, stable) = (server.token().unwrap(), server.stable(false).unwrap());
    server.secret = Server::reset(&server.town, &server.sari, server.app, 3);
    assert_eq!(server.holds(&plain), Err(40_001));
    assert_eq!(server.holds(&stable), Err(40_001));
    let code = server.code(&server.budi);
    let token = server.token().unwrap();
    server.town.suspend(server.app, "why").unwrap();
    assert_eq!(server.exchange(&code).err(), Some(50_002));
    assert_eq!(server.token().err(), Some(50_002));
    assert!(server.holds(&token).is_err());
    assert_eq!(server.try_code(&server.budi).err(), Some("mini.suspended"));
}

#[test]
fn what_has_expired_is_swept() {
    let server = Server::new();
    server.town.cell.write(plan_sweep).unwrap();
    server.code(&server.budi);
    server.token().unwrap();
    let rows = || {
        server.town.cell.read(|read| {
            let all = sapa_store::Scan::all;
            (
                crate::keys::CODES.count(read, all()).unwrap(),
                crate::keys::CODES_DUE
                    .count(read, sapa_store::Scan::all())
                    .unwrap(),
                crate::keys::TOKENS
                    .count(read, sapa_store::Scan::all())
                    .unwrap(),
                crate::keys::TOKENS_DUE
                    .count(read, sapa_store::Scan::all())
                    .unwrap(),
            )
        })
    };
    let handlers = jobs().and(sapa_blobs::jobs::handlers_without_storage());
    server.town.cell.run_due_jobs(&handlers).unwrap();
    assert_eq!(rows(), (1, 1, 1, 1));
    server.pass(Duration::from_secs(60 * 60));
    server.town.cell.run_due_jobs(&handlers).unwrap();
    assert_eq!(rows(), (0, 0, 1, 1), "a token's end is remembered");
    server.pass(TOKEN_LIFETIME + TOKEN_REMEMBERED);
    server.town.cell.run_due_jobs(&handlers).unwrap();
    assert_eq!(rows(), (0, 0, 0, 0));
}

#[test]
fn no_secret_is_a_row() {
    let server = Server::new();
    let code = server.code(&server.budi);
    let who = server.exchange(&code).unwrap();
    let token = server.stable(false).unwrap().access_token;
    server.town.cell.read(|read| {
        let scan = sapa_store::RawScan {
            start: std::ops::Bound::Unbounded,
            end: std::ops::Bound::Unbounded,
            reverse: false,
            limit: usize::MAX,
        };
        read.visit_raw(&scan, &mut |key, value| {
            for secret in [&code, &who.session_key, &token, &server.secret] {
                let bytes = secret.as_bytes();
                let found = |row: &[u8]| row.windows(bytes.len()).any(|part| part == bytes);
                assert!(!found(key) && !found(value));
            }
            true
        })
        .unwrap();
    });
}
