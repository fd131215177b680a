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
                a -> a.has("axis") ? a.x().take(a.indices(), a.axis()) : Indexing.take(a.x(), a.indices()));
        node("torch.index_select", "x axis indices", a -> a.x().take(a.indices(), a.axis()));
        node("torch.gather", "x axis indices", a -> a.x().takeAlongAxis(a.indices(), a.axis()));
        node("takeAlong take_along_axis", "x indices axis", a -> a.x().takeAlongAxis(a.indices(), a.axis()));
        node("scatterAdd", "x indices axis size", a -> a.x().scatterAdd(a.indices(), a.axis(), a.whole("size")));
        node(
                "ScatterAlong",
                "x indices axis size",
                a -> new ScatterAlong(a.x(), a.indices(), a.axis(), a.whole("size")));
        node(
                "ScatterMax",
                "x updates indices axis",
                a -> new ScatterMax(a.x(), a.node("updates"), a.indices(), a.axis()));
        node(
                "scatter",
                "x axis indices updates",
                a -> Indexing.scatter(a.x(), a.axis(), a.indices(), a.node("updates")));
        node(
                "scatterReduce",
                "x axis indices updates reduction includeX",
                a -> Indexing.scatterReduce(
                        a.x(),
                        a.axis(),
                        a.indices(),
                        a.node("updates"),
                        named(a, "reduction", Indexing.ScatterReduction.values()),
                        a.truth("includeX", true)));
        node(
                "indexCopy index_copy",
                "x axis indices slices",
                a -> Indexing.indexCopy(a.x(), a.axis(), a.indices(), a.node("slices")));
        node(
                "withSlice",
                "x axis start part",
                a -> Indexing.withSlice(a.x(), a.axis(), a.whole("start"), a.node("part")));
        node(
                "withSelected",
                "x axis index part",
                a -> Indexing.withSelected(a.x(), a.axis(), a.whole("index"), a.node("part")));
        node(
                "withDiagonal",
                "x values offset",
                a -> Indexing.withDiagonal(a.x(), a.node("values"), a.whole("offset", 0)));
        node("maskedSelect masked_select", "x mask", a -> Indexing.maskedSelect(a.x(), tensor(a, "mask")));
        node(
                "maskedScatter masked_scatter",
                "x mask source",
                a -> Indexing.maskedScatter(a.x(), a.node("mask"), a.node("source")));
        node("maskedFill masked_fill", "x mask value", a -> Moves.maskedFill(a.x(), a.node("mask"), a.number("value")));
        node(
                "indexFill index_fill",
                "x axis indices value",
                a -> Moves.indexFill(a.x(), a.axis(), a.indices(), a.number("value")));
        node(
                "indexAdd index_add",
                "x axis indices slices",
                a -> Moves.indexAdd(a.x(), a.axis(), a.indices(), a.node("slices")));
        node("oneHot one_hot", "x depth", a -> a.x().oneHot(a.whole("depth")));
        node("argMax argmax", "x axis", a -> a.x().argMax(a.axis()));
        node("argMin argmin", "x axis", a -> a.x().argMin(a.axis()));
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
