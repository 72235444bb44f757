"""Whether a figure is what a task asked for, by what it holds; that its program ran says nothing.

Each key of a task is one check. Values are compared nearly (see `figure.same`) and wherever plotly lets them stand: bars may lie or
stand, a category may be a trace of its own.
"""

from .figure import Figure, is_number, same, values

# plotly draws the first as the second.
TWINS = {"scattergl": "scatter", "scatterpolargl": "scatterpolar"}
# Keys that are not checks.
ABOUT = {"id", "grade", "prompt"}


def faults(task, document):
    """What of the task the figure misses; nothing when it is right."""
    figure = Figure(document)
    return [
        f"{key}: {wanted!r}" for key, wanted in task.items() if key not in ABOUT and not CHECKS[key](figure, wanted)
    ]


def arrays(figure, *names):
    """The arrays of those names in all traces."""
    return [values(trace.get(name)) for trace in figure.traces for name in names if values(trace.get(name))]


def texts(figure, *names):
    return [str(entry).casefold() for array in arrays(figure, *names) for entry in array]


def kind(trace):
    name = trace.get("type", "scatter")
    return TWINS.get(name, name)


def size(trace):
    return max((len(values(trace.get(name))) for name in ("x", "y", "values", "r")), default=0)


def has_types(figure, wanted):
    """All of these types, and no other."""
    return {kind(trace) for trace in figure.traces} == set(wanted)


def has_traces(figure, wanted):
    return wanted[0] <= len(figure.traces) <= wanted[1]


def has_points(figure, wanted):
    """That many points in all traces together, from and to."""
    return wanted[0] <= sum(map(size, figure.traces)) <= wanted[1]


def has_x(figure, wanted):
    return any(same(array, wanted) for array in arrays(figure, "x", "theta")) or split(figure, "x", wanted)


def has_y(figure, wanted):
    """One trace's values, in this order; or of all traces in turn, where each has its own."""
    return any(same(array, wanted) for array in arrays(figure, "y", "r", "values")) or split(figure, "y", wanted)


def split(figure, name, wanted):
    return same([entry for array in arrays(figure, name) for entry in array], wanted)


def has_series(figure, wanted):
    """Each of these is one trace's values."""
    return all(any(same(array, one) for array in arrays(figure, "y", "x", "r", "values")) for one in wanted)


def has_contains(figure, wanted):
    """One trace's values hold these, one after the other, whatever stands around them or is missing."""
    for array in arrays(figure, "y", "x"):
        numbers = [entry for entry in array if is_number(entry)]
        if any(same(numbers[at : at + len(wanted)], wanted) for at in range(len(numbers))):
            return True
    return False


def has_ends(figure, wanted):
    """One trace begins and ends with these values."""
    ends = [[array[0], array[-1]] for array in arrays(figure, "y")]
    return any(all(is_number(end) and abs(end - want) < 0.02 * max(1, abs(want)) for end, want in zip(pair, wanted)) for pair in ends)


def has_within(figure, wanted):
    return all(wanted[0] <= entry <= wanted[1] for array in arrays(figure, "y") for entry in array if is_number(entry))


def has_pairs(figure, wanted):
    """Names and their numbers, as labels and values, on axes of either direction, or as names of traces."""
    found = []
    for trace in figure.traces:
        for first, second in (("x", "y"), ("y", "x"), ("labels", "values"), ("theta", "r")):
            found += zip(values(trace.get(first)), values(trace.get(second)))
    return all(any(same(name, one) and same(number, other) for one, other in found) for name, number in wanted.items())


def has_dates(figure, wanted):
    return any([str(entry)[:10] for entry in array] == wanted for array in arrays(figure, "x"))


def has_names(figure, wanted):
    """What the legend or an axis says: names of traces, or categories."""
    said = [str(trace.get("name", "")).casefold() for trace in figure.traces] + texts(figure, "x", "y", "labels")
    return all(name.casefold() in said for name in wanted)


def has_labels(figure, wanted):
    said = texts(figure, "labels", "x", "y") + [str(trace.get("name", "")).casefold() for trace in figure.traces]
    return all(label.casefold() in said for label in wanted)


