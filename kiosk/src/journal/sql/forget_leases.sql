DELETE FROM lease WHERE day < :day OR epoch < (SELECT epoch FROM epoch)
