SELECT code, hash FROM pins
