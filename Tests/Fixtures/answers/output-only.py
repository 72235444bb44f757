this is no program at all
