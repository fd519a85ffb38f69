//! Adding an account and staying signed in (F001, F005–F008; tiktok-shop fact sheet 2).

use std::sync::{Arc, Mutex};

use crate::support::*;
use async_trait::async_trait;
use chrono::TimeDelta;
use serde_json::{Value, json};
use shopferry_channel::{
    ChannelError, SalesChannel, Secret, SecretName, SecretStore, SecretStoreError, SeededChance, TokioClock,
};
use shopferry_domain::ConnectionId;
use shopferry_tiktok_shop::{
    ExpectedState, Grant, HeldTokens, KeptTokens, SignInError, Thread, TokenStore, Tokens, authorized_shops,
    consent_link, consent_link_from, exchange,
};

const GET: &str = "/api/v2/token/get";
const REFRESH: &str = "/api/v2/token/refresh";
const SEARCH: &str = "/order/202309/orders/search";

fn granted(number: u32, access_secs: i64) -> Value {
    json!({
        "access_token": format!("access-{number}"), "access_token_expire_in": NOW + access_secs,
        "refresh_token": format!("refresh-{number}"), "refresh_token_expire_in": 4_800_000_000_i64,
        "open_id": "seller", "seller_name": "Practice Shop", "seller_base_region": "US", "user_type": 0,
        "granted_scopes": [
            "seller.authorization.info", "seller.order.info", "seller.fulfillment.basic", "seller.logistics",
            "seller.product.basic", "seller.product.write", "seller.return_refund.basic"
        ]
    })
}

async fn pasted(stub: &Stub, text: &str, secs_later: i64) -> Result<Grant, SignInError> {
    let expected = ExpectedState { state: "s/1+".to_owned(), issued_at: at(NOW) };
    let secret = Secret::new("app secret");
    exchange(Arc::new(stub.clone()), &hosts().auth, "68xu9ks5p4i8", &secret, text, &expected, at(NOW + secs_later))
        .await
}

#[tokio::test(start_paused = true)]
async fn the_whole_pasted_address_is_taken_and_the_code_is_sent_once() {
    let stub = Stub::new().on(GET, ok(granted(1, 7 * 86_400)));
    let address = "https://localhost/callback?app_key=68xu&code=TTP_a%2Bb%2F&locale=en&shop_region=US&state=s%2F1%2B#x";
    let grant = pasted(&stub, address, 599).await.unwrap();
    assert_eq!(grant.tokens.access.expose(), "access-1");
    assert_eq!(grant.tokens.access_expires_at, at(NOW + 7 * 86_400), "expiries are absolute");
    assert_eq!(grant.tokens.refresh_expires_at, None, "decades ahead counts as no end (F007)");
    assert!(grant.missing_scopes().is_empty());
    let sent = stub.at(GET);
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].query["auth_code"], "TTP_a+b/");
    assert_eq!(sent[0].query["grant_type"], "authorized_code");
    assert_eq!(sent[0].query["app_secret"], "app secret");
    assert!(!sent[0].query.contains_key("sign"));
    assert_eq!(pasted(&stub, "  TTP_bare-code ", 0).await.unwrap().open_id.as_deref(), Some("seller"));
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_is_not_ours_is_never_sent() {
    let stub = Stub::new().on(GET, ok(granted(1, 7 * 86_400)));
    let cases = [
        ("https://localhost/cb?code=c&state=other", 0, SignInError::OtherState),
        ("https://localhost/cb?code=c", 0, SignInError::OtherState),
        ("https://localhost/cb?code=c&state=s%2F1%2B", 601, SignInError::TooLate),
        ("https://localhost/cb?code=null&error=auth_denied&state=s%2F1%2B", 0, SignInError::Denied),
        ("https://localhost/cb?state=s%2F1%2B", 0, SignInError::NoCode),
        ("https://localhost/cb", 0, SignInError::NoCode),
        ("", 0, SignInError::NoCode),
        ("two words", 0, SignInError::NoCode),
    ];
    for (text, later, expected) in cases {
        assert_eq!(pasted(&stub, text, later).await.unwrap_err(), expected, "{text}");
    }
    assert!(stub.seen().is_empty());
}

