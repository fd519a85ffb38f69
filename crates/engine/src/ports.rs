//! The attached connectors, by connection.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use shopferry_channel::{Fulfiller, MessageQueue, SalesChannel};
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
pub(crate) struct Ports(RwLock<BTreeMap<ConnectionId, Port>>, RwLock<Queues>);

/// Sellers' own message queues, by the fulfiller they tell of (F427).
#[derive(Default)]
struct Queues(BTreeMap<ConnectionId, Arc<dyn MessageQueue>>);

impl std::fmt::Debug for Queues {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl Ports {
    pub(crate) fn attach(&self, id: ConnectionId, port: Port) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(id, port);
    }

    pub(crate) fn detach(&self, id: &ConnectionId) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).remove(id);
        self.set_queue(id, None);
    }

    pub(crate) fn set_queue(&self, id: &ConnectionId, queue: Option<Arc<dyn MessageQueue>>) {
        let mut queues = self.1.write().unwrap_or_else(PoisonError::into_inner);
        match queue {
            Some(queue) => queues.0.insert(id.clone(), queue),
            None => queues.0.remove(id),
        };
    }

    pub(crate) fn queue(&self, id: &ConnectionId) -> Option<Arc<dyn MessageQueue>> {
        self.1.read().unwrap_or_else(PoisonError::into_inner).0.get(id).cloned()
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
