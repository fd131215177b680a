package dev.gradus.playground.language;

import dev.gradus.node.Functions;
import dev.gradus.node.Node;

/** Arithmetic and functions of single elements. */
final class ElementwiseTable extends FunctionTable {
    ElementwiseTable() {
        two("add", Masks::add);
        two("subtract sub", Node::subtract);
        two("multiply mul", Node::multiply);
        two("divide true_divide div", Node::divide);
        two("pow power float_power", Node::pow);
        two("maximum", Node::maximum);
        two("minimum", Node::minimum);
        two("maximumNumber fmax", Functions::fmax);
        two("minimumNumber fmin", Functions::fmin);
        two("copySign copysign", Functions::copySign);
        two("remainder mod", Functions::remainder);
        two("truncatedRemainder fmod", Functions::fmod);
        two("logAddExp logaddexp", Functions::logAddExp);
        two("logAddExp2 logaddexp2", Functions::logAddExp2);
        two("xlogy", Functions::xlogy);
        two("xlog1py", Functions::xlog1py);
        two("relativeEntropy rel_entr", Functions::relativeEntropy);
        two("atan2 arctan2", Functions::atan2);
        two("hypot", Functions::hypot);
        two("zeta", Functions::zeta);
        two("gammaP gammainc", Functions::gammaP);
        two("gammaQ gammaincc", Functions::gammaQ);
        two("beta", Functions::beta);
        two("logBeta betaln", Functions::logBeta);
        one("negate negative neg", Node::negate);
        one("reciprocal", Node::reciprocal);
        one("abs absolute fabs", Node::abs);
        one("square", Node::square);
        one("sqrt √", Node::sqrt);
        one("exp", Node::exp);
        one("expm1", Node::expm1);
        one("log ln", Node::log);
        one("log1p", Node::log1p);
        one("sin", Node::sin);
        one("cos", Node::cos);
        one("tan", Node::tan);
        one("asin arcsin", Node::asin);
        one("acos arccos", Node::acos);
        one("atan arctan", Node::atan);
        one("sinh", Node::sinh);
        one("cosh", Node::cosh);
        one("tanh", Node::tanh);
        one("erf", Node::erf);
        one("fraction frac", Functions::fraction);
        one("toRadians radians deg2rad", Functions::deg2rad);
        one("toDegrees degrees rad2deg", Functions::rad2deg);
        one("rsqrt", Functions::rsqrt);
        one("cbrt", Functions::cbrt);
        one("exp2", Functions::exp2);
        one("log2", Functions::log2);
        one("log10", Functions::log10);
        one("entropy entr", Functions::entropy);
        one("sinc", Functions::sinc);
        one("asinh arcsinh", Functions::asinh);
        one("acosh arccosh", Functions::acosh);
        one("atanh arctanh", Functions::atanh);
        one("erfc", Functions::erfc);
        one("erfinv", Functions::erfinv);
        one("erfcinv", Functions::erfcinv);
        one("erfcx", Functions::erfcx);
        one("lambertw lambertW", Functions::lambertw);
        one("lgamma gammaln", Functions::lgamma);
        one("digamma psi", Functions::digamma);
        one("normalCdf ndtr", Functions::normalCdf);
        one("logNormalCdf log_ndtr", Functions::logNormalCdf);
        one("normalQuantile ndtri", Functions::normalQuantile);
        node("polygamma", "x order", a -> Functions.polygamma(a.x(), a.whole("order")));
        node("besselI", "x order", a -> Functions.besselI(a.x(), a.whole("order")));
        node("scaledBesselI", "x order", a -> Functions.scaledBesselI(a.x(), a.whole("order")));
        node("iv", "order x", a -> Functions.besselI(a.x(), a.whole("order")));
        node("ive", "order x", a -> Functions.scaledBesselI(a.x(), a.whole("order")));
        node("scipy.polygamma torch.polygamma", "order x", a -> Functions.polygamma(a.x(), a.whole("order")));
        node("multivariateLgamma mvlgamma multigammaln", "x p", a -> Functions.multivariateLgamma(a.x(), a.whole("p")));
        node("betaP betainc", "a b x", a -> Functions.betaP(a.node("a"), a.node("b"), a.x()));
        node("lerp", "a b weight", a -> Functions.lerp(a.node("a"), a.node("b"), a.node("weight")));
        node("clamp clip", "x low high", ElementwiseTable::clamped);
        node(
                "replaceNonFinite nan_to_num",
                "x nan high low",
                a -> Functions.nanToNum(
                        a.x(),
                        a.number("nan", 0),
                        a.number("high", Double.MAX_VALUE),
                        a.number("low", -Double.MAX_VALUE)));
        node("where", "condition a b", a -> a.node("condition").where(a.node("a"), a.node("b")));
        one("stopGradient stop_gradient detach", Node::stopGradient);
    }

    /** A bound on one side is a maximum or a minimum. */
    private static Node clamped(Arguments a) {
        if (a.has("low") && a.has("high")) {
            return a.x().clip(a.number("low"), a.number("high"));
        }
        return a.has("high") ? a.x().minimum(a.node("high")) : a.x().maximum(a.node("low"));
    }
}
