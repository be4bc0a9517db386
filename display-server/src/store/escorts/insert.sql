INSERT INTO escorts (
    day, ended_seq, escort, kind, language, place, number, guide, left_to, requested_at_ms, presses, accept_ms, meet_ms, whole_ms, ended_at_ms, over, done
) VALUES (
    :day, :ended_seq, :escort, :kind, :language, :place, :number, :guide, :left_to, :requested_at_ms, :presses, :accept_ms, :meet_ms, :whole_ms, :ended_at_ms, :over, :done
)
