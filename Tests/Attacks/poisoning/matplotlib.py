# outcome: ok
# prints: poisoned
import matplotlib
import matplotlib.pyplot as plt
matplotlib.rcParams["figure.facecolor"] = "red"
matplotlib.rcParams["savefig.format"] = "pdf"
plt.style.use("dark_background")
plt.figure()
plt.plot([1, 2])
plt.savefig = plt.show = None
print("poisoned")
# --- then ---
import matplotlib
import matplotlib.pyplot as plt
print("clean" if matplotlib.rcParams["figure.facecolor"] == "white" and not plt.get_fignums() and callable(plt.show) else "poisoned")
