SELECT kind, record, before FROM records WHERE has_texts AND (closed_on IS NULL OR closed_on >= :oldest)
