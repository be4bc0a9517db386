DELETE FROM records WHERE kind = :kind AND code = :code
