package dev.gradus.node;

import java.util.Arrays;

/** An op's value for these operands, without a graph or a run. */
final class Values {
    private Values() {}

    static double[] of(Op op, double[]... in) {
        double[] out = new double[op.shape().elements()];
        Arrays.fill(out, 1e9); // what an op does not write stays visible
        op.forward(in, out);
        return out;
    }

    static double[] numbers(double... numbers) {
        return numbers;
    }
}
