//! Each oracle by itself: what is right holds, what is slightly wrong is refuted, and for the right reason.

mod all_oracles;
mod claims;
#[path = "../common/mod.rs"]
mod common;
mod difference;
mod exact;
mod floating;
mod gradient;
mod monte_carlo;
mod optimum;
mod quadrature;
mod schwartz_zippel;
mod sizes;
