//! Questions one asks a checked plan.

use super::{
    AgencyRules, AppraisalRules, Area, CaseRules, Class, ClassMark, Department, EscortPost, FollowupRules,
    HallPlan, InterpreterLanguage, Kiosk, Names, Oversight, Person, Position, QueueGroup, RatingRules, Role,
    Rules, Service, WindowPlan,
};
use crate::ids::{
    AreaCode, ClassCode, DeviceId, GroupLetter, LanguageCode, PersonCode, ServiceCode, WindowNumber,
};

/// How a window serves a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Skill {
    /// As its own.
    Primary,
    /// As a helper, σ later.
    Secondary,
}

impl HallPlan {
    /// How clerks and departments are appraised.
    #[must_use]
    pub fn appraisal(&self) -> &AppraisalRules {
        &self.parts.appraisal
    }

    /// How cases are kept.
    #[must_use]
    pub fn cases(&self) -> &CaseRules {
        &self.parts.cases
    }

    /// What is promised beyond the windows.
    #[must_use]
    pub fn agency(&self) -> &AgencyRules {
        &self.parts.agency
    }

    /// The department that decides a service; none: the plan has no such service.
    #[must_use]
    pub fn decides(&self, code: &ServiceCode) -> Option<&str> {
        self.service(code).map(Service::decides)
    }

    /// The department that decides a service without having anybody here (代受理): the file must leave the hall for it. None:
    /// the service is decided here.
    #[must_use]
    pub fn decided_elsewhere(&self, code: &ServiceCode) -> Option<&str> {
        let department = self.department(self.decides(code)?)?;
        department.on_behalf.then_some(department.code.as_str())
    }

    /// How follow-ups are kept.
    #[must_use]
    pub fn followups(&self) -> &FollowupRules {
        &self.parts.followups
    }

    /// How visitors rate.
    #[must_use]
    pub fn ratings(&self) -> &RatingRules {
        &self.parts.ratings
    }

    /// The settings.
    #[must_use]
    pub fn rules(&self) -> &Rules {
        &self.parts.rules
    }

    /// A service by code.
    #[must_use]
    pub fn service(&self, code: &ServiceCode) -> Option<&Service> {
        self.parts.services.iter().find(|service| service.code == *code)
    }

    /// A queue group by letter.
    #[must_use]
    pub fn group(&self, letter: GroupLetter) -> Option<&QueueGroup> {
        self.parts.groups.iter().find(|group| group.letter == letter)
    }

    /// A department by code.
    #[must_use]
    pub fn department(&self, code: &str) -> Option<&Department> {
        self.parts
            .departments
            .iter()
            .find(|department| department.code == code)
    }

    /// A window by number.
    #[must_use]
    pub fn window(&self, number: WindowNumber) -> Option<&WindowPlan> {
        self.parts.windows.iter().find(|window| window.number == number)
    }

    /// An area by code.
    #[must_use]
    pub fn area(&self, code: &AreaCode) -> Option<&Area> {
        self.parts.areas.iter().find(|area| area.code == *code)
    }

    /// A class by code.
    #[must_use]
    pub fn class(&self, code: &ClassCode) -> Option<&Class> {
        self.parts.classes.iter().find(|class| class.code == *code)
    }

    /// What public screens show of a class.
    #[must_use]
    pub fn mark(&self, code: &ClassCode) -> ClassMark {
        self.class(code).map(|class| class.mark).unwrap_or_default()
    }

    /// How many numbers a letter gives on line a day at most.
    #[must_use]
    pub fn most_numbers(&self) -> u32 {
        let groups = self.parts.groups.iter();
        groups
            .map(|group| group.numbers_per_day)
            .max()
            .unwrap_or_default()
    }

    /// A kiosk by device id.
    #[must_use]
    pub fn kiosk(&self, id: &DeviceId) -> Option<&Kiosk> {
        self.parts.kiosks.iter().find(|kiosk| kiosk.id == *id)
    }

