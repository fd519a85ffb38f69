//! A marketplace's draft tried with a recent order before it is saved, and its facts asked anew (F073, F401, F402, F431).

use shopferry_domain::settings::{ApiVersion, FieldFault, MarketplaceSettings};
use shopferry_domain::{ConnectionId, Reason, ReasonCode};
use shopferry_engine::account_facts::FACTS_OLD;
use shopferry_engine::trial::Trial;

use crate::desk::Desk;
use crate::handlers::rules::entry::Entries;
use crate::handlers::rules::{facts, marketplace, marketplace_draft, saved};
use crate::list::CommandError;
use crate::wire::Done;
use crate::wire::reason::ReasonView;
use crate::wire::rules::{MarketplaceDraftOf, MarketplaceOfShop, TrialView};

/// What Amazon says of the draft. Fields that cannot be read count as unset: Save tells of them.
pub(crate) async fn of_draft(desk: &Desk, request: &MarketplaceDraftOf) -> Result<TrialView, CommandError> {
    let amazon = marketplace::row(desk, &request.id)?;
    let draft = marketplace_draft::read(&request.draft, facts::currency(&amazon).as_ref(), &mut Entries::default());
    Ok(match desk.engine.trial(&amazon.id, &draft).await? {
        Some(trial) => shown(&trial),
        None => TrialView {
            order: None,
            goes: false,
            reason: Some(ReasonView::from(&Reason::new(ReasonCode::TrialNoOrder))),
            fee: None,
            arrives_by: None,
            asked: Vec::new(),
            unconfirmed: Vec::new(),
        },
    })
}

fn shown(trial: &Trial) -> TrialView {
    let preview = trial.answer.as_ref().ok().filter(|_| trial.reason.is_none());
    TrialView {
        order: Some(trial.order.clone()),
        goes: trial.reason.is_none(),
        reason: trial.reason.as_ref().map(ReasonView::from),
        fee: preview.and_then(|p| p.fee.as_ref()).map(ToString::to_string),
        arrives_by: preview.and_then(|p| p.arrives_by),
        asked: trial.asked.iter().map(|wish| wish.name.as_str().to_owned()).collect(),
        unconfirmed: preview.map(|_| trial.unconfirmed()).unwrap_or_default(),
    }
}

/// F401: another order version is taken only after a preview in it has succeeded. Without any order to try, only the way
/// back to the first version is open.
pub(crate) async fn version_proved(
    desk: &Desk,
    amazon: &ConnectionId,
    draft: &MarketplaceSettings,
) -> Result<(), CommandError> {
    let reason = match desk.engine.trial(amazon, draft).await? {
        Some(trial) => trial.reason.map(|why| failed(&trial.order, &why)),
        None if draft.api_version == ApiVersion::V1 => None,
        None => Some(Reason::new(ReasonCode::TrialNoOrder)),
    };
    let faults: Vec<FieldFault> =
        reason.into_iter().map(|reason| FieldFault { field: "api_version".to_owned(), reason }).collect();
    saved::refuse(&faults)
}

fn failed(order: &str, why: &Reason) -> Reason {
    let words = why.detail.as_ref().map(|detail| format!(" ({detail})")).unwrap_or_default();
    let sentence = why.code.text().sentence.trim_end_matches('.');
    Reason::about(ReasonCode::TrialFailed, format!("order {order}: {sentence}{words}"))
}

/// Asks Amazon anew, unless it was asked lately. The page shows what is known until the answer is there.
pub(crate) async fn refresh(desk: &Desk, request: &MarketplaceOfShop) -> Result<Done, CommandError> {
    let amazon = marketplace::row(desk, &request.id)?;
    desk.engine.refresh_facts(&amazon.id, FACTS_OLD).await?;
    Ok(Done {})
}
