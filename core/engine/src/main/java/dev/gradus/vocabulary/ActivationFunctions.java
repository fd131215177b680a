package dev.gradus.vocabulary;

import dev.gradus.nn.Activations;

/** Activation functions. */
final class ActivationFunctions extends Family {
    ActivationFunctions() {
        super("Activations", "n is the number of elements of x.");
        PlainOps.addActivations(this);
        one("logSigmoid logsigmoid log_expit", Activations::logSigmoid).torch("nn.functional.logsigmoid");
        node("leakyRelu leaky_relu", "x slope", a -> a.x().leakyRelu(a.number("slope", 0.01)))
                .calls("x.leakyRelu(slope); Activations.leakyRelu(x, slope)")
                .domain("finite")
                .kinks("x = 0: the slope")
                .torch("nn.functional.leaky_relu");
        two("prelu", Activations::prelu)
                .calls("Activations.prelu(x, slope)")
                .kinks("x = 0: the slope")
                .torch("nn.functional.prelu");
        one("relu6", Activations::relu6).kinks("x = 0, x = 6: 0").torch("nn.functional.relu6");
        node("elu", "x alpha", a -> Activations.elu(a.x(), a.number("alpha", 1)))
                .calls("Activations.elu(x, α)")
                .kinks("x = 0: α")
                .torch("nn.functional.elu");
        node("celu", "x alpha", a -> Activations.celu(a.x(), a.number("alpha", 1)))
                .calls("Activations.celu(x, α)")
                .kinks("none; the second derivative jumps at 0")
                .torch("nn.functional.celu");
        one("selu", Activations::selu)
                .kinks("x = 0: αλ")
                .torch("nn.functional.selu")
                .formula("λ elu(x, α), α = 1.6733, λ = 1.0507");
        one("gelu", Activations::gelu).torch("nn.functional.gelu").formula("x ∗ Φ(x), Φ the normal distribution");
        one("geluTanh", Activations::geluTanh)
                .torch("nn.functional.gelu (approximate)")
                .formula("x ∗ σ(√(8/π) (x + 0.044715 x³))");
        one("silu swish", Activations::silu).torch("nn.functional.silu");
        one("mish", Activations::mish).torch("nn.functional.mish");
        one("hardTanh hardtanh", Activations::hardTanh).kinks("x = ±1: 0").torch("nn.functional.hardtanh");
        one("hardSigmoid hardsigmoid", Activations::hardSigmoid)
                .kinks("x = ±3: 0")
                .torch("nn.functional.hardsigmoid");
        one("hardSwish hardswish", Activations::hardSwish)
                .kinks("x = −3: 0; x = 3: 1")
                .torch("nn.functional.hardswish");
        node("softShrink softshrink", "x distance", a -> Activations.softShrink(a.x(), a.number("distance", 0.5)))
                .calls("Activations.softShrink(x, distance)")
                .kinks("x = ±distance: 0")
                .torch("nn.functional.softshrink");
        node("hardShrink hardshrink", "x distance", a -> Activations.hardShrink(a.x(), a.number("distance", 0.5)))
                .calls("Activations.hardShrink(x, distance)")
                .kinks("x = ±distance: 0")
                .torch("nn.functional.hardshrink");
        node(
                        "threshold",
                        "x threshold value",
                        a -> Activations.threshold(a.x(), a.number("threshold"), a.number("value")))
                .calls("Activations.threshold(x, threshold, value)")
                .kinks("x = threshold: 0")
                .torch("nn.functional.threshold");
        node("softmax", "x axis", a -> Activations.softmax(a.x(), a.whole("axis", -1)))
                .calls("x.softmax(axis); Activations.softmax(x, axis)")
                .domain("at least one element")
                .torch("softmax");
        node("softmin", "x axis", a -> Activations.softmin(a.x(), a.whole("axis", -1)))
                .calls("Activations.softmin(x, axis)")
                .domain("at least one element")
                .torch("nn.functional.softmin");
        node("logSoftmax log_softmax", "x axis", a -> Activations.logSoftmax(a.x(), a.whole("axis", -1)))
                .calls("x.logSoftmax(axis); Activations.logSoftmax(x, axis)")
                .domain("at least one element")
                .torch("log_softmax");
        node(
                        "gumbelSoftmax",
                        "z noise temperature axis",
                        a -> Activations.gumbelSoftmax(
                                a.node("z"), a.node("noise"), a.number("temperature"), a.whole("axis", -1)))
                .calls("Activations.gumbelSoftmax(z, noise, τ, axis)")
                .domain("τ > 0; at least one element")
                .torch("nn.functional.gumbel_softmax (of given noise)")
                .formula("softmax((z + noise) / τ)");
        node("glu", "x axis", a -> Activations.glu(a.x(), a.whole("axis", -1)))
                .calls("Activations.glu(x, axis)")
                .domain("an even size along the axis")
                .torch("nn.functional.glu")
                .formula("a ∗ σ(b), a and b the halves of x");
    }
}
