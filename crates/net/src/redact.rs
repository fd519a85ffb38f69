//! Text without secrets and without buyers: what may be logged, stored as a payload or shown in an error.

use serde_json::Value;

/// Printed in place of a hidden value.
pub const HIDDEN: &str = "[hidden]";
/// Longest text that is kept of anything.
pub const TEXT_CHARS_MAX: usize = 2000;

/// Names whose value is hidden wherever they appear as a JSON key, a query key or a header. Compared in lower case
/// without `_`, `-` and blanks.
pub const HIDDEN_NAMES: &[&str] = &[
    // secrets
    "accesstoken",
    "refreshtoken",
    "xttsaccesstoken",
    "xamzaccesstoken",
    "authorization",
    "cookie",
    "setcookie",
    "token",
    "appsecret",
    "clientsecret",
    "secret",
    "password",
    "sign",
    "signature",
    "authcode",
    "codeverifier",
    "shopcipher",
    "spapioauthcode",
    "restricteddatatoken",
    // people
    "name",
    "firstname",
    "lastname",
    "fullname",
    "recipientname",
    "buyername",
    "firstnamelocalscript",
    "lastnamelocalscript",
    "buyernickname",
    "nickname",
    "buyeremail",
    "email",
    "emailaddress",
    "notificationemails",
    "phone",
    "phonenumber",
    "buyermessage",
    "giftmessage",
    "cpf",
    "cpfname",
    "sellernote",
    "signedforby",
    "receivedby",
    // places
    "address",
    "addressdetail",
    "addressline1",
    "addressline2",
    "addressline3",
    "addressline4",
    "addresslines",
    "addresslineone",
    "addresslinetwo",
    "fulladdress",
    "city",
    "postalcode",
    "postcode",
    "zipcode",
    "zip",
    "postaltown",
    "districtorcounty",
    "dropofflocation",
    "deliverynotes",
    "latitude",
    "longitude",
];

/// Names whose whole sub-tree is hidden: everything below may tell who or where a buyer is.
pub const HIDDEN_TREES: &[&str] = &[
    "recipientaddress",
    "destinationaddress",
    "deliveryaddress",
    "shiptoaddress",
    "billingaddress",
    "shippingaddress",
    "districtinfo",
    "deliverypreferences",
];

/// A JSON payload with hidden values, cut to [`TEXT_CHARS_MAX`]. Anything that is not JSON is not shown at all.
pub fn payload(body: &[u8]) -> String {
    match serde_json::from_slice::<Value>(body) {
        Ok(mut value) => {
            hide(&mut value);
            cut(&value.to_string())
        }
        Err(_) if body.is_empty() => String::new(),
        Err(_) => format!("[{} bytes that are not JSON]", body.len()),
    }
}

/// The same on a value, for callers that keep it as JSON.
pub fn hide(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (key, field) in fields.iter_mut() {
                let key = folded(key);
                let is_tree = HIDDEN_TREES.contains(&key.as_str());
                let is_leaf = HIDDEN_NAMES.contains(&key.as_str()) && !field.is_object() && !field.is_null();
                if is_tree || is_leaf { *field = HIDDEN.into() } else { hide(field) }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(hide),
        Value::String(words) => *words = text(words),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// A URL whose secret query values are hidden.
pub fn url(address: &str) -> String {
    let Some((path, query)) = address.split_once('?') else { return cut(address) };
    let shown: Vec<String> = query
        .split('&')
        .map(|pair| match pair.split_once('=') {
            Some((key, _)) if HIDDEN_NAMES.contains(&folded(key).as_str()) => format!("{key}={HIDDEN}"),
            _ => pair.to_owned(),
        })
        .collect();
    cut(&format!("{path}?{}", shown.join("&")))
}

/// Whether a header of this name must not be printed.
pub fn is_hidden_header(name: &str) -> bool {
    HIDDEN_NAMES.contains(&folded(name).as_str())
}

/// A platform's own sentence without e-mail addresses and tokens, cut to [`TEXT_CHARS_MAX`].
pub fn text(words: &str) -> String {
    let shown: Vec<&str> = words.split(' ').map(|word| if is_secret_word(word) { HIDDEN } else { word }).collect();
    cut(&shown.join(" "))
}

fn is_secret_word(word: &str) -> bool {
    const STARTS: &[&str] = &["Atza|", "Atzr|", "Atz.sprdt|", "Atza%7C", "Atzr%7C", "amzn1.oa2-cs.", "ROW_", "TTP_"];
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    let mail = bare.split_once('@').is_some_and(|(who, host)| !who.is_empty() && host.contains('.'));
    mail || STARTS.iter().any(|start| word.contains(start))
}

fn folded(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '_' | '-' | ' ')).flat_map(char::to_lowercase).collect()
}

fn cut(words: &str) -> String {
    if words.chars().count() <= TEXT_CHARS_MAX {
        return words.to_owned();
    }
    let mut short: String = words.chars().take(TEXT_CHARS_MAX).collect();
    short.push('…');
    short
}
