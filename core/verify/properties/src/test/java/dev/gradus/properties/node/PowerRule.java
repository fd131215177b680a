package dev.gradus.properties.node;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.PowBroadcast;
import dev.gradus.node.UnaryOp;
import java.util.List;

/** A constant power as an op of one input, with the rule of {@link PowBroadcast} for a constant exponent. */
final class PowerRule extends UnaryOp {
    private final double exponent;

    PowerRule(Node x, double exponent) {
        super(x, in -> new PowerRule(in, exponent));
        this.exponent = exponent;
    }

    @Override
    public double apply(double x) {
        return new PowBroadcast(x(), Constant.of(exponent)).apply(x, exponent);
    }

    @Override
    public List<Node> backward(Node upstream) {
        return new PowBroadcast(x(), Constant.of(exponent)).backward(upstream).subList(0, 1);
    }

    @Override
    public Record attributes() {
        return new Exponent(exponent);
    }

    private record Exponent(double value) {}
}
