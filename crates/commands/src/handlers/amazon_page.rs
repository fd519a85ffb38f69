//! The link that searches an order in Amazon's own pages (F090).

use serde_json::Value;
use shopferry_ledger::{Connection, ExportRow, LedgerError, View};

/// Where sellers of a country work (Amazon fact sheet 1).
const HOSTS: &[(&str, &str)] = &[
    ("US", "sellercentral.amazon.com"),
    ("CA", "sellercentral.amazon.ca"),
    ("MX", "sellercentral.amazon.com.mx"),
    ("BR", "sellercentral.amazon.com.br"),
    ("GB", "sellercentral-europe.amazon.com"),
    ("UK", "sellercentral-europe.amazon.com"),
    ("DE", "sellercentral-europe.amazon.com"),
    ("FR", "sellercentral-europe.amazon.com"),
    ("IT", "sellercentral-europe.amazon.com"),
    ("ES", "sellercentral-europe.amazon.com"),
    ("IE", "sellercentral-europe.amazon.com"),
];

/// The search for an export's key; none for practice accounts and unknown countries.
pub(crate) fn search(view: &View<'_>, export: Option<&ExportRow>) -> Result<Option<String>, LedgerError> {
    let Some(export) = export.filter(|e| e.accepted_at.is_some()) else { return Ok(None) };
    let connection = view.connections().get(&export.connection)?.filter(|c| !c.practice);
    let host = connection.as_ref().and_then(host_of);
    Ok(host.map(|host| format!("https://{host}/orders-v3/search?q={}&qt=orderid", export.key)))
}

fn host_of(connection: &Connection) -> Option<&'static str> {
    let country = connection.account.get("country").and_then(Value::as_str)?;
    HOSTS.iter().find(|(code, _)| code.eq_ignore_ascii_case(country)).map(|(_, host)| *host)
}
