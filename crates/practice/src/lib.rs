//! The practice marketplaces: strict simulators of the platforms over a seeded world.
