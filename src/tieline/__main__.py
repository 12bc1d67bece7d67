"""Run the command line: `python -m tieline`."""

INTERRUPTED = 130


def main() -> None:
    """Start the command line."""
    try:
        from tieline.cli.main import run  # noqa: PLC0415 - keep `import tieline` light

        run()
    except KeyboardInterrupt:
        # before the face was up, or while it was taken down
        raise SystemExit(INTERRUPTED) from None


if __name__ == "__main__":
    main()
