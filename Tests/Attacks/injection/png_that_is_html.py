# outcome: error
# error: PNG|image/png
from IPython.display import Image
display(Image(b"<html><script>window.escaped=1</script>"))
