"""What results are called beside each other."""

import msgspec

from devbench.results import labels
from tests.sample_results import result


def test_a_label_is_as_short_as_tells_results_apart() -> None:
    model, device, settings = result().model, result().device, result().settings
    int8 = msgspec.structs.replace(model, quantization="int8")
    pixel = msgspec.structs.replace(device, model="Pixel", serial="P1")
    one = msgspec.structs.replace(settings, threads=1)
    assert labels.shortest([result(), result(model=int8)]) == ["fp32", "int8"]
    assert labels.names([result(), result(model=int8)]) == ["qa-en-tiny fp32", "qa-en-tiny int8"]
    assert labels.shortest([result(), result(device=pixel)]) == ["Phone 8", "Pixel"]
    assert labels.shortest([result(), result(model=int8), result(model=int8, settings=one)]) == [
        "fp32 4 threads",
        "int8 4 threads",
        "int8 1 thread",
    ]
    old, new = (msgspec.structs.replace(model, sha256=sha * 32, file=f"/{sha}/m.tflite") for sha in ("01", "02"))
    assert labels.names([result(model=old), result(model=new)]) == [
        "qa-en-tiny fp32 /01/m.tflite",
        "qa-en-tiny fp32 /02/m.tflite",
    ]
    assert labels.shortest([result(), result()]) == ["qa-en-tiny (#1)", "qa-en-tiny (#2)"]
