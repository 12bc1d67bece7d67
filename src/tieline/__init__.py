"""Tieline traces the ties between civilian organisations and militaries."""