#[tokio::test(start_paused = true)]
async fn each_refusal_names_its_cure() {
    let code_used = Stub::new().on(GET, no(400, 36_004_004, "Authorization code is invalid"));
    let fault = pasted(&code_used, "code", 0).await.unwrap_err();
    assert_eq!(fault, SignInError::CodeNotTaken { message: "Authorization code is invalid".to_owned() });
    assert!(fault.to_string().contains("open the link again"));
    let wrong_key = Stub::new().on(GET, no(400, 36_009_004, "Invalid 'app_key' query parameter"));
    assert_eq!(pasted(&wrong_key, "code", 0).await.unwrap_err(), SignInError::WrongKeys);
    let lost = Stub::new().on(GET, Outcome::Lost);
    assert!(matches!(pasted(&lost, "code", 0).await.unwrap_err(), SignInError::NoAnswer { .. }));
    assert_eq!(lost.seen().len(), 1, "a code that may be used up is never sent again");
    let mut creator = granted(1, 9);
    creator["user_type"] = json!(1);
    let creator = Stub::new().on(GET, ok(creator));
    assert_eq!(pasted(&creator, "code", 0).await.unwrap_err(), SignInError::NotASeller, "F006");
    let mut few = granted(1, 9);
    few["granted_scopes"] = json!(["seller.order.info", "seller.product.write", "seller.product.basic"]);
    let few = Stub::new().on(GET, ok(few));
    let expected = SignInError::MissingScopes {
        scopes: [
            "seller.authorization.info",
            "seller.fulfillment.basic",
            "seller.logistics",
            "seller.return_refund.basic",
        ]
        .map(str::to_owned)
        .to_vec(),
    };
    assert_eq!(pasted(&few, "code", 0).await.unwrap_err(), expected, "F006");
    let empty = Stub::new().on(GET, ok(Value::Null));
    assert!(matches!(pasted(&empty, "code", 0).await.unwrap_err(), SignInError::Unreadable { .. }));
}

#[test]
fn the_consent_link_carries_service_id_and_state() {
    assert_eq!(
        consent_link("7171", "a b", "us"),
        "https://services.us.tiktokshop.com/open/authorize?service_id=7171&state=a%20b"
    );
    assert!(consent_link("7171", "s", "GB").starts_with("https://services.tiktokshop.com/open/authorize?"));
    assert_eq!(
        consent_link_from(" https://services.tiktokshops.us/open/authorize?service_id=7&state=old ", "new").unwrap(),
        "https://services.tiktokshops.us/open/authorize?service_id=7&state=new"
    );
    assert_eq!(consent_link_from("http://services.tiktokshops.us/open/authorize", "s"), None);
    assert_eq!(consent_link_from("no link", "s"), None);
}

#[tokio::test(start_paused = true)]
async fn one_sign_in_brings_several_shops_with_their_ciphers() {
    let stub = Stub::new().on(
        "/authorization/202309/shops",
        ok(json!({"shops": [
            {"id": "7495000000000000001", "name": "Practice Shop", "region": "US", "seller_type": "LOCAL", "cipher": "c1"},
            {"id": 7495000000000000002_i64, "name": "Second", "region": "GB", "seller_type": "CROSS_BORDER", "cipher": "c2"},
            {"id": "7495000000000000003", "name": "No cipher", "region": "GB"}
        ]})),
    );
    let clock = Arc::new(TokioClock::starting_at(at(NOW)));
    let chance = Arc::new(SeededChance::new(1));
    let shops = authorized_shops(Arc::new(stub.clone()), hosts(), "68xu", held(), clock, chance).await.unwrap();
    let told: Vec<_> = shops.iter().map(|s| (s.id.as_str(), s.region.as_str(), s.cross_border)).collect();
    assert_eq!(told, [("7495000000000000001", "US", false), ("7495000000000000002", "GB", true)], "F007, F008");
    assert_eq!(shops[1].cipher.expose(), "c2");
    assert!(!stub.seen()[0].query.contains_key("shop_cipher"), "an error where it is not taken (fact sheet 3)");
    assert_eq!(stub.seen()[0].token.as_deref(), Some("access-1"));
}

async fn search(shop: &impl SalesChannel) -> Result<(), ChannelError> {
    shop.orders().changed(at(NOW), None).await.map(|_| ())
}

fn empty_page() -> Outcome {
    ok(json!({"orders": [], "next_page_token": ""}))
}