def has_mode(figure, wanted):
    parts = set(wanted.split("+"))
    return any(set(str(trace.get("mode", "")).split("+")) == parts for trace in figure.traces)


def has_orientation(figure, wanted):
    return any(trace.get("orientation") == wanted for trace in figure.traces)


def has_filled(figure, _):
    return any(trace.get("fill") not in (None, "none") or trace.get("stackgroup") for trace in figure.traces)


def has_hole(figure, _):
    return any(is_number(trace.get("hole")) and trace["hole"] > 0 for trace in figure.traces)


def has_sized(figure, _):
    """Markers of different sizes."""
    sizes = [values((trace.get("marker") or {}).get("size")) for trace in figure.traces]
    scalars = [(trace.get("marker") or {}).get("size") for trace in figure.traces]
    return any(len(set(map(str, one))) > 1 for one in sizes) or len({one for one in scalars if is_number(one)}) > 1


def has_errors(figure, wanted):
    return any(same(values((trace.get("error_y") or {}).get("array")), wanted) for trace in figure.traces)


def has_z(figure, wanted):
    return any(same([values(row) or row for row in array], wanted) for array in arrays(figure, "z"))


def has_shape(figure, wanted):
    return any([len(array), len(values(array[0]))] == wanted for array in arrays(figure, "z"))


def has_zrange(figure, wanted):
    for array in arrays(figure, "z"):
        entries = [entry for row in array for entry in values(row)]
        if entries and same([min(entries), max(entries)], wanted):
            return True
    return False


def has_close(figure, wanted):
    return any(same(array, wanted) for array in arrays(figure, "close"))


def has_links(figure, wanted):
    """A Sankey diagram's, in any order."""
    links = [values((trace.get("link") or {}).get("value")) for trace in figure.traces]
    return any(same(sorted(one), sorted(wanted)) for one in links)


def has_abc(figure, wanted):
    return any(all(same(values(trace.get(name)), one) for name, one in zip("abc", wanted)) for trace in figure.traces)


def has_cells(figure, wanted):
    """A table has these cells."""
    columns = [values((trace.get("cells") or {}).get("values")) for trace in figure.traces]
    cells = [str(cell).casefold() for table in columns for column in table for cell in values(column)]
    return all(cell.casefold() in cells for cell in wanted)


def has_value(figure, wanted):
    return any(same(trace.get("value", ""), wanted) for trace in figure.traces)


def has_threshold(figure, wanted):
    return any(same(((trace.get("gauge") or {}).get("threshold") or {}).get("value", ""), wanted) for trace in figure.traces)


def has_frames(figure, wanted):
    return len(figure.frames) == wanted


def has_button(figure, _):
    return any(menu.get("buttons") for menu in figure.layout.get("updatemenus") or [])


def has_level(figure, wanted):
    """A horizontal line there: a shape, or a trace."""
    shapes = [[shape.get("y0", ""), shape.get("y1", "")] for shape in figure.layout.get("shapes") or []]
    flat = [array for array in arrays(figure, "y") if len(array) > 1]
    return any(same(ends, [wanted, wanted]) for ends in shapes) or any(all(same(entry, wanted) for entry in array) for array in flat)


def has_title(figure, wanted):
    return wanted.casefold() in str(figure.setting("title.text") or "").casefold()


def has_annotation(figure, wanted):
    return any(wanted.casefold() in str(one.get("text", "")).casefold() for one in figure.layout.get("annotations") or [])


def has_titles(figure, wanted):
    return all(has_annotation(figure, title) for title in wanted)


def has_subplots(figure, wanted):
    """That many places in which something is drawn."""
    return len({(trace.get("xaxis", "x"), trace.get("yaxis", "y"), str(trace.get("domain"))) for trace in figure.traces}) == wanted


def has_layout(figure, wanted):
    """Settings of the layout; `a|b` is either."""
    return all(any(same(figure.setting(path), one) for one in choices(want)) for path, want in wanted.items())


def choices(wanted):
    return wanted.split("|") if isinstance(wanted, str) else [wanted]


CHECKS = {name.removeprefix("has_"): check for name, check in list(globals().items()) if name.startswith("has_")}
