"""What `devbench`'s host run does, as anybody would write it straight against the runtime: text to vector, in turn.

``direct_loop.py MODEL VOCABULARY TEXTS THREADS LENGTH``; goes on until SIGTERM. Prints when each text was begun and how
long it took, in nanoseconds of the monotonic clock.
"""

import signal
import sys
import time
from itertools import cycle
from pathlib import Path

import numpy as np
from ai_edge_litert.interpreter import Interpreter
from tokenizers import BertWordPieceTokenizer

over = False


def end(*_: object) -> None:
    global over
    over = True


model, vocabulary, texts, threads, length = sys.argv[1:]
signal.signal(signal.SIGTERM, end)
tokenizer = BertWordPieceTokenizer(vocabulary, lowercase=True)
tokenizer.enable_truncation(int(length))
tokenizer.enable_padding(length=int(length))
interpreter = Interpreter(model_path=model, num_threads=int(threads))
interpreter.allocate_tensors()
inputs = {
    detail["name"].removeprefix("serving_default_"): detail["index"] for detail in interpreter.get_input_details()
}
output = interpreter.get_output_details()[0]["index"]

for text in cycle(Path(texts).read_text(encoding="utf-8").splitlines()):
    if over:
        break
    began_ns = time.monotonic_ns()
    encoding = tokenizer.encode(text)
    values = {"input_ids": encoding.ids, "attention_mask": encoding.attention_mask, "token_type_ids": encoding.type_ids}
    for name, index in inputs.items():
        interpreter.set_tensor(index, np.array([values[name]], np.int32))
    interpreter.invoke()
    vector = interpreter.get_tensor(output)[0].tolist()
    print(began_ns, time.monotonic_ns() - began_ns)
