//! A flow that is held while something other than its own pass does its work.

use std::sync::PoisonError;

use shopferry_domain::ConnectionId;
use shopferry_ledger::Flow;

use crate::engine::Engine;

/// Keeps the flow's own pass from starting until it is dropped.
pub(crate) struct Busy<'a> {
    engine: &'a Engine,
    key: (ConnectionId, Flow),
}

impl Engine {
    /// Takes a flow; none when its pass runs now.
    pub(crate) fn busy(&self, id: &ConnectionId, flow: Flow) -> Option<Busy<'_>> {
        let key = (id.clone(), flow);
        let taken = self.running.lock().unwrap_or_else(PoisonError::into_inner).insert(key.clone());
        taken.then_some(Busy { engine: self, key })
    }
}

impl Drop for Busy<'_> {
    fn drop(&mut self) {
        self.engine.running.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.key);
    }
}
