package dev.gradus.properties.linalg;

import dev.gradus.linalg.Determinant;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class DeterminantOfLogMagnitudeProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(a -> new Determinant(a, Determinant.Part.LOG_MAGNITUDE))
                .input("a", dims("*", "n", "n"), Values.between(-3, 3).conditionNumberBelow(1e3))
                .size("*", 0, 2)
                .size("n", 0, 3)
                .referenceTensor(in ->
                        Ejml.each(in.get(0), new int[0], a -> new double[] {Math.log(Math.abs(Ejml.determinant(a)))}))
                .tolerance(1e-10, 1e-10);
    }
}