#[tokio::test(start_paused = true)]
async fn a_token_near_its_end_is_renewed_once_for_all_callers_and_stored() {
    let stub = Stub::new().on(SEARCH, empty_page()).on(REFRESH, ok(granted(2, 7 * 86_400)));
    let store = Arc::new(HeldTokens::new(Secret::new("app-secret"), Some(tokens("access-1", 0))));
    let shop = shop_with("US", &stub, store.clone(), TimeDelta::zero());
    let (a, b) = tokio::join!(search(&shop), search(&shop));
    a.and(b).unwrap();
    assert_eq!(stub.at(REFRESH).len(), 1, "single flight");
    assert_eq!(stub.at(REFRESH)[0].query["refresh_token"], "refresh-1");
    assert!(stub.at(SEARCH).iter().all(|seen| seen.token.as_deref() == Some("access-2")));
    assert_eq!(store.newest().unwrap().refresh.expose(), "refresh-2", "the newest refresh token is kept");
}

#[tokio::test(start_paused = true)]
async fn a_stored_token_that_still_lives_is_used_as_it_is() {
    let stub = Stub::new().on(SEARCH, empty_page());
    search(&shop_in("US", &stub)).await.unwrap();
    assert_eq!(stub.paths(), [SEARCH]);
    assert_eq!(stub.seen()[0].token.as_deref(), Some("access-1"));
}

#[tokio::test(start_paused = true)]
async fn an_expired_token_is_renewed_and_the_call_repeated() {
    let expired = || no(401, 105_002, "Expired credentials");
    let stub = Stub::new().on(SEARCH, expired()).on(SEARCH, empty_page()).on(REFRESH, ok(granted(2, 7 * 86_400)));
    search(&shop_in("US", &stub)).await.unwrap();
    assert_eq!(stub.paths(), [SEARCH, REFRESH, SEARCH]);
    let stub = Stub::new().on(SEARCH, expired()).on(REFRESH, ok(granted(2, 7 * 86_400)));
    let fault = search(&shop_in("US", &stub)).await.unwrap_err();
    assert!(matches!(fault, ChannelError::NeedsSignIn { .. }));
    assert_eq!(stub.paths(), [SEARCH, REFRESH, SEARCH].repeat(4), "one renewal an attempt, then a person is asked");
}

#[tokio::test(start_paused = true)]
async fn an_ended_authorization_rests_the_connection_without_a_call() {
    let stub = Stub::new().on(SEARCH, empty_page());
    let mut ended = tokens("access-1", 0);
    ended.refresh_expires_at = Some(at(NOW - 1));
    let store = Arc::new(HeldTokens::new(Secret::new("s"), Some(ended)));
    let fault = search(&shop_with("US", &stub, store, TimeDelta::zero())).await.unwrap_err();
    assert!(matches!(fault, ChannelError::NeedsSignIn { .. }), "F007: no retries against the API");
    let none = Arc::new(HeldTokens::new(Secret::new("s"), None));
    let fault = search(&shop_with("US", &stub, none, TimeDelta::zero())).await.unwrap_err();
    assert!(matches!(fault, ChannelError::NeedsSignIn { .. }));
    assert!(stub.seen().is_empty());
    for code in [36_004_001, 36_004_005] {
        let stub = Stub::new().on(REFRESH, no(400, code, "no record"));
        let store = Arc::new(HeldTokens::new(Secret::new("s"), Some(tokens("access-1", 0))));
        let fault = search(&shop_with("US", &stub, store, TimeDelta::zero())).await.unwrap_err();
        assert!(matches!(fault, ChannelError::NeedsSignIn { .. }), "{code}");
    }
}

/// A keychain that can be locked.
#[derive(Debug, Default)]
struct Keychain {
    entries: Mutex<std::collections::BTreeMap<SecretName, String>>,
    locked: Mutex<bool>,
}

impl SecretStore for Keychain {
    fn get(&self, name: &SecretName) -> Result<Option<Secret>, SecretStoreError> {
        Ok(self.entries.lock().unwrap().get(name).map(Secret::new))
    }
    fn put(&self, name: &SecretName, secret: &Secret) -> Result<(), SecretStoreError> {
        if *self.locked.lock().unwrap() {
            return Err(SecretStoreError::Locked);
        }
        self.entries.lock().unwrap().insert(name.clone(), secret.expose().to_owned());
        Ok(())
    }
    fn delete(&self, name: &SecretName) -> Result<(), SecretStoreError> {
        self.entries.lock().unwrap().remove(name);
        Ok(())
    }
}

