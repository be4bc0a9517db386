-- What was asked for is more than one service: several matters, a journey, or an arrival.
ALTER TABLE press RENAME COLUMN service TO wish;
UPDATE press SET wish = json_object('matters', json_object(
    'basket', json_object('services', json_array(wish), 'journeys', json_array()), 'cases', 1, 'class', class));
ALTER TABLE press DROP COLUMN class;
