//! What is asked about fees: who may, and what it means now.

use std::collections::BTreeMap;

use super::bank::PARTS_LIMIT;
use super::{
    BANK_ROWS_LIMIT, BankList, BankListEvent, BankRow, FeeDesk, FeeEvent, FeeNotice, FeeRefusal, FeeStanding,
    ITEMS_LIMIT, ListKey, ListPart, NoticeCode, ReceiptNumber, RestRow, Verdict, charged,
};
use crate::case::{Case, CaseRefusal, MatterCode};
use crate::command::{Actor, IssueNotice};
use crate::event::Event;
use crate::hall::Hall;
use crate::ids::{LegId, PersonCode, RequestId, ServiceDay, TextId, TicketNumber, WindowNumber};
use crate::leg::{Leg, LegState};
use crate::plan::{HallPlan, Role, WindowPlan};
use crate::rejection::Rejection;
use crate::visit::Visit;

/// Who asks what of which hall, on a service day.
pub(crate) struct AskedAboutFee<'a> {
    pub(crate) hall: &'a Hall,
    pub(crate) plan: &'a HallPlan,
    pub(crate) day: ServiceDay,
    pub(crate) by: &'a Actor,
}

/// The window at which something is pressed, its clerk, and whom it serves.
struct Desk<'a> {
    clerk: &'a PersonCode,
    serving: &'a WindowPlan,
    current: Option<(&'a Visit, &'a Leg)>,
}

/// A part of a list.
pub(crate) struct Compared<'a> {
    pub(crate) list: &'a ListKey,
    pub(crate) part: u16,
    pub(crate) bad_rows: u32,
    pub(crate) rows: &'a [BankRow],
}

