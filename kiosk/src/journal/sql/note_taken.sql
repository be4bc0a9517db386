UPDATE press SET taken = :taken WHERE request = :request
