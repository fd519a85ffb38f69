//! Wires connectors, ledger, vault, engine and commands together.
