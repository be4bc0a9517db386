SELECT record FROM cases WHERE standing <> 'closed' OR closed_on > :day
