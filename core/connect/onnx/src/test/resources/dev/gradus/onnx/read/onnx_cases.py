"""Writes the cases of ONNX's own suite of operators to the standard output, each as its name, its model and a model that
has the inputs and expected outputs as initializers. Cases with texts, sequences and missing values are left out."""
import struct
import sys
import warnings

import numpy
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnx.backend.test.case.node import collect_testcases

warnings.filterwarnings("ignore")


NUMBERS = set(TensorProto.DataType.values()) - {TensorProto.UNDEFINED, TensorProto.STRING}


def tensor(value, info, name):
    if isinstance(value, TensorProto) and value.data_type in NUMBERS:
        found = TensorProto()
        found.CopyFrom(value)
        found.name = name
        return found
    if isinstance(value, (numpy.ndarray, numpy.generic)) and numpy.asarray(value).dtype.kind in "fiub":
        found = numpy_helper.from_array(numpy.asarray(value), name)
        if info.type.tensor_type.elem_type == TensorProto.BFLOAT16:  # NumPy has its bits only
            found.data_type = TensorProto.BFLOAT16
        return found
    return None


def write(content):
    sys.stdout.buffer.write(struct.pack(">i", len(content)) + content)


for case in collect_testcases(None):
    graph = case.model.graph
    for inputs, outputs in case.data_sets:
        tensors = [tensor(value, info, f"i{i}") for i, (value, info) in enumerate(zip(inputs, graph.input))]
        tensors += [tensor(value, info, f"o{i}") for i, (value, info) in enumerate(zip(outputs, graph.output))]
        if all(each is not None for each in tensors):
            write(case.name.encode())
            write(case.model.SerializeToString())
            data = helper.make_graph([], "data", [], [], initializer=tensors)
            write(helper.make_model(data).SerializeToString())
