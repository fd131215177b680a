package dev.gradus.vocabulary;

import dev.gradus.linalg.LinearAlgebra;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import java.util.stream.IntStream;

/** Functions that change the shape or the order of elements. */
final class ShapeFunctions extends Family {
    ShapeFunctions() {
        super("Shapes", "n is the number of elements of the result. A reshape computes nothing.");
        node("reshape view", "x shape*", a -> reshaped(a))
                .calls("x.reshape(sizes); Moves.reshape(x, sizes)")
                .cost("0")
                .domain("as many elements")
                .torch("reshape");
        node(
                        "transpose permute t",
                        "x axis*",
                        a -> a.axes("axis").map(a.x()::transpose).orElseGet(a.x()::transpose))
                .calls("x.transpose(axes); Moves.transpose(x, axes)")
                .torch("permute");
        node("squeeze", "x axis*", a -> a.axes("axis").map(a.x()::squeeze).orElseGet(() -> a.x().squeeze()))
                .calls("x.squeeze(axes); Moves.squeeze(x, axes)")
                .cost("0")
                .domain("axes of size 1")
                .torch("squeeze")
                .formula("x without axes of size 1");
        node("unsqueeze expand_dims", "x axis", a -> a.x().expandDims(a.axis()))
                .calls("x.expandDims(axis); Moves.expandDims(x, axis)")
                .cost("0")
                .torch("unsqueeze")
                .formula("x with an axis of size 1");
        node("flatten ravel", "x first last", a -> flattened(a))
                .calls("Moves.flatten(x, first, last)")
                .cost("0")
                .torch("flatten")
                .formula("x with several axes made one");
        node("unflatten", "x axis shape*", a -> Moves.unflatten(a.x(), a.axis(), a.wholes("shape")))
                .calls("Moves.unflatten(x, axis, sizes)")
                .cost("0")
                .domain("sizes that make the axis")
                .torch("unflatten")
                .formula("x with an axis made several");
        node("moveAxis moveaxis movedim", "x from to", a -> Moves.moveAxis(a.x(), a.whole("from"), a.whole("to")))
                .calls("Moves.moveAxis(x, from, to)")
                .torch("movedim")
                .formula("x with an axis at another place");
        node("swapAxes swapaxes swapdims", "x a b", a -> Moves.swapAxes(a.x(), a.whole("a"), a.whole("b")))
                .calls("Moves.swapAxes(x, a, b)")
                .torch("swapaxes")
                .formula("x with two axes exchanged");
        node("broadcastTo broadcast_to expand", "x shape*", a -> a.x().broadcastTo(a.shape("shape")))
                .calls("x.broadcastTo(shape); Moves.broadcastTo(x, shape)")
                .domain("sizes of 1 grow")
                .torch("broadcast_to");
        node("sumTo sum_to sum_to_size", "x shape*", a -> a.x().sumTo(a.shape("shape")))
                .calls("x.sumTo(shape); Reductions.sumTo(x, shape)")
                .domain("sizes shrink to 1")
                .torch("Tensor.sum_to_size");
        node("concat concatenate cat", "parts axis", a -> Moves.concat(a.whole("axis", 0), a.nodes("parts")))
                .calls("a.concat(axis, b); Moves.concat(axis, parts)")
                .torch("cat");
        node("stack", "parts axis", a -> Moves.stack(a.whole("axis", 0), a.nodes("parts")))
                .calls("a.stack(axis, b); Moves.stack(axis, parts)")
                .domain("equal shapes")
                .torch("stack");
        node("select", "x axis index", a -> a.x().select(a.axis(), a.whole("index")))
                .calls("x.select(axis, index); Moves.select(x, axis, index)")
                .domain("an index in range")
                .torch("select")
                .formula("what lies at an index of an axis");
        node(
                        "slice",
                        "x axis start stop step",
                        a -> a.x().slice(a.axis(), a.whole("start"), a.whole("stop"), a.whole("step", 1)))
                .calls("x.slice(axis, start, stop); Moves.slice(x, axis, start, stop)")
                .domain("a range of the axis")
                .torch("x[…]");
        list("split", "x sizes axis", a -> Moves.split(a.x(), a.whole("axis", 0), a.wholes("sizes")))
                .calls("Moves.split(x, axis, sizes)")
                .domain("sizes that add up")
                .torch("split")
                .formula("parts of x along an axis");
        list("chunk", "x parts axis", a -> Moves.chunk(a.x(), a.whole("axis", 0), a.whole("parts")))
                .calls("Moves.chunk(x, axis, parts)")
                .domain("equal parts")
                .torch("chunk")
                .formula("equal parts of x along an axis");
        list("unstack unbind", "x axis", a -> Moves.unstack(a.x(), a.whole("axis", 0)))
                .calls("Moves.unstack(x, axis)")
                .torch("unbind")
                .formula("what lies at each index of an axis");
        list("meshGrid", "vectors*", a -> Moves.meshGrid(a.nodeArray("vectors")))
                .calls("Moves.meshGrid(vectors)")
                .domain("vectors")
                .torch("meshgrid")
                .formula("each vector along an axis of its own");
        node("tile", "x repeats*", a -> Moves.tile(a.x(), a.wholes("repeats")))
                .calls("Moves.tile(x, repeats)")
                .torch("tile")
                .formula("x repeated as a whole");
        node("repeat repeat_interleave", "x count axis", a -> Moves.repeat(a.x(), a.axis(), a.whole("count")))
                .calls("Moves.repeat(x, axis, count)")
                .torch("repeat_interleave")
                .formula("each element repeated");
        node("roll", "x shift axis", a -> Moves.roll(a.x(), a.axis(), a.whole("shift")))
                .calls("Moves.roll(x, axis, shift)")
                .torch("roll")
                .formula("x turned as a ring");
        node(
                        "rotate90 rot90",
                        "x quarters from to",
                        a -> Moves.rot90(a.x(), a.whole("quarters", 1), a.whole("from", 0), a.whole("to", 1)))
                .calls("Moves.rot90(x, quarters, from, to)")
                .torch("rot90")
                .formula("x turned by right angles");
        node("flip", "x axis*", a -> a.x().flip(a.axes()))
                .calls("x.flip(axes); Moves.flip(x, axes)")
                .torch("flip");
        node(
                        "diagonal",
                        "x offset axis1 axis2",
                        a -> Moves.diagonal(a.x(), a.whole("offset", 0), a.whole("axis1", 0), a.whole("axis2", 1)))
                .calls("Moves.diagonal(x)")
                .domain("a diagonal inside of the matrix")
                .torch("diagonal")
                .formula("x_ii");
        node("diagEmbed diag_embed", "x offset", a -> Moves.diag(a.x(), a.whole("offset", 0)))
                .calls("Moves.diag(x)")
                .torch("diag_embed")
                .formula("matrices with x on a diagonal");
        node("tril lowerTriangle", "x offset", a -> LinearAlgebra.tril(a.x(), a.whole("offset", 0)))
                .calls("LinearAlgebra.tril(a, diagonal)")
                .torch("tril");
        node("triu upperTriangle", "x offset", a -> LinearAlgebra.triu(a.x(), a.whole("offset", 0)))
                .calls("LinearAlgebra.triu(a, diagonal)")
                .torch("triu");
        node("pad", "x axis low high", a -> a.x().pad(a.axis(), a.whole("low"), a.whole("high")))
                .calls("x.pad(axis, low, high); Moves.pad(x, axis, low, high)")
                .torch("nn.functional.pad");
        node(
                        "padConstant",
                        "x axis low high value",
                        a -> Moves.padConstant(a.x(), a.axis(), a.whole("low"), a.whole("high"), a.number("value")))
                .calls("Moves.padConstant(x, axis, low, high, value)")
                .torch("nn.functional.pad")
                .formula("a number before and after x");
        node("padReflect", "x axis low high", a -> Moves.padReflect(a.x(), a.axis(), a.whole("low"), a.whole("high")))
                .calls("Moves.padReflect(x, axis, low, high)")
                .domain("fewer than the axis has")
                .torch("nn.functional.pad (reflect)")
                .formula("x mirrored at its ends");
        node(
                        "padReplicate",
                        "x axis low high",
                        a -> Moves.padReplicate(a.x(), a.axis(), a.whole("low"), a.whole("high")))
                .calls("Moves.padReplicate(x, axis, low, high)")
                .domain("at least one element")
                .torch("nn.functional.pad (replicate)")
                .formula("x with its ends repeated");
        node("padCircular", "x axis low high", a -> Moves.padCircular(a.x(), a.axis(), a.whole("low"), a.whole("high")))
                .calls("Moves.padCircular(x, axis, low, high)")
                .domain("at most what the axis has")
                .torch("nn.functional.pad (circular)")
                .formula("x continued as a ring");
        node(
                        "unfold",
                        "x axis size step dilation",
                        a -> Moves.unfold(a.x(), a.axis(), a.whole("size"), a.whole("step", 1), a.whole("dilation", 1)))
                .calls("Moves.unfold(x, axis, size, step, dilation)")
                .domain("a window fits")
                .torch("Tensor.unfold")
                .formula("all windows of x along an axis");
        node(
                        "fold",
                        "x axis length step dilation",
                        a -> Moves.fold(a.x(), a.axis(), a.whole("length"), a.whole("step", 1), a.whole("dilation", 1)))
                .calls("Moves.fold(x, axis, length, step, dilation)")
                .cost("elements of x")
                .domain("as many windows as fit")
                .torch("nn.functional.fold")
                .formula("windows put back, overlaps added up");
        node("blockDiagonal block_diag", "matrices*", a -> Moves.blockDiagonal(a.nodeArray("matrices")))
                .calls("Moves.blockDiagonal(matrices)")
                .domain("matrices")
                .torch("block_diag")
                .formula("matrices along the diagonal, else 0");
        node("cartesianProduct cartesian_prod", "vectors*", a -> Moves.cartesianProduct(a.nodeArray("vectors")))
                .calls("Moves.cartesianProduct(vectors)")
                .domain("vectors")
                .torch("cartesian_prod")
                .formula("all tuples of elements");
        node("combinations", "x count", a -> Moves.combinations(a.x(), a.whole("count", 2)))
                .calls("Moves.combinations(x, count)")
                .domain("a vector")
                .torch("combinations")
                .formula("all choices of elements");
    }

    private static Node reshaped(Arguments a) {
        int[] sizes = a.wholes("shape");
        boolean isOpen = IntStream.of(sizes).anyMatch(size -> size < 0);
        return isOpen ? a.x().reshape(sizes) : a.x().reshape(a.shape("shape"));
    }

    private static Node flattened(Arguments a) {
        Node x = a.x();
        return a.has("first")
                ? Moves.flatten(x, a.whole("first"), a.whole("last", -1))
                : x.reshape(x.shape().elements());
    }
}
