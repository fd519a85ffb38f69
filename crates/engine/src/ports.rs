//! The attached connectors, by connection.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use shopferry_channel::{Fulfiller, SalesChannel};
use shopferry_domain::ConnectionId;

/// A connector.
#[derive(Clone)]
pub enum Port {
    /// A shop.
    Sales(Arc<dyn SalesChannel>),
    /// Who ships.
    Fulfiller(Arc<dyn Fulfiller>),
}

impl std::fmt::Debug for Port {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Sales(_) => "Sales",
            Self::Fulfiller(_) => "Fulfiller",
        })
    }
}

/// All attached connectors.
#[derive(Debug, Default)]
pub(crate) struct Ports(RwLock<BTreeMap<ConnectionId, Port>>);

impl Ports {
    pub(crate) fn attach(&self, id: ConnectionId, port: Port) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(id, port);
    }

    pub(crate) fn detach(&self, id: &ConnectionId) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).remove(id);
    }

    pub(crate) fn sales(&self, id: &ConnectionId) -> Option<Arc<dyn SalesChannel>> {
        match self.0.read().unwrap_or_else(PoisonError::into_inner).get(id) {
            Some(Port::Sales(port)) => Some(port.clone()),
            _ => None,
        }
    }

    pub(crate) fn fulfiller(&self, id: &ConnectionId) -> Option<Arc<dyn Fulfiller>> {
        match self.0.read().unwrap_or_else(PoisonError::into_inner).get(id) {
            Some(Port::Fulfiller(port)) => Some(port.clone()),
            _ => None,
        }
    }
}
