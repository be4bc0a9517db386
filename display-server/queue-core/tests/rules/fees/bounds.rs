//! Whatever is asked for, what is charged is within what the plan publishes.

use proptest::prelude::*;
use queue_core::PayerCode;
use queue_core::fee::{ExemptAsked, ItemAsked, LARGEST_FEN, QUANTITY_LIMIT, charged};
use queue_core::plan::{Fee, FeeKind, Service};
use queue_core::{ExemptionCode, FeeCode};

use super::{plan, text};
use crate::support::generated;

fn kinds() -> impl Strategy<Value = FeeKind> {
    let fen = || prop_oneof![1_u64..200, 1_u64..100_000_000_000];
    prop_oneof![
        fen().prop_map(|amount_fen| FeeKind::Fixed { amount_fen }),
        (fen(), fen()).prop_map(|(one, other)| FeeKind::Range {
            lower_fen: one.min(other),
            upper_fen: one.max(other) + 1,
        }),
        Just(FeeKind::Free),
        Just(FeeKind::Tax),
        Just(FeeKind::Tariff),
    ]
}

/// Amounts near the bounds, where mistakes are.
fn amounts(kind: FeeKind, quantity: u32) -> impl Strategy<Value = Option<u64>> {
    let (lower, upper) = match kind {
        FeeKind::Fixed { amount_fen } => (amount_fen, amount_fen),
        FeeKind::Range { lower_fen, upper_fen } => (lower_fen, upper_fen),
        FeeKind::Free | FeeKind::Tax | FeeKind::Tariff => (0, LARGEST_FEN),
    };
    let times = move |fen: u64| fen.saturating_mul(u64::from(quantity));
    let near = move |fen: u64| (0_u64..3).prop_map(move |more| (times(fen) + more).saturating_sub(1));
    prop_oneof![
        Just(None),
        near(lower).prop_map(Some),
        near(upper).prop_map(Some),
        any::<u64>().prop_map(Some),
    ]
}

fn asked() -> impl Strategy<Value = (FeeKind, ItemAsked, bool)> {
    let quantity = prop_oneof![Just(0), 1_u32..5, 1..=QUANTITY_LIMIT, Just(QUANTITY_LIMIT + 1)];
    (kinds(), quantity, any::<[bool; 3]>()).prop_flat_map(|(kind, quantity, [exempt, reason, lowest])| {
        amounts(kind, quantity).prop_map(move |amount_fen| {
            let exempt = exempt.then(|| ExemptAsked {
                code: ExemptionCode::new("small"),
                reason: reason.then(|| text(1)),
            });
            let item = ItemAsked {
                fee: FeeCode::new("it"),
                quantity,
                amount_fen,
                exempt,
            };
            (kind, item, lowest)
        })
    })
}

/// The first service, with one fee of a kind.
fn service(kind: FeeKind) -> Service {
    let parts = plan();
    let mut service = parts.services[0].clone();
    let with_exemption = service.fees[1].clone();
    service.fees = vec![Fee {
        code: FeeCode::new("it"),
        kind,
        lower_limit_for: vec![PayerCode::new("key_project")],
        ..with_exemption
    }];
    service
}

proptest! {
    #![proptest_config(generated(2_000))]

    #[test]
    fn what_is_charged_is_within_what_is_published((kind, asked, lowest) in asked()) {
        let payer = lowest.then(|| PayerCode::new("key_project"));
        let Ok(items) = charged(&service(kind), payer.as_ref(), std::slice::from_ref(&asked)) else {
            return Ok(());
        };
        let [item] = items.as_slice() else { panic!("{items:?}") };
        prop_assert!((1..=QUANTITY_LIMIT).contains(&item.quantity));
        prop_assert!(item.amount_fen <= LARGEST_FEN);
        let times = |fen: u64| u128::from(fen) * u128::from(item.quantity);
        let amount = u128::from(item.amount_fen);
        if let Some(exempt) = &item.exempt {
            prop_assert_eq!((amount, exempt.reason), (0, text(1)), "nothing, and never without a reason");
            return Ok(());
        }
        match kind {
            FeeKind::Fixed { amount_fen } => prop_assert_eq!(amount, times(amount_fen)),
            FeeKind::Range { lower_fen, .. } if lowest => prop_assert_eq!(amount, times(lower_fen)),
            FeeKind::Range { lower_fen, upper_fen } => {
                prop_assert!(times(lower_fen) <= amount && amount <= times(upper_fen));
            }
            FeeKind::Free => prop_assert_eq!(amount, 0),
            FeeKind::Tax => prop_assert!(false, "a tax is no fee"),
            FeeKind::Tariff => {}
        }
        prop_assert!(asked.amount_fen.is_none_or(|fen| fen == item.amount_fen), "never another than asked for");
    }
}
