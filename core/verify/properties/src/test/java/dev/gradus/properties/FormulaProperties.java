package dev.gradus.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.node.BinaryOp;
import dev.gradus.node.Input;
import dev.gradus.node.Op;
import dev.gradus.node.UnaryOp;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** The formula that an op's class shows is what its loops compute, bit for bit, whatever the number. */
class FormulaProperties {
    private static final int ELEMENTS = 41;
    private static final Set<String> NAMES = SampleOps.elementwise();

    @Property
    void loopsComputeTheFormulaOfOneElement(@ForAll @Size(ELEMENTS) double[] a, @ForAll @Size(ELEMENTS) double[] b) {
        Input left = Input.of("a", ELEMENTS), right = Input.of("b", ELEMENTS);
        for (String name : NAMES) {
            Op sample = SampleOps.of(name);
            double[] expected = new double[ELEMENTS];
            double[] actual = new double[ELEMENTS];
            if (sample instanceof UnaryOp unary) {
                Op op = unary.withInputs(List.of(left));
                op.forward(new double[][] {a}, actual);
                for (int i = 0; i < ELEMENTS; i++) {
                    expected[i] = ((UnaryOp) op).apply(a[i]);
                }
            } else if (sample instanceof BinaryOp binary) {
                Op op = binary.withInputs(List.of(left, right));
                op.forward(new double[][] {a, b}, actual);
                for (int i = 0; i < ELEMENTS; i++) {
                    expected[i] = ((BinaryOp) op).apply(a[i], b[i]);
                }
            }
            assertThat(actual).as(name).isEqualTo(expected);
        }
    }
}
