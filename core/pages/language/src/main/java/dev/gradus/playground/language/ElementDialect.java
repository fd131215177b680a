package dev.gradus.playground.language;

import dev.gradus.nn.Activations;
import dev.gradus.nn.Attention;
import dev.gradus.nn.Elu;
import dev.gradus.node.Functions;
import dev.gradus.node.Node;

/** Functions of single elements, activations, indices and layers. */
final class ElementDialect extends Dialect {
    ElementDialect() {
        family("Functions of each element");
        two("add", Masks::add);
        node("iv", "order x", a -> Functions.besselI(a.x(), a.whole("order")));
        node("ive", "order x", a -> Functions.scaledBesselI(a.x(), a.whole("order")));
        node("scipy.polygamma torch.polygamma", "order x", a -> Functions.polygamma(a.x(), a.whole("order")));
        node("clamp clip", "x low high", ElementDialect::clamped);
        family("Activations");
        node(
                "gelu",
                "x approximate",
                a -> a.has("approximate") && a.text("approximate").equals("tanh")
                        ? Activations.geluTanh(a.x())
                        : Activations.gelu(a.x()));
        node("scipy.softmax", "x axis", a -> Activations.softmax(a.x(), a.axis()));
        node("scipy.log_softmax", "x axis", a -> Activations.logSoftmax(a.x(), a.axis()));
        node("Elu", "x alpha beta", a -> new Elu(a.x(), a.number("alpha"), a.number("beta")));
        family("Indices");
        node("torch.index_select", "x axis indices", a -> a.x().take(a.indices(), a.axis()));
        node("torch.gather", "x axis indices", a -> a.x().takeAlongAxis(a.indices(), a.axis()));
        family("Layers");
        node("causalMask", "positions", a -> Attention.causalMask(a.whole("positions")));
        node("linear", "x w b", a -> linear(a, a.node("w")));
        node("torch.linear", "x w b", a -> linear(a, a.node("w").transpose()));
        node("embedding", "indices weights", a -> a.node("weights").take(a.indices(), 0));
    }

    private static Node linear(WrittenArguments a, Node w) {
        Node product = a.x().matMul(w);
        return a.has("b") ? product.add(a.node("b")) : product;
    }

    /** A bound on one side is a maximum or a minimum. */
    private static Node clamped(WrittenArguments a) {
        if (a.has("low") && a.has("high")) {
            return a.x().clip(a.number("low"), a.number("high"));
        }
        return a.has("high") ? a.x().minimum(a.node("high")) : a.x().maximum(a.node("low"));
    }
}
