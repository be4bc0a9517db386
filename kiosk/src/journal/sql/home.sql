SELECT journal, machine FROM home
