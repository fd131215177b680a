package dev.gradus.playground.language;

import dev.gradus.nn.Activations;
import dev.gradus.nn.Elu;
import dev.gradus.node.Functions;
import dev.gradus.node.Node;

/** Activation functions. */
final class ActivationTable extends FunctionTable {
    ActivationTable() {
        one("sigmoid σ expit", Node::sigmoid);
        one("logit", Functions::logit);
        one("logSigmoid logsigmoid log_expit", Activations::logSigmoid);
        one("softplus", Node::softplus);
        one("relu ReLU", Node::relu);
        node("leakyRelu leaky_relu", "x slope", a -> a.x().leakyRelu(a.number("slope", 0.01)));
        two("prelu", Activations::prelu);
        one("relu6", Activations::relu6);
        node("elu", "x alpha", a -> Activations.elu(a.x(), a.number("alpha", 1)));
        node("Elu", "x alpha beta", a -> new Elu(a.x(), a.number("alpha"), a.number("beta")));
        node("celu", "x alpha", a -> Activations.celu(a.x(), a.number("alpha", 1)));
        one("selu", Activations::selu);
        node(
                "gelu",
                "x approximate",
                a -> a.has("approximate") && a.text("approximate").equals("tanh")
                        ? Activations.geluTanh(a.x())
                        : Activations.gelu(a.x()));
        one("geluTanh", Activations::geluTanh);
        one("silu swish", Activations::silu);
        one("mish", Activations::mish);
        one("softsign", Activations::softsign);
        one("tanhshrink", Activations::tanhshrink);
        one("hardTanh hardtanh", Activations::hardTanh);
        one("hardSigmoid hardsigmoid", Activations::hardSigmoid);
        one("hardSwish hardswish", Activations::hardSwish);
        node("softShrink softshrink", "x distance", a -> Activations.softShrink(a.x(), a.number("distance", 0.5)));
        node("hardShrink hardshrink", "x distance", a -> Activations.hardShrink(a.x(), a.number("distance", 0.5)));
        node(
                "threshold",
                "x threshold value",
                a -> Activations.threshold(a.x(), a.number("threshold"), a.number("value")));
        node("softmax", "x axis", a -> Activations.softmax(a.x(), a.whole("axis", -1)));
        node("scipy.softmax", "x axis", a -> Activations.softmax(a.x(), a.axis()));
        node("scipy.log_softmax", "x axis", a -> Activations.logSoftmax(a.x(), a.axis()));
        node("softmin", "x axis", a -> Activations.softmin(a.x(), a.whole("axis", -1)));
        node("logSoftmax log_softmax", "x axis", a -> Activations.logSoftmax(a.x(), a.whole("axis", -1)));
        node(
                "gumbelSoftmax",
                "z noise temperature axis",
                a -> Activations.gumbelSoftmax(
                        a.node("z"), a.node("noise"), a.number("temperature"), a.whole("axis", -1)));
        node("glu", "x axis", a -> Activations.glu(a.x(), a.whole("axis", -1)));
    }
}
