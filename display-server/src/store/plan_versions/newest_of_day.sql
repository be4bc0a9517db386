SELECT seq FROM plan_versions WHERE in_force_day = :day ORDER BY version DESC LIMIT 1
