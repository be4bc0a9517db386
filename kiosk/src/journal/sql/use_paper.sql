UPDATE roll SET used_mm = used_mm + :length_mm RETURNING used_mm
