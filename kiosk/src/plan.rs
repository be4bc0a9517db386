//! The hall's plan as a kiosk reads it: which services there are, and what is said of each.

use hall_protocol::plan_document::{
    PlanClaimant, PlanClass, PlanComplaintChannel, PlanElsewhere, PlanGroup, PlanJourney, PlanPayerKind,
    PlanService, PlanStage,
};
use hall_protocol::{Language, Names, PlanDocument};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

/// A plan, ready to be asked.
#[derive(Debug, Clone)]
pub struct Plan {
    document: PlanDocument,
    zone: TimeZone,
}

/// A plan this version cannot read.
#[derive(Debug, thiserror::Error)]
pub enum UnreadablePlan {
    /// Its form is another.
    #[error("the plan has a form this version does not know: {0}")]
    Form(#[from] serde_json::Error),
    /// Its time zone is none.
    #[error("the plan's time zone is unknown: {0}")]
    Zone(#[from] jiff::Error),
}

impl Plan {
    /// Reads the JSON of a plan document.
    pub fn read(json: &str) -> Result<Self, UnreadablePlan> {
        let document: PlanDocument = serde_json::from_str(json)?;
        let zone = TimeZone::get(&document.hall.zone)?;
        Ok(Self { document, zone })
    }

    /// The hall's name.
    #[must_use]
    pub fn hall(&self) -> &Names {
        &self.document.hall.name
    }

    /// The address in a visitor's QR code.
    #[must_use]
    pub fn visit_url(&self, token: &str) -> String {
        format!("{}/v/{token}", self.public_url())
    }

    /// The address at which a service is booked on a phone.
    #[must_use]
    pub fn booking_url(&self, service: &PlanService) -> String {
        format!("{}/book?service={}", self.public_url(), service.code)
    }

    fn public_url(&self) -> &str {
        self.document.hall.public_url.trim_end_matches('/')
    }

    /// An instant on the hall's clock.
    #[must_use]
    pub fn local(&self, at: Timestamp) -> DateTime {
        self.zone.to_datetime(at)
    }

    /// The same, ready to read: `11月24日 09:41`.
    #[must_use]
    pub fn day_and_time(&self, at: Timestamp, language: Language) -> String {
        let form = match language {
            Language::ZhHant | Language::ZhHans => "%-m月%-d日 %H:%M",
            Language::En => "%-d %b %H:%M",
        };
        self.local(at).strftime(form).to_string()
    }

    /// A day, ready to read: `11月24日`.
    #[must_use]
    pub fn day(&self, day: Date, language: Language) -> String {
        let form = match language {
            Language::ZhHant | Language::ZhHans => "%-m月%-d日",
            Language::En => "%-d %b",
        };
        day.strftime(form).to_string()
    }

    /// A date, ready to read: `2026年12月31日`.
    #[must_use]
    pub fn date(&self, day: Date, language: Language) -> String {
        let form = match language {
            Language::ZhHant | Language::ZhHans => "%Y年%-m月%-d日",
            Language::En => "%-d %b %Y",
        };
        day.strftime(form).to_string()
    }

    /// Where a kiosk stands.
    #[must_use]
    pub fn kiosk(&self, id: &str) -> Option<&Names> {
        let mut kiosks = self.document.kiosk.iter();
        kiosks.find(|kiosk| kiosk.id == id).map(|kiosk| &kiosk.name)
    }

    /// Where the kiosk next to this one stands: one in the same area if there is any.
    #[must_use]
    pub fn kiosk_next_to(&self, id: &str) -> Option<&Names> {
        let kiosks = &self.document.kiosk;
        let area = kiosks
            .iter()
            .find(|kiosk| kiosk.id == id)
            .map(|kiosk| &kiosk.area);
        let others = || kiosks.iter().filter(|kiosk| kiosk.id != id);
        let next = others().find(|kiosk| Some(&kiosk.area) == area);
        next.or_else(|| others().next()).map(|kiosk| &kiosk.name)
    }

    /// The groups, in the plan's order.
    #[must_use]
    pub fn groups(&self) -> &[PlanGroup] {
        &self.document.group
    }

    /// All services, in the plan's order.
    #[must_use]
    pub fn services(&self) -> &[PlanService] {
        &self.document.service
    }

    /// One group.
    #[must_use]
    pub fn group(&self, letter: char) -> Option<&PlanGroup> {
        self.document
            .group
            .iter()
            .find(|group| group.letter.as_char() == letter)
    }

    /// The services of a group.
    pub fn services_of(&self, letter: char) -> impl Iterator<Item = &PlanService> {
        self.document
            .service
            .iter()
            .filter(move |service| service.group.as_char() == letter)
    }

    /// One service.
    #[must_use]
    pub fn service(&self, code: &str) -> Option<&PlanService> {
        self.document.service.iter().find(|service| service.code == code)
    }

    /// One journey.
    #[must_use]
    pub fn journey(&self, code: &str) -> Option<&PlanJourney> {
        self.document.journey.iter().find(|journey| journey.code == code)
    }

    /// The journeys that lead through a service, those that begin with it first.
    #[must_use]
    pub fn journeys_through(&self, service: &str) -> Vec<&PlanJourney> {
        let place_in = |journey: &PlanJourney| {
            let mut stages = journey.stages.iter();
            stages.position(|stage| stage.legs.iter().any(|leg| leg.service == service))
        };
        let journeys = self.document.journey.iter();
        let mut through: Vec<_> = journeys
            .filter_map(|journey| place_in(journey).map(|place| (place, journey)))
            .collect();
        through.sort_by_key(|(place, _)| *place);
        through.into_iter().map(|(_, journey)| journey).collect()
    }

    /// The services of a journey, stage by stage.
    #[must_use]
    pub fn stages_of(&self, journey: &PlanJourney) -> Vec<Vec<&PlanService>> {
        let services = |stage: &PlanStage| {
            let legs = stage.legs.iter();
            legs.filter_map(|leg| self.service(&leg.service)).collect()
        };
        journey.stages.iter().map(services).collect()
    }

    /// What a service asks for.
    pub fn documents_of<'a>(&'a self, service: &'a PlanService) -> impl Iterator<Item = &'a Names> {
        service
            .documents
            .iter()
            .filter_map(|key| self.document.documents.get(key))
    }

    /// The department of a service.
    #[must_use]
    pub fn department_of(&self, service: &PlanService) -> Option<&Names> {
        let mut departments = self.document.department.iter();
        departments
            .find(|department| department.code == service.department)
            .map(|department| &department.name)
    }

    /// What is not handled here.
    #[must_use]
    pub fn elsewhere(&self) -> &[PlanElsewhere] {
        &self.document.elsewhere
    }

    /// One thing that is not handled here.
    #[must_use]
    pub fn elsewhere_entry(&self, code: &str) -> Option<&PlanElsewhere> {
        self.document.elsewhere.iter().find(|entry| entry.code == code)
    }

    /// Where to complain about a service: what it names itself first, then what holds for the whole hall.
    #[must_use]
    pub fn channels_of(&self, service: &PlanService) -> Vec<&PlanComplaintChannel> {
        let all = self.document.complaint_channel.iter();
        let own = service.channels.iter().filter_map(|code| self.channel(code));
        let everywhere = all.filter(|one| !one.named_only && !service.channels.contains(&one.code));
        own.chain(everywhere).collect()
    }

    /// The channels that hold for the whole hall.
    pub fn channels(&self) -> impl Iterator<Item = &PlanComplaintChannel> {
        self.document
            .complaint_channel
            .iter()
            .filter(|one| !one.named_only)
    }

    /// The page on which somebody complains on a phone.
    #[must_use]
    pub fn complain_url(&self) -> String {
        format!("{}/complain?at=kiosk", self.public_url())
    }

    /// One complaint channel.
    #[must_use]
    pub fn channel(&self, code: &str) -> Option<&PlanComplaintChannel> {
        let mut all = self.document.complaint_channel.iter();
        all.find(|channel| channel.code == code)
    }

    /// A kind of payer.
    #[must_use]
    pub fn payer_kind(&self, code: &str) -> Option<&PlanPayerKind> {
        self.document.payer_kind.iter().find(|payer| payer.code == code)
    }

    /// The windows that may handle a service, those of its group's own first.
    #[must_use]
    pub fn windows_for(&self, service: &PlanService) -> Vec<u16> {
        let excludes = |number: &u16| {
            let window = self
                .document
                .window
                .iter()
                .find(|window| window.number == *number);
            window.is_some_and(|window| window.excludes.contains(&service.code))
        };
        let mut windows = self.windows_of(service.group.as_char());
        windows.retain(|number| !excludes(number));
        windows
    }

    /// The name of a window's waiting area.
    #[must_use]
    pub fn area_name_of(&self, window: u16) -> Option<&Names> {
        let code = self.area_of(window)?;
        let mut areas = self.document.area.iter();
        areas.find(|area| area.code == code).map(|area| &area.name)
    }

    /// The classes a visitor may claim here.
    pub fn claimable(&self) -> impl Iterator<Item = &PlanClass> {
        self.document
            .class
            .iter()
            .filter(|class| class.claim.contains(&PlanClaimant::Kiosk))
    }

    /// The numbers of the windows that serve a group, those of its own first.
    #[must_use]
    pub fn windows_of(&self, letter: char) -> Vec<u16> {
        let serves = |letters: &[hall_protocol::plan_document::PlanLetter]| {
            letters.iter().any(|served| served.as_char() == letter)
        };
        let own = self
            .document
            .window
            .iter()
            .filter(|window| serves(&window.primary));
        let helping = self
            .document
            .window
            .iter()
            .filter(|window| serves(&window.secondary));
        own.chain(helping).map(|window| window.number).collect()
    }

    /// The code of a window's waiting area.
    #[must_use]
    pub fn area_of(&self, window: u16) -> Option<&str> {
        let mut windows = self.document.window.iter();
        windows
            .find(|known| known.number == window)
            .map(|window| window.area.as_str())
    }

    /// The first reason for which a window may pause: what a pad's key means.
    #[must_use]
    pub fn usual_pause_reason(&self) -> Option<&str> {
        self.document
            .rules
            .pause_reasons
            .first()
            .map(|reason| reason.code.as_str())
    }
}
