-- Two tables, named one by one: a session, and the key of a day, end with their time and are in no copy.
INSERT INTO pins (code, hash) SELECT code, hash FROM live.pins;
INSERT INTO devices (device, hash, role, window, journal) SELECT device, hash, role, window, journal FROM live.devices;
