SELECT DISTINCT letter FROM lease JOIN epoch USING (epoch) WHERE day = :day AND next <= last ORDER BY letter
