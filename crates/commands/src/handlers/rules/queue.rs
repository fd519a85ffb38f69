//! The secret half of the access key of a seller's own message queue: kept, never told (F427).

use serde_json::json;
use shopferry_channel::Secret;
use shopferry_ledger::Flow;

use crate::desk::Desk;
use crate::handlers::rules::marketplace;
use crate::list::CommandError;
use crate::wire::Done;
use crate::wire::rules::QueueSecret;

/// When it was last entered, among the account's facts.
pub(crate) const SECRET_AT: &str = "queue_secret_at";

pub(crate) async fn keep_secret(desk: &Desk, request: QueueSecret) -> Result<Done, CommandError> {
    let amazon = marketplace::row(desk, &request.id)?;
    let secret = Secret::new(request.secret.trim());
    if secret.is_empty() {
        let (message, cure) = ("The secret half of the key is missing.", "Copy it from where the key was made.");
        return Err(CommandError::new("bad_input", message, cure).on("secret"));
    }
    desk.house.keep_queue_secret(&amazon.id, secret).await?;
    let now = desk.house.now();
    desk.store.write(|tx| {
        let Some(mut row) = tx.connections().get(&amazon.id)? else { return Ok(()) };
        if let Some(facts) = row.account.as_object_mut() {
            facts.insert(SECRET_AT.to_owned(), json!(now.to_rfc3339()));
        }
        tx.connections().save(&row)?;
        tx.flows().mark_due(&amazon.id, Flow::ReadMessages, now)?;
        // That it was entered is logged, what was entered is not.
        tx.audit().add(now, "queue_secret", amazon.id.as_str(), None, Some(&json!({ "entered": true })))
    })?;
    desk.engine.wake();
    Ok(Done {})
}
