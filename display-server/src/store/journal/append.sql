INSERT INTO journal (seq, day, epoch, at_ms, payload, hash, request, fingerprint, status, answer, number)
VALUES (:seq, :day, :epoch, :at_ms, :payload, :hash, :request, :fingerprint, :status, :answer, :number)
