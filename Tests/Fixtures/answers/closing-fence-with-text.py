print(1)
``` that was not the end