impl AskedAboutFee<'_> {
    /// `taken` says whether a code has a notice already.
    pub(crate) fn issue(
        &self,
        press: RequestId,
        asked: &IssueNotice,
        case: Option<&Case>,
        taken: impl Fn(&NoticeCode) -> bool,
    ) -> Result<Event, Rejection> {
        let desk = self.desk(asked.window)?;
        if self.plan.collects(desk.serving) {
            return Err(FeeRefusal::WindowCollects { window: asked.window }.into());
        }
        let (visit, leg) = desk.serves(asked.window, &asked.ticket)?;
        let opened = &leg.opened;
        let service = self.plan.service(&opened.service);
        let service = service.ok_or_else(|| Rejection::UnknownService {
            service: opened.service.clone(),
        })?;
        if let Some(payer) = asked
            .payer
            .as_ref()
            .filter(|payer| self.plan.payer_kind(payer).is_none())
        {
            return Err(FeeRefusal::UnknownPayer { payer: payer.clone() }.into());
        }
        if asked.items.is_empty() || asked.items.len() > ITEMS_LIMIT {
            return Err(FeeRefusal::BadItemCount.into());
        }
        let items = charged(service, asked.payer.as_ref(), &asked.items)
            .map_err(|faults| FeeRefusal::BadItems { faults })?;
        let code = NoticeCode::of(self.day, press).find(|code| !taken(code));
        let happened = FeeEvent::Issued {
            matter: self.matter(asked, case, (visit, opened.id), &opened.service)?,
            payer: asked.payer.clone(),
            items,
            desk: FeeDesk {
                service: opened.service.clone(),
                leg: opened.id,
                ticket: asked.ticket.clone(),
                window: asked.window,
                clerk: desk.clerk.clone(),
            },
        };
        Ok(self.event(code.ok_or(FeeRefusal::NoCodeFree)?, happened))
    }

    /// The matter that is paid for: the one that the visitor came back for, or the one that this leg may begin.
    fn matter(
        &self,
        asked: &IssueNotice,
        case: Option<&Case>,
        (visit, leg): (&Visit, LegId),
        service: &crate::ids::ServiceCode,
    ) -> Result<MatterCode, CaseRefusal> {
        let Some(code) = &asked.matter else {
            return Ok(MatterCode::of(self.day, &visit.ticket, leg.index));
        };
        let case = case.ok_or_else(|| CaseRefusal::UnknownMatter { code: code.clone() })?;
        if case.service == *service {
            return Ok(code.clone());
        }
        Err(CaseRefusal::MatterOfAnotherService {
            code: code.clone(),
            service: case.service.clone(),
        })
    }

    pub(crate) fn pay(
        &self,
        notice: &FeeNotice,
        window: WindowNumber,
        ticket: Option<&TicketNumber>,
        receipt: &ReceiptNumber,
    ) -> Result<Event, Rejection> {
        let desk = self.desk(window)?;
        if !self.plan.collects(desk.serving) {
            let collect = self.plan.collecting_windows();
            return Err(FeeRefusal::WindowDoesNotCollect { window, collect }.into());
        }
        notice.still_open()?;
        self.another_than(notice, &desk)?;
        let served = ticket.map(|ticket| desk.serves(window, ticket)).transpose()?;
        let happened = FeeEvent::Paid {
            window,
            clerk: desk.clerk.clone(),
            receipt: receipt.clone(),
            leg: served.map(|(_, leg)| leg.opened.id),
        };
        Ok(self.event(notice.code.clone(), happened))
    }

    /// 收繳分離 holds of people too: a clerk may have changed windows since, and a manager presses at all of them.
    fn another_than(&self, notice: &FeeNotice, desk: &Desk<'_>) -> Result<(), FeeRefusal> {
        let issuers = [&notice.clerk, &notice.issued_by];
        let collects = |issuer: &&&PersonCode| {
            desk.clerk == **issuer || matches!(self.by, Actor::Person { code, .. } if code == **issuer)
        };
        match issuers.iter().find(collects) {
            None => Ok(()),
            Some(issuer) => Err(FeeRefusal::CollectorIssued {
                code: notice.code.clone(),
                clerk: (*issuer).clone(),
            }),
        }
    }

    pub(crate) fn cancel(&self, notice: &FeeNotice, reason: TextId) -> Result<Event, Rejection> {
        let Actor::Person { code, role } = self.by else {
            return Err(Rejection::NotYours);
        };
        match role {
            Role::Manager => {}
            Role::Clerk if notice.is_handled_by(self.plan, code) => {}
            Role::Clerk => {
                return Err(FeeRefusal::NotYourNotice {
                    code: notice.code.clone(),
                    service: notice.service.clone(),
                }
                .into());
            }
            Role::Guide | Role::Reception | Role::Overseer => return Err(Rejection::NotYours),
        }
        if notice.standing != FeeStanding::NothingDue {
            notice.still_open()?;
        }
        Ok(self.event(notice.code.clone(), FeeEvent::Cancelled { reason }))
    }

    /// What a part of a list means: for each notice that it matches for the first time, and for the list itself, if it does
    /// not stand there so already.
    pub(crate) fn compare(
        &self,
        asked: &Compared<'_>,
        known: Option<&BankList>,
        notice: impl Fn(&NoticeCode) -> Option<FeeNotice>,
    ) -> Result<Vec<Event>, Rejection> {
        self.may_compare()?;
        let days = asked.rows.iter().map(|row| row.paid_on);
        let (Some(from), Some(to)) = (days.clone().min(), days.max()) else {
            return Err(FeeRefusal::BadListPart.into());
        };
        if asked.rows.len() > BANK_ROWS_LIMIT || asked.part >= PARTS_LIMIT {
            return Err(FeeRefusal::BadListPart.into());
        }
        let (mut noted, mut came_to) = (BTreeMap::new(), ListPart::default());
        for row in asked.rows {
            let notice = notice(&row.notice);
            match row.verdict(notice.as_ref()) {
                Verdict::Matched => {
                    came_to.matched += 1;
                    if notice.is_some_and(|notice| notice.reconciled.is_none()) {
                        noted.insert(row.notice.clone(), row.paid_on);
                    }
                }
                verdict @ (Verdict::AmountDiffers
                | Verdict::ReceiptDiffers
                | Verdict::ReceiptTwice
                | Verdict::UnknownNotice
                | Verdict::NotRecorded
                | Verdict::NotDue) => came_to.rest.push(rest(row, verdict, notice.as_ref())),
            }
        }
        let list = asked.list.clone();
        let mut events: Vec<Event> = noted
            .into_iter()
            .map(|(code, paid_on)| {
                let list = list.clone();
                self.event(code, FeeEvent::Reconciled { list, paid_on })
            })
            .collect();
        let stands = known.and_then(|known| known.parts.get(&asked.part)) == Some(&came_to);
        if !stands {
            events.push(Event::BankList {
                list,
                day: self.day,
                happened: BankListEvent::Compared {
                    part: asked.part,
                    from,
                    to,
                    bad_rows: asked.bad_rows,
                    came_to,
                },
            });
        }
        Ok(events)
    }

    /// A manager, or who oversees the fees.
    fn may_compare(&self) -> Result<(), Rejection> {
        let Actor::Person { code, role } = self.by else {
            return Err(Rejection::NotYours);
        };
        match role {
            Role::Manager => Ok(()),
            Role::Overseer if self.plan.audits_fees(code) => Ok(()),
            Role::Overseer | Role::Clerk | Role::Guide | Role::Reception => Err(Rejection::NotYours),
        }
    }

    fn event(&self, code: NoticeCode, happened: FeeEvent) -> Event {
        let day = self.day;
        Event::Fee { code, day, happened }
    }

    /// A window, if the one who presses may: its clerk, or a manager.
    fn desk(&self, number: WindowNumber) -> Result<Desk<'_>, Rejection> {
        let Actor::Person { code, role } = self.by else {
            return Err(Rejection::NotYours);
        };
        match role {
            Role::Clerk | Role::Manager => {}
            Role::Guide | Role::Reception | Role::Overseer => return Err(Rejection::NotYours),
        }
        if self.hall.day().is_none() {
            return Err(Rejection::HallClosed);
        }
        let window = self.hall.window(number).zip(self.hall.serving(number));
        let (window, serving) = window.ok_or(Rejection::UnknownWindow { window: number })?;
        let clerk = window.clerk().ok_or(Rejection::WindowClosed { window: number })?;
        if *role == Role::Clerk && clerk != code {
            let clerk = clerk.clone();
            return Err(Rejection::WindowTaken {
                window: number,
                clerk,
            });
        }
        let current = window.current;
        Ok(Desk {
            clerk,
            serving,
            current: current.and_then(|leg| Some((self.hall.visit(leg.visit)?, self.hall.leg(leg)?))),
        })
    }
}

