extension PreparedAnswer {
    static let epidemicFrames = PreparedAnswer(
        title: "Animation",
        prompt: "Animate how an infection spreads with plotly frames",
        text: #"""
            Points move at random in a box and infect their neighbours. Each step is one frame, and the buttons play \#
            them.

            ```python
            import numpy as np
            import plotly.graph_objects as go

            rng = np.random.default_rng(13)
            count, steps = 120, 30
            place = rng.random((count, 2))
            sick = np.zeros(count, dtype=bool)
            sick[:3] = True

            states = []
            for _ in range(steps):
                states.append((place.copy(), np.where(sick, "crimson", "steelblue")))
                place = np.clip(place + rng.normal(0, 0.02, place.shape), 0, 1)
                distance = np.linalg.norm(place[:, None] - place[None], axis=2)
                sick |= (distance[:, sick] < 0.06).any(axis=1)


            def points(state):
                where, colors = state
                return go.Scatter(x=where[:, 0], y=where[:, 1], mode="markers", marker=dict(color=colors, size=9))


            play = dict(label="Play", method="animate", args=[None, dict(frame=dict(duration=120), fromcurrent=True)])
            stop = dict(label="Stop", method="animate", args=[[None], dict(mode="immediate")])
            fig = go.Figure(
                data=[points(states[0])],
                frames=[go.Frame(data=[points(state)], name=str(step)) for step, state in enumerate(states)],
            )
            fig.update_xaxes(range=[0, 1], visible=False)
            fig.update_yaxes(range=[0, 1], visible=False)
            fig.update_layout(
                title=f"{sick.sum()} of {count} infected after {steps} steps",
                updatemenus=[dict(type="buttons", buttons=[play, stop])],
            )
            fig
            ```

            Press Play to start; red points are infected.
            """#)
}
