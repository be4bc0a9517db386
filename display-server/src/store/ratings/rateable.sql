SELECT day, service, window, clerk, COUNT(*) AS legs FROM legs
WHERE day BETWEEN :from AND :to AND served AND outcome <> :not_holder AND channel <> :by_hand
  AND window IS NOT NULL AND clerk IS NOT NULL AND (:clerk IS NULL OR clerk = :clerk)
GROUP BY day, service, window, clerk
ORDER BY day, service, window, clerk
