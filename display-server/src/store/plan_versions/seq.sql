SELECT seq FROM plan_versions WHERE version = :version
