package dev.gradus.vocabulary;

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
import dev.gradus.node.Clamp;
import dev.gradus.node.Cos;
import dev.gradus.node.Cosh;
import dev.gradus.node.Digamma;
import dev.gradus.node.DivideBroadcast;
import dev.gradus.node.Erf;
import dev.gradus.node.Erfc;
import dev.gradus.node.Erfcinv;
import dev.gradus.node.Erfinv;
import dev.gradus.node.Exp;
import dev.gradus.node.Exp2;
import dev.gradus.node.Expm1;
import dev.gradus.node.Functions;
import dev.gradus.node.HypotBroadcast;
import dev.gradus.node.Lambertw;
import dev.gradus.node.Lgamma;
import dev.gradus.node.Log;
import dev.gradus.node.Log10;
import dev.gradus.node.Log1mexp;
import dev.gradus.node.Log1p;
import dev.gradus.node.Log2;
import dev.gradus.node.LogAddExpBroadcast;
import dev.gradus.node.LogBetaBroadcast;
import dev.gradus.node.MaximumBroadcast;
import dev.gradus.node.MinimumBroadcast;
import dev.gradus.node.MultiplyBroadcast;
import dev.gradus.node.Negate;
import dev.gradus.node.PowBroadcast;
import dev.gradus.node.Reciprocal;
import dev.gradus.node.RemainderBroadcast;
import dev.gradus.node.Rsqrt;
import dev.gradus.node.Sin;
import dev.gradus.node.Sinh;
import dev.gradus.node.Sqrt;
import dev.gradus.node.Square;
import dev.gradus.node.StopGradient;
import dev.gradus.node.SubtractBroadcast;
import dev.gradus.node.Tan;
import dev.gradus.node.Tanh;
import dev.gradus.node.XlogyBroadcast;

