DELETE FROM devices WHERE device = :device
