SELECT device, hash, role, window FROM devices
