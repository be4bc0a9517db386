SELECT seq, record, before FROM records WHERE kind = :kind AND began_on BETWEEN :from AND :to
