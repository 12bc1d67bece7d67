"""Run the command line: `python -m tieline`."""


def main() -> None:
    """Start the command line."""
    from tieline.cli.main import run  # noqa: PLC0415 - keep `import tieline` light

    run()


if __name__ == "__main__":
    main()
