//! The ports a connector offers, the clock, chance, secrets and the error taxonomy.
