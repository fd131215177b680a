package dev.gradus.vocabulary;

import dev.gradus.node.Functions;

/** Comparisons, and functions that are constant almost everywhere. */
final class Comparisons extends Family {
    Comparisons() {
        super(
                "Comparisons",
                "Comparisons and other piecewise constant functions. Their gradient is 0 wherever they have one.");
        PlainOps.addComparisons(this);
        node("heaviside", "x atZero", a -> Functions.heaviside(a.x(), a.number("atZero")))
                .calls("Functions.heaviside(x, atZero)")
                .piecewiseConstant("jump at 0: 0")
                .torch("heaviside");
        one("ceil", Functions::ceil)
                .piecewiseConstant("jumps at integers: 0")
                .torch("ceil")
                .onnx("Ceil");
        one("truncate trunc fix", Functions::trunc)
                .piecewiseConstant("jumps at integers: 0")
                .torch("trunc");
        one("round rint", Functions::round)
                .domain("all; halves to the even")
                .piecewiseConstant("jumps between integers: 0")
                .torch("round")
                .formula("the nearest integer")
                .onnx("Round");
    }
}
