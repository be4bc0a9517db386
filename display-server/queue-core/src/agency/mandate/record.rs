//! A mandate as a record among others that outlive a day.

use jiff::civil::Date;

use super::{Mandate, MandateEnd, MandateEvent, Trip};
use crate::agency::RecordCode;
use crate::case::MatterCode;
use crate::event::Event;
use crate::ids::{ServiceDay, TextId};
use crate::plan::HallPlan;
use crate::record::{Happening, Marks, Record};

impl Record for Mandate {
    type Key = RecordCode;
    type Happened = MandateEvent;

    const KIND: &'static str = "mandate";

    fn key(&self) -> &RecordCode {
        &self.code
    }

    fn told_by(event: &Event) -> Option<(&RecordCode, ServiceDay, &MandateEvent)> {
        if let Event::Mandate { code, day, happened } = event {
            Some((code, *day, happened))
        } else {
            None
        }
    }

    fn begun(code: &RecordCode, when: Happening<'_>, happened: &MandateEvent) -> Option<Self> {
        let MandateEvent::Given {
            agent,
            kind,
            principal,
            project,
            contact,
            services,
            until,
            evidence,
        } = happened
        else {
            return None;
        };
        Some(Self {
            code: code.clone(),
            agent: agent.clone(),
            kind: *kind,
            principal: *principal,
            project: *project,
            contact: *contact,
            services: services.clone(),
            until: *until,
            evidence: *evidence,
            given_to: when.person(),
            given_on: when.day,
            since: when.at,
            matters: Vec::new(),
            trips: Vec::new(),
            ended: None,
        })
    }

    fn apply(&mut self, when: Happening<'_>, happened: &MandateEvent) {
        match happened {
            MandateEvent::Given { .. } => {}
            MandateEvent::Acted {
                agent, leg, matter, ..
            } => {
                self.trips.push(Trip {
                    on: when.day,
                    leg: *leg,
                    agent: agent.clone(),
                });
                self.files(matter.as_ref());
            }
            MandateEvent::Attached { matter } => self.files(Some(matter)),
            MandateEvent::HandedOver { to } => self.agent = to.clone(),
            MandateEvent::Ended { how } => self.ended = Some((when.day, *how)),
        }
    }

    /// Its last day has passed: it is over with the first service day after that.
    fn due(&self, _plan: &HallPlan, today: ServiceDay) -> Option<Event> {
        self.expires_on().filter(|day| *day <= today)?;
        let day = today;
        let (code, how) = (self.code.clone(), MandateEnd::Expired);
        let happened = MandateEvent::Ended { how };
        Some(Event::Mandate { code, day, happened })
    }

    fn marks(&self, plan: &HallPlan) -> Marks {
        Marks {
            standing: self.standing().word(),
            service: None,
            person: plan.agent(&self.agent).and_then(|agent| agent.person.clone()),
            began_on: self.given_on,
            acts_on: self.expires_on(),
            due_on: Some(self.until),
            warned_on: None,
            closed_on: self.ended.map(|(on, _)| on),
        }
    }

    fn texts(&self) -> Vec<TextId> {
        [self.principal, self.evidence]
            .into_iter()
            .chain(self.project)
            .chain(self.contact)
            .collect()
    }

    /// Until it is over: the first closing of a day after that forgets them, on the same evening.
    fn texts_until(&self, _plan: &HallPlan) -> Option<Date> {
        let (on, _) = self.ended?;
        on.0.yesterday().ok()
    }
}

impl Mandate {
    fn files(&mut self, matter: Option<&MatterCode>) {
        let new = matter.filter(|matter| !self.matters.contains(matter));
        self.matters.extend(new.cloned());
    }

    /// The first day on which it does not hold; none: it is over.
    fn expires_on(&self) -> Option<ServiceDay> {
        let holds = self.ended.is_none();
        self.until.tomorrow().ok().filter(|_| holds).map(ServiceDay)
    }
}
