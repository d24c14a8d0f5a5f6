"""Train the English dependency parser and write its weights, if they are good enough.

    python -m training.parser train TREEBANKS --network one.pt --seed 1
    python -m training.parser train TREEBANKS --teacher one.pt --teacher two.pt
    python -m training.parser export TREEBANKS one.pt
    python -m training.parser evaluate TREEBANKS

TREEBANKS is a folder with free-train, ewt-test, gumnews-test and pud-test as .conllu or .conllu.xz. Only free-train is
trained on. `train` and `export` refuse to write weights below the gate. Needs PyTorch; see docs/parser.md.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from store.extraction.syntax import WEIGHTS
from store.extraction.syntax.network import Weights, read_weights, write_weights
from store.extraction.syntax.parser import NetworkParser
from training.parser.evaluation import Evaluation, evaluate
from training.parser.treebank import Sentence, join_particles, read_conllu

GATE = 0.81  # LAS on PUD, from raw text
TESTS = {"EWT test": "ewt-test", "GUM news": "gumnews-test", "PUD": "pud-test"}


def main() -> int:
    """Run the command; 0 when weights were written or printed figures suffice, 1 when they are below the gate."""
    arguments = _arguments()
    if arguments.command == "evaluate":
        scores = _report(read_weights(arguments.weights), arguments.treebanks)
        return 0 if scores["PUD"].las >= GATE else 1
    import torch  # not needed to evaluate

    from training.parser.export import export
    from training.parser.network import Size
    from training.parser.train import Plan, load_network, train

    torch.set_num_threads(arguments.threads)
    if arguments.command == "export":
        network, inventory = load_network(arguments.network)
    else:
        sentences = [join_particles(s) for s in _read(arguments.treebanks, "free-train")]
        teachers = [load_network(path)[0] for path in arguments.teacher]
        start = load_network(arguments.start)[0] if arguments.start is not None else None
        size = Size(
            hidden=arguments.hidden,
            layers=arguments.layers,
            arc=arguments.arc,
            label=arguments.label,
            bilinear=arguments.bilinear,
        )
        plan = Plan(seed=arguments.seed, epochs=arguments.epochs, rate=arguments.rate)
        network, inventory = train(sentences, size, plan, teachers, start, arguments.network)
        if network.size.bilinear:
            return 0  # a teacher has no weights for the runtime
    return ship(export(network, inventory), arguments.weights, arguments.treebanks)


def ship(weights: Weights, target: Path, treebanks: Path) -> int:
    """Write weights to `target` if they reach the gate as written; the file there stays as it was if not."""
    draft = target.with_suffix(".draft.npz")
    write_weights(draft, weights)
    try:
        scores = _report(read_weights(draft), treebanks)
        if scores["PUD"].las < GATE:
            reached = f"LAS {scores['PUD'].las:.2%} on PUD is below the gate of {GATE:.0%}"
            print(f"{reached}: no weights written", file=sys.stderr)
            return 1
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    print(f"wrote {target} ({target.stat().st_size / 1e6:.1f} MB)")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training.parser", description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    train = commands.add_parser("train", help="train, evaluate, and write weights above the gate")
    export = commands.add_parser("export", help="evaluate a kept network, and write weights above the gate")
    evaluation = commands.add_parser("evaluate", help="print the scores and the speed of weights")
    for command in (train, export, evaluation):
        command.add_argument("treebanks", type=Path, help="folder of the treebanks")
        command.add_argument("--weights", type=Path, default=WEIGHTS, help="weights file (default: the one shipped)")
        command.add_argument("--threads", type=int, default=1, help="threads of PyTorch (default: 1)")
    export.add_argument("network", type=Path, help="network kept by train --network")
    train.add_argument("--network", type=Path, help="also keep the network here after every epoch, to be a teacher")
    train.add_argument(
        "--teacher", type=Path, action="append", default=[], help="a kept network to learn from; repeatable"
    )
    train.add_argument("--layers", type=int, default=3, help="number of LSTM layers (default: 3)")
    train.add_argument("--arc", type=int, default=192, help="width of the ends of arcs (default: 192)")
    train.add_argument("--label", type=int, default=128, help="width of the ends of labels (default: 128)")
    train.add_argument("--start", type=Path, help="a kept network to go on from, as far as it fits")
    train.add_argument("--bilinear", action="store_true", help="bilinear label scores: for teachers only")
    train.add_argument("--rate", type=float, default=2e-3, help="learning rate to begin with (default: 0.002)")
    train.add_argument("--seed", type=int, default=1)
    train.add_argument("--epochs", type=int, default=15)
    train.add_argument("--hidden", type=int, default=160, help="width of the LSTM in one direction (default: 160)")
    return parser.parse_args()


def _report(weights: Weights, treebanks: Path) -> dict[str, Evaluation]:
    scores = {}
    for name, file in TESTS.items():
        scores[name] = evaluate(NetworkParser(weights), _read(treebanks, file))
        print(f"{name:9} {scores[name]}", flush=True)
    return scores


def _read(folder: Path, name: str) -> list[Sentence]:
    for ending in (".conllu", ".conllu.xz"):
        if (folder / (name + ending)).exists():
            return read_conllu(folder / (name + ending))
    raise SystemExit(f"{folder}: no {name}.conllu or {name}.conllu.xz")


if __name__ == "__main__":
    sys.exit(main())
