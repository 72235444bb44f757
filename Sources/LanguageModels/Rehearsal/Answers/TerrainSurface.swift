extension PreparedAnswer {
    static let terrainSurface = PreparedAnswer(
        title: "3-D surface",
        prompt: "Draw a 3-D surface of two hills and a valley",
        text: #"""
            Two Gaussian hills and one valley on a grid make a nice surface, with contour lines projected onto the \#
            floor.

            ```python
            import numpy as np
            import plotly.graph_objects as go

            axis = np.linspace(-3, 3, 60)
            x, y = np.meshgrid(axis, axis)


            def hill(cx, cy, height, width):
                return height * np.exp(-((x - cx) ** 2 + (y - cy) ** 2) / width)


            z = hill(-1, -1, 2.0, 1.2) + hill(1.3, 0.8, 1.4, 0.8) - hill(0.4, -1.4, 1.1, 0.6)

            fig = go.Figure(go.Surface(x=axis, y=axis, z=z, colorscale="Earth"))
            fig.update_traces(contours_z=dict(show=True, usecolormap=True, project_z=True))
            fig.update_layout(title="Two hills and a valley", scene_camera_eye=dict(x=1.5, y=-1.5, z=0.9))
            fig
            ```

            Drag to turn it, scroll to come closer.
            """#)
}
