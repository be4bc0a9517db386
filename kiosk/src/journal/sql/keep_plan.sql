INSERT INTO kept_plan (only_row, etag, document) VALUES (1, :etag, :document)
ON CONFLICT (only_row) DO UPDATE SET etag = excluded.etag, document = excluded.document
