"""Pictures of graphs and timelines as SVG."""
