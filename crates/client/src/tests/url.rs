use crate::Endpoint;

#[test]
fn a_cells_address_is_host_and_port() {
    for (url, host, port, loopback) in [
        ("http://127.0.0.1:8123", "127.0.0.1", 8123, true),
        ("http://localhost:1/", "localhost", 1, true),
        ("http://[::1]:9", "::1", 9, true),
        ("http://cell.example", "cell.example", 80, false),
        ("http://10.0.0.1:80", "10.0.0.1", 80, false),
    ] {
        let endpoint = Endpoint::parse(url).expect(url);
        assert_eq!(
            (endpoint.host(), endpoint.port(), endpoint.is_loopback()),
            (host, port, loopback),
            "{url}"
        );
    }
}

#[test]
fn anything_else_is_refused_with_its_reason() {
    for url in [
        "",
        "https://a",
        "http://",
        "http://a/b",
        "http://a:port",
        "http://a:70000",
        "http://u@a",
        "127.0.0.1:1",
    ] {
        let error = Endpoint::parse(url).expect_err(url).to_string();
        assert!(error.contains("is not a cell's address"), "{error}");
    }
}
