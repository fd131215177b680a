package dev.gradus.properties.node;

import dev.gradus.node.CumulativeArgMax;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class CumulativeArgMaxProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.drawing(Lines::anyAxis)
                .unary(CumulativeArgMax::new)
                .input("x", dims("*", "n"), Values.any().distinct())
                .referenceTensor((in, axis) -> Lines.map(in.get(0), axis, CumulativeArgMaxProperties::firstGreatest))
                .tolerance(0, 0);
    }

    private static double[] firstGreatest(double... x) {
        double[] places = new double[x.length];
        for (int i = 1; i < x.length; i++) {
            places[i] = x[i] > x[(int) places[i - 1]] ? i : places[i - 1];
        }
        return places;
    }
}