/** Arithmetic and functions of single elements. */
final class ElementwiseFunctions extends Family {
    ElementwiseFunctions() {
        super(
                "Functions of each element",
                "n is the number of elements of the result. Operands of two shapes are broadcast as in NumPy.");
        binary("add", AddBroadcast::new).torch("add").onnx("Add");
        binary("subtract sub", SubtractBroadcast::new).torch("sub").onnx("Sub");
        binary("multiply mul", MultiplyBroadcast::new).torch("mul").onnx("Mul");
        binary("divide true_divide div", DivideBroadcast::new)
                .domain("b ≠ 0")
                .torch("div")
                .onnx("Div");
        binary("pow power float_power", PowBroadcast::new)
                .domain("a > 0; a = 0 with b ≥ 0; a < 0 with integer b")
                .kinks("a = 0")
                .torch("pow")
                .onnx("Pow");
        binary("maximum", MaximumBroadcast::new)
                .kinks("a = b: half each")
                .torch("maximum")
                .onnx("Max");
        binary("minimum", MinimumBroadcast::new)
                .kinks("a = b: half each")
                .torch("minimum")
                .onnx("Min");
        two("maximumNumber fmax", Functions::fmax)
                .kinks("a = b: half each")
                .torch("fmax")
                .formula("max(a, b), of NaN and a number the number");
        two("minimumNumber fmin", Functions::fmin)
                .kinks("a = b: half each")
                .torch("fmin")
                .formula("min(a, b), of NaN and a number the number");
        two("copySign copysign", Functions::copySign)
                .kinks("a = 0: 0")
                .torch("copysign")
                .formula("|a| with the sign of b");
        binary("remainder mod", RemainderBroadcast::new)
                .domain("b ≠ 0, a finite")
                .kinks("jumps where a is a multiple of b")
                .torch("remainder");
        two("truncatedRemainder fmod", Functions::fmod)
                .domain("b ≠ 0, a finite")
                .kinks("jumps where a is a multiple of b; a = 0: 0")
                .torch("fmod")
                .formula("a − b truncate(a / b)");
        binary("logAddExp logaddexp", LogAddExpBroadcast::new).torch("logaddexp");
        two("logAddExp2 logaddexp2", Functions::logAddExp2).torch("logaddexp2").formula("log₂(2ᵃ + 2ᵇ)");
        binary("xlogy", XlogyBroadcast::new)
                .calls("Functions.xlogy(x, y)")
                .domain("y > 0, or x = 0")
                .kinks("x = 0 with y ≤ 0: 0")
                .torch("xlogy");
        two("xlog1py", Functions::xlog1py)
                .calls("Functions.xlog1py(x, y)")
                .domain("y > −1, or x = 0")
                .kinks("x = 0 with y ≤ −1: 0")
                .torch("special.xlog1py")
                .formula("x ln(1 + y)");
        two("relativeEntropy rel_entr", Functions::relativeEntropy)
                .calls("Functions.relativeEntropy(x, y)")
                .domain("x > 0, y > 0, or x = 0")
                .kinks("x = 0: 0")
                .formula("x ln(x / y)");
        binary("atan2 arctan2", Atan2Broadcast::new)
                .calls("y.atan2(x); Functions.atan2(y, x)")
                .kinks("the origin: 0")
                .torch("atan2");
        binary("hypot", HypotBroadcast::new).kinks("the origin: 0").torch("hypot");
        two("zeta", Functions::zeta)
                .calls("Functions.zeta(s, x)")
                .domain("s > 1, x > 0")
                .torch("special.zeta");
        two("gammaP gammainc", Functions::gammaP)
                .calls("Functions.gammaP(a, x)")
                .cost("n √a")
                .domain("a > 0, x ≥ 0")
                .kinks("slope ∞ at 0 for a < 1")
                .torch("special.gammainc");
        two("gammaQ gammaincc", Functions::gammaQ)
                .calls("Functions.gammaQ(a, x)")
                .cost("n √a")
                .domain("a > 0, x ≥ 0")
                .kinks("slope −∞ at 0 for a < 1")
                .torch("special.gammaincc");
        two("beta", Functions::beta).domain("a, b > 0").formula("Γ(a) Γ(b) / Γ(a + b)");
        binary("logBeta betaln", LogBetaBroadcast::new).domain("a, b > 0");
        unary("negate negative neg", Negate::new).torch("neg").onnx("Neg");
        unary("reciprocal", Reciprocal::new).domain("x ≠ 0").torch("reciprocal").onnx("Reciprocal");
        unary("abs absolute fabs", Abs::new).kinks("x = 0: 0").torch("abs").onnx("Abs");
        unary("square", Square::new).torch("square");
        unary("sqrt √", Sqrt::new)
                .domain("x ≥ 0")
                .kinks("slope ∞ at 0")
                .torch("sqrt")
                .onnx("Sqrt");
        unary("exp", Exp::new).torch("exp").onnx("Exp");
        unary("expm1", Expm1::new).torch("expm1");
        unary("log ln", Log::new).domain("x > 0").kinks("−∞ at 0").torch("log").onnx("Log");
        unary("log1p", Log1p::new).domain("x > −1").kinks("−∞ at −1").torch("log1p");
        unary("log1mexp", Log1mexp::new).domain("x < 0").kinks("−∞ at 0").formula("ln(1 − e^x)");
        unary("sin", Sin::new).domain("finite").torch("sin").onnx("Sin");
        unary("cos", Cos::new).domain("finite").torch("cos").onnx("Cos");
        unary("tan", Tan::new).domain("x ≠ π/2 + kπ").torch("tan").onnx("Tan");
        unary("asin arcsin", Asin::new)
                .domain("−1 ≤ x ≤ 1")
                .kinks("slope ∞ at ±1")
                .torch("asin")
                .onnx("Asin");
        unary("acos arccos", Acos::new)
                .domain("−1 ≤ x ≤ 1")
                .kinks("slope −∞ at ±1")
                .torch("acos")
                .onnx("Acos");
        unary("atan arctan", Atan::new).torch("atan").onnx("Atan");
        unary("sinh", Sinh::new).torch("sinh").onnx("Sinh");
        unary("cosh", Cosh::new).torch("cosh").onnx("Cosh");
        unary("tanh", Tanh::new).torch("tanh").onnx("Tanh");
        unary("erf", Erf::new).torch("erf").onnx("Erf");
        one("fraction frac", Functions::fraction)
                .kinks("jumps at integers; x = 0: 1")
                .torch("frac")
                .formula("x − truncate(x)");
        one("toRadians radians deg2rad", Functions::deg2rad).torch("deg2rad");
        one("toDegrees degrees rad2deg", Functions::rad2deg).torch("rad2deg");
        unary("rsqrt", Rsqrt::new).domain("x > 0").kinks("∞ at 0").torch("rsqrt");
        unary("cbrt", Cbrt::new).kinks("slope ∞ at 0");
        unary("exp2", Exp2::new).torch("exp2");
        unary("log2", Log2::new).domain("x > 0").kinks("−∞ at 0").torch("log2");
        unary("log10", Log10::new).domain("x > 0").kinks("−∞ at 0").torch("log10");
        one("entropy entr", Functions::entropy)
                .domain("x ≥ 0")
                .kinks("slope ∞ at 0; −∞ below")
                .torch("special.entr")
                .formula("−x ln x");
        one("sinc", Functions::sinc).torch("sinc");
        unary("asinh arcsinh", Asinh::new).torch("asinh").onnx("Asinh");
        unary("acosh arccosh", Acosh::new)
                .domain("x ≥ 1")
                .kinks("slope ∞ at 1")
                .torch("acosh")
                .onnx("Acosh");
        unary("atanh arctanh", Atanh::new)
                .domain("−1 < x < 1")
                .kinks("±∞ at ±1")
                .torch("atanh")
                .onnx("Atanh");
        unary("erfc", Erfc::new).torch("erfc");
        unary("erfinv", Erfinv::new).domain("−1 < x < 1").kinks("±∞ at ±1").torch("erfinv");
        unary("erfcinv", Erfcinv::new).domain("0 < x < 2").kinks("±∞ at 0 and 2");
        one("erfcx", Functions::erfcx).domain("all; ∞ below −26.6").torch("special.erfcx");
        unary("lambertw lambertW", Lambertw::new).domain("x ≥ −1/e").kinks("slope ∞ at −1/e");
        unary("lgamma gammaln", Lgamma::new).domain("x ≠ 0, −1, −2, …").torch("lgamma");
        unary("digamma psi", Digamma::new).domain("x ≠ 0, −1, −2, …").torch("digamma");
        one("normalCdf ndtr", Functions::normalCdf).torch("special.ndtr").formula("½ erfc(−x / √2)");
        one("logNormalCdf log_ndtr", Functions::logNormalCdf)
                .torch("special.log_ndtr")
                .formula("ln of the normal distribution below x");
        one("normalQuantile ndtri", Functions::normalQuantile)
                .calls("Functions.normalQuantile(p)")
                .domain("0 < p < 1")
                .kinks("∓∞ at 0 and 1")
                .torch("special.ndtri")
                .formula("−√2 erfcinv(2 p)");
        node("polygamma", "x order", a -> Functions.polygamma(a.x(), a.whole("order")))
                .calls("Functions.polygamma(x, order)")
                .domain("x ≠ 0, −1, −2, …")
                .torch("polygamma");
        node("besselI", "x order", a -> Functions.besselI(a.x(), a.whole("order")))
                .calls("Functions.besselI(x, order)")
                .cost("n √x")
                .torch("special.i0, i1");
        node("scaledBesselI", "x order", a -> Functions.scaledBesselI(a.x(), a.whole("order")))
                .calls("Functions.scaledBesselI(x, order)")
                .cost("n √x")
                .kinks("order 0 at 0: 0")
                .torch("special.i0e, i1e");
        node("multivariateLgamma mvlgamma multigammaln", "x p", a -> Functions.multivariateLgamma(a.x(), a.whole("p")))
                .calls("Functions.multivariateLgamma(x, p)")
                .cost("n p")
                .domain("x > (p − 1) / 2")
                .torch("mvlgamma")
                .formula("¼ p (p − 1) ln π + Σ ln |Γ(x − j/2)|, j < p");
        node("betaP betainc", "a b x", a -> Functions.betaP(a.node("a"), a.node("b"), a.x()))
                .cost("n √(a + b)")
                .domain("a, b > 0, 0 ≤ x ≤ 1; no derivative by a, b")
                .kinks("slope ∞ at 0 for a < 1, at 1 for b < 1");
        node("lerp", "a b weight", a -> Functions.lerp(a.node("a"), a.node("b"), a.node("weight")))
                .torch("lerp")
                .formula("a + weight ∗ (b − a)");
        node("clamp clip", "x low high", a -> new Clamp(a.x(), a.number("low"), a.number("high")))
                .calls("x.clip(low, high); Functions.clip(x, low, high)")
                .kinks("x = low, x = high: 0")
                .torch("clamp (1 at the bounds)");
        node(
                        "replaceNonFinite nan_to_num",
                        "x nan high low",
                        a -> Functions.nanToNum(
                                a.x(),
                                a.number("nan", 0),
                                a.number("high", Double.MAX_VALUE),
                                a.number("low", -Double.MAX_VALUE)))
                .calls("Functions.nanToNum(x, nan, high, low)")
                .kinks("what is replaced: 0")
                .torch("nan_to_num")
                .formula("x, numbers in the place of NaN and ±∞");
        node("where", "condition a b", a -> a.node("condition").where(a.node("a"), a.node("b")))
                .torch("where");
        unary("stopGradient stop_gradient detach", StopGradient::new)
                .cost("0")
                .piecewiseConstant("taken as constant")
                .torch("Tensor.detach");
    }
}
