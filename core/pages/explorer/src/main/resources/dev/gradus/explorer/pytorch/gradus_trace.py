"""Writes what PyTorch computes, forward and backward, as a trace from which Gradus makes a page to step through.

    with Recording() as recording:
        z = recording.name("z", model(x))
        J = recording.name("J", torch.nn.functional.cross_entropy(z, y))
    recording.write("trace.json", J, model, x=x, y=y)

A parameter has its name in the module, an input the name under which it is handed to write. An operation that Gradus has
goes by its name there, any other by PyTorch's. All numbers are PyTorch's: hooks on the nodes of its autograd read what each
hands to its inputs. The parameters' .grad stays as it is.
"""

import json
import math

import torch
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves

ALIKE = {"mm": "MatMul", "bmm": "BatchMatMul", "add": "AddBroadcast", "sub": "SubtractBroadcast", "mul": "MultiplyBroadcast",
         "div": "DivideBroadcast", "maximum": "MaximumBroadcast", "minimum": "MinimumBroadcast", "neg": "Negate", "exp": "Exp",
         "log": "Log", "log1p": "Log1p", "expm1": "Expm1", "sqrt": "Sqrt", "reciprocal": "Reciprocal", "abs": "Abs",
         "sin": "Sin", "cos": "Cos", "erf": "Erf", "sigmoid": "Sigmoid", "tanh": "Tanh", "relu": "Relu",
         "detach": "StopGradient"}
BITS = {torch.float64: 53, torch.float32: 24, torch.float16: 11, torch.bfloat16: 8}


def as_gradus_has_it(name, args, kwargs, result):
    """The operation's name, its operands and what else its value depends on."""
    x, rest = args[0], args[1:]
    if name in ("sum", "mean"):
        axes = [axis % x.dim() for axis in rest[0]] if rest and rest[0] else range(x.dim())
        return name.capitalize(), [x], {"axes": sorted(axes), "keepDims": len(rest) > 1 and rest[1]}
    if name in ("_softmax", "_log_softmax"):
        return "Softmax" if name == "_softmax" else "LogSoftmax", [x], {"axis": rest[0] % x.dim()}
    if name in ("t", "transpose", "permute"):
        axes = list(range(x.dim()))[::-1] if name == "t" else list(range(x.dim()))
        if name == "transpose":
            axes[rest[0]], axes[rest[1]] = axes[rest[1]], axes[rest[0]]
        return "Transpose", [x], {"axes": [axis % x.dim() for axis in rest[0]] if name == "permute" else axes}
    if name in ("view", "_unsafe_view", "unsqueeze", "squeeze", "expand"):
        return "BroadcastTo" if name == "expand" else "Reshape", [x], {"shape": list(result.shape)}
    if name in ("cat", "stack"):
        return "Concat" if name == "cat" else "Stack", x, {"axis": rest[0] % result.dim() if rest else 0}
    if name == "pow" and rest == (2,):
        return "Square", [x], {}
    if name == "binary_cross_entropy_with_logits" and x.shape[1:].numel() == 1 and {*rest[1:3], None} == {None}:
        return "BinaryCrossEntropyLoss", [x, rest[0]], {}
    operands = [each for each in tree_leaves(args) if isinstance(each, (torch.Tensor, float, int))]
    return name if kwargs else ALIKE.get(name, name), operands, {}


def tensors(nested):
    return [each for each in tree_leaves(nested) if isinstance(each, torch.Tensor)]


def numbers(tensor):
    return [x if math.isfinite(x) else "NaN" if x != x else "Infinity" if x > 0 else "-Infinity"
            for x in tensor.detach().double().flatten().tolist()]


