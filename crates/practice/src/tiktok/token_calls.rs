//! The token host and the consent page (tiktok-shop fact sheet 2).

use serde_json::json;

use super::access::Grant;
use super::envelope::Answer;
use super::gate::Incoming;
use super::refusal::Refusal;
use crate::world::World;

/// 2124-01-01: a date that real answers carry for an authorization without an end (fact sheet 2).
const ENDLESS_S: i64 = 4_859_740_800;

/// `/api/v2/token/get` and `/api/v2/token/refresh`: no signature, the secret stands in the query.
pub fn answer(world: &mut World, incoming: &Incoming, query: &[(String, String)]) -> Answer {
    match granted(world, incoming, query) {
        Ok(grant) => Answer::done(Some(grant_json(world, &grant))),
        Err(refusal) => Answer::refused(&refusal),
    }
}

fn granted(world: &mut World, incoming: &Incoming, query: &[(String, String)]) -> Result<Grant, Refusal> {
    let value = |key: &str| query.iter().find(|(name, _)| name == key).map_or("", |(_, value)| value.as_str());
    let refresh = match incoming.path.as_str() {
        "/api/v2/token/get" => false,
        "/api/v2/token/refresh" => true,
        _ => return Err(Refusal::new(36_009_009, "Invalid path: the path does not exist")),
    };
    if incoming.method != "GET" {
        return Err(Refusal::new(36_009_010, "Invalid method: the path does not support this HTTP method"));
    }
    let now_ms = world.now_ms();
    let access = &mut world.tiktok.access;
    if value("app_key") != access.app_key() {
        return Err(Refusal::new(36_009_004, "Invalid 'app_key' query parameter"));
    }
    if value("app_secret") != access.app_secret() {
        return Err(Refusal::new(36_009_004, "Invalid 'app_secret' query parameter"));
    }
    let wanted = if refresh { "refresh_token" } else { "authorized_code" };
    if value("grant_type") != wanted {
        return Err(Refusal::new(36_009_004, format!("Invalid 'grant_type' query parameter: use {wanted}")));
    }
    let grant = if refresh {
        access.refresh(value("refresh_token"), now_ms)?
    } else {
        access.exchange(value("auth_code"), now_ms)?
    };
    let step = if refresh { "token_refreshed" } else { "token_granted" };
    world.journal.note(now_ms, "tiktok", step, "access", "");
    Ok(grant)
}

fn grant_json(world: &World, grant: &Grant) -> serde_json::Value {
    let access = &world.tiktok.access;
    let scopes: Vec<&str> = access.scopes().collect();
    let until_s = if access.endless { ENDLESS_S } else { grant.refresh_until_ms / 1_000 };
    let mut data = json!({
        "access_token": grant.access_token,
        "access_token_expire_in": grant.access_until_ms / 1_000,
        "refresh_token": grant.refresh_token,
        "refresh_token_expire_in": until_s,
        "open_id": access.open_id(),
        "seller_name": "Practice Shop",
        "seller_base_region": "US",
        "user_type": access.user_type,
    });
    if let Some(members) = data.as_object_mut().filter(|_| access.tells_scopes) {
        members.insert("granted_scopes".to_owned(), json!(scopes));
    }
    data
}

/// The consent page: two links that stand for the seller's yes and no. `None` if the service id is not ours.
pub fn consent_page(world: &mut World, query: &[(String, String)]) -> Option<String> {
    let value = |key: &str| query.iter().find(|(name, _)| name == key).map_or("", |(_, value)| value.as_str());
    if value("service_id") != world.tiktok.access.service_id() && value("app_key") != world.tiktok.access.app_key() {
        return None;
    }
    let now_ms = world.now_ms();
    let code = world.tiktok.access.issue_code(now_ms);
    let state = percent_encoding::utf8_percent_encode(value("state"), percent_encoding::NON_ALPHANUMERIC).to_string();
    let app_key = world.tiktok.access.app_key();
    Some(format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Authorize</title><h1>Practice Shop</h1>\
         <p>An app asks to work with this shop.</p>\
         <p><a href=\"/registered-page?app_key={app_key}&amp;code={code}&amp;locale=en&amp;shop_region=US&amp;state={state}\">Authorize</a></p>\
         <p><a href=\"/registered-page?code=null&amp;error=auth_denied&amp;state={state}\">Cancel</a></p></html>"
    ))
}

/// The seller's registered page, where the browser ends.
pub const REGISTERED_PAGE: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Done</title>\
     <h1>Almost done</h1><p>Copy this page's whole address from the address bar and paste it into the app.</p></html>";
