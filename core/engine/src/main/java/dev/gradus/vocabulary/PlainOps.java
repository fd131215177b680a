package dev.gradus.vocabulary;

import dev.gradus.nn.Softsign;
import dev.gradus.nn.Tanhshrink;
import dev.gradus.node.Abs;
import dev.gradus.node.Acos;
import dev.gradus.node.Acosh;
import dev.gradus.node.AddBroadcast;
import dev.gradus.node.Asin;
import dev.gradus.node.Asinh;
import dev.gradus.node.Atan;
import dev.gradus.node.Atan2Broadcast;
import dev.gradus.node.Atanh;
import dev.gradus.node.Cbrt;
import dev.gradus.node.Cos;
import dev.gradus.node.Cosh;
import dev.gradus.node.Digamma;
import dev.gradus.node.DivideBroadcast;
import dev.gradus.node.EqualBroadcast;
import dev.gradus.node.Erf;
import dev.gradus.node.Erfc;
import dev.gradus.node.Erfcinv;
import dev.gradus.node.Erfinv;
import dev.gradus.node.Exp;
import dev.gradus.node.Exp2;
import dev.gradus.node.Expm1;
import dev.gradus.node.Floor;
import dev.gradus.node.GreaterBroadcast;
import dev.gradus.node.GreaterOrEqualBroadcast;
import dev.gradus.node.HypotBroadcast;
import dev.gradus.node.Lambertw;
import dev.gradus.node.LessBroadcast;
import dev.gradus.node.LessOrEqualBroadcast;
import dev.gradus.node.Lgamma;
import dev.gradus.node.Log;
import dev.gradus.node.Log10;
import dev.gradus.node.Log1mexp;
import dev.gradus.node.Log1p;
import dev.gradus.node.Log2;
import dev.gradus.node.LogAddExpBroadcast;
import dev.gradus.node.LogBetaBroadcast;
import dev.gradus.node.Logit;
import dev.gradus.node.MaximumBroadcast;
import dev.gradus.node.MinimumBroadcast;
import dev.gradus.node.MultiplyBroadcast;
import dev.gradus.node.Negate;
import dev.gradus.node.NotEqualBroadcast;
import dev.gradus.node.PowBroadcast;
import dev.gradus.node.Reciprocal;
import dev.gradus.node.Relu;
import dev.gradus.node.RemainderBroadcast;
import dev.gradus.node.Rsqrt;
import dev.gradus.node.Sigmoid;
import dev.gradus.node.Sign;
import dev.gradus.node.Sin;
import dev.gradus.node.Sinh;
import dev.gradus.node.Softplus;
import dev.gradus.node.Sqrt;
import dev.gradus.node.Square;
import dev.gradus.node.StopGradient;
import dev.gradus.node.SubtractBroadcast;
import dev.gradus.node.Tan;
import dev.gradus.node.Tanh;
import dev.gradus.node.XlogyBroadcast;

/** The functions that are one op without attributes, apart from others because files of graphs need them alone. */
final class PlainOps extends Family {
    PlainOps() {
        super("Ops", "");
        addArithmetic(this);
        addActivations(this);
        addComparisons(this);
    }

