"""Serves a GGUF file at this machine's own address as chat completions (llama.cpp's own server, from xllamacpp), until its input
ends: who started it holds the other end, and however that process goes, this one goes with it."""

import argparse
import os
import pathlib
import sys


def arguments():
    parser = argparse.ArgumentParser(prog="local_model", description=__doc__)
    parser.add_argument("model", type=pathlib.Path, help="a GGUF file")
    parser.add_argument("--port", type=int, default=0, help="at 127.0.0.1; 0 lets the system choose (0)")
    parser.add_argument("--context", type=int, default=8192, metavar="TOKENS", help="that a conversation and its answer may have (8192)")
    parser.add_argument("--threads", type=int, default=os.cpu_count(), help="that compute (one for each processor)")
    return parser.parse_args()


def main():
    options = arguments()
    # Threads that wait leave the processor to the browser.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    import xllamacpp

    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(options.model)
    parameters.n_ctx = options.context
    parameters.n_parallel = 1
    parameters.hostnames, parameters.port = ["127.0.0.1"], options.port
    parameters.cpuparams.n_threads = options.threads
    # Where nobody says how bold it is to be: programs want it sober.
    parameters.sampling.temp = 0.2
    # Errors only.
    parameters.verbosity = 1
    server = xllamacpp.Server(parameters)
    print(f"Serving {options.model.stem} at {server.listening_address}", flush=True)
    sys.stdin.buffer.read()


if __name__ == "__main__":
    main()
