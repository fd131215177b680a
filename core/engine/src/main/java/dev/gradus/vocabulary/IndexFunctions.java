package dev.gradus.vocabulary;

import dev.gradus.node.Indexing;
import dev.gradus.node.Moves;
import dev.gradus.node.ScatterAlong;
import dev.gradus.node.ScatterMax;

/** Gathering, scattering and masking. */
final class IndexFunctions extends Family {
    IndexFunctions() {
        super("Indices", "n is the number of elements of the result.");
        node(
                        "gather take index_select",
                        "x indices axis",
                        a -> a.has("axis") ? a.x().take(a.indices(), a.axis()) : Indexing.take(a.x(), a.indices()))
                .calls("x.take(indices, axis)")
                .domain("indices are integers in range")
                .torch("index_select");
        node("takeAlong take_along_axis", "x indices axis", a -> a.x().takeAlongAxis(a.indices(), a.axis()))
                .calls("x.takeAlongAxis(indices, axis); Indexing.takeAlongAxis(x, indices, axis)")
                .domain("indices are integers in range")
                .torch("gather");
        node("scatterAdd", "x indices axis size", a -> a.x().scatterAdd(a.indices(), a.axis(), a.whole("size")))
                .calls("x.scatterAdd(indices, axis, size); Indexing.scatterAdd(x, indices, axis, size)")
                .domain("indices are integers in range")
                .torch("index_add");
        node(
                        "ScatterAlong",
                        "x indices axis size",
                        a -> new ScatterAlong(a.x(), a.indices(), a.axis(), a.whole("size")))
                .domain("indices are integers in range")
                .torch("scatter_add");
        node(
                        "ScatterMax",
                        "x updates indices axis",
                        a -> new ScatterMax(a.x(), a.node("updates"), a.indices(), a.axis()))
                .domain("indices are integers in range")
                .kinks("ties: shared equally")
                .torch("scatter_reduce (amax)");
        node(
                        "scatter",
                        "x axis indices updates",
                        a -> Indexing.scatter(a.x(), a.axis(), a.indices(), a.node("updates")))
                .calls("Indexing.scatter(x, axis, indices, updates)")
                .domain("indices are integers in range; the last of several stays")
                .torch("scatter")
                .formula("updates_ij at (i, indices_ij), else x");
        node(
                        "scatterReduce",
                        "x axis indices updates reduction includeX",
                        a -> Indexing.scatterReduce(
                                a.x(),
                                a.axis(),
                                a.indices(),
                                a.node("updates"),
                                a.constant("reduction", Indexing.ScatterReduction.class),
                                a.truth("includeX", true)))
                .calls("Indexing.scatterReduce(x, axis, indices, updates, reduction, includeX)")
                .cost("n; a product n size")
                .domain("indices are integers in range")
                .kinks("ties of MAX and MIN: shared equally")
                .torch("scatter_reduce")
                .formula("Σ, mean, max, min or Π of x and the updates sent to it");
        node(
                        "indexCopy index_copy",
                        "x axis indices slices",
                        a -> Indexing.indexCopy(a.x(), a.axis(), a.indices(), a.node("slices")))
                .calls("Indexing.indexCopy(x, axis, indices, slices)")
                .domain("indices are integers in range; the last of several stays")
                .torch("index_copy")
                .formula("x and slices in the place of those at indices");
        node(
                        "withSlice",
                        "x axis start part",
                        a -> Indexing.withSlice(a.x(), a.axis(), a.whole("start"), a.node("part")))
                .calls("Indexing.withSlice(x, axis, start, part)")
                .domain("the part fits")
                .torch("slice_scatter")
                .formula("x, a part in the place of a range");
        node(
                        "withSelected",
                        "x axis index part",
                        a -> Indexing.withSelected(a.x(), a.axis(), a.whole("index"), a.node("part")))
                .calls("Indexing.withSelected(x, axis, index, part)")
                .domain("the part fits")
                .torch("select_scatter")
                .formula("x, a part at an index of an axis");
        node(
                        "withDiagonal",
                        "x values offset",
                        a -> Indexing.withDiagonal(a.x(), a.node("values"), a.whole("offset", 0)))
                .calls("Indexing.withDiagonal(x, values, offset)")
                .domain("the values fit")
                .torch("diagonal_scatter")
                .formula("x, values on a diagonal");
        node("maskedSelect masked_select", "x mask", a -> Indexing.maskedSelect(a.x(), a.tensor("mask")))
                .calls("Indexing.maskedSelect(x, mask)")
                .domain("a mask that is data")
                .torch("masked_select")
                .formula("the elements where the mask is not 0");
        node(
                        "maskedScatter masked_scatter",
                        "x mask source",
                        a -> Indexing.maskedScatter(a.x(), a.node("mask"), a.node("source")))
                .domain("enough elements in the source")
                .torch("masked_scatter")
                .formula("x, elements of the source where the mask is not 0");
        node("maskedFill masked_fill", "x mask value", a -> Moves.maskedFill(a.x(), a.node("mask"), a.number("value")))
                .calls("Moves.maskedFill(x, mask, value)")
                .torch("masked_fill")
                .formula("x, a number where the mask is not 0");
        node(
                        "indexFill index_fill",
                        "x axis indices value",
                        a -> Moves.indexFill(a.x(), a.axis(), a.indices(), a.number("value")))
                .calls("Moves.indexFill(x, axis, indices, value)")
                .domain("indices are integers in range")
                .torch("index_fill")
                .formula("x, a number in slices at indices");
        node(
                        "indexAdd index_add",
                        "x axis indices slices",
                        a -> Moves.indexAdd(a.x(), a.axis(), a.indices(), a.node("slices")))
                .calls("Moves.indexAdd(x, axis, indices, slices)")
                .domain("indices are integers in range")
                .torch("index_add")
                .formula("x and slices added at indices");
        node("oneHot one_hot", "x depth", a -> a.x().oneHot(a.whole("depth")))
                .calls("x.oneHot(depth); Indexing.oneHot(x, depth)")
                .cost("n depth")
                .domain("indices are integers in range")
                .piecewiseConstant("piecewise constant")
                .torch("nn.functional.one_hot");
        node("argMax argmax", "x axis", a -> a.x().argMax(a.axis()))
                .calls("x.argMax(axis); Reductions.argMax(x, axis)")
                .domain("at least one element; the first of ties")
                .piecewiseConstant("piecewise constant")
                .torch("argmax");
        node("argMin argmin", "x axis", a -> a.x().argMin(a.axis()))
                .calls("x.argMin(axis); Reductions.argMin(x, axis)")
                .domain("at least one element; the first of ties")
                .piecewiseConstant("piecewise constant")
                .torch("argmin");
        described("Indexing.take(x, indices)")
                .domain("indices are integers in range")
                .torch("take")
                .formula("elements of x in row-major order");
    }
}
