//! Settings of one connection that are kept at once: who ships, carrier (F082, F324).

use shopferry_domain::CarrierId;

use crate::desk::Desk;
use crate::handlers::keys;
use crate::handlers::rules::partners;
use crate::list::CommandError;
use crate::wire::Done;
use crate::wire::channels::{ChooseCarrier, SetPartner};
use crate::wire::rules::SetPartners;

pub(crate) fn partner(desk: &Desk, request: &SetPartner) -> Result<Done, CommandError> {
    partners::set(desk, &SetPartners { id: request.id.clone(), partners: request.partner.iter().cloned().collect() })
}

pub(crate) fn carrier(desk: &Desk, request: &ChooseCarrier) -> Result<Done, CommandError> {
    let id = keys::connection(&request.id)?;
    let carrier = CarrierId::new(&request.carrier).map_err(|_| CommandError::not_found("carrier"))?;
    desk.store.read(|view| keys::row(view, &id))?;
    desk.engine.choose_carrier(&id, request.name.trim(), &carrier)?;
    Ok(Done {})
}
