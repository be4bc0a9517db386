SELECT record, before FROM cases WHERE standing <> 'closed' OR closed_on >= :oldest