    /// What a guide calls a place: an escort post, a kiosk, or a window as `window-3`.
    #[must_use]
    pub fn place(&self, id: &DeviceId) -> Option<Names> {
        let post = self.escort_post(id).map(|post| post.names.clone());
        let kiosk = || self.kiosk(id).map(|kiosk| kiosk.names.clone());
        post.or_else(kiosk).or_else(|| self.window_place(id))
    }

    /// An escort post by device id.
    #[must_use]
    pub fn escort_post(&self, id: &DeviceId) -> Option<&EscortPost> {
        self.parts.escort_posts.iter().find(|post| post.id == *id)
    }

    /// The window that a place is, of one named `window-3`.
    #[must_use]
    pub fn window_at(&self, id: &DeviceId) -> Option<&WindowPlan> {
        let number = id.as_str().strip_prefix("window-")?.parse().ok()?;
        self.window(WindowNumber::new(number))
    }

    /// Where a place is in the hall; none: there is no such place, or the plan does not say.
    #[must_use]
    pub fn position(&self, id: &DeviceId) -> Option<Position> {
        let post = self.escort_post(id).and_then(|post| post.at);
        let kiosk = || self.kiosk(id).and_then(|kiosk| kiosk.at);
        let window = || self.window_at(id).and_then(|window| window.at);
        post.or_else(kiosk).or_else(window)
    }

    /// A language of the plan's interpreters.
    #[must_use]
    pub fn interpreter_language(&self, code: &LanguageCode) -> Option<&InterpreterLanguage> {
        self.parts
            .interpreter_languages
            .iter()
            .find(|language| language.code == *code)
    }

    fn window_place(&self, id: &DeviceId) -> Option<Names> {
        let number = self.window_at(id)?.number;
        Some(Names {
            zh_hant: format!("{number} 號窗口"),
            zh_hans: format!("{number} 号窗口"),
            en: format!("Window {number}"),
        })
    }

    /// A member of staff by work number.
    #[must_use]
    pub fn person(&self, code: &PersonCode) -> Option<&Person> {
        self.parts.people.iter().find(|person| person.code == *code)
    }

    /// Whether somebody oversees something.
    #[must_use]
    pub fn oversees(&self, code: &PersonCode, what: Oversight) -> bool {
        self.person(code)
            .is_some_and(|person| person.oversees.contains(&what))
    }

    /// Whether somebody may judge the work of others: a manager, or who oversees the centre or its discipline.
    #[must_use]
    pub fn appraises(&self, code: &PersonCode, role: Role) -> bool {
        match role {
            Role::Manager => true,
            Role::Overseer => {
                self.oversees(code, Oversight::Centre) || self.oversees(code, Oversight::Discipline)
            }
            Role::Clerk | Role::Guide | Role::Reception => false,
        }
    }

    /// The windows that serve a service, primary skill first, then by number.
    #[must_use]
    pub fn windows_for(&self, service: &Service) -> Vec<&WindowPlan> {
        let mut windows: Vec<_> = self.serving(service).collect();
        windows.sort_by_key(|(place, _)| *place);
        windows.into_iter().map(|(_, window)| window).collect()
    }

    /// The first of them.
    #[must_use]
    pub fn first_window_for(&self, service: &Service) -> Option<&WindowPlan> {
        let first = self.serving(service).min_by_key(|(place, _)| *place);
        first.map(|(_, window)| window)
    }

    /// The windows that serve a service, each with its place among them.
    fn serving(&self, service: &Service) -> impl Iterator<Item = ((Skill, WindowNumber), &WindowPlan)> {
        let windows = self.parts.windows.iter();
        windows.filter_map(|window| Some(((window.skill(service)?, window.number), window)))
    }
}

impl WindowPlan {
    /// How this window serves a service; none: it does not.
    #[must_use]
    pub fn skill(&self, service: &Service) -> Option<Skill> {
        if self.excludes.contains(&service.code) {
            return None;
        }
        self.group_skill(service.group)
    }

    /// How this window serves a group, single exclusions aside; none: it does not.
    #[must_use]
    pub fn group_skill(&self, group: GroupLetter) -> Option<Skill> {
        if self.primary.contains(&group) {
            Some(Skill::Primary)
        } else if self.secondary.contains(&group) {
            Some(Skill::Secondary)
        } else {
            None
        }
    }
}