impl<'a> Desk<'a> {
    fn serves(&self, window: WindowNumber, meant: &TicketNumber) -> Result<(&'a Visit, &'a Leg), Rejection> {
        let (visit, leg) = self.current.ok_or(Rejection::NobodyHere { window })?;
        let current = visit.ticket.number.clone();
        if current != *meant {
            return Err(Rejection::AnotherTicket {
                current,
                meant: meant.clone(),
            });
        }
        if matches!(leg.state, LegState::Serving { .. }) {
            Ok((visit, leg))
        } else {
            Err(Rejection::NotStarted { ticket: current })
        }
    }
}

fn rest(row: &BankRow, verdict: Verdict, notice: Option<&FeeNotice>) -> RestRow {
    RestRow {
        row: row.clone(),
        verdict,
        here_fen: notice.map(FeeNotice::total_fen),
        here_receipt: notice.and_then(|notice| Some(notice.payment.as_ref()?.receipt.clone())),
    }
}

impl FeeNotice {
    /// Whether one of a clerk's windows serves its service.
    #[must_use]
    pub fn is_handled_by(&self, plan: &HallPlan, clerk: &PersonCode) -> bool {
        let Some((service, person)) = plan.service(&self.service).zip(plan.person(clerk)) else {
            return false;
        };
        let mut windows = plan.parts().windows.iter();
        windows.any(|window| person.windows.contains(&window.number) && window.skill(service).is_some())
    }

    fn still_open(&self) -> Result<(), FeeRefusal> {
        let code = self.code.clone();
        match (self.standing, &self.payment, &self.cancelled) {
            (FeeStanding::NothingDue, ..) => Err(FeeRefusal::NothingDue { code }),
            (_, Some(payment), _) => Err(FeeRefusal::NoticePaid {
                code,
                on: payment.on.0,
                receipt: payment.receipt.clone(),
            }),
            (_, None, Some(cancelled)) => Err(FeeRefusal::NoticeCancelled {
                code,
                on: cancelled.on.0,
            }),
            (_, None, None) => Ok(()),
        }
    }
}
