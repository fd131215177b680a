package dev.gradus.playground.language;

import dev.gradus.node.Constant;
import dev.gradus.node.Indexing;
import dev.gradus.node.Moves;
import dev.gradus.node.ScatterAlong;
import dev.gradus.node.ScatterMax;
import dev.gradus.tensor.Tensor;

/** Gathering, scattering and masking. */
final class IndexingTable extends FunctionTable {
    IndexingTable() {
        node(
                "gather take index_select",
                "x indices axis",
                a -> a.has("axis")
                        ? a.node("x").take(a.node("indices"), a.whole("axis"))
                        : Indexing.take(a.node("x"), a.node("indices")));
        node("torch.index_select", "x axis indices", a -> a.node("x").take(a.node("indices"), a.whole("axis")));
        node("torch.gather", "x axis indices", a -> a.node("x").takeAlongAxis(a.node("indices"), a.whole("axis")));
        node(
                "takeAlong take_along_axis",
                "x indices axis",
                a -> a.node("x").takeAlongAxis(a.node("indices"), a.whole("axis")));
        node(
                "scatterAdd",
                "x indices axis size",
                a -> a.node("x").scatterAdd(a.node("indices"), a.whole("axis"), a.whole("size")));
        node(
                "ScatterAlong",
                "x indices axis size",
                a -> new ScatterAlong(a.node("x"), a.node("indices"), a.whole("axis"), a.whole("size")));
        node(
                "ScatterMax",
                "x updates indices axis",
                a -> new ScatterMax(a.node("x"), a.node("updates"), a.node("indices"), a.whole("axis")));
        node(
                "scatter",
                "x axis indices updates",
                a -> Indexing.scatter(a.node("x"), a.whole("axis"), a.node("indices"), a.node("updates")));
        node(
                "scatterReduce",
                "x axis indices updates reduction includeX",
                a -> Indexing.scatterReduce(
                        a.node("x"),
                        a.whole("axis"),
                        a.node("indices"),
                        a.node("updates"),
                        named(a, "reduction", Indexing.ScatterReduction.values()),
                        a.truth("includeX", true)));
        node(
                "indexCopy index_copy",
                "x axis indices slices",
                a -> Indexing.indexCopy(a.node("x"), a.whole("axis"), a.node("indices"), a.node("slices")));
        node(
                "withSlice",
                "x axis start part",
                a -> Indexing.withSlice(a.node("x"), a.whole("axis"), a.whole("start"), a.node("part")));
        node(
                "withSelected",
                "x axis index part",
                a -> Indexing.withSelected(a.node("x"), a.whole("axis"), a.whole("index"), a.node("part")));
        node(
                "withDiagonal",
                "x values offset",
                a -> Indexing.withDiagonal(a.node("x"), a.node("values"), a.whole("offset", 0)));
        node("maskedSelect masked_select", "x mask", a -> Indexing.maskedSelect(a.node("x"), tensor(a, "mask")));
        node(
                "maskedScatter masked_scatter",
                "x mask source",
                a -> Indexing.maskedScatter(a.node("x"), a.node("mask"), a.node("source")));
        node(
                "maskedFill masked_fill",
                "x mask value",
                a -> Moves.maskedFill(a.node("x"), a.node("mask"), a.number("value")));
        node(
                "indexFill index_fill",
                "x axis indices value",
                a -> Moves.indexFill(a.node("x"), a.whole("axis"), a.node("indices"), a.number("value")));
        node(
                "indexAdd index_add",
                "x axis indices slices",
                a -> Moves.indexAdd(a.node("x"), a.whole("axis"), a.node("indices"), a.node("slices")));
        node("oneHot one_hot", "x depth", a -> a.node("x").oneHot(a.whole("depth")));
        node("argMax argmax", "x axis", a -> a.node("x").argMax(a.whole("axis")));
        node("argMin argmin", "x axis", a -> a.node("x").argMin(a.whole("axis")));
    }

    private static Tensor tensor(Arguments a, String name) {
        if (a.node(name) instanceof Constant constant) {
            return constant.value();
        }
        throw Problem.at(
                a.span(),
                "not a constant",
                "The argument " + name + " determines a shape, so it must be written as numbers.");
    }
}
