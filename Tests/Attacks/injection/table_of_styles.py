# outcome: ok|error
# prints: shown
import pandas as pd
print("shown")
try:
    styled = pd.DataFrame({"a": [1]}).style.set_caption("<script>window.escaped=1</script>")
except (ImportError, AttributeError):
    styled = "jinja2 is absent"
styled
