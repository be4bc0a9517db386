SELECT seq, record, before FROM records WHERE kind = :kind AND code = :code
