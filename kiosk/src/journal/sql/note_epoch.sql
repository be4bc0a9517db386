UPDATE epoch SET epoch = :epoch WHERE epoch < :epoch
