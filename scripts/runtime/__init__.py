"""The steps of scripts/fetch-runtime."""
