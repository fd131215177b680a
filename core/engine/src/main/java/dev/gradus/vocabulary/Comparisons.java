package dev.gradus.vocabulary;

import dev.gradus.node.EqualBroadcast;
import dev.gradus.node.Floor;
import dev.gradus.node.Functions;
import dev.gradus.node.GreaterBroadcast;
import dev.gradus.node.GreaterOrEqualBroadcast;
import dev.gradus.node.LessBroadcast;
import dev.gradus.node.LessOrEqualBroadcast;
import dev.gradus.node.NotEqualBroadcast;
import dev.gradus.node.Sign;

/** Comparisons, and functions that are constant almost everywhere. */
final class Comparisons extends Family {
    Comparisons() {
        super(
                "Comparisons",
                "Comparisons and other piecewise constant functions. Their gradient is 0 wherever they have one.");
        binary("greater gt", GreaterBroadcast::new)
                .piecewiseConstant("jumps: 0")
                .torch("gt")
                .onnx("Greater");
        binary("greaterOrEqual greater_equal ge", GreaterOrEqualBroadcast::new)
                .calls("a.greaterEqual(b); Functions.greaterEqual(a, b)")
                .piecewiseConstant("jumps: 0")
                .torch("ge")
                .onnx("GreaterOrEqual");
        binary("less lt", LessBroadcast::new)
                .piecewiseConstant("jumps: 0")
                .torch("lt")
                .onnx("Less");
        binary("lessOrEqual less_equal le", LessOrEqualBroadcast::new)
                .calls("a.lessEqual(b); Functions.lessEqual(a, b)")
                .piecewiseConstant("jumps: 0")
                .torch("le")
                .onnx("LessOrEqual");
        binary("equal eq", EqualBroadcast::new)
                .piecewiseConstant("jumps: 0")
                .torch("eq")
                .onnx("Equal");
        binary("notEqual not_equal ne", NotEqualBroadcast::new)
                .piecewiseConstant("jumps: 0")
                .torch("ne");
        node("heaviside", "x atZero", a -> Functions.heaviside(a.x(), a.number("atZero")))
                .calls("Functions.heaviside(x, atZero)")
                .piecewiseConstant("jump at 0: 0")
                .torch("heaviside");
        unary("sign", Sign::new).piecewiseConstant("jump at 0: 0").torch("sign").onnx("Sign");
        unary("floor", Floor::new)
                .piecewiseConstant("jumps at integers: 0")
                .torch("floor")
                .onnx("Floor");
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
