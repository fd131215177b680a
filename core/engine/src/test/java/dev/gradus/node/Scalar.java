package dev.gradus.node;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Tensor;
import java.util.function.UnaryOperator;

/** A function of one number, written with nodes: its value and its derivatives by the rules. */
final class Scalar {
    private final Input x = Input.of("x");
    private final Node y;

    private Scalar(UnaryOperator<Node> function) {
        this.y = function.apply(x);
    }

    static Scalar of(UnaryOperator<Node> function) {
        return new Scalar(function);
    }

    double value(double at) {
        return derivative(0, at);
    }

    double slope(double at) {
        return derivative(1, at);
    }

    /** What the rule hands on when this upstream gradient arrives. */
    double slope(double at, double upstream) {
        return evaluate(Gradients.of(y, Constant.of(upstream)).wrt(x), at);
    }

    /** The derivative of this order by the rules; order 0 is the value. */
    double derivative(int order, double at) {
        Node derivative = y;
        for (int i = 0; i < order; i++) {
            derivative = Gradients.of(derivative).wrt(x);
        }
        return evaluate(derivative, at);
    }

    private double evaluate(Node node, double at) {
        return Evaluator.of(Graph.of(x, y))
                .feed(x, Tensor.scalar(at))
                .value(node)
                .item();
    }
}
