package dev.gradus.vocabulary;

import dev.gradus.node.Clamp;
import dev.gradus.node.Functions;

/** Arithmetic and functions of single elements. */
final class ElementwiseFunctions extends Family {
    ElementwiseFunctions() {
        super(
                "Functions of each element",
                "n is the number of elements of the result. Operands of two shapes are broadcast as in NumPy.");
        PlainOps.addArithmetic(this);
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
        two("truncatedRemainder fmod", Functions::fmod)
                .domain("b ≠ 0, a finite")
                .kinks("jumps where a is a multiple of b; a = 0: 0")
                .torch("fmod")
                .formula("a − b truncate(a / b)");
        two("logAddExp2 logaddexp2", Functions::logAddExp2).torch("logaddexp2").formula("log₂(2ᵃ + 2ᵇ)");
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
        one("fraction frac", Functions::fraction)
                .kinks("jumps at integers; x = 0: 1")
                .torch("frac")
                .formula("x − truncate(x)");
        one("toRadians radians deg2rad", Functions::deg2rad).torch("deg2rad");
        one("toDegrees degrees rad2deg", Functions::rad2deg).torch("rad2deg");
        one("entropy entr", Functions::entropy)
                .domain("x ≥ 0")
                .kinks("slope ∞ at 0; −∞ below")
                .torch("special.entr")
                .formula("−x ln x");
        one("sinc", Functions::sinc).torch("sinc");
        one("erfcx", Functions::erfcx).domain("all; ∞ below −26.6").torch("special.erfcx");
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
    }
}
