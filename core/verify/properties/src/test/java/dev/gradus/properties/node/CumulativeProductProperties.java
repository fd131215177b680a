package dev.gradus.properties.node;

import dev.gradus.node.CumulativeProduct;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class CumulativeProductProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.drawing(Lines::anyAxis)
                .unary(CumulativeProduct::new)
                .input("x", dims("*", "n"), Values.between(-100, 100))
                .referenceTensor((in, axis) -> Lines.map(in.get(0), axis, CumulativeProductProperties::products));
    }

    private static double[] products(double... x) {
        double[] products = x.clone();
        for (int i = 1; i < x.length; i++) {
            products[i] *= products[i - 1];
        }
        return products;
    }
}