#[tokio::test(start_paused = true)]
async fn renewed_tokens_are_not_used_before_they_are_stored_and_not_lost_either() {
    let keychain = Arc::new(Keychain::default());
    let kept = Arc::new(KeptTokens::new(keychain.clone(), ConnectionId::new("tt-1").unwrap(), Thread::Inline));
    kept.save_app_secret(&Secret::new("app-secret")).await.unwrap();
    kept.save(&tokens("access-1", 0)).await.unwrap();
    let stub = Stub::new().on(SEARCH, empty_page()).on(REFRESH, ok(granted(2, 7 * 86_400)));
    let shop = shop_with("US", &stub, kept.clone(), TimeDelta::zero());
    *keychain.locked.lock().unwrap() = true;
    assert_eq!(search(&shop).await.unwrap_err(), ChannelError::Secrets(SecretStoreError::Locked));
    assert_eq!(stub.paths(), [REFRESH]);
    *keychain.locked.lock().unwrap() = false;
    search(&shop).await.unwrap();
    assert_eq!(stub.paths(), [REFRESH, SEARCH], "the renewed pair was kept in hand, not renewed again");
    assert_eq!(kept.load().await.unwrap().unwrap().refresh.expose(), "refresh-2");
    kept.forget().await.unwrap();
    assert!(keychain.entries.lock().unwrap().is_empty(), "F001: no secret is left behind");
}

#[tokio::test]
async fn tokens_survive_in_the_keychain_one_entry_each() {
    let keychain = Arc::new(Keychain::default());
    let kept = KeptTokens::new(keychain.clone(), ConnectionId::new("tt-1").unwrap(), Thread::Blocking);
    assert!(kept.load().await.unwrap().is_none());
    let mut pair = tokens("a b", 60);
    pair.refresh_expires_at = None;
    kept.save(&pair).await.unwrap();
    let back = kept.load().await.unwrap().unwrap();
    assert_eq!((back.access.expose(), back.access_expires_at), ("a b", at(NOW + 60)));
    assert_eq!((back.refresh.expose(), back.refresh_expires_at), ("refresh-1", None));
    assert!(kept.app_secret().await.unwrap().is_none());
    assert_eq!(keychain.entries.lock().unwrap().len(), 2);
    keychain.delete(&SecretName { owner: "tt-1".to_owned(), what: "access_token".to_owned() }).unwrap();
    let half = kept.load().await.unwrap().unwrap();
    assert!(half.access.is_empty() && half.access_expires_at < at(NOW), "the refresh token alone brings a new pair");
}

/// Counts how often the store is asked to save.
struct Refusing;

#[async_trait]
impl TokenStore for Refusing {
    async fn app_secret(&self) -> Result<Option<Secret>, SecretStoreError> {
        Err(SecretStoreError::NoKeychain("none".to_owned()))
    }
    async fn load(&self) -> Result<Option<Tokens>, SecretStoreError> {
        Ok(Some(tokens("access-1", 86_400)))
    }
    async fn save(&self, _: &Tokens) -> Result<(), SecretStoreError> {
        Err(SecretStoreError::Locked)
    }
}

#[tokio::test(start_paused = true)]
async fn without_a_keychain_nothing_is_sent_and_the_reason_is_told() {
    let stub = Stub::new();
    let fault = search(&shop_with("US", &stub, Arc::new(Refusing), TimeDelta::zero())).await.unwrap_err();
    assert_eq!(fault, ChannelError::Secrets(SecretStoreError::NoKeychain("none".to_owned())));
    assert!(stub.seen().is_empty());
}

#[test]
fn no_debug_output_holds_a_secret() {
    let pair = tokens("access-1", 1);
    let state = ExpectedState { state: "s-1".to_owned(), issued_at: at(NOW) };
    let printed = format!("{pair:?} {state:?} {:?}", held());
    assert!(!printed.contains("access-1") && !printed.contains("refresh-1") && !printed.contains("s-1"), "{printed}");
    assert!(!printed.contains("app-secret"));
}