class Recording(TorchDispatchMode):
    """Notes the operations within a with block, and keeps their tensors."""

    def __init__(self):
        super().__init__()
        self.operations, self.names = [], {}

    def __torch_dispatch__(self, function, types, args=(), kwargs=None):
        result = function(*args, **(kwargs or {}))
        self.operations.append((function.overloadpacket.__name__, args, kwargs or {}, result))
        return result

    def name(self, name, tensor):
        self.names[id(tensor)] = name
        return tensor

    def write(self, path, objective, module=None, **inputs):
        trace = json.dumps(Trace(self, objective, module, inputs).json, ensure_ascii=False, separators=(",", ":"))
        with open(path, "w", encoding="utf-8") as file:
            file.write(trace)


class Trace:
    """The trace of a recording; its steps are in the order in which they are computed."""

    def __init__(self, recording, objective, module, inputs):
        self.nodes, self.steps, self.rules, self.ids, self.leaves, self.kept, self.parts = [], [], [], {}, [], [], {}
        self.products, self.uses = set(), []
        self.inputs = {id(tensor): name for name, tensor in inputs.items()}
        parameters = module.named_parameters() if module else []
        self.names = {**{id(tensor): name for name, tensor in parameters}, **self.inputs, **recording.names}
        needed = {id(objective)}
        for _, args, _, result in reversed(recording.operations):
            if any(id(each) in needed for each in tensors(result)):
                needed.update(map(id, tensors(args)))
                self.uses += map(id, tensors(args))
        for name, args, kwargs, result in recording.operations:
            value, of = (tensors(result) or [None])[0], tensors(args)
            is_data = of and id(value) not in self.inputs and not any(each.requires_grad for each in of)
            if id(value) in needed and (value.requires_grad or is_data or name == "detach"):
                self.operation(name, args, kwargs, value)  # else a leaf, such as what is computed without gradients
        self.backward(objective)
        self.json = {"format": "gradus-trace", "version": 1, "writtenBy": "PyTorch " + torch.__version__,
                     "precision": BITS[objective.dtype], "objective": self.ids[id(objective)], "nodes": self.nodes,
                     "gradients": [{"of": of, "is": parts[0]} for of, parts in self.parts.items()], "steps": self.steps}

    def node(self, kind, shape, name="", **members):
        self.nodes.append({"id": len(self.nodes), "kind": kind, "name": name, "shape": list(shape), **members})
        return len(self.nodes) - 1

    def step(self, phase, node, operands, result, value, **members):
        self.steps.append({"phase": phase, "node": node, **members, "operands": operands, "result": result,
                           "value": numbers(value)})
        return result

    def operand(self, value):
        """The node of a tensor or a number."""
        if id(value) not in self.ids:
            self.kept.append(value)
            tensor = value if isinstance(value, torch.Tensor) else torch.tensor(float(value), dtype=torch.float64)
            if tensor.grad_fn is not None:
                raise ValueError(f"{tensor.grad_fn.name()} has several results; take each by an operation of its own, as x[:2]")
            name, is_parameter = self.names.get(id(value), ""), tensor.requires_grad and id(value) not in self.inputs
            kind = "parameter" if is_parameter else "input" if name else "constant"
            name = name or (f"p{len(self.nodes)}" if is_parameter else "")
            self.ids[id(value)] = self.node(kind, tensor.shape, name, value=numbers(tensor))
            self.leaves += [tensor] if tensor.requires_grad else []
        return self.ids[id(value)]

    def operation(self, name, args, kwargs, value):
        function = value.grad_fn
        if name.endswith("_"):
            if function is None:  # data, or a parameter that is given its value
                return
            raise ValueError(f"{name} changes a tensor in place, so its former value is lost; take {name[:-1]}")
        if isinstance(function, torch.autograd.function.BackwardCFunction):  # of a user, who knows what happens inside
            made = {(each.grad_fn, each.output_nr): each for each in tensors(self.kept) if each.grad_fn}
            edges = [made.get(edge, getattr(edge[0], "variable", None)) for edge in function.next_functions if edge[0]]
            self.rule(type(function).__name__.removesuffix("Backward"), edges, {}, value, function)
        elif name == "addmm" and not kwargs:  # b + x W, of which Gradus has the product as a node of its own
            product = torch.mm(*(each.detach() for each in args[1:]))
            self.products.add(id(product))
            self.rule("MatMul", args[1:], {}, product, function)
            self.rule("AddBroadcast", [product, args[0]], {}, value, function)
        elif (name == "nll_loss_forward" and self.nodes[-1].get("op") == "LogSoftmax" and args[2:4] == (None, 1)
              and self.uses.count(id(args[0])) == 1):
            self.nodes.pop(), self.steps.pop()  # with the logarithms before it, it is the cross-entropy of the scores
            _, function, (scores,), _ = self.rules.pop()
            self.rule("CrossEntropyLoss", [scores, args[1]], {}, value, function)
        else:
            op, operands, attributes = as_gradus_has_it(name, args, kwargs, value)
            if op in ("Reshape", "BroadcastTo") and operands[0].shape == value.shape and id(value) not in self.names:
                self.ids[id(value)] = self.operand(operands[0])  # nothing happens
                self.kept.append(value)
            else:
                self.rule(op, operands, attributes, value, function)

    def rule(self, op, operands, attributes, value, function):
        inputs = [self.operand(each) for each in operands]
        more = {"attributes": attributes} if attributes else {}
        node = self.node("op", value.shape, self.names.get(id(value), ""), op=op, inputs=inputs, **more)
        self.ids[id(value)] = self.step("FORWARD", node, inputs, node, value, rule=node)
        self.kept.append(value)
        self.rules.append((node, function, operands, value))

    def backward(self, objective):
        handed = {}
        hooks = [function.register_hook(lambda given, arrived, of=function: handed.update({of: (given, arrived)}))
                 for _, function, _, value in self.rules for function in {function, value.grad_fn or function} - {None}]
        totals = torch.autograd.grad(objective, self.leaves, retain_graph=True, allow_unused=True)
        for hook in hooks:
            hook.remove()
        start, one = self.ids[id(objective)], torch.ones_like(objective)
        seed = self.node("constant", objective.shape, value=numbers(one))
        self.parts[start] = [self.step("SEED", start, [], seed, one)]
        for node, function, operands, value in reversed(self.rules):
            if function not in handed:
                continue
            given, arrived = handed[function]
            upstream = self.total(node, lambda: handed[value.grad_fn][1][value.output_nr])
            taken = set()
            for place, operand in enumerate(operands):
                unchanged = id(operand) in self.products
                gradient = arrived[0] if unchanged else self.given(function, operand, given, taken)
                if gradient is not None:
                    result = upstream if unchanged else self.node("op", gradient.shape, op=function.name(), inputs=[upstream])
                    self.hand_on(node, place, operand, upstream, result, gradient)
        for leaf, total in zip(self.leaves, totals):
            if total is not None:
                self.total(self.ids[id(leaf)], lambda: total)

    def given(self, function, operand, given, taken):
        """What a node of autograd handed to this operand; to one that is there twice, one part after the other."""
        for place, (to, number) in enumerate(function.next_functions):
            if isinstance(operand, torch.Tensor) and to is not None and place not in taken and (
                    getattr(to, "variable", None) is operand if operand.grad_fn is None
                    else (to, number) == (operand.grad_fn, operand.output_nr)):
                taken.add(place)
                return given[place]
        return None

    def hand_on(self, rule, place, operand, upstream, result, gradient):
        to = self.ids[id(operand)]
        self.step("CONTRIBUTION", to, [upstream], result, gradient, rule=rule, input=place)
        if gradient.shape != operand.shape:
            folded = self.node("op", operand.shape, op="SumTo", inputs=[result], attributes={"shape": list(operand.shape)})
            result = self.step("FOLD", to, [result], folded, gradient.sum_to_size(operand.shape), rule=rule, input=place)
        self.parts.setdefault(to, []).append(result)

    def total(self, node, value):
        parts = self.parts[node]
        if len(parts) > 1:
            result = self.node("op", self.nodes[node]["shape"], op="Accumulation", inputs=list(parts))
            parts[:] = [self.step("ACCUMULATION", node, list(parts), result, value())]
        return parts[0]
