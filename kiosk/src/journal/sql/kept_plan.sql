SELECT etag, document FROM kept_plan WHERE only_row = 1
