"""Matplotlib's backend: draws without a screen, and `plt.show()` shows the open figures in the page."""

from matplotlib.backend_bases import FigureManagerBase as FigureManager  # noqa: F401
from matplotlib.backends.backend_agg import FigureCanvasAgg as FigureCanvas  # noqa: F401

from . import images


def show(*_, **__):
    images.show_open_figures()
