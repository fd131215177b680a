package dev.gradus.onnx.read;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.onnx.file.Refusal;
import java.util.List;
import java.util.Optional;

/** Losses of classes. */
final class ReadLosses {
    private ReadLosses() {}

    static void addTo(ReadOps ops) {
        ops.one(
                "NegativeLogLikelihoodLoss(input, target, weight?) ignore_index? reduction=mean",
                call -> loss(call, call.in(0)));
        ops.put("SoftmaxCrossEntropyLoss(scores, labels, weights?) ignore_index? reduction=mean", call -> {
            Node logarithms = call.in(0).logSoftmax(1);
            return List.of(call.result(loss(call, logarithms)), call.result(logarithms));
        });
    }

    /** −Σ wₜ log pₜ of the targets t, where those of the index to ignore have the weight 0. */
    private static Node loss(Call call, Node logarithms) {
        Optional<Integer> ignored =
                call.hasAttribute("ignore_index") ? Optional.of(call.integer("ignore_index")) : Optional.empty();
        Optional<Node> weights = call.optional(2).map(Value::node);
        Node target = call.in(1), zero = Constant.of(0), one = Constant.of(1);
        Node isCounted = ignored.map(index -> target.notEqual((double) index)).orElse(one);
        Node known = ignored.isPresent() ? isCounted.where(target, zero) : target;
        Node ofTargets =
                logarithms.takeAlongAxis(known.expandDims(1), 1).squeeze(1).negate();
        boolean isWeighted = weights.isPresent() || ignored.isPresent();
        Node weight = weights.map(each -> each.take(known, 0)).orElse(one);
        Node counted = ignored.isPresent() ? isCounted.where(weight, zero) : weight;
        Node each = isWeighted ? ofTargets.multiply(counted) : ofTargets;
        return switch (call.text("reduction")) {
            case "none" -> each;
            case "sum" -> each.sum();
            case "mean" ->
                isWeighted ? each.sum().divide(counted.broadcastTo(each.shape()).sum()) : each.mean();
            default -> throw new Refusal("its reduction " + call.text("reduction") + " is not supported");
        };
    }
}
