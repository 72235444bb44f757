print("Größe 🙂 \u00e9", "é")