    /** Arithmetic and functions of single elements. */
    static void addArithmetic(Family to) {
        to.binary("add", AddBroadcast::new).torch("add").onnx("Add");
        to.binary("subtract sub", SubtractBroadcast::new).torch("sub").onnx("Sub");
        to.binary("multiply mul", MultiplyBroadcast::new).torch("mul").onnx("Mul");
        to.binary("divide true_divide div", DivideBroadcast::new)
                .domain("b ≠ 0")
                .torch("div")
                .onnx("Div");
        to.binary("pow power float_power", PowBroadcast::new)
                .domain("a > 0; a = 0 with b ≥ 0; a < 0 with integer b")
                .kinks("a = 0")
                .torch("pow")
                .onnx("Pow");
        to.binary("maximum", MaximumBroadcast::new)
                .kinks("a = b: half each")
                .torch("maximum")
                .onnx("Max");
        to.binary("minimum", MinimumBroadcast::new)
                .kinks("a = b: half each")
                .torch("minimum")
                .onnx("Min");
        to.binary("remainder mod", RemainderBroadcast::new)
                .domain("b ≠ 0, a finite")
                .kinks("jumps where a is a multiple of b")
                .torch("remainder");
        to.binary("logAddExp logaddexp", LogAddExpBroadcast::new).torch("logaddexp");
        to.binary("xlogy", XlogyBroadcast::new)
                .calls("Functions.xlogy(x, y)")
                .domain("y > 0, or x = 0")
                .kinks("x = 0 with y ≤ 0: 0")
                .torch("xlogy");
        to.binary("atan2 arctan2", Atan2Broadcast::new)
                .calls("y.atan2(x); Functions.atan2(y, x)")
                .kinks("the origin: 0")
                .torch("atan2");
        to.binary("hypot", HypotBroadcast::new).kinks("the origin: 0").torch("hypot");
        to.binary("logBeta betaln", LogBetaBroadcast::new).domain("a, b > 0");
        to.unary("negate negative neg", Negate::new).torch("neg").onnx("Neg");
        to.unary("reciprocal", Reciprocal::new)
                .domain("x ≠ 0")
                .torch("reciprocal")
                .onnx("Reciprocal");
        to.unary("abs absolute fabs", Abs::new).kinks("x = 0: 0").torch("abs").onnx("Abs");
        to.unary("square", Square::new).torch("square");
        to.unary("sqrt √", Sqrt::new)
                .domain("x ≥ 0")
                .kinks("slope ∞ at 0")
                .torch("sqrt")
                .onnx("Sqrt");
        to.unary("exp", Exp::new).torch("exp").onnx("Exp");
        to.unary("expm1", Expm1::new).torch("expm1");
        to.unary("log ln", Log::new)
                .domain("x > 0")
                .kinks("−∞ at 0")
                .torch("log")
                .onnx("Log");
        to.unary("log1p", Log1p::new).domain("x > −1").kinks("−∞ at −1").torch("log1p");
        to.unary("log1mexp", Log1mexp::new).domain("x < 0").kinks("−∞ at 0").formula("ln(1 − e^x)");
        to.unary("sin", Sin::new).domain("finite").torch("sin").onnx("Sin");
        to.unary("cos", Cos::new).domain("finite").torch("cos").onnx("Cos");
        to.unary("tan", Tan::new).domain("x ≠ π/2 + kπ").torch("tan").onnx("Tan");
        to.unary("asin arcsin", Asin::new)
                .domain("−1 ≤ x ≤ 1")
                .kinks("slope ∞ at ±1")
                .torch("asin")
                .onnx("Asin");
        to.unary("acos arccos", Acos::new)
                .domain("−1 ≤ x ≤ 1")
                .kinks("slope −∞ at ±1")
                .torch("acos")
                .onnx("Acos");
        to.unary("atan arctan", Atan::new).torch("atan").onnx("Atan");
        to.unary("sinh", Sinh::new).torch("sinh").onnx("Sinh");
        to.unary("cosh", Cosh::new).torch("cosh").onnx("Cosh");
        to.unary("tanh", Tanh::new).torch("tanh").onnx("Tanh");
        to.unary("erf", Erf::new).torch("erf").onnx("Erf");
        to.unary("rsqrt", Rsqrt::new).domain("x > 0").kinks("∞ at 0").torch("rsqrt");
        to.unary("cbrt", Cbrt::new).kinks("slope ∞ at 0");
        to.unary("exp2", Exp2::new).torch("exp2");
        to.unary("log2", Log2::new).domain("x > 0").kinks("−∞ at 0").torch("log2");
        to.unary("log10", Log10::new).domain("x > 0").kinks("−∞ at 0").torch("log10");
        to.unary("asinh arcsinh", Asinh::new).torch("asinh").onnx("Asinh");
        to.unary("acosh arccosh", Acosh::new)
                .domain("x ≥ 1")
                .kinks("slope ∞ at 1")
                .torch("acosh")
                .onnx("Acosh");
        to.unary("atanh arctanh", Atanh::new)
                .domain("−1 < x < 1")
                .kinks("±∞ at ±1")
                .torch("atanh")
                .onnx("Atanh");
        to.unary("erfc", Erfc::new).torch("erfc");
        to.unary("erfinv", Erfinv::new).domain("−1 < x < 1").kinks("±∞ at ±1").torch("erfinv");
        to.unary("erfcinv", Erfcinv::new).domain("0 < x < 2").kinks("±∞ at 0 and 2");
        to.unary("lambertw lambertW", Lambertw::new).domain("x ≥ −1/e").kinks("slope ∞ at −1/e");
        to.unary("lgamma gammaln", Lgamma::new).domain("x ≠ 0, −1, −2, …").torch("lgamma");
        to.unary("digamma psi", Digamma::new).domain("x ≠ 0, −1, −2, …").torch("digamma");
        to.unary("stopGradient stop_gradient detach", StopGradient::new)
                .cost("0")
                .piecewiseConstant("taken as constant")
                .torch("Tensor.detach");
    }

    /** Activation functions. */
    static void addActivations(Family to) {
        to.unary("sigmoid σ expit", Sigmoid::new).torch("sigmoid").onnx("Sigmoid");
        to.unary("logit", Logit::new).domain("0 < x < 1").kinks("∓∞ at 0 and 1").torch("logit");
        to.unary("softplus", Softplus::new).torch("nn.functional.softplus");
        to.unary("relu ReLU", Relu::new).kinks("x = 0: 0").torch("relu").onnx("Relu");
        to.unary("softsign", Softsign::new)
                .kinks("second derivative at 0: 0")
                .torch("nn.functional.softsign")
                .onnx("Softsign");
        to.unary("tanhshrink", Tanhshrink::new).torch("nn.functional.tanhshrink");
    }

    /** Comparisons, and functions that are constant almost everywhere. */
    static void addComparisons(Family to) {
        to.binary("greater gt", GreaterBroadcast::new)
                .piecewiseConstant("jumps: 0")
                .torch("gt")
                .onnx("Greater");
        to.binary("greaterOrEqual greater_equal ge", GreaterOrEqualBroadcast::new)
                .calls("a.greaterEqual(b); Functions.greaterEqual(a, b)")
                .piecewiseConstant("jumps: 0")
                .torch("ge")
                .onnx("GreaterOrEqual");
        to.binary("less lt", LessBroadcast::new)
                .piecewiseConstant("jumps: 0")
                .torch("lt")
                .onnx("Less");
        to.binary("lessOrEqual less_equal le", LessOrEqualBroadcast::new)
                .calls("a.lessEqual(b); Functions.lessEqual(a, b)")
                .piecewiseConstant("jumps: 0")
                .torch("le")
                .onnx("LessOrEqual");
        to.binary("equal eq", EqualBroadcast::new)
                .piecewiseConstant("jumps: 0")
                .torch("eq")
                .onnx("Equal");
        to.binary("notEqual not_equal ne", NotEqualBroadcast::new)
                .piecewiseConstant("jumps: 0")
                .torch("ne");
        to.unary("sign", Sign::new)
                .piecewiseConstant("jump at 0: 0")
                .torch("sign")
                .onnx("Sign");
        to.unary("floor", Floor::new)
                .piecewiseConstant("jumps at integers: 0")
                .torch("floor")
                .onnx("Floor");
    }
}
