//! Mini programs from end to end: operations, files and what programs' servers ask, over real HTTP.

use std::io::{Cursor, Write};
use std::net::SocketAddr;
use std::sync::Arc;

use sapa_blobs::Storage;
use sapa_kernel::AccountId;
use serde_json::{Value, json};

use super::over_http::{exchange, request};
use super::town::{Town, machine};
use crate::http::{
    HttpSettings, HttpState, Listener, ListenerOptions, Readiness, Uploads, routes, secured,
};
use crate::{Access, MiniDesk, ProgramRegistry, Settings, Stage, registry};

/// An archive of one page that shows a text, with a script of its own.
fn archive(page_script: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (path, text) in [
        ("app.json", r#"{"pages":["pages/index/index"]}"#),
        ("app.js", "App({})"),
        ("pages/index/index.js", page_script),
        ("pages/index/index.wxml", "<view>{{ text }}</view>"),
    ] {
        zip.start_file(path, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

struct Served {
    town: Town,
    address: SocketAddr,
    _spool: tempfile::TempDir,
}

impl Served {
    async fn new() -> Self {
        let storage = Storage::in_memory();
        let town = Town::with(|settings| settings.mini.storage = storage.clone());
        town.open_registration().await;
        let spool = tempfile::tempdir().unwrap();
        let socket = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = socket.local_addr().unwrap();
        let settings = Arc::new(HttpSettings::default());
        let state = HttpState {
            dispatcher: town.dispatcher.clone(),
            settings: settings.clone(),
            uploads: Uploads::new(town.dispatcher.clone(), storage, spool.path().to_path_buf()),
            proxy: crate::http::Proxy::new(sapa_outbound::Outbound::new(Vec::new())),
            readiness: Readiness::default(),
        };
        let options = ListenerOptions {
            tls: None,
            plain: Arc::new(|_| axum::http::Response::new(axum::body::Body::empty())),
            max_connections: 100,
            only_local: false,
        };
        let listener = Listener::new(socket, secured(routes(state), settings), options);
        tokio::spawn(listener.run(tokio_util::sync::CancellationToken::new()));
        Self {
            town,
            address,
            _spool: spool,
        }
    }

    /// Sends a file over HTTP; the upload's id.
    async fn send(&self, token: &str, purpose: &str, bytes: &[u8]) -> Value {
        let head = format!(
            "POST /api/uploads?purpose={purpose} HTTP/1.1\r\nHost: 127.0.0.1:1\r\nConnection: close\r\n\
             Content-Length: {}\r\nAuthorization: Bearer {token}\r\n\r\n",
            bytes.len()
        );
        let answer = exchange(self.address, &[head.as_bytes(), bytes].concat()).await;
        body(&answer)["upload"].clone()
    }

    async fn get(&self, path: &str, token: Option<&str>) -> String {
        let headers = token.map_or(String::new(), |token| {
            format!("Authorization: Bearer {token}\r\n")
        });
        exchange(self.address, &request("GET", path, &headers, "")).await
    }

    /// What a program's server is answered.
    async fn wechat(&self, path: &str) -> Value {
        let answer = self.get(path, None).await;
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        body(&answer)
    }

    async fn program(&self, token: &str, name: &str) -> Value {
        let input = json!({ "name": name, "category": "food", "permissions": ["scope.camera"],
            "domains": { "request": ["https://api.example.org"] } });
        self.town.ok(token, "mini.register", input).await["app_id"].clone()
    }

    async fn upload(&self, token: &str, app: &Value, script: &str) -> Result<Value, Value> {
        let upload = self.send(token, "mini_package", &archive(script)).await;
        let input = json!({ "app_id": app, "upload": upload, "version": "1.0.0" });
        let transport = crate::Transport::default();
        let call = self
            .town
            .call_with(transport, Some(token), "mini.upload", input, None);
        match call.await {
            Ok(reply) => Ok(serde_json::from_slice(&reply.body).unwrap()),
            Err(failure) => Err(json!({
                "code": failure.fault.code, "details": failure.fault.details })),
        }
    }
}

fn body(answer: &str) -> Value {
    let (_, body) = answer.split_once("\r\n\r\n").unwrap();
    serde_json::from_str(body).unwrap_or_else(|error| panic!("{error}: {answer}"))
}

/// Every item of the checklist.
fn checklist() -> Value {
    let items = sapa_mini::CHECKLIST.map(|item| json!({ "item": item, "passed": true }));
    json!(items)
}

#[tokio::test]
async fn from_registering_to_a_login() {
    let served = Served::new().await;
    let town = &served.town;
    let (sari, sari_account) = town.register("sari").await;
    let (tono, tono_account) = town.register("tono").await;
    let (budi, budi_account) = town.register("budi").await;
    let app = served.program(&sari, "Noodles").await;
    let id = app.as_str().unwrap().to_owned();
    let member = json!({ "app_id": app, "account": tono_account, "role": "tester" });
    town.ok(&sari, "mini.set_member", member).await;
    let uploaded = served.upload(&sari, &app, "Page({})").await.unwrap();
    let number = uploaded["version"]["number"].clone();
    let version = json!({ "app_id": app, "number": number });

    town.ok(&sari, "mini.set_trial", version.clone()).await;
    let trial = json!({ "app_id": app, "stage": "trial" });
    let opened = town.ok(&tono, "mini.open", trial.clone()).await;
    let stranger = town.call(Some(&budi), "mini.open", trial).await;
    assert_eq!(stranger, Err("mini.not_found"));
    let manifest = format!(
        "{}{}",
        opened["files"].as_str().unwrap(),
        opened["manifest"]["sha256"].as_str().unwrap()
    );
    for (token, status) in [
        (Some(tono.as_str()), "200"),
        (Some(budi.as_str()), "404"),
        (None, "404"),
    ] {
        let answer = served.get(&manifest, token).await;
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status}")),
            "{answer}"
        );
    }

    town.ok(&sari, "mini.submit", version.clone()).await;
    let mut decision = version.clone();
    decision["checklist"] = checklist();
    assert_eq!(
        town.call(Some(&sari), "mini.approve", decision.clone())
            .await,
        Err("accounts.not_operator")
    );
    let waiting = town.ok(&machine(), "mini.reviews", json!({})).await;
    assert_eq!(waiting["items"][0]["program"]["name"], "Noodles");
    town.ok(&machine(), "mini.approve", decision).await;
    town.ok(&sari, "mini.release", version).await;
    let opened = town.ok(&budi, "mini.open", json!({ "app_id": app })).await;
    assert_eq!(opened["stage"], "released");
    files_are_no_documents(&served, &manifest, &opened).await;

    let secret = town
        .ok(&sari, "mini.reset_secret", json!({ "app_id": app }))
        .await;
    let secret = secret["secret"].as_str().unwrap();
    let login = town.ok(&budi, "mini.login", json!({ "app_id": app })).await;
    let code = login["code"].as_str().unwrap();
    let exchange_code = format!(
        "/sns/jscode2session?appid={id}&secret={secret}&js_code={code}&grant_type=authorization_code"
    );
    let who = served.wechat(&exchange_code).await;
    assert_eq!(who["openid"].as_str().unwrap().len(), 28);
    assert!(who["session_key"].is_string() && who["unionid"].is_string());
    let used = json!({ "errcode": 40_163, "errmsg": "code been used" });
    assert_eq!(served.wechat(&exchange_code).await, used);
    let valid = town
        .ok(&budi, "mini.check_session", json!({ "app_id": app }))
        .await;
    assert_eq!(valid["valid"], true);

    let people = [&sari_account, &tono_account, &budi_account];
    payments_and_the_network_ask_the_same(&served, &id, people, &who).await;
}

/// Who sells and what a version reaches is the registry's to say.
async fn payments_and_the_network_ask_the_same(
    served: &Served,
    id: &str,
    people: [&Value; 3],
    who: &Value,
) {
    let town = &served.town;
    let account = |of: &Value| -> AccountId { of.as_str().unwrap().parse().unwrap() };
    let [maker, tester, guest] = people.map(account);
    let read = town.dispatcher.cell().snapshot();
    let programs = ProgramRegistry::of_cell(MiniDesk::default().keys);
    let manages = |who| programs.manages(&read, who, id).unwrap();
    assert_eq!([maker, tester, guest].map(manages), [true, false, false]);
    let openid = who["openid"].as_str().unwrap();
    assert_eq!(programs.account_of(&read, id, openid).unwrap(), Some(guest));
    assert_eq!(
        programs.openid_of(&read, id, guest).unwrap().as_deref(),
        Some(openid)
    );
    assert_eq!(programs.openid_of(&read, id, tester).unwrap(), None);
    let may = |stage, who| programs.network(&read, id, stage, who).unwrap().is_some();
    assert_eq!(
        [maker, tester, guest].map(|who| may(Stage::Release, who)),
        [true; 3]
    );
    assert_eq!(
        [maker, tester, guest].map(|who| may(Stage::Trial, who)),
        [true, true, false]
    );
    assert_eq!(
        [maker, tester, guest].map(|who| may(Stage::Develop, who)),
        [true, false, false]
    );
    assert!(!programs.manages(&read, maker, "wx").unwrap());
    let suspension = json!({ "app_id": id, "reason": "It sends what it should not." });
    town.ok(&machine(), "mini.suspend", suspension).await;
    let read = town.dispatcher.cell().snapshot();
    assert_eq!(
        programs.network(&read, id, Stage::Release, guest).unwrap(),
        None
    );
}

/// What a file is served with, and that nothing of it can be asked for otherwise.
async fn files_are_no_documents(served: &Served, manifest: &str, opened: &Value) {
    let answer = served.get(manifest, None).await;
    let (head, _) = answer.split_once("\r\n\r\n").unwrap();
    for header in [
        "content-type: application/octet-stream",
        "content-disposition: attachment",
        "content-security-policy: default-src 'none'; sandbox",
        "cross-origin-resource-policy: same-origin",
        "x-content-type-options: nosniff",
        "cache-control: private, max-age=31536000, immutable",
    ] {
        assert!(head.contains(header), "{header}: {head}");
    }
    let manifest_json = body(&answer);
    let code = manifest_json["packages"][0]["code"]["sha256"]
        .as_str()
        .unwrap();
    let files = opened["files"].as_str().unwrap();
    let script = served.get(&format!("{files}{code}"), None).await;
    assert!(
        script.contains("__sapa.define(\"pages/index/index\""),
        "{script}"
    );
    let tag = opened["manifest"]["sha256"].as_str().unwrap();
    let known = format!("If-None-Match: \"{tag}\"\r\n");
    let same = exchange(served.address, &request("GET", manifest, &known, "")).await;
    assert!(same.starts_with("HTTP/1.1 304"), "{same}");
    for path in [
        format!("{files}{}", "0".repeat(64)),
        format!("{files}{}", tag.to_uppercase()),
        format!("{files}short"),
        format!("/api/mini/files/wx0000000000000000/{tag}"),
        format!("/api/mini/files/..%2f..%2fetc/{tag}"),
        "/api/mini/icons/wx0000000000000000/1".to_owned(),
    ] {
        let answer = served.get(&path, None).await;
        assert!(answer.starts_with("HTTP/1.1 404"), "{path}: {answer}");
    }
}

#[tokio::test]
async fn what_does_not_compile_is_named() {
    let served = Served::new().await;
    let (sari, _) = served.town.register("sari").await;
    let app = served.program(&sari, "Noodles").await;
    let refused = served
        .upload(&sari, &app, "Page({\n  a: = 1\n})")
        .await
        .unwrap_err();
    assert_eq!(refused["code"], "mini.compile_failed");
    let finding = &refused["details"]["findings"][0];
    assert_eq!(
        (&finding["file"], &finding["line"]),
        (&json!("pages/index/index.js"), &json!(2))
    );
    let upload = served.send(&sari, "mini_package", b"no archive").await;
    let input = json!({ "app_id": app, "upload": upload, "version": "1" });
    let answer = served
        .town
        .call(Some(&sari), "mini.upload", input.clone())
        .await;
    assert_eq!(answer, Err("mini.package_invalid"));
    let again = served
        .town
        .call(Some(&sari), "mini.upload", input.clone())
        .await;
    assert_eq!(again, Err("blobs.upload_not_found"), "used up");
    let (budi, _) = served.town.register("budi").await;
    let stranger = served.town.call(Some(&budi), "mini.upload", input).await;
    assert_eq!(stranger, Err("mini.not_found"));
    // An upload that was taken in is used up.
    let upload = served
        .send(&sari, "mini_package", &archive("Page({})"))
        .await;
    let input = json!({ "app_id": app, "upload": upload, "version": "1" });
    served.town.ok(&sari, "mini.upload", input.clone()).await;
    let again = served.town.call(Some(&sari), "mini.upload", input).await;
    assert_eq!(again, Err("blobs.upload_not_found"));
}

#[tokio::test]
async fn servers_are_refused_as_wechat_does() {
    let served = Served::new().await;
    let (sari, _) = served.town.register("sari").await;
    let app = served.program(&sari, "Noodles").await;
    let secret = served
        .town
        .ok(&sari, "mini.reset_secret", json!({ "app_id": app }))
        .await;
    let (id, secret) = (app.as_str().unwrap(), secret["secret"].as_str().unwrap());
    for (path, errcode) in [
        ("/sns/jscode2session".to_owned(), 41_002),
        (format!("/sns/jscode2session?appid={id}"), 41_004),
        (
            format!("/sns/jscode2session?appid=wx1&secret={secret}"),
            40_013,
        ),
        (format!("/sns/jscode2session?appid={id}&secret=x"), 40_125),
        (
            format!("/sns/jscode2session?appid={id}&secret={secret}"),
            40_002,
        ),
        (
            format!("/sns/jscode2session?appid={id}&secret={secret}&grant_type=authorization_code"),
            41_008,
        ),
        (
            format!(
                "/sns/jscode2session?appid={id}&secret={secret}&grant_type=authorization_code&js_code=%00"
            ),
            40_029,
        ),
        ("/cgi-bin/token".to_owned(), 40_002),
        (
            format!("/cgi-bin/token?grant_type=client_credential&appid={id}&secret=x"),
            40_125,
        ),
        ("/cgi-bin/stable_token".to_owned(), 43_002),
        ("/wxa/checksession".to_owned(), 41_001),
        ("/wxa/checksession?access_token=x".to_owned(), 40_001),
    ] {
        let answer = served.wechat(&path).await;
        assert_eq!(answer["errcode"], errcode, "{path}");
        assert!(answer["errmsg"].is_string());
    }
}

#[tokio::test]
async fn servers_get_tokens_as_wechat_gives_them() {
    let served = Served::new().await;
    let (sari, _) = served.town.register("sari").await;
    let app = served.program(&sari, "Noodles").await;
    let secret = json!({ "app_id": app });
    let secret = served.town.ok(&sari, "mini.reset_secret", secret).await;
    let (id, secret) = (app.as_str().unwrap(), secret["secret"].as_str().unwrap());
    let token = served
        .wechat(&format!(
            "/cgi-bin/token?grant_type=client_credential&appid={id}&secret={secret}"
        ))
        .await;
    assert_eq!(token["expires_in"], 7_200);
    let token = token["access_token"].as_str().unwrap();
    let answer = served
        .wechat(&format!("/wxa/checksession?access_token={token}&openid=o"))
        .await;
    assert_eq!(answer["errcode"], 40_003);
    let address = served.address;
    let post = |path: String, text: String| async move {
        body(&exchange(address, &request("POST", &path, "", &text)).await)
    };
    let asked = json!({ "grant_type": "client_credential", "appid": id, "secret": secret });
    let stable = post("/cgi-bin/stable_token".to_owned(), asked.to_string()).await;
    let again = post("/cgi-bin/stable_token".to_owned(), asked.to_string()).await;
    assert_eq!(stable["access_token"], again["access_token"]);
    for text in ["", "[]", "{\"appid\":1}"] {
        let answer = post("/cgi-bin/stable_token".to_owned(), text.to_owned()).await;
        assert_eq!(answer["errcode"], 47_001, "{text}");
    }
    let answer = post(format!("/cgi-bin/token?appid={id}"), String::new()).await;
    assert_eq!(answer["errcode"], 43_001);
    let check = json!({ "openid": "o", "signature": "", "sig_method": "hmac_sha256" });
    let answer = post(
        format!("/wxa/checksession?access_token={token}"),
        check.to_string(),
    )
    .await;
    assert_eq!(answer["errcode"], 40_003);
}

#[tokio::test]
async fn who_may_call_and_what_is_malformed() {
    let town = Town::new();
    town.open_registration().await;
    let (sari, _) = town.register("sari").await;
    let registry = registry(Settings::default());
    let operations = registry.operations();
    let mini = || {
        operations
            .iter()
            .filter(|operation| operation.name.starts_with("mini."))
    };
    assert!(mini().count() > 35);
    for operation in mini() {
        let name = operation.name;
        let token = match operation.access {
            Access::Anonymous => panic!("{name} is for nobody"),
            Access::SignedIn => sari.clone(),
            Access::Operator => machine(),
            Access::Merchant => panic!("{name} is for merchants"),
        };
        let nobody = town.call(None, name, json!({})).await;
        assert_eq!(nobody, Err("accounts.not_signed_in"), "{name}");
        if operation.access == Access::Operator {
            let person = town.call(Some(&sari), name, json!({})).await;
            assert_eq!(person, Err("accounts.not_operator"), "{name}");
        }
        for input in [
            json!(3),
            json!("text"),
            json!(null),
            json!({ "app_id": "wx1", "cursor": 1, "query": 1 }),
        ] {
            let empty = ["mini.mine", "mini.shelf"].contains(&name) && input.is_object();
            if empty {
                continue;
            }
            let answer = town.call(Some(&token), name, input.clone()).await;
            assert_eq!(answer, Err("request.malformed"), "{name} {input}");
        }
    }
}
