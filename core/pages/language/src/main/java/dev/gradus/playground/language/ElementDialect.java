package dev.gradus.playground.language;

import dev.gradus.nn.Activations;
import dev.gradus.nn.Attention;
import dev.gradus.nn.Elu;
import dev.gradus.nn.Norms;
import dev.gradus.node.Constant;
import dev.gradus.node.Functions;
import dev.gradus.node.Node;
import dev.gradus.tensor.Tensor;

/** Functions of single elements, activations, indices and layers. */
final class ElementDialect extends Dialect {
    ElementDialect() {
        family("Functions of each element");
        two("add", Masks::add);
        node("iv", "order x", a -> Functions.besselI(a.x(), a.whole("order")));
        node("ive", "order x", a -> Functions.scaledBesselI(a.x(), a.whole("order")));
        node("scipy.polygamma torch.polygamma", "order x", a -> Functions.polygamma(a.x(), a.whole("order")));
        node("clamp clip", "x low high", ElementDialect::clamped);
        refused(
                "scipy.huber scipy.pseudo_huber",
                "delta x",
                "SciPy's function takes delta and a difference. Write huber(ŷ, y, delta), the loss.");
        family("Activations");
        node(
                "gelu",
                "x approximate",
                a -> a.has("approximate") && a.text("approximate").equals("tanh")
                        ? Activations.geluTanh(a.x())
                        : Activations.gelu(a.x()));
        node("torch.softmax", "x axis", a -> Activations.softmax(a.x(), a.whole("axis", usualAxis(a.x()))));
        node("torch.log_softmax", "x axis", a -> Activations.logSoftmax(a.x(), a.whole("axis", usualAxis(a.x()))));
        node("torch.softmin", "x axis", a -> Activations.softmin(a.x(), a.whole("axis", usualAxis(a.x()))));
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
        node(
                "torch.layer_norm",
                "x normalized_shape weight bias eps",
                a -> Norms.layerNorm(
                        a.x(),
                        gain(a),
                        a.has("bias") ? a.node("bias") : Constant.of(Tensor.zeros(a.shape("normalized_shape"))),
                        a.number("eps", 1e-5)));
        node(
                "torch.rms_norm",
                "x normalized_shape weight eps",
                a -> Norms.rmsNorm(a.x(), gain(a), a.number("eps", Math.ulp(1.0))));
        refused(
                "torch.batch_norm torch.instance_norm",
                "x mean variance",
                "The statistics are those of the batch here. Write batchNorm(x, gain, shift) or instanceNorm(x, gain, shift).");
        node("scaledDotProduct scaled_dot_product_attention", "q k v mask", ElementDialect::attention);
        node("embedding", "indices weights", a -> a.node("weights").take(a.indices(), 0));
    }

    /** The axis that PyTorch takes if none is given. */
    private static int usualAxis(Node x) {
        return x.shape().rank() == 2 || x.shape().rank() > 3 ? 1 : 0;
    }

    private static Node gain(WrittenArguments a) {
        return a.has("weight") ? a.node("weight") : Constant.of(Tensor.ones(a.shape("normalized_shape")));
    }

    /** Attention; the mask is added, so one of truth values is refused. */
    private static Node attention(WrittenArguments a) {
        if (!a.has("mask")) {
            return Attention.scaledDotProduct(a.node("q"), a.node("k"), a.node("v"));
        } else if (Masks.isMask(a.node("mask"))) {
            throw Problem.at(
                    a.span(),
                    "a mask of truth values",
                    "This mask is added to the scores. Write where(mask, 0, -1e9).");
        }
        return Attention.scaledDotProduct(a.node("q"), a.node("k"), a.node("v"), a.node("mask"));
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
